//! The day of a market as its organiser sees it: who is here, who is not, who counts, and what is
//! left to decide afterwards. Private: for those who may check in at this market.

use serde::{Deserialize, Serialize};

use super::{
    check_in::{CheckInWay, Nonce},
    device::{DeviceRecord, DeviceUse},
    guest::{Guest, GuestName, LastFour},
    said_no::UnseenReason,
    sign_up::SignUpStatus,
    sign_up_step::SignUpStepName,
    stall::Service,
    state::MarketStatus,
    summary::SummaryFigures,
    sync::{LONGEST_REASON, SeenAs, Undo},
};
use crate::{
    id::{MarketId, SignUpId, StallId},
    problem::{Check, Kind, Problem},
    text,
    time::Millis,
};

/// The day of a market at a glance.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarketDay {
    pub market: MarketId,
    pub title: String,
    pub status: MarketStatus,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// Until when a check-in can be corrected.
    pub correct_until: Millis,
    pub stalls: Vec<DayStall>,
    /// Who should be here and is not: of slots that have begun, the latest last.
    pub missing: Vec<Guest>,
    /// Who did not come, once the time of their slot is over; the last first.
    pub absent: Vec<AbsentGuest>,
    /// Helpers who have gone home, with their hours.
    pub hours: Vec<HelperHours>,
    pub devices: Vec<DeviceRecord>,
    /// What another phone could be invited for; nothing, when none can.
    #[serde(default)]
    pub invites: Option<DeviceUse>,
    /// What happened so far, exact.
    pub figures: SummaryFigures,
    /// How much of it came in after the summary was signed: another version would have it.
    #[serde(default)]
    pub late: i64,
}

/// A stall on the day.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayStall {
    pub id: StallId,
    pub number: String,
    pub provider_name: String,
    pub service: Service,
    /// How many signed up and have a place.
    pub expected: i64,
    /// Of those, how many are here.
    pub here: i64,
    /// Checked in, each person once; also with a ticket of another stall.
    pub verified: i64,
    /// Just came.
    pub walk_in: i64,
}

/// Somebody whose time is over, and who was not seen.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AbsentGuest {
    pub sign_up: SignUpId,
    pub stall: StallId,
    pub name: GuestName,
    pub last_four: LastFour,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// When that was noted, and the person told.
    pub noted_at: Option<Millis>,
    /// Somebody was checked in for that slot; otherwise no list was kept, and it says nothing.
    pub list_kept: bool,
    /// What the caller may do about it.
    pub steps: Vec<SignUpStepName>,
}

/// A helper's time at a shift.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HelperHours {
    pub sign_up: SignUpId,
    pub stall: StallId,
    pub name: GuestName,
    pub last_four: LastFour,
    pub came_at: Millis,
    pub left_at: Millis,
    /// Those that count once they are confirmed: never much longer than the shift.
    pub minutes: i64,
    pub confirmed: bool,
    /// What the caller may do about it.
    pub steps: Vec<SignUpStepName>,
}

/// The check-ins of which stall; those that were taken back and those that came second, too.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckInQuery {
    pub stall: StallId,
}

/// A check-in with its history.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckInRecord {
    pub nonce: Nonce,
    pub sign_up: SignUpId,
    pub name: GuestName,
    pub last_four: LastFour,
    pub what: SeenAs,
    pub way: CheckInWay,
    pub at: Millis,
    /// When it came in.
    pub received_at: Millis,
    pub device: String,
    /// Of one person at one stall, one does.
    pub counts: bool,
    pub undone: Option<Undone>,
}

/// A check-in was wrong, and why.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Undone {
    pub at: Millis,
    pub reason: String,
    /// Only after the summary was signed: its figures still have it.
    #[serde(default)]
    pub late: bool,
}

impl Undo {
    /// # Errors
    /// When nothing is said, or too much.
    pub fn check(&self) -> Result<String, Problem> {
        let mut check = Check::default();
        let reason = check.take("reason", text::clean_line(&self.reason, 1, LONGEST_REASON));
        check.done().map(|()| reason)
    }
}

/// Somebody who may not come: asked, and has not answered.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AtRisk {
    pub sign_up: SignUpId,
    pub stall_number: String,
    pub service: Service,
    pub starts_at: Millis,
    pub name: GuestName,
    pub last_four: LastFour,
    /// About a new date; otherwise about coming at all.
    pub new_date: bool,
    /// When somebody last asked for the phone number.
    pub called_at: Option<Millis>,
}

/// Whom to call. Each look is logged, and shown to whom it was.
#[derive(Serialize, Deserialize, Clone, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuestPhone {
    pub phone: String,
}

impl std::fmt::Debug for GuestPhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GuestPhone(…)")
    }
}

/// What the desk can do about one who signed up.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum GuestAsk {
    /// Note that nobody came.
    NoShow,
    /// The hours of a helper are right.
    ConfirmHours,
    /// About "I was there": yes, or no.
    Settle { came: bool },
    /// The same, once the organiser has said no; by another person.
    SettleAppeal { came: bool },
}

/// The step of [`GuestAsk`].
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuestStep {
    pub step: GuestAsk,
    /// Why "I was there" is not believed, which is told to the person; needed for such a no.
    #[serde(default)]
    pub reason: Option<UnseenReason>,
}

impl GuestStep {
    /// One that needs no reason.
    pub fn plain(step: GuestAsk) -> Self {
        Self { step, reason: None }
    }

    /// # Errors
    /// When it is a no without a reason.
    pub fn check(&self) -> Result<(), Problem> {
        match (self.step, self.reason) {
            (GuestAsk::Settle { came: false } | GuestAsk::SettleAppeal { came: false }, None) => {
                Err(Problem::fields([("reason", Kind::Required)]))
            }
            _ => Ok(()),
        }
    }
}

/// What became of it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuestStepped {
    pub sign_up: SignUpId,
    pub status: SignUpStatus,
    pub steps: Vec<SignUpStepName>,
}

/// Somebody says to have been there, and the caller decides.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuestObjection {
    pub sign_up: SignUpId,
    pub market: MarketId,
    pub market_title: String,
    /// Nothing for who is asked about an appointment and is not its provider.
    pub stall_number: String,
    /// The same.
    pub service: Option<Service>,
    pub starts_at: Millis,
    pub name: GuestName,
    pub last_four: LastFour,
    /// When it was noted that nobody came.
    pub noted_at: Millis,
    /// When that was objected to.
    pub said_at: Millis,
    /// The organiser has said no, and it was asked again.
    pub appealed: bool,
    /// What the caller may do about it.
    pub steps: Vec<SignUpStepName>,
}
