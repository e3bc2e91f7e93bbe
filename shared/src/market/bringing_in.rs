//! One round of bringing in what a phone at a table still has: every entry is tried, and only what
//! the server has answered goes.
//!
//! A call that is refused takes nothing with it: its entries stay, and the rest is tried all the same.
//! Where one entry is to blame, halves are tried until it stands alone.

use std::collections::{BTreeSet, VecDeque};

use super::{
    check_in::Nonce,
    phone::{Entry, batch},
    sync::{MOST_ENTRIES, SyncBatch, Synced},
};
use crate::problem::{Kind, Problem};

/// What is still to be tried in this round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    rest: VecDeque<Vec<Entry>>,
    /// Scans that stay for now: taking one of them back has to wait with it.
    stay: BTreeSet<Nonce>,
    /// So many calls in a row came to a server in trouble.
    ill: usize,
}

/// More than it takes to find the one entry of a whole call that a server stumbles over.
const MOST_ILL: usize = 20;

impl Round {
    /// Everything that waits, as much in one call as it may have. With nothing to bring in, one call
    /// hears what others saw.
    pub fn of(unsent: &[Entry]) -> Self {
        let mut rest: VecDeque<Vec<Entry>> =
            unsent.chunks(MOST_ENTRIES).map(<[_]>::to_vec).collect();
        if rest.is_empty() {
            rest.push_back(Vec::new());
        }
        Self { rest, ..Self::default() }
    }

    /// The next call, and what is in it.
    pub fn next(&mut self, since: i64) -> Option<(SyncBatch, Vec<Entry>)> {
        let mut next = self.rest.pop_front()?;
        let whole = next.is_empty();
        next.retain(|it| !matches!(it, Entry::Undo(undo) if self.stay.contains(&undo.nonce)));
        if next.is_empty() && !whole {
            return self.next(since);
        }
        let (batch, _) = batch(&next, since);
        Some((batch, next))
    }

    /// That call failed. Answers whether there is any sense in going on: not without a network, and
    /// not where the server has no time.
    pub fn refused(&mut self, sent: Vec<Entry>, problem: &Problem) -> bool {
        let blames_one =
            matches!(problem.kind, Kind::TooLarge | Kind::Invalid | Kind::Malformed | Kind::Bug);
        self.ill = if problem.kind == Kind::Bug { self.ill + 1 } else { 0 };
        match problem.kind {
            Kind::Offline | Kind::Busy | Kind::TooOften => return false,
            _ if self.ill > MOST_ILL => return false,
            _ if blames_one && sent.len() > 1 => {
                let mut first = sent;
                let second = first.split_off(first.len() / 2);
                self.rest.push_front(second);
                self.rest.push_front(first);
            }
            _ => self.stays(&sent),
        }
        true
    }

    /// What was answered of a call; the rest of it stays.
    pub fn answered(&mut self, sent: Vec<Entry>, answer: &Synced) -> Vec<Entry> {
        self.ill = 0;
        let scans: BTreeSet<Nonce> = answer.scans.iter().map(|it| it.nonce).collect();
        let taps: BTreeSet<Nonce> = answer.taps.iter().map(|it| it.nonce).collect();
        let undone: BTreeSet<Nonce> = answer.undone.iter().map(|it| it.nonce).collect();
        let (known, rest): (Vec<Entry>, Vec<Entry>) = sent.into_iter().partition(|it| match it {
            Entry::Scan(it) => scans.contains(&it.nonce),
            Entry::Tap(it) => taps.contains(&it.nonce),
            Entry::Undo(it) => undone.contains(&it.nonce),
        });
        self.stays(&rest);
        known
    }

    fn stays(&mut self, all: &[Entry]) {
        let scans = all.iter().filter_map(|it| match it {
            Entry::Scan(scan) => Some(scan.nonce),
            _ => None,
        });
        self.stay.extend(scans);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::StallId,
        market::{Answered, Refusal, Tap, Undo},
        time::Millis,
    };

    fn nonce(number: u128) -> Nonce {
        Nonce(uuid::Uuid::from_u128(number))
    }

    fn tap(number: u128) -> Entry {
        let stall = StallId::default();
        Entry::Tap(Tap { nonce: nonce(number), stall, count: 1, at: Millis(0) })
    }

    fn undo(number: u128) -> Entry {
        Entry::Undo(Undo { nonce: nonce(number), reason: "点错了".into() })
    }

    fn scan(number: u128) -> Entry {
        let shown = crate::market::Shown::Code { code: "12345678".into() };
        let (stall, what) = (StallId::default(), crate::market::SeenAs::Arrived);
        Entry::Scan(crate::market::NewScan {
            nonce: nonce(number),
            stall,
            shown,
            what,
            at: Millis(0),
        })
    }

