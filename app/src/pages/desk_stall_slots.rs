//! The slots of a stall in the organiser's hands: how full they are, cut anew, and with more places.

use leptos::prelude::*;
use shared::{
    api::{PlanSlots, SetPlaces},
    market::{SlotPlaces, StaffMarket, StaffStall},
    problem::{Check, Kind, Problem},
};

use super::{desk_stall::Deciding, desk_stall_new::SlotTyping, stall_fields::StallTyping, when};
use crate::{
    components::field::{TextField, error_of, id_of},
    scene::Scene,
    view::market::clock,
};

/// How full they are.
pub fn times(scene: &Scene, it: &StaffStall) -> AnyView {
    let t = &scene.t.stalls;
    let rows = it.slots.iter().map(|slot| {
        let says = (t.taken)(slot.taken, slot.places, slot.waiting);
        view! { <div><dt>{clock(slot.times.starts_at)}</dt><dd>{says}</dd></div> }
    });
    let rows = rows.collect_view();
    match it.slots.is_empty() {
        true => view! { <p class="quiet">{t.no_slots}</p> }.into_any(),
        false => view! {
            <section class="group"><h2>{t.slots}</h2><dl class="card rows">{rows}</dl></section>
        }
        .into_any(),
    }
}

/// Other slots, as long as nobody is in them.
pub fn cut(
    scene: &Scene,
    market: &StaffMarket,
    it: &StaffStall,
    deciding: Deciding,
    (typing, slots): (StallTyping, SlotTyping),
) -> AnyView {
    let (t, at, market) = (&scene.t.stalls, (scene.community.key.clone(), it.id), market.clone());
    let press = move || {
        let capacity = untrack(|| typing.capacity(slots.minutes()));
        match slots.plan(&market, capacity) {
            Err(problem) => deciding.attempt.refuse(problem),
            Ok(None) => deciding.attempt.refuse(Problem::fields([("minutes", Kind::Required)])),
            Ok(Some(plan)) => {
                deciding.attempt.run(PlanSlots, at.clone(), plan, move |now| {
                    deciding.done(now, t.cut_done);
                });
            }
        }
    };
    deciding.attempt.button("button", t.cut_yes, press)
}

/// More or fewer places of one slot: who waits moves up, and nobody loses a place.
pub fn places(scene: &Scene, it: &StaffStall, deciding: Deciding) -> Option<AnyView> {
    if it.slots.is_empty() {
        return None;
    }
    let (t, attempt) = (&scene.t.stalls, deciding.attempt);
    let (slot, places) = (RwSignal::new(None), RwSignal::new(String::new()));
    attempt.label("slot", t.which_slot);
    let all = it.slots.iter().enumerate().map(|(at, it)| {
        let (id, now) = (it.id, it.places.to_string());
        let field = if at == 0 { id_of("slot") } else { format!("{}-{at}", id_of("slot")) };
        let choose = move |_| {
            slot.set(Some(id));
            places.set(now.clone());
        };
        view! {
            <div class="choice">
                <input type="radio" id=field.clone() name="slot"
                    prop:checked=move || slot.get() == Some(id) on:change=choose/>
                <label for=field>{clock(it.times.starts_at)}</label>
            </div>
        }
    });
    let all = all.collect_view();
    let key = scene.community.key.clone();
    let press = move || {
        let mut check = Check::default();
        let number = check.take("places", when::number(&places.get_untracked()));
        check.demand("slot", slot.get_untracked().is_some(), Kind::Required);
        let input = SlotPlaces { places: number };
        match (check.done(), slot.get_untracked()) {
            (Ok(()), Some(id)) => {
                let done = move |now| deciding.done(now, t.places_done);
                attempt.run(SetPlaces, (key.clone(), id), input, done);
            }
            (Err(problem), _) => attempt.refuse(problem),
            (Ok(()), None) => {}
        }
    };
    Some(
        view! {
            <details>
                <summary>{t.more_places}</summary>
                <div class="form">
                    <p class="hint">{t.more_places_more}</p>
                    <fieldset class="field compact">
                        <legend>{t.which_slot}</legend>
                        {error_of(attempt, "slot")}
                        <div class="choices">{all}</div>
                    </fieldset>
                    <TextField attempt name="places" label=t.places value=places inputmode="numeric"/>
                    {attempt.button("button", t.places_yes, press)}
                </div>
            </details>
        }
        .into_any(),
    )
}
