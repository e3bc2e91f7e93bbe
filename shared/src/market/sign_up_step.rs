//! The steps of a sign-up, and the door through which they go.

use super::{
    refusal::Refusal,
    sign_up::{Arrival, Objection, SignUp, SignUpState, SlotCase},
    terms::Term,
};
use crate::{codes::codes, id::PersonId, time::Millis};

codes! {
    /// What can happen to a sign-up.
    SignUpStepName {
        Join = "sign_up.join",
        Promote = "sign_up.promote",
        Offer = "sign_up.offer",
        Accept = "sign_up.accept",
        Decline = "sign_up.decline",
        OfferLapsed = "sign_up.offer_lapsed",
        Admit = "sign_up.admit",
        /// The organiser said nothing in time, which is a yes.
        AdmitByTime = "sign_up.admit_by_time",
        TurnDown = "sign_up.turn_down",
        /// There is a new date.
        AskAgain = "sign_up.ask_again",
        Keep = "sign_up.keep",
        /// The answer to a reminder.
        Coming = "sign_up.coming",
        Cancel = "sign_up.cancel",
        /// The market does not take place.
        CancelAll = "sign_up.cancel_all",
        CheckIn = "sign_up.check_in",
        /// An earlier scan came to light.
        Earlier = "sign_up.earlier",
        /// It was somebody else.
        UndoCheckIn = "sign_up.undo_check_in",
        Serve = "sign_up.serve",
        CheckOut = "sign_up.check_out",
        ConfirmHours = "sign_up.confirm_hours",
        NoShow = "sign_up.no_show",
        NoShowByTime = "sign_up.no_show_by_time",
        Object = "sign_up.object",
        Settle = "sign_up.settle",
        Appeal = "sign_up.appeal",
        SettleAppeal = "sign_up.settle_appeal",
    }
}

/// A step as it is taken. Joining is none of them: that makes the sign-up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SignUpStep {
    Promote,
    Offer { until: Millis },
    Accept,
    Decline,
    OfferLapsed,
    Admit,
    AdmitByTime,
    TurnDown,
    AskAgain,
    Keep,
    Coming,
    Cancel,
    CancelAll,
    CheckIn { came: Arrival },
    Earlier { came: Arrival },
    UndoCheckIn,
    Serve,
    CheckOut { at: Millis },
    ConfirmHours { by: PersonId },
    NoShow { by: PersonId },
    NoShowByTime,
    Object,
    Settle { by: PersonId, came: bool },
    Appeal,
    SettleAppeal { by: PersonId, came: bool },
}

impl SignUpStep {
    /// Which step it is.
    pub fn name(&self) -> SignUpStepName {
        use SignUpStepName as N;
        match self {
            SignUpStep::Promote => N::Promote,
            SignUpStep::Offer { .. } => N::Offer,
            SignUpStep::Accept => N::Accept,
            SignUpStep::Decline => N::Decline,
            SignUpStep::OfferLapsed => N::OfferLapsed,
            SignUpStep::Admit => N::Admit,
            SignUpStep::AdmitByTime => N::AdmitByTime,
            SignUpStep::TurnDown => N::TurnDown,
            SignUpStep::AskAgain => N::AskAgain,
            SignUpStep::Keep => N::Keep,
            SignUpStep::Coming => N::Coming,
            SignUpStep::Cancel => N::Cancel,
            SignUpStep::CancelAll => N::CancelAll,
            SignUpStep::CheckIn { .. } => N::CheckIn,
            SignUpStep::Earlier { .. } => N::Earlier,
            SignUpStep::UndoCheckIn => N::UndoCheckIn,
            SignUpStep::Serve => N::Serve,
            SignUpStep::CheckOut { .. } => N::CheckOut,
            SignUpStep::ConfirmHours { .. } => N::ConfirmHours,
            SignUpStep::NoShow { .. } => N::NoShow,
            SignUpStep::NoShowByTime => N::NoShowByTime,
            SignUpStep::Object => N::Object,
            SignUpStep::Settle { .. } => N::Settle,
            SignUpStep::Appeal => N::Appeal,
            SignUpStep::SettleAppeal { .. } => N::SettleAppeal,
        }
    }
}

/// What whoever signed up can do about it now: which buttons to show.
pub fn attendee_steps(sign_up: &SignUp, case: &SlotCase<'_>) -> Vec<SignUpStepName> {
    use SignUpStepName as N;
    let all = [
        (N::Accept, SignUpStep::Accept),
        (N::Decline, SignUpStep::Decline),
        (N::Keep, SignUpStep::Keep),
        (N::Coming, SignUpStep::Coming),
        (N::Cancel, SignUpStep::Cancel),
        (N::Object, SignUpStep::Object),
        (N::Appeal, SignUpStep::Appeal),
    ];
    let possible = |(_, step): &(N, SignUpStep)| sign_up.step(*step, case).is_ok();
    all.into_iter().filter(possible).map(|(name, _)| name).collect()
}

type Stepped = Result<SignUpState, Refusal>;

