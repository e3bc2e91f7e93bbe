//! How often codes are sent and tried: for a number, and for an address.

use std::net::Ipv4Addr;

use futures_util::future::join_all;
use server::{
    db::{Tx, challenges},
    throttle::Throttle,
};
use shared::{
    api::*,
    id::{ChallengeId, WishId},
    person::AskCode,
    problem::Kind,
    time::Millis,
};
use tests::{Person, World, make, on_both_databases, sign_in::wrong};

on_both_databases!(
    a_number_gets_ten_codes_a_day,
    twenty_who_ask_at_once_get_one_message,
    carelessness_would_be_noticed,
    an_estate_behind_one_address_gets_in,
    numbers_that_never_sign_in_are_few_at_an_address,
    an_address_enters_a_hundred_wrong_codes_a_day,
    whoever_presses_without_end_waits_and_nobody_else,
);

const ESTATE: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 7);
const LAN: &str = "13800001111";

async fn ask(browser: &mut Person, phone: &str) -> Result<(), (Kind, u32)> {
    let asked = browser.visit(AskForCode, (), AskCode { phone: phone.into() }).await;
    asked.map(drop).map_err(|problem| (problem.kind, problem.retry_after.unwrap_or_default()))
}

async fn a_number_gets_ten_codes_a_day(world: World) {
    let (clock, mut lan) = (&world.app.clock, world.anyone());
    let begin = clock.now();

    // Asks whenever it may, and each time once too often.
    while clock.now().0 - begin.0 < Millis::DAY - Millis::MINUTE {
        assert_eq!(ask(&mut lan, LAN).await, Ok(()));
        let (kind, seconds) = ask(&mut lan, LAN).await.unwrap_err();
        assert_eq!(kind, Kind::TooOften);
        assert!(seconds > 0);
        clock.advance(i64::from(seconds) * Millis::SECOND);
    }

    assert_eq!(world.messages(LAN).len(), 10);
    assert_eq!(ask(&mut lan, LAN).await, Ok(()), "a day later it begins again");
}

async fn twenty_who_ask_at_once_get_one_message(world: World) {
    let second = server::router(world.second_server().await);

    let asks = (0..20).map(|number| {
        let browser = world.anyone().from_address([198, 51, 100, number]);
        let mut browser = if number % 2 == 0 { browser } else { browser.at(second.clone()) };
        async move { ask(&mut browser, LAN).await }
    });
    let refused: Vec<_> = join_all(asks).await.into_iter().filter_map(Result::err).collect();

    assert_eq!(refused.len(), 19);
    assert!(refused.iter().all(|(kind, _)| *kind == Kind::TooOften), "{refused:?}");
    assert!(refused.iter().all(|(_, seconds)| (1..=60).contains(seconds)), "{refused:?}");
    assert_eq!(world.messages(LAN).len(), 1);
}

/// The negative control: who looks first and counts afterwards sends more than one message. If
/// this ever does not, the twenty above prove nothing.
async fn carelessness_would_be_noticed(world: World) {
    let asks = join_all((0..20).map(|_| ask_carelessly(&world))).await;

    assert!(asks.into_iter().filter(|sent| *sent).count() > 1);
}

async fn ask_carelessly(world: &World) -> bool {
    let (db, now) = (&world.app.db, world.app.clock.now());
    let look = async move |tx: &mut Tx| {
        Ok(challenges::asks_of_phone(tx, b"lan", now.after(-Millis::DAY)).await?)
    };
    if !db.write(look).await.unwrap().is_empty() {
        return false;
    }
    let new = challenges::New {
        id: ChallengeId(server::random::id(now)),
        phone_hash: b"lan".to_vec(),
        phone_sealed: Vec::new(),
        address_hash: Vec::new(),
        code_hash: Vec::new(),
        made_at: now,
        ends_at: now,
        tries: 0,
    };
    db.write(async move |tx: &mut Tx| Ok(challenges::insert(tx, &new).await?)).await.is_ok()
}

