//! Who wants to be told when one can sign up at a market.

use shared::id::{CommunityId, MarketId, PersonId};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    ASK = "
        insert into market_reminders (community_id, market_id, person_id) values ($1, $2, $3)
        on conflict do nothing";
    LEAVE = "
        delete from market_reminders
         where community_id = $1 and market_id = $2 and person_id = $3";
    OF_PERSON = "
        select market_id from market_reminders where community_id = $1 and person_id = $2
         order by market_id
         limit 1000";
    TAKE = "
        delete from market_reminders where community_id = $1 and market_id = $2
        returning person_id";
}

/// Somebody wants to be told, or no longer.
///
/// # Errors
/// What the database says.
pub async fn set(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    person: PersonId,
    wanted: bool,
) -> Result<(), Error> {
    let statement = if wanted { ASK } else { LEAVE };
    in_tx!(tx, |tx| {
        let query = sqlx::query(statement).bind(community).bind(market).bind(person);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Of which markets somebody wants to be told.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<MarketId>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(OF_PERSON).bind(community).bind(person).fetch_all(db).await?
    }))
}

/// Takes away who wants to be told of a market, since they are told by the same act.
///
/// # Errors
/// What the database says.
pub async fn take(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<PersonId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(TAKE).bind(community).bind(market).fetch_all(tx).await?
    }))
}
