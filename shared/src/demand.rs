//! What residents wish for and nobody does: which stalls to invite to a market.
//!
//! Households are counted, never wishes told: no words of anybody's, nothing of children, and
//! nothing of fewer than five.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    figures::are_enough,
    id::{NodeId, StallId},
    market::{Market, Service, Stall},
    pace::{hide, median},
    time::Millis,
    wish::WishKind,
};

/// What is missing where a market is held, and who could bring it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DemandBoard {
    /// The place within which was counted: as far as the caller looks after markets there.
    pub place_name: String,
    /// The caller may put stalls into the plan now.
    pub may_invite: bool,
    /// Of what enough households wish for, most of them first.
    pub kinds: Vec<Demand>,
    /// There is more, of which too few wish for to say anything.
    pub some_hidden: bool,
}

/// So many households wish for something of a kind that nobody does.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Demand {
    pub kind: WishKind,
    pub households: i64,
    /// How many days half of those have waited who still wait; nothing, of too few.
    pub days: Option<i64>,
    /// The same place by place, where there is more than one.
    pub places: Vec<DemandPlace>,
    /// Which stalls are the answer.
    pub answers: Vec<StallAnswer>,
}

/// How many of them are at a place; nothing, where they are so few that it is not said.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DemandPlace {
    pub place: NodeId,
    pub name: String,
    pub households: Option<i64>,
    pub days: Option<i64>,
}

/// A service that would help, and how the market stands to it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StallAnswer {
    pub service: Service,
    /// A stall of this market has it.
    pub here: bool,
    /// The plan says that somebody is looked for.
    pub wanted: bool,
    /// Who came with it to earlier markets, most often first.
    pub before: Vec<CameBefore>,
}

/// A provider, by the name under which everybody knew the stall.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CameBefore {
    /// The latest stall, by which it is asked again.
    pub stall: StallId,
    pub name: String,
    /// To how many markets.
    pub times: i64,
    pub last: Millis,
    /// It has a stall at this market already, in whatever state.
    pub invited: bool,
}

/// Somebody is looked for who offers this, or no longer.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WantedStall {
    pub service: Service,
    pub wanted: bool,
}

/// A stall of an earlier market that shall come again.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StallAgain {
    pub stall: StallId,
}

/// A household that wishes for something; inside the server only.
#[derive(Clone, Debug)]
pub struct Wanting {
    pub kind: WishKind,
    /// The same for all wishes of one household.
    pub household: Vec<u8>,
    /// Which of the places it belongs to.
    pub place: usize,
    /// Since when it waits; nothing, where it was told that nobody can do it.
    pub since: Option<Millis>,
}

/// A stall that came to a market that is over; inside the server only.
#[derive(Clone, Debug)]
pub struct Came {
    pub stall: StallId,
    pub service: Service,
    pub name: String,
    pub at: Millis,
}

/// More names than these help nobody to choose.
const MOST_NAMES: usize = 3;

/// Which stalls do what people wish for of a kind.
pub fn answers(kind: WishKind) -> &'static [Service] {
    use Service as S;
    match kind {
        WishKind::Repair => {
            &[S::ApplianceRepair, S::BicycleRepair, S::ShoeRepair, S::Sewing, S::Sharpening]
        }
        WishKind::Company => &[S::Counselling, S::Calligraphy, S::Show, S::Books],
        WishKind::Goods => &[S::Recycling, S::Books, S::Food],
        WishKind::Errand => &[S::Policy, S::Law, S::Jobs, S::PhoneHelp],
        WishKind::Service => {
            &[S::Haircut, S::PhoneHelp, S::Clinic, S::Massage, S::Glasses, S::Photos, S::Cleaning]
        }
    }
}

/// Households of one kind, each with since when it has waited longest.
type Households<'a> = BTreeMap<&'a [u8], Option<Millis>>;

