//! The grid and the figures.

use shared::wish::Status;

/// Nodes, and how to find one's own.
pub struct Grid {
    pub find: &'static str,
    pub find_more: &'static str,
    pub words: &'static str,
    pub words_hint: &'static str,
    pub search: &'static str,
    pub found: fn(count: usize) -> String,
    pub none: &'static str,
    pub none_more: &'static str,
    pub streets: &'static str,
    pub counts: &'static str,
    pub counts_more: &'static str,
    pub count: fn(i64) -> String,
    pub below: &'static str,
    pub open: &'static str,
    pub fulfilled: &'static str,
    /// Where so few came true at a place that nobody is told how many.
    pub fulfilled_few: &'static str,
    pub fulfilled_least: fn(i64) -> String,
    pub waiting: &'static str,
    pub none_waiting: &'static str,
    pub all_waiting: fn(i64) -> String,
    pub about: fn(node: &str, community: &str) -> String,
    pub phone: &'static str,
    pub above: &'static str,
}

/// What became of all wishes, with what each figure means.
pub struct Figures {
    pub title: &'static str,
    pub more: &'static str,
    pub funnel: &'static str,
    pub step: &'static str,
    pub count: &'static str,
    pub open: &'static str,
    pub posted: &'static str,
    pub posted_means: &'static str,
    pub approved: &'static str,
    pub approved_means: &'static str,
    pub claimed: &'static str,
    pub claimed_means: &'static str,
    pub fulfilled: &'static str,
    pub fulfilled_means: &'static str,
    pub rest: fn(count: i64) -> String,
    pub rest_none: &'static str,
    pub now: &'static str,
    pub now_more: fn(posted: i64) -> String,
    pub means: fn(Status) -> &'static str,
    pub sum: &'static str,
    pub at: fn(minute: &str) -> String,
    pub wrong: &'static str,
}