    fn yes(batch: &SyncBatch) -> Synced {
        let plain = |nonce| Answered { nonce, refusal: None };
        Synced {
            scans: Vec::new(),
            taps: batch.taps.iter().map(|it| plain(it.nonce)).collect(),
            undone: batch.undone.iter().map(|it| plain(it.nonce)).collect(),
            seen: Vec::new(),
            up_to: 0,
            more: false,
            counts: Vec::new(),
            version: String::new(),
            now: Millis(0),
        }
    }

    /// Goes through a round at a server that answers so; answers what was taken, and in how many calls.
    fn round(
        unsent: &[Entry],
        says: impl Fn(usize, &SyncBatch) -> Result<Synced, Problem>,
    ) -> (Vec<Entry>, usize) {
        let (mut round, mut taken, mut calls) = (Round::of(unsent), Vec::new(), 0);
        while let Some((batch, sent)) = round.next(0) {
            calls += 1;
            match says(calls, &batch) {
                Ok(answer) => taken.extend(round.answered(sent, &answer)),
                Err(problem) => {
                    if !round.refused(sent, &problem) {
                        break;
                    }
                }
            }
        }
        (taken, calls)
    }

    #[test]
    fn each_call_is_tried_whatever_became_of_the_one_before() {
        let all: Vec<Entry> = (1..=450).map(tap).collect();
        assert_eq!(round(&all, |_, batch| Ok(yes(batch))), (all.clone(), 3));
        let over = Problem::from(Refusal::DeviceOver);
        let second =
            |call, batch: &SyncBatch| if call == 2 { Err(over.clone()) } else { Ok(yes(batch)) };
        let (taken, calls) = round(&all, second);
        assert_eq!((taken.len(), calls), (250, 3), "two hundred stay, and nothing else");
        let gone = |call, batch: &SyncBatch| match call {
            1 => Ok(yes(batch)),
            _ => Err(Problem::new(Kind::Offline)),
        };
        assert_eq!(
            round(&all, gone),
            (all[..200].to_vec(), 2),
            "without a network nobody is asked again"
        );
    }

    #[test]
    fn one_that_cannot_be_read_keeps_no_other_from_being_taken() {
        let all: Vec<Entry> = (1..=200).map(tap).collect();
        let bad = nonce(77);
        let says = |_, batch: &SyncBatch| match batch.taps.iter().any(|it| it.nonce == bad) {
            true => Err(Problem::new(Kind::Malformed)),
            false => Ok(yes(batch)),
        };
        let (taken, calls) = round(&all, says);
        assert_eq!(taken.len(), 199);
        assert!(calls < 20, "{calls}");
    }

    #[test]
    fn a_sick_server_is_left_alone_and_one_bad_entry_is_no_sick_server() {
        let all: Vec<Entry> = (1..=1000).map(tap).collect();
        let sick = || Err(Problem::new(Kind::Bug));
        assert_eq!(round(&all, |_, _| sick()), (Vec::new(), MOST_ILL + 1), "nothing is lost");
        let single: Vec<Entry> = (1..=3).map(tap).collect();
        assert_eq!(round(&single, |_, _| sick()).0, [], "few are tried one by one, and stay");
        // It stumbles over one: that one stays, and the thousand others come in.
        let bad = nonce(777);
        let stumbles = |_, batch: &SyncBatch| match batch.taps.iter().any(|it| it.nonce == bad) {
            true => sick(),
            false => Ok(yes(batch)),
        };
        assert_eq!(round(&all, stumbles).0.len(), 999);
        // It was sick for a while: whatever it takes meanwhile, the count begins anew.
        let now_and_then = |call: usize, batch: &SyncBatch| match call % MOST_ILL {
            0 => Ok(yes(batch)),
            _ => sick(),
        };
        let (taken, calls) = round(&all, now_and_then);
        assert!(!taken.is_empty() && calls > MOST_ILL + 1, "{} in {calls}", taken.len());
    }

    #[test]
    fn what_was_not_answered_stays_and_so_does_taking_it_back() {
        let all: Vec<Entry> =
            [scan(1)].into_iter().chain((2..=200).map(tap)).chain([undo(1)]).collect();
        // The scan has no answer; the tap of the same number means another thing.
        let (taken, calls) = round(&all, |_, batch| Ok(yes(batch)));
        assert_eq!((taken.len(), calls), (199, 1), "it is not taken back before it is known");
        assert!(!taken.contains(&undo(1)) && !taken.contains(&scan(1)));
        let (none, calls) = round(&[], |_, batch| Ok(yes(batch)));
        assert!(none.is_empty() && calls == 1, "it hears what others saw");
    }
}
