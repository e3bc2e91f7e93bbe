//! Whoever looks at a market sees what changes there, without asking.

use std::{sync::Arc, time::Duration};

use http::header;
use server::{
    address::TrustedProxies,
    live::{Limits, Live as Hall},
    serve,
};
use shared::{
    api::*,
    id::SlotId,
    market::{
        AttendeeAsk, Band, CancelReason, Live, LiveMarket, LiveSlot, MarketAsk, MarketKind,
        MarketStatus, NewMarket, NewMember, NewSignUp, Nickname, Wants,
    },
    problem::Kind,
};
use tests::{
    Backend, Person, World,
    live::url,
    market::{answer, fair, fair_of, plan},
    on_both_databases,
    queue::{number, under_way},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    time::timeout,
};

on_both_databases!(
    a_place_that_is_taken_is_heard_and_so_is_one_that_is_given_back,
    many_who_listen_cost_no_more_than_one,
    whoever_comes_again_hears_what_is_new_and_nothing_else,
    whoever_finds_no_room_is_told_when_to_come_again,
    a_market_that_is_called_off_says_so,
    the_numbers_that_are_called_are_told,
    nothing_private_is_ever_told,
    what_is_not_public_is_not_told,
);

const MINUTE: Duration = Duration::from_secs(60);

/// A slot, if the word is about it.
fn slot(live: &Live, id: SlotId) -> Option<LiveSlot> {
    live.market.as_ref()?.slots.iter().find(|it| it.id == id).copied()
}

fn left(live: &Live, id: SlotId) -> Option<Band> {
    slot(live, id).map(|it| it.left)
}

/// Another app on the same data, where so many may listen.
fn with(world: &World, limits: Limits) -> (Hall, axum::Router) {
    let hall = Hall::new(limits);
    (hall.clone(), server::router(world.app.with_live(hall)))
}

async fn a_place_that_is_taken_is_heard_and_so_is_one_that_is_given_back(world: World) {
    let fair = fair(&world, 60, 2).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let mut ear = world.anyone().listen(&world, fair.id).await.unwrap();
    let first = ear.next().await.expect("how it is now");
    let there: Vec<_> = fair.slots.iter().map(|id| left(&first, *id)).collect();
    assert_eq!(there, [Some(Band::Many); 3], "all of it, before anything happens");
    assert_eq!(first.queues, None, "it is days until then");

    let place = fair.join(&world, &lan, 0).await.unwrap();
    fair.join(&world, &wei, 0).await.unwrap();
    let full = ear.until(|it| left(it, fair.slots[0]) == Some(Band::None)).await;
    assert_eq!(left(&full, fair.slots[1]), Some(Band::Many), "the others are as they were");
    let page = world.read(fair.id).await.unwrap();
    assert!(full.market.is_some_and(|it| it == LiveMarket::of(&page)), "as the page says it");

    answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();
    ear.until(|it| left(it, fair.slots[0]) == Some(Band::Few)).await;
}

async fn many_who_listen_cost_no_more_than_one(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (hall, router) = with(&world, Limits::default());
    let anyone = world.anyone().at(router);
    let mut ears = Vec::new();
    for _ in 0..30 {
        ears.push(anyone.listen(&world, fair.id).await.unwrap());
    }
    for ear in &mut ears {
        assert!(ear.next().await.is_some());
    }

    fair.join(&world, &world.resident().await, 0).await.unwrap();
    for ear in &mut ears {
        ear.until(|it| left(it, fair.slots[0]) == Some(Band::None)).await;
    }

    assert_eq!(hall.listeners(), 30);
    // One when the first came, one for the place; and what else happened here meanwhile.
    assert!((2..15).contains(&hall.reads()), "{}", hall.reads());
    drop(ears);
    assert_eq!(hall.listeners(), 0, "nobody is left behind");
}

async fn whoever_comes_again_hears_what_is_new_and_nothing_else(world: World) {
    let fair = fair(&world, 60, 1).await;
    let anyone = world.anyone();
    let mut ear = anyone.listen(&world, fair.id).await.unwrap();
    let first = ear.next().await.unwrap();
    let id = ear.id.clone();
    drop(ear);

    let mut again = anyone.listen_again(&world, fair.id, &id).await.unwrap();
    fair.join(&world, &world.resident().await, 0).await.unwrap();
    let next = again.next().await.unwrap();
    assert_eq!(left(&next, fair.slots[0]), Some(Band::None), "not what was heard before");
    assert_ne!(next, first);

    let mut later = anyone.listen_again(&world, fair.id, &id).await.unwrap();
    let missed = later.next().await.unwrap();
    assert_eq!(left(&missed, fair.slots[0]), Some(Band::None), "what was missed is said at once");
    let mut strange = anyone.listen_again(&world, fair.id, "who knows").await.unwrap();
    assert_eq!(strange.next().await.unwrap(), missed);
}

