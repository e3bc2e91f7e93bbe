//! The day of a market: whoever came is counted once, whatever the phones at the table bring in, in
//! whatever order and however often.

use shared::{
    api::*,
    market::{
        AttendeeAsk, CheckInQuery, MarketAsk, NewScan, Refusal, ScanAnswer, Shown, SignUpStatus,
        SyncBatch, Synced, Undo,
    },
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    Person, World,
    day::{answers, arrived, scans, tap, taps, undo},
    market::{answer, fair, fair_of, plan},
    on_both_databases,
};

use crate::lives::Dice;

on_both_databases!(
    two_phones_bring_in_two_hundred_and_everybody_is_counted_once,
    what_was_seen_in_time_counts_though_it_comes_in_late,
    a_wrong_check_in_is_taken_back_with_a_reason_and_the_history_keeps_it,
    a_ticket_is_read_by_code_and_by_qr_and_a_forged_one_is_none,
    who_just_came_is_counted_apart,
    what_does_not_count_is_refused_alone,
    a_device_hears_what_others_saw,
);

fn refused(refusal: Refusal) -> ScanAnswer {
    ScanAnswer::Refused { refusal }
}

fn code(problem: &Problem) -> &str {
    assert_eq!(problem.kind, Kind::MarketRefusal, "{problem}");
    &problem.refusal
}

async fn status(world: &World, who: &Person, sign_up: shared::id::SignUpId) -> SignUpStatus {
    who.call(GetSignUp, (world.key.clone(), sign_up), ()).await.unwrap().status
}

fn shuffle<T>(dice: &mut Dice, all: &mut [T]) {
    for at in (1..all.len()).rev() {
        all.swap(at, dice.roll(at + 1));
    }
}

/// Two hundred scans on two phones without a network, twenty people seen by both.
async fn two_phones_bring_in_two_hundred_and_everybody_is_counted_once(world: World) {
    let mut fair = fair(&world, 180, 200).await;
    let guests = fair.guests(&world, 0, 180).await;
    let (starts_at, _) = fair.morning(&world).await;
    let west = world.device(&fair.organiser, fair.id, "西门").await;
    let east = world.device(&fair.organiser, fair.id, "东门").await;
    let seen_at = |seconds: usize| starts_at.after(i64::try_from(seconds).unwrap() * 1000);
    let scan = |guest: usize, seconds: usize| NewScan {
        at: seen_at(seconds),
        ..arrived(&world, fair.stall, guests[guest].1.id)
    };
    // Those from 90 to 109 were at the west gate a minute earlier.
    let mut at_west: Vec<NewScan> = (0..110).map(|it| scan(it, it)).collect();
    let mut at_east: Vec<NewScan> = (90..180).map(|it| scan(it, it + 60)).collect();
    assert_eq!(at_west.len() + at_east.len(), 200);
    world.wait_until(starts_at.after(Millis::HOUR));

    let (mut dice, mut heard) = (Dice::new(7), Vec::new());
    for round in 0..2 {
        shuffle(&mut dice, &mut at_west);
        shuffle(&mut dice, &mut at_east);
        let mut calls: Vec<(&Person, Vec<NewScan>)> = Vec::new();
        calls.extend(at_west.chunks(37).map(|it| (&west, it.to_vec())));
        calls.extend(at_east.chunks(23).map(|it| (&east, it.to_vec())));
        shuffle(&mut dice, &mut calls);
        for (phone, batch) in calls {
            let sent: Vec<_> = batch.iter().map(|it| it.nonce).collect();
            let synced = world.sync(phone, fair.id, scans(batch)).await.unwrap();
            let answered: Vec<_> = synced.scans.iter().map(|it| it.nonce).collect();
            assert_eq!(answered, sent, "one answer for each, in order");
            if round == 1 {
                heard.extend(synced.scans);
            }
        }
    }

    let second: Vec<_> = heard.iter().filter(|it| it.answer != ScanAnswer::Same).collect();
    assert_eq!(second.len(), 20, "conflicts");
    for it in second {
        let guest = guests.iter().position(|(_, place)| Some(place.id) == it.sign_up).unwrap();
        let first = ScanAnswer::Already { at: seen_at(guest), device: "西门".into() };
        assert_eq!(it.answer, first, "who was first, and when");
    }
    let day = world.day(&fair.organiser, fair.id).await;
    assert_eq!((day.stalls[0].verified, day.stalls[0].here), (180, 180));
    assert_eq!((day.figures.verified, day.figures.persons), (180, 180));
    let mut brought: Vec<_> = day.devices.iter().map(|it| (it.verified, &it.name[..])).collect();
    brought.sort_unstable();
    assert_eq!(brought, [(70, "东门"), (110, "西门")]);
    assert_eq!(status(&world, &guests[95].0, guests[95].1.id).await, SignUpStatus::CheckedIn);
}

