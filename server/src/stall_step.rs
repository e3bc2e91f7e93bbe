//! A step of a stall, taken by somebody: rule, save, event and notices in one.

use serde_json::json;
use shared::{
    id::PersonId,
    market::{
        Market, MarketNews, MarketNotice, Refusal, Stall, StallCase, StallStep, StallStepName,
        Terms,
        may::{parts, stall_step_for},
        next_applicant,
    },
    problem::{Kind, Problem},
};

use crate::{
    Call, counter,
    db::{
        Tx, events, markets,
        stalls::{self, Stored},
        terms,
    },
    market_step::tell_another,
    queue_step,
};

/// Takes a step of the caller's.
///
/// # Errors
/// Why not.
pub async fn take(
    tx: &mut Tx,
    call: &Call,
    (market, stored): (&markets::Stored, &Stored),
    step: StallStep,
) -> Result<(), Problem> {
    let (market, community) = (&market.market, call.community_id());
    let mine = parts(call.caller()?, market, Some(&stored.stall), None);
    if !stall_step_for(step.name()).iter().any(|part| mine.contains(part)) {
        return Err(Kind::NotAllowed.into());
    }
    if !market.takes_stalls() {
        return Err(Refusal::StepNotPossible.into());
    }
    let terms = terms::get_in(tx, community, call.now).await?;
    let after = stored.stall.step(step.clone(), &StallCase::of(market, call.now, &terms))?;
    keep(tx, call, market, stored, (step.name(), &after), &terms).await
}

/// Stores what a step led to.
///
/// # Errors
/// When somebody was faster, and what the database says.
pub async fn keep(
    tx: &mut Tx,
    call: &Call,
    market: &Market,
    stored: &Stored,
    (step, after): (StallStepName, &Stall),
    terms: &Terms,
) -> Result<(), Problem> {
    let (community, case) = (call.community_id(), StallCase::of(market, call.now, terms));
    stalls::save(tx, community, after, stored.version, &case).await?;
    let event = call.event_with(after.id.0, step.code(), json!({ "market": market.id }));
    events::record(tx, &event).await?;
    if let Some(news) = to_provider(market, step, after, &case) {
        tell_another(tx, call, after.provider, news).await?;
    }
    if let Some(news) = to_organiser(market, step, after) {
        tell_another(tx, call, market.organiser, news).await?;
    }
    if stored.stall.is_public() && !after.is_public() {
        counter::stall_gone(tx, call, market, after).await?;
        let by = Some(call.caller()?.id);
        queue_step::close(tx, community, &[after.id], by, call.now).await?;
    }
    let counted_on = stored.stall.is_public() || stored.stall.confirm_by(&case).is_some();
    if counted_on
        && !after.is_alive()
        && let Some((next, news)) = next_to(tx, call, market, after).await?
    {
        tell_another(tx, call, next, news).await?;
    }
    Ok(())
}

/// Who applied for the same and is next.
async fn next_to(
    tx: &mut Tx,
    call: &Call,
    market: &Market,
    gone: &Stall,
) -> Result<Option<(PersonId, MarketNotice)>, Problem> {
    let all = stalls::of_market_in(tx, call.community_id(), market.id).await?;
    Ok(next_of(market, all, gone))
}

/// Who is next of all that applied, and what they are told.
pub fn next_of(
    market: &Market,
    all: Vec<Stored>,
    gone: &Stall,
) -> Option<(PersonId, MarketNotice)> {
    let all: Vec<Stall> = all.into_iter().map(|it| it.stall).collect();
    let news = MarketNotice::of(market, MarketNews::StallNext);
    next_applicant(&all, gone).map(|next| (next.provider, news))
}

fn to_provider(
    market: &Market,
    step: StallStepName,
    stall: &Stall,
    case: &StallCase<'_>,
) -> Option<MarketNotice> {
    let what = match step {
        StallStepName::Accept => MarketNews::StallAccepted,
        StallStepName::Reject => MarketNews::StallRejected,
        StallStepName::Cancel => MarketNews::StallCalledOff,
        _ => return None,
    };
    let at = stall.confirm_by(case);
    Some(MarketNotice { at, ..MarketNotice::of_stall(market, stall, what) })
}

fn to_organiser(market: &Market, step: StallStepName, stall: &Stall) -> Option<MarketNotice> {
    let what = match step {
        StallStepName::Confirm => MarketNews::StallConfirmed,
        StallStepName::Withdraw => MarketNews::StallWithdrawn,
        _ => return None,
    };
    Some(MarketNotice::of_stall(market, stall, what))
}
