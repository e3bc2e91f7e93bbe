//! Where a server serves several communities: which one is yours?

use leptos::prelude::*;
use shared::{api::ListCommunities, community::Community};

use super::show;
use crate::{
    api::call,
    components::load::{Load, loaded_part},
    place::Page,
    scene::Scene,
    view::{
        frame::{Frame, heading},
        icon::{Icon, icon},
    },
};

/// The communities, by name and district.
pub fn page(scene: &Scene) -> AnyView {
    let t = &scene.t.home;
    let known = Load::new(|| call(ListCommunities, (), ()));
    let page =
        view! { {heading(t.which)} {loaded_part(known, |known: &Vec<Community>| list(known))} };
    show(scene, Frame { back: None, tab: None }, t.which, page.into_any())
}

fn list(known: &[Community]) -> AnyView {
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
    view! { <ul class="cards">{links.collect_view()}</ul> }.into_any()
}
