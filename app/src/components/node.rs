//! Choosing a node of the grid by courtyard or street.

use std::time::Duration;

use leptos::{leptos_dom::helpers::debounce, prelude::*};
use shared::{
    api::FindNodes,
    grid::{NodeQuery, PublicNode},
};

use super::{
    attempt::Attempt,
    field::{error_of, id_of},
    load::{Load, loaded_part},
};
use crate::{
    api::call,
    scene::Scene,
    travel,
    view::icon::{Icon, icon},
};

const NAME: &str = "node";
/// So long a pause means that the word is written.
const PAUSE: Duration = Duration::from_millis(350);

/// The chosen node, or a search for one.
#[component]
pub fn NodeField(
    attempt: Attempt,
    scene: Scene,
    label: &'static str,
    hint: &'static str,
    value: RwSignal<Option<PublicNode>>,
) -> impl IntoView {
    attempt.labels.update_value(|labels| labels.push((NAME, label)));
    let body = move || match value.get() {
        Some(node) => chosen(&scene, &node, value),
        None => search(&scene, hint, value),
    };
    view! {
        <fieldset class="field">
            <legend>{label}</legend>
            {error_of(attempt, NAME)}
            {body}
        </fieldset>
    }
    .into_any()
}

/// The way to a node: "汉唐街社区 › 第二网格".
fn above(node: &PublicNode) -> String {
    match node.streets.is_empty() {
        true => node.above.join(" › "),
        false => node.streets.clone(),
    }
}

fn chosen(scene: &Scene, node: &PublicNode, value: RwSignal<Option<PublicNode>>) -> AnyView {
    let change = move |_| {
        value.set(None);
        request_animation_frame(focus);
    };
    view! {
        <div class="picked">
            <span>{icon(Icon::Place)}</span>
            <p><strong>{node.name.clone()}</strong> <small>{above(node)}</small></p>
            <button type="button" id=id_of(NAME) class="button plain small" on:click=change>
                {scene.t.making.node_change}
            </button>
        </div>
    }
    .into_any()
}

fn search(scene: &Scene, hint: &'static str, value: RwSignal<Option<PublicNode>>) -> AnyView {
    let t = scene.t;
    let (asked, key) = (RwSignal::new(String::new()), scene.community.key.clone());
    let found = Load::new(move || {
        call(FindNodes, key.clone(), NodeQuery { q: asked.get().trim().to_owned() })
    });
    let mut later = debounce(PAUSE, move |words: String| asked.set(words));
    let drawn = scene.clone();
    view! {
        <p class="hint" id="hint-node">{hint}</p>
        <input id=id_of(NAME) type="search" autocomplete="off" enterkeyhint="search"
            aria-label=t.grid.words aria-describedby="hint-node" placeholder=t.making.node_words
            on:input=move |event| later(event_target_value(&event))
            on:keydown=move |event| {
                // Enter looks, and does not send the form around.
                if event.key() == "Enter" {
                    event.prevent_default();
                    asked.set(event_target_value(&event));
                }
            }/>
        {loaded_part(found, move |found: &Vec<PublicNode>| results(&drawn, found, value))}
    }
    .into_any()
}

fn results(scene: &Scene, found: &[PublicNode], value: RwSignal<Option<PublicNode>>) -> AnyView {
    let t = &scene.t.grid;
    let choices = found.iter().map(|node| {
        let (name, above, node) = (node.name.clone(), above(node), node.clone());
        let choose = move |_| {
            value.set(Some(node.clone()));
            request_animation_frame(focus);
        };
        view! {
            <li><button type="button" class="pick" on:click=choose>
                <strong>{name}</strong> <small>{above}</small>
            </button></li>
        }
    });
    let none = found.is_empty().then(|| view! { <p>{t.none} " " {t.none_more}</p> });
    view! {
        <div class="hint" role="status">{none}</div>
        <ul class="picks">{choices.collect_view()}</ul>
    }
    .into_any()
}

fn focus() {
    document().get_element_by_id(&id_of(NAME)).iter().for_each(travel::focus);
}
