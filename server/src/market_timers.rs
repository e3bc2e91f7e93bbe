//! What time does to markets and stalls, see [`crate::timers`], which runs it.

use std::fmt::Display;

use serde_json::{Value, json};
use shared::{
    id::{CommunityId, EventId, MarketId, StallId},
    market::{
        Market, MarketNews, MarketNotice, MarketTimer, StallCase, StallStep, market_due,
        stall_timers,
    },
    notice::News,
    problem::{Kind, Problem},
    time::Millis,
};
use uuid::Uuid;

use crate::{
    App, counter,
    db::{
        Tx,
        events::{self, Event},
        is_deadlock, market_reminders,
        markets::{self, Stored},
        slot_plans, stalls, terms,
    },
    queue_step, random,
    stall_step::next_of,
    tell::{tell, tell_each},
};

/// How many it takes in hand at once.
const BATCH: i64 = 100;

/// How many were taken in hand, and how many of them could not be moved.
#[derive(Clone, Copy, Debug, Default)]
pub struct Done {
    pub count: usize,
    pub failing: usize,
}

impl Done {
    /// Counts one. What cannot be moved stops no other; when nothing can be written, all can wait.
    fn note(&mut self, id: impl Display, moved: Result<(), Problem>) -> Result<(), Problem> {
        match moved {
            Ok(()) => self.count += 1,
            Err(problem) if problem.kind == Kind::SomeoneWasFaster => {}
            Err(problem)
                if problem.kind == Kind::Bug || problem.status < 500 || is_deadlock(&problem) =>
            {
                tracing::error!(%problem, %id, "time could not move a market on");
                self.failing += 1;
            }
            Err(problem) => return Err(problem),
        }
        Ok(())
    }
}

/// Does all that is due.
///
/// # Errors
/// What the database says.
pub async fn run_due(app: &App, now: Millis) -> Result<Done, Problem> {
    let (mut done, mut after) = (Done::default(), None);
    loop {
        let batch = markets::due_markets(&app.db, now, after, BATCH).await?;
        let Some((at, _, last)) = batch.last().copied() else { break };
        after = Some((at, last));
        for (_, community, id) in batch {
            let pass = || async move |tx: &mut Tx| pass_market(tx, community, id, now).await;
            done.note(id, app.db.write_again(pass).await)?;
        }
    }
    let mut after = None;
    loop {
        let batch = markets::due_stalls(&app.db, now, after, BATCH).await?;
        let Some((at, _, last)) = batch.last().copied() else { break };
        after = Some((at, last));
        for (_, community, id) in batch {
            let pass = || async move |tx: &mut Tx| pass_stall(tx, community, id, now).await;
            done.note(id, app.db.write_again(pass).await)?;
        }
    }
    Ok(done)
}

/// Lets time pass for one market.
async fn pass_market(
    tx: &mut Tx,
    community: CommunityId,
    id: MarketId,
    now: Millis,
) -> Result<(), Problem> {
    let stored = markets::load(tx, community, id).await?;
    let terms = terms::get_in(tx, community, now).await?;
    // What is late waits for this community's own morning.
    if terms.calendar.is_night(now) {
        return Ok(());
    }
    let facts = markets::facts_in(tx, community, id).await?;
    let case = facts.case(now, &terms);
    let (mut market, mut done) = (stored.market.clone(), Vec::new());
    loop {
        let due = market_due(&market, stored.passed_at, &case);
        let next = due.into_iter().find(|it| it.0 <= now && !done.contains(it));
        let Some((at, timer)) = next else { break };
        let from = json!({ "from": market.status() });
        let what = match timer.market_step() {
            Some(step) => {
                let name = step.name().code();
                market = market.step(step, &case)?;
                name
            }
            None => timer.code(),
        };
        let order = i64::try_from(done.len()).unwrap_or_default();
        record(tx, community, id.0, (what, from), (now, order)).await?;
        if timer == MarketTimer::SignUpOpens {
            remind(tx, community, &market, now).await?;
        }
        if let Some(news) = news_of(&market, timer, market.summary_due_at(&terms)) {
            tell(tx, community, market.organiser, news, now).await?;
        }
        done.push((at, timer));
    }
    if market == stored.market {
        let due = market_due(&market, now, &case).first().map(|(at, _)| *at);
        return Ok(markets::market_passed(tx, community, &stored, (now, due)).await?);
    }
    let passed = Stored { passed_at: now, ..stored.clone() };
    markets::save(tx, community, &passed, &market, &case).await?;
    if market.shut() != stored.market.shut() {
        counter::all_turns(tx, community, id).await?;
        slot_plans::raise(tx, community, id).await?;
    }
    queue_step::follow(tx, community, (&stored.market, &market), None, now).await
}

