//! A market as anyone sees it: types without any private field.

use serde::{Deserialize, Serialize};

use super::{
    decide::SlotState,
    slot::{Band, SignUpView},
    stall::{Service, Stall, StallClass},
    state::{Market, MarketKind, MarketStatus, Operational},
    summary::PublicFigures,
    terms::Terms,
    year::MarketYear,
};
use crate::{
    id::{MarketId, NodeId, SlotId, StallId},
    time::Millis,
};

/// A market as anyone sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicMarket {
    pub id: MarketId,
    pub kind: MarketKind,
    pub status: MarketStatus,
    pub title: String,
    pub words: String,
    pub place: NodeId,
    pub place_name: String,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// When it would have been, if there is a new date.
    pub moved_from: Option<Millis>,
    /// Why it does not take place.
    pub cancelled: Option<super::CancelReason>,
    pub opens_at: Millis,
    /// By when it is summed up, once it is over and is not.
    pub summary_due: Option<Millis>,
    pub summary_late: bool,
    /// What was signed last.
    pub summary: Option<PublicSummary>,
    pub stalls: Vec<PublicStall>,
    /// What is looked for, as long as stalls can be offered.
    #[serde(default)]
    pub wanted: Vec<Service>,
    /// Which version of it calendars have.
    pub sequence: i64,
}

/// A summary as anyone sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicSummary {
    /// Counted from one.
    pub version: i64,
    pub words: String,
    /// Why there is another version than the first.
    pub reason: String,
    pub signed_at: Millis,
    pub figures: PublicFigures,
}

/// A stall as anyone sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicStall {
    pub id: StallId,
    pub number: String,
    pub provider_name: String,
    pub class: StallClass,
    pub service: Service,
    /// Somebody has looked at its papers.
    pub qualified: bool,
    pub minutes_per_service: i64,
    pub slots: Vec<PublicSlot>,
}

/// A slot as anyone sees it: no number from which one could tell who is in it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicSlot {
    pub id: SlotId,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub opens_at: Millis,
    pub closes_at: Millis,
    /// Nobody can sign up, whatever the hour.
    pub shut: bool,
    pub left: Band,
    /// How many wait; never said where sign-ups are told to the provider alone.
    pub waiting: Option<i64>,
    /// Nobody comes there without a place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_sign_up: bool,
}

impl PublicMarket {
    /// Nothing, unless everyone may see it.
    pub fn of(
        market: &Market,
        stalls: &[(Stall, Vec<SlotState>)],
        now: Millis,
        terms: &Terms,
    ) -> Option<Self> {
        if !market.is_public() {
            return None;
        }
        let (moved_from, cancelled) = match &market.operational {
            Operational::Postponed { from, .. } => (Some(*from), None),
            Operational::Cancelled { reason, .. } => (None, Some(*reason)),
            _ => (None, None),
        };
        let closed = market.status() == MarketStatus::Closed;
        let wanted = match market.takes_applications() {
            true => market.still_wanted(stalls.iter().map(|(stall, _)| stall)),
            false => Vec::new(),
        };
        let sure = stalls.iter().filter(|(stall, _)| stall.is_public());
        Some(Self {
            id: market.id,
            kind: market.kind,
            status: market.status(),
            title: market.title.clone(),
            words: market.words.clone(),
            place: market.place,
            place_name: market.place_name.clone(),
            starts_at: market.starts_at,
            ends_at: market.ends_at,
            moved_from,
            cancelled,
            opens_at: market.opens_at(terms),
            summary_due: closed.then(|| market.summary_due_at(terms)),
            summary_late: market.is_summary_late(now, terms),
            summary: PublicSummary::of(market),
            wanted,
            stalls: sure.map(|(stall, slots)| stall_of(market, stall, slots, terms)).collect(),
            sequence: market.sequence,
        })
    }
}

impl PublicSlot {
    /// How sign-up stands now. The page was made some time ago, the clock goes on.
    pub fn view(&self, now: Millis) -> SignUpView {
        let waits = self.left == Band::None || self.waiting.is_some_and(|it| it > 0);
        match () {
            () if self.shut || now >= self.closes_at => SignUpView::Closed,
            () if now < self.opens_at => SignUpView::NotYet,
            () if waits => SignUpView::Full,
            () => SignUpView::Open,
        }
    }
}

/// A market in the public list.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarketCard {
    pub id: MarketId,
    pub kind: MarketKind,
    pub status: MarketStatus,
    pub title: String,
    pub place_name: String,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub moved_from: Option<Millis>,
    pub opens_at: Millis,
    pub summary_late: bool,
    /// The services of its stalls that are sure to come, each once.
    pub services: Vec<Service>,
    /// How many came, once that was signed.
    pub person_times: Option<i64>,
}

/// Those that are to come, the next first, and those that were, the latest first.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarketList {
    pub ahead: Vec<MarketCard>,
    pub over: Vec<MarketCard>,
    /// What those of this year were together, once any was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<MarketYear>,
}

impl MarketCard {
    /// Nothing, unless everyone may see it.
    pub fn of(
        market: &Market,
        mut services: Vec<Service>,
        now: Millis,
        terms: &Terms,
    ) -> Option<Self> {
        if !market.is_public() {
            return None;
        }
        let moved_from = match &market.operational {
            Operational::Postponed { from, .. } => Some(*from),
            _ => None,
        };
        services.sort();
        services.dedup();
        Some(Self {
            id: market.id,
            kind: market.kind,
            status: market.status(),
            title: market.title.clone(),
            place_name: market.place_name.clone(),
            starts_at: market.starts_at,
            ends_at: market.ends_at,
            moved_from,
            opens_at: market.opens_at(terms),
            summary_late: market.is_summary_late(now, terms),
            services,
            person_times: market.figures().and_then(|it| it.public().person_times),
        })
    }
}

impl PublicSummary {
    /// The version that was signed last.
    pub fn of(market: &Market) -> Option<Self> {
        let Operational::Summarised { versions, .. } = &market.operational else { return None };
        let last = versions.last()?;
        Some(Self {
            version: i64::try_from(versions.len()).unwrap_or(i64::MAX),
            words: last.draft.words.clone(),
            reason: last.draft.reason.clone(),
            signed_at: last.at,
            figures: last.figures.public(),
        })
    }
}

fn stall_of(market: &Market, stall: &Stall, slots: &[SlotState], terms: &Terms) -> PublicStall {
    let slot_of = |state: &SlotState| {
        let (slot, waiting) = (&state.slot, state.waiting.count());
        PublicSlot {
            id: slot.id,
            starts_at: slot.times.starts_at,
            ends_at: slot.times.ends_at,
            opens_at: slot.times.opens_at,
            closes_at: slot.times.last_call(),
            shut: state.shut.is_some(),
            left: state.left(terms),
            waiting: (!market.kind.is_confidential()).then_some(waiting),
            by_sign_up: matches!(market.kind, MarketKind::Appointment | MarketKind::DutyShift),
        }
    };
    PublicStall {
        id: stall.id,
        number: stall.number.clone(),
        provider_name: stall.provider_name.clone(),
        class: stall.class,
        service: stall.service,
        qualified: stall.proof.as_ref().is_some_and(|it| it.holds_at(market.ends_at)),
        minutes_per_service: stall.minutes_per_service,
        slots: slots.iter().map(slot_of).collect(),
    }
}
