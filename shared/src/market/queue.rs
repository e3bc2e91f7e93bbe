//! The queue at a stall: who takes a number sits in the shade until it is called.

use serde::{Deserialize, Serialize};

use super::{
    refusal::Refusal,
    sign_up::Attendee,
    terms::{Term, Terms},
};
use crate::time::Millis;

/// Where a number stands.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum QueueState {
    Waiting,
    Called {
        at: Millis,
    },
    Serving {
        from: Millis,
    },
    Served {
        from: Millis,
        to: Millis,
    },
    /// Called twice in vain, or went away.
    Left {
        at: Millis,
    },
}

/// A number that somebody took.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
pub struct QueueNumber {
    /// As it is called: counted from one, on each day at each stall.
    pub number: i64,
    /// Nobody, where the stall took a number for who has no phone.
    pub who: Option<Attendee>,
    /// Its turn; who was passed over has a later one, still before all who come after.
    turn: i64,
    missed: bool,
    pub state: QueueState,
}

impl QueueNumber {
    fn waits(&self) -> bool {
        matches!(self.state, QueueState::Waiting | QueueState::Called { .. })
    }
}

/// What a person in the queue is told.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wait {
    pub ahead: i64,
    /// About so long, in steps of five minutes; nothing when it is one's turn.
    pub minutes: i64,
}

/// The queue of a stall on one day.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Queue {
    numbers: Vec<QueueNumber>,
    /// How many are served side by side.
    pub hands: i64,
    /// How long the stall said that it takes, until it is known better.
    pub minutes_per_service: i64,
}

/// Turns stand apart, so that somebody can be put in between.
const APART: i64 = 1000;
/// So many of the last services say how long the next takes.
const LAST: usize = 10;

impl Queue {
    /// An empty one.
    pub fn new(hands: i64, minutes_per_service: i64) -> Self {
        Self { numbers: Vec::new(), hands: hands.max(1), minutes_per_service }
    }

    /// All numbers that were taken.
    pub fn numbers(&self) -> &[QueueNumber] {
        &self.numbers
    }

    /// Takes a number; who waits already keeps the one there is.
    pub fn take(&mut self, who: Option<Attendee>) -> i64 {
        let mine = |it: &&QueueNumber| who.is_some() && it.who == who && it.waits();
        if let Some(mine) = self.numbers.iter().find(mine) {
            return mine.number;
        }
        let number = i64::try_from(self.numbers.len()).unwrap_or(i64::MAX - 1) + 1;
        let (turn, state) = (number.saturating_mul(APART), QueueState::Waiting);
        self.numbers.push(QueueNumber { number, who, turn, missed: false, state });
        number
    }

    /// Calls the next, if there is one; whoever was called already is called no second time.
    pub fn call(&mut self, now: Millis) -> Option<i64> {
        let waiting = |it: &&mut QueueNumber| it.state == QueueState::Waiting;
        let next = self.numbers.iter_mut().filter(waiting).min_by_key(|it| it.turn)?;
        next.state = QueueState::Called { at: now };
        Some(next.number)
    }

    /// Somebody sits down; also out of turn, if the stall lets it be.
    ///
    /// # Errors
    /// When the number does not wait.
    pub fn begin(&mut self, number: i64, now: Millis) -> Result<(), Refusal> {
        self.change(number, |it| it.waits().then_some(QueueState::Serving { from: now }))
    }

    /// The service is over; that is one.
    ///
    /// # Errors
    /// When the number is not being served.
    pub fn end(&mut self, number: i64, now: Millis) -> Result<(), Refusal> {
        self.change(number, |it| match it.state {
            QueueState::Serving { from } => Some(QueueState::Served { from, to: now.max(from) }),
            _ => None,
        })
    }

    /// Somebody goes away.
    ///
    /// # Errors
    /// When the number does not wait.
    pub fn leave(&mut self, number: i64, now: Millis) -> Result<(), Refusal> {
        self.change(number, |it| it.waits().then_some(QueueState::Left { at: now }))
    }

