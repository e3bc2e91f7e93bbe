//! A market, and how it stands: two stored axes, what is public of it and how it goes.
//!
//! ```text
//!   editorial     Draft --Submit--> Submitted --Publish--> Published --(180 days)--> Archived
//!                   ^--- SendBack ------'
//!                                     Postpone (two people)
//!                                    +--------> Postponed --+
//!   operational   Scheduled ---------+                      +--> UnderWay --> Closed
//!                     |    Start ----+----------------------+                   | Write, Sign
//!                     '--> Cancelled (two people; alone, what never was public) v
//!                                                                          Summarised
//! ```
//!
//! Whether one can sign up follows from times and slots, see [`super::SlotState::view`].

use serde::{Deserialize, Serialize};

use super::{
    refusal::Refusal,
    slot::{Slot, SlotTimes},
    stall::Service,
    summary::{Signed, SummaryDraft, SummaryFigures},
    terms::{Term, Terms},
    ticket::TicketCode,
};
use crate::{
    codes::codes,
    id::{MarketId, NodeId, PersonId, SeriesId, SlotId, StallId},
    time::Millis,
};

codes! {
    /// What it is: all of them are made of stalls and slots.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    MarketKind {
        /// Many services at one place.
        Market = "market",
        /// One thing that many do together.
        Activity = "activity",
        /// A talk of which nobody knows but who gives it.
        Appointment = "appointment",
        /// Helpers take turns.
        DutyShift = "duty_shift",
    }
}

impl MarketKind {
    /// Only the provider sees who comes.
    pub fn is_confidential(self) -> bool {
        self == MarketKind::Appointment
    }

    /// People come to help, so they check out, and their hours count.
    pub fn is_of_helpers(self) -> bool {
        self == MarketKind::DutyShift
    }
}

codes! {
    /// Where a market stands, of both axes the one that is shown.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    MarketStatus {
        Draft = "draft",
        Submitted = "submitted",
        Published = "published",
        Postponed = "postponed",
        UnderWay = "under_way",
        Closed = "closed",
        Summarised = "summarised",
        Cancelled = "cancelled",
        Archived = "archived",
    }
}

codes! {
    /// Why a market does not take place.
    CancelReason {
        Weather = "weather",
        Venue = "venue",
        Stalls = "stalls",
        Health = "health",
        Other = "other",
    }
}

/// So long before it begins, a rehearsal is called: as long as people are checked in before.
const REHEARSAL_AHEAD: i64 = Millis::HOUR;

/// What has to be clear before anybody reviews it.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Whom to call on the day.
    pub contact: Option<PersonId>,
    pub safety: String,
    pub rain: String,
    /// Whose place it is, said yes.
    pub owner_agreed: bool,
    /// What is looked for, since residents wish for it.
    #[serde(default)]
    pub wanted: Vec<Service>,
}

impl Plan {
    /// Whether nothing is left open.
    pub fn is_complete(&self) -> bool {
        let said = |words: &str| !words.trim().is_empty();
        self.contact.is_some() && said(&self.safety) && said(&self.rain) && self.owner_agreed
    }
}

/// Whether it is public.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Editorial {
    /// With what the reviewer asked for.
    Draft {
        returned: String,
    },
    Submitted {
        by: PersonId,
        at: Millis,
    },
    Published {
        by: PersonId,
        at: Millis,
    },
    Archived {
        at: Millis,
    },
}

/// How it goes.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Operational {
    Scheduled,
    /// With when it would have been.
    Postponed {
        from: Millis,
        at: Millis,
    },
    UnderWay {
        at: Millis,
        by: Option<PersonId>,
    },
    Closed {
        at: Millis,
        draft: Option<SummaryDraft>,
    },
    /// The newest version is the last; none is ever changed.
    Summarised {
        versions: Vec<Signed>,
        draft: Option<SummaryDraft>,
        /// When it was closed; nothing where that was not kept.
        #[serde(default)]
        closed_at: Option<Millis>,
    },
    Cancelled {
        at: Millis,
        reason: CancelReason,
        words: String,
    },
}

