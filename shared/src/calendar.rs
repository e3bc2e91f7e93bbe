//! Working days, working hours and nights of a community, which is in China: UTC+8 all year round.
//!
//! Days are plain numbers, days since 1970 by the calendar on the wall, so that a phone needs no
//! library for them.

use std::collections::BTreeMap;

use crate::time::Millis;

/// When offices open, where nobody says otherwise.
const MORNING: i64 = 8 * Millis::HOUR + 30 * Millis::MINUTE;
/// No stretch of holidays is longer; a calendar that says so is broken, and time goes on.
const LONGEST_HOLIDAY: i64 = 60;

/// Times of a day at which something begins or ends, in milliseconds since its midnight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hours {
    /// The office is open from then, on working days …
    pub opens: i64,
    /// … until then.
    pub closes: i64,
    /// Nobody is told anything from then …
    pub night_falls: i64,
    /// … until then, the next day.
    pub night_ends: i64,
}

/// The shortest night there is: a community may make its own longer, and none shorter.
impl Default for Hours {
    fn default() -> Self {
        Self {
            opens: MORNING,
            closes: 18 * Millis::HOUR,
            night_falls: 22 * Millis::HOUR,
            night_ends: 7 * Millis::HOUR,
        }
    }
}

/// Days that are not what their day of the week says: public holidays, and Sundays worked for
/// them; and what belongs to day and night.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    days: BTreeMap<i64, bool>,
    hours: Hours,
}

impl Calendar {
    /// From days with whether the office is open then, and the hours of all days.
    pub fn of(days: impl IntoIterator<Item = (i64, bool)>, hours: Hours) -> Self {
        Self { days: days.into_iter().collect(), hours }
    }

    /// The same moment by day; at night, the end of that night.
    pub fn out_of_night(&self, at: Millis) -> Millis {
        let ((day, time), hours) = (split(at), &self.hours);
        match time {
            _ if time >= hours.night_falls => join(day + 1, hours.night_ends),
            _ if time < hours.night_ends => join(day, hours.night_ends),
            _ => at,
        }
    }

    /// The end of so much time in which people are awake: nights do not count.
    pub fn after_waking(&self, from: Millis, span: i64) -> Millis {
        let (mut at, mut left) = (self.out_of_night(from), span);
        loop {
            let (day, time) = split(at);
            if self.hours.night_falls - time > left {
                return at.after(left);
            }
            left -= self.hours.night_falls - time;
            at = join(day + 1, self.hours.night_ends);
        }
    }

    /// Whether people sleep.
    pub fn is_night(&self, at: Millis) -> bool {
        self.out_of_night(at) != at
    }

    /// Monday to Friday, where nothing else is said.
    pub fn is_working_day(&self, day: i64) -> bool {
        // The first day of 1970 was a Thursday.
        self.days.get(&day).copied().unwrap_or_else(|| (day + 3).rem_euclid(7) < 5)
    }

    /// When so many hours in which the office is open have passed.
    pub fn after_working_hours(&self, from: Millis, hours: i64) -> Millis {
        let mut left = hours.saturating_mul(Millis::HOUR);
        let mut at = self.opening(from);
        loop {
            let (day, time) = split(at);
            if self.hours.closes - time >= left {
                return at.after(left);
            }
            left -= self.hours.closes - time;
            at = self.opening(join(day + 1, 0));
        }
    }

    /// The same time of day, so many working days later.
    pub fn after_working_days(&self, from: Millis, days: i64) -> Millis {
        let (mut day, time) = split(from);
        for _ in 0..days {
            day = self.next_working_day(day + 1);
        }
        join(day, time)
    }

    /// The first moment from then on at which the office is open.
    fn opening(&self, from: Millis) -> Millis {
        let (day, time) = split(from);
        let Hours { opens, closes, .. } = self.hours;
        match self.is_working_day(day) && time < closes {
            true => join(day, time.max(opens)),
            false => join(self.next_working_day(day + 1), opens),
        }
    }

    fn next_working_day(&self, from: i64) -> i64 {
        (from..from + LONGEST_HOLIDAY).find(|day| self.is_working_day(*day)).unwrap_or(from)
    }
}

/// The day on the wall.
pub fn day_of(at: Millis) -> i64 {
    split(at).0
}

/// When that day began.
pub fn midnight_of(at: Millis) -> Millis {
    join(day_of(at), 0)
}

/// The evening of that day, when people still answer: a promise for a day is one for all of it.
pub fn evening_of(at: Millis) -> Millis {
    const EVENING: i64 = 21 * Millis::HOUR;
    join(day_of(at), EVENING)
}

/// The morning of that day, when offices open.
pub fn morning_of(at: Millis) -> Millis {
    join(day_of(at), MORNING)
}

