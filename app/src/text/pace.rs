//! How long wishes usually take, and how many there are in each place.

/// The medians, and the figures of each grid.
pub struct PaceText {
    pub title: &'static str,
    pub more: &'static str,
    pub all: &'static str,
    /// Hours until it is public.
    pub review: fn(hours: i64) -> String,
    /// Days from there to the first claim.
    pub claimed: fn(days: i64) -> String,
    /// Days from there until it has come true.
    pub fulfilled: fn(days: i64) -> String,
    /// Tenths of a star, of five.
    pub satisfaction: fn(tenths: i64) -> String,
    pub none: &'static str,
    pub places: &'static str,
    pub places_more: &'static str,
    pub place: &'static str,
    pub hidden: &'static str,
    pub download: &'static str,
}
