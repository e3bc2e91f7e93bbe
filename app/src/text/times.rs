//! How days and hours are said.

use shared::time::Millis;

/// Points in time, as people say them.
pub struct Times {
    /// "今天", "昨天", "3 天前", "11 月 2 日".
    pub ago: fn(now: Millis, then: Millis) -> String,
    /// How long a wish has waited.
    pub waited: fn(days: i64) -> String,
    /// "11 月".
    pub month: fn(Millis) -> String,
    /// "11 月 28 日 周六".
    pub day: fn(Millis) -> String,
    /// "11 月 28 日 09:42".
    pub minute: fn(Millis) -> String,
    /// By when something should be done: "今天 18:00 前".
    pub due: fn(now: Millis, due: Millis) -> String,
    /// A day that comes: "今天", "明天", "11 月 28 日 周六".
    pub coming: fn(now: Millis, day: Millis) -> String,
    pub days: fn(i64) -> String,
}

/// Day and hour on the wall of the community, which is in China: UTC+8 all year round.
///
/// Computed here, since a calendar crate would make the app a fifth larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    /// From Monday, 0 to 6.
    pub weekday: usize,
}

impl Wall {
    /// Nothing, for what has no end.
    pub fn of(at: Millis) -> Option<Self> {
        let here = at.0.checked_add(8 * Millis::HOUR)?;
        let (days, rest) = (here.div_euclid(Millis::DAY), here.rem_euclid(Millis::DAY));
        // Years that begin in March have their leap day at the end, and 400 of them are an era.
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        Some(Self {
            year: year + era * 400 + i64::from(month <= 2),
            month,
            day: of_year - (153 * from_march + 2) / 5 + 1,
            hour: rest / Millis::HOUR,
            minute: rest % Millis::HOUR / Millis::MINUTE,
            weekday: usize::try_from((days + 3).rem_euclid(7)).unwrap_or(0),
        })
    }

    /// Hour and minute: "09:42".
    pub fn clock(self) -> String {
        let two = |number: i64| if number < 10 { format!("0{number}") } else { number.to_string() };
        two(self.hour) + ":" + &two(self.minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_is_as_the_calendar_has_it() {
        for day in -40_000..110_000 {
            let at = Millis(day * Millis::DAY + 3 * Millis::HOUR);
            let (wall, calendar) = (Wall::of(at).unwrap(), at.local().unwrap());
            let found = (wall.year, wall.month, wall.day, wall.hour, wall.weekday);
            let offset = calendar.date().weekday().to_monday_zero_offset();
            let wanted = (
                i64::from(calendar.year()),
                i64::from(calendar.month()),
                i64::from(calendar.day()),
                i64::from(calendar.hour()),
                usize::try_from(offset).unwrap(),
            );
            assert_eq!(found, wanted);
        }
        assert_eq!(Wall::of(Millis::NEVER), None);
    }
}
