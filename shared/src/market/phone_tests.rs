//! A phone at the table, alone and with another, with and without a network.

use uuid::Uuid;

use super::*;
use crate::{
    id::{DeviceId, MarketId, SignUpId, SlotId, StallId},
    time::Millis,
};

const START: Millis = Millis(1_795_413_600_000);
const SEAL: [u8; 8] = [0xab, 0xcd, 0xef, 0x01, 2, 3, 4, 5];

fn stall(number: u128) -> StallId {
    StallId(Uuid::from_u128(number))
}

fn sign_up(number: u128) -> SignUpId {
    SignUpId(Uuid::from_u128(100 + number))
}

fn nonce(number: u128) -> Nonce {
    Nonce(Uuid::from_u128(number))
}

/// Guests 1 and 2 at the first stall, 3 at the second; half an hour each from the start.
fn phone(device: &str) -> Phone {
    let slot = |number| ListedSlot {
        id: SlotId(Uuid::from_u128(number)),
        starts_at: START,
        ends_at: START.after(30 * Millis::MINUTE),
    };
    let listed = |number| ListedStall {
        id: stall(number),
        number: number.to_string(),
        provider_name: "巧手理发店".into(),
        service: Service::Haircut,
        slots: vec![slot(number)],
        walk_in: 4,
    };
    let guest = |number: u128, at| Guest {
        sign_up: sign_up(number),
        stall: stall(at),
        slot: SlotId(Uuid::from_u128(at)),
        code: TicketCode::new(number as u32, false),
        seal: "ABCDEF01".into(),
        name: GuestName::default(),
        last_four: LastFour::new("1234").unwrap(),
    };
    let list = CheckInList {
        device: Device {
            given_up: Vec::new(),
            what: DeviceUse::CheckIn,
            id: DeviceId::default(),
            name: device.into(),
            until: START.after(5 * Millis::HOUR),
            brings_in_until: START.after_days(2),
        },
        market: MarketId::default(),
        kind: MarketKind::Market,
        title: "共享集市".into(),
        place_name: "广场".into(),
        rehearsal: false,
        starts_at: START,
        ends_at: START.after(3 * Millis::HOUR),
        minutes_before: 60,
        of_helpers: false,
        stalls: vec![listed(1), listed(2)],
        guests: vec![guest(1, 1), guest(2, 1), guest(3, 2)],
        seen: Vec::new(),
        up_to: 0,
    };
    Phone { list, version: "1".into(), ahead: 0, synced_at: None }
}

fn qr(number: u128) -> Shown {
    Shown::Qr { text: qr_text(sign_up(number), &SEAL) }
}

fn scan(number: u128, who: u128, at: Millis) -> Entry {
    Entry::Scan(NewScan {
        nonce: nonce(number),
        stall: stall(1),
        shown: qr(who),
        what: SeenAs::Arrived,
        at,
    })
}

fn tap(number: u128, count: i64) -> Entry {
    Entry::Tap(Tap { nonce: nonce(number), stall: stall(1), count, at: START })
}

fn seen(number: u128, who: u128, at: Millis, device: &str) -> Seen {
    Seen {
        nonce: nonce(number),
        stall: stall(1),
        sign_up: sign_up(who),
        what: SeenAs::Arrived,
        at,
        device: device.into(),
        undone: false,
    }
}

fn synced(seen: Vec<Seen>) -> Synced {
    Synced {
        scans: Vec::new(),
        taps: Vec::new(),
        undone: Vec::new(),
        seen,
        up_to: 9,
        more: false,
        counts: vec![StallCount { stall: stall(1), verified: 1, walk_in: 7 }],
        version: "1".into(),
        now: START,
    }
}

#[test]
fn whoever_comes_is_checked_in_once_however_they_are_known() {
    let phone = phone("门口");
    let (who, stall) = (sign_up(1), stall(1));
    let code = Shown::Code { code: phone.guest(who).unwrap().code.shown() };
    let unsent = [scan(1, 1, START)];
    for shown in [qr(1), code, Shown::Name { sign_up: who }, Shown::List { sign_up: who }] {
        for at in [None, Some(stall)] {
            let first = phone.answer(&[], at, &shown, false, START);
            assert_eq!(first, Answer::New { sign_up: who, stall });
            let again = phone.answer(&unsent, at, &shown, false, START.after(1));
            let device = "门口".to_owned();
            assert_eq!(again, Answer::Already { sign_up: who, stall, at: START, device });
        }
    }
}

