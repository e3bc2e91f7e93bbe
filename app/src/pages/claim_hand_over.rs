//! Handing a wish over: a helper of a team asks a colleague, and the colleague answers.

use leptos::prelude::*;
use shared::{
    api::{ListColleagues, StepAsHelper},
    id::AppointmentId,
    problem::{Kind, Problem},
    wish::{Claim, Colleague, HelperStep, StepName, Stepped},
};

use super::{
    claim::Helping,
    claim_promise::{after, due, take},
};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::{TextField, error_of, id_of},
        form::Form,
        load::{Load, loaded_part},
    },
    scene::Scene,
    travel,
    view::frame::dock,
};

/// What outlives a new answer about the claim.
#[derive(Clone, Copy)]
pub struct Handing {
    attempt: Attempt,
    /// Whether the question whom to ask is on the screen.
    asks: RwSignal<bool>,
    to: RwSignal<Option<AppointmentId>>,
    advice: RwSignal<String>,
    /// Whether the reader was asked, and said no.
    pub refused: RwSignal<bool>,
}

impl Handing {
    pub fn new() -> Self {
        let (attempt, asks, to, advice, refused) = Default::default();
        Self { attempt, asks, to, advice, refused }
    }
}

/// The button, and behind it who may be asked.
pub fn ask(scene: &Scene, claim: &Claim, helping: Helping) -> Option<AnyView> {
    let may = claim.handing_over.is_none() && claim.steps.contains(&StepName::HandOver);
    let (t, it) = (&scene.t.teams, helping.handing);
    let attempt = it.attempt;
    let (key, travel) = (scene.community.key.clone(), travel::travel());
    let submit = Box::new(move || {
        let to = it.to.get_untracked();
        let advice = it.advice.get_untracked();
        let checked = HelperStep::HandOver { to: to.unwrap_or_default(), advice }.check();
        let step = match (to, checked) {
            (Some(_), Ok(step)) => step,
            (_, Err(problem)) => return attempt.refuse(problem),
            (None, _) => return attempt.refuse(Problem::fields([("to", Kind::Required)])),
        };
        attempt.run(StepAsHelper, (key.clone(), helping.id), step, move |_: Stepped| {
            it.asks.set(false);
            it.advice.set(String::new());
            after(helping, t.sent, travel);
        });
    });
    attempt.label("to", t.who);
    let who = scene.clone();
    // Asked for when somebody wants to know.
    let list = move || it.asks.get().then(|| colleagues(&who, helping));
    let draw = || {
        view! {
            <button type="button" class="button plain" on:click=move |_| it.asks.set(true)>{t.ask}</button>
            <Dialog open=it.asks title=t.ask_sure>
                <p>{t.ask_more}</p>
                <Form attempt button=t.send submit>
                    <fieldset class="field">
                        <legend>{t.who}</legend>
                        {error_of(attempt, "to")}
                        {list}
                    </fieldset>
                    <TextField attempt name="advice" label=t.words hint=t.words_hint value=it.advice
                        rows=2 longest=200 optional=true/>
                </Form>
            </Dialog>
        }
        .into_any()
    };
    may.then(draw)
}

fn colleagues(scene: &Scene, helping: Helping) -> AnyView {
    let (key, none) = (scene.community.key.clone(), scene.t.teams.none);
    let someone = scene.t.teams.someone;
    let all = Load::new(move || call(ListColleagues, (key.clone(), helping.id), ()));
    loaded_part(all, move |all: &Vec<Colleague>| {
        if all.is_empty() {
            return view! { <p class="hint" role="status">{none}</p> }.into_any();
        }
        let all = all.iter().enumerate();
        let all = all.map(|(at, one)| choice(at, one, someone, helping.handing.to));
        view! { <div class="choices">{all.collect_view()}</div> }.into_any()
    })
}

fn choice(
    at: usize,
    one: &Colleague,
    someone: &'static str,
    to: RwSignal<Option<AppointmentId>>,
) -> AnyView {
    let own = one.appointment;
    let id = if at == 0 { id_of("to") } else { format!("{}-{at}", id_of("to")) };
    view! {
        <div class="choice">
            <input type="radio" id=id.clone() name="to" prop:checked=move || to.get() == Some(own)
                on:change=move |_| to.set(Some(own))/>
            <label for=id>{called(&one.name, someone)}</label>
        </div>
    }
    .into_any()
}

/// By the name that the team knows.
fn called(name: &str, someone: &'static str) -> String {
    if name.is_empty() { someone.to_owned() } else { name.to_owned() }
}

/// Somebody was asked: until the yes, nothing has changed.
pub fn waiting(scene: &Scene, claim: &Claim, helping: Helping) -> Option<AnyView> {
    let (t, attempt, acting) = (&scene.t.teams, helping.handing.attempt, scene.clone());
    let asked = claim.handing_over.as_ref().filter(|it| !it.asks_me)?;
    let keep = move || take(&acting, helping, attempt, HelperStep::RefuseHandOver, t.kept);
    Some(
        view! {
            <section class="notice plain">
                <h2 class="small">{(t.waiting)(&called(&asked.name, t.someone))}</h2>
                <p>{t.waiting_more}</p>
                {attempt.notice()}
                {attempt.button("button plain", t.keep, keep)}
            </section>
        }
        .into_any(),
    )
}

/// The reader is asked: yes, or not this time.
pub fn asked(scene: &Scene, claim: &Claim, helping: Helping) -> AnyView {
    let (t, it) = (&scene.t.teams, helping.handing);
    let name = claim.handing_over.as_ref().map(|it| called(&it.name, t.someone));
    let (key, travel) = (scene.community.key.clone(), travel::travel());
    let acting = scene.clone();
    let yes = move || take(&acting, helping, it.attempt, HelperStep::TakeOver, t.taken);
    let no = move || {
        let step = HelperStep::RefuseHandOver;
        it.attempt.run(StepAsHelper, (key.clone(), helping.id), step, move |_: Stepped| {
            it.refused.set(true);
            after(helping, "", travel);
        });
    };
    let buttons = view! {
        {it.attempt.button("button", t.take, yes)}
        {it.attempt.button("button plain", t.refuse, no)}
    };
    view! {
        <section class="notice plain">
            <h2 class="small">{(t.asked)(&name.unwrap_or_default())}</h2>
            <p>{t.asked_more}</p>
        </section>
        {due(scene, claim)}
        {it.attempt.notice()}
        {dock(buttons.into_any())}
    }
    .into_any()
}
