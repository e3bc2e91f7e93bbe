//! Numbers in the queues of stalls. Whoever changes one takes a turn for its stall first.

use serde_json::json;
use shared::{
    id::{CommunityId, MarketId, MemberId, PersonId, StallId},
    market::{Attendee, QueueNumber, QueueState},
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sign_ups::list, sql};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select stall_id, number, person_id, member_id, turn, missed, state, taken_at, version
               from queue_numbers ",
            $rest
        )
    };
}

sql! {
    OF_STALL = select!("where community_id = $1 and stall_id = $2 order by number");
    OF_MARKET = select!("
        where community_id = $1 and market_id = $2
        order by stall_id, number");
    OF_PERSON = select!("
        where community_id = $1 and person_id = $2 and taken_at > $3
        order by taken_at, stall_id, number
        limit 1000");
    WAITING_AT = "
        select distinct stall_id from queue_numbers
         where community_id = $1 and market_id = $2 and status in ('waiting', 'called')
         order by stall_id";
    WAITING_FOR = "
        select distinct stall_id from queue_numbers
         where community_id = $1 and person_id = $2 and status in ('waiting', 'called')
         order by stall_id";
    INSERT = "
        insert into queue_numbers
               (community_id, stall_id, number, market_id, person_id, member_id, turn, missed,
                status, state, taken_at, due_at, version)
        select $1, unhex(r.value->>'stall'), cast(r.value->>'number' as bigint),
               unhex(r.value->>'market'), unhex(r.value->>'person'), unhex(r.value->>'member'),
               cast(r.value->>'turn' as bigint), cast(r.value->>'missed' as boolean),
               r.value->>'status', r.value->'state', $3, cast(r.value->>'due_at' as bigint), 1
          from json_each(cast($2 as text)) r";
    SAVE = "
        with r as materialized (
            select unhex(j.value->>'stall') as stall_id,
                   cast(j.value->>'number' as bigint) as number,
                   cast(j.value->>'turn' as bigint) as turn,
                   cast(j.value->>'missed' as boolean) as missed, j.value->>'status' as status,
                   j.value->'state' as state, cast(j.value->>'due_at' as bigint) as due_at,
                   cast(j.value->>'version' as bigint) as version
              from json_each(cast($2 as text)) j)
        update queue_numbers
           set turn = r.turn, missed = r.missed, status = r.status, state = r.state,
               due_at = r.due_at, version = queue_numbers.version + 1
          from r
         where queue_numbers.community_id = $1 and queue_numbers.stall_id = r.stall_id
           and queue_numbers.number = r.number and queue_numbers.version = r.version";
    DUE = "
        select due_at, community_id, stall_id from queue_numbers
         where due_at is not null and due_at <= $1 and (due_at, stall_id) > ($2, $3)
         order by due_at, stall_id
         limit $4";
    SLOT_LENGTHS = "
        select stall_id, cast(min(ends_at - starts_at) as bigint) from slots
         where community_id = $1 and market_id = $2
         group by stall_id";
    SERVED = "
        select stall_id, cast(count(*) as bigint) from queue_numbers
         where community_id = $1 and market_id = $2 and status = 'served'
         group by stall_id
         order by stall_id";
    FORGET = "
        update queue_numbers set person_id = null, member_id = $1, version = version + 1
         where community_id = $2 and person_id = $3";
    FORGET_OLD = "
        update queue_numbers set person_id = null, member_id = $1, version = version + 1
         where community_id = $2 and person_id is not null and taken_at < $3";
}

/// A number as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub stall: StallId,
    pub number: QueueNumber,
    pub taken_at: Millis,
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    stall_id: StallId,
    number: i64,
    person_id: Option<PersonId>,
    member_id: MemberId,
    turn: i64,
    missed: bool,
    state: Json<QueueState>,
    taken_at: Millis,
    version: i64,
}

impl From<Row> for Stored {
    fn from(row: Row) -> Self {
        let member = (row.member_id != MemberId::default()).then_some(row.member_id);
        let (number, turn, missed) = (row.number, row.turn, row.missed);
        let who = row.person_id.map(|account| Attendee { account, member });
        let number = QueueNumber { number, who, turn, missed, state: row.state.0 };
        Self { stall: row.stall_id, number, taken_at: row.taken_at, version: row.version }
    }
}

fn all(rows: Vec<Row>) -> Vec<Stored> {
    rows.into_iter().map(Stored::from).collect()
}

/// All numbers of a stall, in the order in which they were taken.
///
/// # Errors
/// What the database says.
pub async fn of_stall(
    db: &Db,
    community: CommunityId,
    stall: StallId,
) -> Result<Vec<Stored>, Error> {
    Ok(all(read!(db, |db| {
        sqlx::query_as(OF_STALL).bind(community).bind(stall).fetch_all(db).await?
    })))
}

/// The same, to be changed: the caller has taken the turn of the stall.
///
/// # Errors
/// What the database says.
pub async fn load(
    tx: &mut Tx,
    community: CommunityId,
    stall: StallId,
) -> Result<Vec<Stored>, Error> {
    Ok(all(in_tx!(tx, |tx| {
        sqlx::query_as(OF_STALL).bind(community).bind(stall).fetch_all(tx).await?
    })))
}

/// All numbers of a market, by stall.
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

/// Those that an account took since a time, the household's among them.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
    since: Millis,
) -> Result<Vec<Stored>, Error> {
    Ok(all(read!(db, |db| {
        sqlx::query_as(OF_PERSON).bind(community).bind(person).bind(since).fetch_all(db).await?
    })))
}

