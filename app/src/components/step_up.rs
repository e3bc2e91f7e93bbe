//! Staff powers where they are missing: asked for on the spot, so that nothing typed is lost.

use std::sync::Arc;

use leptos::prelude::*;
use shared::{
    api::OpenStaffPowers,
    person::Me,
    problem::{Kind, Problem},
    staff::StepUp,
};

use super::{
    attempt::Attempt,
    field::TextField,
    form::Form,
    load::{Load, loaded},
    notice::notice,
};
use crate::{me, text};

/// Password and six digits; `done` once powers are open.
pub fn step_up(done: impl Fn() + Clone + Send + 'static) -> AnyView {
    let t = &text::now().staff;
    let (me, attempt) = (me::me(), Attempt::new());
    let (password, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = Box::new(move || {
        let input = StepUp { password: password.get_untracked(), code: code.get_untracked() };
        if let Err(problem) = input.check() {
            return attempt.refuse(problem);
        }
        let done = done.clone();
        attempt.run(OpenStaffPowers, (), input, move |who: Me| {
            me.set(who);
            done();
        });
    });
    view! {
        <Form attempt button=t.open submit>
            <TextField attempt name="password" label=t.password value=password kind="password"
                autocomplete="current-password" enterkeyhint="next"/>
            <TextField attempt name="code" label=t.code hint=t.code_hint value=code
                inputmode="numeric" autocomplete="one-time-code" enterkeyhint="done"/>
        </Form>
        <p class="hint">{t.lost}</p>
    }
    .into_any()
}

/// As [`loaded`], with the way to staff powers where the server asks for them first.
pub fn loaded_for_staff<T: 'static>(
    from: Load<T>,
    view: impl Fn(&T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let (t, view) = (&text::now().staff, Arc::new(view));
    let locked = Memo::new(move |_| asks(from.problem().as_ref()));
    (move || match locked.get() {
        true => view! {
            {crate::view::frame::heading(t.title)}
            <p>{t.more}</p>
            {step_up(move || from.again())}
        }
        .into_any(),
        false => {
            let view = view.clone();
            loaded(from, move |value| view(value))
        }
    })
    .into_any()
}

/// What went wrong with a write; where powers have run out, the way to open them again.
pub fn acted(attempt: Attempt) -> AnyView {
    let t = &text::now().staff;
    (move || {
        attempt.problem().map(|problem| match asks(Some(&problem)) {
            false => notice(&problem),
            true => view! {
                <section class="card" role="alert">
                    <p>{t.inline}</p>
                    {step_up(move || attempt.forgive())}
                </section>
            }
            .into_any(),
        })
    })
    .into_any()
}

fn asks(problem: Option<&Problem>) -> bool {
    problem.is_some_and(|problem| problem.kind == Kind::StepUpFirst)
}
