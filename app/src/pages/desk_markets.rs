//! The markets that somebody holds or reviews: what is to be done next comes first.

use leptos::prelude::*;
use shared::{
    api::ListStaffMarkets,
    market::{MarketStatus, StaffMarketCard},
    policy::Role,
};

use super::{desk::staff_only, show};
use crate::{
    api::call,
    components::{load::Load, step_up::loaded_for_staff},
    me,
    place::Page,
    place_further::Further,
    scene::Scene,
    view::{
        frame::{Frame, dock, empty, heading},
        market::{date, hours, mark},
    },
};

/// Whether the person holds markets anywhere; the server knows where.
pub fn may_hold(scene: &Scene) -> bool {
    me::me().roles(&scene.community.key).contains(&Role::Organiser)
}

pub fn page(scene: &Scene) -> AnyView {
    let page = staff_only(scene, |scene, key| {
        let all = Load::new(move || call(ListStaffMarkets, key.clone(), ()));
        loaded_for_staff(all, move |all: &Vec<StaffMarketCard>| list(&scene, all))
    });
    let above = Frame::below(scene.to(Page::Desk), scene.t.common.desk);
    show(scene, above, scene.t.organising.title, page)
}

/// What is to be done with it, in the order of the list.
#[derive(Clone, Copy, PartialEq)]
enum Group {
    ToDo,
    UnderWay,
    Ahead,
    InReview,
    Drafts,
    Over,
}

const GROUPS: [Group; 6] =
    [Group::ToDo, Group::UnderWay, Group::Ahead, Group::InReview, Group::Drafts, Group::Over];

fn group_of(it: &StaffMarketCard) -> Group {
    use MarketStatus as S;
    let takes = matches!(it.status, S::Draft | S::Published | S::Postponed);
    match it.status {
        _ if it.awaits_me || it.own && takes && it.applications > 0 => Group::ToDo,
        S::UnderWay => Group::UnderWay,
        S::Published | S::Postponed => Group::Ahead,
        S::Submitted => Group::InReview,
        S::Draft => Group::Drafts,
        S::Closed | S::Summarised | S::Cancelled | S::Archived => Group::Over,
    }
}

fn list(scene: &Scene, all: &[StaffMarketCard]) -> AnyView {
    let t = &scene.t.organising;
    let holds = may_hold(scene);
    let none = all.is_empty().then(|| {
        let more = if holds { t.none_more } else { t.none_review };
        empty(t.none, more, ().into_any())
    });
    let groups = GROUPS.into_iter().filter_map(|group| {
        let mut cards: Vec<_> = all.iter().filter(|it| group_of(it) == group).collect();
        let name = match group {
            Group::ToDo => t.to_do,
            Group::UnderWay => t.under_way,
            Group::Ahead => t.ahead,
            Group::InReview => t.in_review,
            Group::Drafts => t.drafts,
            Group::Over => t.over,
        };
        match group {
            // The latest first, as they came.
            Group::Over => {}
            Group::ToDo => cards.sort_by_key(|it| it.due_at.unwrap_or(it.starts_at)),
            _ => cards.sort_by_key(|it| it.starts_at),
        }
        let rows = cards.iter().map(|it| card(scene, it)).collect_view();
        (!cards.is_empty()).then(|| {
            view! { <section class="group"><h2>{name}</h2><ul class="cards">{rows}</ul></section> }
        })
    });
    let groups = groups.collect_view();
    view! {
        <div class="page">
            {heading(t.title)}
            {none}
            {groups}
            {holds.then(|| make(scene, all))}
        </div>
    }
    .into_any()
}

/// The last one once more, or a new one.
fn make(scene: &Scene, all: &[StaffMarketCard]) -> AnyView {
    use MarketStatus as S;
    let t = &scene.t.organising;
    let worth = |it: &&StaffMarketCard| {
        !it.rehearsal && !matches!(it.status, S::Draft | S::Submitted | S::Cancelled)
    };
    let last = all.iter().filter(worth).max_by_key(|it| (it.own, it.starts_at));
    let new = scene.to(Further::NewMarket.page());
    let actions = match last {
        Some(last) => view! {
            <div class="pair-of-buttons">
                <a class="button plain" href=new>{t.new}</a>
                <a class="button" href=scene.to(Further::MarketCopy(last.id).page())>{t.copy_last}</a>
            </div>
        }
        .into_any(),
        None => view! { <a class="button" href=new>{t.new}</a> }.into_any(),
    };
    dock(actions)
}

fn card(scene: &Scene, it: &StaffMarketCard) -> AnyView {
    let t = &scene.t.organising;
    let rehearsal = it.rehearsal.then(|| view! { <span class="mark wait">{t.rehearsal}</span> });
    view! {
        <li>
            <a class="card wish market" href=scene.to(Further::DeskMarket(it.id).page())>
                {date(scene, it.starts_at)}
                <strong>{it.title.clone()}</strong>
                <small class="bits">
                    <span>{hours(scene, it.starts_at, it.ends_at)}</span>
                    <span>{it.place_name.clone()}</span>
                </small>
                <small>{next(scene, it)}</small>
                <span class="row">{mark(scene, it.status)} {rehearsal}</span>
            </a>
        </li>
    }
    .into_any()
}

/// What comes next, in one sentence.
pub fn next(scene: &Scene, it: &StaffMarketCard) -> String {
    use MarketStatus as S;
    let t = &scene.t.organising;
    let due = it.due_at.map(|at| (scene.t.times.due)(scene.now, at)).unwrap_or_default();
    match it.status {
        _ if it.rehearsal => t.rehearsal_more.to_owned(),
        S::Draft if !it.returned.is_empty() => (t.sent_back)(&it.returned),
        S::Submitted if it.awaits_me => (t.to_review)(&due),
        S::Closed if it.awaits_me && it.own => (t.to_sum_up)(&due),
        S::Closed | S::Summarised if it.awaits_me => (t.to_sign)(&due),
        _ if it.awaits_me => (t.to_agree)(&due),
        S::Draft | S::Published | S::Postponed if it.applications > 0 => {
            (t.to_decide)(it.applications)
        }
        S::Closed if !due.is_empty() => (t.to_be_summed_up)(&due),
        status => (t.next)(status).to_owned(),
    }
}
