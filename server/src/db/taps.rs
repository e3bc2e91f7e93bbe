//! Taps for people who just came, each once; nobody knows who they were.

use serde_json::json;
use shared::{
    id::{CommunityId, DeviceId, MarketId, StallId},
    market::Tap,
    time::Millis,
};

use super::{Db, Error, Tx, in_tx, read, sign_ups::list, sql};

macro_rules! sums {
    () => {
        "select stall_id, cast(sum(count) as bigint) from taps
          where community_id = $1 and market_id = $2
          group by stall_id"
    };
}

sql! {
    INSERT = "
        insert into taps
               (community_id, market_id, nonce, stall_id, count, at, received_at, device_id)
        select $1, $2, unhex(r.value->>'nonce'), unhex(r.value->>'stall'),
               cast(r.value->>'count' as bigint), cast(r.value->>'at' as bigint), $4, $5
          from json_each(cast($3 as text)) r
         where true
        on conflict do nothing";
    SUMS = sums!();
    PRUNE = "
        delete from taps
         where community_id = $1
           and market_id in (select id from markets
                              where community_id = $1 and status = 'archived')";
}

/// Those that a device brings in; what came before stays as it was.
///
/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    (market, device): (MarketId, DeviceId),
    taps: &[Tap],
    now: Millis,
) -> Result<(), Error> {
    if taps.is_empty() {
        return Ok(());
    }
    let list = list(taps.iter().map(|it| {
        json!({
            "nonce": it.nonce.0.simple(),
            "stall": it.stall.0.simple(),
            "count": it.count.signum(),
            "at": it.at,
        })
    }));
    in_tx!(tx, |tx| {
        let query = sqlx::query(INSERT).bind(community).bind(market).bind(list);
        query.bind(now).bind(device).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// How many just came to each stall; less than none, where somebody took back too much.
///
/// # Errors
/// What the database says.
pub async fn sums(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(StallId, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(SUMS).bind(community).bind(market).fetch_all(db).await?))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn sums_in(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(StallId, i64)>, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(SUMS).bind(community).bind(market).fetch_all(tx).await?))
}

/// Forgets those of markets that are only in the list.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx, community: CommunityId) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query(PRUNE).bind(community).execute(tx).await?.rows_affected()))
}
