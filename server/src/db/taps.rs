//! Taps for people who just came, each once; nobody knows who they were.

use serde_json::json;
use shared::{
    id::{CommunityId, DeviceId, MarketId, StallId},
    market::{Nonce, Tap},
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
    KNOWN = "
        with r as materialized (
            select unhex(j.value->>'nonce') as nonce from json_each(cast($3 as text)) j)
        select t.nonce, t.received_at from r
          join taps t on t.community_id = $1 and t.market_id = $2 and t.nonce = r.nonce";
    SUMS = sums!();
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

/// Those of these that came in before, with when that was.
///
/// # Errors
/// What the database says.
pub async fn known(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    nonces: &[Nonce],
) -> Result<Vec<(Nonce, Millis)>, Error> {
    if nonces.is_empty() {
        return Ok(Vec::new());
    }
    let list = list(nonces.iter().map(|it| json!({ "nonce": it.0.simple() })));
    Ok(in_tx!(tx, |tx| {
        sqlx::query_as(KNOWN).bind(community).bind(market).bind(list).fetch_all(tx).await?
    }))
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
