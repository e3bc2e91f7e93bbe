//! Teams and shops: asking another member to go on.

use crate::text::teams::Teams;

pub const TEAMS: Teams = Teams {
    ask: "Ask somebody of my team to go on",
    ask_sure: "Who is to go on with it?",
    ask_more: "Until they say yes, it is yours. The promised day stays, and the resident will be told.",
    who: "Of your team",
    none: "Nobody of your team can take it on now. If you cannot, hand it back.",
    words: "A word for them",
    words_hint: "Such as: I have looked at it, bring a screwdriver. They read it after their yes.",
    send: "Ask them",
    sent: "They have been asked.",
    waiting: |name| format!("You asked {name} to go on; no answer yet"),
    waiting_more: "Until they say yes, it is yours, and so is the promised day.",
    keep: "No need, I will do it",
    kept: "It stays with you.",
    asked: |name| format!("{name} asks you to go on"),
    asked_more: "If you say yes, you call the resident, and the promised day stays. If you cannot, just say so.",
    take: "Yes, I will go on",
    taken: "It is in your hands, and the resident knows.",
    refuse: "Not this time",
    refused: "They have been told",
    refused_more: "It stays with them; you need do nothing.",
    someone: "somebody of your team",
    to_answer: |title| format!("Somebody of your team asks you to go on: {title}"),
};
