//! The next market of a series: everything as before, on another day.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    api::{CopyMarket, GetStaffMarket},
    id::MarketId,
    market::{MarketCopy, NewMarket, StaffMarket},
    problem::{Kind, Problem},
    time::Millis,
};

use super::{desk::staff_only, when};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{DayField, TextField},
        form::Form,
        load::Load,
        step_up::loaded_for_staff,
    },
    place_further::Further,
    scene::Scene,
    travel,
    view::frame::{Frame, frame, heading},
};

/// So many weeks are offered, and the fourth is chosen unless somebody says otherwise.
const WEEKS: i64 = 8;
const USUAL: usize = 3;

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let found = Load::new(move || call(GetStaffMarket, (key.clone(), id), ()));
        loaded_for_staff(found, move |it: &StaffMarket| {
            travel.arrived(scene.title(scene.t.planning.copy));
            form(&scene, it)
        })
    });
    let t = &scene.t.organising;
    frame(scene, Frame::below(scene.to(Further::DeskMarkets.page()), t.title), page)
}

/// The same day of the week and the same hour, in the weeks to come.
fn days(it: &StaffMarket, now: Millis) -> Vec<Millis> {
    let from = it.plan.starts_at;
    let gone = (now.0 - from.0).max(0) / (7 * Millis::DAY);
    let days = (gone + 1..=gone + WEEKS).map(|week| from.after_days(7 * week));
    days.filter(|day| NewMarket::is_in_reach(*day, now)).collect()
}

fn form(scene: &Scene, it: &StaffMarket) -> AnyView {
    let (t, attempt) = (&scene.t.planning, Attempt::new());
    let days = days(it, scene.now);
    let day = RwSignal::new(days.get(USUAL).or(days.last()).copied());
    let (other, hour) = (RwSignal::new(String::new()), when::hour(it.plan.starts_at));
    let (at, navigate) = ((scene.community.key.clone(), it.id), use_navigate());
    let (drawn, field) = (scene.clone(), scene.clone());
    let submit = Box::new(move || {
        let typed = other.get_untracked();
        let chosen = match typed.is_empty() {
            true => day.get_untracked().ok_or(("starts_at", Kind::Required)),
            false => when::at(&typed, &hour).map_err(|kind| ("day", kind)),
        };
        let (scene, navigate) = (drawn.clone(), navigate.clone());
        match chosen {
            Err(problem) => attempt.refuse(Problem::fields([problem])),
            Ok(starts_at) => {
                let copy = MarketCopy::Next { starts_at };
                attempt.run(CopyMarket, at.clone(), copy, move |new: StaffMarket| {
                    navigate(&scene.to(Further::DeskMarket(new.id).page()), Default::default());
                });
            }
        }
    });
    view! {
        <div class="page">
            {heading(t.copy)}
            <p>{(t.copy_of)(&it.plan.title, it.stalls.len())}</p>
            <Form attempt button=t.copy_yes submit dock=true>
                <DayField attempt scene=field name="starts_at" label=t.copy_day value=day days/>
                <TextField attempt name="day" label=t.copy_other value=other kind="date" optional=true/>
            </Form>
        </div>
    }
    .into_any()
}
