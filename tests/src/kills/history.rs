//! What people did, and what they were told.

use std::sync::{Mutex, PoisonError};

use shared::problem::{Kind, Problem};

use super::Noted;

/// How an operation ended, as far as whoever asked knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// It was done: it must be there.
    Acknowledged,
    /// It was not: it must not be there.
    Refused(Kind),
    /// Nobody said: it may be there, once.
    Unknown,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Op {
    /// The title of the wish, which no other wish has.
    pub title: String,
    /// As the server's history calls it.
    pub what: &'static str,
    pub outcome: Outcome,
}

/// All operations of a run.
#[derive(Clone, Debug, Default)]
pub struct History(pub Vec<Op>);

impl History {
    pub fn count(&self, outcome: Outcome) -> usize {
        self.0.iter().filter(|op| op.outcome == outcome).count()
    }
}

/// Where all people write down what they were told.
pub struct Recorder {
    pub noted: Noted,
    ops: Mutex<Vec<Op>>,
}

impl Recorder {
    pub fn new(noted: Noted) -> Self {
        Self { noted, ops: Mutex::default() }
    }

    pub fn note(&self, title: &str, what: &'static str, outcome: Outcome) {
        let op = Op { title: title.to_owned(), what, outcome };
        self.ops.lock().unwrap_or_else(PoisonError::into_inner).push(op);
    }

    pub fn taken(&self) -> History {
        History(std::mem::take(&mut *self.ops.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// Whether a refusal says that nothing was done. Trouble of the server's or the network's does not.
pub fn is_sure(problem: &Problem) -> bool {
    problem.status < 500
}
