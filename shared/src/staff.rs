//! Staff powers: a password and a second factor on top of the sign-in by phone.

use serde::{Deserialize, Serialize};

use crate::{
    id::{AppointmentId, NodeId},
    policy::Role,
    problem::{Check, Kind, Problem},
    text,
    time::Millis,
};

/// Opens staff powers in this browser: 30 minutes without use, 12 hours at most.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepUp {
    pub password: String,
    /// Six digits from the authenticator.
    pub code: String,
}

impl StepUp {
    /// # Errors
    /// When the code has no six digits or the password is longer than any may be.
    pub fn check(&self) -> Result<String, Problem> {
        let mut check = Check::default();
        let code = check.take("code", text::six_digits(&self.code));
        check.demand("password", !self.password.is_empty(), Kind::Required);
        check.demand("password", self.password.chars().count() <= LONGEST_PASSWORD, Kind::TooLong);
        check.done().map(|()| code)
    }
}

pub const SHORTEST_PASSWORD: usize = 8;
pub const LONGEST_PASSWORD: usize = 128;

/// The first step of someone who was invited: a password of their own.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BeginEnrolment {
    /// From the link, usable once.
    pub token: String,
    pub password: String,
}

impl BeginEnrolment {
    /// # Errors
    /// When the password is too short, too long, or one that everybody tries first.
    pub fn check(&self) -> Result<(), Problem> {
        let mut check = Check::default();
        let length = self.password.chars().count();
        check.demand("password", length >= SHORTEST_PASSWORD, Kind::WeakPassword);
        check.demand("password", length <= LONGEST_PASSWORD, Kind::TooLong);
        check.done()
    }
}

/// What the authenticator needs to know, shown once.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Authenticator {
    /// To be typed in by hand, in Base32.
    pub secret: String,
    /// To be opened on the phone that has the authenticator.
    pub address: String,
    /// To be scanned: the path data of an SVG with one unit per module.
    pub qr_path: String,
    /// Modules per side of the QR, quiet zone included.
    pub qr_size: u32,
}

/// The second step: proof that the authenticator works. Then the appointment begins.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FinishEnrolment {
    pub token: String,
    pub code: String,
}

/// A role at a node for whoever opens the link first, signed in by phone.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    pub role: Role,
    pub node: NodeId,
    /// For how many days the role lasts; without it, until it is ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
}

/// To be handed over in person; usable once.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Invitation {
    /// The part of the link after `/staff/enrol/`.
    pub token: String,
    pub expires_at: Millis,
}

/// Somebody who is appointed as staff, as those who look after staff see it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffMember {
    pub appointment: AppointmentId,
    pub role: Role,
    /// Name of the node.
    pub node: String,
    /// `138****1234`.
    pub phone: String,
    /// The caller's own.
    pub own: bool,
    pub from: Millis,
    /// None, until it is ended.
    pub until: Option<Millis>,
    /// In how many browsers they are signed in …
    pub sessions: i64,
    /// … and in how many of these staff powers are open.
    pub powers: i64,
    /// When they last used one of them.
    pub last_used: Option<Millis>,
}
