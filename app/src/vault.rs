//! What is kept on this phone for hours without a network and is nobody else's business: a list of
//! who comes, one's own tickets.
//!
//! It lies in the browser's database, sealed with AES-GCM under a key that the browser keeps and
//! gives to nobody, neither to us nor to who copies its files. Each vault has a key of its own, and
//! is gone with it when it is wiped. What has an end goes then, whatever page is opened next.

use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use shared::time::Millis;
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    api, clock,
    js::{self, Refused, call, event, get, object, promised},
    random,
};

const BASE: &str = "linyuan";
const SHELF: &str = "kept";
/// Under this name a vault has its key.
const KEY: &str = "key";
/// Under names with this in them stands when something goes.
const UNTIL: &str = "/until/";

/// Things that are kept together, and wiped together.
#[derive(Clone)]
pub struct Vault {
    base: JsValue,
    key: JsValue,
    of: String,
}

impl Vault {
    /// The vault of this name, if there is one.
    ///
    /// # Errors
    /// When this browser keeps nothing.
    pub async fn find(of: &str) -> Result<Option<Self>, Refused> {
        let base = base().await?;
        let key = read(&base, &format!("{of}/{KEY}")).await?;
        Ok((!key.is_undefined()).then(|| Self { base, key, of: of.to_owned() }))
    }

    /// The vault of this name, made if there was none.
    ///
    /// # Errors
    /// When this browser keeps nothing, or cannot seal.
    pub async fn open(of: &str) -> Result<Self, Refused> {
        if let Some(vault) = Self::find(of).await? {
            return Ok(vault);
        }
        let name = format!("{of}/{KEY}");
        // Another tab may have been quicker: then its key counts.
        let _ = write(&base().await?, "add", [new_key().await?, name.into()]).await;
        Self::find(of).await?.ok_or(JsValue::NULL)
    }

    /// Keeps a value, and comes back when it is on the disk.
    ///
    /// # Errors
    /// When the browser has no room, or the vault was wiped.
    pub async fn put<T: Serialize>(&self, name: &str, value: &T) -> Result<(), Refused> {
        let text = serde_json::to_string(value).map_err(|error| error.to_string())?;
        let (start, name) = (random::bytes::<12>(), self.name(name));
        let plain = Uint8Array::from(text.as_bytes());
        let with = [how(&start), self.key.clone(), plain.into()];
        let sealed = promised(&subtle(), "encrypt", with).await?;
        let kept = object([("start", Uint8Array::from(&start[..]).into()), ("sealed", sealed)]);
        // Nothing is written under a key that is gone.
        if read(&self.base, &self.name(KEY)).await?.is_undefined() {
            return Err(JsValue::NULL);
        }
        write(&self.base, "put", [kept, name.into()]).await
    }

    /// What was kept under a name.
    ///
    /// # Errors
    /// When the browser does not find its way in.
    pub async fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Refused> {
        let kept = read(&self.base, &self.name(name)).await?;
        Ok(self.unseal(&kept).await)
    }

    /// All that was kept under names that begin so, in the order of their names.
    ///
    /// # Errors
    /// As [`Vault::get`].
    pub async fn all<T: DeserializeOwned>(&self, prefix: &str) -> Result<Vec<T>, Refused> {
        let range = range(&self.name(prefix))?;
        let found = asked(&shelf(&self.base, "readonly")?, "getAll", [range]).await?;
        let mut all = Vec::new();
        for kept in found.unchecked_into::<Array>().iter() {
            all.extend(self.unseal(&kept).await);
        }
        Ok(all)
    }

    /// Something goes at that time; with an empty name, the whole vault.
    ///
    /// # Errors
    /// As [`Vault::put`].
    pub async fn until(&self, name: &str, at: Millis) -> Result<(), Refused> {
        let when = JsValue::from(at.0 as f64);
        write(&self.base, "put", [when, format!("{}{UNTIL}{name}", self.of).into()]).await
    }

    /// Forgets one thing.
    ///
    /// # Errors
    /// As [`Vault::put`].
    pub async fn remove(&self, name: &str) -> Result<(), Refused> {
        write(&self.base, "delete", [self.name(name).into()]).await
    }

