//! Why something about a market is not done, and what helps instead. Each code becomes a problem
//! with a sentence, and the sentence ends with the next step.

use crate::{
    codes::codes,
    problem::{Kind, Problem},
};

codes! {
    /// Why not.
    Refusal {
        /// The market is not public, or never will be.
        NotPublic = "not_public",
        /// Sign-up opens later.
        NotYetOpen = "not_yet_open",
        SignUpClosed = "sign_up_closed",
        /// The slot has begun: the place cannot be given back any more.
        Started = "started",
        Cancelled = "cancelled",
        /// One live sign-up per person and slot.
        AlreadySignedUp = "already_signed_up",
        /// The same person is elsewhere at that time.
        Overlap = "overlap",
        /// The household has as many places of this slot as it may.
        HouseholdFull = "household_full",
        /// After places left empty: for some time one sign-up at once.
        OneAtATime = "one_at_a_time",
        /// Who was signed up is not of the household any more.
        MemberGone = "member_gone",
        /// There is no sign-up, or none any more.
        NoSignUp = "no_sign_up",
        /// Nothing was offered, or somebody else has it by now.
        NoOffer = "no_offer",
        AlreadyCheckedIn = "already_checked_in",
        /// The same key came with another request.
        KeyReused = "key_reused",
        /// The step is not possible as things stand.
        StepNotPossible = "step_not_possible",
        /// The time for it has not come.
        TooEarly = "too_early",
        /// The time for it is over.
        TooLate = "too_late",
        /// This takes two people, and it would be the same one twice.
        SecondPersonNeeded = "second_person_needed",
        /// Somebody has to say why.
        ReasonNeeded = "reason_needed",
        /// Contact, safety note, rain plan, place or the owner's yes is missing.
        PlanIncomplete = "plan_incomplete",
        /// It would begin in the past, or end before it begins.
        WrongDate = "wrong_date",
        /// No stall, or one of which nobody knows whether it comes.
        StallsMissing = "stalls_missing",
        /// This service needs a paper that somebody has looked at.
        ProofNeeded = "proof_needed",
        /// A digit of a code is wrong or swapped.
        MistypedCode = "mistyped_code",
        /// A ticket of another market or slot.
        WrongTicket = "wrong_ticket",
        /// A test ticket at a real market, or the other way round.
        TestTicket = "test_ticket",
        /// The code at the place is another by now.
        PlaceCodeOver = "place_code_over",
        /// Too early to check in.
        CheckInTooEarly = "check_in_too_early",
        /// The slot is over.
        CheckInTooLate = "check_in_too_late",
        /// It came in after the summary was signed. It is kept, and is in no figure until there is
        /// another version.
        SummarySigned = "summary_signed",
        /// Numbers are given once the market is under way.
        QueueNotYet = "queue_not_yet",
        /// No more numbers are given there today.
        QueueOver = "queue_over",
        /// Who has gone away again and again gets no other number from the phone.
        GoneTooOften = "gone_too_often",
        /// Another phone called a number meanwhile: the next is another one now.
        CalledMeanwhile = "called_meanwhile",
        /// A link that is for something else.
        WrongLink = "wrong_link",
        /// This phone does not check people in at this market, or not any more.
        DeviceOver = "device_over",
        /// The code that makes a phone a device is wrong, was used, or is too old.
        JoinCodeOver = "join_code_over",
        /// This stall is not of this market, or not for this device.
        WrongStall = "wrong_stall",
    }
}

codes! {
    /// What whoever is refused can do.
    Next {
        ComeWithoutSignUp = "come_without_sign_up",
        WaitForOpening = "wait_for_opening",
        ChooseAnotherSlot = "choose_another_slot",
        ShowTicket = "show_ticket",
        CancelTheOther = "cancel_the_other",
        SeeTheRule = "see_the_rule",
        SignUpAgain = "sign_up_again",
        LookAgain = "look_again",
        Correct = "correct",
        AskAnother = "ask_another",
        WaitUntilThen = "wait_until_then",
        ScanAgain = "scan_again",
        AskTheOrganiser = "ask_the_organiser",
    }
}

impl Refusal {
    /// What helps.
    pub fn next(self) -> Next {
        match self {
            Refusal::NotPublic
            | Refusal::StepNotPossible
            | Refusal::CalledMeanwhile
            | Refusal::MemberGone => Next::LookAgain,
            Refusal::NotYetOpen => Next::WaitForOpening,
            Refusal::SignUpClosed => Next::ComeWithoutSignUp,
            Refusal::Cancelled | Refusal::HouseholdFull => Next::ChooseAnotherSlot,
            Refusal::AlreadySignedUp | Refusal::AlreadyCheckedIn => Next::ShowTicket,
            Refusal::Overlap => Next::CancelTheOther,
            Refusal::OneAtATime => Next::SeeTheRule,
            Refusal::NoSignUp | Refusal::NoOffer => Next::SignUpAgain,
            Refusal::KeyReused | Refusal::WrongLink => Next::LookAgain,
            Refusal::TooEarly | Refusal::CheckInTooEarly | Refusal::QueueNotYet => {
                Next::WaitUntilThen
            }
            Refusal::Started
            | Refusal::TooLate
            | Refusal::CheckInTooLate
            | Refusal::SummarySigned
            | Refusal::QueueOver
            | Refusal::GoneTooOften
            | Refusal::WrongTicket
            | Refusal::TestTicket
            | Refusal::DeviceOver
            | Refusal::JoinCodeOver => Next::AskTheOrganiser,
            Refusal::WrongStall => Next::Correct,
            Refusal::SecondPersonNeeded => Next::AskAnother,
            Refusal::ReasonNeeded
            | Refusal::MistypedCode
            | Refusal::PlanIncomplete
            | Refusal::WrongDate
            | Refusal::StallsMissing
            | Refusal::ProofNeeded => Next::Correct,
            Refusal::PlaceCodeOver => Next::ScanAgain,
        }
    }

    /// The problem that the API has for it already, where it has one.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Refusal::NotPublic => Some(Kind::NotFound),
            Refusal::StepNotPossible => Some(Kind::StepNotPossible),
            Refusal::TooEarly => Some(Kind::TooEarly),
            Refusal::TooLate => Some(Kind::TooLate),
            Refusal::SecondPersonNeeded => Some(Kind::SecondPersonNeeded),
            Refusal::ReasonNeeded => Some(Kind::Required),
            _ => None,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal.kind() {
            Some(kind) => kind.into(),
            None => {
                Problem { refusal: refusal.code().to_owned(), ..Problem::new(Kind::MarketRefusal) }
            }
        }
    }
}
