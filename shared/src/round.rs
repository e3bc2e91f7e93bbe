//! Rounds (期): for some time, and for so many wishes, a place looks after wishes of one sort.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{evening_of, morning_of},
    figures::FEWEST,
    id::{NodeId, RoundId},
    leak,
    problem::{Check, Kind, Problem},
    text,
    time::Millis,
    wish::{PublicWish, Status, Wish},
};

/// A round as anyone sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Round {
    pub id: RoundId,
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Wishes from there and from below; always a public node.
    pub place: NodeId,
    pub place_name: String,
    pub opens_at: Millis,
    pub closes_at: Millis,
    /// How many wishes there may be.
    pub quota: i64,
    /// Whether there are so many.
    pub full: bool,
    /// What its organiser says at the end.
    pub summary: String,
    pub summed_at: Option<Millis>,
    /// To be sent back with a change.
    pub version: i64,
}

/// Where a round stands. It follows from the time, so it is never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Coming,
    Open,
    /// Open, and as many wishes as there may be.
    Full,
    Closed,
}

impl Round {
    pub fn phase(&self, now: Millis) -> Phase {
        match self.full {
            _ if now >= self.closes_at => Phase::Closed,
            _ if now < self.opens_at => Phase::Coming,
            true => Phase::Full,
            false => Phase::Open,
        }
    }

    /// Whether one more wish may come in.
    ///
    /// # Errors
    /// Why not.
    pub fn may_take(&self, now: Millis) -> Result<(), Kind> {
        match self.phase(now) {
            Phase::Open => Ok(()),
            Phase::Full => Err(Kind::RoundFull),
            Phase::Coming | Phase::Closed => Err(Kind::RoundNotOpen),
        }
    }
}

/// What became of the wishes of a round. What stands in the public list below is counted as it
/// stands there; of what does not, so few that they would tell of single people are not said.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoundFigures {
    /// All that were sent in, if that gives away nothing.
    pub posted: Option<i64>,
    /// How many are listed, …
    pub public: i64,
    /// … how many of these somebody has taken on, …
    pub claimed: i64,
    /// … and how many came true.
    pub fulfilled: i64,
}

impl RoundFigures {
    /// Of so many, with those that everybody reads.
    pub fn of(posted: i64, listed: &[&Wish]) -> Self {
        let count = |counts: fn(&Wish) -> bool| {
            let found = listed.iter().filter(|wish| counts(wish)).count();
            i64::try_from(found).unwrap_or(i64::MAX)
        };
        let public = count(|_| true);
        let hidden = posted - public;
        Self {
            posted: Some(posted).filter(|_| hidden == 0 || hidden >= FEWEST),
            public,
            claimed: count(Wish::has_helper),
            fulfilled: count(|wish| wish.state.status() == Status::Fulfilled),
        }
    }
}

/// The page of a round.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoundPage {
    pub round: Round,
    pub figures: RoundFigures,
    /// Its public wishes, the oldest first.
    pub wishes: Vec<PublicWish>,
}

/// For which grid open rounds are looked for.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoundQuery {
    pub node: NodeId,
}

/// What one fills in to open a round.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewRound {
    pub name: String,
    pub purpose: String,
    pub node: Option<NodeId>,
    /// From the morning of this day; from now on, if that is today.
    pub opens_at: Millis,
    /// Up to the evening of this day.
    pub closes_at: Millis,
    pub quota: i64,
}

/// A round lasts no longer.
const LONGEST_DAYS: i64 = 180;
/// And begins no later.
const LATEST_DAYS: i64 = 90;
const MOST_WISHES: i64 = 500;
const LONGEST_SUMMARY: usize = 400;

impl NewRound {
    pub const LONGEST_NAME: usize = 24;
    pub const LONGEST_PURPOSE: usize = 120;

    /// The round as it is stored, with its node.
    ///
    /// # Errors
    /// All fields that are missing, too long, out of range, or tell what others must not read.
    pub fn check(mut self, now: Millis) -> Result<(Self, NodeId), Problem> {
        let mut check = Check::default();
        self.name = check.take("name", public(text::clean_line(&self.name, 2, Self::LONGEST_NAME)));
        let purpose = text::clean(&self.purpose, 2, Self::LONGEST_PURPOSE);
        self.purpose = check.take("purpose", public(purpose));
        let day = self.opens_at.days_since(now);
        check.demand("opens_at", (0..=LATEST_DAYS).contains(&day), Kind::OutOfRange);
        // Today is from now on, also at night.
        self.opens_at = if day == 0 { now } else { morning_of(self.opens_at).max(now) };
        self.closes_at = check.take("closes_at", closing(self.opens_at, self.closes_at, now));
        check.demand("quota", (1..=MOST_WISHES).contains(&self.quota), Kind::OutOfRange);
        let node = check.take("node", self.node.ok_or(Kind::Required));
        check.done().map(|()| (self, node))
    }
}

/// The evening of that day, if it is neither over nor too far away.
fn closing(opens_at: Millis, day: Millis, now: Millis) -> Result<Millis, Kind> {
    let closes_at = evening_of(day);
    let fits = closes_at > opens_at.max(now) && day.days_since(opens_at) <= LONGEST_DAYS;
    if fits { Ok(closes_at) } else { Err(Kind::OutOfRange) }
}

/// Everybody reads it.
fn public(words: Result<String, Kind>) -> Result<String, Kind> {
    let words = words?;
    match leak::find(&words).iter().map(|leak| leak.kind.blocks()).max() {
        None => Ok(words),
        Some(true) => Err(Kind::Money),
        Some(false) => Err(Kind::Leak),
    }
}

