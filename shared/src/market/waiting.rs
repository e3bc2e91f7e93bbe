//! Those who wait for a place in a slot, in their order. Only the first of them need be known.

use super::sign_up::SignUp;

/// Somebody who waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub sign_up: SignUp,
    /// By now this person is elsewhere at that time, so is asked instead of moved.
    pub clash: bool,
}

impl Waiting {
    fn rank(&self) -> (bool, i64) {
        (self.sign_up.after_others, self.sign_up.position)
    }
}

/// The waiting list of one slot. Its order is that of joining, those after places left empty
/// behind the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitingList {
    /// The first of them: all, or at least as many as places could become free.
    first: Vec<Waiting>,
    /// How many wait, and how many of those after the others.
    count: i64,
    after_others: i64,
}

impl WaitingList {
    /// Of the first who wait, in whatever order, and how many there are in all.
    pub fn new(mut first: Vec<Waiting>, count: i64, after_others: i64) -> Self {
        first.sort_by_key(Waiting::rank);
        let known = i64::try_from(first.len()).unwrap_or(i64::MAX);
        Self { first, count: count.max(known), after_others }
    }

    /// How many wait.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// Those who are known, the first first.
    pub fn first(&self) -> &[Waiting] {
        &self.first
    }

    /// The place that somebody who joins now has, counted from one.
    pub fn place_of_next(&self, after_others: bool) -> i64 {
        match after_others {
            true => self.count + 1,
            false => self.count - self.after_others + 1,
        }
    }

    /// Somebody joins. Behind those who are not known, nobody is known either.
    pub(super) fn join(&mut self, waiting: Waiting) {
        let all_known = i64::try_from(self.first.len()).is_ok_and(|known| known == self.count);
        self.count += 1;
        self.after_others += i64::from(waiting.sign_up.after_others);
        let at = self.first.partition_point(|it| it.rank() < waiting.rank());
        if all_known || at < self.first.len() {
            self.first.insert(at, waiting);
        }
    }

    /// Somebody gives up waiting.
    pub(super) fn leave(&mut self, who: &SignUp) {
        self.first.retain(|it| it.sign_up.id != who.id);
        self.count -= 1;
        self.after_others -= i64::from(who.after_others);
    }

    /// Who is next.
    pub(super) fn next(&self) -> Option<Waiting> {
        self.first.first().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::{
        SignUpState, Wants,
        tests::{NOW, who},
    };

    fn waits(position: i64, after_others: bool) -> Waiting {
        let sign_up = SignUp {
            id: crate::id::SignUpId(uuid::Uuid::from_u128(position.unsigned_abs().into())),
            slot: Default::default(),
            who: who(1),
            position,
            wants: Wants::Auto,
            after_others,
            by_proxy: false,
            needs_yes: false,
            state: SignUpState::Waitlisted { since: NOW },
        };
        Waiting { sign_up, clash: false }
    }

    #[test]
    fn behind_those_who_are_not_known_nobody_is_next() {
        // Three wait, of whom the first is known.
        let mut list = WaitingList::new(vec![waits(1, false)], 3, 0);
        assert_eq!(list.place_of_next(false), 4);
        list.join(waits(4, false));
        list.leave(&waits(1, false).sign_up);
        assert_eq!((list.next(), list.count()), (None, 3), "two others come before");
    }

    #[test]
    fn who_left_places_empty_is_behind_all_others_whenever_they_come() {
        let mut list = WaitingList::new(vec![waits(1, true), waits(2, false)], 2, 1);
        assert_eq!((list.place_of_next(false), list.place_of_next(true)), (2, 3));
        list.join(waits(3, false));
        let order: Vec<_> = list.first().iter().map(|it| it.sign_up.position).collect();
        assert_eq!(order, [2, 3, 1]);
    }
}
