//! The slots of a stall, made from a few numbers, so that twenty stalls are planned in minutes.

use super::{
    slot::{Slot, SlotTimes},
    stall::Stall,
    state::Market,
    terms::{Term, Terms},
};
use crate::{id::SlotId, time::Millis};

/// A slot is no shorter, in minutes; and a stall has no more of them.
const SHORTEST: i64 = 5;
const MOST: usize = 96;

/// Slots of so many minutes, one after the other from the beginning of the market to its end, each
/// for as many people as the stall can serve. A rest at the end that is too short is left out.
pub fn plan_slots(
    market: &Market,
    stall: &Stall,
    minutes: i64,
    terms: &Terms,
    mut new_id: impl FnMut() -> SlotId,
) -> Vec<Slot> {
    let whole = (market.ends_at.0 - market.starts_at.0).max(0);
    let length = minutes.max(SHORTEST).saturating_mul(Millis::MINUTE).min(whole.max(1));
    let count = usize::try_from(whole / length).unwrap_or_default().min(MOST);
    let share = if stall.elders { Term::WalkInElder } else { Term::WalkIn };
    let mut starts_at = market.starts_at;
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
        let never = crate::market::Market { ends_at: market.starts_at, ..market.clone() };
        assert!(plan_slots(&never, &stall, 30, &terms, SlotId::default).is_empty());
    }
}
