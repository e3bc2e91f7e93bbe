//! The day of a market, for those who hold it.

use crate::text::market_day::{Correcting, MarketDay, NotHere, Phones, Risk};

pub const MARKET_DAY: MarketDay = MarketDay {
    title: "On the day",
    check_in: "Check in with this phone",
    at_risk: "Who may not come",
    figures: "So far",
    verified: "Checked in",
    walk_in: "Just came",
    persons: "Different people checked in",
    late: |count| {
        format!(
            "{count} came in or were taken back after the summary was signed, and it does not know of them. You can write another version and say why."
        )
    },
    stalls: "Stalls",
    stall: |number, name| format!("{number} {name}"),
    here: |here, expected| format!("{here} here of {expected} signed up"),
    counts: |verified, walk_in| format!("{verified} checked in, {walk_in} just came"),
    records: |stall| format!("Check-ins of {stall}"),
    see_records: "See check-ins",
    missing: |count| format!("Should be here and are not: {count}"),
    digits: |digits| format!("Ending in {digits}"),
    call: "Call",
    call_him: |name| format!("Call {name}"),
    call_logged: "Each look at a number is noted, and the person sees it.",
    hours: "Hours of help",
    hours_of: |from, to, minutes| format!("{from} to {to}, counts {minutes} minutes"),
    confirm_hours: "The hours are right",
    confirmed: "Confirmed",
    phones: PHONES,
    correct: CORRECTING,
    risk: RISK,
    not_here: NotHere {
        sure: "Called, and not here?",
        more: "If you put the number away, it is gone; they are told at once, and have to take a new one. If you are not sure, wait: after a while the number moves back once by itself.",
        wait: "Wait a little",
    },
};

const PHONES: Phones = Phones {
    title: "Phones that check in",
    none: "No phone checks people in yet.",
    waits: "Waits for a phone",
    works: "In use",
    ended: "Ended",
    brings_in: "May still send",
    synced: |hour| format!("Last heard: {hour}"),
    never: "Not heard of yet",
    brought: |count| format!("{count} checked in"),
    end: "End",
    end_that: |name| format!("End “{name}”"),
    end_sure: "End this phone?",
    end_more: "The list will be deleted from it. What it has not sent stays on it, and is sent once it gets a new code.",
    invite: "Another phone",
    invite_over: "A new code for a phone that has not sent everything",
    over_more: |until| {
        format!(
            "The event is over and nobody is checked in any more. What was noted before and is not sent yet can still be sent until {until}."
        )
    },
    only_brings_in: "That phone only sends what was noted before; it checks nobody in.",
    name: "What is that phone called",
    name_hint: "Others see it, such as “Gate” or “Li's phone”.",
    make: "Show a code",
    scan: "Scan this with that phone,",
    picture: "QR code for another phone",
    say: "or open the check-in page of this event there and type:",
    until: |hour| format!("Until {hour}, and once only."),
};

const CORRECTING: Correcting = Correcting {
    none: "Nobody was checked in here yet.",
    back: "Back to the stalls",
    counts: "Counts",
    second: "Later, does not count",
    undone: |reason| format!("Taken back: {reason}"),
    undone_late: "This was after the summary was signed, so its figures stay as they are. To change them, write another version and say why.",
    by: |hour, device| format!("{hour}, “{device}”"),
    place: "Scanned it themselves",
    left: "Checked out",
    served: "Done",
    undo: "Correct",
    undo_that: |name| format!("Correct the check-in of {name}"),
    undo_sure: "Is this check-in wrong?",
    reason: "What is wrong",
    reason_hint: "One sentence; it stays in the record.",
    undo_yes: "Take it back",
    said: "Taken back; the record keeps both.",
};

const RISK: Risk = Risk {
    title: "Who may not come",
    more: "They were asked and have not answered. A call keeps a place from staying empty.",
    none: "Nobody to call",
    none_more: "Whoever was asked has answered, or it is too early to ask.",
    new_date: "Has not said about the new date",
    coming: "Has not said whether to come",
    called: |when| format!("Number looked at {when}"),
};
