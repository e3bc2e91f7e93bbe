//! How often one person, or one address, may ask in a row: whoever asks without end waits, and
//! nobody else does. Each server counts by itself, and forgets with it.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use shared::{
    id::PersonId,
    problem::{Kind, Problem},
    time::Millis,
};

/// So many may be asked in a row, in minutes of the rate.
const IN_A_ROW: i64 = 1;
/// Who only looks may do it so many times as often.
const READS: i64 = 10;
/// Behind one address there may be a whole estate.
const ESTATE: i64 = 10;
/// When so many are remembered, those who rest are forgotten.
const MANY: usize = 10_000;

/// Who is counted: a person once it is known who asks, until then an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Person(PersonId),
    Address(IpAddr),
}

/// Counts what was asked, for everyone who has a copy of it.
#[derive(Clone, Debug, Default)]
pub struct Throttle {
    /// Writes of one person in a minute; zero where nobody is held back.
    per_minute: i64,
    /// Until when what was asked lasts, had it been asked at the rate.
    until: Arc<Mutex<HashMap<(Who, bool), Millis>>>,
}

impl Throttle {
    /// Writes of one person in a minute, as many of them in a row; with zero there is no limit.
    pub fn new(per_minute: u32) -> Self {
        Self { per_minute: per_minute.into(), until: Arc::default() }
    }

    /// Counts one more.
    ///
    /// # Errors
    /// When it is one too many, with the seconds to wait.
    pub fn admit(&self, who: Who, writes: bool, now: Millis) -> Result<(), Problem> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let times = if writes { 1 } else { READS };
        let times = if matches!(who, Who::Address(_)) { times * ESTATE } else { times };
        let each = (Millis::MINUTE / (self.per_minute * times)).max(1);
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if until.len() >= MANY {
            until.retain(|_, until| *until > now);
        }
        let lasts = until.entry((who, writes)).or_insert(now);
        let next = (*lasts).max(now).after(each);
        let over = next.0 - now.0 - IN_A_ROW * Millis::MINUTE;
        if over > 0 {
            let seconds = u32::try_from(over / Millis::SECOND + 1).unwrap_or(u32::MAX);
            return Err(Problem::later(Kind::TooOften, seconds));
        }
        *lasts = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAN: Who = Who::Person(PersonId(uuid::Uuid::from_u128(1)));
    const WEI: Who = Who::Person(PersonId(uuid::Uuid::from_u128(2)));
    const NOW: Millis = Millis(1_000_000);

    #[test]
    fn a_minutes_worth_in_a_row_and_then_at_the_rate() {
        let throttle = Throttle::new(60);
        for _ in 0..60 {
            assert_eq!(throttle.admit(LAN, true, NOW), Ok(()));
        }
        let refusal = throttle.admit(LAN, true, NOW).unwrap_err();
        assert_eq!((refusal.kind, refusal.retry_after), (Kind::TooOften, Some(2)));
        assert_eq!(throttle.admit(WEI, true, NOW), Ok(()), "nobody else waits");
        assert_eq!(throttle.admit(LAN, false, NOW), Ok(()), "nor who only looks");

        let later = NOW.after(Millis::SECOND);
        assert_eq!(throttle.admit(LAN, true, later), Ok(()));
        assert!(throttle.admit(LAN, true, later).is_err());
    }

    #[test]
    fn an_estate_behind_one_address_has_more() {
        let (throttle, estate) = (Throttle::new(60), Who::Address([203, 0, 113, 7].into()));
        let admitted = (0..1000).filter(|_| throttle.admit(estate, true, NOW).is_ok()).count();
        assert_eq!(admitted, 600);
    }

    #[test]
    fn without_a_limit_nobody_waits() {
        let throttle = Throttle::default();
        assert!((0..10_000).all(|_| throttle.admit(LAN, true, NOW).is_ok()));
    }

    #[test]
    fn who_rests_is_forgotten() {
        let throttle = Throttle::new(60);
        for number in 0..MANY {
            let who = Who::Person(PersonId(uuid::Uuid::from_u128(number as u128)));
            assert!(throttle.admit(who, true, NOW).is_ok());
        }
        assert!(throttle.admit(LAN, true, NOW.after(Millis::HOUR)).is_ok());
        assert!(throttle.until.lock().unwrap().len() < 3);
    }
}