/// All who asked for it are told that one can sign up.
async fn remind(
    tx: &mut Tx,
    community: CommunityId,
    market: &Market,
    now: Millis,
) -> Result<(), Problem> {
    let news = News::Market(MarketNotice {
        at: Some(market.starts_at),
        ..MarketNotice::of(market, MarketNews::SignUpOpen)
    });
    let all = market_reminders::take(tx, community, market.id).await?;
    tell_each(tx, community, all.into_iter().map(|it| (it, news.clone())).collect(), now).await
}

/// What the organiser is told.
fn news_of(market: &Market, timer: MarketTimer, due_at: Millis) -> Option<News> {
    let what = match timer {
        MarketTimer::SummaryReminder => MarketNews::SummaryWanted,
        MarketTimer::SummaryLate => MarketNews::SummaryLate,
        _ => return None,
    };
    let news = MarketNotice { at: Some(due_at), ..MarketNotice::of(market, what) };
    Some(News::Market(news))
}

/// A stall that did not say in time that it comes, makes room for another.
async fn pass_stall(
    tx: &mut Tx,
    community: CommunityId,
    id: StallId,
    now: Millis,
) -> Result<(), Problem> {
    let (market, stored) = stalls::load(tx, community, id).await?;
    let (market, version) = (market.market, (id, stored.version));
    if !market.takes_stalls() {
        return Ok(markets::stall_passed(tx, community, version, None).await?);
    }
    let terms = terms::get_in(tx, community, now).await?;
    // What is late waits for this community's own morning.
    if terms.calendar.is_night(now) {
        return Ok(());
    }
    let case = StallCase::of(&market, now, &terms);
    let due = stall_timers(&stored.stall, &case).first().map(|(at, _)| *at);
    if due.is_none_or(|at| at > now) {
        return Ok(markets::stall_passed(tx, community, version, due).await?);
    }
    let after = stored.stall.step(StallStep::Lapse, &case)?;
    stalls::save(tx, community, &after, stored.version, &case).await?;
    let what = (StallStep::Lapse.name().code(), json!({ "market": market.id }));
    record(tx, community, id.0, what, (now, 0)).await?;
    let news = |what| News::Market(MarketNotice::of_stall(&market, &after, what));
    tell(tx, community, after.provider, news(MarketNews::StallLapsed), now).await?;
    if market.organiser != after.provider {
        tell(tx, community, market.organiser, news(MarketNews::StallWithdrawn), now).await?;
    }
    let all = stalls::of_market_in(tx, community, market.id).await?;
    if let Some((next, news)) = next_of(&market, all, &after) {
        tell(tx, community, next, News::Market(news), now).await?;
    }
    Ok(())
}

/// What happened, by nobody.
async fn record(
    tx: &mut Tx,
    community: CommunityId,
    about: Uuid,
    (what, detail): (&'static str, Value),
    (at, order): (Millis, i64),
) -> Result<(), Problem> {
    // Of one moment, the history shows what came first first.
    let id = EventId(random::id(at.after(order)));
    let event = Event { community, id, at, by: None, about, what, detail };
    Ok(events::record(tx, &event).await?)
}
