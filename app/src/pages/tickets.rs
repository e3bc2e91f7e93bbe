//! All of one's own tickets: what is to come first.

use leptos::prelude::*;
use shared::{api::ListSignUps, market::MySignUp, person::Person};

use super::{queue, signed_in_or, stranger};
use crate::{
    api::call,
    components::load::{Load, loaded},
    kept_numbers, kept_tickets, me,
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, Tab, empty, frame, heading},
        icon::{Icon, icon},
        market::hours,
    },
};

pub fn page(scene: &Scene) -> AnyView {
    let drawn = scene.clone();
    let (again, travel) = (scene.clone(), travel::travel());
    let own = move |person: &Person| {
        let (key, scene, person) = (drawn.community.key.clone(), drawn.clone(), person.id);
        let all = Load::new(move || {
            let (asked, key) = (call(ListSignUps, key.clone(), ()), key.clone());
            async move { kept_tickets::or_kept((key, person), asked.await).await }
        });
        loaded(all, move |all: &Vec<MySignUp>| {
            travel.arrived(scene.title(scene.t.tickets.title));
            list(&scene, all)
        })
    };
    // Without a network nobody knows who this is; the tickets and numbers are on the phone all the
    // same.
    let kept = move || {
        let (scene, key) = (again.clone(), again.community.key.clone());
        let lost = me::me().problem().is_some();
        let found = Load::new(move || {
            let key = key.clone();
            async move {
                let numbers = lost && kept_numbers::all(key.clone(), None).await.is_some();
                Ok((kept_tickets::all(key).await, numbers))
            }
        });
        loaded(found, move |(all, numbers): &(Vec<MySignUp>, bool)| {
            travel.arrived(scene.title(scene.t.tickets.title));
            if all.is_empty() && !numbers {
                return stranger();
            }
            list(&scene, all)
        })
    };
    let page = signed_in_or(own, kept);
    let above = Frame::below_tab(scene.to(Page::Mine), scene.t.common.mine, Tab::Mine);
    frame(scene, above, page)
}

fn list(scene: &Scene, all: &[MySignUp]) -> AnyView {
    let t = &scene.t.tickets;
    let to_come = |it: &&MySignUp| it.status.is_expected() && it.ends_at > scene.now;
    let (ahead, over): (Vec<_>, Vec<_>) = all.iter().partition(to_come);
    let markets = scene.to(Further::Markets.page());
    let nothing = all.is_empty().then(|| {
        let go = view! { <a class="button" href=markets.clone()>{scene.t.markets.title}</a> };
        empty(t.none, t.none_more, go.into_any())
    });
    let group = |title: &'static str, all: Vec<&MySignUp>| {
        (!all.is_empty()).then(|| {
            let cards = all.into_iter().map(|it| card(scene, it)).collect_view();
            view! { <section class="group"><h2>{title}</h2><ul class="cards">{cards}</ul></section> }
        })
    };
    view! {
        <div class="page">
            {heading(t.title)}
            {queue::own(scene)}
            {nothing}
            {group(t.ahead, ahead)}
            {group(t.over, over)}
            <a class="more" href=markets.clone()>{scene.t.markets.title} {icon(Icon::Forward)}</a>
        </div>
    }
    .into_any()
}

fn card(scene: &Scene, it: &MySignUp) -> AnyView {
    let t = &scene.t.tickets;
    let colour = match it.status {
        status if !status.is_expected() => "mark over",
        shared::market::SignUpStatus::Confirmed => "mark open",
        _ => "mark wait",
    };
    let whom = it.nickname.as_ref().map(|it| view! { <span>{(t.forwhom)(it.reveal())}</span> });
    let day = (scene.t.times.coming)(scene.now, it.starts_at);
    view! {
        <li>
            <a class="card wish" href=scene.to(Further::Ticket(it.id).page())>
                <span class="kind">{icon(Icon::Clock)}</span>
                <strong>{(scene.t.markets.service)(it.service)} " " {day}</strong>
                <small class="bits">
                    <span>{hours(scene, it.starts_at, it.ends_at)}</span>
                    <span>{it.place_name.clone()}</span>
                    {whom}
                </small>
                <span class=colour>{(t.status)(it.status)}</span>
            </a>
        </li>
    }
    .into_any()
}
