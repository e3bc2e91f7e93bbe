//! Saying that something is wrong with what is public. What was typed is kept until it is sent.

use leptos::prelude::*;
use shared::{
    api::{GetMarket, GetRound, GetWish, MakeReport},
    community::CommunityKey,
    problem::Problem,
    report::{About, NewReport, ReportReason},
    wish::PublicWish,
};

use super::{my_wish_steps::without_reason, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{ChoiceField, TextField},
        form::Form,
        load::{Load, loaded_part},
    },
    draft::{forget, kept_text},
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        card::preview,
        frame::{Frame, frame, heading},
    },
};

/// What is filled in.
#[derive(Clone, Copy)]
struct Reporting {
    about: About,
    attempt: Attempt,
    reason: RwSignal<Option<ReportReason>>,
    words: RwSignal<String>,
    sent: RwSignal<bool>,
}

/// As the reader sees what is reported, to be sure that it is this one.
#[derive(Clone)]
enum Shown {
    Wish(Box<PublicWish>),
    Named(String),
}

async fn shown(key: CommunityKey, about: About) -> Result<Shown, Problem> {
    Ok(match about {
        About::Wish(id) => Shown::Wish(Box::new(call(GetWish, (key, id), ()).await?)),
        About::Round(id) => Shown::Named(call(GetRound, (key, id), ()).await?.round.name),
        About::Market(id) => Shown::Named(call(GetMarket, (key, id), ()).await?.title),
    })
}

/// Where the reader came from, and goes back to.
fn back(about: About) -> Page {
    match about {
        About::Wish(id) => Page::Wish(id),
        About::Round(id) => Further::Round(id).page(),
        About::Market(id) => Further::Market(id).page(),
    }
}

/// Under which what was typed is kept.
fn draft(about: About) -> String {
    match about {
        About::Wish(id) => format!("report.{id}"),
        About::Round(id) => format!("report.{id}"),
        About::Market(id) => format!("report.{id}"),
    }
}

pub fn page(scene: &Scene, about: About) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let words = kept_text(&draft(about), "");
        let (reason, sent) = (RwSignal::new(None), RwSignal::new(false));
        let reporting = Reporting { about, attempt: Attempt::new(), reason, words, sent };
        travel::travel().arrived(drawn.title(drawn.t.reporting.title));
        let (key, scene) = (drawn.community.key.clone(), drawn.clone());
        let found = Load::new(move || shown(key.clone(), about));
        (move || match sent.get() {
            true => thanks(&scene, about),
            false => form(&scene, found, reporting),
        })
        .into_any()
    });
    let name = match about {
        About::Wish(_) => scene.t.common.wishes,
        About::Round(_) => scene.t.rounds.title,
        About::Market(_) => scene.t.markets.title,
    };
    frame(scene, Frame::below(scene.to(back(about)), name), page)
}

fn form(scene: &Scene, found: Load<Shown>, reporting: Reporting) -> AnyView {
    let (t, attempt) = (&scene.t.reporting, reporting.attempt);
    let (key, drawn) = (scene.community.key.clone(), scene.clone());
    let reasons: Vec<_> = ReportReason::ALL
        .map(|it| {
            let (says, more) = (t.reasons)(it);
            (it, says, more)
        })
        .to_vec();
    let submit = Box::new(move || {
        let (chosen, words) = (reporting.reason.get_untracked(), reporting.words.get_untracked());
        let reason = chosen.unwrap_or(ReportReason::Other);
        let report = NewReport { about: reporting.about, reason, words };
        let report = match (chosen, report.check()) {
            (Some(_), Ok(report)) => report,
            (None, checked) => return attempt.refuse(without_reason(checked.err())),
            (_, Err(problem)) => return attempt.refuse(problem),
        };
        let travel = travel::travel();
        attempt.run(MakeReport, key.clone(), report, move |()| {
            forget(&draft(reporting.about));
            reporting.sent.set(true);
            travel.to_heading();
        });
    });
    let urgent = (t.urgent)(&scene.community.phone);
    view! {
        <div class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            <section class="preview" aria-label=t.about>
                {loaded_part(found, move |it: &Shown| match it {
                    Shown::Wish(wish) => preview(&drawn, wish),
                    Shown::Named(name) => view! { <p class="card"><strong>{name.clone()}</strong></p> }.into_any(),
                })}
            </section>
            <Form attempt button=t.send dock=true submit>
                <ChoiceField attempt name="reason" label=t.reason value=reporting.reason choices=reasons/>
                <TextField attempt name="words" label=t.words hint=t.words_hint value=reporting.words
                    rows=3 longest=200 optional=true/>
                <p class="hint">{urgent}</p>
            </Form>
        </div>
    }
    .into_any()
}

fn thanks(scene: &Scene, about: About) -> AnyView {
    let t = &scene.t.reporting;
    view! {
        <div class="page">
            {heading(t.sent)}
            <p>{t.sent_more}</p>
            <p>{(t.urgent)(&scene.community.phone)}</p>
            <a class="button" href=scene.to(back(about))>{t.back}</a>
        </div>
    }
    .into_any()
}
