//! What a helper who works on a wish may do, whether a day is promised yet or not.

use std::mem::take;

use super::{
    super::step::Step, Case, Claimed, Confirmed, Delivered, Fulfilled, InProgress, Open, Past,
    State, Withdrawn,
};
use crate::{helper::HelperClass, id::PersonId, problem::Kind, time::Millis};

/// A state in which a helper works on the wish. Only with a promised day are there steps besides.
pub(in super::super) trait Held: Sized {
    fn helper(&mut self) -> &mut PersonId;
    fn class(&self) -> HelperClass;
    fn claimed_at(&self) -> Millis;
    fn wrong_words(&mut self) -> &mut u8;
    fn past(&mut self) -> &mut Past;
    fn state(self) -> State;

    /// Rules 11, 12 and 14.
    fn release(mut self, hand_over: String, now: Millis) -> Open {
        let claimed_at = self.claimed_at();
        Open { past: take(self.past()).given_back(hand_over, claimed_at, now) }
    }

    /// Rule 15; from a claim too: who has done it has called, so 10 is part of it.
    fn deliver(mut self, at: Millis, note: String) -> Delivered {
        let (helper, class, claimed_at) = (*self.helper(), self.class(), self.claimed_at());
        let past = Past { sent: None, handing_over: None, ..take(self.past()) };
        Delivered { helper, class, at, note, claimed_at, failed_calls: Vec::new(), past }
    }

    /// Rules 15 and 16 in one, and 10 with them.
    fn right_word(mut self, case: &Case) -> Result<Fulfilled, Kind> {
        self.takes_words(case)?;
        let at = case.now;
        Ok(self.deliver(at, String::new()).fulfil(at, Confirmed::ByWord))
    }

    fn wrong_word(mut self, case: &Case) -> Result<Self, Kind> {
        self.takes_words(case)?;
        *self.wrong_words() += 1;
        Ok(self)
    }

    fn takes_words(&mut self, case: &Case) -> Result<(), Kind> {
        match *self.wrong_words() < case.rules.word_tries() {
            true => Ok(()),
            false => Err(Kind::WordSpent),
        }
    }

    /// The same, after something happened that does not move it on.
    fn with(mut self, happened: impl FnOnce(Past) -> Result<Past, Kind>) -> Result<State, Kind> {
        let past = happened(take(self.past()))?;
        *self.past() = past;
        Ok(self.state())
    }

    /// Asks a colleague to go on with it: one who helps alone has none.
    fn hand_over(mut self, to: PersonId, words: String, now: Millis) -> Result<State, Kind> {
        match self.class().is_organisation() && *self.helper() != to {
            true => self.with(|past| past.hand_over(to, words, now)),
            false => Err(Kind::StepNotPossible),
        }
    }

    /// The colleague has it from now on, with what was promised and the tries that were made.
    fn take_over(mut self, by: PersonId) -> Result<State, Kind> {
        *self.helper() = by;
        self.with(|past| past.taken_over(by))
    }

    /// The steps out of both.
    fn take_in_hand(mut self, step: Step, case: &Case) -> Result<State, Kind> {
        let now = case.now;
        Ok(match step {
            Step::Release { hand_over, .. } => {
                self.past().nothing_sent()?;
                State::Open(self.release(hand_over, now))
            }
            Step::AutoRelease => {
                self.past().nothing_sent()?;
                State::Open(self.release(String::new(), now))
            }
            Step::HandOver { to, words } => self.hand_over(to, words, now)?,
            Step::TakeOver { by } => self.take_over(by)?,
            Step::RefuseHandOver { .. } => self.with(Past::not_handed_over)?,
            Step::Send => self.with(|past| past.send(case))?,
            Step::SayReturned { words } => self.with(|past| past.say_returned(words, case))?,
            Step::Receive { by_poster } => {
                self.past().sent()?;
                self.deliver(now, String::new()).received(by_poster, now)
            }
            Step::Returned => {
                let words = self.past().sent()?.words.clone();
                State::Open(self.release(words, now))
            }
            Step::Deliver { note } => State::Delivered(self.deliver(now, note)),
            Step::RightWord => State::Fulfilled(self.right_word(case)?),
            Step::WrongWord => self.wrong_word(case)?.state(),
            // A lost word closes with the tries that were made for it.
            Step::NewWord => {
                *self.wrong_words() = 0;
                self.state()
            }
            Step::Withdraw => State::Withdrawn(Withdrawn { at: now, lapsed: false }),
            _ => return Err(Kind::StepNotPossible),
        })
    }
}

impl Held for Claimed {
    fn helper(&mut self) -> &mut PersonId {
        &mut self.helper
    }

    fn class(&self) -> HelperClass {
        self.class
    }

    fn claimed_at(&self) -> Millis {
        self.at
    }

    fn wrong_words(&mut self) -> &mut u8 {
        &mut self.wrong_words
    }

    fn past(&mut self) -> &mut Past {
        &mut self.past
    }

    fn state(self) -> State {
        State::Claimed(self)
    }
}

impl Held for InProgress {
    fn helper(&mut self) -> &mut PersonId {
        &mut self.helper
    }

    fn class(&self) -> HelperClass {
        self.class
    }

    fn claimed_at(&self) -> Millis {
        self.claimed_at
    }

    fn wrong_words(&mut self) -> &mut u8 {
        &mut self.wrong_words
    }

    fn past(&mut self) -> &mut Past {
        &mut self.past
    }

    fn state(self) -> State {
        State::InProgress(self)
    }
}
