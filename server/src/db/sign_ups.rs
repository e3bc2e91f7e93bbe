//! Sign-ups. Many of them change in one statement: rows come as a list in JSON.

use serde_json::{Value, json};
use shared::{
    id::{CommunityId, MarketId, MemberId, PersonId, SignUpId, SlotId},
    market::{Attendee, SignUp, SignUpState, TicketCode, Wants},
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sql};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select s.id, s.market_id, s.slot_id, s.person_id, s.member_id, s.position, s.wants,
                    s.after_others, s.by_proxy, s.needs_yes, s.state, s.code, s.starts_at,
                    s.ends_at, s.passed_at, s.version
               from sign_ups s ",
            $rest
        )
    };
}

sql! {
    GET = select!("where s.community_id = $1 and s.id = $2");
    OF_PERSON = select!("
        where s.community_id = $1 and s.person_id = $2 and s.ends_at > $3
        order by s.starts_at, s.position, s.id
        limit 1000");
    // What is known of those who ask.
    OF_PEOPLE = select!("
        where s.community_id = $1 and s.starts_at > $2
          and s.person_id in (
              select unhex(r.value->>'person') from json_each(cast($3 as text)) r)");
    BY_ID = select!("
        where s.community_id = $1 and s.market_id = $2
          and s.id in (select unhex(r.value->>'id') from json_each(cast($3 as text)) r)");
    BY_CODE = select!("
        where s.community_id = $1 and s.market_id = $2
          and s.code in (select r.value->>'code' from json_each(cast($3 as text)) r)");
    OFFERED = select!("where s.community_id = $1 and s.slot_id = $2 and s.status = 'offered'");
    FIRST = select!("
        where s.community_id = $1 and s.slot_id = $2 and s.status = 'waitlisted'
        order by s.after_others, s.position
        limit $3");
    OF_SLOT = select!("where s.community_id = $1 and s.slot_id = $2 and s.live");
    BEFORE = "
        select cast(count(*) as bigint) from sign_ups
         where community_id = $1 and slot_id = $2 and status = 'waitlisted'
           and (cast(case when after_others then 1 else 0 end as bigint), position) <= ($3, $4)";
}

/// A sign-up as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub sign_up: SignUp,
    pub market: MarketId,
    pub code: TicketCode,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// Up to when time has done what it does.
    pub passed_at: Millis,
    pub version: i64,
}

#[derive(FromRow)]
pub(super) struct Row {
    id: SignUpId,
    market_id: MarketId,
    slot_id: SlotId,
    person_id: PersonId,
    member_id: MemberId,
    position: i64,
    wants: Wants,
    after_others: bool,
    by_proxy: bool,
    needs_yes: bool,
    state: Json<SignUpState>,
    code: String,
    starts_at: Millis,
    ends_at: Millis,
    passed_at: Millis,
    version: i64,
}

impl TryFrom<Row> for Stored {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let member = (row.member_id != MemberId::default()).then_some(row.member_id);
        let sign_up = SignUp {
            id: row.id,
            slot: row.slot_id,
            who: Attendee { account: row.person_id, member },
            position: row.position,
            wants: row.wants,
            after_others: row.after_others,
            by_proxy: row.by_proxy,
            needs_yes: row.needs_yes,
            state: row.state.0,
        };
        Ok(Self {
            sign_up,
            market: row.market_id,
            code: TicketCode::parse(&row.code).map_err(|_| Error::Missing)?,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            passed_at: row.passed_at,
            version: row.version,
        })
    }
}

fn all(rows: Vec<Row>) -> Result<Vec<Stored>, Error> {
    rows.into_iter().map(Stored::try_from).collect()
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get(db: &Db, community: CommunityId, id: SignUpId) -> Result<Stored, Error> {
    let row: Row =
        read!(db, |db| sqlx::query_as(GET).bind(community).bind(id).fetch_one(db).await?);
    row.try_into()
}

/// One to be changed; [`save`] asks for its version.
///
/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: SignUpId) -> Result<Stored, Error> {
    let row: Row =
        in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?);
    row.try_into()
}

/// Those of an account that were not over then, the household's among them.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
    since: Millis,
) -> Result<Vec<Stored>, Error> {
    all(read!(db, |db| {
        sqlx::query_as(OF_PERSON).bind(community).bind(person).bind(since).fetch_all(db).await?
    }))
}

/// All of these people that begin after a time, in one go.
///
/// # Errors
/// What the database says.
pub async fn of_people(
    tx: &mut Tx,
    community: CommunityId,
    people: &[PersonId],
    since: Millis,
) -> Result<Vec<Stored>, Error> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let list = list(people.iter().map(|person| json!({ "person": person.0.simple() })));
    all(in_tx!(tx, |tx| {
        sqlx::query_as(OF_PEOPLE).bind(community).bind(since).bind(list).fetch_all(tx).await?
    }))
}

/// Those of a market that these tickets are for: by number, and by code.
///
/// # Errors
/// What the database says.
pub async fn of_tickets(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    (ids, codes): (&[SignUpId], &[TicketCode]),
) -> Result<Vec<Stored>, Error> {
    let ids = (BY_ID, list(ids.iter().map(|id| json!({ "id": id.0.simple() }))), ids.len());
    let digits = codes.iter().map(|code| json!({ "code": code.digits() }));
    let codes = (BY_CODE, list(digits), codes.len());
    let mut found = Vec::new();
    for (statement, list, _) in [ids, codes].into_iter().filter(|it| it.2 > 0) {
        let rows: Vec<Row> = in_tx!(tx, |tx| {
            let query = sqlx::query_as(statement).bind(community).bind(market);
            query.bind(list).fetch_all(tx).await?
        });
        found.extend(all(rows)?);
    }
    Ok(found)
}

/// Who was asked and has not answered.
///
/// # Errors
/// What the database says.
pub async fn offered(
    tx: &mut Tx,
    community: CommunityId,
    slot: SlotId,
) -> Result<Vec<Stored>, Error> {
    all(in_tx!(tx, |tx| {
        sqlx::query_as(OFFERED).bind(community).bind(slot).fetch_all(tx).await?
    }))
}

/// So many of those who wait, the first first.
///
/// # Errors
/// What the database says.
pub async fn first(
    tx: &mut Tx,
    community: CommunityId,
    slot: SlotId,
    count: i64,
) -> Result<Vec<Stored>, Error> {
    all(in_tx!(tx, |tx| {
        sqlx::query_as(FIRST).bind(community).bind(slot).bind(count).fetch_all(tx).await?
    }))
}

/// All live ones of a slot.
///
/// # Errors
/// What the database says.
pub async fn of_slot(
    tx: &mut Tx,
    community: CommunityId,
    slot: SlotId,
) -> Result<Vec<Stored>, Error> {
    all(in_tx!(tx, |tx| {
        sqlx::query_as(OF_SLOT).bind(community).bind(slot).fetch_all(tx).await?
    }))
}

/// How many wait up to somebody, that one included.
///
/// # Errors
/// What the database says.
pub async fn place(db: &Db, community: CommunityId, of: &SignUp) -> Result<i64, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(BEFORE)
            .bind(community)
            .bind(of.slot)
            .bind(i64::from(of.after_others))
            .bind(of.position)
            .fetch_one(db)
            .await?
    }))
}

/// Rows as a statement takes many of them.
pub(super) fn list(rows: impl Iterator<Item = Value>) -> String {
    Value::Array(rows.collect()).to_string()
}
