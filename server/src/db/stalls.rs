//! Stalls of markets.

use shared::{
    id::{CommunityId, MarketId, PersonId, StallId},
    market::{Needs, Proof, Service, Stall, StallCase, StallClass, StallState, stall_timers},
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, markets, read, sql};

/// All columns of a stall.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, market_id, provider_id, provider_name, class, service, number, capacity,
                    minutes, needs, elders, expected, proof, applied_at, state, version
               from stalls ",
            $rest
        )
    };
}

sql! {
    GET = select!("where community_id = $1 and id = $2");
    MARKET_OF = "select market_id from stalls where community_id = $1 and id = $2";
    OF_MARKET = select!("
        where community_id = $1 and market_id = $2
        order by applied_at, id
        limit 500");
    OF_PROVIDER = select!("
        where community_id = $1 and provider_id = $2
        order by applied_at desc, id desc
        limit 500");
    INSERT = "
        insert into stalls
               (community_id, id, market_id, provider_id, provider_name, class, service, number,
                capacity, minutes, needs, elders, expected, proof, applied_at, status, state,
                due_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                1)";
    SAVE = "
        update stalls
           set expected = $1, proof = $2, status = $3, state = $4, due_at = $5,
               version = version + 1
         where community_id = $6 and id = $7 and version = $8";
    CHANGE = "
        update stalls
           set provider_name = $1, class = $2, service = $3, capacity = $4, minutes = $5,
               needs = $6, elders = $7, expected = $8, proof = $9, due_at = $10,
               version = version + 1
         where community_id = $11 and id = $12 and version = $13";
    // What an organiser has entered belongs to somebody else.
    FORGET = "
        update stalls set provider_name = '', proof = null, version = version + 1
         where community_id = $1 and provider_id = $2
           and exists (select 1 from markets m
                        where m.community_id = stalls.community_id and m.id = stalls.market_id
                          and m.organiser_id <> stalls.provider_id)";
}

/// A stall as stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub stall: Stall,
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: StallId,
    market_id: MarketId,
    provider_id: PersonId,
    provider_name: String,
    class: StallClass,
    service: Service,
    number: String,
    capacity: i64,
    minutes: i64,
    needs: Json<Needs>,
    elders: bool,
    expected: bool,
    proof: Option<Json<Proof>>,
    applied_at: Millis,
    state: Json<StallState>,
    version: i64,
}

impl From<Row> for Stored {
    fn from(row: Row) -> Self {
        let stall = Stall {
            id: row.id,
            market: row.market_id,
            provider: row.provider_id,
            provider_name: row.provider_name,
            class: row.class,
            service: row.service,
            number: row.number,
            capacity: row.capacity,
            minutes_per_service: row.minutes,
            needs: row.needs.0,
            elders: row.elders,
            expected: row.expected,
            proof: row.proof.map(|proof| proof.0),
            applied_at: row.applied_at,
            state: row.state.0,
        };
        Self { stall, version: row.version }
    }
}

fn all(rows: Vec<Row>) -> Vec<Stored> {
    rows.into_iter().map(Stored::from).collect()
}

fn next_due(stall: &Stall, case: &StallCase<'_>) -> Option<Millis> {
    stall_timers(stall, case).first().map(|(at, _)| *at)
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    stall: &Stall,
    case: &StallCase<'_>,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(stall.id)
            .bind(stall.market)
            .bind(stall.provider)
            .bind(&stall.provider_name)
            .bind(stall.class)
            .bind(stall.service)
            .bind(&stall.number)
            .bind(stall.capacity)
            .bind(stall.minutes_per_service)
            .bind(Json(stall.needs))
            .bind(stall.elders)
            .bind(stall.expected)
            .bind(stall.proof.as_ref().map(Json))
            .bind(stall.applied_at)
            .bind(stall.status())
            .bind(Json(&stall.state))
            .bind(next_due(stall, case))
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get(db: &Db, community: CommunityId, id: StallId) -> Result<Stored, Error> {
    let row: Row =
        read!(db, |db| sqlx::query_as(GET).bind(community).bind(id).fetch_one(db).await?);
    Ok(row.into())
}

/// A stall as of this transaction, that others may change at the same time.
///
/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get_in(tx: &mut Tx, community: CommunityId, id: StallId) -> Result<Stored, Error> {
    let row: Row =
        in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?);
    Ok(row.into())
}

/// A stall to be changed, with its market: nobody else changes either until this is committed.
///
/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(
    tx: &mut Tx,
    community: CommunityId,
    id: StallId,
) -> Result<(markets::Stored, Stored), Error> {
    let market: MarketId = in_tx!(tx, |tx| {
        sqlx::query_scalar(MARKET_OF).bind(community).bind(id).fetch_one(tx).await?
    });
    let market = markets::load(tx, community, market).await?;
    let row: Row =
        in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?);
    Ok((market, row.into()))
}

/// Those of a market, in the order in which they applied.
///
/// # Errors
/// What the database says.
pub async fn of_market(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Stored>, Error> {
    Ok(all(read!(db, |db| {
        sqlx::query_as(OF_MARKET).bind(community).bind(market).fetch_all(db).await?
    })))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn of_market_in(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Stored>, Error> {
    Ok(all(in_tx!(tx, |tx| {
        sqlx::query_as(OF_MARKET).bind(community).bind(market).fetch_all(tx).await?
    })))
}

/// Those of a provider, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_provider(
    db: &Db,
    community: CommunityId,
    provider: PersonId,
) -> Result<Vec<Stored>, Error> {
    Ok(all(read!(db, |db| {
        sqlx::query_as(OF_PROVIDER).bind(community).bind(provider).fetch_all(db).await?
    })))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn of_provider_in(
    tx: &mut Tx,
    community: CommunityId,
    provider: PersonId,
) -> Result<Vec<Stored>, Error> {
    Ok(all(in_tx!(tx, |tx| {
        sqlx::query_as(OF_PROVIDER).bind(community).bind(provider).fetch_all(tx).await?
    })))
}

/// The stall as it is now, with when time looks at it next.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn save(
    tx: &mut Tx,
    community: CommunityId,
    stall: &Stall,
    version: i64,
    case: &StallCase<'_>,
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        sqlx::query(SAVE)
            .bind(stall.expected)
            .bind(stall.proof.as_ref().map(Json))
            .bind(stall.status())
            .bind(Json(&stall.state))
            .bind(next_due(stall, case))
            .bind(community)
            .bind(stall.id)
            .bind(version)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// The stall as its organiser has corrected it.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn change(
    tx: &mut Tx,
    community: CommunityId,
    stall: &Stall,
    version: i64,
    case: &StallCase<'_>,
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        sqlx::query(CHANGE)
            .bind(&stall.provider_name)
            .bind(stall.class)
            .bind(stall.service)
            .bind(stall.capacity)
            .bind(stall.minutes_per_service)
            .bind(Json(stall.needs))
            .bind(stall.elders)
            .bind(stall.expected)
            .bind(stall.proof.as_ref().map(Json))
            .bind(next_due(stall, case))
            .bind(community)
            .bind(stall.id)
            .bind(version)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Takes away what somebody who leaves was called at their stalls, and their papers.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, community: CommunityId, provider: PersonId) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(FORGET).bind(community).bind(provider).execute(tx).await.map(drop)?
    });
    Ok(())
}
