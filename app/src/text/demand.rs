//! What residents wish for and nobody does, and which stalls to invite.

/// The board beside the plan of a market.
pub struct DemandText {
    pub title: &'static str,
    pub more: fn(place: &str) -> String,
    /// What is too few to be said.
    pub hidden: &'static str,
    pub none: &'static str,
    pub none_more: &'static str,
    pub households: fn(i64) -> String,
    /// How long half of them have waited.
    pub days: fn(i64) -> String,
    pub few: &'static str,
    pub places: &'static str,
    pub answers: &'static str,
    /// A stall of this market has it.
    pub here: &'static str,
    pub looking: &'static str,
    pub look: &'static str,
    /// The same, for who cannot see what it stands beside.
    pub look_for: fn(service: &str) -> String,
    pub look_done: fn(service: &str) -> String,
    pub stop: &'static str,
    pub stop_for: fn(service: &str) -> String,
    pub stop_done: fn(service: &str) -> String,
    pub came: fn(times: i64, day: &str) -> String,
    pub invite: &'static str,
    pub invite_whom: fn(name: &str) -> String,
    pub invite_done: fn(name: &str) -> String,
    pub invited: &'static str,
    pub only_read: &'static str,
    /// The way to the board.
    pub link: &'static str,
    /// On the organiser's page: what is looked for, and no stall has yet.
    pub still: fn(names: &str) -> String,
}
