//! What the server writes about itself: lines to read, or JSON to collect, on standard error.
//!
//! Invariant: nothing of a person gets here: no address with a query, no id, no phone, no code.

use std::panic::PanicHookInfo;

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;

/// How lines look.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    Json,
}

/// What is logged where `RUST_LOG` does not say otherwise.
const USUAL: &str = "info,sqlx=warn";

/// From here on, what happens is written down, panics too. Only the first call counts.
pub fn start(format: Format) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match format {
        Format::Text => lines.with_target(false).try_init(),
        Format::Json => lines.json().flatten_event(true).with_current_span(false).try_init(),
    };
    if started.is_ok() {
        std::panic::set_hook(Box::new(note_panic));
    }
}

/// Where it happened. What it says only if it is part of the program: data could be in the rest.
fn note_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let words = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("…");
    tracing::error!(place, words, "panic");
}
