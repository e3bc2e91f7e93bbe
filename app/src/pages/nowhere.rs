//! No such page.

use leptos::prelude::*;

use super::show;
use crate::{
    scene::Scene,
    text,
    view::{
        self,
        frame::{Frame, Tab, heading},
    },
};

/// What may have happened, and where to go.
pub fn page(scene: &Scene) -> AnyView {
    let page = view::nowhere::nowhere(scene);
    show(scene, Frame::tab(Tab::Home), scene.t.common.nowhere, page)
}

/// Before any community exists.
pub fn bare() -> AnyView {
    let t = &text::now().common;
    view! { <main id="main">{heading(t.nowhere)}<p>{t.nowhere_more}</p></main> }.into_any()
}
