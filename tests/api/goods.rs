//! Goods that were sent: nobody gives the wish back until they have arrived or come back.

use server::timers;
use shared::{
    api::*,
    helper::{EndAppointment, HelperClass},
    id::WishId,
    policy::Role,
    problem::Kind,
    time::Millis,
    wish::{
        Confirmed, DeskKind, HelperStep, NewWish, Outcome, PosterStep, Release, StaffStep, Status,
        StepName, WishKind,
    },
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    what_is_on_its_way_is_not_given_back_but_received,
    what_came_back_waits_for_others,
    what_was_sent_and_not_heard_of_goes_to_the_desk,
    whoever_may_help_no_more_holds_up_nothing_that_is_on_its_way,
);

type At = (shared::community::CommunityKey, WishId);

/// A ladder for some days, claimed.
async fn ladder(world: &World, lan: &Person, wei: &Person) -> At {
    let (kind, title) = (WishKind::Goods, "想借一把梯子".to_owned());
    let new = NewWish { kind, title, story: String::new(), ..make::lamp_of(world, lan) };
    let posted = lan.call(PostWish, world.key.clone(), new).await.unwrap();
    make::approve(world, &world.grid_worker().await, posted.wish).await;
    let at = (world.key.clone(), posted.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    at
}

async fn send(wei: &Person, at: &At) -> Status {
    wei.call(StepAsHelper, at.clone(), HelperStep::Send).await.unwrap().status
}

async fn on_desk(worker: &Person, world: &World) -> bool {
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    desk.queue.iter().any(|entry| entry.kind == DeskKind::GoodsOnTheWay)
}

async fn what_is_on_its_way_is_not_given_back_but_received(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = ladder(&world, &lan, &wei).await;
    assert_eq!(send(&wei, &at).await, Status::Claimed);

    let refused = wei.call(ReleaseWish, at.clone(), Release::default()).await.unwrap_err();
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    assert_eq!(refused.kind, Kind::GoodsOnTheWay);
    assert!(mine.sent_at.is_some());
    assert!(mine.steps.contains(&StepName::Receive) && mine.steps.contains(&StepName::Returned));

    let min = world.resident().await;
    let of_others = min.call(StepAsPoster, at.clone(), PosterStep::Receive).await.unwrap_err();
    assert_eq!(of_others.kind, Kind::NotAllowed);
    lan.call(StepAsPoster, at.clone(), PosterStep::Receive).await.unwrap();
    let mine = lan.call(GetMyWish, at, ()).await.unwrap();
    let by_tap =
        |it: &Outcome| matches!(it, Outcome::Fulfilled { confirmed: Confirmed::ByTap, .. });
    assert!(mine.outcome.as_ref().is_some_and(by_tap), "{:?}", mine.outcome);
}

async fn what_came_back_waits_for_others(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = ladder(&world, &lan, &wei).await;
    send(&wei, &at).await;
    assert!(!on_desk(&worker, &world).await);
    let back = HelperStep::SayReturned { words: "门卫没收".into() };
    wei.call(StepAsHelper, at.clone(), back).await.unwrap();

    let refused = wei.call(ReleaseWish, at.clone(), Release::default()).await.unwrap_err();
    assert_eq!(refused.kind, Kind::GoodsOnTheWay, "not by one side alone");
    assert!(on_desk(&worker, &world).await);
    let words = "两边都问过了".to_owned();
    let stepped = worker.call(StepAsStaff, at.clone(), StaffStep::Returned { words }).await;
    assert_eq!(stepped.unwrap().status, Status::Open);

    let contact = wei.call(OpenContact, at.clone(), ()).await.unwrap_err();
    assert_eq!(contact.kind, Kind::NotAllowed);
    let next = world.helper().await.call(ClaimWish, at, ()).await.unwrap();
    assert_eq!((next.hand_over.as_str(), next.sent_at), ("门卫没收", None));
}

async fn what_was_sent_and_not_heard_of_goes_to_the_desk(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = ladder(&world, &lan, &wei).await;
    send(&wei, &at).await;
    for _ in 0..100 {
        world.app.clock.advance(Millis::HOUR);
        timers::run_due(&world.app).await.unwrap();
    }
    let (lan, wei) = (world.sign_in(lan.id, false).await, world.sign_in(wei.id, false).await);
    let worker = world.sign_in(worker.id, true).await;

    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    assert_eq!(shown.status, Status::Claimed, "not taken back");
    assert!(on_desk(&worker, &world).await);
    let fair = wei.call(GetMine, world.key.clone(), ()).await.unwrap().fairness;
    assert_eq!(fair, None, "no fault");
    let words = "居民说收到了".to_owned();
    let stepped = worker.call(StepAsStaff, at.clone(), StaffStep::Receive { words }).await;
    assert_eq!(stepped.unwrap().status, Status::Delivered, "and the resident is asked");
    assert!(lan.call(GetMyWish, at, ()).await.unwrap().steps.contains(&StepName::Confirm));
}

async fn whoever_may_help_no_more_holds_up_nothing_that_is_on_its_way(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let sent = ladder(&world, &lan, &wei).await;
    world.app.clock.advance(8 * 24 * Millis::HOUR);
    let kept = ladder(&world, &lan, &wei).await;
    send(&wei, &sent).await;
    let worker = world.grid_worker().await;
    let office = world.appointed(Role::CommunityWorker, &world.nodes[0].clone()).await;
    let helpers = office.call(ListHelpers, world.key.clone(), ()).await.unwrap();
    let his = helpers.iter().find(|it| it.class == HelperClass::Volunteer).unwrap().appointment;
    let end = EndAppointment { reason: "搬走了".into() };
    office.call(EndAppointmentNow, (world.key.clone(), his), end).await.unwrap();

    let status = async |at: &At| lan.call(GetMyWish, at.clone(), ()).await.unwrap().status;
    assert_eq!((status(&sent).await, status(&kept).await), (Status::Claimed, Status::Open));
    let refused = wei.call(OpenContact, sent.clone(), ()).await.unwrap_err();
    assert_eq!(refused.kind, Kind::NotAllowed, "where it is to go is known no more");
    let received = StaffStep::Receive { words: "居民说收到了".into() };
    let seen = worker.call(StepAsStaff, sent.clone(), received).await;
    assert_eq!(seen.unwrap().status, Status::Delivered);
}
