//! The day of a market: who comes, who waits in line, what is counted in the end.

use super::{tests::*, *};
use crate::{
    id::{DeviceId, MarketId, SignUpId, SlotId, StallId},
    time::Millis,
};

fn stall_id(number: u128) -> StallId {
    StallId(uuid::Uuid::from_u128(number))
}

/// Somebody is scanned at a stall, so many seconds after nine.
fn scan(nonce: u128, person_number: u128, device: u128, seconds: i64) -> Scan {
    Scan {
        nonce: Nonce(uuid::Uuid::from_u128(nonce)),
        stall: stall_id(1),
        who: who(person_number),
        sign_up: None,
        way: CheckInWay::Qr,
        device: Some(DeviceId(uuid::Uuid::from_u128(device))),
        by: person(device),
        at: times().starts_at.after(seconds * Millis::SECOND),
    }
}

/// Two hundred scans on two devices without a network, twenty people seen by both.
fn two_devices() -> Vec<Scan> {
    let first = (1..=110).map(|it| scan(it, it, 1, i64::try_from(it).unwrap() * 7));
    let second = (91..=180).map(|it| scan(1000 + it, it, 2, 900 - i64::try_from(it).unwrap()));
    first.chain(second).collect()
}

#[test]
fn two_devices_without_a_network_agree_on_the_earliest_whatever_the_order() {
    let (mut dice, mut scans) = (Dice(7), two_devices());
    assert_eq!(scans.len(), 200);
    let mut known: Option<CheckIns> = None;
    for _ in 0..50 {
        for at in (1..scans.len()).rev() {
            scans.swap(at, dice.roll(at + 1));
        }
        let mut merged = CheckIns::default();
        for scan in &scans {
            merged.take(*scan);
            // The answer was lost, so the device sends it again.
            if dice.roll(3) == 0 {
                assert_eq!(merged.take(*scan), Scanned::Same);
            }
        }
        assert_eq!(merged.counted().count(), 180, "once each");
        assert_eq!(merged.conflicts().len(), 20);
        assert!(merged.conflicts().iter().all(|(second, first)| first.at <= second.at));
        assert_eq!(*known.get_or_insert_with(|| merged.clone()), merged, "whatever the order");
    }
}

#[test]
fn the_second_scan_hears_who_was_first_and_when() {
    let mut all = CheckIns::default();
    let first = scan(1, 5, 1, 120);
    assert_eq!(all.take(first), Scanned::New);
    let (at, by, device) = (first.at, first.by, first.device);
    assert_eq!(all.take(scan(2, 5, 2, 130)), Scanned::Already { at, by, device });
    let earlier = scan(3, 5, 2, 60);
    assert_eq!(all.take(earlier), Scanned::Earlier { than: at, by, device });
    let elsewhere = Scan { stall: stall_id(2), ..scan(4, 5, 2, 130) };
    assert_eq!(all.take(elsewhere), Scanned::New, "a person goes to several stalls");
    let fast = scan(5, 6, 1, 9000).received(times().starts_at);
    assert_eq!(fast.at, times().starts_at, "no clock runs ahead of ours");
}

#[test]
fn a_wrong_check_in_is_taken_back_with_a_reason_within_two_days() {
    let (end, terms) = (times().ends_at, Terms::default());
    let mut all = CheckIns::default();
    all.take(scan(1, 5, 1, 60));
    all.take(scan(2, 5, 2, 90));
    let wrong = |reason: &str| Correction {
        nonce: Nonce(uuid::Uuid::from_u128(1)),
        by: person(ORGANISER),
        reason: reason.into(),
    };
    let late = end.after(48 * HOUR + 1);
    assert_eq!(all.correct(wrong(" "), end, end, &terms), Err(Refusal::ReasonNeeded));
    assert_eq!(all.correct(wrong("认错人"), end, late, &terms), Err(Refusal::TooLate));
    assert_eq!(all.correct(wrong("认错人"), end, end.after(48 * HOUR), &terms), Ok(()));
    let left: Vec<_> = all.counted().map(|it| it.nonce.0.as_u128()).collect();
    assert_eq!(left, [2], "the other device saw this person as well");
    assert_eq!(all.take(scan(1, 5, 1, 60)), Scanned::Same, "and it does not come back");
}

#[test]
fn who_just_came_is_counted_by_tapping_and_a_tap_sent_twice_is_one() {
    let tap = |nonce: u128, stall, count| Tap {
        nonce: Nonce(uuid::Uuid::from_u128(nonce)),
        stall: stall_id(stall),
        count,
        at: NOW,
    };
    let taps = [tap(1, 1, 1), tap(1, 1, 1), tap(2, 1, 1), tap(3, 1, -1), tap(4, 2, -1)];
    let counts = tally(&taps);
    assert_eq!((counts[&stall_id(1)], counts[&stall_id(2)]), (1, 0));
}

