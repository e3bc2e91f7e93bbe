//! What happens to a market, step by step: handed in, published, put off, summed up.

use shared::{
    community::CommunityKey,
    id::MarketId,
    market::{MarketAsk, MarketStepInput, StaffMarket},
    problem::Problem,
};

use super::markets::in_reach;
use crate::{
    Call,
    db::{Tx, terms},
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
        let terms = terms::get_in(tx, community, now).await?;
        let figures = happened::figures_in(tx, community, (&stored.market, &terms)).await?;
        let step = input.step.step(caller, figures)?;
        take(tx, &acting, &stored, step).await
    })
    .await?;
    market_views::staff(&call, id).await
}
