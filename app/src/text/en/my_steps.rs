//! One's own wish: what can be done, what happened, and how it ended.

use shared::wish::{Actor, InfoReason, RemoveReason, StepName};

use crate::text::my_steps::{MySteps, Outcome, Telling};

pub const MY_STEPS: MySteps = MySteps {
    history,
    line: |day, says| format!("{day}: {says}"),
    usual_title: "How long it usually takes",
    usual: |it| {
        format!(
            "Wishes like this are usually taken on {} and done {} ({} wishes counted).",
            within(it.claimed_days),
            within(it.fulfilled_days),
            it.cases
        )
    },
    promised: |day| format!("To be done by {day}"),
    question: "The office has a question",
    question_about: |reason| match reason {
        InfoReason::What => "We are not sure what exactly you need.",
        InfoReason::When => "We would like to know when it suits.",
        InfoReason::Where => "We would like to know where.",
        InfoReason::Consent => "We would like to know whether the person agreed.",
        InfoReason::Other => "Something is not clear yet.",
    },
    question_by: |day| {
        format!("Please answer by {day}. After that the wish is taken back; you may make it again.")
    },
    answer: "Send it again",
    answered: "Thank you. The office looks again.",
    parts_more: "Each part is done by itself. Open it to confirm it. The two words are the same for all.",
    sent: |day| format!("The things were sent {day}"),
    sent_more: "Please say so when you have them, or if they went back.",
    received: "I have them",
    received_done: "Good: it came true.",
    returned: "They went back",
    returned_done: "Noted. It waits for others again.",
    longer: |day| format!("Your helper asks for time until {day}"),
    longer_yes: "Yes, that is fine",
    longer_no: "No, keep the day",
    longer_agreed: "We have told your helper.",
    longer_refused: "The day stays as it was.",
    merge: "A neighbour has the same wish",
    merge_more: "As one wish it is done in one go, and you hear how it ends too. You may also say no.",
    merge_yes: "Yes, make it one",
    merge_no: "No, on its own",
    merged: "They are one wish now.",
    merge_refused: "The office looks at your wish on its own.",
    not_done: "Not done",
    dispute: "What was not done?",
    dispute_more: "The branch secretary looks into it and answers you. \
                   Nobody else gets your contact.",
    dispute_reason: "What is it",
    dispute_words: "In your words",
    dispute_hint: "Such as: the tap was changed, and drips again",
    dispute_send: "Tell the office",
    disputed: "The office is looking into it.",
    renew: "Renew, keep waiting",
    renew_more: "One tap, nothing to write.",
    renewed: "It keeps waiting for someone.",
    reopen: "Try once more",
    reopen_sure: "Try once more?",
    reopen_more: "It waits for someone again, with new words. This can be done once.",
    reopen_form: Telling {
        words: "Why once more",
        hint: "Such as: it broke again",
        send: "Let it wait again",
        done: "Your wish is waiting again",
    },
    reopened: "Your wish is waiting again",
    reopened_more: "The old words no longer work. Please keep the new ones.",
    appeal: "It should not be down",
    appeal_sure: "Should it not be down?",
    appeal_more: "Say why in a sentence. A colleague who had no part in it looks, and you are told. \
                  This can be done once.",
    appeal_form: Telling {
        words: "Why it should not be down",
        hint: "Such as: it is about my own home and nobody else",
        send: "Ask them to look again",
        done: "Sent. Another colleague looks at it.",
    },
    outcome: Outcome {
        fulfilled: "It came true",
        fulfilled_more: |who, until| {
            format!("Known because: {who}. If it was not done after all, say so by {until}.")
        },
        asked: |who, by| {
            format!(
                "Known because: {who}. By {by} the office calls and asks how it is now. \
                 If something is wrong, tell them."
            )
        },
        unconfirmed: "It was closed",
        unconfirmed_more: |until| {
            format!(
                "Your helper says it is done; we could not reach you. If it is not, say so by {until}."
            )
        },
        fulfilled_over: |who| format!("Known because: {who}."),
        unconfirmed_over: "Your helper says it is done; we could not reach you.",
        over: "If you still need it, wish again.",
        removed_over: |phone| format!("To ask why, please call {phone}."),
        unmet: "It was not possible this time",
        reopen_until: |until| format!("You may try once more until {until}."),
        referred: |office| format!("It went to: {office}"),
        referred_more: |day| format!("You get an answer by {day}. If not, we ask for it."),
        referred_late: "That day has passed without an answer. The office is asking for it, and tells you.",
        referred_answered: "The office has answered; what it says stands below.",
        entitled: |office| format!("You may have a right to this, from: {office}"),
        entitled_more: "Your wish waits for neighbours all the same. Please call us as well: \
                        we tell you what to bring, how to apply, and can come with you.",
        merged: "It is one with a neighbour's wish",
        merged_more: "When that one is done, yours is too. You will hear how it ends.",
        merged_fulfilled: "That one came true, and yours with it. If not at your home, wish again.",
        merged_unconfirmed: "That one was closed without an answer. If you still need it, wish again.",
        merged_ended: "That one came to nothing here. If you still need it, wish again.",
        to_merged: "See that wish",
        lapsed: "It was taken back, as there was no answer",
        lapsed_more: "You may send it again at any time.",
        withdrawn: "You took it back",
        withdrawn_more: "Neighbours no longer see it. You may make another at any time.",
        expired: "It ended; nobody took it on",
        expired_more: |until| format!("Still needed? One tap renews it until {until}."),
        removed: "It was taken down",
        remove: |reason| match reason {
            RemoveReason::Unsafe => "It would not be safe.",
            RemoveReason::Fraud => "It looks like fraud.",
            RemoveReason::Private => "It told what others should not read.",
            RemoveReason::Abuse => "It had words that hurt.",
            RemoveReason::Money => "It asked for money.",
            RemoveReason::Other => "The office had another reason.",
        },
        removed_more: |until| {
            format!("If it should not be down, say so by {until}; a colleague looks again.")
        },
        appeal_waits: "You said that it should not be down. A colleague who had no part in it \
                       looks, and you are told.",
        appeal_upheld: |phone| {
            format!("Another colleague looked too, and it stays down. To talk, call {phone}.")
        },
    },
};

