//! The steps of staff: what each asks for, and sending it. What was typed stays when it fails.

use leptos::prelude::*;
use shared::{
    api::StepAsStaff,
    community::CommunityKey,
    problem::{Check, Kind, Problem},
    time::Millis,
    wish::{
        CallOutcome, DisputeReason, Finding, Heard, Office, RemoveReason, StaffStep, StaffWish,
        StepName, Stepped, UnmetReason,
    },
};

use super::{
    claim_promise::days_from,
    review_decide::{REPLY_DAYS, evenings, offices},
    staff_wish::Acting,
    staff_wish_offer, staff_wish_split,
};
use crate::{
    components::field::{ChoiceField, DayField, TextField, TickField},
    scene::Scene,
    text::staff_wish::{Asked, Found},
    travel::Travel,
};

/// The steps that have a form, in the order in which they are thought of.
const FORMS: [StepName; 21] = [
    StepName::AgreeRemoval,
    StepName::RefuseRemoval,
    StepName::Restore,
    StepName::UpholdRemoval,
    StepName::Receive,
    StepName::Returned,
    StepName::Settle,
    StepName::FollowUpGood,
    StepName::OfficeAnswered,
    StepName::CloseUnconfirmed,
    StepName::ConfirmByCall,
    StepName::Extend,
    StepName::Offer,
    StepName::Dispute,
    StepName::Split,
    StepName::KeepOpen,
    StepName::Refer,
    StepName::CannotBe,
    StepName::Reopen,
    StepName::NewWord,
    StepName::AskRemoval,
];

/// What the caller may do now.
pub fn forms(it: &StaffWish) -> Vec<StepName> {
    let may = |step: &StepName| match step {
        // One form for both ways in which a call ends; so has asking whether all is still well.
        StepName::ConfirmByCall => {
            let asks = it.steps.contains(&StepName::FollowUpGood);
            it.steps.contains(step) || (it.steps.contains(&StepName::CallFailed) && !asks)
        }
        step => it.steps.contains(step),
    };
    let mut forms = FORMS.to_vec();
    // What waits for a decision in vain is still called once more.
    forms.retain(may);
    forms
}

/// What a step asks for.
pub fn form(scene: &Scene, it: &StaffWish, step: StepName, acting: Acting) -> AnyView {
    let said = (scene.t.staff_wish.step)(step);
    view! {
        <section class="card" id="step" tabindex="-1">
            <h2 class="small">{said.name}</h2>
            <p class="hint">{said.more}</p>
            {fields(scene, it, step, acting)}
        </section>
    }
    .into_any()
}

fn fields(scene: &Scene, it: &StaffWish, step: StepName, acting: Acting) -> AnyView {
    let (t, f, attempt) = (&scene.t.staff_wish, &scene.t.staff_wish.fields, acting.attempt);
    let words = |hint: &'static str| words(scene, acting, hint);
    match step {
        StepName::Offer => staff_wish_offer::fields(scene, it, acting),
        StepName::Split => view! {
            {staff_wish_split::fields(scene, it, acting)} {consulted(scene, acting)}
        }
        .into_any(),
        StepName::Extend => {
            let from = it.promised.unwrap_or(scene.now);
            let last = it.longer_until.unwrap_or(from);
            let days = days_from(scene.now, from.after_days(1), last);
            day(scene, acting, "until", (f.until, f.until_hint), days)
        }
        StepName::ConfirmByCall => {
            let choices = CallOutcome::ALL.map(|it| (it, (f.outcomes)(it).0, (f.outcomes)(it).1));
            let mut choices = choices.to_vec();
            choices.reverse();
            view! {
                <ChoiceField attempt name="outcome" label=f.outcome value=acting.outcome choices/>
            }
            .into_any()
        }
        StepName::Dispute => view! { {disputes(scene, acting)} {words(f.words_both)} }.into_any(),
        StepName::Settle => settle(scene, it, acting),
        StepName::OfficeAnswered => answered(scene, acting),
        StepName::FollowUpGood => follow_up(scene, acting),
        StepName::CannotBe => view! {
            {unmet(scene, acting)} {words(f.words_public)} {consulted(scene, acting)}
        }
        .into_any(),
        StepName::Refer => {
            let r = &scene.t.deciding;
            let days = evenings(scene.now, &REPLY_DAYS);
            view! {
                <ChoiceField attempt name="office" label=r.refer_office value=acting.office
                    choices=offices(scene)/>
                {day(scene, acting, "reply_by", (r.refer_day, r.refer_day_hint), days)}
                {words(f.words_public)}
                {consulted(scene, acting)}
            }
            .into_any()
        }
        StepName::AskRemoval => {
            let choices = RemoveReason::ALL.map(|it| (it, (t.removals)(it), "")).to_vec();
            view! {
                <ChoiceField attempt name="reason" label=f.reason value=acting.remove choices/>
                {words(f.words_staff)}
            }
            .into_any()
        }
        StepName::AgreeRemoval => ().into_any(),
        StepName::Restore | StepName::UpholdRemoval => words(f.words_poster),
        _ => words(f.words_staff),
    }
}

