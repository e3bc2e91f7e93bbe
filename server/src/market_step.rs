//! A step of a market, taken by somebody: rule, save, slots, stalls, event and notices in one.

use serde_json::{Value, json};
use shared::{
    id::{MarketId, PersonId},
    market::{
        Editorial, Effects, Market, MarketNews, MarketNotice, MarketStep, MarketStepName,
        Operational, Proposal, StallCase, StallStep, Terms,
        may::{Part, market_step_for, may_see_draft, parts},
    },
    notice::News,
    policy::{Caller, Role},
    problem::{Kind, Problem},
};

use crate::{
    Call, counter,
    db::{
        Tx, events,
        markets::{self, Stored},
        slot_plans, stalls, terms,
    },
    market_views::hidden,
    queue_step,
    tell::tell,
};

/// A market that the caller holds or reviews, as it was looked at.
///
/// # Errors
/// When it is none of the caller's business, or has changed.
pub async fn held(tx: &mut Tx, call: &Call, id: MarketId, version: i64) -> Result<Stored, Problem> {
    let stored = markets::load(tx, call.community_id(), id).await?;
    if !may_see_draft(call.caller()?, &stored.market) {
        return Err(hidden(&stored.market));
    }
    if stored.version != version {
        return Err(Kind::SomeoneWasFaster.into());
    }
    Ok(stored)
}

/// Takes a step of the caller's.
///
/// # Errors
/// Why not.
pub async fn take(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    step: MarketStep,
) -> Result<(), Problem> {
    let community = call.community_id();
    may_take(call.caller()?, &stored.market, step.name())?;
    let terms = terms::get_in(tx, community, call.now).await?;
    let facts = markets::facts_in(tx, community, stored.market.id).await?;
    let case = facts.case(call.now, &terms);
    let after = stored.market.step(step.clone(), &case)?;
    markets::save(tx, community, stored, &after, &case).await?;
    let event = call.event_with(after.id.0, step.name().code(), detail(&step));
    events::record(tx, &event).await?;
    if let Some((people, news)) = news_of(&stored.market, &step, &after) {
        for person in people {
            tell_another(tx, call, person, news.clone()).await?;
        }
    }
    follow(tx, call, &stored.market, &after, &terms).await
}

/// Who holds a market, decides nothing about it that takes another person.
fn may_take(caller: &Caller, market: &Market, step: MarketStepName) -> Result<(), Problem> {
    let (mine, wanted) = (parts(caller, market, None, None), market_step_for(step));
    if wanted.iter().any(|part| mine.contains(part)) {
        return Ok(());
    }
    let own = caller.id == market.organiser && caller.holds_at(&market.path, Role::reviews);
    match own && wanted.contains(&Part::Reviewer) {
        true => Err(Kind::SecondPersonNeeded.into()),
        false => Err(Kind::NotAllowed.into()),
    }
}

/// Slots, stalls and sign-ups of a market that was changed, whatever it was.
///
/// # Errors
/// What the database says.
pub async fn follow(
    tx: &mut Tx,
    call: &Call,
    before: &Market,
    after: &Market,
    terms: &Terms,
) -> Result<(), Problem> {
    let (community, effects) = (call.community_id(), before.effects(after));
    let of_people = Effects { calendar_changed: false, ..effects } != Effects::default();
    if of_people || before.shut() != after.shut() {
        counter::all_turns(tx, community, after.id).await?;
    }
    if before.shut() != after.shut() {
        slot_plans::raise(tx, community, after.id).await?;
    }
    let by = Some(call.caller()?.id);
    queue_step::follow(tx, community, (before, after), by, call.now).await?;
    if let Some(by) = effects.moved_by {
        for slot in slot_plans::slots(tx, community, after.id).await? {
            slot_plans::set_times(tx, community, &slot, slot.times.moved(by)).await?;
        }
        ask_again(tx, call, after, terms).await?;
    }
    if effects.cancels_all {
        tell_providers(tx, call, after).await?;
    }
    if of_people {
        counter::carry_along(tx, call, before, after, effects).await?;
    }
    if after.closed_at() == Some(call.now) && call.now < after.ends_at {
        counter::ended_early(tx, call, after).await?;
    }
    Ok(())
}