#[test]
fn a_device_checks_in_for_one_market_and_dies_with_it() {
    let (market, other) = (MarketId::default(), MarketId(uuid::Uuid::from_u128(2)));
    let (ends_at, terms) = (times().ends_at, Terms::default());
    let pass = DevicePass { device: DeviceId::default(), market, ends_at, revoked: false };
    let after = |hours: i64| ends_at.after(hours * HOUR);
    assert!(pass.may_scan(market, after(1), &terms) && !pass.may_scan(other, after(1), &terms));
    assert!(!pass.may_scan(market, after(2), &terms));
    assert!(pass.may_bring_in(market, after(48), &terms));
    assert!(!pass.may_bring_in(market, after(49), &terms));
    let lost = DevicePass { revoked: true, ..pass };
    assert!(!lost.may_scan(market, NOW, &terms) && !lost.may_bring_in(market, NOW, &terms));
}

#[test]
fn once_a_market_is_over_another_phone_brings_in_what_it_kept_and_no_more() {
    let (open, terms) = (published(), Terms::default());
    let after = |hours: i64| open.ends_at.after(hours * HOUR);
    let (check_in, bring_in) = (Some(DeviceUse::CheckIn), Some(DeviceUse::BringIn));
    assert_eq!(open.admits_phones(NOW, &terms), check_in, "also days before");
    assert_eq!(open.admits_phones(after(1), &terms), check_in, "some come late");
    assert_eq!(open.admits_phones(after(2), &terms), bring_in, "also where nobody closed it");
    let closed = taken(&open, MarketStep::CloseByTime, after(2));
    assert_eq!(closed.admits_phones(after(1), &terms), bring_in);
    assert_eq!(closed.admits_phones(after(48), &terms), bring_in);
    assert_eq!(closed.admits_phones(after(48).after(1), &terms), None);
    assert_eq!(draft().admits_phones(NOW, &terms), None);
}

#[test]
fn the_queue_says_how_many_are_ahead_and_how_long_from_what_it_really_takes() {
    let mut queue = Queue::new(1, 15);
    let all: Vec<_> = (1..=5).map(|it| queue.take(Some(who(it))).unwrap()).collect();
    assert_eq!((all, queue.take(Some(who(2)))), (vec![1, 2, 3, 4, 5], Ok(2)));
    assert_eq!(queue.wait(4, NOW), Some(Wait { ahead: 3, minutes: 45 }));
    // It takes eight minutes and not fifteen.
    assert_eq!(queue.call(NOW), Some(1));
    assert_eq!(queue.wait(1, NOW), Some(Wait { ahead: 0, minutes: 0 }));
    queue.begin(1, NOW).unwrap();
    queue.end(1, NOW.after(8 * MINUTE)).unwrap();
    assert_eq!(queue.end(1, NOW), Err(Refusal::StepNotPossible));
    let now = NOW.after(8 * MINUTE);
    queue.begin(2, now).unwrap();
    assert_eq!(queue.wait(5, now), Some(Wait { ahead: 2, minutes: 25 }), "eight and sixteen");
    queue.hands = 2;
    assert_eq!(queue.wait(5, now), Some(Wait { ahead: 2, minutes: 10 }));
    assert_eq!((queue.length(), queue.wait(1, now)), (3, None));
}

#[test]
fn who_does_not_hear_the_call_is_passed_over_once_by_three() {
    let (mut queue, terms) = (Queue::new(1, 10), Terms::default());
    (1..=6).for_each(|it| {
        queue.take(Some(who(it))).unwrap();
    });
    queue.call(NOW);
    queue.pass(NOW.after(5 * MINUTE - 1), &terms);
    assert!(matches!(queue.numbers()[0].state, QueueState::Called { .. }));
    let mut now = NOW.after(5 * MINUTE);
    queue.pass(now, &terms);
    queue.pass(now, &terms);
    let mut called = Vec::new();
    while let Some(next) = queue.call(now) {
        called.push(next);
        if next != 1 {
            queue.begin(next, now).unwrap();
            continue;
        }
        now = now.after(5 * MINUTE);
        queue.pass(now, &terms);
    }
    assert_eq!(called, [2, 3, 4, 1, 5, 6]);
    assert!(matches!(queue.numbers()[0].state, QueueState::Left { .. }), "not for ever");
}

