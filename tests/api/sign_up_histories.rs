//! Random lives of slots, through the real calls and the real timers: whatever people, organisers
//! and time do, in whatever order, every promise about places holds after every step.

use std::collections::BTreeSet;

use server::{
    db::{
        Tx,
        sign_ups::{self, Stored},
        slots::{self, SlotAt},
    },
    timers,
};
use shared::{
    api::*,
    calendar::Calendar,
    market::{
        AttendeeAsk, CancelReason, MarketAsk, MarketStatus, NewSignUp, SignUpState, SignUpStatus,
        Slot, SlotPlaces, Terms, Wants, promotion_told_at,
    },
    time::Millis,
};
use tests::{
    Person, World,
    market::{Fair, answer, fair, step},
    on_both_databases,
};

use crate::lives::{Dice, in_worlds};

on_both_databases!(whatever_happens_every_place_is_somebodys_and_nobody_is_passed_over);

/// How many lives on each database, unless [`crate::lives`] says how many; and how many tries in each.
const LIVES: usize = 12;
const TRIES: usize = 40;
const PEOPLE: usize = 7;

struct Life<'a> {
    world: &'a World,
    fair: Fair,
    people: &'a [Person],
    /// The organiser took places away, so that more may be taken than there are.
    lowered: BTreeSet<usize>,
}

async fn whatever_happens_every_place_is_somebodys_and_nobody_is_passed_over(world: World) {
    in_worlds(world, LIVES, 0x2545_f491_4f6c_dd1d, live).await;
}

async fn live(world: &World, lives: usize, dice: &mut Dice) {
    let (mut people, mut taken) = (Vec::new(), 0);
    for _ in 0..PEOPLE {
        people.push(world.resident().await.id);
    }
    for _ in 0..lives {
        let mut signed_in = Vec::new();
        for id in &people {
            signed_in.push(world.sign_in(*id, false).await);
        }
        let places = i64::try_from(1 + dice.roll(3)).unwrap();
        let fair = fair(world, 90, places).await;
        let lowered = BTreeSet::new();
        let mut life = Life { world, fair, people: &signed_in, lowered };
        for _ in 0..TRIES {
            taken += usize::from(life.turn(dice).await);
            life.holds().await;
        }
    }
    assert!(taken > lives * 8, "{taken} steps were taken");
}

