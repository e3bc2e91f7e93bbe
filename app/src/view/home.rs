//! The page a resident sees first.

use leptos::prelude::*;
use shared::figures::HomePage;

use super::{
    card::cards,
    frame::{empty, tel},
    funnel::funnel,
    icon::{Icon, icon},
};
use crate::{place::Page, place_further::Further, scene::Scene};

/// Two doors, the figures, and some wishes; in care mode four large choices come first.
pub fn home(scene: &Scene, page: &HomePage) -> AnyView {
    let t = &scene.t.home;
    view! {
        <div class="home">
            <h1 tabindex="-1">
                <span class="plain-only">{t.hello}</span>
                <span class="care-only">{t.what_to_do}</span>
            </h1>
            {doors(scene, page)}
            {funnel(scene, &page.funnel)}
            <div class="between">
                <h2>{t.waiting}</h2>
                <a class="more" href=scene.to(Page::Wishes)>{t.all} {icon(Icon::Forward)}</a>
            </div>
            {waiting(scene, page)}
            <a class="card row-link" href=scene.to(Further::Markets.page())>
                <span class="kind">{icon(Icon::Tent)}</span>
                <strong>{t.markets}</strong>
                <small>{t.markets_more}</small>
            </a>
            <a class="card row-link" href=scene.to(Page::Find)>
                <span class="kind">{icon(Icon::Place)}</span>
                <strong>{t.my_grid}</strong>
                <small>{t.my_grid_more}</small>
            </a>
        </div>
    }
    .into_any()
}

fn doors(scene: &Scene, page: &HomePage) -> AnyView {
    let t = &scene.t.home;
    let waits = page.funnel.parts.iter().filter(|part| part.status.waits());
    let open: i64 = waits.map(|part| part.count).sum();
    let door = |class: &'static str, href: String, picture, name, more: String| {
        view! {
            <a class=format!("door {class}") href=href>
                {icon(picture)} <span><b>{name}</b><span class="plain-only">{more}</span></span>
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="doors" aria-label=t.what_to_do>
            {door("first", scene.to(Page::New), Icon::Heart, t.make, t.make_more.into())}
            {door("second", scene.to(Page::Wishes), Icon::Search, t.look, (t.look_more)(open))}
            {door("care-only", scene.to(Further::Markets.page()), Icon::Tent, t.markets, String::new())}
            {door("care-only", scene.to(Page::Mine), Icon::Person, t.mine, String::new())}
            {door("care-only", tel(&scene.community.phone), Icon::Phone, t.call, String::new())}
        </nav>
    }
    .into_any()
}

fn waiting(scene: &Scene, page: &HomePage) -> AnyView {
    let t = &scene.t.home;
    if !page.wishes.is_empty() {
        return cards(scene, &page.wishes);
    }
    let make = view! { <a class="button plain" href=scene.to(Page::New)>{t.make}</a> }.into_any();
    empty(t.none, t.none_more, make)
}