fn missed(days_ago: i64) -> Missed {
    let sign_up = SignUpId(uuid::Uuid::from_u128(days_ago.unsigned_abs().into()));
    Missed { sign_up, at: NOW.after_days(-days_ago) }
}

#[test]
fn one_empty_place_is_a_word_and_two_in_ninety_days_are_one_sign_up_at_once_for_thirty() {
    let terms = Terms::default();
    let of = |days: &[i64]| {
        let missed: Vec<_> = days.iter().copied().map(missed).collect();
        standing(&missed, NOW, &terms)
    };
    assert_eq!(of(&[]), Standing::Clear);
    assert_eq!(of(&[1]), Standing::Noted(missed(1)));
    assert_eq!(of(&[91]), Standing::Clear);
    let until = NOW.after_days(25);
    let both = vec![missed(95), missed(5)];
    let rule = Term::NoShows;
    assert_eq!(of(&[5, 95]), Standing::Paused { missed: both, rule, until }, "ninety days apart");
    assert!(!of(&[5, 96]).is_paused());
    assert!(!of(&[30, 40]).is_paused(), "it is over after thirty days");
    assert!(of(&[29, 40]).is_paused());
}

#[test]
fn whom_somebody_else_signed_up_or_who_objects_has_no_mark() {
    let absent = |by_proxy, objection| SignUp {
        id: SignUpId::default(),
        slot: Default::default(),
        who: who(1),
        position: 1,
        wants: Wants::Auto,
        after_others: false,
        by_proxy,
        needs_yes: false,
        state: SignUpState::NoShow { at: NOW, by: None, objection },
    };
    assert!(Missed::of(&absent(false, Objection::None)).is_some());
    assert_eq!(Missed::of(&absent(true, Objection::None)), None);
    assert_eq!(Missed::of(&absent(false, Objection::Raised { at: NOW })), None);
    assert!(Missed::of(&absent(false, Objection::Over)).is_some());
}

#[test]
fn a_queue_says_what_who_comes_now_would_wait_and_in_the_end_nobody_does() {
    let mut queue = Queue::new(3, 15);
    assert_eq!((queue.minutes(NOW), queue.take(None)), (0, Ok(1)), "a hand is free");
    (2..=7).for_each(|it| {
        queue.take(Some(who(it))).unwrap();
    });
    for number in 1..=3 {
        assert_eq!(queue.step(QueueStep::Call { number }, NOW), Ok(number));
        queue.step(QueueStep::Begin { number }, NOW).unwrap();
    }
    queue.step(QueueStep::Call { number: 4 }, NOW).unwrap();
    let twice = queue.step(QueueStep::Call { number: 4 }, NOW);
    assert_eq!(
        twice,
        Err(Refusal::CalledMeanwhile),
        "another phone was quicker; five is not skipped"
    );
    assert_eq!((queue.serving(), queue.called(), queue.length()), (vec![1, 2, 3], vec![4], 4));
    // Fifteen for those who sit there, and four others whom three hands share.
    assert_eq!(queue.minutes(NOW), 35);
    assert_eq!(queue.numbers()[3].come_by(&Terms::default()), Some(NOW.after(5 * MINUTE)));
    queue.step(QueueStep::PutAway { number: 4 }, NOW).unwrap();
    assert_eq!(queue.step(QueueStep::End { number: 4 }, NOW), Err(Refusal::StepNotPossible));
    queue.leave_all(|_| true, NOW);
    assert_eq!((queue.length(), queue.serving().len()), (0, 3), "who sits there is served");
    assert_eq!(queue.step(QueueStep::Call { number: 5 }, NOW), Err(Refusal::StepNotPossible));
}

#[test]
fn who_goes_away_again_and_again_gets_no_other_number_and_a_stall_gives_no_more_than_999() {
    let mut queue = Queue::new(1, 15);
    for number in 1..=3 {
        assert_eq!(queue.take(Some(who(1))), Ok(number));
        queue.leave(number, NOW).unwrap();
    }
    assert_eq!(queue.take(Some(who(1))), Err(Refusal::GoneTooOften));
    for number in 4..=999 {
        assert_eq!(queue.take(None), Ok(number));
    }
    assert_eq!(queue.take(Some(who(2))), Err(Refusal::QueueOver));
}

#[test]
fn a_stall_has_as_many_hands_as_its_slots_need() {
    let barber = Stall { capacity: 6, minutes_per_service: 15, ..stall(Service::Haircut) };
    let half_hour = Some(30 * MINUTE);
    assert_eq!((barber.hands(half_hour), barber.hands(None)), (3, 1));
    assert_eq!(Stall { capacity: 1, ..barber }.hands(half_hour), 1);
}

