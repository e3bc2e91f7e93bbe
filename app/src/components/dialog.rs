//! A question that has to be answered first. The browser traps the focus and gives it back.

use leptos::{html, prelude::*};

use crate::text;

/// Shown while `open` is true; Esc closes it.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    title: &'static str,
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
    view! {
        <dialog node_ref=dialog class="dialog" aria-label=title on:close=move |_| close()>
            <h2>{title}</h2>
            {children()}
            <button type="button" class="button plain" on:click=move |_| close()>
                {text::now().common.cancel}
            </button>
        </dialog>
    }
    .into_any()
}
