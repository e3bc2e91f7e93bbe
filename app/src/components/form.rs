//! A form: sends, waits, and says at its head all that is wrong, with links to it.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::problem::Problem;

use super::{attempt::Attempt, field::id_of, notice::notice};
use crate::{text, travel};

/// Fields, then the button that sends. What was typed stays whatever happens.
#[component]
pub fn Form(
    attempt: Attempt,
    /// What the button says.
    #[prop(into)]
    button: Signal<&'static str>,
    /// Checks the input and calls [`Attempt::run`], or [`Attempt::refuse`].
    submit: Box<dyn Fn() + Send>,
    /// Whether the button stands in the dock, in reach of the thumb.
    #[prop(optional)]
    dock: bool,
    children: Children,
) -> impl IntoView {
    let t = text::now();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !attempt.is_pending() {
            submit();
        }
    };
    let summary = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if attempt.problem().is_some() {
            request_animation_frame(move || {
                if let Some(summary) = summary.get_untracked() {
                    travel::focus(&summary);
                    summary.scroll_into_view();
                }
            });
        }
    });
    let problem = move || attempt.problem().map(|problem| head(attempt, &problem));
    let busy = move || attempt.is_pending().then_some("true");
    let waits = move || if attempt.is_pending() { t.common.sending } else { "" };
    view! {
        <form class="form" novalidate on:submit=on_submit>
            <div node_ref=summary tabindex="-1" class="summary">{problem}</div>
            {children()}
            <p class="unseen" role="status">{waits}</p>
            <div class=if dock { "dock" } else { "send" }>
                <button class="button" type="submit" aria-busy=busy>{move || button.get()}</button>
            </div>
        </form>
    }
    .into_any()
}

/// All that is wrong, each with a link to its field.
pub fn head(attempt: Attempt, problem: &Problem) -> AnyView {
    if problem.fields.is_empty() {
        return notice(problem);
    }
    let t = text::now();
    let labels = attempt.labels.get_value();
    let item = |field: &shared::problem::Field| {
        let label = labels.iter().find(|(name, _)| *name == field.name);
        let says = (t.problem)(field.kind);
        match label {
            Some((name, label)) => view! {
                <li><a href=format!("#{}", id_of(name)) on:click=jump(name)>{*label}</a> " " {says}</li>
            }
            .into_any(),
            None => view! { <li>{says}</li> }.into_any(),
        }
    };
    // In the order in which the fields stand, whatever was checked first.
    let place = |name: &str| labels.iter().position(|(label, _)| *label == name);
    let mut fields: Vec<_> = problem.fields.iter().collect();
    fields.sort_by_key(|field| place(&field.name).unwrap_or(usize::MAX));
    let items = fields.into_iter().map(item).collect_view();
    view! {
        <div class="notice" role="alert"><p><strong>{t.common.check_form}</strong></p><ul>{items}</ul></div>
    }
    .into_any()
}

/// Puts the focus into the field, which a link alone would not.
fn jump(name: &'static str) -> impl Fn(leptos::ev::MouseEvent) {
    move |event| {
        event.prevent_default();
        if let Some(field) = document().get_element_by_id(&id_of(name)) {
            field.scroll_into_view();
            travel::focus(&field);
        }
    }
}
