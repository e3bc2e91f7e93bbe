//! The stalls of a market in its organiser's hands: what waits for a decision stands first.

use leptos::prelude::*;
use shared::market::{MarketStatus, StaffMarket, StaffStall, StallStatus};

use super::{desk_market::is_gone, desk_markets::may_hold};
use crate::{
    place_further::Further,
    scene::Scene,
    view::icon::{Icon, icon},
};

pub fn list(scene: &Scene, it: &StaffMarket) -> AnyView {
    use MarketStatus as S;
    let t = &scene.t.organising;
    let mut alive: Vec<_> = it.stalls.iter().filter(|it| !is_gone(it.status)).collect();
    let number = |it: &StaffStall| it.number.parse::<i64>().unwrap_or(i64::MAX);
    alive.sort_by_key(|it| (rank(it.status), number(it)));
    let gone: Vec<_> = it.stalls.iter().filter(|it| is_gone(it.status)).collect();
    let row = |stall: &&StaffStall| row(scene, it, stall);
    let count = alive.len();
    let rows = alive.iter().map(row).collect_view();
    let past = (!gone.is_empty()).then(|| {
        let rows = gone.iter().map(row).collect_view();
        view! { <details><summary>{t.stalls_gone}</summary><ul class="cards">{rows}</ul></details> }
    });
    let takes = matches!(it.status, S::Draft | S::Published | S::Postponed);
    let add = (takes && may_hold(scene)).then(|| {
        let href = scene.to(Further::NewStall(it.id).page());
        let names: Vec<&str> = it.wanted.iter().map(|it| (scene.t.markets.service)(*it)).collect();
        let d = &scene.t.demand;
        let still = (!names.is_empty()).then(|| (d.still)(&names.join(scene.t.markets.comma)));
        let demand = scene.to(Further::Demand(it.id).page());
        view! {
            {still.map(|says| view! { <p class="hint">{says}</p> })}
            <a class="button plain" href=href>{icon(Icon::Tent)} {t.add_stall}</a>
            <a class="more" href=demand>{d.link} {icon(Icon::Forward)}</a>
        }
    });
    view! {
        <section class="group">
            <h2>{(t.stalls)(count)}</h2>
            {add}
            <ul class="cards">{rows}</ul>
            {past}
        </section>
    }
    .into_any()
}

/// What waits for a decision first, what is sure last.
fn rank(status: StallStatus) -> u8 {
    match status {
        StallStatus::Applied | StallStatus::ShortlistedYes | StallStatus::ShortlistedNo => 0,
        StallStatus::Accepted => 1,
        _ => 2,
    }
}

fn row(scene: &Scene, market: &StaffMarket, it: &StaffStall) -> AnyView {
    let (t, s) = (&scene.t.organising, &scene.t.stalls);
    let places: i64 = it.slots.iter().map(|it| it.places).sum();
    let taken: i64 = it.slots.iter().map(|it| it.taken).sum();
    let slots = match it.slots.len() {
        0 => t.no_slots.to_owned(),
        count => (t.slots)(count, taken, places),
    };
    view! {
        <li>
            <a class="card row-link stall-row" href=scene.to(Further::DeskStall(market.id, it.id).page())>
                <span class="kind number">{it.number.clone()}</span>
                <strong>{(scene.t.markets.service)(it.stall.service)} " · " {it.stall.provider_name.clone()}</strong>
                <small>{slots}</small>
                {mark(it.status, (s.status)(it.status))}
            </a>
        </li>
    }
    .into_any()
}

/// How a stall stands, in its colour.
pub fn mark(status: StallStatus, says: &'static str) -> AnyView {
    let colour = match status {
        StallStatus::Applied | StallStatus::ShortlistedYes | StallStatus::ShortlistedNo => {
            "mark open"
        }
        StallStatus::Accepted => "mark wait",
        StallStatus::Confirmed => "mark done",
        _ => "mark over",
    };
    view! { <span class=colour>{says}</span> }.into_any()
}
