//! Who signed up where somebody says yes first: the organiser, or the provider whom alone it
//! concerns who comes.

use leptos::prelude::*;
use shared::{
    api::{DecideSignUp, ListPending},
    id::{MarketId, SignUpId},
    market::{PendingSignUp, SignUpDecision, TurnDownReason},
    policy::Role,
};

use super::{show, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::ChoiceField,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    me,
    place_further::Further,
    scene::Scene,
    text::visiting::of,
    travel,
    view::{
        frame::{Frame, Tab, empty, heading},
        market::hours,
    },
};

/// What outlives an answer.
#[derive(Clone, Copy)]
struct Deciding {
    load: Load<Vec<PendingSignUp>>,
    attempt: Attempt,
    /// Whom a no is about, while its reason is asked for.
    which: RwSignal<Option<SignUpId>>,
    open: RwSignal<bool>,
    reason: RwSignal<Option<TurnDownReason>>,
    said: RwSignal<&'static str>,
}

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let organises = me::me().roles(&scene.community.key).contains(&Role::Organiser);
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        let load = Load::new(move || call(ListPending, (key.clone(), id), ()));
        let (attempt, which, open, reason, said) = Default::default();
        let deciding = Deciding { load, attempt, which, open, reason, said };
        let asked = question(&scene, deciding);
        let all = loaded_for_staff(load, move |all: &Vec<PendingSignUp>| {
            travel.arrived(scene.title(of(scene.t).approvals.title));
            list(&scene, all, deciding)
        });
        view! { {all} {asked} }.into_any()
    });
    let (above, name) = match organises {
        true => (Further::DeskMarket(id), scene.t.organising.one),
        false => (Further::OfferStall(id), scene.t.offering.title),
    };
    let above = Frame::below_tab(scene.to(above.page()), name, Tab::Mine);
    show(scene, above, of(scene.t).approvals.title, page)
}

fn list(scene: &Scene, all: &[PendingSignUp], deciding: Deciding) -> AnyView {
    let t = &of(scene.t).approvals;
    let nothing = all.is_empty().then(|| empty(t.none, t.none_more, ().into_any()));
    let rows = all.iter().map(|it| row(scene, it, deciding)).collect_view();
    let said = move || {
        let says = deciding.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good said" tabindex="-1">{says}</p> })
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            {said}
            {move || (!deciding.open.get()).then(|| acted(deciding.attempt))}
            {nothing}
            <ul class="people">{rows}</ul>
        </div>
    }
    .into_any()
}

fn row(scene: &Scene, it: &PendingSignUp, deciding: Deciding) -> AnyView {
    let (t, m, times) = (&of(scene.t).approvals, &scene.t.markets, &scene.t.times);
    let (id, scene_of) = (it.id, scene.clone());
    let name = called(scene, it);
    let (yes_to, no_to) = ((t.yes_to)(&name), (t.no_to)(&name));
    let yes = move |_| decide(&scene_of, deciding, id, None);
    let no = move |_| {
        deciding.attempt.forgive();
        deciding.reason.set(None);
        deciding.which.set(Some(id));
        deciding.open.set(true);
    };
    let busy = move || deciding.attempt.is_pending().then_some("true");
    let missed = it.needs_yes.then(|| view! { <small>{t.needs_yes}</small> });
    let when = format!("{} {}", (times.day)(it.starts_at), hours(scene, it.starts_at, it.ends_at));
    view! {
        <li class="person">
            <p>
                <strong>{name}</strong>
                <small class="bits">
                    <span>{(m.service)(it.service)}</span> <span>{it.provider_name.clone()}</span>
                </small>
                <small>{when}</small>
                <small>{(t.since)(&(times.ago)(scene.now, it.since))}</small>
                <small>{(t.answer_by)(&(times.due)(scene.now, it.answer_by))}</small>
                {missed}
            </p>
            <div class="actions">
                <button type="button" class="button small" aria-label=yes_to aria-busy=busy on:click=yes>
                    {t.yes}
                </button>
                <button type="button" class="button plain small" aria-label=no_to on:click=no>{t.no}</button>
            </div>
        </li>
    }
    .into_any()
}

/// By the name within the household, or by the digits.
fn called(scene: &Scene, it: &PendingSignUp) -> String {
    match it.nickname.as_ref().map(|it| it.reveal()) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => (crate::text::market_day::of(scene.t).digits)(it.last_four.reveal()),
    }
}

fn decide(scene: &Scene, deciding: Deciding, id: SignUpId, reason: Option<TurnDownReason>) {
    let (t, travel) = (&of(scene.t).approvals, travel::travel());
    let input = SignUpDecision { admit: reason.is_none(), reason };
    let says = if input.admit { t.said_yes } else { t.said_no };
    let at = (scene.community.key.clone(), id);
    deciding.attempt.run(DecideSignUp, at, input, move |rest: Vec<PendingSignUp>| {
        deciding.open.set(false);
        deciding.said.set(says);
        deciding.load.set(rest);
        travel.say(says);
        travel::show(".said");
    });
}

/// Why not, before it is said.
fn question(scene: &Scene, deciding: Deciding) -> AnyView {
    let (t, drawn) = (&of(scene.t).approvals, scene.clone());
    let Deciding { attempt, which, open, reason, .. } = deciding;
    let choices = TurnDownReason::ALL.into_iter().map(|it| {
        let (says, more) = (t.reason)(it);
        (it, says, more)
    });
    let choices = choices.collect::<Vec<_>>();
    let yes = move || {
        let Some(id) = which.get_untracked() else { return };
        let input = SignUpDecision { admit: false, reason: reason.get_untracked() };
        match input.check() {
            Err(problem) => attempt.refuse(problem),
            Ok(()) => decide(&drawn, deciding, id, input.reason),
        }
    };
    view! {
        <Dialog open title=t.no_sure>
            {move || open.get().then(|| acted(attempt))}
            <ChoiceField attempt name="reason" label=t.why value=reason choices/>
            {attempt.button("button", t.no_yes, yes)}
        </Dialog>
    }
    .into_any()
}
