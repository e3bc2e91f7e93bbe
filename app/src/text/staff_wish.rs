//! A wish that staff look after: why it is opened, what is known, and every step.

use shared::wish::{
    Actor, CallOutcome, DeskKind, DisputeReason, RemoveReason, StepName, UnmetReason,
};

/// A step as staff find it.
pub struct Step {
    pub name: &'static str,
    /// What it does, and what happens next.
    pub more: &'static str,
    /// What the button says.
    pub send: &'static str,
    pub done: &'static str,
    pub done_more: &'static str,
}

/// What a secretary may find, apart from what goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    GoOn,
    OpenAgain,
    CameTrue,
    Unmet,
}

impl Found {
    pub const ALL: [Found; 4] = [Found::GoOn, Found::OpenAgain, Found::CameTrue, Found::Unmet];
}

/// How somebody is, who is asked whether all is still well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Good,
    Trouble,
    NotReached,
}

impl Asked {
    pub const ALL: [Asked; 3] = [Asked::Good, Asked::Trouble, Asked::NotReached];
}

/// The page, before and after it is opened.
pub struct StaffWish {
    pub title: &'static str,
    pub why: fn(DeskKind) -> &'static str,
    pub look: &'static str,
    pub look_more: &'static str,
    pub reasons: &'static [&'static str],
    pub other_reason: &'static str,
    pub other_reason_hint: &'static str,
    pub open: &'static str,
    pub opened: fn(reason: &str) -> String,
    pub resident: &'static str,
    pub helper: &'static str,
    pub organisation: &'static str,
    /// Before the name of the neighbour community that a helper comes from.
    pub guest_of: &'static str,
    pub call_resident: &'static str,
    pub call_helper: &'static str,
    pub facts: &'static str,
    pub when: &'static str,
    pub route: &'static str,
    pub promised: &'static str,
    pub asks_until: &'static str,
    pub sent_at: &'static str,
    pub delivery_note: &'static str,
    pub failed_calls: &'static str,
    pub referred: &'static str,
    pub dispute: &'static str,
    pub disputes: fn(DisputeReason) -> &'static str,
    pub removal: &'static str,
    pub appeal: &'static str,
    pub appeal_of: fn(reason: &str, words: &str) -> String,
    pub removals: fn(RemoveReason) -> &'static str,
    pub said_at: fn(minute: &str) -> String,
    pub history: &'static str,
    pub happened: fn(StepName, Actor) -> &'static str,
    pub steps: &'static str,
    pub nothing: &'static str,
    pub nothing_more: &'static str,
    pub review: &'static str,
    pub step: fn(StepName) -> Step,
    pub again: &'static str,
    pub fields: Fields,
}

/// What the steps ask for.
pub struct Fields {
    pub helper: &'static str,
    pub helper_hint: &'static str,
    pub fits: &'static str,
    pub near: &'static str,
    pub no_helpers: &'static str,
    pub in_hand: fn(i64) -> String,
    pub urgent: &'static str,
    pub until: &'static str,
    pub until_hint: &'static str,
    pub outcome: &'static str,
    pub outcomes: fn(CallOutcome) -> (&'static str, &'static str),
    pub reason: &'static str,
    pub unmet: fn(UnmetReason) -> &'static str,
    pub finding: &'static str,
    pub findings: fn(Found) -> (&'static str, &'static str),
    pub promised: &'static str,
    /// Whether an office has answered.
    pub replied: &'static str,
    pub replies: fn(bool) -> (&'static str, &'static str),
    /// What somebody says who is asked whether all is still well.
    pub asked: &'static str,
    pub answers: fn(Asked) -> (&'static str, &'static str),
    pub words: &'static str,
    pub words_if: &'static str,
    pub words_poster: &'static str,
    pub words_public: &'static str,
    pub words_staff: &'static str,
    pub words_both: &'static str,
    pub parts: [&'static str; 6],
    pub part_stories: [&'static str; 6],
    pub part_kinds: [&'static str; 6],
    pub part_hint: &'static str,
    pub part_more: &'static str,
    pub consulted: &'static str,
    pub word_once: &'static str,
}
