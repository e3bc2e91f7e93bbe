//! One wish as its poster sees it: the way it went, who looked, what can be done.

use leptos::prelude::*;
use shared::{
    api::{ConfirmWish, GetMyWish, WithdrawWish},
    id::WishId,
    wish::{MyWish, Status, Stepped},
};

use super::signed_in;
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        load::{Load, loaded},
    },
    place::Page,
    scene::Scene,
    travel,
    view::{
        card::mark,
        frame::{Frame, dock, frame},
    },
};

/// What outlives a new answer about the wish.
#[derive(Clone, Copy)]
struct Mine {
    id: WishId,
    wish: Load<MyWish>,
    attempt: Attempt,
    /// Whether the question about taking it back is on the screen.
    asks: RwSignal<bool>,
    thanked: RwSignal<bool>,
}

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        let wish = Load::new(move || call(GetMyWish, (key.clone(), id), ()));
        let (asks, thanked) = (RwSignal::new(false), RwSignal::new(false));
        let mine = Mine { id, wish, attempt: Attempt::new(), asks, thanked };
        loaded(wish, move |it: &MyWish| {
            travel.arrived(scene.title(&it.title));
            one(&scene, it, mine)
        })
    });
    frame(scene, Frame::below(scene.to(Page::Mine), scene.t.common.mine), page)
}

fn one(scene: &Scene, wish: &MyWish, mine: Mine) -> AnyView {
    let t = &scene.t.my_wish;
    let text =
        |text: &String| (!text.is_empty()).then(|| view! { <p class="story">{text.clone()}</p> });
    let note = (!wish.delivery_note.is_empty()).then(|| {
        let note = wish.delivery_note.clone();
        view! { <section class="card"><h2 class="small">{t.note}</h2><p class="story">{note}</p></section> }
    });
    let public = wish.status.is_public().then(|| {
        view! { <a class="more" href=scene.to(Page::Wish(wish.id))>{t.to_public}</a> }
    });
    let thanks = move || {
        mine.thanked.get().then(|| view! { <p class="notice good" role="status">{t.confirmed}</p> })
    };
    view! {
        <article class="page">
            <p class="row">
                {mark(scene, wish.status, wish.class)}
                <small>{(scene.t.names.kind)(wish.kind)} " · " {wish.place_name.clone()}</small>
            </p>
            <h1 tabindex="-1">{wish.title.clone()}</h1>
            {text(&wish.story)} {when(scene, &wish.when)}
            {mine.attempt.notice()}
            {thanks}
            {declined(scene, wish)}
            {way(scene, wish)}
            {note}
            {public}
            {contact(scene, wish)}
            {withdraw(scene, wish, mine)}
        </article>
        {confirm(scene, wish, mine)}
    }
    .into_any()
}

/// When it suits, if that was said.
pub fn when(scene: &Scene, when: &str) -> Option<AnyView> {
    let (name, when) = (scene.t.wish.when, when.to_owned());
    let says = |when: String| {
        view! { <dl class="card facts"><div><dt>{name}</dt><dd>{when}</dd></div></dl> }.into_any()
    };
    (!when.is_empty()).then(|| says(when))
}

/// The steps so far, where it is now, and what is to come.
fn way(scene: &Scene, wish: &MyWish) -> AnyView {
    let (t, times) = (&scene.t.my_wish, &scene.t.times);
    let day = |at| (times.ago)(scene.now, at);
    let since = wish.since.map(day).unwrap_or_default();
    let who = wish.class.map_or(t.claim, |class| (scene.t.names.class)(class));
    let mut steps = vec![("past", (t.sent)(&day(wish.posted_at)))];
    match (wish.opened_at, wish.status) {
        (Some(at), _) => steps.push(("past", (t.public)(&day(at)))),
        (None, Status::Submitted) => steps.push(("now", t.review.to_owned())),
        (None, _) => {}
    }
    match wish.status {
        Status::Submitted => steps.extend([("later", t.claim.into()), ("later", t.fulfil.into())]),
        Status::Open => steps.extend([
            ("now", t.waits.to_owned()),
            ("later", t.work.into()),
            ("later", t.fulfil.into()),
        ]),
        Status::Claimed => {
            steps.extend([("now", (t.claimed_on)(&since, who)), ("later", t.fulfil.into())]);
        }
        Status::Delivered => steps.extend([
            ("past", (t.claimed)(who)),
            ("now", (t.delivered)(&since)),
            ("later", t.fulfil.into()),
        ]),
        Status::Fulfilled => {
            steps.extend([("past", (t.claimed)(who)), ("past", (t.fulfilled)(&since))]);
        }
        Status::Withdrawn => steps.push(("past", (t.withdrawn)(&since))),
        Status::Declined => steps.push(("past", (t.declined)(&since))),
        other => steps.push(("now", (scene.t.names.status)(other).to_owned())),
    }
    let t = &scene.t.wish;
    let steps = steps.into_iter().map(|(class, says)| {
        let (hidden, current) = match class {
            "past" => (t.past, None),
            "now" => (t.present, Some("step")),
            _ => (t.next, None),
        };
        view! { <li class=class aria-current=current><span class="unseen">{hidden} " "</span>{says}</li> }
    });
    view! {
        <section class="card">
            <h2 class="small">{t.way}</h2>
            <ol class="way">{steps.collect_view()}</ol>
            <p class="next"><small>{(scene.t.mine.next)(wish.status)}</small></p>
        </section>
    }
    .into_any()
}

