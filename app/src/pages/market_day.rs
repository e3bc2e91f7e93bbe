//! The day of a market at a glance, for those who hold it: who is here, who is not, which phones.

use leptos::prelude::*;
use shared::{
    api::{GetMarketDay, StepGuest},
    id::{MarketId, StallId},
    market::{DayStall, Guest, GuestAsk, GuestStep, HelperHours, MarketDay, SignUpStepName},
};

use super::{guest_call, market_day_phones, market_day_stall, show, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place_further::Further,
    scene::Scene,
    text::{market_day::of, visiting},
    travel,
    view::{
        frame::{Frame, Tab, heading},
        market::clock,
    },
};

/// What outlives a new answer.
#[derive(Clone, Copy)]
pub struct Day {
    pub id: MarketId,
    pub load: Load<MarketDay>,
    pub attempt: Attempt,
    /// The stall whose check-ins are looked at.
    pub open: RwSignal<Option<StallId>>,
}

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        let load = Load::new(move || call(GetMarketDay, (key.clone(), id), ()));
        let day = Day { id, load, attempt: Attempt::new(), open: RwSignal::new(None) };
        let invited = RwSignal::new(None);
        loaded_for_staff(load, move |it: &MarketDay| {
            travel.arrived(scene.title(of(scene.t).title));
            match day.open.get() {
                Some(stall) => market_day_stall::screen(&scene, it, day, stall),
                None => one(&scene, it, day, invited),
            }
        })
    });
    let above =
        Frame::below_tab(scene.to(Further::Market(id).page()), scene.t.markets.title, Tab::Desk);
    show(scene, above, of(scene.t).title, page)
}

fn one(scene: &Scene, it: &MarketDay, day: Day, invited: market_day_phones::Invited) -> AnyView {
    let (t, v) = (of(scene.t), visiting::of(scene.t));
    let stalls = it.stalls.iter().map(|stall| row(scene, stall, day)).collect_view();
    let rows = [
        (t.verified, it.figures.verified),
        (t.walk_in, it.figures.walk_in),
        (t.persons, it.figures.persons),
    ];
    let late = (it.late > 0).then(|| view! { <p class="notice info">{(t.late)(it.late)}</p> });
    let rows = rows.map(|(name, count)| view! { <div><dt>{name}</dt><dd>{count}</dd></div> });
    view! {
        <article class="page">
            {heading(it.title.clone())}
            <a class="button" href=scene.to(Further::CheckIn(day.id).page())>{t.check_in}</a>
            <a class="button plain" href=scene.to(Further::AtRisk(day.id).page())>{t.at_risk}</a>
            <a class="button plain" href=scene.to(Further::Approvals(day.id).page())>{(v.approvals.link)(0)}</a>
            <a class="button plain" href=scene.to(Further::Objections.page())>{(v.objections.link)(0)}</a>
            {acted(day.attempt)}
            <section class="group">
                <h2>{t.figures}</h2>
                <dl class="card rows">{rows.collect_view()}</dl>
                {late}
            </section>
            {market_day_phones::part(scene, it, day, invited)}
            <section class="group"><h2>{t.stalls}</h2><ul class="cards">{stalls}</ul></section>
            {missing(scene, it)}
            {hours(scene, it, day)}
        </article>
    }
    .into_any()
}

fn row(scene: &Scene, it: &DayStall, day: Day) -> AnyView {
    let (t, id) = (of(scene.t), it.id);
    let name = (t.stall)(&it.number, &it.provider_name);
    let label = (t.records)(&name);
    let open = move |_| {
        day.open.set(Some(id));
        travel::travel().to_heading();
    };
    view! {
        <li class="card">
            <h3>{name} " " {(scene.t.markets.service)(it.service)}</h3>
            <p>{(t.here)(it.here, it.expected)}</p>
            <p class="hint">{(t.counts)(it.verified, it.walk_in)}</p>
            <button type="button" class="button plain small" aria-label=label on:click=open>
                {t.see_records}
            </button>
        </li>
    }
    .into_any()
}

/// Whose time has begun, and who is not here.
fn missing(scene: &Scene, it: &MarketDay) -> Option<AnyView> {
    let t = of(scene.t);
    let row = |guest: &Guest| {
        let at = it.stalls.iter().find(|it| it.id == guest.stall);
        let at = at.map(|it| (t.stall)(&it.number, &it.provider_name));
        let name = guest_call::name(scene, guest.name.reveal(), guest.last_four.reveal());
        let call = guest_call::part(scene, guest.sign_up, &name);
        view! { <li class="person"><p><strong>{name}</strong> <small>{at}</small></p> {call}</li> }
    };
    (!it.missing.is_empty()).then(|| {
        let rows = it.missing.iter().map(row).collect_view();
        view! {
            <section class="group">
                <h2>{(t.missing)(it.missing.len())}</h2>
                <p class="hint">{t.call_logged}</p>
                <ul class="people">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// Helpers who have gone home.
fn hours(scene: &Scene, it: &MarketDay, day: Day) -> Option<AnyView> {
    let t = of(scene.t);
    let row = |it: &HelperHours| {
        let (id, key) = (it.sign_up, scene.community.key.clone());
        let confirm = move || {
            let step = GuestStep::plain(GuestAsk::ConfirmHours);
            day.attempt.run(StepGuest, (key.clone(), id), step, move |_| day.load.again());
        };
        let end = match it.steps.contains(&SignUpStepName::ConfirmHours) {
            true => day.attempt.button("button plain small", t.confirm_hours, confirm),
            false => {
                let said = it.confirmed.then_some(t.confirmed);
                view! { <span class="came">{said}</span> }.into_any()
            }
        };
        let says = (t.hours_of)(&clock(it.came_at), &clock(it.left_at), it.minutes);
        let name = guest_call::name(scene, it.name.reveal(), it.last_four.reveal());
        view! { <li class="person"><p><strong>{name}</strong> <small>{says}</small></p> {end}</li> }
    };
    (!it.hours.is_empty()).then(|| {
        let rows = it.hours.iter().map(row).collect_view();
        view! { <section class="group"><h2>{t.hours}</h2><ul class="people">{rows}</ul></section> }
            .into_any()
    })
}
