//! Who may do what about markets: the second gate, by what is touched. What the state and the
//! clock say about it, the steps say.

use super::{
    sign_up::SignUp,
    sign_up_step::SignUpStepName,
    stall::{Stall, StallStepName},
    state::{Market, MarketKind},
    step::MarketStepName,
};
use crate::{
    codes::codes,
    policy::{Caller, Role},
};

codes! {
    /// What somebody is to a market.
    Part {
        /// Who holds it, or looks after it in that place.
        Organiser = "organiser",
        /// Decides what becomes public, and is not who holds it.
        Reviewer = "reviewer",
        Secretary = "secretary",
        /// Whose stall it is.
        Provider = "provider",
        /// Whose sign-up it is.
        Attendee = "attendee",
        Time = "time",
    }
}

/// What the caller is to a market, and to a stall and a sign-up of it.
pub fn parts(
    caller: &Caller,
    market: &Market,
    stall: Option<&Stall>,
    sign_up: Option<&SignUp>,
) -> Vec<Part> {
    let at = |wanted: fn(Role) -> bool| caller.holds_at(&market.path, wanted);
    let own = caller.id == market.organiser;
    let holds = [
        (at(|it| it == Role::Organiser), Part::Organiser),
        (at(Role::reviews) && !own, Part::Reviewer),
        (at(|it| it == Role::Secretary) && !own, Part::Secretary),
        (stall.is_some_and(|it| it.provider == caller.id), Part::Provider),
        (sign_up.is_some_and(|it| it.who.account == caller.id), Part::Attendee),
    ];
    holds.into_iter().filter(|(holds, _)| *holds).map(|(_, part)| part).collect()
}

/// Which parts may take a step of a market. That it is not the same person twice, the step says.
pub fn market_step_for(step: MarketStepName) -> &'static [Part] {
    use MarketStepName as N;
    match step {
        N::Submit | N::Discard | N::AskChange | N::Start | N::Close | N::WriteSummary => {
            &[Part::Organiser]
        }
        N::SendBack | N::Publish | N::AgreeChange | N::ReturnSummary | N::SignSummary => {
            &[Part::Reviewer]
        }
        N::RefuseChange => &[Part::Organiser, Part::Reviewer],
        N::StartByTime | N::CloseByTime | N::Archive => &[Part::Time],
    }
}

/// Which parts may take a step of a stall.
pub fn stall_step_for(step: StallStepName) -> &'static [Part] {
    use StallStepName as N;
    match step {
        N::Apply | N::Confirm | N::Withdraw => &[Part::Provider],
        // The only organiser of a place may have entered the stall.
        N::SeeProof => &[Part::Organiser, Part::Reviewer],
        N::ShortlistYes | N::ShortlistNo | N::Accept | N::Reject | N::Cancel => &[Part::Organiser],
        N::Restart => &[Part::Organiser],
        N::AskAgain | N::Lapse => &[Part::Time],
    }
}

/// Whether it is the provider's own step.
pub fn is_of_provider(step: StallStepName) -> bool {
    stall_step_for(step).contains(&Part::Provider)
}

/// Which parts may take a step of a sign-up. Where nobody knows who comes but the provider, the
/// provider does what the organiser does elsewhere.
pub fn sign_up_step_for(step: SignUpStepName, kind: MarketKind) -> &'static [Part] {
    use SignUpStepName as N;
    let desk: &[Part] = match kind.is_confidential() {
        true => &[Part::Provider],
        false => &[Part::Organiser],
    };
    match step {
        N::Join
        | N::Accept
        | N::Decline
        | N::Keep
        | N::Coming
        | N::Cancel
        | N::Object
        | N::Appeal => &[Part::Attendee],
        N::Admit
        | N::TurnDown
        | N::Earlier
        | N::UndoCheckIn
        | N::CheckOut
        | N::ConfirmHours
        | N::NoShow
        | N::Settle => desk,
        // The resident scans the code at the place.
        N::CheckIn if kind.is_confidential() => &[Part::Provider, Part::Attendee],
        N::CheckIn => &[Part::Organiser, Part::Attendee],
        N::Serve if kind.is_confidential() => &[Part::Provider],
        N::Serve => &[Part::Organiser, Part::Provider],
        N::SettleAppeal => &[Part::Secretary],
        N::Promote
        | N::Offer
        | N::OfferLapsed
        | N::AdmitByTime
        | N::AskAgain
        | N::CancelAll
        | N::NoShowByTime => &[Part::Time],
    }
}

/// Organisers of a place hold markets there.
pub fn may_hold_market(caller: &Caller, path: &str) -> bool {
    caller.holds_at(path, |it| it == Role::Organiser)
}

/// Who calls the numbers of a stall: whoever offers it, and the organisers of the place.
pub fn may_hold_queue(caller: &Caller, market: &Market, stall: &Stall) -> bool {
    let mine = parts(caller, market, Some(stall), None);
    mine.contains(&Part::Provider) || mine.contains(&Part::Organiser)
}

/// Names and last digits of those who signed up: for the provider of the stall, and for the
/// organiser, who must not see them where they are told to the provider alone.
pub fn may_see_sign_ups(caller: &Caller, market: &Market, stall: &Stall) -> bool {
    let mine = parts(caller, market, Some(stall), None);
    let organises = mine.contains(&Part::Organiser) && !market.kind.is_confidential();
    mine.contains(&Part::Provider) && stall.is_public() || organises
}

/// Who checks people in, and whatever goes with it: the organiser; and where nobody else knows who
/// comes, the provider, at the own stalls.
pub fn may_check_in(caller: &Caller, market: &Market, stall: Option<&Stall>) -> bool {
    let mine = parts(caller, market, stall, None);
    sign_up_step_for(SignUpStepName::CheckIn, market.kind).iter().any(|it| mine.contains(it))
        && stall.is_none_or(Stall::is_public)
}

/// What is not public yet: for its organiser and for who reviews it.
pub fn may_see_draft(caller: &Caller, market: &Market) -> bool {
    let mine = parts(caller, market, None, None);
    mine.contains(&Part::Organiser) || mine.contains(&Part::Reviewer)
}