#[test]
fn a_check_in_that_was_taken_back_can_be_made_again() {
    let mut phone = phone("门口");
    let undo = Entry::Undo(Undo { nonce: nonce(1), reason: "点错了".into() });
    let new = Answer::New { sign_up: sign_up(1), stall: stall(1) };
    let unsent = [scan(1, 1, START), undo.clone()];
    assert_eq!(phone.answer(&unsent, None, &qr(1), false, START), new);
    phone.list.seen = vec![Seen { undone: true, ..seen(1, 1, START, "门口") }];
    assert_eq!(phone.answer(&[], None, &qr(1), false, START), new);
    phone.list.seen = vec![seen(1, 1, START, "门口")];
    assert_eq!(phone.answer(&[undo], None, &qr(1), false, START), new);
}

#[test]
fn at_another_stall_somebody_is_asked_and_then_counted_there_too() {
    let phone = phone("门口");
    let (there, who) = (Some(stall(2)), sign_up(1));
    assert_eq!(phone.answer(&[], there, &qr(1), false, START), Answer::Elsewhere { sign_up: who });
    let unsent = [scan(1, 1, START)];
    let both = phone.answer(&unsent, there, &qr(1), true, START);
    assert_eq!(both, Answer::New { sign_up: who, stall: stall(2) });
    let late = START.after(3 * Millis::HOUR);
    assert_eq!(phone.answer(&[], there, &qr(1), true, late), both, "longer than the slot");
    let over = Answer::TooLate { sign_up: who, until: late };
    assert_eq!(phone.answer(&[], there, &qr(1), true, late.after(1)), over);
}

#[test]
fn a_slot_has_its_time_by_the_clock_of_the_market() {
    let mut phone = phone("门口");
    let says = |phone: &Phone, now| phone.answer(&[], None, &qr(1), false, now);
    let from = START.after(-Millis::HOUR);
    assert_eq!(says(&phone, from.after(-1)), Answer::TooEarly { sign_up: sign_up(1), from });
    assert!(matches!(says(&phone, from), Answer::New { .. }));
    let until = START.after(30 * Millis::MINUTE);
    assert!(matches!(says(&phone, until), Answer::New { .. }));
    assert_eq!(says(&phone, until.after(1)), Answer::TooLate { sign_up: sign_up(1), until });
    phone.ahead = -Millis::HOUR;
    assert!(matches!(says(&phone, until.after(1)), Answer::New { .. }));
    assert!(phone.works(START.after(6 * Millis::HOUR - 1)));
    assert!(!phone.works(START.after(6 * Millis::HOUR)));
}

#[test]
fn what_is_no_ticket_of_this_market_is_told_apart() {
    let phone = phone("门口");
    let says = |shown| phone.answer(&[], None, &shown, false, START);
    let forged = Shown::Qr { text: qr_text(sign_up(1), &[0; 8]) };
    assert_eq!(says(forged), Answer::Forged);
    assert_eq!(says(qr(9)), Answer::Unknown);
    let text = "https://example.org".to_owned();
    assert_eq!(says(Shown::Qr { text }), Answer::Refused(Refusal::WrongTicket));
    let code = |code: &str| Shown::Code { code: code.into() };
    assert_eq!(says(code("12345678")), Answer::Refused(Refusal::MistypedCode));
    let test = TicketCode::new(5, true);
    assert_eq!(says(code(test.digits())), Answer::Refused(Refusal::TestTicket));
    let other = TicketCode::new(999_999, false);
    assert_eq!(says(code(other.digits())), Answer::Unknown);
}

#[test]
fn who_just_came_is_counted_apart_and_never_less_than_none() {
    let phone = phone("门口");
    assert_eq!(phone.walk_in(stall(1), &[tap(1, 1), tap(2, 1), tap(3, -1)]), 5);
    assert_eq!(phone.walk_in(stall(2), &[tap(1, 1)]), 4);
    let less: Vec<Entry> = (0..9).map(|it| tap(it, -1)).collect();
    assert_eq!(phone.walk_in(stall(1), &less), 0);
    assert!(phone.sightings(&[tap(1, 1)]).is_empty());
}

#[test]
fn the_first_of_two_phones_counts_and_both_hear_of_it() {
    let (early, late) = (START, START.after(60_000));
    let both = || synced(vec![seen(2, 1, late, "西门"), seen(1, 1, early, "门口")]);
    for own in ["门口", "西门"] {
        let mut phone = phone(own);
        assert!(phone.doubles().is_empty());
        assert_eq!(phone.take(&[], &both(), START), []);
        let [double] = &phone.doubles()[..] else { panic!("one") };
        assert_eq!((double.sign_up, double.first.at), (sign_up(1), early));
        assert_eq!((double.first.device.as_str(), double.later.len()), ("门口", 1));
        assert_eq!((phone.list.up_to, phone.synced_at), (9, Some(START)));
        assert_eq!(phone.stall(stall(1)).unwrap().walk_in, 7);
        // Sent again, nothing is counted twice.
        phone.take(&[], &both(), START);
        assert_eq!(phone.list.seen.len(), 2);
    }
    let mut third = phone("东门");
    third.take(&[], &both(), START);
    assert!(third.doubles().is_empty(), "it was not among them");
}

