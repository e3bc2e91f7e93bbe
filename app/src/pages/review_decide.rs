//! What a reviewer decides: publish it, ask, join it with another, pass it on, or decline.

use leptos::prelude::*;
use shared::{
    api::ReviewWishNow,
    calendar::evening_of,
    community::CommunityKey,
    entitlement::Entitlement,
    id::WishId,
    problem::{Check, Kind, Problem},
    time::Millis,
    wish::{Decision, DeclineReason, InfoReason, Office, ReviewWish, Route, Status, Stepped},
};

use super::{review::Reviewing, review_merge};
use crate::{
    components::field::{ChoiceField, DayField, TextField},
    place::Page,
    scene::Scene,
    text, travel,
    view::frame::{dock, heading},
};

/// Something else than publishing.
#[derive(Clone, Copy, PartialEq)]
pub enum Way {
    Ask,
    Merge,
    Refer,
    Decline,
}

/// What has come of it.
#[derive(Clone, Copy, PartialEq)]
pub enum Done {
    Public,
    /// A child's wish: a colleague has to look as well.
    SecondNeeded,
    Other(Way),
}

/// Days from now on of which one is chosen for an answer by an office.
pub const REPLY_DAYS: [i64; 6] = [1, 3, 5, 7, 14, 30];

/// The evenings of some days from now.
pub fn evenings(now: Millis, days: &[i64]) -> Vec<Millis> {
    days.iter().map(|days| evening_of(now.after_days(*days))).collect()
}

/// Every office, as it is chosen.
pub fn offices(scene: &Scene) -> Vec<(Office, &'static str, &'static str)> {
    Office::ALL.map(|it| (it, (scene.t.wish.office)(it), "")).to_vec()
}

/// What may be sent as it is.
pub fn ready(reviewing: Reviewing) -> &'static str {
    let t = text::now();
    let asked = || reviewing.info.get().map(t.deciding.ask_ready);
    match reviewing.way.get() {
        Some(Way::Decline) => reviewing.reason.get().map(t.review.ready).unwrap_or_default(),
        Some(Way::Ask) => asked().unwrap_or_default(),
        Some(Way::Refer) => t.deciding.refer_ready,
        Some(Way::Merge) | None => "",
    }
}

/// First of all: whether neighbours would take the place of a right. Then how a helper is found.
pub fn right(scene: &Scene, reviewing: Reviewing) -> AnyView {
    let (t, attempt) = (&scene.t.deciding, reviewing.attempt);
    let choices = vec![(false, t.right_no, t.right_no_more), (true, t.right_yes, t.right_yes_more)];
    let routes = vec![
        (Route::Claim, t.route_claim, t.route_claim_more),
        (Route::Dispatched, t.route_dispatched, t.route_dispatched_more),
    ];
    let offices = offices(scene);
    let office = move || {
        let choices = offices.clone();
        (reviewing.right.get() == Some(true)).then(|| {
            view! {
                <div class="compact">
                    <ChoiceField attempt name="office" label=t.office hint=t.office_more
                        value=reviewing.office choices/>
                </div>
            }
        })
    };
    let hint = scene.t;
    let hint = move || {
        let owed = Entitlement::of(&[&reviewing.title.read(), &reviewing.story.read()]);
        let says = owed.map(hint.entitlement.says).map(hint.entitlement.hint);
        says.map(|says| view! { <p class="notice plain">{says}</p> })
    };
    view! {
        <section class="card">
            {hint}
            <ChoiceField attempt name="right" label=t.right hint=t.right_hint value=reviewing.right choices/>
            {office}
            <ChoiceField attempt name="route" label=t.route value=reviewing.route choices=routes/>
        </section>
    }
    .into_any()
}

