//! One wish on the desk: take out what others must not see, then publish it, or do something else.

use leptos::prelude::*;
use shared::{
    api::OpenReview,
    id::WishId,
    problem::Kind,
    time::Millis,
    wish::{
        Beneficiary, DeclineReason, Guardian, InfoReason, NewWish, Office, PublicWish, ReviewWish,
        Route, Status, WishKind,
    },
};

use super::{
    desk::staff_only,
    review_decide::{Done, Way, decisions, ending, ready, right, ways},
    review_text::handles,
};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{ChoiceField, TextField},
        load::Load,
        step_up::{acted_or, loaded_for_staff},
    },
    place::Page,
    place_further::Further,
    scene::Scene,
    text::consents,
    travel,
    view::{
        card::preview,
        frame::{Frame, frame, heading, tel},
    },
};

/// What is typed and chosen, which outlives a newer answer about the wish.
#[derive(Clone, Copy)]
pub struct Reviewing {
    pub id: WishId,
    pub wish: Load<ReviewWish>,
    pub attempt: Attempt,
    /// Of the answer that the fields were filled from.
    pub version: RwSignal<Option<i64>>,
    pub minor: RwSignal<bool>,
    pub kind: RwSignal<Option<WishKind>>,
    pub title: RwSignal<String>,
    pub story: RwSignal<String>,
    pub when: RwSignal<String>,
    /// Whether there is a right to it, and to which office one goes for it.
    pub right: RwSignal<Option<bool>>,
    pub office: RwSignal<Option<Office>>,
    pub route: RwSignal<Option<Route>>,
    /// Something else than publishing is being looked at, and what.
    pub other: RwSignal<bool>,
    pub way: RwSignal<Option<Way>>,
    pub reason: RwSignal<Option<DeclineReason>>,
    pub info: RwSignal<Option<InfoReason>>,
    pub into: RwSignal<Option<WishId>>,
    pub reply_by: RwSignal<Option<Millis>>,
    pub words: RwSignal<String>,
    /// What the resident said in the answer that the fields were filled from; and what of it came
    /// since, where something else has been typed.
    said: StoredValue<[String; 3]>,
    newer: RwSignal<Vec<String>>,
    /// What was decided.
    pub done: RwSignal<Option<Done>>,
}

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let wish = Load::new(move || call(OpenReview, (key.clone(), id), ()));
        let reviewing = Reviewing::new(id, wish);
        loaded_for_staff(wish, move |it: &ReviewWish| {
            travel.arrived(scene.title(scene.t.review.title));
            reviewing.fill(it);
            one(&scene, it, reviewing)
        })
    });
    frame(scene, Frame::below(scene.to(Page::Desk), scene.t.common.desk), page)
}

impl Reviewing {
    fn new(id: WishId, wish: Load<ReviewWish>) -> Self {
        let (attempt, version, minor, kind, title, story, when) = Default::default();
        let (right, office, other, way, reason, info) = Default::default();
        let (into, reply_by, words, done) = Default::default();
        let reviewing = Self {
            id,
            wish,
            attempt,
            version,
            minor,
            kind,
            title,
            story,
            when,
            right,
            office,
            route: RwSignal::new(Some(Route::Claim)),
            other,
            way,
            reason,
            info,
            into,
            reply_by,
            words,
            said: StoredValue::default(),
            newer: RwSignal::default(),
            done,
        };
        // A ready sentence for each choice, until somebody writes another.
        Effect::new(move |before: Option<&'static str>| {
            let ready = ready(reviewing);
            let untouched = *reviewing.words.read_untracked() == before.unwrap_or_default();
            if untouched && before != Some(ready) {
                reviewing.words.set(ready.to_owned());
            }
            ready
        });
        reviewing
    }

    /// Fills the fields. Later answers leave what was typed, and say what the resident has changed
    /// beneath it.
    fn fill(self, wish: &ReviewWish) {
        let first = self.version.get_untracked().is_none();
        let before = self.said.get_value();
        let now = [&wish.title, &wish.story, &wish.when].map(String::clone);
        let mut newer = Vec::new();
        for (at, field) in [self.title, self.story, self.when].into_iter().enumerate() {
            match first || *field.read_untracked() == before[at] {
                true => field.set(now[at].clone()),
                false => newer.extend((before[at] != now[at]).then(|| now[at].clone())),
            }
        }
        if first {
            self.kind.set(Some(wish.kind));
            self.minor.set(wish.beneficiary == Beneficiary::Minor);
        }
        self.newer.set(newer);
        self.said.set_value(now);
        self.version.set(Some(wish.version));
    }
}

fn one(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (scene, wish) = (scene.clone(), wish.clone());
    (move || {
        let t = &scene.t.deciding;
        match (reviewing.done.get(), wish.status) {
            (Some(done), _) => done.view(&scene, wish.id),
            (None, Status::Submitted) if wish.approved_by_caller => {
                ending(&scene, t.approved_by_you, t.approved_by_you_more)
            }
            (None, Status::Submitted) => desk(&scene, &wish, reviewing),
            (None, Status::NeedsInfo) => ending(&scene, t.waits, t.waits_more),
            (None, _) => ending(&scene, scene.t.review.over, scene.t.review.over_more),
        }
    })
    .into_any()
}