async fn what_was_seen_in_time_counts_though_it_comes_in_late(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 4).await;
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    world.wait_until(starts_at.after(Millis::MINUTE));
    let in_time = arrived(&world, fair.stall, guests[0].1.id);
    let closed = world.sign_in(fair.organiser.id, true).await;
    world.step(&closed, fair.id, MarketAsk::Start).await.unwrap();
    world.wait_until(starts_at.after(20 * Millis::MINUTE));
    world.step(&closed, fair.id, MarketAsk::Close).await.unwrap();
    world.wait_until(starts_at.after(40 * Millis::MINUTE));

    let late = arrived(&world, fair.stall, guests[1].1.id);
    let batch = SyncBatch {
        scans: vec![late.clone(), in_time],
        taps: vec![tap(&world, fair.stall, 1)],
        ..SyncBatch::default()
    };
    let synced = world.sync(&phone, fair.id, batch).await.unwrap();
    assert_eq!(answers(&synced), [refused(Refusal::CheckInTooLate), ScanAnswer::New]);
    assert_eq!(synced.taps[0].refusal, Some(Refusal::CheckInTooLate));
    // The list is forgotten with the market; what was seen before may come in for two days.
    assert_eq!(code(&world.list(&phone, fair.id).await.unwrap_err()), "device_over");
    world.wait_until(ends_at.after(47 * Millis::HOUR));
    let before = NewScan { at: starts_at, ..arrived(&world, fair.stall, guests[2].1.id) };
    let synced = world.sync(&phone, fair.id, scans(vec![before])).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::New]);
    world.wait_until(ends_at.after(49 * Millis::HOUR));
    let before = NewScan { at: starts_at, ..arrived(&world, fair.stall, guests[3].1.id) };
    let over = world.sync(&phone, fair.id, scans(vec![before])).await.unwrap_err();
    assert_eq!(code(&over), "device_over");
    let day = world.day(&fair.organiser, fair.id).await;
    assert_eq!(day.figures.verified, 2);
}

async fn a_wrong_check_in_is_taken_back_with_a_reason_and_the_history_keeps_it(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 2).await;
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let other = world.device(&fair.organiser, fair.id, "出口").await;
    world.wait_until(starts_at);
    let (first, second) =
        (arrived(&world, fair.stall, guests[0].1.id), arrived(&world, fair.stall, guests[0].1.id));
    let second = NewScan { at: second.at.after(1), ..second };
    world.app.clock.advance(Millis::MINUTE);
    world.sync(&phone, fair.id, scans(vec![first.clone()])).await.unwrap();
    world.sync(&other, fair.id, scans(vec![second])).await.unwrap();
    let wrong = arrived(&world, fair.stall, guests[1].1.id);
    world.sync(&phone, fair.id, scans(vec![wrong.clone()])).await.unwrap();

    let silent = world.sync(&phone, fair.id, undo(wrong.nonce, " ")).await.unwrap();
    assert_eq!(silent.undone[0].refusal, Some(Refusal::ReasonNeeded));
    for _ in 0..2 {
        let synced = world.sync(&phone, fair.id, undo(wrong.nonce, "认错人")).await.unwrap();
        assert_eq!(synced.undone[0].refusal, None, "sent twice, it is one");
    }
    assert_eq!(status(&world, &guests[1].0, guests[1].1.id).await, SignUpStatus::Confirmed);
    let again = world.sync(&phone, fair.id, scans(vec![wrong.clone()])).await.unwrap();
    assert_eq!(answers(&again), [ScanAnswer::Undone], "and it does not come back");

    // The day after, the organiser does so; what the other phone saw counts then.
    world.wait_until(ends_at.after(Millis::DAY));
    let organiser = world.sign_in(fair.organiser.id, true).await;
    let correct = |reason: &str| Undo { nonce: first.nonce, reason: reason.into() };
    let at = world.at(fair.id);
    let records = organiser.call(UndoCheckIn, at.clone(), correct("按错了")).await.unwrap();
    let counting: Vec<_> = records.iter().filter(|it| it.counts).collect();
    assert_eq!((records.len(), counting.len()), (3, 1));
    assert_eq!(counting[0].device, "出口");
    let reasons: Vec<_> = records.iter().filter_map(|it| it.undone.as_ref()).collect();
    let mut reasons: Vec<_> = reasons.into_iter().map(|it| it.reason.as_str()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["按错了", "认错人"]);
    assert_eq!(status(&world, &guests[0].0, guests[0].1.id).await, SignUpStatus::CheckedIn);
    let stranger = world.resident().await;
    let query = CheckInQuery { stall: fair.stall };
    let none = stranger.call(ListCheckIns, at.clone(), query).await.unwrap_err();
    assert_eq!(none.kind, Kind::NotAllowed);
    world.wait_until(ends_at.after(48 * Millis::HOUR + 1));
    let organiser = world.sign_in(fair.organiser.id, true).await;
    let left = counting[0].nonce;
    let late = Undo { nonce: left, reason: "晚了".into() };
    let late = organiser.call(UndoCheckIn, at, late).await.unwrap_err();
    assert_eq!(late.kind, Kind::TooLate);
}

