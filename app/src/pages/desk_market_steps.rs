//! The steps of a market: the next one in reach of the thumb, the others further down.

use leptos::prelude::*;
use shared::{
    api::StepMarket,
    market::{
        CancelReason, MarketAsk, MarketStatus, MarketStepInput, MarketStepName as Name, Proposal,
        StaffMarket,
    },
    problem::{Check, Kind, Problem},
};

use super::{desk_market::Holding, when};
use crate::{
    components::{
        dialog::Dialog,
        field::{ChoiceField, TextField},
        step_up::acted,
    },
    place_further::Further,
    scene::Scene,
    text::organising::Step,
    view::{frame::dock, market::hours},
};

/// Sends a step.
pub fn take(
    scene: &Scene,
    it: &StaffMarket,
    holding: Holding,
    step: MarketAsk,
    says: &'static str,
) {
    // What the server would refuse, is said before it is asked.
    if let Err(problem) = step.clone().step(Default::default(), Default::default()) {
        return holding.attempt.refuse(problem);
    }
    let at = (scene.community.key.clone(), it.id);
    let input = MarketStepInput { version: it.version, step, seen: None };
    holding.attempt.run(StepMarket, at, input, move |now| holding.done(now, says));
}

/// A button that takes a step which asks for nothing.
fn press(
    scene: &Scene,
    it: &StaffMarket,
    holding: Holding,
    class: &'static str,
    (name, says, step): (&'static str, &'static str, MarketAsk),
) -> AnyView {
    let (scene, it) = (scene.clone(), it.clone());
    let press = move || take(&scene, &it, holding, step.clone(), says);
    holding.attempt.button(class, name, press)
}

/// A button that opens a form.
fn opens(holding: Holding, class: &'static str, name: &'static str, step: Step) -> AnyView {
    let open = move |_| {
        holding.attempt.forgive();
        holding.step.set(Some(step));
        crate::travel::show("#step");
    };
    view! { <button type="button" class=class on:click=open>{name}</button> }.into_any()
}

