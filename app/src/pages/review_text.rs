//! The marks in a wish on the desk: each is a handle that takes its words out.

use leptos::prelude::*;
use shared::leak::Leak;

use super::review::Reviewing;
use crate::{
    components::leaks::{in_words, kinds_of, redact, stretches},
    text,
};

/// The text with handles, as long as there is something to take out.
pub fn handles(reviewing: Reviewing) -> AnyView {
    let (t, Reviewing { title, story, when, minor, .. }) = (&text::now().review, reviewing);
    (move || {
        let of_child = minor.get();
        let (count, found) = kinds_of(&[&title.read(), &story.read(), &when.read()], of_child);
        if count == 0 {
            return view! { <p class="hint" role="status">{t.clean}</p> }.into_any();
        }
        let all = move |_| {
            for text in [title, story, when] {
                text.update(|text| *text = redact(text, of_child));
            }
        };
        view! {
            <div class="notice">
                <p role="status"><strong>{(t.leaks)(count, &in_words(&found))}</strong> " " {t.leaks_more}</p>
                <div class="marked">{[title, story, when].map(|text| with_handles(text, of_child))}</div>
                <button type="button" class="button plain" on:click=all>{t.take_out_all}</button>
            </div>
        }
        .into_any()
    })
    .into_any()
}

fn with_handles(text: RwSignal<String>, of_child: bool) -> Option<AnyView> {
    let parts = stretches(&text.read(), of_child);
    if !parts.iter().any(|(_, leak)| leak.is_some()) {
        return None;
    }
    let parts = parts.into_iter().map(|(words, leak)| match leak {
        Some(leak) => handle(text, words, leak),
        None => words.into_any(),
    });
    Some(view! { <p class="story">{parts.collect_view()}</p> }.into_any())
}

fn handle(text: RwSignal<String>, words: String, leak: Leak) -> AnyView {
    let t = text::now();
    let label = (t.review.take_out)((t.names.leak)(leak.kind), &words);
    let take_out = move |_| {
        text.update(|text| {
            let kept = text.chars().enumerate();
            let kept = kept.filter(|(at, _)| !(leak.start..leak.end).contains(at));
            *text = kept.map(|(_, c)| c).collect();
        });
    };
    view! {
        <button type="button" class="take-out" aria-label=label on:click=take_out><mark>{words}</mark></button>
    }
    .into_any()
}
