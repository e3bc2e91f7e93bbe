//! A year of markets, as a community tells of it: nine of them with twenty services each, and ten
//! thousand person-times, all of it brought in by the phones at the tables.

use server::timers;
use shared::{
    api::*,
    id::StallId,
    market::{MarketAsk, MarketStatus, NewScan, PublicFigures},
    time::Millis,
};
use tests::{
    Person, World,
    day::{arrived, scans, tap, taps},
    market::Fair,
    markets::{Holders, SERVICES},
    on_both_databases,
};

on_both_databases!(nine_markets_and_ten_thousand_person_times_are_these_and_no_others);

const MARKETS: usize = 9;
/// So many residents come to each market, and go to every stall.
const RESIDENTS: usize = 21;
/// So many just come to each stall.
const JUST_CAME: usize = 36;
/// How many entries a phone brings in at once.
const AT_ONCE: usize = 200;

async fn nine_markets_and_ten_thousand_person_times_are_these_and_no_others(world: World) {
    // All of them in one calendar year.
    let now = world.app.clock.now();
    let spring = (0..366).map(|days| now.after_days(days));
    let mut spring = spring.filter(|at| at.local().is_some_and(|it| it.month() == 2));
    world.wait_until(spring.next().unwrap());
    let mut holders = Holders::of(&world).await;
    let mut residents = Vec::new();
    for _ in 0..RESIDENTS {
        residents.push(world.resident().await);
    }
    let mut all = Vec::new();
    for _ in 0..MARKETS {
        holders.again(&world).await;
        all.push(hold(&world, &holders, &mut residents).await);
    }

    let expected = |count: usize| Some(i64::try_from(count).unwrap());
    for figures in &all {
        assert_eq!(figures.verified, expected(RESIDENTS * SERVICES.len()));
        assert_eq!(figures.walk_in, expected(JUST_CAME * SERVICES.len()));
        assert_eq!(figures.persons, expected(RESIDENTS), "persons, and not person-times");
        assert_eq!(Some(figures.stalls), expected(SERVICES.len()));
        assert_eq!(figures.helpers, Some(0), "nothing is made up");
    }
    let times: i64 = all.iter().filter_map(|it| it.person_times).sum();
    let told = MARKETS * SERVICES.len() * (RESIDENTS + JUST_CAME);
    assert_eq!(Some(times), expected(told));
    assert!(times >= 10_000, "{times}");
    let list = world.anyone().call(ListMarkets, world.key.clone(), ()).await.unwrap();
    assert_eq!(list.over.len(), MARKETS);
    let year = list.year.unwrap();
    let sum = |of: fn(&PublicFigures) -> Option<i64>| all.iter().filter_map(of).sum::<i64>();
    assert_eq!(Some(year.markets), expected(MARKETS), "all of them, in one year");
    assert_eq!((year.person_times, year.few), (times, 0));
    assert_eq!((year.verified, year.walk_in), (sum(|it| it.verified), sum(|it| it.walk_in)));
    assert_eq!(year.services, sum(|it| it.services));
    assert_eq!(list.over.iter().filter_map(|it| it.person_times).sum::<i64>(), times);
}

/// One market from the plan to the signature.
async fn hold(world: &World, holders: &Holders, residents: &mut [Person]) -> PublicFigures {
    let market = world.published(holders, &SERVICES).await;
    let (starts_at, ends_at) = (market.plan.starts_at, market.plan.ends_at);
    let stalls: Vec<StallId> = market.stalls.iter().map(|it| it.id).collect();
    let slots = market.stalls.iter().flat_map(|it| &it.slots);
    let first = slots.filter(|it| it.times.starts_at == starts_at).map(|it| it.id).collect();
    let (organiser, reviewer) = (holders.organiser.clone(), holders.reviewer.clone());
    let mut fair = Fair { id: market.id, stall: stalls[0], slots: first, organiser, reviewer };
    let mut places = Vec::new();
    for (at, resident) in residents.iter_mut().enumerate() {
        *resident = world.sign_in(resident.id, false).await;
        places.push(fair.join(world, resident, at % SERVICES.len()).await.unwrap());
    }
    fair.morning(world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    world.wait_until(starts_at.after(Millis::MINUTE));
    let mut seen: Vec<NewScan> = Vec::new();
    for place in &places {
        seen.extend(stalls.iter().map(|stall| arrived(world, *stall, place.id)));
    }
    let mut came = Vec::new();
    for stall in &stalls {
        came.extend((0..JUST_CAME).map(|_| tap(world, *stall, 1)));
    }
    // Each twice, as when an answer is lost.
    for batch in seen.chunks(AT_ONCE).flat_map(|it| [it, it]) {
        world.sync(&phone, fair.id, scans(batch.to_vec())).await.unwrap();
    }
    for batch in came.chunks(AT_ONCE).flat_map(|it| [it, it]) {
        world.sync(&phone, fair.id, taps(batch.to_vec())).await.unwrap();
    }
    world.wait_until(ends_at.after(3 * Millis::HOUR));
    timers::run_due(&world.app).await.unwrap();
    assert_eq!(world.read(fair.id).await.unwrap().status, MarketStatus::Closed);
    fair.organiser = world.sign_in(fair.organiser.id, true).await;
    fair.reviewer = world.sign_in(fair.reviewer.id, true).await;
    let write = MarketAsk::WriteSummary { words: "谢谢大家".into(), reason: String::new() };
    world.step(&fair.organiser, fair.id, write).await.unwrap();
    world.step(&fair.reviewer, fair.id, MarketAsk::SignSummary).await.unwrap();
    world.read(fair.id).await.unwrap().summary.unwrap().figures
}
