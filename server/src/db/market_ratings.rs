//! How it was at a market: how often each answer was given. Who gave it is not kept, only that
//! somebody was asked.

use shared::id::{CommunityId, MarketId, SignUpId};

use super::{Db, Error, Tx, in_tx, read, sql};

macro_rules! counts {
    () => {
        "select stars, count from market_ratings where community_id = $1 and market_id = $2"
    };
}

sql! {
    // Of whoever came, and once.
    NOTE = "
        update sign_ups set rated = true
         where community_id = $1 and id = $2 and not rated
           and status in ('checked_in', 'served', 'checked_out')";
    ADD = "
        insert into market_ratings (community_id, market_id, stars, count)
        values ($1, $2, $3, 1)
        on conflict (community_id, market_id, stars)
        do update set count = market_ratings.count + 1";
    COUNTS = counts!();
    RATED = "select rated from sign_ups where community_id = $1 and id = $2";
}

/// Counts an answer; whether this person had not given one, and came.
///
/// # Errors
/// What the database says.
pub async fn add(
    tx: &mut Tx,
    community: CommunityId,
    (market, sign_up): (MarketId, SignUpId),
    stars: i64,
) -> Result<bool, Error> {
    let noted = in_tx!(tx, |tx| {
        let query = sqlx::query(NOTE).bind(community).bind(sign_up);
        query.execute(tx).await?.rows_affected()
    });
    if noted == 0 {
        return Ok(false);
    }
    in_tx!(tx, |tx| {
        let query = sqlx::query(ADD).bind(community).bind(market).bind(stars);
        query.execute(tx).await.map(drop)?
    });
    Ok(true)
}

/// How often each answer was given.
///
/// # Errors
/// What the database says.
pub async fn counts(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(i64, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(COUNTS).bind(community).bind(market).fetch_all(db).await?))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn counts_in(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(i64, i64)>, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(COUNTS).bind(community).bind(market).fetch_all(tx).await?))
}

/// Whether somebody has answered.
///
/// # Errors
/// What the database says.
pub async fn rated(db: &Db, community: CommunityId, sign_up: SignUpId) -> Result<bool, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(RATED).bind(community).bind(sign_up).fetch_one(db).await?
    }))
}
