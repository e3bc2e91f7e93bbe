//! Staff powers, and where one is signed in.

use crate::text::staff::{Enrol, Sessions, Staff, StaffList};

pub const STAFF: Staff = Staff {
    title: "Open staff powers",
    more: "The desk shows how to reach residents, so please prove once more that it is you. It closes after 30 minutes without use.",
    inline: "Please open staff powers first. What you typed is still here.",
    password: "Staff password",
    code: "Code",
    code_hint: "The six digits that your authenticator shows now.",
    open: "Open",
    is_open: |until| format!("Staff powers are open until {until}"),
    is_open_more: "Please close them when you are done, above all on a shared computer.",
    close: "Close staff powers",
    closed: "Staff powers are closed.",
    not_enrolled: "You have no staff password yet",
    not_enrolled_more: "Ask the administrator for a link and open it on your phone.",
    roles: "Your roles",
    role: |role, node| format!("{role} · {node}"),
    lost: "Forgot the password, or a new phone? Ask the administrator for another link.",
};

pub const ENROL: Enrol = Enrol {
    title: "Become staff",
    more: "Two steps: a password, then an authenticator.",
    step: |step| format!("Step {step} of 2"),
    password: "Choose a staff password",
    password_rules: "At least 8 characters. A few unrelated words are easy to remember and hard to guess. No birthday, no telephone number, none you use elsewhere.",
    reveal: "Show what I type",
    next: "Continue",
    known: "Your authenticator is set up already",
    known_more: "Open it and type the six digits it shows now.",
    scan: "Connect an authenticator",
    scan_more: "Install an authenticator app and scan this code with it.",
    qr: "QR code for the authenticator",
    here: "Is the authenticator on this phone? Open it here",
    secret: "Cannot scan? Type this in",
    secret_more: "Shown only now. Do not show it to anyone.",
    code: "Six digits from the authenticator",
    code_hint: "They change every 30 seconds.",
    finish: "Finish",
    done: "Done. Welcome",
    done_more: "From now on, password and authenticator open the desk.",
    to_desk: "To the desk",
};

pub const STAFF_LIST: StaffList = StaffList {
    title: "Staff",
    more: "Who does what where, and until when. If a phone is lost, the administrator can sign its owner out everywhere.",
    desk_more: "Who does what where, and in how many places they are signed in.",
    only_you: "There is nobody but you.",
    own: "This is you",
    own_more: "Where you are signed in yourself, the settings say.",
    serves: |from, until| match until {
        Some(until) => format!("From {from} until {until}"),
        None => format!("From {from}, no end"),
    },
    signed_in: |sessions, powers| match (sessions, powers) {
        (0, _) => "Signed in nowhere.".into(),
        (sessions, 0) => {
            format!("Signed in on {sessions} phones or computers, staff powers closed.")
        }
        (sessions, powers) => {
            format!("Signed in on {sessions} phones or computers, staff powers open on {powers}.")
        }
    },
    last: |day| format!("Last used: {day}"),
    end: "Sign out",
    end_that: |role, phone| format!("Sign out: {role} ({phone})"),
    end_sure: |role, phone| format!("Sign {role} ({phone}) out everywhere?"),
    end_more: "For a phone that is lost, or in wrong hands. The appointment stays; whoever holds it signs in again and goes on.",
    end_yes: "Yes, sign out",
    ended: |sessions| match sessions {
        0 => "They were signed in nowhere any more.".into(),
        sessions => format!("Signed out on {sessions} phones or computers."),
    },
    not_yours: "This page is for secretaries and administrators",
    not_yours_more: "To know who looks after what, ask the secretary or administrator of your community.",
};

pub const SESSIONS: Sessions = Sessions {
    this: "this one",
    since: |day| format!("Signed in {day}"),
    used: |day| format!("Last used: {day}"),
    unknown: "Unknown device",
    end: "Sign out there",
    end_that: |device| format!("Sign out on {device}"),
    ended: "Signed out there.",
    out_more: "Signing out deletes from this phone what you have not sent.",
};
