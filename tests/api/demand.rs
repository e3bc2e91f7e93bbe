//! Wishes that nobody does say which stalls to invite.

use server::db::{demand, wish_desk};
use shared::{
    api::*,
    demand::Demand,
    id::MarketId,
    market::Service,
    policy::Role,
    time::Millis,
    wish::{NewWish, Posted, WishKind},
};
use tests::{Person, World, make, markets::Holders, on_both_databases};

on_both_databases!(
    what_nobody_does_is_counted_for_who_holds_markets,
    wishes_of_other_places_take_none_of_the_room,
    a_wish_made_at_a_market_says_so_to_its_reviewer,
);

async fn seen(world: &World, by: &Person) -> Vec<Demand> {
    by.call(GetDemand, world.key.clone(), ()).await.unwrap()
}

async fn what_nobody_does_is_counted_for_who_holds_markets(world: World) {
    let organiser = world.appointed(Role::Organiser, &world.nodes[0].clone()).await;
    assert_eq!(seen(&world, &organiser).await, [], "nobody wishes for anything");
    let (lan, min) = (world.resident().await, world.resident().await);
    let first = make::open(&world, &lan).await;
    make::open(&world, &min).await;
    make::posted(&world, &world.resident().await).await;

    let demand = seen(&world, &organiser).await;

    assert_eq!(demand.len(), 1);
    assert_eq!((demand[0].kind, demand[0].wishes), (WishKind::Repair, 2), "not what is in review");
    let elsewhere = world.another_grid().await;
    let other = world.appointed(Role::Organiser, &elsewhere).await;
    assert_eq!(seen(&world, &other).await, [], "of other places, nothing");
    let wei = world.helper().await;
    wei.call(ClaimWish, (world.key.clone(), first.wish), ()).await.unwrap();
    assert_eq!(seen(&world, &organiser).await[0].wishes, 1, "somebody does the other");
}

/// The list has an end: what is left out is left out of one's own places.
async fn wishes_of_other_places_take_none_of_the_room(world: World) {
    let (elsewhere, here) = (world.another_grid().await, world.courtyard().path.clone());
    let worker = world.appointed(Role::GridWorker, &elsewhere).await;
    for _ in 0..2 {
        let lan = world.resident().await;
        let wish = NewWish { node: Some(elsewhere.id), ..make::lamp_of(&world, &lan) };
        let posted = lan.call(PostWish, world.key.clone(), wish).await.unwrap();
        make::approve(&world, &worker, posted.wish).await;
    }
    make::open(&world, &world.resident().await).await;
    let first = async |below: &str| {
        let of = (Millis(0), &[below.to_owned()][..]);
        let found = demand::unmet(&world.app.db, world.community, of, 1).await.unwrap();
        found.into_iter().map(|it| (it.path, it.wishes)).collect::<Vec<_>>()
    };

    assert_eq!(first(&here).await, [(here.clone(), 1)]);
    let all = &world.nodes[0].path;
    assert_eq!(first(all).await, [(elsewhere.path, 2)], "the control: there are more of others");
}

async fn a_wish_made_at_a_market_says_so_to_its_reviewer(world: World) {
    let mut holders = Holders::of(&world).await;
    let market = world.published(&holders, &[Service::WishDesk]).await;
    let made = async |market: MarketId| -> Posted {
        let lan = world.resident().await;
        let wish = NewWish { market: Some(market), ..make::lamp_of(&world, &lan) };
        lan.call(PostWish, world.key.clone(), wish).await.unwrap()
    };
    let early = made(market.id).await;
    world.wait_until(market.plan.starts_at);
    holders.again(&world).await;
    let (there, nowhere) = (made(market.id).await, made(MarketId::default()).await);

    let reviewer = &holders.reviewer;
    let seen = async |wish: &Posted| {
        reviewer.call(OpenReview, (world.key.clone(), wish.wish), ()).await.unwrap().market
    };
    assert_eq!(seen(&there).await, Some((market.id, market.plan.title.clone())));
    assert_eq!(seen(&early).await, None, "nobody collected wishes yet");
    assert_eq!(seen(&nowhere).await, None, "a wish all the same");
    let db = &world.app.db;
    assert_eq!(wish_desk::count(db, world.community, market.id).await.unwrap(), 1);
    let seen = holders.organiser.call(GetStaffMarket, world.at(market.id), ()).await.unwrap();
    assert_eq!(seen.figures.wishes, 1, "it is among the figures of its market");
}
