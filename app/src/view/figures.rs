//! What became of all wishes, as tables with what each figure means.

use leptos::prelude::*;
use shared::figures::{Funnel, FunnelPart};

use super::{
    card::{colour, mark},
    frame::heading,
    funnel::bar,
};
use crate::{place_further::Further, scene::Scene};

/// The funnel, the rest explained, and where every wish is now.
pub fn figures(scene: &Scene, funnel: &Funnel) -> AnyView {
    let t = &scene.t.figures;
    view! {
        <article class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            <section class="card">
                <h2 class="small">{t.funnel}</h2>
                {steps(scene, funnel)}
            </section>
            {rest(scene, funnel)}
            {now(scene, funnel)}
            <a class="more" href=scene.to(Further::Rounds.page())>{scene.t.rounds.title}</a>
            <p><small>{(t.at)(&(scene.t.times.minute)(funnel.at))}</small></p>
            <p><small>{t.wrong}</small></p>
        </article>
    }
    .into_any()
}

/// Each figure opens what it means, what it is made of, and up to when it was counted.
fn steps(scene: &Scene, funnel: &Funnel) -> AnyView {
    let t = &scene.t.figures;
    let at = (t.at)(&(scene.t.times.minute)(funnel.at));
    let step = |name: &'static str, means: &'static str, count: i64, parts: &[FunnelPart]| {
        let says = format!("{count} / {}", funnel.posted);
        view! {
            <details class="figure">
                <summary>
                    <span>{name}</span> <b>{count}</b>
                    {bar(count, funnel.posted, says)}
                </summary>
                <p>{means}</p>
                {list(scene, parts)}
                <p><small>{at.clone()}</small></p>
            </details>
        }
        .into_any()
    };
    view! {
        <p class="hint">{t.open}</p>
        <div class="funnel">
            {step(t.posted, t.posted_means, funnel.posted, &funnel.parts)}
            {step(t.approved, t.approved_means, funnel.approved, &[])}
            {step(t.claimed, t.claimed_means, funnel.claimed, &funnel.claimed_rest)}
            {step(t.fulfilled, t.fulfilled_means, funnel.fulfilled, &[])}
        </div>
    }
    .into_any()
}

fn list(scene: &Scene, parts: &[FunnelPart]) -> AnyView {
    let parts = parts.iter();
    let parts = parts.map(|it| view! { <li>{(scene.t.home.part)(it.status, it.count)}</li> });
    view! { <ul class="plain-list">{parts.collect_view()}</ul> }.into_any()
}

fn rest(scene: &Scene, funnel: &Funnel) -> AnyView {
    let t = &scene.t.figures;
    let count = funnel.claimed - funnel.fulfilled;
    if count <= 0 {
        return view! { <p>{t.rest_none}</p> }.into_any();
    }
    view! {
        <section class="card">
            <h2 class="small">{(t.rest)(count)}</h2>
            {list(scene, &funnel.claimed_rest)}
        </section>
    }
    .into_any()
}

/// All wishes as one bar, each part as wide as it is large; the table beside it says the same.
fn stack(scene: &Scene, funnel: &Funnel) -> AnyView {
    let mut from = 0;
    let parts = funnel.parts.iter().map(|part| {
        let at = from;
        from += part.count;
        let class = colour(part.status);
        view! { <rect class=class x=at.to_string() width=part.count.to_string() height="10"/> }
    });
    let parts = parts.collect_view();
    let frame = format!("0 0 {} 10", funnel.posted.max(1));
    view! {
        <svg class="bar stack" viewBox=frame preserveAspectRatio="none" role="img" aria-label=scene.t.figures.now>
            {parts}
        </svg>
    }
    .into_any()
}

fn now(scene: &Scene, funnel: &Funnel) -> AnyView {
    let t = &scene.t.figures;
    let rows = funnel.parts.iter().map(|part| {
        view! {
            <tr>
                <th scope="row">{mark(scene, part.status, None)}<small>{(t.means)(part.status)}</small></th>
                <td>{part.count}</td>
            </tr>
        }
    });
    view! {
        <section class="card">
            <h2 class="small">{t.now}</h2>
            <p><small>{(t.now_more)(funnel.posted)}</small></p>
            {stack(scene, funnel)}
            <table>
                <thead><tr><th scope="col">{t.step}</th><th scope="col">{t.count}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot><tr><th scope="row">{t.sum}</th><td>{funnel.posted}</td></tr></tfoot>
            </table>
        </section>
    }
    .into_any()
}
