//! A text to be read out: by whoever has the loudspeaker, or by the browser where it can.

use leptos::prelude::*;
use shared::time::Millis;
use wasm_bindgen::JsValue;

use crate::{
    clipboard,
    js::{self, Refused},
    scene::Scene,
    text::paper::SpokenMarket,
    travel,
    view::market::hours,
};

/// The text, to be copied and listened to. Nothing private may be in it: some browsers let a server
/// of their own speak.
pub fn spoken(scene: &Scene, text: String) -> AnyView {
    let (t, travel) = (&scene.t.spoken, travel::travel());
    let (shown, heard) = (text.clone(), text.clone());
    let copy = move |_| {
        clipboard::copy(&text);
        travel.say(t.copied);
    };
    let copy = clipboard::is_there().then(|| {
        view! { <button type="button" class="button plain" on:click=copy>{t.copy}</button> }
    });
    let speaks = RwSignal::new(false);
    let language = scene.t.of.code();
    let listen = move |_| match speaks.get_untracked() {
        true => {
            stop();
            speaks.set(false);
        }
        false => speaks.set(speak(&heard, language, speaks).is_ok()),
    };
    on_cleanup(stop);
    let listen = can_speak().then(|| {
        view! {
            <button type="button" class="button plain" on:click=listen>
                {move || if speaks.get() { t.stop } else { t.listen }}
            </button>
        }
    });
    view! {
        <section class="group screen-only" aria-label=t.title>
            <h2>{t.title}</h2>
            <p class="hint">{t.more}</p>
            <p class="card spoken">{shown}</p>
            <div class="row">{copy}{listen}</div>
        </section>
    }
    .into_any()
}

/// What is said of a market, whoever says it.
pub fn of_market(
    scene: &Scene,
    title: &str,
    (from, to): (Millis, Millis),
    place: &str,
    services: &[&'static str],
) -> String {
    let (day, hours) = ((scene.t.times.day)(from), hours(scene, from, to));
    (scene.t.spoken.market)(&SpokenMarket { title, day: &day, hours: &hours, place, services })
}

const VOICE: &str = "speechSynthesis";
const WORDS: &str = "SpeechSynthesisUtterance";

fn can_speak() -> bool {
    js::global(VOICE).is_object() && js::global(WORDS).is_function()
}

fn stop() {
    // Where nobody speaks, nobody has to stop.
    let _ = js::call(&js::global(VOICE), "cancel", []);
}

/// Begins to speak; `speaks` hears when it is over.
fn speak(text: &str, language: &str, speaks: RwSignal<bool>) -> Result<(), Refused> {
    stop();
    let words = js::made(WORDS, [text.into()])?;
    js::set(&words, "lang", &language.into());
    js::set(&words, "rate", &JsValue::from_f64(SLOWLY));
    for over in ["onend", "onerror"] {
        js::set(
            &words,
            over,
            &js::once(move || {
                let _ = speaks.try_set(false);
            }),
        );
    }
    js::call(&js::global(VOICE), "speak", [words]).map(drop)
}

/// Old ears follow better; 1 is as fast as people talk.
const SLOWLY: f64 = 0.9;
