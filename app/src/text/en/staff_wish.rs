//! A wish that staff look after.

use shared::wish::{
    Actor, CallOutcome, DeskKind, DisputeReason, RemoveReason, StepName, UnmetReason,
};

use super::staff_steps::step;
use crate::text::staff_wish::{Asked, Fields, Found, StaffWish};

pub const STAFF_WISH: StaffWish = StaffWish {
    title: "Look after a wish",
    why,
    look: "First: why do you open it?",
    look_more: "You will see how to reach the resident. Your reason is written down, and the resident reads it.",
    reasons: &[
        "To call and ask",
        "To find a helper",
        "To look into an objection",
        "Checking how things are",
        "The resident called us",
        "To ask whether all is still well",
    ],
    other_reason: "Another reason",
    other_reason_hint: "A few words.",
    open: "Open it",
    opened: |reason| format!("Written down: you opened the contact. “{reason}”"),
    resident: "The resident",
    helper: "The helper",
    organisation: "Organisation",
    guest_of: "From a nearby community",
    call_resident: "Call the resident",
    call_helper: "Call the helper",
    facts: "This wish",
    when: "When it suits",
    route: "How a helper is found",
    promised: "Promised for",
    asks_until: "The helper asks for time until",
    sent_at: "Sent on",
    delivery_note: "The helper says",
    failed_calls: "Calls not answered",
    referred: "Passed on",
    dispute: "Somebody says it is not done",
    disputes: |reason| match reason {
        DisputeReason::NotDone => "Not done",
        DisputeReason::HalfDone => "Done in part, or broken again",
        DisputeReason::AskedForMoney => "Somebody asked for money",
        DisputeReason::Behaviour => "How somebody behaved",
        DisputeReason::Other => "Something else",
    },
    removal: "A colleague asks to take it down",
    appeal: "The resident says it should not be down",
    appeal_of: |reason, words| format!("Why it was taken down: {reason}. {words}"),
    removals: |reason| match reason {
        RemoveReason::Unsafe => "Not safe",
        RemoveReason::Fraud => "Looks like fraud",
        RemoveReason::Private => "Tells about a person",
        RemoveReason::Abuse => "Words that hurt",
        RemoveReason::Money => "About money",
        RemoveReason::Other => "Something else",
    },
    said_at: |minute| format!("Said {minute}"),
    history: "What happened",
    happened,
    steps: "What else you can do",
    nothing: "Nothing to do now",
    nothing_more: "Somebody is on it. If nothing is heard in time, it is on the desk again.",
    review: "To the review",
    step,
    again: "Look at this wish again",
    fields: Fields {
        helper: "Whom to ask",
        helper_hint: "Who can do it, lives near and has little in hand comes first.",
        fits: "can do this",
        near: "same grid",
        no_helpers: "There is nobody to ask yet.",
        in_hand: |count| match count {
            0 => "nothing in hand".into(),
            count => format!("{count} in hand"),
        },
        urgent: "Urgent: an answer at once",
        until: "Until which day",
        until_hint: "Once both sides agreed on the telephone.",
        outcome: "Did somebody answer?",
        outcomes: |outcome| match outcome {
            CallOutcome::Reached => {
                ("Yes, and it is done", "The wish has come true, confirmed by a call.")
            }
            CallOutcome::NotReached => ("No answer", "It is noted; call again in a day or two."),
        },
        reason: "Reason",
        unmet: |reason| match reason {
            UnmetReason::NotAvailable => "Nobody has what is needed",
            UnmetReason::OutOfScope => "Nothing neighbours can do",
            UnmetReason::Unsafe => "Not safe",
            UnmetReason::Entitled => "An office should do it",
            UnmetReason::NeedsDeliberation => "All have to talk about it",
        },
        finding: "What you found",
        findings: |found| match found {
            Found::GoOn => ("The same helper goes on", "With a new day."),
            Found::OpenAgain => ("Somebody else does it", "The wish waits again as it is."),
            Found::CameTrue => ("It did come true", "Noted as looked into by the office."),
            Found::Unmet => ("It cannot be", "The resident is told why."),
        },
        promised: "To be done by",
        replied: "Did the office answer?",
        replies: |replied| match replied {
            true => ("Yes", "Tell the resident what came of it, and it is done."),
            false => ("Not yet", "Tell the resident why, and agree on another day."),
        },
        asked: "What does the resident say?",
        answers: |it| match it {
            Asked::Good => ("All is well", "It is noted, and done."),
            Asked::Trouble => ("Something is wrong", "The secretary asks both sides."),
            Asked::NotReached => ("No answer", "It is noted; call again in a day or two."),
        },
        words: "In your words",
        words_if: "The resident can read it. Leave it empty if there is nothing to say.",
        words_poster: "The resident can read it.",
        words_public: "The resident and neighbours read it: no names, numbers or addresses.",
        words_staff: "Kept in the record.",
        words_both: "Both sides read it.",
        parts: [
            "First part",
            "Second part",
            "Third part",
            "Fourth part",
            "Fifth part",
            "Sixth part",
        ],
        part_stories: [
            "More about the first part",
            "More about the second part",
            "More about the third part",
            "More about the fourth part",
            "More about the fifth part",
            "More about the sixth part",
        ],
        part_kinds: [
            "Kind of the first part",
            "Kind of the second part",
            "Kind of the third part",
            "Kind of the fourth part",
            "Kind of the fifth part",
            "Kind of the sixth part",
        ],
        part_hint: "Everybody reads it: no names, numbers or addresses.",
        part_more: "One more part",
        consulted: "I talked to the resident, who knows",
        word_once: "Tell the resident in person or on the telephone. Shown only now; the old words no longer work.",
    },
};

