//! Who was seen at which stall. Rows are added; afterwards only whether one counts, and that it was
//! taken back, changes. Many come in one statement.

use serde_json::json;
use shared::{
    id::{CommunityId, DeviceId, MarketId, MemberId, PersonId, SignUpId, StallId},
    market::{Arrival, Attendee, CheckInWay, Nonce, Scan, SeenAs},
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sign_ups::list, sql};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select c.nonce, c.stall_id, c.person_id, c.member_id, c.sign_up_id, c.what, c.way,
                    c.device_id, c.by_id, c.at, c.received_at, c.seq, c.counts, c.undone_at
               from check_ins c ",
            $rest
        )
    };
}

sql! {
    BY_NONCE = select!("
        where c.community_id = $1 and c.market_id = $2
          and c.nonce in (select unhex(r.value->>'nonce') from json_each(cast($3 as text)) r)");
    OF_PEOPLE = select!("
        where c.community_id = $1 and c.market_id = $2
          and c.person_id in (
              select unhex(r.value->>'person') from json_each(cast($3 as text)) r)");
    LAST = "
        select cast(coalesce(max(seq), 0) as bigint) from check_ins
         where community_id = $1 and market_id = $2";
    INSERT = "
        insert into check_ins
               (community_id, market_id, nonce, stall_id, person_id, member_id, sign_up_id, what,
                way, device_id, by_id, at, received_at, seq, counts)
        select $1, $2, unhex(r.value->>'nonce'), unhex(r.value->>'stall'),
               unhex(r.value->>'person'), unhex(r.value->>'member'), unhex(r.value->>'sign_up'),
               r.value->>'what', r.value->>'way', unhex(r.value->>'device'),
               unhex(r.value->>'by'), cast(r.value->>'at' as bigint), $4,
               cast(r.value->>'seq' as bigint), cast(r.value->>'counts' as boolean)
          from json_each(cast($3 as text)) r";
    COUNT = "
        update check_ins set counts = $1
         where community_id = $2 and market_id = $3
           and nonce in (select unhex(r.value->>'nonce') from json_each(cast($4 as text)) r)";
    // All reasons are one value, of which each has its piece. What no row has yet says to both
    // databases of which type that is.
    UNDO = "
        with r as materialized (
            select unhex(j.value->>'nonce') as nonce, cast(j.value->>'seq' as bigint) as seq,
                   cast(j.value->>'start' as integer) as start,
                   cast(j.value->>'length' as integer) as length
              from json_each(cast($3 as text)) j)
        update check_ins
           set counts = $4, undone_at = $5, undone_by = $6, seq = r.seq,
               undone_why = substr(coalesce(check_ins.undone_why, $7), r.start, r.length)
          from r
         where check_ins.community_id = $1 and check_ins.market_id = $2
           and check_ins.nonce = r.nonce and check_ins.undone_at is null";
    SINCE = select!("
        where c.community_id = $1 and c.market_id = $2 and c.seq > $3
        order by c.seq
        limit $4");
    OF_STALL = "
        select c.nonce, c.stall_id, c.person_id, c.member_id, c.sign_up_id, c.what, c.way,
               c.device_id, c.by_id, c.at, c.received_at, c.seq, c.counts, c.undone_at,
               c.undone_why
          from check_ins c
         where c.community_id = $1 and c.market_id = $2 and c.stall_id = $3
         order by c.at desc, c.nonce
         limit 1000";
    STALL_OF = "
        select stall_id from check_ins
         where community_id = $1 and market_id = $2 and nonce = $3";
    OF_PERSON = "
        select c.market_id, m.title, c.stall_id, c.member_id, c.what, c.at
          from check_ins c
          join markets m on m.community_id = c.community_id and m.id = c.market_id
         where c.community_id = $1 and c.person_id = $2 and c.undone_at is null
         order by c.at, c.nonce
         limit 5000";
    BY_DEVICE = "
        select device_id, cast(count(*) as bigint) from check_ins
         where community_id = $1 and market_id = $2 and counts and device_id is not null
         group by device_id";
    BY_STALL = "
        select stall_id, cast(count(*) as bigint) from check_ins
         where community_id = $1 and market_id = $2 and counts
         group by stall_id";
}

/// Somebody who was seen, as stored.
#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub nonce: Nonce,
    pub stall_id: StallId,
    pub person_id: PersonId,
    pub member_id: MemberId,
    pub sign_up_id: SignUpId,
    pub what: SeenAs,
    pub way: CheckInWay,
    pub device_id: Option<DeviceId>,
    pub by_id: PersonId,
    pub at: Millis,
    pub received_at: Millis,
    pub seq: i64,
    pub counts: bool,
    pub undone_at: Option<Millis>,
}

impl Row {
    /// For whom the ticket was.
    pub fn who(&self) -> Attendee {
        let member = (self.member_id != MemberId::default()).then_some(self.member_id);
        Attendee { account: self.person_id, member }
    }

    /// As the rules know it.
    pub fn scan(&self) -> Scan {
        Scan {
            nonce: self.nonce,
            stall: self.stall_id,
            who: self.who(),
            sign_up: Some(self.sign_up_id),
            way: self.way,
            device: self.device_id,
            by: self.by_id,
            at: self.at,
        }
    }

    /// When somebody came, as far as this tells: who is done after the end of the slot was there
    /// before it.
    pub fn arrival(&self, ends_at: Millis) -> Arrival {
        let at = if self.what == SeenAs::Served { self.at.min(ends_at) } else { self.at };
        Arrival { at, device: self.device_id }
    }

    /// Whether it can be what counts of its person at its stall.
    pub fn is_visit(&self) -> bool {
        self.undone_at.is_none() && self.what != SeenAs::Left
    }
}

/// One with why it was taken back.
#[derive(FromRow, Clone, Debug)]
pub struct WithReason {
    #[sqlx(flatten)]
    pub row: Row,
    pub undone_why: Option<Vec<u8>>,
}

/// One as the person may read it.
#[derive(FromRow, Clone, Debug)]
pub struct Own {
    pub market_id: MarketId,
    pub title: String,
    pub stall_id: StallId,
    pub member_id: MemberId,
    pub what: SeenAs,
    pub at: Millis,
}

fn nonces(nonces: &[Nonce]) -> String {
    list(nonces.iter().map(|it| json!({ "nonce": it.0.simple() })))
}

/// Those of these nonces.
///
/// # Errors
/// What the database says.
pub async fn by_nonce(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    wanted: &[Nonce],
) -> Result<Vec<Row>, Error> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let list = nonces(wanted);
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_as(BY_NONCE).bind(community).bind(market);
        query.bind(list).fetch_all(tx).await?
    }))
}