/// Why it was not published, and what to do instead.
fn declined(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let (t, reason) = (&scene.t.my_wish, wish.declined?);
    Some(
        view! {
            <section class="notice">
                <h2 class="small">{t.why}</h2>
                <p><strong>{(scene.t.names.decline)(reason)}</strong></p>
                <p class="story">{wish.declined_words.clone()}</p>
                <p>{(t.next_step)(reason)}</p>
                <a class="button plain" href=scene.to(Page::New)>{t.again}</a>
            </section>
        }
        .into_any(),
    )
}

/// What is kept, and who has seen it.
fn contact(scene: &Scene, wish: &MyWish) -> AnyView {
    let (t, it) = (&scene.t.my_wish, &wish.contact);
    let making = &scene.t.making;
    let fact = |name: &'static str, value: &String| {
        let value = value.clone();
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    let looks = wish.looks.iter().map(|look| {
        let says = (t.look)((scene.t.names.hand)(look.by), &(scene.t.times.minute)(look.at));
        view! { <li>{says}</li> }
    });
    let none = wish.looks.is_empty().then(|| view! { <p class="quiet">{t.looks_none}</p> });
    view! {
        <section class="card">
            <h2 class="small">{t.contact}</h2>
            <dl class="facts">
                {fact(making.name, &it.name)} {fact(making.phone, &it.phone)}
                {fact(making.address, &it.address)} {fact(making.note, &it.note)}
            </dl>
            <p class="hint">{t.contact_more}</p>
            <h2 class="small">{t.looks}</h2>
            {none}
            <ul class="plain-list">{looks.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The resident's yes, in reach of the thumb.
fn confirm(scene: &Scene, wish: &MyWish, mine: Mine) -> Option<AnyView> {
    let (t, key) = (&scene.t.my_wish, scene.community.key.clone());
    let travel = travel::travel();
    let yes = move || {
        mine.attempt.run(ConfirmWish, (key.clone(), mine.id), (), move |_: Stepped| {
            mine.thanked.set(true);
            travel.say(t.confirmed);
            mine.wish.again();
        });
    };
    let button = |_: &MyWish| {
        dock(
            view! {
                <p class="quiet">{t.confirm_more} " " {(t.not_done)(&scene.community.phone)}</p>
                {mine.attempt.button("button", t.confirm, yes)}
            }
            .into_any(),
        )
    };
    (wish.status == Status::Delivered).then(|| button(wish))
}

/// Taking it back, which asks once.
fn withdraw(scene: &Scene, wish: &MyWish, mine: Mine) -> Option<AnyView> {
    let (t, key) = (&scene.t.my_wish, scene.community.key.clone());
    let helped = matches!(wish.status, Status::Claimed | Status::Delivered);
    if !(helped || matches!(wish.status, Status::Submitted | Status::Open)) {
        return None;
    }
    let yes = move || {
        mine.asks.set(false);
        mine.attempt.run(WithdrawWish, (key.clone(), mine.id), (), move |_: Stepped| {
            mine.wish.again();
        });
    };
    let word = (wish.status == Status::Claimed).then(|| view! { <p class="quiet">{t.word}</p> });
    let helped = helped.then(|| view! { <p>{t.withdraw_helped}</p> });
    Some(
        view! {
            {word}
            <button type="button" class="button plain" on:click=move |_| mine.asks.set(true)>{t.withdraw}</button>
            <Dialog open=mine.asks title=t.withdraw_sure>
                <p>{t.withdraw_more}</p>
                {helped}
                {mine.attempt.button("button", t.withdraw_yes, yes)}
            </Dialog>
        }
        .into_any(),
    )
}
