//! How it was, of wishes that came true: how often each answer was given for which kind. Who gave
//! it is not kept, only that somebody was asked.

use shared::{
    id::{CommunityId, WishId},
    pace::Rated,
    wish::WishKind,
};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    // Of what came true, and once.
    NOTE = "
        update wishes set rated = true
         where community_id = $1 and id = $2 and not rated and status = 'fulfilled'
        returning kind";
    ADD = "
        insert into wish_ratings (community_id, kind, stars, count)
        values ($1, $2, $3, 1)
        on conflict (community_id, kind, stars)
        do update set count = wish_ratings.count + 1";
    COUNTS = "
        select kind, stars, count from wish_ratings where community_id = $1";
    RATED = "select rated from wishes where community_id = $1 and id = $2";
}

/// Counts an answer; whether none had been given.
///
/// # Errors
/// What the database says.
pub async fn add(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    stars: i64,
) -> Result<bool, Error> {
    let kind: Option<WishKind> = in_tx!(tx, |tx| {
        sqlx::query_scalar(NOTE).bind(community).bind(wish).fetch_optional(tx).await?
    });
    let Some(kind) = kind else { return Ok(false) };
    in_tx!(tx, |tx| {
        let query = sqlx::query(ADD).bind(community).bind(kind).bind(stars);
        query.execute(tx).await.map(drop)?
    });
    Ok(true)
}

/// How often each answer was given.
///
/// # Errors
/// What the database says.
pub async fn counts(db: &Db, community: CommunityId) -> Result<Vec<Rated>, Error> {
    let rows: Vec<(WishKind, i64, i64)> =
        read!(db, |db| sqlx::query_as(COUNTS).bind(community).fetch_all(db).await?);
    Ok(rows.into_iter().map(|(kind, stars, count)| Rated { kind, stars, count }).collect())
}

/// Whether whoever wished has answered.
///
/// # Errors
/// What the database says.
pub async fn rated(db: &Db, community: CommunityId, wish: WishId) -> Result<bool, Error> {
    Ok(read!(db, |db| sqlx::query_scalar(RATED).bind(community).bind(wish).fetch_one(db).await?))
}
