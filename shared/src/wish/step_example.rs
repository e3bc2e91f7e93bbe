//! A step of each name, as somebody might take it: to find out what is possible now.

use super::{
    Part, Status, Wish,
    reason::{
        DeclineReason, DisputeReason, InfoReason, Office, ReleaseReason, RemoveReason, UnmetReason,
    },
    step::{Finding, Step},
    step_name::StepName,
};
use crate::{helper::HelperClass, id::PersonId, id::WishId, time::Millis};

/// The step as this person, secretary or not, might take it; nothing for what is no step of a
/// wish that is there.
#[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
pub fn example(
    name: StepName,
    wish: &Wish,
    (by, secretary): (PersonId, bool),
    now: Millis,
) -> Option<Step> {
    let words = String::new;
    let (class, soon) = (HelperClass::default(), now.after(Millis::HOUR));
    let later = wish.promised().unwrap_or(now).after(Millis::HOUR);
    Some(match name {
        StepName::Post => return None,
        StepName::Approve => Step::Approve { by, entitled: None },
        StepName::AskInfo => Step::AskInfo { reason: InfoReason::Other, question: words() },
        StepName::InfoLapsed => Step::InfoLapsed,
        StepName::Answer => Step::Answer,
        StepName::Decline => Step::Decline { reason: DeclineReason::Unclear, words: words() },
        StepName::ProposeMerge => Step::ProposeMerge { into: WishId::default(), by },
        StepName::AgreeMerge => Step::AgreeMerge,
        StepName::RefuseMerge => Step::RefuseMerge,
        StepName::Claim => Step::Claim { by, class },
        StepName::Offer => {
            Step::Offer { to: PersonId(uuid::Uuid::max()), class, by, urgent: false }
        }
        StepName::Split => Step::Split { parts: two_parts(now) },
        StepName::RefuseOffer => Step::RefuseOffer,
        StepName::OfferLapsed => Step::OfferLapsed,
        StepName::Promise => Step::Promise { at: soon },
        StepName::CallInVain => Step::CallInVain,
        StepName::AutoRelease => Step::AutoRelease,
        StepName::Release => Step::Release { reason: ReleaseReason::NotSaid, hand_over: words() },
        StepName::HandOver => {
            Step::HandOver { to: PersonId(uuid::Uuid::from_u128(1)), words: words() }
        }
        StepName::TakeOver => Step::TakeOver { by },
        StepName::RefuseHandOver => Step::RefuseHandOver { by },
        StepName::Send => Step::Send,
        StepName::Receive => Step::Receive { by_poster: by == wish.poster },
        StepName::SayReturned => Step::SayReturned { words: words() },
        StepName::Returned => Step::Returned,
        StepName::AskLonger => Step::AskLonger { until: later, words: words() },
        StepName::AgreeLonger => Step::AgreeLonger,
        StepName::RefuseLonger => Step::RefuseLonger,
        StepName::Extend => Step::Extend { until: later },
        StepName::Deliver => Step::Deliver { note: words() },
        StepName::RightWord => Step::RightWord,
        StepName::WrongWord => Step::WrongWord,
        StepName::Confirm => Step::Confirm,
        StepName::ConfirmByCall => Step::ConfirmByCall { by },
        StepName::CallFailed => Step::CallFailed { by },
        StepName::CloseUnconfirmed => Step::CloseUnconfirmed,
        StepName::Dispute => Step::Dispute { by, reason: DisputeReason::Other, words: words() },
        StepName::Settle => Step::Settle { finding: Finding::CameTrue, words: words() },
        StepName::CannotBe => Step::CannotBe { reason: UnmetReason::NotAvailable, words: words() },
        StepName::Refer => Step::Refer { office: Office::Other, words: words(), reply_by: soon },
        StepName::OfficeAnswered => Step::OfficeAnswered { words: words(), again: None },
        StepName::KeepOpen => Step::KeepOpen,
        StepName::Expire => Step::Expire,
        StepName::Renew => Step::Renew,
        StepName::Withdraw => Step::Withdraw,
        StepName::AskRemoval => {
            Step::AskRemoval { by, secretary, reason: RemoveReason::Other, words: words() }
        }
        StepName::AgreeRemoval => Step::AgreeRemoval { by, secretary },
        StepName::RefuseRemoval => Step::RefuseRemoval,
        StepName::Appeal => Step::Appeal { words: words() },
        StepName::Restore => Step::Restore { by, words: words() },
        StepName::UpholdRemoval => Step::UpholdRemoval { by, words: words() },
        StepName::Reopen => Step::Reopen { by_poster: by == wish.poster },
        StepName::NewWord => Step::NewWord,
        StepName::FollowUpGood => Step::FollowUpGood { words: words() },
        StepName::FollowUpBad => {
            Step::FollowUpBad { by, reason: DisputeReason::Other, words: words() }
        }
        StepName::FollowUpLapsed => Step::FollowUpLapsed,
    })
}

fn two_parts(at: Millis) -> Vec<Part> {
    let part = |id| Part { wish: WishId(uuid::Uuid::from_u128(id)), status: Status::Open, at };
    vec![part(1), part(2)]
}
