//! How the app looks for this person: colours, care mode, size of text, language. Kept in this
//! browser; the script at the head of the page sets the same attributes before the first paint.

use leptos::prelude::*;
use web_sys::Storage;

use crate::text::Language;

/// Under these names; the script at the head of the page knows them too.
const MODE: &str = "linyuan.mode";
const LANGUAGE: &str = "linyuan.language";
/// On a phone with large letters: all of ours grow with those already. The script knows it, too.
const BY_ITSELF: &str = "care 18";

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
    let kept = storage().and_then(|kept| kept.get_item(MODE).ok()?);
    // Where nothing was chosen yet, the script at the head has seen how large the letters are.
    let by_itself = if shows("data-care") { BY_ITSELF } else { "" };
    let kept = kept.unwrap_or_else(|| by_itself.to_owned());
    let words: Vec<&str> = kept.split(' ').collect();
    let theme = Theme::ALL.into_iter().find(|it| words.contains(&it.code()));
    let size = words.iter().find_map(|word| word.parse().ok()).unwrap_or(Mode::USUAL);
    let mode = Mode {
        theme: RwSignal::new(theme.unwrap_or_default()),
        care: RwSignal::new(words.contains(&"care")),
        size: RwSignal::new(size.clamp(Mode::SMALLEST, Mode::LARGEST)),
    };
    let language = RwSignal::new(language());
    provide_context(mode);
    provide_context(language);
    Effect::new(move |before: Option<()>| mode.follow(before.is_some()));
    Effect::new(move |_| {
        let code = language.get().code();
        keep(LANGUAGE, (language.get() != Language::default()).then(|| code.to_owned()));
        show("lang", Some(code));
    });
}

/// The language that was chosen before.
pub fn language() -> Language {
    let kept = storage().and_then(|kept| kept.get_item(LANGUAGE).ok()?);
    let chosen = Language::ALL.into_iter().find(|it| Some(it.code()) == kept.as_deref());
    chosen.unwrap_or_default()
}

impl Mode {
    /// Shows the mode, and keeps it once somebody has chosen: until then it is as the phone is.
    fn follow(self, chosen: bool) {
        let (theme, care, size) = (self.theme.get(), self.care.get(), self.size.get().to_string());
        let words = [theme.code(), if care { "care" } else { "" }, &size].join(" ");
        if chosen {
            keep(MODE, Some(words));
        }
        show("data-theme", Some(theme.code()));
        show("data-care", care.then_some(""));
        show("data-text", Some(size.as_str()));
    }
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

fn shows(name: &str) -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(name))
}

fn show(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}
