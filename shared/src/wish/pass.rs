//! Lets time pass for one wish: all that is due, in order.

use super::{
    Wish,
    news::{Told, news_by_time, news_of},
    timer::{Timer, timers},
};
use crate::{id::PersonId, notice::News, problem::Kind, settings::Rules, time::Millis};

/// What time did to a wish.
#[derive(Clone, Debug, PartialEq)]
pub struct Passed {
    pub wish: Wish,
    /// Each timer, with the wish as it was before.
    pub done: Vec<(Timer, Wish)>,
    /// After a long standstill, people are told only the last of what they would have been told.
    pub told: Told,
}

impl Wish {
    /// The wish once everything that is due by now has happened.
    ///
    /// # Errors
    /// None, as long as timers and steps agree.
    pub fn pass(&self, now: Millis, rules: &Rules) -> Result<Passed, Kind> {
        let (mut wish, mut done, mut told) = (self.clone(), Vec::new(), Vec::new());
        let mut said: Vec<(Millis, Timer)> = Vec::new();
        // Of several at one moment, each has its turn; what was said before is not said again.
        let next = |wish: &Wish, said: &[(Millis, Timer)]| {
            let is_due = |due: &(Millis, Timer)| {
                let unsaid = due.0 > self.told_at && due.0 >= wish.told_at && !said.contains(due);
                due.0 <= now && (due.1.step().is_some() || unsaid)
            };
            timers(wish, rules).into_iter().find(is_due)
        };
        while let Some((at, timer)) = next(&wish, &said) {
            let before = wish.clone();
            let news = match timer.step() {
                Some(step) => {
                    wish = wish.step(step.clone(), now, rules)?;
                    news_of(&before, &step, &wish, rules)
                }
                None => news_by_time(&wish, timer, rules),
            };
            told.extend(news.into_iter().map(|(person, news)| (at, person, news)));
            said.push((at, timer));
            done.push((timer, before));
            wish.told_at = wish.told_at.max(at);
        }
        Ok(Passed { wish, done, told: last_of_each(told) })
    }
}

/// For each person, what there is to say of the last moment at which there is anything to say.
fn last_of_each(told: Vec<(Millis, PersonId, News)>) -> Told {
    let last = |person: PersonId| {
        told.iter().filter(|(_, other, _)| *other == person).map(|(at, ..)| *at).max()
    };
    let of_last = |(at, person, _): &&(Millis, PersonId, News)| last(*person) == Some(*at);
    told.iter().filter(of_last).map(|(_, person, news)| (*person, news.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        settings::Setting,
        wish::{
            Open, Past, State,
            tests::{NOW, wish},
        },
    };

    #[test]
    fn two_timers_of_one_moment_both_tell() {
        let mut rules = Rules::default();
        // Looked at again after 45 days, which is when the first notice of the end goes out.
        rules.settings.set(Setting::ForcedReview, 45);
        let open = State::Open(Open { past: Past { waits_since: NOW, ..Past::default() } });
        let passed = wish(open).pass(NOW.after_days(45), &rules).unwrap();
        let (told, done) = (passed.told, passed.done.iter().map(|(timer, _)| *timer));

        let last: Vec<_> = done.skip(1).collect();
        assert_eq!(last, [Timer::ForcedReview, Timer::ExpiryFirst]);
        assert!(told.iter().any(|(_, news)| matches!(news, News::WishWaitsLong { .. })));
        assert!(told.iter().any(|(_, news)| matches!(news, News::WishExpiring { .. })));
        assert_eq!(passed.wish.pass(NOW.after_days(45), &rules).unwrap().done, [], "once");
    }

    #[test]
    fn after_a_standstill_people_hear_the_last() {
        let rules = Rules::default();
        let open = State::Open(Open { past: Past { waits_since: NOW, ..Past::default() } });
        let passed = wish(open).pass(NOW.after_days(61), &rules).unwrap();

        assert_eq!(passed.told.len(), 1);
        assert!(matches!(passed.told[0].1, News::WishExpired { .. }));
        assert_eq!(passed.done.len(), 6, "and all of it is in the history");
    }
}