async fn a_ticket_is_read_by_code_and_by_qr_and_a_forged_one_is_none(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 2).await;
    let elsewhere = fair_of(&world, plan(&world), 180, 10).await;
    let stranger = elsewhere.guests(&world, 0, 1).await;
    fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let ticket = |at: usize| guests[at].1.ticket.clone().unwrap();
    let shown = |shown: Shown| NewScan { shown, ..arrived(&world, fair.stall, guests[0].1.id) };
    let digits = ticket(0).code.digits().to_owned();
    let mut mistyped: Vec<char> = digits.chars().collect();
    mistyped.swap(0, 1);
    if mistyped[0] == mistyped[1] {
        mistyped[0] = if mistyped[1] == '9' { '8' } else { '9' };
    }
    let mut forged = ticket(1).qr;
    let last = if forged.ends_with('0') { "1" } else { "0" };
    forged.replace_range(forged.len() - 1.., last);

    let list = world.list(&phone, fair.id).await.unwrap();
    let (id, seal) = shared::market::read_qr(&ticket(1).qr).unwrap();
    assert_eq!(list.guests.iter().filter(|it| it.holds(id, &seal)).count(), 1, "offline too");
    let foreign = stranger[0].1.ticket.clone().unwrap();
    let batch = vec![
        shown(Shown::Code { code: ticket(0).code.shown() }),
        shown(Shown::Qr { text: ticket(1).qr }),
        shown(Shown::Code { code: mistyped.iter().collect() }),
        shown(Shown::Qr { text: forged }),
        shown(Shown::Qr { text: foreign.qr }),
        shown(Shown::Qr { text: "https://linyuan.example".into() }),
        shown(Shown::List { sign_up: stranger[0].1.id }),
    ];
    let synced = world.sync(&phone, fair.id, scans(batch)).await.unwrap();
    let wrong = refused(Refusal::WrongTicket);
    let expected = [
        ScanAnswer::New,
        ScanAnswer::New,
        refused(Refusal::MistypedCode),
        wrong.clone(),
        wrong.clone(),
        wrong.clone(),
        wrong,
    ];
    assert_eq!(answers(&synced), expected);
    assert_eq!(synced.scans[1].sign_up, Some(guests[1].1.id));
}

async fn who_just_came_is_counted_apart(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 1).await;
    fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let some = vec![
        tap(&world, fair.stall, 1),
        tap(&world, fair.stall, 1),
        tap(&world, fair.stall, 7),
        tap(&world, fair.stall, -1),
    ];
    let mut synced = None;
    for _ in 0..3 {
        synced = Some(world.sync(&phone, fair.id, taps(some.clone())).await.unwrap());
    }
    let counts = synced.unwrap().counts;
    assert_eq!((counts[0].verified, counts[0].walk_in), (0, 2), "one tap is one, once");
    let scan = arrived(&world, fair.stall, guests[0].1.id);
    let counts = world.sync(&phone, fair.id, scans(vec![scan])).await.unwrap().counts;
    assert_eq!((counts[0].verified, counts[0].walk_in), (1, 2));
    let none = world.sync(&phone, fair.id, taps(vec![tap(&world, fair.stall, 0)])).await.unwrap();
    assert_eq!(none.taps[0].refusal, Some(Refusal::StepNotPossible));
    let many: Vec<_> = (0..201).map(|_| tap(&world, fair.stall, 1)).collect();
    let large = world.sync(&phone, fair.id, taps(many)).await.unwrap_err();
    assert_eq!(large.kind, Kind::TooLarge);
}

