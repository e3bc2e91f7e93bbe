//! A step of each name, as somebody might take it: to find out what is possible now.

use super::{
    sign_up::Arrival,
    sign_up_step::{SignUpStep, SignUpStepName},
    slot::SlotTimes,
    stall::{StallStep, StallStepName},
    state::{CancelReason, Market, Proposal},
    step::{MarketStep, MarketStepName},
    summary::SummaryFigures,
};
use crate::{id::PersonId, time::Millis};

/// Words where some are needed.
fn words() -> String {
    "…".to_owned()
}

/// The step of a market as this person might take it.
pub fn market_example(name: MarketStepName, market: &Market, by: PersonId) -> MarketStep {
    use MarketStepName as N;
    match name {
        N::Submit => MarketStep::Submit { by },
        N::SendBack => MarketStep::SendBack { words: words() },
        N::Publish => MarketStep::Publish { by },
        N::Discard => MarketStep::Discard,
        N::AskChange => {
            let proposal = Proposal::Cancel { reason: CancelReason::Weather, words: words() };
            MarketStep::AskChange { by, proposal }
        }
        N::AgreeChange => MarketStep::AgreeChange { by },
        N::RefuseChange => MarketStep::RefuseChange,
        N::Start => MarketStep::Start { by },
        N::StartByTime => MarketStep::StartByTime,
        N::Close => MarketStep::Close,
        N::CloseByTime => MarketStep::CloseByTime,
        N::WriteSummary => MarketStep::WriteSummary { by, words: words(), reason: words() },
        N::ReturnSummary => MarketStep::ReturnSummary,
        N::SignSummary => {
            let figures = market.figures().cloned().unwrap_or_else(SummaryFigures::default);
            MarketStep::SignSummary { by, figures }
        }
        N::Archive => MarketStep::Archive,
    }
}

/// The step of a stall as this person might take it; nothing for what is no step of one that is
/// there.
pub fn stall_example(name: StallStepName, by: PersonId) -> Option<StallStep> {
    use StallStepName as N;
    Some(match name {
        N::Apply => return None,
        N::SeeProof => StallStep::SeeProof { by },
        N::ShortlistYes => StallStep::Shortlist { yes: true },
        N::ShortlistNo => StallStep::Shortlist { yes: false },
        N::Accept => StallStep::Accept,
        N::Reject => StallStep::Reject { words: words() },
        N::Confirm => StallStep::Confirm,
        N::AskAgain => StallStep::AskAgain,
        N::Withdraw => StallStep::Withdraw,
        N::Lapse => StallStep::Lapse,
        N::Cancel => StallStep::Cancel { words: words() },
        N::Restart => StallStep::Restart,
    })
}

/// The step of a sign-up as this person might take it; nothing for what is no step of one that is
/// there.
pub fn sign_up_example(
    name: SignUpStepName,
    (by, times): (PersonId, &SlotTimes),
    now: Millis,
) -> Option<SignUpStep> {
    use SignUpStepName as N;
    let came = Arrival { at: now, device: None };
    let until = now.after(Millis::MINUTE).min(times.last_call());
    Some(match name {
        N::Join => return None,
        N::Promote => SignUpStep::Promote,
        N::Offer => SignUpStep::Offer { until },
        N::Accept => SignUpStep::Accept,
        N::Decline => SignUpStep::Decline,
        N::OfferLapsed => SignUpStep::OfferLapsed,
        N::Admit => SignUpStep::Admit,
        N::AdmitByTime => SignUpStep::AdmitByTime,
        N::TurnDown => SignUpStep::TurnDown,
        N::AskAgain => SignUpStep::AskAgain,
        N::Keep => SignUpStep::Keep,
        N::Coming => SignUpStep::Coming,
        N::Cancel => SignUpStep::Cancel,
        N::CancelAll => SignUpStep::CancelAll,
        N::CheckIn => SignUpStep::CheckIn { came },
        N::Earlier => {
            let came = Arrival { at: times.starts_at.after(-Millis::HOUR), device: None };
            SignUpStep::Earlier { came }
        }
        N::UndoCheckIn => SignUpStep::UndoCheckIn,
        N::Serve => SignUpStep::Serve,
        N::CheckOut => SignUpStep::CheckOut { at: now },
        N::ConfirmHours => SignUpStep::ConfirmHours { by },
        N::NoShow => SignUpStep::NoShow { by },
        N::NoShowByTime => SignUpStep::NoShowByTime,
        N::Object => SignUpStep::Object,
        N::Settle => SignUpStep::Settle { by, came: true },
        N::Appeal => SignUpStep::Appeal,
        N::SettleAppeal => SignUpStep::SettleAppeal { by, came: true },
    })
}
