//! Saying that something is wrong with a public wish. What was typed is kept until it is sent.

use leptos::prelude::*;
use shared::{
    api::{GetWish, ReportWish},
    id::WishId,
    wish::{NewReport, PublicWish, ReportReason},
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
    id: WishId,
    attempt: Attempt,
    reason: RwSignal<Option<ReportReason>>,
    words: RwSignal<String>,
    sent: RwSignal<bool>,
}

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let words = kept_text(&format!("report.{id}"), "");
        let (reason, sent) = (RwSignal::new(None), RwSignal::new(false));
        let reporting = Reporting { id, attempt: Attempt::new(), reason, words, sent };
        travel::travel().arrived(drawn.title(drawn.t.reporting.title));
        let (key, scene) = (drawn.community.key.clone(), drawn.clone());
        let wish = Load::new(move || call(GetWish, (key.clone(), id), ()));
        (move || match sent.get() {
            true => thanks(&scene, id),
            false => form(&scene, wish, reporting),
        })
        .into_any()
    });
    frame(scene, Frame::below(scene.to(Page::Wish(id)), scene.t.common.wishes), page)
}

fn form(scene: &Scene, wish: Load<PublicWish>, reporting: Reporting) -> AnyView {
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
        let report = NewReport { reason: chosen.unwrap_or(ReportReason::Other), words };
        let report = match (chosen, report.check()) {
            (Some(_), Ok(report)) => report,
            (None, checked) => return attempt.refuse(without_reason(checked.err())),
            (_, Err(problem)) => return attempt.refuse(problem),
        };
        let travel = travel::travel();
        attempt.run(ReportWish, (key.clone(), reporting.id), report, move |_: PublicWish| {
            forget(&reporting.id.to_string());
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
                {loaded_part(wish, move |it: &PublicWish| preview(&drawn, it))}
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

fn thanks(scene: &Scene, id: WishId) -> AnyView {
    let t = &scene.t.reporting;
    view! {
        <div class="page">
            {heading(t.sent)}
            <p>{t.sent_more}</p>
            <p>{(t.urgent)(&scene.community.phone)}</p>
            <a class="button" href=scene.to(Page::Wish(id))>{scene.t.joining.back}</a>
        </div>
    }
    .into_any()
}
