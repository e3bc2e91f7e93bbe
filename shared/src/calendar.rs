//! Working days, working hours and nights of a community, which is in China: UTC+8 all year round.
//!
//! Days are plain numbers, days since 1970 by the calendar on the wall, so that a phone needs no
//! library for them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::time::Millis;

/// The office opens and closes at these times of a working day.
const OPENS: i64 = 8 * Millis::HOUR + 30 * Millis::MINUTE;
const CLOSES: i64 = 18 * Millis::HOUR;
/// Nobody is told anything from the first of these until the second.
const NIGHT_FALLS: i64 = 22 * Millis::HOUR;
const NIGHT_ENDS: i64 = 7 * Millis::HOUR;
/// No stretch of holidays is longer; a calendar that says so is broken, and time goes on.
const LONGEST_HOLIDAY: i64 = 60;

/// Days that are not what their day of the week says: public holidays, and Sundays worked for them.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Calendar(BTreeMap<i64, bool>);

impl Calendar {
    /// From days with whether the office is open then.
    pub fn of(days: impl IntoIterator<Item = (i64, bool)>) -> Self {
        Self(days.into_iter().collect())
    }

    /// Monday to Friday, where nothing else is said.
    pub fn is_working_day(&self, day: i64) -> bool {
        // The first day of 1970 was a Thursday.
        self.0.get(&day).copied().unwrap_or_else(|| (day + 3).rem_euclid(7) < 5)
    }

    /// When so many hours in which the office is open have passed.
    pub fn after_working_hours(&self, from: Millis, hours: i64) -> Millis {
        let mut left = hours.saturating_mul(Millis::HOUR);
        let mut at = self.opening(from);
        loop {
            let (day, time) = split(at);
            if CLOSES - time >= left {
                return at.after(left);
            }
            left -= CLOSES - time;
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
        match self.is_working_day(day) && time < CLOSES {
            true => join(day, time.max(OPENS)),
            false => join(self.next_working_day(day + 1), OPENS),
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

/// The evening of that day, when people still answer: a promise for a day is one for all of it.
pub fn evening_of(at: Millis) -> Millis {
    const EVENING: i64 = 21 * Millis::HOUR;
    join(day_of(at), EVENING)
}

/// The morning of that day, when the office opens.
pub fn morning_of(at: Millis) -> Millis {
    join(day_of(at), OPENS)
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

/// The same moment by day; at night, the end of that night.
pub fn out_of_night(at: Millis) -> Millis {
    let (day, time) = split(at);
    match time {
        NIGHT_FALLS.. => join(day + 1, NIGHT_ENDS),
        ..NIGHT_ENDS => join(day, NIGHT_ENDS),
        _ => at,
    }
}

/// The end of so much time in which people are awake: nights do not count.
pub fn after_waking(from: Millis, span: i64) -> Millis {
    let (mut at, mut left) = (out_of_night(from), span);
    loop {
        let (day, time) = split(at);
        if NIGHT_FALLS - time > left {
            return at.after(left);
        }
        left -= NIGHT_FALLS - time;
        at = join(day + 1, NIGHT_ENDS);
    }
}

/// Whether people sleep.
pub fn is_night(at: Millis) -> bool {
    out_of_night(at) != at
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
        let calendar = Calendar::of([(day_of(at(1, 0, 0)), false), (day_of(SUNDAY), true)]);
        assert_eq!(calendar.after_working_hours(at(0, 17, 0), 2), at(2, 9, 30));
        assert_eq!(calendar.after_working_days(at(-1, 10, 0), 2), at(2, 10, 0));
    }

    #[test]
    fn an_office_that_never_opens_stops_no_clock() {
        let never = Calendar::of((0..100_000).map(|day| (day, false)));
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
        assert_eq!(out_of_night(at(0, 21, 59)), at(0, 21, 59));
        assert_eq!(out_of_night(at(0, 22, 0)), at(1, 7, 0));
        assert_eq!(out_of_night(at(0, 6, 59)), at(0, 7, 0));
        assert!(is_night(at(0, 3, 0)) && !is_night(at(0, 7, 0)));
        assert_eq!(after_waking(at(0, 21, 0), 2 * Millis::HOUR), at(1, 8, 0));
        assert_eq!(after_waking(at(0, 23, 0), 16 * Millis::HOUR), at(2, 8, 0));
        assert_eq!(after_waking(at(0, 10, 0), 2 * Millis::HOUR), at(0, 12, 0));
    }
}
