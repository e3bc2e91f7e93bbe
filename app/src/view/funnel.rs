//! The two figures of the first page, and why they differ.

use leptos::prelude::*;
use shared::figures::Funnel;

use crate::{place::Page, scene::Scene};

/// 120 came true of 128 claimed, with all that became of the other eight.
pub fn funnel(scene: &Scene, funnel: &Funnel) -> AnyView {
    let t = &scene.t.home;
    let (fulfilled, claimed) = (funnel.fulfilled, funnel.claimed);
    view! {
        <section class="card figures">
            <h2 class="small">{t.together}</h2>
            <p class="large"><b>{fulfilled}</b> <span>{t.came_true}<small>{(t.claimed)(claimed)}</small></span></p>
            {bar(fulfilled, claimed, (t.bar)(fulfilled, claimed))}
            {rest(scene, funnel)}
            <a class="more" href=scene.to(Page::Figures)>{t.how_counted}</a>
        </section>
    }
    .into_any()
}

fn rest(scene: &Scene, funnel: &Funnel) -> Option<AnyView> {
    let t = &scene.t.home;
    let parts: Vec<String> =
        funnel.claimed_rest.iter().map(|part| (t.part)(part.status, part.count)).collect();
    let count = funnel.claimed - funnel.fulfilled;
    let say = || view! { <p><small>{(t.rest)(count, &parts.join(t.comma))}</small></p> }.into_any();
    (count > 0).then(say)
}

/// How much of the whole, as a picture with words for those who do not see it.
pub fn bar(part: i64, whole: i64, says: String) -> AnyView {
    let width = (part.max(0) * 1000).checked_div(whole).unwrap_or(0).clamp(0, 1000);
    view! {
        <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=says>
            <rect class="whole" width="1000" height="10"/>
            <rect class="part" width=width.to_string() height="10"/>
        </svg>
    }
    .into_any()
}
