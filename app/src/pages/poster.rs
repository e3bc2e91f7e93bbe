//! A market on a sheet of paper, to be hung up at the door: large letters, and a code to scan.

use leptos::prelude::*;
use shared::{
    api::GetMarket,
    id::MarketId,
    market::{MarketKind, PublicMarket, Service},
    problem::Kind,
};

use crate::{
    api::call,
    components::{
        load::{Load, loaded},
        qr::qr,
        spoken::{of_market, spoken},
    },
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, Tab, frame, heading},
        market::{gone, hours},
    },
};

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let (key, drawn, travel) = (scene.community.key.clone(), scene.clone(), travel::travel());
    let found = Load::new(move || {
        let asked = call(GetMarket, (key.clone(), id), ());
        async move {
            match asked.await {
                Err(problem) if problem.kind == Kind::NotFound => Ok(None),
                other => other.map(Some),
            }
        }
    });
    let page = loaded(found, move |found: &Option<PublicMarket>| {
        travel.arrived(drawn.title(drawn.t.poster.title));
        found.as_ref().map_or_else(|| gone(&drawn), |it| sheet(&drawn, it))
    });
    let above = scene.to(Further::Market(id).page());
    frame(scene, Frame::below_tab(above, scene.t.offering.market, Tab::Home), page)
}

fn sheet(scene: &Scene, it: &PublicMarket) -> AnyView {
    let (t, m, community) = (&scene.t.poster, &scene.t.markets, &scene.community);
    let mut services: Vec<Service> = it.stalls.iter().map(|it| it.service).collect();
    services.sort();
    services.dedup();
    let names: Vec<_> = services.iter().map(|it| (m.service)(*it)).collect();
    let of_it = of_market(scene, &it.title, (it.starts_at, it.ends_at), &it.place_name, &names);
    let s = &scene.t.spoken;
    let said = [s.hello.to_owned(), of_it, (s.phone)(&community.phone)].concat();
    let services = services.into_iter().map(|it| view! { <li>{(m.service)(it)}</li> });
    let origin = window().location().origin().unwrap_or_default();
    let address = origin + &scene.to(Further::Market(it.id).page());
    let words = (!it.words.is_empty()).then(|| view! { <p>{it.words.clone()}</p> });
    // A browser that cannot print does nothing.
    let print = move |_| drop(window().print());
    view! {
        <div class="page">
            <p class="screen-only">{t.more}</p>
            <button type="button" class="button screen-only" on:click=print>{t.print}</button>
            <article class="poster">
                <p class="poster-of">{community.name.clone()}</p>
                {heading(it.title.clone())}
                <p class="poster-when">
                    {(scene.t.times.day)(it.starts_at)} " " {hours(scene, it.starts_at, it.ends_at)}
                </p>
                <p class="poster-where">{it.place_name.clone()}</p>
                <ul class="poster-services">{services.collect_view()}</ul>
                {words}
                <div class="poster-foot">
                    {qr(&address, t.picture)}
                    <div>
                        <p><strong>{t.scan}</strong></p>
                        <p>{t.or_come}</p>
                        <p>{(t.call)(&community.phone)}</p>
                    </div>
                </div>
            </article>
            {(it.kind == MarketKind::Market).then(|| spoken(scene, said))}
        </div>
    }
    .into_any()
}
