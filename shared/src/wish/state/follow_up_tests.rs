//! Who is asked after a wish that came true, from when until when, and what becomes of it.

use super::*;
use crate::wish::{
    Beneficiary, Open, Past, Status, Step,
    tests::{HELPER, NOW, wish},
};
use crate::{calendar::is_night, helper::HelperClass};

const WORDS: String = String::new();

fn claimed(at: Millis) -> Wish {
    let open = wish(State::Open(Open { past: Past { waits_since: at, ..Past::default() } }));
    let claim = Step::Claim { by: HELPER, class: HelperClass::Volunteer };
    open.step(claim, at, &Rules::default()).unwrap()
}

/// Came true by a step, with this lot.
fn came_true(claimed: &Wish, lot: u64, at: Millis, rules: &Rules) -> Wish {
    claimed.step(Step::RightWord, at, rules).unwrap().drawn(claimed, lot, rules)
}

fn is_chosen(wish: &Wish, rules: &Rules) -> bool {
    wish.follow_up_time(rules).is_some()
}

#[test]
fn one_in_ten_is_asked_after_unless_the_community_says_otherwise() {
    let (mut rules, before) = (Rules::default(), claimed(NOW));
    let chosen = |rules: &Rules| {
        (0..100).filter(|lot| is_chosen(&came_true(&before, *lot, NOW, rules), rules)).count()
    };
    assert_eq!(chosen(&rules), 10);
    rules.settings.set(Setting::FollowUpShare, 4);
    assert_eq!(chosen(&rules), 25);
    rules.settings.set(Setting::FollowUpShare, 1);
    assert_eq!(chosen(&rules), 100);
    rules.settings.set(Setting::FollowUpShare, 0);
    assert_eq!(chosen(&rules), 0);
}

#[test]
fn whoever_may_find_it_hard_to_speak_up_is_always_asked() {
    let (mut rules, plain) = (Rules::default(), claimed(NOW));
    let chosen = |wish: &Wish, rules: &Rules| is_chosen(&came_true(wish, 1, NOW, rules), rules);
    let old = |band| Wish { age_band: Some(band), ..plain.clone() };
    assert!(!chosen(&plain, &rules));
    assert!(chosen(&Wish { beneficiary: Beneficiary::Minor, ..plain.clone() }, &rules));
    assert!(chosen(&old(AgeBand::From70), &rules) && chosen(&old(AgeBand::From80), &rules));
    assert!(!chosen(&old(AgeBand::From60), &rules) && !chosen(&old(AgeBand::Under60), &rules));
    rules.settings.set(Setting::FollowUpAge, 60);
    assert!(chosen(&old(AgeBand::From60), &rules));
    let knows_office = |office| {
        let mut wish = plain.clone();
        wish.state.past_mut().unwrap().entitled = Some(office);
        wish
    };
    assert!(chosen(&knows_office(Office::DisabledFederation), &rules));
    assert!(!chosen(&knows_office(Office::PropertyManagement), &rules));
}

#[test]
fn what_came_true_stays_drawn_as_it_was() {
    let (rules, before) = (Rules::default(), claimed(NOW));
    let chosen = came_true(&before, 0, NOW, &rules);
    assert_eq!(chosen.clone().drawn(&chosen, 1, &rules), chosen, "not again with another lot");
    assert_eq!(before.clone().drawn(&before, 0, &rules), before, "nor what has not come true");
}

#[test]
fn staff_ask_after_thirty_days_by_day_and_for_fourteen() {
    let (rules, late) = (Rules::default(), NOW.after(9 * Millis::HOUR));
    assert!(is_night(late));
    let wish = came_true(&claimed(late), 0, late, &rules);
    let (from, until) = wish.follow_up_time(&rules).unwrap();
    assert_eq!(from, late.after_days(30).after(8 * Millis::HOUR), "in the morning");
    assert_eq!(until, from.after_days(14));
    let good = |at| wish.step(Step::FollowUpGood { words: WORDS }, at, &rules).map(|_| ());
    assert_eq!(good(from.after(-1)), Err(Kind::TooEarly));
    assert_eq!((good(from), good(until.after(-1))), (Ok(()), Ok(())));
    assert_eq!(good(until), Err(Kind::TooLate));
    assert_eq!(wish.follow_up_until(from.after(-1), &rules), None);
    assert_eq!(wish.follow_up_until(from, &rules), Some(until));
}

