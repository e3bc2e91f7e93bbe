//! What people are told about a market and its stalls: one shape for all of it, so that the app
//! reads it with little code.

use serde::{Deserialize, Serialize};

use super::{stall::Stall, state::Market};
use crate::{
    codes::codes,
    id::{MarketId, StallId},
    time::Millis,
};

codes! {
    /// What happened.
    MarketNews {
        /// To the organiser: the reviewer asks for something before it is public.
        Returned = "returned",
        /// To the organiser.
        Published = "published",
        /// To who published it and who holds it: somebody asks for another date, or to call it off.
        ChangeAsked = "change_asked",
        /// To who asked for it: it stays as it is.
        ChangeRefused = "change_refused",
        /// To whoever asked to be told: one can sign up from now on.
        SignUpOpen = "sign_up_open",
        Postponed = "postponed",
        Cancelled = "cancelled",
        /// To the organiser: it is over, and by when it should be summed up.
        SummaryWanted = "summary_wanted",
        /// To the organiser: everybody may see that it is late.
        SummaryLate = "summary_late",
        /// To who wrote it: not in these words.
        SummaryReturned = "summary_returned",
        /// To who wrote it: everybody can read it.
        SummarySigned = "summary_signed",
        /// To the organiser, or to the provider where nobody else knows who comes: somebody says to
        /// have been there after all.
        GuestObjects = "guest_objects",
        /// To the secretary: somebody does not agree with what the organiser decided.
        GuestAppeals = "guest_appeals",
        /// To the organiser: somebody offers a stall.
        StallApplied = "stall_applied",
        /// To the organiser: it comes.
        StallConfirmed = "stall_confirmed",
        /// To the organiser: it does not come.
        StallWithdrawn = "stall_withdrawn",
        /// To the provider: the organiser counts on it; say that you come.
        StallAccepted = "stall_accepted",
        /// To the provider.
        StallRejected = "stall_rejected",
        /// To the provider: the organiser does without it.
        StallCalledOff = "stall_called_off",
        /// To the provider: nobody said that it comes.
        StallLapsed = "stall_lapsed",
        /// To the provider: there is another date; do you come?
        StallAskedAgain = "stall_asked_again",
        /// To who applied: another one does not come, so there may be room.
        StallNext = "stall_next",
    }
}

/// For whom news about a market are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewsFor {
    Anyone,
    Organiser,
    Provider,
    /// Who decides whether somebody was there.
    Judge,
}

impl MarketNews {
    /// For whom it is.
    pub fn reader(self) -> NewsFor {
        use MarketNews as N;
        match self {
            N::Postponed | N::Cancelled | N::SignUpOpen => NewsFor::Anyone,
            N::StallAccepted
            | N::StallRejected
            | N::StallCalledOff
            | N::StallLapsed
            | N::StallAskedAgain
            | N::StallNext => NewsFor::Provider,
            N::GuestObjects | N::GuestAppeals => NewsFor::Judge,
            _ => NewsFor::Organiser,
        }
    }
}

/// News about a market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarketNotice {
    pub market: MarketId,
    pub title: String,
    pub what: MarketNews,
    /// Of the stall that it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// When it begins, or by when something has to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Millis>,
}

impl MarketNotice {
    /// Without more to say.
    pub fn of(market: &Market, what: MarketNews) -> Self {
        let (number, words) = (String::new(), String::new());
        Self { market: market.id, title: market.title.clone(), what, number, words, at: None }
    }

    /// About one of its stalls.
    pub fn of_stall(market: &Market, stall: &Stall, what: MarketNews) -> Self {
        let (number, words) = (stall.number.clone(), stall.words().to_owned());
        Self { number, words, ..Self::of(market, what) }
    }
}

codes! {
    /// What happened to a number that somebody took.
    QueueNews {
        /// It is your turn.
        Called = "called",
        /// You did not come; some others are called first, and then you again.
        PassedOver = "passed_over",
        /// You did not come a second time.
        GivenUp = "given_up",
        /// Those at the stall took it away.
        PutAway = "put_away",
        /// The market is over, and you still waited.
        Closed = "closed",
    }
}

/// News about a number in the queue of a stall.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueNotice {
    pub market: MarketId,
    pub stall: StallId,
    pub number: i64,
    /// As everybody knows the stall.
    pub provider: String,
    pub what: QueueNews,
}