async fn whoever_finds_no_room_is_told_when_to_come_again(world: World) {
    let fair = fair(&world, 60, 1).await;
    let limits = Limits { in_total: 3, per_address: 2, ..Limits::default() };
    let (hall, router) = with(&world, limits);
    let at = |last: u8| world.anyone().at(router.clone()).from_address([203, 0, 113, last]);
    let first = at(7).listen(&world, fair.id).await.unwrap();
    let _second = at(7).listen(&world, fair.id).await.unwrap();

    let refused = at(7).ask_to_listen(&world, fair.id, "").await;
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()[header::RETRY_AFTER], "60");
    assert_eq!(refused.headers()[header::CONTENT_TYPE], "application/problem+json");
    let _third = at(8).listen(&world, fair.id).await.expect("another house has room");
    let full = at(9).listen(&world, fair.id).await.err().unwrap();
    assert_eq!((full.kind, full.retry_after), (Kind::Busy, Some(60)), "no room at all");
    assert!(at(9).call(GetMarket, world.at(fair.id), ()).await.is_ok(), "and asks instead");

    drop(first);
    assert!(at(7).listen(&world, fair.id).await.is_ok(), "who leaves makes room");
    // The page of a market that nobody can find takes none.
    assert!(at(9).listen(&world, Default::default()).await.is_err());
    assert_eq!(hall.listeners(), 2);
}

async fn a_market_that_is_called_off_says_so(world: World) {
    let fair = fair(&world, 60, 2).await;
    let mut ear = world.anyone().listen(&world, fair.id).await.unwrap();
    assert!(ear.next().await.is_some());

    let rain = MarketAsk::Cancel { reason: CancelReason::Weather, words: "那天有暴雨".into() };
    world.step(&fair.organiser, fair.id, rain).await.unwrap();
    world.step(&fair.reviewer, fair.id, MarketAsk::AgreeChange).await.unwrap();

    let off = |it: &Live| it.market.as_ref().is_some_and(|it| it.status == MarketStatus::Cancelled);
    let said = ear.until(off).await.market.unwrap();
    assert!(said.slots.iter().all(|it| it.shut), "nobody signs up any more");
    assert!(!ear.raw.contains("暴雨"), "why is for the page to say");
}

async fn the_numbers_that_are_called_are_told(world: World) {
    world.app.clock.stop();
    let fair = under_way(&world, 60, 12).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    let mut ear = world.anyone().listen(&world, fair.id).await.unwrap();
    assert!(ear.next().await.unwrap().queues.is_some_and(|it| it.open && it.stalls.len() == 1));

    let lan = world.resident().await;
    let mine = number(&world.take(&lan, stall).await.unwrap());
    let waits = |it: &Live| it.queues.as_ref().is_some_and(|it| it.stalls[0].waiting == 1);
    let told = ear.until(waits).await;
    assert_eq!(told.market, None, "its slots are as they were, and not said again");
    world.call_next(barber, stall).await;
    let called = |it: &Live| it.queues.as_ref().is_some_and(|it| it.stalls[0].called == [mine]);
    let called = ear.until(called).await;
    assert_eq!(called.queues.unwrap(), world.queues(&fair).await, "as the board says it");

    world.step(barber, fair.id, MarketAsk::Close).await.unwrap();
    ear.until(|it| it.queues.as_ref().is_some_and(|it| !it.open)).await;
}

async fn nothing_private_is_ever_told(world: World) {
    let fair = under_way(&world, 60, 1).await;
    let lan = world.by_phone("13912345678").await;
    let (wei, key) = (world.resident().await, world.key.clone());
    let mut ear = wei.listen(&world, fair.id).await.unwrap();
    let nickname = NewMember { nickname: Nickname::new("小鹮奶奶").unwrap() };
    let members = lan.call(AddMember, key.clone(), nickname).await.unwrap();
    let member = Some(members[0].id);
    let mine = world.take_for(&lan, fair.stall, members[0].id).await.unwrap();
    assert!(format!("{mine:?}").len() > 50, "the control: somebody waits");
    ear.until(|it| it.queues.as_ref().is_some_and(|it| it.stalls[0].waiting == 1)).await;

    let talk = NewMarket { kind: MarketKind::Appointment, ..plan(&world) };
    let talk = fair_of(&world, talk, 60, 1).await;
    let mut quiet = world.anyone().listen(&world, talk.id).await.unwrap();
    let place = talk.join_for(&world, &lan, 0, NewSignUp { member, wants: Wants::Auto }).await;
    let place = place.unwrap();
    talk.join(&world, &wei, 0).await.unwrap();
    let full = quiet.until(|it| left(it, talk.slots[0]) == Some(Band::None)).await;
    assert_eq!(slot(&full, talk.slots[0]).unwrap().waiting, None, "nobody knows who waits");

    let code = place.ticket.clone().unwrap().code;
    let ids = [lan.id.to_string(), wei.id.to_string(), place.id.to_string()];
    let words = ["小鹮奶奶", "13912345678", "5678", code.digits()].map(str::to_owned);
    for secret in ids.iter().chain(&words).chain([&members[0].id.to_string()]) {
        assert!(!ear.raw.contains(secret.as_str()), "{secret}");
        assert!(!quiet.raw.contains(secret.as_str()), "{secret}");
    }
    assert!(!quiet.raw.contains("taken") && !quiet.raw.contains("places"), "no number to count by");
}

