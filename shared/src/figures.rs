//! The figures everyone sees, defined once.

use serde::{Deserialize, Serialize};

use crate::{
    community::Community,
    time::Millis,
    wish::{PublicWish, State, Status},
};

/// How many cases a figure needs: fewer would tell of single people.
pub const FEWEST: i64 = 5;

/// Whether there are enough cases to say something of.
pub fn are_enough(cases: usize) -> bool {
    i64::try_from(cases).is_ok_and(|cases| cases >= FEWEST)
}

/// What became of all wishes. Each wish is in exactly one part, so the parts add up to `posted`.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Funnel {
    /// Ever sent in.
    pub posted: i64,
    /// Ever public.
    pub approved: i64,
    /// Ever claimed by a helper.
    pub claimed: i64,
    /// Came true, confirmed by the resident or by a call.
    pub fulfilled: i64,
    /// What became of those that were claimed and have not come true.
    pub claimed_rest: Vec<FunnelPart>,
    /// All wishes by where they stand now.
    pub parts: Vec<FunnelPart>,
    /// Up to when it was counted.
    pub at: Millis,
}

/// How many wishes stand where.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FunnelPart {
    pub status: Status,
    pub count: i64,
}

/// The page a resident sees first.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HomePage {
    pub community: Community,
    pub funnel: Funnel,
    /// Some that wait, longest waiting first.
    pub wishes: Vec<PublicWish>,
}

/// In which counter a wish stands: its status, and whether it was ever claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tally {
    pub status: Status,
    pub ever_public: bool,
    pub ever_claimed: bool,
}

impl Tally {
    pub fn of(state: &State, ever_public: bool, ever_claimed: bool) -> Self {
        Self { status: state.status(), ever_public, ever_claimed }
    }
}

impl Funnel {
    /// Adds the counters up.
    pub fn of(counts: &[(Tally, i64)], at: Millis) -> Self {
        let sum = |wanted: &dyn Fn(&Tally) -> bool| {
            counts.iter().filter(|(tally, _)| wanted(tally)).map(|(_, count)| count).sum::<i64>()
        };
        let part = |wanted: &dyn Fn(&Tally) -> bool| {
            Status::ALL
                .iter()
                .map(|status| FunnelPart {
                    status: *status,
                    count: sum(&|it| it.status == *status && wanted(it)),
                })
                .filter(|part| part.count != 0)
                .collect()
        };
        Self {
            posted: sum(&|_| true),
            approved: sum(&|it| it.ever_public),
            claimed: sum(&|it| it.ever_claimed),
            fulfilled: sum(&|it| it.status == Status::Fulfilled),
            claimed_rest: part(&|it| it.ever_claimed && it.status != Status::Fulfilled),
            parts: part(&|_| true),
            at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eight_that_did_not_come_true_are_all_explained() {
        let tally = |status, ever_claimed| Tally { status, ever_public: true, ever_claimed };
        let funnel = Funnel::of(
            &[
                (tally(Status::Fulfilled, true), 120),
                (tally(Status::Claimed, true), 5),
                (tally(Status::Open, true), 3),
                (tally(Status::Open, false), 2),
            ],
            Millis(0),
        );
        assert_eq!((funnel.posted, funnel.claimed, funnel.fulfilled), (130, 128, 120));
        assert_eq!(funnel.claimed_rest.iter().map(|part| part.count).sum::<i64>(), 8);
        assert_eq!(funnel.parts.iter().map(|part| part.count).sum::<i64>(), funnel.posted);
    }
}
