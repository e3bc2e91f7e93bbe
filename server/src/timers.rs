//! What time does: reminds people, ends what is over, gives back what was promised and forgotten.
//!
//! Any number of servers may do this on one database: each change asks for the version it was
//! computed from, so that of two who do the same, one has done it. Nothing happens at night.

use std::time::Duration;

use serde_json::json;
use shared::{
    calendar::is_night,
    health::TimerHealth,
    id::{CommunityId, EventId, WishId},
    notice::News,
    problem::{Kind, Problem},
    settings::Rules,
    time::Millis,
    wish::{Passed, State, Timer, Wish, desk_at, next_due},
};

use crate::{
    App,
    db::{
        Tx, appointments,
        events::{self, Event},
        is_deadlock, jobs, lapses, settings,
        wishes::{self, Stored},
    },
    digest, joined, market_timers, queue_timers, random, sign_up_timers,
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
            Ok(count) => tracing::info!(count, "time moved wishes and markets on"),
            Err(problem) => tracing::warn!(%problem, "time could not move anything on"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Does all that is due, and answers how many wishes, markets and stalls it took in hand. One that
/// cannot be moved stops no other: it is counted, and tried again the next time.
///
/// # Errors
/// What the database says.
pub async fn run_due(app: &App) -> Result<usize, Problem> {
    let now = app.clock.now();
    let (mut count, mut failing, mut after) = (0, 0, None);
    while !is_night(now) {
        let batch = wishes::due(&app.db, now, after, BATCH).await?;
        let Some((at, _, last)) = batch.last().copied() else { break };
        after = Some((at, last));
        for (_, community, id) in batch {
            match run_one(app, community, id, now).await {
                Ok(moved) => count += usize::from(moved),
                Err(problem) if problem.kind == Kind::Bug || is_deadlock(&problem) => {
                    tracing::error!(%problem, wish = %id, "time could not move a wish on");
                    failing += 1;
                }
                // Nothing can be written now; all of them can wait.
                Err(problem) => return Err(problem),
            }
        }
    }
    if !is_night(now) {
        let markets = market_timers::run_due(app, now).await?;
        count += markets.count;
        failing += markets.failing;
    }
    let (moved, stuck) = sign_up_timers::run_due(app).await?;
    (count, failing) = (count + moved, failing + stuck);
    let (moved, stuck) = queue_timers::run_due(app).await?;
    (count, failing) = (count + moved, failing + stuck);
    // Whoever is told of the desk is told the next minute; nothing else waits for it.
    if let Err(problem) = digest::run_due(app, now).await {
        tracing::error!(%problem, "staff could not be told what waits");
        failing += 1;
    }
    let note = async move |tx: &mut Tx| match is_night(now) {
        // By night, what is known of the day holds.
        true => Ok(jobs::touched(tx, NAME, now).await?),
        false => Ok(jobs::ran_with(tx, NAME, &failing.to_string(), now).await?),
    };
    app.db.write(note).await?;
    Ok(count)
}

/// How time does its work, for whoever looks after the server.
///
/// # Errors
/// What the database says.
pub async fn health(app: &App) -> Result<TimerHealth, Problem> {
    let last = jobs::all(&app.db).await?.into_iter().find(|job| job.name == NAME);
    let failing = last.and_then(|job| job.detail.parse().ok()).unwrap_or_default();
    Ok(TimerHealth { behind: is_behind(app).await?, failing })
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
    let moved = app.db.write_again(|| {
        async move |tx: &mut Tx| {
            let stored = wishes::load(tx, community, id).await?;
            let rules = settings::rules(tx, community, now).await?;
            // What is late waits for this community's own morning.
            if rules.calendar.is_night(now) {
                return Ok(false);
            }
            pass(tx, community, &stored, now, &rules).await.map(|()| true)
        }
    });
    match moved.await {
        Ok(moved) => Ok(moved),
        Err(problem) if problem.kind == Kind::SomeoneWasFaster => Ok(false),
        // Every other refusal is a wish that stands still.
        Err(problem) if problem.status < 500 => Err(Problem::bug(problem)),
        Err(problem) => Err(problem),
    }
}

/// Lets time pass for one wish.
async fn pass(
    tx: &mut Tx,
    community: CommunityId,
    stored: &Stored,
    now: Millis,
    rules: &Rules,
) -> Result<(), Problem> {
    let Passed { wish, done, told } = stored.wish.pass(now, rules)?;
    if done.is_empty() {
        let when = (next_due(&wish, rules), desk_at(&wish, rules));
        let version = (wish.id, stored.version);
        return Ok(wishes::not_due(tx, community, version, wish.told_at, when).await?);
    }
    let joined = joined::whole_of(tx, community, &stored.wish).await?;
    wishes::save(tx, community, stored, &wish, rules).await?;
    if done.iter().any(|(timer, _)| *timer == Timer::ShopsAsked) {
        ask_shops(tx, community, &wish, now).await?;
    }
    for (order, (timer, before)) in (0..).zip(done) {
        record(tx, community, &before, (timer, order), now).await?;
    }
    for (person, news) in told {
        tell(tx, community, person, news, now).await?;
    }
    joined::moved(tx, community, &joined, &wish, now).await
}

/// Shops and teams are told of what nobody has taken on, as far as they help with such a thing.
async fn ask_shops(
    tx: &mut Tx,
    community: CommunityId,
    wish: &Wish,
    now: Millis,
) -> Result<(), Problem> {
    if !matches!(wish.state, State::Open(_)) {
        return Ok(());
    }
    for shop in appointments::organisations(tx, community, wish.kind, now).await? {
        if shop != wish.poster {
            let news = News::HelpWanted { wish: wish.id, title: wish.title.clone() };
            tell(tx, community, shop, news, now).await?;
        }
    }
    Ok(())
}

/// What happened, by nobody; and what a helper has on account for it.
async fn record(
    tx: &mut Tx,
    community: CommunityId,
    before: &Wish,
    (timer, order): (Timer, i64),
    now: Millis,
) -> Result<(), Problem> {
    // Of one moment, the history shows what came first first.
    let id = EventId(random::id(now.after(order)));
    let (about, detail) = (before.id.0, json!({ "from": before.state.status() }));
    let what = timer.event();
    events::record(tx, &Event { community, id, at: now, by: None, about, what, detail }).await?;
    // Whoever called and reached nobody has done what there was to do.
    let tried = matches!(&before.state, State::Claimed(it) if it.in_vain_at.is_some());
    let lapsed = matches!(timer, Timer::ContactRelease | Timer::PromiseRelease) && !tried;
    if let Some(helper) = before.state.helper().filter(|_| lapsed) {
        lapses::insert(tx, community, helper, before.id, now).await?;
    }
    Ok(())
}
