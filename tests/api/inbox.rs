//! The inbox, and what of it also comes by SMS.

use server::{
    App,
    db::outbox as table,
    outbox::send_due,
    sms::{Collected, Gateway},
    timers,
};
use shared::{
    api::*,
    id::NoticeId,
    inbox::{Concern, Inbox, InboxQuery, Preferences},
    notice::News,
    policy::Role,
    time::Millis,
    wish::{
        CallOutcome, Deliver, DisputeReason, Finding, HelperStep, PosterStep, StaffStep,
        UnmetReason,
    },
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    every_message_is_kept_with_where_it_leads_until_it_is_read,
    what_both_sides_are_told_leads_each_to_their_own_page,
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

/// Follows every message of somebody's, newest first, and says where each leads: the page is there
/// for them.
async fn follow(world: &World, person: &Person) -> Vec<(News, Concern)> {
    let person = world.sign_in(person.id, false).await;
    let mine = person.call(GetMine, world.key.clone(), ()).await.unwrap();
    let notices = inbox(world, &person, None).await.notices;
    for notice in &notices {
        let key = world.key.clone();
        let is_there = match notice.concern {
            Concern::MyWish(wish) => person.call(GetMyWish, (key, wish), ()).await.is_ok(),
            Concern::MyClaim(wish) => mine.claims.iter().any(|claim| claim.id == wish),
            Concern::Outcome(wish) => person.call(GetWish, (key, wish), ()).await.is_ok(),
            other => panic!("{other:?}"),
        };
        assert!(is_there, "{:?}", notice.news);
    }
    notices.into_iter().map(|it| (it.news, it.concern)).collect()
}

async fn what_both_sides_are_told_leads_each_to_their_own_page(world: World) {
    world.wait_until_hour(10);
    let (lan, wei) = (world.resident().await, world.helper().await);
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let promise = HelperStep::Promise { at: world.app.clock.now().after_days(1) };
    wei.call(StepAsHelper, at.clone(), promise).await.unwrap();
    // What comes next, comes later.
    let newest = async |person: &Person| {
        world.app.clock.advance(1000);
        follow(&world, person).await.remove(0)
    };
    let pass = async |days: i64| {
        world.app.clock.advance_days(days);
        timers::run_due(&world.app).await.unwrap();
        world.app.clock.advance(1000);
    };

    pass(3).await;
    let (late, leads) = newest(&lan).await;
    assert!(matches!(late, News::PromiseLate { .. }), "{late:?}");
    assert_eq!((leads, newest(&wei).await.1), (Concern::MyWish(at.1), Concern::MyClaim(at.1)));
    let wei = world.sign_in(wei.id, false).await;
    let deliver = Deliver { note: "换了灯泡".into(), ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), deliver).await.unwrap();
    pass(15).await;
    let secretary = world.sign_in(secretary.id, true).await;
    let outcome = CallOutcome::NotReached;
    let close = StaffStep::CloseUnconfirmed { words: "两次没接".into() };
    for step in [StaffStep::Called { outcome }, StaffStep::Called { outcome }, close] {
        let secretary = world.sign_in(secretary.id, true).await;
        secretary.call(StepAsStaff, at.clone(), step).await.unwrap();
        pass(1).await;
    }
    let (closed, leads) = newest(&lan).await;
    assert!(matches!(closed, News::WishUnconfirmed { .. }), "{closed:?}");
    assert_eq!((leads, newest(&wei).await.1), (Concern::MyWish(at.1), Concern::MyClaim(at.1)));

    let lan = world.sign_in(lan.id, false).await;
    let (reason, words) = (DisputeReason::NotDone, "灯还是不亮".to_owned());
    let object = PosterStep::Dispute { reason, words };
    lan.call(StepAsPoster, at.clone(), object).await.expect("as the message says");
    assert_eq!(newest(&lan).await.1, Concern::MyWish(at.1));
    assert_eq!(newest(&wei).await.1, Concern::MyClaim(at.1));
    let finding = Finding::Unmet { reason: UnmetReason::NotAvailable };
    let settle = StaffStep::Settle { finding, words: "修不了".into() };
    let secretary = world.sign_in(secretary.id, true).await;
    secretary.call(StepAsStaff, at.clone(), settle).await.unwrap();
    assert_eq!(newest(&lan).await.1, Concern::MyWish(at.1));
    let mine = world.sign_in(wei.id, false).await;
    let mine = inbox(&world, &mine, None).await;
    assert_eq!(mine.notices[0].concern, Concern::Outcome(at.1), "nobody's claim any more");
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
