//! The English sentences, in a part of the app that only their readers fetch.

use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};

use crate::text::{self, Language, Text};

/// Fetches the sentences; without a network, Chinese is better than nothing.
pub async fn fetch() {
    if let Ok(english) = sentences().await {
        text::learn(english);
    }
}

/// Whether the language of the moment can be drawn; fetches what is missing.
pub fn ready() -> Signal<bool> {
    let tried = text::knows(Language::English);
    let (language, tried) = (text::language(), RwSignal::new(tried));
    Effect::new(move |_| {
        if !text::knows(language.get()) {
            spawn_local(async move {
                fetch().await;
                tried.set(true);
            });
        }
    });
    Signal::derive(move || language.get() == Language::Chinese || tried.get())
}

/// The part could not be fetched.
struct NotThere;

impl From<SplitLoaderError> for NotThere {
    fn from(_: SplitLoaderError) -> Self {
        NotThere
    }
}

#[leptos::wasm_split::wasm_split(english, wasm_split_path = ::leptos::wasm_split, fallible)]
fn sentences() -> Result<&'static Text, NotThere> {
    Ok(text::english())
}
