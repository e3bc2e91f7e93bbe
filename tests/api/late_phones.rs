//! What phones at a table bring in late: after they were ended, after the market, and much of it in
//! one call.

use std::collections::BTreeMap;

use server::{
    db::{Tx, devices, markets},
    timers,
};
use shared::{
    api::*,
    market::{
        CheckInQuery, DeviceCode, DeviceUse, MarketAsk, MarketStatus, MarketStepInput, NewScan,
        Nonce, Refusal, ScanAnswer, StaffMarket, SyncBatch, Undo,
    },
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    World,
    day::{answers, arrived, scans, tap},
    market::fair,
    on_both_databases,
};
use tokio::sync::oneshot;

on_both_databases!(
    a_phone_that_was_ended_brings_in_what_it_kept_and_nobody_new_once_the_market_is_over,
    what_a_phone_still_says_while_it_is_revoked_does_not_count,
    many_that_are_taken_back_at_once_keep_each_its_own_reason,
    nobody_signs_what_they_have_not_seen,
);

fn refused(refusal: Refusal) -> ScanAnswer {
    ScanAnswer::Refused { refusal }
}

fn code(problem: &Problem) -> &str {
    assert_eq!(problem.kind, Kind::MarketRefusal, "{problem}");
    &problem.refusal
}

async fn a_phone_that_was_ended_brings_in_what_it_kept_and_nobody_new_once_the_market_is_over(
    world: World,
) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 2).await;
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "西门").await;
    let id = world.list(&phone, fair.id).await.unwrap().device.id;
    world.wait_until(starts_at.after(Millis::MINUTE));
    let seen = |guest: usize| SyncBatch {
        scans: vec![arrived(&world, fair.stall, guests[guest].1.id)],
        taps: vec![tap(&world, fair.stall, 1)],
        ..SyncBatch::default()
    };
    let kept = seen(0);
    let organiser = world.sign_in(fair.organiser.id, true).await;
    organiser.call(RevokeDevice, (world.key.clone(), id), ()).await.unwrap();
    world.step(&organiser, fair.id, MarketAsk::Start).await.unwrap();
    world.wait_until(starts_at.after(20 * Millis::MINUTE));
    world.step(&organiser, fair.id, MarketAsk::Close).await.unwrap();
    world.wait_until(ends_at.after(47 * Millis::HOUR));
    let dead = world.sync(&phone, fair.id, kept.clone()).await.unwrap_err();
    assert_eq!(code(&dead), "device_over");

    let bring_in = DeviceUse::BringIn;
    assert_eq!(world.day(&organiser, fair.id).await.invites, Some(bring_in));
    let organiser = world.sign_in(organiser.id, true).await;
    let invited = world.invite(&organiser, fair.id, "西门又来").await.unwrap();
    let (mut again, new) = (world.anyone(), DeviceCode { code: invited.code });
    let joined = again.visit(JoinAsDevice, world.at(fair.id), new.clone()).await.unwrap();
    assert_eq!((invited.what, joined.what), (bring_in, bring_in), "it says what it is there for");
    let synced = world.sync(&again, fair.id, kept).await.unwrap();
    assert_eq!((answers(&synced), synced.taps[0].refusal), (vec![ScanAnswer::New], None));

    assert_eq!(code(&world.list(&again, fair.id).await.unwrap_err()), "device_over");
    let codes = again.call(ListPlaceCodes, world.at(fair.id), ()).await.unwrap_err();
    assert_eq!(code(&codes), "device_over");
    let synced = world.sync(&again, fair.id, seen(1)).await.unwrap();
    assert_eq!(answers(&synced), [refused(Refusal::CheckInTooLate)]);
    assert_eq!(synced.taps[0].refusal, Some(Refusal::CheckInTooLate));
    assert_eq!(world.day(&organiser, fair.id).await.figures.verified, 1);
    world.wait_until(ends_at.after(48 * Millis::HOUR + 1));
    let organiser = world.sign_in(organiser.id, true).await;
    let none = world.invite(&organiser, fair.id, "再来").await.unwrap_err();
    assert_eq!(none.kind, Kind::StepNotPossible);
    let none = world.anyone().visit(JoinAsDevice, world.at(fair.id), new).await.unwrap_err();
    assert_eq!(code(&none), "device_over");
}

