//! The day of the demo's market that is over: who came to which stall, and how many just came, as
//! if it had been brought in by the phone at the entrance.

use std::collections::BTreeMap;

use shared::{
    id::{CommunityId, DeviceId, PersonId, SignUpId, SlotId},
    market::{
        Arrival, Attendee, CheckInWay, Happened, Market, Nonce, SeenAs, SignUp, SignUpState, Slot,
        Stall, SummaryFigures, Tap, Wants,
    },
    problem::Problem,
    time::Millis,
};

use crate::{
    App,
    db::{Tx, arrivals, check_ins, devices, people, sign_up_changes, taps},
    keys::Purpose,
    random, sign_in,
};

/// So many neighbours signed up and came, each to as many stalls.
const NEIGHBOURS: usize = 64;
const STALLS_EACH: usize = 8;
/// At least so many just came to each stall.
const JUST_CAME: i64 = 20;

/// One stall with its slots.
pub type WithSlots = (Stall, Vec<Slot>);

/// Somebody who came.
struct Neighbour {
    id: PersonId,
    phone_hash: Vec<u8>,
    phone_sealed: Vec<u8>,
    sign_up: SignUpId,
}

/// What a market's day was, before any of it is written.
pub struct Day {
    neighbours: Vec<Neighbour>,
    device: DeviceId,
}

impl Day {
    /// Neighbours whom nobody calls: their numbers belong to nobody.
    ///
    /// # Errors
    /// A bug, when they cannot be sealed.
    pub fn new(app: &App) -> Result<Self, Problem> {
        let now = app.clock.now();
        let neighbour = |at: usize| {
            let phone = format!("1380001{at:04}");
            Ok(Neighbour {
                id: PersonId(random::id(now)),
                phone_hash: sign_in::phone_hash(app, &phone),
                phone_sealed: app.keys.seal(Purpose::Phone, &phone)?,
                sign_up: SignUpId(random::id(now)),
            })
        };
        let neighbours: Result<Vec<_>, Problem> = (0..NEIGHBOURS).map(neighbour).collect();
        Ok(Self { neighbours: neighbours?, device: DeviceId(random::id(now)) })
    }

    /// To which stalls a neighbour went, the own one first.
    fn visits(&self, at: usize, stalls: usize) -> impl Iterator<Item = usize> {
        (0..STALLS_EACH.min(stalls)).map(move |step| (at * 7 + step * 3) % stalls)
    }

    fn just_came(at: usize) -> i64 {
        JUST_CAME + i64::try_from(at * 7 % 13).unwrap_or_default()
    }

    /// The figures of it, as they are signed.
    pub fn figures(&self, stalls: &[WithSlots]) -> SummaryFigures {
        let mut all = Vec::new();
        for (at, neighbour) in self.neighbours.iter().enumerate() {
            let who = Attendee { account: neighbour.id, member: None };
            for (step, visit) in self.visits(at, stalls.len()).enumerate() {
                let stall = stalls[visit].0.id;
                all.push(Happened::CameTo { stall, who });
                if step == 0 {
                    all.push(Happened::Served { stall, count: 1 });
                }
            }
        }
        for (at, (stall, _)) in stalls.iter().enumerate() {
            all.push(Happened::JustCame { stall: stall.id, count: Self::just_came(at) });
        }
        SummaryFigures::of(&all)
    }

