//! Slots, as they are needed to decide about them.

use std::collections::BTreeSet;

use serde_json::json;
use shared::{
    id::{CommunityId, MarketId, NodeId, PersonId, SignUpId, SlotId, StallId},
    market::{
        Editorial, MarketKind, MarketStatus, Operational, Refusal, Service, SignUp, Slot, SlotCase,
        SlotState, SlotTimes, StallStatus, Terms, WaitingList, shut,
    },
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sign_ups::list, sql};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select sl.id, sl.stall_id, sl.market_id, sl.starts_at, sl.ends_at, sl.opens_at,
                    sl.closes_at, sl.capacity, sl.walk_in, sl.approval, sl.places, sl.taken,
                    sl.next_position, sl.version, st.provider_id, st.provider_name, st.service,
                    st.number, st.status as stall_status, m.organiser_id, m.node_id, n.path,
                    m.kind, m.title, m.place_name, m.rehearsal, m.status as market_status,
                    m.editorial, m.operational,
                    exists (select 1 from sign_ups c
                             where c.community_id = sl.community_id and c.slot_id = sl.id
                               and c.status in ('checked_in', 'served', 'checked_out')) as came
               from slots sl
               join stalls st on st.community_id = sl.community_id and st.id = sl.stall_id
               join markets m on m.community_id = sl.community_id and m.id = sl.market_id
               join nodes n on n.community_id = sl.community_id and n.id = m.node_id ",
            $rest
        )
    };
}

sql! {
    GET = select!("where sl.community_id = $1 and sl.id = $2");
    BY_ID = select!("
        where sl.community_id = $1
          and sl.id in (select unhex(r.value->>'id') from json_each(cast($2 as text)) r)");
    OF_PERSON = select!("
        where sl.community_id = $1
          and sl.id in (select s.slot_id from sign_ups s
                         where s.community_id = $1 and s.person_id = $2 and s.ends_at > $3)
        order by sl.starts_at, sl.id
        limit 1000");
    OF_SIGN_UP = "select slot_id from sign_ups where community_id = $1 and id = $2";
    WAITING = "
        select cast(count(*) as bigint),
               cast(count(case when after_others then 1 end) as bigint)
          from sign_ups
         where community_id = $1 and slot_id = $2 and status = 'waitlisted'";
    SAVE = "
        update slots set places = $1, taken = $2, next_position = $3, version = $4
         where community_id = $5 and id = $6 and version = $7";
    OF_MARKET = "select id from slots where community_id = $1 and market_id = $2 order by id";
    OF_STALL = "select id from slots where community_id = $1 and stall_id = $2 order by id";
}

/// A slot with the stall and the market it is of.
#[derive(Clone, Debug)]
pub struct SlotAt {
    pub slot: Slot,
    pub places: i64,
    pub taken: i64,
    pub next_position: i64,
    pub provider: PersonId,
    pub provider_name: String,
    pub service: Service,
    pub number: String,
    pub market: MarketId,
    pub organiser: PersonId,
    pub node: NodeId,
    /// The path of that node.
    pub path: String,
    pub kind: MarketKind,
    pub title: String,
    pub place_name: String,
    pub rehearsal: bool,
    pub market_status: MarketStatus,
    /// Why nobody can sign up, whatever the hour.
    pub shut: Option<Refusal>,
    /// Somebody was checked in there.
    pub came: bool,
}

#[derive(FromRow)]
struct Row {
    id: SlotId,
    stall_id: StallId,
    market_id: MarketId,
    starts_at: Millis,
    ends_at: Millis,
    opens_at: Millis,
    closes_at: Millis,
    capacity: i64,
    walk_in: i64,
    approval: bool,
    places: i64,
    taken: i64,
    next_position: i64,
    version: i64,
    provider_id: PersonId,
    provider_name: String,
    service: Service,
    number: String,
    stall_status: StallStatus,
    organiser_id: PersonId,
    node_id: NodeId,
    path: String,
    kind: MarketKind,
    title: String,
    place_name: String,
    rehearsal: bool,
    market_status: MarketStatus,
    editorial: Json<Editorial>,
    operational: Json<Operational>,
    came: bool,
}

impl From<Row> for SlotAt {
    fn from(row: Row) -> Self {
        let (starts_at, ends_at) = (row.starts_at, row.ends_at);
        let times =
            SlotTimes { starts_at, ends_at, opens_at: row.opens_at, closes_at: row.closes_at };
        let closed = (row.stall_status != StallStatus::Confirmed).then_some(Refusal::NotPublic);
        Self {
            slot: Slot {
                id: row.id,
                stall: row.stall_id,
                times,
                capacity: row.capacity,
                walk_in: row.walk_in,
                approval: row.approval,
                version: row.version,
            },
            places: row.places,
            taken: row.taken,
            next_position: row.next_position,
            provider: row.provider_id,
            provider_name: row.provider_name,
            service: row.service,
            number: row.number,
            market: row.market_id,
            organiser: row.organiser_id,
            node: row.node_id,
            path: row.path,
            kind: row.kind,
            title: row.title,
            place_name: row.place_name,
            rehearsal: row.rehearsal,
            market_status: row.market_status,
            shut: shut(&row.editorial, &row.operational).or(closed),
            came: row.came,
        }
    }
}

impl SlotAt {
    /// What steps of its sign-ups ask of it.
    pub fn case<'a>(&self, now: Millis, terms: &'a Terms) -> SlotCase<'a> {
        SlotCase {
            now,
            times: self.slot.times,
            approval: self.slot.approval,
            anyone_came: self.came,
            of_helpers: self.kind.is_of_helpers(),
            terms,
        }
    }

    /// With who was asked, and who waits.
    pub fn state(&self, offers: Vec<SignUp>, waiting: WaitingList) -> SlotState {
        SlotState {
            slot: self.slot.clone(),
            places: self.places,
            shut: self.shut,
            taken: self.taken,
            offers,
            waiting,
            next_position: self.next_position,
        }
    }
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get(db: &Db, community: CommunityId, id: SlotId) -> Result<SlotAt, Error> {
    let row: Row =
        read!(db, |db| sqlx::query_as(GET).bind(community).bind(id).fetch_one(db).await?);
    Ok(row.into())
}

/// Those of these slots.
///
/// # Errors
/// What the database says.
pub async fn many(
    db: &Db,
    community: CommunityId,
    wanted: &BTreeSet<SlotId>,
) -> Result<Vec<SlotAt>, Error> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let list = list(wanted.iter().map(|id| json!({ "id": id.0.simple() })));
    let rows: Vec<Row> =
        read!(db, |db| sqlx::query_as(BY_ID).bind(community).bind(list).fetch_all(db).await?);
    Ok(rows.into_iter().map(SlotAt::from).collect())
}

