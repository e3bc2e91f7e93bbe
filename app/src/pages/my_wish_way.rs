//! The way of the own wish: everything that happened, where it stands, what is to come.

use leptos::prelude::*;
use shared::wish::{Actor, HistoryLine, MyWish, Outcome, Status};

use crate::scene::Scene;

/// As a line from the first day on.
pub fn way(scene: &Scene, wish: &MyWish) -> AnyView {
    let mut steps: Vec<(&str, String, String)> =
        past(scene, wish).into_iter().map(|(says, words)| ("past", says, words)).collect();
    if !wish.status.is_final() {
        steps.push(("now", now(scene, wish), String::new()));
        let later = later(scene, wish.status).into_iter();
        steps.extend(later.map(|says| ("later", says.to_owned(), String::new())));
    }
    let t = &scene.t.wish;
    let steps = steps.into_iter().map(|(class, says, words)| {
        let (hidden, current) = match class {
            "past" => (t.past, None),
            "now" => (t.present, Some("step")),
            _ => (t.next, None),
        };
        let words = (!words.is_empty()).then(|| view! { <br/> <q>{words}</q> });
        view! { <li class=class aria-current=current><span class="unseen">{hidden} " "</span>{says} {words}</li> }
    });
    let next = (!wish.status.is_final())
        .then(|| view! { <p class="next"><small>{(scene.t.mine.next)(wish.status)}</small></p> });
    view! {
        <section class="card">
            <h2 class="small">{t.way}</h2>
            <ol class="way">{steps.collect_view()}</ol>
            {next}
        </section>
    }
    .into_any()
}

/// All that was written down, with what staff said to the poster; of a wish from before, what is
/// known of it.
fn past(scene: &Scene, wish: &MyWish) -> Vec<(String, String)> {
    let (t, times) = (&scene.t.my_steps, &scene.t.times);
    let day = |at| (times.ago)(scene.now, at);
    let lines = wish.history.iter().map(|it| (it.at, (t.history)(it.what, it.by), said(wish, it)));
    let lines: Vec<_> = lines.filter(|(_, says, _)| !says.is_empty()).collect();
    if lines.is_empty() {
        let opened = wish.opened_at.map(|at| (scene.t.my_wish.public)(&day(at)));
        let sent = (scene.t.my_wish.sent)(&day(wish.posted_at));
        let all = [Some(sent), opened].into_iter().flatten();
        return all.map(|says| (says, String::new())).collect();
    }
    // Each day is said once.
    let mut told = String::new();
    let mut line = |at, says: &str| {
        let day = day(at);
        match day == told {
            true => says.to_owned(),
            false => {
                told.clone_from(&day);
                (t.line)(&day, says)
            }
        }
    };
    lines.into_iter().map(|(at, says, words)| (line(at, says), words)).collect()
}

/// What staff said with it, unless it stands on this page already: as a question, or as the end.
fn said(wish: &MyWish, line: &HistoryLine) -> String {
    let above = match &wish.outcome {
        Some(
            Outcome::Unmet { words, .. }
            | Outcome::Referred { words, .. }
            | Outcome::Declined { words, .. }
            | Outcome::Removed { words, .. },
        ) => Some(words),
        _ => wish.question.as_ref().map(|question| &question.words),
    };
    match line.by == Actor::Staff && above != Some(&line.words) {
        true => line.words.clone(),
        false => String::new(),
    }
}

fn now(scene: &Scene, wish: &MyWish) -> String {
    let (names, t) = (&scene.t.names, &scene.t.my_steps);
    match (wish.promised, wish.class) {
        (Some(at), _) => (t.promised)(&(scene.t.times.coming)(scene.now, at)),
        (None, Some(class)) if wish.status == Status::Claimed => {
            (names.claimed_by)(class).to_owned()
        }
        _ => (names.status)(wish.status).to_owned(),
    }
}

fn later(scene: &Scene, status: Status) -> Vec<&'static str> {
    let t = &scene.t.my_wish;
    match status {
        Status::Submitted | Status::NeedsInfo | Status::Open | Status::Offered => {
            vec![t.claim, t.work, t.fulfil]
        }
        Status::Claimed => vec![t.work, t.fulfil],
        _ => vec![t.fulfil],
    }
}

/// How long such wishes take here, while that is of interest and enough of them are known.
pub fn usual(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let waits = matches!(wish.status, Status::Submitted | Status::Open | Status::Offered);
    let (t, usual) = (&scene.t.my_steps, wish.usual.filter(|_| waits)?);
    Some(
        view! {
            <section class="card">
                <h2 class="small">{t.usual_title}</h2>
                <p>{(t.usual)(usual)}</p>
            </section>
        }
        .into_any(),
    )
}
