//! What changes at a market while people look at it, told to all of them as it happens.
//!
//! Nothing is in it that the public page of the market does not say as well.

use serde::{Deserialize, Serialize};

use super::{
    slot::Band,
    state::MarketStatus,
    view::{PublicMarket, PublicSlot},
    view_queue::Queues,
};
use crate::id::SlotId;

/// A word about a market: what has changed since the last one, each as a whole, so that whoever
/// missed some needs none of them.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Live {
    /// How it stands, and how full its slots are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<LiveMarket>,
    /// How many wait at each stall, and which numbers are called; on the day only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queues: Option<Queues>,
}

/// How a market stands, and how full its slots are.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LiveMarket {
    pub status: MarketStatus,
    /// Which version of it calendars have.
    pub sequence: i64,
    /// All of them, in the order of the page.
    pub slots: Vec<LiveSlot>,
}

/// How full a slot is, as everyone may know.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LiveSlot {
    pub id: SlotId,
    /// Nobody can sign up, whatever the hour.
    pub shut: bool,
    pub left: Band,
    /// How many wait; never said where sign-ups are told to the provider alone.
    pub waiting: Option<i64>,
}

impl LiveMarket {
    /// What of a public page may change while it is looked at.
    pub fn of(market: &PublicMarket) -> Self {
        let slot = |it: &PublicSlot| LiveSlot {
            id: it.id,
            shut: it.shut,
            left: it.left,
            waiting: it.waiting,
        };
        let slots = market.stalls.iter().flat_map(|it| &it.slots).map(slot).collect();
        Self { status: market.status, sequence: market.sequence, slots }
    }

    /// Whether a page that shows this market lacks nothing but how full its slots are. One that
    /// lacks more has to be read anew.
    pub fn fits(&self, market: &PublicMarket) -> bool {
        let there = market.stalls.iter().flat_map(|it| &it.slots).map(|it| it.id);
        (self.status, self.sequence) == (market.status, market.sequence)
            && there.eq(self.slots.iter().map(|it| it.id))
    }

    /// A slot as it is now; as it was, where nothing is known of it.
    pub fn slot(&self, slot: &PublicSlot) -> PublicSlot {
        match self.slots.iter().find(|it| it.id == slot.id) {
            Some(now) => {
                let LiveSlot { shut, left, waiting, .. } = *now;
                PublicSlot { shut, left, waiting, ..slot.clone() }
            }
            None => slot.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::StallId,
        market::{Service, StallClass, Terms, tests::published},
        time::Millis,
    };

    fn slot(number: u128, left: Band) -> PublicSlot {
        PublicSlot {
            id: SlotId(uuid::Uuid::from_u128(number)),
            starts_at: Millis(0),
            ends_at: Millis(0),
            opens_at: Millis(0),
            closes_at: Millis(0),
            shut: false,
            left,
            waiting: Some(0),
            by_sign_up: false,
        }
    }

    fn market(slots: Vec<PublicSlot>) -> PublicMarket {
        let stall = super::super::view::PublicStall {
            id: StallId::default(),
            number: "1".into(),
            provider_name: "东大街理发店".into(),
            class: StallClass::PublicGood,
            service: Service::Haircut,
            qualified: false,
            minutes_per_service: 15,
            slots,
        };
        let of = PublicMarket::of(&published(), &[], Millis(0), &Terms::default());
        PublicMarket { stalls: vec![stall], ..of.expect("a public one") }
    }

    #[test]
    fn how_full_a_slot_is_changes_nothing_else() {
        let (before, after) = (
            market(vec![slot(1, Band::Many), slot(2, Band::Few)]),
            market(vec![slot(1, Band::Few), slot(2, Band::None)]),
        );
        let live = LiveMarket::of(&after);
        assert!(live.fits(&before), "the page needs not be read anew");
        let shown = before.stalls[0].slots.iter().map(|it| live.slot(it).left);
        assert_eq!(shown.collect::<Vec<_>>(), [Band::Few, Band::None]);
        assert_eq!(live.slot(&slot(9, Band::Many)), slot(9, Band::Many), "of others, nothing");
    }

    #[test]
    fn what_is_more_than_that_needs_the_page_anew() {
        let shown = market(vec![slot(1, Band::Many)]);
        let live = LiveMarket::of(&shown);
        assert!(!live.fits(&market(vec![])), "a stall more");
        let cancelled = PublicMarket { status: MarketStatus::Cancelled, ..shown.clone() };
        assert!(!LiveMarket::of(&cancelled).fits(&shown), "it does not take place");
        let moved = PublicMarket { sequence: shown.sequence + 1, ..shown.clone() };
        assert!(!LiveMarket::of(&moved).fits(&shown), "another date");
    }
}
