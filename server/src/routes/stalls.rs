//! Stalls: offered by whoever has something to offer, entered and decided by the organiser.

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::{MarketId, StallId},
    market::{
        Market, MarketNews, MarketNotice, MyStall, NewStall, Proof, Refusal, StaffMarket, Stall,
        StallCase, StallChange, StallState, StallStep, StallStepInput, StallStepName, SureStalls,
        may::{is_of_provider, may_hold_market, may_see_draft},
    },
    problem::{Kind, Problem},
};

use crate::{
    Call,
    db::{Tx, events, markets, stalls, terms},
    market_step::tell_another,
    market_views::{self, hidden},
    random, stall_step,
};

/// A market has no more stalls than these, those that do not come included.
const MOST: usize = 200;

/// The caller's own, at all markets.
pub async fn list_mine(call: Call, _: CommunityKey, _: ()) -> Result<Vec<MyStall>, Problem> {
    market_views::all_my_stalls(&call).await
}

pub async fn apply(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    new: NewStall,
) -> Result<MyStall, Problem> {
    let (new, proof) = new.check(call.now)?;
    let acting = call.clone();
    let made = call.write(async move |tx: &mut Tx| {
        let (market, caller) = (load(tx, &acting, id).await?, acting.caller()?.id);
        if !market.is_public() {
            return Err(Kind::NotFound.into());
        }
        if !market.takes_applications() {
            return Err(market.shut().unwrap_or(Refusal::TooLate).into());
        }
        if acting.now >= market.starts_at {
            return Err(Refusal::TooLate.into());
        }
        let all = stalls::of_market_in(tx, acting.community_id(), id).await?;
        let same = |it: &Stall| it.provider == caller && it.service == new.service;
        if all.iter().any(|it| it.stall.is_alive() && same(&it.stall)) {
            return Err(Kind::AlreadyApplied.into());
        }
        let stall = Stall { provider: caller, ..stall(&acting, &market, &new, &proof) };
        enter(tx, &acting, &market, numbered(stall, &all)?).await
    });
    let made = made.await?;
    market_views::mine(&call, made).await
}

/// For somebody who does not apply by phone: the organiser speaks for them. What needs a paper
/// waits until another person has seen it.
pub async fn add(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    new: NewStall,
) -> Result<StaffMarket, Problem> {
    let (new, proof) = new.check(call.now)?;
    let acting = call.clone();
    let made = call.write(async move |tx: &mut Tx| {
        let market = organised(tx, &acting, id).await?;
        let all = stalls::of_market_in(tx, acting.community_id(), id).await?;
        let applied = numbered(stall(&acting, &market, &new, &proof), &all)?;
        let stall = match new.service.needs_proof() {
            true => applied,
            false => {
                let terms = terms::get_in(tx, acting.community_id(), acting.now).await?;
                let case = StallCase::of(&market, acting.now, &terms);
                applied.step(StallStep::Accept, &case)?.step(StallStep::Confirm, &case)?
            }
        };
        enter(tx, &acting, &market, stall).await
    });
    made.await?;
    market_views::staff(&call, id).await
}

/// What the organiser corrects, and whether it is counted on.
pub async fn change(
    call: Call,
    (_, id): (CommunityKey, StallId),
    input: StallChange,
) -> Result<StaffMarket, Problem> {
    let (stall, proof) = input.stall.check(call.now)?;
    let (input, acting) = (StallChange { stall, ..input }, call.clone());
    let market = call.write(async move |tx: &mut Tx| {
        let (market, stored) = stalls::load(tx, acting.community_id(), id).await?;
        let market = market.market;
        if !may_see_draft(acting.caller()?, &market) {
            return Err(hidden(&market));
        }
        may_enter(&acting, &market)?;
        if stored.version != input.version {
            return Err(Kind::SomeoneWasFaster.into());
        }
        let after = stored.stall.changed(market.organiser, &input, proof.clone())?;
        keep(tx, &acting, &market, (&stored, &after)).await?;
        Ok(market.id)
    });
    let market = market.await?;
    market_views::staff(&call, market).await
}

/// Keeps what was corrected, unless nothing was.
async fn keep(
    tx: &mut Tx,
    call: &Call,
    market: &Market,
    (before, after): (&stalls::Stored, &Stall),
) -> Result<(), Problem> {
    if before.stall == *after {
        return Ok(());
    }
    let terms = terms::get_in(tx, call.community_id(), call.now).await?;
    let case = StallCase::of(market, call.now, &terms);
    stalls::change(tx, call.community_id(), after, before.version, &case).await?;
    let detail = json!({ "market": market.id, "expected": after.expected });
    events::record(tx, &call.event_with(after.id.0, "stall.change", detail)).await?;
    Ok(())
}

/// For those that the caller speaks for, the caller says that they come; the others are counted
/// on until they say so themselves.
pub async fn count_on(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    input: SureStalls,
) -> Result<StaffMarket, Problem> {
    let acting = call.clone();
    call.write(async move |tx: &mut Tx| {
        let stored = markets::load(tx, acting.community_id(), id).await?;
        if !may_see_draft(acting.caller()?, &stored.market) {
            return Err(hidden(&stored.market));
        }
        may_enter(&acting, &stored.market)?;
        for stall in stalls::of_market_in(tx, acting.community_id(), id).await? {
            if input.stalls.contains(&stall.stall.id) && !stall.stall.is_public() {
                sure(tx, &acting, (&stored, &stall)).await?;
            }
        }
        Ok(())
    })
    .await?;
    market_views::staff(&call, id).await
}

