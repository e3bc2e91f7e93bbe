//! Passwords and second factors of staff.

use shared::{id::PersonId, time::Millis};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into credentials
               (person_id, password, totp_sealed, totp_step, failures, locked_until, made_at)
        values ($1, $2, $3, $4, 0, 0, $5)
        on conflict do nothing";
    GET = "
        select password, totp_sealed, failures, locked_until from credentials
         where person_id = $1";
    // Every try counts as a failure until it has succeeded, so that many at once count as many.
    COUNT = "
        update credentials set failures = failures + 1, locked_until = $1
         where person_id = $2 and failures = $3 and locked_until <= $4";
    SUCCEED = "
        update credentials set failures = 0, locked_until = 0, totp_step = $1
         where person_id = $2 and totp_step < $1";
}

/// Credentials as stored.
#[derive(FromRow, Clone)]
pub struct Row {
    /// Its Argon2id hash.
    pub password: String,
    pub totp_sealed: Vec<u8>,
    pub failures: i64,
    pub locked_until: Millis,
}

/// # Errors
/// [`Error::Stale`] when the person has credentials already.
pub async fn insert(
    tx: &mut Tx,
    person: PersonId,
    password: &str,
    totp_sealed: &[u8],
    totp_step: i64,
    now: Millis,
) -> Result<(), Error> {
    let inserted = in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(person)
            .bind(password)
            .bind(totp_sealed)
            .bind(totp_step)
            .bind(now)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if inserted == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// # Errors
/// What the database says.
pub async fn get(db: &Db, person: PersonId) -> Result<Option<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(GET).bind(person).fetch_optional(db).await?))
}

/// # Errors
/// [`Error::Missing`] when the person has none.
pub async fn load(tx: &mut Tx, person: PersonId) -> Result<Row, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(GET).bind(person).fetch_one(tx).await?))
}

/// Counts a try before it is judged; whether the next may come is for `locked_until`.
///
/// # Errors
/// [`Error::Stale`] when somebody else tried meanwhile.
pub async fn count_try(
    tx: &mut Tx,
    person: PersonId,
    row: &Row,
    locked_until: Millis,
    now: Millis,
) -> Result<(), Error> {
    let counted = in_tx!(tx, |tx| {
        sqlx::query(COUNT)
            .bind(locked_until)
            .bind(person)
            .bind(row.failures)
            .bind(now)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if counted == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// The password and the code of this time step were right. False, when the step was used before.
///
/// # Errors
/// What the database says.
pub async fn succeed(tx: &mut Tx, person: PersonId, totp_step: i64) -> Result<bool, Error> {
    let changed = in_tx!(tx, |tx| {
        sqlx::query(SUCCEED).bind(totp_step).bind(person).execute(tx).await?.rows_affected()
    });
    Ok(changed == 1)
}
