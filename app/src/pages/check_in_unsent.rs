//! What waits to be sent: why it still does, and the way to send it at once.

use leptos::{prelude::*, task::spawn_local};
use shared::problem::{Kind, Problem};

use crate::{
    check_in::{CheckIn, is_over},
    components::dialog::Dialog,
    text::{self, Text, check_in::CheckIn as Words},
};

/// How many wait, in a sentence, with what can be done; nothing, when nothing waits.
pub fn counted(
    t: &'static Words,
    all: &'static Text,
    check_in: CheckIn,
    says: fn(usize) -> String,
) -> AnyView {
    let count = Memo::new(move |_| check_in.unsent.read().len());
    (move || match count.get() {
        0 => ().into_any(),
        count => view! { <p class="notice">{says(count)}</p> {send(t, all, check_in)} }.into_any(),
    })
    .into_any()
}

/// Where the count stands already: why it did not go the last time, once it was tried.
pub fn trouble(t: &'static Words, all: &'static Text, check_in: CheckIn) -> AnyView {
    let waits =
        Memo::new(move |_| !check_in.unsent.read().is_empty() && check_in.trouble.read().is_some());
    (move || waits.get().then(|| send(t, all, check_in))).into_any()
}

fn send(t: &'static Words, all: &'static Text, check_in: CheckIn) -> AnyView {
    let t = &t.sync;
    let why = move || {
        let why = check_in.trouble.get().map(|problem| match problem {
            problem if problem.kind == Kind::Offline => t.no_network.to_owned(),
            problem if is_over(&problem) => t.not_admitted.to_owned(),
            problem => refused(all, t.said_no, &problem),
        });
        why.map(|why| view! { <p>{why}</p> })
    };
    let busy = move || check_in.sending.get().then_some("true");
    let press = move |_| spawn_local(check_in.send());
    view! {
        <div class="card">
            <div role="status">{why}</div>
            <button type="button" class="button plain" aria-busy=busy on:click=press>{t.send_now}</button>
        </div>
    }
    .into_any()
}

/// Throwing it away: asked once, with how many it is.
pub fn give_up(t: &'static Words, check_in: CheckIn) -> AnyView {
    let t = &t.give_up;
    let (open, failed) = (RwSignal::new(false), RwSignal::new(false));
    let count = Memo::new(move |_| check_in.unsent.read().len());
    let any = Memo::new(move |_| count.get() > 0);
    let yes = move |_| {
        failed.set(false);
        spawn_local(async move {
            let gone = check_in.give_up().await;
            // With what was thrown away, this part of the page has gone.
            failed.try_set(!gone);
        });
    };
    let press = move |_| open.set(true);
    let drawn = move || {
        let stays = move || failed.get().then(|| view! { <p class="notice">{t.failed}</p> });
        view! {
            <div class="actions">
                <button type="button" class="button plain" on:click=press>{t.button}</button>
            </div>
            <Dialog open title=t.sure>
                <p>{move || (t.more)(count.get())}</p>
                <div role="alert">{stays}</div>
                <button type="button" class="button" on:click=yes>{move || (t.yes)(count.get())}</button>
            </Dialog>
        }
    };
    (move || any.get().then(drawn)).into_any()
}

fn refused(all: &'static Text, says: fn(&str) -> String, problem: &Problem) -> String {
    says(&text::why(all, problem))
}