#[test]
fn after_three_missed_shifts_the_organiser_says_yes_to_each_until_one_is_forgotten() {
    let terms = Terms::default();
    let of = |days: &[i64]| {
        let missed: Vec<_> = days.iter().copied().map(missed).collect();
        shift_standing(&missed, NOW, &terms)
    };
    assert_eq!(of(&[10, 20, 91]).asks_until, None);
    assert_eq!(of(&[10, 20, 80]).asks_until, Some(NOW.after_days(10)));
    assert_eq!(of(&[10, 20, 80, 85]).asks_until, Some(NOW.after_days(10)));
    assert_eq!(of(&[10, 91]).missed, [missed(10)]);
}

#[test]
fn a_summary_counts_what_happened_and_says_nothing_of_single_people() {
    let mut all = CheckIns::default();
    for number in 1..=6 {
        all.take(scan(number, number, 1, 60));
        all.take(Scan { stall: stall_id(2), ..scan(100 + number, number, 1, 90) });
    }
    let mut happened: Vec<_> = all.happened().chain(all.happened()).collect();
    happened.extend([
        Happened::JustCame { stall: stall_id(3), count: 40 },
        Happened::Served { stall: stall_id(1), count: 6 },
        Happened::Helped { who: person(50), minutes: 150 },
        Happened::Helped { who: person(50), minutes: 30 },
        Happened::WishCollected,
    ]);
    happened.extend([5, 4, 5, 5].map(|stars| Happened::Rated { stars }));
    let figures = SummaryFigures::of(&happened);
    assert_eq!((figures.verified, figures.persons, figures.walk_in), (12, 6, 40));
    assert_eq!((figures.stalls, figures.helpers, figures.helper_minutes), (3, 1, 180));
    let public = figures.public();
    assert_eq!((public.person_times, public.persons), (Some(52), Some(6)));
    assert_eq!((public.helpers, public.helper_hours, public.wishes), (None, None, None));
    assert_eq!(public.satisfaction, None, "four are too few");
    happened.push(Happened::Rated { stars: 4 });
    assert_eq!(SummaryFigures::of(&happened).public().satisfaction, Some(46));
}

#[test]
fn the_year_of_nine_markets_adds_up_to_ten_thousand_times() {
    let (mut times, mut persons) = (0, std::collections::BTreeSet::new());
    for market in 0..9 {
        let mut happened = Vec::new();
        for number in 0..800 {
            let (stall, who) = (stall_id(number % 23), who(market * 300 + number));
            happened.push(Happened::CameTo { stall, who });
            persons.insert(who);
        }
        happened.extend((0..23).map(|it| Happened::JustCame { stall: stall_id(it), count: 15 }));
        let public = SummaryFigures::of(&happened).public();
        assert!(public.stalls >= 20);
        times += public.person_times.unwrap();
    }
    assert_eq!(times, 9 * (800 + 23 * 15));
    assert!(times >= 10_000 && persons.len() == 3_200, "persons and times apart");
}

#[test]
fn the_desk_finds_by_name_and_last_four_and_no_log_tells_either() {
    let guest = |number: u32, name, phone| Guest {
        sign_up: SignUpId::default(),
        stall: stall_id(1),
        slot: SlotId::default(),
        code: TicketCode::new(number, false),
        seal: "00FF10A0".to_owned(),
        name: GuestName::new(name).unwrap(),
        last_four: LastFour::of(phone).unwrap(),
    };
    let all = [guest(1, "王奶奶", "13800001234"), guest(2, "王奶奶", "13800005678")];
    let four = LastFour::new("5678").unwrap();
    let whole = [0, 255, 16, 160, 1, 2, 3, 4];
    assert!(all[0].holds(SignUpId::default(), &whole));
    for wrong in [&whole[1..], &whole[..3], &[]] {
        assert!(!all[0].holds(SignUpId::default(), wrong));
    }
    assert!(!all[0].holds(SignUpId(uuid::Uuid::from_u128(1)), &whole));
    assert_eq!(find(&all, " 王奶奶 ", &four), [&all[1]]);
    assert_eq!(find(&all, "李奶奶", &four), Vec::<&Guest>::new());
    let said = format!("{all:?} {:?}", Nickname::new("小外孙"));
    for canary in ["王奶奶", "1234", "5678", "小外孙"] {
        let name = said.replace(all[0].code.digits(), "").replace(all[1].code.digits(), "");
        assert!(!name.contains(canary), "{said}");
    }
    assert!(LastFour::new("12a4").is_err());
}
