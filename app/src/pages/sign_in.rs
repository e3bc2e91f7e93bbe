//! Sign in: a phone number, then the code that came by SMS.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use shared::{api::SignOut, person::Me};

use super::show;
use crate::{
    components::{
        attempt::Attempt,
        sign_in::{Signing, sign_in},
    },
    draft, kept_numbers, kept_tickets, me,
    place::{self, Page},
    scene::Scene,
    text,
    view::frame::{Frame, Tab, heading},
};

pub fn page(scene: &Scene) -> AnyView {
    let t = &scene.t.sign_in;
    let (signing, me, drawn) = (Signing::new(), me::me(), scene.clone());
    let page = move || match me.person() {
        Some(person) => already(&person.phone),
        None => {
            let (navigate, next) = (use_navigate(), next());
            let entered = move |who: Me| {
                let replace = NavigateOptions { replace: true, ..NavigateOptions::default() };
                navigate(&next, replace);
                me.set(who);
            };
            sign_in(&drawn, signing, entered)
        }
    };
    let page = view! { <div class="page">{heading(t.title)} {page}</div> };
    let above = Frame::below_tab(scene.to(Page::Home), scene.t.common.home, Tab::Mine);
    show(scene, above, t.title, page.into_any())
}

/// Where the reader wanted to be.
fn next() -> String {
    place::next(use_query_map().read_untracked().get("next"))
}

fn already(phone: &str) -> AnyView {
    let (t, attempt) = (&text::now().sign_in, Attempt::new());
    view! {
        <p role="status">{(t.already)(phone)}</p>
        <a class="button" href=next()>{text::now().common.go_on}</a>
        {sign_out(attempt)}
    }
    .into_any()
}

/// Ends the session of this browser.
pub fn sign_out(attempt: Attempt) -> AnyView {
    let me = me::me();
    let out = move || {
        attempt.run(SignOut, (), (), move |who: Me| {
            draft::wipe_all();
            kept_numbers::wipe();
            kept_tickets::wipe();
            me.set(who);
        });
    };
    view! { {attempt.notice()} {attempt.button("button plain", text::now().sign_in.out, out)} }
        .into_any()
}
