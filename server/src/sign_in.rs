//! The rules of signing in by phone: how often codes are sent and tried, and how long they live.

use std::net::IpAddr;

use http::HeaderMap;
use shared::{id::ChallengeId, time::Millis};

use crate::{App, Settings, address::ClientAddress, keys::Purpose, session};

/// For how long a code is good.
pub const CODE_LIFE: i64 = 5 * Millis::MINUTE;
/// How often a code may be tried.
pub const TRIES: i64 = 5;
/// By how much the clocks of several servers may differ.
pub const CLOCKS_DIFFER: i64 = Millis::MINUTE;
/// How many wrong codes one address may enter in a day.
pub const WRONG_CODES: i64 = 100;

/// So many in a stretch of time, whenever it begins.
pub struct Limit {
    most: usize,
    within: i64,
}

/// Codes for one number. Providers drop what exceeds this, so a person would wait for nothing.
pub const PER_NUMBER: [Limit; 3] = [
    Limit { most: 1, within: Millis::MINUTE },
    Limit { most: 5, within: Millis::HOUR },
    Limit { most: 10, within: Millis::DAY },
];

/// Different numbers that ask at one address and do not sign in. A whole estate may share an
/// address; those who live there do sign in, and so are not counted.
pub const PER_ADDRESS: [Limit; 2] =
    [Limit { most: 20, within: Millis::HOUR }, Limit { most: 100, within: Millis::DAY }];

/// How many milliseconds to wait before the next is within the limits; `before` is newest first.
pub fn wait(limits: &[Limit], before: &[Millis], now: Millis) -> i64 {
    let wait = |limit: &Limit| {
        let oldest_that_counts = before.get(limit.most - 1)?;
        // A clock that was set back does not make anyone wait longer than the limit says.
        Some((oldest_that_counts.after(limit.within).0 - now.0).clamp(0, limit.within))
    };
    limits.iter().filter_map(wait).max().unwrap_or_default()
}

/// Whole seconds, never too few.
pub fn seconds(millis: i64) -> u32 {
    let seconds = millis.saturating_add(Millis::SECOND - 1) / Millis::SECOND;
    u32::try_from(seconds.max(1)).unwrap_or(u32::MAX)
}

/// What is kept of a phone number to find it again.
pub fn phone_hash(app: &App, phone: &str) -> Vec<u8> {
    app.keys.hash(Purpose::Phone, &[phone.as_bytes()])
}

/// What is kept of a code.
pub fn code_hash(app: &App, challenge: ChallengeId, code: &str) -> Vec<u8> {
    app.keys.hash(Purpose::Code, &[challenge.0.as_bytes(), code.as_bytes()])
}

/// What is kept of an address. With IPv6, whoever has one has a whole network of them.
pub fn address_hash(app: &App, address: Option<ClientAddress>) -> Vec<u8> {
    let mut bytes = match address.map(|it| it.0) {
        Some(IpAddr::V4(address)) => address.octets().to_vec(),
        Some(IpAddr::V6(address)) => address.octets()[..8].to_vec(),
        None => Vec::new(),
    };
    bytes.extend(b" address");
    app.keys.hash(Purpose::Phone, &[&bytes])
}

/// `__Host-` lets only this very host set it, and only over TLS; a developer's machine has none.
pub fn cookie_name(settings: &Settings) -> &'static str {
    if settings.development { "challenge" } else { "__Host-challenge" }
}

/// The cookie that binds a code to the browser that asked for it; without one, takes it away.
pub fn set_cookie(settings: &Settings, challenge: Option<ChallengeId>) -> String {
    let value = challenge.map(|id| id.to_string()).unwrap_or_default();
    let age = if challenge.is_some() { CODE_LIFE / Millis::SECOND } else { 0 };
    let secure = if settings.development { "" } else { "; Secure" };
    let name = cookie_name(settings);
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}")
}

/// For which code a browser waits.
pub fn challenge(settings: &Settings, headers: &HeaderMap) -> Option<ChallengeId> {
    session::cookie(headers, cookie_name(settings))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks whenever it may, from `start` on for a day, and gives the times.
    fn day(start: Millis) -> Vec<Millis> {
        let mut asks: Vec<Millis> = Vec::new();
        let mut now = start;
        while now < start.after(Millis::DAY) {
            let before: Vec<Millis> = asks.iter().rev().copied().collect();
            match wait(&PER_NUMBER, &before, now) {
                0 => asks.push(now),
                millis => now = now.after(millis),
            }
        }
        asks
    }

    #[test]
    fn a_number_gets_ten_codes_a_day_at_most() {
        let asks = day(Millis(1_700_000_000_000));
        assert_eq!(asks.len(), 10);
        assert_eq!(asks[1].0 - asks[0].0, Millis::MINUTE);
        assert_eq!(asks[5].0 - asks[0].0, Millis::HOUR);
    }

    #[test]
    fn a_clock_set_back_keeps_nobody_longer_than_the_limit() {
        let later = [Millis(10 * Millis::HOUR)];
        assert_eq!(wait(&PER_NUMBER, &later, Millis(0)), Millis::MINUTE);
        assert_eq!(wait(&PER_NUMBER, &[], Millis(0)), 0);
    }

    #[test]
    fn whoever_waits_as_long_as_told_need_not_wait_again() {
        let before = [Millis(0)];
        for now in [1, 500, 59_999] {
            let told = i64::from(seconds(wait(&PER_NUMBER, &before, Millis(now)))) * 1000;
            assert_eq!(wait(&PER_NUMBER, &before, Millis(now + told)), 0);
        }
    }
}
