//! Who did not come to a stall, and noting it: only where somebody was checked in, so that a list
//! was kept.

use leptos::prelude::*;
use shared::{
    api::StepGuest,
    id::{SignUpId, StallId},
    market::{AbsentGuest, GuestAsk, GuestStep, GuestStepped, MarketDay, SignUpStepName},
};

use super::{guest_call, market_day::Day};
use crate::{
    components::{attempt::Attempt, dialog::Dialog, step_up::acted},
    scene::Scene,
    text::visiting::of,
    travel,
    view::market::{clock, hours},
};

/// Who it is about, while it is asked for sure.
#[derive(Clone, Copy)]
struct Noting {
    day: Day,
    attempt: Attempt,
    which: RwSignal<Option<SignUpId>>,
    open: RwSignal<bool>,
}

pub fn part(scene: &Scene, it: &MarketDay, day: Day, stall: StallId) -> Option<AnyView> {
    let t = &of(scene.t).absent;
    let mine: Vec<&AbsentGuest> = it.absent.iter().filter(|it| it.stall == stall).collect();
    if mine.is_empty() {
        return None;
    }
    let (attempt, which, open) = Default::default();
    let noting = Noting { day, attempt, which, open };
    let rows = mine.iter().map(|it| row(scene, it, noting)).collect_view();
    Some(
        view! {
            <section class="group">
                <h2>{t.title}</h2>
                <p class="hint">{t.more}</p>
                <ul class="people">{rows}</ul>
                {question(scene, noting)}
            </section>
        }
        .into_any(),
    )
}

fn row(scene: &Scene, it: &AbsentGuest, noting: Noting) -> AnyView {
    let (t, id) = (&of(scene.t).absent, it.sign_up);
    let name = guest_call::name(scene, it.name.reveal(), it.last_four.reveal());
    let label = (t.note_that)(&name);
    let ask = move |_| {
        noting.attempt.forgive();
        noting.which.set(Some(id));
        noting.open.set(true);
    };
    let end = match (it.noted_at, it.steps.contains(&SignUpStepName::NoShow)) {
        (Some(at), _) => view! { <span class="mark over">{(t.noted)(&clock(at))}</span> }.into_any(),
        (None, true) => view! {
            <button type="button" class="button plain small" aria-label=label on:click=ask>{t.note}</button>
        }
        .into_any(),
        (None, false) => ().into_any(),
    };
    let no_list = (!it.list_kept).then(|| view! { <small>{t.no_list}</small> });
    view! {
        <li class="person">
            <p>
                <strong>{name}</strong>
                <small>{hours(scene, it.starts_at, it.ends_at)}</small>
                {no_list}
            </p>
            {end}
        </li>
    }
    .into_any()
}

fn question(scene: &Scene, noting: Noting) -> AnyView {
    let (t, key) = (&of(scene.t).absent, scene.community.key.clone());
    let Noting { day, attempt, which, open } = noting;
    let yes = move || {
        let Some(id) = which.get_untracked() else { return };
        let (input, travel) = (GuestStep::plain(GuestAsk::NoShow), travel::travel());
        attempt.run(StepGuest, (key.clone(), id), input, move |_: GuestStepped| {
            open.set(false);
            travel.say(t.said);
            day.load.again();
        });
    };
    view! {
        <Dialog open title=t.note_sure>
            <p>{t.note_more}</p>
            {acted(attempt)}
            {attempt.button("button", t.note_yes, yes)}
        </Dialog>
    }
    .into_any()
}
