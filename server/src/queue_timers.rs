//! What time does to queues: who was called and has not come is passed over once, and then the
//! place is given up. Safe to run twice, on any number of servers.

use shared::{
    id::{CommunityId, StallId},
    problem::{Kind, Problem},
    time::Millis,
};

use crate::{
    App,
    db::{Tx, is_deadlock, queues, terms},
    queue_step::{self, Cause},
};

/// How many it takes in hand at once.
const BATCH: i64 = 100;

/// Does all that is due, and answers how many queues it took in hand, and how many it could not
/// move on; those are tried again the next time.
///
/// # Errors
/// What the database says.
pub async fn run_due(app: &App) -> Result<(usize, usize), Problem> {
    let now = app.clock.now();
    let (mut count, mut failing) = (0, 0);
    let mut after = (Millis(i64::MIN), StallId::default());
    loop {
        let batch = queues::due(&app.db, now, after, BATCH).await?;
        let Some((at, _, last)) = batch.last().copied() else { break };
        after = (at, last);
        for (_, community, stall) in batch {
            let pass = || async move |tx: &mut Tx| pass(tx, community, stall, now).await;
            match app.db.write_again(pass).await {
                Ok(()) => count += 1,
                Err(problem) if problem.kind == Kind::SomeoneWasFaster => {}
                Err(problem)
                    if problem.status < 500
                        || problem.kind == Kind::Bug
                        || is_deadlock(&problem) =>
                {
                    tracing::error!(%problem, %stall, "time could not move a queue on");
                    failing += 1;
                }
                // Nothing can be written now; all of them can wait.
                Err(problem) => return Err(problem),
            }
        }
    }
    Ok((count, failing))
}

/// Lets time pass for one queue.
async fn pass(
    tx: &mut Tx,
    community: CommunityId,
    stall: StallId,
    now: Millis,
) -> Result<(), Problem> {
    let mut line = queue_step::load(tx, community, stall).await?;
    if line.is_open().is_err() {
        // Nobody is called any more.
        return queue_step::close(tx, community, &[stall], None, now).await;
    }
    let terms = terms::get_in(tx, community, now).await?;
    line.queue.pass(now, &terms);
    line.keep(tx, (Cause::Time, None), (now, &terms)).await
}
