//! Around a visit to a market: who is let in, being there, not having been there, how it was.

use shared::market::{HowWasIt, Objecting, TurnDownReason, UnseenReason};

use super::{Language, Text, en, zh};

/// All of it.
pub struct Visiting {
    pub approvals: Approvals,
    pub objections: Objections,
    pub here: Here,
    pub place: Place,
    pub absent: Absent,
    pub left: Left,
    pub helped: Helped,
    pub how: How,
    pub choosing: Choosing,
    pub own_stalls: OwnStalls,
    pub household: Household,
}

/// How long a helper was there.
pub struct Helped {
    pub long: fn(hours: i64, minutes: i64) -> String,
    pub confirmed: &'static str,
    pub waits: &'static str,
}

/// Who waits for a yes.
pub struct Approvals {
    pub title: &'static str,
    pub more: &'static str,
    /// Of an appointment, where nobody else sees it.
    pub alone: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    pub since: fn(ago: &str) -> String,
    pub answer_by: fn(due: &str) -> String,
    pub needs_yes: &'static str,
    pub yes: &'static str,
    pub yes_to: fn(name: &str) -> String,
    pub no: &'static str,
    pub no_to: fn(name: &str) -> String,
    pub no_sure: &'static str,
    pub why: &'static str,
    pub reason: fn(TurnDownReason) -> (&'static str, &'static str),
    pub no_yes: &'static str,
    pub said_yes: &'static str,
    pub said_no: &'static str,
    pub link: fn(i64) -> String,
}

/// Who says to have been there.
pub struct Objections {
    pub title: &'static str,
    pub more: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    pub said: fn(ago: &str) -> String,
    pub appealed: &'static str,
    pub yes: &'static str,
    pub yes_to: fn(name: &str) -> String,
    pub no: &'static str,
    pub no_to: fn(name: &str) -> String,
    pub no_sure: &'static str,
    pub no_more: &'static str,
    pub why: &'static str,
    pub reason: fn(UnseenReason) -> (&'static str, &'static str),
    pub no_yes: &'static str,
    pub said_yes: &'static str,
    pub said_no: &'static str,
    pub link: fn(i64) -> String,
}

/// The resident scans the code at the table.
pub struct Here {
    pub link: &'static str,
    pub title: &'static str,
    pub more: &'static str,
    pub aim: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub check: &'static str,
    pub done: &'static str,
    pub done_more: fn(stall: &str) -> String,
    pub no_network: &'static str,
}

/// The code at the table, as the phone there shows it.
pub struct Place {
    pub way: &'static str,
    pub more: &'static str,
    pub open: &'static str,
    pub close: &'static str,
    pub scan: &'static str,
    pub say: &'static str,
    pub picture: &'static str,
    pub until: fn(hour: &str) -> String,
    pub getting: &'static str,
    pub none: &'static str,
    pub again: &'static str,
}

/// Who did not come, as those see it who hold the market.
pub struct Absent {
    pub title: &'static str,
    pub more: &'static str,
    pub no_list: &'static str,
    pub note: &'static str,
    pub note_that: fn(name: &str) -> String,
    pub note_sure: &'static str,
    pub note_more: &'static str,
    pub note_yes: &'static str,
    pub said: &'static str,
    pub noted: fn(hour: &str) -> String,
    pub day_link: &'static str,
}

/// The same as whose place it was sees it.
pub struct Left {
    pub what: fn(when: &str) -> String,
    pub nothing: &'static str,
    pub paused: fn(day: &str) -> String,
    pub said: fn(Objecting) -> &'static str,
    pub until: fn(when: &str) -> String,
    pub late: &'static str,
}

/// How it was.
pub struct How {
    pub ask: &'static str,
    /// Of a wish that came true.
    pub ask_wish: &'static str,
    pub more: &'static str,
    pub answer: fn(HowWasIt) -> &'static str,
    pub thanks: &'static str,
}

/// Finding a slot, and how to wait for one.
pub struct Choosing {
    pub filter: &'static str,
    pub left: &'static str,
    pub group: fn(usize) -> &'static str,
    pub none: &'static str,
    pub all: &'static str,
    pub wants: &'static str,
    pub auto: &'static str,
    pub ask: &'static str,
    pub ask_more: &'static str,
    /// Where the provider alone sees who comes.
    pub alone: &'static str,
    /// Before one can sign up.
    pub remind: &'static str,
    pub remind_more: &'static str,
    pub reminded: &'static str,
    pub remind_not: &'static str,
}

/// A provider's stalls.
pub struct OwnStalls {
    pub title: &'static str,
    /// To the day, where the provider alone knows who comes.
    pub day: &'static str,
}

/// Taking somebody of the household away.
pub struct Household {
    pub sure: &'static str,
    pub more: fn(name: &str) -> String,
    pub yes: &'static str,
    pub gone: fn(name: &str) -> String,
}

/// In the language of a page.
pub fn of(t: &Text) -> &'static Visiting {
    match t.of {
        Language::Chinese => &zh::visiting::VISITING,
        Language::English => &en::visiting::VISITING,
    }
}
