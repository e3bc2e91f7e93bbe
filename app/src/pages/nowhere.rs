//! No such page.

use leptos::prelude::*;

use super::show;
use crate::{
    place::Page,
    scene::Scene,
    text,
    view::frame::{Frame, Tab, heading},
};

/// What may have happened, and where to go.
pub fn page(scene: &Scene) -> AnyView {
    let t = &scene.t.common;
    let page = view! {
        <div class="page">
            {heading(t.nowhere)}
            <p>{t.nowhere_more}</p>
            <a class="button" href=scene.to(Page::Home)>{t.to_home}</a>
        </div>
    };
    show(scene, Frame::tab(Tab::Home), t.nowhere, page.into_any())
}

/// Before any community exists.
pub fn bare() -> AnyView {
    let t = &text::now().common;
    view! { <main id="main">{heading(t.nowhere)}<p>{t.nowhere_more}</p></main> }.into_any()
}
