//! What changes at markets, told to those who look at them as it happens.
//!
//! ```text
//!   a write is committed --> the counter of its community moves, on every server
//!     --> one task per market that somebody listens to reads it, once for all who listen
//!     --> each listener is sent what is new to it
//! ```
//!
//! It ends with the last listener. There is room for so many listeners in all and so many from one
//! address; for whoever finds none, the page asks now and then, as it does in browsers that cannot
//! listen.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures_util::{Stream, stream};
use shared::{
    id::{CommunityId, MarketId},
    market::{LiveMarket, MarketStatus, Queues},
    problem::{Kind, Problem},
};
use tokio::{
    sync::watch,
    time::{Instant, sleep, sleep_until},
};

use crate::{Call, market_views, queue_views, random, serve::Stopping};

mod word;

use word::{Sent, Word};

/// How many may listen, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub in_total: usize,
    /// Behind one address there may be a whole estate, or all who use one mobile network.
    pub per_address: usize,
    /// Then a listener comes again, at once and by itself: nobody is listened to for ever.
    pub lifetime: Duration,
    /// So often something is sent, so that nothing between us takes silence for the end.
    pub heartbeat: Duration,
    /// A market is read no more often, however much happens there.
    pub pace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            in_total: 1024,
            per_address: 128,
            lifetime: Duration::from_secs(15 * 60),
            heartbeat: Duration::from_secs(20),
            pace: Duration::from_millis(500),
        }
    }
}

/// After so many seconds it makes sense to ask for room again.
const COME_AGAIN: u32 = 60;
/// A browser whose stream ended comes again after so many milliseconds, and up to as many more:
/// those who were ended together do not come back together.
const RETRY: u16 = 3_000;

/// Where markets are listened to, for everyone who has a copy of it.
#[derive(Clone, Default)]
pub struct Live(Arc<Hall>);

#[derive(Default)]
struct Hall {
    limits: Limits,
    state: Mutex<State>,
    reads: AtomicU64,
}

#[derive(Default)]
struct State {
    in_total: usize,
    by_address: HashMap<IpAddr, usize>,
    markets: HashMap<At, watch::Sender<Told>>,
}

type At = (CommunityId, MarketId);

/// What is known of a market that somebody listens to.
#[derive(Clone, Debug)]
enum Told {
    /// It has not been read yet.
    Nothing,
    Now(Arc<Word>),
    /// There is nothing more to be told, and why.
    Over(Problem),
}

impl Live {
    /// With other limits than the usual ones.
    pub fn new(limits: Limits) -> Self {
        Self(Arc::new(Hall { limits, ..Hall::default() }))
    }

    /// How many listen now.
    pub fn listeners(&self) -> usize {
        self.state().in_total
    }

    /// How often a market was read for those who listen.
    pub fn reads(&self) -> u64 {
        self.0.reads.load(Ordering::Relaxed)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Room for one more, for as long as it is kept.
    fn seat(&self, address: Option<IpAddr>) -> Result<Seat, Problem> {
        let (limits, address) = (&self.0.limits, address.map(network));
        let mut state = self.state();
        let there = address.and_then(|it| state.by_address.get(&it)).copied().unwrap_or_default();
        if state.in_total >= limits.in_total || there >= limits.per_address {
            return Err(Problem::later(Kind::Busy, COME_AGAIN));
        }
        state.in_total += 1;
        if let Some(address) = address {
            state.by_address.insert(address, there + 1);
        }
        Ok(Seat { live: self.clone(), address })
    }

    /// What is told about a market from now on, by the task that tells it to the others as well.
    fn hear(&self, call: &Call, id: MarketId) -> watch::Receiver<Told> {
        let at = (call.community_id(), id);
        let mut state = self.state();
        if let Some(sender) = state.markets.get(&at) {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(Told::Nothing);
        state.markets.insert(at, sender.clone());
        drop(state);
        // Whoever came first is nobody in particular for those who come later.
        let call = Call { session: None, address: None, headers: Arc::default(), ..call.clone() };
        let teller = Teller { live: self.clone(), at, sender };
        tokio::spawn(teller.tell(call));
        receiver
    }
}

/// A listener's room; it is free again once this is dropped.
struct Seat {
    live: Live,
    address: Option<IpAddr>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = self.live.state();
        state.in_total -= 1;
        if let Some(address) = self.address
            && let Some(there) = state.by_address.get_mut(&address)
        {
            *there -= 1;
            if *there == 0 {
                state.by_address.remove(&address);
            }
        }
    }
}

/// Whoever has one address of a network of this kind has all of them.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(it) => Ipv6Addr::from_bits(it.to_bits() & (u128::MAX << 64)).into(),
    }
}

/// Reads one market whenever something has changed, as long as somebody listens.
struct Teller {
    live: Live,
    at: At,
    sender: watch::Sender<Told>,
}

impl Teller {
    async fn tell(self, call: Call) {
        let generations = call.app.db.generations().clone();
        let mut changes = generations.changes();
        loop {
            changes.borrow_and_update();
            let generation = generations.of(self.at.0);
            self.live.0.reads.fetch_add(1, Ordering::Relaxed);
            match read(&call, self.at.1).await {
                Ok(word) => self.say(Told::Now(Arc::new(word))),
                // Whoever listens has something to go on with until that has passed.
                Err(problem) if problem.status >= 500 && self.has_told() => {
                    tracing::warn!(%problem, "nobody was told what changed at a market");
                }
                Err(problem) => return self.end(problem),
            }
            let next = async {
                sleep(self.live.0.limits.pace).await;
                while generations.of(self.at.0) == generation && changes.changed().await.is_ok() {}
            };
            tokio::pin!(next);
            loop {
                tokio::select! {
                    () = &mut next => break,
                    () = self.sender.closed() => if self.is_left() { return },
                }
            }
        }
    }

