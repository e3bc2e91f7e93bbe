//! What time does by itself: nobody is forgotten, nobody is woken, and nothing happens twice.

use std::sync::atomic::{AtomicUsize, Ordering};

use server::{
    App,
    db::{Error, Tx, events, is_deadlock, wishes},
    timers,
};
use shared::{
    api::*,
    calendar::is_night,
    notice::News,
    policy::Role,
    problem::{Kind, Problem},
    time::Millis,
    wish::{
        Decision, Deliver, DeskKind, HelperStep, InfoReason, LookReason, Office, Outcome,
        PosterStep, StaffStep, Status, StepName,
    },
};
use tests::{Backend, Person, World, make, on_both_databases, stored::tamper};

on_both_databases!(
    a_year_passes_in_seconds,
    who_does_not_call_loses_the_wish,
    what_is_promised_and_not_done_goes_to_others,
    two_lost_wishes_and_staff_choose_the_next,
    a_question_without_an_answer_ends_the_wish,
    an_offer_without_an_answer_comes_back,
    what_is_not_confirmed_is_asked_about_and_closed_apart,
    an_office_that_was_to_answer_is_asked,
    what_ran_twice_was_done_once,
    a_new_number_holds_for_what_is_there,
    a_broken_wish_stops_no_other,
    who_was_in_the_way_of_others_is_tried_again_and_nobody_else,
);

const HOUR: i64 = Millis::HOUR;

/// Lets hours pass, one after the other, and time do its work.
async fn pass(world: &World, hours: i64) {
    for _ in 0..hours {
        world.app.clock.advance(HOUR);
        timers::run_due(&world.app).await.unwrap();
    }
}

async fn claimed(world: &World, lan: &Person, wei: &Person) -> At {
    let at = (world.key.clone(), make::open(world, lan).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    at
}

type At = (shared::community::CommunityKey, shared::id::WishId);

async fn status(world: &World, at: &At) -> Status {
    wishes::get(&world.app.db, world.community, at.1).await.unwrap().wish.state.status()
}

async fn told(world: &World, person: &Person, what: fn(&News) -> bool) -> usize {
    let mine = person.call(GetMine, world.key.clone(), ()).await.unwrap();
    mine.notices.iter().filter(|notice| what(&notice.news)).count()
}

/// A wish that nobody looks after, through all that time does with it; and every hour, whatever
/// has not come to its end has a next time or a desk.
async fn a_year_passes_in_seconds(world: World) {
    let lan = world.resident().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let started = world.app.clock.now();
    for day in 0..365 {
        for hours in [5, 8, 11] {
            world.app.clock.advance(hours * HOUR);
            let asleep = is_night(world.app.clock.now());
            let count = timers::run_due(&world.app).await.unwrap();
            assert!(!(asleep && count > 0), "nothing happens at night");
        }
        assert_eq!(wishes::unattended(&world.app.db).await.unwrap(), 0, "on day {day}");
    }
    assert!(world.app.clock.now() > started.after_days(360));
    assert_eq!(status(&world, &at).await, Status::Expired);
    let lan = world.sign_in(lan.id, false).await;
    let expiring = told(&world, &lan, |it| matches!(it, News::WishExpiring { .. })).await;
    let waits = told(&world, &lan, |it| matches!(it, News::WishWaitsLong { .. })).await;
    let expired = told(&world, &lan, |it| matches!(it, News::WishExpired { .. })).await;
    assert_eq!((waits, expiring, expired), (1, 3, 1));
    let history = events::about(&world.app.db, world.community, at.1.0).await.unwrap();
    assert_eq!(history.iter().filter(|what| *what == "wish.expire").count(), 1);
}

async fn who_does_not_call_loses_the_wish(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = claimed(&world, &lan, &wei).await;

    pass(&world, 60).await;
    assert_eq!(status(&world, &at).await, Status::Claimed);
    let reminded = told(&world, &wei, |it| matches!(it, News::ContactReminder { .. })).await;
    assert_eq!(reminded, 2);
    pass(&world, 36).await;
    let contact = wei.call(OpenContact, at.clone(), ()).await.unwrap_err();

    assert_eq!((status(&world, &at).await, contact.kind), (Status::Open, Kind::NotAllowed));
    assert_eq!(told(&world, &wei, |it| matches!(it, News::ClaimLost { .. })).await, 1);
    assert_eq!(told(&world, &lan, |it| matches!(it, News::WishReleased { .. })).await, 1);
}

async fn what_is_promised_and_not_done_goes_to_others(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = claimed(&world, &lan, &wei).await;
    let promise = HelperStep::Promise { at: world.app.clock.now().after_days(2) };
    wei.call(StepAsHelper, at.clone(), promise).await.unwrap();

    pass(&world, 4 * 24).await;
    assert_eq!(status(&world, &at).await, Status::InProgress);
    let worker = world.sign_in(worker.id, true).await;
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    assert!(desk.queue.iter().any(|entry| entry.kind == DeskKind::PromiseLate));
    pass(&world, 3 * 24).await;

    assert_eq!(status(&world, &at).await, Status::Open);
}

async fn two_lost_wishes_and_staff_choose_the_next(world: World) {
    let wei = world.resident().await;
    let appointment = world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    let wei = world.sign_in(wei.id, false).await;
    for _ in 0..2 {
        claimed(&world, &world.resident().await, &wei).await;
        pass(&world, 90).await;
    }
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);

    let refusal = wei.call(ClaimWish, at.clone(), ()).await.unwrap_err();
    let mine = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert_eq!(refusal.kind, Kind::ClaimsPaused);
    assert_eq!(mine.fairness.unwrap().lapses, 2);
    let offer = StaffStep::Offer { to: appointment, urgent: false };
    world.grid_worker().await.call(StepAsStaff, at.clone(), offer).await.unwrap();
    wei.call(ClaimWish, at, ()).await.expect("the yes of staff");
    world.app.clock.advance_days(31);
    let wei = world.sign_in(wei.id, false).await;
    let mine = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert!(mine.fairness.is_none(), "it ends on its day");
}

