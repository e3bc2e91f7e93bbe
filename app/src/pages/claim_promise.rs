//! What a helper promises: by when to call, which day, some days more; and answering an offer.

use leptos::prelude::*;
use shared::{
    api::{ClaimWish, StepAsHelper},
    calendar::evening_of,
    id::WishId,
    problem::{Kind, Problem},
    time::Millis,
    wish::{Claim, HelperStep, Status, StepName, Stepped, WishKind},
};

use super::claim::Helping;
use crate::{
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::{DayField, TextField},
        form::Form,
    },
    draft::{forget, kept_text},
    scene::Scene,
    travel::{self, Travel},
    view::{
        frame::dock,
        icon::{Icon, icon},
    },
};

/// What outlives a new answer about the claim.
#[derive(Clone, Copy)]
pub struct Promising {
    attempt: Attempt,
    longer: Attempt,
    in_vain: Attempt,
    pub goods: Attempt,
    day: RwSignal<Option<Millis>>,
    later: RwSignal<Option<Millis>>,
    words: RwSignal<String>,
    /// Whether the question about more days is on the screen.
    asks: RwSignal<bool>,
    /// What came of the last step.
    said: RwSignal<&'static str>,
    pub refused: RwSignal<bool>,
}

impl Promising {
    pub fn new(id: WishId) -> Self {
        let (attempt, longer, in_vain, goods) = Default::default();
        let (day, later, asks, refused) = Default::default();
        let words = kept_text(&format!("longer.{id}"), "");
        let said = RwSignal::new("");
        Self { attempt, longer, in_vain, goods, day, later, words, asks, said, refused }
    }
}

/// A step of the helper, and what is said of it.
pub fn take(
    scene: &Scene,
    helping: Helping,
    attempt: Attempt,
    step: HelperStep,
    says: &'static str,
) {
    let (key, travel) = (scene.community.key.clone(), travel::travel());
    attempt.run(StepAsHelper, (key, helping.id), step, move |_: Stepped| {
        after(helping, says, travel);
    });
}

/// The step was taken: what is shown is asked for again.
pub fn after(helping: Helping, says: &'static str, travel: Travel) {
    let it = helping.promising;
    forget(&helping.id.to_string());
    it.asks.set(false);
    it.said.set(says);
    helping.mine.again();
    travel.say(says);
    travel.to_heading();
}

/// What came of the last step, below the heading.
pub fn said(helping: Helping) -> AnyView {
    let says = helping.promising.said;
    (move || {
        let says = says.get();
        (!says.is_empty()).then(|| view! { <p class="notice good" role="status">{says}</p> })
    })
    .into_any()
}

/// By when something is to be done, as a sentence.
pub fn due(scene: &Scene, claim: &Claim) -> Option<AnyView> {
    let (t, times, at) = (&scene.t.promising, &scene.t.times, claim.due_at?);
    let day = (times.coming)(scene.now, at);
    let (title, more) = match claim.status {
        Status::Claimed => ((t.call_by)(&(times.due)(scene.now, at)), t.call_more),
        _ if scene.now > at => ((t.late)(&(times.day)(at)), t.late_more),
        _ => ((t.done_by)(&day), t.done_more),
    };
    let asked = claim.extension.as_ref().map(|it| {
        let says = (t.longer_asked)(&(times.coming)(scene.now, it.until));
        view! { <p><strong>{says}</strong></p> }
    });
    let trade = (claim.kind == WishKind::Repair).then(|| view! { <p class="hint">{t.trade}</p> });
    Some(
        view! {
            <section class="notice plain">
                <h2 class="small">{title}</h2>
                <p>{more}</p>
                {asked}
                {trade}
            </section>
        }
        .into_any(),
    )
}

/// "I called": the day that was agreed on.
pub fn promise(scene: &Scene, claim: &Claim, helping: Helping) -> Option<AnyView> {
    let (t, it) = (&scene.t.promising, helping.promising);
    let last = claim.promise_until.filter(|_| claim.steps.contains(&StepName::Promise))?;
    let days = days_from(scene.now, scene.now, last);
    let (attempt, acting, drawn) = (it.attempt, scene.clone(), scene.clone());
    let submit = Box::new(move || match it.day.get_untracked() {
        Some(at) => take(&acting, helping, attempt, HelperStep::Promise { at }, t.promised),
        None => attempt.refuse(Problem::fields([("at", Kind::Required)])),
    });
    Some(
        view! {
            <section class="card" class:aside=move || helping.contact.read().is_none()>
                <h2 class="small">{t.called}</h2>
                <p class="hint">{t.called_more}</p>
                <Form attempt button=t.promise submit>
                    <DayField attempt scene=drawn name="at" label=t.day hint=t.day_hint value=it.day days/>
                </Form>
                {in_vain(scene, claim, helping)}
            </section>
        }
        .into_any(),
    )
}

