//! What organisers and providers fill in, and what it has to be.

use serde::{Deserialize, Serialize};

use super::{
    stall::{Needs, Proof, Service, StallClass, StallStep},
    state::{CancelReason, MarketKind, Plan, Proposal},
    step::MarketStep,
    summary::SummaryFigures,
};
use crate::{
    id::{NodeId, PersonId},
    leak,
    problem::{Check, Kind, Problem},
    text,
    time::Millis,
};

/// A market as somebody plans it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMarket {
    pub kind: MarketKind,
    pub title: String,
    pub words: String,
    /// The public node it is held at.
    pub node: Option<NodeId>,
    /// Where exactly; empty for the name of the node.
    pub spot: String,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub safety: String,
    pub rain: String,
    pub owner_agreed: bool,
    /// The organiser can be called on the day.
    pub reachable: bool,
}

impl Default for NewMarket {
    fn default() -> Self {
        Self {
            kind: MarketKind::Market,
            title: String::new(),
            words: String::new(),
            node: None,
            spot: String::new(),
            starts_at: Millis::default(),
            ends_at: Millis::default(),
            safety: String::new(),
            rain: String::new(),
            owner_agreed: false,
            reachable: true,
        }
    }
}

/// A market lasts no longer.
const LONGEST: i64 = 14 * Millis::HOUR;

impl NewMarket {
    pub const LONGEST_TITLE: usize = 30;
    pub const LONGEST_WORDS: usize = 400;
    pub const LONGEST_SPOT: usize = 40;
    pub const LONGEST_NOTE: usize = 200;
    /// It begins no later.
    pub const LATEST_DAYS: i64 = 180;

    /// The market as it is stored, with its node. What is missing of the plan may come later,
    /// before it is handed in.
    ///
    /// # Errors
    /// All fields that are missing, too long, out of range, or tell what others must not read.
    pub fn check(mut self, now: Millis) -> Result<(Self, NodeId), Problem> {
        let mut check = Check::default();
        let title = text::clean_line(&self.title, 2, Self::LONGEST_TITLE);
        self.title = check.take("title", public(title));
        let words = text::clean(&self.words, 0, Self::LONGEST_WORDS);
        self.words = check.take("words", public(words));
        let spot = text::clean_line(&self.spot, 0, Self::LONGEST_SPOT);
        self.spot = check.take("spot", spot.and_then(without_money));
        self.safety = check.take("safety", text::clean(&self.safety, 0, Self::LONGEST_NOTE));
        self.rain = check.take("rain", text::clean(&self.rain, 0, Self::LONGEST_NOTE));
        let ahead = Self::is_in_reach(self.starts_at, now);
        check.demand("starts_at", ahead, Kind::OutOfRange);
        check.demand("ends_at", lasts(self.starts_at, self.ends_at), Kind::OutOfRange);
        let node = check.take("node", self.node.ok_or(Kind::Required));
        check.done().map(|()| (self, node))
    }

    /// What has to be clear before it is reviewed.
    pub fn plan(&self, organiser: PersonId) -> Plan {
        Plan {
            contact: self.reachable.then_some(organiser),
            safety: self.safety.clone(),
            rain: self.rain.clone(),
            owner_agreed: self.owner_agreed,
            wanted: Vec::new(),
        }
    }
}

fn lasts(from: Millis, to: Millis) -> bool {
    to > from && to.0.saturating_sub(from.0) <= LONGEST
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

/// A place may be told exactly: it is public.
fn without_money(words: String) -> Result<String, Kind> {
    let money = leak::find(&words).iter().any(|leak| leak.kind.blocks());
    if money { Err(Kind::Money) } else { Ok(words) }
}

/// A plan that is changed, while nobody has it in review.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MarketChange {
    /// Of what was looked at.
    pub version: i64,
    pub market: NewMarket,
}

/// The next of a series, or a rehearsal of this one.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum MarketCopy {
    /// The stalls are asked again.
    Next { starts_at: Millis },
    /// With test tickets, for whoever will be at the tables.
    Rehearsal,
}