    fn has_told(&self) -> bool {
        matches!(&*self.sender.borrow(), Told::Now(_))
    }

    /// What is as it was, wakes nobody.
    fn say(&self, now: Told) {
        self.sender.send_if_modified(|before| {
            let same = match (&*before, &now) {
                (Told::Now(before), Told::Now(now)) => before == now,
                _ => false,
            };
            if !same {
                *before = now;
            }
            !same
        });
    }

    /// Whoever asks from now on is told by another task.
    fn end(&self, problem: Problem) {
        self.live.state().markets.remove(&self.at);
        self.sender.send_replace(Told::Over(problem));
    }

    /// Nobody listens any more; whoever comes from now on is told by another task.
    fn is_left(&self) -> bool {
        let mut state = self.live.state();
        let left = self.sender.receiver_count() == 0;
        if left {
            state.markets.remove(&self.at);
        }
        left
    }
}

impl Drop for Teller {
    /// Also where it ends in a way that nobody has thought of.
    fn drop(&mut self) {
        let mut state = self.live.state();
        if state.markets.get(&self.at).is_some_and(|it| it.same_channel(&self.sender)) {
            state.markets.remove(&self.at);
        }
    }
}

/// The market as anyone sees it, once.
async fn read(call: &Call, id: MarketId) -> Result<Word, Problem> {
    let call = Call { now: call.app.clock.now(), ..call.clone() };
    let market = market_views::public(&call, id).await?;
    let queues: Option<Queues> = match market.status {
        // Whoever looks at the queues has to hear that they are over.
        MarketStatus::UnderWay | MarketStatus::Closed => {
            Some(queue_views::public(&call, id).await?)
        }
        _ => None,
    };
    Word::new(&LiveMarket::of(&market), queues.as_ref())
}

/// Somebody who listens to a market that anyone may see.
pub struct Listener {
    told: watch::Receiver<Told>,
    sent: Sent,
    begun: bool,
    limits: Limits,
    ends_at: Instant,
    stopping: Option<Stopping>,
    _seat: Seat,
}

/// Listens to a market from now on. `last` is what the browser says to have heard last, `stopping`
/// tells when the server stops.
///
/// # Errors
/// [`Kind::NotFound`] when it is not public, [`Kind::Busy`] when there is no room.
pub async fn listen(
    call: &Call,
    id: MarketId,
    (last, stopping): (&str, Option<Stopping>),
) -> Result<Listener, Problem> {
    let live = call.app.live.clone();
    let seat = live.seat(call.address.map(|it| it.0))?;
    let mut told = live.hear(call, id);
    let known = told.wait_for(|it| !matches!(it, Told::Nothing)).await;
    // The task has ended without a word, which is a bug of ours.
    let known = known.map_err(|_| Problem::later(Kind::Busy, COME_AGAIN))?.clone();
    if let Told::Over(problem) = known {
        return Err(problem);
    }
    told.mark_changed();
    let (limits, sent) = (live.0.limits, Sent::from_id(last));
    let ends_at = Instant::now() + limits.lifetime;
    Ok(Listener { told, sent, begun: false, limits, ends_at, stopping, _seat: seat })
}

impl Listener {
    /// What is sent, until one side has enough of it.
    pub fn events(self) -> impl Stream<Item = Result<Bytes, std::convert::Infallible>> + Send {
        stream::unfold(self, |mut listener| async move {
            let event = listener.next().await?;
            Some((Ok(event), listener))
        })
    }

    async fn next(&mut self) -> Option<Bytes> {
        if !self.begun {
            self.begun = true;
            let more = u16::from_le_bytes(random::bytes()) % RETRY;
            return Some(format!("retry: {}\n\n", RETRY + more).into());
        }
        loop {
            tokio::select! {
                biased;
                () = stops(&mut self.stopping) => return None,
                () = sleep_until(self.ends_at) => return None,
                changed = self.told.changed() => {
                    changed.ok()?;
                    let told = self.told.borrow_and_update().clone();
                    let Told::Now(word) = told else { return None };
                    if let Some(event) = word.since(&mut self.sent) {
                        return Some(event);
                    }
                }
                () = sleep(self.limits.heartbeat) => return Some(Bytes::from_static(b":\n\n")),
            }
        }
    }
}

/// Without a socket, as in a test, nothing stops.
async fn stops(stopping: &mut Option<Stopping>) {
    match stopping {
        Some(stopping) => stopping.wait().await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_so_many_and_it_is_free_again_when_they_leave() {
        let limits = Limits { in_total: 3, per_address: 2, ..Limits::default() };
        let live = Live::new(limits);
        let (here, there) = ([203, 0, 113, 7].into(), [203, 0, 113, 8].into());
        let seats = [live.seat(Some(here)).unwrap(), live.seat(Some(here)).unwrap()];
        let refused = live.seat(Some(here)).err().unwrap();
        assert_eq!((refused.kind, refused.retry_after), (Kind::Busy, Some(COME_AGAIN)));
        let other = live.seat(Some(there)).unwrap();
        assert!(live.seat(None).is_err(), "all seats are taken");
        drop((seats, other));
        assert_eq!(live.listeners(), 0);
        assert!(live.state().by_address.is_empty(), "nobody is remembered");
        assert!(live.seat(Some(here)).is_ok());
    }

    #[test]
    fn one_house_has_many_addresses_and_one_network() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::7"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::7"), of("2001:db8:1:3::7"));
        assert_eq!(of("203.0.113.7"), IpAddr::from([203, 0, 113, 7]));
    }
}
