//! The queues of stalls, as each of those sees them who may.

use std::collections::{BTreeMap, HashMap};

use shared::{
    id::{CommunityId, MarketId, PersonId, StallId},
    market::{
        Market, Member, MyNumber, MyQueue, Queue, QueueLine, QueueNumber, Queues, Stall,
        StallQueue, Terms, may::may_hold_queue,
    },
    my_data::MyNumberRecord,
    policy::Caller,
    problem::{Kind, Problem},
    time::Millis,
};

use crate::{
    Call,
    db::{
        Db, markets,
        queues::{self, Stored},
        stalls, terms,
    },
    my_sign_ups,
    queue_step::{may_hold, may_see},
};

/// One's own numbers stay in the list for so long.
const SHOWN: i64 = 12 * Millis::HOUR;

/// The queues of a market as anyone sees them.
///
/// # Errors
/// [`Kind::NotFound`] when it is not public.
pub async fn public(call: &Call, id: MarketId) -> Result<Queues, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let market = markets::get(db, community, id).await?.market;
    if !market.is_public() {
        return Err(Kind::NotFound.into());
    }
    let mut numbers: HashMap<StallId, Vec<QueueNumber>> = HashMap::new();
    for it in queues::of_market(db, community, id).await? {
        numbers.entry(it.stall).or_default().push(it.number);
    }
    let lengths = queues::slot_lengths(db, community, id).await?;
    let mut stalls = stalls::of_market(db, community, id).await?;
    stalls.retain(|it| it.stall.is_public());
    let line = |it: &stalls::Stored| {
        let numbers = numbers.remove(&it.stall.id).unwrap_or_default();
        QueueLine::of(&it.stall, &queue(&it.stall, numbers, &lengths), call.now)
    };
    Ok(Queues {
        market: id,
        open: market.gives_numbers().is_ok(),
        starts_at: market.starts_at,
        stalls: stalls.iter().map(line).collect(),
        title: market.title,
        place_name: market.place_name,
    })
}

fn queue(stall: &Stall, numbers: Vec<QueueNumber>, lengths: &[(StallId, i64)]) -> Queue {
    let slot = lengths.iter().find(|(of, _)| *of == stall.id).map(|(_, length)| *length);
    Queue::of(numbers, stall.hands(slot), stall.minutes_per_service)
}

/// A stall with its market and its queue.
struct Seen {
    market: Market,
    stall: Stall,
    queue: Queue,
}

async fn see(call: &Call, id: StallId) -> Result<Seen, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let stall = stalls::get(db, community, id).await?.stall;
    let market = markets::get(db, community, stall.market).await?.market;
    let stored = queues::of_stall(db, community, id).await?;
    let lengths = queues::slot_lengths(db, community, market.id).await?;
    let numbers = stored.into_iter().map(|it| it.number).collect();
    let queue = queue(&stall, numbers, &lengths);
    Ok(Seen { market, stall, queue })
}

impl Seen {
    fn is_open(&self) -> bool {
        self.market.gives_numbers().is_ok() && self.stall.is_public()
    }

    /// What somebody has here.
    fn of(&self, caller: &Caller, members: &[Member], now: (Millis, &Terms)) -> MyQueue {
        let mine = |it: &&QueueNumber| it.who.is_some_and(|who| who.account == caller.id);
        let number = |it: &QueueNumber| MyNumber::of(it, &self.queue, members, now);
        // Whoever only has to open staff powers, is led to where that is done.
        let awake = Caller { stepped_up: true, ..caller.clone() };
        MyQueue {
            market: self.market.id,
            market_title: self.market.title.clone(),
            place_name: self.market.place_name.clone(),
            line: QueueLine::of(&self.stall, &self.queue, now.0),
            open: self.is_open(),
            until: self.market.over_at(now.1),
            holds: may_hold_queue(&awake, &self.market, &self.stall),
            numbers: self.queue.numbers().iter().filter(mine).map(number).collect(),
            members: members.to_vec(),
        }
    }
}

/// What the caller has at a stall.
///
/// # Errors
/// [`Kind::NotFound`] when it is not public.
pub async fn mine(call: &Call, id: StallId) -> Result<MyQueue, Problem> {
    let caller = call.caller()?;
    let members = my_sign_ups::household(call, caller.id).await?;
    let terms = terms::get(&call.app.db, call.community_id(), call.now).await?;
    let seen = see(call, id).await?;
    let mine = seen.of(caller, &members, (call.now, &terms));
    // What one has had there, one may see also when it is over.
    if mine.numbers.is_empty() {
        may_see(caller, &seen.market, &seen.stall)?;
    }
    Ok(mine)
}

/// At all stalls at which the caller has taken a number lately, the first first.
///
/// # Errors
/// What the database says.
pub async fn all_mine(call: &Call) -> Result<Vec<MyQueue>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let since = call.now.after(-SHOWN);
    let mut stalls: Vec<StallId> = Vec::new();
    for it in queues::of_person(db, community, caller.id, since).await? {
        if !stalls.contains(&it.stall) {
            stalls.push(it.stall);
        }
    }
    if stalls.is_empty() {
        return Ok(Vec::new());
    }
    let members = my_sign_ups::household(call, caller.id).await?;
    let terms = terms::get(db, community, call.now).await?;
    let mut all = Vec::with_capacity(stalls.len());
    for stall in stalls {
        all.push(see(call, stall).await?.of(caller, &members, (call.now, &terms)));
    }
    Ok(all)
}

/// The queue of a stall for those who call the numbers.
///
/// # Errors
/// When the caller does not.
pub async fn desk(call: &Call, id: StallId, last: Option<i64>) -> Result<StallQueue, Problem> {
    let seen = see(call, id).await?;
    may_hold(call.caller()?, &seen.market, &seen.stall)?;
    let at = (&seen.market, &seen.stall);
    Ok(StallQueue { last, ..StallQueue::of(at, &seen.queue, call.now) })
}

/// All numbers of an account, for whom alone this is.
///
/// # Errors
/// What the database says.
pub async fn records_of(
    db: &Db,
    community: CommunityId,
    account: PersonId,
    members: &[Member],
) -> Result<Vec<MyNumberRecord>, Problem> {
    let mut known: BTreeMap<StallId, Stall> = BTreeMap::new();
    let mut all = Vec::new();
    for Stored { stall: id, number, taken_at, .. } in
        queues::of_person(db, community, account, Millis(i64::MIN)).await?
    {
        if let std::collections::btree_map::Entry::Vacant(free) = known.entry(id) {
            free.insert(stalls::get(db, community, id).await?.stall);
        }
        let Some(stall) = known.get(&id) else { continue };
        let member = number.who.and_then(|who| who.member);
        let named = members.iter().find(|it| Some(it.id) == member);
        all.push(MyNumberRecord {
            market: stall.market,
            stall: id,
            service: stall.service,
            number: number.number,
            taken_at,
            state: number.state,
            nickname: named.map(|it| it.nickname.clone()),
        });
    }
    Ok(all)
}