/// The other ways as large choices, then what the chosen one needs.
pub fn ways(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing) -> AnyView {
    let (t, review, attempt) = (&scene.t.deciding, &scene.t.review, reviewing.attempt);
    let choices = vec![
        (Way::Ask, t.ask, t.ask_more),
        (Way::Merge, t.merge, t.merge_more),
        (Way::Refer, t.refer, t.refer_more),
        (Way::Decline, review.decline, review.decline_more),
    ];
    let (drawn, wish) = (scene.clone(), wish.clone());
    let fields = move || reviewing.way.get().map(|way| fields(&drawn, &wish, reviewing, way));
    view! {
        <section class="card" id="other-ways">
            <ChoiceField attempt name="way" label=t.other_ways value=reviewing.way choices/>
            {fields}
        </section>
    }
    .into_any()
}

fn fields(scene: &Scene, wish: &ReviewWish, reviewing: Reviewing, way: Way) -> AnyView {
    let (t, review, attempt) = (&scene.t.deciding, &scene.t.review, reviewing.attempt);
    let words = move |label: &'static str| {
        view! {
            <TextField attempt name="words" label=label hint=review.words_hint value=reviewing.words
                rows=3 longest=200/>
        }
    };
    match way {
        Way::Ask => {
            let choices = InfoReason::ALL.map(|it| (it, (t.info)(it), "")).to_vec();
            view! {
                <ChoiceField attempt name="reason" label=t.ask_reason value=reviewing.info choices/>
                {words(t.ask_words)}
            }
            .into_any()
        }
        Way::Decline => {
            let choices = DeclineReason::ALL.map(|it| (it, (scene.t.names.decline)(it), ""));
            let choices = choices.to_vec();
            view! {
                <ChoiceField attempt name="reason" label=review.reason value=reviewing.reason choices/>
                {words(review.words)}
            }
            .into_any()
        }
        Way::Refer => {
            let (days, drawn) = (evenings(scene.now, &REPLY_DAYS), scene.clone());
            view! {
                <ChoiceField attempt name="to_office" label=t.refer_office value=reviewing.office
                    choices=offices(scene)/>
                <DayField attempt scene=drawn name="reply_by" label=t.refer_day hint=t.refer_day_hint
                    value=reviewing.reply_by days/>
                {words(review.words)}
            }
            .into_any()
        }
        Way::Merge => review_merge::choice(scene, wish, reviewing),
    }
}

/// The two buttons in reach of the thumb.
pub fn decisions(scene: &Scene, reviewing: Reviewing) -> AnyView {
    let (t, review) = (&scene.t.deciding, &scene.t.review);
    let key = scene.community.key.clone();
    let publish = {
        let key = key.clone();
        move || match approval(reviewing) {
            Ok(decision) => decide(&key, reviewing, decision, None),
            Err(problem) => reviewing.attempt.refuse(problem),
        }
    };
    let send = move || match other(reviewing) {
        Ok((way, decision)) => decide(&key, reviewing, decision, Some(way)),
        Err(problem) => reviewing.attempt.refuse(problem),
    };
    let name = move || match reviewing.way.get() {
        None => t.choose,
        Some(Way::Ask) => t.ask_send,
        Some(Way::Merge) => t.merge_send,
        Some(Way::Refer) => t.refer_send,
        Some(Way::Decline) => review.decline_yes,
    };
    let turn = move |other: bool| {
        reviewing.attempt.forgive();
        reviewing.other.set(other);
        if other {
            request_animation_frame(show_ways);
        }
    };
    let is_other = move || reviewing.other.get();
    let send = move || is_other().then(|| reviewing.attempt.button("button", name(), send.clone()));
    dock(
        view! {
            <div class="pair-of-buttons" hidden=is_other>
                <button type="button" class="button plain" on:click=move |_| turn(true)>{t.other}</button>
                {reviewing.attempt.button("button", review.approve, publish)}
            </div>
            <div class="pair-of-buttons" hidden=move || !is_other()>
                <button type="button" class="button plain" on:click=move |_| turn(false)>{scene.t.common.cancel}</button>
                {send}
            </div>
        }
        .into_any(),
    )
}

/// The choices are at the end of the page: brought into sight, with the focus on the first.
fn show_ways() {
    if let Some(ways) = document().get_element_by_id("other-ways") {
        ways.scroll_into_view();
    }
    document().get_element_by_id("field-way").iter().for_each(travel::focus);
}

