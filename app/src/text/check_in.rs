//! Checking in at the table. It comes with that part of the app alone, see [`of`].

use shared::market::Refusal;

use super::{Language, Text, en, zh};

/// Everything a phone at the table says.
pub struct CheckIn {
    pub title: &'static str,
    pub back: &'static str,
    pub join: Join,
    pub desk: Desk,
    pub answer: Answers,
    pub ways: Ways,
    pub sync: Sync,
    pub give_up: GivingUp,
}

/// Throwing away what was not sent.
pub struct GivingUp {
    pub button: &'static str,
    pub sure: &'static str,
    pub more: fn(count: usize) -> String,
    pub yes: fn(count: usize) -> String,
    pub failed: &'static str,
}

/// Becoming a device, and being none any more.
pub struct Join {
    pub title: &'static str,
    pub more: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub with_code: &'static str,
    pub other: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub this_phone: &'static str,
    pub scanned: &'static str,
    /// The phone was at as many markets as it can be.
    pub given_up: fn(markets: &str) -> String,
    pub offline: &'static str,
    pub no_vault: &'static str,
    pub ended: &'static str,
    pub ended_unsent: fn(usize) -> String,
    /// What a phone is there for that has no list any more.
    pub unsent_title: &'static str,
    pub unsent_more: &'static str,
    pub nothing_to_bring: &'static str,
    pub gave_up: fn(count: usize) -> String,
    pub over: &'static str,
    pub over_declined: fn(usize) -> String,
    pub leave: &'static str,
    pub leave_sure: &'static str,
    pub leave_more: &'static str,
    pub leave_unsent: fn(usize) -> String,
    pub leave_yes: &'static str,
}

/// Around the four ways.
pub struct Desk {
    pub entrance: &'static str,
    pub at: &'static str,
    pub stall: fn(number: &str, name: &str) -> String,
    pub scan: &'static str,
    pub code: &'static str,
    pub list: &'static str,
    pub walk_in: &'static str,
    pub ways: &'static str,
    pub ready: &'static str,
    pub getting_ready: &'static str,
    pub rehearsal: &'static str,
    pub phone: fn(name: &str) -> String,
}

/// What the phone says at once.
pub struct Answers {
    pub label: &'static str,
    pub here: &'static str,
    pub already: fn(hour: &str) -> String,
    pub by: fn(device: &str) -> String,
    pub elsewhere: &'static str,
    pub elsewhere_more: fn(stall: &str, hour: &str) -> String,
    pub anyway: &'static str,
    pub too_early: fn(hour: &str) -> String,
    pub too_late: fn(hour: &str) -> String,
    pub just_came: &'static str,
    pub unknown: &'static str,
    pub unknown_more: &'static str,
    pub unknown_entrance: &'static str,
    pub note: &'static str,
    pub noted: &'static str,
    pub noted_more: &'static str,
    pub forged: &'static str,
    pub forged_more: &'static str,
    pub refused: &'static str,
    pub mistaken: &'static str,
    pub mistaken_reason: &'static str,
    pub taken_back: &'static str,
    pub leave: &'static str,
    pub left: &'static str,
    pub served: &'static str,
    pub not_kept: &'static str,
    /// Whoever gave no name.
    pub digits: fn(&str) -> String,
}

/// Scanning, typing, ticking, counting.
pub struct Ways {
    pub aim: &'static str,
    pub picture: &'static str,
    pub start: &'static str,
    pub opening: &'static str,
    pub camera_refused: &'static str,
    pub no_camera: &'static str,
    pub again: &'static str,
    pub number: &'static str,
    pub number_hint: &'static str,
    pub check: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub none: &'static str,
    pub nobody: &'static str,
    pub came: fn(here: usize, all: usize) -> String,
    pub tick: &'static str,
    pub ticked: fn(hour: &str) -> String,
    pub gone: &'static str,
    pub done: &'static str,
    pub serve: &'static str,
    pub walk_in: fn(i64) -> String,
    pub walk_in_hint: &'static str,
    pub one_more: &'static str,
    pub one_less: &'static str,
    pub choose_stall: &'static str,
}

/// What is not sent yet, and what others saw.
pub struct Sync {
    pub unsent: fn(count: usize) -> String,
    pub all_sent: &'static str,
    pub last: fn(hour: &str) -> String,
    pub never: &'static str,
    pub doubles: fn(usize) -> String,
    pub first: fn(hour: &str, device: &str) -> String,
    pub later: fn(hour: &str, device: &str) -> String,
    pub declined: fn(usize) -> String,
    pub tap: &'static str,
    pub tap_less: &'static str,
    pub undo: &'static str,
    /// The summary was signed before.
    pub undo_late: &'static str,
    /// Said at once where the tap was.
    pub tap_refused: fn(why: &str) -> String,
    pub over_unsent: fn(count: usize) -> String,
    pub only_brings_in: &'static str,
    /// Why something does not count, to who stands at the table, and what to do; of the others the
    /// usual words serve.
    pub why: fn(Refusal) -> Option<&'static str>,
    pub send_now: &'static str,
    /// Why it still waits, and what helps.
    pub no_network: &'static str,
    pub not_admitted: &'static str,
    pub said_no: fn(why: &str) -> String,
}

/// In the language of a page.
pub fn of(t: &Text) -> &'static CheckIn {
    match t.of {
        Language::Chinese => &zh::check_in::CHECK_IN,
        Language::English => &en::check_in::CHECK_IN,
    }
}
