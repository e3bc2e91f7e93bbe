//! What a helper gets to see of wishes, and of the own limits.

use serde::{Deserialize, Serialize};

use super::{
    Wish, WishKind, latest_extension, latest_promise, state::State, status::Status,
    step_name::StepName, view::Extension,
};
use crate::{
    id::{AppointmentId, WishId},
    problem::Problem,
    settings::{Rules, Setting},
    time::Millis,
};

/// Whether somebody may claim a wish now.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MayClaim {
    pub may: bool,
    /// The neighbour community whose helper they are, where that is why they may, now or later.
    pub guest_of: Option<String>,
    /// Why a helper may not, as far as that is known before it is tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not: Option<Problem>,
}

/// A wish as its present helper sees it. The contact is asked for on its own, and logged.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub story: String,
    pub when: String,
    pub place_name: String,
    pub status: Status,
    pub claimed_at: Millis,
    /// What the helper before left.
    pub hand_over: String,
    /// How many confirmation words may still be tried.
    pub words_left: u8,
    /// By when to call, to promise a time, to have done it, or to take the offer.
    pub due_at: Option<Millis>,
    /// By when it is promised.
    pub promised: Option<Millis>,
    /// When the goods were sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Millis>,
    /// Whether a colleague is to go on with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handing_over: Option<HandOverView>,
    /// The later day that was asked for.
    pub extension: Option<Extension>,
    /// The latest time that may be promised now.
    pub promise_until: Option<Millis>,
    /// The latest day to which what was promised may be put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer_until: Option<Millis>,
    /// What may be done now.
    pub steps: Vec<StepName>,
    /// What the poster wrote to the helper.
    pub thanks: String,
}

impl Claim {
    /// Nothing, of a wish that nobody has, had or was offered.
    pub fn of(wish: &Wish, now: Millis, rules: &Rules) -> Option<Self> {
        let case = wish.case(now, rules);
        let left = |wrong: u8| rules.word_tries().saturating_sub(wrong);
        let (claimed_at, words_left, due_at) = match &wish.state {
            State::Offered(it) => {
                let time = if it.urgent { Setting::OfferTimeUrgent } else { Setting::OfferTime };
                (it.at, 0, Some(rules.calendar.out_of_night(rules.after(it.at, time))))
            }
            // What is on its way needs no call.
            State::Claimed(it) if it.past.sent.is_some() => (it.at, left(it.wrong_words), None),
            State::Claimed(it) => {
                let due = rules.after(it.at.max(wish.resumed_at), Setting::ContactTime);
                (it.at, left(it.wrong_words), Some(due))
            }
            State::InProgress(it) => (it.claimed_at, left(it.wrong_words), Some(it.promised)),
            State::Delivered(it) => (it.at, 0, None),
            State::Disputed(it) => (it.at, 0, None),
            State::Fulfilled(it) => (it.at, 0, None),
            _ => return None,
        };
        let claimed = matches!(wish.state, State::Claimed(_));
        // For who has it, not for who was asked or had it.
        let past = wish.state.past().filter(|_| wish.state.is_in_hand());
        Some(Self {
            id: wish.id,
            kind: wish.kind,
            title: wish.title.clone(),
            story: wish.story.clone(),
            when: wish.when.clone(),
            place_name: wish.place_name.clone(),
            status: wish.state.status(),
            claimed_at,
            hand_over: past.map(|past| past.hand_over.clone()).unwrap_or_default(),
            words_left,
            due_at,
            promised: wish.promised(),
            sent_at: wish.sent_at(),
            handing_over: None,
            extension: wish.extension(),
            promise_until: claimed.then(|| latest_promise(&case)),
            longer_until: wish.promised().map(|promised| latest_extension(promised, rules)),
            steps: Vec::new(),
            thanks: String::new(),
        })
    }
}

impl Claim {
    /// Of a part: so many wrong words were tried for all of them.
    pub fn after_tries(self, tries: u8, rules: &Rules) -> Self {
        let words_left = self.words_left.min(rules.word_tries().saturating_sub(tries));
        Self { words_left, ..self }
    }

    /// As a colleague sees it who is asked to go on with it. What the helper left and told the
    /// resident is for whoever says yes.
    pub fn for_colleague(self) -> Self {
        let (hand_over, extension, promise_until, longer_until) = Default::default();
        Self { hand_over, words_left: 0, extension, promise_until, longer_until, ..self }
    }
}

/// A helper who asks a colleague, as the two see it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandOverView {
    /// Whether the reader is the one who is asked.
    pub asks_me: bool,
    /// The other of the two, as the team knows them; empty for who is not of the team any more.
    pub name: String,
}

/// Somebody of the same team or shop, who may be asked to go on with a wish. Nobody else gets to
/// know the name.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Colleague {
    pub appointment: AppointmentId,
    pub name: String,
}

/// Why a helper only takes what staff offer, and until when; told to nobody else.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fairness {
    /// How many wishes time took back.
    pub lapses: i64,
    pub until: Millis,
}
