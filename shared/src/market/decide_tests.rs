//! What is asked of one slot, and what becomes of it.

use super::{tests::*, *};
use crate::{calendar::is_night, id::SlotId, time::Millis};

fn full(places: u128) -> Store {
    let mut store = Store::new(empty(places.try_into().unwrap()));
    let all: Vec<_> = (1..=places).map(joins).collect();
    store.decide(&all, NOW);
    store
}

fn refused(decision: &Decision) -> Option<Refusal> {
    match decision.outcomes.last() {
        Some(Outcome::Refused { refusal }) => Some(*refusal),
        _ => None,
    }
}

#[test]
fn five_hundred_want_fifty_places() {
    let mut store = Store::new(empty(50));
    let all: Vec<_> = (1..=500).map(joins).collect();
    let decision = store.decide(&all, NOW);
    assert_eq!(store.count(SignUpStatus::Confirmed), 50);
    assert_eq!(store.count(SignUpStatus::Waitlisted), 450);
    for (at, outcome) in decision.outcomes.iter().enumerate() {
        let place = i64::try_from(at).unwrap() - 49;
        match outcome {
            Outcome::Waiting { place: said, .. } => assert_eq!(*said, place),
            outcome => assert!(place <= 0, "{outcome:?}"),
        }
    }
    let cancels: Vec<_> = (1..=50).map(|it| asks(it, 1000 + it, Ask::Cancel)).collect();
    let decision = store.decide(&cancels, NOW);
    assert!((51..=100).all(|it| store.status(it) == SignUpStatus::Confirmed));
    assert!((101..=500).all(|it| store.status(it) == SignUpStatus::Waitlisted));
    let told = decision.changes.iter().filter_map(|it| it.tell_at);
    assert_eq!(told.filter(|at| *at < times().closes_at).count(), 50, "before close");
}

#[test]
fn the_same_request_twice_gives_one_place() {
    let mut store = Store::new(empty(5));
    let twice = store.decide(&[joins(1), joins(1)], NOW);
    assert_eq!(twice.outcomes[0], twice.outcomes[1]);
    let again = store.decide(&[joins(1)], NOW.after(HOUR));
    assert_eq!(again.outcomes[0], twice.outcomes[0]);
    assert_eq!((store.state.taken, again.changes), (1, vec![]));
    let mut other = joins(1);
    other.key = RequestKey(uuid::Uuid::from_u128(77));
    assert_eq!(refused(&store.decide(&[other], NOW)), Some(Refusal::AlreadySignedUp));
    let reused = store.decide(&[asks(1, 1, Ask::Cancel)], NOW);
    assert_eq!(refused(&reused), Some(Refusal::KeyReused));
    let mut neighbour = joins(1);
    neighbour.who = who(2);
    let own = store.decide(&[neighbour], NOW);
    assert_eq!((refused(&own), own.changes.len()), (None, 1), "everybody has keys of their own");
}

#[test]
fn who_gave_a_place_back_joins_at_the_end() {
    let mut store = full(1);
    store.decide(&[joins(2), joins(3)], NOW);
    store.decide(&[asks(1, 11, Ask::Cancel)], NOW);
    assert_eq!(store.status(2), SignUpStatus::Confirmed);
    // Promoted, cancelled, and back again: behind who waited meanwhile.
    let mut back = joins(102);
    back.who = who(2);
    let decision = store.decide(&[asks(2, 12, Ask::Cancel), back], NOW);
    assert_eq!(store.status(3), SignUpStatus::Confirmed);
    assert!(matches!(decision.outcomes[1], Outcome::Waiting { place: 1, .. }));
    let mine = store.sign_ups.iter().filter(|it| it.who == who(2)).map(|it| it.position);
    assert_eq!(mine.max(), Some(4));
}

#[test]
fn who_wants_to_be_asked_is_asked_and_the_place_is_held_meanwhile() {
    let mut store = full(1);
    let mut asked = joins(2);
    if let Ask::SignUp { wants, .. } = &mut asked.ask {
        *wants = Wants::Ask;
    }
    store.decide(&[asked, joins(3)], NOW);
    let decision = store.decide(&[asks(1, 11, Ask::Cancel)], NOW);
    assert_eq!((store.state.free(), store.state.offers.len()), (0, 1));
    let offered = &decision.changes.last().unwrap().sign_up;
    // Twelve hours far from the start, of which eight fall before the night.
    let until = NOW.after((12 + 9) * HOUR);
    assert_eq!(offered.state, SignUpState::Offered { since: NOW, until });

    let mut taken = store.clone();
    taken.decide(&[asks(2, 12, Ask::Accept)], until.after(-1));
    assert_eq!(taken.status(2), SignUpStatus::Confirmed);
    let mut declined = store.clone();
    declined.decide(&[asks(2, 12, Ask::Decline)], NOW);
    assert_eq!(declined.status(2), SignUpStatus::Declined);
    assert_eq!(declined.status(3), SignUpStatus::Confirmed);
    let late = store.decide(&[asks(2, 12, Ask::Accept)], until);
    assert_eq!(refused(&late), Some(Refusal::NoSignUp));
    assert_eq!(store.status(2), SignUpStatus::OfferExpired);
    assert_eq!(store.status(3), SignUpStatus::Confirmed);
}

