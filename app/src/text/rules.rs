//! The numbers of the community, and how the system is doing.

use shared::settings::{Number, Unit};

/// The numbers, what they mean, and who changed them.
pub struct Rules {
    pub title: &'static str,
    pub more: &'static str,
    pub read_only: &'static str,
    pub groups: [&'static str; 18],
    pub count: fn(count: usize, changed: usize) -> String,
    pub name: fn(Number) -> &'static str,
    pub value: fn(value: i64, unit: Unit) -> String,
    pub usual: fn(value: &str) -> String,
    pub range: fn(least: &str, most: &str, usual: &str) -> String,
    pub change: &'static str,
    pub change_that: fn(name: &str) -> String,
    pub new: &'static str,
    pub save: &'static str,
    pub saved: fn(name: &str, value: &str) -> String,
    pub from_now: &'static str,
    pub history: &'static str,
    pub changed: fn(minute: &str, who: &str, before: &str, after: &str) -> String,
    pub you: &'static str,
    pub colleague: fn(letters: &str) -> String,
}

/// Whether the server does by itself what it should.
pub struct Health {
    pub title: &'static str,
    pub good: &'static str,
    pub good_more: &'static str,
    pub behind: &'static str,
    pub behind_more: &'static str,
    pub messages: &'static str,
    pub waiting: &'static str,
    pub waiting_since: &'static str,
    pub last_sent: &'static str,
    pub given_up: &'static str,
    pub suppressed: &'static str,
    pub week: &'static str,
    pub never: &'static str,
    pub jobs: &'static str,
    pub job: fn(name: &str) -> &'static str,
    pub ran: fn(minute: &str) -> String,
    pub late: &'static str,
    pub no_jobs: &'static str,
    pub given_up_more: &'static str,
    pub again: &'static str,
}
