//! What belongs to somebody: the own sign-ups with their tickets, the household, the own stalls.

use serde::{Deserialize, Serialize};

use super::{
    guest::{Member, Nickname},
    input::NewStall,
    said_no::LeftEmpty,
    sign_up::{SignUpStatus, Wants},
    sign_up_step::SignUpStepName,
    slot::Overlap,
    stall::{Service, StallStatus, StallStepName},
    state::{MarketKind, MarketStatus},
    terms::Term,
    ticket::TicketCode,
};
use crate::{
    id::{MarketId, MemberId, SignUpId, SlotId, StallId},
    time::Millis,
};

/// What one asks for with a tap.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSignUp {
    /// For somebody of the household; nothing for oneself.
    pub member: Option<MemberId>,
    /// What to do when a place becomes free later.
    pub wants: Wants,
}

/// What whoever signed up can do about it.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum AttendeeAsk {
    Cancel,
    /// Take the place that was offered.
    Accept,
    Decline,
    /// Come on the new date.
    Keep,
    /// Yes, as the reminder asked.
    Coming,
    /// I was there.
    Object,
    Appeal,
}

/// The step of [`AttendeeAsk`].
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AttendeeStep {
    pub step: AttendeeAsk,
}

/// One's own sign-up, or that of somebody of the household.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MySignUp {
    pub id: SignUpId,
    pub market: MarketId,
    pub market_title: String,
    pub market_kind: MarketKind,
    pub market_status: MarketStatus,
    pub place_name: String,
    pub stall: StallId,
    pub stall_number: String,
    pub provider_name: String,
    pub service: Service,
    pub slot: SlotId,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub status: SignUpStatus,
    pub wants: Wants,
    /// For whom, if not for the caller.
    pub nickname: Option<Nickname>,
    /// How many are before, this one included, while it waits.
    pub place: Option<i64>,
    /// It waits in vain: nobody moves up any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_vain: bool,
    /// Until when an offer stands.
    pub answer_by: Option<Millis>,
    /// It was given back when others could hardly take it.
    pub late: bool,
    /// Another slot of the same person at that time, said when the place was given.
    pub overlap: Option<Overlap>,
    /// While there is a place: what the desk reads or scans.
    pub ticket: Option<Ticket>,
    /// It was noted that nobody came.
    #[serde(default)]
    pub left_empty: Option<LeftEmpty>,
    /// The code at the place would check this person in now.
    #[serde(default)]
    pub checks_in: bool,
    /// Whoever came is asked once how it was.
    #[serde(default)]
    pub asks_how: bool,
    /// Of a helper who has gone home.
    #[serde(default)]
    pub helped: Option<Helped>,
    pub steps: Vec<SignUpStepName>,
}

/// How long a helper was there.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Helped {
    pub minutes: i64,
    /// The organiser has confirmed it.
    pub confirmed: bool,
}

/// What one shows at the desk.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ticket {
    pub code: TicketCode,
    /// What the QR code says.
    pub qr: String,
}

/// What is the caller's own at a market.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyMarket {
    pub sign_ups: Vec<MySignUp>,
    pub members: Vec<Member>,
    pub stalls: Vec<MyStall>,
    /// After places left empty: one sign-up at once.
    pub paused: Option<Paused>,
    /// Whether the caller is told when one can sign up.
    #[serde(default)]
    pub reminder: bool,
}

/// To be told when one can sign up at a market, or no longer.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    pub wanted: bool,
}

/// What follows from places left empty, with its rule and its end.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paused {
    pub missed: Vec<Millis>,
    pub rule: Term,
    pub until: Millis,
}

/// Somebody of the household, to be signed up too.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    pub nickname: Nickname,
}

/// One's own stall at a market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyStall {
    pub id: StallId,
    pub version: i64,
    pub market: MarketId,
    pub market_title: String,
    pub starts_at: Millis,
    pub status: StallStatus,
    pub number: String,
    pub stall: NewStall,
    pub confirm_by: Option<Millis>,
    pub asked_again: bool,
    /// How many sign-ups wait for the provider's yes, where the provider alone says it.
    pub pending: Option<i64>,
    /// Why it was rejected or called off.
    pub words: String,
    pub steps: Vec<StallStepName>,
}