/// A step of a market, as somebody asks for it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum MarketAsk {
    Submit,
    SendBack { words: String },
    Publish,
    Discard,
    Postpone { starts_at: Millis, ends_at: Millis },
    Cancel { reason: CancelReason, words: String },
    AgreeChange,
    RefuseChange,
    Start,
    Close,
    WriteSummary { words: String, reason: String },
    ReturnSummary,
    SignSummary,
}

/// One step of a market that was looked at.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MarketStepInput {
    pub version: i64,
    pub step: MarketAsk,
    /// Of who signs: the figures as they were on the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<SummaryFigures>,
}

impl MarketAsk {
    /// The longest that anyone says about a step, and the longest summary, in characters.
    pub const LONGEST: usize = 200;
    pub const LONGEST_SUMMARY: usize = 800;

    /// The step as it is taken; `figures` are those of what happened, for a summary that is
    /// signed.
    ///
    /// # Errors
    /// Words that are missing, too long, or not for everybody.
    pub fn step(self, by: PersonId, figures: SummaryFigures) -> Result<MarketStep, Problem> {
        let said = |words: &str| text::clean(words, 1, Self::LONGEST);
        let mut check = Check::default();
        let step = match self {
            MarketAsk::Submit => MarketStep::Submit { by },
            MarketAsk::SendBack { words } => {
                MarketStep::SendBack { words: check.take("words", said(&words)) }
            }
            MarketAsk::Publish => MarketStep::Publish { by },
            MarketAsk::Discard => MarketStep::Discard,
            MarketAsk::Postpone { starts_at, ends_at } => {
                check.demand("ends_at", lasts(starts_at, ends_at), Kind::OutOfRange);
                MarketStep::AskChange { by, proposal: Proposal::Postpone { starts_at, ends_at } }
            }
            MarketAsk::Cancel { reason, words } => {
                let words = check.take("words", public(said(&words)));
                MarketStep::AskChange { by, proposal: Proposal::Cancel { reason, words } }
            }
            MarketAsk::AgreeChange => MarketStep::AgreeChange { by },
            MarketAsk::RefuseChange => MarketStep::RefuseChange,
            MarketAsk::Start => MarketStep::Start { by },
            MarketAsk::Close => MarketStep::Close,
            MarketAsk::WriteSummary { words, reason } => {
                let words = text::clean(&words, 1, Self::LONGEST_SUMMARY);
                let words = check.take("words", public(words));
                let reason = text::clean(&reason, 0, Self::LONGEST);
                MarketStep::WriteSummary { by, words, reason: check.take("reason", public(reason)) }
            }
            MarketAsk::ReturnSummary => MarketStep::ReturnSummary,
            MarketAsk::SignSummary => MarketStep::SignSummary { by, figures },
        };
        check.done().map(|()| step)
    }
}

/// A stall that somebody offers, or that the organiser enters for somebody without a phone.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStall {
    /// The shop, organisation or team, as everyone knows it.
    pub provider_name: String,
    pub class: StallClass,
    pub service: Service,
    /// For how many people a slot is.
    pub capacity: i64,
    pub minutes_per_service: i64,
    pub needs: Needs,
    /// Mostly elders come.
    pub elders: bool,
    /// The paper, where the service needs one: which, and until when it holds.
    pub paper: String,
    pub paper_until: Option<Millis>,
}

impl Default for NewStall {
    fn default() -> Self {
        Self {
            provider_name: String::new(),
            class: StallClass::PublicGood,
            service: Service::Other,
            capacity: 10,
            minutes_per_service: 15,
            needs: Needs::default(),
            elders: false,
            paper: String::new(),
            paper_until: None,
        }
    }
}

impl NewStall {
    pub const LONGEST_NAME: usize = 30;
    pub const LONGEST_PAPER: usize = 60;
    pub const MOST: i64 = 500;
    pub const LONGEST_SERVICE: i64 = 240;