/// A change that takes two people.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Proposal {
    Postpone { starts_at: Millis, ends_at: Millis },
    Cancel { reason: CancelReason, words: String },
}

/// Who asks for which change.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Asked {
    pub by: PersonId,
    pub at: Millis,
    pub proposal: Proposal,
}

/// A market with everything; inside the server only.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    pub id: MarketId,
    pub kind: MarketKind,
    pub organiser: PersonId,
    pub place: NodeId,
    /// The path of that node.
    pub path: String,
    pub place_name: String,
    pub title: String,
    pub words: String,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub plan: Plan,
    pub series: Option<SeriesId>,
    pub copied_from: Option<MarketId>,
    /// To try everything out: never public, never counted, nobody is told.
    pub rehearsal: bool,
    pub editorial: Editorial,
    pub operational: Operational,
    pub asked: Option<Asked>,
    /// Raised with each change that calendars have to know.
    pub sequence: i64,
}

/// Why nobody can sign up for a market that stands so, whatever the hour.
pub fn shut(editorial: &Editorial, operational: &Operational) -> Option<Refusal> {
    use Operational as O;
    match (editorial, operational) {
        (_, O::Cancelled { .. }) => Some(Refusal::Cancelled),
        (Editorial::Published { .. }, O::Closed { .. } | O::Summarised { .. }) => {
            Some(Refusal::SignUpClosed)
        }
        (Editorial::Published { .. }, _) => None,
        _ => Some(Refusal::NotPublic),
    }
}

/// What a step of a market brings for its stalls and sign-ups, all in the same transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// All slots are so much later, and everybody with a place is asked again.
    pub moved_by: Option<i64>,
    /// Every sign-up ends without a mark on anybody, and demand is unmet again.
    pub cancels_all: bool,
    /// Calendars, feeds and the cached page say something else now.
    pub calendar_changed: bool,
}

impl Market {
    /// Where it stands.
    pub fn status(&self) -> MarketStatus {
        use MarketStatus as S;
        match (&self.editorial, &self.operational) {
            (Editorial::Archived { .. }, _) => S::Archived,
            (_, Operational::Cancelled { .. }) => S::Cancelled,
            (Editorial::Draft { .. }, _) => S::Draft,
            (Editorial::Submitted { .. }, _) => S::Submitted,
            (_, Operational::Scheduled) => S::Published,
            (_, Operational::Postponed { .. }) => S::Postponed,
            (_, Operational::UnderWay { .. }) => S::UnderWay,
            (_, Operational::Closed { .. }) => S::Closed,
            (_, Operational::Summarised { .. }) => S::Summarised,
        }
    }

    /// Whether everyone may see it. What was cancelled before it was public never is.
    pub fn is_public(&self) -> bool {
        let published =
            matches!(self.editorial, Editorial::Published { .. } | Editorial::Archived { .. });
        published && !self.rehearsal
    }

    /// Why nobody can sign up, whatever the hour.
    pub fn shut(&self) -> Option<Refusal> {
        shut(&self.editorial, &self.operational)
    }

    /// Whether its stalls give numbers now, so that people wait in the shade.
    ///
    /// # Errors
    /// When it is not under way, or not a market of many stalls.
    pub fn gives_numbers(&self) -> Result<(), Refusal> {
        let under_way = matches!(self.operational, Operational::UnderWay { .. });
        match self.shut() {
            _ if self.kind != MarketKind::Market => Err(Refusal::StepNotPossible),
            None if under_way => Ok(()),
            None => Err(Refusal::QueueNotYet),
            Some(Refusal::SignUpClosed) => Err(Refusal::QueueOver),
            Some(other) => Err(other),
        }
    }

    /// Test tickets are for rehearsals, and real ones are not.
    ///
    /// # Errors
    /// When it is the other way round.
    pub fn admits(&self, code: &TicketCode) -> Result<(), Refusal> {
        match code.is_test() == self.rehearsal {
            true => Ok(()),
            false => Err(Refusal::TestTicket),
        }
    }

    /// When sign-up opens by rule.
    pub fn opens_at(&self, terms: &Terms) -> Millis {
        terms.before(self.starts_at, Term::SignUpOpens)
    }