/// Fifty in ten minutes, ten at a time.
async fn an_estate_behind_one_address_gets_in(world: World) {
    let mut inside = 0;
    for minute in 0..5 {
        let residents = (0..10).map(|number| {
            let (world, phone) = (&world, format!("1370000{minute}{number:03}"));
            async move {
                let mut browser = world.anyone().from_address(ESTATE);
                ask(&mut browser, &phone).await.unwrap();
                browser.enter(&world.code(&phone)).await.unwrap().person.is_some()
            }
        });
        inside += join_all(residents).await.into_iter().filter(|it| *it).count();
        world.app.clock.advance(2 * Millis::MINUTE);
    }

    assert_eq!(inside, 50);
}

async fn numbers_that_never_sign_in_are_few_at_an_address(world: World) {
    let mut sent = Vec::new();
    for hour in 0..8 {
        let asks = (0..50).map(|number| {
            let (mut browser, phone) =
                (world.anyone().from_address(ESTATE), format!("1360{hour:03}{number:04}"));
            async move { ask(&mut browser, &phone).await }
        });
        sent.push(join_all(asks).await.into_iter().filter(Result::is_ok).count());
        world.app.clock.advance(Millis::HOUR);
    }
    assert_eq!(sent, [20, 20, 20, 20, 20, 0, 0, 0]);

    let mut elsewhere = world.anyone().from_address([198, 51, 100, 1]);
    assert_eq!(ask(&mut elsewhere, LAN).await, Ok(()));
}

async fn an_address_enters_a_hundred_wrong_codes_a_day(world: World) {
    for number in 0..20 {
        let (mut browser, phone) =
            (world.anyone().from_address(ESTATE), format!("1350000{number:04}"));
        ask(&mut browser, &phone).await.unwrap();
        for _ in 0..5 {
            browser.enter(&wrong(&world.code(&phone))).await.unwrap_err();
        }
    }
    world.app.clock.advance(Millis::HOUR);
    let mut lan = world.anyone().from_address(ESTATE);
    ask(&mut lan, LAN).await.unwrap();

    let refusal = lan.enter(&world.code(LAN)).await.unwrap_err();
    assert_eq!(refusal.kind, Kind::TooOften);
    let mut elsewhere = lan.from_address([198, 51, 100, 1]);
    assert!(elsewhere.enter(&world.code(LAN)).await.is_ok());
}

async fn whoever_presses_without_end_waits_and_nobody_else(world: World) {
    world.app.clock.stop();
    let router = server::router(world.app.with_throttle(Throttle::new(60)));
    let lan = world.resident().await.at(router.clone());
    let wei = world.resident().await.at(router.clone());
    // What is refused for another reason counts as well.
    let press = async |who: &Person| {
        let at = (world.key.clone(), WishId::default());
        who.call(WithdrawWish, at, ()).await.unwrap_err()
    };

    for _ in 0..60 {
        assert_eq!(press(&lan).await.kind, Kind::NotFound);
    }
    let refusal = press(&lan).await;
    assert_eq!((refusal.kind, refusal.retry_after), (Kind::TooOften, Some(2)));
    assert_eq!(press(&wei).await.kind, Kind::NotFound, "nobody else waits");
    // Looking is something else, and what everybody reads is free.
    assert!(lan.call(GetMine, world.key.clone(), ()).await.is_ok());
    assert!(lan.call(ListWishes, world.key.clone(), Default::default()).await.is_ok());
    world.app.clock.advance(Millis::SECOND * 2);
    assert_eq!(press(&lan).await.kind, Kind::NotFound);

    // Before it is known who asks, the address is counted, and has room for an estate.
    let stranger = world.anyone().at(router).from_address(ESTATE);
    let mut kinds = Vec::new();
    for _ in 0..601 {
        let refusal = stranger.call(PostWish, world.key.clone(), make::lamp(&world)).await;
        kinds.push(refusal.unwrap_err().kind);
    }
    assert_eq!(kinds.pop(), Some(Kind::TooOften));
    assert!(kinds.iter().all(|kind| *kind == Kind::SignInFirst));
}
