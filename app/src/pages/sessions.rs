//! In which browsers this person is signed in; a part of the settings.

use leptos::prelude::*;
use shared::{
    api::{EndSession, ListSessions},
    person::Session,
};

use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::{Load, loaded_part},
    },
    scene::Scene,
    travel,
};

/// Nothing, for someone who is not signed in.
pub fn part(scene: &Scene) -> AnyView {
    let (t, drawn) = (&scene.t.sessions, scene.clone());
    let (all, attempt) = (Load::new(|| call(ListSessions, (), ())), Attempt::new());
    let list = loaded_part(all, move |sessions: &Vec<Session>| {
        let rows = sessions.iter().map(|session| row(&drawn, session, all, attempt));
        view! { <ul class="devices">{rows.collect_view()}</ul> }.into_any()
    });
    view! {
        <h2 class="small">{scene.t.settings.sessions}</h2>
        {attempt.notice()}
        {list}
        <p class="hint">{t.out_more}</p>
    }
    .into_any()
}

fn row(scene: &Scene, session: &Session, all: Load<Vec<Session>>, attempt: Attempt) -> AnyView {
    let (t, id, travel) = (&scene.t.sessions, session.id, travel::travel());
    let device = match session.device.is_empty() {
        true => t.unknown.to_owned(),
        false => session.device.clone(),
    };
    let used = (t.used)(&(scene.t.times.ago)(scene.now, session.last_used_at));
    let end = move |_| {
        attempt.run(EndSession, id, (), move |rest: Vec<Session>| {
            all.set(rest);
            travel.say(t.ended);
        });
    };
    let end = match session.this {
        true => view! { <span class="mark done">{t.this}</span> }.into_any(),
        false => view! {
            <button type="button" class="button plain small" aria-label=(t.end_that)(&device) on:click=end>{t.end}</button>
        }
        .into_any(),
    };
    view! {
        <li class="between">
            <p>{device} <br/><small>{used}</small></p>
            {end}
        </li>
    }
    .into_any()
}
