//! The code at the place: people scan it with their own phones, and it is another each half minute.

use std::time::Duration;

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use shared::market::PlaceCodes;

use super::check_in_said::Table;
use crate::{
    components::{dialog::Dialog, qr::qr},
    text::visiting,
    view::market::clock,
};

/// So often it is looked whether it is time for another one.
const TICK: Duration = Duration::from_secs(1);

pub fn part(table: Table) -> AnyView {
    let (t, it) = (&visiting::of(table.all).place, table.check_in);
    let (open, now) = (RwSignal::new(false), RwSignal::new(it.now()));
    let waits = RwSignal::new(true);
    let fetch = move || {
        waits.set(true);
        spawn_local(async move {
            it.fetch_codes().await;
            waits.try_set(false);
        });
    };
    fetch();
    let timer: Option<IntervalHandle> =
        set_interval_with_handle(move || now.set(it.now()), TICK).ok();
    on_cleanup(move || timer.iter().for_each(IntervalHandle::clear));
    let shown = Memo::new(move |_| {
        let codes = it.codes.read();
        codes.as_ref().and_then(|codes: &PlaceCodes| codes.shown(now.get()).map(str::to_owned))
    });
    let until = move || {
        let until = it.codes.read().as_ref().map(PlaceCodes::until);
        until.map(|until| view! { <p class="hint">{(t.until)(&clock(until))}</p> })
    };
    let body = move || {
        match (shown.get(), waits.get()) {
        (Some(_), _) if open.get() => ().into_any(),
        (Some(code), _) => view! {
            {code_of(table, &code)}
            <button type="button" class="button plain" on:click=move |_| open.set(true)>{t.open}</button>
        }
        .into_any(),
        (None, true) => view! { <p role="status">{t.getting}</p> }.into_any(),
        (None, false) => view! {
            <p class="notice" role="alert">{t.none}</p>
            <button type="button" class="button plain" on:click=move |_| fetch()>{t.again}</button>
        }
        .into_any(),
    }
    };
    let large = move || open.get().then(|| shown.get().map(|code| code_of(table, &code)));
    view! {
        <div class="tally"><p class="hint">{t.more}</p> {body} {until}</div>
        <Dialog open title=t.scan whole=true close_says=t.close>{large}</Dialog>
    }
    .into_any()
}

/// As a picture, and as digits below it.
fn code_of(table: Table, code: &str) -> AnyView {
    let t = &visiting::of(table.all).place;
    view! {
        <figure class="place-code">
            {qr(code, t.picture)}
            <figcaption><small>{t.say}</small> <b>{grouped(code)}</b></figcaption>
        </figure>
    }
    .into_any()
}

/// In fours, to be read and typed.
fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|it| it.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
