//! One's own stalls among what is one's own; nothing for who has none.

use leptos::prelude::*;
use shared::{
    api::ListMyStalls,
    market::{MyStall, StallStatus},
};

use crate::{
    api::call,
    components::{load::Load, notice::notice},
    place_further::Further,
    scene::Scene,
    text::visiting::of,
    view::icon::{Icon, icon},
};

/// So many are named; the others are at their markets.
const NAMED: usize = 6;

pub fn part(scene: &Scene) -> AnyView {
    let (key, scene) = (scene.community.key.clone(), scene.clone());
    let load = Load::new(move || call(ListMyStalls, key.clone(), ()));
    let t = of(scene.t);
    let failed = move || {
        load.problem().map(|problem| {
            view! { <section class="group"><h2>{t.own_stalls.title}</h2>{notice(&problem)}</section> }
        })
    };
    let drawn = move || load.with(|all: &Vec<MyStall>| list(&scene, all)).flatten();
    view! { {drawn} {failed} }.into_any()
}

fn list(scene: &Scene, all: &[MyStall]) -> Option<AnyView> {
    let t = of(scene.t);
    (!all.is_empty()).then(|| {
        let cards = all.iter().take(NAMED).map(|it| card(scene, it)).collect_view();
        view! {
            <section class="group">
                <h2>{t.own_stalls.title}</h2>
                <ul class="cards">{cards}</ul>
            </section>
        }
        .into_any()
    })
}

fn card(scene: &Scene, it: &MyStall) -> AnyView {
    let (t, o, m) = (of(scene.t), &scene.t.offering, &scene.t.markets);
    let colour = match it.status {
        StallStatus::Accepted => "mark open",
        StallStatus::Confirmed if it.asked_again => "mark open",
        StallStatus::Confirmed => "mark done",
        StallStatus::Applied | StallStatus::ShortlistedYes | StallStatus::ShortlistedNo => {
            "mark wait"
        }
        _ => "mark over",
    };
    let waits = it.pending.filter(|count| *count > 0);
    let waits = waits.map(|count| view! { <small>{(t.approvals.link)(count)}</small> });
    view! {
        <li>
            <a class="card wish" href=scene.to(Further::OfferStall(it.market).page())>
                <span class="kind">{icon(Icon::Tent)}</span>
                <strong>{(m.service)(it.stall.service)} " · " {it.market_title.clone()}</strong>
                <small>{(scene.t.times.day)(it.starts_at)}</small>
                {waits}
                <span class=colour>{(o.status)(it.status)}</span>
            </a>
        </li>
    }
    .into_any()
}
