//! The slots of a stall, made from a few numbers, so that twenty stalls are planned in minutes.

use super::{
    slot::{Slot, SlotTimes},
    stall::{Service, Stall},
    state::Market,
    terms::{Term, Terms},
};
use crate::{id::SlotId, time::Millis};

/// A slot is no shorter, in minutes; and a stall has no more of them.
const SHORTEST: i64 = 5;
const MOST: usize = 96;

impl Service {
    /// How many minutes one takes, as far as anybody can say beforehand.
    pub fn usual_minutes(self) -> i64 {
        use Service as S;
        match self {
            S::Counselling => 30,
            S::Law => 20,
            S::Haircut | S::ApplianceRepair | S::PhoneHelp | S::Massage | S::Children | S::Jobs => {
                15
            }
            S::Sharpening | S::Books | S::Food | S::Safety | S::Recycling | S::WishDesk => 5,
            _ => 10,
        }
    }
}

/// Slots of so many minutes, one after the other from the beginning of the market to its end, each
/// for as many people as the stall can serve. A rest at the end that is too short is left out.
pub fn plan_slots(
    market: &Market,
    stall: &Stall,
    minutes: i64,
    terms: &Terms,
    new_id: impl FnMut() -> SlotId,
) -> Vec<Slot> {
    let times = (market.starts_at, market.ends_at);
    plan_slots_within(market, stall, times, minutes, terms, new_id)
}

/// The same within a part of that time.
pub fn plan_slots_within(
    market: &Market,
    stall: &Stall,
    (from, to): (Millis, Millis),
    minutes: i64,
    terms: &Terms,
    mut new_id: impl FnMut() -> SlotId,
) -> Vec<Slot> {
    let from = from.max(market.starts_at);
    let whole = (to.min(market.ends_at).0 - from.0).max(0);
    let length = minutes.max(SHORTEST).saturating_mul(Millis::MINUTE).min(whole.max(1));
    let count = usize::try_from(whole / length).unwrap_or_default().min(MOST);
    let share = if stall.elders { Term::WalkInElder } else { Term::WalkIn };
    let mut starts_at = from;
    let mut slots = Vec::with_capacity(count);
    for _ in 0..count {
        let ends_at = starts_at.after(length);
        slots.push(Slot {
            id: new_id(),
            stall: stall.id,
            times: SlotTimes::usual(starts_at, ends_at, market.starts_at, terms),
            capacity: stall.capacity,
            walk_in: terms.count(share),
            approval: false,
            version: 0,
        });
        starts_at = ends_at;
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::{Service, tests};

    #[test]
    fn a_morning_is_cut_into_slots_and_half_of_each_is_for_elders_who_just_come() {
        let (market, terms) = (tests::published(), Terms::default());
        let stall = tests::stall(Service::Haircut);
        let plan = |minutes| plan_slots(&market, &stall, minutes, &terms, SlotId::default);
        let slots = plan(50);
        assert_eq!(slots.len(), 3, "half an hour is left");
        assert!(slots.windows(2).all(|two| two[0].times.ends_at == two[1].times.starts_at));
        assert!(slots.iter().all(|it| (it.capacity, it.places()) == (10, 5)));
        assert_eq!(slots[2].times.closes_at, market.starts_at.after(-2 * Millis::HOUR));
        let one = plan(10_000);
        assert_eq!((one.len(), one[0].times.ends_at), (1, market.ends_at));
        assert_eq!(plan(0).len(), 36);
        let hour = (market.starts_at.after(Millis::HOUR), market.ends_at.after(Millis::HOUR));
        let later = plan_slots_within(&market, &stall, hour, 60, &terms, SlotId::default);
        assert_eq!((later.len(), later[0].times.starts_at), (2, hour.0), "never beyond the end");
        assert_eq!(later[0].times.opens_at, slots[0].times.opens_at);
        let never = crate::market::Market { ends_at: market.starts_at, ..market.clone() };
        assert!(plan_slots(&never, &stall, 30, &terms, SlotId::default).is_empty());
    }
}
