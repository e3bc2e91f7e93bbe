//! A sign-up: one person's place in one slot, or the wait for one.
//!
//! ```text
//!             free place                      CheckIn            Serve, CheckOut
//!   (sign up) ----------> Confirmed <------+----------> CheckedIn ----> Served, CheckedOut
//!      |  |                 ^  |  ^        |                ^
//!      |  '---> Pending ----'  |  | Keep   |                | settled: was there
//!      |         Admit, time   |  |        |                |
//!      |            AskAgain   '->ToReconfirm --> NoShow ---'
//!      v            (of Pending as well)    (time, organiser)
//!   Waitlisted --Promote--> Confirmed, Pending
//!      '--------Offer-----> Offered --Accept--> Confirmed, Pending
//!                             '--> OfferExpired, Declined
//!
//!   Cancel leads from all that is to come to Cancelled, CancelAll to CancelledByOrganiser.
//! ```

use serde::{Deserialize, Serialize};

use super::{
    refusal::Refusal,
    slot::SlotTimes,
    terms::{Term, Terms},
};
use crate::{
    codes::codes,
    id::{DeviceId, MemberId, PersonId, SignUpId, SlotId},
    time::Millis,
};

/// For whom a place is: the holder of the account, or somebody of the household, whose nickname
/// only the household and the desk know.
#[derive(
    Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attendee {
    pub account: PersonId,
    pub member: Option<MemberId>,
}

codes! {
    /// What somebody who waits wants when a place becomes free.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    Wants {
        /// The place.
        Auto = "auto",
        /// To be asked.
        Ask = "ask",
    }
}

codes! {
    /// Where a sign-up stands.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    SignUpStatus {
        Pending = "pending",
        Confirmed = "confirmed",
        Waitlisted = "waitlisted",
        Offered = "offered",
        OfferExpired = "offer_expired",
        Declined = "declined",
        ToReconfirm = "to_reconfirm",
        Cancelled = "cancelled",
        CancelledByOrganiser = "cancelled_by_organiser",
        CheckedIn = "checked_in",
        Served = "served",
        CheckedOut = "checked_out",
        NoShow = "no_show",
    }
}

impl SignUpStatus {
    /// A place is kept for it, or was used.
    pub fn holds_place(self) -> bool {
        use SignUpStatus as S;
        matches!(
            self,
            S::Pending
                | S::Confirmed
                | S::Offered
                | S::ToReconfirm
                | S::CheckedIn
                | S::Served
                | S::CheckedOut
                | S::NoShow
        )
    }

    /// There is at most one such of a person in a slot. Whoever declined, let an offer lapse or
    /// cancelled may join again, at the end.
    pub fn is_live(self) -> bool {
        self.holds_place() || self == SignUpStatus::Waitlisted
    }

    /// This person was seen there.
    pub fn came(self) -> bool {
        use SignUpStatus as S;
        matches!(self, S::CheckedIn | S::Served | S::CheckedOut)
    }

    /// It is still to come that this person comes.
    pub fn is_expected(self) -> bool {
        use SignUpStatus as S;
        matches!(self, S::Pending | S::Confirmed | S::Offered | S::ToReconfirm | S::Waitlisted)
    }
}

/// Somebody came: when and where it was seen.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    pub at: Millis,
    /// Where it was scanned, if not by the resident.
    pub device: Option<DeviceId>,
}

/// What was said against the note that somebody did not come.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    #[default]
    None,
    /// The organiser decides.
    Raised {
        at: Millis,
    },
    /// The organiser did not agree.
    Refused {
        at: Millis,
        by: PersonId,
    },
    /// The secretary decides.
    Appealed {
        at: Millis,
        refused_by: PersonId,
    },
    Over,
}

/// Where a sign-up stands, with what goes with it.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SignUpState {
    Pending {
        since: Millis,
    },
    /// With when the person said to come, if asked.
    Confirmed {
        since: Millis,
        coming: Option<Millis>,
    },
    Waitlisted {
        since: Millis,
    },
    Offered {
        since: Millis,
        until: Millis,
    },
    OfferExpired {
        at: Millis,
    },
    Declined {
        at: Millis,
    },
    /// With whether the organiser had still to say yes.
    ToReconfirm {
        since: Millis,
        #[serde(default)]
        pending: bool,
    },
    Cancelled {
        at: Millis,
        late: bool,
    },
    CancelledByOrganiser {
        at: Millis,
    },
    CheckedIn {
        came: Arrival,
    },
    /// Each stall that served this person counts it.
    Served {
        came: Arrival,
        at: Millis,
    },
    /// Of helpers; the hours count once the organiser has confirmed them.
    CheckedOut {
        came: Arrival,
        left_at: Millis,
        confirmed_by: Option<PersonId>,
    },
    /// With who noted it, if it was not time.
    NoShow {
        at: Millis,
        by: Option<PersonId>,
        objection: Objection,
    },
}

