//! What a device brings in, and what it is answered. Each entry has a nonce, so it can be sent
//! again however often; one that is refused keeps no other from being taken.

use serde::{Deserialize, Serialize};

use super::{
    check_in::{CheckInWay, Nonce, Tap},
    check_in_list::Seen,
    refusal::Refusal,
};
use crate::{
    codes::codes,
    id::{SignUpId, StallId},
    problem::{Kind, Problem},
    time::Millis,
};

/// How many entries one call may have, of all sorts together.
pub const MOST_ENTRIES: usize = 200;
/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 60;

codes! {
    /// What somebody was seen doing.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    SeenAs {
        /// Coming.
        Arrived = "arrived",
        /// Was served, at the stall of the ticket.
        Served = "served",
        /// Going home: of helpers, at the stall of the ticket.
        Left = "left",
    }
}

/// By what somebody was known.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Shown {
    /// The text of the QR code. It need not be on the list: who signed up a minute ago is not.
    Qr { text: String },
    /// The eight digits. The same.
    Code { code: String },
    /// The name and the last four digits, or the digits alone, of somebody on the list.
    Name { sign_up: SignUpId },
    /// A tick on the list.
    List { sign_up: SignUpId },
}

impl Shown {
    /// As it is stored.
    pub fn way(&self) -> CheckInWay {
        match self {
            Shown::Qr { .. } => CheckInWay::Qr,
            Shown::Code { .. } => CheckInWay::Code,
            Shown::Name { .. } => CheckInWay::Name,
            Shown::List { .. } => CheckInWay::List,
        }
    }
}

/// Somebody was seen at a stall: that of the ticket, or another one of this market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewScan {
    pub nonce: Nonce,
    pub stall: StallId,
    pub shown: Shown,
    pub what: SeenAs,
    /// By the clock of the device, set right by what the list says.
    pub at: Millis,
}

/// A check-in that was wrong.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// That of the scan.
    pub nonce: Nonce,
    pub reason: String,
}

/// Everything that a device has seen and not heard an answer to, in one call.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SyncBatch {
    /// Up to where it knows what others saw; nought for nothing.
    #[serde(default)]
    pub since: i64,
    #[serde(default)]
    pub scans: Vec<NewScan>,
    #[serde(default)]
    pub taps: Vec<Tap>,
    /// Taken after the scans.
    #[serde(default)]
    pub undone: Vec<Undo>,
}

impl SyncBatch {
    /// # Errors
    /// When it is more than one call may have.
    pub fn check(&self) -> Result<(), Problem> {
        match self.scans.len() + self.taps.len() + self.undone.len() > MOST_ENTRIES {
            true => Err(Kind::TooLarge.into()),
            false => Ok(()),
        }
    }
}

/// What a scan is answered.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ScanAnswer {
    /// It counts.
    New,
    /// It was here before and counts; nothing changed.
    Same,
    /// Somebody was earlier, then and at that device; so it stays when it is sent again.
    Already { at: Millis, device: String },
    /// It counts instead of one that was known before and was later.
    Earlier { than: Millis, device: String },
    /// It was here before, and was taken back.
    Undone,
    /// It does not count. The sentence of the refusal says why; it need not be sent again.
    Refused { refusal: Refusal },
}

/// The answer to one scan.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnsweredScan {
    pub nonce: Nonce,
    /// Whose ticket it was, if it is one of this market.
    pub sign_up: Option<SignUpId>,
    pub answer: ScanAnswer,
}

/// The answer to one tap, or to one check-in that was taken back.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answered {
    pub nonce: Nonce,
    /// Why it does not count; nothing, if it does.
    pub refusal: Option<Refusal>,
}

/// How many were at a stall.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StallCount {
    pub stall: StallId,
    /// Checked in, each person once.
    pub verified: i64,
    /// Just came, as counted by tapping.
    pub walk_in: i64,
}

/// What a device is answered: one answer for each entry, and what others saw meanwhile.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Synced {
    pub scans: Vec<AnsweredScan>,
    pub taps: Vec<Answered>,
    pub undone: Vec<Answered>,
    /// What came in after `since`, the own ones included; at most so many that it is cheap.
    pub seen: Vec<Seen>,
    /// The next `since`.
    pub up_to: i64,
    /// There is more after that: ask again at once.
    pub more: bool,
    pub counts: Vec<StallCount>,
    /// Of the list; another than the known one says that it is to be fetched anew.
    pub version: String,
    pub now: Millis,
}
