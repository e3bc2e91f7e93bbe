//! A market that stories start from.

use shared::{
    api::*,
    id::{MarketId, SlotId, StallId},
    market::{
        AttendeeAsk, AttendeeStep, MarketAsk, MarketStepInput, MySignUp, NewMarket, NewSignUp,
        NewStall, Service, SlotPlan, StaffMarket, Wants,
    },
    policy::Role,
    problem::Problem,
    time::Millis,
};

use crate::{Person, World};

/// A public market with one stall, and those who look after it.
pub struct Fair {
    pub id: MarketId,
    pub stall: StallId,
    /// In order of time.
    pub slots: Vec<SlotId>,
    pub organiser: Person,
    pub reviewer: Person,
}

/// A market in five days, for three hours.
pub fn plan(world: &World) -> NewMarket {
    let now = world.app.clock.now();
    // Ten in the morning in China.
    let morning = Millis(now.0 - now.0.rem_euclid(Millis::DAY)).after(2 * Millis::HOUR);
    let starts_at = morning.after_days(6);
    NewMarket {
        title: "周六共享集市".into(),
        words: "理发、义诊、磨刀，都在院子里。".into(),
        node: Some(world.courtyard().id),
        starts_at,
        ends_at: starts_at.after(3 * Millis::HOUR),
        safety: "两名志愿者看着出口".into(),
        rain: "下雨改到活动室".into(),
        owner_agreed: true,
        ..NewMarket::default()
    }
}

/// A barber who takes so many people in a slot.
pub fn barber(capacity: i64) -> NewStall {
    NewStall {
        provider_name: "东大街理发店".into(),
        service: Service::Haircut,
        capacity,
        ..NewStall::default()
    }
}

/// A step of a market as it stands.
///
/// # Errors
/// Why not.
pub async fn step(
    world: &World,
    by: &Person,
    market: &StaffMarket,
    step: MarketAsk,
) -> Result<StaffMarket, Problem> {
    let input = MarketStepInput { version: market.version, step, seen: None };
    by.call(StepMarket, (world.key.clone(), market.id), input).await
}

/// A public market whose one stall has slots of so many minutes with so many places each, all of
/// them for who signs up.
///
/// # Panics
/// When it cannot be held.
pub async fn fair(world: &World, minutes: i64, places: i64) -> Fair {
    fair_of(world, plan(world), minutes, places).await
}

/// The same, of whatever kind.
///
/// # Panics
/// When it cannot be held.
pub async fn fair_of(world: &World, of: NewMarket, minutes: i64, places: i64) -> Fair {
    hold(world, of, SlotPlan { minutes, ..SlotPlan::default() }, places).await
}

/// The same, cut into slots as somebody likes.
///
/// # Panics
/// When it cannot be held.
pub async fn fair_cut(world: &World, cut: SlotPlan, places: i64) -> Fair {
    hold(world, plan(world), cut, places).await
}

async fn hold(world: &World, of: NewMarket, plan_of_slots: SlotPlan, places: i64) -> Fair {
    let organiser = world.appointed(Role::Organiser, &world.nodes[0].clone()).await;
    let reviewer = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let key = world.key.clone();
    let made = organiser.call(MakeMarket, key.clone(), of).await.unwrap();
    let at = (key.clone(), made.id);
    let with = organiser.call(AddStall, at.clone(), barber(places)).await.unwrap();
    let stall = with.stalls[0].id;
    let cut = SlotPlan { walk_in: Some(0), ..plan_of_slots };
    let with = organiser.call(PlanSlots, (key, stall), cut).await.unwrap();
    let mut slots = with.stalls[0].slots.clone();
    slots.sort_by_key(|it| it.times.starts_at);
    let handed_in = step(world, &organiser, &with, MarketAsk::Submit).await.unwrap();
    step(world, &reviewer, &handed_in, MarketAsk::Publish).await.unwrap();
    let slots = slots.into_iter().map(|it| it.id).collect();
    Fair { id: made.id, stall, slots, organiser, reviewer }
}

impl Fair {
    /// Somebody wants a place, or to wait for one.
    ///
    /// # Errors
    /// Why not.
    pub async fn join(
        &self,
        world: &World,
        who: &Person,
        slot: usize,
    ) -> Result<MySignUp, Problem> {
        self.join_for(world, who, slot, NewSignUp { member: None, wants: Wants::Auto }).await
    }

    /// The same for somebody of the household, or with the wish to be asked.
    ///
    /// # Errors
    /// Why not.
    pub async fn join_for(
        &self,
        world: &World,
        who: &Person,
        slot: usize,
        new: NewSignUp,
    ) -> Result<MySignUp, Problem> {
        who.call(SignUpForSlot, (world.key.clone(), self.slots[slot]), new).await
    }
}

/// A step of who signed up.
///
/// # Errors
/// Why not.
pub async fn answer(
    world: &World,
    who: &Person,
    sign_up: &MySignUp,
    step: AttendeeAsk,
) -> Result<MySignUp, Problem> {
    who.call(StepSignUp, (world.key.clone(), sign_up.id), AttendeeStep { step }).await
}
