//! The summary of a market: figures that come from what happened, beside the organiser's words;
//! another person signs both, and then neither is changed.

use leptos::prelude::*;
use shared::{
    api::{GetStaffMarket, StepMarket},
    id::MarketId,
    market::{
        MarketAsk, MarketStatus, MarketStepInput, MarketStepName as Name, PublicFigures,
        StaffMarket, SummaryFigures,
    },
    problem::{Kind, Problem},
};

use super::desk::staff_only;
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::TextField,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    draft::{self, kept_text},
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, dock, frame, heading},
        market::figures,
    },
};

/// What outlives every answer.
#[derive(Clone, Copy)]
struct Summing {
    found: Load<StaffMarket>,
    attempt: Attempt,
    said: RwSignal<&'static str>,
}

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let found = Load::new(move || call(GetStaffMarket, (key.clone(), id), ()));
        let (attempt, said) = Default::default();
        let summing = Summing { found, attempt, said };
        // What was on the screen is not what is there: it is shown anew.
        Effect::new(move |_| {
            let kind = summing.attempt.problem().map(|problem| problem.kind);
            if kind == Some(Kind::SomeoneWasFaster) {
                found.again();
            }
        });
        loaded_for_staff(found, move |it: &StaffMarket| {
            travel.arrived(scene.title(scene.t.summing_up.title));
            one(&scene, it, summing)
        })
    });
    let above = scene.to(Further::DeskMarket(id).page());
    frame(scene, Frame::below(above, scene.t.organising.one), page)
}

fn one(scene: &Scene, it: &StaffMarket, summing: Summing) -> AnyView {
    let t = &scene.t.summing_up;
    let over = matches!(it.status, MarketStatus::Closed | MarketStatus::Summarised);
    let said = move || {
        let says = summing.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good said" tabindex="-1">{says}</p> })
    };
    let writes = it.steps.contains(&Name::WriteSummary);
    let outcome = (!writes).then(|| acted(summing.attempt));
    let due = (it.status == MarketStatus::Closed && !it.rehearsal)
        .then(|| view! { <p class="quiet">{(t.due)(&(scene.t.times.day)(it.summary_due))}</p> });
    let early = (!over).then(|| view! { <p>{t.early}</p> });
    view! {
        <article class="page">
            {heading(t.title)}
            <p><strong>{it.plan.title.clone()}</strong></p>
            {said}
            {outcome}
            {due}
            {early}
            {signed(scene, it)}
            {waiting(scene, it)}
            {so_far(scene, it)}
            {write(scene, it, summing)}
            {sign(scene, it, summing)}
        </article>
    }
    .into_any()
}

/// The figures, exact, as nobody types them.
fn so_far(scene: &Scene, it: &StaffMarket) -> AnyView {
    let (t, exact) = (&scene.t.summing_up, &it.figures);
    let body = match *exact == SummaryFigures::default() {
        true => view! { <p>{t.no_figures}</p> }.into_any(),
        false => figures(scene, &shown(exact)),
    };
    view! {
        <section class="group">
            <h2>{t.figures}</h2>
            <p class="hint">{t.figures_more}</p>
            {body}
        </section>
    }
    .into_any()
}

/// Exact figures in the shape of public ones.
fn shown(it: &SummaryFigures) -> PublicFigures {
    PublicFigures {
        verified: Some(it.verified),
        walk_in: Some(it.walk_in),
        person_times: Some(it.verified + it.walk_in),
        persons: Some(it.persons),
        services: Some(it.services),
        stalls: it.stalls,
        helpers: Some(it.helpers),
        helper_hours: Some(it.helper_minutes / 60),
        wishes: Some(it.wishes),
        satisfaction: (it.ratings > 0).then(|| it.stars * 10 / it.ratings),
    }
}

/// What was signed last: it stays as it is.
fn signed(scene: &Scene, it: &StaffMarket) -> Option<AnyView> {
    let (t, summary) = (&scene.t.summing_up, it.summary.as_ref()?);
    let version = (summary.version > 1).then(|| {
        let says = (scene.t.markets.version)(summary.version, &summary.reason);
        view! { <p class="hint">{says}</p> }
    });
    Some(
        view! {
            <section class="notice good">
                <h2 class="small">{(t.locked)(&(scene.t.times.day)(summary.signed_at))}</h2>
                <p class="story">{summary.words.clone()}</p>
                {version}
            </section>
        }
        .into_any(),
    )
}

