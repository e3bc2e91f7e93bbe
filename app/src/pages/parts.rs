//! The parts of a wish, each with how it stands and a way to it.

use leptos::prelude::*;
use shared::{
    id::WishId,
    wish::{PartView, Parts},
};

use crate::{
    place::Page,
    scene::Scene,
    view::{
        card::mark,
        icon::{Icon, icon},
    },
};

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
fn face(scene: &Scene, part: &PartView, href: String) -> AnyView {
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
