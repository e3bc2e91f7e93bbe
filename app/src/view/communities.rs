//! Where a server serves several communities: which one is yours?

use std::sync::Arc;

use leptos::prelude::*;
use shared::community::Community;

use super::{
    frame::{heading, tel},
    icon::{Icon, icon},
};
use crate::{place::Page, scene::Scene};

/// The communities, by name and district, each with its telephone. Around them is no frame, which
/// would be that of one of them.
pub fn communities(scene: &Scene, known: &[Arc<Community>]) -> AnyView {
    let t = scene.t;
    let each = known.iter().map(|community| {
        let (key, phone) = (&community.key, community.phone.clone());
        let call = (t.common.call_to)(&phone);
        view! {
            <li class="card community">
                <a class="row-link" href=Page::Home.path(key)>
                    <span class="kind">{icon(Icon::Place)}</span>
                    <strong>{community.name.clone()}</strong>
                    <small>{community.district.clone()}</small>
                </a>
                <a class="more" href=tel(&phone)>{icon(Icon::Phone)} {call}</a>
            </li>
        }
    });
    view! {
        <a class="skip" href="#main">{t.common.skip}</a>
        <header class="top">
            <span class="back">{t.common.name}</span>
            <div class="tools">{(scene.care)(scene)}</div>
        </header>
        <main id="main" tabindex="-1">
            {heading(t.home.which)}
            <ul class="cards">{each.collect_view()}</ul>
        </main>
    }
    .into_any()
}

/// The name of the page, which is of no community.
pub fn title(scene: &Scene) -> String {
    format!("{} · {}", scene.t.home.which, scene.t.common.name)
}
