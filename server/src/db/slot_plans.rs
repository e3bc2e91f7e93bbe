//! How stalls are cut into slots, and how full those are; who is in them, is elsewhere.

use shared::{
    id::{CommunityId, MarketId, SlotId, StallId},
    market::{
        Attendee, Refusal, SignUp, SignUpState, Slot, SlotState, SlotTimes, WaitingList, Wants,
    },
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into slots
               (community_id, id, market_id, stall_id, starts_at, ends_at, opens_at, closes_at,
                capacity, walk_in, approval, places, taken, next_position, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 1, 1)";
    // Whoever signs up there meanwhile raises the position.
    DROP = "
        delete from slots where community_id = $1 and stall_id = $2 and next_position = 1";
    REST = "
        select cast(count(*) as bigint) from slots where community_id = $1 and stall_id = $2";
    OF_MARKET = "
        select s.id, s.stall_id, s.starts_at, s.ends_at, s.opens_at, s.closes_at, s.capacity,
               s.walk_in, s.approval, s.version, s.places, s.taken, s.next_position,
               (select cast(count(*) as bigint) from sign_ups u
                 where u.community_id = s.community_id and u.slot_id = s.id
                   and u.status = 'waitlisted') as waiting,
               (select cast(count(*) as bigint) from sign_ups u
                 where u.community_id = s.community_id and u.slot_id = s.id
                   and u.status = 'offered') as offered
          from slots s
         where s.community_id = $1 and s.market_id = $2
         order by s.stall_id, s.starts_at, s.id
         limit 20000";
    SLOTS = "
        select id, stall_id, starts_at, ends_at, opens_at, closes_at, capacity, walk_in, approval,
               version
          from slots
         where community_id = $1 and market_id = $2
         order by stall_id, starts_at, id
         limit 20000";
    MOVE = "
        update slots
           set starts_at = $1, ends_at = $2, opens_at = $3, closes_at = $4, version = version + 1
         where community_id = $5 and id = $6 and version = $7";
    RAISE = "
        update slots set version = version + 1 where community_id = $1 and market_id = $2";
    FORGET = "delete from slots where community_id = $1 and id = $2 and next_position = 1";
}

#[derive(FromRow)]
struct SlotRow {
    id: SlotId,
    stall_id: StallId,
    starts_at: Millis,
    ends_at: Millis,
    opens_at: Millis,
    closes_at: Millis,
    capacity: i64,
    walk_in: i64,
    approval: bool,
    version: i64,
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    slot: SlotRow,
    places: i64,
    taken: i64,
    next_position: i64,
    waiting: i64,
    offered: i64,
}

impl From<SlotRow> for Slot {
    fn from(row: SlotRow) -> Self {
        let times = SlotTimes {
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
        };
        Self {
            id: row.id,
            stall: row.stall_id,
            times,
            capacity: row.capacity,
            walk_in: row.walk_in,
            approval: row.approval,
            version: row.version,
        }
    }
}

impl Row {
    /// Offers are known by their number alone: views ask for no more.
    fn state(self, shut: Option<Refusal>) -> SlotState {
        let offered = SignUp {
            id: Default::default(),
            slot: self.slot.id,
            who: Attendee::default(),
            position: 0,
            wants: Wants::Ask,
            after_others: false,
            by_proxy: false,
            needs_yes: false,
            state: SignUpState::Offered { since: Millis::default(), until: Millis::default() },
        };
        let count = usize::try_from(self.offered).unwrap_or_default();
        SlotState {
            slot: self.slot.into(),
            places: self.places,
            shut,
            taken: self.taken,
            offers: vec![offered; count],
            waiting: WaitingList::new(Vec::new(), self.waiting, 0),
            next_position: self.next_position,
        }
    }
}

/// New slots, with nobody in them.
///
/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    slots: &[Slot],
) -> Result<(), Error> {
    for slot in slots {
        let times = slot.times;
        in_tx!(tx, |tx| {
            sqlx::query(INSERT)
                .bind(community)
                .bind(slot.id)
                .bind(market)
                .bind(slot.stall)
                .bind(times.starts_at)
                .bind(times.ends_at)
                .bind(times.opens_at)
                .bind(times.closes_at)
                .bind(slot.capacity)
                .bind(slot.walk_in)
                .bind(slot.approval)
                .bind(slot.places())
                .execute(tx)
                .await
                .map(drop)?
        });
    }
    Ok(())
}

/// Takes away the slots of a stall; answers `false` where anybody has ever signed up, and then the
/// operation must not go on.
///
/// # Errors
/// What the database says.
pub async fn drop_of_stall(
    tx: &mut Tx,
    community: CommunityId,
    stall: StallId,
) -> Result<bool, Error> {
    in_tx!(tx, |tx| sqlx::query(DROP).bind(community).bind(stall).execute(tx).await.map(drop)?);
    let rest: i64 = in_tx!(tx, |tx| {
        sqlx::query_scalar(REST).bind(community).bind(stall).fetch_one(tx).await?
    });
    Ok(rest == 0)
}

/// The slots of a market with how full they are, by stall and time.
///
/// # Errors
/// What the database says.
pub async fn of_market(
    db: &Db,
    community: CommunityId,
    market: MarketId,
    shut: Option<Refusal>,
) -> Result<Vec<(StallId, SlotState)>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        sqlx::query_as(OF_MARKET).bind(community).bind(market).fetch_all(db).await?
    });
    Ok(rows.into_iter().map(|row| (row.slot.stall_id, row.state(shut))).collect())
}

/// The slots of a market, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn slots(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Slot>, Error> {
    let rows: Vec<SlotRow> = in_tx!(tx, |tx| {
        sqlx::query_as(SLOTS).bind(community).bind(market).fetch_all(tx).await?
    });
    Ok(rows.into_iter().map(Slot::from).collect())
}

/// Puts a slot to another time.
///
/// # Errors
/// [`Error::Stale`] when somebody has signed up since it was loaded.
pub async fn set_times(
    tx: &mut Tx,
    community: CommunityId,
    slot: &Slot,
    to: SlotTimes,
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        let query = sqlx::query(MOVE).bind(to.starts_at).bind(to.ends_at).bind(to.opens_at);
        let query = query.bind(to.closes_at).bind(community).bind(slot.id).bind(slot.version);
        query.execute(tx).await?.rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Takes away a slot in which nobody ever was.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, community: CommunityId, slot: SlotId) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(FORGET).bind(community).bind(slot).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Whoever decides about a slot of the market side by side with this has to look again.
///
/// # Errors
/// What the database says.
pub async fn raise(tx: &mut Tx, community: CommunityId, market: MarketId) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(RAISE).bind(community).bind(market).execute(tx).await.map(drop)?
    });
    Ok(())
}
