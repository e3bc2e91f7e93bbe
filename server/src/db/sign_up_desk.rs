//! Who waits for the organiser's yes, with what the desk knows a person by.

use shared::{
    id::{CommunityId, MarketId, StallId},
    time::Millis,
};
use sqlx::FromRow;

use super::{
    Db, Error, read,
    sign_ups::{self, Stored},
    sql,
};

sql! {
    PENDING_COUNTS = "
        select sl.stall_id, cast(count(*) as bigint)
          from sign_ups s
          join slots sl on sl.community_id = s.community_id and sl.id = s.slot_id
         where s.community_id = $1 and s.market_id = $2 and s.status = 'pending'
         group by sl.stall_id";
    PENDING_SINCE = "
        select cast(count(*) as bigint), min(cast(state ->> 'since' as bigint))
          from sign_ups
         where community_id = $1 and market_id = $2 and status = 'pending'";
    PENDING = "
        select s.id, s.market_id, s.slot_id, s.person_id, s.member_id, s.position, s.wants,
               s.after_others, s.by_proxy, s.needs_yes, s.state, s.code, s.starts_at, s.ends_at,
               s.passed_at, s.version, p.phone_sealed, m.sealed
          from sign_ups s
          join people p on p.id = s.person_id
          left join members m
            on m.community_id = s.community_id and m.person_id = s.person_id
           and m.id = s.member_id
         where s.community_id = $1 and s.market_id = $2 and s.status = 'pending'
         order by s.starts_at, s.position, s.id
         limit 500";
}

/// One of them. What is sealed, was so by who signed up.
pub struct Pending {
    pub stored: Stored,
    pub phone_sealed: Vec<u8>,
    pub nickname_sealed: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    sign_up: sign_ups::Row,
    phone_sealed: Vec<u8>,
    sealed: Option<Vec<u8>>,
}

/// All of a market, those that begin first first.
///
/// # Errors
/// What the database says.
pub async fn pending(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Pending>, Error> {
    let rows: Vec<Row> =
        read!(db, |db| sqlx::query_as(PENDING).bind(community).bind(market).fetch_all(db).await?);
    let pending = |row: Row| {
        let (phone_sealed, nickname_sealed) = (row.phone_sealed, row.sealed);
        Ok(Pending { stored: row.sign_up.try_into()?, phone_sealed, nickname_sealed })
    };
    rows.into_iter().map(pending).collect()
}

/// How many wait at a market, and since when the first of them.
///
/// # Errors
/// What the database says.
pub async fn pending_since(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Option<(i64, Millis)>, Error> {
    let (count, since): (i64, Option<Millis>) = read!(db, |db| {
        sqlx::query_as(PENDING_SINCE).bind(community).bind(market).fetch_one(db).await?
    });
    Ok(since.map(|since| (count, since)))
}

/// How many wait at each stall.
///
/// # Errors
/// What the database says.
pub async fn pending_counts(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(StallId, i64)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(PENDING_COUNTS).bind(community).bind(market).fetch_all(db).await?
    }))
}
