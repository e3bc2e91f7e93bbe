//! What counts of a market in the end.

use shared::{
    id::{CommunityId, MarketId, MemberId, PersonId, StallId},
    market::Attendee,
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    VISITS = "
        select stall_id, person_id, member_id from check_ins
         where community_id = $1 and market_id = $2 and counts";
    // Two phones may have said so of one; and who had a number is counted by it.
    SERVED = "
        select c.stall_id, cast(count(distinct c.sign_up_id) as bigint) from check_ins c
         where c.community_id = $1 and c.market_id = $2 and c.what = 'served'
           and c.undone_at is null
           and not exists (
               select 1 from queue_numbers q
                where q.community_id = c.community_id and q.stall_id = c.stall_id
                  and q.person_id = c.person_id and q.member_id = c.member_id
                  and q.status = 'served')
         group by c.stall_id";
    LATE = "
        select (select cast(count(*) as bigint) from check_ins
                 where community_id = $1 and market_id = $2
                   and (counts and received_at > $3
                        or undone_at > $3 and received_at <= $3))
             + (select cast(count(*) as bigint) from taps
                 where community_id = $1 and market_id = $2 and received_at > $3)";
}

/// Somebody was checked in at a stall, and it counts.
#[derive(FromRow, Clone, Copy, Debug)]
pub struct Visit {
    pub stall_id: StallId,
    person_id: PersonId,
    member_id: MemberId,
}

impl Visit {
    /// Who it was.
    pub fn who(&self) -> Attendee {
        let member = (self.member_id != MemberId::default()).then_some(self.member_id);
        Attendee { account: self.person_id, member }
    }
}

/// Everybody who was checked in, once for each stall.
///
/// # Errors
/// What the database says.
pub async fn visits(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Visit>, Error> {
    Ok(read!(db, |db| sqlx::query_as(VISITS).bind(community).bind(market).fetch_all(db).await?))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn visits_in(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Visit>, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(VISITS).bind(community).bind(market).fetch_all(tx).await?))
}

/// How many times somebody was served at each stall.
///
/// # Errors
/// What the database says.
pub async fn served(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(StallId, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(SERVED).bind(community).bind(market).fetch_all(db).await?))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn served_in(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(StallId, i64)>, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(SERVED).bind(community).bind(market).fetch_all(tx).await?))
}

/// How many came in after a time and count, or came in before and were taken back after it.
///
/// # Errors
/// What the database says.
pub async fn late(
    db: &Db,
    community: CommunityId,
    market: MarketId,
    since: Millis,
) -> Result<i64, Error> {
    Ok(read!(db, |db| {
        let query = sqlx::query_scalar(LATE).bind(community).bind(market);
        query.bind(since).fetch_one(db).await?
    }))
}
