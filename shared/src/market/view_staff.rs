//! A market as those see it who hold or review it. No name of anybody who signed up is in it.

use serde::{Deserialize, Serialize};

use super::{
    input::{NewMarket, NewStall},
    slot::SlotTimes,
    stall::{Service, StallStatus, StallStepName},
    state::{CancelReason, MarketKind, MarketStatus, Proposal},
    step::MarketStepName,
    summary::{PublicFigures, SummaryFigures},
    view::PublicSummary,
};
use crate::{
    id::{MarketId, NodeId, SlotId, StallId},
    time::Millis,
};

/// A market in the list of those who hold or review it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffMarketCard {
    pub id: MarketId,
    pub kind: MarketKind,
    pub status: MarketStatus,
    pub title: String,
    pub place_name: String,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub rehearsal: bool,
    /// Something is asked of the caller: a review, a decision, a signature.
    pub awaits_me: bool,
    /// The caller holds it.
    pub own: bool,
    /// By when that should be done which is asked of somebody.
    pub due_at: Option<Millis>,
    /// What the reviewer asked for, of a draft.
    pub returned: String,
    /// Stalls on which the organiser has not decided.
    pub applications: i64,
    /// Sign-ups that wait for a yes of the caller's, and by when silence is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<(i64, Millis)>,
}

/// A market with everything that is not about single people.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffMarket {
    pub id: MarketId,
    pub version: i64,
    pub status: MarketStatus,
    /// As it was filled in.
    pub plan: NewMarket,
    pub place: NodeId,
    pub place_name: String,
    pub own: bool,
    pub rehearsal: bool,
    pub copied_from: Option<MarketId>,
    /// What the reviewer asked for, of a draft.
    pub returned: String,
    /// There is less time than is advised.
    pub short_notice: bool,
    pub moved_from: Option<Millis>,
    pub cancelled: Option<(CancelReason, String)>,
    /// What somebody asks for that takes two.
    pub asked: Option<AskedChange>,
    /// When it is to be summed up.
    pub summary_due: Millis,
    /// The words that wait for a signature.
    pub draft: Option<DraftSummary>,
    /// What was signed last.
    pub summary: Option<PublicSummary>,
    /// How many sign-ups wait for the organiser's yes.
    pub pending: i64,
    /// How many say to have been there, where it was noted that they were not.
    pub objections: i64,
    /// What happened so far, exact.
    pub figures: SummaryFigures,
    pub stalls: Vec<StaffStall>,
    /// What is looked for, and no stall has yet.
    pub wanted: Vec<Service>,
    /// What the caller may do now.
    pub steps: Vec<MarketStepName>,
    /// Whether the caller may change the plan and the stalls.
    pub editable: bool,
}

/// A change that waits for a second person.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedChange {
    pub at: Millis,
    /// By the caller, who therefore cannot agree.
    pub mine: bool,
    pub proposal: Proposal,
}

/// Words of the organiser that nobody has signed.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DraftSummary {
    pub at: Millis,
    pub words: String,
    pub reason: String,
    /// The figures as everybody would read them.
    pub figures: PublicFigures,
}

/// A stall with everything.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffStall {
    pub id: StallId,
    pub version: i64,
    pub status: StallStatus,
    pub number: String,
    /// As it was filled in.
    pub stall: NewStall,
    /// The organiser is sure of it before it confirms.
    pub expected: bool,
    /// Somebody has looked at its paper.
    pub proof_seen: bool,
    pub applied_at: Millis,
    /// By when it says that it comes, once it was accepted.
    pub confirm_by: Option<Millis>,
    /// There is a new date, about which it has not said anything.
    pub asked_again: bool,
    /// Why it was rejected or called off.
    pub words: String,
    pub slots: Vec<StaffSlot>,
    pub steps: Vec<StallStepName>,
}

/// A slot with its numbers.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffSlot {
    pub id: SlotId,
    pub times: SlotTimes,
    pub capacity: i64,
    /// For how many one can sign up.
    pub places: i64,
    pub taken: i64,
    pub offered: i64,
    pub waiting: i64,
    /// So many more have a place than there are.
    pub over: i64,
    pub approval: bool,
}
