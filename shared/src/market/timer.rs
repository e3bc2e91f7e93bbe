//! What happens by time, and whose hand is awaited. All of it follows from what is stored and the
//! terms of the community.

use super::{
    sign_up::{SignUp, SignUpState, SlotCase},
    sign_up_step::SignUpStep,
    slot::offer_ends,
    stall::{Stall, StallCase, StallState, StallStep},
    state::{Editorial, Market, MarketStatus, Operational},
    step::{MarketCase, MarketStep},
    terms::{Term, Terms},
};
use crate::{codes::codes, time::Millis};

codes! {
    /// Something that time does.
    MarketTimer {
        /// Nobody has reviewed it.
        ReviewLate = "timer.market_review_late",
        /// Noted in the history; nobody is told yet.
        SignUpOpens = "timer.sign_up_opens",
        Start = "timer.market_start",
        Close = "timer.market_close",
        SummaryReminder = "timer.summary_reminder",
        SummaryLate = "timer.summary_late",
        Archive = "timer.market_archive",
        StallLapsed = "timer.stall_lapsed",
        OfferLapsed = "timer.sign_up_offer_lapsed",
        Admit = "timer.sign_up_admit",
        ReminderFirst = "timer.sign_up_reminder_first",
        ReminderSecond = "timer.sign_up_reminder_second",
        /// On the list of who should be called.
        AtRisk = "timer.sign_up_at_risk",
        NoShow = "timer.sign_up_no_show",
    }
}

/// When, and what.
pub type Due = (Millis, MarketTimer);

impl MarketTimer {
    /// The step of a market that time takes; most timers only tell people.
    pub fn market_step(self) -> Option<MarketStep> {
        match self {
            MarketTimer::Start => Some(MarketStep::StartByTime),
            MarketTimer::Close => Some(MarketStep::CloseByTime),
            MarketTimer::Archive => Some(MarketStep::Archive),
            _ => None,
        }
    }

    /// The step of a stall.
    pub fn stall_step(self) -> Option<StallStep> {
        (self == MarketTimer::StallLapsed).then_some(StallStep::Lapse)
    }

    /// The step of a sign-up. An offer that lapsed frees a place: [`super::decide`] does it.
    pub fn sign_up_step(self) -> Option<SignUpStep> {
        match self {
            MarketTimer::OfferLapsed => Some(SignUpStep::OfferLapsed),
            MarketTimer::Admit => Some(SignUpStep::AdmitByTime),
            MarketTimer::NoShow => Some(SignUpStep::NoShowByTime),
            _ => None,
        }
    }
}

/// In order, and never at night.
fn by_day(mut all: Vec<Due>, terms: &Terms) -> Vec<Due> {
    all.iter_mut().for_each(|(at, _)| *at = terms.calendar.out_of_night(*at));
    all.sort();
    all
}

/// What time does to a market that stands as it stands.
pub fn market_timers(market: &Market, case: &MarketCase<'_>) -> Vec<Due> {
    let terms = case.terms;
    let mut all = match (&market.editorial, &market.operational) {
        (Editorial::Archived { .. }, _) => Vec::new(),
        (Editorial::Submitted { at, .. }, Operational::Scheduled) => {
            vec![(terms.after(*at, Term::MarketReview), MarketTimer::ReviewLate)]
        }
        (Editorial::Published { .. }, operational) => match operational {
            Operational::Scheduled | Operational::Postponed { .. } => {
                let mut all = vec![close(market, terms)];
                all.push((market.opens_at(terms), MarketTimer::SignUpOpens));
                if case.anyone_came {
                    all.push((market.starts_at, MarketTimer::Start));
                }
                all
            }
            Operational::UnderWay { .. } => vec![close(market, terms)],
            Operational::Closed { .. } if !market.rehearsal => {
                let reminder = terms.after(market.ends_at, Term::SummaryReminder);
                let late = (market.summary_due_at(terms), MarketTimer::SummaryLate);
                vec![(reminder, MarketTimer::SummaryReminder), late]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    if let (Editorial::Published { .. }, Some(since)) = (&market.editorial, market.over_since()) {
        all.push((terms.after(since, Term::MarketArchive), MarketTimer::Archive));
    }
    by_day(all, terms)
}

/// What of it is not done yet, when all was done up to a time: what changes the market is done once
/// it has, and what only tells people, once.
pub fn market_due(market: &Market, passed_at: Millis, case: &MarketCase<'_>) -> Vec<Due> {
    let mut all = market_timers(market, case);
    all.retain(|(at, timer)| timer.market_step().is_some() || *at > passed_at);
    all
}

fn close(market: &Market, terms: &Terms) -> Due {
    (terms.after(market.ends_at, Term::MarketClose), MarketTimer::Close)
}

/// Whether somebody by name has to do something next, when time does nothing: the organiser a
/// draft or a summary, another person a review, a change or a signature.
pub fn awaits_somebody(market: &Market) -> bool {
    use MarketStatus as S;
    matches!(market.status(), S::Draft | S::Submitted | S::Closed) && !market.rehearsal
        || market.asked.is_some()
        || matches!(&market.operational, Operational::Summarised { draft: Some(_), .. })
}

/// What time does to a stall.
pub fn stall_timers(stall: &Stall, case: &StallCase<'_>) -> Vec<Due> {
    match stall.state {
        StallState::Accepted { at } => {
            by_day(vec![(case.confirm_by(at), MarketTimer::StallLapsed)], case.terms)
        }
        _ => Vec::new(),
    }
}

/// What time does to a sign-up. Offers lapse to the minute: they were made so as not to end at
/// night.
pub fn sign_up_timers(sign_up: &SignUp, case: &SlotCase<'_>) -> Vec<Due> {
    let (terms, times) = (case.terms, &case.times);
    let before = |term| terms.before(times.starts_at, term);
    match sign_up.state {
        SignUpState::Offered { until, .. } => vec![(until, MarketTimer::OfferLapsed)],
        SignUpState::Pending { since } => {
            let due = terms.after(since, Term::ApprovalTime).min(times.starts_at);
            by_day(vec![(due, MarketTimer::Admit)], terms)
        }
        SignUpState::ToReconfirm { since, .. } => {
            let due = before(Term::ReconfirmBy).max(since);
            let mut all = reminders(since, case);
            all.push((due, MarketTimer::AtRisk));
            by_day(all, terms)
        }
        SignUpState::Confirmed { since, coming } => {
            let mut all = reminders(coming.unwrap_or(since).max(since), case);
            if case.anyone_came {
                all.push((terms.after(times.ends_at, Term::NoShowAfter), MarketTimer::NoShow));
            }
            by_day(all, terms)
        }
        _ => Vec::new(),
    }
}

/// Who has just signed up, or has just said so, needs no reminder of it.
fn reminders(said: Millis, case: &SlotCase<'_>) -> Vec<Due> {
    let (terms, starts_at) = (case.terms, case.times.starts_at);
    let both = [
        (Term::ReminderFirst, MarketTimer::ReminderFirst),
        (Term::ReminderSecond, MarketTimer::ReminderSecond),
    ];
    let at = |term| terms.calendar.out_of_night(terms.before(starts_at, term));
    let all = both.map(|(term, timer)| (at(term), timer)).into_iter();
    all.filter(|(at, _)| *at > said && *at < starts_at).collect()
}

/// Whether an offer could still be made then; for who wants to know whether waiting makes sense.
pub fn may_still_get_a_place(case: &SlotCase<'_>) -> bool {
    offer_ends(&case.times, case.now, case.terms).is_some()
}
