//! Where a server serves several communities: which one is yours?

use std::sync::Arc;

use leptos::prelude::*;
use shared::community::Community;

use super::show;
use crate::{
    place::Page,
    scene::Scene,
    view::{
        frame::{Frame, heading},
        icon::{Icon, icon},
    },
};

/// The communities, by name and district.
pub fn page(scene: &Scene, known: &[Arc<Community>]) -> AnyView {
    let t = &scene.t.home;
    let links = known.iter().map(|community| {
        view! {
            <li>
                <a class="card row-link" href=Page::Home.path(&community.key)>
                    <span class="kind">{icon(Icon::Place)}</span>
                    <strong>{community.name.clone()}</strong>
                    <small>{community.district.clone()}</small>
                </a>
            </li>
        }
    });
    let page = view! {
        {heading(t.which)}
        <ul class="cards">{links.collect_view()}</ul>
    };
    show(scene, Frame { back: None, tab: None }, t.which, page.into_any())
}
