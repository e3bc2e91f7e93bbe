//! A stall of a market: who offers which service, and whether it comes.
//!
//! ```text
//!   Applied --> Shortlisted (yes or no) --> Accepted --Confirm--> Confirmed
//!      |             |    |                  |   |                    |
//!      '-------------+----'--> Rejected      |   '-(5 days before)-.  |
//!      Withdraw, from all that is alive      '------> Withdrawn <--+--'   Cancelled (organiser)
//! ```

use serde::{Deserialize, Serialize};

use super::{
    refusal::Refusal,
    terms::{Term, Terms},
};
use crate::{
    codes::codes,
    id::{MarketId, PersonId, StallId},
    time::Millis,
};

codes! {
    /// Who gains by it.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    StallClass {
        PublicGood = "public_good",
        /// A shop that shows what it does; sold is nothing here.
        Commercial = "commercial",
    }
}

codes! {
    /// What is offered.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    Service {
        Haircut = "haircut",
        Clinic = "clinic",
        Law = "law",
        Counselling = "counselling",
        ApplianceRepair = "appliance_repair",
        BicycleRepair = "bicycle_repair",
        ShoeRepair = "shoe_repair",
        Sewing = "sewing",
        Sharpening = "sharpening",
        PhoneHelp = "phone_help",
        Glasses = "glasses",
        Massage = "massage",
        Photos = "photos",
        Calligraphy = "calligraphy",
        Books = "books",
        Food = "food",
        Children = "children",
        Policy = "policy",
        Safety = "safety",
        Recycling = "recycling",
        Jobs = "jobs",
        Cleaning = "cleaning",
        Show = "show",
        WishDesk = "wish_desk",
        Other = "other",
    }
}

impl Service {
    /// Who offers it has to show a paper for it.
    pub fn needs_proof(self) -> bool {
        matches!(self, Service::Clinic | Service::Law | Service::Counselling)
    }
}

/// What a stall needs at the place.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Needs {
    pub power: bool,
    pub water: bool,
    pub screen: bool,
}

/// A paper that somebody else has looked at, or not yet.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Proof {
    pub paper: String,
    pub valid_until: Millis,
    pub seen_by: Option<PersonId>,
}

impl Proof {
    /// Whether somebody has looked at it, and it holds on that day.
    pub fn holds_at(&self, day: Millis) -> bool {
        self.seen_by.is_some() && self.valid_until >= day
    }
}

codes! {
    /// Where a stall stands.
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
    StallStatus {
        Applied = "applied",
        ShortlistedYes = "shortlisted_yes",
        ShortlistedNo = "shortlisted_no",
        Accepted = "accepted",
        Confirmed = "confirmed",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
        Cancelled = "cancelled",
    }
}

/// Where a stall stands, with what goes with it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum StallState {
    Applied,
    /// What the organiser means to decide; nobody else knows yet.
    Shortlisted {
        yes: bool,
    },
    /// The organiser wants it; now the provider has to say that it comes.
    Accepted {
        at: Millis,
    },
    /// With whether there is a new date since, about which the provider has not said anything.
    Confirmed {
        at: Millis,
        asked: Option<Millis>,
    },
    Rejected {
        at: Millis,
        words: String,
    },
    Withdrawn {
        at: Millis,
        by_time: bool,
    },
    Cancelled {
        at: Millis,
        words: String,
    },
}

/// A stall with everything; inside the server only.
#[derive(Clone, Debug, PartialEq)]
pub struct Stall {
    pub id: StallId,
    pub market: MarketId,
    pub provider: PersonId,
    /// The shop, organisation or team, as everyone knows it.
    pub provider_name: String,
    pub class: StallClass,
    pub service: Service,
    pub number: String,
    /// For how many people a slot is.
    pub capacity: i64,
    pub minutes_per_service: i64,
    pub needs: Needs,
    /// Mostly elders come, so more is kept for who just comes.
    pub elders: bool,
    /// The organiser is sure of it before it confirms.
    pub expected: bool,
    pub proof: Option<Proof>,
    pub applied_at: Millis,
    pub state: StallState,
}

