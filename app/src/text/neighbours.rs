//! What any neighbour can do about a public wish: join it, or say that something is wrong.

use shared::wish::ReportReason;

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
}
