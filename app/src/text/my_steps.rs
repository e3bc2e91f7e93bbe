//! What a poster can do about the own wish, what happened to it, and how it ended.

use shared::wish::{Actor, InfoReason, RemoveReason, StepName, Usual};

/// One struct for the page, apart from [`super::mine::MyWish`].
pub struct MySteps {
    /// What happened; nothing for what the poster need not know.
    pub history: fn(StepName, Actor) -> &'static str,
    pub line: fn(day: &str, says: &str) -> String,
    pub usual_title: &'static str,
    pub usual: fn(Usual) -> String,
    pub promised: fn(day: &str) -> String,
    pub question: &'static str,
    pub question_about: fn(InfoReason) -> &'static str,
    pub question_by: fn(day: &str) -> String,
    pub answer: &'static str,
    pub answered: &'static str,
    pub parts_more: &'static str,
    /// Goods on their way.
    pub sent: fn(day: &str) -> String,
    pub sent_more: &'static str,
    pub received: &'static str,
    pub received_done: &'static str,
    pub returned: &'static str,
    pub returned_done: &'static str,
    pub longer: fn(day: &str) -> String,
    pub longer_yes: &'static str,
    pub longer_no: &'static str,
    pub longer_agreed: &'static str,
    pub longer_refused: &'static str,
    pub merge: &'static str,
    pub merge_more: &'static str,
    pub merge_yes: &'static str,
    pub merge_no: &'static str,
    pub merged: &'static str,
    pub merge_refused: &'static str,
    pub not_done: &'static str,
    pub dispute: &'static str,
    pub dispute_more: &'static str,
    pub dispute_reason: &'static str,
    pub dispute_words: &'static str,
    pub dispute_hint: &'static str,
    pub dispute_send: &'static str,
    pub disputed: &'static str,
    pub renew: &'static str,
    pub renew_more: &'static str,
    pub renewed: &'static str,
    pub reopen: &'static str,
    pub reopen_sure: &'static str,
    pub reopen_more: &'static str,
    pub reopen_form: Telling,
    pub reopened: &'static str,
    pub reopened_more: &'static str,
    pub appeal: &'static str,
    pub appeal_sure: &'static str,
    pub appeal_more: &'static str,
    pub appeal_form: Telling,
    pub outcome: Outcome,
}

/// How it ended, and what may still be done.
pub struct Outcome {
    pub fulfilled: &'static str,
    pub fulfilled_more: fn(who: &str, until: &str) -> String,
    /// Nothing can be said against it any more.
    pub fulfilled_over: fn(who: &str) -> String,
    /// Who said so, and by when staff ask whether all is still well.
    pub asked: fn(who: &str, by: &str) -> String,
    pub unconfirmed: &'static str,
    pub unconfirmed_more: fn(until: &str) -> String,
    pub unconfirmed_over: &'static str,
    pub unmet: &'static str,
    pub reopen_until: fn(until: &str) -> String,
    /// Nothing goes on any more, but one may begin anew.
    pub over: &'static str,
    pub referred: fn(office: &str) -> String,
    pub referred_more: fn(day: &str) -> String,
    /// The day has passed, and staff ask; and the office has answered.
    pub referred_late: &'static str,
    pub referred_answered: &'static str,
    /// Which office one has a right to go to, and what to do.
    pub entitled: fn(office: &str) -> String,
    pub entitled_more: &'static str,
    pub merged: &'static str,
    /// While the other wish goes on, and when it came true, was closed, or came to nothing.
    pub merged_more: &'static str,
    pub merged_fulfilled: &'static str,
    pub merged_unconfirmed: &'static str,
    pub merged_ended: &'static str,
    pub to_merged: &'static str,
    pub lapsed: &'static str,
    pub lapsed_more: &'static str,
    pub withdrawn: &'static str,
    pub withdrawn_more: &'static str,
    pub expired: &'static str,
    pub expired_more: fn(until: &str) -> String,
    pub removed: &'static str,
    pub remove: fn(RemoveReason) -> &'static str,
    pub removed_more: fn(until: &str) -> String,
    pub removed_over: fn(phone: &str) -> String,
    pub appeal_waits: &'static str,
    pub appeal_upheld: fn(phone: &str) -> String,
}

/// A form with one sentence to write.
pub struct Telling {
    pub words: &'static str,
    pub hint: &'static str,
    pub send: &'static str,
    pub done: &'static str,
}