/// Words that wait for a second person.
fn waiting(scene: &Scene, it: &StaffMarket) -> Option<AnyView> {
    let (t, draft) = (&scene.t.summing_up, it.draft.as_ref()?);
    let reason = (!draft.reason.is_empty())
        .then(|| view! { <p class="hint">{(t.because)(&draft.reason)}</p> });
    let waits =
        (!it.steps.contains(&Name::SignSummary)).then(|| view! { <p class="hint">{t.waits}</p> });
    let said_on = (scene.t.markets.said_on)(&(scene.t.times.day)(draft.at));
    Some(
        view! {
            <section class="card">
                <h2 class="small">{t.to_sign}</h2>
                <p class="story">{draft.words.clone()}</p>
                <p class="hint">{said_on}</p>
                {reason}
                {waits}
            </section>
        }
        .into_any(),
    )
}

/// By another person than who wrote them, in reach of the thumb.
fn sign(scene: &Scene, it: &StaffMarket, summing: Summing) -> Option<AnyView> {
    let t = &scene.t.summing_up;
    let step = |class, name, says, step: MarketAsk| {
        let (scene, it) = (scene.clone(), it.clone());
        let press = move || take(&scene, &it, summing, step.clone(), says);
        summing.attempt.button(class, name, press)
    };
    it.steps.contains(&Name::SignSummary).then(|| {
        dock(
            view! {
                <div class="pair-of-buttons">
                    {step("button plain", t.send_back, t.sent_back, MarketAsk::ReturnSummary)}
                    {step("button", t.sign, t.signed, MarketAsk::SignSummary)}
                </div>
            }
            .into_any(),
        )
    })
}

fn take(scene: &Scene, it: &StaffMarket, summing: Summing, step: MarketAsk, says: &'static str) {
    if let Err(problem) = step.clone().step(Default::default(), Default::default()) {
        return summing.attempt.refuse(problem);
    }
    let (at, id) = ((scene.community.key.clone(), it.id), it.id);
    let seen = (step == MarketAsk::SignSummary).then(|| it.figures.clone());
    let input = MarketStepInput { version: it.version, step, seen };
    let travel = travel::travel();
    summing.attempt.run(StepMarket, at, input, move |now| {
        draft::forget(&format!("summary.{id}"));
        summing.said.set(says);
        summing.found.set(now);
        travel.say(says);
        travel::show(".said");
    });
}

/// The organiser's own words: the first time, again while nobody has signed, or another version.
fn write(scene: &Scene, it: &StaffMarket, summing: Summing) -> Option<AnyView> {
    if !it.steps.contains(&Name::WriteSummary) {
        return None;
    }
    let (t, attempt, name) = (&scene.t.summing_up, summing.attempt, format!("summary.{}", it.id));
    let before = it.draft.as_ref().map(|it| it.words.clone());
    let before = before.or(it.summary.as_ref().map(|it| it.words.clone())).unwrap_or_default();
    let words = kept_text(&format!("{name}.words"), &before);
    let reason = kept_text(&format!("{name}.reason"), "");
    let again = it.summary.is_some();
    let (drawn, market) = (scene.clone(), it.clone());
    let send = move || {
        let (words, reason) = (words.get_untracked(), reason.get_untracked());
        if again && reason.trim().is_empty() {
            return attempt.refuse(Problem::fields([("reason", Kind::Required)]));
        }
        take(&drawn, &market, summing, MarketAsk::WriteSummary { words, reason }, t.written);
    };
    let why = again.then(|| {
        view! {
            <TextField attempt name="reason" label=t.reason hint=t.reason_hint value=reason
                longest=MarketAsk::LONGEST/>
        }
    });
    let ready = t.ready.iter().map(|ready| {
        let take = move |_| words.update(|words| words.push_str(ready));
        view! { <button type="button" class="chip" on:click=take>{*ready}</button> }
    });
    Some(
        view! {
            <section class="card">
                <h2 class="small">{if again { t.another } else { t.write }}</h2>
                <div class="chips ready">{ready.collect_view()}</div>
                <TextField attempt name="words" label=t.words hint=t.words_hint value=words rows=6
                    longest=MarketAsk::LONGEST_SUMMARY/>
                {why}
                {acted(attempt)}
                {attempt.button("button", t.send, send)}
            </section>
        }
        .into_any(),
    )
}
