//! What is forgotten of a market's day, and what comes in when its figures are signed already.

use server::{timers, upkeep};
use shared::{
    api::*,
    market::{
        CheckInRecord, MarketAsk, MarketStatus, NewScan, Refusal, ScanAnswer, SummaryFigures,
        SyncBatch, Undo,
    },
    my_data::EnteredCode,
    policy::Role,
    time::Millis,
};
use tests::{
    Person, World,
    day::{answers, arrived, scans, tap, taps, undo},
    market::{Fair, fair, plan},
    on_both_databases,
    stored::column,
};

on_both_databases!(
    who_was_where_is_forgotten_after_ninety_days,
    a_place_left_empty_stays_as_long_as_the_rule_looks_back,
    a_plan_that_was_left_lying_is_no_market_that_was,
    what_the_counter_was_asked_goes_with_the_account,
    what_comes_in_after_the_signature_is_said_and_is_in_the_next_version,
    what_is_taken_back_after_the_signature_is_said_and_is_in_the_next_version,
    a_tap_that_is_sent_again_writes_no_history,
);

/// How many rows there are of a table.
async fn rows(world: &World, table: &str) -> String {
    let counted = column(world, &format!("select cast(count(*) as text) from {table}")).await;
    counted.concat()
}

async fn figures(world: &World, fair: &Fair) -> SummaryFigures {
    let organiser = world.sign_in(fair.organiser.id, true).await;
    organiser.call(GetStaffMarket, world.at(fair.id), ()).await.unwrap().figures
}

