//! How often something was done in a stretch of time, and who has to wait for whom.

use shared::time::Millis;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    ADD = "
        insert into rates (scope, subject, since, count) values ($1, $2, $3, $4)
        on conflict (scope, subject, since) do update set count = rates.count + excluded.count";
    TAKE_TURNS = "
        insert into rates (scope, subject, since, count) values ($1, $2, 0, 1), ($1, $3, 0, 1)
        on conflict (scope, subject, since) do update set count = rates.count + excluded.count";
    SUM = "
        select cast(coalesce(sum(count), 0) as bigint) from rates
         where scope = $1 and subject = $2 and since > $3";
    PRUNE = "delete from rates where since < $1";
}

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// Codes entered at an address that were wrong.
    WrongCodes,
    /// Passwords and codes of staff entered at an address that were wrong.
    WrongPasswords,
    /// Contacts that a member of staff wanted to open beyond the limit.
    TooManyLooks,
    /// Codes that make a phone a device, entered at an address or for a market, that were wrong.
    WrongDeviceCodes,
    /// Codes of a place that somebody entered, and that were wrong.
    WrongPlaceCodes,
    /// Nothing: a row that is only there for [`take_turn`].
    Turn,
}

impl Scope {
    fn name(self) -> &'static str {
        match self {
            Scope::WrongCodes => "wrong_codes",
            Scope::WrongPasswords => "wrong_passwords",
            Scope::TooManyLooks => "too_many_looks",
            Scope::WrongDeviceCodes => "wrong_device_codes",
            Scope::WrongPlaceCodes => "wrong_place_codes",
            Scope::Turn => "turn",
        }
    }
}

/// Counts for the hour of `now`; a negative number takes back what was counted.
///
/// # Errors
/// What the database says.
pub async fn add(
    tx: &mut Tx,
    scope: Scope,
    subject: &[u8],
    now: Millis,
    count: i64,
) -> Result<(), Error> {
    add_since(tx, scope, subject, Millis(now.0 - now.0.rem_euclid(Millis::HOUR)), count).await
}

async fn add_since(
    tx: &mut Tx,
    scope: Scope,
    subject: &[u8],
    since: Millis,
    count: i64,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(ADD)
            .bind(scope.name())
            .bind(subject)
            .bind(since)
            .bind(count)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// How often since a time, by whole hours.
///
/// # Errors
/// What the database says.
pub async fn sum(tx: &mut Tx, scope: Scope, subject: &[u8], since: Millis) -> Result<i64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(SUM).bind(scope.name()).bind(subject).bind(since).fetch_one(tx).await?
    }))
}

/// The same, where nothing is written.
///
/// # Errors
/// What the database says.
pub async fn count(db: &Db, scope: Scope, subject: &[u8], since: Millis) -> Result<i64, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(SUM).bind(scope.name()).bind(subject).bind(since).fetch_one(db).await?
    }))
}

/// Whoever takes a turn for the same subject later waits until this operation is over, and then
/// sees what it wrote. A database that runs operations side by side needs this between looking
/// how often and doing it once more.
///
/// # Errors
/// What the database says.
pub async fn take_turn(tx: &mut Tx, subject: &[u8]) -> Result<(), Error> {
    add_since(tx, Scope::Turn, subject, Millis(0), 1).await
}

/// A turn for each of two different subjects.
///
/// # Errors
/// What the database says.
pub async fn take_turns(tx: &mut Tx, one: &[u8], other: &[u8]) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(TAKE_TURNS).bind(Scope::Turn.name()).bind(one).bind(other);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Forgets what was counted before a time.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx, before: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query(PRUNE).bind(before).execute(tx).await?.rows_affected()))
}
