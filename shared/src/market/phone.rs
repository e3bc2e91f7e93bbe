//! A phone at a market's table, for hours without a network: what it answers at once of what it
//! knows, and what it still has to bring in.
//!
//! Whatever it answers, the server has the last word: see [`super::Synced`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    check_in::{Nonce, Tap},
    check_in_list::{CheckInList, CheckInListAnswer, ListedSlot, ListedStall},
    guest::Guest,
    refusal::Refusal,
    sync::{Answered, MOST_ENTRIES, NewScan, ScanAnswer, SeenAs, Shown, SyncBatch, Synced, Undo},
    ticket::{TicketCode, read_qr},
};
use crate::{
    id::{SignUpId, StallId},
    time::Millis,
};

/// What a phone knows of a market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Phone {
    pub list: CheckInList,
    pub version: String,
    /// By so many milliseconds the clock of the market is ahead of the phone's.
    pub ahead: i64,
    /// When it last had nothing left to bring in.
    pub synced_at: Option<Millis>,
}

/// Something that was done on this phone and waits for an answer.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Entry {
    Scan(NewScan),
    Tap(Tap),
    Undo(Undo),
}

/// Something that does not count, with what the server said about it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Declined {
    pub entry: Entry,
    pub refusal: Refusal,
}

/// Until when a phone keeps what, by its own clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keeping {
    /// Who is expected, and who was seen.
    pub list: Millis,
    /// What it needs to bring something in.
    pub table: Millis,
    /// What was done on it and nobody has answered; and with it all the rest.
    pub unsent: Millis,
}

/// Where somebody was seen first.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    pub nonce: Nonce,
    pub at: Millis,
    /// The name of the device.
    pub device: String,
}

/// Who was seen doing what at which stall, each by who was first.
pub type Sightings = BTreeMap<(StallId, SignUpId, SeenAs), Sighting>;

/// One person at one stall, seen more than once.
#[derive(Clone, Debug, PartialEq)]
pub struct Double {
    pub stall: StallId,
    pub sign_up: SignUpId,
    /// The one that counts.
    pub first: Sighting,
    pub later: Vec<Sighting>,
}

/// What the phone says at once when somebody shows something.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Nobody has seen them here before.
    New {
        sign_up: SignUpId,
        stall: StallId,
    },
    /// Then and there.
    Already {
        sign_up: SignUpId,
        stall: StallId,
        at: Millis,
        device: String,
    },
    /// Their place is at another stall.
    Elsewhere {
        sign_up: SignUpId,
    },
    TooEarly {
        sign_up: SignUpId,
        from: Millis,
    },
    TooLate {
        sign_up: SignUpId,
        until: Millis,
    },
    /// It is not on the list: they signed up a moment ago, or for something else.
    Unknown,
    /// It looks like a ticket, and nobody here made it.
    Forged,
    Refused(Refusal),
}

impl Entry {
    /// By what it is known when it is sent again. To take something back has no number of its own.
    pub fn name(&self) -> String {
        match self {
            Entry::Scan(scan) => scan.nonce.0.to_string(),
            Entry::Tap(tap) => tap.nonce.0.to_string(),
            Entry::Undo(undo) => format!("{}-undo", undo.nonce.0),
        }
    }
}

impl Phone {
    /// What was just fetched, unless it is what is known.
    pub fn fetched(known: Option<&Phone>, answer: CheckInListAnswer, now: Millis) -> Option<Self> {
        let ahead = answer.now.0 - now.0;
        let synced_at = known.and_then(|it| it.synced_at);
        let mut list = answer.list.or_else(|| known.map(|it| it.list.clone()))?;
        // Each stall is chosen from, and counted at, once.
        let mut there = BTreeSet::new();
        list.stalls.retain(|it| there.insert(it.id));
        Some(Self { list, version: answer.version, ahead, synced_at })
    }

    /// What time it is at the market, by the clock of this phone.
    pub fn clock(&self, now: Millis) -> Millis {
        now.after(self.ahead)
    }

    /// Whether it may still show the list and scan.
    pub fn works(&self, now: Millis) -> bool {
        self.clock(now) < self.list.device.until
    }

    /// Until when it keeps what it has.
    pub fn keeps_until(&self) -> Keeping {
        let device = &self.list.device;
        let own = |at: Millis| at.after(-self.ahead);
        Keeping {
            list: own(device.until),
            table: own(device.brings_in_until),
            unsent: own(device.gives_up_at()),
        }
    }

    pub fn guest(&self, sign_up: SignUpId) -> Option<&Guest> {
        self.list.guests.iter().find(|it| it.sign_up == sign_up)
    }

    pub fn stall(&self, stall: StallId) -> Option<&ListedStall> {
        self.list.stalls.iter().find(|it| it.id == stall)
    }

    /// When the place of a guest is.
    pub fn slot(&self, guest: &Guest) -> Option<ListedSlot> {
        self.stall(guest.stall)?.slots.iter().find(|it| it.id == guest.slot).copied()
    }