#[test]
fn what_is_still_good_is_asked_once() {
    let (rules, then) = (Rules::default(), NOW.after_days(31));
    let wish = came_true(&claimed(NOW), 0, NOW, &rules);
    let called = wish.step(Step::CallFailed { by: HELPER }, then, &rules).unwrap();
    assert_eq!(called, wish, "somebody calls again");
    let good = wish.step(Step::FollowUpGood { words: WORDS }, then, &rules).unwrap();
    assert_eq!((good.state.status(), good.fulfilled_at), (Status::Fulfilled, Some(NOW)));
    for step in [Step::FollowUpGood { words: WORDS }, Step::FollowUpLapsed] {
        assert_eq!(good.step(step, then, &rules), Err(Kind::StepNotPossible));
    }
}

#[test]
fn what_is_wrong_is_looked_into_however_long_ago_it_came_true() {
    let (rules, then) = (Rules::default(), NOW.after_days(40));
    let wish = came_true(&claimed(NOW), 0, NOW, &rules);
    let (by, reason) = (PersonId::default(), DisputeReason::HalfDone);
    let dispute = Step::Dispute { by, reason, words: WORDS };
    let trouble = || Step::FollowUpBad { by, reason, words: WORDS };
    assert_eq!(wish.step(dispute, then, &rules), Err(Kind::TooLate));
    let disputed = wish.step(trouble(), then, &rules).unwrap();
    assert_eq!(disputed.state.status(), Status::Disputed);
    let other = came_true(&claimed(NOW), 1, NOW, &rules);
    assert_eq!(other.step(trouble(), then, &rules), Err(Kind::StepNotPossible));
}

#[test]
fn who_was_not_asked_is_left_in_peace_once() {
    let rules = Rules::default();
    let wish = came_true(&claimed(NOW), 0, NOW, &rules);
    let passed = wish.pass(NOW.after_days(60), &rules).unwrap();
    assert_eq!(passed.done.len(), 1);
    assert_eq!((passed.told.len(), passed.wish.state.status()), (0, Status::Fulfilled));
    assert_eq!(passed.wish.follow_up_time(&rules), None);
    assert_eq!(passed.wish.pass(NOW.after_days(90), &rules).unwrap().done, []);
}

/// Where contacts are forgotten after thirty days, nobody can be called; after forty, for ten.
#[test]
fn nobody_is_asked_when_it_is_forgotten_whom_to_call() {
    let mut rules = Rules::default();
    rules.settings.set(Setting::Retention, 30);
    assert!(!is_chosen(&came_true(&claimed(NOW), 0, NOW, &rules), &rules));
    rules.settings.set(Setting::Retention, 40);
    let wish = came_true(&claimed(NOW), 0, NOW, &rules);
    assert_eq!(wish.follow_up_time(&rules), Some((NOW.after_days(30), NOW.after_days(40))));
    // A community that forgets sooner from now on has nobody left to ask.
    rules.settings.set(Setting::Retention, 30);
    assert_eq!(wish.follow_up_until(NOW.after_days(30), &rules), None);
}

#[test]
fn whoever_was_asked_is_not_asked_again_after_an_appeal() {
    let (rules, before) = (Rules::default(), claimed(NOW));
    let mut wish = came_true(&before, 0, NOW, &rules);
    let State::Fulfilled(it) = &mut wish.state else { panic!("it came true") };
    it.follow_up = Some(FollowUp::Good { at: NOW });
    let (by, reason) = (HELPER, crate::wish::RemoveReason::Fraud);
    let third = crate::id::PersonId(uuid::Uuid::from_u128(31));
    let down = [
        Step::AskRemoval { by, secretary: true, reason, words: WORDS },
        Step::AgreeRemoval { by: Default::default(), secretary: false },
        Step::Appeal { words: WORDS },
    ];
    let down = down.into_iter().fold(wish.clone(), |it, step| it.step(step, NOW, &rules).unwrap());
    let back = down.step(Step::Restore { by: third, words: WORDS }, NOW, &rules).unwrap();
    assert_eq!(back.drawn(&down, 0, &rules).state, wish.state);
}
