//! Points in time. Nothing here asks a clock: the time comes in as an argument.

use jiff::{Timestamp, civil, tz};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970, UTC.
#[derive(
    Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    pub const SECOND: i64 = 1000;
    pub const MINUTE: i64 = 60 * Self::SECOND;
    pub const HOUR: i64 = 60 * Self::MINUTE;
    pub const DAY: i64 = 24 * Self::HOUR;
    /// Later than anything: for what has no end.
    pub const NEVER: Millis = Millis(i64::MAX);

    /// Whole days from an earlier time to this one, by the calendar of the community.
    ///
    /// Plain arithmetic, since the app needs it, and a calendar would make it a fifth larger.
    pub fn days_since(self, earlier: Millis) -> i64 {
        let day = |at: Millis| at.0.checked_add(8 * Self::HOUR).map(|at| at.div_euclid(Self::DAY));
        day(self).zip(day(earlier)).map_or(0, |(to, from)| to - from)
    }

    pub fn after(self, millis: i64) -> Millis {
        Millis(self.0.saturating_add(millis))
    }

    pub fn after_days(self, days: i64) -> Millis {
        self.after(days.saturating_mul(Self::DAY))
    }

    /// The day on the wall of the community, which is in China: UTC+8 all year round.
    pub fn date(self) -> Option<civil::Date> {
        self.local().map(|local| local.date())
    }

    /// Date and time on the wall of the community.
    pub fn local(self) -> Option<civil::DateTime> {
        let here = tz::Offset::constant(8);
        Timestamp::from_millisecond(self.0).ok().map(|at| here.to_datetime(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_by_the_calendar_on_the_wall() {
        // 2026-11-21 23:59 and 2026-11-22 00:01 in China.
        let (evening, night) = (Millis(1_795_276_740_000), Millis(1_795_276_860_000));
        assert_eq!(evening.date().map(|day| day.day()), Some(21));
        assert_eq!(night.days_since(evening), 1);
        assert_eq!(night.days_since(night), 0);
    }

    #[test]
    fn no_time_is_out_of_reach() {
        assert_eq!(Millis::NEVER.after(1), Millis::NEVER);
        assert_eq!(Millis::NEVER.date(), None);
    }
}
