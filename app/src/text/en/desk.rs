//! The desk.

use shared::{
    time::Millis,
    wish::{DeclineReason, DeskKind},
};

use super::times::TIMES;
use crate::text::{
    desk::{Desk, Reports, Review},
    times::Wall,
};

pub const DESK: Desk = Desk {
    title: "Desk",
    more: "Most urgent first.",
    not_staff: "This page is for staff",
    not_staff_more: "You hold no staff role here. If you should, ask the administrator for a link.",
    none: "All done. Time for a cup of tea",
    none_more: "Everyone has been seen to. What comes next will be here.",
    found: |count, overdue| match overdue {
        0 => format!("{count} left, none overdue"),
        overdue => format!("{count} left, {overdue} overdue"),
    },
    filter: "Only one kind",
    all: "All",
    kind,
    due,
    child: "a child's wish",
    joiners: |joiners| match joiners {
        1 => "1 home more".into(),
        joiners => format!("{joiners} homes more"),
    },
    application: "Application",
    more_title: "What else you can do",
    rules: "Rules of the community",
    rules_more: "How many days for what, how many at once, and who changed it.",
    health: "How the system is doing",
    health_more: "Whether messages go out and deadlines are kept.",
    applied: |day| format!("Applied {day}"),
    skills: "Helps with",
    papers: "Papers",
    papers_note: "Note papers",
    papers_noted: "The papers are noted.",
    papers_seen: "Seen, and good for",
    papers_hint: "Leave it empty if you have not seen them.",
    papers_last: "They hold for",
    papers_years: ["A year", "Two years", "Three years"],
    team: "Of a team or shop that is here already?",
    team_hint: "Members go on with each other's wishes, and have one limit together.",
    team_of: |name, members, node| format!("Yes: {name} ({members}, {node})"),
    team_new: "No, only the name is like it",
    team_lacks: "Please choose one.",
    phone: "Phone",
    organisation: "Organisation",
    node: "Where",
    note: "Note",
    approve: "Yes, may help",
    decline: "No",
    decline_why: "Tell the person why",
    decline_hint: "Sent as it is.",
    decline_yes: "No, send it",
    decline_words: &[
        "We do not know you yet. Please come by with your identity card.",
        "The grid you chose is not ours. Please apply in your own community.",
        "Please give the full name of your unit or team, and apply again.",
    ],
    approved: |name| format!("{name} can take on wishes now."),
    declined: |name| format!("{name} knows why."),
    helpers: "Helpers",
    helpers_more: "Who can take on wishes in your grids.",
    no_helpers: "No helpers yet",
    no_helpers_more: "Applications will be on your desk.",
    until: |day| format!("until {day}"),
    no_end: "no end",
    in_hand: |count| match count {
        0 => "no wishes in hand".into(),
        count => format!("{count} wishes in hand"),
    },
    end: "End",
    end_sure: |name| format!("End the appointment of {name}?"),
    end_more: "At once. Wishes in hand wait for somebody else; the person sees your reason.",
    end_why: "Reason",
    end_yes: "End it",
    ended: "Ended.",
    invite: "Invite staff",
    invite_more: "Makes a link that works once, to be handed over in person.",
    role: "Role",
    where_at: "Where",
    where_hint: "A grid with all below it. For the whole community, type its name.",
    days: "For how many days",
    days_hint: "Empty for no end.",
    invite_send: "Make the link",
    invited: "The link is ready",
    invited_more: |until| {
        format!("Hand it over in person. It works once, until {until}, and is shown only now.")
    },
    copy: "Copy the link",
    copied: "Copied.",
    another: "Invite another",
};

fn kind(kind: DeskKind) -> &'static str {
    match kind {
        DeskKind::Review => "Review",
        DeskKind::SecondReview => "Second review",
        DeskKind::Dispatch => "Find a helper",
        DeskKind::OfferStuck => "Offered in vain",
        DeskKind::Matter => "Many need it",
        DeskKind::Parts => "What about the rest?",
        DeskKind::Unclaimed => "Nobody takes it",
        DeskKind::ContactLate => "Not called yet",
        DeskKind::CalledInVain => "Nobody answers",
        DeskKind::GoodsOnTheWay => "Did it arrive?",
        DeskKind::PromiseLate => "Promise overdue",
        DeskKind::ConfirmCall => "Call and ask",
        DeskKind::CloseUnconfirmed => "Not reached",
        DeskKind::Dispute => "Objection",
        DeskKind::ReplyDue => "Answer of an office",
        DeskKind::FollowUp => "Still well?",
        DeskKind::Appeal => "Was it right to take down?",
        DeskKind::Removal => "Take down?",
        DeskKind::Application => "Application",
        DeskKind::Report => "Report",
        DeskKind::Thanks => "Thanks to be public",
        DeskKind::Market => "Market",
    }
}

