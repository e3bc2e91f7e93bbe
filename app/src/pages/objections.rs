//! Who says to have been at a market where it was noted that they were not: for those who decide.

use leptos::prelude::*;
use shared::{
    api::{ListObjections, StepGuest},
    id::SignUpId,
    market::{GuestAsk, GuestObjection, GuestStep, GuestStepped, MarketKind, UnseenReason},
};

use super::{guest_call, show, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::ChoiceField,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place_further::Further,
    scene::Scene,
    text::visiting::of,
    travel,
    view::{
        frame::{Frame, Tab, empty, heading},
        market::clock,
    },
};

/// What outlives an answer.
#[derive(Clone, Copy)]
struct Settling {
    load: Load<Vec<GuestObjection>>,
    attempt: Attempt,
    /// Whom a no is about, and whether it was asked before.
    which: RwSignal<Option<(SignUpId, bool)>>,
    open: RwSignal<bool>,
    reason: RwSignal<Option<UnseenReason>>,
    said: RwSignal<&'static str>,
}

pub fn page(scene: &Scene) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        let load = Load::new(move || call(ListObjections, key.clone(), ()));
        let (attempt, which, open, reason, said) = Default::default();
        let settling = Settling { load, attempt, which, open, reason, said };
        let asked = question(&scene, settling);
        let all = loaded_for_staff(load, move |all: &Vec<GuestObjection>| {
            travel.arrived(scene.title(of(scene.t).objections.title));
            list(&scene, all, settling)
        });
        view! { {all} {asked} }.into_any()
    });
    let above = scene.to(Further::DeskMarkets.page());
    let above = Frame::below_tab(above, scene.t.organising.title, Tab::Desk);
    show(scene, above, of(scene.t).objections.title, page)
}

fn list(scene: &Scene, all: &[GuestObjection], settling: Settling) -> AnyView {
    let t = &of(scene.t).objections;
    let nothing = all.is_empty().then(|| empty(t.none, t.none_more, ().into_any()));
    let rows = all.iter().map(|it| row(scene, it, settling)).collect_view();
    let said = move || {
        let says = settling.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good said" tabindex="-1">{says}</p> })
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            {said}
            {move || (!settling.open.get()).then(|| acted(settling.attempt))}
            {nothing}
            <ul class="people">{rows}</ul>
        </div>
    }
    .into_any()
}

fn row(scene: &Scene, it: &GuestObjection, settling: Settling) -> AnyView {
    let (t, times) = (&of(scene.t).objections, &scene.t.times);
    let (id, appealed, drawn) = (it.sign_up, it.appealed, scene.clone());
    let name = guest_call::name(scene, it.name.reveal(), it.last_four.reveal());
    let (yes_to, no_to) = ((t.yes_to)(&name), (t.no_to)(&name));
    let yes = move |_| settle(&drawn, settling, (id, appealed), None);
    let no = move |_| {
        settling.attempt.forgive();
        settling.reason.set(None);
        settling.which.set(Some((id, appealed)));
        settling.open.set(true);
    };
    let busy = move || settling.attempt.is_pending().then_some("true");
    let again = appealed.then(|| view! { <small>{t.appealed}</small> });
    let day = text_of_stall(scene, it);
    let when = format!("{} {}", (times.day)(it.starts_at), clock(it.starts_at));
    view! {
        <li class="person">
            <p>
                <strong>{name}</strong>
                <small>{it.market_title.clone()}</small>
                <small class="bits"><span>{day}</span> <span>{when}</span></small>
                <small>{(t.said)(&(times.ago)(scene.now, it.said_at))}</small>
                {again}
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

fn text_of_stall(scene: &Scene, it: &GuestObjection) -> String {
    let Some(service) = it.service else {
        return (scene.t.markets.kind)(MarketKind::Appointment).to_owned();
    };
    let service = (scene.t.markets.service)(service);
    (crate::text::market_day::of(scene.t).stall)(&it.stall_number, service)
}

fn settle(
    scene: &Scene,
    settling: Settling,
    (id, appealed): (SignUpId, bool),
    reason: Option<UnseenReason>,
) {
    let (t, travel) = (&of(scene.t).objections, travel::travel());
    let came = reason.is_none();
    let step = step_of(appealed, came);
    let says = if came { t.said_yes } else { t.said_no };
    let at = (scene.community.key.clone(), id);
    let input = GuestStep { step, reason };
    settling.attempt.run(StepGuest, at, input, move |_: GuestStepped| {
        settling.open.set(false);
        settling.said.set(says);
        settling.load.again();
        travel.say(says);
        travel::show(".said");
    });
}

fn step_of(appealed: bool, came: bool) -> GuestAsk {
    match appealed {
        true => GuestAsk::SettleAppeal { came },
        false => GuestAsk::Settle { came },
    }
}

/// Why not, before it is said.
fn question(scene: &Scene, settling: Settling) -> AnyView {
    let (t, drawn) = (&of(scene.t).objections, scene.clone());
    let Settling { attempt, which, open, reason, .. } = settling;
    let choices = UnseenReason::ALL.into_iter().map(|it| {
        let (says, more) = (t.reason)(it);
        (it, says, more)
    });
    let choices = choices.collect::<Vec<_>>();
    let yes = move || {
        let Some((id, appealed)) = which.get_untracked() else { return };
        let reason = reason.get_untracked();
        let input = GuestStep { step: step_of(appealed, false), reason };
        match input.check() {
            Err(problem) => attempt.refuse(problem),
            Ok(()) => settle(&drawn, settling, (id, appealed), reason),
        }
    };
    view! {
        <Dialog open title=t.no_sure>
            <p>{t.no_more}</p>
            {move || open.get().then(|| acted(attempt))}
            <ChoiceField attempt name="reason" label=t.why value=reason choices/>
            {attempt.button("button", t.no_yes, yes)}
        </Dialog>
    }
    .into_any()
}
