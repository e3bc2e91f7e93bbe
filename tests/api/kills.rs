//! The server is killed while people write, ten times on each database. `cargo faults` does it too,
//! and measures.

use tests::{
    Backend,
    kills::{self, Noted, Op, Outcome},
    program::Program,
};

fn program() -> Program {
    Program::inside(env!("CARGO_BIN_EXE_faults"))
}

const KILLS: usize = 10;

async fn nothing_is_lost_or_doubled(backend: Backend) {
    let after = kills::run(backend, &program(), KILLS, Noted::WhenAnswered).await;
    assert_eq!(after.starts.len(), KILLS + 1, "each time it was ready again");
    let acknowledged = after.history.count(Outcome::Acknowledged);
    assert!(acknowledged > 50, "{acknowledged} writes are too few to say anything");
    let wrong = kills::check(&after.history, &after.database).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The control: the checker finds a write that was only said to be done, and one too much.
    let mut told = after.history.clone();
    let title = told.0[0].title.clone();
    told.0.push(Op { title, what: "wish.claim", outcome: Outcome::Acknowledged });
    let wrong = kills::check(&told, &after.database).await;
    assert!(wrong.iter().any(|sentence| sentence.starts_with("lost")), "{wrong:?}");
    let mut silent = after.history.clone();
    let done = silent.0.iter().position(|op| op.outcome == Outcome::Acknowledged).unwrap();
    silent.0.remove(done);
    let wrong = kills::check(&silent, &after.database).await;
    assert!(wrong.iter().any(|sentence| sentence.starts_with("too much")), "{wrong:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_on_sqlite() {
    nothing_is_lost_or_doubled(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_on_postgres() {
    nothing_is_lost_or_doubled(Backend::Postgres).await;
}

/// People who note what they ask for as done are found out.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_noted_too_early_is_found() {
    let after = kills::run(Backend::Sqlite, &program(), 3, Noted::WhenAsked).await;
    let wrong = kills::check(&after.history, &after.database).await;
    assert!(wrong.iter().any(|sentence| sentence.starts_with("lost")), "{wrong:?}");
}
