//! Below the figures: how long wishes usually take, and how many there are in each grid.

use leptos::prelude::*;
use shared::{
    api::{GetPace, ListPlaceFigures},
    pace::{Pace, PlaceFigures},
};

use crate::{
    api::call,
    components::load::{Load, loaded_part},
    scene::Scene,
};

/// Both parts, and the file with all of it.
pub fn part(scene: &Scene) -> AnyView {
    let t = &scene.t.pace;
    let (key, drawn) = (scene.community.key.clone(), scene.clone());
    let paces = Load::new(move || call(GetPace, key.clone(), ()));
    let paces = loaded_part(paces, move |paces: &Vec<Pace>| kinds(&drawn, paces));
    let (key, drawn) = (scene.community.key.clone(), scene.clone());
    let places = Load::new(move || call(ListPlaceFigures, key.clone(), ()));
    let places = loaded_part(places, move |places: &Vec<PlaceFigures>| table(&drawn, places));
    let file = format!("/api/{}/figures.csv", scene.community.key);
    view! {
        <section class="card">
            <h2 class="small">{t.title}</h2>
            <p class="hint">{t.more}</p>
            {paces}
        </section>
        {places}
        <a class="button plain" href=file download="figures.csv" rel="external">{t.download}</a>
    }
    .into_any()
}

fn kinds(scene: &Scene, paces: &[Pace]) -> AnyView {
    let t = &scene.t.pace;
    if paces.is_empty() {
        return view! { <p>{t.none}</p> }.into_any();
    }
    let rows = paces.iter().map(|pace| {
        let name = pace.kind.map_or(t.all, scene.t.names.kind);
        let says = [
            pace.review_hours.map(t.review),
            pace.claimed_days.map(t.claimed),
            pace.fulfilled_days.map(t.fulfilled),
            pace.satisfaction.map(t.satisfaction),
        ];
        let says: Vec<_> = says.into_iter().flatten().collect();
        view! { <div><dt>{name}</dt> <dd>{says.join(" · ")}</dd></div> }
    });
    view! { <dl class="rows">{rows.collect_view()}</dl> }.into_any()
}

fn table(scene: &Scene, places: &[PlaceFigures]) -> AnyView {
    if places.is_empty() {
        return ().into_any();
    }
    let (t, names) = (&scene.t.pace, &scene.t.figures);
    let said = |count: Option<i64>| count.map_or(t.hidden.to_owned(), |it| it.to_string());
    let rows = places.iter().map(|it| {
        view! {
            <tr>
                <th scope="row">{it.name.clone()}</th>
                <td>{said(it.approved)}</td> <td>{said(it.claimed)}</td> <td>{said(it.fulfilled)}</td>
            </tr>
        }
    });
    let head = [t.place, names.approved, names.claimed, names.fulfilled];
    let head = head.map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <section class="card">
            <h2 class="small">{t.places}</h2>
            <p class="hint">{t.places_more}</p>
            <table class="narrow">
                <thead><tr>{head.into_iter().collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}
