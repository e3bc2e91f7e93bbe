//! One wish on the desk: take out what others must not see, then publish it, or say why not.

use leptos::prelude::*;
use shared::{
    api::{OpenReview, ReviewWishNow},
    id::WishId,
    leak,
    problem::{Kind, Problem},
    wish::{Decision, DeclineReason, NewWish, PublicWish, ReviewWish, Status, Stepped, WishKind},
};

use super::{desk::not_staff, review_text::handles, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{ChoiceField, TextField},
        load::Load,
        step_up::{acted_or, loaded_for_staff},
    },
    me,
    place::Page,
    scene::Scene,
    travel,
    view::{
        card::preview,
        frame::{Frame, dock, frame, heading, tel},
    },
};

/// What is typed, which outlives a newer answer about the wish.
#[derive(Clone, Copy)]
pub struct Reviewing {
    id: WishId,
    wish: Load<ReviewWish>,
    attempt: Attempt,
    /// Of the answer that the fields were filled from.
    version: RwSignal<Option<i64>>,
    kind: RwSignal<Option<WishKind>>,
    pub title: RwSignal<String>,
    pub story: RwSignal<String>,
    reason: RwSignal<Option<DeclineReason>>,
    words: RwSignal<String>,
    declining: RwSignal<bool>,
    /// What was decided.
    done: RwSignal<Option<Status>>,
}

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        if !me::me().is_staff(&key) {
            return not_staff(&scene);
        }
        let wish = Load::new(move || call(OpenReview, (key.clone(), id), ()));
        let reviewing = Reviewing::new(id, wish);
        travel.arrived(scene.title(scene.t.review.title));
        loaded_for_staff(wish, move |it: &ReviewWish| {
            reviewing.fill(it);
            one(&scene, it, reviewing)
        })
    });
    frame(scene, Frame::below(scene.to(Page::Desk), scene.t.common.desk), page)
}

impl Reviewing {
    fn new(id: WishId, wish: Load<ReviewWish>) -> Self {
        let reviewing = Self {
            id,
            wish,
            attempt: Attempt::new(),
            version: RwSignal::new(None),
            kind: RwSignal::new(None),
            title: RwSignal::default(),
            story: RwSignal::default(),
            reason: RwSignal::new(None),
            words: RwSignal::default(),
            declining: RwSignal::new(false),
            done: RwSignal::new(None),
        };
        // A ready sentence for each reason, until somebody writes another.
        Effect::new(move |before: Option<Option<DeclineReason>>| {
            let (t, reason) = (&crate::text::now().review, reason_of(reviewing));
            let old = before.flatten().map(t.ready).unwrap_or_default();
            let untouched = *reviewing.words.read_untracked() == old;
            if let Some(reason) = reason.filter(|_| untouched) {
                reviewing.words.set((t.ready)(reason).to_owned());
            }
            reason
        });
        reviewing
    }

    /// Fills the fields the first time; later answers leave what was typed.
    fn fill(self, wish: &ReviewWish) {
        if self.version.get_untracked().is_none() {
            self.kind.set(Some(wish.kind));
            self.title.set(wish.title.clone());
            self.story.set(wish.story.clone());
        }
        self.version.set(Some(wish.version));
    }
}

fn reason_of(reviewing: Reviewing) -> Option<DeclineReason> {
    reviewing.reason.get()
}

fn one(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (scene, wish) = (scene.clone(), wish.clone());
    (move || match (reviewing.done.get(), wish.status) {
        (Some(status), _) => done(&scene, status),
        (None, Status::Submitted) => desk(&scene, &wish, reviewing),
        (None, _) => over(&scene),
    })
    .into_any()
}