fn words(scene: &Scene, acting: Acting, hint: &'static str) -> AnyView {
    let (f, attempt) = (&scene.t.staff_wish.fields, acting.attempt);
    view! {
        <TextField attempt name="words" label=f.words hint=hint value=acting.words rows=3 longest=200/>
    }
    .into_any()
}

fn day(
    scene: &Scene,
    acting: Acting,
    name: &'static str,
    (label, hint): (&'static str, &'static str),
    days: Vec<Millis>,
) -> AnyView {
    let (scene, attempt) = (scene.clone(), acting.attempt);
    view! { <DayField attempt scene name=name label=label hint=hint value=acting.day days/> }
        .into_any()
}

fn unmet(scene: &Scene, acting: Acting) -> AnyView {
    let (f, attempt) = (&scene.t.staff_wish.fields, acting.attempt);
    let choices = UnmetReason::ALL.map(|it| (it, (f.unmet)(it), "")).to_vec();
    view! { <ChoiceField attempt name="unmet" label=f.reason value=acting.unmet choices/> }
        .into_any()
}

fn consulted(scene: &Scene, acting: Acting) -> AnyView {
    let (f, attempt) = (&scene.t.staff_wish.fields, acting.attempt);
    view! { <TickField attempt name="consulted" label=f.consulted value=acting.consulted/> }
        .into_any()
}

fn disputes(scene: &Scene, acting: Acting) -> AnyView {
    let (t, attempt) = (&scene.t.staff_wish, acting.attempt);
    let choices = DisputeReason::ALL.map(|it| (it, (t.disputes)(it), "")).to_vec();
    view! {
        <ChoiceField attempt name="reason" label=t.fields.reason value=acting.dispute choices/>
    }
    .into_any()
}

/// What was found, and what goes with it.
fn settle(scene: &Scene, it: &StaffWish, acting: Acting) -> AnyView {
    let (f, attempt) = (&scene.t.staff_wish.fields, acting.attempt);
    // What is asked for later stands before the words.
    for (name, label) in [("finding", f.finding), ("promised", f.promised), ("unmet", f.reason)] {
        attempt.label(name, label);
    }
    let choices = Found::ALL.map(|it| (it, (f.findings)(it).0, (f.findings)(it).1)).to_vec();
    let (last, drawn) = (it.promise_until, scene.clone());
    let more = move || match acting.found.get() {
        Some(Found::GoOn) => {
            let days = days_from(drawn.now, drawn.now.after_days(1), last);
            Some(day(&drawn, acting, "promised", (drawn.t.staff_wish.fields.promised, ""), days))
        }
        Some(Found::Unmet) => Some(unmet(&drawn, acting)),
        _ => None,
    };
    view! {
        <ChoiceField attempt name="finding" label=f.finding value=acting.found choices/>
        {more}
        {words(scene, acting, f.words_both)}
    }
    .into_any()
}

/// Whether the office has answered; if not, by when it will.
fn answered(scene: &Scene, acting: Acting) -> AnyView {
    let (f, attempt) = (&scene.t.staff_wish.fields, acting.attempt);
    // What is asked for later stands before the words.
    for (name, label) in [("replied", f.replied), ("reply_by", scene.t.deciding.refer_day)] {
        attempt.label(name, label);
    }
    let choices = [true, false].map(|it| (it, (f.replies)(it).0, (f.replies)(it).1)).to_vec();
    let drawn = scene.clone();
    let again = move || {
        let (r, days) = (&drawn.t.deciding, evenings(drawn.now, &REPLY_DAYS));
        let day = || day(&drawn, acting, "reply_by", (r.refer_day, r.refer_day_hint), days);
        (acting.replied.get() == Some(false)).then(day)
    };
    view! {
        <ChoiceField attempt name="replied" label=f.replied value=acting.replied choices/>
        {again}
        {words(scene, acting, f.words_poster)}
    }
    .into_any()
}

/// Whether all is still well; if not, what is wrong.
fn follow_up(scene: &Scene, acting: Acting) -> AnyView {
    let (f, attempt) = (&scene.t.staff_wish.fields, acting.attempt);
    // What is asked for later stands before the words.
    for (name, label) in [("heard", f.asked), ("reason", f.reason)] {
        attempt.label(name, label);
    }
    let choices = Asked::ALL.map(|it| (it, (f.answers)(it).0, (f.answers)(it).1)).to_vec();
    let drawn = scene.clone();
    let more = move || {
        let f = &drawn.t.staff_wish.fields;
        match acting.asked.get() {
            Some(Asked::Good) => Some(words(&drawn, acting, f.words_if)),
            Some(Asked::Trouble) => {
                let why = disputes(&drawn, acting);
                Some(view! { {why} {words(&drawn, acting, f.words_poster)} }.into_any())
            }
            _ => None,
        }
    };
    view! {
        <ChoiceField attempt name="heard" label=f.asked value=acting.asked choices/>
        {more}
    }
    .into_any()
}