/// Twelve who signed up came, and six who just came.
async fn day(world: &World, fair: &mut Fair) -> (Person, Millis) {
    let guests = fair.guests(world, 0, 12).await;
    let (starts_at, ends_at) = fair.morning(world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    world.wait_until(starts_at);
    let came = guests.iter().map(|(_, place)| arrived(world, fair.stall, place.id)).collect();
    world.sync(&phone, fair.id, scans(came)).await.unwrap();
    let some = (0..6).map(|_| tap(world, fair.stall, 1)).collect();
    world.sync(&phone, fair.id, taps(some)).await.unwrap();
    (phone, ends_at)
}

async fn close(world: &World, ends_at: Millis) {
    world.wait_until(ends_at.after(3 * Millis::HOUR));
    timers::run_due(&world.app).await.unwrap();
}

async fn sum_up(world: &World, fair: &Fair, reason: &str) {
    let organiser = world.sign_in(fair.organiser.id, true).await;
    let reviewer = world.sign_in(fair.reviewer.id, true).await;
    let words = "来了很多邻居".to_owned();
    let write = MarketAsk::WriteSummary { words, reason: reason.into() };
    world.step(&organiser, fair.id, write).await.unwrap();
    world.step(&reviewer, fair.id, MarketAsk::SignSummary).await.unwrap();
}

/// Nobody wrote a summary: that keeps nobody in the list for ever.
async fn who_was_where_is_forgotten_after_ninety_days(world: World) {
    let mut fair = fair(&world, 180, 30).await;
    let (_, ends_at) = day(&world, &mut fair).await;
    close(&world, ends_at).await;
    let before = figures(&world, &fair).await;
    assert_eq!((before.verified, before.walk_in, before.persons), (12, 6, 12));
    let personal = ["check_ins", "taps", "devices", "sign_ups"];

    world.wait_until(ends_at.after_days(89));
    upkeep::tidy(&world.app).await.unwrap();
    for table in personal {
        assert_ne!(rows(&world, table).await, "0", "{table} are there for ninety days");
    }
    world.wait_until(ends_at.after_days(91));
    for _ in 0..2 {
        upkeep::tidy(&world.app).await.unwrap();
    }

    for table in personal {
        assert_eq!(rows(&world, table).await, "0", "{table}");
    }
    assert_eq!(figures(&world, &fair).await, before, "what it was stays");
    sum_up(&world, &fair, "").await;
    let public = world.read(fair.id).await.unwrap();
    assert_eq!(public.status, MarketStatus::Summarised);
    assert_eq!(public.summary.unwrap().figures, before.public());
}

/// Two within ninety days pause for thirty: until then the first of them is needed.
async fn a_place_left_empty_stays_as_long_as_the_rule_looks_back(world: World) {
    let mut fair = fair(&world, 180, 30).await;
    let guests = fair.guests(&world, 0, 2).await;
    let (_, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let came = scans(vec![arrived(&world, fair.stall, guests[0].1.id)]);
    world.sync(&phone, fair.id, came).await.unwrap();
    // The list is known to be whole once everything was brought in after the end.
    world.wait_until(ends_at.after(31 * Millis::MINUTE));
    world.sync(&phone, fair.id, SyncBatch::default()).await.unwrap();
    close(&world, ends_at).await;
    let missed = column(&world, "select status from sign_ups where status = 'no_show'").await;
    assert_eq!(missed.len(), 1);

    world.wait_until(ends_at.after_days(91));
    upkeep::tidy(&world.app).await.unwrap();
    assert_eq!(rows(&world, "check_ins").await, "0");
    assert_eq!(rows(&world, "sign_ups").await, "1", "who came is forgotten");
    world.wait_until(ends_at.after_days(121));
    upkeep::tidy(&world.app).await.unwrap();
    assert_eq!(rows(&world, "sign_ups").await, "0");
}

async fn a_plan_that_was_left_lying_is_no_market_that_was(world: World) {
    let organiser = world.appointed(Role::Organiser, &world.nodes[0].clone()).await;
    let first = plan(&world);
    let draft = organiser.call(MakeMarket, world.key.clone(), first.clone()).await.unwrap();
    world.wait_until(first.ends_at.after_days(100));
    upkeep::tidy(&world.app).await.unwrap();

    assert_eq!(rows(&world, "market_sums").await, "0", "{:?} may still take place", draft.id);
}

async fn what_the_counter_was_asked_goes_with_the_account(world: World) {
    let fair = fair(&world, 60, 2).await;
    let (mut lan, wei) = (world.by_phone("13912345678").await, world.resident().await);
    fair.join(&world, &lan, 0).await.unwrap();
    fair.join(&world, &wei, 0).await.unwrap();
    assert_eq!(rows(&world, "slot_answers").await, "2");

    world.app.clock.advance(2 * Millis::MINUTE);
    lan.visit(AskOwnCode, (), ()).await.unwrap();
    let code = EnteredCode { code: world.code("13912345678") };
    lan.visit(ProveItIsMe, (), code).await.unwrap();
    lan.call(DeleteMe, (), ()).await.unwrap();

    assert_eq!(rows(&world, "slot_answers").await, "1", "those of others stay");
}

async fn what_comes_in_after_the_signature_is_said_and_is_in_the_next_version(world: World) {
    let mut fair = fair(&world, 180, 30).await;
    let late = fair.guests(&world, 0, 1).await.remove(0).1;
    let (phone, ends_at) = day(&world, &mut fair).await;
    let without_network =
        NewScan { at: world.app.clock.now(), ..arrived(&world, fair.stall, late.id) };
    let just_came = tap(&world, fair.stall, 1);
    close(&world, ends_at).await;
    sum_up(&world, &fair, "").await;
    let signed = world.read(fair.id).await.unwrap().summary.unwrap().figures;
    assert_eq!(world.day(&fair.organiser, fair.id).await.late, 0);

    world.wait_until(ends_at.after(20 * Millis::HOUR));
    let mut batch = scans(vec![without_network]);
    batch.taps.push(just_came);
    for _ in 0..2 {
        let synced = world.sync(&phone, fair.id, batch.clone()).await.unwrap();
        let refusal = Refusal::SummarySigned;
        assert_eq!(answers(&synced), [ScanAnswer::Refused { refusal }], "sent again, the same");
        assert_eq!(synced.taps[0].refusal, Some(refusal));
    }
    // Seen after the market was closed is too late, as before the signature.
    let after = arrived(&world, fair.stall, late.id);
    let synced = world.sync(&phone, fair.id, scans(vec![after])).await.unwrap();
    let refusal = Refusal::CheckInTooLate;
    let already = matches!(answers(&synced)[..], [ScanAnswer::Already { .. }]);
    assert!(already || answers(&synced) == [ScanAnswer::Refused { refusal }]);

    assert_eq!(world.read(fair.id).await.unwrap().summary.unwrap().figures, signed);
    assert_eq!(world.day(&fair.organiser, fair.id).await.late, 2, "the organiser sees it");
    world.app.clock.advance(Millis::MINUTE);
    sum_up(&world, &fair, "一部手机晚了一天才有网").await;
    assert_eq!(world.day(&fair.organiser, fair.id).await.late, 0);
    let now = figures(&world, &fair).await;
    assert_eq!((now.verified, now.walk_in), (13, 7));
    assert_eq!(world.read(fair.id).await.unwrap().summary.unwrap().figures, now.public());
    let synced = world.sync(&phone, fair.id, batch).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::Same]);
    assert_eq!(synced.taps[0].refusal, None);
}