impl SignUpState {
    /// The name of the state.
    pub fn status(&self) -> SignUpStatus {
        use SignUpStatus as S;
        match self {
            SignUpState::Pending { .. } => S::Pending,
            SignUpState::Confirmed { .. } => S::Confirmed,
            SignUpState::Waitlisted { .. } => S::Waitlisted,
            SignUpState::Offered { .. } => S::Offered,
            SignUpState::OfferExpired { .. } => S::OfferExpired,
            SignUpState::Declined { .. } => S::Declined,
            SignUpState::ToReconfirm { .. } => S::ToReconfirm,
            SignUpState::Cancelled { .. } => S::Cancelled,
            SignUpState::CancelledByOrganiser { .. } => S::CancelledByOrganiser,
            SignUpState::CheckedIn { .. } => S::CheckedIn,
            SignUpState::Served { .. } => S::Served,
            SignUpState::CheckedOut { .. } => S::CheckedOut,
            SignUpState::NoShow { .. } => S::NoShow,
        }
    }
}

/// One person's sign-up for one slot; inside the server and in the hands of that person only.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct SignUp {
    pub id: SignUpId,
    pub slot: SlotId,
    pub who: Attendee,
    /// The order of joining; nobody ever gets an earlier one.
    pub position: i64,
    pub wants: Wants,
    /// After places left empty: behind those who wait and have none.
    pub after_others: bool,
    /// Somebody else signed this person up, so nothing falls back on the person.
    pub by_proxy: bool,
    /// After missed shifts, the organiser says yes to this one, also where others need none.
    pub needs_yes: bool,
    pub state: SignUpState,
}

/// What steps ask of the slot and the world.
#[derive(Clone, Copy, Debug)]
pub struct SlotCase<'a> {
    pub now: Millis,
    pub times: SlotTimes,
    /// The organiser decides on each sign-up.
    pub approval: bool,
    /// Somebody was checked in there, so a list was kept.
    pub anyone_came: bool,
    /// People come there to help, so they are checked out as well.
    pub of_helpers: bool,
    pub terms: &'a Terms,
}

impl SlotCase<'_> {
    /// From when on people are checked in.
    pub fn check_in_from(&self) -> Millis {
        self.terms.before(self.times.starts_at, Term::CheckInFrom)
    }

    /// Who cancels now leaves a place that nobody may take in time.
    pub fn is_late(&self) -> bool {
        self.now > self.terms.before(self.times.starts_at, Term::LateCancel)
    }
}

impl SignUp {
    /// The sign-up after a step. The one way by which it changes.
    ///
    /// # Errors
    /// Why the step is not possible, or not now.
    pub fn step(&self, step: super::SignUpStep, case: &SlotCase<'_>) -> Result<SignUp, Refusal> {
        use super::SignUpStep as Do;
        let decides = match step {
            Do::ConfirmHours { by }
            | Do::Settle { by, .. }
            | Do::SettleAppeal { by, .. }
            | Do::NoShow { by } => Some(by),
            _ => None,
        };
        // Nobody decides over oneself.
        if decides == Some(self.who.account) {
            return Err(Refusal::SecondPersonNeeded);
        }
        let case = SlotCase { approval: case.approval || self.needs_yes, ..*case };
        Ok(SignUp { state: self.state.step(step, &case)?, ..self.clone() })
    }

    /// How long a helper was there, in minutes: never much longer than the shift was. It counts
    /// once the organiser has confirmed it.
    pub fn minutes(&self, case: &SlotCase<'_>) -> i64 {
        let SignUpState::CheckedOut { came, left_at, .. } = self.state else { return 0 };
        let shift = case.times.ends_at.0 - case.times.starts_at.0;
        let most = shift + case.terms.span(Term::Overtime);
        (left_at.0 - came.at.0).clamp(0, most) / Millis::MINUTE
    }

    /// The person asked to be told whether to come, or a new date, and nobody answered: worth a
    /// call.
    pub fn is_at_risk(&self, case: &SlotCase<'_>) -> bool {
        let starts = case.times.starts_at;
        let near = |term| case.now >= case.terms.before(starts, term) && case.now < starts;
        match self.state {
            SignUpState::ToReconfirm { .. } => near(Term::ReconfirmBy),
            // Who signed up after the reminder went out has only just said so.
            SignUpState::Confirmed { since, coming: None } => {
                near(Term::ReminderFirst) && since < case.terms.before(starts, Term::ReminderFirst)
            }
            _ => false,
        }
    }
}
