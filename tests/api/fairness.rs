//! What counts against a helper, and what does not: to stop in time, or to find nobody at home.

use server::timers;
use shared::{
    api::*,
    id::WishId,
    notice::News,
    policy::Role,
    problem::Kind,
    time::Millis,
    wish::{DeskKind, Fairness, HelperStep, Release, StaffStep, Status, StepName, WishFilter},
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    who_called_and_reached_nobody_is_not_to_blame,
    who_stops_in_time_is_not_to_blame,
    who_stops_after_the_promised_day_has_it_on_account,
    what_was_offered_to_one_still_waits_in_the_list,
);

type At = (shared::community::CommunityKey, WishId);

async fn pass(world: &World, hours: i64) {
    for _ in 0..hours {
        world.app.clock.advance(Millis::HOUR);
        timers::run_due(&world.app).await.unwrap();
    }
}

async fn claimed(world: &World, lan: &Person, wei: &Person) -> At {
    let at = (world.key.clone(), make::open(world, lan).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    at
}

async fn lapses(world: &World, wei: &Person) -> Option<Fairness> {
    let wei = world.sign_in(wei.id, false).await;
    wei.call(GetMine, world.key.clone(), ()).await.unwrap().fairness
}

/// Of two such wishes, whether staff choose the next.
async fn twice(world: &World, ends: impl AsyncFn(&Person, &At)) -> Option<Fairness> {
    let wei = world.helper().await;
    for _ in 0..2 {
        let at = claimed(world, &world.resident().await, &wei).await;
        ends(&wei, &at).await;
    }
    lapses(world, &wei).await
}

async fn who_called_and_reached_nobody_is_not_to_blame(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = claimed(&world, &lan, &wei).await;
    let tried = || wei.call(StepAsHelper, at.clone(), HelperStep::CallInVain);
    assert_eq!(tried().await.unwrap().status, Status::Claimed);

    let again = tried().await.unwrap_err();
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let told = lan.call(GetMine, world.key.clone(), ()).await.unwrap().notices;
    let history = lan.call(GetMyWish, at.clone(), ()).await.unwrap().history;
    assert_eq!(again.kind, Kind::StepNotPossible, "once a day");
    assert!(desk.queue.iter().any(|it| it.kind == DeskKind::CalledInVain), "at once");
    assert!(told.iter().any(|it| matches!(it.news, News::CalledInVain { .. })));
    assert!(history.iter().any(|line| line.what == StepName::CallInVain));

    let fairness = twice(&world, async |wei, at| {
        wei.call(StepAsHelper, at.clone(), HelperStep::CallInVain).await.unwrap();
        pass(&world, 90).await;
        let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
        assert_eq!(shown.status, Status::Open, "it does not wait for them for ever");
    });
    assert_eq!(fairness.await, None);
}

/// Promised for the day after tomorrow, and given back so many hours later.
async fn given_back_after(world: &World, hours: i64) -> Option<Fairness> {
    twice(world, async |wei, at| {
        let promise = HelperStep::Promise { at: world.app.clock.now().after_days(2) };
        let wei = world.sign_in(wei.id, false).await;
        wei.call(StepAsHelper, at.clone(), promise).await.unwrap();
        pass(world, hours).await;
        let wei = world.sign_in(wei.id, false).await;
        wei.call(ReleaseWish, at.clone(), Release::default()).await.unwrap();
    })
    .await
}

async fn who_stops_in_time_is_not_to_blame(world: World) {
    assert_eq!(given_back_after(&world, 20).await, None);
}

async fn who_stops_after_the_promised_day_has_it_on_account(world: World) {
    assert_eq!(given_back_after(&world, 75).await.map(|it| it.lapses), Some(2));
}

async fn what_was_offered_to_one_still_waits_in_the_list(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let wei = world.resident().await;
    let to = world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let other = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    let offer = StaffStep::Offer { to, urgent: false };
    worker.call(StepAsStaff, at.clone(), offer).await.unwrap();

    let anyone = world.anyone();
    let page = anyone.call(ListWishes, world.key.clone(), WishFilter::default()).await.unwrap();
    let found = WishFilter { q: "灯".into(), ..WishFilter::default() };
    let found = anyone.call(ListWishes, world.key.clone(), found).await.unwrap();
    let board = anyone.call(GetNode, (world.key.clone(), world.nodes[0].id), ()).await.unwrap();
    for list in [page.wishes, found.wishes, board.wishes] {
        let ids: Vec<_> = list.iter().map(|it| (it.id, it.status)).collect();
        assert_eq!(ids, [(at.1, Status::Offered), (other.1, Status::Open)]);
    }
    assert_eq!(board.open, 2, "as many as are shown");
}
