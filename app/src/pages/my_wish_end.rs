//! How the own wish ended: in a sentence, why, and what may still be done until when.

use leptos::prelude::*;
use shared::{
    api::RateWish,
    id::WishId,
    market::{HowWasIt, Rating},
    time::Millis,
    wish::{Appealed, Confirmed, DeclineReason, MyWish, Outcome, Status, StepName},
};

use super::my_wish::Mine;
use crate::{draft, place::Page, scene::Scene, text::visiting::of, view::frame::tel};

/// Nothing, of a wish that goes on.
pub fn outcome(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let o = &scene.t.my_steps.outcome;
    let day = |at: Millis| (scene.t.times.day)(at);
    let again = || again(scene, wish);
    let may = |step| wish.steps.contains(&step);
    Some(match wish.outcome.as_ref()? {
        Outcome::Fulfilled { confirmed, dispute_until, asked_by } => {
            let (good, who) =
                (*confirmed != Confirmed::Unconfirmed, (scene.t.names.confirmed)(*confirmed));
            let until = day(*dispute_until);
            let more = match (asked_by, may(StepName::Dispute)) {
                (Some(by), _) => (o.asked)(who, &day(*by)),
                (None, true) if good => (o.fulfilled_more)(who, &until),
                (None, true) => (o.unconfirmed_more)(&until),
                (None, false) if good => (o.fulfilled_over)(who),
                (None, false) => o.unconfirmed_over.to_owned(),
            };
            let title = if good { o.fulfilled } else { o.unconfirmed };
            said(good, title.into(), "", more, None)
        }
        Outcome::Unmet { reason, words, reopen_until } => {
            let why = [(scene.t.wish.unmet)(*reason), words.as_str()].join("\n");
            match may(StepName::Reopen) {
                true => {
                    said(false, o.unmet.into(), &why, (o.reopen_until)(&day(*reopen_until)), None)
                }
                false => said(false, o.unmet.into(), &why, o.over.into(), Some(again())),
            }
        }
        Outcome::Referred { office, words, reply_by } => {
            let title = (o.referred)((scene.t.wish.office)(*office));
            let more = match reply_by {
                Some(by) if *by < scene.now => o.referred_late.to_owned(),
                Some(by) => (o.referred_more)(&day(*by)),
                None => o.referred_answered.to_owned(),
            };
            said(false, title, words, more, None)
        }
        Outcome::Merged { into, status } => merged(scene, wish, *into, *status),
        Outcome::Withdrawn { lapsed: true } => {
            said(false, o.lapsed.into(), "", o.lapsed_more.into(), Some(again()))
        }
        Outcome::Withdrawn { lapsed: false } => {
            said(false, o.withdrawn.into(), "", o.withdrawn_more.into(), None)
        }
        Outcome::Expired { renew_until } => match may(StepName::Renew) {
            true => said(false, o.expired.into(), "", (o.expired_more)(&day(*renew_until)), None),
            false => said(false, o.expired.into(), "", o.over.into(), Some(again())),
        },
        Outcome::Declined { reason, words } => declined(scene, wish, *reason, words),
        Outcome::Removed { reason, words, appeal_until, appealed } => {
            let why = [(o.remove)(*reason), words.as_str()].join("\n");
            let more = match appealed {
                None if may(StepName::Appeal) => (o.removed_more)(&day(*appeal_until)),
                None => (o.removed_over)(&scene.community.phone),
                Some(Appealed::Waiting) => o.appeal_waits.to_owned(),
                Some(Appealed::Upheld) => (o.appeal_upheld)(&scene.community.phone),
            };
            said(false, o.removed.into(), &why, more, None)
        }
    })
}

/// How it was, in three large answers; asked once.
pub fn how(scene: &Scene, wish: &MyWish, mine: Mine) -> Option<AnyView> {
    let (t, id, attempt) = (&of(scene.t).how, wish.id, mine.thanking);
    let answer = |how| {
        let key = scene.community.key.clone();
        let press = move || {
            attempt.run(RateWish, (key.clone(), id), Rating { how }, move |()| mine.says(t.thanks))
        };
        attempt.button("button plain", (t.answer)(how), press)
    };
    wish.asks_how.then(|| {
        let answers = HowWasIt::ALL.map(answer).collect_view();
        view! {
            <section class="card how">
                <h2 class="small">{t.ask_wish}</h2>
                <p class="hint">{t.more}</p>
                <div class="answers">{answers}</div>
            </section>
        }
        .into_any()
    })
}

/// Where one has a right to it besides, as long as it has not come true: which office, and how.
pub fn entitled(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let (o, common) = (&scene.t.my_steps.outcome, &scene.t.common);
    let office = (scene.t.wish.office)(wish.entitled?);
    let phone = scene.community.phone.clone();
    let title = (o.entitled)(office);
    let call = view! { <a class="button plain" href=tel(&phone)>{(common.call_to)(&phone)}</a> };
    (wish.status != Status::Fulfilled)
        .then(|| said(false, title, "", o.entitled_more.into(), Some(call.into_any())))
}

/// How the wish stands that it became part of; where that one came to nothing, it can be made anew.
fn merged(scene: &Scene, wish: &MyWish, into: WishId, status: Option<Status>) -> AnyView {
    let o = &scene.t.my_steps.outcome;
    let there = status.map(|_| link(scene.to(Page::Wish(into)), o.to_merged));
    let (good, goes_on, more) = match status {
        Some(Status::Fulfilled) => (true, true, o.merged_fulfilled),
        Some(Status::Unconfirmed) => (false, true, o.merged_unconfirmed),
        Some(Status::Unmet | Status::Referred | Status::Removed) | None => {
            (false, false, o.merged_ended)
        }
        Some(_) => (false, true, o.merged_more),
    };
    let again = (!goes_on).then(|| again(scene, wish));
    let next = view! { {there} {again} }.into_any();
    said(good, o.merged.into(), "", more.into(), Some(next))
}

fn said(good: bool, title: String, why: &str, more: String, next: Option<AnyView>) -> AnyView {
    let class = if good { "notice good" } else { "notice" };
    let why = (!why.is_empty()).then(|| view! { <p class="story">{why.to_owned()}</p> });
    view! {
        <section class=class>
            <h2 class="small">{title}</h2>
            {why}
            <p>{more}</p>
            {next}
        </section>
    }
    .into_any()
}

/// The same wish once more: what was written is there already.
fn again(scene: &Scene, wish: &MyWish) -> AnyView {
    let (key, wish) = (scene.community.key.clone(), wish.clone());
    let write = move |_| draft::again(&key, &wish);
    view! {
        <a class="button plain" href=scene.to(Page::New) on:click=write>{scene.t.my_wish.again}</a>
    }
    .into_any()
}

fn link(href: String, name: &'static str) -> AnyView {
    view! { <a class="button plain" href=href>{name}</a> }.into_any()
}

/// Why it was not published, and what to do instead.
fn declined(scene: &Scene, wish: &MyWish, reason: DeclineReason, words: &str) -> AnyView {
    let t = &scene.t.my_wish;
    let why = [(scene.t.names.decline)(reason), words].join("\n");
    let next = Some(again(scene, wish));
    said(false, t.why.to_owned(), &why, (t.next_step)(reason).to_owned(), next)
}