    /// Writes it, once market, stalls and slots are there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn put(
        &self,
        tx: &mut Tx,
        community: CommunityId,
        market: &Market,
        stalls: &[WithSlots],
    ) -> Result<(), Problem> {
        let (by, until) = (market.organiser, market.starts_at);
        let new = devices::New {
            id: self.device,
            market: market.id,
            name: "入口",
            provider: None,
            by,
            code_hash: &[],
            until,
        };
        devices::insert(tx, community, &new, market.starts_at).await?;
        let (mut rows, mut taken) = (Vec::new(), BTreeMap::new());
        for (at, neighbour) in self.neighbours.iter().enumerate() {
            let (hash, sealed) = (&neighbour.phone_hash, &neighbour.phone_sealed);
            people::insert(tx, neighbour.id, hash, sealed, market.starts_at).await?;
            if let Some(slot) = self.sign_up(tx, community, market, (at, stalls)).await? {
                *taken.entry(slot).or_default() += 1;
            }
            rows.extend(self.rows(market, (at, neighbour), stalls));
        }
        arrivals::taken(tx, community, &taken.into_iter().collect::<Vec<_>>()).await?;
        for (row, seq) in rows.iter_mut().zip(1..) {
            row.seq = seq;
        }
        check_ins::insert(tx, community, market.id, &rows, market.ends_at).await?;
        let taps = self.taps(market, stalls);
        let from = (market.id, self.device);
        Ok(taps::insert(tx, community, from, &taps, market.ends_at).await?)
    }

    /// Everybody has a place at the first stall, in one of its slots.
    async fn sign_up(
        &self,
        tx: &mut Tx,
        community: CommunityId,
        market: &Market,
        (at, stalls): (usize, &[WithSlots]),
    ) -> Result<Option<SlotId>, Problem> {
        let (Some(neighbour), Some(own)) =
            (self.neighbours.get(at), self.visits(at, stalls.len()).next())
        else {
            return Ok(None);
        };
        let slots = &stalls[own].1;
        let Some(slot) = slots.get(at % slots.len().max(1)) else { return Ok(None) };
        let came = Arrival { at: seen_at(market, at, 0), device: Some(self.device) };
        let sign_up = SignUp {
            id: neighbour.sign_up,
            slot: slot.id,
            who: Attendee { account: neighbour.id, member: None },
            position: i64::try_from(at).unwrap_or_default() + 1,
            wants: Wants::Auto,
            after_others: false,
            by_proxy: false,
            needs_yes: false,
            state: SignUpState::Served { came, at: came.at.after(10 * Millis::MINUTE) },
        };
        let row = (sign_up, random::ticket_code(false), None);
        let place = (market.id, slot.times);
        sign_up_changes::insert(tx, community, place, &[row], slot.times.opens_at).await?;
        Ok(Some(slot.id))
    }

    fn rows(
        &self,
        market: &Market,
        (at, neighbour): (usize, &Neighbour),
        stalls: &[WithSlots],
    ) -> Vec<check_ins::Row> {
        let row = |(visit, what, step): (usize, SeenAs, usize)| check_ins::Row {
            nonce: Nonce(random::id(market.starts_at)),
            stall_id: stalls[visit].0.id,
            person_id: neighbour.id,
            member_id: Default::default(),
            sign_up_id: neighbour.sign_up,
            what,
            way: CheckInWay::Qr,
            device_id: Some(self.device),
            by_id: market.organiser,
            at: seen_at(market, at, step),
            received_at: market.ends_at,
            seq: 0,
            counts: what == SeenAs::Arrived,
            undone_at: None,
        };
        let came = self.visits(at, stalls.len()).enumerate();
        let came = came.map(|(step, visit)| (visit, SeenAs::Arrived, step));
        let own = self.visits(at, stalls.len()).next();
        came.chain(own.map(|visit| (visit, SeenAs::Served, 1))).map(row).collect()
    }

    fn taps(&self, market: &Market, stalls: &[WithSlots]) -> Vec<Tap> {
        let of_stall = |(at, (stall, _)): (usize, &WithSlots)| {
            let tap = |minute: i64| Tap {
                nonce: Nonce(random::id(market.starts_at)),
                stall: stall.id,
                count: 1,
                at: market.starts_at.after(minute * 5 * Millis::MINUTE),
            };
            (0..Self::just_came(at)).map(tap).collect::<Vec<_>>()
        };
        stalls.iter().enumerate().flat_map(of_stall).collect()
    }
}

/// One after the other, a quarter of an hour for each stall.
fn seen_at(market: &Market, at: usize, step: usize) -> Millis {
    let minutes = at % 45 + step * 15;
    market.starts_at.after(i64::try_from(minutes).unwrap_or_default() * Millis::MINUTE)
}
