//! The queue of a stall as each sees it: everybody how many wait, each person the own number, and
//! those at the stall all numbers. Nobody sees who has another one.

use serde::{Deserialize, Serialize};

use super::{
    guest::{Member, Nickname},
    queue::{Queue, QueueNumber, QueueState, Wait},
    stall::{Service, Stall},
    state::Market,
    terms::Terms,
};
use crate::{
    id::{MarketId, MemberId, StallId},
    time::Millis,
};

/// The queues of a market as anyone sees them.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Queues {
    pub market: MarketId,
    pub title: String,
    pub place_name: String,
    pub starts_at: Millis,
    /// Numbers are given and called now.
    pub open: bool,
    /// Those of the stalls that are sure to come, in the order of the stalls.
    pub stalls: Vec<QueueLine>,
}

/// The queue of one stall as anyone sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueLine {
    pub stall: StallId,
    pub stall_number: String,
    pub provider_name: String,
    pub service: Service,
    /// How many wait, those among them who are called.
    pub waiting: i64,
    /// About so long waits who comes now; no less, as long as nothing has changed.
    pub minutes: i64,
    /// Whose turn it is.
    pub called: Vec<i64>,
    pub serving: Vec<i64>,
}

impl QueueLine {
    /// As it is now.
    pub fn of(stall: &Stall, queue: &Queue, now: Millis) -> Self {
        Self {
            stall: stall.id,
            stall_number: stall.number.clone(),
            provider_name: stall.provider_name.clone(),
            service: stall.service,
            waiting: queue.length(),
            minutes: queue.minutes(now),
            called: queue.called(),
            serving: queue.serving(),
        }
    }
}

/// What one asks for with a tap.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNumber {
    /// For somebody of the household; nothing for oneself.
    pub member: Option<MemberId>,
}

/// The number of who does not wait any longer.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NumberGone {
    pub number: i64,
}

/// What somebody has at the queue of a stall.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyQueue {
    pub market: MarketId,
    pub market_title: String,
    pub place_name: String,
    pub line: QueueLine,
    /// Numbers are given and called now.
    pub open: bool,
    /// When the market is over at the latest, and with it all numbers.
    #[serde(default)]
    pub until: Millis,
    /// The caller calls the numbers here.
    pub holds: bool,
    /// Those of the caller and of the household, the latest last.
    pub numbers: Vec<MyNumber>,
    /// For whom else a number could be taken.
    pub members: Vec<Member>,
}

/// One's own number, or that of somebody of the household.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyNumber {
    pub number: i64,
    pub state: QueueState,
    /// It was called once in vain.
    pub missed: bool,
    /// For whom, if not for the caller.
    pub member: Option<MemberId>,
    pub nickname: Option<Nickname>,
    /// While it waits.
    pub wait: Option<Wait>,
    /// Until when one should come, once it is called.
    pub come_by: Option<Millis>,
}

impl MyNumber {
    /// As it is now.
    pub fn of(
        it: &QueueNumber,
        queue: &Queue,
        members: &[Member],
        (now, terms): (Millis, &Terms),
    ) -> Self {
        let member = it.who.and_then(|who| who.member);
        let named = members.iter().find(|known| Some(known.id) == member);
        Self {
            number: it.number,
            state: it.state,
            missed: it.missed,
            member,
            nickname: named.map(|known| known.nickname.clone()),
            wait: queue.wait(it.number, now),
            come_by: it.come_by(terms),
        }
    }
}

/// The queue of a stall for those who call the numbers. No name is in it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StallQueue {
    pub market: MarketId,
    pub market_title: String,
    pub line: QueueLine,
    /// Numbers are given and called now.
    pub open: bool,
    /// Who is called next.
    pub next: Option<i64>,
    /// All that are not through: called, served and waiting, and who has gone a moment ago, in the
    /// order of their turns.
    pub numbers: Vec<DeskNumber>,
    /// How many services are over.
    pub served: i64,
    /// Which number the step was about that was answered with this.
    pub last: Option<i64>,
}

/// For so long a stall still sees who has gone: some come after all.
const COMES_AFTER_ALL: i64 = 30 * Millis::MINUTE;

/// A number as the stall sees it.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskNumber {
    pub number: i64,
    pub state: QueueState,
    /// It was called once in vain.
    pub missed: bool,
    /// No phone rings for it: call it aloud.
    pub aloud: bool,
}

impl StallQueue {
    /// As it is now.
    pub fn of((market, stall): (&Market, &Stall), queue: &Queue, now: Millis) -> Self {
        let done = |it: &&QueueNumber| matches!(it.state, QueueState::Served { .. });
        let there = |it: &&QueueNumber| match it.state {
            QueueState::Left { at } => now < at.after(COMES_AFTER_ALL),
            QueueState::Serving { .. } => true,
            state => state.waits(),
        };
        let mut numbers: Vec<&QueueNumber> = queue.numbers().iter().filter(there).collect();
        numbers.sort_by_key(|it| it.turn);
        let waits = |it: &&&QueueNumber| it.state == QueueState::Waiting;
        let desk = |it: &&QueueNumber| DeskNumber {
            number: it.number,
            state: it.state,
            missed: it.missed,
            aloud: it.who.is_none(),
        };
        let served = queue.numbers().iter().filter(done).count();
        Self {
            market: market.id,
            market_title: market.title.clone(),
            line: QueueLine::of(stall, queue, now),
            open: market.gives_numbers().is_ok() && stall.is_public(),
            next: numbers.iter().find(waits).map(|it| it.number),
            numbers: numbers.iter().map(desk).collect(),
            served: i64::try_from(served).unwrap_or(i64::MAX),
            last: None,
        }
    }
}
