//! When what is done again and again was last done, for all communities together. Of several
//! servers, one does it.

use shared::{id::CommunityId, time::Millis};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    RAN = "
        insert into jobs (community_id, name, last_ran_at, detail) values ($1, $2, $3, $4)
        on conflict (community_id, name) do update
           set last_ran_at = excluded.last_ran_at, detail = excluded.detail";
    TOUCHED = "
        insert into jobs (community_id, name, last_ran_at, detail) values ($1, $2, $3, '')
        on conflict (community_id, name) do update set last_ran_at = excluded.last_ran_at";
    TAKE_TURN = "
        insert into jobs (community_id, name, last_ran_at, detail) values ($1, $2, $3, '')
        on conflict (community_id, name) do update set last_ran_at = excluded.last_ran_at
         where jobs.last_ran_at <= $4";
    TAKE_MOMENT = "
        insert into jobs (community_id, name, last_ran_at, detail) values ($1, $2, $3, '')
        on conflict (community_id, name) do update set last_ran_at = excluded.last_ran_at
         where jobs.last_ran_at < $3";
    LAST = "select last_ran_at from jobs where community_id = $1 and name = $2";
    ALL = "
        select name, last_ran_at, detail from jobs where community_id = $1
         order by name
         limit 100";
}

/// A job, and when it was last done.
#[derive(FromRow, Clone, Debug, PartialEq)]
pub struct Row {
    pub name: String,
    pub last_ran_at: Millis,
    /// What came of it, for whoever looks after the server.
    pub detail: String,
}

/// Notes that a job is done, and what came of it; nothing private.
///
/// # Errors
/// What the database says.
pub async fn ran_with(tx: &mut Tx, name: &str, detail: &str, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(RAN).bind(CommunityId::default()).bind(name).bind(now);
        query.bind(detail).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Notes that a job is done, and that what came of it last still holds.
///
/// # Errors
/// What the database says.
pub async fn touched(tx: &mut Tx, name: &str, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(TOUCHED).bind(CommunityId::default()).bind(name).bind(now);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Whether a job is due that is done every so many milliseconds. True for one of all who ask, who
/// then does it.
///
/// # Errors
/// What the database says.
pub async fn take_turn(tx: &mut Tx, name: &str, every: i64, now: Millis) -> Result<bool, Error> {
    let taken = in_tx!(tx, |tx| {
        let query = sqlx::query(TAKE_TURN).bind(CommunityId::default()).bind(name).bind(now);
        query.bind(now.after(-every)).execute(tx).await?.rows_affected()
    });
    Ok(taken == 1)
}

/// Whether what a community has at certain moments is still to be done for this one. True for one of
/// all who ask, who then does it.
///
/// # Errors
/// What the database says.
pub async fn take_moment(
    tx: &mut Tx,
    (community, name): (CommunityId, &str),
    moment: Millis,
) -> Result<bool, Error> {
    let taken = in_tx!(tx, |tx| {
        let query = sqlx::query(TAKE_MOMENT).bind(community).bind(name).bind(moment);
        query.execute(tx).await?.rows_affected()
    });
    Ok(taken == 1)
}

/// For which moment that was done last.
///
/// # Errors
/// What the database says.
pub async fn last_moment(
    db: &Db,
    (community, name): (CommunityId, &str),
) -> Result<Option<Millis>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(LAST).bind(community).bind(name).fetch_optional(db).await?
    }))
}

/// All jobs, by name.
///
/// # Errors
/// What the database says.
pub async fn all(db: &Db) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(ALL).bind(CommunityId::default()).fetch_all(db).await?))
}