fn within(days: i64) -> String {
    match days {
        ..=0 => "on the same day".into(),
        1 => "within a day".into(),
        days => format!("within {days} days"),
    }
}

#[expect(clippy::too_many_lines, reason = "one line for each step")]
fn history(what: StepName, by: Actor) -> &'static str {
    match what {
        StepName::Post => "you sent it",
        StepName::Approve => "checked and accepted",
        StepName::AskInfo => "the office asked you something",
        StepName::InfoLapsed => "taken back, as there was no answer",
        StepName::Answer => "you answered",
        StepName::Decline => "not accepted",
        StepName::ProposeMerge => "the office found a wish for the same",
        StepName::AgreeMerge => "you agreed to make it one",
        StepName::RefuseMerge if by == Actor::Time => {
            "no answer came in time, so it stays on its own"
        }
        StepName::RefuseMerge => "you wanted it on its own",
        StepName::Claim => "someone took it on",
        StepName::Split => "the office split it into parts, as agreed",
        StepName::Offer => "the grid worker asked a neighbour",
        StepName::RefuseOffer => "that neighbour cannot this time",
        StepName::OfferLapsed => "that neighbour did not answer",
        StepName::Promise => "your helper agreed on a day with you",
        StepName::CallInVain => "the helper called and did not reach you",
        StepName::AutoRelease => "nothing was heard; it waits again",
        StepName::Release => "your helper gave it back",
        StepName::HandOver => "your helper asked a colleague to go on",
        StepName::TakeOver => "a colleague went on with it",
        StepName::RefuseHandOver => "it stayed with your helper",
        StepName::Send => "the things were sent to you",
        StepName::Receive => "the things arrived",
        StepName::SayReturned => "your helper says the things came back",
        StepName::Returned => "the things went back; it waits again",
        StepName::AskLonger => "your helper asked for more days",
        StepName::AgreeLonger => "you agreed to more days",
        StepName::RefuseLonger => "you kept the day",
        StepName::Extend => "the grid worker called both and changed the day",
        StepName::Deliver => "your helper says it is done",
        StepName::RightWord => "the words were right: done",
        StepName::Confirm => "you said it is done",
        StepName::ConfirmByCall => "you said so on the telephone",
        StepName::CallFailed => "the office called and did not reach you",
        StepName::CloseUnconfirmed => "closed, as you could not be reached",
        StepName::Dispute if by == Actor::Poster => "you said it is not done",
        StepName::Dispute => "the office says it is not done",
        StepName::Settle => "the office has looked into it",
        StepName::CannotBe => "not possible this time",
        StepName::Refer => "passed on to an office",
        StepName::OfficeAnswered => "staff asked the office, and told you",
        StepName::KeepOpen => "looked at again; it keeps waiting",
        StepName::Expire => "it ended",
        StepName::Renew => "you renewed it",
        StepName::Withdraw => "you took it back",
        StepName::AgreeRemoval => "taken down",
        StepName::Appeal => "you said it should not be down",
        StepName::Restore => "another colleague looked, and it is back",
        StepName::UpholdRemoval => "another colleague looked, and it stays down",
        StepName::Reopen if by == Actor::Poster => "you asked to try once more",
        StepName::Reopen => "opened again by the office",
        StepName::NewWord => "new words were made",
        StepName::FollowUpGood => "the office asked how it is now; you said all is well",
        StepName::FollowUpBad => "the office asked how it is now; you said something is wrong",
        StepName::FollowUpLapsed => "the office wanted to ask how it is now, and did not reach you",
        StepName::WrongWord | StepName::AskRemoval | StepName::RefuseRemoval => "",
    }
}