fn desk(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (t, names) = (&scene.t.review, &scene.t.names);
    let other = reviewing.other;
    let (drawn, whole) = (scene.clone(), wish.clone());
    view! {
        <article class="page">
            {heading(t.title)}
            <p class="quiet">{wish.place_name.clone()} " · " {(t.posted)(&(scene.t.times.minute)(wish.posted_at))}</p>
            {of_child(scene, wish)}
            {round(scene, wish)}
            {market(scene, wish)}
            {text(scene, wish, reviewing)}
            {right(scene, reviewing)}
            {public(scene, wish, reviewing)}
            <section class="card private">
                <h2 class="small">{t.contact}</h2>
                {contact(scene, wish)}
                <p>{(names.beneficiary)(wish.beneficiary)}</p>
                {wish.guardian.as_ref().map(|it| guardian(scene, it))}
                {wish.proxy_agreed_at.map(|at| agreed(scene, at))}
                <p class="hint">{t.logged}</p>
            </section>
            {problem(scene, reviewing)}
            {move || other.get().then(|| ways(&drawn, &whole, reviewing))}
            <p class="hint" hidden=move || other.get()>{scene.t.deciding.approve_next}</p>
        </article>
        {decisions(scene, reviewing)}
    }
    .into_any()
}

/// The round that it is to be part of.
pub fn round(scene: &Scene, wish: &ReviewWish) -> Option<AnyView> {
    let (id, name) = wish.round.clone()?;
    let (belongs, href) = (scene.t.rounds.belongs, scene.to(Further::Round(id).page()));
    Some(
        view! {
            <dl class="facts"><div><dt>{belongs}</dt><dd><a href=href>{name}</a></dd></div></dl>
        }
        .into_any(),
    )
}

/// The market at which it was made.
fn market(scene: &Scene, wish: &ReviewWish) -> Option<AnyView> {
    let (id, title) = wish.market.clone()?;
    let (made, href) = (scene.t.markets.wish_made, scene.to(Further::Market(id).page()));
    Some(
        view! {
            <dl class="facts"><div><dt>{made}</dt><dd><a href=href>{title}</a></dd></div></dl>
        }
        .into_any(),
    )
}

/// Two people look at a child's wish.
fn of_child(scene: &Scene, wish: &ReviewWish) -> Option<AnyView> {
    let t = &scene.t.deciding;
    let says = if wish.approvals == 0 { t.first_of_two } else { t.second_of_two };
    let minor = wish.beneficiary == Beneficiary::Minor;
    minor.then(|| view! { <p class="notice plain">{says}</p> }.into_any())
}

/// Who agreed for the child, and how.
pub fn guardian(scene: &Scene, it: &Guardian) -> AnyView {
    let (t, making) = (&scene.t.deciding, &scene.t.making);
    let day = (scene.t.times.day)(it.agreed_at);
    let relation = (making.relations)(it.relation);
    let says = (t.guardian_says)(&it.name, relation, (making.consent_ways)(it.way), &day);
    let who = if it.is_poster { t.guardian_posts } else { t.staff_post };
    view! { <p><strong>{t.guardian}</strong> <br/> {says} " " {who}</p> }.into_any()
}

/// When the poster said that the adult for whom it is agrees.
pub fn agreed(scene: &Scene, at: Millis) -> AnyView {
    view! { <p>{(consents::of(scene.t).proxy.says)(&(scene.t.times.minute)(at))}</p> }.into_any()
}

/// The public words: marks to press, fields to change.
fn text(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (t, names, attempt) = (&scene.t.review, &scene.t.names, reviewing.attempt);
    let kinds = WishKind::ALL.map(|kind| (kind, (names.kind)(kind), ""));
    let minor = wish.beneficiary == Beneficiary::Minor;
    let when = (!wish.when.is_empty()).then(|| {
        view! {
            <TextField attempt name="when" label=scene.t.making.when value=reviewing.when
                longest=NewWish::LONGEST_WHEN optional=true/>
        }
    });
    // Of a child there is no story.
    let story = (!minor || !wish.story.is_empty()).then(|| {
        view! {
            <TextField attempt name="story" label=t.story value=reviewing.story rows=4
                longest=NewWish::LONGEST_STORY optional=true/>
        }
    });
    view! {
        <section class="card">
            <h2 class="small">{t.text}</h2>
            {handles(reviewing)}
            {move || newer(reviewing)}
            <TextField attempt name="title" label=t.wish value=reviewing.title rows=2
                longest=NewWish::LONGEST_TITLE/>
            {story}
            {when}
            <div class="compact">
                <ChoiceField attempt name="kind" label=t.kind value=reviewing.kind choices=kinds.to_vec()/>
            </div>
        </section>
    }
    .into_any()
}

/// What the resident has changed where the reviewer has, too.
fn newer(reviewing: Reviewing) -> AnyView {
    let changed = reviewing.newer.get();
    let texts = changed.iter().map(|it| view! { <p class="story">{it.clone()}</p> }).collect_view();
    (!changed.is_empty())
        .then(|| {
            let says = crate::text::now().review.newer;
            view! { <div class="notice"><p>{says}</p> {texts}</div> }
        })
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
        let more = [reviewing.story.get(), reviewing.when.get()];
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

/// Whom to call, and where.
pub fn contact(scene: &Scene, wish: &ReviewWish) -> AnyView {
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
