//! The steps, with all that the rules need to know. Who may take which is in [`crate::policy`].

use serde::{Deserialize, Serialize};

use super::{
    reason::{
        DeclineReason, DisputeReason, InfoReason, Office, ReleaseReason, RemoveReason, UnmetReason,
    },
    state::Part,
};
use crate::{
    codes::codes,
    helper::HelperClass,
    id::{PersonId, WishId},
    time::Millis,
};

codes! {
    /// What can happen to a wish, with the rule of the specification that allows it.
    StepName {
        /// 1
        Post = "wish.post",
        /// 2
        Approve = "wish.approve",
        /// 3
        AskInfo = "wish.ask_info",
        /// 3, by time
        InfoLapsed = "wish.info_lapsed",
        /// 4
        Answer = "wish.answer",
        /// 5
        Decline = "wish.decline",
        /// 5
        ProposeMerge = "wish.propose_merge",
        /// 5
        AgreeMerge = "wish.agree_merge",
        /// 5
        RefuseMerge = "wish.refuse_merge",
        /// 6, and 8 where it was offered
        Claim = "wish.claim",
        /// 7
        Offer = "wish.offer",
        /// Staff split it into parts
        Split = "wish.split",
        /// 9
        RefuseOffer = "wish.refuse_offer",
        /// 9, by time
        OfferLapsed = "wish.offer_lapsed",
        /// 10
        Promise = "wish.promise",
        /// Before 10: the helper called, and nobody answered
        CallInVain = "wish.call_in_vain",
        /// 11 and 14, by time
        AutoRelease = "wish.auto_release",
        /// 12
        Release = "wish.release",
        /// A helper of a team asks a colleague to go on with it
        HandOver = "wish.hand_over",
        /// The colleague says yes
        TakeOver = "wish.take_over",
        /// The colleague says no, or the helper goes on after all
        RefuseHandOver = "wish.refuse_hand_over",
        /// 12, goods are on their way
        Send = "wish.send",
        /// 12, and have arrived
        Receive = "wish.receive",
        /// 12, or came back, as the helper says
        SayReturned = "wish.say_returned",
        /// 12, as resident or staff agree
        Returned = "wish.returned",
        /// 13
        AskLonger = "wish.ask_longer",
        /// 13
        AgreeLonger = "wish.agree_longer",
        /// 13
        RefuseLonger = "wish.refuse_longer",
        /// 13, after a call by staff
        Extend = "wish.extend",
        /// 15
        Deliver = "wish.deliver",
        /// 15 and 16 in one
        RightWord = "wish.right_word",
        /// Before 15
        WrongWord = "wish.wrong_word",
        /// 16
        Confirm = "wish.confirm",
        /// 17
        ConfirmByCall = "wish.confirm_by_call",
        /// Before 18, and while it is asked after
        CallFailed = "wish.call_failed",
        /// 18
        CloseUnconfirmed = "wish.close_unconfirmed",
        /// 19
        Dispute = "wish.dispute",
        /// 20
        Settle = "wish.settle",
        /// 21
        CannotBe = "wish.cannot_be",
        /// 5 and 21
        Refer = "wish.refer",
        /// 5 and 21, what the office says, or by when it will
        OfficeAnswered = "wish.office_answered",
        /// 21, looked at and left open
        KeepOpen = "wish.keep_open",
        /// 22, by time
        Expire = "wish.expire",
        /// 22
        Renew = "wish.renew",
        /// 23
        Withdraw = "wish.withdraw",
        /// 24
        AskRemoval = "wish.ask_removal",
        /// 24
        AgreeRemoval = "wish.agree_removal",
        /// 24
        RefuseRemoval = "wish.refuse_removal",
        /// 24, the poster does not agree
        Appeal = "wish.appeal",
        /// 24, and is right
        Restore = "wish.restore",
        /// 24, and is not
        UpholdRemoval = "wish.uphold_removal",
        /// 25
        Reopen = "wish.reopen",
        /// The resident lost the confirmation word
        NewWord = "wish.new_word",
        /// Asked some time later: all is still well
        FollowUpGood = "wish.follow_up_good",
        /// Something is wrong, which is 19 however long ago it came true
        FollowUpBad = "wish.follow_up_bad",
        /// Nobody could be asked, by time
        FollowUpLapsed = "wish.follow_up_lapsed",
    }
}

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

impl StepName {
    /// Whether helpers take it.
    pub fn is_helpers(self) -> bool {
        matches!(
            self,
            StepName::Claim
                | StepName::RefuseOffer
                | StepName::Promise
                | StepName::CallInVain
                | StepName::Release
                | StepName::HandOver
                | StepName::TakeOver
                | StepName::RefuseHandOver
                | StepName::Send
                | StepName::SayReturned
                | StepName::AskLonger
                | StepName::Deliver
                | StepName::RightWord
                | StepName::WrongWord
        )
    }
}
