//! The states of a wish.
//!
//! ```text
//!              approve          claim           deliver           confirm
//!   Submitted ---------> Open ---------> Claimed ---------> Delivered ---------> Fulfilled
//!    |  | decline         ^ |               | | '--- deliver with the right word ---^
//!    |  '--> Declined     | |   release     | |
//!    |                    '-+---------------' |
//!    '--------------------> withdraw <--------+--- (also from Delivered) --> Withdrawn
//! ```
//!
//! Each state is a type whose methods are the steps out of it, and only those: a step that the
//! picture lacks cannot be written down.

use serde::{Deserialize, Serialize};

use super::input::DeclineReason;
use crate::{
    helper::HelperClass,
    id::PersonId,
    problem::{Kind, Problem},
    time::Millis,
};

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum State {
    Submitted(Submitted),
    Open(Open),
    Claimed(Claimed),
    Delivered(Delivered),
    Fulfilled(Fulfilled),
    Withdrawn(Withdrawn),
    Declined(Declined),
}

/// Waits for review; nobody but poster and reviewers knows of it.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Submitted {}

#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Open {
    /// How many helpers gave it back.
    pub releases: u32,
    /// What the last of them left for the next.
    #[serde(default)]
    pub hand_over: String,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Claimed {
    pub helper: PersonId,
    pub class: HelperClass,
    pub at: Millis,
    pub releases: u32,
    #[serde(default)]
    pub hand_over: String,
    /// How often the helper entered wrong confirmation words.
    pub wrong_words: u8,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Delivered {
    pub helper: PersonId,
    pub class: HelperClass,
    pub at: Millis,
    pub note: String,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Fulfilled {
    pub helper: PersonId,
    pub class: HelperClass,
    pub at: Millis,
    pub confirmed: Confirmed,
}

/// Who said that it came true.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confirmed {
    /// The resident told the helper the confirmation word.
    ByWord,
    /// The resident pressed the button.
    ByTap,
    /// Before this product knew of it.
    ByImport,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Withdrawn {
    pub at: Millis,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Declined {
    pub at: Millis,
    pub reason: DeclineReason,
    /// In words, for the poster.
    pub words: String,
}

impl Submitted {
    pub fn approve(self) -> Open {
        Open::default()
    }

    pub fn decline(self, at: Millis, reason: DeclineReason, words: String) -> Declined {
        Declined { at, reason, words }
    }
}

impl Open {
    pub fn claim(self, helper: PersonId, class: HelperClass, at: Millis) -> Claimed {
        let Open { releases, hand_over } = self;
        Claimed { helper, class, at, releases, hand_over, wrong_words: 0 }
    }
}

impl Claimed {
    /// After so many wrong words, a word proves nothing any more.
    pub const MOST_WRONG_WORDS: u8 = 5;

    pub fn release(self, hand_over: String) -> Open {
        Open { releases: self.releases + 1, hand_over }
    }

    pub fn deliver(self, at: Millis, note: String) -> Delivered {
        Delivered { helper: self.helper, class: self.class, at, note }
    }

    pub fn deliver_with_word(self, at: Millis) -> Fulfilled {
        let confirmed = Confirmed::ByWord;
        Fulfilled { helper: self.helper, class: self.class, at, confirmed }
    }

    pub fn wrong_word(self) -> Claimed {
        Claimed { wrong_words: self.wrong_words.saturating_add(1), ..self }
    }

    /// Whether a word may still be tried for this claim.
    pub fn takes_words(&self) -> bool {
        self.wrong_words < Self::MOST_WRONG_WORDS
    }
}

impl Delivered {
    pub fn confirm(self, at: Millis) -> Fulfilled {
        Fulfilled { helper: self.helper, class: self.class, at, confirmed: Confirmed::ByTap }
    }
}

/// A step, with all that the rules need to know. Who may take it is in [`crate::policy`].
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Approve,
    Decline {
        reason: DeclineReason,
        words: String,
    },
    Claim {
        by: PersonId,
        class: HelperClass,
    },
    Release {
        hand_over: String,
    },
    Deliver {
        note: String,
    },
    /// The helper entered the right confirmation word.
    RightWord,
    /// The helper entered a wrong one.
    WrongWord,
    Confirm,
    Withdraw,
}

impl Step {
    /// What the history calls it.
    pub fn name(&self) -> &'static str {
        match self {
            Step::Approve => "wish.approve",
            Step::Decline { .. } => "wish.decline",
            Step::Claim { .. } => "wish.claim",
            Step::Release { .. } => "wish.release",
            Step::Deliver { .. } => "wish.deliver",
            Step::RightWord => "wish.right_word",
            Step::WrongWord => "wish.wrong_word",
            Step::Confirm => "wish.confirm",
            Step::Withdraw => "wish.withdraw",
        }
    }
}

#[derive(Debug, PartialEq)]
pub struct StepNotPossible;

impl State {
    /// Where a step leads, if the state has it.
    ///
    /// # Errors
    /// [`StepNotPossible`] where the picture has no such arrow.
    pub fn step(self, step: Step, now: Millis) -> Result<State, StepNotPossible> {
        Ok(match (self, step) {
            (State::Submitted(it), Step::Approve) => State::Open(it.approve()),
            (State::Submitted(it), Step::Decline { reason, words }) => {
                State::Declined(it.decline(now, reason, words))
            }
            (State::Open(it), Step::Claim { by, class }) => {
                State::Claimed(it.claim(by, class, now))
            }
            (State::Claimed(it), Step::Release { hand_over }) => State::Open(it.release(hand_over)),
            (State::Claimed(it), Step::Deliver { note }) => State::Delivered(it.deliver(now, note)),
            (State::Claimed(it), Step::RightWord) if it.takes_words() => {
                State::Fulfilled(it.deliver_with_word(now))
            }
            (State::Claimed(it), Step::WrongWord) if it.takes_words() => {
                State::Claimed(it.wrong_word())
            }
            (State::Delivered(it), Step::Confirm) => State::Fulfilled(it.confirm(now)),
            (
                State::Submitted(_) | State::Open(_) | State::Claimed(_) | State::Delivered(_),
                Step::Withdraw,
            ) => State::Withdrawn(Withdrawn { at: now }),
            _ => return Err(StepNotPossible),
        })
    }

    pub fn status(&self) -> Status {
        match self {
            State::Submitted(_) => Status::Submitted,
            State::Open(_) => Status::Open,
            State::Claimed(_) => Status::Claimed,
            State::Delivered(_) => Status::Delivered,
            State::Fulfilled(_) => Status::Fulfilled,
            State::Withdrawn(_) => Status::Withdrawn,
            State::Declined(_) => Status::Declined,
        }
    }

    /// Who has it in hand or had it when it came true.
    pub fn helper(&self) -> Option<PersonId> {
        match self {
            State::Submitted(_) | State::Open(_) | State::Withdrawn(_) | State::Declined(_) => None,
            State::Claimed(Claimed { helper, .. })
            | State::Delivered(Delivered { helper, .. })
            | State::Fulfilled(Fulfilled { helper, .. }) => Some(*helper),
        }
    }

    /// In what capacity that helper helps, which is all that is public of a helper.
    pub fn class(&self) -> Option<HelperClass> {
        match self {
            State::Submitted(_) | State::Open(_) | State::Withdrawn(_) | State::Declined(_) => None,
            State::Claimed(Claimed { class, .. })
            | State::Delivered(Delivered { class, .. })
            | State::Fulfilled(Fulfilled { class, .. }) => Some(*class),
        }
    }

    /// A helper works on it, so the helper may see whom to call.
    pub fn is_in_hand(&self) -> bool {
        matches!(self, State::Claimed(_) | State::Delivered(_))
    }

    /// Nothing will happen to it any more.
    pub fn is_final(&self) -> bool {
        matches!(self, State::Fulfilled(_) | State::Withdrawn(_) | State::Declined(_))
    }
}

/// The name of a state: what lists select by, stored beside the state in the same statement.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Submitted,
    Open,
    Claimed,
    Delivered,
    Fulfilled,
    Withdrawn,
    Declined,
}

impl Status {
    pub const ALL: [Status; 7] = [
        Status::Submitted,
        Status::Open,
        Status::Claimed,
        Status::Delivered,
        Status::Fulfilled,
        Status::Withdrawn,
        Status::Declined,
    ];

    /// Whether everyone may see a wish that stands so.
    pub fn is_public(self) -> bool {
        matches!(self, Status::Open | Status::Claimed | Status::Delivered | Status::Fulfilled)
    }

    /// As it is stored and stands in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Status::Submitted => "submitted",
            Status::Open => "open",
            Status::Claimed => "claimed",
            Status::Delivered => "delivered",
            Status::Fulfilled => "fulfilled",
            Status::Withdrawn => "withdrawn",
            Status::Declined => "declined",
        }
    }
}

impl From<StepNotPossible> for Problem {
    fn from(_: StepNotPossible) -> Self {
        Kind::StepNotPossible.into()
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
