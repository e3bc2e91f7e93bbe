//! What the markets of a year were together.

use serde::{Deserialize, Serialize};

use super::state::{Market, MarketKind};
use crate::time::Millis;

/// The markets of a calendar year that were summed up and signed, added up as everyone may know
/// them. How many different people came is not among it: who was where is forgotten, and whoever
/// came twice would count twice.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarketYear {
    pub year: i64,
    pub markets: i64,
    /// 人次: those that were checked in and those that were counted, together.
    pub person_times: i64,
    pub verified: i64,
    pub walk_in: i64,
    pub services: i64,
    /// At how many of them so few came that it is not said, and not added.
    pub few: i64,
}

/// The year of a moment, where the community is.
fn year_of(at: Millis) -> i64 {
    at.local().map_or(0, |it| i64::from(it.year()))
}

impl MarketYear {
    /// Of the year of a moment; nothing, as long as none was signed.
    pub fn of(all: &[Market], now: Millis) -> Option<Self> {
        let mut sum = Self { year: year_of(now), ..Self::default() };
        let this_year = |it: &&Market| {
            it.kind == MarketKind::Market && it.is_public() && year_of(it.starts_at) == sum.year
        };
        let signed: Vec<_> = all.iter().filter(this_year).filter_map(Market::figures).collect();
        for figures in signed.iter().map(|it| it.public()) {
            sum.markets += 1;
            sum.few += i64::from(figures.person_times.is_none());
            // What a page of a market does not say, the sum of all does not tell either.
            if let (Some(verified), Some(walk_in)) = (figures.verified, figures.walk_in) {
                sum.verified += verified;
                sum.walk_in += walk_in;
                sum.person_times += verified + walk_in;
            }
            sum.services += figures.services.unwrap_or_default();
        }
        (sum.markets > 0).then_some(sum)
    }
}
