//! The counter at which places are given out. Whoever asks something of a slot while others are
//! being answered waits with all who ask of the same slot, and they are answered together: one
//! decision, a handful of statements, one commit, however many they are.
//!
//! ```text
//!   Lan --.                       .--> Lan has a place
//!   Wei ---+--> waiting --> take all, decide, write, commit --+--> Wei waits as second
//!   Min --'                       '--> Min was here before: the same answer
//! ```
//!
//! Invariant: nobody is answered before the commit; what was not committed is decided anew.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use shared::{
    id::{CommunityId, SlotId},
    problem::{Kind, Problem},
};
use tokio::sync::oneshot;

pub use crate::counter_batch::Asked;
pub(crate) use crate::counter_moves::{all_turns, carry_along, ended_early, stall_gone};

use crate::{
    App,
    counter_batch::{self, Answer},
    db::{Tx, is_deadlock},
};

/// How many are answered together at most; and how many may wait for one slot.
const MOST: usize = 512;
const LONGEST: usize = 8192;
/// How often a batch is tried again that somebody was faster with.
const TRIES: usize = 5;

/// Those who wait, by slot. Cheap to clone.
#[derive(Clone)]
pub struct Counter {
    desks: Arc<Mutex<HashMap<Desk, Vec<Waiting>>>>,
    most: usize,
}

type Desk = (CommunityId, SlotId);

struct Waiting {
    asked: Asked,
    answer: oneshot::Sender<Result<Answer, Problem>>,
}

impl Default for Counter {
    fn default() -> Self {
        Self::of(MOST)
    }
}

impl Counter {
    /// One that answers so many together; one at a time is there to be compared with.
    pub fn of(most: usize) -> Self {
        Self { desks: Arc::default(), most }
    }

    fn with<T>(&self, look: impl FnOnce(&mut HashMap<Desk, Vec<Waiting>>) -> T) -> T {
        look(&mut self.desks.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether this is the first who waits there, so that somebody has to open the desk.
    fn join(&self, desk: Desk, waiting: Waiting) -> Result<bool, Problem> {
        self.with(|desks| {
            let opens = !desks.contains_key(&desk);
            let line = desks.entry(desk).or_default();
            if line.len() >= LONGEST {
                return Err(Problem::later(Kind::Busy, 2));
            }
            line.push(waiting);
            Ok(opens)
        })
    }

    /// The next who are answered together.
    fn take(&self, desk: Desk, batch: &mut Vec<Waiting>) {
        self.with(|desks| {
            if let Some(line) = desks.get_mut(&desk) {
                let count = line.len().min(self.most.saturating_sub(batch.len()));
                batch.extend(line.drain(..count));
            }
        });
    }

    /// Closes a desk at which nobody waits any more.
    fn close(&self, desk: Desk) -> bool {
        self.with(|desks| {
            let empty = desks.get(&desk).is_none_or(Vec::is_empty);
            if empty {
                desks.remove(&desk);
            }
            empty
        })
    }
}

/// Asks something of a slot, and waits for the answer. The same key has the same answer.
///
/// # Errors
/// Why not, and when the server has too much to do.
pub async fn ask(
    app: &App,
    (community, slot): (CommunityId, SlotId),
    asked: Asked,
) -> Result<Answer, Problem> {
    let (sender, receiver) = oneshot::channel();
    let waiting = Waiting { asked, answer: sender };
    if app.counter.join((community, slot), waiting)? {
        // Not by whoever came first: a caller may hang up, and the others wait.
        tokio::spawn(serve(app.clone(), (community, slot)));
    }
    receiver.await.unwrap_or_else(|_| Err(Problem::later(Kind::Busy, 2)))
}

/// Answers all who wait at a desk, and closes it.
async fn serve(app: App, desk: Desk) {
    loop {
        serve_batch(&app, desk).await;
        // A write that is refused at once is no reason to keep others from theirs.
        tokio::task::yield_now().await;
        if app.counter.close(desk) {
            return;
        }
    }
}

async fn serve_batch(app: &App, desk: Desk) {
    let batch: Arc<Mutex<Vec<Waiting>>> = Arc::default();
    let mut answers = Err(Problem::later(Kind::Busy, 2));
    for _ in 0..TRIES {
        let (serving, line) = (app.clone(), batch.clone());
        // Taken when its turn has come: until then more may have joined.
        let decide = async move |tx: &mut Tx| {
            let asked: Vec<Asked> = {
                let mut line = line.lock().unwrap_or_else(PoisonError::into_inner);
                serving.counter.take(desk, &mut line);
                line.iter().map(|it| it.asked.clone()).collect()
            };
            counter_batch::decide_all(tx, &serving, desk, &asked).await
        };
        answers = app.db.write(decide).await;
        let again = |it: &Problem| it.kind == Kind::SomeoneWasFaster || is_deadlock(it);
        if !answers.as_ref().is_err_and(again) {
            break;
        }
    }
    let mut line = std::mem::take(&mut *batch.lock().unwrap_or_else(PoisonError::into_inner));
    if answers.is_err() {
        // Where the write never began, those who wait are still at the desk, and hear it too.
        app.counter.take(desk, &mut line);
    }
    match answers {
        Ok(answers) => {
            for (waiting, answer) in line.into_iter().zip(answers) {
                // Whoever hung up has the place all the same.
                let _ = waiting.answer.send(answer);
            }
        }
        Err(problem) => {
            for waiting in line {
                let _ = waiting.answer.send(Err(problem.clone()));
            }
        }
    }
}