    /// Published now, it would leave people less time than is advised; nobody is kept from it.
    pub fn is_short_notice(&self, now: Millis, terms: &Terms) -> bool {
        now > terms.before(self.starts_at, Term::MarketNotice)
    }

    /// It is to be summed up by then; late, everybody may see that.
    pub fn summary_due_at(&self, terms: &Terms) -> Millis {
        terms.after(self.ends_at, Term::SummaryDue)
    }

    /// Nobody wrote the summary in time, or nobody signed it.
    pub fn is_summary_late(&self, now: Millis, terms: &Terms) -> bool {
        let closed = matches!(self.operational, Operational::Closed { .. });
        closed && self.is_public() && now >= self.summary_due_at(terms)
    }

    /// The figures as they were signed last.
    pub fn figures(&self) -> Option<&SummaryFigures> {
        match &self.operational {
            Operational::Summarised { versions, .. } => versions.last().map(|it| &it.figures),
            _ => None,
        }
    }

    /// When it was closed: nobody was seen there later than that.
    pub fn closed_at(&self) -> Option<Millis> {
        match &self.operational {
            Operational::Closed { at, .. } => Some(*at),
            Operational::Summarised { closed_at, versions, .. } => {
                closed_at.or_else(|| versions.first().map(|it| it.at))
            }
            _ => None,
        }
    }

    /// When it is over at the latest; before that, if somebody closed it.
    pub fn over_at(&self, terms: &Terms) -> Millis {
        let latest = terms.after(self.ends_at, Term::MarketClose);
        self.closed_at().map_or(latest, |at| at.min(latest))
    }

    /// When its figures were signed last.
    pub fn signed_at(&self) -> Option<Millis> {
        match &self.operational {
            Operational::Summarised { versions, .. } => versions.last().map(|it| it.at),
            _ => None,
        }
    }

    /// What follows from a step for everything that hangs on it.
    pub fn effects(&self, after: &Market) -> Effects {
        let moved_by = after.starts_at.0 - self.starts_at.0;
        let off = |market: &Market| matches!(market.operational, Operational::Cancelled { .. });
        Effects {
            moved_by: Some(moved_by).filter(|it| *it != 0),
            cancels_all: off(after) && !off(self),
            calendar_changed: after.sequence != self.sequence,
        }
    }

    /// The next of a series: a draft like this one, at another time. Whose place it is, has to
    /// say yes again.
    pub fn copy(&self, id: MarketId, by: PersonId, starts_at: Millis) -> Market {
        let ends_at = starts_at.after(self.ends_at.0 - self.starts_at.0);
        Market {
            id,
            organiser: by,
            starts_at,
            ends_at,
            plan: Plan { owner_agreed: false, wanted: Vec::new(), ..self.plan.clone() },
            copied_from: Some(self.id),
            rehearsal: false,
            editorial: Editorial::Draft { returned: String::new() },
            operational: Operational::Scheduled,
            asked: None,
            sequence: 0,
            ..self.clone()
        }
    }

    /// The same to be tried out, with test tickets: one can sign up and check in from now on.
    pub fn rehearsal(&self, id: MarketId, by: PersonId, now: Millis) -> Market {
        let editorial = Editorial::Published { by, at: now };
        let starts_at = now.after(REHEARSAL_AHEAD);
        Market { rehearsal: true, series: None, editorial, ..self.copy(id, by, starts_at) }
    }
}

impl Slot {
    /// The same slot of a market that was copied to another time. Sign-up opens by rule.
    pub fn copied(
        &self,
        to: (SlotId, StallId),
        markets: (&Market, &Market),
        terms: &Terms,
    ) -> Slot {
        let (from, new) = markets;
        let by = new.starts_at.0 - from.starts_at.0;
        let (starts, ends) = (self.times.starts_at.after(by), self.times.ends_at.after(by));
        let mut times = SlotTimes::usual(starts, ends, new.starts_at, terms);
        if new.rehearsal {
            times.opens_at = new.starts_at.after(-REHEARSAL_AHEAD);
            times.closes_at = times.starts_at;
        }
        Slot { id: to.0, stall: to.1, times, version: 0, ..self.clone() }
    }
}