async fn what_does_not_count_is_refused_alone(world: World) {
    let mut fair = fair(&world, 90, 2).await;
    let guests = fair.guests(&world, 1, 2).await;
    let waiting = fair.guests(&world, 1, 1).await;
    let gone = world.resident().await;
    let given_back = fair.join(&world, &gone, 0).await.unwrap();
    answer(&world, &gone, &given_back, AttendeeAsk::Cancel).await.unwrap();
    let (starts_at, _) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let second = starts_at.after(90 * Millis::MINUTE);
    world.wait_until(second.after(-61 * Millis::MINUTE));

    let nowhere = shared::id::StallId(uuid::Uuid::from_u128(1));
    let batch = vec![
        arrived(&world, fair.stall, guests[0].1.id),
        arrived(&world, fair.stall, waiting[0].1.id),
        arrived(&world, fair.stall, given_back.id),
        arrived(&world, nowhere, guests[0].1.id),
    ];
    let synced = world.sync(&phone, fair.id, scans(batch)).await.unwrap();
    let expected = [Refusal::CheckInTooEarly, Refusal::NoSignUp, Refusal::NoSignUp];
    let expected = expected.into_iter().chain([Refusal::WrongStall]).map(refused);
    assert_eq!(answers(&synced), expected.collect::<Vec<_>>());
    world.wait_until(second.after(-59 * Millis::MINUTE));
    let mut ahead = arrived(&world, fair.stall, guests[0].1.id);
    ahead.at = ahead.at.after(Millis::DAY);
    let batch = vec![ahead, arrived(&world, nowhere, guests[1].1.id)];
    let synced = world.sync(&phone, fair.id, scans(batch)).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::New, refused(Refusal::WrongStall)]);
    assert!(synced.seen[0].at <= world.app.clock.now(), "no clock runs ahead of ours");
}

async fn a_device_hears_what_others_saw(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 2).await;
    fair.morning(&world).await;
    let west = world.device(&fair.organiser, fair.id, "西门").await;
    let east = world.device(&fair.organiser, fair.id, "东门").await;
    let poll = async |phone: &Person, since: i64| -> Synced {
        let batch = SyncBatch { since, ..SyncBatch::default() };
        world.sync(phone, fair.id, batch).await.unwrap()
    };
    let nothing = poll(&east, 0).await;
    assert_eq!((nothing.seen.len(), nothing.up_to, nothing.more), (0, 0, false));
    let lan = arrived(&world, fair.stall, guests[0].1.id);
    world.sync(&west, fair.id, scans(vec![lan.clone()])).await.unwrap();

    let heard = poll(&east, nothing.up_to).await;
    let said: Vec<_> = heard.seen.iter().map(|it| (it.sign_up, it.device.as_str())).collect();
    assert_eq!(said, [(guests[0].1.id, "西门")]);
    assert_eq!(heard.version, nothing.version, "nobody else is expected");
    world.sync(&west, fair.id, undo(lan.nonce, "认错人")).await.unwrap();
    let heard = poll(&east, heard.up_to).await;
    assert_eq!(heard.seen.len(), 1);
    assert!(heard.seen[0].undone && heard.seen[0].nonce == lan.nonce);
    assert!(poll(&east, heard.up_to).await.seen.is_empty());
    // Somebody gives a place back: another list.
    let min = world.sign_in(guests[1].0.id, false).await;
    answer(&world, &min, &guests[1].1, AttendeeAsk::Cancel).await.unwrap();
    let now = poll(&east, heard.up_to).await;
    assert_ne!(now.version, heard.version);
    let list = world.list(&east, fair.id).await.unwrap();
    assert_eq!(list.guests.len(), 1);
}
