//! What time does: reminds people, ends what is over, gives back what was promised and forgotten.
//!
//! Any number of servers may do this on one database: each change asks for the version it was
//! computed from, so that of two who do the same, one has done it. Nothing happens at night.

use std::time::Duration;

use serde_json::json;
use shared::{
    calendar::is_night,
    id::{CommunityId, EventId, PersonId, WishId},
    notice::News,
    problem::{Kind, Problem},
    settings::Rules,
    time::Millis,
    wish::{Step, Timer, Wish, desk_at, news_by_time, news_of, next_due, timers},
};

use crate::{
    App,
    db::{
        Tx,
        events::{self, Event},
        jobs, lapses, settings,
        wishes::{self, Stored},
    },
    random,
    tell::tell,
};

/// How often time looks.
const PAUSE: Duration = Duration::from_secs(60);
/// How many wishes it takes in hand at once.
const BATCH: i64 = 100;
/// A job that has not run for so long is worth an alarm.
pub const TOO_LONG: i64 = 15 * Millis::MINUTE;
/// Its name among the jobs.
pub const NAME: &str = "timers";

/// Runs until it is dropped.
pub async fn run(app: App) {
    loop {
        match run_due(&app).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "time moved wishes on"),
            Err(problem) => tracing::warn!(%problem, "time could not move wishes on"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Does all that is due, and answers how many wishes it took in hand.
///
/// # Errors
/// What the database says.
pub async fn run_due(app: &App) -> Result<usize, Problem> {
    let now = app.clock.now();
    let mut count = 0;
    while !is_night(now) {
        let batch = wishes::due(&app.db, now, BATCH).await?;
        if batch.is_empty() {
            break;
        }
        let mut moved = 0;
        for (community, id) in batch {
            moved += usize::from(run_one(app, community, id, now).await?);
        }
        count += moved;
        // Others are at it too, or something is wrong with these; both can wait.
        if moved == 0 {
            break;
        }
    }
    app.db.write(async move |tx: &mut Tx| Ok(jobs::ran(tx, NAME, now).await?)).await?;
    Ok(count)
}

/// Whether time has stood still for too long.
///
/// # Errors
/// What the database says.
pub async fn is_behind(app: &App) -> Result<bool, Problem> {
    let last = jobs::all(&app.db).await?.into_iter().find(|job| job.name == NAME);
    Ok(last.is_some_and(|job| job.last_ran_at.after(TOO_LONG) < app.clock.now()))
}

/// Whether it was ours to move.
async fn run_one(
    app: &App,
    community: CommunityId,
    id: WishId,
    now: Millis,
) -> Result<bool, Problem> {
    let moved = app.db.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        let rules = settings::rules(tx, community, now).await?;
        pass(tx, community, &stored, now, &rules).await
    });
    match moved.await {
        Ok(()) => Ok(true),
        Err(problem) if problem.status >= 500 => Err(problem),
        Err(problem) => {
            // Somebody was faster; anything else would be a wish that stands still.
            if problem.kind != Kind::SomeoneWasFaster {
                tracing::error!(%problem, wish = %id, "time could not move a wish on");
            }
            Ok(false)
        }
    }
}

/// Lets time pass for one wish: all that is due, in order. After a long standstill, people are
/// told only the last of what they would have been told.
async fn pass(
    tx: &mut Tx,
    community: CommunityId,
    stored: &Stored,
    now: Millis,
    rules: &Rules,
) -> Result<(), Problem> {
    let (mut wish, mut told, mut done) = (stored.wish.clone(), Vec::new(), Vec::new());
    while let Some((at, timer)) = next(&wish, now, rules) {
        let before = wish.clone();
        match timer.step() {
            Some(step) => {
                wish = wish.step(step.clone(), now, rules)?;
                told.extend(news_of(&before, &step, &wish, rules));
                done.push((step.name().code(), before));
            }
            None => {
                told.extend(news_by_time(&wish, timer, rules));
                done.push((timer.code(), before));
            }
        }
        wish.told_at = wish.told_at.max(at);
    }
    if done.is_empty() {
        let when = (next_due(&wish, rules), desk_at(&wish, rules));
        let version = (wish.id, stored.version);
        return Ok(wishes::not_due(tx, community, version, wish.told_at, when).await?);
    }
    wishes::save(tx, community, stored, &wish, rules).await?;
    for (what, before) in done {
        record(tx, community, &before, what, now).await?;
    }
    for (person, news) in last_of_each(told) {
        tell(tx, community, person, news, now).await?;
    }
    Ok(())
}

/// The first that is due and has not been done.
fn next(wish: &Wish, now: Millis, rules: &Rules) -> Option<(Millis, Timer)> {
    let is_due = |(at, timer): &(Millis, Timer)| {
        *at <= now && (*at > wish.told_at || timer.step().is_some())
    };
    timers(wish, rules).into_iter().find(is_due)
}

/// What happened, by nobody; and what a helper has on account for it.
async fn record(
    tx: &mut Tx,
    community: CommunityId,
    before: &Wish,
    what: &'static str,
    now: Millis,
) -> Result<(), Problem> {
    let id = EventId(random::id(now));
    let (about, detail) = (before.id.0, json!({ "from": before.state.status() }));
    events::record(tx, &Event { community, id, at: now, by: None, about, what, detail }).await?;
    let lapsed = what == Step::AutoRelease.name().code();
    if let Some(helper) = before.state.helper().filter(|_| lapsed) {
        lapses::insert(tx, community, helper, before.id, now).await?;
    }
    Ok(())
}

/// One notice for each person, the last.
fn last_of_each(told: Vec<(PersonId, News)>) -> Vec<(PersonId, News)> {
    let mut last: Vec<(PersonId, News)> = Vec::new();
    for (person, news) in told {
        last.retain(|(other, _)| *other != person);
        last.push((person, news));
    }
    last
}
