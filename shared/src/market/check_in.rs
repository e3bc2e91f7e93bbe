//! Checking in, also for hours without a network: whatever the order in which devices bring what
//! they saw, and however often, the earliest scan counts.

use std::collections::{BTreeMap, btree_map::Entry};

use serde::{Deserialize, Serialize};

use super::{
    refusal::Refusal,
    sign_up::{Arrival, Attendee},
    state::Market,
    summary::Happened,
    terms::{Term, Terms},
};
use crate::{
    codes::codes,
    id::{DeviceId, MarketId, PersonId, SignUpId, StallId},
    time::Millis,
};

/// By which something that is sent again is known to be the same.
#[derive(
    Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Nonce(pub uuid::Uuid);

codes! {
    /// How somebody was checked in.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    CheckInWay {
        Qr = "qr",
        Code = "code",
        /// Name and the last four digits.
        Name = "name",
        List = "list",
        /// The resident scanned the code at the place.
        Place = "place",
    }
}

/// Somebody was seen at a stall.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scan {
    pub nonce: Nonce,
    pub stall: StallId,
    pub who: Attendee,
    /// Nothing for who just came and is known.
    pub sign_up: Option<SignUpId>,
    pub way: CheckInWay,
    /// Nothing if the resident scanned the code at the place.
    pub device: Option<DeviceId>,
    /// Who held the device.
    pub by: PersonId,
    /// By the clock of the device.
    pub at: Millis,
}

impl Scan {
    /// As it is believed: a device whose clock runs ahead has seen nobody later than it says so.
    pub fn received(self, now: Millis) -> Self {
        Self { at: self.at.min(now), ..self }
    }

    /// What the sign-up keeps of it.
    pub fn arrival(&self) -> Arrival {
        Arrival { at: self.at, device: self.device }
    }

    /// Of two, the one that counts; of two at the same moment always the same.
    fn rank(&self) -> (Millis, Nonce) {
        (self.at, self.nonce)
    }
}

/// What a scan is answered.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Scanned {
    New,
    /// The same scan was here before; nothing changed.
    Same,
    /// Somebody was earlier, then and there.
    Already {
        at: Millis,
        by: PersonId,
        device: Option<DeviceId>,
    },
    /// This one was earlier than the one that was known, and counts instead.
    Earlier {
        than: Millis,
        by: PersonId,
        device: Option<DeviceId>,
    },
}

/// What becomes of a scan, with what was known of the same person at the same stall.
pub fn compare(known: Option<&Scan>, scan: &Scan) -> Scanned {
    match known {
        None => Scanned::New,
        Some(known) if known.nonce == scan.nonce => Scanned::Same,
        Some(known) if scan.rank() < known.rank() => {
            Scanned::Earlier { than: known.at, by: known.by, device: known.device }
        }
        Some(known) => Scanned::Already { at: known.at, by: known.by, device: known.device },
    }
}

/// Everything that was scanned at a market, on one device or on the server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckIns {
    first: BTreeMap<(StallId, Attendee), Scan>,
    /// All that ever came, those included that do not count.
    all: BTreeMap<Nonce, Scan>,
    undone: BTreeMap<Nonce, Correction>,
}

/// A check-in that was wrong, and why.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Correction {
    pub nonce: Nonce,
    pub by: PersonId,
    pub reason: String,
}

impl CheckIns {
    /// Takes in a scan.
    pub fn take(&mut self, scan: Scan) -> Scanned {
        match self.all.entry(scan.nonce) {
            Entry::Occupied(_) => return Scanned::Same,
            Entry::Vacant(free) => free.insert(scan),
        };
        let key = (scan.stall, scan.who);
        let answer = compare(self.first.get(&key), &scan);
        if matches!(answer, Scanned::New | Scanned::Earlier { .. }) {
            self.first.insert(key, scan);
        }
        answer
    }

    /// Takes a scan back. What else was scanned of the same person counts then.
    ///
    /// # Errors
    /// Without a reason, too late, or if there was none.
    pub fn correct(
        &mut self,
        correction: Correction,
        ends_at: Millis,
        now: Millis,
        terms: &Terms,
    ) -> Result<(), Refusal> {
        let scan = *self.all.get(&correction.nonce).ok_or(Refusal::StepNotPossible)?;
        if correction.reason.trim().is_empty() {
            return Err(Refusal::ReasonNeeded);
        }
        if now > terms.after(ends_at, Term::CorrectionTime) {
            return Err(Refusal::TooLate);
        }
        self.undone.insert(correction.nonce, correction);
        let key = (scan.stall, scan.who);
        let counts = |it: &&Scan| (it.stall, it.who) == key && !self.undone.contains_key(&it.nonce);
        match self.all.values().filter(counts).min_by_key(|it| it.rank()).copied() {
            Some(first) => self.first.insert(key, first),
            None => self.first.remove(&key),
        };
        Ok(())
    }

    /// Those that count: one for each person and stall.
    pub fn counted(&self) -> impl Iterator<Item = &Scan> {
        self.first.values()
    }

    /// Those that do not, with the one that does: what the second device should hear.
    pub fn conflicts(&self) -> Vec<(&Scan, &Scan)> {
        let beside = |scan| {
            let scan: &Scan = scan;
            let first = self.first.get(&(scan.stall, scan.who))?;
            let apart = first.nonce != scan.nonce && !self.undone.contains_key(&scan.nonce);
            apart.then_some((scan, first))
        };
        self.all.values().filter_map(beside).collect()
    }

    /// What the summary counts of it.
    pub fn happened(&self) -> impl Iterator<Item = Happened> {
        self.counted().map(|it| Happened::CameTo { stall: it.stall, who: it.who })
    }
}

/// One tap at a stall for somebody who just came, or one to take such a tap back.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tap {
    pub nonce: Nonce,
    pub stall: StallId,
    /// One, or minus one.
    pub count: i64,
    pub at: Millis,
}

/// How many just came to each stall: kept apart from who was checked in.
pub fn tally(taps: &[Tap]) -> BTreeMap<StallId, i64> {
    let once: BTreeMap<Nonce, &Tap> = taps.iter().map(|tap| (tap.nonce, tap)).collect();
    let mut sums: BTreeMap<StallId, i64> = BTreeMap::new();
    for tap in once.values() {
        *sums.entry(tap.stall).or_default() += tap.count.signum();
    }
    sums.values_mut().for_each(|sum| *sum = (*sum).max(0));
    sums
}

/// What lets a device check people in: bound to one market, good for hours without a network, and
/// over with the market.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DevicePass {
    pub device: DeviceId,
    pub market: MarketId,
    pub ends_at: Millis,
    /// It was lost.
    pub revoked: bool,
}

impl DevicePass {
    /// That of a device that was not lost.
    pub fn of(market: &Market, device: DeviceId) -> Self {
        Self { device, market: market.id, ends_at: market.ends_at, revoked: false }
    }

    /// Whether the device may show the list and scan. Afterwards it forgets the list.
    pub fn may_scan(&self, market: MarketId, now: Millis, terms: &Terms) -> bool {
        let until = terms.after(self.ends_at, Term::MarketClose);
        !self.revoked && market == self.market && now < until
    }

    /// Whether it may still bring in what it saw before.
    pub fn may_bring_in(&self, market: MarketId, now: Millis, terms: &Terms) -> bool {
        let until = terms.after(self.ends_at, Term::CorrectionTime);
        !self.revoked && market == self.market && now <= until
    }
}
