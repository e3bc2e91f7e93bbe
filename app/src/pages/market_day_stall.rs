//! Every check-in of a stall with its history, and taking one back with a reason.

use leptos::prelude::*;
use shared::{
    api::{ListCheckIns, UndoCheckIn},
    id::StallId,
    market::{CheckInQuery, CheckInRecord, MarketDay, Nonce, SeenAs, Undo},
};

use super::{guest_call, market_day::Day, market_day_absent};
use crate::{
    api::call,
    clock,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::TextField,
        load::{Load, loaded_part},
        step_up::acted,
    },
    scene::Scene,
    text::market_day::of,
    travel,
    view::{frame::heading, market::clock as hour},
};

/// Which one is taken back, and why.
#[derive(Clone, Copy)]
struct Undoing {
    day: Day,
    records: Load<Vec<CheckInRecord>>,
    attempt: Attempt,
    which: RwSignal<Option<Nonce>>,
    open: RwSignal<bool>,
    reason: RwSignal<String>,
    may: bool,
}

pub fn screen(scene: &Scene, it: &MarketDay, day: Day, stall: StallId) -> AnyView {
    let t = of(scene.t);
    let name = it.stalls.iter().find(|it| it.id == stall);
    let name = name.map_or_else(String::new, |it| (t.stall)(&it.number, &it.provider_name));
    let (key, drawn) = (scene.community.key.clone(), scene.clone());
    let records =
        Load::new(move || call(ListCheckIns, (key.clone(), day.id), CheckInQuery { stall }));
    let (attempt, which, open, reason) = Default::default();
    let may = clock::now() <= it.correct_until;
    let undoing = Undoing { day, records, attempt, which, open, reason, may };
    let back = move |_| {
        day.open.set(None);
        day.load.again();
        travel::travel().to_heading();
    };
    view! {
        <div class="page">
            {heading((t.records)(&name))}
            {loaded_part(records, move |all: &Vec<CheckInRecord>| list(&drawn, all, undoing))}
            {market_day_absent::part(scene, it, day, stall)}
            {question(scene, undoing)}
            <button type="button" class="button plain" on:click=back>{t.correct.back}</button>
        </div>
    }
    .into_any()
}

fn list(scene: &Scene, all: &[CheckInRecord], undoing: Undoing) -> AnyView {
    let t = &of(scene.t).correct;
    if all.is_empty() {
        return view! { <p class="quiet">{t.none}</p> }.into_any();
    }
    let rows = all.iter().map(|it| row(scene, it, undoing)).collect_view();
    view! { <ul class="people">{rows}</ul> }.into_any()
}

fn row(scene: &Scene, it: &CheckInRecord, undoing: Undoing) -> AnyView {
    let (t, nonce) = (&of(scene.t).correct, it.nonce);
    let name = guest_call::name(scene, it.name.reveal(), it.last_four.reveal());
    let device = if it.device.is_empty() { t.place } else { it.device.as_str() };
    let (class, says) = match &it.undone {
        Some(undone) => ("mark over", (t.undone)(&undone.reason)),
        None if it.what == SeenAs::Left => ("mark busy", t.left.to_owned()),
        None if it.what == SeenAs::Served => ("mark done", t.served.to_owned()),
        None if it.counts => ("mark done", t.counts.to_owned()),
        None => ("mark wait", t.second.to_owned()),
    };
    let late = it.undone.as_ref().is_some_and(|it| it.late);
    let late = late.then(|| view! { <small>{t.undone_late}</small> });
    let label = (t.undo_that)(&name);
    let ask = move |_| {
        undoing.which.set(Some(nonce));
        undoing.reason.set(String::new());
        undoing.open.set(true);
    };
    let undo = (undoing.may && it.undone.is_none()).then(|| {
        view! {
            <button type="button" class="button plain small" aria-label=label on:click=ask>{t.undo}</button>
        }
    });
    view! {
        <li class="person">
            <p><strong>{name}</strong> <small>{(t.by)(&hour(it.at), device)}</small>
                <span class=class>{says}</span> {late}</p>
            {undo}
        </li>
    }
    .into_any()
}

/// Why, before it is taken back.
fn question(scene: &Scene, undoing: Undoing) -> AnyView {
    let (t, key) = (&of(scene.t).correct, scene.community.key.clone());
    let Undoing { day, records, attempt, which, open, reason, .. } = undoing;
    let yes = move || {
        let Some(nonce) = which.get_untracked() else { return };
        let (input, travel) = (Undo { nonce, reason: reason.get_untracked() }, travel::travel());
        if let Err(problem) = input.check() {
            return attempt.refuse(problem);
        }
        attempt.run(UndoCheckIn, (key.clone(), day.id), input, move |all: Vec<CheckInRecord>| {
            open.set(false);
            let late = all.iter().find(|it| it.nonce == nonce).and_then(|it| it.undone.as_ref());
            travel.say(match late {
                Some(undone) if undone.late => format!("{} {}", t.said, t.undone_late),
                _ => t.said.to_owned(),
            });
            records.set(all);
        });
    };
    view! {
        <Dialog open title=t.undo_sure>
            {acted(attempt)}
            <TextField attempt name="reason" label=t.reason hint=t.reason_hint value=reason
                enterkeyhint="done"/>
            {attempt.button("button", t.undo_yes, yes)}
        </Dialog>
    }
    .into_any()
}
