//! The queue at a stall: who takes a number sits in the shade until it is called.
//!
//! ```text
//!   (take) --> Waiting --call--> Called --begin--> Serving --end--> Served
//!                 ^                |  \
//!                 '-- time, once --'   '-- time, again; put away; went away --> Left
//! ```

use serde::{Deserialize, Serialize};

use super::{
    refusal::Refusal,
    sign_up::Attendee,
    stall::Stall,
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

impl QueueState {
    /// As it is stored beside itself, to be looked for.
    pub fn code(&self) -> &'static str {
        match self {
            QueueState::Waiting => "waiting",
            QueueState::Called { .. } => "called",
            QueueState::Serving { .. } => "serving",
            QueueState::Served { .. } => "served",
            QueueState::Left { .. } => "left",
        }
    }

    /// Not served yet, and not gone.
    pub fn waits(&self) -> bool {
        matches!(self, QueueState::Waiting | QueueState::Called { .. })
    }
}

/// A number that somebody took.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
pub struct QueueNumber {
    /// As it is called: counted from one, on each day at each stall.
    pub number: i64,
    /// Nobody, where the stall took a number for who has no phone.
    pub who: Option<Attendee>,
    /// Its turn; who was passed over has a later one, still before all who come after.
    pub turn: i64,
    /// It was called once in vain.
    pub missed: bool,
    pub state: QueueState,
}

impl QueueNumber {
    fn waits(&self) -> bool {
        self.state.waits()
    }

    /// Until when who is called should come.
    pub fn come_by(&self, terms: &Terms) -> Option<Millis> {
        match self.state {
            QueueState::Called { at } => Some(terms.after(at, Term::QueueCall)),
            _ => None,
        }
    }
}

/// What those who look after a queue do about it.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum QueueStep {
    /// A number for who has no phone.
    Take,
    /// The next, please: the one that was shown as the next. If somebody else has called it
    /// meanwhile, nobody is called, so that two phones never skip a person.
    Call { number: i64 },
    /// Somebody sits down.
    Begin { number: i64 },
    /// The service is over.
    End { number: i64 },
    /// Somebody is not there, or does not want to any more.
    PutAway { number: i64 },
}

impl QueueStep {
    /// As the history calls it.
    pub fn code(self) -> &'static str {
        match self {
            QueueStep::Take => "queue.take",
            QueueStep::Call { .. } => "queue.call",
            QueueStep::Begin { .. } => "queue.begin",
            QueueStep::End { .. } => "queue.end",
            QueueStep::PutAway { .. } => "queue.put_away",
        }
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
/// So many numbers a stall gives on one day: they have three digits.
const MOST: usize = 999;
/// Who has gone away so often, gets no other.
const OFTEN: usize = 3;
/// More than so many are not served side by side.
const MOST_HANDS: i64 = 50;

impl Stall {
    /// How many it serves side by side, as far as the length of its slots tells: so many people,
    /// each of whom takes so long, are through when the slot is over.
    pub fn hands(&self, slot: Option<i64>) -> i64 {
        let Some(slot) = slot.filter(|it| *it > 0) else { return 1 };
        let minutes = self.capacity.saturating_mul(self.minutes_per_service);
        let together = minutes.saturating_mul(Millis::MINUTE).saturating_add(slot / 2) / slot;
        together.clamp(1, MOST_HANDS)
    }
}

impl Queue {
    /// An empty one.
    pub fn new(hands: i64, minutes_per_service: i64) -> Self {
        Self::of(Vec::new(), hands, minutes_per_service)
    }

    /// One with the numbers that were taken so far, in the order in which they were.
    pub fn of(numbers: Vec<QueueNumber>, hands: i64, minutes_per_service: i64) -> Self {
        Self { numbers, hands: hands.max(1), minutes_per_service }
    }

    /// All numbers that were taken.
    pub fn numbers(&self) -> &[QueueNumber] {
        &self.numbers
    }

    /// Takes a number; who waits already keeps the one there is.
    ///
    /// # Errors
    /// When no more are given, or none to who has gone away again and again.
    pub fn take(&mut self, who: Option<Attendee>) -> Result<i64, Refusal> {
        let mine = self.numbers.iter().filter(|it| who.is_some() && it.who == who);
        if let Some(waits) = mine.clone().find(|it| it.waits()) {
            return Ok(waits.number);
        }
        let left = |it: &QueueNumber| matches!(it.state, QueueState::Left { .. });
        let gone = mine.filter(|it| left(it)).count();
        if gone >= OFTEN {
            return Err(Refusal::GoneTooOften);
        }
        if self.numbers.len() >= MOST {
            return Err(Refusal::QueueOver);
        }
        let number = self.numbers.last().map_or(0, |it| it.number) + 1;
        let (turn, state) = (number.saturating_mul(APART), QueueState::Waiting);
        self.numbers.push(QueueNumber { number, who, turn, missed: false, state });
        Ok(number)
    }

