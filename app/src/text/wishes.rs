//! The public pages of wishes: home, list, one wish.

use shared::wish::{Office, Status, UnmetReason};

/// The first page.
pub struct Home {
    pub title: &'static str,
    /// Where there are several communities.
    pub which: &'static str,
    pub hello: &'static str,
    /// The heading in care mode.
    pub what_to_do: &'static str,
    pub about: fn(community: &str) -> String,
    pub make: &'static str,
    pub make_more: &'static str,
    pub look: &'static str,
    pub look_more: fn(open: i64) -> String,
    pub mine: &'static str,
    pub call: &'static str,
    /// "个心愿成真" behind the large number.
    pub came_true: &'static str,
    pub together: &'static str,
    pub claimed: fn(i64) -> String,
    pub bar: fn(fulfilled: i64, claimed: i64) -> String,
    /// "还有 8 个：5 个办理中，3 个重新等人认领".
    pub rest: fn(count: i64, parts: &str) -> String,
    pub part: fn(status: Status, count: i64) -> String,
    /// Between the parts.
    pub comma: &'static str,
    pub how_counted: &'static str,
    pub waiting: &'static str,
    pub all: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    pub markets: &'static str,
    pub markets_more: &'static str,
    pub my_grid: &'static str,
    pub my_grid_more: &'static str,
}

/// The public list.
pub struct Wishes {
    pub title: &'static str,
    pub about: fn(community: &str) -> String,
    pub make: &'static str,
    pub by_status: &'static str,
    pub by_kind: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub search_now: &'static str,
    pub found: fn(count: usize, more: bool) -> String,
    pub more: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    pub none_found: fn(words: &str) -> String,
    pub none_found_more: &'static str,
    pub show_all: &'static str,
}

/// One wish as anyone sees it.
pub struct Wish {
    pub about: fn(place: &str, kind: &str) -> String,
    pub when: &'static str,
    pub band: &'static str,
    pub place: &'static str,
    pub way: &'static str,
    pub published: fn(day: &str) -> String,
    pub waits: fn(waited: &str) -> String,
    pub claimed: &'static str,
    pub claimed_later: &'static str,
    pub offered: &'static str,
    /// By when the helper promised to have done it.
    pub promised: fn(day: &str) -> String,
    pub delivered: &'static str,
    pub disputed: &'static str,
    pub unmet: fn(UnmetReason) -> &'static str,
    /// Passed on, and answered.
    pub replied: fn(&str) -> String,
    pub referred: fn(office: &str, day: &str) -> String,
    pub office: fn(Office) -> &'static str,
    pub merged: &'static str,
    pub to_merged: &'static str,
    /// Of a wish in parts.
    pub parts: fn(done: i64, of: i64) -> String,
    pub next_parts: &'static str,
    pub to_whole: &'static str,
    pub removed: &'static str,
    pub removed_more: &'static str,
    pub joiners: fn(i64) -> String,
    pub join: &'static str,
    pub report: &'static str,
    pub delivered_later: &'static str,
    pub fulfilled: fn(day: &str) -> String,
    pub fulfilled_later: &'static str,
    pub thanks: &'static str,
    /// What a screen reader says of a step: done, now, later.
    pub past: &'static str,
    pub present: &'static str,
    pub next: &'static str,
    pub next_open: &'static str,
    pub next_claimed: &'static str,
    pub next_delivered: &'static str,
    pub next_over: &'static str,
    pub claim: &'static str,
    pub claim_sure: &'static str,
    pub claim_sure_more: &'static str,
    pub claim_yes: &'static str,
    pub taken: &'static str,
    pub taken_more: &'static str,
    pub to_mine: &'static str,
    pub too_late: &'static str,
    pub others: &'static str,
    pub no_others: &'static str,
}
