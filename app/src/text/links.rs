//! The page of a link that came with a message: one thing, one button.

use shared::market::LinkPurpose;

/// What it asks, does, and says when it is done.
pub struct Links {
    pub asks: fn(LinkPurpose) -> &'static str,
    /// What pressing the button does.
    pub does: fn(LinkPurpose) -> &'static str,
    pub button: fn(LinkPurpose) -> &'static str,
    /// For who does not mean it.
    pub otherwise: fn(LinkPurpose) -> &'static str,
    pub until: fn(minute: &str) -> String,
    pub done: fn(LinkPurpose) -> &'static str,
    pub done_more: fn(LinkPurpose) -> &'static str,
    pub over: &'static str,
    pub over_more: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    /// What is told of what is confidential.
    pub confidential: &'static str,
    pub market: &'static str,
    pub tickets: &'static str,
}
