//! What posters write to helpers, sealed.

use shared::{
    id::{CommunityId, PersonId, WishId},
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    // Once; again, after it was taken back, or when somebody else has made it come true.
    WRITE = "
        insert into thanks
               (community_id, wish_id, poster_id, helper_id, sealed, at, status, times, answer)
        values ($1, $2, $3, $4, $5, $6, $7, 1, '')
        on conflict (community_id, wish_id) do update
           set helper_id = excluded.helper_id, sealed = excluded.sealed, at = excluded.at,
               status = excluded.status, times = thanks.times + 1, answer_sealed = null,
               answered_at = null, answered_by = null
         where thanks.times < $8
           and (thanks.status = 'withdrawn' or thanks.helper_id <> excluded.helper_id)";
    GET = "
        select wish_id, poster_id, helper_id, sealed, at, status, answer_sealed from thanks
         where community_id = $1 and wish_id = $2 and status <> 'withdrawn'";
    TO_HELPER = "
        select wish_id, sealed from thanks
         where community_id = $1 and helper_id = $2 and status <> 'withdrawn'
         order by wish_id desc
         limit 200";
    WAITING = "
        select t.at, t.wish_id from thanks t
          join wishes w on w.community_id = t.community_id and w.id = t.wish_id
         where t.community_id = $1 and t.status = 'waiting' and w.status = 'fulfilled'
           and w.helper_id = t.helper_id and (t.at, t.wish_id) > ($2, $3)
         order by t.at, t.wish_id
         limit 100";
    DECIDE = "
        update thanks set status = $1, answer_sealed = $2, answered_at = $3, answered_by = $4
         where community_id = $5 and wish_id = $6 and at = $7 and status = $8";
    KEEP_PRIVATE = "
        update thanks set status = 'private'
         where community_id = $1 and wish_id = $2
           and status in ('waiting', 'public', 'refused')";
    WITHDRAW = "
        update thanks set status = 'withdrawn', sealed = $3, answer_sealed = null
         where community_id = $1 and wish_id = $2 and status <> 'withdrawn'";
}

/// How often one may be written about one wish: the helper is told each time.
const MOST_TIMES: i64 = 3;

/// A thank-you as stored.
#[derive(FromRow)]
pub struct Row {
    pub wish_id: WishId,
    pub poster_id: PersonId,
    pub helper_id: PersonId,
    pub sealed: Vec<u8>,
    pub at: Millis,
    pub status: String,
    /// Why a reviewer said no.
    pub answer_sealed: Option<Vec<u8>>,
}

/// Writes it down, unless one is there already.
///
/// # Errors
/// [`Error::Stale`] when one is there, or was too often.
pub async fn write(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    (poster, helper): (PersonId, PersonId),
    sealed: &[u8],
    (at, status): (Millis, &str),
) -> Result<(), Error> {
    let written = in_tx!(tx, |tx| {
        let query = sqlx::query(WRITE).bind(community).bind(wish).bind(poster).bind(helper);
        let query = query.bind(sealed).bind(at).bind(status).bind(MOST_TIMES);
        query.execute(tx).await?.rows_affected()
    });
    if written == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// What was written about a wish, if it was not taken back.
///
/// # Errors
/// What the database says.
pub async fn get(db: &Db, community: CommunityId, wish: WishId) -> Result<Option<Row>, Error> {
    Ok(read!(db, |db| { sqlx::query_as(GET).bind(community).bind(wish).fetch_optional(db).await? }))
}

/// The same, inside an operation.
///
/// # Errors
/// What the database says.
pub async fn load(tx: &mut Tx, community: CommunityId, wish: WishId) -> Result<Option<Row>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_as(GET).bind(community).bind(wish).fetch_optional(tx).await?
    }))
}

/// What was written to a helper, by wish.
///
/// # Errors
/// What the database says.
pub async fn to_helper(
    db: &Db,
    community: CommunityId,
    helper: PersonId,
) -> Result<Vec<(WishId, Vec<u8>)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(TO_HELPER).bind(community).bind(helper).fetch_all(db).await?
    }))
}

/// When and about which wishes thanks were written that wait for a reviewer, after one of them,
/// oldest first.
///
/// # Errors
/// What the database says.
pub async fn waiting(
    db: &Db,
    community: CommunityId,
    (at, wish): (Millis, WishId),
) -> Result<Vec<(Millis, WishId)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(WAITING).bind(community).bind(at).bind(wish).fetch_all(db).await?
    }))
}

/// What a reviewer says about what was written at a time.
///
/// # Errors
/// [`Error::Stale`] when it was decided, taken back or written anew meanwhile.
pub async fn decide(
    tx: &mut Tx,
    community: CommunityId,
    before: &Row,
    (status, answer): (&str, Option<&[u8]>),
    (by, at): (PersonId, Millis),
) -> Result<(), Error> {
    let decided = in_tx!(tx, |tx| {
        let query = sqlx::query(DECIDE).bind(status).bind(answer).bind(at).bind(by);
        let query = query.bind(community).bind(before.wish_id).bind(before.at);
        query.bind(&before.status).execute(tx).await?.rows_affected()
    });
    tx.touch(community);
    if decided == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Keeps it for the helper alone.
///
/// # Errors
/// [`Error::Stale`] when it is so already.
pub async fn keep_private(tx: &mut Tx, community: CommunityId, wish: WishId) -> Result<(), Error> {
    let kept = in_tx!(tx, |tx| {
        let query = sqlx::query(KEEP_PRIVATE).bind(community).bind(wish);
        query.execute(tx).await?.rows_affected()
    });
    tx.touch(community);
    if kept == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Puts something empty in the place of the words.
///
/// # Errors
/// [`Error::Stale`] when there is nothing to take back.
pub async fn withdraw(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    nothing: &[u8],
) -> Result<(), Error> {
    let withdrawn = in_tx!(tx, |tx| {
        let query = sqlx::query(WITHDRAW).bind(community).bind(wish).bind(nothing);
        query.execute(tx).await?.rows_affected()
    });
    tx.touch(community);
    if withdrawn == 1 { Ok(()) } else { Err(Error::Stale) }
}
