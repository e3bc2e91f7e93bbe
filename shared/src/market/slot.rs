//! A slot: some time at a stall, with so many places. What can be computed of it is not stored.

use serde::{Deserialize, Serialize};

use super::terms::{Term, Terms};
use crate::{
    codes::codes,
    id::{SlotId, StallId},
    time::Millis,
};

/// When a slot is, and when one can sign up for it.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SlotTimes {
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub opens_at: Millis,
    pub closes_at: Millis,
}

impl SlotTimes {
    /// As the terms have it, for a slot of a market that begins at `market_start`.
    pub fn usual(starts_at: Millis, ends_at: Millis, market_start: Millis, terms: &Terms) -> Self {
        let opens_at = terms.before(market_start, Term::SignUpOpens);
        let closes_at = terms.before(market_start, Term::SignUpCloses);
        Self { starts_at, ends_at, opens_at, closes_at }
    }

    /// After this nobody gets a place any more: the end of sign-up, and never later than the start.
    pub fn last_call(&self) -> Millis {
        self.closes_at.min(self.starts_at)
    }

    /// The same, so much later; sign-up opens as before, so that nobody waits again.
    pub fn moved(&self, by: i64) -> Self {
        let later = |at: Millis| at.after(by);
        Self {
            starts_at: later(self.starts_at),
            ends_at: later(self.ends_at),
            opens_at: self.opens_at.min(later(self.opens_at)),
            closes_at: later(self.closes_at),
        }
    }

    /// How much two times have in common, in milliseconds.
    fn common(&self, other: &SlotTimes) -> i64 {
        self.ends_at.min(other.ends_at).0 - self.starts_at.max(other.starts_at).0
    }
}

/// Some time at a stall.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Slot {
    pub id: SlotId,
    pub stall: StallId,
    pub times: SlotTimes,
    /// For how many people it is, those who just come included.
    pub capacity: i64,
    /// How much of that is kept for people who just come, in percent.
    pub walk_in: i64,
    /// The organiser decides on each sign-up.
    pub approval: bool,
    /// Raised by each change of a place.
    pub version: i64,
}

impl Slot {
    /// For how many one can sign up. The share of those who just come is rounded down.
    pub fn places(&self) -> i64 {
        let (capacity, share) = (self.capacity.max(0), self.walk_in.clamp(0, 100));
        capacity - capacity * share / 100
    }
}

codes! {
    /// How sign-up stands. It follows from times and places, so it is never stored.
    SignUpView {
        NotYet = "not_yet",
        Open = "open",
        /// One can wait for a place.
        Full = "full",
        /// One can still just come.
        Closed = "closed",
    }
}

codes! {
    /// How many places are left, as everyone may know: no number from which one could count.
    Band {
        Many = "many",
        Few = "few",
        None = "none",
    }
}

/// Two times of one person that meet.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overlap {
    /// The other slot.
    pub with: SlotId,
    pub minutes: i64,
    /// More than one can make up for by leaving earlier.
    pub hard: bool,
}

/// The worst overlap of a time with what the same person has already.
pub fn overlap(times: &SlotTimes, has: &[(SlotId, SlotTimes)], terms: &Terms) -> Option<Overlap> {
    let soft = terms.span(Term::SoftOverlap);
    let meets = |(with, other): &(SlotId, SlotTimes)| {
        let common = times.common(other);
        // A short slot within another is hard, however short: one cannot be at both.
        let whole = other.ends_at.0 - other.starts_at.0;
        let inside = common >= whole.min(times.ends_at.0 - times.starts_at.0);
        let minutes = (common + Millis::MINUTE - 1) / Millis::MINUTE;
        (common > 0).then_some(Overlap { with: *with, minutes, hard: inside || common > soft })
    };
    has.iter().filter_map(meets).max_by_key(|it| (it.hard, it.minutes))
}

/// Until when an offer stands that is made now: longer far from the start, quiet hours left out,
/// and never beyond the last call. Nothing, if the message would come too late to be answered.
pub fn offer_ends(times: &SlotTimes, now: Millis, terms: &Terms) -> Option<Millis> {
    let told_at = promotion_told_at(times, now, terms)?;
    let left = times.starts_at.0.saturating_sub(now.0);
    let window = match left {
        _ if left > terms.span(Term::OfferFar) => Term::OfferLong,
        _ if left >= terms.span(Term::OfferNear) => Term::OfferMiddle,
        _ => Term::OfferShort,
    };
    Some(terms.calendar.after_waking(told_at, terms.span(window)).min(times.last_call()))
}

/// When somebody who gets a place now is told so; nothing, if that would be after the last call:
/// then nobody gets it but who just comes.
pub fn promotion_told_at(times: &SlotTimes, now: Millis, terms: &Terms) -> Option<Millis> {
    Some(terms.calendar.out_of_night(now)).filter(|at| *at < times.last_call())
}
