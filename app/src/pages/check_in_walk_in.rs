//! Whoever just came: one tap each, kept apart from those who were checked in.

use std::time::Duration;

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use shared::{id::StallId, market::Entry};

use super::check_in_said::{Said, Table, moment, why};

/// So often it is looked whether it has begun.
const TICK: Duration = Duration::from_secs(5);

pub fn part(table: Table) -> AnyView {
    let at = table.check_in.at;
    (move || match at.get() {
        Some(stall) => count(table, stall),
        None => view! { <p class="notice info">{table.t.ways.choose_stall}</p> }.into_any(),
    })
    .into_any()
}

fn count(table: Table, stall: StallId) -> AnyView {
    let (t, it) = (&table.t.ways, table.check_in);
    let came = Memo::new(move |_| {
        let unsent = it.unsent.read();
        it.phone.with(|phone| phone.as_ref().map_or(0, |phone| phone.walk_in(stall, &unsent)))
    });
    let tap = move |count: i64| {
        spawn_local(async move {
            if !it.tap(stall, count).await {
                table.said.set(Said::NotKept);
            }
        });
    };
    // A tap that was refused later does not go silently.
    let refused = move || {
        let all = it.declined.read();
        let last = all.iter().rev().find_map(|it| match &it.entry {
            Entry::Tap(tap) if tap.stall == stall => Some(it.refusal),
            _ => None,
        });
        last.map(|refusal| {
            let says = (table.t.sync.tap_refused)(why(table, refusal));
            view! { <p class="notice" role="alert">{says}</p> }
        })
    };
    let none = move || came.get() == 0;
    let now = RwSignal::new(it.now());
    let timer: Option<IntervalHandle> =
        set_interval_with_handle(move || now.set(it.now()), TICK).ok();
    on_cleanup(move || timer.iter().for_each(IntervalHandle::clear));
    let early = Memo::new(move |_| {
        it.phone.with(|phone| {
            let phone = phone.as_ref().filter(|phone| now.get() < phone.opens())?;
            Some((table.t.answer.too_early)(&moment(table.all, phone, phone.opens())))
        })
    });
    let tally = move || {
        view! {
            <div class="tally">
                <p class="count" role="status">{move || (t.walk_in)(came.get())}</p>
                <p class="hint">{t.walk_in_hint}</p>
                {refused}
                <button type="button" class="button" on:click=move |_| tap(1)>{t.one_more}</button>
                <button type="button" class="button plain" disabled=none on:click=move |_| tap(-1)>
                    {t.one_less}
                </button>
            </div>
        }
        .into_any()
    };
    (move || match early.get() {
        Some(early) => view! { <p class="notice info">{early}</p> }.into_any(),
        None => tally(),
    })
    .into_any()
}
