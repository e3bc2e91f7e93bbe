//! The parts of a wish, each with how it stands and a way to it.

use leptos::prelude::*;
use shared::{
    id::WishId,
    wish::{PartView, Parts, PublicWish, Status},
};

use super::{
    card::mark,
    icon::{Icon, icon},
};
use crate::{place::Page, scene::Scene};

/// How many are done, and each of them.
pub fn list(
    scene: &Scene,
    parts: &Parts,
    more: &'static str,
    line: impl Fn(&Scene, &PartView) -> AnyView,
) -> AnyView {
    let lines = parts.list.iter().map(|part| line(scene, part)).collect_view();
    let more = (!more.is_empty()).then(|| view! { <p class="hint">{more}</p> });
    view! {
        <section class="group">
            <h2>{(scene.t.wish.parts)(parts.done, parts.of)}</h2>
            {more}
            <ul class="cards">{lines}</ul>
        </section>
    }
    .into_any()
}

/// A part as a link.
pub fn face(scene: &Scene, part: &PartView, href: String) -> AnyView {
    view! {
        <a class="card wish" href=href>
            <span class="kind">{icon(Icon::of(part.kind))}</span>
            <strong>{part.title.clone()}</strong>
            <small>{(scene.t.names.kind)(part.kind)}</small>
            {mark(scene, part.status, part.class)}
        </a>
    }
    .into_any()
}

/// A part as poster and staff see it.
pub fn link(scene: &Scene, part: &PartView, to: fn(WishId) -> Page) -> AnyView {
    view! { <li>{face(scene, part, scene.to(to(part.id)))}</li> }.into_any()
}

/// What everybody sees: what waits can be taken on.
pub fn in_public(scene: &Scene, wish: &PublicWish) -> Option<AnyView> {
    let line = |scene: &Scene, part: &PartView| {
        let href = scene.to(Page::Wish(part.id));
        let claim = (part.status == Status::Open).then(|| {
            let says = (scene.t.wish.claim_part)(&part.title);
            view! { <a class="button" href=href.clone()>{icon(Icon::Heart)} {says}</a> }
        });
        view! { <li>{face(scene, part, href)} {claim}</li> }.into_any()
    };
    wish.parts.as_ref().map(|parts| list(scene, parts, "", line))
}

/// From a part to all of it.
pub fn to_whole(scene: &Scene, whole: Option<WishId>, to: fn(WishId) -> Page) -> Option<AnyView> {
    let href = scene.to(to(whole?));
    Some(view! { <a class="more" href=href>{scene.t.wish.to_whole}</a> }.into_any())
}