/// How many households wish for what, and where; and whether something is not said. The places are
/// those that [`Wanting::place`] means.
pub fn count(all: &[Wanting], places: &[(NodeId, String)], now: Millis) -> (Vec<Demand>, bool) {
    let of = |kind: WishKind| all.iter().filter(move |it| it.kind == kind);
    let mut hidden = false;
    let mut kinds = Vec::new();
    for kind in WishKind::ALL {
        let whole = households(of(kind));
        if !are_enough(whole.len()) {
            hidden |= !whole.is_empty();
            continue;
        }
        let at = |index: usize| households(of(kind).filter(|it| it.place == index));
        let place = |(index, (place, name)): (usize, &(NodeId, String))| {
            let here = at(index);
            let (name, households) = (name.clone(), Some(size(&here)));
            DemandPlace { place: *place, name, households, days: days(&here, now) }
        };
        let mut places: Vec<_> = places.iter().enumerate().map(place).collect();
        places.retain(|it| it.households != Some(0));
        hide(&mut places, |it| &mut it.households);
        places.iter_mut().filter(|it| it.households.is_none()).for_each(|it| it.days = None);
        places.sort_by_key(|it| std::cmp::Reverse(it.households));
        // Of one place alone, all is said already.
        if places.len() == 1 {
            places.clear();
        }
        let (households, days) = (size(&whole), days(&whole, now));
        kinds.push(Demand { kind, households, days, places, answers: Vec::new() });
    }
    kinds.sort_by_key(|it| std::cmp::Reverse(it.households));
    (kinds, hidden)
}

fn households<'a>(all: impl Iterator<Item = &'a Wanting>) -> Households<'a> {
    let mut households = Households::new();
    for it in all {
        let since = households.entry(it.household.as_slice()).or_default();
        *since = match (*since, it.since) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    households
}

fn size(households: &Households<'_>) -> i64 {
    i64::try_from(households.len()).unwrap_or(i64::MAX)
}

fn days(households: &Households<'_>, now: Millis) -> Option<i64> {
    let waited = households.values().flatten().map(|since| now.days_since(*since).max(0));
    median(waited.collect())
}

impl StallAnswer {
    /// How a market with these stalls stands to a service.
    pub fn of(service: Service, (market, here): (&Market, &[Stall]), came: &[Came]) -> Self {
        let alive = || here.iter().filter(|it| it.is_alive() && it.service == service);
        let mut before: BTreeMap<&str, CameBefore> = BTreeMap::new();
        for it in came.iter().filter(|it| it.service == service) {
            let known = before.entry(&it.name).or_insert_with(|| CameBefore {
                stall: it.stall,
                name: it.name.clone(),
                times: 0,
                last: it.at,
                invited: alive().any(|stall| stall.provider_name == it.name),
            });
            known.times += 1;
            if it.at > known.last {
                (known.last, known.stall) = (it.at, it.stall);
            }
        }
        let mut before: Vec<CameBefore> = before.into_values().collect();
        before.sort_by_key(|it| std::cmp::Reverse((it.times, it.last)));
        before.truncate(MOST_NAMES);
        let wanted = market.plan.wanted.contains(&service);
        Self { service, here: alive().next().is_some(), wanted, before }
    }
}

impl Market {
    /// The same market, whose plan says that somebody is looked for, or no longer.
    #[must_use]
    pub fn wanting(&self, input: WantedStall) -> Market {
        let mut after = self.clone();
        let mut wanted: BTreeSet<Service> = after.plan.wanted.into_iter().collect();
        match input.wanted {
            true => wanted.insert(input.service),
            false => wanted.remove(&input.service),
        };
        after.plan.wanted = wanted.into_iter().collect();
        after
    }

