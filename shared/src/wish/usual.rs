//! What is there already, and how long it usually takes, for somebody who makes a wish.

use serde::{Deserialize, Serialize};

use super::PublicWish;
use crate::{figures::are_enough, time::Millis};

/// How long wishes of a kind usually take in a community: medians, in whole days, of at least
/// five.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Usual {
    pub claimed_days: i64,
    pub fulfilled_days: i64,
    /// Of how many.
    pub cases: i64,
}

impl Usual {
    /// From when they became public, were claimed first, and came true.
    pub fn of(cases: &[(Millis, Millis, Millis)]) -> Option<Self> {
        if !are_enough(cases.len()) {
            return None;
        }
        let days = |from: Millis, to: Millis| (to.0 - from.0).max(0).div_euclid(Millis::DAY);
        let claimed = cases.iter().map(|(opened, claimed, _)| days(*opened, *claimed));
        let fulfilled = cases.iter().map(|(opened, _, fulfilled)| days(*opened, *fulfilled));
        Some(Self {
            claimed_days: median(claimed.collect())?,
            fulfilled_days: median(fulfilled.collect())?,
            cases: i64::try_from(cases.len()).unwrap_or(i64::MAX),
        })
    }
}

fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// What is there already, for somebody who makes a wish.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Similar {
    /// Of the same kind, at the same place, not long ago: one may join instead.
    pub wishes: Vec<PublicWish>,
    pub usual: Option<Usual>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_five_cases_say_nothing() {
        let case = |claimed, fulfilled| {
            (Millis(0), Millis(0).after_days(claimed), Millis(0).after_days(fulfilled))
        };
        let cases = [case(1, 2), case(2, 6), case(9, 30), case(2, 5), case(3, 7)];
        assert_eq!(Usual::of(&cases[..4]), None);
        let usual = Usual::of(&cases).unwrap();
        assert_eq!((usual.claimed_days, usual.fulfilled_days, usual.cases), (2, 6, 5));
    }
}