#[test]
fn what_was_declined_is_told_with_its_reason() {
    let mut phone = phone("门口");
    let (sent, refusal) = ([scan(1, 9, START), tap(2, 1)], Refusal::WrongTicket);
    let answer = ScanAnswer::Refused { refusal };
    let scans = vec![AnsweredScan { nonce: nonce(1), sign_up: None, answer }];
    let taps = vec![Answered { nonce: nonce(2), refusal: Some(Refusal::CheckInTooEarly) }];
    let answer = Synced { scans, taps, ..synced(Vec::new()) };
    let declined = phone.take(&sent, &answer, START);
    let said: Vec<_> = declined.iter().map(|it| (it.entry.clone(), it.refusal)).collect();
    assert_eq!(said, [(sent[0].clone(), refusal), (sent[1].clone(), Refusal::CheckInTooEarly),]);
}

#[test]
fn the_list_goes_with_the_market_and_what_was_not_sent_a_month_after_it_could_be() {
    let mut phone = phone("门口");
    let day = &phone.list.device;
    let (over, comes_in) = (day.until, day.brings_in_until);
    let keeps = phone.keeps_until();
    assert_eq!((keeps.list, keeps.table), (over, comes_in));
    assert_eq!(keeps.unsent, comes_in.after_days(30));
    // A phone whose clock is an hour behind forgets an hour earlier by it: at the same moment.
    phone.ahead = Millis::HOUR;
    let behind = phone.keeps_until();
    assert_eq!(behind.list, over.after(-Millis::HOUR));
    assert_eq!(behind.unsent, keeps.unsent.after(-Millis::HOUR));
    assert!(!phone.works(behind.list) && phone.works(behind.list.after(-1)));
}

#[test]
fn a_phone_without_its_list_hears_what_does_not_count() {
    let (sent, refusal) = ([scan(1, 9, START), tap(2, 1)], Refusal::CheckInTooLate);
    let taps = vec![Answered { nonce: nonce(2), refusal: Some(refusal) }];
    let scans = vec![AnsweredScan { nonce: nonce(1), sign_up: None, answer: ScanAnswer::New }];
    let said = declined(&sent, &Synced { scans, taps, ..synced(Vec::new()) });
    assert_eq!(said, [Declined { entry: sent[1].clone(), refusal }]);
}

#[test]
fn as_much_is_sent_as_one_call_may_have_and_the_oldest_first() {
    let many: Vec<Entry> = (0..450).map(|it| scan(it, 1, START)).collect();
    let (first, sent) = batch(&many, 3);
    assert_eq!((first.scans.len(), sent.len(), first.since), (MOST_ENTRIES, MOST_ENTRIES, 3));
    assert!(first.check().is_ok());
    assert_eq!(first.scans[0].nonce, nonce(0));
    let undo = Entry::Undo(Undo { nonce: nonce(1), reason: "点错了".into() });
    assert_ne!(undo.name(), scan(1, 1, START).name(), "kept beside what it takes back");
}

#[test]
fn somebody_is_found_by_what_they_say() {
    let mut phone = phone("门口");
    phone.list.guests[1].name = Nickname::new("小外孙").unwrap().into();
    phone.list.guests[2].last_four = LastFour::new("5678").unwrap();
    let found = |at, words: &str| -> Vec<SignUpId> {
        phone.search(at, words).into_iter().map(|it| it.sign_up).collect()
    };
    assert_eq!(found(None, "外孙"), [sign_up(2)]);
    assert_eq!(found(None, "56 78"), [sign_up(3)]);
    assert_eq!(found(Some(stall(1)), "1234").len(), 2);
    assert_eq!(found(Some(stall(1)), "5678"), []);
    assert_eq!(found(None, "").len(), 3);
    let code = phone.list.guests[0].code.shown();
    assert_eq!(found(None, &code), [sign_up(1)]);
}

#[test]
fn a_stall_is_there_to_choose_once() {
    let known = phone("门口");
    let mut list = known.list.clone();
    list.stalls.extend(known.list.stalls.clone());
    let answer = CheckInListAnswer { version: "2".into(), now: START, list: Some(list) };
    let fetched = Phone::fetched(Some(&known), answer, START).unwrap();
    assert_eq!(fetched.list.stalls, known.list.stalls);
}