/// At which stalls of a market somebody waits.
///
/// # Errors
/// What the database says.
pub async fn waiting_at(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<StallId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(WAITING_AT).bind(community).bind(market).fetch_all(tx).await?
    }))
}

/// At which stalls an account waits, or one of the household.
///
/// # Errors
/// What the database says.
pub async fn waiting_for(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<StallId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(WAITING_FOR).bind(community).bind(person).fetch_all(tx).await?
    }))
}

/// A number to be stored, with when time looks at it; and its version, if it was there before.
pub type Changed = (QueueNumber, Option<Millis>, Option<i64>);

/// Numbers of one stall: new ones, and those that were there, each with the version that was
/// loaded.
///
/// # Errors
/// [`Error::Stale`] when one of them has changed since.
pub async fn save(
    tx: &mut Tx,
    community: CommunityId,
    (market, stall): (MarketId, StallId),
    rows: &[Changed],
    now: Millis,
) -> Result<(), Error> {
    let row = |(it, due_at, version): &Changed| {
        json!({
            "market": market.0.simple(),
            "stall": stall.0.simple(),
            "number": it.number,
            "person": it.who.map(|who| who.account.0.simple()),
            "member": it.who.and_then(|who| who.member).unwrap_or_default().0.simple(),
            "turn": it.turn,
            "missed": it.missed,
            "status": it.state.code(),
            "state": it.state,
            "due_at": due_at,
            "version": version,
        })
    };
    let (old, new): (Vec<&Changed>, Vec<&Changed>) = rows.iter().partition(|it| it.2.is_some());
    if !new.is_empty() {
        let list = list(new.into_iter().map(row));
        in_tx!(tx, |tx| {
            let query = sqlx::query(INSERT).bind(community).bind(list).bind(now);
            query.execute(tx).await.map(drop)?
        });
    }
    if old.is_empty() {
        return Ok(());
    }
    let (count, list) = (old.len(), list(old.into_iter().map(row)));
    let saved = in_tx!(tx, |tx| {
        sqlx::query(SAVE).bind(community).bind(list).execute(tx).await?.rows_affected()
    });
    if usize::try_from(saved) == Ok(count) { Ok(()) } else { Err(Error::Stale) }
}

/// Stalls at which somebody was called and has not come, some of them, in order, behind the last
/// that was looked at. One may be there several times.
///
/// # Errors
/// What the database says.
pub async fn due(
    db: &Db,
    now: Millis,
    (at, stall): (Millis, StallId),
    limit: i64,
) -> Result<Vec<(Millis, CommunityId, StallId)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(DUE).bind(now).bind(at).bind(stall).bind(limit).fetch_all(db).await?
    }))
}

/// How long the slots of each stall are, the shortest of each, in milliseconds.
///
/// # Errors
/// What the database says.
pub async fn slot_lengths(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(StallId, i64)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(SLOT_LENGTHS).bind(community).bind(market).fetch_all(db).await?
    }))
}

/// How many services are over at each stall of a market.
///
/// # Errors
/// What the database says.
pub async fn served(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(StallId, i64)>, Error> {
    Ok(read!(db, |db| { sqlx::query_as(SERVED).bind(community).bind(market).fetch_all(db).await? }))
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
    Ok(in_tx!(tx, |tx| {
        sqlx::query_as(SERVED).bind(community).bind(market).fetch_all(tx).await?
    }))
}

/// The numbers of an account become nobody's.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, community: CommunityId, person: PersonId) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(FORGET).bind(MemberId::default()).bind(community);
        query.bind(person).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// So do those that were taken before a time; answers how many.
///
/// # Errors
/// What the database says.
pub async fn forget_old(tx: &mut Tx, community: CommunityId, before: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query(FORGET_OLD).bind(MemberId::default()).bind(community);
        query.bind(before).execute(tx).await?.rows_affected()
    }))
}