/// All of these accounts at a market.
///
/// # Errors
/// What the database says.
pub async fn of_people(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    people: &[PersonId],
) -> Result<Vec<Row>, Error> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let list = list(people.iter().map(|it| json!({ "person": it.0.simple() })));
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_as(OF_PEOPLE).bind(community).bind(market);
        query.bind(list).fetch_all(tx).await?
    }))
}

/// The number of the last that came in.
///
/// # Errors
/// What the database says.
pub async fn last(tx: &mut Tx, community: CommunityId, market: MarketId) -> Result<i64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(LAST).bind(community).bind(market).fetch_one(tx).await?
    }))
}

/// Those that came in now.
///
/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    rows: &[Row],
    now: Millis,
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let list = list(rows.iter().map(|it| {
        json!({
            "nonce": it.nonce.0.simple(),
            "stall": it.stall_id.0.simple(),
            "person": it.person_id.0.simple(),
            "member": it.member_id.0.simple(),
            "sign_up": it.sign_up_id.0.simple(),
            "what": it.what,
            "way": it.way,
            "device": it.device_id.map(|id| id.0.simple()),
            "by": it.by_id.0.simple(),
            "at": it.at,
            "seq": it.seq,
            "counts": it.counts,
        })
    }));
    in_tx!(tx, |tx| {
        let query = sqlx::query(INSERT).bind(community).bind(market).bind(list).bind(now);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Says of some whether they count; those that do not any more come first.
///
/// # Errors
/// What the database says.
pub async fn count(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    (some, counts): (&[Nonce], bool),
) -> Result<(), Error> {
    if some.is_empty() {
        return Ok(());
    }
    let list = nonces(some);
    in_tx!(tx, |tx| {
        let query = sqlx::query(COUNT).bind(counts).bind(community).bind(market);
        query.bind(list).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// One that was wrong, with its new place in the order, and why; sealed.
pub struct Wrong {
    pub nonce: Nonce,
    pub seq: i64,
    pub why: Vec<u8>,
}

/// Some were wrong, each once.
///
/// # Errors
/// [`Error::Stale`] when one of them was taken back before.
pub async fn undo(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    wrong: &[Wrong],
    (by, now): (PersonId, Millis),
) -> Result<(), Error> {
    if wrong.is_empty() {
        return Ok(());
    }
    let mut whys: Vec<u8> = Vec::new();
    let list = list(wrong.iter().map(|it| {
        let start = whys.len() + 1;
        whys.extend(&it.why);
        let (nonce, length) = (it.nonce.0.simple(), it.why.len());
        json!({ "nonce": nonce, "seq": it.seq, "start": start, "length": length })
    }));
    let undone = in_tx!(tx, |tx| {
        let query = sqlx::query(UNDO).bind(community).bind(market).bind(list).bind(false);
        query.bind(now).bind(by).bind(whys).execute(tx).await?.rows_affected()
    });
    if usize::try_from(undone) == Ok(wrong.len()) { Ok(()) } else { Err(Error::Stale) }
}

/// So many of those that came in or were taken back after a number, in that order.
///
/// # Errors
/// What the database says.
pub async fn since(
    db: &Db,
    community: CommunityId,
    market: MarketId,
    (since, limit): (i64, i64),
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| {
        let query = sqlx::query_as(SINCE).bind(community).bind(market).bind(since);
        query.bind(limit).fetch_all(db).await?
    }))
}

/// Those of a stall, the latest first.
///
/// # Errors
/// What the database says.
pub async fn of_stall(
    db: &Db,
    community: CommunityId,
    market: MarketId,
    stall: StallId,
) -> Result<Vec<WithReason>, Error> {
    Ok(read!(db, |db| {
        let query = sqlx::query_as(OF_STALL).bind(community).bind(market).bind(stall);
        query.fetch_all(db).await?
    }))
}

/// At which stall it was.
///
/// # Errors
/// [`Error::Missing`] when there was none.
pub async fn stall_of(
    db: &Db,
    community: CommunityId,
    market: MarketId,
    nonce: Nonce,
) -> Result<StallId, Error> {
    Ok(read!(db, |db| {
        let query = sqlx::query_scalar(STALL_OF).bind(community).bind(market);
        query.bind(nonce).fetch_one(db).await?
    }))
}

/// Where an account, or somebody of its household, was seen.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Own>, Error> {
    Ok(read!(db, |db| sqlx::query_as(OF_PERSON).bind(community).bind(person).fetch_all(db).await?))
}

/// How many that count each device brought in.
///
/// # Errors
/// What the database says.
pub async fn by_device(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(DeviceId, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(BY_DEVICE).bind(community).bind(market).fetch_all(db).await?))
}

/// How many that count there are at each stall.
///
/// # Errors
/// What the database says.
pub async fn by_stall(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(StallId, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(BY_STALL).bind(community).bind(market).fetch_all(db).await?))
}
