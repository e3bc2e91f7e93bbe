//! What residents wish for, and which stalls to invite.

use crate::text::demand::DemandText;

pub const DEMAND: DemandText = DemandText {
    title: "What residents wish for",
    more: |place| {
        format!("Wishes from {place} that nobody has made come true yet. The right stalls could.")
    },
    hidden: "Fewer than 5 households are not shown, so that nobody is recognised.",
    none: "Nothing is missing that stands out",
    none_more: "A kind of wish is shown here from 5 households on. You can begin with the stalls of last time.",
    households: |count| format!("{count} households"),
    days: |days| match days {
        0 => "most of them since today".into(),
        1 => "half of them for a day or longer".into(),
        days => format!("half of them for {days} days or longer"),
    },
    few: "fewer than 5",
    places: "Where",
    answers: "Stalls that would help",
    here: "Here already",
    looking: "Looking for it",
    look: "Look for it",
    look_for: |service| format!("Look for a stall: {service}"),
    look_done: |service| {
        format!("Noted, you look for: {service}. Everybody reads it once the market is public.")
    },
    stop: "No longer",
    stop_for: |service| format!("No longer look for: {service}"),
    stop_done: |service| format!("You no longer look for: {service}."),
    came: |times, day| match times {
        1 => format!("came once, {day}"),
        times => format!("came {times} times, last {day}"),
    },
    invite: "Invite again",
    invite_whom: |name| format!("Invite {name} again"),
    invite_done: |name| format!("{name} is in the plan now. A call makes it surer."),
    invited: "Invited",
    only_read: "You can only read this. Stalls are added by who holds the market, not during review and not once it has begun.",
    link: "See what residents wish for",
    still: |names| format!("Still looking for: {names}"),
};
