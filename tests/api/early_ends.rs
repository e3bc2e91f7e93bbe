//! A market that ends before its time, or moves: who has a place, who waits for one, and what each
//! of them reads.

use server::{outbox, timers};
use shared::{
    api::*,
    inbox::InboxQuery,
    market::{AttendeeAsk, MarketAsk, SignUpStatus, SlotPlaces},
    notice::News,
    problem::Kind,
    time::Millis,
};
use tests::{
    Person, World,
    day::{arrived, scans},
    market::{Fair, answer, fair},
    on_both_databases,
};

on_both_databases!(
    who_was_to_come_later_is_told_and_nobody_is_blamed,
    who_only_waits_is_not_told_of_a_place,
    no_place_is_after_the_end,
    a_plain_telephone_reads_what_it_is_about,
    who_waits_in_vain_reads_so,
    a_second_barber_takes_more_than_were_planned,
);

async fn told(world: &World, who: &Person) -> Vec<News> {
    let who = world.sign_in(who.id, false).await;
    let query = InboxQuery::default();
    let inbox = who.call(GetInbox, world.key.clone(), query).await.unwrap();
    inbox.notices.into_iter().map(|notice| notice.news).collect()
}

async fn status(world: &World, who: &Person, fair: &Fair) -> SignUpStatus {
    let who = world.sign_in(who.id, false).await;
    let mine = who.call(GetMyMarket, (world.key.clone(), fair.id), ()).await.unwrap();
    mine.sign_ups[0].status
}

async fn who_was_to_come_later_is_told_and_nobody_is_blamed(world: World) {
    let mut fair = fair(&world, 60, 2).await;
    let (lan, wei, min) = (world.resident().await, world.resident().await, world.resident().await);
    let came = fair.join(&world, &lan, 0).await.unwrap();
    fair.join(&world, &wei, 0).await.unwrap();
    fair.join(&world, &min, 2).await.unwrap();
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    world.wait_until(starts_at.after(Millis::MINUTE));
    let seen = vec![arrived(&world, fair.stall, came.id)];
    world.sync(&phone, fair.id, scans(seen)).await.unwrap();
    timers::run_due(&world.app).await.unwrap();
    // Rain.
    world.wait_until(starts_at.after(20 * Millis::MINUTE));
    let organiser = world.sign_in(fair.organiser.id, true).await;
    world.step(&organiser, fair.id, MarketAsk::Close).await.unwrap();

    assert_eq!(status(&world, &min, &fair).await, SignUpStatus::CancelledByOrganiser);
    let off = told(&world, &min).await;
    assert!(off.iter().any(|it| matches!(it, News::MarketOff { .. })), "{off:?}");
    let day_after = ends_at.after(30 * Millis::HOUR);
    world.wait_until(day_after);
    timers::run_due(&world.app).await.unwrap();
    timers::run_due(&world.app).await.unwrap();
    for who in [&wei, &min] {
        let all = told(&world, who).await;
        assert!(!all.iter().any(|it| matches!(it, News::NoShowNoted { .. })), "{all:?}");
    }
}

/// Puts it off by so many days, and makes it so much longer or shorter.
async fn put_off(world: &World, fair: &Fair, days: i64, longer: i64) -> Result<(), Kind> {
    let at = (world.key.clone(), fair.id);
    let plan = fair.organiser.call(GetStaffMarket, at, ()).await.unwrap().plan;
    let (starts_at, ends_at) = (plan.starts_at.after_days(days), plan.ends_at.after_days(days));
    let later = MarketAsk::Postpone { starts_at, ends_at: ends_at.after(longer) };
    let asked = world.step(&fair.organiser, fair.id, later).await;
    asked.map_err(|problem| problem.field("ends_at").unwrap_or(problem.kind))?;
    world.step(&fair.reviewer, fair.id, MarketAsk::AgreeChange).await.unwrap();
    Ok(())
}

async fn who_only_waits_is_not_told_of_a_place(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    fair.join(&world, &lan, 0).await.unwrap();
    fair.join(&world, &wei, 0).await.unwrap();
    put_off(&world, &fair, 7, 0).await.unwrap();

    let waits = async |who: &Person| {
        let all = told(&world, who).await;
        all.iter().find_map(|it| match it {
            News::DateMoved { waits, .. } => Some(*waits),
            _ => None,
        })
    };
    assert_eq!((waits(&lan).await, waits(&wei).await), (Some(false), Some(true)));
    assert_eq!(status(&world, &wei, &fair).await, SignUpStatus::Waitlisted);
}

async fn no_place_is_after_the_end(world: World) {
    let fair = fair(&world, 60, 2).await;
    assert_eq!(put_off(&world, &fair, 7, -Millis::HOUR).await, Err(Kind::OutOfRange));
    assert_eq!(put_off(&world, &fair, 7, Millis::HOUR).await, Ok(()));
}

async fn a_plain_telephone_reads_what_it_is_about(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (lan, wei) = (world.by_phone("13912345678").await, world.by_phone("13912345679").await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    fair.join(&world, &wei, 0).await.unwrap();
    answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();
    outbox::send_due(&world.app, || true).await.unwrap();
    let last = |phone: &str| world.messages(phone).pop().map(|it| it.text).unwrap_or_default();
    assert!(last("13912345679").contains("有位子了，是您的"), "{}", last("13912345679"));
    assert!(last("13912345679").contains("/l/"), "and by which link it is given back");

    let cancel = MarketAsk::Cancel {
        reason: shared::market::CancelReason::Weather,
        words: "下大雨".into(),
    };
    world.step(&fair.organiser, fair.id, cancel).await.unwrap();
    world.step(&fair.reviewer, fair.id, MarketAsk::AgreeChange).await.unwrap();
    outbox::send_due(&world.app, || true).await.unwrap();
    assert!(last("13912345679").contains("取消了，不用过去了"), "{}", last("13912345679"));
}

async fn who_waits_in_vain_reads_so(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    fair.join(&world, &lan, 0).await.unwrap();
    let waits = fair.join(&world, &wei, 0).await.unwrap();
    assert!(!waits.in_vain);

    world.wait_until(waits.starts_at.after(-Millis::MINUTE));
    let wei = world.sign_in(wei.id, false).await;
    let mine = wei.call(GetMyMarket, (world.key.clone(), fair.id), ()).await.unwrap();
    assert!(mine.sign_ups[0].in_vain);
}

async fn a_second_barber_takes_more_than_were_planned(world: World) {
    let fair = fair(&world, 60, 1).await;
    let mut all = Vec::new();
    for _ in 0..4 {
        let who = world.resident().await;
        fair.join(&world, &who, 0).await.unwrap();
        all.push(who);
    }
    assert_eq!(status(&world, &all[3], &fair).await, SignUpStatus::Waitlisted);

    let slot = (world.key.clone(), fair.slots[0]);
    let places = |places| fair.organiser.call(SetPlaces, slot.clone(), SlotPlaces { places });
    places(4).await.unwrap();
    for who in &all {
        assert_eq!(status(&world, who, &fair).await, SignUpStatus::Confirmed);
    }
    assert_eq!(places(501).await.unwrap_err().field("places"), Some(Kind::OutOfRange));
}