async fn sure(
    tx: &mut Tx,
    call: &Call,
    (market, stored): (&markets::Stored, &stalls::Stored),
) -> Result<(), Problem> {
    if !stored.stall.is_alive() {
        return Err(Refusal::StepNotPossible.into());
    }
    if stored.stall.provider != call.caller()?.id {
        let after = Stall { expected: true, ..stored.stall.clone() };
        return keep(tx, call, &market.market, (stored, &after)).await;
    }
    let mut stored = stored.clone();
    if stored.stall.is_open() {
        stall_step::take(tx, call, (market, &stored), StallStep::Accept).await?;
        stored = stalls::load(tx, call.community_id(), stored.stall.id).await?.1;
    }
    stall_step::take(tx, call, (market, &stored), StallStep::Confirm).await
}

async fn load(tx: &mut Tx, call: &Call, id: MarketId) -> Result<Market, Problem> {
    Ok(markets::load(tx, call.community_id(), id).await?.market)
}

/// A market whose stalls and slots the caller may enter now.
///
/// # Errors
/// As [`may_enter`], and [`hidden`] for who must not know of it.
pub async fn organised(tx: &mut Tx, call: &Call, id: MarketId) -> Result<Market, Problem> {
    let market = load(tx, call, id).await?;
    if !may_see_draft(call.caller()?, &market) {
        return Err(hidden(&market));
    }
    may_enter(call, &market)?;
    Ok(market)
}

/// # Errors
/// For who does not organise it, and while somebody reviews it or it is over.
pub fn may_enter(call: &Call, market: &Market) -> Result<(), Problem> {
    if !may_hold_market(call.caller()?, &market.path) {
        return Err(Kind::NotAllowed.into());
    }
    match market.takes_slots() {
        true => Ok(()),
        false => Err(Refusal::StepNotPossible.into()),
    }
}

/// As it was filled in, of the organiser until somebody else is named.
fn stall(call: &Call, market: &Market, new: &NewStall, proof: &Option<Proof>) -> Stall {
    Stall {
        id: StallId(random::id(call.now)),
        market: market.id,
        provider: market.organiser,
        provider_name: new.provider_name.clone(),
        class: new.class,
        service: new.service,
        number: String::new(),
        capacity: new.capacity,
        minutes_per_service: new.minutes_per_service,
        needs: new.needs,
        elders: new.elders,
        expected: false,
        proof: proof.clone(),
        applied_at: call.now,
        state: StallState::Applied,
    }
}

/// Under the next number of the market.
///
/// # Errors
/// When there are as many as there may be.
pub fn numbered(stall: Stall, all: &[stalls::Stored]) -> Result<Stall, Problem> {
    if all.len() >= MOST {
        return Err(Refusal::StepNotPossible.into());
    }
    let last = all.iter().filter_map(|it| it.stall.number.parse::<i64>().ok()).max();
    Ok(Stall { number: (last.unwrap_or_default() + 1).to_string(), ..stall })
}

async fn enter(
    tx: &mut Tx,
    call: &Call,
    market: &Market,
    stall: Stall,
) -> Result<StallId, Problem> {
    let terms = terms::get_in(tx, call.community_id(), call.now).await?;
    let case = StallCase::of(market, call.now, &terms);
    stalls::insert(tx, call.community_id(), &stall, &case).await?;
    let detail = json!({ "market": market.id, "service": stall.service });
    let event = call.event_with(stall.id.0, StallStepName::Apply.code(), detail);
    events::record(tx, &event).await?;
    let news = MarketNotice::of_stall(market, &stall, MarketNews::StallApplied);
    tell_another(tx, call, market.organiser, news).await?;
    Ok(stall.id)
}

/// The provider's own steps.
pub async fn step_mine(
    call: Call,
    (_, id): (CommunityKey, StallId),
    input: StallStepInput,
) -> Result<MyStall, Problem> {
    let (acting, step) = (call.clone(), input.step.step(call.caller()?.id)?);
    call.write(async move |tx: &mut Tx| {
        let (market, stored) = stalls::load(tx, acting.community_id(), id).await?;
        if stored.stall.provider != acting.caller()?.id {
            return Err(Kind::NotFound.into());
        }
        if !is_of_provider(step.name()) {
            return Err(Kind::NotAllowed.into());
        }
        if stored.version != input.version {
            return Err(Kind::SomeoneWasFaster.into());
        }
        stall_step::take(tx, &acting, (&market, &stored), step.clone()).await
    })
    .await?;
    market_views::mine(&call, id).await
}

/// What the organiser decides.
pub async fn step(
    call: Call,
    (_, id): (CommunityKey, StallId),
    input: StallStepInput,
) -> Result<StaffMarket, Problem> {
    let (acting, step) = (call.clone(), input.step.step(call.caller()?.id)?);
    let market = call.write(async move |tx: &mut Tx| {
        let (market, stored) = stalls::load(tx, acting.community_id(), id).await?;
        if !may_see_draft(acting.caller()?, &market.market) {
            return Err(hidden(&market.market));
        }
        if stored.version != input.version {
            return Err(Kind::SomeoneWasFaster.into());
        }
        stall_step::take(tx, &acting, (&market, &stored), step.clone()).await?;
        Ok(market.market.id)
    });
    let market = market.await?;
    market_views::staff(&call, market).await
}
