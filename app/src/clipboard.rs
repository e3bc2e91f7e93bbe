//! Copying. Browsers offer it on secure pages only.

use js_sys::Reflect;
use leptos::prelude::window;

/// Whether there is a clipboard to write to.
pub fn is_there() -> bool {
    let navigator = window().navigator();
    Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object())
}

/// Puts a text there; call [`is_there`] first.
pub fn copy(text: &str) {
    // Whether it worked is seen when it is pasted.
    drop(window().navigator().clipboard().write_text(text));
}