impl Life<'_> {
    /// Something happens, or is refused.
    async fn turn(&mut self, dice: &mut Dice) -> bool {
        let (slot, who) = (dice.roll(self.fair.slots.len()), &self.people[dice.roll(PEOPLE)]);
        match dice.roll(20) {
            0..8 => {
                let wants = if dice.roll(3) == 0 { Wants::Ask } else { Wants::Auto };
                let new = NewSignUp { member: None, wants };
                self.fair.join_for(self.world, who, slot, new).await.is_ok()
            }
            8..14 => {
                use AttendeeAsk::{Accept, Cancel, Coming, Decline, Keep};
                self.answers(dice, who, &[Cancel, Accept, Decline, Keep, Coming]).await
            }
            14 => self.set_places(dice, slot).await,
            15 => self.put_off(dice).await,
            16 if dice.roll(6) == 0 => self.call_off().await,
            _ => self.pass(dice).await,
        }
    }

    async fn answers(&self, dice: &mut Dice, who: &Person, asks: &[AttendeeAsk]) -> bool {
        let mine = who.call(ListSignUps, self.world.key.clone(), ()).await.unwrap();
        let mut here = mine;
        here.retain(|it| it.market == self.fair.id);
        if here.is_empty() {
            return false;
        }
        let sign_up = dice.pick(&here);
        answer(self.world, who, &sign_up, dice.pick(asks)).await.is_ok()
    }

    async fn set_places(&mut self, dice: &mut Dice, slot: usize) -> bool {
        let places = i64::try_from(dice.roll(5)).unwrap();
        let (organiser, input) = (self.staff(&self.fair.organiser).await, SlotPlaces { places });
        let at = (self.world.key.clone(), self.fair.slots[slot]);
        let done = organiser.call(SetPlaces, at, input).await.is_ok();
        if done {
            self.lowered.insert(slot);
        }
        done
    }

    /// With staff powers, which close after half an hour.
    async fn staff(&self, who: &Person) -> Person {
        self.world.sign_in(who.id, true).await
    }

    async fn put_off(&self, dice: &mut Dice) -> bool {
        let days = i64::try_from(1 + dice.roll(3)).unwrap();
        let market = self.market().await;
        let (from, to) = (market.plan.starts_at, market.plan.ends_at);
        let ask =
            MarketAsk::Postpone { starts_at: from.after_days(days), ends_at: to.after_days(days) };
        self.both(ask).await
    }

    async fn call_off(&self) -> bool {
        let words = "大风，搭不了棚".to_owned();
        self.both(MarketAsk::Cancel { reason: CancelReason::Weather, words }).await
    }

    async fn market(&self) -> shared::market::StaffMarket {
        let organiser = self.staff(&self.fair.organiser).await;
        let at = (self.world.key.clone(), self.fair.id);
        organiser.call(GetStaffMarket, at, ()).await.unwrap()
    }

    /// What takes two people.
    async fn both(&self, ask: MarketAsk) -> bool {
        let (organiser, reviewer) =
            (self.staff(&self.fair.organiser).await, self.staff(&self.fair.reviewer).await);
        let Ok(asked) = step(self.world, &organiser, &self.market().await, ask).await else {
            return false;
        };
        step(self.world, &reviewer, &asked, MarketAsk::AgreeChange).await.is_ok()
    }

    /// Some time goes by, never into the night, and time does what it does.
    async fn pass(&self, dice: &mut Dice) -> bool {
        let clock = &self.world.app.clock;
        let spans = [5, 30, 90, 6 * 60, 13 * 60, 26 * 60];
        clock.advance(dice.pick(&spans) * Millis::MINUTE);
        clock.advance(Calendar::default().out_of_night(clock.now()).0 - clock.now().0);
        timers::run_due(&self.world.app).await.unwrap();
        timers::run_due(&self.world.app).await.unwrap();
        true
    }

    async fn stored(&self, slot: usize) -> (SlotAt, Vec<Stored>) {
        let (community, id) = (self.world.community, self.fair.slots[slot]);
        let read = async move |tx: &mut Tx| {
            let at = slots::load(tx, community, id).await?;
            Ok((at, sign_ups::of_slot(tx, community, id).await?))
        };
        self.world.app.db.write(read).await.unwrap()
    }

    /// What must be true at every moment.
    async fn holds(&self) {
        let now = self.world.app.clock.now();
        for at in 0..self.fair.slots.len() {
            let (slot, live) = self.stored(at).await;
            let status = |it: &&Stored| it.sign_up.state.status();
            let held = live.iter().filter(|it| status(it).holds_place()).count();
            let offered = live.iter().filter(|it| status(it) == SignUpStatus::Offered).count();
            let waiting = live.iter().filter(|it| status(it) == SignUpStatus::Waitlisted).count();
            assert_eq!(slot.taken, i64::try_from(held - offered).unwrap(), "counted right");
            let places = usize::try_from(slot.places).unwrap();
            assert!(held <= places || self.lowered.contains(&at), "{held} of {places}");
            let who: BTreeSet<_> = live.iter().map(|it| it.sign_up.who).collect();
            assert_eq!(who.len(), live.len(), "one live sign-up of a person");
            let order: BTreeSet<_> = live.iter().map(|it| it.sign_up.position).collect();
            assert_eq!(order.len(), live.len(), "nobody shares a position");
            if slot.market_status == MarketStatus::Cancelled {
                assert!(live.iter().all(|it| !it.sign_up.state.status().is_expected()));
                continue;
            }
            let could_be_told =
                promotion_told_at(&slot.slot.times, now, &Terms::default()).is_some();
            let free = held < places && slot.shut.is_none() && could_be_told;
            assert!(!free || waiting == 0, "somebody waits beside a free place");
            self.in_time(&slot.slot, &live);
        }
    }

    /// Offers end before the last call, and time knows when.
    fn in_time(&self, slot: &Slot, live: &[Stored]) {
        for it in live {
            if let SignUpState::Offered { until, .. } = it.sign_up.state {
                assert!(until <= slot.times.last_call());
            }
            assert_eq!((it.starts_at, it.ends_at), (slot.times.starts_at, slot.times.ends_at));
        }
    }
}
