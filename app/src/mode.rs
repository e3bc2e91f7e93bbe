//! How the app looks for this person: colours, care mode, size of text, language. Kept in this
//! browser; the script at the head of the page sets the same attributes before the first paint.

use leptos::prelude::*;
use web_sys::Storage;

use crate::text::Language;

/// Light, dark, or as the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    fn code(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// The mode of the moment, as signals that `<html>` follows.
#[derive(Clone, Copy)]
pub struct Mode {
    pub theme: RwSignal<Theme>,
    pub care: RwSignal<bool>,
    /// In care mode, in CSS pixels.
    pub size: RwSignal<u32>,
}

impl Mode {
    pub const SMALLEST: u32 = 18;
    pub const LARGEST: u32 = 30;
    pub const STEP: u32 = 2;
    const USUAL: u32 = 22;
}

/// Reads what was chosen before, and follows what is chosen from now on.
pub fn provide() {
    let stored = |name: &str| storage()?.get_item(name).ok()?;
    let theme = stored("theme");
    let theme = Theme::ALL.into_iter().find(|it| theme.as_deref() == Some(it.code()));
    let size = stored("text").and_then(|size| size.parse().ok()).unwrap_or(Mode::USUAL);
    let english = stored("language").as_deref() == Some(Language::English.code());
    let language = if english { Language::English } else { Language::Chinese };
    let mode = Mode {
        theme: RwSignal::new(theme.unwrap_or_default()),
        care: RwSignal::new(stored("care").is_some()),
        size: RwSignal::new(size.clamp(Mode::SMALLEST, Mode::LARGEST)),
    };
    let language = RwSignal::new(language);
    provide_context(mode);
    provide_context(language);
    Effect::new(move |_| {
        let theme = mode.theme.get();
        keep("theme", (theme != Theme::Auto).then(|| theme.code().to_owned()));
        show("data-theme", (theme != Theme::Auto).then(|| theme.code().to_owned()));
    });
    Effect::new(move |_| {
        let (care, size) = (mode.care.get(), mode.size.get());
        keep("care", care.then(|| "1".to_owned()));
        keep("text", (size != Mode::USUAL).then(|| size.to_string()));
        show("data-care", care.then(String::new));
        show("data-text", (care && size != Mode::USUAL).then(|| size.to_string()));
    });
    Effect::new(move |_| {
        let code = language.get().code().to_owned();
        keep("language", (language.get() != Language::default()).then(|| code.clone()));
        show("lang", Some(code));
    });
}

/// The mode of the moment.
pub fn mode() -> Mode {
    expect_context()
}

/// A browser may refuse to keep anything; then all is as usual next time.
pub fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// Keeps a value in this browser, or forgets it.
pub fn keep(name: &str, value: Option<String>) {
    let Some(storage) = storage() else { return };
    let _ = match value {
        Some(value) => storage.set_item(name, &value),
        None => storage.remove_item(name),
    };
}

fn show(name: &str, value: Option<String>) {
    let Some(root) = document().document_element() else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, &value),
        None => root.remove_attribute(name),
    };
}