fn desk(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (t, names) = (&scene.t.review, &scene.t.names);
    view! {
        <article class="page">
            {heading(t.title)}
            <p class="quiet">{wish.place_name.clone()} " · " {(t.posted)(&(scene.t.times.minute)(wish.posted_at))}</p>
            {text(scene, wish, reviewing)}
            {public(scene, wish, reviewing)}
            <section class="card private">
                <h2 class="small">{t.contact}</h2>
                {contact(scene, wish)}
                <p class="hint">{t.whom} " " {(names.beneficiary)(wish.beneficiary)}</p>
                <p class="hint">{t.logged}</p>
            </section>
            {problem(scene, reviewing)}
            {move || reviewing.declining.get().then(|| decline(scene_of(), reviewing))}
        </article>
        {decisions(scene, wish, reviewing)}
    }
    .into_any()
}

/// The sentences of the moment, for parts that are drawn later.
fn scene_of() -> &'static crate::text::Text {
    crate::text::now()
}

/// The public words: marks to press, fields to change.
fn text(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (t, names, attempt) = (&scene.t.review, &scene.t.names, reviewing.attempt);
    let kinds = WishKind::ALL.map(|kind| (kind, (names.kind)(kind), ""));
    let when = (!leak::find(&wish.when).is_empty())
        .then(|| view! { <p class="notice">{t.when_leaks}</p> });
    view! {
        <section class="card">
            <h2 class="small">{t.text}</h2>
            {handles(reviewing)}
            {when}
            <TextField attempt name="title" label=t.wish value=reviewing.title rows=2
                longest=NewWish::LONGEST_TITLE/>
            <TextField attempt name="story" label=t.story value=reviewing.story rows=4
                longest=NewWish::LONGEST_STORY optional=true/>
            <div class="compact">
                <ChoiceField attempt name="kind" label=t.kind value=reviewing.kind choices=kinds.to_vec()/>
            </div>
        </section>
    }
    .into_any()
}

/// The card as it will be.
fn public(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (t, scene, wish) = (&scene.t.review, scene.clone(), wish.clone());
    let card = move || {
        let public = PublicWish {
            id: wish.id,
            kind: reviewing.kind.get().unwrap_or(wish.kind),
            title: reviewing.title.get(),
            age_band: wish.age_band,
            place_name: wish.place_name.clone(),
            ..PublicWish::blank(scene.now)
        };
        let more = [reviewing.story.get(), wish.when.clone()];
        let more = more.into_iter().filter(|text| !text.is_empty());
        let more = more.map(|text| view! { <p class="story quiet">{text}</p> }).collect_view();
        view! { {preview(&scene, &public)} {more} }
    };
    view! {
        <section class="preview" aria-label=t.preview>
            <h2 class="small">{t.preview}</h2>
            {card}
        </section>
    }
    .into_any()
}

fn contact(scene: &Scene, wish: &ReviewWish) -> AnyView {
    let (t, it) = (&scene.t.review, &wish.contact);
    let address = match it.address.is_empty() {
        true => t.no_address.to_owned(),
        false => it.address.clone(),
    };
    let note = it.note.clone();
    let note = (!note.is_empty()).then(|| view! { <div><dt>{t.note}</dt><dd>{note}</dd></div> });
    view! {
        <dl class="facts">
            <div><dt>{t.name}</dt><dd>{it.name.clone()}</dd></div>
            <div><dt>{t.phone}</dt><dd><a href=tel(&it.phone)>{it.phone.clone()}</a></dd></div>
            <div><dt>{t.address}</dt><dd>{address}</dd></div>
            {note}
        </dl>
    }
    .into_any()
}

/// What went wrong; a newer version is explained, and what was typed stays.
fn problem(scene: &Scene, reviewing: Reviewing) -> AnyView {
    let t = &scene.t.review;
    acted_or(reviewing.attempt, move |problem| {
        let newer = matches!(problem.kind, Kind::SomeoneWasFaster | Kind::StepNotPossible);
        let again = move |_| {
            reviewing.attempt.forgive();
            reviewing.wish.again();
        };
        newer.then(|| {
            view! {
                <div class="notice" role="alert">
                    <p>{t.faster}</p>
                    <button type="button" class="button plain" on:click=again>{t.faster_again}</button>
                </div>
            }
            .into_any()
        })
    })
}

