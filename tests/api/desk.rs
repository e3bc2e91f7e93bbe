//! The desk: everybody finds what is theirs, and looks at what is theirs.

use shared::{
    api::*,
    calendar::is_night,
    community::CommunityKey,
    id::WishId,
    market::{MarketAsk, Service},
    policy::Role,
    problem::Kind,
    time::Millis,
    wish::{
        CallOutcome, Deliver, DeskEntry, DeskKind, DeskThing, Hand, LookReason, StaffStep, Status,
    },
};
use tests::{Person, World, make, markets::Holders, on_both_databases};

on_both_databases!(
    a_desk_shows_its_own_however_many_others_wait,
    another_grid_looks_once_the_call_is_due,
    a_market_is_on_the_desk_of_whoever_it_waits_for,
);

type At = (CommunityKey, WishId);

async fn look(worker: &Person, at: &At) -> Result<(), Kind> {
    let reason = LookReason { reason: "回访".into(), ready: false };
    let looked = worker.call(LookAtWish, at.clone(), reason).await;
    looked.map(drop).map_err(|problem| problem.kind)
}

async fn reviews(worker: &Person, world: &World) -> Vec<WishId> {
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let id = |thing| match thing {
        DeskThing::Wish(item) => Some(item.id),
        _ => None,
    };
    let reviews = desk.queue.into_iter().filter(|entry| entry.kind == DeskKind::Review);
    reviews.filter_map(|entry| id(entry.thing)).collect()
}

async fn a_desk_shows_its_own_however_many_others_wait(world: World) {
    let elsewhere = world.another_grid().await;
    let other = world.appointed(Role::GridWorker, &elsewhere).await;
    for _ in 0..201 {
        make::posted(&world, &world.resident().await).await;
    }
    let lan = world.resident().await;
    let lamp = make::lamp_of(&world, &lan);
    let there = shared::wish::NewWish { node: Some(elsewhere.id), ..lamp };
    let last = lan.call(PostWish, world.key.clone(), there).await.unwrap();

    assert_eq!(reviews(&other, &world).await, [last.wish]);
    assert_eq!(reviews(&world.grid_worker().await, &world).await.len(), 200);
}

async fn another_grid_looks_once_the_call_is_due(world: World) {
    let elsewhere = world.another_grid().await;
    let other = world.appointed(Role::GridWorker, &elsewhere).await;
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let note = Deliver { note: "换了灯泡".into(), ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), note).await.unwrap();

    assert_eq!(look(&other, &at).await, Err(Kind::NotAllowed), "not from the first day");
    world.app.clock.advance_days(7);
    while is_night(world.app.clock.now()) {
        world.app.clock.advance(Millis::HOUR);
    }
    let other = world.sign_in(other.id, true).await;
    assert_eq!(look(&other, &at).await, Ok(()));
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    assert_eq!(mine.looks[0].by, Hand::Staff, "the resident sees it");
    let called = StaffStep::Called { outcome: CallOutcome::Reached };
    let done = other.call(StepAsStaff, at.clone(), called).await.unwrap();
    assert_eq!(done.status, Status::Fulfilled);
    assert_eq!(look(&other, &at).await, Err(Kind::NotAllowed), "and not any more");
}

async fn a_market_is_on_the_desk_of_whoever_it_waits_for(world: World) {
    let holders = Holders::of(&world).await;
    let (organiser, reviewer) = (&holders.organiser, &holders.reviewer);
    let draft = world.draft(&holders, &[Service::Sewing]).await;
    let markets = async |who: &Person| {
        let queue = who.call(GetDesk, world.key.clone(), ()).await.unwrap().queue;
        let of_markets = |entry: DeskEntry| match entry.thing {
            DeskThing::Market(market) => Some((market, entry.due_at)),
            _ => None,
        };
        queue.into_iter().filter_map(of_markets).collect::<Vec<_>>()
    };
    assert!(markets(reviewer).await.is_empty(), "nobody waits for anybody");

    world.step(organiser, draft.id, MarketAsk::Submit).await.unwrap();
    let waits = markets(reviewer).await;
    assert_eq!((waits.len(), waits[0].0.id, waits[0].0.due_at), (1, draft.id, Some(waits[0].1)));
    assert!(markets(organiser).await.is_empty(), "it is somebody else's turn");

    let words = "下雨怎么办，再写清楚".to_owned();
    let back = MarketAsk::SendBack { words: words.clone() };
    world.step(reviewer, draft.id, back).await.unwrap();
    assert!(markets(reviewer).await.is_empty());
    assert_eq!(markets(organiser).await[0].0.returned, words);
}
