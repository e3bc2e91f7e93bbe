//! Who is expected at a market, with what the desk needs to find them; and who asked for whose
//! phone number. What is private stays sealed here.

use serde_json::json;
use shared::{
    id::{CommunityId, EventId, MarketId, MemberId, PersonId, SignUpId, SlotId, StallId},
    market::{Attendee, Service, SignUp, SignUpState, SlotTimes, TicketCode, Wants},
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sign_ups::list, sql};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select s.id, s.market_id, s.slot_id, s.person_id, s.member_id, s.position, s.wants,
                    s.after_others, s.by_proxy, s.needs_yes, s.state, s.code, sl.stall_id,
                    sl.starts_at, sl.ends_at, sl.opens_at, sl.closes_at, st.number, st.service,
                    st.provider_id, p.phone_sealed, m.sealed as nickname
               from sign_ups s
               join slots sl on sl.community_id = s.community_id and sl.id = s.slot_id
               join stalls st on st.community_id = s.community_id and st.id = sl.stall_id
               join people p on p.id = s.person_id
               left join members m on m.community_id = s.community_id
                                  and m.person_id = s.person_id and m.id = s.member_id ",
            $rest
        )
    };
}

sql! {
    OF_MARKET = select!("
        where s.community_id = $1 and s.market_id = $2
          and s.status in ('pending', 'confirmed', 'offered', 'to_reconfirm', 'checked_in',
                           'served', 'checked_out', 'no_show')
        order by sl.starts_at, s.position, s.id
        limit 10000");
    // State and objection are in the same JSON on both databases.
    // Who decides about nobody there, has the limit for what is somebody else's business.
    OBJECTING = concat!("
        with places as materialized (
            select j.value->>'path' as path from json_each(cast($3 as text)) j)
        ", select!("
        where s.community_id = $1 and s.status = 'no_show'
          and (s.state -> 'objection' -> 'raised' is not null
               or s.state -> 'objection' -> 'appealed' is not null)
          and (st.provider_id = $2
               or exists (select 1 from markets k
                            join nodes n on n.community_id = k.community_id and n.id = k.node_id
                            join places p on substr(n.path, 1, length(p.path)) = p.path
                           where k.community_id = s.community_id and k.id = s.market_id))
        order by sl.starts_at, s.id
        limit $4"));
    OBJECTIONS = "
        select cast(count(*) as bigint) from sign_ups s
         where s.community_id = $1 and s.market_id = $2 and s.status = 'no_show'
           and s.state -> 'objection' -> 'raised' is not null";
    HOURS = "
        select s.id, s.slot_id, s.person_id, s.state, sl.starts_at, sl.ends_at
          from sign_ups s
          join slots sl on sl.community_id = s.community_id and sl.id = s.slot_id
         where s.community_id = $1 and s.market_id = $2 and s.status = 'checked_out'";
    // Raised by whatever changes who is expected, and by no check-in.
    VERSION = "
        select (select cast(coalesce(max(version), 0) as bigint) from markets
                 where community_id = $1 and id = $2),
               (select cast(coalesce(sum(version), 0) as bigint) from stalls
                 where community_id = $1 and market_id = $2),
               (select cast(coalesce(sum(version), 0) as bigint) from slots
                 where community_id = $1 and market_id = $2)";
    LOOK = "
        insert into guest_looks (community_id, sign_up_id, id, at, person_id)
        values ($1, $2, $3, $4, $5)";
    LOOKS_OF_MARKET = "
        select l.sign_up_id, max(l.at)
          from guest_looks l
          join sign_ups s on s.community_id = l.community_id and s.id = l.sign_up_id
         where s.community_id = $1 and s.market_id = $2
         group by l.sign_up_id";
    LOOKS_AT = "
        select l.sign_up_id, l.at
          from guest_looks l
          join sign_ups s on s.community_id = l.community_id and s.id = l.sign_up_id
         where s.community_id = $1 and s.person_id = $2
         order by l.at, l.id
         limit 1000";
    LOOKS_BY = "
        select at from guest_looks where community_id = $1 and person_id = $2
         order by at, id
         limit 1000";
}

/// Who is expected, as stored.
#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: SignUpId,
    pub market_id: MarketId,
    pub slot_id: SlotId,
    pub person_id: PersonId,
    pub member_id: MemberId,
    position: i64,
    wants: Wants,
    after_others: bool,
    by_proxy: bool,
    needs_yes: bool,
    pub state: Json<SignUpState>,
    pub code: String,
    pub stall_id: StallId,
    pub starts_at: Millis,
    pub ends_at: Millis,
    opens_at: Millis,
    closes_at: Millis,
    pub number: String,
    pub service: Service,
    pub provider_id: PersonId,
    pub phone_sealed: Vec<u8>,
    /// How the household calls its own.
    pub nickname: Option<Vec<u8>>,
}

impl Row {
    /// As the rules know it.
    pub fn sign_up(&self) -> SignUp {
        let member = (self.member_id != MemberId::default()).then_some(self.member_id);
        SignUp {
            id: self.id,
            slot: self.slot_id,
            who: Attendee { account: self.person_id, member },
            position: self.position,
            wants: self.wants,
            after_others: self.after_others,
            by_proxy: self.by_proxy,
            needs_yes: self.needs_yes,
            state: self.state.0,
        }
    }

    /// When its slot is.
    pub fn times(&self) -> SlotTimes {
        SlotTimes {
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            opens_at: self.opens_at,
            closes_at: self.closes_at,
        }
    }

    /// What the ticket says.
    ///
    /// # Errors
    /// [`Error::Missing`] for what never was one.
    pub fn ticket(&self) -> Result<TicketCode, Error> {
        TicketCode::parse(&self.code).map_err(|_| Error::Missing)
    }

    /// Whether somebody whose stalls alone count sees it.
    pub fn is_for(&self, provider: Option<PersonId>) -> bool {
        provider.is_none_or(|it| it == self.provider_id)
    }
}

/// Everybody who has a place at a market, those to come first.
///
/// # Errors
/// What the database says.
pub async fn of_market(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(OF_MARKET).bind(community).bind(market).fetch_all(db).await?))
}