/// A button that asks once more.
fn asks(
    scene: &Scene,
    it: &StaffMarket,
    holding: Holding,
    class: &'static str,
    (name, sure, yes): (&'static str, &'static str, &'static str),
    (says, step): (&'static str, MarketAsk),
) -> AnyView {
    let (open, scene, it) = (RwSignal::new(false), scene.clone(), it.clone());
    let press = move || {
        open.set(false);
        take(&scene, &it, holding, step.clone(), says);
    };
    view! {
        <button type="button" class=class on:click=move |_| open.set(true)>{name}</button>
        <Dialog open title=sure>{holding.attempt.button("button", yes, press)}</Dialog>
    }
    .into_any()
}

/// The next thing to do, in the dock.
pub fn main(scene: &Scene, it: &StaffMarket, holding: Holding) -> Option<AnyView> {
    let t = &scene.t.organising.steps;
    let has = |step: Name| it.steps.contains(&step);
    let simple = |name, says, step| press(scene, it, holding, "button", (name, says, step));
    let summary = |name: &'static str| {
        let href = scene.to(Further::MarketSummary(it.id).page());
        view! { <a class="button" href=href>{name}</a> }.into_any()
    };
    let actions = match it.status {
        _ if has(Name::Publish) => view! {
            <div class="pair-of-buttons">
                {opens(holding, "button plain", t.send_back, Step::SendBack)}
                {simple(t.publish, t.published, MarketAsk::Publish)}
            </div>
        }
        .into_any(),
        _ if has(Name::SendBack) => opens(holding, "button", t.send_back, Step::SendBack),
        _ if has(Name::Submit) => simple(t.submit, t.submitted, MarketAsk::Submit),
        _ if has(Name::Start) => simple(t.start, t.started, MarketAsk::Start),
        _ if has(Name::Close) => asks(
            scene,
            it,
            holding,
            "button",
            (t.close, t.close_sure, t.close_yes),
            (t.closed, MarketAsk::Close),
        ),
        MarketStatus::Closed if has(Name::WriteSummary) && it.draft.is_none() => {
            summary(t.write_summary)
        }
        _ if has(Name::SignSummary) => summary(t.sign_summary),
        MarketStatus::Closed | MarketStatus::Summarised => summary(t.see_summary),
        _ => return None,
    };
    Some(dock(actions))
}

/// A change that waits for a second person.
pub fn asked(scene: &Scene, it: &StaffMarket, holding: Holding) -> Option<AnyView> {
    let (t, times) = (&scene.t.organising.steps, &scene.t.times);
    let asked = it.asked.as_ref()?;
    let says = match &asked.proposal {
        Proposal::Postpone { starts_at, ends_at } => {
            let when =
                format!("{} {}", (times.day)(*starts_at), hours(scene, *starts_at, *ends_at));
            (t.asked_postpone)(&when)
        }
        Proposal::Cancel { reason, words } => (t.asked_cancel)((t.reason)(*reason), words),
    };
    let has = |step: Name| it.steps.contains(&step);
    let agree = (t.agree, t.agreed, MarketAsk::AgreeChange);
    let refuse = (t.refuse, t.refused, MarketAsk::RefuseChange);
    let agree = has(Name::AgreeChange).then(|| press(scene, it, holding, "button", agree));
    let refuse = has(Name::RefuseChange).then(|| press(scene, it, holding, "button plain", refuse));
    let waits = asked.mine.then(|| view! { <p class="hint">{t.asked_mine}</p> });
    Some(
        view! {
            <section class="notice">
                <p>{says}</p>
                {waits}
                <div class="pair-of-buttons">{refuse} {agree}</div>
            </section>
        }
        .into_any(),
    )
}

/// What may be done besides, and the form that is open.
pub fn others(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    let t = &scene.t.organising.steps;
    let has = |step: Name| it.steps.contains(&step);
    let mut all = Vec::new();
    if has(Name::AskChange) {
        let moves = matches!(it.status, MarketStatus::Published | MarketStatus::Postponed);
        if moves {
            all.push(opens(holding, "button plain", t.postpone, Step::Postpone));
        }
        all.push(opens(holding, "button plain", t.cancel, Step::Cancel));
    }
    if has(Name::Discard) {
        let words = (t.discard, t.discard_sure, t.discard_yes);
        let discard = (t.discarded, MarketAsk::Discard);
        all.push(asks(scene, it, holding, "button plain", words, discard));
    }
    let (scene, it) = (scene.clone(), it.clone());
    let form = move || holding.step.get().map(|step| form(&scene, &it, holding, step));
    view! { {form} <section class="group">{all}</section> }.into_any()
}

fn form(scene: &Scene, it: &StaffMarket, holding: Holding, step: Step) -> AnyView {
    let t = &scene.t.organising.steps;
    let (name, more, body) = match step {
        Step::SendBack => (t.send_back, t.send_back_more, send_back(scene, it, holding)),
        Step::Postpone => (t.postpone, t.postpone_more, postpone(scene, it, holding)),
        Step::Cancel => (t.cancel, t.cancel_more, cancel(scene, it, holding)),
    };
    view! {
        <section class="card" id="step" tabindex="-1">
            <h2 class="small">{name}</h2>
            <p class="hint">{more}</p>
            {acted(holding.attempt)}
            {body}
            <button type="button" class="button plain" on:click=move |_| holding.step.set(None)>
                {scene.t.common.cancel}
            </button>
        </section>
    }
    .into_any()
}

fn send_back(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    let (t, attempt) = (&scene.t.organising.steps, holding.attempt);
    let (scene, it) = (scene.clone(), it.clone());
    let send = move || {
        let step = MarketAsk::SendBack { words: holding.words.get_untracked() };
        take(&scene, &it, holding, step, t.sent_back);
    };
    view! {
        <TextField attempt name="words" label=t.words value=holding.words rows=3 longest=MarketAsk::LONGEST/>
        {attempt.button("button", t.send_back_yes, send)}
    }
    .into_any()
}

fn postpone(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    let (t, p, attempt) = (&scene.t.organising.steps, &scene.t.planning, holding.attempt);
    let day = RwSignal::new(when::day(it.plan.starts_at.after_days(7)));
    let from = RwSignal::new(when::hour(it.plan.starts_at));
    let to = RwSignal::new(when::hour(it.plan.ends_at));
    let (scene, it) = (scene.clone(), it.clone());
    let send = move || {
        let mut check = Check::default();
        let at = |hour: RwSignal<String>| when::at(&day.get_untracked(), &hour.get_untracked());
        let starts_at = check.take("from", at(from));
        let ends_at = check.take("to", at(to));
        match check.done() {
            Err(problem) => attempt.refuse(problem),
            Ok(()) => {
                let step = MarketAsk::Postpone { starts_at, ends_at };
                take(&scene, &it, holding, step, t.change_asked);
            }
        }
    };
    view! {
        <TextField attempt name="starts_at" label=p.day value=day kind="date"/>
        <div class="two">
            <TextField attempt name="from" label=p.from value=from kind="time"/>
            <TextField attempt name="ends_at" label=p.to value=to kind="time"/>
        </div>
        {attempt.button("button", t.postpone_yes, send)}
    }
    .into_any()
}

fn cancel(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    let (t, attempt) = (&scene.t.organising.steps, holding.attempt);
    let reason = RwSignal::new(None);
    let choices = CancelReason::ALL.map(|it| (it, (t.reason)(it), "")).to_vec();
    let (scene, it) = (scene.clone(), it.clone());
    let send = move || match reason.get_untracked() {
        None => attempt.refuse(Problem::fields([("reason", Kind::Required)])),
        Some(reason) => {
            let step = MarketAsk::Cancel { reason, words: holding.words.get_untracked() };
            take(&scene, &it, holding, step, t.change_asked);
        }
    };
    view! {
        <ChoiceField attempt name="reason" label=t.why value=reason choices/>
        <TextField attempt name="words" label=t.words hint=t.cancel_hint value=holding.words rows=3
            longest=MarketAsk::LONGEST/>
        {attempt.button("button", t.cancel_yes, send)}
    }
    .into_any()
}
