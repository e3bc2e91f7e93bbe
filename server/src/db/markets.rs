//! Markets. Whoever changes one, or a stall of it, takes a turn for it first.

use shared::{
    id::{CommunityId, MarketId, NodeId, PersonId, SeriesId},
    market::{
        Asked, Editorial, Market, MarketCase, MarketKind, Operational, Plan, Terms, market_due,
    },
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, rates, read, sql};
pub use super::{market_lists::*, market_timers::*};

/// All columns of a market, with the path and the name of its node.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select m.id, m.node_id, n.path, n.name as node_name, m.organiser_id, m.kind, m.title,
                    m.words, m.place_name, m.starts_at, m.ends_at, m.series_id, m.copied_from,
                    m.rehearsal, m.plan, m.editorial, m.operational, m.asked, m.sequence,
                    m.passed_at, m.version
               from markets m
               join nodes n on n.community_id = m.community_id and n.id = m.node_id ",
            $rest
        )
    };
}

pub(super) use select;

sql! {
    GET = select!("where m.community_id = $1 and m.id = $2");
    INSERT = "
        insert into markets
               (community_id, id, node_id, organiser_id, kind, title, words, place_name, starts_at,
                ends_at, series_id, copied_from, rehearsal, status, plan, editorial, operational,
                asked, sequence, made_at, due_at, passed_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, 1)";
    SAVE = "
        update markets
           set node_id = $1, kind = $2, title = $3, words = $4, place_name = $5, starts_at = $6,
               ends_at = $7, series_id = $8, status = $9, plan = $10, editorial = $11,
               operational = $12, asked = $13, sequence = $14, due_at = $15, passed_at = $16,
               version = version + 1
         where community_id = $17 and id = $18 and version = $19";
    FACTS = "
        select (select cast(count(*) as bigint) from stalls
                 where community_id = $1 and market_id = $2
                   and status not in ('rejected', 'withdrawn', 'cancelled')) as stalls,
               (select cast(count(*) as bigint) from stalls
                 where community_id = $1 and market_id = $2
                   and status not in ('rejected', 'withdrawn', 'cancelled')
                   and (status = 'confirmed' or expected)) as sure_stalls,
               (select cast(count(*) as bigint) from sign_ups
                 where community_id = $1 and market_id = $2
                   and status in ('checked_in', 'served', 'checked_out'))
             + (select cast(count(*) as bigint) from taps
                 where community_id = $1 and market_id = $2) as came";
}

/// A market as stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub market: Market,
    /// What its node is called.
    pub node_name: String,
    /// Up to when time has done its work.
    pub passed_at: Millis,
    pub version: i64,
}

/// What steps of a market ask of what hangs on it.
#[derive(FromRow, Clone, Copy, Debug, Default)]
pub struct Facts {
    stalls: i64,
    sure_stalls: i64,
    came: i64,
}

impl Facts {
    /// With the hour and the numbers of the community.
    pub fn case(self, now: Millis, terms: &Terms) -> MarketCase<'_> {
        let (stalls, sure_stalls, anyone_came) = (self.stalls, self.sure_stalls, self.came > 0);
        MarketCase { now, stalls, sure_stalls, anyone_came, terms }
    }
}

#[derive(FromRow)]
pub(super) struct Row {
    id: MarketId,
    node_id: NodeId,
    path: String,
    node_name: String,
    organiser_id: PersonId,
    kind: MarketKind,
    title: String,
    words: String,
    place_name: String,
    starts_at: Millis,
    ends_at: Millis,
    series_id: Option<SeriesId>,
    copied_from: Option<MarketId>,
    rehearsal: bool,
    plan: Json<Plan>,
    editorial: Json<Editorial>,
    operational: Json<Operational>,
    asked: Option<Json<Asked>>,
    sequence: i64,
    passed_at: Millis,
    version: i64,
}

impl From<Row> for Stored {
    fn from(row: Row) -> Self {
        let market = Market {
            id: row.id,
            kind: row.kind,
            organiser: row.organiser_id,
            place: row.node_id,
            path: row.path,
            place_name: row.place_name,
            title: row.title,
            words: row.words,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            plan: row.plan.0,
            series: row.series_id,
            copied_from: row.copied_from,
            rehearsal: row.rehearsal,
            editorial: row.editorial.0,
            operational: row.operational.0,
            asked: row.asked.map(|asked| asked.0),
            sequence: row.sequence,
        };
        Self { market, node_name: row.node_name, passed_at: row.passed_at, version: row.version }
    }
}

fn next_due(market: &Market, passed_at: Millis, case: &MarketCase<'_>) -> Option<Millis> {
    market_due(market, passed_at, case).first().map(|(at, _)| *at)
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    market: &Market,
    case: &MarketCase<'_>,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(market.id)
            .bind(market.place)
            .bind(market.organiser)
            .bind(market.kind)
            .bind(&market.title)
            .bind(&market.words)
            .bind(&market.place_name)
            .bind(market.starts_at)
            .bind(market.ends_at)
            .bind(market.series)
            .bind(market.copied_from)
            .bind(market.rehearsal)
            .bind(market.status())
            .bind(Json(&market.plan))
            .bind(Json(&market.editorial))
            .bind(Json(&market.operational))
            .bind(market.asked.as_ref().map(Json))
            .bind(market.sequence)
            .bind(case.now)
            .bind(next_due(market, case.now, case))
            .bind(case.now)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get(db: &Db, community: CommunityId, id: MarketId) -> Result<Stored, Error> {
    let row: Row =
        read!(db, |db| sqlx::query_as(GET).bind(community).bind(id).fetch_one(db).await?);
    Ok(row.into())
}

/// A market as of this transaction, that others may change at the same time.
///
/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get_in(tx: &mut Tx, community: CommunityId, id: MarketId) -> Result<Stored, Error> {
    let row: Row =
        in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?);
    Ok(row.into())
}

/// A market to be changed, or one of whose stalls something changes: nobody else does so until
/// this is committed.
///
/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: MarketId) -> Result<Stored, Error> {
    rates::take_turn(tx, id.0.as_bytes()).await?;
    let row: Row =
        in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?);
    Ok(row.into())
}

/// The market as it is now, with when time looks at it next.
///
/// # Errors
/// [`Error::Stale`] when it has changed since it was loaded.
pub async fn save(
    tx: &mut Tx,
    community: CommunityId,
    before: &Stored,
    market: &Market,
    case: &MarketCase<'_>,
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        sqlx::query(SAVE)
            .bind(market.place)
            .bind(market.kind)
            .bind(&market.title)
            .bind(&market.words)
            .bind(&market.place_name)
            .bind(market.starts_at)
            .bind(market.ends_at)
            .bind(market.series)
            .bind(market.status())
            .bind(Json(&market.plan))
            .bind(Json(&market.editorial))
            .bind(Json(&market.operational))
            .bind(market.asked.as_ref().map(Json))
            .bind(market.sequence)
            .bind(next_due(market, before.passed_at, case))
            .bind(before.passed_at)
            .bind(community)
            .bind(market.id)
            .bind(before.version)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// What hangs on a market.
///
/// # Errors
/// What the database says.
pub async fn facts(db: &Db, community: CommunityId, id: MarketId) -> Result<Facts, Error> {
    Ok(read!(db, |db| sqlx::query_as(FACTS).bind(community).bind(id).fetch_one(db).await?))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn facts_in(tx: &mut Tx, community: CommunityId, id: MarketId) -> Result<Facts, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(FACTS).bind(community).bind(id).fetch_one(tx).await?))
}