async fn a_question_without_an_answer_ends_the_wish(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = (world.key.clone(), make::posted(&world, &lan).await.wish);
    let version = worker.call(OpenReview, at.clone(), ()).await.unwrap().version;
    let (reason, words) = (InfoReason::What, "具体修什么？".to_owned());
    let ask = Decision::AskInfo { version, reason, words };
    worker.call(ReviewWishNow, at.clone(), ask).await.unwrap();

    pass(&world, 8 * 24).await;

    assert_eq!(status(&world, &at).await, Status::Withdrawn);
    assert_eq!(told(&world, &lan, |it| matches!(it, News::WishLapsed { .. })).await, 1);
}

async fn an_offer_without_an_answer_comes_back(world: World) {
    let (wei, secretary) =
        (world.resident().await, world.appointed(Role::Secretary, &world.nodes[0].clone()).await);
    let appointment = world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    for _ in 0..2 {
        let worker = world.grid_worker().await;
        let offer = StaffStep::Offer { to: appointment, urgent: false };
        worker.call(StepAsStaff, at.clone(), offer).await.unwrap();
        pass(&world, 36).await;
        assert_eq!(status(&world, &at).await, Status::Open);
    }
    let secretary = world.sign_in(secretary.id, true).await;
    let desk = secretary.call(GetDesk, world.key.clone(), ()).await.unwrap();

    assert!(desk.queue.iter().any(|entry| entry.kind == DeskKind::OfferStuck));
}