    fn change(
        &mut self,
        number: i64,
        to: impl Fn(&QueueNumber) -> Option<QueueState>,
    ) -> Result<(), Refusal> {
        let found = self.numbers.iter_mut().find(|it| it.number == number);
        let found = found.ok_or(Refusal::StepNotPossible)?;
        found.state = to(found).ok_or(Refusal::StepNotPossible)?;
        Ok(())
    }

    /// What time does: who was called and has not come is passed over by some numbers, once; then
    /// the place is given up.
    pub fn pass(&mut self, now: Millis, terms: &Terms) {
        let late = |it: &QueueNumber| match it.state {
            QueueState::Called { at } => now >= terms.after(at, Term::QueueCall),
            _ => false,
        };
        let mut overdue: Vec<_> = self.numbers.iter().filter(|it| late(it)).copied().collect();
        overdue.sort_by_key(|it| it.turn);
        for one in overdue {
            let turn = self.turn_behind(one, terms.count(Term::QueueBack));
            let Some(it) = self.numbers.iter_mut().find(|it| it.number == one.number) else {
                continue;
            };
            match one.missed {
                true => it.state = QueueState::Left { at: now },
                false => (it.state, it.turn, it.missed) = (QueueState::Waiting, turn, true),
            }
        }
    }

    /// A turn behind so many who wait.
    fn turn_behind(&self, one: QueueNumber, by: i64) -> i64 {
        let behind =
            self.numbers.iter().filter(|it| it.state == QueueState::Waiting && it.turn > one.turn);
        let mut turns: Vec<_> = behind.map(|it| it.turn).collect();
        turns.sort_unstable();
        turns.truncate(usize::try_from(by).unwrap_or_default());
        turns.last().copied().unwrap_or(one.turn) + 1
    }

    /// How long a service takes here: the middle one of the last, or what the stall said.
    fn usual(&self) -> i64 {
        let took = |it: &QueueNumber| match it.state {
            QueueState::Served { from, to } => Some((to, to.0 - from.0)),
            _ => None,
        };
        let mut services: Vec<_> = self.numbers.iter().filter_map(took).collect();
        services.sort_unstable();
        let last = services.len().saturating_sub(LAST);
        let mut took: Vec<_> = services.drain(last..).map(|(_, took)| took).collect();
        took.sort_unstable();
        took.get(took.len() / 2).copied().unwrap_or(self.minutes_per_service * Millis::MINUTE)
    }

    /// What who has this number is told; nothing, if it does not wait.
    pub fn wait(&self, number: i64, now: Millis) -> Option<Wait> {
        let mine = self.numbers.iter().find(|it| it.number == number && it.waits())?;
        if matches!(mine.state, QueueState::Called { .. }) {
            return Some(Wait { ahead: 0, minutes: 0 });
        }
        let before = self.numbers.iter().filter(|it| it.waits() && it.turn < mine.turn);
        let ahead = i64::try_from(before.count()).unwrap_or(i64::MAX);
        let usual = self.usual();
        let rest = |it: &QueueNumber| match it.state {
            QueueState::Serving { from } => Some((usual - (now.0 - from.0)).max(0)),
            _ => None,
        };
        let serving: Vec<_> = self.numbers.iter().filter_map(rest).collect();
        let free = i64::try_from(serving.len()).is_ok_and(|busy| busy < self.hands);
        let first = if free { 0 } else { serving.into_iter().min().unwrap_or_default() };
        let millis = first + ahead.saturating_mul(usual) / self.hands;
        Some(Wait { ahead, minutes: in_fives(millis) })
    }

    /// How many wait: what everybody may see.
    pub fn length(&self) -> i64 {
        i64::try_from(self.numbers.iter().filter(|it| it.waits()).count()).unwrap_or(i64::MAX)
    }
}

/// Minutes in steps of five, rather too many.
fn in_fives(millis: i64) -> i64 {
    const STEP: i64 = 5 * Millis::MINUTE;
    (millis + STEP - 1) / STEP * 5
}
