//! Around a visit to a market.

use shared::market::{HowWasIt, Objecting, TurnDownReason, UnseenReason};

use crate::text::visiting::{
    Absent, Approvals, Choosing, Helped, Here, Household, How, Left, Objections, OwnStalls, Place,
    Visiting,
};

pub const VISITING: Visiting = Visiting {
    approvals: APPROVALS,
    objections: OBJECTIONS,
    here: HERE,
    place: PLACE,
    absent: ABSENT,
    left: LEFT,
    helped: HELPED,
    how: HOW,
    choosing: CHOOSING,
    household: HOUSEHOLD,
    own_stalls: OwnStalls { title: "My stalls", day: "The day: who comes, and checking in" },
};

const HELPED: Helped = Helped {
    long: |hours, minutes| match (hours, minutes) {
        (0, minutes) => format!("You helped for {minutes} minutes. Thank you!"),
        (hours, minutes) => format!("You helped for {hours} h {minutes} min. Thank you!"),
    },
    confirmed: "The organiser has confirmed it, so it counts.",
    waits: "It counts once the organiser has confirmed it. Tell them if it is wrong.",
};

const APPROVALS: Approvals = Approvals {
    title: "Sign-ups that wait for you",
    more: "Without an answer in time, it is a yes.",
    alone: "Nobody but you sees who booked.",
    none: "Nobody waits",
    none_more: "Whoever signs up where you say yes first is listed here.",
    since: |ago| format!("Signed up {ago}"),
    answer_by: |due| format!("Silence is a yes: {due}"),
    needs_yes: "After missed shifts, you are asked first.",
    yes: "Yes",
    yes_to: |name| format!("Yes to {name}"),
    no: "No",
    no_to: |name| format!("No to {name}"),
    no_sure: "Not this time?",
    why: "Say why",
    reason: |reason| match reason {
        TurnDownReason::OthersFirst => {
            ("Others first", "These places go to people who have not had one lately.")
        }
        TurnDownReason::NotThis => ("Not done here", "This stall cannot do what is needed."),
        TurnDownReason::TalkFirst => {
            ("By telephone", "Please call the community and talk it over.")
        }
    },
    no_yes: "No, and tell them",
    said_yes: "You said yes, and they were told.",
    said_no: "You said no, and they were told why.",
    link: |count| match count {
        0 => "Sign-ups that need a yes".into(),
        count => format!("Sign-ups that need a yes: {count}"),
    },
};

const OBJECTIONS: Objections = Objections {
    title: "Who says to have been there",
    more: "It was noted that they did not come, and they say they did. Ask those who were there, then decide.",
    none: "Nothing to decide",
    none_more: "Whoever says to have been there is listed here.",
    said: |ago| format!("Said {ago}"),
    appealed: "The organiser did not agree; the secretary is asked.",
    yes: "Was there",
    yes_to: |name| format!("{name} was there"),
    no: "Was not there",
    no_to: |name| format!("{name} was not there"),
    no_sure: "Leave it as it was noted?",
    no_more: "They are told why, and can ask the secretary once more.",
    why: "Say why",
    reason: |reason| match reason {
        UnseenReason::NobodySaw => ("Nobody saw them", "Those at the table remember nobody."),
        UnseenReason::AnotherTime => {
            ("Another time", "They came, at another time or another stall.")
        }
        UnseenReason::TalkFirst => ("By telephone", "Please call the community and talk it over."),
    },
    no_yes: "Leave it, and tell them",
    said_yes: "It stands corrected, and they were told.",
    said_no: "It stays, and they were told why.",
    link: |count| match count {
        0 => "Who says to have been there".into(),
        count => format!("Who says to have been there: {count}"),
    },
};

const HERE: Here = Here {
    link: "I am here: scan the code at the table",
    title: "I am here",
    more: "A phone at the table shows a code that changes each half minute. Scan it, and you are checked in.",
    aim: "Hold the code at the table in the frame.",
    code: "Digits below the code",
    code_hint: "If you cannot scan it, type the eight digits below the code at the table.",
    check: "Check in",
    done: "You are checked in",
    done_more: |stall| format!("Please go to {stall}."),
    no_network: "There is no network, so it does not work here. Show your ticket at the table: it can be checked in there without one.",
};

const PLACE: Place = Place {
    way: "They scan",
    more: "Leave the phone on the table; people scan this with their own. It changes each half minute, also without a network.",
    open: "Show it full screen",
    close: "Hide it",
    scan: "Scan this with “I am here” on your ticket",
    say: "Or type:",
    picture: "QR code to check in at the place",
    until: |hour| format!("Without a network until {hour}"),
    getting: "Fetching the codes",
    none: "No codes are left. Connect to a network for more.",
    again: "Fetch again",
};

const ABSENT: Absent = Absent {
    title: "Who did not come",
    more: "Their time is over, and nobody checked them in. Once noted, they are told and can object.",
    no_list: "Nobody was checked in for this time, so no list was kept, and it says nothing of anybody.",
    note: "Did not come",
    note_that: |name| format!("{name} did not come"),
    note_sure: "Note that nobody came?",
    note_more: "They are told what follows, until when, and by when they can say that they were there.",
    note_yes: "Did not come",
    said: "Noted, and they were told.",
    noted: |hour| format!("Noted at {hour}"),
    day_link: "On the day",
};

const LEFT: Left = Left {
    what: |when| format!("{when} it was noted: signed up, did not come."),
    nothing: "Nothing follows from it this time.",
    paused: |day| {
        format!(
            "Until {day} you can sign up for one at a time, and wait behind others. Coming without sign-up and making wishes stay as they are."
        )
    },
    said: |said| match said {
        Objecting::Open => "You were there? Press “I was there”, and the organiser will ask.",
        Objecting::Raised => "You said you were there. The organiser is asking; you will be told.",
        Objecting::Refused => {
            "The organiser found no sign of it. If you do not agree, ask the secretary."
        }
        Objecting::Appealed => "The secretary is looking at it; you will be told.",
        Objecting::Over => {
            "The secretary found no sign of it. Please call the community if you have questions."
        }
    },
    until: |when| format!("Please say so by {when}."),
    late: "The time to say so is over. Please call the community if you have questions.",
};

const HOW: How = How {
    ask: "How was it today?",
    ask_wish: "How was the help?",
    more: "Answers are only counted; nobody notes whose they were.",
    answer: |how| match how {
        HowWasIt::Good => "Good",
        HowWasIt::Fair => "All right",
        HowWasIt::Poor => "Not good",
    },
    thanks: "Noted, thank you.",
};

const CHOOSING: Choosing = Choosing {
    filter: "Show only",
    left: "Places left",
    group: |at| match at {
        0 => "Health",
        1 => "Repairs",
        2 => "Daily life",
        3 => "Advice",
        _ => "Culture and fun",
    },
    none: "No stall like that",
    all: "Show all",
    wants: "Where it is full, when it is my turn",
    auto: "Give me the place",
    ask: "Ask me first",
    ask_more: "If you want to be asked, please answer in the time that is named; then it goes to the next.",
    alone: "Only whoever receives you sees that you booked. Nobody else does.",
    remind: "Tell me when I can sign up",
    remind_more: "You cannot sign up yet. One tap, and we tell you when you can.",
    reminded: "We tell you when you can sign up.",
    remind_not: "No need to tell me",
};

const HOUSEHOLD: Household = Household {
    sure: "Take this person away?",
    more: |name| {
        format!(
            "All places and numbers of {name} are given back and go to others. Adding the nickname again does not bring them back."
        )
    },
    yes: "Take away",
    gone: |name| format!("{name} is taken away"),
};
