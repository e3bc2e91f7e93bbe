//! What staff see beside a wish: the market at which it was made, and who agreed to it.

use shared::{
    id::{CommunityId, MarketId, WishId},
    time::Millis,
    wish::StepName,
};

use super::{Db, Error, Tx, in_tx, read, sql};

// What was never public, or was taken back, was no wish of the day.
macro_rules! count {
    () => {
        "select cast(count(*) as bigint) from wishes
          where community_id = $1 and market_id = $2
            and status not in ('declined', 'withdrawn', 'removed')"
    };
}

sql! {
    PUT = "
        update wishes set market_id = $1
         where community_id = $2 and id = $3 and market_id is null";
    OF_WISH = "
        select m.id, m.title from markets m
          join wishes w on w.community_id = m.community_id and w.market_id = m.id
         where w.community_id = $1 and w.id = $2";
    COUNT = count!();
    AGREED = "
        select min(at) from events
         where community_id = $1 and about_id = $2 and what = $3
           and cast(detail as text) like $4";
}

/// What an event calls it that the adult for whom a wish is agrees to it.
pub const PROXY_AGREED: &str = "proxy_agreed";

/// When its poster recorded that the adult for whom a wish is agrees to it.
///
/// # Errors
/// What the database says.
pub async fn proxy_agreed_at(
    db: &Db,
    community: CommunityId,
    wish: WishId,
) -> Result<Option<Millis>, Error> {
    let like = format!("%\"{PROXY_AGREED}\"%");
    Ok(read!(db, |db| {
        let query = sqlx::query_scalar(AGREED).bind(community).bind(wish.0);
        query.bind(StepName::Post.code()).bind(&like).fetch_one(db).await?
    }))
}

/// Notes where a wish was made.
///
/// # Errors
/// What the database says.
pub async fn put(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    wish: WishId,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(PUT).bind(market).bind(community).bind(wish).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// The market at which a wish was made, with its title.
///
/// # Errors
/// What the database says.
pub async fn of_wish(
    db: &Db,
    community: CommunityId,
    wish: WishId,
) -> Result<Option<(MarketId, String)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(OF_WISH).bind(community).bind(wish).fetch_optional(db).await?
    }))
}

/// How many wishes were made there.
///
/// # Errors
/// What the database says.
pub async fn count(db: &Db, community: CommunityId, market: MarketId) -> Result<i64, Error> {
    Ok(read!(db, |db| sqlx::query_scalar(COUNT).bind(community).bind(market).fetch_one(db).await?))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn count_in(tx: &mut Tx, community: CommunityId, market: MarketId) -> Result<i64, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_scalar(COUNT)
        .bind(community)
        .bind(market)
        .fetch_one(tx)
        .await?))
}
