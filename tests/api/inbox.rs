//! The inbox, and what of it also comes by SMS.

use server::{
    App,
    db::outbox as table,
    outbox::send_due,
    sms::{Collected, Gateway},
};
use shared::{
    api::*,
    id::NoticeId,
    inbox::{Concern, Inbox, InboxQuery, Preferences},
    time::Millis,
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    every_message_is_kept_with_where_it_leads_until_it_is_read,
    the_inbox_has_pages,
    nobody_reads_the_messages_of_others,
    whoever_wants_no_sms_gets_none,
    nobody_gets_more_than_five_a_day,
    staff_see_whether_messages_go_out,
);

async fn inbox(world: &World, person: &Person, before: Option<NoticeId>) -> Inbox {
    person.call(GetInbox, world.key.clone(), InboxQuery { before }).await.unwrap()
}

async fn every_message_is_kept_with_where_it_leads_until_it_is_read(world: World) {
    let lan = world.resident().await;
    let wish = make::open(&world, &lan).await.wish;
    world.helper().await.call(ClaimWish, (world.key.clone(), wish), ()).await.unwrap();

    let first = inbox(&world, &lan, None).await;
    assert_eq!((first.notices.len(), first.unread), (2, 2));
    assert_eq!(lan.me().await.person.unwrap().unread, 2);
    assert!(first.notices.iter().all(|it| !it.read && it.concern == Concern::MyWish(wish)));
    let newest = (world.key.clone(), first.notices[0].id);
    assert_eq!(lan.call(ReadNotice, newest.clone(), ()).await.unwrap().unread, 1);
    assert_eq!(lan.call(ReadNotice, newest, ()).await.unwrap().unread, 1, "once is enough");
    let read: Vec<bool> =
        inbox(&world, &lan, None).await.notices.iter().map(|it| it.read).collect();
    assert_eq!(read, [true, false]);
    assert_eq!(lan.call(ReadInbox, world.key.clone(), ()).await.unwrap().unread, 0);
    assert_eq!(lan.me().await.person.unwrap().unread, 0);
}

async fn the_inbox_has_pages(world: World) {
    let lan = world.resident().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let wei = world.helper().await;
    for _ in 0..15 {
        wei.call(ClaimWish, at.clone(), ()).await.unwrap();
        wei.call(ReleaseWish, at.clone(), Default::default()).await.unwrap();
        world.app.clock.advance(1000);
    }
    let first = inbox(&world, &lan, None).await;
    assert_eq!((first.notices.len(), first.unread), (20, 31));
    let second = inbox(&world, &lan, first.next).await;
    assert_eq!((second.notices.len(), second.next), (11, None));
    let mut all: Vec<_> = first.notices.iter().chain(&second.notices).map(|it| it.id).collect();
    assert!(all.is_sorted_by(|a, b| a > b), "newest first");
    all.dedup();
    assert_eq!(all.len(), 31);
}

async fn nobody_reads_the_messages_of_others(world: World) {
    let (lan, mei) = (world.resident().await, world.resident().await);
    make::open(&world, &lan).await;
    assert_eq!(inbox(&world, &mei, None).await, Inbox::default());
    let own = inbox(&world, &lan, None).await.notices[0].id;
    mei.call(ReadNotice, (world.key.clone(), own), ()).await.unwrap();
    assert_eq!(inbox(&world, &lan, None).await.unread, 1);
}

/// Sets the clock forward to ten in the morning in China.
fn by_day(world: &World) {
    let now = i64::from(world.app.clock.now().local().unwrap().hour());
    world.app.clock.advance((10 - now).rem_euclid(24) * Millis::HOUR);
}

fn sender(world: &World) -> (App, Collected) {
    let collected = Collected::default();
    (world.app.with_sms(Gateway::Collect(collected.clone())), collected)
}

async fn whoever_wants_no_sms_gets_none(world: World) {
    by_day(&world);
    let lan = world.resident().await;
    let key = world.key.clone();
    assert_eq!(lan.call(GetPreferences, key.clone(), ()).await.unwrap(), Preferences::USUAL);
    let none = Preferences { my_wish: false, ..Preferences::USUAL };
    lan.call(SetPreferences, key.clone(), none).await.unwrap();
    assert_eq!(lan.call(GetPreferences, key.clone(), ()).await.unwrap(), none);

    let at = (key.clone(), make::open(&world, &lan).await.wish);
    world.helper().await.call(ClaimWish, at, ()).await.unwrap();
    let (app, collected) = sender(&world);
    send_due(&app, || true).await.unwrap();

    assert_eq!(collected.all(), []);
    assert_eq!(inbox(&world, &lan, None).await.unread, 2, "the inbox has everything");
    let states = table::states(&world.app.db, world.community, lan.id).await.unwrap();
    assert_eq!(states, [table::Delivery::NotWanted]);
}

async fn nobody_gets_more_than_five_a_day(world: World) {
    by_day(&world);
    let lan = world.resident().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let wei = world.helper().await;
    let (app, collected) = sender(&world);
    for _ in 0..8 {
        wei.call(ClaimWish, at.clone(), ()).await.unwrap();
        wei.call(ReleaseWish, at.clone(), Default::default()).await.unwrap();
    }
    let other = world.second_server().await.with_sms(app.sms.clone());
    let both = futures_util::join!(send_due(&app, || true), send_due(&other, || true));
    assert!(both.0.is_ok() && both.1.is_ok());

    assert_eq!(collected.all().len(), 5);
    let states = table::states(&world.app.db, world.community, lan.id).await.unwrap();
    assert_eq!(states.iter().filter(|it| **it == table::Delivery::OverCap).count(), 3);
    world.app.clock.advance_days(1);
    wei.call(ClaimWish, at, ()).await.unwrap();
    send_due(&app, || true).await.unwrap();
    assert_eq!(collected.all().len(), 6, "the next day is another");
}

async fn staff_see_whether_messages_go_out(world: World) {
    by_day(&world);
    let worker = world.grid_worker().await;
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    world.helper().await.call(ClaimWish, at, ()).await.unwrap();
    world.app.clock.advance(2 * Millis::HOUR);
    let worker = world.sign_in(worker.id, true).await;
    let health = worker.call(GetHealth, world.key.clone(), ()).await.unwrap();
    assert!(health.messages.behind && health.messages.waiting == 1);
    assert!(health.messages.last_sent_at.is_none());

    send_due(&sender(&world).0, || true).await.unwrap();
    server::upkeep::tidy(&world.app).await.unwrap();
    let health = worker.call(GetHealth, world.key.clone(), ()).await.unwrap();
    assert!(!health.messages.behind && health.messages.last_sent_at.is_some());
    assert!(health.jobs.iter().any(|job| job.name == "upkeep"), "{:?}", health.jobs);
}
