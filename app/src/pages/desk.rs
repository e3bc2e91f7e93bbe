//! The desk: one queue of all that waits for a member of staff, what is due first at the top.

use std::sync::Arc;

use leptos::prelude::*;
use shared::{
    api::{GetDesk, InviteStaff, ListHelpers},
    community::CommunityKey,
    market::StaffMarketCard,
    report::Report,
    time::Millis,
    wish::{Beneficiary, DeskEntry, DeskItem, DeskKind, DeskPage, DeskThanks, DeskThing},
};

use super::{
    desk_application::{self, Applying},
    desk_markets, show, signed_in,
};
use crate::{
    api::call,
    components::{
        load::{Load, titled},
        step_up::{acted, loaded_for_staff},
    },
    me,
    place::Page,
    place_further::Further,
    scene::Scene,
    text::visiting,
    view::{
        frame::{Frame, Tab, heading},
        icon::{Icon, icon},
    },
};

/// What outlives a new answer about the queue.
#[derive(Clone, Copy)]
struct Desk {
    applying: Applying,
    /// The one kind that is looked at, if not all.
    only: RwSignal<Option<DeskKind>>,
}

pub fn page(scene: &Scene) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let queue = Load::new(move || call(GetDesk, key.clone(), ()));
        let desk = Desk { applying: Applying::new(queue), only: RwSignal::new(None) };
        loaded_for_staff(queue, move |page: &DeskPage| all(&scene, page, desk))
    });
    show(scene, Frame::tab(Tab::Desk), scene.t.desk.title, page)
}

/// What only staff see; strangers sign in first.
pub fn staff_only(
    scene: &Scene,
    view: impl Fn(Scene, CommunityKey) -> AnyView + Send + 'static,
) -> AnyView {
    let scene = scene.clone();
    signed_in(move |_| match me::me().is_staff(&scene.community.key) {
        true => view(scene.clone(), scene.community.key.clone()),
        false => not_staff(&scene),
    })
}

/// For those who came here by mistake.
pub fn not_staff(scene: &Scene) -> AnyView {
    let t = &scene.t.desk;
    view! {
        <div class="page">
            {titled(t.not_staff)}
            <p>{t.not_staff_more}</p>
            <a class="button" href=scene.to(Page::Home)>{scene.t.common.to_home}</a>
        </div>
    }
    .into_any()
}

fn all(scene: &Scene, page: &DeskPage, desk: Desk) -> AnyView {
    let (t, applying) = (&scene.t.desk, desk.applying);
    let list = match page.queue.is_empty() {
        true => done(scene),
        false => queue(scene, &page.queue, desk),
    };
    let said = move || {
        let said = applying.said.get();
        (!said.is_empty()).then(|| view! { <p class="notice good">{said}</p> })
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <div role="status">{said}</div>
            {move || applying.declining.get().is_none().then(|| acted(applying.attempt))}
            {list}
            {more(scene)}
        </div>
    }
    .into_any()
}

/// Nothing waits, and that is worth a moment.
fn done(scene: &Scene) -> AnyView {
    let t = &scene.t.desk;
    view! {
        <div class="empty rest">
            <span class="kind">{icon(Icon::Cup)}</span>
            <p class="lead"><strong>{t.none}</strong></p>
            <p>{t.none_more}</p>
        </div>
    }
    .into_any()
}

fn queue(scene: &Scene, entries: &[DeskEntry], desk: Desk) -> AnyView {
    let t = &scene.t.desk;
    let overdue = entries.iter().filter(|entry| entry.overdue).count();
    let (entries, drawn): (Arc<[DeskEntry]>, _) = (entries.into(), scene.clone());
    // What was looked at may be done meanwhile.
    let there = |kind| entries.iter().any(|entry| entry.kind == kind);
    if !desk.only.get_untracked().is_none_or(there) {
        desk.only.set(None);
    }
    let filter = filter(scene, &entries, desk);
    let found = (t.found)(entries.len(), overdue);
    let rows = move || {
        let only = desk.only.get();
        let rows = entries.iter().filter(|entry| only.is_none_or(|kind| kind == entry.kind));
        rows.map(|entry| row(&drawn, entry, desk)).collect_view()
    };
    view! {
        <p class="found" role="status">{found} " · " {t.more}</p>
        {filter}
        <ul class="cards">{rows}</ul>
    }
    .into_any()
}

/// How many there are of each kind, which are also the ways to see only these.
fn filter(scene: &Scene, entries: &[DeskEntry], desk: Desk) -> Option<AnyView> {
    let t = &scene.t.desk;
    let count = |kind| entries.iter().filter(|entry| entry.kind == kind).count();
    let kinds: Vec<_> = DeskKind::ALL.into_iter().filter(|kind| count(*kind) > 0).collect();
    if kinds.len() < 2 {
        return None;
    }
    let chip = |only: Option<DeskKind>, name: &'static str, count: usize| {
        let pressed = move || if desk.only.get() == only { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| desk.only.set(only)>
                {name} " " {count}
            </button>
        }
        .into_any()
    };
    let chips = kinds.into_iter().map(|kind| chip(Some(kind), (t.kind)(kind), count(kind)));
    let chips = chips.collect_view();
    Some(
        view! {
            <div class="chips" role="group" aria-label=t.filter>
                {chip(None, t.all, entries.len())} {chips}
            </div>
        }
        .into_any(),
    )
}

fn row(scene: &Scene, entry: &DeskEntry, desk: Desk) -> AnyView {
    match &entry.thing {
        DeskThing::Wish(item) => wish(scene, entry, item),
        DeskThing::Report(it) => report(scene, entry, it),
        DeskThing::Thanks(it) => thanks(scene, entry, it),
        DeskThing::Market(it) => market(scene, entry, it),
        DeskThing::Application(it) => {
            desk_application::card(scene, it, due(scene, entry.due_at), desk.applying)
        }
    }
}