async fn what_is_not_public_is_not_told(world: World) {
    let holders = tests::markets::Holders::of(&world).await;
    let draft = world.draft(&holders, &[]).await;
    let strange: [&Person; 2] = [&world.anyone(), &holders.organiser];
    for person in strange {
        let refused = person.listen(&world, draft.id).await.err().unwrap();
        assert_eq!(refused.kind, Kind::NotFound, "as its page does not exist");
    }
    let (status, _) = world.anyone().get("/api/yongan/markets/nothing/live").await;
    assert_eq!(status, 404);
    let elsewhere = url(&world, draft.id).replace("yongan", "elsewhere");
    assert_eq!(world.anyone().get(&elsewhere).await.0, 404);
}

/// Where there are several servers, the word goes around as it does for pages.
#[tokio::test]
async fn a_place_taken_at_one_server_is_heard_at_the_other() {
    let world = World::new(Backend::Postgres).await;
    let fair = fair(&world, 60, 1).await;
    let second = server::router(world.second_server().await);
    let mut ear = world.anyone().at(second).listen(&world, fair.id).await.unwrap();
    assert!(ear.next().await.is_some());

    fair.join(&world, &world.resident().await, 0).await.unwrap();

    ear.until(|it| left(it, fair.slots[0]) == Some(Band::None)).await;
}

/// The browser comes again by itself.
#[tokio::test]
async fn nobody_is_listened_to_for_ever() {
    let world = World::new(Backend::Sqlite).await;
    let fair = fair(&world, 60, 1).await;
    let (hall, router) = with(&world, Limits { lifetime: Duration::ZERO, ..Limits::default() });
    let mut ear = world.anyone().at(router).listen(&world, fair.id).await.unwrap();
    while ear.next().await.is_some() {}
    assert!(ear.raw.starts_with("retry: "), "{}", ear.raw);
    drop(ear);
    assert_eq!(hall.listeners(), 0);
}

/// Over a real connection: what is needed to be passed on at once, and an end when the server stops.
#[tokio::test]
async fn a_server_that_stops_ends_what_would_have_no_end() {
    let world = World::new(Backend::Sqlite).await;
    let fair = fair(&world, 60, 1).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (at, stop) = (listener.local_addr().unwrap(), Arc::new(Notify::new()));
    let (router, stopped) = (world.router(), stop.clone());
    let served = tokio::spawn(async move {
        // Nobody is cut off: it would take longer than this test waits.
        let limits = serve::Limits { drain: 10 * MINUTE, ..serve::Limits::default() };
        let asked = async move { stopped.notified().await };
        serve::serve(listener, router, TrustedProxies::default(), limits, asked).await;
    });
    let mut stream = TcpStream::connect(at).await.unwrap();
    let ask = format!("GET {} HTTP/1.1\r\nhost: x\r\n\r\n", url(&world, fair.id));
    stream.write_all(ask.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains("\"slots\"") {
        let read = timeout(MINUTE, stream.read_buf(&mut heard)).await.unwrap().unwrap();
        assert_ne!(read, 0, "{}", String::from_utf8_lossy(&heard));
    }
    let head = String::from_utf8_lossy(&heard).to_lowercase();
    for line in ["200 ok", "text/event-stream", "cache-control: no-store", "nosniff"] {
        assert!(head.contains(line), "{line}: {head}");
    }
    assert!(head.contains("x-accel-buffering: no") && !head.contains("content-encoding"));

    stop.notify_one();
    let rest = timeout(MINUTE, stream.read_to_end(&mut heard)).await;
    assert!(rest.is_ok_and(|it| it.is_ok()), "it comes to a proper end");
    assert!(heard.ends_with(b"0\r\n\r\n"), "and says so");
    timeout(MINUTE, served).await.expect("an end").unwrap();
}