#[test]
fn an_offer_stands_as_long_as_there_is_time_and_never_through_the_night() {
    let (times, terms) = (times(), Terms::default());
    let ends = |before: i64| {
        let now = times.starts_at.after(-before);
        offer_ends(&times, now, &terms).map(|until| (until.0 - now.0) / MINUTE)
    };
    assert_eq!(ends(24 * HOUR), Some(2 * 60));
    assert_eq!(ends(24 * HOUR + MINUTE), Some(12 * 60));
    // The last call is at seven in the morning, so who would be told then is not promoted.
    assert_eq!(ends(5 * HOUR), None);
    assert_eq!(ends(HOUR), None);
    let late = SlotTimes { closes_at: times.starts_at, ..times };
    let near = late.starts_at.after(-HOUR);
    assert_eq!(offer_ends(&late, near, &terms), Some(near.after(30 * MINUTE)));
    let nearer = late.starts_at.after(-10 * MINUTE);
    assert_eq!(offer_ends(&late, nearer, &terms), Some(late.starts_at), "never beyond the start");
}

#[test]
fn at_night_the_place_passes_on_at_once_and_the_message_waits_for_the_morning() {
    let mut store = full(1);
    store.decide(&[joins(2)], NOW);
    let night = NOW.after(10 * HOUR);
    assert!(is_night(night));
    let decision = store.decide(&[asks(1, 11, Ask::Cancel)], night);
    assert_eq!(store.status(2), SignUpStatus::Confirmed);
    assert_eq!(decision.changes.last().unwrap().tell_at, Some(NOW.after(17 * HOUR)));
    // In the last night the morning is too late: nobody gets a place of which nobody tells.
    let mut store = full(1);
    store.decide(&[joins(2)], NOW);
    let last_night = times().starts_at.after(-6 * HOUR);
    store.decide(&[asks(1, 11, Ask::Cancel)], last_night);
    assert_eq!(store.status(2), SignUpStatus::Waitlisted);
    // And nobody who comes later overtakes.
    let decision = store.decide(&[joins(3)], last_night);
    assert!(matches!(decision.outcomes[0], Outcome::Waiting { place: 2, .. }));
}

#[test]
fn nobody_is_promoted_after_the_last_call_or_when_the_market_is_off() {
    for (at, shut) in [
        (times().closes_at, None),
        (times().starts_at.after(-1), None),
        (NOW, Some(Refusal::Cancelled)),
    ] {
        let mut store = full(1);
        store.decide(&[joins(2)], NOW);
        store.state.shut = shut;
        store.decide(&[asks(1, 11, Ask::Cancel)], at);
        assert_eq!(store.status(1), SignUpStatus::Cancelled);
        assert_eq!(store.status(2), SignUpStatus::Waitlisted);
    }
}

#[test]
fn more_places_go_to_who_waits_in_order_and_fewer_take_nobodys() {
    let mut store = full(3);
    let all: Vec<_> = (4..=8).map(joins).collect();
    store.decide(&all, NOW);
    store.decide(&[asks(0, 900, Ask::Places { places: 5 })], NOW);
    assert_eq!(
        [4, 5, 6].map(|it| store.status(it) == SignUpStatus::Confirmed),
        [true, true, false]
    );
    let less = store.decide(&[asks(0, 901, Ask::Places { places: 2 })], NOW);
    assert_eq!(less.outcomes, [Outcome::Places { places: 2, over: 3 }]);
    assert_eq!(store.count(SignUpStatus::Confirmed), 5);
    let cancels: Vec<_> = (1..=4).map(|it| asks(it, 910 + it, Ask::Cancel)).collect();
    store.decide(&cancels[..3], NOW);
    assert_eq!(store.status(6), SignUpStatus::Waitlisted, "two of two are taken still");
    store.decide(&cancels[3..], NOW);
    assert_eq!(store.status(6), SignUpStatus::Confirmed);
}

