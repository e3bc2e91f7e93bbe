//! Becoming staff by a link: a password of one's own, then an authenticator.

use leptos::prelude::*;
use shared::{
    api::{CompleteEnrolment, StartEnrolment},
    person::Me,
    problem::Check,
    staff::{Authenticator, BeginEnrolment, FinishEnrolment},
    text,
};

use super::{show, signed_in};
use crate::{
    components::{
        attempt::Attempt,
        field::{TextField, TickField},
        form::Form,
    },
    me,
    place::Page,
    scene::Scene,
    text::staff::Enrol,
    travel,
    view::frame::{Frame, Tab, heading},
};

/// What is typed, and how far it went.
#[derive(Clone, Copy)]
struct Enrolling {
    token: StoredValue<String>,
    password: RwSignal<String>,
    /// Whether the password can be read, which spares typing it twice.
    revealed: RwSignal<bool>,
    code: RwSignal<String>,
    start: Attempt,
    finish: Attempt,
    authenticator: RwSignal<Option<Authenticator>>,
    done: RwSignal<bool>,
}

pub fn page(scene: &Scene, token: String) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let scene = drawn.clone();
        let enrolling = Enrolling {
            token: StoredValue::new(token.clone()),
            password: RwSignal::default(),
            revealed: RwSignal::new(false),
            code: RwSignal::default(),
            start: Attempt::new(),
            finish: Attempt::new(),
            authenticator: RwSignal::new(None),
            done: RwSignal::new(false),
        };
        (move || match (enrolling.done.get(), enrolling.authenticator.get()) {
            (true, _) => done(&scene),
            (false, None) => choose(&scene, enrolling),
            (false, Some(it)) => connect(&scene, &it, enrolling),
        })
        .into_any()
    });
    let above = Frame::below_tab(scene.to(Page::Home), scene.t.common.home, Tab::Desk);
    show(scene, above, scene.t.enrol.title, page)
}

fn choose(scene: &Scene, enrolling: Enrolling) -> AnyView {
    let (t, attempt, travel) = (&scene.t.enrol, enrolling.start, travel::travel());
    let submit = Box::new(move || {
        let (token, password) = (enrolling.token.get_value(), enrolling.password.get_untracked());
        let input = BeginEnrolment { token, password };
        if let Err(problem) = input.check() {
            return attempt.refuse(problem);
        }
        attempt.run(StartEnrolment, (), input, move |it: Authenticator| {
            enrolling.authenticator.set(Some(it));
            travel.to_heading();
        });
    });
    let password = move || {
        let kind = if enrolling.revealed.get() { "text" } else { "password" };
        view! {
            <TextField attempt name="password" label=t.password hint=t.password_rules
                value=enrolling.password kind autocomplete="new-password" enterkeyhint="done"/>
        }
    };
    view! {
        <div class="page">
            <div><p class="quiet">{(t.step)(1)}</p>{heading(t.title)}</div>
            <p>{t.more}</p>
            <Form attempt button=t.next submit>
                {password}
                <TickField attempt name="reveal" label=t.reveal value=enrolling.revealed/>
            </Form>
        </div>
    }
    .into_any()
}

fn connect(scene: &Scene, it: &Authenticator, enrolling: Enrolling) -> AnyView {
    let (t, attempt, me, travel) = (&scene.t.enrol, enrolling.finish, me::me(), travel::travel());
    let submit = Box::new(move || {
        let mut check = Check::default();
        let code = check.take("code", text::six_digits(&enrolling.code.get_untracked()));
        if let Err(problem) = check.done() {
            return attempt.refuse(problem);
        }
        let input = FinishEnrolment { token: enrolling.token.get_value(), code };
        attempt.run(CompleteEnrolment, (), input, move |who: Me| {
            me.set(who);
            enrolling.done.set(true);
            travel.to_heading();
        });
    });
    view! {
        <div class="page">
            {secret(t, it)}
            <Form attempt button=t.finish submit>
                <TextField attempt name="code" label=t.code hint=t.code_hint value=enrolling.code
                    inputmode="numeric" autocomplete="one-time-code" enterkeyhint="done"/>
            </Form>
        </div>
    }
    .into_any()
}

/// What the authenticator needs; nothing, for someone whose authenticator knows it already.
fn secret(t: &'static Enrol, it: &Authenticator) -> AnyView {
    let step = view! { <p class="quiet">{(t.step)(2)}</p> };
    if it.qr_size == 0 {
        return view! { <div>{step}{heading(t.known)}</div><p>{t.known_more}</p> }.into_any();
    }
    view! {
        <div>{step}{heading(t.scan)}</div>
        <p>{t.scan_more}</p>
        {qr(t.qr, it)}
        <a class="button plain" href=it.address.clone()>{t.here}</a>
        <section class="card">
            <h2 class="small">{t.secret}</h2>
            <p class="secret" lang="en">{in_fours(&it.secret)}</p>
            <p class="hint">{t.secret_more}</p>
        </section>
    }
    .into_any()
}

/// Always dark on light, whatever the page looks like: cameras want it so.
fn qr(label: &'static str, it: &Authenticator) -> AnyView {
    let view_box = format!("0 0 {size} {size}", size = it.qr_size);
    view! {
        <svg class="qr" viewBox=view_box role="img" aria-label=label><path d=it.qr_path.clone()/></svg>
    }
    .into_any()
}

/// In groups of four, as people read letters aloud.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join(" ")
}

fn done(scene: &Scene) -> AnyView {
    let t = &scene.t.enrol;
    view! {
        <div class="page">
            {heading(t.done)}
            <p>{t.done_more}</p>
            <a class="button" href=scene.to(Page::Desk)>{t.to_desk}</a>
        </div>
    }
    .into_any()
}