    /// What is looked for, and no stall has yet.
    pub fn still_wanted<'a>(&self, stalls: impl Iterator<Item = &'a Stall>) -> Vec<Service> {
        let there: Vec<Service> = stalls.filter(|it| it.is_alive()).map(|it| it.service).collect();
        self.plan.wanted.iter().copied().filter(|it| !there.contains(it)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::{StallState, tests::draft, tests::stall};

    const NOW: Millis = Millis(100 * Millis::DAY);

    fn places(count: u128) -> Vec<(NodeId, String)> {
        (1..=count).map(|at| (NodeId(uuid::Uuid::from_u128(at)), format!("片{at}"))).collect()
    }

    fn waits(kind: WishKind, household: u8, place: usize, days: i64) -> Wanting {
        let since = Some(NOW.after_days(-days));
        Wanting { kind, household: vec![household], place, since }
    }

    #[test]
    fn households_are_counted_and_not_their_wishes() {
        let wish = |household| waits(WishKind::Repair, household, 0, 3);
        let of_four: Vec<_> = [1, 2, 3, 4, 4, 4].map(wish).to_vec();
        assert_eq!(count(&of_four, &places(1), NOW), (Vec::new(), true), "four of them");
        let (kinds, hidden) = count(&[of_four, vec![wish(5)]].concat(), &places(1), NOW);
        assert_eq!((kinds.len(), kinds[0].households, hidden), (1, 5, false));
        assert_eq!(kinds[0].places, [], "one place says nothing more");
        assert_eq!(count(&[], &places(1), NOW), (Vec::new(), false));
    }

    #[test]
    fn half_of_those_who_still_wait_have_waited_so_long() {
        let days = [1, 2, 9, 30, 40];
        let mut all: Vec<_> =
            (1..).zip(days).map(|(at, days)| waits(WishKind::Goods, at, 0, days)).collect();
        // One of them waits for something else since longer, and one was told that it is not to be.
        all.push(waits(WishKind::Goods, 1, 0, 20));
        all.push(Wanting { since: None, ..waits(WishKind::Goods, 9, 0, 0) });
        let (kinds, _) = count(&all, &places(1), NOW);
        assert_eq!((kinds[0].households, kinds[0].days), (6, Some(20)));
        all.truncate(4);
        all.extend((10..14).map(|at| Wanting { since: None, ..waits(WishKind::Goods, at, 0, 0) }));
        let (kinds, _) = count(&all, &places(1), NOW);
        assert_eq!((kinds[0].households, kinds[0].days), (8, None), "four wait: too few to say");
    }

    #[test]
    fn what_is_hidden_of_a_place_cannot_be_found_from_the_others() {
        let at = |from: u8, count: u8, place| {
            (from..from + count).map(move |it| waits(WishKind::Errand, it, place, 7))
        };
        let all: Vec<_> = at(0, 9, 0).chain(at(20, 2, 1)).chain(at(40, 7, 2)).collect();
        let (kinds, _) = count(&all, &places(4), NOW);
        assert_eq!(kinds[0].households, 18);
        let shown: Vec<_> = kinds[0].places.iter().map(|it| (it.households, it.days)).collect();
        assert_eq!(shown, [(Some(9), Some(7)), (None, None), (None, None)], "and none of nobody");
    }

    #[test]
    fn most_is_wanted_first() {
        let of = |kind, count: u8| (0..count).map(move |it| waits(kind, it, 0, 1));
        let all: Vec<_> = of(WishKind::Goods, 6)
            .chain(of(WishKind::Errand, 8))
            .chain(of(WishKind::Company, 2))
            .collect();
        let (kinds, hidden) = count(&all, &places(1), NOW);
        let order: Vec<_> = kinds.iter().map(|it| it.kind).collect();
        assert_eq!((order, hidden), (vec![WishKind::Errand, WishKind::Goods], true));
        assert!(WishKind::ALL.iter().all(|kind| !answers(*kind).is_empty()));
    }

    #[test]
    fn who_came_most_often_is_named_first() {
        let came = |number: u128, name: &str, days: i64| Came {
            stall: StallId(uuid::Uuid::from_u128(number)),
            service: Service::Sewing,
            name: name.into(),
            at: NOW.after_days(-days),
        };
        let all = [came(1, "针线姐妹", 60), came(2, "针线姐妹", 30), came(3, "老裁缝", 5)];
        let here = Stall {
            provider_name: "老裁缝".into(),
            state: StallState::Accepted { at: NOW },
            ..stall(Service::Sewing)
        };
        let market = draft().wanting(WantedStall { service: Service::Sewing, wanted: true });
        let answer = StallAnswer::of(Service::Sewing, (&market, &[here]), &all);
        assert!(answer.here && answer.wanted);
        let names: Vec<_> = answer.before.iter().map(|it| (it.name.as_str(), it.times)).collect();
        assert_eq!(names, [("针线姐妹", 2), ("老裁缝", 1)]);
        assert_eq!(answer.before[0].stall, all[1].stall, "the latest of them");
        assert_eq!(answer.before.iter().map(|it| it.invited).collect::<Vec<_>>(), [false, true]);
        let other = StallAnswer::of(Service::Law, (&market, &[]), &all);
        assert!(!other.here && !other.wanted && other.before.is_empty());
    }

    #[test]
    fn what_is_looked_for_is_named_until_a_stall_has_it() {
        let want = |service, wanted| WantedStall { service, wanted };
        let market = draft().wanting(want(Service::Sewing, true)).wanting(want(Service::Law, true));
        assert_eq!(market.wanting(want(Service::Law, true)), market, "once is enough");
        let sewing = stall(Service::Sewing);
        assert_eq!(market.still_wanted([&sewing].into_iter()), [Service::Law]);
        let gone = Stall { state: StallState::Withdrawn { at: NOW, by_time: false }, ..sewing };
        assert_eq!(market.still_wanted([&gone].into_iter()), [Service::Law, Service::Sewing]);
        assert_eq!(market.wanting(want(Service::Law, false)).plan.wanted, [Service::Sewing]);
    }
}