#[test]
fn each_refusal_has_its_reason() {
    let (opens, closes) = (times().opens_at, times().closes_at);
    let alone = |request: Request, at| refused(&Store::new(empty(5)).decide(&[request], at));
    assert_eq!(alone(joins(1), opens.after(-1)), Some(Refusal::NotYetOpen));
    assert_eq!(alone(joins(1), closes), Some(Refusal::SignUpClosed));
    assert_eq!(alone(asks(1, 1, Ask::Cancel), NOW), Some(Refusal::NoSignUp));
    let overlap = |hard| Some(Overlap { with: SlotId::default(), minutes: 40, hard });
    let mut busy = joins(1);
    busy.facts.overlap = overlap(true);
    assert_eq!(alone(busy.clone(), NOW), Some(Refusal::Overlap));
    busy.facts.overlap = overlap(false);
    let warned = Store::new(empty(5)).decide(&[busy], NOW);
    assert!(matches!(warned.outcomes[0], Outcome::Confirmed { overlap: Some(_), .. }));
    let mut paused = joins(1);
    (paused.facts.paused, paused.facts.elsewhere) = (true, 1);
    assert_eq!(alone(paused.clone(), NOW), Some(Refusal::OneAtATime));
    paused.facts.elsewhere = 0;
    assert_eq!(alone(paused, NOW), None);
    let shut = SlotState { shut: Some(Refusal::Cancelled), ..empty(5) };
    assert_eq!(refused(&Store::new(shut).decide(&[joins(1)], NOW)), Some(Refusal::Cancelled));
    let began = full(2).decide(&[asks(1, 11, Ask::Cancel)], times().starts_at);
    assert_eq!(refused(&began), Some(Refusal::Started));
}

#[test]
fn a_household_has_four_places_of_a_slot_however_fast_it_presses() {
    let mut store = Store::new(empty(9));
    let member = |number: u128| {
        let member = Some(crate::id::MemberId(uuid::Uuid::from_u128(number)));
        Request { who: Attendee { member, ..who(1) }, ..joins(number) }
    };
    let all: Vec<_> = (1..=6).map(member).collect();
    let decision = store.decide(&all, NOW);
    assert_eq!(store.state.taken, 4);
    assert_eq!(refused(&decision), Some(Refusal::HouseholdFull));
}

#[test]
fn who_left_places_empty_waits_behind_the_others() {
    let mut store = full(1);
    let mut paused = joins(2);
    paused.facts.paused = true;
    let decision = store.decide(&[paused, joins(3)], NOW);
    let places = decision.outcomes.iter().map(|it| match it {
        Outcome::Waiting { place, .. } => *place,
        _ => 0,
    });
    assert_eq!(places.collect::<Vec<_>>(), [1, 1], "each as it was when it was said");
    store.decide(&[asks(1, 11, Ask::Cancel)], NOW);
    assert_eq!(store.status(3), SignUpStatus::Confirmed);
}

#[test]
fn who_is_elsewhere_by_now_is_asked_instead_of_moved() {
    let mut store = full(1);
    let decision = store.decide(&[joins(2)], NOW);
    let sign_up = decision.changes[0].sign_up.clone();
    let mut state = store.state.clone();
    state.waiting = WaitingList::new(vec![Waiting { sign_up, clash: true }], 1, 0);
    state.places = 2;
    let decision = decide(&state, &[], NOW, &Terms::default());
    assert_eq!(decision.changes[0].step, SignUpStepName::Offer);
}

#[test]
fn what_the_organiser_looks_at_is_kept_meanwhile_and_silence_is_a_yes() {
    let mut state = empty(1);
    state.slot.approval = true;
    let mut store = Store::new(state);
    let decision = store.decide(&[joins(1), joins(2)], NOW);
    assert!(matches!(decision.outcomes[0], Outcome::Pending { .. }));
    assert!(matches!(decision.outcomes[1], Outcome::Waiting { .. }));
    let mut silent = store.sign_ups.iter().find(|it| it.who == who(1)).cloned().unwrap();
    let terms = Terms::default();
    let case = |now: Millis| SlotCase {
        now,
        times: times(),
        approval: true,
        anyone_came: false,
        of_helpers: false,
        terms: &terms,
    };
    assert_eq!(silent.step(SignUpStep::AdmitByTime, &case(NOW)), Err(Refusal::TooEarly));
    silent = silent.step(SignUpStep::AdmitByTime, &case(NOW.after_days(4))).unwrap();
    assert_eq!(silent.state.status(), SignUpStatus::Confirmed);
    store.decide(&[asks(1, 11, Ask::TurnDown { why: None })], NOW);
    assert_eq!(store.status(1), SignUpStatus::CancelledByOrganiser);
    assert_eq!(store.status(2), SignUpStatus::Pending);
}

#[test]
fn after_missed_shifts_the_organiser_says_yes_to_this_one_and_the_place_is_kept() {
    let mut store = full(1);
    let mut unsure = joins(2);
    unsure.facts.needs_yes = true;
    store.decide(&[unsure], NOW);
    store.decide(&[asks(1, 11, Ask::Cancel), joins(3)], NOW);
    assert_eq!(store.status(2), SignUpStatus::Pending);
    assert_eq!(store.status(3), SignUpStatus::Waitlisted);
    let admitted = store.decide(&[asks(2, 12, Ask::Admit)], NOW);
    assert!(matches!(admitted.outcomes[0], Outcome::Confirmed { .. }));
}
