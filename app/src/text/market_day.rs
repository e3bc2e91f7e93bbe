//! The day of a market, for those who hold it. It comes with their part of the app, see [`of`].

use super::{Language, Text, en, zh};

/// The day at a glance, its phones, its corrections, and whom to call the day before.
pub struct MarketDay {
    pub title: &'static str,
    pub check_in: &'static str,
    pub at_risk: &'static str,
    pub figures: &'static str,
    pub verified: &'static str,
    pub walk_in: &'static str,
    pub persons: &'static str,
    /// What came in or was taken back after the signature.
    pub late: fn(i64) -> String,
    pub stalls: &'static str,
    pub stall: fn(number: &str, name: &str) -> String,
    pub here: fn(here: i64, expected: i64) -> String,
    pub counts: fn(verified: i64, walk_in: i64) -> String,
    pub records: fn(stall: &str) -> String,
    pub see_records: &'static str,
    pub missing: fn(usize) -> String,
    pub digits: fn(&str) -> String,
    pub call: &'static str,
    pub call_him: fn(name: &str) -> String,
    pub call_logged: &'static str,
    pub hours: &'static str,
    pub hours_of: fn(from: &str, to: &str, minutes: i64) -> String,
    pub confirm_hours: &'static str,
    pub confirmed: &'static str,
    pub phones: Phones,
    pub correct: Correcting,
    pub risk: Risk,
    pub not_here: NotHere,
}

/// Who was called and is not there, before the number goes.
pub struct NotHere {
    pub sure: &'static str,
    pub more: &'static str,
    pub wait: &'static str,
}

/// The phones at the table.
pub struct Phones {
    pub title: &'static str,
    pub none: &'static str,
    pub waits: &'static str,
    pub works: &'static str,
    pub ended: &'static str,
    /// After the market, for what is not sent.
    pub brings_in: &'static str,
    pub synced: fn(&str) -> String,
    pub never: &'static str,
    pub brought: fn(i64) -> String,
    pub end: &'static str,
    pub end_that: fn(name: &str) -> String,
    pub end_sure: &'static str,
    pub end_more: &'static str,
    pub invite: &'static str,
    /// The market is over.
    pub invite_over: &'static str,
    pub over_more: fn(until: &str) -> String,
    pub only_brings_in: &'static str,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub make: &'static str,
    pub scan: &'static str,
    pub picture: &'static str,
    pub say: &'static str,
    pub until: fn(hour: &str) -> String,
}

/// Check-ins of one stall, and taking one back.
pub struct Correcting {
    pub none: &'static str,
    pub back: &'static str,
    pub counts: &'static str,
    pub second: &'static str,
    pub undone: fn(reason: &str) -> String,
    /// After the signature: what did not change, and what helps.
    pub undone_late: &'static str,
    pub by: fn(hour: &str, device: &str) -> String,
    pub place: &'static str,
    pub left: &'static str,
    pub served: &'static str,
    pub undo: &'static str,
    pub undo_that: fn(name: &str) -> String,
    pub undo_sure: &'static str,
    pub reason: &'static str,
    pub reason_hint: &'static str,
    pub undo_yes: &'static str,
    pub said: &'static str,
}

/// Who was asked and has not answered.
pub struct Risk {
    pub title: &'static str,
    pub more: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    pub new_date: &'static str,
    pub coming: &'static str,
    pub called: fn(&str) -> String,
}

/// In the language of a page.
pub fn of(t: &Text) -> &'static MarketDay {
    match t.of {
        Language::Chinese => &zh::market_day::MARKET_DAY,
        Language::English => &en::market_day::MARKET_DAY,
    }
}
