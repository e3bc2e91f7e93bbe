//! What a market was, in figures, once who was there has been forgotten; and the forgetting.

use shared::{
    id::{CommunityId, MarketId},
    market::SummaryFigures,
    time::Millis,
};
use sqlx::types::Json;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    GET = "select figures from market_sums where community_id = $1 and market_id = $2";
    KEEP = "
        insert into market_sums (community_id, market_id, figures, summed_at)
        values ($1, $2, $3, $4)
        on conflict (community_id, market_id) do nothing";
    // Whether anybody summed it up does not matter; a plan may still be for another day.
    OLD = "
        select m.id from markets m
         where m.community_id = $1 and m.ends_at < $2
           and m.status not in ('draft', 'submitted')
           and not exists (select 1 from market_sums s
                            where s.community_id = m.community_id and s.market_id = m.id)
         order by m.ends_at, m.id
         limit 50";
    CHECK_INS = "delete from check_ins where community_id = $1 and market_id = $2";
    TAPS = "delete from taps where community_id = $1 and market_id = $2";
    DEVICES = "delete from devices where community_id = $1 and market_id = $2";
    QUEUE_NUMBERS = "delete from queue_numbers where community_id = $1 and market_id = $2";
    // What the rule about places left empty looks back at, stays for as long as that.
    SIGN_UPS = "
        delete from sign_ups where community_id = $1 and market_id = $2 and status <> 'no_show'";
    NO_SHOWS = "
        delete from sign_ups where community_id = $1 and status = 'no_show' and market_id in (
            select s.market_id from market_sums s
              join markets m on m.community_id = s.community_id and m.id = s.market_id
             where s.community_id = $1 and m.ends_at < $2)";
}

/// What a market was, if who was there has been forgotten.
///
/// # Errors
/// What the database says.
pub async fn get(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Option<SummaryFigures>, Error> {
    let found: Option<Json<SummaryFigures>> = read!(db, |db| {
        sqlx::query_scalar(GET).bind(community).bind(market).fetch_optional(db).await?
    });
    Ok(found.map(|it| it.0))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn get_in(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Option<SummaryFigures>, Error> {
    let found: Option<Json<SummaryFigures>> = in_tx!(tx, |tx| {
        sqlx::query_scalar(GET).bind(community).bind(market).fetch_optional(tx).await?
    });
    Ok(found.map(|it| it.0))
}

/// Some markets that were over before a time, and of which it is still known who was there; the
/// oldest first.
///
/// # Errors
/// What the database says.
pub async fn old(db: &Db, community: CommunityId, before: Millis) -> Result<Vec<MarketId>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(OLD).bind(community).bind(before).fetch_all(db).await?
    }))
}

/// Keeps the figures, and forgets who was there, on which phone that was seen, who had a place and
/// who a number. Answers how many rows that were.
///
/// # Errors
/// What the database says.
pub async fn forget(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    figures: &SummaryFigures,
    now: Millis,
) -> Result<u64, Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(KEEP).bind(community).bind(market).bind(Json(figures));
        query.bind(now).execute(tx).await.map(drop)?
    });
    let mut rows = 0;
    for statement in [CHECK_INS, TAPS, DEVICES, QUEUE_NUMBERS, SIGN_UPS] {
        rows += in_tx!(tx, |tx| {
            sqlx::query(statement).bind(community).bind(market).execute(tx).await?.rows_affected()
        });
    }
    Ok(rows)
}

/// Forgets the places left empty at markets that were over before a time and are otherwise forgotten.
///
/// # Errors
/// What the database says.
pub async fn forget_no_shows(
    tx: &mut Tx,
    community: CommunityId,
    before: Millis,
) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query(NO_SHOWS).bind(community).bind(before).execute(tx).await?.rows_affected()
    }))
}
