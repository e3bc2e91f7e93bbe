//! Find one's own grid by courtyard or street.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    api::FindNodes,
    grid::{NodeQuery, PublicNode},
};

use super::show;
use crate::{
    api::call,
    components::load::{Load, loaded_part},
    place::Page,
    scene::Scene,
    view::{
        frame::{Frame, Tab, empty, heading},
        icon::{Icon, icon},
        node::nodes,
    },
};

pub fn page(scene: &Scene) -> AnyView {
    let t = scene.t;
    let (key, typed, asked) =
        (scene.community.key.clone(), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = Load::new(move || {
        call(FindNodes, key.clone(), NodeQuery { q: asked.get().trim().to_owned() })
    });
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        asked.set(typed.get_untracked());
    };
    let drawn = scene.clone();
    let page = view! {
        {heading(t.grid.find)}
        <p>{t.grid.find_more}</p>
        <form class="search" role="search" on:submit=search>
            <label class="unseen" for="q">{t.grid.words}</label>
            <input id="q" name="q" type="search" autocomplete="off" enterkeyhint="search"
                placeholder=t.grid.words_hint
                prop:value=move || typed.get() on:input=move |it| typed.set(event_target_value(&it))/>
            <button class="tool" aria-label=t.grid.search>{icon(Icon::Search)}</button>
        </form>
        {loaded_part(found, move |found: &Vec<PublicNode>| results(&drawn, found))}
    };
    let above = Frame::below_tab(scene.to(Page::Home), t.common.home, Tab::Home);
    show(scene, above, t.grid.find, page.into_any())
}

fn results(scene: &Scene, found: &[PublicNode]) -> AnyView {
    let t = &scene.t.grid;
    match found {
        [] => view! { <div role="status">{empty(t.none, t.none_more, ().into_any())}</div> }
            .into_any(),
        found => view! {
            <p class="found" role="status">{(t.found)(found.len())}</p>
            {nodes(scene, found)}
        }
        .into_any(),
    }
}
