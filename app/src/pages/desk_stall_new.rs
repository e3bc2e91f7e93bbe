//! Stalls that the organiser enters, one after the other, each with its slots in one go.

use leptos::prelude::*;
use shared::{
    api::{AddStall, GetStaffMarket, PlanSlots},
    id::MarketId,
    market::{NewStall, SlotPlan, StaffMarket},
    problem::Problem,
    time::Millis,
};

use super::{
    desk::staff_only,
    stall_fields::{self, StallTyping},
    when,
};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{ChoiceField, TextField, TickField},
        form::Form,
        load::Load,
        step_up::loaded_for_staff,
    },
    place_further::Further,
    scene::Scene,
    travel,
    view::frame::{Frame, frame, heading},
};

/// How the time of a stall is cut.
#[derive(Clone, Copy)]
pub struct SlotTyping {
    /// How long a slot is; nothing where people just come.
    minutes: RwSignal<Option<Option<i64>>>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    /// How much is kept for who just comes; nothing for the usual.
    walk_in: RwSignal<Option<Option<i64>>>,
    approval: RwSignal<bool>,
}

impl SlotTyping {
    /// The whole of the market in half hours.
    pub fn of(it: &StaffMarket) -> Self {
        Self {
            minutes: RwSignal::new(Some(Some(30))),
            from: RwSignal::new(when::hour(it.plan.starts_at)),
            to: RwSignal::new(when::hour(it.plan.ends_at)),
            walk_in: RwSignal::new(Some(None)),
            approval: RwSignal::new(false),
        }
    }

    /// How long a slot is; where there are none, for how long its hands are counted.
    pub fn minutes(self) -> i64 {
        self.minutes.get().flatten().unwrap_or(30)
    }

    /// The slots that are asked for, if any.
    ///
    /// # Errors
    /// Hours that are none.
    pub fn plan(self, it: &StaffMarket, capacity: i64) -> Result<Option<SlotPlan>, Problem> {
        let Some(minutes) = self.minutes.get_untracked().flatten() else { return Ok(None) };
        let day = when::day(it.plan.starts_at);
        let at = |name: &'static str, hour: RwSignal<String>| {
            let at: Result<Millis, _> = when::at(&day, &hour.get_untracked());
            at.map_err(|kind| Problem::fields([(name, kind)]))
        };
        let plan = SlotPlan {
            from: Some(at("from", self.from)?),
            to: Some(at("to", self.to)?),
            minutes,
            capacity: Some(capacity),
            walk_in: self.walk_in.get_untracked().flatten(),
            approval: self.approval.get_untracked(),
        };
        plan.check().map(Some)
    }
}

/// Slots, with what comes of them said below.
pub fn slots(scene: &Scene, attempt: Attempt, slots: SlotTyping, stall: StallTyping) -> AnyView {
    let t = &scene.t.stalls;
    let lengths = vec![
        (Some(15), t.quarter, ""),
        (Some(30), t.half_hour, ""),
        (Some(60), t.hour, ""),
        (None, t.just_come, ""),
    ];
    let shares =
        vec![(None, t.share_usual, ""), (Some(0), t.share_none, ""), (Some(50), t.share_half, "")];
    let count = move || {
        let minutes = slots.minutes.get().flatten()?;
        let hour = |typed: RwSignal<String>| when::at("2026-01-01", &typed.read()).ok();
        let whole = hour(slots.to)?.0 - hour(slots.from)?.0;
        let count = (whole / Millis::MINUTE / minutes).max(0);
        let capacity = stall.capacity(minutes);
        Some((t.makes)(count, capacity, count * capacity))
    };
    let rest = move || {
        slots.minutes.get().flatten().map(|_| {
            let shares = shares.clone();
            view! {
                <div class="two">
                    <TextField attempt name="from" label=t.from value=slots.from kind="time"/>
                    <TextField attempt name="to" label=t.to value=slots.to kind="time"/>
                </div>
                <div class="compact">
                    <ChoiceField attempt name="walk_in" label=t.share hint=t.share_hint value=slots.walk_in
                        choices=shares/>
                </div>
                <TickField attempt name="approval" label=t.approval value=slots.approval/>
            }
        })
    };
    view! {
        <div class="compact">
            <ChoiceField attempt name="minutes" label=t.length value=slots.minutes choices=lengths/>
        </div>
        <p class="found" role="status">{count}</p>
        {rest}
    }
    .into_any()
}

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let found = Load::new(move || call(GetStaffMarket, (key.clone(), id), ()));
        // What is typed outlives every answer, and most of it serves for the next stall.
        let typing = Adding {
            stall: StallTyping::new(),
            added: RwSignal::default(),
            there: StoredValue::new(None),
        };
        loaded_for_staff(found, move |it: &StaffMarket| {
            travel.arrived(scene.title(scene.t.stalls.new));
            form(&scene, it, typing)
        })
    });
    let above = scene.to(Further::DeskMarket(id).page());
    frame(scene, Frame::below(above, scene.t.organising.one), page)
}

