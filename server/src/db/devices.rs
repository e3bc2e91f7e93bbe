//! Phones at the tables of markets. Of codes and tokens only hashes are stored.

use shared::{
    id::{CommunityId, DeviceId, MarketId, PersonId},
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, market_id, name, provider_id, made_by, made_at, code_until, joined_at,
                    joined_by, seen_at, synced_at, revoked_at
               from devices ",
            $rest
        )
    };
}

sql! {
    INSERT = "
        insert into devices
               (community_id, id, market_id, name, provider_id, made_by, made_at, code_hash,
                code_until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    BY_CODE = select!("
        where community_id = $1 and market_id = $2 and code_hash = $3 and code_until > $4
          and revoked_at is null");
    JOIN = "
        update devices set token_hash = $1, joined_at = $2, joined_by = $3
         where community_id = $4 and id = $5 and seen_at is null and revoked_at is null";
    BY_TOKEN = select!("
        where community_id = $1 and token_hash = $2 and revoked_at is null");
    OF_MARKET = select!("
        where community_id = $1 and market_id = $2
        order by made_at, id
        limit 100");
    LIVE = "
        select id from devices
         where community_id = $1 and market_id = $2 and joined_at is not null
           and revoked_at is null
         order by made_at, id
         limit 100";
    LIVES = "
        select cast(count(*) as bigint) from devices
         where community_id = $1 and id = $2 and revoked_at is null";
    GET = select!("where community_id = $1 and id = $2");
    // Whoever used it, the code has served.
    SEEN = "
        update devices
           set seen_at = $1, code_hash = null,
               synced_at = case when $2 then $1 else synced_at end
         where community_id = $3 and id = $4";
    REVOKE = "
        update devices set revoked_at = $1, token_hash = null, code_hash = null
         where community_id = $2 and id = $3 and revoked_at is null";
    OF_PERSON = select!("
        where community_id = $1 and (made_by = $2 or joined_by = $2)
        order by made_at, id
        limit 1000");
    REVOKE_OF_PERSON = "
        update devices set revoked_at = $1, token_hash = null, code_hash = null
         where community_id = $2 and (made_by = $3 or joined_by = $3) and revoked_at is null";
    FORGET = "
        update devices set name = '' where community_id = $1 and (made_by = $2 or joined_by = $2)";
    SILENT = "
        select cast(count(*) as bigint) from devices
         where community_id = $1 and market_id = $2 and revoked_at is null
           and seen_at is not null and (synced_at is null or synced_at < $3)";
}

/// A device as stored.
#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: DeviceId,
    pub market_id: MarketId,
    pub name: String,
    /// Whose stalls alone it sees.
    pub provider_id: Option<PersonId>,
    pub made_by: PersonId,
    pub made_at: Millis,
    pub code_until: Millis,
    pub joined_at: Option<Millis>,
    pub joined_by: Option<PersonId>,
    pub seen_at: Option<Millis>,
    pub synced_at: Option<Millis>,
    pub revoked_at: Option<Millis>,
}

impl Row {
    /// Who answers for what it brings in.
    pub fn held_by(&self) -> PersonId {
        self.joined_by.unwrap_or(self.made_by)
    }
}

/// A device that waits for a phone.
pub struct New<'a> {
    pub id: DeviceId,
    pub market: MarketId,
    pub name: &'a str,
    pub provider: Option<PersonId>,
    pub by: PersonId,
    pub code_hash: &'a [u8],
    pub until: Millis,
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    new: &New<'_>,
    now: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(new.id)
            .bind(new.market)
            .bind(new.name)
            .bind(new.provider)
            .bind(new.by)
            .bind(now)
            .bind(new.code_hash)
            .bind(new.until)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// Which one waits for a phone that shows this code.
///
/// # Errors
/// What the database says.
pub async fn by_code(
    tx: &mut Tx,
    community: CommunityId,
    (market, code_hash): (MarketId, &[u8]),
    now: Millis,
) -> Result<Option<Row>, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_as(BY_CODE).bind(community).bind(market).bind(code_hash);
        query.bind(now).fetch_optional(tx).await?
    }))
}

/// A phone has become it; nothing, if another phone has used it since.
///
/// # Errors
/// What the database says.
pub async fn join(
    tx: &mut Tx,
    community: CommunityId,
    (id, token_hash): (DeviceId, &[u8]),
    by: Option<PersonId>,
    now: Millis,
) -> Result<bool, Error> {
    let joined = in_tx!(tx, |tx| {
        let query = sqlx::query(JOIN).bind(token_hash).bind(now).bind(by).bind(community);
        query.bind(id).execute(tx).await?.rows_affected()
    });
    Ok(joined == 1)
}

/// The device that shows a token and was not revoked.
///
/// # Errors
/// What the database says.
pub async fn by_token(
    db: &Db,
    community: CommunityId,
    token_hash: &[u8],
) -> Result<Option<Row>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(BY_TOKEN).bind(community).bind(token_hash).fetch_optional(db).await?
    }))
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get(db: &Db, community: CommunityId, id: DeviceId) -> Result<Row, Error> {
    Ok(read!(db, |db| sqlx::query_as(GET).bind(community).bind(id).fetch_one(db).await?))
}

/// All of a market, revoked ones too, in the order in which they were invited.
///
/// # Errors
/// What the database says.
pub async fn of_market(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(OF_MARKET).bind(community).bind(market).fetch_all(db).await?))
}

/// Those of a market that a phone is and that were not revoked.
///
/// # Errors
/// What the database says.
pub async fn live(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<DeviceId>, Error> {
    Ok(read!(db, |db| sqlx::query_scalar(LIVE).bind(community).bind(market).fetch_all(db).await?))
}

/// Whether it was not revoked, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn lives(tx: &mut Tx, community: CommunityId, id: DeviceId) -> Result<bool, Error> {
    let live: i64 = in_tx!(tx, |tx| {
        sqlx::query_scalar(LIVES).bind(community).bind(id).fetch_one(tx).await?
    });
    Ok(live > 0)
}

/// All of a market, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn of_market_in(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Row>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_as(OF_MARKET).bind(community).bind(market).fetch_all(tx).await?
    }))
}

/// Those that somebody invited or was.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(OF_PERSON).bind(community).bind(person).fetch_all(db).await?))
}

/// It was used, and perhaps brought something in.
///
/// # Errors
/// What the database says.
pub async fn seen(
    tx: &mut Tx,
    community: CommunityId,
    id: DeviceId,
    (now, synced): (Millis, bool),
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(SEEN).bind(now).bind(synced).bind(community).bind(id);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// It is none any more.
///
/// # Errors
/// What the database says.
pub async fn revoke(
    tx: &mut Tx,
    community: CommunityId,
    id: DeviceId,
    now: Millis,
) -> Result<bool, Error> {
    let revoked = in_tx!(tx, |tx| {
        let query = sqlx::query(REVOKE).bind(now).bind(community).bind(id);
        query.execute(tx).await?.rows_affected()
    });
    Ok(revoked == 1)
}

/// All that somebody invited or was are none any more.
///
/// # Errors
/// What the database says.
pub async fn revoke_of_person(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query(REVOKE_OF_PERSON).bind(now).bind(community).bind(person);
        query.execute(tx).await?.rows_affected()
    }))
}

/// How those were called.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, community: CommunityId, person: PersonId) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(FORGET).bind(community).bind(person).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// How many have not brought in what they saw up to a time.
///
/// # Errors
/// What the database says.
pub async fn silent(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    since: Millis,
) -> Result<i64, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(SILENT).bind(community).bind(market);
        query.bind(since).fetch_one(tx).await?
    }))
}
