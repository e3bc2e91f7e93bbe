//! What happens to a market, step by step: handed in, published, put off, summed up.

use shared::{
    community::CommunityKey,
    id::MarketId,
    market::{Market, MarketAsk, MarketStepInput, StaffMarket},
    problem::{Kind, Problem},
    time::Millis,
};

use super::markets::in_reach;
use crate::{
    Call,
    db::{Tx, slot_plans, terms},
    happened,
    market_step::{held, take},
    market_views,
};

pub async fn step(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    input: MarketStepInput,
) -> Result<StaffMarket, Problem> {
    let acting = call.clone();
    if let MarketAsk::Postpone { starts_at, .. } = input.step {
        in_reach(starts_at, call.now)?;
    }
    let (caller, community, now) = (call.caller()?.id, call.community_id(), call.now);
    call.write(async move |tx: &mut Tx| {
        let stored = held(tx, &acting, id, input.version).await?;
        if let MarketAsk::Postpone { starts_at, ends_at } = input.step {
            fits(tx, &acting, &stored.market, (starts_at, ends_at)).await?;
        }
        let terms = terms::get_in(tx, community, now).await?;
        let figures = happened::figures_in(tx, community, (&stored.market, &terms)).await?;
        // A phone may have brought in more, after the screen was drawn.
        if input.seen.is_some_and(|seen| seen != figures) {
            return Err(Kind::SomeoneWasFaster.into());
        }
        let step = input.step.step(caller, figures)?;
        take(tx, &acting, &stored, step).await
    })
    .await?;
    market_views::staff(&call, id).await
}

/// Slots move along as they are: those who have a place do not come after the end.
async fn fits(
    tx: &mut Tx,
    call: &Call,
    market: &Market,
    (starts_at, ends_at): (Millis, Millis),
) -> Result<(), Problem> {
    let slots = slot_plans::slots(tx, call.community_id(), market.id).await?;
    let last = slots.iter().map(|it| it.times.ends_at).max().unwrap_or(market.starts_at);
    match ends_at.0 - starts_at.0 >= last.0 - market.starts_at.0 {
        true => Ok(()),
        false => Err(Problem::fields([("ends_at", Kind::OutOfRange)])),
    }
}
