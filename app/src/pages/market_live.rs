//! What changes at a market while its page is looked at: it changes in place, so that nothing moves
//! under the finger, and only what somebody has pressed is read out.

use leptos::prelude::*;
use shared::{
    api::GetMarket,
    id::{MarketId, SlotId},
    market::{LiveMarket, MarketStatus, PublicMarket, PublicSlot, Queues},
};

use crate::{
    api::call,
    clock,
    components::{load::Load, watch::Watch},
    live,
    scene::Scene,
    travel,
    view::market::{clock as hour, left},
};

/// What was heard of the market.
#[derive(Clone, Copy)]
pub struct Told {
    found: Load<Option<PublicMarket>>,
    market: RwSignal<Option<LiveMarket>>,
    /// Nothing, while nothing is heard.
    pub queues: RwSignal<Option<Queues>>,
}

impl Told {
    /// Listens as long as anything can change for those who come.
    pub fn new(scene: &Scene, id: MarketId, found: Load<Option<PublicMarket>>) -> Self {
        let told = Self { found, market: RwSignal::new(None), queues: RwSignal::new(None) };
        let key = scene.community.key.clone();
        let alive = Memo::new(move |_| found.with(|it| it.as_ref().is_some_and(lives)));
        Effect::new(move |_| {
            if alive.get() != Some(true) {
                return;
            }
            let (asked, at) = (key.clone(), (key.clone(), id));
            let watch = Watch::later(move || {
                let asked = call(GetMarket, at.clone(), ());
                async move { asked.await.map(|it| LiveMarket::of(&it)) }
            });
            live::follow(&asked, id, move |word| match word {
                Some(word) => {
                    word.market.into_iter().for_each(|it| watch.told(it));
                    if word.queues.is_some() {
                        told.queues.set(word.queues);
                    }
                }
                None => {
                    watch.lost();
                    told.queues.set(None);
                }
            });
            Effect::new(move |_| {
                if let Some(now) = watch.with(Clone::clone) {
                    told.market.set(Some(now));
                }
            });
        });
        told.follow_the_page();
        told
    }

    /// What was read last is what is known; and what does not fit the page, is read with all of it.
    fn follow_the_page(self) {
        Effect::new(move |_| {
            if let Some(now) = self.found.with(|it| it.as_ref().map(LiveMarket::of)).flatten() {
                self.market.set(Some(now));
            }
        });
        Effect::new(move |_| {
            let fits = |it: &PublicMarket| {
                self.market.with(|now| now.as_ref().is_none_or(|now| now.fits(it)))
            };
            let shown = self.found.look(|it| it.as_ref().is_none_or(fits));
            if shown == Some(false) {
                self.found.again();
            }
        });
    }

    /// A slot as it is now.
    pub fn slot(self, slot: &PublicSlot) -> PublicSlot {
        let now = self.market.with(|now| now.as_ref().map(|now| now.slot(slot)));
        now.unwrap_or_else(|| slot.clone())
    }

    /// Reads out how full a slot is when that changes: only of the one that is chosen.
    pub fn read_out(self, scene: &Scene, chosen: impl Fn() -> Option<SlotId> + 'static) {
        let (scene, travel) = (scene.clone(), travel::travel());
        Effect::new(move |before: Option<Option<(SlotId, String)>>| {
            let now = chosen().and_then(|id| Some((id, self.says(&scene, id)?)));
            if let (Some(Some((then, was))), Some((id, says))) = (&before, &now)
                && (then, was) != (id, says)
                && then == id
            {
                travel.say(says.clone());
            }
            now
        });
    }

    fn says(self, scene: &Scene, id: SlotId) -> Option<String> {
        // Follows what is heard, wherever the page has the slot.
        let known = self.market.with(Option::is_some);
        let scene = Scene { now: clock::now(), ..scene.clone() };
        let says = |market: &Option<PublicMarket>| {
            let mut stalls = market.as_ref()?.stalls.iter();
            stalls.find_map(|stall| {
                let slot = stall.slots.iter().find(|it| it.id == id)?;
                let service = (scene.t.markets.service)(stall.service);
                let says = left(&scene, &self.slot(slot));
                Some(format!("{service} {} {says}", hour(slot.starts_at)))
            })
        };
        self.found.look(says).flatten().filter(|_| known)
    }

    /// Moves on whenever fewer wait in these slots: then somebody has moved up.
    pub fn moves_up(self, waits: impl Fn() -> Vec<SlotId> + Send + Sync + 'static) -> Memo<u32> {
        let line = Memo::new(move |before: Option<&(i64, u32)>| {
            let mine = waits();
            let sum = |now: &LiveMarket| {
                let slots = now.slots.iter().filter(|it| mine.contains(&it.id));
                slots.filter_map(|it| it.waiting).sum()
            };
            let now: i64 = self.market.with(|now| now.as_ref().map(sum)).unwrap_or_default();
            let moves = before.map_or(0, |(then, moves)| moves + u32::from(now < *then));
            (now, moves)
        });
        Memo::new(move |_| line.get().1)
    }
}

/// Nothing changes any more, for those who come, at one that is over.
fn lives(it: &PublicMarket) -> bool {
    matches!(it.status, MarketStatus::Published | MarketStatus::Postponed | MarketStatus::UnderWay)
}
