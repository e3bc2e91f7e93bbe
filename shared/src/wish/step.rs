//! The steps, with all that the rules need to know.

use serde::{Deserialize, Serialize};

use super::{
    reason::{
        DeclineReason, DisputeReason, InfoReason, Office, ReleaseReason, RemoveReason, UnmetReason,
    },
    state::Part,
    step_name::StepName,
};
use crate::{
    helper::HelperClass,
    id::{PersonId, WishId},
    time::Millis,
};

/// A step as it is taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// With the office where there is a right to it besides.
    Approve {
        by: PersonId,
        entitled: Option<Office>,
    },
    AskInfo {
        reason: InfoReason,
        question: String,
    },
    InfoLapsed,
    Answer,
    Decline {
        reason: DeclineReason,
        words: String,
    },
    ProposeMerge {
        into: WishId,
        by: PersonId,
    },
    AgreeMerge,
    RefuseMerge,
    Claim {
        by: PersonId,
        class: HelperClass,
    },
    Offer {
        to: PersonId,
        class: HelperClass,
        by: PersonId,
        urgent: bool,
    },
    Split {
        parts: Vec<Part>,
    },
    RefuseOffer,
    OfferLapsed,
    Promise {
        at: Millis,
    },
    /// The helper called, and nobody answered.
    CallInVain,
    AutoRelease,
    Release {
        reason: ReleaseReason,
        hand_over: String,
    },
    /// To a colleague of the same team or shop, who is asked.
    HandOver {
        to: PersonId,
        words: String,
    },
    /// Yes: from now on it is theirs.
    TakeOver {
        by: PersonId,
    },
    /// No; or the helper goes on after all.
    RefuseHandOver {
        by: PersonId,
    },
    /// The goods are on their way.
    Send,
    /// The goods are there.
    Receive {
        by_poster: bool,
    },
    /// The helper says that the goods came back, and stops.
    SayReturned {
        words: String,
    },
    /// The goods did come back.
    Returned,
    AskLonger {
        until: Millis,
        words: String,
    },
    AgreeLonger,
    RefuseLonger,
    Extend {
        until: Millis,
    },
    Deliver {
        note: String,
    },
    /// The helper entered the right confirmation word.
    RightWord,
    /// The helper entered a wrong one.
    WrongWord,
    Confirm,
    ConfirmByCall {
        by: PersonId,
    },
    CallFailed {
        by: PersonId,
    },
    CloseUnconfirmed,
    Dispute {
        by: PersonId,
        reason: DisputeReason,
        words: String,
    },
    Settle {
        finding: Finding,
        words: String,
    },
    CannotBe {
        reason: UnmetReason,
        words: String,
    },
    Refer {
        office: Office,
        words: String,
        reply_by: Millis,
    },
    /// `again`: there is no answer yet, but by that day there will be.
    OfficeAnswered {
        words: String,
        again: Option<Millis>,
    },
    KeepOpen,
    Expire,
    Renew,
    Withdraw,
    AskRemoval {
        by: PersonId,
        secretary: bool,
        reason: RemoveReason,
        words: String,
    },
    AgreeRemoval {
        by: PersonId,
        secretary: bool,
    },
    RefuseRemoval,
    Appeal {
        words: String,
    },
    Restore {
        by: PersonId,
        words: String,
    },
    UpholdRemoval {
        by: PersonId,
        words: String,
    },
    /// By the poster once, by a secretary again.
    Reopen {
        by_poster: bool,
    },
    NewWord,
    /// The resident was asked some time after it came true: all is still well.
    FollowUpGood {
        words: String,
    },
    /// Something is wrong.
    FollowUpBad {
        by: PersonId,
        reason: DisputeReason,
        words: String,
    },
    FollowUpLapsed,
}

/// What a secretary finds about an objection.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "finding", rename_all = "snake_case", deny_unknown_fields)]
pub enum Finding {
    /// The same helper brings it to its end by then.
    GoOn {
        promised: Millis,
    },
    /// Others may claim it again.
    OpenAgain,
    /// It did come true.
    CameTrue,
    Unmet {
        reason: UnmetReason,
    },
}

impl Step {
    /// Which step it is.
    pub fn name(&self) -> StepName {
        match self {
            Step::Approve { .. } => StepName::Approve,
            Step::AskInfo { .. } => StepName::AskInfo,
            Step::InfoLapsed => StepName::InfoLapsed,
            Step::Answer => StepName::Answer,
            Step::Decline { .. } => StepName::Decline,
            Step::ProposeMerge { .. } => StepName::ProposeMerge,
            Step::AgreeMerge => StepName::AgreeMerge,
            Step::RefuseMerge => StepName::RefuseMerge,
            Step::Claim { .. } => StepName::Claim,
            Step::Offer { .. } => StepName::Offer,
            Step::Split { .. } => StepName::Split,
            Step::RefuseOffer => StepName::RefuseOffer,
            Step::OfferLapsed => StepName::OfferLapsed,
            Step::Promise { .. } => StepName::Promise,
            Step::CallInVain => StepName::CallInVain,
            Step::AutoRelease => StepName::AutoRelease,
            Step::Release { .. } => StepName::Release,
            Step::HandOver { .. } => StepName::HandOver,
            Step::TakeOver { .. } => StepName::TakeOver,
            Step::RefuseHandOver { .. } => StepName::RefuseHandOver,
            Step::Send => StepName::Send,
            Step::Receive { .. } => StepName::Receive,
            Step::SayReturned { .. } => StepName::SayReturned,
            Step::Returned => StepName::Returned,
            Step::AskLonger { .. } => StepName::AskLonger,
            Step::AgreeLonger => StepName::AgreeLonger,
            Step::RefuseLonger => StepName::RefuseLonger,
            Step::Extend { .. } => StepName::Extend,
            Step::Deliver { .. } => StepName::Deliver,
            Step::RightWord => StepName::RightWord,
            Step::WrongWord => StepName::WrongWord,
            Step::Confirm => StepName::Confirm,
            Step::ConfirmByCall { .. } => StepName::ConfirmByCall,
            Step::CallFailed { .. } => StepName::CallFailed,
            Step::CloseUnconfirmed => StepName::CloseUnconfirmed,
            Step::Dispute { .. } => StepName::Dispute,
            Step::Settle { .. } => StepName::Settle,
            Step::CannotBe { .. } => StepName::CannotBe,
            Step::Refer { .. } => StepName::Refer,
            Step::OfficeAnswered { .. } => StepName::OfficeAnswered,
            Step::KeepOpen => StepName::KeepOpen,
            Step::Expire => StepName::Expire,
            Step::Renew => StepName::Renew,
            Step::Withdraw => StepName::Withdraw,
            Step::AskRemoval { .. } => StepName::AskRemoval,
            Step::AgreeRemoval { .. } => StepName::AgreeRemoval,
            Step::RefuseRemoval => StepName::RefuseRemoval,
            Step::Appeal { .. } => StepName::Appeal,
            Step::Restore { .. } => StepName::Restore,
            Step::UpholdRemoval { .. } => StepName::UpholdRemoval,
            Step::Reopen { .. } => StepName::Reopen,
            Step::NewWord => StepName::NewWord,
            Step::FollowUpGood { .. } => StepName::FollowUpGood,
            Step::FollowUpBad { .. } => StepName::FollowUpBad,
            Step::FollowUpLapsed => StepName::FollowUpLapsed,
        }
    }
}
