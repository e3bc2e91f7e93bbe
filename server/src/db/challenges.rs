//! Codes that were sent to phones, each good for one sign-in. For a day a row is also the record
//! of who asked how often.

use shared::{id::ChallengeId, time::Millis};
use sqlx::FromRow;

use super::{Error, Tx, in_tx, sql};

sql! {
    ASKS_OF_PHONE = "
        select made_at from challenges where phone_hash = $1 and made_at > $2
         order by made_at desc
         limit 10";
    // Numbers that were signed in with are no sign of abuse, however many share an address.
    OTHERS_AT_ADDRESS = "
        select max(made_at) as last_at from challenges
         where address_hash = $1 and made_at > $2 and phone_hash <> $3
         group by phone_hash
        having max(proved_at) is null
         order by last_at desc
         limit 100";
    KILL = "update challenges set tries_left = 0 where phone_hash = $1 and tries_left > 0";
    INSERT = "
        insert into challenges
               (id, phone_hash, phone_sealed, address_hash, code_hash, made_at, ends_at,
                tries_left)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    // Checks and counts in one: of many who guess at once, nobody gets a try that is not there.
    TRY = "
        update challenges
           set tries_left = case when code_hash = $2 then 0 else tries_left - 1 end,
               proved_at = case when code_hash = $2 then $3 else proved_at end
         where id = $1 and tries_left > 0 and ends_at > $3 and made_at <= $4
        returning phone_hash, phone_sealed, tries_left, proved_at";
    SPEND = "update challenges set tries_left = 0 where id = $1 and tries_left > 0";
    TAKE_BACK = "delete from challenges where id = $1";
    PRUNE = "delete from challenges where made_at < $1";
}

/// A code that is about to be sent.
#[derive(Clone)]
pub struct New {
    pub id: ChallengeId,
    pub phone_hash: Vec<u8>,
    pub phone_sealed: Vec<u8>,
    pub address_hash: Vec<u8>,
    pub code_hash: Vec<u8>,
    pub made_at: Millis,
    pub ends_at: Millis,
    pub tries: i64,
}

/// What one try did.
#[derive(FromRow)]
pub struct Tried {
    pub phone_hash: Vec<u8>,
    pub phone_sealed: Vec<u8>,
    pub tries_left: i64,
    /// Now, if the code was right.
    pub proved_at: Option<Millis>,
}

/// When a phone asked for codes, newest first.
///
/// # Errors
/// What the database says.
pub async fn asks_of_phone(
    tx: &mut Tx,
    phone_hash: &[u8],
    since: Millis,
) -> Result<Vec<Millis>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(ASKS_OF_PHONE).bind(phone_hash).bind(since).fetch_all(tx).await?
    }))
}

/// When other phones at an address asked last, newest first, without those that signed in.
///
/// # Errors
/// What the database says.
pub async fn others_at_address(
    tx: &mut Tx,
    address_hash: &[u8],
    phone_hash: &[u8],
    since: Millis,
) -> Result<Vec<Millis>, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(OTHERS_AT_ADDRESS).bind(address_hash).bind(since);
        query.bind(phone_hash).fetch_all(tx).await?
    }))
}

/// A new code; those that the phone got before are good for nothing any more.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, new: &New) -> Result<(), Error> {
    in_tx!(tx, |tx| sqlx::query(KILL).bind(&new.phone_hash).execute(tx).await.map(drop)?);
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(new.id)
            .bind(&new.phone_hash)
            .bind(&new.phone_sealed)
            .bind(&new.address_hash)
            .bind(&new.code_hash)
            .bind(new.made_at)
            .bind(new.ends_at)
            .bind(new.tries)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// Uses up one try, or all of them where the code is right. Nothing, where there was none left,
/// or where the time is not between the making and the end; `ahead` allows for another server
/// whose clock is a little ahead of ours.
///
/// # Errors
/// What the database says.
pub async fn try_code(
    tx: &mut Tx,
    id: ChallengeId,
    code_hash: &[u8],
    now: Millis,
    ahead: i64,
) -> Result<Option<Tried>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_as(TRY)
            .bind(id)
            .bind(code_hash)
            .bind(now)
            .bind(now.after(ahead))
            .fetch_optional(tx)
            .await?
    }))
}

/// Makes a code that was found too old useless for good, whatever a clock says later.
///
/// # Errors
/// What the database says.
pub async fn spend(tx: &mut Tx, id: ChallengeId) -> Result<(), Error> {
    in_tx!(tx, |tx| sqlx::query(SPEND).bind(id).execute(tx).await.map(drop)?);
    Ok(())
}

/// As if it had not been asked for: the message could not be sent.
///
/// # Errors
/// What the database says.
pub async fn take_back(tx: &mut Tx, id: ChallengeId) -> Result<(), Error> {
    in_tx!(tx, |tx| sqlx::query(TAKE_BACK).bind(id).execute(tx).await.map(drop)?);
    Ok(())
}

/// Forgets what was asked before a time; a day is what the limits look back.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx, before: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query(PRUNE).bind(before).execute(tx).await?.rows_affected()))
}
