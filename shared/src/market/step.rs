//! The steps of a market, and the door through which they go. Who may take which is in
//! [`super::may`].

use super::{
    refusal::Refusal,
    state::{Asked, Editorial, Market, Operational, Proposal},
    summary::{Signed, SummaryDraft, SummaryFigures},
    terms::{Term, Terms},
};
use crate::{codes::codes, id::PersonId, time::Millis};

codes! {
    /// What can happen to a market.
    MarketStepName {
        Submit = "market.submit",
        SendBack = "market.send_back",
        Publish = "market.publish",
        /// What never was public, is given up.
        Discard = "market.discard",
        AskChange = "market.ask_change",
        AgreeChange = "market.agree_change",
        RefuseChange = "market.refuse_change",
        Start = "market.start",
        StartByTime = "market.start_by_time",
        Close = "market.close",
        CloseByTime = "market.close_by_time",
        WriteSummary = "market.write_summary",
        ReturnSummary = "market.return_summary",
        SignSummary = "market.sign_summary",
        Archive = "market.archive",
    }
}

/// A step as it is taken.
#[derive(Clone, Debug, PartialEq)]
pub enum MarketStep {
    Submit {
        by: PersonId,
    },
    SendBack {
        words: String,
    },
    Publish {
        by: PersonId,
    },
    Discard,
    AskChange {
        by: PersonId,
        proposal: Proposal,
    },
    AgreeChange {
        by: PersonId,
    },
    RefuseChange,
    Start {
        by: PersonId,
    },
    StartByTime,
    Close,
    CloseByTime,
    /// The reason is needed from the second version on.
    WriteSummary {
        by: PersonId,
        words: String,
        reason: String,
    },
    ReturnSummary,
    SignSummary {
        by: PersonId,
        figures: SummaryFigures,
    },
    Archive,
}

impl MarketStep {
    /// Which step it is.
    pub fn name(&self) -> MarketStepName {
        use MarketStepName as N;
        match self {
            MarketStep::Submit { .. } => N::Submit,
            MarketStep::SendBack { .. } => N::SendBack,
            MarketStep::Publish { .. } => N::Publish,
            MarketStep::Discard => N::Discard,
            MarketStep::AskChange { .. } => N::AskChange,
            MarketStep::AgreeChange { .. } => N::AgreeChange,
            MarketStep::RefuseChange => N::RefuseChange,
            MarketStep::Start { .. } => N::Start,
            MarketStep::StartByTime => N::StartByTime,
            MarketStep::Close => N::Close,
            MarketStep::CloseByTime => N::CloseByTime,
            MarketStep::WriteSummary { .. } => N::WriteSummary,
            MarketStep::ReturnSummary => N::ReturnSummary,
            MarketStep::SignSummary { .. } => N::SignSummary,
            MarketStep::Archive => N::Archive,
        }
    }
}

/// What steps ask of the stalls and the world.
#[derive(Clone, Copy, Debug)]
pub struct MarketCase<'a> {
    pub now: Millis,
    /// Stalls that applied, were accepted or confirmed.
    pub stalls: i64,
    /// Stalls that are confirmed, or marked as expected.
    pub sure_stalls: i64,
    /// Somebody was checked in or counted.
    pub anyone_came: bool,
    pub terms: &'a Terms,
}

fn demand(fits: bool, otherwise: Refusal) -> Result<(), Refusal> {
    if fits { Ok(()) } else { Err(otherwise) }
}

impl Market {
    /// The market after a step. The one way by which it changes.
    ///
    /// # Errors
    /// Why the step is not possible, or not now.
    pub fn step(&self, step: MarketStep, case: &MarketCase<'_>) -> Result<Market, Refusal> {
        let mut next = self.clone();
        match step {
            MarketStep::Submit { .. }
            | MarketStep::SendBack { .. }
            | MarketStep::Publish { .. }
            | MarketStep::Discard
            | MarketStep::Archive => next.edit(step, case)?,
            MarketStep::AskChange { .. }
            | MarketStep::AgreeChange { .. }
            | MarketStep::RefuseChange => next.upset(step, case)?,
            step => next.operational = self.operate(step, case)?,
        }
        // Once it is over, there is nothing left to put off.
        if !next.is_ahead() {
            next.asked = None;
        }
        Ok(next)
    }