/// The chosen one; a placeholder that is never sent, and a note, where nothing is chosen.
fn chosen<T: Copy + Send + Sync + 'static>(
    check: &mut Check,
    field: &'static str,
    value: RwSignal<Option<T>>,
    otherwise: T,
) -> T {
    let value = value.get_untracked();
    check.demand(field, value.is_some(), Kind::Required);
    value.unwrap_or(otherwise)
}

fn why_unmet(check: &mut Check, acting: Acting) -> UnmetReason {
    chosen(check, "unmet", acting.unmet, UnmetReason::NotAvailable)
}

/// What was found about an objection, with what goes with it.
fn finding(check: &mut Check, acting: Acting) -> Finding {
    match chosen(check, "finding", acting.found, Found::CameTrue) {
        Found::GoOn => {
            Finding::GoOn { promised: chosen(check, "promised", acting.day, Millis::default()) }
        }
        Found::OpenAgain => Finding::OpenAgain,
        Found::CameTrue => Finding::CameTrue,
        Found::Unmet => Finding::Unmet { reason: why_unmet(check, acting) },
    }
}

fn why_disputed(check: &mut Check, acting: Acting) -> DisputeReason {
    chosen(check, "reason", acting.dispute, DisputeReason::Other)
}

/// What somebody said who was asked whether all is still well, or that nobody answered.
fn asked(check: &mut Check, acting: Acting, words: String) -> StaffStep {
    match chosen(check, "heard", acting.asked, Asked::NotReached) {
        Asked::Good => StaffStep::FollowUp { heard: Heard::Good, words },
        Asked::Trouble => {
            let heard = Heard::Trouble { reason: why_disputed(check, acting) };
            StaffStep::FollowUp { heard, words }
        }
        Asked::NotReached => StaffStep::Called { outcome: CallOutcome::NotReached },
    }
}

/// The step as it is filled in.
fn input(acting: Acting, step: StepName) -> Result<StaffStep, Problem> {
    let (mut check, words) = (Check::default(), acting.words.get_untracked());
    let (check_, consulted) = (&mut check, acting.consulted.get_untracked());
    let never = Millis::default();
    let step = match step {
        StepName::Offer => StaffStep::Offer {
            to: chosen(check_, "to", acting.to, Default::default()),
            urgent: acting.urgent.get_untracked(),
        },
        StepName::Split => StaffStep::Split { parts: staff_wish_split::parts(acting), consulted },
        StepName::Extend => StaffStep::Extend { until: chosen(check_, "until", acting.day, never) },
        StepName::ConfirmByCall => StaffStep::Called {
            outcome: chosen(check_, "outcome", acting.outcome, CallOutcome::NotReached),
        },
        StepName::Receive => StaffStep::Receive { words },
        StepName::Returned => StaffStep::Returned { words },
        StepName::CloseUnconfirmed => StaffStep::CloseUnconfirmed { words },
        StepName::Dispute => StaffStep::Dispute { reason: why_disputed(check_, acting), words },
        StepName::FollowUpGood => asked(check_, acting, words),
        StepName::Settle => StaffStep::Settle { finding: finding(check_, acting), words },
        StepName::CannotBe => {
            StaffStep::CannotBe { reason: why_unmet(check_, acting), words, consulted }
        }
        StepName::Refer => StaffStep::Refer {
            office: chosen(check_, "office", acting.office, Office::Other),
            words,
            reply_by: chosen(check_, "reply_by", acting.day, never),
            consulted,
        },
        StepName::OfficeAnswered => StaffStep::OfficeAnswered {
            again: match chosen(check_, "replied", acting.replied, true) {
                true => None,
                false => Some(chosen(check_, "reply_by", acting.day, never)),
            },
            words,
        },
        StepName::KeepOpen => StaffStep::KeepOpen { words },
        StepName::AskRemoval => StaffStep::AskRemoval {
            reason: chosen(check_, "reason", acting.remove, RemoveReason::Other),
            words,
        },
        StepName::AgreeRemoval => StaffStep::AgreeRemoval,
        StepName::RefuseRemoval => StaffStep::RefuseRemoval { words },
        StepName::Restore => StaffStep::Restore { words },
        StepName::UpholdRemoval => StaffStep::UpholdRemoval { words },
        StepName::Reopen => StaffStep::Reopen { words },
        StepName::NewWord => StaffStep::NewWord { words },
        _ => return Err(Kind::StepNotPossible.into()),
    };
    match (check.done(), step.check()) {
        (Ok(()), checked) => checked,
        (Err(problem), Ok(_)) => Err(problem),
        (Err(mut problem), Err(more)) => {
            problem.fields.extend(more.fields);
            Err(problem)
        }
    }
}

/// Takes the step.
pub fn send(key: &CommunityKey, acting: Acting, step: StepName, travel: Travel) {
    let input = match input(acting, step) {
        Ok(input) => input,
        Err(problem) => return acting.attempt.refuse(problem),
    };
    acting.attempt.run(StepAsStaff, (key.clone(), acting.id), input, move |it: Stepped| {
        acting.done.set(Some((step, it)));
        travel.to_heading();
    });
}
