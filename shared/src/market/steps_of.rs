//! All that somebody may do about a market or a stall now: which buttons to show.

use super::{
    example::{market_example, stall_example},
    may::{Part, market_step_for, parts, stall_step_for},
    stall::{Stall, StallCase, StallState, StallStatus, StallStepName},
    state::{Editorial, Market, MarketStatus, Operational},
    step::{MarketCase, MarketStepName},
    summary::SummaryDraft,
    terms::{Term, Terms},
};
use crate::{id::StallId, policy::Caller, time::Millis};

/// The steps of a market.
pub fn market_steps_of(
    caller: &Caller,
    market: &Market,
    case: &MarketCase<'_>,
) -> Vec<MarketStepName> {
    let mine = parts(caller, market, None, None);
    let may = |step: MarketStepName| market_step_for(step).iter().any(|it| mine.contains(it));
    let possible =
        |step: MarketStepName| market.step(market_example(step, market, caller.id), case).is_ok();
    MarketStepName::ALL.into_iter().filter(|step| may(*step) && possible(*step)).collect()
}

/// The steps of a stall.
pub fn stall_steps_of(
    caller: &Caller,
    (market, stall): (&Market, &Stall),
    case: &StallCase<'_>,
) -> Vec<StallStepName> {
    if !market.takes_stalls() {
        return Vec::new();
    }
    let mine = parts(caller, market, Some(stall), None);
    let may = |step: StallStepName| stall_step_for(step).iter().any(|it| mine.contains(it));
    let possible = |step: StallStepName| {
        let taken = stall_example(step, caller.id);
        taken.is_some_and(|taken| stall.step(taken, case).is_ok())
    };
    StallStepName::ALL.into_iter().filter(|step| may(*step) && possible(*step)).collect()
}

/// Something is asked of the caller by name: a review, a decision, a signature, a summary.
pub fn awaits(caller: &Caller, market: &Market) -> bool {
    let mine = parts(caller, market, None, None);
    let reviews = mine.contains(&Part::Reviewer);
    let another = |draft: &Option<SummaryDraft>| {
        draft.as_ref().is_some_and(|draft| draft.by != caller.id) && reviews
    };
    let organises = mine.contains(&Part::Organiser) && !market.rehearsal;
    let asked = market.asked.as_ref().is_some_and(|asked| asked.by != caller.id && reviews);
    asked
        || match (&market.editorial, &market.operational) {
            (_, Operational::Cancelled { .. }) => false,
            (Editorial::Submitted { by, .. }, _) => reviews && *by != caller.id,
            (Editorial::Draft { returned }, _) => organises && !returned.is_empty(),
            (_, Operational::Closed { draft: None, .. }) => organises,
            (_, Operational::Closed { draft, .. } | Operational::Summarised { draft, .. }) => {
                another(draft)
            }
            _ => false,
        }
}

/// By when that should be done which is asked of somebody; nothing, if nothing is.
pub fn awaited_by(market: &Market, terms: &Terms) -> Option<Millis> {
    let reviewed = |at: Millis| Some(terms.after(at, Term::MarketReview));
    if let Some(asked) = &market.asked {
        return reviewed(asked.at).map(|at| at.min(market.starts_at));
    }
    match (&market.editorial, &market.operational) {
        (_, Operational::Cancelled { .. }) => None,
        (Editorial::Submitted { at, .. }, _) => reviewed(*at).map(|at| at.min(market.starts_at)),
        (Editorial::Draft { returned }, _) if !returned.is_empty() => Some(market.starts_at),
        (_, Operational::Closed { draft: None, .. }) if !market.rehearsal => {
            Some(market.summary_due_at(terms))
        }
        (_, Operational::Closed { draft, .. } | Operational::Summarised { draft, .. }) => {
            draft.as_ref().and_then(|draft| reviewed(draft.at))
        }
        _ => None,
    }
}

impl Market {
    /// Whether the plan can be changed: nobody has it in review, and nobody relies on it.
    pub fn is_open_draft(&self) -> bool {
        self.status() == MarketStatus::Draft
    }

    /// Whether stalls can be entered and cut into slots: not while somebody reviews what is there.
    pub fn takes_slots(&self) -> bool {
        use MarketStatus as S;
        matches!(self.status(), S::Draft | S::Published | S::Postponed)
    }

    /// Whether anything about its stalls can still change.
    pub fn takes_stalls(&self) -> bool {
        use MarketStatus as S;
        self.takes_slots() || matches!(self.status(), S::Submitted | S::UnderWay)
    }

    /// Whether wishes are collected there: on the day, until everything is put away.
    pub fn takes_wishes(&self, now: Millis, terms: &Terms) -> bool {
        use MarketStatus as S;
        let from = terms.before(self.starts_at, Term::CheckInFrom);
        let times = from..=terms.after(self.ends_at, Term::MarketClose);
        let held = matches!(self.status(), S::Published | S::Postponed | S::UnderWay);
        self.is_public() && held && times.contains(&now)
    }

    /// Whether others can offer a stall.
    pub fn takes_applications(&self) -> bool {
        use MarketStatus as S;
        self.is_public() && matches!(self.status(), S::Published | S::Postponed)
    }
}

impl<'a> StallCase<'a> {
    /// Of a market, now.
    pub fn of(market: &Market, now: Millis, terms: &'a Terms) -> Self {
        Self { now, starts_at: market.starts_at, ends_at: market.ends_at, terms }
    }
}

impl Stall {
    /// By when it says that it comes, while that is open.
    pub fn confirm_by(&self, case: &StallCase<'_>) -> Option<Millis> {
        match self.state {
            StallState::Accepted { at } => Some(case.confirm_by(at)),
            _ => None,
        }
    }

    /// Where it stands, without what the organiser means to decide.
    pub fn shown_to_provider(&self) -> StallStatus {
        match self.state {
            StallState::Shortlisted { .. } => StallStatus::Applied,
            _ => self.status(),
        }
    }

    /// There is a new date, about which it has not said anything.
    pub fn is_asked_again(&self) -> bool {
        matches!(self.state, StallState::Confirmed { asked: Some(_), .. })
    }

    /// Why it was rejected or called off.
    pub fn words(&self) -> &str {
        match &self.state {
            StallState::Rejected { words, .. } | StallState::Cancelled { words, .. } => words,
            _ => "",
        }
    }

    /// The same stall at a rehearsal: whoever is counted on plays along.
    pub fn rehearsed(&self, to: (StallId, &Market), now: Millis) -> Option<Stall> {
        let counted =
            matches!(self.state, StallState::Accepted { .. } | StallState::Confirmed { .. });
        let state = StallState::Confirmed { at: now, asked: None };
        let (id, market) = (to.0, to.1.id);
        counted.then(|| Stall { id, market, applied_at: now, state, ..self.clone() })
    }
}
