//! What any neighbour can do about a public wish: join it, or say that something is wrong. And
//! communities that are neighbours.

use shared::report::ReportReason;

/// "Me too."
pub struct Joining {
    pub title: &'static str,
    pub more: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub joined: fn(joiners: i64) -> String,
    pub joined_more: &'static str,
    pub left: &'static str,
    pub back: &'static str,
    pub over: &'static str,
}

/// Something is wrong with it.
pub struct Reporting {
    pub title: &'static str,
    pub more: &'static str,
    pub about: &'static str,
    pub reason: &'static str,
    pub reasons: fn(ReportReason) -> (&'static str, &'static str),
    pub words: &'static str,
    pub words_hint: &'static str,
    pub send: &'static str,
    pub sent: &'static str,
    pub sent_more: &'static str,
    pub urgent: fn(phone: &str) -> String,
    pub back: &'static str,
}

/// Who helps where, between communities.
pub struct NeighbourList {
    pub title: &'static str,
    pub more: &'static str,
    pub desk_more: &'static str,
    pub wanted: fn(days: i64) -> String,
    pub not_wanted: &'static str,
    pub to_rules: &'static str,
    pub here: &'static str,
    pub here_none: &'static str,
    pub there: &'static str,
    pub there_more: &'static str,
    pub there_none: &'static str,
    /// Whether that community wants it, and from which day on.
    pub there_wanted: fn(days: i64) -> String,
    pub there_closed: &'static str,
    pub since: fn(day: &str) -> String,
    pub others: &'static str,
    pub others_none: &'static str,
    pub allow: &'static str,
    pub allow_that: fn(name: &str) -> String,
    pub allow_sure: fn(name: &str) -> String,
    pub allow_more: &'static str,
    pub allow_yes: &'static str,
    pub allowed: fn(name: &str) -> String,
    pub stop: &'static str,
    pub stop_that: fn(name: &str) -> String,
    pub stop_sure: fn(name: &str) -> String,
    pub stop_more: &'static str,
    pub stop_yes: &'static str,
    pub stopped: fn(name: &str) -> String,
    pub read_only: &'static str,
}
