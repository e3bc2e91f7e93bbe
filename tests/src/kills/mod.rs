//! Kills the server while people write, and looks for what was lost.
//!
//! ```text
//!   people ── write, note what they were told ──► server ──► database
//!                                        SIGKILL ──┘ ↺ started again
//!   afterwards: what people noted  ⟷  what the database holds      (checker)
//! ```
//!
//! Who hears nothing asks again under the same key, as the app does; some give up, and then it is
//! unknown whether it happened: neither counts as lost, nor as too much.

mod checker;
mod history;
mod people;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use server::random;
use tempfile::TempDir;
use tokio::{task::JoinSet, time::sleep};

use crate::{
    Backend, Database, World,
    program::{Program, free_address},
};

pub use checker::check;
pub use history::{History, Op, Outcome};

/// When people note that something was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Noted {
    /// When they are told so.
    WhenAnswered,
    /// The control: when they ask. What is lost then must be found.
    WhenAsked,
}

/// What a run left behind.
pub struct Aftermath {
    pub history: History,
    /// How long each start took, from the first to the last.
    pub starts: Vec<Duration>,
    pub database: Database,
    _folder: TempDir,
}

/// How many people post and withdraw, and how many wishes go their whole way at a time.
const POSTERS: usize = 12;
const WAYS: usize = 6;

/// Lets people write, kills the server again and again, and stops it properly in the end.
pub async fn run(backend: Backend, program: &Program, kills: usize, noted: Noted) -> Aftermath {
    let world = World::new(backend).await;
    let (at, stop) = (free_address(), Arc::new(AtomicBool::new(false)));
    let history = Arc::new(history::Recorder::new(noted));
    let mut crowd = Vec::new();
    for _ in 0..POSTERS {
        crowd.push(people::Group::poster(&world, at).await);
    }
    for _ in 0..WAYS {
        crowd.push(people::Group::way(&world, at).await);
    }
    let database = world.leave().await;
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    let mut running = program.serve(database.url(), &keys, at).await;
    let mut starts = vec![running.start];
    let mut writing = JoinSet::new();
    for group in crowd {
        let (history, stop) = (history.clone(), stop.clone());
        writing.spawn(group.write(history, stop));
    }
    for _ in 0..kills {
        sleep(some_time()).await;
        running.kill();
        running = program.serve(database.url(), &keys, at).await;
        starts.push(running.start);
    }
    sleep(some_time()).await;
    stop.store(true, Ordering::Relaxed);
    writing.join_all().await;
    assert!(running.stop().success(), "a server that is asked to stop says that all is well");
    let history = history.taken();
    Aftermath { history, starts, database, _folder: folder }
}

/// Between 0.3 and 1.3 seconds: a kill should not come at the same moment each time.
fn some_time() -> Duration {
    let [low, high] = random::bytes();
    Duration::from_millis(300 + u64::from(u16::from_le_bytes([low, high])) % 1000)
}