    /// It is public and not over, or being tried out.
    fn is_ahead(&self) -> bool {
        use Operational as O;
        let ahead =
            matches!(self.operational, O::Scheduled | O::Postponed { .. } | O::UnderWay { .. });
        ahead && matches!(self.editorial, Editorial::Published { .. })
    }

    fn edit(&mut self, step: MarketStep, case: &MarketCase<'_>) -> Result<(), Refusal> {
        let (now, never) = (case.now, || Err(Refusal::StepNotPossible));
        if matches!(self.operational, Operational::Cancelled { .. }) && step != MarketStep::Archive
        {
            return never();
        }
        match (&self.editorial, step) {
            (Editorial::Draft { .. }, MarketStep::Submit { by }) => {
                demand(self.plan.is_complete(), Refusal::PlanIncomplete)?;
                demand(case.stalls > 0, Refusal::StallsMissing)?;
                demand(self.starts_at > now && self.ends_at > self.starts_at, Refusal::WrongDate)?;
                self.editorial = Editorial::Submitted { by, at: now };
            }
            (Editorial::Submitted { .. }, MarketStep::SendBack { words }) => {
                demand(!words.trim().is_empty(), Refusal::ReasonNeeded)?;
                self.editorial = Editorial::Draft { returned: words };
            }
            (Editorial::Submitted { by: submitter, .. }, MarketStep::Publish { by }) => {
                let other = by != *submitter && by != self.organiser;
                demand(other, Refusal::SecondPersonNeeded)?;
                demand(case.sure_stalls > 0, Refusal::StallsMissing)?;
                demand(self.starts_at > now, Refusal::WrongDate)?;
                self.editorial = Editorial::Published { by, at: now };
            }
            (Editorial::Draft { .. } | Editorial::Submitted { .. }, MarketStep::Discard) => {
                self.cancel(now, super::CancelReason::Other, String::new());
            }
            (Editorial::Published { .. }, MarketStep::Discard) if self.rehearsal => {
                self.cancel(now, super::CancelReason::Other, String::new());
            }
            (Editorial::Published { .. }, MarketStep::Archive) => {
                let since = self.over_since().ok_or(Refusal::StepNotPossible)?;
                let due = case.terms.after(since, Term::MarketArchive);
                demand(now >= due, Refusal::TooEarly)?;
                self.editorial = Editorial::Archived { at: now };
            }
            _ => return never(),
        }
        Ok(())
    }

    /// Since when nothing is left to do.
    pub(super) fn over_since(&self) -> Option<Millis> {
        match &self.operational {
            Operational::Summarised { versions, draft: None, .. } => {
                versions.last().map(|it| it.at)
            }
            Operational::Cancelled { at, .. } => Some(*at),
            Operational::Closed { at, .. } if self.rehearsal => Some(*at),
            _ => None,
        }
    }

    fn cancel(&mut self, at: Millis, reason: super::CancelReason, words: String) {
        self.operational = Operational::Cancelled { at, reason, words };
        self.sequence += 1;
    }

    /// What changes the day of many people takes two.
    fn upset(&mut self, step: MarketStep, case: &MarketCase<'_>) -> Result<(), Refusal> {
        demand(self.is_ahead() && !self.rehearsal, Refusal::StepNotPossible)?;
        match step {
            MarketStep::AskChange { by, proposal } => {
                demand(self.asked.is_none(), Refusal::StepNotPossible)?;
                self.fits(&proposal, case.now)?;
                self.asked = Some(Asked { by, at: case.now, proposal });
            }
            MarketStep::AgreeChange { by } => {
                let asked = self.asked.take().ok_or(Refusal::StepNotPossible)?;
                demand(by != asked.by, Refusal::SecondPersonNeeded)?;
                self.fits(&asked.proposal, case.now)?;
                self.carry_out(asked.proposal, case.now);
            }
            _ => {
                self.asked.take().ok_or(Refusal::StepNotPossible)?;
            }
        }
        Ok(())
    }

