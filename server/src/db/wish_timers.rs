//! Which wishes time has to look at, and which are on a desk.

use shared::{
    id::{CommunityId, WishId},
    time::Millis,
};

use super::{
    Db, Error, Tx, in_tx, read, sql,
    wishes::{Row, Stored, Version, select},
};

sql! {
    DUE = "
        select due_at, community_id, id from wishes
         where due_at is not null and due_at <= $1 and (due_at, id) > ($2, $3)
         order by due_at, id
         limit $4";
    NOT_DUE = "
        update wishes set told_at = $1, due_at = $2, desk_at = $3
         where community_id = $4 and id = $5 and version = $6";
    DESK = select!("
        where w.community_id = $1 and w.desk_at is not null and w.desk_at <= $2
              and (w.desk_at, w.id) > ($3, $4)
        order by w.desk_at, w.id
        limit $5");
    UNATTENDED = "
        select cast(count(*) as bigint) from wishes
         where due_at is null and desk_at is null
           and (status in ('submitted', 'needs_info', 'open', 'offered', 'in_parts', 'claimed', 'in_progress',
                           'delivered', 'disputed')
                or status = 'referred' and state->>'answered_at' is null)";
}

/// Wishes that time has to look at, the most urgent first, in all communities; with the time and
/// the id behind which the next of them come.
///
/// # Errors
/// What the database says.
pub async fn due(
    db: &Db,
    now: Millis,
    after: Option<(Millis, WishId)>,
    limit: i64,
) -> Result<Vec<(Millis, CommunityId, WishId)>, Error> {
    let (at, id) = after.unwrap_or_default();
    Ok(read!(db, |db| {
        sqlx::query_as(DUE).bind(now).bind(at).bind(id).bind(limit).fetch_all(db).await?
    }))
}

/// Nothing has changed about the wish, but when time looks at it next.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn not_due(
    tx: &mut Tx,
    community: CommunityId,
    (id, version): (WishId, Version),
    told_at: Millis,
    (due, desk): (Option<Millis>, Option<Millis>),
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        let query = sqlx::query(NOT_DUE).bind(told_at).bind(due).bind(desk);
        query.bind(community).bind(id).bind(version.0).execute(tx).await?.rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Wishes that are on a desk, the longest there first, from behind a place there on.
///
/// # Errors
/// What the database says.
pub async fn on_desk(
    db: &Db,
    community: CommunityId,
    now: Millis,
    after: Place,
    limit: i64,
) -> Result<Vec<Stored>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        let query = sqlx::query_as(DESK).bind(community).bind(now).bind(after.0).bind(after.1);
        query.bind(limit).fetch_all(db).await?
    });
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// Where a wish is on the desk: since when, and of one moment, which.
pub type Place = (Millis, WishId);

/// How many wishes have neither a next time nor a desk: none, ever.
///
/// # Errors
/// What the database says.
pub async fn unattended(db: &Db) -> Result<i64, Error> {
    Ok(read!(db, |db| sqlx::query_scalar(UNATTENDED).fetch_one(db).await?))
}
