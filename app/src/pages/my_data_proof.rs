//! What must not happen by mistake, nor by somebody else's hand: another phone, a file with
//! everything, and leaving. A code by SMS comes first.

use leptos::prelude::*;
use shared::{
    api::{AskForCode, AskOwnCode, ChangePhone, DeleteMe, ProveItIsMe},
    my_data::{EnteredCode, MyData},
    person::{AskCode, CodeSent, Me},
    problem::{Kind, Problem},
};

use crate::{
    components::{attempt::Attempt, dialog::Dialog, field::TextField, form::Form, load::Load},
    draft, kept_numbers, kept_tickets, me,
    place::Page,
    scene::Scene,
    text::my_data as text,
    travel,
    view::frame::heading,
};

/// Where everything can be had as a file.
const EXPORT: &str = "/api/me/export";

/// A code to the reader's own phone; `after` is drawn once it was entered.
fn proved(scene: &Scene, phone: &str, after: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let (t, sign_in, go_on) = (&scene.t.my_data, &scene.t.sign_in, scene.t.common.go_on);
    let (sent, done) = (RwSignal::new(false), RwSignal::new(false));
    let (ask, enter) = (Attempt::new(), entering());
    let code = RwSignal::new(String::new());
    let send = move || ask.run(AskOwnCode, (), (), move |_: CodeSent| sent.set(true));
    let more = (t.prove_more)(phone);
    (move || match (done.get(), sent.get()) {
        (true, _) => after(),
        (false, true) => {
            let submit = Box::new(move || {
                let input = EnteredCode { code: code.get_untracked() };
                match input.check() {
                    Err(problem) => enter.refuse(problem),
                    Ok(_) => enter.run(ProveItIsMe, (), input, move |_: Me| done.set(true)),
                }
            });
            view! {
                <Form attempt=enter button=go_on submit>
                    <TextField attempt=enter name="code" label=sign_in.code value=code
                        inputmode="numeric" autocomplete="one-time-code" enterkeyhint="done"/>
                </Form>
            }
            .into_any()
        }
        (false, false) => view! {
            <p>{more.clone()}</p>
            {ask.notice()}
            {ask.button("button", t.prove, send)}
        }
        .into_any(),
    })
    .into_any()
}

fn entering() -> Attempt {
    Attempt::new().blame("code", &[Kind::WrongCode, Kind::CodeSpent])
}

/// Another phone to sign in with.
pub fn change_phone(scene: &Scene, phone: &str, data: Load<MyData>) -> AnyView {
    let (t, asks) = (&scene.t.my_data, RwSignal::new(false));
    let (scene, phone) = (scene.clone(), phone.to_owned());
    let body = move || {
        let again = scene.clone();
        asks.get().then(|| proved(&scene, &phone, move || new_phone(&again, asks, data)))
    };
    view! {
        <button type="button" class="button plain" on:click=move |_| asks.set(true)>{t.change_phone}</button>
        <Dialog open=asks title=t.change_phone>
            <p>{t.change_phone_more}</p>
            {body}
        </Dialog>
    }
    .into_any()
}

