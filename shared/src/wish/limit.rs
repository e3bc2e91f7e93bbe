//! How much is too much: what a household may wish for, and what a helper may take on. The counts
//! come in as facts; the numbers are the community's own.

use super::{Wish, WishKind, state::State};
use crate::{
    helper::HelperClass,
    problem::{Kind, Problem},
    settings::{Rules, Setting},
    time::Millis,
};

/// What is known of a household that makes a wish.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HouseholdFacts {
    /// Wishes that have not come to their end.
    pub live: i64,
    /// Made within [`Setting::NewWishesTime`], those left out that never became anything.
    pub recent: i64,
    /// Staff post for somebody else: as often as they are asked to, and it is logged.
    pub staff_for_another: bool,
}

/// Rule 1.
///
/// # Errors
/// Which limit is reached.
pub fn may_post(facts: HouseholdFacts, rules: &Rules) -> Result<(), Kind> {
    match facts {
        HouseholdFacts { staff_for_another: true, .. } => Ok(()),
        HouseholdFacts { live, .. } if live >= rules.count(Setting::LiveWishes) => {
            Err(Kind::TooManyWishes)
        }
        HouseholdFacts { recent, .. } if recent >= rules.count(Setting::NewWishes) => {
            Err(Kind::TooSoon)
        }
        _ => Ok(()),
    }
}

/// What is known of somebody who wants to take a wish on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HelperFacts {
    pub class: HelperClass,
    /// Wishes in hand.
    pub live: i64,
    /// Taken from this helper by time, within [`Setting::FairTime`], and when last.
    pub lapses: i64,
    pub last_lapse: Option<Millis>,
    /// Wishes of the same household were made by this helper.
    pub same_household: bool,
    /// Until when papers for this kind of wish hold, where any were seen.
    pub qualified_until: Option<Millis>,
}

impl HelperFacts {
    /// Until when this helper takes on only what staff offer.
    pub fn paused_until(&self, now: Millis, rules: &Rules) -> Option<Millis> {
        let often = self.lapses >= rules.count(Setting::FairReleases);
        let until = rules.after(self.last_lapse.filter(|_| often)?, Setting::FairPause);
        Some(until).filter(|until| *until > now)
    }
}

/// Rule 6: who takes on this kind of wish here, by the number of the community's rules.
pub fn class_refused(kind: WishKind, rules: &Rules) -> Problem {
    Problem::rule(Kind::ClassNotAllowed, Some(rules.class_for(kind)), None)
}

/// Rules 6 and 8, as far as they concern the helper. Who is offered a wish has staff's yes.
///
/// # Errors
/// Which limit is reached, with its number, and until when.
pub fn may_take_on(
    facts: &HelperFacts,
    wish: &Wish,
    now: Millis,
    rules: &Rules,
) -> Result<(), Problem> {
    let most = match facts.class {
        HelperClass::Shop | HelperClass::Team => Setting::LiveClaimsOrganisation,
        HelperClass::PartyMember | HelperClass::Volunteer => Setting::LiveClaims,
    };
    let offered = matches!(wish.state, State::Offered(_));
    if facts.same_household {
        return Err(Kind::SameHousehold.into());
    }
    if !rules.allows_class(wish.kind, facts.class) {
        return Err(class_refused(wish.kind, rules));
    }
    let qualified = facts.qualified_until.is_some_and(|until| until > now);
    if rules.needs_papers(wish.kind) && !qualified {
        return Err(Kind::NotQualified.into());
    }
    if facts.live >= rules.count(most) {
        return Err(Problem::rule(Kind::TooManyClaims, Some(rules.count(most)), None));
    }
    match facts.paused_until(now, rules) {
        Some(until) if !offered => {
            Err(Problem::rule(Kind::ClaimsPaused, Some(facts.lapses), Some(until)))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_has_two_wishes_and_one_new_a_week() {
        let (rules, free) = (Rules::default(), HouseholdFacts::default());
        assert_eq!(may_post(free, &rules), Ok(()));
        let two = HouseholdFacts { live: 2, ..free };
        assert_eq!(may_post(two, &rules), Err(Kind::TooManyWishes));
        let soon = HouseholdFacts { recent: 1, ..free };
        assert_eq!(may_post(soon, &rules), Err(Kind::TooSoon));
        let proxy = HouseholdFacts { live: 9, recent: 9, staff_for_another: true };
        assert_eq!(may_post(proxy, &rules), Ok(()));
    }

    #[test]
    fn a_pause_ends_on_its_day() {
        let (rules, last) = (Rules::default(), Millis(0));
        let facts = HelperFacts { lapses: 2, last_lapse: Some(last), ..HelperFacts::default() };
        assert_eq!(facts.paused_until(last, &rules), Some(last.after_days(30)));
        assert_eq!(facts.paused_until(last.after_days(30), &rules), None);
        let once = HelperFacts { lapses: 1, ..facts };
        assert_eq!(once.paused_until(last, &rules), None);
    }
}
