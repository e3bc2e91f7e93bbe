//! What residents wish for and nobody does, beside the form in which stalls are entered.

use leptos::prelude::*;
use shared::{api::GetDemand, demand::Demand};

use crate::{
    api::call,
    components::load::{Load, loaded_part},
    scene::Scene,
};

/// So many lines are shown: what is wanted most.
const MOST: usize = 6;

pub fn part(scene: &Scene) -> AnyView {
    let (key, drawn) = (scene.community.key.clone(), scene.clone());
    let found = Load::new(move || call(GetDemand, key.clone(), ()));
    let list = loaded_part(found, move |all: &Vec<Demand>| list(&drawn, all));
    view! { <details><summary>{scene.t.stalls.demand}</summary>{list}</details> }.into_any()
}

fn list(scene: &Scene, all: &[Demand]) -> AnyView {
    let (t, names) = (&scene.t.stalls, &scene.t.names);
    if all.is_empty() {
        return view! { <p class="quiet">{t.demand_none}</p> }.into_any();
    }
    let rows = all.iter().take(MOST).map(|it| {
        let what = format!("{} · {}", (names.kind)(it.kind), it.place_name);
        view! { <div><dt>{what}</dt><dd>{(t.demand_count)(it.wishes)}</dd></div> }
    });
    view! {
        <p class="hint">{t.demand_more}</p>
        <dl class="card rows">{rows.collect_view()}</dl>
    }
    .into_any()
}
