//! A wish in parts: each part is a wish with its own helper, and how the whole stands follows from
//! them. Nobody claims the whole, and nobody ends it while a part goes on.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        Status, Wish,
        reason::{Office, UnmetReason},
    },
    Case, Open, Past, Referred, State, Unmet,
};
use crate::{id::WishId, problem::Kind, time::Millis};

/// How many parts a wish that is split has at least.
pub const FEWEST_PARTS: usize = 2;
/// How many parts a wish may have at most.
pub const MOST_PARTS: usize = 6;

/// One of the parts, as the whole knows it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Part {
    pub wish: WishId,
    pub status: Status,
    /// Since when it stands so.
    pub at: Millis,
}

/// The whole, from when it was split on.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct InParts {
    /// When one of the parts came to stand as it does last.
    pub at: Millis,
    #[serde(flatten)]
    pub past: Past,
}

impl Part {
    /// A part as it stands now.
    pub fn of(wish: &Wish) -> Self {
        let waits = wish.state.past().map_or(wish.posted_at, |past| past.waits_since);
        let at = wish.state.since().unwrap_or(waits);
        Self { wish: wish.id, status: wish.state.status(), at }
    }

    fn came_true(&self) -> bool {
        matches!(self.status, Status::Fulfilled | Status::Unconfirmed)
    }
}

impl Past {
    /// How many parts came true, and of how many: what the resident took back is not asked for.
    pub fn parts_done(&self) -> (i64, i64) {
        let wanted = self.parts.iter().filter(|part| part.status != Status::Withdrawn);
        let done = self.parts.iter().filter(|part| part.status == Status::Fulfilled);
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        (count(done.count()), count(wanted.count()))
    }

    fn with(mut self, moved: Part) -> Self {
        if let Some(part) = self.parts.iter_mut().find(|part| part.wish == moved.wish) {
            *part = moved;
        }
        self
    }
}

impl Open {
    /// By staff, while nobody has it in hand.
    pub fn split(self, parts: Vec<Part>, case: &Case) -> Result<InParts, Kind> {
        match (FEWEST_PARTS..=MOST_PARTS).contains(&parts.len()) && self.past.parts.is_empty() {
            true => {
                let looked_at = Some(case.now);
                let past = Past { parts, looked_at, first_offer_at: None, ..self.past };
                Ok(InParts { at: case.now, past })
            }
            false => Err(Kind::StepNotPossible),
        }
    }
}

impl InParts {
    /// It came true when all that is still wished for did.
    pub fn status(&self) -> Status {
        let mut wanted = self.past.parts.iter().filter(|part| part.status != Status::Withdrawn);
        let (all, any) = (wanted.clone().all(Part::came_true), wanted.clone().next().is_some());
        match (all && any, wanted.any(|part| part.status == Status::Unconfirmed)) {
            (true, true) => Status::Unconfirmed,
            (true, false) => Status::Fulfilled,
            (false, _) => Status::InParts,
        }
    }

    /// When it came true.
    pub fn fulfilled_at(&self) -> Option<Millis> {
        (self.status() != Status::InParts).then_some(self.at)
    }

    /// Nothing happens to any part any more, and not all of them came true.
    pub fn is_stuck(&self) -> bool {
        self.status() == Status::InParts
            && self.past.parts.iter().all(|part| part.status.is_final())
    }

    fn moved(self, part: Part) -> Self {
        Self { at: part.at.max(self.at), past: self.past.with(part) }
    }

    /// What did not come true cannot; how many parts did stays.
    pub fn cannot_be(self, at: Millis, reason: UnmetReason, words: String) -> Result<Unmet, Kind> {
        let past = self.ended()?;
        Ok(Unmet { at, reason, words, past })
    }

    /// An office does the rest.
    pub fn refer(
        self,
        at: Millis,
        office: Office,
        words: String,
        reply_by: Millis,
    ) -> Result<Referred, Kind> {
        let past = self.ended()?;
        Ok(Referred { at, office, words, reply_by, answered_at: None, past })
    }

    fn ended(self) -> Result<Past, Kind> {
        if self.is_stuck() { Ok(self.past) } else { Err(Kind::StepNotPossible) }
    }

    /// Nothing was tried for the new word yet.
    pub fn new_word(self) -> Self {
        Self { past: Past { word_tries: 0, ..self.past }, ..self }
    }

    /// Looked at, and left as it is.
    pub fn keep_open(self, at: Millis) -> Self {
        Self { past: Past { looked_at: Some(at), ..self.past }, ..self }
    }
}

impl State {
    /// Where wrong words are counted: by who has it in hand; and of all parts, which have one word,
    /// by the whole.
    pub(in super::super) fn tries_mut(&mut self) -> Option<&mut u8> {
        match self {
            State::Claimed(it) => Some(&mut it.wrong_words),
            State::InProgress(it) => Some(&mut it.wrong_words),
            State::InParts(it) => Some(&mut it.past.word_tries),
            _ => None,
        }
    }

    /// The whole, after something happened to one of its parts: what had ended goes on with it.
    pub(in super::super) fn follow(self, part: Part) -> Self {
        let is_live = !part.status.is_final();
        let again = |at: Millis, past: Past| State::InParts(InParts { at, past });
        match self {
            State::InParts(it) => State::InParts(it.moved(part)),
            State::Unmet(Unmet { past, .. }) if is_live => again(part.at, past.with(part)),
            State::Referred(Referred { past, .. }) if is_live => again(part.at, past.with(part)),
            State::Unmet(it) => State::Unmet(Unmet { past: it.past.with(part), ..it }),
            State::Referred(it) => State::Referred(Referred { past: it.past.with(part), ..it }),
            other => other,
        }
    }
}
