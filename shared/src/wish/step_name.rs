//! What the steps are called. Who may take which is in [`crate::policy`].

use crate::codes::codes;

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
