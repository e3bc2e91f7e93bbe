//! A resident's small wish, from the telling to the thanks.

mod input;
mod limit;
mod news;
mod news_joined;
mod pass;
mod reason;
mod state;
mod status;
mod step;
mod step_example;
mod step_input;
mod step_name;
mod thanks;
mod timer;
mod usual;
mod view;
mod view_answer;
mod view_claim;
mod view_history;
mod view_parts;
mod view_staff;
mod words;

pub use input::{
    AgeBand, Beneficiary, Contact, Decision, Deliver, Guardian, NewWish, Release, SimilarQuery,
    WishFilter,
};
pub use limit::{HelperFacts, HouseholdFacts, class_refused, may_post, may_take_on};
pub use news::{Told, news_by_time, news_of};
pub use news_joined::{JoinedNews, JoinedNotice, news_of_joined};
pub use pass::Passed;
pub use reason::{
    CallOutcome, ConsentWay, DeclineReason, DisputeReason, GuardianRelation, InfoReason, Office,
    ReleaseReason, RemoveReason, Route, UnmetReason,
};
pub use state::{
    Appeal, Case, Claimed, Confirmed, Declined, Delivered, Disputed, Expired, FEWEST_PARTS,
    FailedCall, FollowUp, Fulfilled, HandingOver, InParts, InProgress, Longer, MOST_PARTS, Merge,
    Merged, NeedsInfo, Offered, Open, Part, Past, Referred, Removal, Removed, Sent, State,
    Submitted, Unmet, WORD_TOLD, Withdrawn, latest_extension, latest_promise,
};
pub use status::Status;
pub use step::{Finding, Step};
pub use step_example::example;
pub use step_input::{Heard, HelperStep, Join, LookReason, NewPart, PosterStep, StaffStep};
pub use step_name::StepName;
pub use thanks::{DeskThanks, NewThanks, TakeBack, Thanking, Thanks, ThanksDecision, ThanksStatus};
pub use timer::{DeskKind, Duty, Timer, call_due_at, desk_at, duty, is_stuck, next_due, timers};
pub use usual::{Similar, Usual};
pub use view::{Appealed, Extension, MinePage, MyWish, Outcome, PublicWish, Question, WishPage};
pub use view_answer::{Posted, Stepped};
pub use view_claim::{Claim, Colleague, Fairness, HandOverView, MayClaim};
pub use view_history::{Actor, Hand, HistoryLine, Look};
pub use view_parts::{PartView, Parts};
pub use view_staff::{
    AppealView, DeskEntry, DeskItem, DeskPage, DeskThing, DeskWaits, DisputeView, RemovalView,
    ReviewWish, StaffWish, WhoHelps,
};
pub use words::normalise_words;

use serde::{Deserialize, Serialize};

use crate::{
    id::{NodeId, PersonId, WishId},
    problem::Kind,
    settings::{Rules, Setting},
    time::Millis,
};

/// What kind of help is wished for. Money is none.
#[derive(
    Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum WishKind {
    /// 小修理
    #[default]
    Repair,
    /// 陪伴
    Company,
    /// 物品, lent or given
    Goods,
    /// 跑腿代办
    Errand,
    /// 其他服务
    Service,
}

impl WishKind {
    pub const ALL: [WishKind; 5] =
        [WishKind::Repair, WishKind::Company, WishKind::Goods, WishKind::Errand, WishKind::Service];

    /// As it stands in addresses and imports.
    pub fn code(self) -> &'static str {
        match self {
            WishKind::Repair => "repair",
            WishKind::Company => "company",
            WishKind::Goods => "goods",
            WishKind::Errand => "errand",
            WishKind::Service => "service",
        }
    }
}

/// A wish with everything but what is sealed; inside the server only.
///
/// It has no `Serialize`: what leaves the server is one of the views, made for one audience.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    pub id: WishId,
    pub poster: PersonId,
    /// Where it is to be fulfilled.
    pub node: NodeId,
    /// The path of that node.
    pub path: String,
    /// The public node it is shown at, and its name.
    pub place: NodeId,
    pub place_name: String,
    pub kind: WishKind,
    /// As reviewed, once it is public; as typed, before.
    pub title: String,
    pub story: String,
    pub age_band: Option<AgeBand>,
    pub when: String,
    pub beneficiary: Beneficiary,
    pub route: Route,
    pub posted_at: Millis,
    /// When it became public, if it ever did.
    pub opened_at: Option<Millis>,
    pub ever_claimed: bool,
    /// When it was claimed first, and when it came true; for how long things usually take.
    pub claimed_at: Option<Millis>,
    pub fulfilled_at: Option<Millis>,
    /// How many neighbours said "me too".
    pub joiners: i64,
    pub state: State,
    /// Somebody asks to take it down.
    pub removal: Option<Removal>,
    /// The wish that it is one part of.
    pub whole: Option<WishId>,
    /// Up to when time has told people what it had to tell.
    pub told_at: Millis,
    /// What was known before this product: its deadlines count from here.
    pub resumed_at: Millis,
}

