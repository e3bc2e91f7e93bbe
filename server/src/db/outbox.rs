//! What is still to be sent. Written by the transaction that makes it true, sent afterwards.

use shared::{
    id::{CommunityId, NoticeId, PersonId},
    notice::{News, Notice},
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into outbox (community_id, id, person_id, news, made_at, due_at, tries, failed)
        values ($1, $2, $3, $4, $5, $5, 0, $6)";
    DUE = "
        select o.community_id, o.id, o.person_id, o.news, o.made_at, o.tries, p.phone_sealed
          from outbox o
          join people p on p.id = o.person_id
         where o.done_at is null and o.due_at <= $1
         order by o.due_at
         limit 50";
    TAKE = "
        update outbox set tries = tries + 1, due_at = $1
         where community_id = $2 and id = $3 and tries = $4 and done_at is null";
    DONE = "
        update outbox set done_at = $1, failed = $2
         where community_id = $3 and id = $4 and done_at is null";
    PRUNE = "delete from outbox where community_id = $1 and done_at < $2";
    WAITING = "select cast(count(*) as bigint) from outbox where done_at is null and due_at <= $1";
}

/// A message that is due.
#[derive(FromRow)]
pub struct Row {
    pub community_id: CommunityId,
    pub id: NoticeId,
    pub person_id: PersonId,
    pub news: Json<News>,
    pub made_at: Millis,
    pub tries: i64,
    pub phone_sealed: Vec<u8>,
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    notice: &Notice,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(notice.id)
            .bind(person)
            .bind(Json(&notice.news))
            .bind(notice.at)
            .bind(false)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// # Errors
/// What the database says.
pub async fn due(db: &Db, now: Millis) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(DUE).bind(now).fetch_all(db).await?))
}

/// Takes a message to be sent; of several servers, one gets it. It is due again at `again`, in
/// case whoever took it dies.
///
/// # Errors
/// What the database says.
pub async fn take(tx: &mut Tx, row: &Row, again: Millis) -> Result<bool, Error> {
    let taken = in_tx!(tx, |tx| {
        sqlx::query(TAKE)
            .bind(again)
            .bind(row.community_id)
            .bind(row.id)
            .bind(row.tries)
            .execute(tx)
            .await?
            .rows_affected()
    });
    Ok(taken == 1)
}

/// It was sent, or given up.
///
/// # Errors
/// What the database says.
pub async fn done(tx: &mut Tx, row: &Row, failed: bool, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(DONE)
            .bind(now)
            .bind(failed)
            .bind(row.community_id)
            .bind(row.id)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// How many messages wait longer than they should; for the health line.
///
/// # Errors
/// What the database says.
pub async fn waiting(db: &Db, since: Millis) -> Result<i64, Error> {
    Ok(read!(db, |db| sqlx::query_scalar(WAITING).bind(since).fetch_one(db).await?))
}

/// Forgets what was sent or given up before a time.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx, community: CommunityId, before: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query(PRUNE).bind(community).bind(before).execute(tx).await?.rows_affected()
    }))
}
