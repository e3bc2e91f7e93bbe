//! Whether the server does by itself what it should: messages, and what is done again and again.

use leptos::prelude::*;
use shared::{
    api::GetHealth,
    health::{Health, JobRun},
    time::Millis,
};

use super::{desk::staff_only, show};
use crate::{
    api::call,
    components::{load::Load, step_up::loaded_for_staff},
    place::Page,
    scene::Scene,
    view::frame::{Frame, Tab, heading},
};

/// Deadlines are looked at all the time, the rest once a day or more often.
const DEADLINES: &str = "timers";
const LATE_DEADLINES: i64 = 15 * Millis::MINUTE;
const LATE: i64 = 2 * Millis::DAY;

pub fn page(scene: &Scene) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let health = Load::new(move || call(GetHealth, key.clone(), ()));
        loaded_for_staff(health, move |it: &Health| view(&scene, it, health))
    });
    let above = Frame::below_tab(scene.to(Page::Desk), scene.t.common.desk, Tab::Desk);
    show(scene, above, scene.t.health.title, page)
}

fn is_late(job: &JobRun, now: Millis) -> bool {
    let most = if job.name == DEADLINES { LATE_DEADLINES } else { LATE };
    job.last_ran_at.after(most) < now
}

fn view(scene: &Scene, it: &Health, health: Load<Health>) -> AnyView {
    let (t, now) = (&scene.t.health, crate::clock::now());
    let late = it.timers.failing > 0 || it.jobs.iter().any(|job| is_late(job, now));
    let behind = it.messages.behind || late;
    let (class, title, more) = match behind {
        true => ("notice", t.behind, t.behind_more),
        false => ("notice good", t.good, t.good_more),
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <section class=class role="status"><p><strong>{title}</strong></p><p>{more}</p></section>
            {messages(scene, it)}
            {jobs(scene, it, now)}
            <button type="button" class="button plain" on:click=move |_| health.again()>{t.again}</button>
        </div>
    }
    .into_any()
}

fn messages(scene: &Scene, it: &Health) -> AnyView {
    let (t, it, minute) = (&scene.t.health, &it.messages, scene.t.times.minute);
    let at = |at: Option<Millis>| at.map_or_else(|| t.never.to_owned(), minute);
    let since = it.oldest_waiting_since.map(|since| {
        view! { <div><dt>{t.waiting_since}</dt><dd>{minute(since)}</dd></div> }
    });
    let lost = (it.given_up > 0).then(|| view! { <p class="hint">{t.given_up_more}</p> });
    view! {
        <section class="card">
            <h2 class="small">{t.messages}</h2>
            <dl class="rows">
                <div><dt>{t.waiting}</dt><dd>{it.waiting}</dd></div>
                {since}
                <div><dt>{t.last_sent}</dt><dd>{at(it.last_sent_at)}</dd></div>
            </dl>
            <h3 class="hint">{t.week}</h3>
            <dl class="rows">
                <div><dt>{t.given_up}</dt><dd>{it.given_up}</dd></div>
                <div><dt>{t.suppressed}</dt><dd>{it.suppressed}</dd></div>
            </dl>
            {lost}
        </section>
    }
    .into_any()
}

fn jobs(scene: &Scene, it: &Health, now: Millis) -> AnyView {
    let t = &scene.t.health;
    let rows = it.jobs.iter().map(|job| {
        let late = is_late(job, now).then(|| view! { <span class="mark open">{t.late}</span> });
        let ran = (t.ran)(&(scene.t.times.minute)(job.last_ran_at));
        view! { <div><dt>{(t.job)(&job.name)} " " {late}</dt><dd>{ran}</dd></div> }
    });
    let rows = rows.collect_view();
    let none = it.jobs.is_empty().then(|| view! { <p class="hint">{t.no_jobs}</p> });
    view! {
        <section class="card">
            <h2 class="small">{t.jobs}</h2>
            {none}
            <dl class="rows">{rows}</dl>
        </section>
    }
    .into_any()
}
