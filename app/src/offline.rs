//! Opening without a network later: asks the service worker to keep what this page is made of.

use js_sys::{Array, Promise};
use shared::problem::Kind;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::js::{self, Refused, call, event, get};

/// Keeps every part of the app, also of later versions, and comes back when they are there.
///
/// # Errors
/// When this browser keeps nothing, or there is no network for it.
pub async fn keep_all() -> Result<(), Refused> {
    keep("all".into()).await
}

/// Keeps those parts of the app that were needed so far.
///
/// # Errors
/// As [`keep_all`].
pub async fn keep_these() -> Result<(), Refused> {
    let all = call(&js::global("performance"), "getEntriesByType", ["resource".into()])?;
    let paths = Array::new();
    for entry in all.dyn_into::<Array>()?.iter() {
        let address = get(&entry, "name").as_string().unwrap_or_default();
        if let Some((_, path)) = address.split_once("/assets/") {
            paths.push(&format!("/assets/{path}").into());
        }
    }
    keep(paths.into()).await
}

async fn keep(what: JsValue) -> Result<(), Refused> {
    let workers = get(&js::global("navigator"), "serviceWorker");
    if workers.is_undefined() {
        return Err(workers);
    }
    let ready = JsFuture::from(get(&workers, "ready").dyn_into::<Promise>()?).await?;
    call(&get(&ready, "active"), "postMessage", [what])?;
    event(&workers, "onmessage", []).await.map(drop)
}

/// Nobody has said how something stands: no network, one that leads elsewhere, or a server in need.
pub fn is_lost(kind: Kind) -> bool {
    matches!(kind, Kind::Offline | Kind::Busy | Kind::Bug)
}