async fn what_is_not_confirmed_is_asked_about_and_closed_apart(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = claimed(&world, &lan, &wei).await;
    let note = Deliver { note: "换了灯泡".into(), ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), note).await.unwrap();
    pass(&world, 8 * 24).await;
    let reminded = told(&world, &lan, |it| matches!(it, News::ConfirmReminder { .. })).await;
    assert_eq!(reminded, 2);
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let close = || StaffStep::CloseUnconfirmed { words: "两次没接".into() };
    let early = secretary.call(StepAsStaff, at.clone(), close()).await.unwrap_err();
    for _ in 0..2 {
        let outcome = shared::wish::CallOutcome::NotReached;
        let secretary = world.sign_in(secretary.id, true).await;
        secretary.call(StepAsStaff, at.clone(), StaffStep::Called { outcome }).await.unwrap();
        pass(&world, 24).await;
    }
    pass(&world, 5 * 24).await;
    let secretary = world.sign_in(secretary.id, true).await;
    secretary.call(StepAsStaff, at.clone(), close()).await.unwrap();
    let funnel = lan.call(GetFigures, world.key.clone(), ()).await.unwrap();

    assert_eq!(early.kind, Kind::TooEarly);
    assert_eq!((funnel.claimed, funnel.fulfilled), (1, 0));
    assert_eq!(funnel.claimed_rest[0].status, Status::Unconfirmed);
}

/// What was passed on is on the desk when the answer is due, again and again until there is one.
async fn an_office_that_was_to_answer_is_asked(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let in_days = |days| world.app.clock.now().after_days(days);
    let (office, words, reply_by) = (Office::PropertyManagement, "物业来修".into(), in_days(3));
    let refer = StaffStep::Refer { office, words, reply_by, consulted: true };
    worker.call(StepAsStaff, at.clone(), refer).await.unwrap();
    let due = async |world: &World| {
        let worker = world.sign_in(worker.id, true).await;
        let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
        desk.queue.iter().filter(|entry| entry.kind == DeskKind::ReplyDue).count()
    };
    let asked = async |world: &World| {
        told(world, &world.sign_in(lan.id, false).await, |it| matches!(it, News::ReplyDue { .. }))
            .await
    };
    assert_eq!((due(&world).await, asked(&world).await), (0, 0), "not before its day");

    pass(&world, 4 * 24).await;
    assert_eq!((due(&world).await, asked(&world).await), (1, 1));
    assert_eq!(wishes::unattended(&world.app.db).await.unwrap(), 0);
    let worker = world.sign_in(worker.id, true).await;
    let reason = LookReason { reason: "告诉居民".into(), ready: false };
    let seen = worker.call(LookAtWish, at.clone(), reason.clone()).await.unwrap();
    assert_eq!(seen.referred.unwrap().0, office);
    assert_eq!(seen.wish.contact.name, make::SECRETS[0], "whom to call");
    let words = || "物业说下周来".to_owned();
    let again = StaffStep::OfficeAnswered { words: words(), again: Some(in_days(5)) };
    worker.call(StepAsStaff, at.clone(), again).await.unwrap();
    assert_eq!(due(&world).await, 0);
    pass(&world, 6 * 24).await;
    assert_eq!((due(&world).await, asked(&world).await), (1, 2));
    let worker = world.sign_in(worker.id, true).await;
    let answer = || StaffStep::OfficeAnswered { words: words(), again: None };
    worker.call(StepAsStaff, at.clone(), answer()).await.unwrap();
    let twice = worker.call(StepAsStaff, at.clone(), answer()).await.unwrap_err();
    let look = worker.call(LookAtWish, at.clone(), reason).await.unwrap_err();
    pass(&world, 6 * 24).await;

    assert_eq!((twice.kind, look.kind), (Kind::StepNotPossible, Kind::NotAllowed));
    assert_eq!((due(&world).await, asked(&world).await), (0, 2));
    let lan = world.sign_in(lan.id, false).await;
    assert_eq!(told(&world, &lan, |it| matches!(it, News::OfficeAnswered { .. })).await, 2);
    let mine = lan.call(GetMyWish, at, ()).await.unwrap();
    let answered = mine.history.iter().filter(|line| line.what == StepName::OfficeAnswered);
    assert!(answered.map(|line| &line.words).eq([&words(), &words()]));
    let Some(Outcome::Referred { reply_by: None, .. }) = mine.outcome else { panic!("answered") };
}

