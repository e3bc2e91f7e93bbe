//! Everything that is stored about the caller, and what the caller can do about it.

use serde::{Deserialize, Serialize};

use crate::{
    community::CommunityKey,
    helper::{ApplicationStatus, HelperClass, Paper, Qualified},
    id::{ApplicationId, AppointmentId, MarketId, PersonId, SignUpId, StallId, WishId},
    inbox::Preferences,
    market::{Member, NewStall, Nickname, QueueState, SeenAs, Service, SignUpStatus, StallStatus},
    notice::Notice,
    person::Session,
    policy::Role,
    problem::{Check, Problem},
    report::{About, ReportReason},
    text,
    time::Millis,
    wish::{AgeBand, Beneficiary, Contact, Guardian, HistoryLine, Look, Status, Thanks, WishKind},
};

/// All of it, told to nobody else.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyData {
    /// When it was put together.
    pub at: Millis,
    pub id: PersonId,
    /// In full, since it is the caller's own.
    pub phone: String,
    pub joined_at: Millis,
    pub last_seen_at: Millis,
    /// Whether there is a password and a second factor.
    pub staff_enrolled: bool,
    pub consents: Vec<Consent>,
    pub sessions: Vec<Session>,
    /// Those in which there is anything.
    pub communities: Vec<MyCommunity>,
}

/// That somebody agreed to a privacy notice.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Consent {
    pub at: Millis,
    pub notice_version: i64,
}

/// What one community has of the caller.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyCommunity {
    pub community: CommunityKey,
    pub name: String,
    /// The public place that the caller calls home.
    pub home: Option<String>,
    pub appointments: Vec<MyRole>,
    pub applications: Vec<MyApplication>,
    pub wishes: Vec<MyWishRecord>,
    /// Wishes that the caller has or had in hand.
    pub claims: Vec<MyClaimRecord>,
    /// Stalls that the caller offers, or has entered for somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stalls: Vec<MyStallRecord>,
    /// How the caller calls those of the household who were signed up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub household: Vec<Member>,
    /// Places at markets, waits for one, and what became of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sign_ups: Vec<MySignUpRecord>,
    /// Where the caller, or somebody of the household, was checked in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<MyVisit>,
    /// Phones at market tables that the caller invited or was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub devices: Vec<MyDevice>,
    /// Numbers in the queues of stalls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<MyNumberRecord>,
    pub notices: Vec<Notice>,
    /// Of what the caller is told by SMS, where that was chosen.
    pub preferences: Option<Preferences>,
    /// Whose contact the caller opened, and when.
    pub looks: Vec<MyLook>,
    /// When the caller asked for the number of somebody who had signed up at a market.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guest_looks: Vec<Millis>,
    /// Wishes of neighbours to which the caller said "me too".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<MyJoin>,
    /// Markets of which the caller wants to be told when one can sign up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<MarketId>,
    /// What the caller said to be wrong with something public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<MyReport>,
    /// Wishes that time took from the caller's hands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lapses: Vec<MyLapse>,
}

/// The caller wishes for the same as a neighbour.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyJoin {
    pub wish: WishId,
    pub at: Millis,
}

/// Something that the caller reported, as it is stored.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyReport {
    pub about: About,
    pub reason: ReportReason,
    pub words: String,
    pub at: Millis,
    /// What staff said to it, once they did.
    pub answer: Option<String>,
}

/// A wish was taken from the caller since nothing was heard in time.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyLapse {
    pub wish: WishId,
    pub at: Millis,
}

/// A role that the caller holds or held.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyRole {
    pub id: AppointmentId,
    pub role: Role,
    pub class: Option<HelperClass>,
    /// The name that those who appoint know.
    pub name: String,
    pub organisation: String,
    /// For which kinds of wishes papers were seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualified: Vec<Qualified>,
    pub node: String,
    pub from: Millis,
    pub until: Option<Millis>,
}

/// Somewhere the caller applied to help.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyApplication {
    pub id: ApplicationId,
    pub class: HelperClass,
    pub name: String,
    pub note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    pub organisation: String,
    pub made_at: Millis,
    pub status: ApplicationStatus,
    pub reason: String,
}

/// A wish of the caller's as it is stored.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyWishRecord {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub story: String,
    pub when: String,
    pub place: String,
    pub beneficiary: Beneficiary,
    pub age_band: Option<AgeBand>,
    /// For a child: who agreed, and how; until the contact is erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<Guardian>,
    /// The name of the round it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    pub status: Status,
    pub posted_at: Millis,
    pub opened_at: Option<Millis>,
    /// Empty once it was erased.
    pub contact: Contact,
    pub looks: Vec<Look>,
    /// What happened to it lately, with what was said to the caller or by the caller.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<HistoryLine>,
    /// What the caller wrote to the helper.
    pub thanks: Option<Thanks>,
}

/// A wish that the caller helps with.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyClaimRecord {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub place: String,
    pub status: Status,
    /// What the poster wrote to the caller.
    pub thanks: String,
}

/// A stall of the caller's as it is stored.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyStallRecord {
    pub id: StallId,
    pub market: MarketId,
    pub status: StallStatus,
    pub number: String,
    pub applied_at: Millis,
    pub stall: NewStall,
}

/// A sign-up of the caller's, or of the household, as it is stored.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MySignUpRecord {
    pub id: SignUpId,
    pub market: MarketId,
    pub title: String,
    pub service: Service,
    pub starts_at: Millis,
    pub status: SignUpStatus,
    /// For whom, if not for the caller.
    pub nickname: Option<Nickname>,
    /// When the organiser asked for the caller's number, to ask whether somebody comes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<Millis>,
}

/// The caller, or somebody of the household, was seen at a stall.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyVisit {
    pub market: MarketId,
    pub title: String,
    pub stall: StallId,
    pub what: SeenAs,
    pub at: Millis,
    /// Who, if not the caller.
    pub nickname: Option<Nickname>,
}

/// A phone at the table of a market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyDevice {
    pub market: MarketId,
    pub name: String,
    pub invited_at: Millis,
    pub joined_at: Option<Millis>,
}

/// A number of the caller's, or of the household, as it is stored.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyNumberRecord {
    pub market: MarketId,
    pub stall: StallId,
    pub service: Service,
    pub number: i64,
    pub taken_at: Millis,
    pub state: QueueState,
    /// For whom, if not for the caller.
    pub nickname: Option<Nickname>,
}

/// The caller opened the contact of a wish.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyLook {
    pub wish: WishId,
    pub at: Millis,
}

/// A code as it came by SMS.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EnteredCode {
    pub code: String,
}

impl EnteredCode {
    /// # Errors
    /// When it has no six digits.
    pub fn check(&self) -> Result<String, Problem> {
        let mut check = Check::default();
        let code = check.take("code", text::six_digits(&self.code));
        check.done().map(|()| code)
    }
}

/// A contact as it is to be from now on.
///
/// # Errors
/// All fields that are missing or too long.
pub fn corrected(mut contact: Contact) -> Result<Contact, Problem> {
    let mut check = Check::default();
    contact.name = check.take("name", text::clean_line(&contact.name, 1, 20));
    contact.phone = check.take("phone", text::telephone(&contact.phone));
    contact.address = check.take("address", text::clean_line(&contact.address, 0, 60));
    contact.note = check.take("note", text::clean(&contact.note, 0, 200));
    check.done().map(|()| contact)
}