    fn fits(&self, proposal: &Proposal, now: Millis) -> Result<(), Refusal> {
        match proposal {
            Proposal::Postpone { starts_at, ends_at } => {
                let waits = !matches!(self.operational, Operational::UnderWay { .. });
                demand(waits, Refusal::StepNotPossible)?;
                let moves = *starts_at != self.starts_at;
                demand(moves && *starts_at > now && ends_at > starts_at, Refusal::WrongDate)
            }
            Proposal::Cancel { words, .. } => {
                demand(now < self.ends_at, Refusal::TooLate)?;
                demand(!words.trim().is_empty(), Refusal::ReasonNeeded)
            }
        }
    }

    fn carry_out(&mut self, proposal: Proposal, now: Millis) {
        match proposal {
            Proposal::Postpone { starts_at, ends_at } => {
                self.operational = Operational::Postponed { from: self.starts_at, at: now };
                (self.starts_at, self.ends_at) = (starts_at, ends_at);
                self.sequence += 1;
            }
            Proposal::Cancel { reason, words } => self.cancel(now, reason, words),
        }
    }

    fn operate(&self, step: MarketStep, case: &MarketCase<'_>) -> Result<Operational, Refusal> {
        use Operational as O;
        let (now, terms) = (case.now, case.terms);
        demand(matches!(self.editorial, Editorial::Published { .. }), Refusal::StepNotPossible)?;
        match (&self.operational, step) {
            (O::Scheduled | O::Postponed { .. }, MarketStep::Start { by }) => {
                let from = terms.before(self.starts_at, Term::CheckInFrom);
                demand(now >= from || self.rehearsal, Refusal::TooEarly)?;
                demand(now < self.ends_at, Refusal::TooLate)?;
                Ok(O::UnderWay { at: now, by: Some(by) })
            }
            (O::Scheduled | O::Postponed { .. }, MarketStep::StartByTime) => {
                demand(now >= self.starts_at && case.anyone_came, Refusal::TooEarly)?;
                Ok(O::UnderWay { at: now, by: None })
            }
            (O::UnderWay { .. }, MarketStep::Close) => Ok(O::Closed { at: now, draft: None }),
            // Also one that nobody started: people may just have come.
            (O::UnderWay { .. } | O::Scheduled | O::Postponed { .. }, MarketStep::CloseByTime) => {
                let due = terms.after(self.ends_at, Term::MarketClose);
                demand(now >= due, Refusal::TooEarly)?;
                Ok(O::Closed { at: now, draft: None })
            }
            (_, step) if !self.rehearsal => self.sum_up(step, now),
            _ => Err(Refusal::StepNotPossible),
        }
    }

    fn sum_up(&self, step: MarketStep, at: Millis) -> Result<Operational, Refusal> {
        use Operational as O;
        let closed_at = self.closed_at();
        let versions = match &self.operational {
            O::Closed { .. } => Vec::new(),
            O::Summarised { versions, .. } => versions.clone(),
            _ => return Err(Refusal::StepNotPossible),
        };
        let draft = match &self.operational {
            O::Closed { draft, .. } | O::Summarised { draft, .. } => draft.clone(),
            _ => None,
        };
        let with = |draft| match &self.operational {
            O::Closed { at, .. } => O::Closed { at: *at, draft },
            _ => O::Summarised { versions: versions.clone(), draft, closed_at },
        };
        match step {
            MarketStep::WriteSummary { by, words, reason } => {
                let why = versions.is_empty() || !reason.trim().is_empty();
                demand(why && !words.trim().is_empty(), Refusal::ReasonNeeded)?;
                Ok(with(Some(SummaryDraft { by, at, words, reason })))
            }
            MarketStep::ReturnSummary if draft.is_some() => Ok(with(None)),
            MarketStep::SignSummary { by: signed_by, figures } => {
                let draft = draft.ok_or(Refusal::StepNotPossible)?;
                let other = signed_by != draft.by && signed_by != self.organiser;
                demand(other, Refusal::SecondPersonNeeded)?;
                let mut versions = versions;
                versions.push(Signed { draft, signed_by, at, figures });
                Ok(O::Summarised { versions, draft: None, closed_at })
            }
            _ => Err(Refusal::StepNotPossible),
        }
    }
}
