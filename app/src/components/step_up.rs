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
    form::{Form, head},
    load::{Load, loaded},
};
use crate::{me, text, travel};

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
    acted_or(attempt, |_| None)
}

/// As [`acted`], with words of the page's own for some problems. It is brought into sight, since
/// the button may stand far from it.
pub fn acted_or(
    attempt: Attempt,
    own: impl Fn(&Problem) -> Option<AnyView> + Send + 'static,
) -> AnyView {
    let outcome = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if attempt.problem().is_some() {
            request_animation_frame(move || {
                if let Some(outcome) = outcome.try_get_untracked().flatten() {
                    travel::focus(&outcome);
                    outcome.scroll_into_view();
                }
            });
        }
    });
    let says = move || {
        let problem = attempt.problem()?;
        Some(own(&problem).unwrap_or_else(|| said(attempt, &problem)))
    };
    view! { <div node_ref=outcome tabindex="-1" class="outcome">{says}</div> }.into_any()
}

fn said(attempt: Attempt, problem: &Problem) -> AnyView {
    let t = &text::now().staff;
    match asks(Some(problem)) {
        // Says which fields are meant, with links to them.
        false => head(attempt, problem),
        true => view! {
            <section class="card" role="alert">
                <p>{t.inline}</p>
                {step_up(move || attempt.forgive())}
            </section>
        }
        .into_any(),
    }
}

fn asks(problem: Option<&Problem>) -> bool {
    problem.is_some_and(|problem| problem.kind == Kind::StepUpFirst)
}
