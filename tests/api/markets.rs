//! Markets: planned by one, published by another, copied, put off, called off, summed up.

use server::{db::markets, timers};
use shared::{
    api::*,
    market::{
        Band, CancelReason, MarketAsk, MarketChange, MarketCopy, MarketNews, MarketStatus,
        MarketStepInput, MarketStepName, NewMarket, Refusal, Service, StaffMarket, StallStatus,
    },
    policy::Role,
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    World,
    markets::{Holders, SERVICES, plan},
    node_id, on_both_databases,
};

on_both_databases!(
    one_plans_a_market_and_another_publishes_it,
    what_the_reviewer_asks_for_comes_back_to_the_organiser,
    last_month_is_copied_in_two_calls_with_its_twenty_stalls,
    a_rehearsal_is_there_at_once_and_never_public,
    a_market_is_put_off_and_called_off_by_two_people,
    what_is_not_public_is_nobodys_business,
    each_refusal_has_its_code,
    who_holds_a_market_decides_nothing_that_takes_another,
    of_two_who_publish_at_once_one_does,
    time_closes_reminds_and_archives_and_twice_is_once,
    what_was_made_twice_with_one_key_is_there_once,
    who_leaves_can_not_be_called_on_the_day,
);

const HAIRCUT: [Service; 1] = [Service::Haircut];

fn refusal(refused: Result<StaffMarket, Problem>) -> String {
    let problem = refused.unwrap_err();
    assert_eq!(problem.kind, Kind::MarketRefusal);
    problem.refusal
}

fn rain() -> MarketAsk {
    MarketAsk::Cancel { reason: CancelReason::Weather, words: "那天有暴雨".into() }
}

