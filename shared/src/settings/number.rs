//! What may be set, as it is shown and typed.

use serde::{Deserialize, Serialize};

use super::Setting;
use crate::{
    codes::codes,
    id::PersonId,
    market::Term,
    problem::{Kind, Problem},
    time::Millis,
};

codes! {
    /// What the number of a setting counts.
    Unit {
        Hours = "hours",
        /// Only those in which the office is open.
        WorkingHours = "working_hours",
        Days = "days",
        WorkingDays = "working_days",
        Count = "count",
        Seconds = "seconds",
        Minutes = "minutes",
        Percent = "percent",
        /// A time of the day, in minutes since midnight.
        TimeOfDay = "time_of_day",
    }
}

/// What a setting is, whatever its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct About {
    pub default: i64,
    pub least: i64,
    pub most: i64,
    pub unit: Unit,
}

impl Unit {
    /// How long so many of it are on the clock, in milliseconds; nothing for what is no time.
    pub fn span(self, number: i64) -> i64 {
        number.saturating_mul(match self {
            Unit::Seconds => Millis::SECOND,
            Unit::Minutes | Unit::TimeOfDay => Millis::MINUTE,
            Unit::Hours | Unit::WorkingHours => Millis::HOUR,
            Unit::Days | Unit::WorkingDays => Millis::DAY,
            Unit::Count | Unit::Percent => 0,
        })
    }

    /// As somebody types it: a number, or a time like 8:30.
    pub fn typed(self, number: i64) -> String {
        match self {
            Unit::TimeOfDay => format!("{:02}:{:02}", number / 60, number % 60),
            _ => number.to_string(),
        }
    }

    /// What somebody typed, if it is such a number.
    pub fn read(self, typed: &str) -> Option<i64> {
        let typed = typed.trim();
        if self != Unit::TimeOfDay {
            return typed.parse().ok();
        }
        // The keys for numbers have no colon: 830 is a time, and so is 21.
        let (hour, minute): (i64, i64) = match typed.split_once([':', '：']) {
            Some((hour, minute)) => (hour.trim().parse().ok()?, minute.trim().parse().ok()?),
            None => match typed.parse().ok()? {
                hour @ 0..100 => (hour, 0),
                both => (both / 100, both % 100),
            },
        };
        ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
    }
}

/// A number that a community may set: about wishes and people, or about markets.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Number {
    Setting(Setting),
    Term(Term),
}

impl From<Setting> for Number {
    fn from(setting: Setting) -> Self {
        Self::Setting(setting)
    }
}

impl From<Term> for Number {
    fn from(term: Term) -> Self {
        Self::Term(term)
    }
}

impl Number {
    /// All there are.
    pub fn all() -> impl Iterator<Item = Self> {
        let settings = Setting::ALL.into_iter().map(Self::Setting);
        settings.chain(Term::ALL.into_iter().map(Self::Term))
    }

    /// As it is stored and travels; no two have the same.
    pub fn code(self) -> &'static str {
        match self {
            Self::Setting(it) => it.code(),
            Self::Term(it) => it.code(),
        }
    }

    /// Default, range and unit.
    pub fn about(self) -> About {
        match self {
            Self::Setting(it) => it.about(),
            Self::Term(it) => it.about(),
        }
    }
}

/// A setting as staff see it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingView {
    pub setting: Number,
    pub value: i64,
    pub default: i64,
    pub least: i64,
    pub most: i64,
    pub unit: Unit,
    /// Newest first.
    pub changes: Vec<SettingChange>,
}

/// A setting was another number.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingChange {
    pub at: Millis,
    /// Whose hand it was: the same letters for the same person.
    pub by: PersonId,
    pub before: i64,
    pub after: i64,
}

/// What a setting is to be from now on.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSetting {
    pub setting: Number,
    pub value: i64,
}

impl NewSetting {
    /// # Errors
    /// When the number is out of its range.
    pub fn check(self) -> Result<Self, Problem> {
        let About { least, most, .. } = self.setting.about();
        match (least..=most).contains(&self.value) {
            true => Ok(self),
            false => Err(Problem::fields([("value", Kind::OutOfRange)])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> = Number::all().map(Number::code).collect();
        assert_eq!(names.len(), Setting::ALL.len() + Term::ALL.len());
    }

    #[test]
    fn a_time_of_the_day_is_typed_as_one() {
        let unit = Unit::TimeOfDay;
        assert_eq!(unit.typed(510), "08:30");
        for typed in ["8:30", " 08：30 ", "08:30", "830"] {
            assert_eq!(unit.read(typed), Some(510));
        }
        assert_eq!(unit.read("21"), Some(21 * 60));
        assert_eq!([unit.read("24:00"), unit.read("8:60"), unit.read("noon")], [None; 3]);
        assert_eq!((Unit::Days.read(" 7 "), Unit::Days.read("7:30")), (Some(7), None));
    }
}
