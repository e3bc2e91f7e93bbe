//! Who waits for the organiser's yes, as the organiser sees it: no more than is needed to know a
//! person again.

use serde::{Deserialize, Serialize};

use super::{
    guest::{LastFour, Nickname},
    said_no::TurnDownReason,
    stall::Service,
};
use crate::{
    id::{SignUpId, SlotId, StallId},
    problem::{Kind, Problem},
    time::Millis,
};

/// Somebody who signed up where the organiser decides on each.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PendingSignUp {
    pub id: SignUpId,
    pub stall: StallId,
    pub provider_name: String,
    pub service: Service,
    pub slot: SlotId,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub since: Millis,
    /// Until then; after that, silence is a yes.
    pub answer_by: Millis,
    /// After missed shifts, also where others need no yes.
    pub needs_yes: bool,
    /// Of whom of a household it is, if not of who asked.
    pub nickname: Option<Nickname>,
    pub last_four: LastFour,
}

/// What the organiser says to one of them.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUpDecision {
    pub admit: bool,
    /// Why not, which is told to the person; needed for a no.
    #[serde(default)]
    pub reason: Option<TurnDownReason>,
}

impl SignUpDecision {
    /// # Errors
    /// When it is a no without a reason.
    pub fn check(&self) -> Result<(), Problem> {
        match (self.admit, self.reason) {
            (false, None) => Err(Problem::fields([("reason", Kind::Required)])),
            _ => Ok(()),
        }
    }
}
