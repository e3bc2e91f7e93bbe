//! What any neighbour can do: join a wish, or say that something is wrong.

use shared::wish::ReportReason;

use crate::text::neighbours::{Joining, Reporting};

pub const JOINING: Joining = Joining {
    title: "I need this too",
    more: "No need to wish it again. Others see how many homes there are, not which. \
           When there are many, the office looks for a way for all.",
    yes: "Count me in",
    no: "Count me out",
    joined: |joiners| match joiners {
        ..=1 => "You are counted".into(),
        joiners => format!("With you, {joiners} homes"),
    },
    joined_more: "You may change your mind at any time.",
    left: "You are no longer counted.",
    back: "Back to the wish",
    over: "Someone is on it already; nothing to add.",
};

pub const REPORTING: Reporting = Reporting {
    title: "Something is wrong",
    more: "Only staff can see who says so. You get an answer.",
    about: "It is about this wish",
    reason: "What is wrong",
    reasons: |reason| match reason {
        ReportReason::Private => ("It tells about a person", "A name, a number, an address"),
        ReportReason::Money => ("It asks for money", "Loans, transfers, payment codes"),
        ReportReason::Fraud => ("It looks like fraud", ""),
        ReportReason::Abuse => ("It hurts someone", "Insults or mockery"),
        ReportReason::Unsafe => ("It is not safe", "Somebody could come to harm"),
        ReportReason::Other => ("Something else", ""),
    },
    words: "Anything to add",
    words_hint: "It helps us to understand.",
    send: "Tell the office",
    sent: "Thank you, we have it",
    sent_more: "You get an answer within five working days, under “Mine”.",
    urgent: |phone| format!("If it is urgent, please call {phone}."),
};