fn demand(fits: bool, otherwise: Refusal) -> Result<(), Refusal> {
    if fits { Ok(()) } else { Err(otherwise) }
}

/// With a place: confirmed, or before the organiser where each is looked at.
pub(super) fn placed(case: &SlotCase<'_>) -> SignUpState {
    match case.approval {
        true => SignUpState::Pending { since: case.now },
        false => SignUpState::Confirmed { since: case.now, coming: None },
    }
}

impl SignUpState {
    /// The state after a step.
    ///
    /// # Errors
    /// Why the step is not possible, or not now.
    pub fn step(&self, step: SignUpStep, case: &SlotCase<'_>) -> Stepped {
        use SignUpState as S;
        use SignUpStep as Do;
        let (now, over) = (case.now, case.times.last_call());
        match (*self, step) {
            (S::Waitlisted { .. }, Do::Promote) => {
                demand(now < over, Refusal::SignUpClosed)?;
                Ok(placed(case))
            }
            (S::Waitlisted { .. }, Do::Offer { until }) => {
                demand(now < over && until <= over, Refusal::SignUpClosed)?;
                Ok(S::Offered { since: now, until })
            }
            (S::Offered { until, .. }, Do::Accept) => {
                demand(now < until && now < over, Refusal::NoOffer)?;
                Ok(placed(case))
            }
            (S::Offered { .. }, Do::Decline) => Ok(S::Declined { at: now }),
            (S::Offered { until, .. }, Do::OfferLapsed) => {
                demand(now >= until, Refusal::TooEarly)?;
                Ok(S::OfferExpired { at: now })
            }
            (S::Pending { .. }, Do::Admit) => Ok(S::Confirmed { since: now, coming: None }),
            (S::Pending { since }, Do::AdmitByTime) => {
                let due = case.terms.after(since, Term::ApprovalTime).min(case.times.starts_at);
                demand(now >= due, Refusal::TooEarly)?;
                Ok(S::Confirmed { since: now, coming: None })
            }
            (S::Pending { .. }, Do::TurnDown) => Ok(S::CancelledByOrganiser { at: now }),
            (
                S::Confirmed { .. } | S::Pending { .. } | S::ToReconfirm { .. },
                Do::AskAgain | Do::Keep,
            ) => self.new_date(step, case),
            (S::Confirmed { since, .. }, Do::Coming) => {
                demand(now < case.times.ends_at, Refusal::TooLate)?;
                Ok(S::Confirmed { since, coming: Some(now) })
            }
            (_, Do::Cancel) => self.cancel(case),
            (_, Do::CancelAll) if self.status().is_expected() => {
                Ok(S::CancelledByOrganiser { at: now })
            }
            (_, step) => self.at_the_place(step, case),
        }
    }

    /// Each new date is asked about; and who still waits for the organiser's yes, still does after
    /// saying so.
    fn new_date(&self, step: SignUpStep, case: &SlotCase<'_>) -> Stepped {
        use SignUpState as S;
        use SignUpStep as Do;
        let now = case.now;
        match (*self, step) {
            (S::Confirmed { .. }, Do::AskAgain) => {
                Ok(S::ToReconfirm { since: now, pending: false })
            }
            (S::Pending { .. }, Do::AskAgain) => Ok(S::ToReconfirm { since: now, pending: true }),
            (S::ToReconfirm { pending, .. }, Do::AskAgain) => {
                Ok(S::ToReconfirm { since: now, pending })
            }
            (S::ToReconfirm { pending: true, .. }, Do::Keep) if now < case.times.starts_at => {
                Ok(S::Pending { since: now })
            }
            (S::ToReconfirm { .. }, Do::Keep) if now < case.times.starts_at => {
                Ok(S::Confirmed { since: now, coming: Some(now) })
            }
            _ => Err(Refusal::StepNotPossible),
        }
    }

    /// Until the start, in one tap. Only who had a sure place can be late.
    fn cancel(&self, case: &SlotCase<'_>) -> Stepped {
        use SignUpState as S;
        match self {
            S::CheckedIn { .. } | S::Served { .. } | S::CheckedOut { .. } => {
                return Err(Refusal::AlreadyCheckedIn);
            }
            _ if !self.status().is_expected() => return Err(Refusal::NoSignUp),
            _ => demand(case.now < case.times.starts_at, Refusal::Started)?,
        }
        // Nobody is to blame for a date that others moved.
        let sure = matches!(self, S::Confirmed { .. });
        Ok(S::Cancelled { at: case.now, late: sure && case.is_late() })
    }

