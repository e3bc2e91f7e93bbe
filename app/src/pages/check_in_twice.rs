//! What turned out afterwards: who was checked in twice, and what did not count.

use leptos::prelude::*;
use shared::{
    id::StallId,
    market::{Declined, Double, Entry, Phone, Refusal, Sighting},
};

use super::check_in_said::{Table, name, stall, why};
use crate::view::market::clock;

pub fn part(table: Table) -> AnyView {
    let it = table.check_in;
    let doubles = Memo::new(move |_| {
        it.phone.with(|phone| phone.as_ref().map(Phone::doubles).unwrap_or_default())
    });
    let twice = move || {
        let all = doubles.get();
        (!all.is_empty()).then(|| {
            let rows = all.iter().map(|it| double(table, it)).collect_view();
            view! {
                <details class="card">
                    <summary>{(table.t.sync.doubles)(all.len())}</summary>
                    <ul class="messages">{rows}</ul>
                </details>
            }
        })
    };
    let declined = move || {
        let all = it.declined.get();
        (!all.is_empty()).then(|| {
            let rows = all.iter().map(|it| refused(table, it)).collect_view();
            view! {
                <details class="card" open>
                    <summary>{(table.t.sync.declined)(all.len())}</summary>
                    <ul class="messages">{rows}</ul>
                </details>
            }
        })
    };
    view! { {twice} {declined} }.into_any()
}

fn double(table: Table, it: &Double) -> AnyView {
    let t = &table.t.sync;
    let (who, at) = table.check_in.phone.with_untracked(|phone| {
        let phone = phone.as_ref();
        let who = phone.and_then(|phone| phone.guest(it.sign_up)).map(|it| name(table.t, it));
        (who, phone.map(|phone| stall(table.t, phone, it.stall)))
    });
    let says = |says: fn(&str, &str) -> String, it: &Sighting| says(&clock(it.at), &it.device);
    let later = it.later.iter().map(|it| view! { <p><small>{says(t.later, it)}</small></p> });
    view! {
        <li>
            <p><strong>{who}</strong> <small>{at}</small></p>
            <p>{says(t.first, &it.first)}</p>
            {later.collect_view()}
        </li>
    }
    .into_any()
}

fn refused(table: Table, it: &Declined) -> AnyView {
    let t = &table.t.sync;
    let why = match (&it.entry, it.refusal) {
        (Entry::Undo(_), Refusal::SummarySigned) => t.undo_late,
        _ => why(table, it.refusal),
    };
    let (who, at) = table.check_in.phone.with_untracked(|phone| {
        let of = |it: StallId| phone.as_ref().map(|phone| stall(table.t, phone, it));
        match &it.entry {
            Entry::Scan(scan) => {
                let sign_up = phone.as_ref().and_then(|phone| phone.whose(&scan.shown));
                let guest = phone.as_ref().zip(sign_up).and_then(|(phone, it)| phone.guest(it));
                let at = of(scan.stall).unwrap_or_default() + " " + &clock(scan.at);
                (guest.map(|it| name(table.t, it)), at)
            }
            Entry::Tap(tap) => {
                let says = if tap.count < 0 { t.tap_less } else { t.tap };
                let at = of(tap.stall).unwrap_or_default() + " " + &clock(tap.at);
                (Some(says.to_owned()), at)
            }
            Entry::Undo(undo) => (Some(t.undo.to_owned()), undo.reason.clone()),
        }
    });
    view! {
        <li>
            <p><strong>{who}</strong> <small>{at}</small></p>
            <p>{why}</p>
        </li>
    }
    .into_any()
}