codes! {
    /// What can happen to a stall.
    StallStepName {
        Apply = "stall.apply",
        SeeProof = "stall.see_proof",
        ShortlistYes = "stall.shortlist_yes",
        ShortlistNo = "stall.shortlist_no",
        Accept = "stall.accept",
        Reject = "stall.reject",
        Confirm = "stall.confirm",
        AskAgain = "stall.ask_again",
        Withdraw = "stall.withdraw",
        Lapse = "stall.lapse",
        Cancel = "stall.cancel",
        Restart = "stall.restart",
    }
}

/// A step as it is taken. To apply is none of them: that makes the stall.
#[derive(Clone, Debug, PartialEq)]
pub enum StallStep {
    SeeProof {
        by: PersonId,
    },
    Shortlist {
        yes: bool,
    },
    Accept,
    Reject {
        words: String,
    },
    Confirm,
    /// There is a new date.
    AskAgain,
    Withdraw,
    Lapse,
    Cancel {
        words: String,
    },
    Restart,
}

impl StallStep {
    /// Which step it is.
    pub fn name(&self) -> StallStepName {
        match self {
            StallStep::SeeProof { .. } => StallStepName::SeeProof,
            StallStep::Shortlist { yes: true } => StallStepName::ShortlistYes,
            StallStep::Shortlist { yes: false } => StallStepName::ShortlistNo,
            StallStep::Accept => StallStepName::Accept,
            StallStep::Reject { .. } => StallStepName::Reject,
            StallStep::Confirm => StallStepName::Confirm,
            StallStep::AskAgain => StallStepName::AskAgain,
            StallStep::Withdraw => StallStepName::Withdraw,
            StallStep::Lapse => StallStepName::Lapse,
            StallStep::Cancel { .. } => StallStepName::Cancel,
            StallStep::Restart => StallStepName::Restart,
        }
    }
}

/// What steps ask of the market and the world.
#[derive(Clone, Copy, Debug)]
pub struct StallCase<'a> {
    pub now: Millis,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub terms: &'a Terms,
}

impl StallCase<'_> {
    /// Until when a stall that was accepted has to say that it comes.
    pub fn confirm_by(&self, accepted_at: Millis) -> Millis {
        let usual = self.terms.before(self.starts_at, Term::StallConfirm);
        let least = self.terms.after(accepted_at, Term::StallConfirmLeast);
        usual.max(least).min(self.starts_at)
    }
}

fn demand(fits: bool, otherwise: Refusal) -> Result<(), Refusal> {
    if fits { Ok(()) } else { Err(otherwise) }
}

impl Stall {
    /// Where it stands.
    pub fn status(&self) -> StallStatus {
        match self.state {
            StallState::Applied => StallStatus::Applied,
            StallState::Shortlisted { yes: true } => StallStatus::ShortlistedYes,
            StallState::Shortlisted { yes: false } => StallStatus::ShortlistedNo,
            StallState::Accepted { .. } => StallStatus::Accepted,
            StallState::Confirmed { .. } => StallStatus::Confirmed,
            StallState::Rejected { .. } => StallStatus::Rejected,
            StallState::Withdrawn { .. } => StallStatus::Withdrawn,
            StallState::Cancelled { .. } => StallStatus::Cancelled,
        }
    }

    /// Only what is sure to come is public.
    pub fn is_public(&self) -> bool {
        matches!(self.state, StallState::Confirmed { .. })
    }

    /// Still to be counted on, in one way or another.
    pub fn is_alive(&self) -> bool {
        use StallStatus as S;
        !matches!(self.status(), S::Rejected | S::Withdrawn | S::Cancelled)
    }

    /// Enough to publish a market with.
    pub fn is_sure(&self) -> bool {
        self.is_public() || (self.is_alive() && self.expected)
    }

    /// Somebody else has looked at the paper, and it holds on the day.
    fn is_proven(&self, case: &StallCase<'_>) -> bool {
        let holds = |it: &Proof| it.holds_at(case.ends_at);
        !self.service.needs_proof() || self.proof.as_ref().is_some_and(holds)
    }

