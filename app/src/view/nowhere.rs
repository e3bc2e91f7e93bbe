//! No such page.

use leptos::prelude::*;

use super::frame::heading;
use crate::{place::Page, scene::Scene};

/// What may have happened, and where to go.
pub fn nowhere(scene: &Scene) -> AnyView {
    let t = &scene.t.common;
    view! {
        <div class="page">
            {heading(t.nowhere)}
            <p>{t.nowhere_more}</p>
            <a class="button" href=scene.to(Page::Home)>{t.to_home}</a>
        </div>
    }
    .into_any()
}