fn why(kind: DeskKind) -> &'static str {
    match kind {
        DeskKind::Review | DeskKind::SecondReview => "It waits for a review.",
        DeskKind::Dispatch => "Please find somebody, and ask.",
        DeskKind::OfferStuck => {
            "Nobody said yes so far. Please decide whom to ask, or what else to do."
        }
        DeskKind::Matter => "Many homes need it. Is there a way for all at once?",
        DeskKind::Parts => {
            "It was split, and some parts did not come true or take long. Please talk to the resident."
        }
        DeskKind::Unclaimed => "Nobody took it on in a long time. Please talk to the resident.",
        DeskKind::ContactLate => "The helper has not called the resident yet. Please call and ask.",
        DeskKind::CalledInVain => {
            "The helper called and nobody answered. Please try another way, such as the door."
        }
        DeskKind::GoodsOnTheWay => {
            "Something was sent and not heard of, or is said to be back. Please ask both sides."
        }
        DeskKind::PromiseLate => "The promised day has come, and it is not done. Please call both.",
        DeskKind::ConfirmCall => {
            "The helper says it is done; the resident has not answered. Please call."
        }
        DeskKind::CloseUnconfirmed => "Several calls were not answered. Please decide.",
        DeskKind::Dispute => {
            "Somebody says it is not done. Please ask both sides, then write what you found."
        }
        DeskKind::ReplyDue => {
            "An office was to answer by now. Please call it, and tell the resident."
        }
        DeskKind::FollowUp => {
            "It came true a while ago. Please call or visit, and ask whether all is still well."
        }
        DeskKind::Appeal => {
            "The resident says it should not be down. You had no part in it: please call, and decide."
        }
        DeskKind::Removal => "A colleague asks to take it down. Another person has to agree.",
        DeskKind::Application | DeskKind::Report | DeskKind::Thanks | DeskKind::Market => "",
    }
}

#[expect(clippy::too_many_lines, reason = "one line for each step")]
fn happened(what: StepName, by: Actor) -> &'static str {
    match what {
        StepName::Post => "Sent in",
        StepName::Approve => "Accepted",
        StepName::AskInfo => "The resident was asked something",
        StepName::InfoLapsed => "Taken back, as there was no answer",
        StepName::Answer => "The resident answered",
        StepName::Decline => "Not accepted",
        StepName::ProposeMerge => "Proposed to join it with another",
        StepName::AgreeMerge => "The resident agreed to join it",
        StepName::RefuseMerge if by == Actor::Time => {
            "No answer came in time, so it stays on its own"
        }
        StepName::RefuseMerge => "The resident wanted it on its own",
        StepName::Claim => "Somebody took it on",
        StepName::Split => "Split into parts",
        StepName::Offer => "A neighbour was asked",
        StepName::RefuseOffer => "That neighbour could not",
        StepName::OfferLapsed => "That neighbour did not answer",
        StepName::Promise => "A day was agreed on",
        StepName::CallInVain => "The helper called and nobody answered",
        StepName::AutoRelease => "Nothing was heard; it waits again",
        StepName::Release => "The helper gave it back",
        StepName::HandOver => "The helper asked a colleague to go on",
        StepName::TakeOver => "A colleague went on with it",
        StepName::RefuseHandOver => "It stayed with the helper",
        StepName::Send => "The things were sent",
        StepName::Receive => "The things arrived",
        StepName::SayReturned => "The helper says the things came back",
        StepName::Returned => "The things came back; it waits again",
        StepName::AskLonger => "The helper asked for more days",
        StepName::AgreeLonger => "The resident agreed to more days",
        StepName::RefuseLonger => "The resident kept the day",
        StepName::Extend => "Both were called; another day",
        StepName::Deliver => "The helper says it is done",
        StepName::RightWord => "The words were right: done",
        StepName::WrongWord => "The words were wrong",
        StepName::Confirm => "The resident confirmed it",
        StepName::ConfirmByCall => "The resident confirmed it on the telephone",
        StepName::CallFailed => "A call was not answered",
        StepName::CloseUnconfirmed => "Closed, as nobody could be reached",
        StepName::Dispute if by == Actor::Poster => "The resident says it is not done",
        StepName::Dispute => "The office says it is not done",
        StepName::Settle => "It was looked into",
        StepName::CannotBe => "It could not be",
        StepName::Refer => "Passed on to an office",
        StepName::OfficeAnswered => "The office was asked, and the resident told",
        StepName::KeepOpen => "Looked at again; it keeps waiting",
        StepName::Expire => "It ended",
        StepName::Renew => "The resident renewed it",
        StepName::Withdraw => "The resident took it back",
        StepName::AskRemoval => "Somebody asked to take it down",
        StepName::AgreeRemoval => "Taken down",
        StepName::RefuseRemoval => "Not taken down",
        StepName::Appeal => "The resident says it should not be down",
        StepName::Restore => "Another person looked, and it is back",
        StepName::UpholdRemoval => "Another person looked, and it stays down",
        StepName::Reopen if by == Actor::Poster => "The resident tries once more",
        StepName::Reopen => "Opened again",
        StepName::NewWord => "New confirmation words",
        StepName::FollowUpGood => "Asked again: all is well",
        StepName::FollowUpBad => "Asked again: something is wrong",
        StepName::FollowUpLapsed => "Nobody could be asked in time",
    }
}
