//! The time of a stall, cut into slots.

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::{SlotId, StallId},
    market::{
        Market, Refusal, Slot, SlotPlan, StaffMarket, Stall, Terms, may::may_see_draft,
        plan_slots_within,
    },
    problem::{Kind, Problem},
    time::Millis,
};

use super::stalls::may_enter;
use crate::{
    Call,
    db::{Tx, events, slot_plans, stalls, terms},
    market_views::{self, hidden},
    random,
};

/// Other slots instead of those that are there, as long as nobody has ever signed up for one.
pub async fn plan(
    call: Call,
    (_, id): (CommunityKey, StallId),
    input: SlotPlan,
) -> Result<StaffMarket, Problem> {
    let (community, acting, input) = (call.community_id(), call.clone(), input.check()?);
    let market = call.write(async move |tx: &mut Tx| {
        let (market, stored) = stalls::load(tx, community, id).await?;
        let (market, stall) = (market.market, stored.stall);
        if !may_see_draft(acting.caller()?, &market) {
            return Err(hidden(&market));
        }
        may_enter(&acting, &market)?;
        if !stall.is_alive() || !slot_plans::drop_of_stall(tx, community, id).await? {
            return Err(Refusal::StepNotPossible.into());
        }
        let terms = terms::get_in(tx, community, acting.now).await?;
        let slots = slots(&market, &stall, &input, acting.now, &terms);
        if slots.is_empty() {
            return Err(Problem::fields([("minutes", Kind::OutOfRange)]));
        }
        slot_plans::insert(tx, community, market.id, &slots).await?;
        let detail = json!({ "market": market.id, "slots": slots.len() });
        events::record(tx, &acting.event_with(id.0, "stall.slots", detail)).await?;
        Ok(market.id)
    });
    let market = market.await?;
    market_views::staff(&call, market).await
}

fn slots(
    market: &Market,
    stall: &Stall,
    input: &SlotPlan,
    now: Millis,
    terms: &Terms,
) -> Vec<Slot> {
    let new_id = || SlotId(random::id(now));
    let times = (input.from.unwrap_or(market.starts_at), input.to.unwrap_or(market.ends_at));
    let mut slots = plan_slots_within(market, stall, times, input.minutes, terms, new_id);
    for slot in &mut slots {
        slot.capacity = input.capacity.unwrap_or(slot.capacity);
        slot.walk_in = input.walk_in.unwrap_or(slot.walk_in);
        slot.approval = input.approval;
        if market.rehearsal {
            // It is tried out at once.
            slot.times.closes_at = slot.times.starts_at;
        }
    }
    slots
}
