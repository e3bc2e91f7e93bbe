//! Staff powers, and where one is signed in.

use crate::text::staff::{Enrol, Sessions, Staff};

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
