//! Checking somebody in by a tick on the list.

use leptos::prelude::*;
use shared::{
    id::{SignUpId, StallId},
    market::{SeenAs, Shown},
    time::Millis,
};

use super::check_in_said::{Table, name, stall};
use crate::view::{
    icon::{Icon, icon},
    market::clock,
};

/// More rows make a cheap phone slow; digits find whoever is further down.
const MOST: usize = 60;

pub fn part(table: Table) -> AnyView {
    let t = &table.t.ways;
    let (it, words) = (table.check_in, RwSignal::new(String::new()));
    // Who is listed changes with the list and the words, and not when somebody is ticked.
    let listed = Memo::new(move |_| {
        it.phone.with(|phone| {
            let found = phone.iter().flat_map(|phone| phone.search(it.at.get(), &words.read()));
            found.map(|it| it.sign_up).collect::<Vec<SignUpId>>()
        })
    });
    let came = move || {
        let all = it.phone.with(|phone| {
            let unsent = it.unsent.read();
            let phone = phone.as_ref()?;
            let at = it.at.get();
            let expected = phone.list.guests.iter().filter(|it| at.is_none_or(|at| it.stall == at));
            let seen = phone.sightings(&unsent);
            let here = expected
                .clone()
                .filter(|it| seen.contains_key(&(it.stall, it.sign_up, SeenAs::Arrived)));
            Some((here.count(), expected.count()))
        });
        all.map(|(here, all)| match all {
            0 => t.nobody.to_owned(),
            all => (t.came)(here, all),
        })
    };
    let rows = move || match listed.get() {
        none if none.is_empty() && !words.read().is_empty() => {
            view! { <p class="quiet">{t.none}</p> }.into_any()
        }
        all => {
            let rows = all.into_iter().take(MOST).map(|it| row(table, it)).collect_view();
            view! { <ul class="people">{rows}</ul> }.into_any()
        }
    };
    view! {
        <div class="field">
            <label for="field-search">{t.search}</label>
            <p class="hint" id="hint-search">{t.search_hint}</p>
            <input id="field-search" type="search" autocomplete="off" enterkeyhint="search"
                aria-describedby="hint-search" prop:value=move || words.get()
                on:input=move |event| words.set(event_target_value(&event))/>
        </div>
        <p class="hint">{came}</p>
        {rows}
    }
    .into_any()
}

/// Somebody of the list: a button until they are here, and then since when.
pub fn row(table: Table, sign_up: SignUpId) -> AnyView {
    let t = table.t;
    let it = table.check_in;
    let found = it.phone.with_untracked(|phone| {
        let phone = phone.as_ref()?;
        let guest = phone.guest(sign_up)?;
        let from = phone.slot(guest).map_or_else(String::new, |it| clock(it.starts_at));
        Some((name(t, guest), guest.code.shown(), from, stall(t, phone, guest.stall), guest.stall))
    });
    let Some((name, code, from, at, stall)) = found else { return ().into_any() };
    let here = Memo::new(move |_| {
        it.phone.with(|phone| {
            let unsent = it.unsent.read();
            let mut seen = phone.as_ref()?.sightings(&unsent);
            let at = it.at.get().unwrap_or(stall);
            let over = match phone.as_ref()?.list.of_helpers {
                true => Some(SeenAs::Left),
                // At another stall they are guests without a place, and are only counted.
                false => (at == stall).then_some(SeenAs::Served),
            };
            let over = over.map(|what| (what, seen.contains_key(&(stall, sign_up, what))));
            seen.remove(&(at, sign_up, SeenAs::Arrived)).map(|it| (it.at, over))
        })
    });
    let label = format!("{} {name} {from}", t.ways.tick);
    let served = format!("{name} {from}");
    let tick = move || match here.get() {
        Some((_, Some((SeenAs::Served, true)))) => {
            view! { <span class="came">{icon(Icon::Check)} {t.ways.done}</span> }.into_any()
        }
        Some((_, Some((_, true)))) => view! { <span class="came">{t.ways.gone}</span> }.into_any(),
        Some((at, over)) => {
            let serves = over.is_some_and(|it| it.0 == SeenAs::Served);
            let done = serves.then(|| format!("{} {served}", t.ways.serve));
            came(table, (stall, sign_up), at, done)
        }
        None => {
            let press = move |_| table.show(Shown::List { sign_up });
            view! {
                <button type="button" class="button plain small" aria-label=label.clone() on:click=press>
                    {t.ways.tick}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <li class="person">
            <p><strong>{name}</strong> <small class="bits">
                <span>{from}</span> <span>{at}</span> <span>{code}</span>
            </small></p>
            {tick}
        </li>
    }
    .into_any()
}

/// Since when somebody is here; and, by what it is called, the button for when they are done.
fn came(
    table: Table,
    (stall, sign_up): (StallId, SignUpId),
    at: Millis,
    done: Option<String>,
) -> AnyView {
    let t = &table.t.ways;
    let press = move |_| table.serve(stall, Shown::List { sign_up });
    let done = done.map(|label| {
        view! {
            <button type="button" class="button plain small" aria-label=label on:click=press>
                {t.serve}
            </button>
        }
    });
    view! { <span class="came">{icon(Icon::Check)} {(t.ticked)(&clock(at))}</span> {done} }
        .into_any()
}