fn new_phone(scene: &Scene, asks: RwSignal<bool>, data: Load<MyData>) -> AnyView {
    let (t, sign_in, go_on) = (&scene.t.my_data, &scene.t.sign_in, scene.t.common.go_on);
    let (phone, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (ask, enter, sent) = (Attempt::new(), entering(), RwSignal::new(false));
    let (me, travel) = (me::me(), travel::travel());
    (move || match sent.get() {
        false => {
            let submit = Box::new(move || {
                let input = AskCode { phone: phone.get_untracked() };
                match input.check() {
                    Err(problem) => ask.refuse(problem),
                    Ok(_) => ask.run(AskForCode, (), input, move |_: CodeSent| sent.set(true)),
                }
            });
            view! {
                <p role="status">{t.proved}</p>
                <Form attempt=ask button=sign_in.send submit>
                    <TextField attempt=ask name="phone" label=t.new_phone value=phone kind="tel"
                        inputmode="tel" autocomplete="tel"/>
                </Form>
            }
            .into_any()
        }
        true => {
            let submit = Box::new(move || {
                let input = EnteredCode { code: code.get_untracked() };
                if let Err(problem) = input.check() {
                    return enter.refuse(problem);
                }
                enter.run(ChangePhone, (), input, move |who: Me| {
                    asks.set(false);
                    me.set(who);
                    travel.say(t.phone_changed);
                    data.again();
                });
            });
            view! {
                <Form attempt=enter button=go_on submit>
                    <TextField attempt=enter name="code" label=sign_in.code value=code
                        inputmode="numeric" autocomplete="one-time-code" enterkeyhint="done"/>
                </Form>
            }
            .into_any()
        }
    })
    .into_any()
}

/// Everything as a file.
pub fn take_along(scene: &Scene, phone: &str) -> AnyView {
    let (t, asks) = (&scene.t.my_data, RwSignal::new(false));
    let (scene, phone) = (scene.clone(), phone.to_owned());
    let body = move || asks.get().then(|| proved(&scene, &phone, move || file(t, asks)));
    view! {
        <section class="card">
            <h2 class="small">{t.download}</h2>
            <p>{t.download_more}</p>
            <button type="button" class="button plain" on:click=move |_| asks.set(true)>{t.download}</button>
            <Dialog open=asks title=t.download>{body}</Dialog>
        </section>
    }
    .into_any()
}

fn file(t: &'static text::MyData, asks: RwSignal<bool>) -> AnyView {
    // The dialog stays until the browser has taken the file: a link that is gone is not followed.
    let close = move |_| request_animation_frame(move || asks.set(false));
    view! {
        <p role="status">{t.proved}</p>
        <a class="button" href=EXPORT download="linyuan-my-data.json" rel="external" on:click=close>
            {t.download}
        </a>
    }
    .into_any()
}

/// Leaving: what happens is said first, then proved, then typed.
pub fn delete(scene: &Scene, phone: &str, left: RwSignal<bool>) -> AnyView {
    let (t, asks) = (&scene.t.my_data, RwSignal::new(false));
    let happens = t.delete_more.iter().map(|says| view! { <li>{*says}</li> }).collect_view();
    let (scene, phone) = (scene.clone(), phone.to_owned());
    let body = move || {
        let again = scene.clone();
        asks.get().then(|| proved(&scene, &phone, move || last_word(&again, left)))
    };
    view! {
        <section class="card">
            <h2 class="small">{t.delete}</h2>
            <ul class="plain-list">{happens}</ul>
            <button type="button" class="button plain" on:click=move |_| asks.set(true)>{t.delete}</button>
            <Dialog open=asks title=t.delete>{body}</Dialog>
        </section>
    }
    .into_any()
}

fn last_word(scene: &Scene, left: RwSignal<bool>) -> AnyView {
    let (t, attempt, typed) = (&scene.t.my_data, Attempt::new(), RwSignal::new(String::new()));
    let (me, travel) = (me::me(), travel::travel());
    let submit = Box::new(move || {
        if typed.get_untracked().trim() != t.delete_word {
            return attempt.refuse(Problem::fields([("typed", Kind::Required)]));
        }
        attempt.run(DeleteMe, (), (), move |who: Me| {
            draft::wipe_all();
            kept_numbers::wipe();
            kept_tickets::wipe();
            left.set(true);
            me.set(who);
            travel.to_heading();
        });
    });
    let says = (t.delete_type)(t.delete_word);
    view! {
        <p role="status">{t.proved}</p>
        <p><strong>{says}</strong></p>
        <Form attempt button=t.delete_yes submit>
            <TextField attempt name="typed" label=t.delete_word value=typed enterkeyhint="done"/>
        </Form>
    }
    .into_any()
}

/// After that.
pub fn gone(scene: &Scene) -> AnyView {
    let t = &scene.t.my_data;
    view! {
        <div class="page">
            {heading(t.deleted)}
            <p>{t.deleted_more}</p>
            <a class="button" href=scene.to(Page::Home)>{scene.t.common.to_home}</a>
        </div>
    }
    .into_any()
}
