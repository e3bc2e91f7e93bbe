//! The states of a wish. The numbers are the rules of the specification.
//!
//! ```text
//!                2              6, 8           10             15             16, 17, 18
//!   Submitted -----> Open ----------> Claimed ---> InProgress ---> Delivered ----------> Fulfilled
//!    |  ^ |          | ^ | 7   9 ^      |  |         |  ^ |            |  |                |  |
//!    |3 |4|5         | | '-> Offered ---'  |         |  '-' 13         |  | 19          19 |  |
//!    v  | |          | |                   |         |                 |  '-> Disputed <---'  |
//!  NeedsInfo         | '--- 11, 12 --------'         |                 |        | 20          |
//!    |3   |          | '--- 12, 14 ------------------'                 |        v             |
//!    v    v          v 21, 22                                          |   InProgress, Open,  |
//!  With-  Declined,  Unmet, Referred, Expired <-- 20                   |   Fulfilled, Unmet   |
//!  drawn  Referred,        | 25, 22 (renew)                            |                      |
//!         Merged           '----> Open <------------------------- 25 --+----------------------'
//!
//!   Claimed, InProgress: a team's helper asks a colleague, and the same state is theirs by a yes.
//!   12: goods that were sent are received, which is 15 by the resident or staff, or come back.
//!   Open, split by staff -> InParts: its parts go this way by themselves, and when all of them
//!   have come true, so has it; what is left when they have ended, staff decide by 21.
//!   15 leads from Claimed too, and with the right word 15 and 16 are one step.
//!   5, 21: what was Referred stays so until the office's answer is told, and staff ask for it.
//!   Some of what was Fulfilled is asked after a month later: it stays so, or is Disputed.
//!   23: whatever has not come to its end -> Withdrawn.  24: whatever it is -> Removed,
//!   and back, where a third person agrees with its poster.
//! ```
//!
//! Each state is a type whose methods are the steps out of it, and only those: a step that the
//! picture lacks cannot be written down.

mod before;
mod door;
mod ended;
mod follow_up;
mod goods;
mod hand_over;
mod held;
mod in_hand;
mod parts;
mod past;
mod removed;

use serde::{Deserialize, Serialize};

use super::{Beneficiary, WishKind, status::Status};
use crate::{helper::HelperClass, id::PersonId, settings::Rules, time::Millis};

pub use before::{Merge, NeedsInfo, Offered, Open, Submitted};
pub use ended::{Confirmed, Declined, Expired, Fulfilled, Merged, Referred, Unmet, Withdrawn};
pub use follow_up::FollowUp;
pub use goods::Sent;
pub use hand_over::HandingOver;
pub(super) use held::Held;
pub use in_hand::{
    Claimed, Delivered, Disputed, FailedCall, InProgress, Longer, WORD_TOLD, latest_extension,
    latest_promise,
};
pub use parts::{FEWEST_PARTS, InParts, MOST_PARTS, Part};
pub use past::Past;
pub use removed::{Appeal, Removal, Removed};

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum State {
    Submitted(Submitted),
    NeedsInfo(NeedsInfo),
    Open(Open),
    Offered(Offered),
    /// Split into parts, each of which goes this way by itself.
    InParts(InParts),
    Claimed(Claimed),
    InProgress(InProgress),
    Delivered(Delivered),
    Fulfilled(Fulfilled),
    Disputed(Disputed),
    Unmet(Unmet),
    Referred(Referred),
    Merged(Merged),
    Withdrawn(Withdrawn),
    Expired(Expired),
    Declined(Declined),
    Removed(Removed),
}

/// What steps ask of the wish and the world.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub now: Millis,
    pub kind: WishKind,
    pub beneficiary: Beneficiary,
    pub rules: &'a Rules,
}

impl Case<'_> {
    pub fn is_minor(&self) -> bool {
        self.beneficiary == Beneficiary::Minor
    }
}

