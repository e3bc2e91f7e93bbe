//! The queues of a market: one's own number, the desk that calls, and the big screen.

/// What everybody reads, and who has a number.
pub struct Queue {
    /// On the page of the market.
    pub now: &'static str,
    pub now_more: &'static str,
    /// How many wait, and about how long.
    pub waiting: fn(count: i64, minutes: i64) -> String,
    pub take: &'static str,
    /// What the button does, for who cannot see beside what it stands.
    pub take_at: fn(service: &str) -> String,
    pub sign_in: &'static str,
    pub to_board: &'static str,
    pub to_desk: &'static str,
    pub to_desk_of: fn(service: &str) -> String,
    /// One's own number.
    pub title: &'static str,
    pub mine: &'static str,
    pub number: fn(number: i64) -> String,
    pub number_of: fn(number: i64, whom: &str) -> String,
    pub ahead: fn(ahead: i64, minutes: i64) -> String,
    pub turn: &'static str,
    pub turn_where: fn(provider: &str, stall: &str) -> String,
    pub come_by: fn(hour: &str) -> String,
    pub missed: &'static str,
    pub serving: &'static str,
    pub served: &'static str,
    pub left: &'static str,
    pub left_more: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    pub shade: &'static str,
    pub shut: &'static str,
    pub leave: &'static str,
    pub leave_of: fn(whom: &str) -> String,
    pub leave_sure: &'static str,
    pub leave_more: &'static str,
    pub again: &'static str,
    pub take_for: fn(whom: &str) -> String,
    pub as_of: fn(hour: &str) -> String,
    pub market: &'static str,
    /// In the list of what is stored.
    pub stored: &'static str,
}

/// Those at the stall, and the big screen.
pub struct QueueDesk {
    pub title: &'static str,
    pub counts: fn(waiting: i64, served: i64) -> String,
    pub call: fn(number: i64) -> String,
    pub nobody: &'static str,
    pub said: fn(number: i64) -> String,
    pub called: &'static str,
    pub serving: &'static str,
    pub line: &'static str,
    pub aloud: &'static str,
    pub missed: &'static str,
    pub begin: &'static str,
    pub end: &'static str,
    pub put_away: &'static str,
    /// What a button does, with the number beside which it stands.
    pub doing: fn(what: &str, number: i64) -> String,
    pub walk_in: &'static str,
    pub given: fn(number: i64) -> String,
    pub shut: &'static str,
    pub shut_more: &'static str,
    pub other: &'static str,
    pub board: &'static str,
    pub board_called: &'static str,
    pub board_serving: &'static str,
    pub board_waiting: fn(count: i64) -> String,
    pub board_none: &'static str,
    pub board_shut: &'static str,
    pub board_at: fn(hour: &str) -> String,
    pub to_market: &'static str,
}
