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
