//! What is hung up in the stairwell, and what is said over a loudspeaker.

/// The wishes that wait, on a sheet of paper.
pub struct Bulletin {
    pub title: &'static str,
    /// On the desk, below the title.
    pub desk_more: &'static str,
    pub more: &'static str,
    pub heading: &'static str,
    /// Of which day it is.
    pub of: fn(day: &str) -> String,
    pub none: &'static str,
    /// There are more than fit.
    pub others: &'static str,
    pub next_market: &'static str,
    pub picture: &'static str,
    pub help: &'static str,
    pub wish: &'static str,
    /// The numbers of a community and the hours in which somebody answers.
    pub call: fn(phone: &str, hours: &str) -> String,
}

/// The same to be read out.
pub struct Spoken {
    pub title: &'static str,
    pub more: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub listen: &'static str,
    pub stop: &'static str,
    pub hello: &'static str,
    /// What waits, each with its place, and how many there are, where it is few enough to know.
    pub wishes: fn(count: Option<usize>, some: &[SpokenWish]) -> String,
    pub no_wishes: &'static str,
    pub market: fn(&SpokenMarket<'_>) -> String,
    pub phone: fn(&str) -> String,
}

/// What is said of a wish.
pub struct SpokenWish {
    pub title: String,
    pub place: String,
}

/// What is said of a market.
pub struct SpokenMarket<'a> {
    pub title: &'a str,
    pub day: &'a str,
    pub hours: &'a str,
    pub place: &'a str,
    pub services: &'a [&'static str],
}