    /// The stall as it is stored, with its paper.
    ///
    /// # Errors
    /// All fields that are missing, too long or out of range.
    pub fn check(mut self, now: Millis) -> Result<(Self, Option<Proof>), Problem> {
        let mut check = Check::default();
        let name = text::clean_line(&self.provider_name, 2, Self::LONGEST_NAME);
        self.provider_name = check.take("provider_name", name.and_then(without_money));
        let fits = (1..=Self::MOST).contains(&self.capacity);
        check.demand("capacity", fits, Kind::OutOfRange);
        let fits = (1..=Self::LONGEST_SERVICE).contains(&self.minutes_per_service);
        check.demand("minutes_per_service", fits, Kind::OutOfRange);
        let least = usize::from(self.service.needs_proof());
        let paper = text::clean_line(&self.paper, least, Self::LONGEST_PAPER);
        self.paper = check.take("paper", paper);
        if !self.paper.is_empty() || self.service.needs_proof() {
            let holds = self.paper_until.filter(|until| *until > now);
            self.paper_until = Some(check.take("paper_until", holds.ok_or(Kind::OutOfRange)));
        }
        check.done()?;
        let shown = |valid_until| Proof { paper: self.paper.clone(), valid_until, seen_by: None };
        let proof = self.paper_until.filter(|_| !self.paper.is_empty()).map(shown);
        Ok((self, proof))
    }
}

/// A step of a stall, as somebody asks for it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum StallAsk {
    SeeProof,
    Shortlist { yes: bool },
    Accept,
    Reject { words: String },
    Confirm,
    Withdraw,
    Cancel { words: String },
    Restart,
}

/// One step of a stall that was looked at.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StallStepInput {
    pub version: i64,
    pub step: StallAsk,
}

impl StallAsk {
    /// The step as it is taken.
    ///
    /// # Errors
    /// Words that are missing or too long.
    pub fn step(self, by: PersonId) -> Result<StallStep, Problem> {
        let said = |words: &str| {
            text::clean(words, 1, MarketAsk::LONGEST).map_err(|it| Problem::fields([("words", it)]))
        };
        Ok(match self {
            StallAsk::SeeProof => StallStep::SeeProof { by },
            StallAsk::Shortlist { yes } => StallStep::Shortlist { yes },
            StallAsk::Accept => StallStep::Accept,
            StallAsk::Reject { words } => StallStep::Reject { words: said(&words)? },
            StallAsk::Confirm => StallStep::Confirm,
            StallAsk::Withdraw => StallStep::Withdraw,
            StallAsk::Cancel { words } => StallStep::Cancel { words: said(&words)? },
            StallAsk::Restart => StallStep::Restart,
        })
    }
}

/// How a stall is cut into slots, as long as nobody has signed up there.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotPlan {
    /// From when to when; nothing for the whole of the market.
    #[serde(default)]
    pub from: Option<Millis>,
    #[serde(default)]
    pub to: Option<Millis>,
    /// How long each is; as long as the market, where it is longer than that.
    pub minutes: i64,
    /// For how many people each is; nothing for what the stall said.
    pub capacity: Option<i64>,
    /// How much is kept for who just comes, in percent; nothing for the usual.
    pub walk_in: Option<i64>,
    /// The organiser decides on each sign-up.
    pub approval: bool,
}

impl SlotPlan {
    /// # Errors
    /// Numbers out of range.
    pub fn check(self) -> Result<Self, Problem> {
        let mut check = Check::default();
        let within = |value: Option<i64>, most| value.is_none_or(|it| (0..=most).contains(&it));
        check.demand("minutes", (5..=14 * 60).contains(&self.minutes), Kind::OutOfRange);
        check.demand("capacity", within(self.capacity, NewStall::MOST), Kind::OutOfRange);
        check.demand("walk_in", within(self.walk_in, 100), Kind::OutOfRange);
        let ends = self.from.zip(self.to).is_none_or(|(from, to)| from < to);
        check.demand("to", ends, Kind::OutOfRange);
        check.done().map(|()| self)
    }
}

/// For how many one can sign up from now on.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotPlaces {
    pub places: i64,
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
