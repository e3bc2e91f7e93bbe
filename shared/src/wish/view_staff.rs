//! What staff get to see of wishes: their desk, and one wish with what they need to act.

use serde::{Deserialize, Serialize};

use super::{
    WishKind,
    input::{AgeBand, Beneficiary, Contact, Guardian},
    reason::{DisputeReason, Office, RemoveReason, Route},
    status::Status,
    step_name::StepName,
    thanks::DeskThanks,
    timer::DeskKind,
    view_history::HistoryLine,
    view_parts::Parts,
};
use crate::{
    helper::{Application, HelperClass},
    id::{MarketId, RoundId, WishId},
    market::StaffMarketCard,
    report::Report,
    time::Millis,
};

/// What waits for a member of staff.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskPage {
    /// All of it, what is due first at the top.
    pub queue: Vec<DeskEntry>,
    /// Wishes to be reviewed, of those above.
    pub reviews: Vec<DeskItem>,
    /// Applications, of those above.
    pub applications: Vec<Application>,
}

/// One thing on the desk.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskEntry {
    pub kind: DeskKind,
    pub due_at: Millis,
    pub overdue: bool,
    pub thing: DeskThing,
}

/// What it is about.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DeskThing {
    Wish(DeskItem),
    Application(Application),
    Report(Report),
    Thanks(DeskThanks),
    Market(StaffMarketCard),
}

/// So many things wait on a desk, and so many of them too long.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskWaits {
    pub waiting: i64,
    pub overdue: i64,
}

/// A wish on the desk, without what is sealed.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskItem {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub place_name: String,
    pub status: Status,
    pub beneficiary: Beneficiary,
    pub joiners: i64,
    pub posted_at: Millis,
    /// By when it should be decided.
    pub due_at: Millis,
}

/// A wish as its reviewer sees it, contact included; opening it is logged.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewWish {
    pub id: WishId,
    /// To be sent back with the decision.
    pub version: i64,
    pub kind: WishKind,
    pub title: String,
    pub story: String,
    pub when: String,
    pub age_band: Option<AgeBand>,
    pub beneficiary: Beneficiary,
    pub place_name: String,
    pub posted_at: Millis,
    pub status: Status,
    pub contact: Contact,
    /// For a child: who agreed, and how.
    pub guardian: Option<Guardian>,
    /// For another adult: when the poster recorded that this person agrees. Nothing, where it was
    /// posted before that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy_agreed_at: Option<Millis>,
    /// How many reviewers have approved it.
    pub approvals: u8,
    /// Whether the caller is one of them, so that somebody else has to look.
    pub approved_by_caller: bool,
    /// The round that it is to be part of, and its name.
    pub round: Option<(RoundId, String)>,
    /// The market at which it was made, and its title.
    #[serde(default)]
    pub market: Option<(MarketId, String)>,
}

/// A wish as staff see it who have to act on it, at any time.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffWish {
    pub wish: ReviewWish,
    pub route: Route,
    pub joiners: i64,
    /// Who has it in hand, and may be called.
    pub helper: Option<WhoHelps>,
    pub promised: Option<Millis>,
    /// When the helper sent what was wished for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Millis>,
    /// A later day that the helper asks for.
    pub asks_until: Option<Millis>,
    pub delivery_note: String,
    /// Calls to the resident that nobody answered.
    pub failed_calls: Vec<Millis>,
    /// The latest day that may be agreed on now, and to which what was promised may be put off.
    pub promise_until: Millis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer_until: Option<Millis>,
    /// To which office it was passed on, and by when that one answers, where it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred: Option<(Office, Option<Millis>)>,
    pub dispute: Option<DisputeView>,
    pub removal: Option<RemovalView>,
    /// What its poster says against its removal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<AppealView>,
    pub history: Vec<HistoryLine>,
    /// The wish of which this is one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<WishId>,
    /// Its own parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
    /// What the caller may do now.
    pub steps: Vec<StepName>,
}

/// The helper, for staff who have to call.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhoHelps {
    pub class: HelperClass,
    pub name: String,
    pub organisation: String,
    /// The name of the neighbour community whose helper this is.
    pub guest_of: Option<String>,
    pub phone: String,
}

/// An objection, for those who decide.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DisputeView {
    pub reason: DisputeReason,
    pub words: String,
    pub at: Millis,
}

/// Somebody asks to take it down.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RemovalView {
    pub reason: RemoveReason,
    pub words: String,
    pub at: Millis,
}

/// A wish was taken down, and its poster does not agree.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppealView {
    /// Why it was taken down, and what was said then.
    pub removal: RemovalView,
    pub words: String,
    pub at: Millis,
}
