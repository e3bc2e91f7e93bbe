//! Somebody said that something is wrong with what is public: look into it, then answer.

use leptos::prelude::*;
use shared::{
    api::{AnswerReport, GetDesk},
    id::ReportId,
    report::{About, Report, ReportAnswer},
    wish::{DeskPage, DeskThing},
};

use super::{desk::staff_only, review_decide::ending};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::TextField,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, dock, frame, heading},
        icon::{Icon, icon},
    },
};

/// What outlives a new answer about the desk.
#[derive(Clone, Copy)]
struct Answering {
    id: ReportId,
    attempt: Attempt,
    words: RwSignal<String>,
    sent: RwSignal<bool>,
}

pub fn page(scene: &Scene, id: ReportId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let desk = Load::new(move || call(GetDesk, key.clone(), ()));
        let (attempt, words, sent) = Default::default();
        let answering = Answering { id, attempt, words, sent };
        loaded_for_staff(desk, move |page: &DeskPage| {
            travel.arrived(scene.title(scene.t.reports.title));
            one(&scene, page, answering)
        })
    });
    frame(scene, Frame::below(scene.to(Page::Desk), scene.t.common.desk), page)
}

fn one(scene: &Scene, page: &DeskPage, answering: Answering) -> AnyView {
    let found = page.queue.iter().find_map(|entry| match &entry.thing {
        DeskThing::Report(it) if it.id == answering.id => Some(it.clone()),
        _ => None,
    });
    let scene = scene.clone();
    (move || {
        let t = &scene.t.reports;
        match (answering.sent.get(), &found) {
            (true, _) => ending(&scene, t.sent, t.sent_more),
            (false, Some(it)) => report(&scene, it, answering),
            (false, None) => ending(&scene, t.over, t.over_more),
        }
    })
    .into_any()
}

fn report(scene: &Scene, it: &Report, answering: Answering) -> AnyView {
    let (t, attempt) = (&scene.t.reports, answering.attempt);
    // Where everybody reads it, and where staff do something about it.
    let (public, desk, symbol, look, more) = match it.about {
        About::Wish(id) => (Page::Wish(id), Page::StaffWish(id), Icon::Heart, t.look, t.look_more),
        About::Round(id) => {
            let desk = Further::HoldRound(id).page();
            (Further::Round(id).page(), desk, Icon::Heart, t.look_round, t.look_round_more)
        }
        About::Market(id) => {
            let desk = Further::DeskMarket(id).page();
            (Further::Market(id).page(), desk, Icon::Tent, t.look_market, t.look_market_more)
        }
    };
    let words = if it.words.is_empty() { t.no_words.to_owned() } else { it.words.clone() };
    let ready = t.ready.iter().map(|words| {
        let take = move |_| answering.words.set((*words).to_owned());
        view! { <button type="button" class="chip" on:click=take>{*words}</button> }
    });
    view! {
        <article class="page">
            {heading(t.title)}
            <section class="notice">
                <h2 class="small">{(scene.t.reporting.reasons)(it.reason).0}</h2>
                <p class="story">{words}</p>
                <p class="hint">{(t.at)(&(scene.t.times.minute)(it.at))} " · " {t.secret}</p>
            </section>
            <section class="group">
                <h2>{t.about}</h2>
                <a class="card wish" href=scene.to(public)>
                    <span class="kind">{icon(symbol)}</span>
                    <strong>{it.title.clone()}</strong>
                </a>
                <a class="button plain" href=scene.to(desk)>{look}</a>
                <p class="hint">{more}</p>
            </section>
            <section class="card">
                {acted(attempt)}
                <div class="chips ready">{ready.collect_view()}</div>
                <TextField attempt name="words" label=t.answer hint=t.answer_hint value=answering.words
                    rows=3 longest=200/>
            </section>
        </article>
        {dock(send(scene, answering))}
    }
    .into_any()
}

fn send(scene: &Scene, answering: Answering) -> AnyView {
    let (t, attempt, key) = (&scene.t.reports, answering.attempt, scene.community.key.clone());
    let travel = travel::travel();
    let send = move || {
        let words = answering.words.get_untracked();
        match (ReportAnswer { words }).check() {
            Err(problem) => attempt.refuse(problem),
            Ok(input) => attempt.run(AnswerReport, (key.clone(), answering.id), input, move |_| {
                answering.sent.set(true);
                travel.to_heading();
            }),
        }
    };
    attempt.button("button", t.send, send)
}