fn due(now: Millis, due: Millis) -> String {
    let Some(at) = Wall::of(due).filter(|_| due < now) else { return (TIMES.due)(now, due) };
    let hour = at.clock();
    match now.days_since(due) {
        0 => format!("was due today {hour}"),
        1 => format!("was due yesterday {hour}"),
        days => format!("was due {days} days ago"),
    }
}

pub const REVIEW: Review = Review {
    title: "Review a wish",
    logged: "You opened this resident's contact. It is written down, and the resident sees it.",
    contact: "Contact (not public)",
    name: "Name",
    phone: "Phone",
    address: "Address",
    no_address: "not said",
    note: "Keep in mind",
    posted: |minute| format!("Sent {minute}"),
    text: "What will be public",
    leaks: |count, kinds| format!("{count} marked: {kinds}. Press a mark to take it out."),
    leaks_more: "It cannot be published before.",
    take_out: |what, words| format!("Take out {what}: {words}"),
    take_out_all: "Take out all",
    clean: "No number, address or name was found. Please look once more.",
    wish: "Wish",
    story: "More",
    kind: "Kind",
    preview: "As it will be public",
    approve: "Publish",
    approved: "It is public",
    split: "Too much for one? Split it into parts",
    approved_more: "The resident knows, and neighbours can take it on.",
    decline: "Do not publish",
    decline_more: "The resident sees why, and what to do next.",
    reason: "Reason",
    words: "Words for the resident",
    words_hint: "A sentence is ready; change it as you like.",
    ready: |reason| match reason {
        DeclineReason::Money => {
            "Linyuan is not about money or buying. For an allowance, please call us."
        }
        DeclineReason::OtherOffice => {
            "An office is responsible for this. We will call you and say which."
        }
        DeclineReason::Unsafe => {
            "This is too dangerous for neighbours. Please call us; we find a professional."
        }
        DeclineReason::Repeated => "You made the same wish before; it is under way.",
        DeclineReason::Unclear => {
            "We did not understand what you need. Please say what and when, and send it again."
        }
    },
    decline_yes: "Decline and tell the resident",
    declined: "The resident knows",
    declined_more: "Why, and what to do next, stands under the resident's “Mine”.",
    faster: "It changed while you looked: by the resident, or by a colleague. What you wrote is still here; look at the newest text, then decide.",
    newer: "The resident has changed this. It says now:",
    faster_again: "Show the newest",
    over: "It has been decided",
    over_more: "A colleague did, or the resident took it back. Nothing left to do.",
    to_desk: "Back to the desk",
};

pub const REPORTS: Reports = Reports {
    title: "A report",
    about: "It is about this",
    said: "What was said",
    no_words: "Nothing more was written.",
    at: |minute| format!("Reported {minute}"),
    secret: "Who said so is not shown here; please do not try to find out.",
    look: "Open the wish and act",
    look_more: "To take it down, open the wish first, then come back and answer.",
    look_round: "Open this round to act on it",
    look_round_more: "To change it, open the round first, then come back and answer.",
    look_market: "Open this event to act on it",
    look_market_more: "To change it or call it off, settle that with its organiser first, then come back and answer.",
    answer: "Answer the person",
    answer_hint: "Sent as it is.",
    ready: &[
        "Thank you for telling us. We looked into it, and it is put right.",
        "Thank you for telling us. We asked the person: it is not so.",
        "Thank you for telling us. We are still looking and will let you know.",
    ],
    send: "Send the answer",
    sent: "Answered",
    sent_more: "The person finds it under “Mine”.",
    over: "It has been answered",
    over_more: "A colleague did. Nothing left to do.",
};