    /// Who is here as far as this phone knows.
    pub fn sightings(&self, unsent: &[Entry]) -> Sightings {
        let mut first = Sightings::new();
        for (key, sighting) in self.seen(unsent) {
            let earlier = |known: &Sighting| known.rank() <= sighting.rank();
            if !first.get(&key).is_some_and(earlier) {
                first.insert(key, sighting);
            }
        }
        first
    }

    /// Everything that was seen and not taken back, of others and of this phone.
    fn seen(&self, unsent: &[Entry]) -> Vec<((StallId, SignUpId, SeenAs), Sighting)> {
        let undone: Vec<Nonce> = unsent
            .iter()
            .filter_map(|it| if let Entry::Undo(undo) = it { Some(undo.nonce) } else { None })
            .collect();
        let known = self.list.seen.iter().filter(|it| !it.undone).map(|it| {
            let sighting = Sighting { nonce: it.nonce, at: it.at, device: it.device.clone() };
            ((it.stall, it.sign_up, it.what), sighting)
        });
        let here = |nonce| self.list.seen.iter().any(|it| it.nonce == nonce);
        let own = unsent.iter().filter_map(|it| {
            let Entry::Scan(scan) = it else { return None };
            let sign_up = self.whose(&scan.shown).filter(|_| !here(scan.nonce))?;
            let device = self.list.device.name.clone();
            let sighting = Sighting { nonce: scan.nonce, at: scan.at, device };
            Some(((scan.stall, sign_up, scan.what), sighting))
        });
        known.chain(own).filter(|(_, it)| !undone.contains(&it.nonce)).collect()
    }

    /// Whose ticket it is, of those on the list.
    pub fn whose(&self, shown: &Shown) -> Option<SignUpId> {
        match shown {
            Shown::Qr { text } => {
                let (sign_up, _) = read_qr(text).ok()?;
                self.guest(sign_up).map(|it| it.sign_up)
            }
            Shown::Code { code } => {
                let code = TicketCode::parse(code).ok()?;
                self.list.guests.iter().find(|it| it.code == code).map(|it| it.sign_up)
            }
            Shown::Name { sign_up } | Shown::List { sign_up } => Some(*sign_up),
        }
    }

    /// What to say about what was shown, at one stall or, with none, at the entrance: there everyone
    /// is checked in for the stall of their ticket. Who was told that it is another stall and goes
    /// there `anyway` is checked in where they are.
    pub fn answer(
        &self,
        unsent: &[Entry],
        at: Option<StallId>,
        shown: &Shown,
        anyway: bool,
        now: Millis,
    ) -> Answer {
        let guest = match self.known(shown) {
            Ok(guest) => guest,
            Err(answer) => return answer,
        };
        let (sign_up, stall) = (guest.sign_up, at.unwrap_or(guest.stall));
        let key = (stall, sign_up, SeenAs::Arrived);
        if let Some(first) = self.sightings(unsent).remove(&key) {
            return Answer::Already { sign_up, stall, at: first.at, device: first.device };
        }
        let elsewhere = stall != guest.stall;
        if elsewhere && !anyway {
            return Answer::Elsewhere { sign_up };
        }
        // Elsewhere, people are welcome as long as the market lasts.
        let slot = self.slot(guest).filter(|_| !elsewhere);
        let whole = (self.list.starts_at, self.list.ends_at);
        let (starts_at, until) = slot.map_or(whole, |it| (it.starts_at, it.ends_at));
        let (now, from) = (self.clock(now), self.before(starts_at));
        match () {
            () if now < from => Answer::TooEarly { sign_up, from },
            () if now > until => Answer::TooLate { sign_up, until },
            () => Answer::New { sign_up, stall },
        }
    }

    /// From when on people are at the stalls.
    pub fn opens(&self) -> Millis {
        self.before(self.list.starts_at)
    }

    fn before(&self, start: Millis) -> Millis {
        start.after(-self.list.minutes_before * Millis::MINUTE)
    }

    fn known(&self, shown: &Shown) -> Result<&Guest, Answer> {
        match shown {
            Shown::Qr { text } => {
                let (sign_up, seal) = read_qr(text).map_err(Answer::Refused)?;
                let guest = self.guest(sign_up).ok_or(Answer::Unknown)?;
                if guest.holds(sign_up, &seal) { Ok(guest) } else { Err(Answer::Forged) }
            }
            Shown::Code { code } => {
                let code = TicketCode::parse(code).map_err(Answer::Refused)?;
                if code.is_test() != self.list.rehearsal {
                    return Err(Answer::Refused(Refusal::TestTicket));
                }
                self.list.guests.iter().find(|it| it.code == code).ok_or(Answer::Unknown)
            }
            Shown::Name { sign_up } | Shown::List { sign_up } => {
                self.guest(*sign_up).ok_or(Answer::Unknown)
            }
        }
    }

