//! Ten thousand lives of wishes, each other than the last, and what is true at every moment.

use super::{tests::wish, *};
use crate::{calendar::is_night, helper::HelperClass};

/// A dice that falls the same way every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}

/// What staff may hear who ask whether all is still well.
const ASKING: [StepName; 4] =
    [StepName::FollowUpGood, StepName::FollowUpBad, StepName::CallFailed, StepName::Withdraw];

/// A life: whatever people and time try, one after the other; and what of it was done.
fn live(dice: &mut Dice, rules: &Rules) -> Vec<StepName> {
    let minor = dice.roll(3) == 0;
    let beneficiary = if minor { Beneficiary::Minor } else { Beneficiary::Myself };
    // Few get from the very beginning to the end.
    let mut wish = match dice.roll(3) {
        0 => Wish { beneficiary, ..claimed(rules) },
        _ => Wish { beneficiary, opened_at: None, ..wish(State::Submitted(Submitted::default())) },
    };
    let (mut now, mut approved, mut taken) = (super::tests::NOW, Vec::new(), Vec::new());
    for _ in 0..30 {
        // The month before it is asked after may pass in one, and the time in which it is.
        if let (Some((from, until)), 0) = (wish.follow_up_time(rules), dice.roll(4)) {
            now = now.max(if now < from { from } else { until });
        }
        now = now.after(i64::try_from(dice.roll(96)).unwrap_or(1) * Millis::HOUR);
        let passed = wish.pass(now, rules).expect("what time does is possible");
        let befores = passed.done.iter().map(|(_, before)| before);
        let afters = befores.clone().skip(1).chain([&passed.wish]);
        befores.zip(afters).for_each(|(before, after)| check(before, after, now, rules));
        let again = passed.wish.pass(now, rules).expect("what time does is possible");
        assert_eq!(again.done, [], "time does nothing twice");
        let steps = passed.done.iter().filter_map(|(timer, _)| timer.step());
        taken.extend(steps.map(|step| step.name()));
        wish = passed.wish;
        if let (State::InParts(_), true) = (&wish.state, dice.roll(2) == 0) {
            let next = wish.follow(&a_part(dice, now));
            check(&wish, &next, now, rules);
            wish = next;
        }
        let by = PersonId(uuid::Uuid::from_u128(dice.roll(4) as u128));
        let all = match wish.follow_up_until(now, rules) {
            Some(_) => &ASKING[..],
            None => &StepName::ALL[..],
        };
        let name = all[dice.roll(all.len())];
        let Some(step) = example(name, &wish, (by, dice.roll(2) == 0), now) else { continue };
        let step = match step {
            Step::Claim { by, .. } if dice.roll(2) == 0 => {
                Step::Claim { by, class: HelperClass::Team }
            }
            other => other,
        };
        let taken_over = matches!(step, Step::TakeOver { .. });
        let Ok(next) = wish.step(step, now, rules) else { continue };
        let next = next.drawn(&wish, dice.roll(3) as u64, rules);
        assert!(!taken_over || timers(&next, rules) == timers(&wish, rules), "no time begins anew");
        if name == StepName::Approve && !approved.contains(&by) {
            approved.push(by);
        }
        if name == StepName::Answer {
            approved.clear();
        }
        let first_open = wish.opened_at.is_none() && next.opened_at.is_some();
        assert!(!first_open || approved.len() >= if minor { 2 } else { 1 }, "{approved:?}");
        check(&wish, &next, now, rules);
        taken.push(name);
        wish = next;
    }
    taken
}

/// Public, and in the hands of a helper.
fn claimed(rules: &Rules) -> Wish {
    let now = super::tests::NOW;
    let open = Open { past: Past { waits_since: now, ..Past::default() } };
    let claim = Step::Claim { by: PersonId::default(), class: HelperClass::Team };
    wish(State::Open(open)).step(claim, now, rules).expect("it waits")
}

/// One of the two parts of [`example`], after something happened to it.
fn a_part(dice: &mut Dice, now: Millis) -> Wish {
    let states = super::tests::states();
    let (state, _) = states[dice.roll(states.len())].clone();
    let ever_claimed = state.helper().is_some();
    let claimed_at = ever_claimed.then_some(now);
    let id = WishId(uuid::Uuid::from_u128(dice.roll(2) as u128 + 1));
    Wish { id, ever_claimed, claimed_at, ..wish(state) }
}

fn check(before: &Wish, after: &Wish, now: Millis, rules: &Rules) {
    let (from, to) = (before.state.status(), after.state.status());
    let says = format!("{before:?} -> {after:?}");
    let heard = before.awaits_judgement();
    assert!(from != Status::Removed || to == Status::Removed || heard, "for good: {says}");
    assert!(before.opened_at.is_none() || after.opened_at == before.opened_at, "{says}");
    assert!(after.ever_claimed >= before.ever_claimed, "{says}");
    assert!(!matches!(to, Status::Open | Status::Offered) || after.opened_at.is_some(), "{says}");
    assert!(!to.is_in_hand() || after.state.helper().is_some(), "somebody has it: {says}");
    let fulfilled = matches!(to, Status::Fulfilled | Status::Unconfirmed);
    assert!(!fulfilled || after.ever_claimed, "nothing comes true by itself: {says}");
    assert_eq!(fulfilled, after.fulfilled_at.is_some(), "{says}");
    if let (State::Fulfilled(was), State::Disputed(_)) = (&before.state, &after.state) {
        let objected = now <= rules.after(was.at, Setting::DisputeTime);
        assert!(objected || before.follow_up_until(now, rules).is_some(), "too late: {says}");
    }
    if let (State::Fulfilled(was), State::Fulfilled(is)) = (&before.state, &after.state) {
        let asked = was.follow_up == Some(FollowUp::Chosen) || was.follow_up == is.follow_up;
        assert!(asked && was.at == is.at, "asked once, and nothing else changes: {says}");
    }
    let asked_after = after.follow_up_time(rules).is_some();
    assert!(!asked_after || next_due(after, rules).is_some(), "it has an end: {says}");
    let attended = next_due(after, rules).is_some() || desk_at(after, rules).is_some();
    assert!((to.is_final() && !after.awaits_reply()) || attended, "nobody is forgotten: {says}");
    assert!(timers(after, rules).iter().all(|(at, _)| !is_night(*at)), "{says}");
    assert!(PublicWish::of(after).is_none_or(|it| it.opened_at <= now), "{says}");
}

#[test]
fn ten_thousand_lives_keep_every_promise() {
    let (mut dice, rules) = (Dice(0x9e37_79b9_7f4a_7c15), Rules::default());
    let taken: Vec<StepName> = (0..10_000).flat_map(|_| live(&mut dice, &rules)).collect();
    assert!(taken.len() > 20_000, "{} steps were possible", taken.len());
    for name in [StepName::FollowUpGood, StepName::FollowUpBad, StepName::FollowUpLapsed] {
        let times = taken.iter().filter(|it| **it == name).count();
        assert!(times > 10, "{}: {times} times", name.code());
    }
}
