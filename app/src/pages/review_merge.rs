//! Which wish a new one is the same as: of the same kind and place first, or found by words.

use std::time::Duration;

use leptos::{leptos_dom::helpers::debounce, prelude::*};
use shared::{
    api::ListWishes,
    wish::{PublicWish, ReviewWish, WishFilter, WishPage},
};

use super::review::Reviewing;
use crate::{
    api::call,
    components::{
        field::{error_of, id_of},
        load::{Load, loaded_part},
    },
    scene::Scene,
};

/// So long a pause means that the word is written.
const PAUSE: Duration = Duration::from_millis(350);
/// How many can be compared at a glance.
const MOST: usize = 6;

/// The waiting wishes that come into question, as large choices.
pub fn choice(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (t, key) = (&scene.t.deciding, scene.community.key.clone());
    reviewing.attempt.label("into", t.merge_with);
    let (q, kind) = (RwSignal::new(String::new()), wish.kind);
    let found = Load::new(move || {
        let q = q.get();
        let kind = q.is_empty().then_some(kind);
        call(ListWishes, key.clone(), WishFilter { kind, q, ..WishFilter::default() })
    });
    let mut later = debounce(PAUSE, move |words: String| q.set(words.trim().to_owned()));
    let (drawn, place) = (scene.clone(), wish.place_name.clone());
    let list = loaded_part(found, move |page: &WishPage| {
        let mut wishes = page.wishes.clone();
        // The neighbours of the same grid first.
        wishes.sort_by_key(|it| it.place_name != place);
        wishes.truncate(MOST);
        choices(&drawn, &wishes, reviewing)
    });
    view! {
        <div class="field">
            <label for="merge-words">{t.merge_find}</label>
            <input id="merge-words" type="search" autocomplete="off" enterkeyhint="search"
                on:input=move |event| later(event_target_value(&event))/>
        </div>
        <fieldset class="field">
            <legend>{t.merge_with}</legend>
            {error_of(reviewing.attempt, "into")}
            {list}
        </fieldset>
    }
    .into_any()
}

fn choices(scene: &Scene, wishes: &[PublicWish], reviewing: Reviewing) -> AnyView {
    let t = &scene.t.deciding;
    if wishes.is_empty() {
        return view! { <p class="hint" role="status">{t.merge_none}</p> }.into_any();
    }
    let all = wishes.iter().enumerate().map(|(at, wish)| {
        let (into, wish) = (wish.id, wish.clone());
        let id = if at == 0 { id_of("into") } else { format!("{}-{at}", id_of("into")) };
        let waits = (scene.t.times.waited)(scene.now.days_since(wish.opened_at));
        view! {
            <div class="choice">
                <input type="radio" id=id.clone() name="into"
                    prop:checked=move || reviewing.into.get() == Some(into)
                    on:change=move |_| reviewing.into.set(Some(into))/>
                <label for=id>{wish.title} <small>{wish.place_name} " · " {waits}</small></label>
            </div>
        }
    });
    view! { <div class="choices">{all.collect_view()}</div> }.into_any()
}