#[derive(Clone, Copy)]
struct Adding {
    stall: StallTyping,
    /// What was added last, in words, and how many there are now.
    added: RwSignal<String>,
    /// It is there already, and only its slots are not: pressed again, it is not added twice.
    there: StoredValue<Option<(NewStall, StaffMarket)>>,
}

fn form(scene: &Scene, it: &StaffMarket, adding: Adding) -> AnyView {
    let (t, attempt) = (&scene.t.stalls, adding.stall.attempt);
    let slot_typing = SlotTyping::of(it);
    let added = move || {
        let says = adding.added.get();
        (!says.is_empty()).then(|| view! { <p class="notice good said" tabindex="-1">{says}</p> })
    };
    let submit = submit(scene, it, adding, slot_typing);
    let service = stall_fields::service(scene, adding.stall);
    let fields = stall_fields::fields(scene, adding.stall);
    let needs = stall_fields::needs(scene, adding.stall);
    let slots = slots(scene, attempt, slot_typing, adding.stall);
    view! {
        <div class="page">
            {heading(t.new)}
            <p>{t.new_more}</p>
            {added}
            <a class="more" href=scene.to(Further::Demand(it.id).page())>{scene.t.demand.link}</a>
            <Form attempt button=t.add submit dock=true>
                {service}
                {fields}
                <section class="card">
                    <h2 class="small">{t.slots}</h2>
                    {slots}
                </section>
                {needs}
            </Form>
        </div>
    }
    .into_any()
}

fn submit(
    scene: &Scene,
    it: &StaffMarket,
    adding: Adding,
    slots: SlotTyping,
) -> Box<dyn Fn() + Send> {
    let (scene, market, attempt) = (scene.clone(), it.clone(), adding.stall.attempt);
    Box::new(move || {
        let minutes = untrack(|| slots.minutes());
        let stall = adding.stall.stall(minutes);
        let plan = stall.as_ref().ok().map(|it| slots.plan(&market, it.capacity));
        let (stall, plan) = match (stall, plan) {
            (Ok(stall), Some(Ok(plan))) => (stall, plan),
            (Err(problem), _) | (_, Some(Err(problem))) => return attempt.refuse(problem),
            (Ok(_), None) => return,
        };
        let (scene, named) = (scene.clone(), stall.clone());
        if let Some((_, now)) = adding.there.get_value().filter(|(it, _)| *it == stall) {
            return cut(&scene, &now, plan, adding, named);
        }
        attempt.run(
            AddStall,
            (scene.community.key.clone(), market.id),
            stall,
            move |now: StaffMarket| {
                adding.there.set_value(Some((named.clone(), now.clone())));
                cut(&scene, &now, plan, adding, named);
            },
        );
    })
}

/// Cuts the time of the stall that was added last.
fn cut(scene: &Scene, now: &StaffMarket, plan: Option<SlotPlan>, adding: Adding, named: NewStall) {
    let (t, m) = (&scene.t.stalls, &scene.t.markets);
    let says = (t.added)((m.service)(named.service), &named.provider_name, now.stalls.len());
    let travel = travel::travel();
    let done = move || {
        adding.there.set_value(None);
        adding.stall.next();
        adding.added.set(says.clone());
        travel.say(says);
        travel::show(".said");
    };
    let newest = now.stalls.iter().max_by_key(|it| (it.applied_at, it.id));
    match (plan, newest) {
        (Some(plan), Some(newest)) => {
            let at = (scene.community.key.clone(), newest.id);
            adding.stall.attempt.run(PlanSlots, at, plan, move |_| done());
        }
        _ => done(),
    }
}