/// The noon of a day by its date, if there is such a day.
pub fn noon_of(year: i64, month: i64, day: i64) -> Option<Millis> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || !(1970..=9999).contains(&year) {
        return None;
    }
    // Years that begin in March have their leap day at the end, and 400 of them are an era.
    let year = year - i64::from(month <= 2);
    let from_march = (month + 9) % 12;
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(join(days, 12 * Millis::HOUR))
}

/// Whether it is night everywhere: in no community is anybody told anything then.
pub fn is_night(at: Millis) -> bool {
    Calendar::default().is_night(at)
}

/// The day, and the time on its clock.
fn split(at: Millis) -> (i64, i64) {
    let here = at.0.saturating_add(8 * Millis::HOUR);
    (here.div_euclid(Millis::DAY), here.rem_euclid(Millis::DAY))
}

fn join(day: i64, time: i64) -> Millis {
    Millis(day.saturating_mul(Millis::DAY)).after(time - 8 * Millis::HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22, a Sunday, 00:00 in China.
    const SUNDAY: Millis = Millis(1_795_276_800_000);

    fn at(days: i64, hour: i64, minute: i64) -> Millis {
        SUNDAY.after_days(days).after(hour * Millis::HOUR + minute * Millis::MINUTE)
    }

    #[test]
    fn working_hours_leave_out_nights_and_weekends() {
        let calendar = Calendar::default();
        assert_eq!(calendar.after_working_hours(at(0, 12, 0), 8), at(1, 16, 30));
        assert_eq!(calendar.after_working_hours(at(1, 16, 0), 8), at(2, 14, 30));
        // Friday evening.
        assert_eq!(calendar.after_working_hours(at(5, 19, 0), 1), at(8, 9, 30));
        assert_eq!(calendar.after_working_hours(at(1, 9, 0), 16), at(2, 15, 30));
    }

    #[test]
    fn a_holiday_is_no_working_day_and_a_worked_sunday_is_one() {
        let calendar =
            Calendar::of([(day_of(at(1, 0, 0)), false), (day_of(SUNDAY), true)], Hours::default());
        assert_eq!(calendar.after_working_hours(at(0, 17, 0), 2), at(2, 9, 30));
        assert_eq!(calendar.after_working_days(at(-1, 10, 0), 2), at(2, 10, 0));
    }

    #[test]
    fn an_office_that_never_opens_stops_no_clock() {
        let never = Calendar::of((0..100_000).map(|day| (day, false)), Hours::default());
        assert!(never.after_working_days(SUNDAY, 5) > SUNDAY);
    }

    #[test]
    fn a_date_is_the_day_that_the_calendar_has() {
        for day in 0..30_000 {
            let noon = join(day, 12 * Millis::HOUR);
            let date = noon.date().expect("in reach");
            let (year, month) = (i64::from(date.year()), i64::from(date.month()));
            assert_eq!(noon_of(year, month, i64::from(date.day())), Some(noon), "{date}");
        }
        for (year, month, day) in [(2026, 2, 29), (2026, 13, 1), (2026, 4, 31), (2026, 1, 0)] {
            assert_eq!(noon_of(year, month, day), None);
        }
    }

    #[test]
    fn nothing_falls_into_the_night() {
        let calendar = Calendar::default();
        assert_eq!(calendar.out_of_night(at(0, 21, 59)), at(0, 21, 59));
        assert_eq!(calendar.out_of_night(at(0, 22, 0)), at(1, 7, 0));
        assert_eq!(calendar.out_of_night(at(0, 6, 59)), at(0, 7, 0));
        assert!(is_night(at(0, 3, 0)) && !is_night(at(0, 7, 0)));
        assert_eq!(calendar.after_waking(at(0, 21, 0), 2 * Millis::HOUR), at(1, 8, 0));
        assert_eq!(calendar.after_waking(at(0, 23, 0), 16 * Millis::HOUR), at(2, 8, 0));
        assert_eq!(calendar.after_waking(at(0, 10, 0), 2 * Millis::HOUR), at(0, 12, 0));
    }

    #[test]
    fn a_community_may_sleep_longer_and_open_later() {
        let hours = Hours {
            opens: 9 * Millis::HOUR,
            closes: 17 * Millis::HOUR,
            night_falls: 20 * Millis::HOUR,
            night_ends: 8 * Millis::HOUR,
        };
        let calendar = Calendar::of([], hours);
        assert_eq!(calendar.out_of_night(at(0, 20, 0)), at(1, 8, 0));
        assert_eq!(calendar.out_of_night(at(0, 7, 30)), at(0, 8, 0));
        assert!(calendar.is_night(at(0, 21, 0)) && !is_night(at(0, 21, 0)));
        assert_eq!(calendar.after_waking(at(0, 19, 0), 2 * Millis::HOUR), at(1, 9, 0));
        assert_eq!(calendar.after_working_hours(at(1, 8, 30), 9), at(2, 10, 0));
    }
}
