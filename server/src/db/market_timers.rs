//! Which markets and stalls time has to look at.

use shared::{
    id::{CommunityId, MarketId, StallId},
    time::Millis,
};

use super::{Db, Error, Tx, in_tx, markets::Stored, read, sql};

sql! {
    MARKETS = "
        select due_at, community_id, id from markets
         where due_at is not null and due_at <= $1 and (due_at, id) > ($2, $3)
         order by due_at, id
         limit $4";
    STALLS = "
        select due_at, community_id, id from stalls
         where due_at is not null and due_at <= $1 and (due_at, id) > ($2, $3)
         order by due_at, id
         limit $4";
    MARKET_PASSED = "
        update markets set due_at = $1, passed_at = $2
         where community_id = $3 and id = $4 and version = $5";
    STALL_PASSED = "
        update stalls set due_at = $1 where community_id = $2 and id = $3 and version = $4";
}

/// Markets that time has to look at, the most urgent first, in all communities; with the time and
/// the id behind which the next of them come.
///
/// # Errors
/// What the database says.
pub async fn due_markets(
    db: &Db,
    now: Millis,
    after: Option<(Millis, MarketId)>,
    limit: i64,
) -> Result<Vec<(Millis, CommunityId, MarketId)>, Error> {
    let (at, id) = after.unwrap_or_default();
    Ok(read!(db, |db| {
        sqlx::query_as(MARKETS).bind(now).bind(at).bind(id).bind(limit).fetch_all(db).await?
    }))
}

/// The same of stalls.
///
/// # Errors
/// What the database says.
pub async fn due_stalls(
    db: &Db,
    now: Millis,
    after: Option<(Millis, StallId)>,
    limit: i64,
) -> Result<Vec<(Millis, CommunityId, StallId)>, Error> {
    let (at, id) = after.unwrap_or_default();
    Ok(read!(db, |db| {
        sqlx::query_as(STALLS).bind(now).bind(at).bind(id).bind(limit).fetch_all(db).await?
    }))
}

/// Nothing has changed about the market, but up to when time has done its work.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn market_passed(
    tx: &mut Tx,
    community: CommunityId,
    stored: &Stored,
    (passed_at, due_at): (Millis, Option<Millis>),
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        let query = sqlx::query(MARKET_PASSED).bind(due_at).bind(passed_at).bind(community);
        query.bind(stored.market.id).bind(stored.version).execute(tx).await?.rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// When time looks at a stall next.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn stall_passed(
    tx: &mut Tx,
    community: CommunityId,
    (id, version): (StallId, i64),
    due_at: Option<Millis>,
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        let query = sqlx::query(STALL_PASSED).bind(due_at).bind(community).bind(id);
        query.bind(version).execute(tx).await?.rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}
