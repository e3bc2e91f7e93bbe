//! What people say is wrong with public wishes.

use shared::{
    id::{CommunityId, PersonId, ReportId, WishId},
    time::Millis,
    wish::Status,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into reports (community_id, id, wish_id, person_id, reason, sealed, at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    SINCE = "
        select cast(count(*) as bigint) from reports
         where community_id = $1 and person_id = $2 and answered_at is null";
    WAITING = "
        select r.id, r.wish_id, r.person_id, r.reason, r.sealed, r.at, w.title, w.status, n.path,
               w.poster_id, w.helper_id
          from reports r
          join wishes w on w.community_id = r.community_id and w.id = r.wish_id
          join nodes n on n.community_id = w.community_id and n.id = w.node_id
         where r.community_id = $1 and r.answered_at is null and (r.at, r.id) > ($2, $3)
         order by r.at, r.id
         limit 100";
    GET = "
        select r.id, r.wish_id, r.person_id, r.reason, r.sealed, r.at, w.title, w.status, n.path,
               w.poster_id, w.helper_id
          from reports r
          join wishes w on w.community_id = r.community_id and w.id = r.wish_id
          join nodes n on n.community_id = w.community_id and n.id = w.node_id
         where r.community_id = $1 and r.id = $2";
    ANSWER = "
        update reports set answered_at = $1, answered_by = $2, answer = $3
         where community_id = $4 and id = $5 and answered_at is null";
}

/// A report as those who answer it need it.
#[derive(FromRow)]
pub struct Row {
    pub id: ReportId,
    pub wish_id: WishId,
    pub person_id: PersonId,
    pub reason: String,
    pub sealed: Vec<u8>,
    pub at: Millis,
    pub title: String,
    pub status: Status,
    pub path: String,
    /// Whose wish it is, and who helps.
    pub poster_id: PersonId,
    pub helper_id: Option<PersonId>,
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    (id, wish, person): (ReportId, WishId, PersonId),
    reason: &str,
    sealed: &[u8],
    at: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(INSERT).bind(community).bind(id).bind(wish).bind(person);
        query.bind(reason).bind(sealed).bind(at).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// How many of somebody's wait for an answer.
///
/// # Errors
/// What the database says.
pub async fn waiting_of(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
) -> Result<i64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(SINCE).bind(community).bind(person).fetch_one(tx).await?
    }))
}

/// Some of those that wait, oldest first, from behind one of them on.
///
/// # Errors
/// What the database says.
pub async fn waiting(
    db: &Db,
    community: CommunityId,
    (at, id): (Millis, ReportId),
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(WAITING).bind(community).bind(at).bind(id).fetch_all(db).await?
    }))
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: ReportId) -> Result<Row, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?))
}

/// # Errors
/// [`Error::Stale`] when it has been answered already.
pub async fn answer(
    tx: &mut Tx,
    community: CommunityId,
    id: ReportId,
    by: PersonId,
    words: &str,
    at: Millis,
) -> Result<(), Error> {
    let answered = in_tx!(tx, |tx| {
        let query = sqlx::query(ANSWER).bind(at).bind(by).bind(words).bind(community).bind(id);
        query.execute(tx).await?.rows_affected()
    });
    if answered == 1 { Ok(()) } else { Err(Error::Stale) }
}
