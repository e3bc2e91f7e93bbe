//! Staff powers, and where one is signed in.

/// Opening and closing staff powers.
pub struct Staff {
    pub title: &'static str,
    pub more: &'static str,
    pub inline: &'static str,
    pub password: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub open: &'static str,
    pub is_open: fn(until: &str) -> String,
    pub is_open_more: &'static str,
    pub close: &'static str,
    pub closed: &'static str,
    pub not_enrolled: &'static str,
    pub not_enrolled_more: &'static str,
    pub roles: &'static str,
    pub role: fn(role: &str, node: &str) -> String,
    pub lost: &'static str,
}

/// Becoming staff by a link.
pub struct Enrol {
    pub title: &'static str,
    pub more: &'static str,
    pub step: fn(step: usize) -> String,
    pub password: &'static str,
    pub password_rules: &'static str,
    pub reveal: &'static str,
    pub next: &'static str,
    /// For someone whose authenticator is set up already.
    pub known: &'static str,
    pub known_more: &'static str,
    pub scan: &'static str,
    pub scan_more: &'static str,
    pub qr: &'static str,
    pub here: &'static str,
    pub secret: &'static str,
    pub secret_more: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub finish: &'static str,
    pub done: &'static str,
    pub done_more: &'static str,
    pub to_desk: &'static str,
}

/// Who is appointed as staff, and signing one of them out.
pub struct StaffList {
    pub title: &'static str,
    pub more: &'static str,
    pub desk_more: &'static str,
    pub only_you: &'static str,
    pub own: &'static str,
    pub own_more: &'static str,
    /// From when, until when.
    pub serves: fn(from: &str, until: Option<&str>) -> String,
    pub signed_in: fn(sessions: i64, powers: i64) -> String,
    pub last: fn(day: &str) -> String,
    pub end: &'static str,
    pub end_that: fn(role: &str, phone: &str) -> String,
    pub end_sure: fn(role: &str, phone: &str) -> String,
    pub end_more: &'static str,
    pub end_yes: &'static str,
    pub ended: fn(sessions: i64) -> String,
    pub not_yours: &'static str,
    pub not_yours_more: &'static str,
}

/// The browsers in which one is signed in.
pub struct Sessions {
    pub this: &'static str,
    pub since: fn(day: &str) -> String,
    pub used: fn(day: &str) -> String,
    pub unknown: &'static str,
    pub end: &'static str,
    pub end_that: fn(device: &str) -> String,
    pub ended: &'static str,
    pub out_more: &'static str,
}