/// "Nobody answered", once a day.
fn in_vain(scene: &Scene, claim: &Claim, helping: Helping) -> Option<AnyView> {
    let (t, acting) = (&scene.t.promising, scene.clone());
    let attempt = helping.promising.in_vain;
    let press = move || take(&acting, helping, attempt, HelperStep::CallInVain, t.in_vain_done);
    let draw = || {
        view! {
            <p class="hint">{t.in_vain_more}</p>
            {attempt.notice()}
            {attempt.button("button plain", t.in_vain, press)}
        }
        .into_any()
    };
    claim.steps.contains(&StepName::CallInVain).then(draw)
}

/// The evenings after a day that have not passed, until the last one.
pub fn days_from(now: Millis, from: Millis, last: Millis) -> Vec<Millis> {
    let days = (0..).map(|days| evening_of(from.after_days(days)));
    days.take_while(|day| *day <= last).filter(|day| *day > now).collect()
}

/// Some days more, asked once, in words.
pub fn longer(scene: &Scene, claim: &Claim, helping: Helping) -> Option<AnyView> {
    let (t, it) = (&scene.t.promising, helping.promising);
    let promised = claim.promised.filter(|_| claim.steps.contains(&StepName::AskLonger))?;
    let days = days_from(scene.now, promised.after_days(1), claim.longer_until?);
    let (attempt, acting, drawn) = (it.longer, scene.clone(), scene.clone());
    let submit = Box::new(move || {
        let (until, words) = (it.later.get_untracked(), it.words.get_untracked());
        let step = HelperStep::AskLonger { until: until.unwrap_or_default(), words };
        match (until, step.check()) {
            (Some(_), Ok(step)) => take(&acting, helping, attempt, step, ""),
            (None, checked) => {
                let mut problem = Problem::fields([("until", Kind::Required)]);
                problem.fields.extend(checked.err().map(|it| it.fields).unwrap_or_default());
                attempt.refuse(problem);
            }
            (_, Err(problem)) => attempt.refuse(problem),
        }
    });
    Some(
        view! {
            <button type="button" class="button plain" on:click=move |_| it.asks.set(true)>{t.longer}</button>
            <Dialog open=it.asks title=t.longer_sure>
                <p>{t.longer_more}</p>
                <Form attempt button=t.longer_ask submit>
                    <DayField attempt scene=drawn name="until" label=t.longer_day value=it.later days/>
                    <TextField attempt name="words" label=t.longer_words hint=t.longer_hint
                        value=it.words rows=2 longest=200/>
                </Form>
            </Dialog>
        }
        .into_any(),
    )
}

/// The grid worker asks: yes, or not this time.
pub fn offer(scene: &Scene, claim: &Claim, helping: Helping) -> AnyView {
    let (t, it) = (&scene.t.promising, helping.promising);
    let due = claim.due_at.map(|at| (scene.t.times.due)(scene.now, at)).unwrap_or_default();
    let (key, travel, acting) = (scene.community.key.clone(), travel::travel(), scene.clone());
    let yes = move || {
        it.attempt.run(ClaimWish, (key.clone(), helping.id), (), move |_: Claim| {
            it.said.set(t.taken);
            travel.say(t.taken);
            helping.mine.again();
            travel.to_heading();
        });
    };
    let no = move || {
        let key = acting.community.key.clone();
        let step = HelperStep::RefuseOffer { words: String::new() };
        it.attempt.run(StepAsHelper, (key, helping.id), step, move |_: Stepped| {
            it.refused.set(true);
            helping.mine.again();
            travel.to_heading();
        });
    };
    let buttons = view! {
        {it.attempt.button("button", t.take, yes)}
        {it.attempt.button("button plain", t.refuse, no)}
    };
    view! {
        <section class="notice plain">
            <h2 class="small">{t.offered}</h2>
            <p>{(t.offered_more)(&due)}</p>
        </section>
        {it.attempt.notice()}
        {dock(buttons.into_any())}
    }
    .into_any()
}

/// Somebody objects; the helper waits.
pub fn disputed(scene: &Scene) -> AnyView {
    let t = &scene.t.promising;
    view! {
        <section class="notice">
            <h2 class="small">{icon(Icon::Eye)} {t.disputed}</h2>
            <p>{t.disputed_more}</p>
        </section>
    }
    .into_any()
}