/// Whether each that was taken back was so only after the signature.
fn late(records: &[CheckInRecord]) -> Vec<bool> {
    records.iter().filter_map(|it| it.undone.as_ref()).map(|it| it.late).collect()
}

async fn what_is_taken_back_after_the_signature_is_said_and_is_in_the_next_version(world: World) {
    let mut fair = fair(&world, 180, 30).await;
    let guests = fair.guests(&world, 0, 4).await;
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    world.wait_until(starts_at);
    let mut came: Vec<NewScan> =
        guests.iter().map(|(_, place)| arrived(&world, fair.stall, place.id)).collect();
    let without_network = came.pop().unwrap();
    world.sync(&phone, fair.id, scans(came.clone())).await.unwrap();
    let in_time = world.sync(&phone, fair.id, undo(came[2].nonce, "点错了")).await.unwrap();
    assert_eq!(in_time.undone[0].refusal, None, "nothing is signed yet");
    close(&world, ends_at).await;
    sum_up(&world, &fair, "").await;
    let signed = world.read(fair.id).await.unwrap().summary.unwrap().figures;
    world.wait_until(ends_at.after(20 * Millis::HOUR));

    let wrong = undo(came[0].nonce, "认错人");
    for _ in 0..2 {
        let synced = world.sync(&phone, fair.id, wrong.clone()).await.unwrap();
        assert_eq!(synced.undone[0].refusal, Some(Refusal::SummarySigned), "sent again, the same");
    }
    let organiser = world.sign_in(fair.organiser.id, true).await;
    let correct = Undo { nonce: came[1].nonce, reason: "按错了".into() };
    for _ in 0..2 {
        let records = organiser.call(UndoCheckIn, world.at(fair.id), correct.clone()).await;
        let records = records.unwrap();
        assert!(records.iter().all(|it| !it.counts), "it is taken back all the same");
        assert_eq!(late(&records).iter().filter(|it| **it).count(), 2);
    }
    assert_eq!(world.read(fair.id).await.unwrap().summary.unwrap().figures, signed);
    assert_eq!(world.day(&fair.organiser, fair.id).await.late, 2);
    // What came after the signature itself leaves the figures as they are when it goes.
    world.sync(&phone, fair.id, scans(vec![without_network.clone()])).await.unwrap();
    assert_eq!(world.day(&fair.organiser, fair.id).await.late, 3);
    let gone = undo(without_network.nonce, "点错了");
    let synced = world.sync(&phone, fair.id, gone).await.unwrap();
    assert_eq!(synced.undone[0].refusal, None);
    assert_eq!(world.day(&fair.organiser, fair.id).await.late, 2);

    world.app.clock.advance(Millis::MINUTE);
    sum_up(&world, &fair, "两次签到是错的").await;
    assert_eq!(world.day(&fair.organiser, fair.id).await.late, 0);
    assert_eq!(figures(&world, &fair).await.verified, 0);
    let synced = world.sync(&phone, fair.id, wrong).await.unwrap();
    assert_eq!(synced.undone[0].refusal, None);
    let records = organiser.call(UndoCheckIn, world.at(fair.id), correct).await.unwrap();
    assert_eq!(late(&records), [false; 4]);
}

async fn a_tap_that_is_sent_again_writes_no_history(world: World) {
    let mut fair = fair(&world, 180, 30).await;
    let (starts_at, _) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    world.wait_until(starts_at);
    let (first, second) = (tap(&world, fair.stall, 1), tap(&world, fair.stall, 1));
    let history = async || {
        let synced = "events where what = 'check_in.sync'";
        rows(&world, synced).await
    };

    for _ in 0..3 {
        let synced = world.sync(&phone, fair.id, taps(vec![first, first])).await.unwrap();
        assert_eq!(synced.taps.iter().filter_map(|it| it.refusal).count(), 0);
    }
    assert_eq!(history().await, "1", "sent three times, it happened once");
    let synced = world.sync(&phone, fair.id, taps(vec![first, second])).await.unwrap();

    assert_eq!(history().await, "2");
    assert_eq!(synced.counts[0].walk_in, 2);
}
