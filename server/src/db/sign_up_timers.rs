//! Which sign-ups time has to look at.

use shared::{
    id::{CommunityId, SignUpId},
    time::Millis,
};

use super::{Db, Error, Tx, in_tx, read, sign_ups::Stored, sql};

sql! {
    PASS = "
        update sign_ups set passed_at = $1, due_at = $2
         where community_id = $3 and id = $4 and version = $5 and passed_at = $6";
    LATER = "
        update sign_ups set due_at = $1
         where community_id = $2 and id = $3 and version = $4 and passed_at = $5";
    DUE = "
        select due_at, community_id, id from sign_ups
         where due_at is not null and due_at <= $1 and (due_at, id) > ($2, $3)
         order by due_at, id
         limit $4";
}

/// Time has done what it does up to now, and looks again then.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn pass(
    tx: &mut Tx,
    community: CommunityId,
    of: &Stored,
    (now, due_at): (Millis, Option<Millis>),
) -> Result<(), Error> {
    let passed = in_tx!(tx, |tx| {
        sqlx::query(PASS)
            .bind(now)
            .bind(due_at)
            .bind(community)
            .bind(of.sign_up.id)
            .bind(of.version)
            .bind(of.passed_at)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if passed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Time has done nothing, and looks again then.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn later(
    tx: &mut Tx,
    community: CommunityId,
    of: &Stored,
    due_at: Millis,
) -> Result<(), Error> {
    let put_off = in_tx!(tx, |tx| {
        let query = sqlx::query(LATER).bind(due_at).bind(community).bind(of.sign_up.id);
        query.bind(of.version).bind(of.passed_at).execute(tx).await?.rows_affected()
    });
    if put_off == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// What time has to look at, some of it, in order, behind the last that was looked at.
///
/// # Errors
/// What the database says.
pub async fn due(
    db: &Db,
    now: Millis,
    (at, id): (Millis, SignUpId),
    limit: i64,
) -> Result<Vec<(Millis, CommunityId, SignUpId)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(DUE).bind(now).bind(at).bind(id).bind(limit).fetch_all(db).await?
    }))
}