    /// What happens on the day, and after it.
    fn at_the_place(&self, step: SignUpStep, case: &SlotCase<'_>) -> Stepped {
        use SignUpState as S;
        use SignUpStep as Do;
        let now = case.now;
        match (*self, step) {
            (
                S::Confirmed { .. } | S::Pending { .. } | S::ToReconfirm { .. },
                Do::CheckIn { came },
            ) => arrive(came, case),
            (S::Offered { until, .. }, Do::CheckIn { came }) if came.at < until => {
                arrive(came, case)
            }
            // A device that was offline brings in who came after all.
            (S::NoShow { .. }, Do::CheckIn { came }) => arrive(came, case),
            (S::CheckedIn { came: known }, Do::Earlier { came }) if came.at < known.at => {
                arrive(came, case)
            }
            (S::Served { came: known, at }, Do::Earlier { came }) if came.at < known.at => {
                arrive(came, case)?;
                Ok(S::Served { came, at })
            }
            (S::CheckedOut { came: known, left_at, confirmed_by: None }, Do::Earlier { came })
                if came.at < known.at =>
            {
                arrive(came, case)?;
                Ok(S::CheckedOut { came, left_at, confirmed_by: None })
            }
            (
                S::CheckedIn { .. } | S::Served { .. } | S::CheckedOut { confirmed_by: None, .. },
                Do::UndoCheckIn,
            ) => {
                let until = case.terms.after(case.times.ends_at, Term::CorrectionTime);
                demand(now <= until, Refusal::TooLate)?;
                Ok(S::Confirmed { since: now, coming: Some(now) })
            }
            (S::CheckedIn { came } | S::Served { came, .. }, Do::Serve) => {
                let until = case.terms.after(case.times.ends_at, Term::CorrectionTime);
                demand(now <= until, Refusal::TooLate)?;
                Ok(S::Served { came, at: now })
            }
            (S::CheckedIn { came } | S::Served { came, .. }, Do::CheckOut { at })
                if case.of_helpers =>
            {
                demand(at >= came.at && at <= now, Refusal::StepNotPossible)?;
                Ok(S::CheckedOut { came, left_at: at, confirmed_by: None })
            }
            (S::CheckedOut { came, left_at, confirmed_by: None }, Do::ConfirmHours { by }) => {
                Ok(S::CheckedOut { came, left_at, confirmed_by: Some(by) })
            }
            (state, step) => state.absent(step, case),
        }
    }

    /// Who was expected and did not come.
    fn absent(&self, step: SignUpStep, case: &SlotCase<'_>) -> Stepped {
        use SignUpState as S;
        use SignUpStep as Do;
        let (now, noted) =
            (case.now, |by| S::NoShow { at: case.now, by, objection: Objection::None });
        match (*self, step) {
            (S::Confirmed { .. }, Do::NoShow { by }) if case.anyone_came => {
                demand(now >= case.times.ends_at, Refusal::TooEarly)?;
                Ok(noted(Some(by)))
            }
            // Where nobody was checked in, no list was kept, and it says nothing of anybody.
            (S::Confirmed { .. }, Do::NoShowByTime) if case.anyone_came => {
                let due = case.terms.after(case.times.ends_at, Term::NoShowAfter);
                demand(now >= due, Refusal::TooEarly)?;
                Ok(noted(None))
            }
            (S::NoShow { at, by, objection }, step) => match objection.step(step, at, case)? {
                Some(objection) => Ok(S::NoShow { at, by, objection }),
                // Somebody believed it.
                None => {
                    let came = Arrival { at: case.times.starts_at, device: None };
                    Ok(S::CheckedIn { came })
                }
            },
            (S::CheckedIn { .. } | S::Served { .. } | S::CheckedOut { .. }, Do::CheckIn { .. }) => {
                Err(Refusal::AlreadyCheckedIn)
            }
            _ => Err(Refusal::StepNotPossible),
        }
    }
}

/// From an hour before the start to the end. What counts is when it was seen, not when the device
/// had a network again.
fn arrive(came: Arrival, case: &SlotCase<'_>) -> Stepped {
    demand(came.at >= case.check_in_from(), Refusal::CheckInTooEarly)?;
    demand(came.at <= case.times.ends_at, Refusal::CheckInTooLate)?;
    Ok(SignUpState::CheckedIn { came })
}

impl Objection {
    /// What was said next about the note of `noted_at`; nothing left of it, if it was wrong.
    fn step(
        self,
        step: SignUpStep,
        noted_at: Millis,
        case: &SlotCase<'_>,
    ) -> Result<Option<Objection>, Refusal> {
        use SignUpStep as Do;
        let now = case.now;
        let in_time = |since| {
            let until = case.terms.after(since, Term::NoShowObjection);
            demand(now <= until, Refusal::TooLate)
        };
        match (self, step) {
            (Objection::None, Do::Object) => {
                in_time(noted_at)?;
                Ok(Some(Objection::Raised { at: now }))
            }
            (Objection::Raised { .. }, Do::Settle { by, came }) => {
                Ok((!came).then_some(Objection::Refused { at: now, by }))
            }
            (Objection::Refused { at, by }, Do::Appeal) => {
                in_time(at)?;
                Ok(Some(Objection::Appealed { at: now, refused_by: by }))
            }
            (Objection::Appealed { refused_by, .. }, Do::SettleAppeal { by, came }) => {
                demand(by != refused_by, Refusal::SecondPersonNeeded)?;
                Ok((!came).then_some(Objection::Over))
            }
            _ => Err(Refusal::StepNotPossible),
        }
    }
}
