//! What people ask of a slot, what is known of who asks, and what they are answered.

use serde::{Deserialize, Serialize};

use super::{
    refusal::Refusal,
    said_no::TurnDownReason,
    sign_up::{Attendee, SignUp, Wants},
    sign_up_step::SignUpStepName,
    slot::Overlap,
};
use crate::{id::SignUpId, time::Millis};

/// The key by which a request that is sent again is known to be the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestKey(pub uuid::Uuid);

/// What is asked.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Ask {
    /// A place, or to wait for one. The id is a fresh one.
    SignUp { id: SignUpId, wants: Wants, by_proxy: bool },
    /// To give the place back, or to wait no longer.
    Cancel,
    /// The place that was offered.
    Accept,
    /// Not to have it.
    Decline,
    /// The place, on the new date.
    Keep,
    /// By the organiser, about this person.
    Admit,
    /// By the organiser, about this person.
    TurnDown {
        #[serde(default)]
        why: Option<TurnDownReason>,
    },
    /// By the organiser, about the slot: so many places from now on.
    Places { places: i64 },
}

/// What is known of who asks, as it was before the batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The live sign-up of this person for this slot.
    pub mine: Option<SignUp>,
    /// What else this person has at that time.
    pub overlap: Option<Overlap>,
    /// How many live sign-ups for this slot the household has.
    pub household: i64,
    /// How many live sign-ups this person has elsewhere.
    pub elsewhere: i64,
    /// After places left empty: one sign-up at once, and behind others.
    pub paused: bool,
    /// After missed shifts: the organiser says yes first.
    pub needs_yes: bool,
    /// The account, or this person of its household, is not there any more.
    pub gone: bool,
    /// What this key of the same account was answered before, with what had been asked for whom.
    pub answered: Option<(Attendee, Ask, Outcome)>,
}

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub key: RequestKey,
    pub who: Attendee,
    pub ask: Ask,
    pub facts: Facts,
}

/// What is answered.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Outcome {
    /// The place is there, with a warning where two times meet.
    Confirmed {
        sign_up: SignUpId,
        overlap: Option<Overlap>,
    },
    /// The place is kept until the organiser has decided.
    Pending {
        sign_up: SignUpId,
        overlap: Option<Overlap>,
    },
    /// So many are before, this one included.
    Waiting {
        sign_up: SignUpId,
        place: i64,
    },
    Cancelled {
        sign_up: SignUpId,
        late: bool,
    },
    Declined {
        sign_up: SignUpId,
    },
    TurnedDown {
        sign_up: SignUpId,
    },
    /// There are so many places now, and so many more are taken.
    Places {
        places: i64,
        over: i64,
    },
    Refused {
        refusal: Refusal,
    },
}

impl From<Refusal> for Outcome {
    fn from(refusal: Refusal) -> Self {
        Outcome::Refused { refusal }
    }
}

/// Something that became of a sign-up, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub step: SignUpStepName,
    /// As it is from now on.
    pub sign_up: SignUp,
    /// When the person is told, where it was not an answer to the person.
    pub tell_at: Option<Millis>,
}