/// Another one, when other people are expected: of the market, of its stalls and of its slots.
///
/// # Errors
/// What the database says.
pub async fn version(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<(i64, i64, i64), Error> {
    Ok(read!(db, |db| sqlx::query_as(VERSION).bind(community).bind(market).fetch_one(db).await?))
}

/// Who says to have been there, at stalls of a provider and anywhere below these places; so many at
/// most.
///
/// # Errors
/// What the database says.
pub async fn objecting(
    db: &Db,
    community: CommunityId,
    (provider, places): (PersonId, &[String]),
    most: i64,
) -> Result<Vec<Row>, Error> {
    let list = list(places.iter().map(|path| json!({ "path": path })));
    Ok(read!(db, |db| {
        let query = sqlx::query_as(OBJECTING).bind(community).bind(provider);
        query.bind(list).bind(most).fetch_all(db).await?
    }))
}

/// How many say to have been at a market, and wait for its organiser.
///
/// # Errors
/// What the database says.
pub async fn objections(db: &Db, community: CommunityId, market: MarketId) -> Result<i64, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(OBJECTIONS).bind(community).bind(market).fetch_one(db).await?
    }))
}

/// A helper who has gone home, with the times of the shift.
#[derive(FromRow, Clone, Debug)]
pub struct Hours {
    id: SignUpId,
    slot_id: SlotId,
    pub person_id: PersonId,
    pub state: Json<SignUpState>,
    pub starts_at: Millis,
    pub ends_at: Millis,
}

impl Hours {
    /// As the rules know it.
    pub fn sign_up(&self) -> SignUp {
        SignUp {
            id: self.id,
            slot: self.slot_id,
            who: Attendee { account: self.person_id, member: None },
            position: 0,
            wants: Wants::Auto,
            after_others: false,
            by_proxy: false,
            needs_yes: false,
            state: self.state.0,
        }
    }
}

/// Helpers of a market who have gone home.
///
/// # Errors
/// What the database says.
pub async fn hours(db: &Db, community: CommunityId, market: MarketId) -> Result<Vec<Hours>, Error> {
    Ok(read!(db, |db| sqlx::query_as(HOURS).bind(community).bind(market).fetch_all(db).await?))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn hours_in(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<Hours>, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(HOURS).bind(community).bind(market).fetch_all(tx).await?))
}

/// Somebody asked for a phone number.
///
/// # Errors
/// What the database says.
pub async fn look(
    tx: &mut Tx,
    community: CommunityId,
    sign_up: SignUpId,
    (id, by): (EventId, PersonId),
    now: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(LOOK).bind(community).bind(sign_up).bind(id).bind(now).bind(by);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// When somebody last asked for the number of whom, at a market.
///
/// # Errors
/// What the database says.
pub async fn looks_of_market(
    db: &Db,
    community: CommunityId,
    market: MarketId,
) -> Result<Vec<(SignUpId, Millis)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(LOOKS_OF_MARKET).bind(community).bind(market).fetch_all(db).await?
    }))
}

/// When somebody asked for the number of a person, by sign-up.
///
/// # Errors
/// What the database says.
pub async fn looks_at(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<(SignUpId, Millis)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(LOOKS_AT).bind(community).bind(person).fetch_all(db).await?))
}

/// When a person asked for numbers.
///
/// # Errors
/// What the database says.
pub async fn looks_by(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Millis>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(LOOKS_BY).bind(community).bind(person).fetch_all(db).await?
    }))
}
