//! What any neighbour can do: join a wish, or say that something is wrong.

use shared::report::ReportReason;

use crate::text::neighbours::{Joining, NeighbourList, Reporting};

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
    joined_more: "You will hear how it ends, under “Mine”. You may change your mind at any time.",
    left: "You are no longer counted.",
    back: "Back to the wish",
    over: "Someone is on it already; nothing to add.",
};

pub const REPORTING: Reporting = Reporting {
    title: "Something is wrong",
    more: "Only staff can see who says so. You get an answer.",
    about: "It is about this",
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
    sent_more: "You get an answer under “Mine”.",
    urgent: |phone| format!("If it is urgent, please call {phone}."),
    back: "Back to where you were",
};

pub const NEIGHBOUR_LIST: NeighbourList = NeighbourList {
    title: "Neighbour communities",
    more: "If nobody here takes on a wish for some days, helpers of neighbour communities may.",
    desk_more: "Who may help here, and where we may help.",
    wanted: |days| match days {
        0 => "This is on: helpers of these communities may take on a wish as soon as it is public."
            .into(),
        days => format!(
            "This is on: what has waited {days} days, helpers of these communities may take on too."
        ),
    },
    not_wanted: "This is off: helpers of these communities cannot take on wishes here.",
    to_rules: "See the rules of the community",
    here: "Who may help here",
    here_none: "No other community was asked yet.",
    there: "Where we may help",
    there_more: "These communities call us a neighbour. Whether it is on there, and after how many days, they say.",
    there_none: "No other community has asked us yet.",
    there_wanted: |days| match days {
        0 => "Open there: our helpers may take on whatever is public.".into(),
        days => format!("Open there: our helpers may take on what has waited {days} days."),
    },
    there_closed: "Not open there now: our helpers may take on nothing yet.",
    since: |day| format!("Since {day}"),
    others: "Who else could be asked",
    others_none: "There are no other communities.",
    allow: "Ask for their help",
    allow_that: |name| format!("Ask for the help of {name}"),
    allow_sure: |name| format!("Let helpers of {name} help here?"),
    allow_more: "They may only take on what has waited for some days, and see name and phone once they have. Each look is noted, and shown to whoever wished.",
    allow_yes: "Yes, ask them",
    allowed: |name| format!("Helpers of {name} may help here now."),
    stop: "No longer",
    stop_that: |name| format!("No longer ask {name}"),
    stop_sure: |name| format!("No longer ask helpers of {name}?"),
    stop_more: "At once. What they have in hand and not done waits for others again, and they cannot see phone numbers any more.",
    stop_yes: "No longer ask them",
    stopped: |name| format!("Helpers of {name} do not help here any more."),
    read_only: "Who is asked, the administrator of the whole community says.",
};
