//! What became of all wishes, as tables with what each figure means.

use leptos::prelude::*;
use shared::figures::Funnel;

use super::{card::mark, frame::heading, funnel::bar};
use crate::scene::Scene;

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
            <p><small>{(t.at)(&(scene.t.times.minute)(funnel.at))}</small></p>
            <p><small>{t.wrong}</small></p>
        </article>
    }
    .into_any()
}

fn steps(scene: &Scene, funnel: &Funnel) -> AnyView {
    let t = &scene.t.figures;
    let step = |name: &'static str, means: &'static str, count: i64| {
        let says = format!("{count} / {}", funnel.posted);
        view! {
            <div>
                <dt>{name}</dt>
                <dd><b>{count}</b> {bar(count, funnel.posted, says)} <small>{means}</small></dd>
            </div>
        }
        .into_any()
    };
    view! {
        <dl class="funnel">
            {step(t.posted, t.posted_means, funnel.posted)}
            {step(t.approved, t.approved_means, funnel.approved)}
            {step(t.claimed, t.claimed_means, funnel.claimed)}
            {step(t.fulfilled, t.fulfilled_means, funnel.fulfilled)}
        </dl>
    }
    .into_any()
}

fn rest(scene: &Scene, funnel: &Funnel) -> AnyView {
    let (t, home) = (&scene.t.figures, &scene.t.home);
    let count = funnel.claimed - funnel.fulfilled;
    if count <= 0 {
        return view! { <p>{t.rest_none}</p> }.into_any();
    }
    let parts = funnel.claimed_rest.iter();
    let parts = parts.map(|part| view! { <li>{(home.part)(part.status, part.count)}</li> });
    view! {
        <section class="card">
            <h2 class="small">{(t.rest)(count)}</h2>
            <ul class="plain-list">{parts.collect_view()}</ul>
        </section>
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
            <table>
                <thead><tr><th scope="col">{t.step}</th><th scope="col">{t.count}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot><tr><th scope="row">{t.sum}</th><td>{funnel.posted}</td></tr></tfoot>
            </table>
        </section>
    }
    .into_any()
}
