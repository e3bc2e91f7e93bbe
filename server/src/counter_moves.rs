//! What happens to all sign-ups of a market or of a person at once.

use std::collections::BTreeMap;

use serde_json::json;
use shared::{
    id::{CommunityId, MarketId, PersonId, SlotId},
    market::{
        Ask, Attendee, Effects, Market, Operational, RequestKey, SignUp, SignUpStatus, SignUpStep,
        Stall, Terms, sign_up_timers,
    },
    notice::News,
    problem::{Kind, Problem},
    time::Millis,
};
use uuid::Uuid;

use crate::{
    App, Call,
    counter_batch::{self, Asked, decide_all},
    db::{Tx, events, members, sign_up_changes, sign_ups, slots, terms, turns},
    random,
    tell::tell_each,
};

/// Everything about the slots of a market waits for this; before the first row of them is changed,
/// so that nobody has the turn and waits for the row.
///
/// # Errors
/// What the database says.
pub async fn all_turns(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<SlotId>, Problem> {
    let slots = slots::of_market(tx, community, market).await?;
    take_turns(tx, &slots).await?;
    Ok(slots)
}

async fn take_turns(tx: &mut Tx, slots: &[SlotId]) -> Result<(), Problem> {
    let slots: Vec<Uuid> = slots.iter().map(|it| it.0).collect();
    Ok(turns::take(tx, &slots).await?)
}

/// What a step of a market brings for those who signed up: a new date about which each is asked,
/// or the end.
///
/// # Errors
/// What the database says.
pub async fn carry_along(
    tx: &mut Tx,
    call: &Call,
    before: &Market,
    after: &Market,
    effects: Effects,
) -> Result<(), Problem> {
    let (community, now) = (call.community_id(), call.now);
    if let Some(by) = effects.moved_by {
        // Whoever signs up meanwhile is moved as well.
        all_turns(tx, community, before.id).await?;
        sign_up_changes::shift(tx, community, before.id, by).await?;
    }
    let step = match effects {
        Effects { cancels_all: true, .. } => SignUpStep::CancelAll,
        Effects { moved_by: Some(_), .. } => SignUpStep::AskAgain,
        _ => return Ok(()),
    };
    let terms = terms::get_in(tx, community, now).await?;
    for slot in all_turns(tx, community, after.id).await? {
        let changed = step_all(tx, call, slot, (step, &terms)).await?;
        if !after.rehearsal {
            tell_all(tx, community, after, &changed, now).await?;
        }
        if effects.moved_by.is_some() {
            // What was given back after the last call of the old date, is free again.
            decide_all(tx, &call.app, (community, slot), &[]).await?;
        }
    }
    Ok(())
}

/// Ends the sign-ups for what has not begun, of a market that is ended before its time: rain, say.
///
/// # Errors
/// What the database says.
pub async fn ended_early(tx: &mut Tx, call: &Call, market: &Market) -> Result<(), Problem> {
    let (community, now) = (call.community_id(), call.now);
    let terms = terms::get_in(tx, community, now).await?;
    for slot in all_turns(tx, community, market.id).await? {
        if slots::load(tx, community, slot).await?.slot.times.starts_at <= now {
            continue;
        }
        let changed = step_all(tx, call, slot, (SignUpStep::CancelAll, &terms)).await?;
        if !market.rehearsal {
            tell_all(tx, community, market, &changed, now).await?;
        }
    }
    Ok(())
}

/// Ends the sign-ups of a stall that does not come after all.
///
/// # Errors
/// What the database says.
pub async fn stall_gone(
    tx: &mut Tx,
    call: &Call,
    market: &Market,
    stall: &Stall,
) -> Result<(), Problem> {
    let (community, now) = (call.community_id(), call.now);
    let terms = terms::get_in(tx, community, now).await?;
    let slots = slots::of_stall(tx, community, stall.id).await?;
    take_turns(tx, &slots).await?;
    for slot in slots {
        let changed = step_all(tx, call, slot, (SignUpStep::CancelAll, &terms)).await?;
        let told = changed.iter().filter(|_| !market.rehearsal).map(|(it, starts_at)| {
            let (title, provider) = (market.title.clone(), stall.provider_name.clone());
            let (sign_up, starts_at) = (it.id, *starts_at);
            (it.who.account, News::StallOff { sign_up, title, starts_at, provider })
        });
        tell_each(tx, community, told.collect(), now).await?;
    }
    Ok(())
}

async fn tell_all(
    tx: &mut Tx,
    community: CommunityId,
    market: &Market,
    changed: &[Changed],
    now: Millis,
) -> Result<(), Problem> {
    let news = |(it, starts_at): &Changed| {
        let (sign_up, title, starts_at) = (it.id, market.title.clone(), *starts_at);
        let news = match &market.operational {
            Operational::Cancelled { words, .. } => {
                News::MarketOff { sign_up, title, starts_at, words: words.clone() }
            }
            Operational::Closed { .. } => {
                News::MarketOff { sign_up, title, starts_at, words: String::new() }
            }
            _ => {
                let waits = it.state.status() == SignUpStatus::Waitlisted;
                News::DateMoved { sign_up, title, starts_at, waits }
            }
        };
        (it.who.account, news)
    };
    tell_each(tx, community, changed.iter().map(news).collect(), now).await
}

/// A sign-up that something happened to, and when its slot begins.
type Changed = (SignUp, Millis);

/// Takes a step of all who have it, and counts again who has a place.
async fn step_all(
    tx: &mut Tx,
    call: &Call,
    slot: SlotId,
    (step, terms): (SignUpStep, &Terms),
) -> Result<Vec<Changed>, Problem> {
    let (community, now) = (call.community_id(), call.now);
    let at = slots::load(tx, community, slot).await?;
    let case = at.case(now, terms);
    let all = sign_ups::of_slot(tx, community, slot).await?;
    let (mut changed, mut taken, mut told) = (Vec::new(), 0, Vec::new());
    for stored in &all {
        let next = stored.sign_up.step(step, &case);
        let is = next.as_ref().unwrap_or(&stored.sign_up).state.status();
        taken += i64::from(is.holds_place() && is != SignUpStatus::Offered);
        // Whoever waits, or was asked before, is not asked now, and hears of it all the same.
        if next.is_ok() || is.is_expected() {
            told.push((next.as_ref().unwrap_or(&stored.sign_up).clone(), at.slot.times.starts_at));
        }
        if let Ok(next) = next {
            let due_at = sign_up_timers(&next, &case).first().map(|(at, _)| *at);
            changed.push((next, stored.version, due_at));
        }
    }
    sign_up_changes::save(tx, community, &changed).await?;
    if !changed.is_empty() {
        let all: Vec<_> = changed.iter().map(|(it, ..)| it.id).collect();
        let event = call.event_with(slot.0, step.name().code(), json!({ "sign_ups": all }));
        events::record(tx, &event).await?;
    }
    let mut state = at.state(Vec::new(), Default::default());
    state.taken = taken;
    state.slot.version += 1;
    slots::save(tx, community, &at, &state).await?;
    Ok(told)
}

/// Gives back all that somebody has and could still come to; others move up.
///
/// # Errors
/// What the database says.
pub async fn give_back(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    who: Attendee,
) -> Result<(), Problem> {
    give_back_if(tx, app, community, who.account, move |it| it.who == who).await
}

/// Somebody leaves the community: places go to others, and the household is forgotten.
///
/// # Errors
/// What the database says.
pub async fn leave(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    person: PersonId,
) -> Result<(), Problem> {
    give_back_if(tx, app, community, person, |_| true).await?;
    Ok(members::forget(tx, community, person).await?)
}

/// All that is to come is given back in one decision for each slot, and nothing new can come once
/// this has the turn of the account.
async fn give_back_if(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    account: PersonId,
    means: impl Fn(&SignUp) -> bool + Send + Sync,
) -> Result<(), Problem> {
    let seen = to_come(tx, app, (community, account), &means).await?;
    let mut asked: BTreeMap<SlotId, Vec<Asked>> = BTreeMap::new();
    for sign_up in &seen {
        let key = RequestKey(random::id(app.clock.now()));
        let cancel = Asked::own(key, sign_up.who, Ask::Cancel);
        asked.entry(sign_up.slot).or_default().push(cancel);
    }
    let asked: Vec<_> = asked.into_iter().collect();
    counter_batch::decide_each(tx, app, community, &asked).await?;
    if seen.is_empty() {
        turns::take(tx, &[account.0]).await?;
    }
    let known = |it: &SignUp| seen.iter().any(|before| before.id == it.id);
    match to_come(tx, app, (community, account), &means).await?.iter().all(known) {
        true => Ok(()),
        // Somebody of them signed up while this waited for its turn: once more from the start.
        false => Err(Problem::later(Kind::Busy, 1)),
    }
}

async fn to_come(
    tx: &mut Tx,
    app: &App,
    (community, account): (CommunityId, PersonId),
    means: &(impl Fn(&SignUp) -> bool + Send + Sync),
) -> Result<Vec<SignUp>, Problem> {
    let since = app.clock.now().after_days(-1);
    let all = sign_ups::of_people(tx, community, &[account], since).await?;
    let meant = all.into_iter().map(|it| it.sign_up).filter(|it| means(it));
    Ok(meant.filter(|it| it.state.status().is_expected()).collect())
}
