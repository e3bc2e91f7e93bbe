//! What time does to sign-ups: offers lapse and the next in line is asked, silence of the organiser
//! is a yes, and whoever has a place is reminded. Safe to run twice, on any number of servers.

use serde_json::json;
use shared::{
    calendar::is_night,
    id::{CommunityId, EventId, SignUpId},
    market::{MarketTimer, SignUpState, SlotCase, Term, sign_up_timers},
    notice::News,
    problem::{Kind, Problem},
    time::Millis,
};

use crate::{
    App, counter_batch,
    db::{
        Tx, devices,
        events::{self, Event},
        is_deadlock, markets, sign_up_changes, sign_up_timers as due,
        sign_ups::{self, Stored},
        slots::{self, SlotAt},
        terms,
    },
    guest::tell_missed,
    random,
    tell::tell,
};

/// How many sign-ups it takes in hand at once.
const BATCH: i64 = 200;
/// After so long it looks again whether a device has brought in what it saw.
const RETRY: i64 = 30 * Millis::MINUTE;

/// Does all that is due, and answers how many sign-ups it took in hand, and how many it could not
/// move on; those are tried again the next time.
///
/// # Errors
/// What the database says.
pub async fn run_due(app: &App) -> Result<(usize, usize), Problem> {
    let now = app.clock.now();
    let (mut count, mut failing) = (0, 0);
    let mut after = (Millis(i64::MIN), SignUpId::default());
    while !is_night(now) {
        let batch = due::due(&app.db, now, after, BATCH).await?;
        let Some((at, _, last)) = batch.last().copied() else { break };
        after = (at, last);
        for (_, community, id) in batch {
            match run_one(app, community, id, now).await {
                Ok(()) => count += 1,
                Err(problem) if problem.kind == Kind::SomeoneWasFaster => {}
                Err(problem)
                    if problem.status < 500
                        || problem.kind == Kind::Bug
                        || is_deadlock(&problem) =>
                {
                    tracing::error!(%problem, sign_up = %id, "time could not move a sign-up on");
                    failing += 1;
                }
                // Nothing can be written now; all of them can wait.
                Err(problem) => return Err(problem),
            }
        }
    }
    Ok((count, failing))
}

async fn run_one(
    app: &App,
    community: CommunityId,
    id: SignUpId,
    now: Millis,
) -> Result<(), Problem> {
    let run = || {
        let at = app.clone();
        async move |tx: &mut Tx| {
            let stored = sign_ups::load(tx, community, id).await?;
            let slot = slots::load(tx, community, stored.sign_up.slot).await?;
            pass(tx, &at, community, (&slot, &stored), now).await
        }
    };
    app.db.write_again(run).await
}

/// Lets time pass for one sign-up.
async fn pass(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    (slot, stored): (&SlotAt, &Stored),
    now: Millis,
) -> Result<(), Problem> {
    let terms = terms::get_in(tx, community, now).await?;
    // What is late waits for this community's own morning.
    if terms.calendar.is_night(now) {
        return Ok(());
    }
    let case = slot.case(now, &terms);
    let timers = sign_up_timers(&stored.sign_up, &case);
    let due: Vec<_> = timers
        .iter()
        .filter(|(at, _)| *at <= now && *at > stored.passed_at)
        .map(|(_, timer)| *timer)
        .collect();
    if due.contains(&MarketTimer::OfferLapsed) {
        // A place becomes free, and that is decided about with all that hangs on it.
        let desk = (community, slot.slot.id);
        return counter_batch::decide_all(tx, app, desk, &[]).await.map(drop);
    }
    // A phone without a network may still bring in that somebody came: nobody is blamed before.
    let missing = due.contains(&MarketTimer::NoShow);
    if missing && is_awaited(tx, community, slot, &case).await? {
        let later = now.after(RETRY);
        return Ok(due::later(tx, community, stored, later).await?);
    }
    let mut sign_up = stored.sign_up.clone();
    let spares = slot.rehearsal || missing && was_cut_short(tx, community, slot).await?;
    for timer in due.iter().filter(|it| !spares || **it != MarketTimer::NoShow) {
        if let Some(next) = timer.sign_up_step().and_then(|step| sign_up.step(step, &case).ok()) {
            sign_up = next;
            record(tx, community, stored, *timer, now).await?;
            if *timer == MarketTimer::NoShow {
                tell_missed(tx, community, (slot, &sign_up), (now, &terms)).await?;
            }
        }
    }
    let heard = slot.shut.is_none() && !slot.rehearsal;
    if due.contains(&MarketTimer::Admit) && sign_up != stored.sign_up && heard {
        let (title, starts_at) = (slot.title.clone(), stored.starts_at);
        let news = News::SignUpAdmitted { sign_up: sign_up.id, title, starts_at };
        tell(tx, community, sign_up.who.account, news, now).await?;
    }
    let reminds = |timer| matches!(timer, MarketTimer::ReminderFirst | MarketTimer::ReminderSecond);
    let ahead = stored.starts_at > now;
    if due.iter().copied().any(reminds) && ahead && heard {
        let (title, starts_at) = (slot.title.clone(), stored.starts_at);
        // Who has not said anything of the new date is told of it, and asked.
        let asked = matches!(sign_up.state, SignUpState::ToReconfirm { .. });
        let news = match asked {
            true => News::DateMoved { sign_up: sign_up.id, title, starts_at, waits: false },
            false => News::SignUpReminder { sign_up: sign_up.id, title, starts_at },
        };
        tell(tx, community, sign_up.who.account, news, now).await?;
    }
    let next = sign_up_timers(&sign_up, &case).into_iter().map(|(at, _)| at);
    let next = next.filter(|at| *at > now).min();
    match sign_up == stored.sign_up {
        true => Ok(due::pass(tx, community, stored, (now, next)).await?),
        false => {
            let saved = [(sign_up, stored.version, next)];
            Ok(sign_up_changes::save(tx, community, &saved).await?)
        }
    }
}

/// Whether the market was ended before the slot was over: nobody has to have come then.
async fn was_cut_short(
    tx: &mut Tx,
    community: CommunityId,
    slot: &SlotAt,
) -> Result<bool, Problem> {
    if slot.shut.is_none() {
        return Ok(false);
    }
    let market = markets::load(tx, community, slot.market).await?.market;
    Ok(market.closed_at().is_some_and(|at| at < slot.slot.times.ends_at))
}

/// Whether some device of the market has not brought in what it saw up to the end of the slot. It
/// is waited for no longer than it may bring something in.
async fn is_awaited(
    tx: &mut Tx,
    community: CommunityId,
    slot: &SlotAt,
    case: &SlotCase<'_>,
) -> Result<bool, Problem> {
    let ends_at = slot.slot.times.ends_at;
    if case.now >= case.terms.after(ends_at, Term::CorrectionTime) {
        return Ok(false);
    }
    Ok(devices::silent(tx, community, slot.market, ends_at).await? > 0)
}

async fn record(
    tx: &mut Tx,
    community: CommunityId,
    stored: &Stored,
    timer: MarketTimer,
    now: Millis,
) -> Result<(), Problem> {
    let (id, about) = (EventId(random::id(now)), stored.sign_up.id.0);
    let detail = json!({ "from": stored.sign_up.state.status() });
    let what = timer.code();
    Ok(events::record(tx, &Event { community, id, at: now, by: None, about, what, detail }).await?)
}
