//! The browsers in which people are signed in. Only the hash of what a browser shows is stored.

use shared::{
    id::{PersonId, SessionId},
    person::NOTICE_VERSION,
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into sessions (token_hash, id, person_id, device, began_at, last_used_at)
        values ($1, $2, $3, $4, $5, $5)";
    BY_TOKEN = "
        select sessions.id, sessions.person_id, sessions.device, sessions.began_at,
               sessions.last_used_at, sessions.stepped_up_at, sessions.stepped_used_at
          from sessions
          join people on people.id = sessions.person_id and people.ended_at is null
                     and people.notice_version = $2
         where sessions.token_hash = $1 and sessions.ended_at is null";
    OF_PERSON = "
        select id, person_id, device, began_at, last_used_at, stepped_up_at, stepped_used_at
          from sessions
         where person_id = $1 and ended_at is null and last_used_at > $2
         order by began_at desc
         limit 50";
    USE = "update sessions set last_used_at = $1 where id = $2 and ended_at is null";
    END = "
        update sessions set ended_at = $1
         where id = $2 and person_id = $3 and ended_at is null";
    STEP_UP = "
        update sessions set stepped_up_at = $1, stepped_used_at = $1
         where id = $2 and ended_at is null";
    STEP_USE = "
        update sessions set stepped_used_at = $1
         where id = $2 and ended_at is null and stepped_up_at is not null";
    STEP_DOWN = "
        update sessions set stepped_up_at = null, stepped_used_at = null where id = $1";
    END_ALL = "update sessions set ended_at = $1 where person_id = $2 and ended_at is null";
    PROVE = "update sessions set proved_at = $1 where id = $2 and ended_at is null";
    PROVED = "select proved_at from sessions where id = $1 and ended_at is null";
    PRUNE = "delete from sessions where ended_at < $1 or last_used_at < $2";
    RENEW = "update sessions set token_hash = $1 where id = $2 and ended_at is null";
}

/// A session as stored.
#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: SessionId,
    pub person_id: PersonId,
    pub device: String,
    pub began_at: Millis,
    pub last_used_at: Millis,
    pub stepped_up_at: Option<Millis>,
    pub stepped_used_at: Option<Millis>,
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    token_hash: &[u8],
    id: SessionId,
    person: PersonId,
    device: &str,
    now: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(token_hash)
            .bind(id)
            .bind(person)
            .bind(device)
            .bind(now)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// The session of a token, unless it was ended, or the privacy notice is another since: then its
/// owner agrees anew by signing in. How long it lasts is for the caller to judge.
///
/// # Errors
/// What the database says.
pub async fn by_token(db: &Db, token_hash: &[u8]) -> Result<Option<Row>, Error> {
    Ok(read!(db, |db| {
        let query = sqlx::query_as(BY_TOKEN).bind(token_hash).bind(i64::from(NOTICE_VERSION));
        query.fetch_optional(db).await?
    }))
}

/// Newest first, without those unused since a time.
///
/// # Errors
/// What the database says.
pub async fn of_person(db: &Db, person: PersonId, since: Millis) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(OF_PERSON).bind(person).bind(since).fetch_all(db).await?))
}

/// # Errors
/// What the database says.
pub async fn mark_used(tx: &mut Tx, id: SessionId, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| sqlx::query(USE).bind(now).bind(id).execute(tx).await.map(drop)?);
    Ok(())
}

/// Ends one of a person's own sessions.
///
/// # Errors
/// [`Error::Missing`] when the person has no such session.
pub async fn end(tx: &mut Tx, id: SessionId, person: PersonId, now: Millis) -> Result<(), Error> {
    let ended = in_tx!(tx, |tx| {
        sqlx::query(END).bind(now).bind(id).bind(person).execute(tx).await?.rows_affected()
    });
    if ended == 1 { Ok(()) } else { Err(Error::Missing) }
}

/// Opens staff powers; from here on the browser shows another token.
///
/// # Errors
/// What the database says.
pub async fn step_up(
    tx: &mut Tx,
    id: SessionId,
    token_hash: &[u8],
    now: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| sqlx::query(RENEW).bind(token_hash).bind(id).execute(tx).await.map(drop)?);
    in_tx!(tx, |tx| sqlx::query(STEP_UP).bind(now).bind(id).execute(tx).await.map(drop)?);
    Ok(())
}

/// # Errors
/// What the database says.
pub async fn mark_stepped_use(tx: &mut Tx, id: SessionId, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| sqlx::query(STEP_USE).bind(now).bind(id).execute(tx).await.map(drop)?);
    Ok(())
}

/// # Errors
/// What the database says.
pub async fn step_down(tx: &mut Tx, id: SessionId) -> Result<(), Error> {
    in_tx!(tx, |tx| sqlx::query(STEP_DOWN).bind(id).execute(tx).await.map(drop)?);
    Ok(())
}

/// Forgets sessions that were ended before a time, or not used since another.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx, ended: Millis, unused: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query(PRUNE).bind(ended).bind(unused).execute(tx).await?.rows_affected()
    }))
}

/// Notes that whoever has this browser has the phone too.
///
/// # Errors
/// What the database says.
pub async fn prove(tx: &mut Tx, id: SessionId, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| sqlx::query(PROVE).bind(now).bind(id).execute(tx).await.map(drop)?);
    Ok(())
}

/// When that was noted last.
///
/// # Errors
/// [`Error::Missing`] when the session has ended.
pub async fn proved_at(tx: &mut Tx, id: SessionId) -> Result<Option<Millis>, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_scalar(PROVED).bind(id).fetch_one(tx).await?))
}

/// Ends all sessions of a person, and answers how many those were.
///
/// # Errors
/// What the database says.
pub async fn end_all(tx: &mut Tx, person: PersonId, now: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query(END_ALL).bind(now).bind(person).execute(tx).await?.rows_affected()
    }))
}
