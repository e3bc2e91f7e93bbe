//! How long wishes usually take, and how many there are at each place: figures for everyone, from
//! which nobody can tell a single household.

use serde::{Deserialize, Serialize};

use crate::{
    figures::{FEWEST, Tally, are_enough},
    id::NodeId,
    time::Millis,
    wish::{Status, WishKind},
};

/// When which step of a wish was taken, as far as it was.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub kind: WishKind,
    pub posted: Millis,
    pub opened: Millis,
    pub claimed: Option<Millis>,
    pub fulfilled: Option<Millis>,
}

/// How often an answer was given to how it was.
#[derive(Clone, Copy, Debug)]
pub struct Rated {
    pub kind: WishKind,
    /// One to five.
    pub stars: i64,
    pub count: i64,
}

/// How long wishes usually take: medians, of at least five each.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pace {
    /// Of all kinds, where none is said.
    pub kind: Option<WishKind>,
    /// From being sent in to being public, in hours.
    pub review_hours: Option<i64>,
    /// From being public to the first claim, in days.
    pub claimed_days: Option<i64>,
    /// From being public to having come true, in days.
    pub fulfilled_days: Option<i64>,
    /// What those said who wished, in tenths of a star on the average.
    pub satisfaction: Option<i64>,
}

impl Pace {
    /// Of all wishes, and then of each kind that there are enough of.
    pub fn of(times: &[Times], rated: &[Rated]) -> Vec<Pace> {
        let kinds = [None].into_iter().chain(WishKind::ALL.map(Some));
        let paces = kinds.map(|kind| {
            let times = times.iter().filter(|it| kind.is_none_or(|kind| it.kind == kind));
            let times: Vec<_> = times.collect();
            let spans = |end: &dyn Fn(&Times) -> Option<Millis>, unit: i64| {
                let ends = times.iter().filter_map(|it| Some((it.opened, end(it)?)));
                median(ends.map(|(from, to)| (to.0 - from.0).max(0) / unit).collect())
            };
            let review = times.iter().map(|it| (it.opened.0 - it.posted.0).max(0) / Millis::HOUR);
            Pace {
                kind,
                review_hours: median(review.collect()),
                claimed_days: spans(&|it| it.claimed, Millis::DAY),
                fulfilled_days: spans(&|it| it.fulfilled, Millis::DAY),
                satisfaction: satisfaction(rated, kind),
            }
        });
        paces.filter(|it| it.review_hours.is_some()).collect()
    }
}

/// The average of all kinds, or of one; nothing, of too few.
fn satisfaction(rated: &[Rated], kind: Option<WishKind>) -> Option<i64> {
    let rated = rated.iter().filter(|it| kind.is_none_or(|kind| it.kind == kind));
    let (count, stars) = rated.fold((0, 0), |(count, stars), it| {
        (count + it.count, stars + it.count * it.stars.clamp(1, 5))
    });
    (count >= FEWEST).then(|| stars * 10 / count)
}

/// Nothing, of too few.
pub(crate) fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len() / 2).copied().filter(|_| are_enough(values.len()))
}

/// How many wishes there are at a public place. Nothing stands for so few that it is not said.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceFigures {
    pub place: NodeId,
    pub name: String,
    pub approved: Option<i64>,
    pub claimed: Option<i64>,
    pub fulfilled: Option<i64>,
}

impl PlaceFigures {
    /// Adds the counters of each place up; they come place by place.
    pub fn of(counts: &[(NodeId, String, Tally, i64)]) -> Vec<PlaceFigures> {
        let mut places: Vec<PlaceFigures> = Vec::new();
        for (place, name, tally, count) in counts.iter().filter(|it| it.2.ever_public) {
            if places.last().is_none_or(|last| last.place != *place) {
                let none = Some(0);
                let (place, name) = (*place, name.clone());
                places.push(Self { place, name, approved: none, claimed: none, fulfilled: none });
            }
            let Some(last) = places.last_mut() else { continue };
            let add = |to: &mut Option<i64>, counts: bool| {
                *to = to.map(|sum| sum + if counts { *count } else { 0 });
            };
            add(&mut last.approved, true);
            add(&mut last.claimed, tally.ever_claimed);
            add(&mut last.fulfilled, tally.status == Status::Fulfilled);
        }
        hide(&mut places, |it| &mut it.approved);
        hide(&mut places, |it| &mut it.claimed);
        hide(&mut places, |it| &mut it.fulfilled);
        places
    }
}

