//! A thank-you that everybody is to read: a reviewer says yes, or no and why.

use leptos::prelude::*;
use shared::{
    api::{DecideThanks, GetThanks},
    id::WishId,
    problem::Kind,
    wish::{DeskThanks, ThanksDecision, ThanksStatus},
};

use super::{desk::staff_only, review_decide::ending};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::TextField,
        form::Form,
        leaks,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place::Page,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, dock, frame, heading},
        icon::{Icon, icon},
    },
};

/// What outlives a new answer.
#[derive(Clone, Copy)]
struct Deciding {
    attempt: Attempt,
    words: RwSignal<String>,
    asks: RwSignal<bool>,
    decided: RwSignal<Option<ThanksStatus>>,
}

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        // What was taken back meanwhile is nothing to worry about.
        let thanks = Load::new(move || {
            let asked = call(GetThanks, (key.clone(), id), ());
            async move {
                match asked.await {
                    Ok(it) => Ok(Some(it)),
                    Err(problem) if problem.kind == Kind::NotFound => Ok(None),
                    Err(problem) => Err(problem),
                }
            }
        });
        let (attempt, words, asks, decided) = Default::default();
        let deciding = Deciding { attempt, words, asks, decided };
        loaded_for_staff(thanks, move |it: &Option<DeskThanks>| {
            travel.arrived(scene.title(scene.t.thanks.title));
            one(&scene, it.clone(), deciding)
        })
    });
    frame(scene, Frame::below(scene.to(Page::Desk), scene.t.common.desk), page)
}

fn one(scene: &Scene, thanks: Option<DeskThanks>, deciding: Deciding) -> AnyView {
    let scene = scene.clone();
    (move || {
        let t = &scene.t.thanks;
        match (deciding.decided.get(), &thanks) {
            (Some(ThanksStatus::Public), _) => ending(&scene, t.yes_done, t.yes_done_more),
            (Some(_), _) => ending(&scene, t.no_done, t.no_done_more),
            (None, Some(it)) => shown(&scene, it, deciding),
            (None, None) => ending(&scene, t.over, t.over_more),
        }
    })
    .into_any()
}

fn shown(scene: &Scene, it: &DeskThanks, deciding: Deciding) -> AnyView {
    let t = &scene.t.thanks;
    let (count, kinds) = leaks::kinds_of(&[&it.words], false);
    let waits = it.status == ThanksStatus::Waiting;
    let found = (count > 0).then(
        || view! { <p class="notice" role="status">{(t.leaks)(&leaks::in_words(&kinds))}</p> },
    );
    let yes = (waits && count == 0).then(|| {
        let (scene, it) = (scene.clone(), it.clone());
        let press = move || decide(&scene, &it, deciding, true);
        deciding.attempt.button("button", t.yes, press)
    });
    let no = view! {
        <button type="button" class="button plain" on:click=move |_| deciding.asks.set(true)>{t.no}</button>
    };
    let actions = view! { <div class="pair-of-buttons">{yes} {no}</div> }.into_any();
    view! {
        <article class="page">
            {heading(t.title)}
            <section class="card">
                <div class="lead">{leaks::marked(&it.words, false)}</div>
                <p class="hint">{if waits { t.agreed } else { t.is_public }}</p>
            </section>
            {found}
            <p>{t.look_for}</p>
            <section class="group">
                <h2>{t.about}</h2>
                <a class="card wish" href=scene.to(Page::Wish(it.wish))>
                    <span class="kind">{icon(Icon::Heart)}</span>
                    <strong>{it.title.clone()}</strong>
                    <small>{it.place_name.clone()}</small>
                </a>
            </section>
            {move || (!deciding.asks.get()).then(|| acted(deciding.attempt))}
            {refusal(scene, it, deciding)}
        </article>
        {dock(actions)}
    }
    .into_any()
}

/// A no needs a word.
fn refusal(scene: &Scene, it: &DeskThanks, deciding: Deciding) -> AnyView {
    let (t, attempt) = (&scene.t.thanks, deciding.attempt);
    let (scene, it) = (scene.clone(), it.clone());
    let form = move || {
        let (scene, it) = (scene.clone(), it.clone());
        let submit = Box::new(move || decide(&scene, &it, deciding, false));
        let ready = t.no_ready.iter().map(|words| {
            let take = move |_| deciding.words.set((*words).to_owned());
            view! { <button type="button" class="chip" on:click=take>{*words}</button> }
        });
        view! {
            <div class="chips ready">{ready.collect_view()}</div>
            <Form attempt button=t.no_yes submit>
                <TextField attempt name="words" label=t.no_why hint=t.no_hint value=deciding.words
                    rows=3 longest=200/>
            </Form>
        }
    };
    view! {
        <Dialog open=deciding.asks title=t.no>
            {move || deciding.asks.get().then(&form)}
        </Dialog>
    }
    .into_any()
}

fn decide(scene: &Scene, it: &DeskThanks, deciding: Deciding, public: bool) {
    let (attempt, travel) = (deciding.attempt, travel::travel());
    let words = if public { String::new() } else { deciding.words.get_untracked() };
    let decision = ThanksDecision { at: it.at, public, words };
    match decision.check() {
        Err(problem) => attempt.refuse(problem),
        Ok(input) => {
            let at = (scene.community.key.clone(), it.wish);
            attempt.run(DecideThanks, at, input, move |it: DeskThanks| {
                deciding.asks.set(false);
                deciding.decided.set(Some(it.status));
                travel.to_heading();
            });
        }
    }
}