    /// A step of those who look after it, and which number it was about.
    ///
    /// # Errors
    /// When it is not possible as things stand.
    pub fn step(&mut self, step: QueueStep, now: Millis) -> Result<i64, Refusal> {
        match step {
            QueueStep::Take => self.take(None),
            QueueStep::Call { number } => self.call_shown(number, now),
            QueueStep::Begin { number } => self.begin(number, now).map(|()| number),
            QueueStep::End { number } => self.end(number, now).map(|()| number),
            QueueStep::PutAway { number } => self.leave(number, now).map(|()| number),
        }
    }

    /// Calls the next, as long as it is the one that was shown.
    ///
    /// # Errors
    /// When nobody waits, or another one is the next by now.
    pub fn call_shown(&mut self, number: i64, now: Millis) -> Result<i64, Refusal> {
        match self.next() {
            None => Err(Refusal::StepNotPossible),
            Some(next) if next != number => Err(Refusal::CalledMeanwhile),
            Some(_) => self.call(now).ok_or(Refusal::StepNotPossible),
        }
    }

    /// Who is called next.
    pub fn next(&self) -> Option<i64> {
        let waiting = self.numbers.iter().filter(|it| it.state == QueueState::Waiting);
        waiting.min_by_key(|it| it.turn).map(|it| it.number)
    }

    /// Calls the next, if there is one; whoever was called already is called no second time.
    pub fn call(&mut self, now: Millis) -> Option<i64> {
        let waiting = |it: &&mut QueueNumber| it.state == QueueState::Waiting;
        let next = self.numbers.iter_mut().filter(waiting).min_by_key(|it| it.turn)?;
        next.state = QueueState::Called { at: now };
        Some(next.number)
    }

    /// Somebody sits down; also out of turn, if the stall lets it be, and also who was given up by
    /// time or by a wrong tap: who is in the chair is served.
    ///
    /// # Errors
    /// When the number is served, or was.
    pub fn begin(&mut self, number: i64, now: Millis) -> Result<(), Refusal> {
        let comes = |it: &QueueNumber| it.waits() || matches!(it.state, QueueState::Left { .. });
        self.change(number, |it| comes(it).then_some(QueueState::Serving { from: now }))?;
        // Whoever took another one meanwhile does not wait for it any more.
        let who = self.numbers.iter().find(|it| it.number == number).and_then(|it| it.who);
        self.leave_all(|it| who.is_some() && it.who == who, now);
        Ok(())
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

    /// All of these who wait go away.
    pub fn leave_all(&mut self, means: impl Fn(&QueueNumber) -> bool, now: Millis) {
        for it in self.numbers.iter_mut().filter(|it| it.waits() && means(it)) {
            it.state = QueueState::Left { at: now };
        }
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
        Some(Wait { ahead, minutes: self.minutes_behind(ahead, now) })
    }

    /// What who comes now would be told.
    pub fn minutes(&self, now: Millis) -> i64 {
        self.minutes_behind(self.length(), now)
    }

    fn minutes_behind(&self, ahead: i64, now: Millis) -> i64 {
        let usual = self.usual();
        let rest = |it: &QueueNumber| match it.state {
            QueueState::Serving { from } => Some((usual - (now.0 - from.0)).max(0)),
            _ => None,
        };
        let serving: Vec<_> = self.numbers.iter().filter_map(rest).collect();
        let busy = i64::try_from(serving.len()).unwrap_or(i64::MAX);
        // More may help out than the stall said.
        let hands = self.hands.max(busy);
        let first = match busy < hands {
            true => 0,
            false => serving.into_iter().min().unwrap_or_default(),
        };
        in_fives(first.saturating_add(ahead.saturating_mul(usual) / hands))
    }

    /// How many wait: what everybody may see.
    pub fn length(&self) -> i64 {
        i64::try_from(self.numbers.iter().filter(|it| it.waits()).count()).unwrap_or(i64::MAX)
    }

    /// Who is called, in the order of the calls.
    pub fn called(&self) -> Vec<i64> {
        self.in_order(|it| match it.state {
            QueueState::Called { at } => Some(at),
            _ => None,
        })
    }

    /// Who is being served, the first first.
    pub fn serving(&self) -> Vec<i64> {
        self.in_order(|it| match it.state {
            QueueState::Serving { from } => Some(from),
            _ => None,
        })
    }

    fn in_order(&self, since: impl Fn(&QueueNumber) -> Option<Millis>) -> Vec<i64> {
        let found = |it: &QueueNumber| since(it).map(|at| (at, it.number));
        let mut all: Vec<_> = self.numbers.iter().filter_map(found).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, number)| number).collect()
    }
}

/// Minutes in steps of five, rather too many.
fn in_fives(millis: i64) -> i64 {
    const STEP: i64 = 5 * Millis::MINUTE;
    millis.saturating_add(STEP - 1) / STEP * 5
}