async fn one_plans_a_market_and_another_publishes_it(world: World) {
    let holders = Holders::of(&world).await;
    let draft = world.draft(&holders, &[Service::Haircut, Service::Sewing]).await;
    assert_eq!((draft.status, draft.editable, draft.own), (MarketStatus::Draft, true, true));
    assert_eq!(draft.steps, [MarketStepName::Submit, MarketStepName::Discard]);
    assert_eq!(draft.plan, plan(&world), "the form comes back as it was filled in");
    let numbers: Vec<_> = draft.stalls.iter().map(|it| it.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2"]);
    assert!(draft.stalls.iter().all(|it| it.slots.len() == 6 && it.slots[0].places == 7));
    assert_eq!(world.read(draft.id).await.unwrap_err().kind, Kind::NotFound);

    let published = world.publish(&holders, draft.id).await;

    assert_eq!(published.status, MarketStatus::Published);
    let page = world.read(draft.id).await.unwrap();
    assert_eq!((page.title.as_str(), page.place_name.as_str()), ("便民集市", "丰泽院"));
    assert_eq!(page.stalls.len(), 2);
    let slot = &page.stalls[0].slots[0];
    assert_eq!((slot.left, slot.waiting, slot.shut), (Band::Many, Some(0), false));
    let list = world.anyone().call(ListMarkets, world.key.clone(), ()).await.unwrap();
    assert_eq!((list.ahead.len(), list.over.len()), (1, 0));
    assert_eq!(list.ahead[0].services, [Service::Haircut, Service::Sewing]);
    let told = holders.organiser.market_news_names(&world).await;
    assert_eq!(told, [MarketNews::Published]);
}

async fn what_the_reviewer_asks_for_comes_back_to_the_organiser(world: World) {
    let holders = Holders::of(&world).await;
    let draft = world.draft(&holders, &HAIRCUT).await;
    world.step(&holders.organiser, draft.id, MarketAsk::Submit).await.unwrap();
    let cards = holders.reviewer.call(ListStaffMarkets, world.key.clone(), ()).await.unwrap();
    assert_eq!((cards.len(), cards[0].awaits_me, cards[0].own), (1, true, false));
    let words = "写清楚出口在哪".to_owned();
    let back = MarketAsk::SendBack { words: words.clone() };
    world.step(&holders.reviewer, draft.id, back).await.unwrap();

    let seen = holders.organiser.call(GetStaffMarket, world.at(draft.id), ()).await.unwrap();
    assert_eq!((seen.status, &seen.returned), (MarketStatus::Draft, &words));
    let market =
        NewMarket { safety: "出口在东边".into(), spot: "广场".into(), ..plan(&world) };
    let later = NewMarket {
        starts_at: market.starts_at.after(Millis::HOUR),
        ends_at: market.ends_at.after(Millis::HOUR / 2),
        ..market
    };
    let change = MarketChange { version: seen.version, market: later.clone() };
    let changed = holders.organiser.call(ChangeMarket, world.at(draft.id), change.clone()).await;
    let changed = changed.unwrap();
    assert_eq!((changed.plan, changed.place_name.as_str()), (later.clone(), "广场"));
    let slots = &changed.stalls[0].slots;
    assert_eq!((slots.len(), slots[0].times.starts_at), (5, later.starts_at), "they follow");
    assert_eq!(slots[0].times.closes_at, later.starts_at.after(-2 * Millis::HOUR));
    let stale = holders.organiser.call(ChangeMarket, world.at(draft.id), change).await;
    assert_eq!(stale.unwrap_err().kind, Kind::SomeoneWasFaster);
    world.publish(&holders, draft.id).await;
    let told = holders.organiser.market_news(&world).await;
    assert_eq!((told.len(), told[1].what, &told[1].words), (2, MarketNews::Returned, &words));
}

async fn last_month_is_copied_in_two_calls_with_its_twenty_stalls(world: World) {
    let mut holders = Holders::of(&world).await;
    let first = world.published(&holders, &SERVICES).await;
    world.wait_until(first.plan.ends_at);
    holders.again(&world).await;
    let by = &holders.organiser;
    let starts_at = first.plan.starts_at.after_days(28);

    let copy = world.copied(by, first.id, starts_at).await;
    let market = NewMarket { owner_agreed: true, ..copy.plan.clone() };
    let change = MarketChange { version: copy.version, market };
    let ready = by.call(ChangeMarket, world.at(copy.id), change).await.unwrap();

    assert_eq!((ready.status, ready.copied_from), (MarketStatus::Draft, Some(first.id)));
    assert!(!copy.plan.owner_agreed, "whose place it is, says yes again");
    assert_eq!(ready.plan.ends_at.0 - ready.plan.starts_at.0, 3 * Millis::HOUR);
    assert_eq!(ready.stalls.len(), 20);
    let accepted = |it: &shared::market::StaffStall| it.status == StallStatus::Accepted;
    assert!(ready.stalls.iter().all(|it| accepted(it) && it.confirm_by.is_some()));
    assert!(ready.stalls.iter().all(|it| it.slots.len() == 6));
    assert_eq!(ready.stalls[0].slots[0].times.starts_at, starts_at);
    assert!(ready.steps.contains(&MarketStepName::Submit));
    let series = async |id| {
        let stored = markets::get(&world.app.db, world.community, id).await.unwrap();
        stored.market.series
    };
    assert!(series(first.id).await.is_some());
    assert_eq!(series(first.id).await, series(copy.id).await);
    let third = world.copied(by, copy.id, starts_at.after_days(28)).await;
    assert_eq!(series(third.id).await, series(first.id).await);
    assert!(third.stalls.is_empty(), "nobody has said to come to the second");
}

async fn a_rehearsal_is_there_at_once_and_never_public(world: World) {
    let holders = Holders::of(&world).await;
    let market = world.published(&holders, &[Service::Haircut, Service::Sewing]).await;
    let by = &holders.organiser;

    let trial = by.call(CopyMarket, world.at(market.id), MarketCopy::Rehearsal).await.unwrap();

    assert_eq!((trial.status, trial.rehearsal), (MarketStatus::Published, true));
    assert!(trial.stalls.iter().all(|it| it.status == StallStatus::Confirmed));
    let now = world.app.clock.now();
    let times = trial.stalls[0].slots[0].times;
    assert!(times.opens_at <= now && times.last_call() > now, "one can sign up from now on");
    assert_eq!(world.read(trial.id).await.unwrap_err().kind, Kind::NotFound);
    let list = world.anyone().call(ListMarkets, world.key.clone(), ()).await.unwrap();
    assert_eq!(list.ahead.len(), 1);
    let again = by.call(CopyMarket, world.at(trial.id), MarketCopy::Rehearsal).await;
    assert_eq!(again.unwrap_err().kind, Kind::StepNotPossible);
    let off = world.step(by, trial.id, MarketAsk::Discard).await.unwrap();
    assert_eq!(off.status, MarketStatus::Cancelled);
    assert_eq!(world.read(trial.id).await.unwrap_err().kind, Kind::NotFound);
}

async fn a_market_is_put_off_and_called_off_by_two_people(world: World) {
    let holders = Holders::of(&world).await;
    let (organiser, reviewer) = (&holders.organiser, &holders.reviewer);
    let market = world.published(&holders, &HAIRCUT).await;
    let starts_at = market.plan.starts_at.after_days(7);
    let later = MarketAsk::Postpone { starts_at, ends_at: starts_at.after(3 * Millis::HOUR) };
    let asked = world.step(organiser, market.id, later.clone()).await.unwrap();
    assert!(asked.asked.is_some_and(|it| it.mine));
    assert_eq!(world.read(market.id).await.unwrap().starts_at, market.plan.starts_at, "not yet");
    let alone = world.step(organiser, market.id, MarketAsk::AgreeChange).await.unwrap_err();
    assert_eq!(alone.kind, Kind::NotAllowed);
    world.step(reviewer, market.id, MarketAsk::RefuseChange).await.unwrap();
    world.step(organiser, market.id, later).await.unwrap();

    world.step(reviewer, market.id, MarketAsk::AgreeChange).await.unwrap();

    let page = world.read(market.id).await.unwrap();
    assert_eq!((page.status, page.starts_at), (MarketStatus::Postponed, starts_at));
    assert_eq!((page.moved_from, page.sequence), (Some(market.plan.starts_at), 1));
    let times = &page.stalls[0].slots[0];
    assert_eq!((times.starts_at, times.opens_at <= page.opens_at), (starts_at, true));
    let seen = organiser.call(GetStaffMarket, world.at(market.id), ()).await.unwrap();
    assert!(seen.stalls[0].asked_again, "does it come on the new date?");

    world.step(organiser, market.id, rain()).await.unwrap();
    world.step(reviewer, market.id, MarketAsk::AgreeChange).await.unwrap();
    let page = world.read(market.id).await.unwrap();
    assert_eq!((page.status, page.sequence), (MarketStatus::Cancelled, 2));
    assert_eq!(page.cancelled, Some(CancelReason::Weather));
    assert!(page.stalls[0].slots.iter().all(|it| it.shut));
    let list = world.anyone().call(ListMarkets, world.key.clone(), ()).await.unwrap();
    assert_eq!(list.ahead[0].status, MarketStatus::Cancelled, "everybody sees that");
    let told = organiser.market_news_names(&world).await;
    let expected = [MarketNews::Cancelled, MarketNews::Postponed, MarketNews::ChangeRefused];
    assert_eq!(told[..3], expected);
}

async fn what_is_not_public_is_nobodys_business(world: World) {
    let holders = Holders::of(&world).await;
    let draft = world.draft(&holders, &HAIRCUT).await;
    let at = world.at(draft.id);
    let elsewhere = world.another_grid().await;
    let other = world.appointed(Role::Organiser, &elsewhere).await;
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    for person in [&other, &administrator] {
        let seen = person.call(GetStaffMarket, at.clone(), ()).await.unwrap_err();
        assert_eq!(seen.kind, Kind::NotFound);
        let input =
            MarketStepInput { version: draft.version, step: MarketAsk::Discard, seen: None };
        let step = person.call(StepMarket, at.clone(), input).await.unwrap_err();
        assert_eq!(step.kind, Kind::NotFound);
        let copy = person.call(CopyMarket, at.clone(), MarketCopy::Rehearsal).await.unwrap_err();
        assert_eq!(copy.kind, Kind::NotFound);
        let cards = person.call(ListStaffMarkets, world.key.clone(), ()).await.unwrap();
        assert_eq!(cards, []);
    }
    let lan = world.resident().await;
    let stall = tests::markets::stall(Service::Sewing);
    let applied = lan.call(ApplyForStall, at.clone(), stall).await.unwrap_err();
    assert_eq!(applied.kind, Kind::NotFound, "a draft is not there");
    let reviewer = &holders.reviewer;
    let seen = reviewer.call(GetStaffMarket, at.clone(), ()).await.unwrap();
    assert_eq!((seen.editable, seen.own, seen.steps), (false, false, Vec::new()));
    let change = MarketChange { version: seen.version, market: plan(&world) };
    let change = reviewer.call(ChangeMarket, at, change).await.unwrap_err();
    assert_eq!(change.kind, Kind::NotAllowed);
    world.step(&holders.organiser, draft.id, MarketAsk::Discard).await.unwrap();
    let list = world.anyone().call(ListMarkets, world.key.clone(), ()).await.unwrap();
    assert!(list.ahead.is_empty() && list.over.is_empty(), "what never was public");

    let market = world.published(&holders, &HAIRCUT).await;
    let text = world.anyone().get(&format!("/api/{}/markets/{}", world.key, market.id)).await.1;
    assert!(text.contains("便民集市"));
    let ids = [holders.organiser.id.to_string(), holders.reviewer.id.to_string()];
    for secret in ids.iter().map(String::as_str).chain(["留出通道", "搬进大厅"]) {
        assert!(!text.contains(secret), "{secret}");
    }
}

async fn each_refusal_has_its_code(world: World) {
    let holders = Holders::of(&world).await;
    let (organiser, reviewer) = (&holders.organiser, &holders.reviewer);
    let half = NewMarket { rain: String::new(), ..plan(&world) };
    let half = organiser.call(MakeMarket, world.key.clone(), half).await.unwrap();
    let submit = || MarketAsk::Submit;
    let refused = world.step(organiser, half.id, submit()).await;
    assert_eq!(refusal(refused), Refusal::PlanIncomplete.code());
    let whole = MarketChange { version: half.version, market: plan(&world) };
    organiser.call(ChangeMarket, world.at(half.id), whole).await.unwrap();
    let refused = world.step(organiser, half.id, submit()).await;
    assert_eq!(refusal(refused), Refusal::StallsMissing.code());
    let early = world.step(organiser, half.id, MarketAsk::Start).await.unwrap_err();
    assert_eq!(early.kind, Kind::StepNotPossible);

    let market = world.published(&holders, &HAIRCUT).await;
    let early = world.step(organiser, market.id, MarketAsk::Start).await.unwrap_err();
    assert_eq!(early.kind, Kind::TooEarly);
    let same = (market.plan.starts_at, market.plan.ends_at);
    let same = MarketAsk::Postpone { starts_at: same.0, ends_at: same.1 };
    let refused = world.step(organiser, market.id, same).await;
    assert_eq!(refusal(refused), Refusal::WrongDate.code());
    let far = Millis::NEVER.after(-9);
    let far = MarketAsk::Postpone { starts_at: far, ends_at: far.after(5) };
    let refused = world.step(organiser, market.id, far).await.unwrap_err();
    assert_eq!(refused.field("starts_at"), Some(Kind::OutOfRange));
    let silent = MarketAsk::Cancel { reason: CancelReason::Other, words: String::new() };
    let refused = world.step(organiser, market.id, silent).await.unwrap_err();
    assert_eq!(refused.field("words"), Some(Kind::Required));
    let refused = world.step(reviewer, market.id, MarketAsk::Publish).await.unwrap_err();
    assert_eq!(refused.kind, Kind::StepNotPossible);
    let private = NewMarket { node: node_id(world.building()), ..plan(&world) };
    let private = organiser.call(MakeMarket, world.key.clone(), private).await.unwrap_err();
    assert_eq!(private.field("node"), Some(Kind::NotFound), "it would point at a door");
    let refused = reviewer.call(MakeMarket, world.key.clone(), plan(&world)).await;
    assert_eq!(refused.unwrap_err().kind, Kind::NotAllowed);
}

async fn who_holds_a_market_decides_nothing_that_takes_another(world: World) {
    let mut holders = Holders::of(&world).await;
    world.appoint(holders.organiser.id, Role::Secretary, &world.nodes[0].clone()).await;
    world.appoint(holders.reviewer.id, Role::Organiser, &world.nodes[0].clone()).await;
    holders.again(&world).await;
    let (own, other) = (&holders.organiser, &holders.reviewer);
    let draft = world.draft(&holders, &HAIRCUT).await;
    world.step(own, draft.id, MarketAsk::Submit).await.unwrap();
    let refused = world.step(own, draft.id, MarketAsk::Publish).await.unwrap_err();
    assert_eq!(refused.kind, Kind::SecondPersonNeeded);
    world.step(other, draft.id, MarketAsk::Publish).await.unwrap();
    world.step(other, draft.id, rain()).await.unwrap();
    let refused = world.step(other, draft.id, MarketAsk::AgreeChange).await.unwrap_err();
    assert_eq!(refused.kind, Kind::SecondPersonNeeded, "the same person twice");
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let off = world.step(&secretary, draft.id, MarketAsk::AgreeChange).await.unwrap();
    assert_eq!(off.status, MarketStatus::Cancelled);
}

async fn of_two_who_publish_at_once_one_does(world: World) {
    let holders = Holders::of(&world).await;
    let draft = world.draft(&holders, &HAIRCUT).await;
    let version =
        world.step(&holders.organiser, draft.id, MarketAsk::Submit).await.unwrap().version;
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let publish = async |by: &tests::Person| {
        let input = MarketStepInput { version, step: MarketAsk::Publish, seen: None };
        by.call(StepMarket, world.at(draft.id), input).await.map_err(|it| it.kind)
    };
    let (one, other) = futures_util::join!(publish(&holders.reviewer), publish(&secretary));
    let refused = [one.err(), other.err()];
    assert!(refused.contains(&None) && refused.contains(&Some(Kind::SomeoneWasFaster)));
    assert_eq!(holders.organiser.market_news_names(&world).await, [MarketNews::Published]);
}

/// From before it begins to long after it, hour by hour.
async fn time_closes_reminds_and_archives_and_twice_is_once(world: World) {
    let mut holders = Holders::of(&world).await;
    let market = world.published(&holders, &HAIRCUT).await;
    world.wait_until(market.plan.starts_at);
    holders.again(&world).await;
    world.step(&holders.organiser, market.id, MarketAsk::Start).await.unwrap();
    let pass = async |days: i64| {
        for _ in 0..days * 6 {
            world.app.clock.advance(4 * Millis::HOUR);
            timers::run_due(&world.app).await.unwrap();
            timers::run_due(&world.app).await.unwrap();
        }
    };
    pass(1).await;
    assert_eq!(world.read(market.id).await.unwrap().status, MarketStatus::Closed);
    pass(8).await;
    assert!(world.read(market.id).await.unwrap().summary_late);
    holders.again(&world).await;
    let told = holders.organiser.market_news_names(&world).await;
    assert_eq!(told[..2], [MarketNews::SummaryLate, MarketNews::SummaryWanted], "each once");

    let write =
        MarketAsk::WriteSummary { words: "来了很多邻居".into(), reason: String::new() };
    world.step(&holders.organiser, market.id, write).await.unwrap();
    let alone = world.step(&holders.organiser, market.id, MarketAsk::SignSummary).await;
    assert_eq!(alone.unwrap_err().kind, Kind::NotAllowed);
    world.step(&holders.reviewer, market.id, MarketAsk::SignSummary).await.unwrap();
    let page = world.read(market.id).await.unwrap();
    assert_eq!((page.status, page.summary_late), (MarketStatus::Summarised, false));
    assert_eq!(page.summary.unwrap().words, "来了很多邻居");
    let list = world.anyone().call(ListMarkets, world.key.clone(), ()).await.unwrap();
    assert_eq!((list.ahead.len(), list.over.len()), (0, 1));
    world.app.clock.advance_days(180);
    pass(2).await;
    assert_eq!(world.read(market.id).await.unwrap().status, MarketStatus::Archived);
    let events = server::db::events::about(&world.app.db, world.community, market.id.0);
    let events = events.await.unwrap();
    for once in ["market.close_by_time", "timer.summary_late", "market.archive"] {
        assert_eq!(events.iter().filter(|it| *it == once).count(), 1, "{once}");
    }
}

async fn what_was_made_twice_with_one_key_is_there_once(world: World) {
    let holders = Holders::of(&world).await;
    let twice = holders.organiser.with_key("one tap");
    let first = twice.call(MakeMarket, world.key.clone(), plan(&world)).await.unwrap();
    let again = twice.call(MakeMarket, world.key.clone(), plan(&world)).await.unwrap();
    assert_eq!(first.id, again.id);
    let cards = twice.call(ListStaffMarkets, world.key.clone(), ()).await.unwrap();
    assert_eq!(cards.len(), 1);
    assert!(cards[0].own && !cards[0].awaits_me);
}

async fn who_leaves_can_not_be_called_on_the_day(world: World) {
    let mut mei = world.by_phone("13912345678").await;
    world.appoint(mei.id, Role::Organiser, &world.nodes[0].clone()).await;
    let holders =
        Holders { organiser: world.sign_in(mei.id, true).await, ..Holders::of(&world).await };
    let market = world.published(&holders, &HAIRCUT).await;
    world.app.clock.advance_days(1);
    mei.visit(AskOwnCode, (), ()).await.unwrap();
    let code = shared::my_data::EnteredCode { code: world.code("13912345678") };
    mei.visit(ProveItIsMe, (), code).await.unwrap();
    mei.visit(DeleteMe, (), ()).await.unwrap();

    let reviewer = world.sign_in(holders.reviewer.id, true).await;
    let seen = reviewer.call(GetStaffMarket, world.at(market.id), ()).await.unwrap();
    assert!(!seen.plan.reachable, "somebody else has to be named");
    let page = world.read(market.id).await.unwrap();
    assert_eq!(page.stalls[0].provider_name, "老贺铺子", "it was entered for somebody else");
}