    /// The stall after a step. The one way by which it changes.
    ///
    /// # Errors
    /// Why the step is not possible, or not now.
    pub fn step(&self, step: StallStep, case: &StallCase<'_>) -> Result<Stall, Refusal> {
        let mut next = self.clone();
        if let StallStep::SeeProof { by } = step {
            demand(by != self.provider, Refusal::SecondPersonNeeded)?;
            demand(self.is_alive(), Refusal::StepNotPossible)?;
            next.proof.as_mut().ok_or(Refusal::ProofNeeded)?.seen_by = Some(by);
            return Ok(next);
        }
        next.state = self.next_state(step, case)?;
        Ok(next)
    }

    fn next_state(&self, step: StallStep, case: &StallCase<'_>) -> Result<StallState, Refusal> {
        use StallState as S;
        use StallStep as Do;
        let now = case.now;
        let open = matches!(self.state, S::Applied | S::Shortlisted { .. });
        let before = || demand(now < case.starts_at, Refusal::TooLate);
        let proven = || demand(self.is_proven(case), Refusal::ProofNeeded);
        match (&self.state, step) {
            (_, Do::Shortlist { yes }) if open => {
                demand(self.state != S::Shortlisted { yes }, Refusal::StepNotPossible)?;
                Ok(S::Shortlisted { yes })
            }
            (_, Do::Accept) if open => {
                before()?;
                proven()?;
                Ok(S::Accepted { at: now })
            }
            (_, Do::Reject { words }) if open => {
                demand(!words.trim().is_empty(), Refusal::ReasonNeeded)?;
                Ok(S::Rejected { at: now, words })
            }
            (S::Accepted { .. }, Do::Confirm)
            | (S::Confirmed { asked: Some(_), .. }, Do::Confirm) => {
                before()?;
                proven()?;
                Ok(S::Confirmed { at: now, asked: None })
            }
            (S::Confirmed { at, .. }, Do::AskAgain) => {
                Ok(S::Confirmed { at: *at, asked: Some(now) })
            }
            (_, Do::Withdraw) if self.is_alive() => {
                before()?;
                Ok(S::Withdrawn { at: now, by_time: false })
            }
            (S::Accepted { at }, Do::Lapse) => {
                demand(now >= case.confirm_by(*at), Refusal::TooEarly)?;
                Ok(S::Withdrawn { at: now, by_time: true })
            }
            (S::Accepted { .. } | S::Confirmed { .. }, Do::Cancel { words }) => {
                demand(!words.trim().is_empty(), Refusal::ReasonNeeded)?;
                Ok(S::Cancelled { at: now, words })
            }
            (S::Rejected { .. } | S::Withdrawn { .. } | S::Cancelled { .. }, Do::Restart) => {
                before()?;
                Ok(S::Applied)
            }
            _ => Err(Refusal::StepNotPossible),
        }
    }

    /// The same stall, asked to come to a market that was copied; only one that came.
    pub fn asked_again(&self, id: StallId, market: MarketId, now: Millis) -> Option<Stall> {
        let state = StallState::Accepted { at: now };
        let again = Stall { id, market, applied_at: now, expected: false, state, ..self.clone() };
        self.is_public().then_some(again)
    }
}

/// Who applied for the same service and is next, now that one does not come: those whom the
/// organiser means to take, in the order in which they applied, then the others.
pub fn next_applicant<'a>(stalls: &'a [Stall], gone: &Stall) -> Option<&'a Stall> {
    let rank = |it: &Stall| match it.state {
        StallState::Shortlisted { yes: true } => Some(0),
        StallState::Applied => Some(1),
        _ => None,
    };
    let same = stalls.iter().filter(|it| it.service == gone.service && it.id != gone.id);
    let ranked = same.filter_map(|it| rank(it).map(|rank| (rank, it)));
    ranked.min_by_key(|(rank, it)| (*rank, it.applied_at, it.id)).map(|(_, it)| it)
}