/// A slot to decide about; [`save`] asks for its version.
///
/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: SlotId) -> Result<SlotAt, Error> {
    let row: Row =
        in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?);
    Ok(row.into())
}

/// Those for which somebody, or one of the household, ever signed up, and that were not over then.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
    since: Millis,
) -> Result<Vec<SlotAt>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        sqlx::query_as(OF_PERSON).bind(community).bind(person).bind(since).fetch_all(db).await?
    });
    Ok(rows.into_iter().map(SlotAt::from).collect())
}

/// The slot of a sign-up.
///
/// # Errors
/// [`Error::Missing`] when there is no such sign-up.
pub async fn of_sign_up(db: &Db, community: CommunityId, id: SignUpId) -> Result<SlotId, Error> {
    Ok(read!(db, |db| sqlx::query_scalar(OF_SIGN_UP)
        .bind(community)
        .bind(id)
        .fetch_one(db)
        .await?))
}

/// All slots of a market.
///
/// # Errors
/// What the database says.
pub async fn of_market(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<SlotId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(OF_MARKET).bind(community).bind(market).fetch_all(tx).await?
    }))
}

/// All slots of a stall.
///
/// # Errors
/// What the database says.
pub async fn of_stall(
    tx: &mut Tx,
    community: CommunityId,
    stall: StallId,
) -> Result<Vec<SlotId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(OF_STALL).bind(community).bind(stall).fetch_all(tx).await?
    }))
}

/// How many wait for a place, and how many of those after all others.
///
/// # Errors
/// What the database says.
pub async fn waiting(tx: &mut Tx, community: CommunityId, id: SlotId) -> Result<(i64, i64), Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(WAITING).bind(community).bind(id).fetch_one(tx).await?))
}

/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn save(
    tx: &mut Tx,
    community: CommunityId,
    before: &SlotAt,
    after: &SlotState,
) -> Result<(), Error> {
    let saved = in_tx!(tx, |tx| {
        sqlx::query(SAVE)
            .bind(after.places)
            .bind(after.taken)
            .bind(after.next_position)
            .bind(after.slot.version)
            .bind(community)
            .bind(after.slot.id)
            .bind(before.slot.version)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}
