//! The day before a market: who was asked whether to come and has not answered, to be called.

use leptos::prelude::*;
use shared::{api::ListAtRisk, id::MarketId, market::AtRisk};

use super::{guest_call, show, signed_in};
use crate::{
    api::call,
    components::{load::Load, step_up::loaded_for_staff},
    place_further::Further,
    scene::Scene,
    text::market_day::of,
    travel,
    view::{
        frame::{Frame, Tab, empty, heading},
        market::clock,
    },
};

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        let load = Load::new(move || call(ListAtRisk, (key.clone(), id), ()));
        loaded_for_staff(load, move |all: &Vec<AtRisk>| {
            travel.arrived(scene.title(of(scene.t).risk.title));
            list(&scene, all)
        })
    });
    let above =
        Frame::below_tab(scene.to(Further::MarketDay(id).page()), of(scene.t).title, Tab::Desk);
    show(scene, above, of(scene.t).risk.title, page)
}

fn list(scene: &Scene, all: &[AtRisk]) -> AnyView {
    let t = of(scene.t);
    let nothing = all.is_empty().then(|| empty(t.risk.none, t.risk.none_more, ().into_any()));
    let rows = all.iter().map(|it| row(scene, it)).collect_view();
    let logged = (!all.is_empty()).then(|| view! { <p class="hint">{t.call_logged}</p> });
    view! {
        <div class="page">
            {heading(t.risk.title)}
            <p>{t.risk.more}</p>
            {nothing}
            <ul class="people">{rows}</ul>
            {logged}
        </div>
    }
    .into_any()
}

fn row(scene: &Scene, it: &AtRisk) -> AnyView {
    let t = of(scene.t);
    let name = guest_call::name(scene, it.name.reveal(), it.last_four.reveal());
    let at = (t.stall)(&it.stall_number, (scene.t.markets.service)(it.service));
    let why = if it.new_date { t.risk.new_date } else { t.risk.coming };
    let called = it.called_at.map(|at| (t.risk.called)(&(scene.t.times.ago)(scene.now, at)));
    view! {
        <li class="person">
            <p>
                <strong>{name.clone()}</strong>
                <small class="bits"><span>{clock(it.starts_at)}</span> <span>{at}</span></small>
                <small>{why}</small>
                <small>{called}</small>
            </p>
            {guest_call::part(scene, it.sign_up, &name)}
        </li>
    }
    .into_any()
}
