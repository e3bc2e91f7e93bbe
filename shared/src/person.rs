//! People, how they sign in, and in which browsers they are signed in.

use serde::{Deserialize, Serialize};

use crate::{
    community::CommunityKey,
    grid::PublicNode,
    id::{AppointmentId, PersonId, SessionId},
    policy::Role,
    problem::{Check, Problem},
    text,
    time::Millis,
};

/// The version of the privacy notice that people agree to when they sign in.
pub const NOTICE_VERSION: u32 = 3;

/// A phone number to which a code shall be sent.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskCode {
    pub phone: String,
}

impl AskCode {
    /// # Errors
    /// When it is no mobile number.
    pub fn check(&self) -> Result<String, Problem> {
        let mut check = Check::default();
        let phone = check.take("phone", text::phone(&self.phone));
        check.done().map(|()| phone)
    }
}

/// The same answer whether the number is known or not.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeSent {
    /// `138****1234`.
    pub phone: String,
    /// After how many seconds another code may be asked for.
    pub wait_seconds: u32,
}

/// The code as it came by SMS, and the notice that was agreed to.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub code: String,
    /// The version that was shown, see [`NOTICE_VERSION`].
    pub notice_version: u32,
}

impl SignIn {
    /// # Errors
    /// When the code has no six digits, or another notice than the present one was agreed to.
    pub fn check(&self) -> Result<String, Problem> {
        use crate::problem::Kind;
        let mut check = Check::default();
        let code = check.take("code", text::six_digits(&self.code));
        let agreed = self.notice_version == NOTICE_VERSION;
        check.demand("notice_version", agreed, Kind::ConsentNeeded);
        check.done().map(|()| code)
    }
}

/// Who is calling, as that person sees it; nobody is a stranger who only reads.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    pub person: Option<Person>,
}

/// The signed-in person, told to nobody else.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    pub id: PersonId,
    /// `138****1234`.
    pub phone: String,
    /// The newest notice this person agreed to.
    pub notice_version: u32,
    /// Whether password and second factor are set up.
    pub staff_enrolled: bool,
    /// Until when staff powers last, if they are open now.
    pub stepped_up_until: Option<Millis>,
    /// What this person may do, and where.
    pub appointments: Vec<MyAppointment>,
    pub homes: Vec<Home>,
    /// How many messages are still to be read, in all communities.
    #[serde(default)]
    pub unread: i64,
}

/// One role of the signed-in person.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyAppointment {
    pub id: AppointmentId,
    pub community: CommunityKey,
    pub role: Role,
    /// Name of the node it is for, with all below it.
    pub node: String,
    pub from: Millis,
    pub until: Option<Millis>,
}

/// Where the signed-in person lives.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Home {
    pub community: CommunityKey,
    pub node: PublicNode,
}

/// How many browsers somebody was signed out of.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedOut {
    pub sessions: i64,
}

/// A browser in which the person is signed in.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    pub id: SessionId,
    /// The one that asks.
    pub this: bool,
    /// What the browser calls itself, shortened to what a person recognises.
    pub device: String,
    pub began_at: Millis,
    pub last_used_at: Millis,
}
