//! What browsers can do and only few pages ask of them, called by name: a binding for each would
//! come with the first page.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;

/// The browser cannot do it, or does not want to.
pub type Refused = JsValue;

/// What an object has under a name; undefined where it has nothing.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// What the window has under a name.
pub fn global(name: &str) -> JsValue {
    get(&window(), name)
}

/// Puts something into an object.
pub fn set(of: &JsValue, name: &str, value: &JsValue) {
    // Only objects are given that take it.
    let _ = Reflect::set(of, &name.into(), value);
}

/// An object with these values.
pub fn object<const N: usize>(values: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in values {
        set(&object, name, &value);
    }
    object
}

/// A list of these.
pub fn list<const N: usize>(values: [JsValue; N]) -> Array {
    values.into_iter().collect()
}

/// Calls a method.
///
/// # Errors
/// When there is none, or it refuses.
pub fn call<const N: usize>(
    of: &JsValue,
    name: &str,
    with: [JsValue; N],
) -> Result<JsValue, Refused> {
    let method: Function = get(of, name).dyn_into()?;
    Reflect::apply(&method, of, &list(with))
}

/// Makes one of what the window can make.
///
/// # Errors
/// When it can make none, or refuses.
pub fn made<const N: usize>(what: &str, of: [JsValue; N]) -> Result<JsValue, Refused> {
    Reflect::construct(&global(what).dyn_into::<Function>()?, &list(of))
}

/// What a browser calls once at most.
pub fn once(then: impl FnOnce() + 'static) -> JsValue {
    Closure::once_into_js(then)
}

/// Calls a method that promises something, and waits for it.
///
/// # Errors
/// As [`call`], or when the promise is broken.
pub async fn promised<const N: usize>(
    of: &JsValue,
    name: &str,
    with: [JsValue; N],
) -> Result<JsValue, Refused> {
    JsFuture::from(call(of, name, with)?.dyn_into::<Promise>()?).await
}

/// Waits until one of the events comes; the first of them is the good one.
///
/// # Errors
/// When it was one of the others.
pub async fn event<const N: usize>(
    of: &JsValue,
    good: &str,
    bad: [&str; N],
) -> Result<JsValue, Refused> {
    let came = Promise::new(&mut |resolve, reject| {
        set(of, good, &resolve);
        bad.iter().for_each(|name| set(of, name, &reject));
    });
    JsFuture::from(came).await
}

/// Waits so many milliseconds.
pub async fn pause(millis: i32) {
    let over = Promise::new(&mut |resolve, _| {
        // Without a timer it would never end; a browser always has one.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
    });
    let _ = JsFuture::from(over).await;
}