fn approval(reviewing: Reviewing) -> Result<Decision, Problem> {
    let mut check = Check::default();
    let (right, office) = (reviewing.right.get_untracked(), reviewing.office.get_untracked());
    check.demand("right", right.is_some(), Kind::Required);
    check.demand("office", right != Some(true) || office.is_some(), Kind::Required);
    check.done()?;
    Ok(Decision::Approve {
        version: reviewing.version.get_untracked().unwrap_or_default(),
        kind: reviewing.kind.get_untracked().unwrap_or_default(),
        title: reviewing.title.get_untracked(),
        story: reviewing.story.get_untracked(),
        when: Some(reviewing.when.get_untracked()),
        route: reviewing.route.get_untracked().unwrap_or_default(),
        entitled: office.filter(|_| right == Some(true)),
    })
}

fn other(reviewing: Reviewing) -> Result<(Way, Decision), Problem> {
    let missing = |field: &'static str| Problem::fields([(field, Kind::Required)]);
    let way = reviewing.way.get_untracked().ok_or_else(|| missing("way"))?;
    let version = reviewing.version.get_untracked().unwrap_or_default();
    let words = reviewing.words.get_untracked();
    let decision = match way {
        Way::Ask => {
            let reason = reviewing.info.get_untracked().ok_or_else(|| missing("reason"))?;
            Decision::AskInfo { version, reason, words }
        }
        Way::Decline => {
            let reason = reviewing.reason.get_untracked().ok_or_else(|| missing("reason"))?;
            Decision::Decline { version, reason, words }
        }
        Way::Refer => {
            let office = reviewing.office.get_untracked().ok_or_else(|| missing("to_office"))?;
            let reply_by = reviewing.reply_by.get_untracked().ok_or_else(|| missing("reply_by"))?;
            Decision::Refer { version, office, words, reply_by }
        }
        Way::Merge => {
            let into = reviewing.into.get_untracked().ok_or_else(|| missing("into"))?;
            Decision::Merge { version, into }
        }
    };
    Ok((way, decision))
}

fn decide(key: &CommunityKey, reviewing: Reviewing, decision: Decision, way: Option<Way>) {
    let decision = match decision.check(reviewing.minor.get_untracked()) {
        Ok(decision) => decision,
        Err(problem) => return reviewing.attempt.refuse(problem),
    };
    let travel = travel::travel();
    let params = (key.clone(), reviewing.id);
    reviewing.attempt.run(ReviewWishNow, params, decision, move |stepped: Stepped| {
        reviewing.done.set(Some(match (way, stepped.status) {
            (Some(way), _) => Done::Other(way),
            (None, Status::Submitted) => Done::SecondNeeded,
            (None, _) => Done::Public,
        }));
        travel.to_heading();
    });
}

impl Done {
    /// What has come of it, and what happens next.
    pub fn view(self, scene: &Scene, wish: WishId) -> AnyView {
        let (t, review) = (&scene.t.deciding, &scene.t.review);
        let (title, more) = match self {
            Done::Public => (review.approved, review.approved_more),
            Done::SecondNeeded => (t.second_needed, t.second_needed_more),
            Done::Other(Way::Ask) => (t.asked, t.asked_more),
            Done::Other(Way::Merge) => (t.merge_asked, t.merge_asked_more),
            Done::Other(Way::Refer) => (t.referred, t.referred_more),
            Done::Other(Way::Decline) => (review.declined, review.declined_more),
        };
        let split = (self == Done::Public).then(|| {
            let href = scene.to(Page::StaffWish(wish));
            view! { <a class="button plain" href=href>{review.split}</a> }
        });
        view! { {ending(scene, title, more)} {split} }.into_any()
    }
}

/// Nothing left to do here.
pub fn ending(scene: &Scene, title: &'static str, more: &'static str) -> AnyView {
    view! {
        <div class="page">
            {heading(title)}
            <p>{more}</p>
            <a class="button" href=scene.to(Page::Desk)>{scene.t.review.to_desk}</a>
        </div>
    }
    .into_any()
}