/// By when, in words; what is overdue stands out, and what is for later does not.
fn due(scene: &Scene, due: Millis) -> AnyView {
    let colour = match due.days_since(scene.now) {
        _ if due < scene.now => "mark open",
        0 => "mark wait",
        _ => "mark over",
    };
    view! { <span class=colour>{(scene.t.desk.due)(scene.now, due)}</span> }.into_any()
}

fn wish(scene: &Scene, entry: &DeskEntry, item: &DeskItem) -> AnyView {
    let t = &scene.t.desk;
    let page = match entry.kind {
        DeskKind::Review | DeskKind::SecondReview => Page::Review(item.id),
        _ => Page::StaffWish(item.id),
    };
    let mut parts = vec![(t.kind)(entry.kind).to_owned(), item.place_name.clone()];
    parts.extend((item.beneficiary == Beneficiary::Minor).then(|| t.child.to_owned()));
    parts.extend((item.joiners > 0).then(|| (t.joiners)(item.joiners)));
    card(scene, scene.to(page), Icon::of(item.kind), &item.title, parts, entry.due_at)
}

fn report(scene: &Scene, entry: &DeskEntry, it: &Report) -> AnyView {
    let reason = (scene.t.reporting.reasons)(it.reason).0.to_owned();
    let parts = vec![(scene.t.desk.kind)(entry.kind).to_owned(), reason];
    let href = scene.to(Further::DeskReport(it.id).page());
    card(scene, href, Icon::Alert, &it.title, parts, entry.due_at)
}

fn thanks(scene: &Scene, entry: &DeskEntry, it: &DeskThanks) -> AnyView {
    let parts = vec![(scene.t.desk.kind)(entry.kind).to_owned(), it.place_name.clone()];
    card(
        scene,
        scene.to(Further::DeskThanks(it.wish).page()),
        Icon::Heart,
        &it.title,
        parts,
        entry.due_at,
    )
}

fn market(scene: &Scene, entry: &DeskEntry, it: &StaffMarketCard) -> AnyView {
    let asks = it.pending.filter(|_| !it.awaits_me);
    let next = match asks {
        Some((count, _)) => (visiting::of(scene.t).approvals.link)(count),
        None => desk_markets::next(scene, it),
    };
    let parts = vec![next, it.place_name.clone()];
    let href = match asks {
        Some(_) => scene.to(Further::Approvals(it.id).page()),
        None => scene.to(Further::DeskMarket(it.id).page()),
    };
    card(scene, href, Icon::Tent, &it.title, parts, entry.due_at)
}

fn card(
    scene: &Scene,
    href: String,
    picture: Icon,
    title: &str,
    parts: Vec<String>,
    by: Millis,
) -> AnyView {
    let parts = parts.into_iter().map(|part| view! { <span>{part}</span> }).collect_view();
    view! {
        <li>
            <a class="card wish" href=href>
                <span class="kind">{icon(picture)}</span>
                <strong>{title.to_owned()}</strong>
                <small class="bits">{parts}</small>
                {due(scene, by)}
            </a>
        </li>
    }
    .into_any()
}

/// What else staff do.
fn more(scene: &Scene) -> AnyView {
    let (t, key, me) = (&scene.t.desk, &scene.community.key, me::me());
    let link = |page, picture, name: &'static str, more: &'static str| {
        view! {
            <li><a class="card row-link" href=scene.to(page)>
                <span class="kind">{icon(picture)}</span><strong>{name}</strong><small>{more}</small>
            </a></li>
        }
        .into_any()
    };
    let helpers = me.admitted(ListHelpers, key).is_ok();
    let helpers =
        helpers.then(|| link(Further::Helpers.page(), Icon::Person, t.helpers, t.helpers_more));
    let (markets, bulletin) = (&scene.t.organising, &scene.t.bulletin);
    let rounds = super::hold_round::may_hold(scene).then(|| {
        let t = &scene.t.holding_rounds;
        link(Further::NewRound.page(), Icon::Heart, t.new, t.desk_more)
    });
    let staff = super::staff_list::may_see(scene).then(|| {
        let t = &scene.t.staff_list;
        link(Further::StaffList.page(), Icon::Person, t.title, t.desk_more)
    });
    let neighbours = &scene.t.neighbour_list;
    let invite = me.admitted(InviteStaff, key).is_ok();
    let invite = invite.then(|| link(Further::Invite.page(), Icon::Pen, t.invite, t.invite_more));
    view! {
        <section class="group">
            <h2>{t.more_title}</h2>
            <ul class="cards">
                {helpers}
                {link(Further::Rules.page(), Icon::Gear, t.rules, t.rules_more)}
                {link(Further::DeskMarkets.page(), Icon::Tent, markets.title, markets.desk_more)}
                {link(Further::Bulletin.page(), Icon::Paper, bulletin.title, bulletin.desk_more)}
                {rounds}
                {invite}
                {staff}
                {link(Further::Neighbours.page(), Icon::Home, neighbours.title, neighbours.desk_more)}
                {link(Further::Health.page(), Icon::Check, t.health, t.health_more)}
                <li><a class="card row-link" href=crate::place::staff(&scene.to(Page::Desk))>
                    <span class="kind">{icon(Icon::Lock)}</span>
                    <strong>{scene.t.staff.roles}</strong><small>{scene.t.staff.close}</small>
                </a></li>
            </ul>
        </section>
    }
    .into_any()
}
