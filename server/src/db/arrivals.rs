//! What follows from somebody being checked in, for others: who is missing at that slot can be
//! noted later, and the market may begin.

use serde_json::json;
use shared::{
    id::{CommunityId, MarketId, SlotId},
    time::Millis,
};

use super::{Error, Tx, in_tx, sign_ups::list, sql};

sql! {
    // Whoever decides about one of them at the same time, does so again.
    MISSING = "
        with r as materialized (
            select unhex(j.value->>'slot') as slot_id, cast(j.value->>'at' as bigint) as at
              from json_each(cast($2 as text)) j)
        update sign_ups
           set due_at = r.at, version = sign_ups.version + 1
          from r
         where sign_ups.community_id = $1 and sign_ups.slot_id = r.slot_id
           and sign_ups.status = 'confirmed'
           and (sign_ups.due_at is null or sign_ups.due_at > r.at)";
    MARKET = "
        update markets set due_at = $1
         where community_id = $2 and id = $3 and status in ('published', 'postponed')
           and (due_at is null or due_at > $1)";
    // An offer was taken by coming.
    TAKEN = "
        with r as materialized (
            select unhex(j.value->>'slot') as id, cast(j.value->>'count' as bigint) as count
              from json_each(cast($2 as text)) j)
        update slots
           set taken = taken + r.count, version = slots.version + 1
          from r
         where slots.community_id = $1 and slots.id = r.id";
}

/// At these slots a list is kept: who is not on it in the end is looked at then.
///
/// # Errors
/// What the database says.
pub async fn expect(
    tx: &mut Tx,
    community: CommunityId,
    slots: &[(SlotId, Millis)],
) -> Result<(), Error> {
    if slots.is_empty() {
        return Ok(());
    }
    let list = list(slots.iter().map(|(id, at)| json!({ "slot": id.0.simple(), "at": at })));
    in_tx!(tx, |tx| sqlx::query(MISSING).bind(community).bind(list).execute(tx).await.map(drop)?);
    Ok(())
}

/// Time looks at the market then, if nobody starts it.
///
/// # Errors
/// What the database says.
pub async fn market(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    starts_at: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(MARKET).bind(starts_at).bind(community).bind(market);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// So many more have a place in each slot, who were only asked before.
///
/// # Errors
/// What the database says.
pub async fn taken(
    tx: &mut Tx,
    community: CommunityId,
    slots: &[(SlotId, i64)],
) -> Result<(), Error> {
    if slots.is_empty() {
        return Ok(());
    }
    let list =
        list(slots.iter().map(|(id, count)| json!({ "slot": id.0.simple(), "count": count })));
    in_tx!(tx, |tx| sqlx::query(TAKEN).bind(community).bind(list).execute(tx).await.map(drop)?);
    Ok(())
}
