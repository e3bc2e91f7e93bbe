//! Helpers: a day, more days, giving back, answering the grid worker.

use shared::wish::{DisputeReason, ReleaseReason};

use crate::text::promising::Promising;

pub const PROMISING: Promising = Promising {
    call_by: |due| format!("Please call {due} and agree on a day"),
    call_more: "If nothing is heard for too long, the wish goes back to everyone.",
    done_by: |day| format!("To be done by {day}"),
    done_more: "Until then you may hand it back at any time; that is no fault.",
    late_back: "The promised day has passed, so handing it back now is noted. If that is often, \
                for some time you only take what a grid worker offers.",
    in_vain: "Nobody answered",
    in_vain_more: "One tap: the resident gets a message, and a grid worker helps to find them.",
    in_vain_done: "Noted. The resident gets a message, and a grid worker helps. Try again tomorrow.",
    late: |day| format!("The promised day ({day}) has passed"),
    late_more: "If it is done, enter the words. If not, please call. The grid worker will ask too.",
    called: "I have called",
    called_more: "Choose the day you agreed on. The resident will see it.",
    day: "Done by",
    day_hint: "A day means: by nine in the evening of that day.",
    later: "Later days",
    promise: "Promise this day",
    promised: "Promised. The resident knows.",
    send: "I have sent it",
    send_more: "Press this once it is on its way or at the door. The resident will see it.",
    send_done: "Noted. The resident knows.",
    sent: |day| format!("You sent it {day}"),
    sent_more: "It is done when the resident has it. If it came back, say so; the office will check.",
    back: "It came back",
    back_done: "Noted. When the resident or the office agree, it waits for others.",
    back_waits: "You said that it came back. The resident or the office will check.",
    longer: "I need some more days",
    longer_sure: "Until which day?",
    longer_more: "This can be asked once, and the resident has to agree.",
    longer_day: "Until",
    longer_words: "Why it takes longer",
    longer_hint: "Such as: the part comes on Friday",
    longer_ask: "Ask the resident",
    longer_asked: |day| format!("You asked for time until {day}. The resident will answer."),
    claim_part: |title| format!("I will do: {title}"),
    offered: "The grid worker asks you",
    offered_more: |due| format!("Please answer {due}. If you cannot, just say so."),
    take: "Yes, I will do it",
    taken: "It is in your hands. Please call and agree on a day.",
    refuse: "Not this time",
    refused: "The grid worker will find another way",
    refused_more: "Thank you for telling us. It is no fault.",
    disputed: "The office is looking into it",
    disputed_more: "Somebody says it is not done. The secretary will call you; you need do nothing.",
    reason: "Because",
    release: |reason| match reason {
        ReleaseReason::NotSaid => "I would rather not say",
        ReleaseReason::NoTime => "I cannot find the time",
        ReleaseReason::Ill => "I am not well",
        ReleaseReason::TooHard => "It is harder than it looked",
        ReleaseReason::NotReached => "Nobody answers",
        ReleaseReason::SomethingElse => "It is not what was written",
        ReleaseReason::Unsafe => "It is not safe",
    },
    dispute: |reason| match reason {
        DisputeReason::NotDone => "It was not done at all",
        DisputeReason::HalfDone => "Half done, or broken again",
        DisputeReason::AskedForMoney => "Somebody asked for money",
        DisputeReason::Behaviour => "Somebody behaved badly",
        DisputeReason::Other => "Something else",
    },
    fair: "For a while, the grid worker arranges",
    fair_more: |lapses, until| {
        format!(
            "{lapses} wishes ran out of time. Until {until} you take on what the grid worker offers. It ends by itself; nobody else sees this."
        )
    },
    trade: "Mains, gas and heights are for licensed hands. If you meet them, hand it back with a word.",
    guest: |home| {
        format!(
            "You help in a neighbour community ({home}). This wish has waited for some days, so you may help too."
        )
    },
    guest_later: |home| {
        format!(
            "You help in a neighbour community ({home}). People of this one come first; if nobody takes it on, it is your turn."
        )
    },
};