/// There is a new date: whoever said to come is asked about it, and whoever has still to say so
/// has another day for it.
async fn ask_again(
    tx: &mut Tx,
    call: &Call,
    market: &Market,
    terms: &Terms,
) -> Result<(), Problem> {
    let (community, case) = (call.community_id(), StallCase::of(market, call.now, terms));
    for stored in stalls::of_market_in(tx, community, market.id).await? {
        let stall = &stored.stall;
        if !stall.is_alive() {
            continue;
        }
        let asked = stall.step(StallStep::AskAgain, &case).unwrap_or_else(|_| stall.clone());
        stalls::save(tx, community, &asked, stored.version, &case).await?;
        let what = match asked.is_public() {
            true => MarketNews::StallAskedAgain,
            false => MarketNews::Postponed,
        };
        let at = Some(market.starts_at);
        let news = MarketNotice { at, ..MarketNotice::of_stall(market, stall, what) };
        if stall.provider != market.organiser {
            tell_another(tx, call, stall.provider, news).await?;
        }
    }
    Ok(())
}

/// Whoever meant to come to a market that does not take place.
async fn tell_providers(tx: &mut Tx, call: &Call, market: &Market) -> Result<(), Problem> {
    if market.rehearsal {
        return Ok(());
    }
    let all = stalls::of_market_in(tx, call.community_id(), market.id).await?;
    let alive = all.iter().map(|it| &it.stall).filter(|it| it.is_alive());
    let mut providers: Vec<PersonId> = alive.map(|it| it.provider).collect();
    providers.sort();
    providers.dedup();
    // Who holds it, is told on another way.
    providers.retain(|it| *it != market.organiser);
    for provider in providers {
        tell_another(tx, call, provider, cancelled(market)).await?;
    }
    Ok(())
}

/// Tells somebody who is not the caller.
///
/// # Errors
/// What the database says.
pub async fn tell_another(
    tx: &mut Tx,
    call: &Call,
    person: PersonId,
    news: MarketNotice,
) -> Result<(), Problem> {
    if call.caller()?.id == person {
        return Ok(());
    }
    tell(tx, call.community_id(), person, News::Market(news), call.now).await
}

fn cancelled(market: &Market) -> MarketNotice {
    let words = match &market.operational {
        Operational::Cancelled { words, .. } => words.clone(),
        _ => String::new(),
    };
    MarketNotice { words, ..MarketNotice::of(market, MarketNews::Cancelled) }
}

/// Who is told of a step, each once; the providers are told with their stalls.
fn news_of(
    before: &Market,
    step: &MarketStep,
    after: &Market,
) -> Option<(Vec<PersonId>, MarketNotice)> {
    let draft = match &before.operational {
        Operational::Closed { draft, .. } | Operational::Summarised { draft, .. } => draft.as_ref(),
        _ => None,
    };
    let (writer, asker) = (draft.map(|it| it.by), before.asked.as_ref().map(|it| it.by));
    let publisher = match &before.editorial {
        Editorial::Published { by, .. } => Some(*by),
        _ => None,
    };
    let holder = Some(before.organiser);
    let news = |what| MarketNotice::of(after, what);
    let (to, news) = match step {
        MarketStep::SendBack { words } => {
            let words = words.clone();
            ([holder, None], MarketNotice { words, ..news(MarketNews::Returned) })
        }
        MarketStep::Publish { .. } => ([holder, None], news(MarketNews::Published)),
        MarketStep::AskChange { .. } => ([publisher, holder], news(MarketNews::ChangeAsked)),
        MarketStep::AgreeChange { .. } => {
            let at = Some(after.starts_at);
            let postponed = MarketNotice { at, ..news(MarketNews::Postponed) };
            let off = matches!(after.operational, Operational::Cancelled { .. });
            ([asker, holder], if off { cancelled(after) } else { postponed })
        }
        MarketStep::RefuseChange => ([asker, holder], news(MarketNews::ChangeRefused)),
        MarketStep::ReturnSummary => ([writer, None], news(MarketNews::SummaryReturned)),
        MarketStep::SignSummary { .. } => ([writer, None], news(MarketNews::SummarySigned)),
        _ => return None,
    };
    let mut people: Vec<PersonId> = to.into_iter().flatten().collect();
    people.dedup();
    Some((people, news))
}

/// What the history keeps of a step besides its name; nothing that anybody wrote.
fn detail(step: &MarketStep) -> Value {
    match step {
        MarketStep::AskChange { proposal: Proposal::Postpone { starts_at, ends_at }, .. } => {
            json!({ "starts_at": starts_at, "ends_at": ends_at })
        }
        MarketStep::AskChange { proposal: Proposal::Cancel { reason, .. }, .. } => {
            json!({ "reason": reason })
        }
        MarketStep::SignSummary { figures, .. } => json!({ "figures": figures }),
        _ => json!({}),
    }
}
