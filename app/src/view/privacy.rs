//! The privacy notice.

use leptos::prelude::*;
use shared::person::NOTICE_VERSION;

use super::frame::heading;
use crate::scene::Scene;

/// All of it, in plain words.
pub fn privacy(scene: &Scene) -> AnyView {
    let (t, community) = (&scene.t.privacy, &scene.community);
    let sections = t.sections.iter().map(|section| {
        let sentences = section.sentences.iter().map(|sentence| view! { <p>{*sentence}</p> });
        view! { <section class="card"><h2>{section.heading}</h2>{sentences.collect_view()}</section> }
    });
    view! {
        <article class="page prose">
            {heading(t.title)}
            <p><small>{(t.version)(NOTICE_VERSION)} " " {t.news}</small></p>
            <p class="lead">{t.short}</p>
            {sections.collect_view()}
            <p>{(t.ask)(&community.name, &community.phone)}</p>
        </article>
    }
    .into_any()
}