/// Hides small numbers; and where only one is hidden, the next larger one too, since the sum of
/// all is known.
pub(crate) fn hide<T>(places: &mut [T], cell: impl Fn(&mut T) -> &mut Option<i64>) {
    let mut hidden = 0;
    for place in places.iter_mut() {
        let cell = cell(place);
        if cell.is_some_and(|count| (1..FEWEST).contains(&count)) {
            (*cell, hidden) = (None, hidden + 1);
        }
    }
    if hidden == 1 {
        let shown = places.iter_mut().map(cell).filter(|it| it.is_some_and(|count| count > 0));
        if let Some(next) = shown.min() {
            *next = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(number: u128, claimed: i64) -> (NodeId, String, Tally, i64) {
        let tally = Tally { status: Status::Claimed, ever_public: true, ever_claimed: true };
        (NodeId(uuid::Uuid::from_u128(number)), format!("院{number}"), tally, claimed)
    }

    #[test]
    fn what_is_hidden_cannot_be_found_by_taking_the_rest_from_the_sum() {
        let claimed = |counts: &[i64]| {
            let counts: Vec<_> = (1..).zip(counts).map(|(at, count)| place(at, *count)).collect();
            PlaceFigures::of(&counts).into_iter().map(|it| it.claimed).collect::<Vec<_>>()
        };
        assert_eq!(claimed(&[9, 5]), [Some(9), Some(5)]);
        assert_eq!(claimed(&[9, 2, 7]), [Some(9), None, None]);
        assert_eq!(claimed(&[9, 2, 1, 7]), [Some(9), None, None, Some(7)]);
        assert_eq!(claimed(&[3]), [None]);
    }

    #[test]
    fn a_place_is_counted_once_however_its_wishes_stand() {
        let mut counts = vec![place(1, 6), place(1, 2)];
        counts[1].2.status = Status::Fulfilled;
        counts.push((counts[0].0, "院1".into(), Tally { ever_public: false, ..counts[0].2 }, 40));
        let places = PlaceFigures::of(&counts);
        assert_eq!(places.len(), 1);
        assert_eq!((places[0].approved, places[0].claimed), (Some(8), Some(8)));
        assert_eq!(places[0].fulfilled, None);
    }

    #[test]
    fn a_median_needs_five() {
        let times = |days: i64| Times {
            kind: WishKind::Goods,
            posted: Millis(0),
            opened: Millis(0).after(3 * Millis::HOUR),
            claimed: Some(Millis(0).after_days(days)),
            fulfilled: None,
        };
        let all: Vec<_> = [1, 9, 2, 30, 4].map(times).to_vec();
        assert_eq!(Pace::of(&all[..4], &[]), []);
        let paces = Pace::of(&all, &[]);
        assert_eq!(paces.len(), 2, "all, and goods");
        assert_eq!(paces[1].kind, Some(WishKind::Goods));
        assert_eq!((paces[0].review_hours, paces[0].claimed_days), (Some(3), Some(3)));
        assert_eq!(paces[0].fulfilled_days, None);
    }

    #[test]
    fn how_it_was_is_said_from_the_fifth_answer_on() {
        let rated = |kind, stars, count| Rated { kind, stars, count };
        let four = [rated(WishKind::Repair, 5, 3), rated(WishKind::Goods, 1, 1)];
        assert_eq!(satisfaction(&four, None), None);
        let five = [rated(WishKind::Repair, 5, 4), rated(WishKind::Goods, 3, 1)];
        assert_eq!(satisfaction(&five, None), Some(46));
        assert_eq!(satisfaction(&five, Some(WishKind::Repair)), None, "of four");
    }
}
