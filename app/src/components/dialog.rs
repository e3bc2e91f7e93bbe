//! A question that has to be answered first. The browser traps the focus and gives it back.

use leptos::{html, prelude::*};

use crate::text;

/// Shown while `open` is true; Esc closes it.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    title: &'static str,
    /// Over the whole page.
    #[prop(optional)]
    whole: bool,
    /// What the button to leave it says, if not the usual.
    #[prop(optional)]
    close_says: &'static str,
    /// What can be done; a button to leave it is there anyway.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match open.get() {
            // Already open is as good.
            true if !dialog.open() => drop(dialog.show_modal()),
            false if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    let close = move || open.set(false);
    let class = if whole { "dialog whole" } else { "dialog" };
    let leave = if close_says.is_empty() { text::now().common.cancel } else { close_says };
    view! {
        <dialog node_ref=dialog class=class aria-label=title on:close=move |_| close()>
            <h2>{title}</h2>
            {children()}
            <button type="button" class="button plain" on:click=move |_| close()>
                {leave}
            </button>
        </dialog>
    }
    .into_any()
}