/// Another end, or another number of wishes, before it is over.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoundChange {
    /// [`Round::version`] of what was looked at.
    pub version: i64,
    pub closes_at: Millis,
    pub quota: i64,
}

impl RoundChange {
    /// The change as it is stored.
    ///
    /// # Errors
    /// When it is over, and when a number is out of range.
    pub fn check(mut self, round: &Round, now: Millis) -> Result<Self, Problem> {
        if round.phase(now) == Phase::Closed {
            return Err(Kind::TooLate.into());
        }
        let mut check = Check::default();
        self.closes_at = check.take("closes_at", closing(round.opens_at, self.closes_at, now));
        check.demand("quota", (1..=MOST_WISHES).contains(&self.quota), Kind::OutOfRange);
        check.done().map(|()| self)
    }
}

/// What the organiser says when it is over.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoundSummary {
    /// [`Round::version`] of what was looked at.
    pub version: i64,
    pub words: String,
}

impl RoundSummary {
    pub const LONGEST: usize = LONGEST_SUMMARY;

    /// # Errors
    /// When the round goes on, and when the words are missing, too long or not for everybody.
    pub fn check(mut self, round: &Round, now: Millis) -> Result<Self, Problem> {
        if round.phase(now) != Phase::Closed {
            return Err(Kind::TooEarly.into());
        }
        let mut check = Check::default();
        let words = text::clean(&self.words, 2, Self::LONGEST);
        self.words = check.take("words", public(words));
        check.done().map(|()| self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wish::tests::{states, wish};

    /// A Thursday at eight in the morning.
    const NOW: Millis = Millis(0);

    fn new() -> NewRound {
        NewRound {
            name: "暖冬小心愿".into(),
            purpose: "老人家里的小毛病，一起修好".into(),
            node: Some(NodeId::default()),
            opens_at: NOW.after_days(1),
            closes_at: NOW.after_days(10),
            quota: 20,
        }
    }

    fn round() -> Round {
        let (new, place) = new().check(NOW).expect("it fits");
        Round {
            id: RoundId::default(),
            name: new.name,
            purpose: new.purpose,
            place,
            place_name: "永安社区".into(),
            opens_at: new.opens_at,
            closes_at: new.closes_at,
            quota: new.quota,
            full: false,
            summary: String::new(),
            summed_at: None,
            version: 1,
        }
    }

    #[test]
    fn it_opens_in_the_morning_and_closes_in_the_evening() {
        let round = round();
        let hours = |at: Millis| (at.0 - NOW.0) / Millis::HOUR;
        assert_eq!((hours(round.opens_at), hours(round.closes_at)), (24, 10 * 24 + 13));
        for (at, phase) in [
            (NOW, Phase::Coming),
            (round.opens_at, Phase::Open),
            (round.closes_at.after(-1), Phase::Open),
            (round.closes_at, Phase::Closed),
        ] {
            assert_eq!(round.phase(at), phase);
        }
        // Half an hour before the office opens.
        let (today, _) = NewRound { opens_at: NOW, ..new() }.check(NOW).expect("it fits");
        assert_eq!(today.opens_at, NOW);
        let full = Round { full: true, ..round };
        assert_eq!(full.may_take(full.opens_at), Err(Kind::RoundFull));
        assert_eq!(full.phase(full.closes_at), Phase::Closed);
    }

    #[test]
    fn it_has_an_end_after_its_beginning_and_tells_nothing_private() {
        let wrong = |new: NewRound| {
            let problem = new.check(NOW).expect_err("it does not fit");
            problem.fields.into_iter().map(|it| (it.name, it.kind)).collect::<Vec<_>>()
        };
        let field = |name: &str, kind| vec![(name.to_owned(), kind)];
        let early = NewRound { closes_at: NOW, ..new() };
        assert_eq!(wrong(early), field("closes_at", Kind::OutOfRange));
        let past = NewRound { opens_at: NOW.after_days(-1), ..new() };
        assert_eq!(wrong(past), field("opens_at", Kind::OutOfRange));
        let many = NewRound { quota: 501, ..new() };
        assert_eq!(wrong(many), field("quota", Kind::OutOfRange));
        let leak = NewRound { purpose: "找王秀英，13800001234".into(), ..new() };
        assert_eq!(wrong(leak), field("purpose", Kind::Leak));
    }

    #[test]
    fn what_is_said_of_it_waits_for_its_end() {
        let (round, words) = (round(), RoundSummary { version: 1, words: "都办好了".into() });
        let early = words.clone().check(&round, round.opens_at).expect_err("it goes on");
        assert_eq!(early.kind, Kind::TooEarly);
        assert!(words.check(&round, round.closes_at).is_ok());
        let change = RoundChange { version: 1, closes_at: NOW.after_days(20), quota: 9 };
        assert!(change.clone().check(&round, NOW).is_ok());
        let late = change.check(&round, round.closes_at).expect_err("it is over");
        assert_eq!(late.kind, Kind::TooLate);
    }

    #[test]
    fn so_few_that_they_would_tell_are_not_said() {
        let all = states().into_iter().map(|(state, _)| wish(state)).collect::<Vec<_>>();
        let of = |status| all.iter().find(|wish| wish.state.status() == status).unwrap();
        let listed = [Status::Open, Status::InParts, Status::Fulfilled].map(of);
        let exact = RoundFigures { posted: Some(3), public: 3, claimed: 2, fulfilled: 1 };
        assert_eq!(
            RoundFigures::of(3, &listed),
            exact,
            "as they stand in the list, one with a part in hand"
        );
        let hidden = |posted| RoundFigures::of(posted, &listed).posted;
        assert_eq!((hidden(4), hidden(7), hidden(8)), (None, None, Some(8)));
        assert_eq!(RoundFigures::of(0, &[]).posted, Some(0));
    }
}