async fn what_ran_twice_was_done_once(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = claimed(&world, &lan, &wei).await;
    world.app.clock.advance_days(5);
    while is_night(world.app.clock.now()) {
        world.app.clock.advance(HOUR);
    }

    let second: App = world.app.clone();
    let (first, other) = futures_util::join!(timers::run_due(&world.app), timers::run_due(&second));
    timers::run_due(&world.app).await.unwrap();
    let history = events::about(&world.app.db, world.community, at.1.0).await.unwrap();

    assert!(first.unwrap() + other.unwrap() >= 1);
    assert_eq!(history.iter().filter(|what| *what == "wish.auto_release").count(), 1);
    assert_eq!(told(&world, &wei, |it| matches!(it, News::ClaimLost { .. })).await, 1);
}

async fn a_new_number_holds_for_what_is_there(world: World) {
    let lan = world.resident().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let setting = shared::settings::Setting::Expiry;
    let new = shared::settings::NewSetting { setting: setting.into(), value: 10 };
    administrator.call(ChangeSetting, world.key.clone(), new).await.unwrap();

    pass(&world, 12 * 24).await;
    assert_eq!(status(&world, &at).await, Status::Expired);
    lan.call(StepAsPoster, at.clone(), PosterStep::Renew).await.unwrap();

    assert_eq!(status(&world, &at).await, Status::Open);
}

async fn a_broken_wish_stops_no_other(world: World) {
    let lan = world.resident().await;
    let broken = (world.key.clone(), make::open(&world, &lan).await.wish);
    let wei = world.helper().await;
    let at = claimed(&world, &world.resident().await, &wei).await;
    let worker = world.grid_worker().await;
    // The one that time looks at first.
    let statement = "update wishes set state = '{\"is\":\"nonsense\"}', due_at = 1 \
                     where status = 'open'";
    tamper(&world, statement).await;

    pass(&world, 96).await;
    let worker = world.sign_in(worker.id, true).await;
    let health = worker.call(GetHealth, world.key.clone(), ()).await.unwrap();

    assert!(wishes::get(&world.app.db, world.community, broken.1).await.is_err());
    assert_eq!(status(&world, &at).await, Status::Open, "time took it back");
    assert_eq!((health.timers.failing, health.timers.behind), (1, false));
}

/// Two servers on one database: whatever is due is done once.
#[tokio::test]
async fn two_servers_do_it_once() {
    let world = World::new(Backend::Postgres).await;
    let second = world.second_server().await;
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = claimed(&world, &lan, &wei).await;
    world.app.clock.advance_days(5);
    while is_night(world.app.clock.now()) {
        world.app.clock.advance(HOUR);
    }

    let (first, other) = futures_util::join!(timers::run_due(&world.app), timers::run_due(&second));
    let history = events::about(&world.app.db, world.community, at.1.0).await.unwrap();

    assert!(first.unwrap() + other.unwrap() >= 1);
    assert_eq!(history.iter().filter(|what| *what == "wish.auto_release").count(), 1);
}

/// A write that fails so often with this, and how often it was tried.
async fn fails(world: &World, times: usize, with: fn() -> Error) -> (usize, Result<(), Problem>) {
    let ran = AtomicUsize::new(0);
    let make = || {
        let nth = ran.fetch_add(1, Ordering::Relaxed);
        async move |_: &mut Tx| if nth < times { Err(with().into()) } else { Ok(()) }
    };
    let answer = world.app.db.write_again(make).await;
    (ran.into_inner(), answer)
}

async fn who_was_in_the_way_of_others_is_tried_again_and_nobody_else(world: World) {
    let (ran, answer) = fails(&world, 2, || Error::Deadlock).await;
    assert_eq!((ran, answer), (3, Ok(())));
    let (ran, answer) = fails(&world, 9, || Error::Deadlock).await;
    assert!(ran == 3 && is_deadlock(&answer.unwrap_err()), "the rest of the minute goes on");
    let (ran, answer) = fails(&world, 1, || Error::Busy).await;
    assert!(ran == 1 && !is_deadlock(&answer.unwrap_err()), "all can wait");
    let (ran, answer) = fails(&world, 1, || Error::Stale).await;
    assert_eq!((ran, answer.unwrap_err().kind), (1, Kind::SomeoneWasFaster));
}