impl Wish {
    /// What steps ask of it.
    pub fn case<'a>(&self, now: Millis, rules: &'a Rules) -> Case<'a> {
        Case { now, kind: self.kind, beneficiary: self.beneficiary, rules }
    }

    /// The wish after a step, with all that goes with it. The one way by which a wish changes.
    ///
    /// # Errors
    /// Why the step is not possible, or not now.
    pub fn step(&self, step: Step, now: Millis, rules: &Rules) -> Result<Wish, Kind> {
        let mut wish = self.clone();
        match step {
            // Rule 24: whatever the state.
            Step::AskRemoval { by, secretary, reason, words } => {
                let removed = self.state.status() == Status::Removed;
                if removed || self.removal.is_some() {
                    return Err(Kind::StepNotPossible);
                }
                wish.removal = Some(Removal { by, at: now, secretary, reason, words });
            }
            Step::AgreeRemoval { by, secretary } => {
                let removal = wish.removal.take().ok_or(Kind::StepNotPossible)?;
                wish.state = State::Removed(removal.agree(by, secretary, self, now)?);
            }
            Step::RefuseRemoval => {
                wish.removal.take().ok_or(Kind::StepNotPossible)?;
            }
            // Rule 2: what goes by hand is offered, and nobody helps themselves to it.
            Step::Claim { .. } if self.goes_by_hand() && matches!(self.state, State::Open(_)) => {
                return Err(Kind::StepNotPossible);
            }
            // Staff chose who helps with that.
            Step::HandOver { .. } | Step::TakeOver { .. } if self.goes_by_hand() => {
                return Err(Kind::StepNotPossible);
            }
            // A part is no whole, and stays with its own.
            Step::Split { .. } | Step::ProposeMerge { .. } if self.whole.is_some() => {
                return Err(Kind::StepNotPossible);
            }
            step => wish.state = wish.state.step(step, &self.case(now, rules))?,
        }
        wish.note(now);
        Ok(wish)
    }

    /// The whole, after something happened to one of its parts.
    pub fn follow(&self, part: &Wish) -> Wish {
        let mut whole = self.clone();
        let moved = Part::of(part);
        let at = moved.at;
        whole.state = whole.state.follow(moved);
        whole.ever_claimed |= part.ever_claimed;
        whole.claimed_at = whole.claimed_at.or(part.claimed_at);
        whole.note(at);
        whole
    }

    /// How many wrong words were tried for the parts of it, which have one word.
    pub fn word_tries(&self) -> u8 {
        self.state.past().map_or(0, |past| past.word_tries)
    }

    /// The whole, after a wrong word for one of its parts.
    pub fn with_wrong_word(&self) -> Wish {
        self.with_tries(|tries| tries.saturating_add(1))
    }

    /// A whole or a part, after all of them got a new word.
    pub fn with_new_word(&self) -> Wish {
        self.with_tries(|_| 0)
    }

    fn with_tries(&self, count: impl Fn(u8) -> u8) -> Wish {
        let mut wish = self.clone();
        if let Some(tries) = wish.state.tries_mut() {
            *tries = count(*tries);
        }
        wish
    }

    /// What stands beside this one as parts of one wish, and this one, by the wish that is whole.
    pub fn together(&self) -> WishId {
        self.whole.unwrap_or(self.id)
    }

    /// Whether somebody has it in hand or had it until its end; of what was split, any part of it.
    pub fn has_helper(&self) -> bool {
        let mut parts = self.state.past().into_iter().flat_map(|past| &past.parts);
        self.state.status().has_helper() || parts.any(|part| part.status.has_helper())
    }

    /// Whether it was split into parts.
    pub fn is_whole(&self) -> bool {
        self.state.past().is_some_and(|past| !past.parts.is_empty())
    }

    /// Writes down beside the state what is asked for later.
    fn note(&mut self, now: Millis) {
        match &self.state {
            State::Open(_) => self.opened_at = self.opened_at.or(Some(now)),
            State::Claimed(_) => self.claimed_at = self.claimed_at.or(Some(now)),
            State::Fulfilled(it) => self.fulfilled_at = Some(it.at),
            State::InParts(it) => self.fulfilled_at = it.fulfilled_at(),
            _ => {}
        }
        self.ever_claimed |= self.state.helper().is_some();
        // A state that is over is not asked about any more.
        if !matches!(self.state, State::Fulfilled(_) | State::InParts(_)) {
            self.fulfilled_at = None;
        }
    }

    /// What was stored before deadlines were, gets a beginning for them.
    pub fn remember(&mut self) {
        let since = self.opened_at.unwrap_or(self.posted_at).max(self.resumed_at);
        if let Some(past) = self.state.past_mut().filter(|it| it.waits_since == Millis::default()) {
            past.waits_since = since;
        }
    }

    /// From when on others than helpers of its grid may claim it: which others, is what the
    /// setting says.
    pub fn wide_from(&self, after: Setting, rules: &Rules) -> Option<Millis> {
        self.state.past().map(|past| rules.after(past.waits_since, after))
    }

    /// Staff choose who helps.
    pub fn goes_by_hand(&self) -> bool {
        self.route == Route::Dispatched
    }

    /// Puts it in a reviewer's words. Whoever approved other words looks again.
    pub fn reword(
        &mut self,
        (kind, route): (WishKind, Route),
        (title, story): (String, String),
        when: Option<String>,
    ) {
        let before = self.clone();
        (self.kind, self.title, self.story, self.route) = (kind, title, story, route);
        if let Some(when) = when {
            self.when = when;
        }
        let changed = *self != before;
        if let (State::Submitted(waits), true) = (&mut self.state, changed) {
            waits.approvals.clear();
        }
    }

    /// Whether an office that it was passed on to has still to answer.
    pub fn awaits_reply(&self) -> bool {
        matches!(&self.state, State::Referred(it) if it.answered_at.is_none())
    }

    /// Whether the promised time has passed; giving it back before is no fault, rule 12.
    pub fn is_late(&self, now: Millis) -> bool {
        matches!(&self.state, State::InProgress(it) if it.promised < now)
    }

    /// Whether its poster says that it should not have been taken down, and nobody has looked.
    pub fn awaits_judgement(&self) -> bool {
        matches!(&self.state, State::Removed(it) if it.open_appeal().is_some())
    }

    pub fn is_minors(&self) -> bool {
        self.beneficiary == Beneficiary::Minor
    }
}

#[cfg(test)]
mod histories;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
pub mod tests;
