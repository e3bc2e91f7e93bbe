//! Fields of a form: label, hint, control, and what is wrong with it.

use std::borrow::Cow;

use leptos::prelude::*;
use shared::time::Millis;

use super::attempt::Attempt;
use crate::{scene::Scene, text};

/// The id of the control of a field.
pub fn id_of(name: &str) -> String {
    format!("field-{name}")
}

/// A line or a box of text.
#[component]
pub fn TextField(
    attempt: Attempt,
    /// As the server calls it.
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] enterkeyhint: Option<&'static str>,
    /// The most characters; how many are left is shown. More can be typed, nothing is cut.
    #[prop(optional)]
    longest: usize,
    /// A box of so many lines.
    #[prop(optional)]
    rows: u32,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let invalid = move || attempt.field(name).map(|_| "true");
    let described = described_by(attempt, name, !hint.is_empty());
    let typed = move |event| value.set(event_target_value(&event));
    let control = match rows {
        0 => view! {
            <input id=id_of(name) name=name type=kind inputmode=inputmode autocomplete=autocomplete
                enterkeyhint=enterkeyhint aria-invalid=invalid aria-describedby=described
                prop:value=move || value.get() on:input=typed/>
        }
        .into_any(),
        rows => view! {
            <textarea id=id_of(name) name=name rows=rows.to_string() autocomplete=autocomplete
                aria-invalid=invalid aria-describedby=described
                prop:value=move || value.get() on:input=typed></textarea>
        }
        .into_any(),
    };
    let left = (longest > 0).then(|| left(value, longest));
    view! {
        <div class="field">
            {label_of(attempt, name, label, optional)}
            {hint_of(name, hint)}
            {error_of(attempt, name)}
            {control}
            {left}
        </div>
    }
    .into_any()
}

/// One of a few, all of them in sight.
#[component]
pub fn ChoiceField<T: Copy + PartialEq + Send + Sync + 'static>(
    attempt: Attempt,
    name: &'static str,
    label: &'static str,
    value: RwSignal<Option<T>>,
    /// The value, what it is called, and more about it.
    choices: Vec<(T, &'static str, &'static str)>,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let choices = choices.into_iter().enumerate().map(|(at, (it, says, more))| {
        let chosen = Signal::derive(move || value.get() == Some(it));
        let choose = Box::new(move |_| value.set(Some(it)));
        choice("radio", name, at, chosen, choose, says.into(), more)
    });
    let choices = choices.collect_view().into_any();
    group(attempt, name, label, hint, optional, choices)
}

/// A week is in sight, the rest is asked for.
const FEW_DAYS: usize = 8;

/// One of the days that come: large, with the day of the week.
#[component]
pub fn DayField(
    attempt: Attempt,
    scene: Scene,
    name: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    value: RwSignal<Option<Millis>>,
    days: Vec<Millis>,
) -> impl IntoView {
    let mut choices: Vec<AnyView> = days
        .into_iter()
        .enumerate()
        .map(|(at, day)| {
            let chosen = Signal::derive(move || value.get() == Some(day));
            let choose = Box::new(move |_| value.set(Some(day)));
            let says = (scene.t.times.coming)(scene.now, day);
            choice("radio", name, at, chosen, choose, says.into(), "")
        })
        .collect();
    let later = choices.split_off(choices.len().min(FEW_DAYS));
    let later = (!later.is_empty()).then(|| {
        let says = scene.t.promising.later;
        view! { <details><summary>{says}</summary><div class="choices">{later}</div></details> }
    });
    let choices = view! { {choices} {later} }.into_any();
    view! { <div class="days">{group(attempt, name, label, hint, false, choices)}</div> }.into_any()
}

/// Any of a few.
#[component]
pub fn ManyField<T: Copy + PartialEq + Send + Sync + 'static>(
    attempt: Attempt,
    name: &'static str,
    label: &'static str,
    value: RwSignal<Vec<T>>,
    /// The value, what it is called, and more about it.
    choices: Vec<(T, &'static str, &'static str)>,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let choices = choices.into_iter().enumerate().map(|(at, (it, says, more))| {
        let chosen = Signal::derive(move || value.read().contains(&it));
        let choose = Box::new(move |on: bool| {
            value.update(|all| {
                all.retain(|other| *other != it);
                all.extend(on.then_some(it));
            });
        });
        choice("checkbox", name, at, chosen, choose, says.into(), more)
    });
    let choices = choices.collect_view().into_any();
    group(attempt, name, label, hint, optional, choices)
}

