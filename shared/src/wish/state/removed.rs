//! Rule 24: what two people took down, and what its poster may say against it.

use serde::{Deserialize, Serialize};

use super::{
    super::{Wish, reason::RemoveReason},
    Case, Open, Past, State, Submitted,
    in_hand::in_time,
};
use crate::{id::PersonId, problem::Kind, settings::Setting, time::Millis};

/// Two people took it down.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Removed {
    pub at: Millis,
    pub reason: RemoveReason,
    /// In words, for the poster.
    pub words: String,
    pub by: [PersonId; 2],
    /// How it stood before; unknown for what was stored long ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Box<State>>,
    /// What its poster says against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
}

/// The poster does not agree that it was taken down.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Appeal {
    pub at: Millis,
    pub words: String,
    /// When a third person agreed with the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<Millis>,
}

/// Somebody asks to take a wish down; another person has to agree.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Removal {
    pub by: PersonId,
    pub at: Millis,
    /// Whether a secretary asked; if not, a secretary has to agree.
    pub secretary: bool,
    pub reason: RemoveReason,
    pub words: String,
}

impl Removal {
    /// Rule 24.
    pub fn agree(
        self,
        by: PersonId,
        secretary: bool,
        wish: &Wish,
        at: Millis,
    ) -> Result<Removed, Kind> {
        if by == self.by || !(secretary || self.secretary) {
            return Err(Kind::SecondPersonNeeded);
        }
        let (by, was) = ([self.by, by], Some(Box::new(wish.state.clone())));
        Ok(Removed { at, reason: self.reason, words: self.words, by, was, appeal: None })
    }
}

impl Removed {
    /// What its poster says against it and nobody has looked into yet.
    pub fn open_appeal(&self) -> Option<&Appeal> {
        self.appeal.as_ref().filter(|appeal| appeal.settled_at.is_none())
    }

    /// Once, in time.
    pub fn appeal(self, words: String, case: &Case) -> Result<Self, Kind> {
        if self.appeal.is_some() {
            return Err(Kind::StepNotPossible);
        }
        in_time(self.at, Setting::AppealTime, case)?;
        Ok(Self { appeal: Some(Appeal { at: case.now, words, settled_at: None }), ..self })
    }

    /// A third person finds that the poster is right. What had come to its end is as it was; what
    /// waited or was in hand waits again; what nobody had reviewed is reviewed.
    pub fn restore(self, by: PersonId, now: Millis) -> Result<State, Kind> {
        self.third(by)?;
        let again = |past: Past| State::Open(Open { past: past.anew(now) });
        let review = || State::Submitted(Submitted { since: Some(now), ..Submitted::default() });
        Ok(match self.was.map(|was| *was) {
            Some(was) if was.is_final() => was,
            Some(was) => was.past().cloned().map_or_else(review, again),
            None => review(),
        })
    }

    /// A third person finds that the two were right.
    pub fn uphold(self, by: PersonId, now: Millis) -> Result<Self, Kind> {
        self.third(by)?;
        let settled_at = Some(now);
        let appeal = self.appeal.map(|appeal| Appeal { settled_at, ..appeal });
        Ok(Self { appeal, ..self })
    }

    /// Who took it down does not judge that.
    fn third(&self, by: PersonId) -> Result<(), Kind> {
        match self.open_appeal() {
            None => Err(Kind::StepNotPossible),
            Some(_) if self.by.contains(&by) => Err(Kind::SecondPersonNeeded),
            Some(_) => Ok(()),
        }
    }
}