impl State {
    pub fn status(&self) -> Status {
        match self {
            State::Submitted(_) => Status::Submitted,
            State::NeedsInfo(_) => Status::NeedsInfo,
            State::Open(_) => Status::Open,
            State::Offered(_) => Status::Offered,
            State::InParts(it) => it.status(),
            State::Claimed(_) => Status::Claimed,
            State::InProgress(_) => Status::InProgress,
            State::Delivered(_) => Status::Delivered,
            State::Fulfilled(it) if it.confirmed == Confirmed::Unconfirmed => Status::Unconfirmed,
            State::Fulfilled(_) => Status::Fulfilled,
            State::Disputed(_) => Status::Disputed,
            State::Unmet(_) => Status::Unmet,
            State::Referred(_) => Status::Referred,
            State::Merged(_) => Status::Merged,
            State::Withdrawn(_) => Status::Withdrawn,
            State::Expired(_) => Status::Expired,
            State::Declined(_) => Status::Declined,
            State::Removed(_) => Status::Removed,
        }
    }

    /// Who has it in hand or had it when it came true, and in what capacity, which is all that is
    /// public of a helper; and since when.
    fn help(&self) -> Option<(PersonId, HelperClass, Millis)> {
        match self {
            State::Claimed(it) => Some((it.helper, it.class, it.at)),
            State::InProgress(it) => Some((it.helper, it.class, it.claimed_at)),
            State::Delivered(it) => Some((it.helper, it.class, it.claimed_at)),
            State::Fulfilled(it) => Some((it.helper, it.class, it.claimed_at)),
            State::Disputed(it) => Some((it.helper, it.class, it.claimed_at)),
            _ => None,
        }
    }

    /// Who has it in hand or had it when it came true.
    pub fn helper(&self) -> Option<PersonId> {
        self.help().map(|(helper, ..)| helper)
    }

    /// In what capacity that helper helps, which is all that is public of a helper.
    pub fn class(&self) -> Option<HelperClass> {
        self.help().map(|(_, class, _)| class)
    }

    /// When that helper claimed it; unknown for what was stored long ago.
    pub fn claimed_at(&self) -> Option<Millis> {
        self.help().map(|(.., at)| at).filter(|at| *at != Millis::default())
    }

    /// What lies behind it, where it ever was open.
    pub fn past(&self) -> Option<&Past> {
        match self {
            State::Open(it) => Some(&it.past),
            State::Offered(it) => Some(&it.past),
            State::InParts(it) => Some(&it.past),
            State::Claimed(it) => Some(&it.past),
            State::InProgress(it) => Some(&it.past),
            State::Delivered(it) => Some(&it.past),
            State::Fulfilled(it) => Some(&it.past),
            State::Disputed(it) => Some(&it.past),
            State::Unmet(it) => Some(&it.past),
            State::Referred(it) => Some(&it.past),
            State::Expired(it) => Some(&it.past),
            _ => None,
        }
    }

    pub(super) fn past_mut(&mut self) -> Option<&mut Past> {
        match self {
            State::Open(it) => Some(&mut it.past),
            State::Offered(it) => Some(&mut it.past),
            State::InParts(it) => Some(&mut it.past),
            State::Claimed(it) => Some(&mut it.past),
            State::InProgress(it) => Some(&mut it.past),
            State::Delivered(it) => Some(&mut it.past),
            State::Fulfilled(it) => Some(&mut it.past),
            State::Disputed(it) => Some(&mut it.past),
            State::Unmet(it) => Some(&mut it.past),
            State::Referred(it) => Some(&mut it.past),
            State::Expired(it) => Some(&mut it.past),
            _ => None,
        }
    }

    /// Since when it is in hand, delivered, or at its end.
    pub fn since(&self) -> Option<Millis> {
        match self {
            State::Submitted(_) | State::Open(_) => None,
            State::NeedsInfo(it) => Some(it.at),
            State::Offered(it) => Some(it.at),
            State::InParts(it) => Some(it.at),
            State::Claimed(it) => Some(it.at),
            State::InProgress(it) => Some(it.at),
            State::Delivered(it) => Some(it.at),
            State::Fulfilled(it) => Some(it.at),
            State::Disputed(it) => Some(it.at),
            State::Unmet(it) => Some(it.at),
            State::Referred(it) => Some(it.at),
            State::Merged(it) => Some(it.at),
            State::Withdrawn(it) => Some(it.at),
            State::Expired(it) => Some(it.at),
            State::Declined(it) => Some(it.at),
            State::Removed(it) => Some(it.at),
        }
    }

    /// A helper works on it, so the helper may see whom to call.
    pub fn is_in_hand(&self) -> bool {
        self.status().is_in_hand()
    }

    /// Nothing will happen to it any more.
    pub fn is_final(&self) -> bool {
        self.status().is_final()
    }
}

#[cfg(test)]
mod tests;