/// One tick, such as to agree.
#[component]
pub fn TickField(
    attempt: Attempt,
    name: &'static str,
    label: &'static str,
    value: RwSignal<bool>,
    /// More about it, a link for example.
    #[prop(optional, into)]
    more: ViewFn,
) -> impl IntoView {
    attempt.labels.update_value(|labels| labels.push((name, label)));
    let invalid = move || attempt.field(name).map(|_| "true");
    let described = described_by(attempt, name, false);
    view! {
        <div class="field tick">
            {error_of(attempt, name)}
            <div class="choice">
                <input type="checkbox" id=id_of(name) name=name aria-invalid=invalid
                    aria-describedby=described prop:checked=move || value.get()
                    on:change=move |event| value.set(event_target_checked(&event))/>
                <label for=id_of(name)>{label}</label>
            </div>
            {more.run()}
        </div>
    }
    .into_any()
}

/// Radio buttons or ticks with their common question.
fn group(
    attempt: Attempt,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    optional: bool,
    choices: AnyView,
) -> AnyView {
    attempt.labels.update_value(|labels| labels.push((name, label)));
    let optional = optional.then(|| view! { <small>" " {text::now().common.optional}</small> });
    view! {
        <fieldset class="field" aria-describedby=described_by(attempt, name, !hint.is_empty())>
            <legend>{label}{optional}</legend>
            {hint_of(name, hint)}
            {error_of(attempt, name)}
            <div class="choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}

fn choice(
    kind: &'static str,
    name: &'static str,
    at: usize,
    chosen: Signal<bool>,
    choose: Box<dyn Fn(bool)>,
    says: Cow<'static, str>,
    more: &'static str,
) -> AnyView {
    // The first has the id of the field, so that a link from the summary leads to it.
    let id = if at == 0 { id_of(name) } else { format!("{}-{at}", id_of(name)) };
    let more = (!more.is_empty()).then(|| view! { <small>{more}</small> });
    view! {
        <div class="choice">
            <input type=kind id=id.clone() name=name prop:checked=move || chosen.get()
                on:change=move |event| choose(event_target_checked(&event))/>
            <label for=id>{says} {more}</label>
        </div>
    }
    .into_any()
}

fn label_of(attempt: Attempt, name: &'static str, label: &'static str, optional: bool) -> AnyView {
    attempt.labels.update_value(|labels| labels.push((name, label)));
    let optional = optional.then(|| view! { <small>" " {text::now().common.optional}</small> });
    view! { <label for=id_of(name)>{label}{optional}</label> }.into_any()
}

fn hint_of(name: &'static str, hint: &'static str) -> Option<AnyView> {
    let draw = || view! { <p class="hint" id=format!("hint-{name}")>{hint}</p> }.into_any();
    (!hint.is_empty()).then(draw)
}

/// What is wrong with the field, right above it.
pub fn error_of(attempt: Attempt, name: &'static str) -> AnyView {
    let t = text::now();
    let says = move || {
        let kind = attempt.field(name)?;
        Some(view! { <p class="error" id=format!("error-{name}")>{(t.problem)(kind)}</p> })
    };
    says.into_any()
}

/// What a screen reader says after the label.
fn described_by(attempt: Attempt, name: &'static str, hint: bool) -> impl Fn() -> Option<String> {
    move || {
        let error = attempt.field(name).map(|_| format!("error-{name}"));
        let parts = [hint.then(|| format!("hint-{name}")), error];
        let ids: Vec<String> = parts.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// How many characters may still be typed, said near the end only.
fn left(value: RwSignal<String>, longest: usize) -> AnyView {
    const NEAR: usize = 20;
    let t = text::now();
    let says = move || {
        let length = value.read().chars().count();
        match longest.checked_sub(length) {
            None => (t.common.too_many)(length - longest),
            Some(left) if left <= NEAR => (t.common.left)(left),
            Some(_) => String::new(),
        }
    };
    view! { <p class="hint left" role="status">{says}</p> }.into_any()
}
