//! The table: where the phone is, what it said last, and the ways to check somebody in.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::LeaveAsDevice,
    community::CommunityKey,
    id::{MarketId, StallId},
    market::{ListedStall, Phone},
};

use super::{
    check_in_list, check_in_number, check_in_place,
    check_in_said::{Said, Table, panel},
    check_in_scan, check_in_twice, check_in_unsent, check_in_walk_in,
};
use crate::{
    check_in::{CheckIn, Without},
    components::{attempt::Attempt, dialog::Dialog},
    offline,
    scene::Scene,
    text::{self, check_in::CheckIn as Words},
    travel,
    view::{frame::heading, market::clock},
};

/// How somebody is checked in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Scan,
    Number,
    List,
    WalkIn,
    Place,
}

pub fn screen(scene: &Scene, check_in: CheckIn) -> AnyView {
    let t = text::check_in::of(scene.t);
    let (said, travel) = (RwSignal::new(Said::Nothing), travel::travel());
    let table = Table { check_in, said, t, all: scene.t, travel };
    let way = RwSignal::new(Way::Scan);
    let ready = RwSignal::new(false);
    spawn_local(async move {
        let kept = offline::keep_all().await.is_ok();
        // A page that was left has nobody to tell.
        ready.try_set(kept);
    });
    let title = check_in
        .phone
        .with_untracked(|it| it.as_ref().map(|it| it.list.title.clone()))
        .unwrap_or_default();
    let rehearsal = check_in
        .phone
        .with_untracked(|it| it.as_ref().is_some_and(|it| it.list.rehearsal))
        .then(|| view! { <p class="notice">{t.desk.rehearsal}</p> });
    let drawn = scene.clone();
    let way_in = move || match way.get() {
        Way::Scan => check_in_scan::part(table),
        Way::Number => check_in_number::part(table),
        Way::List => check_in_list::part(table),
        Way::WalkIn => check_in_walk_in::part(table),
        Way::Place => check_in_place::part(table),
    };
    view! {
        <div class="page table">
            {heading(title)}
            {state(t, check_in, ready)}
            {check_in_unsent::trouble(t, scene.t, check_in)}
            {rehearsal}
            {place(t, check_in)}
            <section class="way-in">{way_in}</section>
            {check_in_twice::part(table)}
            {hand_back(&drawn, check_in)}
            <div class="dock">
                {panel(table)}
                {ways(t, table, way)}
            </div>
        </div>
    }
    .into_any()
}

/// What is not sent yet, in a line that is always there.
fn state(t: &'static Words, check_in: CheckIn, ready: RwSignal<bool>) -> AnyView {
    let sent = move || match check_in.unsent.read().len() {
        0 => t.sync.all_sent.to_owned(),
        count => (t.sync.unsent)(count),
    };
    let last = move || {
        let at = check_in.phone.with(|it| it.as_ref().and_then(|it| it.synced_at));
        at.map_or_else(|| t.sync.never.to_owned(), |at| (t.sync.last)(&clock(at)))
    };
    let waits = move || !check_in.unsent.read().is_empty();
    let mark = move || if waits() { "mark wait" } else { "mark done" };
    let offline = move || if ready.get() { t.desk.ready } else { t.desk.getting_ready };
    let name = check_in
        .phone
        .with_untracked(|it| it.as_ref().map(|it| (t.desk.phone)(&it.list.device.name)));
    view! {
        <div class="state">
            <p class="row"><span class=mark>{sent}</span> <small>{last}</small></p>
            <small class="bits"><span>{name}</span> <span>{offline}</span></small>
        </div>
    }
    .into_any()
}

/// At which stall the phone is.
fn place(t: &'static Words, check_in: CheckIn) -> AnyView {
    // The list may be another one later, with a stall more.
    let stalls = Memo::new(move |_| {
        let name = |it: &ListedStall| (it.id, (t.desk.stall)(&it.number, &it.provider_name));
        let of = |it: &Phone| it.list.stalls.iter().map(name).collect::<Vec<_>>();
        check_in.phone.with(|it| it.as_ref().map(of).unwrap_or_default())
    });
    let option = move |(id, says): (StallId, String)| {
        let chosen = move || check_in.at.get() == Some(id);
        view! { <option value=id.to_string() selected=chosen>{says}</option> }
    };
    let options = move || stalls.get().into_iter().map(option).collect_view();
    let choose = move |event| check_in.stand_at(event_target_value(&event).parse().ok());
    view! {
        <div class="field">
            <label for="field-at">{t.desk.at}</label>
            <select id="field-at" name="at" on:change=choose>
                <option value="" selected=move || check_in.at.get().is_none()>{t.desk.entrance}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn ways(t: &'static Words, table: Table, way: RwSignal<Way>) -> AnyView {
    let all = [
        (Way::Scan, t.desk.scan),
        (Way::Number, t.desk.code),
        (Way::List, t.desk.list),
        (Way::WalkIn, t.desk.walk_in),
        (Way::Place, text::visiting::of(table.all).place.way),
    ];
    let buttons = all.map(|(it, name)| {
        let pressed = move || if way.get() == it { "true" } else { "false" };
        let choose = move |_| {
            table.said.set(Said::Nothing);
            way.set(it);
        };
        view! { <button type="button" aria-pressed=pressed on:click=choose>{name}</button> }
    });
    view! { <div class="ways" role="group" aria-label=t.desk.ways>{buttons.collect_view()}</div> }
        .into_any()
}

/// Not before everything is sent.
fn hand_back(scene: &Scene, check_in: CheckIn) -> AnyView {
    let t = &text::check_in::of(scene.t).join;
    let (open, attempt, key) = (RwSignal::new(false), Attempt::new(), scene.community.key.clone());
    let market = check_in.phone.with_untracked(|it| it.as_ref().map(|it| it.list.market));
    let inside = move || match (check_in.unsent.read().len(), market) {
        (0, Some(market)) => {
            let key = key.clone();
            let yes = move || leave(attempt, key.clone(), market, check_in);
            view! { <p>{t.leave_more}</p> {attempt.button("button", t.leave_yes, yes)} }.into_any()
        }
        (count, _) => view! { <p>{(t.leave_unsent)(count)}</p> }.into_any(),
    };
    view! {
        <div class="actions">
            <button type="button" class="button plain" on:click=move |_| open.set(true)>
                {t.leave}
            </button>
        </div>
        <Dialog open title=t.leave_sure>{attempt.notice()} {inside}</Dialog>
    }
    .into_any()
}

fn leave(attempt: Attempt, key: CommunityKey, market: MarketId, check_in: CheckIn) {
    attempt.run(LeaveAsDevice, (key, market), (), move |()| {
        spawn_local(check_in.wipe(Without::NoDevice));
    });
}
