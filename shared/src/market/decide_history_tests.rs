//! Ten thousand lives of a slot, each other than the last: whatever is asked at once is decided as
//! if it had been asked one by one, and what is true of places is true at every moment.

use super::{tests::*, *};
use crate::{id::SignUpId, time::Millis};

/// How many people press at a slot of a life.
const PEOPLE: usize = 9;

fn ask(dice: &mut Dice, key: u128) -> Request {
    let id = SignUpId(uuid::Uuid::from_u128(key));
    let wants = if dice.roll(3) == 0 { Wants::Ask } else { Wants::Auto };
    let person = 1 + dice.roll(PEOPLE) as u128;
    let ask = match dice.roll(14) {
        0..=5 => Ask::SignUp { id, wants, by_proxy: false },
        6..=8 => Ask::Cancel,
        9 | 10 => Ask::Accept,
        11 => Ask::Decline,
        12 => Ask::TurnDown { why: None },
        _ => Ask::Places { places: i64::try_from(1 + dice.roll(5)).unwrap() },
    };
    // Now and then somebody's phone sends the same again.
    let key = if dice.roll(6) == 0 { key.saturating_sub(1).max(1) } else { key };
    let mut request = asks(person, key, ask);
    request.facts.paused = person == 1;
    request
}

/// What is true after every batch.
fn check(store: &Store, before: &Store, decision: &Decision, now: Millis) {
    let says = || format!("{before:#?}\n{decision:#?}");
    let holding = |it: &&SignUp| it.state.status().holds_place();
    let held = i64::try_from(store.sign_ups.iter().filter(holding).count()).unwrap();
    assert_eq!(held, store.state.held(), "what is counted is what there is: {}", says());
    let places = decision.outcomes.iter().map(|it| match it {
        Outcome::Places { places, .. } => *places,
        _ => 0,
    });
    // Who has a place keeps it when there are fewer; nobody is added beyond what there was.
    let most = places.chain([before.state.places, before.state.held()]).max();
    assert!(Some(held) <= most, "never more than there are: {}", says());
    let waiting = i64::try_from(store.count(SignUpStatus::Waitlisted)).unwrap();
    assert_eq!(waiting, store.state.waiting.count(), "{}", says());
    for number in 1..=PEOPLE as u128 {
        let mine = store.sign_ups.iter().filter(|it| it.who == who(number));
        let live = mine.filter(|it| it.state.status().is_live()).count();
        assert!(live <= 1, "one live sign-up of a person: {}", says());
    }
    let last_call = store.state.slot.times.last_call();
    for change in &decision.changes {
        let given = matches!(change.step, SignUpStepName::Promote | SignUpStepName::Offer);
        let in_time = change.tell_at.is_some_and(|at| at >= now && at < last_call);
        assert!(!given || in_time, "told in time or not at all: {}", says());
        if let SignUpState::Offered { until, .. } = change.sign_up.state {
            assert!(until <= last_call, "{}", says());
        }
    }
    let can_tell = promotion_told_at(&store.state.slot.times, now, &Terms::default()).is_some();
    assert!(
        !can_tell || store.state.free() <= 0 || waiting == 0,
        "nobody waits in vain: {}",
        says()
    );
    in_order(store, before, decision);
}

/// Whoever was promoted waited before those who still wait.
fn in_order(store: &Store, before: &Store, decision: &Decision) {
    let rank = |it: &SignUp| (it.after_others, it.position);
    let waits = |store: &Store, who: &SignUp| {
        let waits = |it: &SignUp| matches!(it.state, SignUpState::Waitlisted { .. });
        store.sign_ups.iter().any(|it| it.id == who.id && waits(it))
    };
    for change in &decision.changes {
        if !matches!(change.step, SignUpStepName::Promote | SignUpStepName::Offer) {
            continue;
        }
        let overtaken = store
            .sign_ups
            .iter()
            .find(|it| waits(before, it) && waits(store, it) && rank(it) < rank(&change.sign_up));
        assert_eq!(overtaken, None, "the first who waits is the first: {before:#?}\n{decision:#?}");
    }
}

fn live(dice: &mut Dice) -> usize {
    let mut state = empty(i64::try_from(1 + dice.roll(4)).unwrap());
    state.slot.approval = dice.roll(5) == 0;
    let (mut at_once, mut one_by_one) = (Store::new(state.clone()), Store::new(state));
    let (mut now, mut key, mut changes) = (NOW, 1, 0);
    for _ in 0..8 {
        now = now.after(i64::try_from(dice.roll(20)).unwrap() * HOUR);
        let size = dice.roll(7);
        let batch: Vec<_> = (0..size)
            .map(|_| {
                key += 1;
                ask(dice, key)
            })
            .collect();
        let before = at_once.clone();
        let decision = at_once.decide(&batch, now);
        let mut outcomes = Vec::new();
        if batch.is_empty() {
            one_by_one.decide(&[], now);
        }
        for request in &batch {
            outcomes.extend(one_by_one.decide(std::slice::from_ref(request), now).outcomes);
        }
        assert_eq!(decision.outcomes, outcomes, "{before:#?}\n{batch:#?}");
        let sorted = |store: &Store| {
            let mut all = store.sign_ups.clone();
            all.sort_by_key(|it| it.id);
            all
        };
        assert_eq!(sorted(&at_once), sorted(&one_by_one), "{before:#?}\n{batch:#?}");
        assert_eq!(at_once.state.slot.version, one_by_one.state.slot.version);
        check(&at_once, &before, &decision, now);
        changes += decision.changes.len();
    }
    changes
}

#[test]
fn ten_thousand_lives_of_a_slot_are_the_same_at_once_and_one_by_one() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let changes: usize = (0..10_000).map(|_| live(&mut dice)).sum();
    assert!(changes > 50_000, "{changes} changes");
}