async fn many_that_are_taken_back_at_once_keep_each_its_own_reason(world: World) {
    let mut fair = fair(&world, 180, 30).await;
    let guests = fair.guests(&world, 0, 12).await;
    let (starts_at, _) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let other = world.device(&fair.organiser, fair.id, "出口").await;
    world.wait_until(starts_at);
    let seen: Vec<NewScan> =
        guests.iter().map(|(_, place)| arrived(&world, fair.stall, place.id)).collect();
    world.sync(&phone, fair.id, scans(seen[..11].to_vec())).await.unwrap();
    let before = world.sync(&other, fair.id, SyncBatch::default()).await.unwrap();

    // Ten of them, short words and long ones; and one that was seen and taken back in one call.
    let wrong = |at: usize| Undo { nonce: seen[at].nonce, reason: "认错人".repeat(at + 1) };
    let undone: Vec<Undo> = (0..10).map(wrong).chain([wrong(11)]).collect();
    let reasons: BTreeMap<Nonce, String> =
        undone.iter().map(|it| (it.nonce, it.reason.clone())).collect();
    let batch = SyncBatch { scans: vec![seen[11].clone()], undone, ..SyncBatch::default() };
    for _ in 0..2 {
        let synced = world.sync(&phone, fair.id, batch.clone()).await.unwrap();
        assert_eq!(synced.undone.len(), 11);
        assert!(synced.undone.iter().all(|it| it.refusal.is_none()), "{:?}", synced.undone);
    }

    let query = CheckInQuery { stall: fair.stall };
    let organiser = world.sign_in(fair.organiser.id, true).await;
    let records = organiser.call(ListCheckIns, world.at(fair.id), query).await.unwrap();
    let kept: BTreeMap<Nonce, String> =
        records.iter().filter_map(|it| Some((it.nonce, it.undone.clone()?.reason))).collect();
    assert_eq!(kept, reasons);
    let counts: Vec<Nonce> = records.iter().filter(|it| it.counts).map(|it| it.nonce).collect();
    assert_eq!(counts, [seen[10].nonce]);
    let since = SyncBatch { since: before.up_to, ..SyncBatch::default() };
    let heard = world.sync(&other, fair.id, since).await.unwrap();
    assert_eq!(heard.seen.iter().filter(|it| it.undone).count(), 11, "another phone hears of all");
}

async fn what_a_phone_still_says_while_it_is_revoked_does_not_count(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 1).await;
    fair.morning(&world).await;
    let lost = world.device(&fair.organiser, fair.id, "丢了的").await;
    let device = world.list(&lost, fair.id).await.unwrap().device.id;
    let (began, (turn, community, now)) =
        (oneshot::channel(), (fair.id, world.community, world.app.clock.now()));
    let (asked, revoked) = (oneshot::channel::<()>(), world.app.db.clone());
    let ((tell, has_turn), (release, until)) = (began, asked);
    let mut held = Some((tell, until));
    let revoking = async move {
        let revoke = async move |tx: &mut Tx| {
            markets::load(tx, community, turn).await?;
            if let Some((tell, until)) = held.take() {
                tell.send(()).unwrap();
                until.await.unwrap();
            }
            Ok(devices::revoke(tx, community, device, now).await?)
        };
        revoked.write(revoke).await
    };
    let says = async {
        has_turn.await.unwrap();
        // Long enough for the call beside it to be let in and wait.
        let reads = async {
            for _ in 0..30 {
                world.list(&lost, fair.id).await.unwrap();
            }
            release.send(()).unwrap();
        };
        let seen = scans(vec![arrived(&world, fair.stall, guests[0].1.id)]);
        tokio::join!(world.sync(&lost, fair.id, seen), reads).0
    };
    let (revoked, said) = tokio::join!(revoking, says);
    assert!(revoked.unwrap());
    assert_eq!(code(&said.unwrap_err()), Refusal::DeviceOver.code());
    assert_eq!(world.day(&fair.organiser, fair.id).await.figures.verified, 0);
}

async fn nobody_signs_what_they_have_not_seen(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 2).await;
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "西门").await;
    world.wait_until(starts_at.after(Millis::MINUTE));
    let seen = |guest: usize| vec![arrived(&world, fair.stall, guests[guest].1.id)];
    let (early, late) = (seen(0), seen(1));
    world.sync(&phone, fair.id, scans(early)).await.unwrap();
    world.wait_until(ends_at.after(3 * Millis::HOUR));
    timers::run_due(&world.app).await.unwrap();
    let organiser = world.sign_in(fair.organiser.id, true).await;
    let reviewer = world.sign_in(fair.reviewer.id, true).await;
    let write = MarketAsk::WriteSummary { words: "谢谢大家".into(), reason: String::new() };
    world.step(&organiser, fair.id, write).await.unwrap();
    let at = world.at(fair.id);
    let screen = async || reviewer.call(GetStaffMarket, at.clone(), ()).await.unwrap();
    let signs = async |seen: StaffMarket| {
        let (version, seen) = (seen.version, Some(seen.figures));
        let input = MarketStepInput { version, step: MarketAsk::SignSummary, seen };
        reviewer.call(StepMarket, at.clone(), input).await
    };

    let before = screen().await;
    world.sync(&phone, fair.id, scans(late)).await.unwrap();
    assert_eq!(signs(before).await.unwrap_err().kind, Kind::SomeoneWasFaster);
    let after = screen().await;
    assert_eq!(after.figures.verified, 2);
    let signed = signs(after).await.unwrap();
    assert_eq!(signed.status, MarketStatus::Summarised);
}
