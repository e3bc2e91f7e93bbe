//! What is still to be sent. Written by the transaction that makes it true, sent afterwards.

use serde_json::json;
use shared::{
    health::MessageHealth,
    id::{CommunityId, NoticeId, PersonId, SignUpId},
    notice::{News, Notice},
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sign_ups::list, sql};

sql! {
    INSERT = "
        insert into outbox (community_id, id, person_id, news, made_at, due_at, tries, failed)
        select $1, unhex(r.value->>'id'), unhex(r.value->>'person'), r.value->'news',
               cast(r.value->>'at' as bigint), cast(r.value->>'at' as bigint), 0, $3
          from json_each(cast($2 as text)) r";
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
    PUT_OFF = "
        update outbox set due_at = $1
         where community_id = $2 and id = $3 and tries = $4 and done_at is null";
    DONE = "
        update outbox set done_at = $1, failed = $2
         where community_id = $3 and id = $4 and done_at is null";
    SUPPRESS = "
        update outbox set done_at = $1, suppressed = $2
         where community_id = $3 and id = $4 and done_at is null";
    // What somebody is at counts too.
    SENT = "
        select cast(count(*) as bigint) from outbox
         where person_id = $1 and suppressed is null and failed = $2 and id <> $3
           and (done_at > $4 or (done_at is null and tries > 0))";
    // Until when a place is one.
    SLOT_END = "
        select s.ends_at from sign_ups u
          join slots s on s.community_id = u.community_id and s.id = u.slot_id
         where u.community_id = $1 and u.id = $2";
    STATES = "
        select done_at, failed, suppressed from outbox
         where community_id = $1 and person_id = $2
         order by id
         limit 1000";
    WAITS = "
        select cast(count(*) as bigint) as waiting, min(made_at) as since from outbox
         where done_at is null";
    LAST_SENT = "
        select max(done_at) from outbox where failed = $1 and suppressed is null";
    GIVEN_UP = "
        select cast(count(*) as bigint) from outbox where failed = $1 and done_at > $2";
    SUPPRESSED = "
        select cast(count(*) as bigint) from outbox
         where suppressed is not null and done_at > $1";
    PRUNE = "delete from outbox where community_id = $1 and done_at < $2";
    WAITING = "select cast(count(*) as bigint) from outbox where done_at is null and due_at <= $1";
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Delivery {
    Queued,
    Sent,
    GivenUp,
    /// Its reader had enough messages that day.
    OverCap,
    /// Its reader does not want such messages.
    NotWanted,
    /// Nothing could come of it any more.
    TooLate,
}

/// Why a message is not sent.
#[derive(Clone, Copy, Debug, PartialEq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Suppressed {
    OverCap,
    NotWanted,
    TooLate,
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
    told: &[(PersonId, Notice)],
) -> Result<(), Error> {
    if told.is_empty() {
        return Ok(());
    }
    let list = list(told.iter().map(|(person, it)| {
        let (person, id) = (person.0.simple(), it.id.0.simple());
        json!({ "person": person, "id": id, "at": it.at, "news": it.news })
    }));
    in_tx!(tx, |tx| {
        sqlx::query(INSERT).bind(community).bind(list).bind(false).execute(tx).await.map(drop)?
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

/// A message waits until then, and nobody has tried to send it.
///
/// # Errors
/// What the database says.
pub async fn put_off(tx: &mut Tx, row: &Row, until: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(PUT_OFF).bind(until).bind(row.community_id).bind(row.id);
        query.bind(row.tries).execute(tx).await.map(drop)?
    });
    Ok(())
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

/// It is not to be sent.
///
/// # Errors
/// What the database says.
pub async fn suppress(tx: &mut Tx, row: &Row, why: Suppressed, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(SUPPRESS).bind(now).bind(why).bind(row.community_id);
        query.bind(row.id).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// How many other messages somebody got since a time, by SMS, in all communities.
///
/// # Errors
/// What the database says.
pub async fn sent_since(tx: &mut Tx, row: &Row, since: Millis) -> Result<i64, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(SENT).bind(row.person_id).bind(false).bind(row.id);
        query.bind(since).fetch_one(tx).await?
    }))
}

/// When the slot of a sign-up is over; nothing, where the sign-up is gone.
///
/// # Errors
/// What the database says.
pub async fn slot_end(
    tx: &mut Tx,
    community: CommunityId,
    sign_up: SignUpId,
) -> Result<Option<Millis>, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(SLOT_END).bind(community).bind(sign_up);
        query.fetch_optional(tx).await?
    }))
}

/// What became of somebody's messages, oldest first.
///
/// # Errors
/// What the database says.
pub async fn states(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Delivery>, Error> {
    type Ended = (Option<Millis>, bool, Option<Suppressed>);
    let rows: Vec<Ended> = read!(db, |db| {
        sqlx::query_as(STATES).bind(community).bind(person).fetch_all(db).await?
    });
    let state = |row: Ended| match row {
        (None, ..) => Delivery::Queued,
        (_, _, Some(Suppressed::OverCap)) => Delivery::OverCap,
        (_, _, Some(Suppressed::NotWanted)) => Delivery::NotWanted,
        (_, _, Some(Suppressed::TooLate)) => Delivery::TooLate,
        (_, true, None) => Delivery::GivenUp,
        (_, false, None) => Delivery::Sent,
    };
    Ok(rows.into_iter().map(state).collect())
}

/// What waits, what was sent last, and what was not sent since a time.
///
/// # Errors
/// What the database says.
pub async fn health(db: &Db, since: Millis) -> Result<MessageHealth, Error> {
    let (waiting, oldest_waiting_since): (i64, Option<Millis>) =
        read!(db, |db| sqlx::query_as(WAITS).fetch_one(db).await?);
    let last_sent_at =
        read!(db, |db| sqlx::query_scalar(LAST_SENT).bind(false).fetch_one(db).await?);
    let given_up =
        read!(db, |db| sqlx::query_scalar(GIVEN_UP).bind(true).bind(since).fetch_one(db).await?);
    let suppressed =
        read!(db, |db| sqlx::query_scalar(SUPPRESSED).bind(since).fetch_one(db).await?);
    let behind = false;
    Ok(MessageHealth { behind, waiting, oldest_waiting_since, last_sent_at, given_up, suppressed })
}
