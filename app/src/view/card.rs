//! A wish on a card, and the mark of its status.

use leptos::prelude::*;
use shared::{
    helper::HelperClass,
    wish::{PublicWish, Status},
};

use super::icon::{Icon, icon};
use crate::{place::Page, scene::Scene};

/// The cards of a list.
pub fn cards(scene: &Scene, wishes: &[PublicWish]) -> AnyView {
    let cards = wishes.iter().map(|wish| card(scene, wish)).collect_view();
    view! { <ul class="cards">{cards}</ul> }.into_any()
}

/// One wish, which is a link as a whole.
pub fn card(scene: &Scene, wish: &PublicWish) -> AnyView {
    let href = scene.to(Page::Wish(wish.id));
    view! {
        <li>
            <a class="card wish" href=href>{face(scene, wish)}</a>
        </li>
    }
    .into_any()
}

/// The same card before there is anything to lead to.
pub fn preview(scene: &Scene, wish: &PublicWish) -> AnyView {
    view! { <div class="card wish">{face(scene, wish)}</div> }.into_any()
}

fn face(scene: &Scene, wish: &PublicWish) -> AnyView {
    view! {
        <span class="kind">{icon(Icon::of(wish.kind))}</span>
        <strong>{wish.title.clone()}</strong>
        <small class="bits">{about(scene, wish)}</small>
        {mark(scene, wish.status, wish.class)}
    }
    .into_any()
}

/// Kind, place, for whom, how long: "小修理 · 第三网格 · 70 岁以上 · 等了 2 天".
fn about(scene: &Scene, wish: &PublicWish) -> AnyView {
    let t = scene.t;
    let mut parts = vec![(t.names.kind)(wish.kind).to_owned(), wish.place_name.clone()];
    parts.extend(wish.age_band.map(|band| (t.names.band)(band).to_owned()));
    parts.push(match (wish.status, wish.fulfilled_at) {
        (Status::Fulfilled, Some(at)) => (t.times.month)(at),
        (Status::InProgress, _) => {
            let day = wish.promised.map(|at| (t.times.coming)(scene.now, at)).unwrap_or_default();
            (t.wish.promised)(&day)
        }
        (Status::Open | Status::Offered, _) => {
            (t.times.waited)(scene.now.days_since(wish.opened_at))
        }
        _ => (t.times.ago)(scene.now, wish.opened_at),
    });
    parts.extend((wish.joiners > 0).then(|| (t.wish.joiners)(wish.joiners)));
    bits(parts)
}

/// Where a wish stands, in a word and a colour.
pub fn mark(scene: &Scene, status: Status, class: Option<HelperClass>) -> AnyView {
    let names = &scene.t.names;
    let name = match (status, class) {
        (Status::Claimed | Status::InProgress, Some(class)) => (names.claimed_by)(class),
        _ => (names.status)(status),
    };
    view! { <span class=format!("mark {}", colour(status))>{name}</span> }.into_any()
}

/// Which of the five colours a status has.
pub fn colour(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Claimed | Status::InProgress | Status::Offered | Status::InParts => "busy",
        Status::Submitted | Status::NeedsInfo | Status::Delivered | Status::Disputed => "wait",
        Status::Fulfilled | Status::Unconfirmed => "done",
        Status::Unmet
        | Status::Referred
        | Status::Merged
        | Status::Withdrawn
        | Status::Expired
        | Status::Declined
        | Status::Removed => "over",
    }
}

/// Short texts in a line, with a dot between; none of them is torn apart at the end of a line.
pub fn bits(parts: Vec<String>) -> AnyView {
    parts.into_iter().map(|part| view! { <span>{part}</span> }).collect_view().into_any()
}