fn decisions(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (t, key, when) = (&scene.t.review, scene.community.key.clone(), wish.when.clone());
    let approve = move || {
        if !leak::find(&when).is_empty() {
            return reviewing.attempt.refuse(Problem::fields([("when", Kind::Leak)]));
        }
        let decision = Decision::Approve {
            version: reviewing.version.get_untracked().unwrap_or_default(),
            kind: reviewing.kind.get_untracked().unwrap_or_default(),
            title: reviewing.title.get_untracked(),
            story: reviewing.story.get_untracked(),
            route: Default::default(),
            entitled: None,
        };
        decide(&key, reviewing, decision);
    };
    let key = scene.community.key.clone();
    let decline = move || {
        let Some(reason) = reviewing.reason.get_untracked() else {
            return reviewing.attempt.refuse(Problem::fields([("reason", Kind::Required)]));
        };
        let version = reviewing.version.get_untracked().unwrap_or_default();
        let words = reviewing.words.get_untracked();
        decide(&key, reviewing, Decision::Decline { version, reason, words });
    };
    let approve = reviewing.attempt.button("button", t.approve, approve);
    let send = reviewing.attempt.button("button", t.decline_yes, decline);
    let turn = move |declining: bool| {
        reviewing.attempt.forgive();
        reviewing.declining.set(declining);
        if declining {
            request_animation_frame(|| {
                let reason = document().get_element_by_id("field-reason");
                reason.iter().for_each(|it| {
                    it.scroll_into_view();
                    travel::focus(it);
                });
            });
        }
    };
    dock(
        view! {
            <div class="pair-of-buttons" hidden=move || reviewing.declining.get()>
                <button type="button" class="button plain" on:click=move |_| turn(true)>{t.decline}</button>
                {approve}
            </div>
            <div class="pair-of-buttons" hidden=move || !reviewing.declining.get()>
                <button type="button" class="button plain" on:click=move |_| turn(false)>{scene.t.common.cancel}</button>
                {send}
            </div>
        }
        .into_any(),
    )
}

fn decide(key: &shared::community::CommunityKey, reviewing: Reviewing, decision: Decision) {
    let decision = match decision.check(false) {
        Ok(decision) => decision,
        Err(problem) => return reviewing.attempt.refuse(problem),
    };
    let travel = travel::travel();
    let params = (key.clone(), reviewing.id);
    reviewing.attempt.run(ReviewWishNow, params, decision, move |stepped: Stepped| {
        reviewing.done.set(Some(stepped.status));
        travel.to_heading();
    });
}

/// Reasons, each with a ready sentence that may be changed.
fn decline(t: &'static crate::text::Text, reviewing: Reviewing) -> AnyView {
    let (names, attempt) = (&t.names, reviewing.attempt);
    let reasons = DeclineReason::ALL.map(|reason| (reason, (names.decline)(reason), ""));
    view! {
        <section class="card">
            <h2 class="small">{t.review.decline}</h2>
            <p class="hint">{t.review.decline_more}</p>
            <ChoiceField attempt name="reason" label=t.review.reason value=reviewing.reason choices=reasons.to_vec()/>
            <TextField attempt name="words" label=t.review.words hint=t.review.words_hint value=reviewing.words
                rows=3 longest=200/>
        </section>
    }
    .into_any()
}

fn done(scene: &Scene, status: Status) -> AnyView {
    let t = &scene.t.review;
    match status {
        Status::Open => ending(scene, t.approved, t.approved_more),
        _ => ending(scene, t.declined, t.declined_more),
    }
}

/// Somebody else has decided.
fn over(scene: &Scene) -> AnyView {
    ending(scene, scene.t.review.over, scene.t.review.over_more)
}

fn ending(scene: &Scene, title: &'static str, more: &'static str) -> AnyView {
    view! {
        <div class="page">
            {heading(title)}
            <p>{more}</p>
            <a class="button" href=scene.to(Page::Desk)>{scene.t.review.to_desk}</a>
        </div>
    }
    .into_any()
}