    /// Those of whom somebody says a part of the name, the digits or the code; of one stall or all.
    pub fn search(&self, at: Option<StallId>, words: &str) -> Vec<&Guest> {
        let words: String = words.chars().filter(|it| !it.is_whitespace()).collect();
        let mut found: Vec<&Guest> = self
            .list
            .guests
            .iter()
            .filter(|it| at.is_none_or(|at| it.stall == at))
            .filter(|it| {
                let texts = [it.name.reveal(), it.last_four.reveal(), it.code.digits()];
                texts.iter().any(|text| text.contains(&words))
            })
            .collect();
        let stall_at = |id| self.list.stalls.iter().position(|it| it.id == id);
        let name = |it: &Guest| (it.name.reveal().to_owned(), it.last_four.reveal().to_owned());
        found.sort_by_cached_key(|it| {
            (self.slot(it).map(|it| it.starts_at), stall_at(it.stall), name(it))
        });
        found
    }

    /// How many just came to a stall.
    pub fn walk_in(&self, stall: StallId, unsent: &[Entry]) -> i64 {
        let known = self.stall(stall).map_or(0, |it| it.walk_in);
        let own = unsent.iter().filter_map(|it| match it {
            Entry::Tap(tap) if tap.stall == stall => Some(tap.count.signum()),
            _ => None,
        });
        let sum: i64 = own.sum();
        (known + sum).max(0)
    }

    /// Who was seen more than once at one stall, where this phone was among those who saw them.
    pub fn doubles(&self) -> Vec<Double> {
        let mut all: BTreeMap<(StallId, SignUpId), Vec<Sighting>> = BTreeMap::new();
        for ((stall, sign_up, what), sighting) in self.seen(&[]) {
            if what == SeenAs::Arrived {
                all.entry((stall, sign_up)).or_default().push(sighting);
            }
        }
        let own = &self.list.device.name;
        let double = |((stall, sign_up), mut seen): (_, Vec<Sighting>)| {
            seen.sort_by_key(Sighting::rank);
            let mine = seen.len() > 1 && seen.iter().any(|it| it.device == *own);
            let mut seen = seen.into_iter();
            let first = seen.next().filter(|_| mine)?;
            Some(Double { stall, sign_up, first, later: seen.collect() })
        };
        all.into_iter().filter_map(double).collect()
    }

    /// Takes in what the server answered, and says what of it was declined.
    pub fn take(&mut self, sent: &[Entry], answer: &Synced, now: Millis) -> Vec<Declined> {
        for seen in &answer.seen {
            match self.list.seen.iter_mut().find(|it| it.nonce == seen.nonce) {
                Some(known) => known.clone_from(seen),
                None => self.list.seen.push(seen.clone()),
            }
        }
        for count in &answer.counts {
            if let Some(stall) = self.list.stalls.iter_mut().find(|it| it.id == count.stall) {
                stall.walk_in = count.walk_in;
            }
        }
        self.list.up_to = answer.up_to;
        self.ahead = answer.now.0 - now.0;
        self.synced_at = Some(answer.now);
        declined(sent, answer)
    }
}

/// What of that does not count, as the server answered.
pub fn declined(sent: &[Entry], answer: &Synced) -> Vec<Declined> {
    let scans = answer.scans.iter().filter_map(|it| match it.answer {
        ScanAnswer::Refused { refusal } => Some((it.nonce, refusal)),
        _ => None,
    });
    let plain = |it: &Answered| Some((it.nonce, it.refusal?));
    let scans: BTreeMap<Nonce, Refusal> = scans.collect();
    let taps: BTreeMap<Nonce, Refusal> = answer.taps.iter().filter_map(plain).collect();
    let undone: BTreeMap<Nonce, Refusal> = answer.undone.iter().filter_map(plain).collect();
    let declined = |entry: &Entry| {
        let refusal = match entry {
            Entry::Scan(it) => scans.get(&it.nonce),
            Entry::Tap(it) => taps.get(&it.nonce),
            Entry::Undo(it) => undone.get(&it.nonce),
        };
        refusal.map(|refusal| Declined { entry: entry.clone(), refusal: *refusal })
    };
    sent.iter().filter_map(declined).collect()
}

impl Sighting {
    /// Of two, the one that counts; of two at the same moment always the same.
    fn rank(&self) -> (Millis, Nonce) {
        (self.at, self.nonce)
    }
}

/// The oldest of what waits, as much as one call may have.
pub fn batch(unsent: &[Entry], since: i64) -> (SyncBatch, &[Entry]) {
    let sent = &unsent[..unsent.len().min(MOST_ENTRIES)];
    let mut batch = SyncBatch { since, ..SyncBatch::default() };
    for entry in sent {
        match entry {
            Entry::Scan(scan) => batch.scans.push(scan.clone()),
            Entry::Tap(tap) => batch.taps.push(*tap),
            Entry::Undo(undo) => batch.undone.push(undo.clone()),
        }
    }
    (batch, sent)
}