    /// What cannot be read is as good as not there.
    async fn unseal<T: DeserializeOwned>(&self, kept: &JsValue) -> Option<T> {
        let start = get(kept, "start").dyn_into::<Uint8Array>().ok()?.to_vec();
        let with = [how(&start), self.key.clone(), get(kept, "sealed")];
        let plain = promised(&subtle(), "decrypt", with).await.ok()?;
        let text = String::from_utf8(Uint8Array::new(&plain).to_vec()).ok()?;
        api::parse(&text).ok()
    }

    fn name(&self, name: &str) -> String {
        format!("{}/{name}", self.of)
    }
}

/// Throws a vault away with its key, or all whose names begin so.
///
/// # Errors
/// When the browser does not find its way in.
pub async fn wipe(prefix: &str) -> Result<(), Refused> {
    write(&base().await?, "delete", [range(prefix)?]).await
}

/// Throws away what has had its time.
///
/// # Errors
/// When the browser does not find its way in.
pub async fn sweep() -> Result<(), Refused> {
    let base = base().await?;
    let names = asked(&shelf(&base, "readonly")?, "getAllKeys", []).await?;
    for name in names.unchecked_into::<Array>().iter().filter_map(|it| it.as_string()) {
        let Some((of, what)) = name.split_once(UNTIL) else { continue };
        let until = read(&base, &name).await?.as_f64().unwrap_or_default();
        if until <= clock::now().0 as f64 {
            wipe(&format!("{of}/{what}")).await?;
            write(&base, "delete", [name.into()]).await?;
        }
    }
    Ok(())
}

/// Asks the browser not to make room here of its own.
pub async fn stay() {
    // Whether it agrees changes nothing for us.
    let _ = promised(&get(&js::global("navigator"), "storage"), "persist", []).await;
}

fn subtle() -> JsValue {
    get(&js::global("crypto"), "subtle")
}

/// A key that cannot be taken out of the browser.
async fn new_key() -> Result<JsValue, Refused> {
    let kind = object([("name", "AES-GCM".into()), ("length", 256.into())]);
    let uses = js::list(["encrypt".into(), "decrypt".into()]);
    promised(&subtle(), "generateKey", [kind, false.into(), uses.into()]).await
}

fn how(start: &[u8]) -> JsValue {
    object([("name", "AES-GCM".into()), ("iv", Uint8Array::from(start).into())])
}

async fn base() -> Result<JsValue, Refused> {
    let request = call(&js::global("indexedDB"), "open", [BASE.into(), 1.into()])?;
    // The shelf is put up within the event, which is why nothing is waited for in between.
    let shelves = wasm_bindgen::closure::Closure::once_into_js(|event: JsValue| {
        let base = get(&get(&event, "target"), "result");
        let _ = call(&base, "createObjectStore", [SHELF.into()]);
    });
    js::set(&request, "onupgradeneeded", &shelves);
    event(&request, "onsuccess", ["onerror", "onblocked"]).await?;
    Ok(get(&request, "result"))
}

fn transaction(base: &JsValue, mode: &str) -> Result<JsValue, Refused> {
    let strict = object([("durability", "strict".into())]);
    call(base, "transaction", [SHELF.into(), mode.into(), strict])
}

fn shelf(base: &JsValue, mode: &str) -> Result<JsValue, Refused> {
    call(&transaction(base, mode)?, "objectStore", [SHELF.into()])
}

async fn asked<const N: usize>(
    shelf: &JsValue,
    what: &str,
    with: [JsValue; N],
) -> Result<JsValue, Refused> {
    let request = call(shelf, what, with)?;
    event(&request, "onsuccess", ["onerror"]).await?;
    Ok(get(&request, "result"))
}

async fn read(base: &JsValue, name: &str) -> Result<JsValue, Refused> {
    asked(&shelf(base, "readonly")?, "get", [name.into()]).await
}

/// Comes back when it is on the disk, and not when it is on its way there.
async fn write<const N: usize>(
    base: &JsValue,
    what: &str,
    with: [JsValue; N],
) -> Result<(), Refused> {
    let transaction = transaction(base, "readwrite")?;
    let shelf = call(&transaction, "objectStore", [SHELF.into()])?;
    call(&shelf, what, with)?;
    event(&transaction, "oncomplete", ["onabort", "onerror"]).await.map(drop)
}

/// All names that begin so.
fn range(prefix: &str) -> Result<JsValue, Refused> {
    let end = format!("{prefix}\u{ffff}");
    call(&js::global("IDBKeyRange"), "bound", [prefix.into(), end.into()])
}
