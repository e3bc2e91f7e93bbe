//! Wishes that nobody does say which stalls to invite.

use server::{
    db::{nodes::Node, wish_desk},
    random,
};
use shared::{
    api::*,
    demand::{DemandBoard, StallAgain, StallAnswer, WantedStall},
    id::{MarketId, StallId},
    market::{
        MarketAsk, MarketChange, MarketNews, MarketStatus, NewMarket, NewStall, Service,
        StaffMarket, StallAsk, StallStatus, StallStepInput, SureStalls,
    },
    policy::Role,
    problem::{Kind, Problem},
    wish::{
        AgeBand, Beneficiary, ConsentWay, Guardian, GuardianRelation, Join, NewWish, Posted,
        WishKind,
    },
};
use tests::{
    Person, World, make,
    markets::{Holders, plan, stall},
    node_id, on_both_databases,
};

on_both_databases!(
    households_are_counted_by_kind_and_place_for_who_plans_a_market,
    what_a_child_or_nobody_yet_knows_of_wishes_is_not_counted,
    one_tap_says_what_is_looked_for_and_a_stall_that_comes_answers_it,
    who_came_before_is_asked_again_with_one_tap,
    a_stall_of_a_market_that_never_was_is_not_asked_again,
    only_who_holds_the_market_puts_stalls_into_its_plan,
    a_wish_made_at_a_market_says_so_to_its_reviewer,
);

async fn board(world: &World, by: &Person, market: MarketId) -> DemandBoard {
    by.call(GetDemand, world.at(market), ()).await.unwrap()
}

async fn want(
    world: &World,
    by: &Person,
    market: MarketId,
    (service, wanted): (Service, bool),
) -> Result<DemandBoard, Problem> {
    by.call(WantStall, world.at(market), WantedStall { service, wanted }).await
}

/// How the market stands to one of the services that would help with repairs.
fn answer(board: &DemandBoard, service: Service) -> StallAnswer {
    let repairs = board.kinds.iter().find(|it| it.kind == WishKind::Repair).expect("repairs");
    repairs.answers.iter().find(|it| it.service == service).cloned().expect("an answer")
}

/// So many households wish for a lamp to be mended, at a place; nobody does it.
async fn lamps(world: &World, node: &Node, households: usize) -> Vec<Posted> {
    let mut all = Vec::with_capacity(households);
    for _ in 0..households {
        let lan = world.resident().await;
        let wish = NewWish { node: node_id(node), ..make::lamp_of(world, &lan) };
        let posted = lan.call(PostWish, world.key.clone(), wish).await.unwrap();
        make::approve(world, &world.grid_worker().await, posted.wish).await;
        all.push(posted);
    }
    all
}

/// The same for a child, public once two have seen it.
async fn of_a_child(world: &World) {
    let mother = world.resident().await;
    let guardian = Guardian {
        name: "监护人刘芳".into(),
        relation: GuardianRelation::Parent,
        way: ConsentWay::InPerson,
        agreed_at: world.app.clock.now(),
        is_poster: true,
    };
    let wish = NewWish {
        title: "想有人来修台灯".into(),
        story: String::new(),
        beneficiary: Beneficiary::Minor,
        age_band: Some(AgeBand::Child),
        guardian: Some(guardian),
        ..make::lamp_of(world, &mother)
    };
    let posted = mother.call(PostWish, world.key.clone(), wish).await.unwrap();
    for _ in 0..2 {
        make::approve(world, &world.grid_worker().await, posted.wish).await;
    }
    let shown = world.anyone().call(GetWish, (world.key.clone(), posted.wish), ()).await;
    assert_eq!(shown.unwrap().kind, WishKind::Repair, "the control: it is public");
}

/// A market that was held and is over, with these stalls.
async fn over(world: &World, holders: &mut Holders, services: &[Service]) -> StaffMarket {
    let market = world.published(holders, services).await;
    world.wait_until(market.plan.starts_at);
    holders.again(world).await;
    world.step(&holders.organiser, market.id, MarketAsk::Start).await.unwrap();
    world.step(&holders.organiser, market.id, MarketAsk::Close).await.unwrap()
}

async fn households_are_counted_by_kind_and_place_for_who_plans_a_market(world: World) {
    let holders = Holders::of(&world).await;
    let organiser = &holders.organiser;
    let market = world.draft(&holders, &[]).await;
    let empty = board(&world, organiser, market.id).await;
    assert_eq!((empty.kinds.len(), empty.some_hidden), (0, false), "nobody wishes for anything");
    assert_eq!((empty.place_name.as_str(), empty.may_invite), ("永安社区", true));

    let first = lamps(&world, world.courtyard(), 4).await;
    let four = board(&world, organiser, market.id).await;
    assert_eq!((four.kinds.len(), four.some_hidden), (0, true), "four are not told");
    let elsewhere = world.another_grid().await;
    lamps(&world, &elsewhere, 3).await;
    world.app.clock.advance_days(9);
    let organiser = &world.sign_in(organiser.id, true).await;

    let seen = board(&world, organiser, market.id).await;
    let repairs = &seen.kinds[0];
    assert_eq!((repairs.kind, repairs.households, repairs.days), (WishKind::Repair, 7, Some(9)));
    let places: Vec<_> = repairs.places.iter().map(|it| (it.households, it.days)).collect();
    assert_eq!(places, [(None, None), (None, None)], "neither place has five");
    lamps(&world, world.courtyard(), 5).await;
    lamps(&world, &elsewhere, 4).await;
    let organiser = &world.sign_in(organiser.id, true).await;
    let seen = board(&world, organiser, market.id).await;
    let places: Vec<_> =
        seen.kinds[0].places.iter().map(|it| (it.name.as_str(), it.households)).collect();
    assert_eq!(places, [("第二片区", Some(9)), ("第七片区", Some(7))]);
    assert!(answer(&seen, Service::ApplianceRepair).before.is_empty(), "nobody came before");

    let text = serde_json::to_string(&seen).unwrap();
    assert!(
        !text.contains("楼道") && !text.contains(&first[0].wish.to_string()),
        "no wish is told"
    );
    // Whoever looks after one grid alone, plans for that.
    let of_grid = world.appointed(Role::Organiser, &elsewhere).await;
    let there = NewMarket { node: node_id(&elsewhere), ..plan(&world) };
    let there = of_grid.call(MakeMarket, world.key.clone(), there).await.unwrap();
    let seen = board(&world, &of_grid, there.id).await;
    assert_eq!((seen.place_name.as_str(), seen.kinds[0].households), ("第七片区", 7));
    assert!(seen.kinds[0].places.is_empty());
    let refused = of_grid.call(GetDemand, world.at(market.id), ()).await.unwrap_err();
    assert_eq!(refused.kind, Kind::NotFound, "the draft of others is none of their business");
    // Somebody does one of them.
    let wei = world.helper().await;
    wei.call(ClaimWish, (world.key.clone(), first[0].wish), ()).await.unwrap();
    assert_eq!(board(&world, organiser, market.id).await.kinds[0].households, 15);
}

async fn what_a_child_or_nobody_yet_knows_of_wishes_is_not_counted(world: World) {
    let holders = Holders::of(&world).await;
    let market = world.draft(&holders, &[]).await;
    let posted = lamps(&world, world.courtyard(), 4).await;
    make::posted(&world, &world.resident().await).await;
    of_a_child(&world).await;
    let seen = board(&world, &holders.organiser, market.id).await;
    assert!(seen.kinds.is_empty(), "one is in review, and one is a child's: {seen:?}");

    // A neighbour who says "me too" is one household more.
    let min = world.resident().await;
    let at = (world.key.clone(), posted[0].wish);
    min.call(JoinWish, at, Join { join: true }).await.unwrap();
    let seen = board(&world, &holders.organiser, market.id).await;
    assert_eq!(seen.kinds[0].households, 5);
}

async fn one_tap_says_what_is_looked_for_and_a_stall_that_comes_answers_it(world: World) {
    let holders = Holders::of(&world).await;
    lamps(&world, world.courtyard(), 5).await;
    let market = world.draft(&holders, &[Service::Haircut]).await;
    let by = &holders.organiser;

    let seen = want(&world, by, market.id, (Service::Sewing, true)).await.unwrap();
    let sewing = answer(&seen, Service::Sewing);
    assert_eq!((sewing.wanted, sewing.here), (true, false));
    want(&world, by, market.id, (Service::Sewing, true)).await.expect("once is enough");
    want(&world, by, market.id, (Service::ShoeRepair, true)).await.unwrap();
    want(&world, by, market.id, (Service::ShoeRepair, false)).await.unwrap();
    let staff = by.call(GetStaffMarket, world.at(market.id), ()).await.unwrap();
    assert_eq!(staff.wanted, [Service::Sewing]);
    // Another plan is the same market.
    let change = MarketChange { version: staff.version, market: staff.plan.clone() };
    let staff = by.call(ChangeMarket, world.at(market.id), change).await.unwrap();
    assert_eq!(staff.wanted, [Service::Sewing]);

    world.publish(&holders, market.id).await;
    assert_eq!(world.read(market.id).await.unwrap().wanted, [Service::Sewing], "shops read it");
    let shop = world.resident().await;
    shop.call(ApplyForStall, world.at(market.id), stall(Service::Sewing)).await.unwrap();
    let seen = board(&world, by, market.id).await;
    assert!(answer(&seen, Service::Sewing).here);
    assert!(world.read(market.id).await.unwrap().wanted.is_empty(), "somebody offers it");
    let staff = by.call(GetStaffMarket, world.at(market.id), ()).await.unwrap();
    let id = staff.stalls.iter().find(|it| it.stall.service == Service::Sewing).unwrap().id;
    let no = StallAsk::Reject { words: "位置不够".into() };
    world.step_stall(by, (market.id, id), no).await.unwrap();
    assert_eq!(world.read(market.id).await.unwrap().wanted, [Service::Sewing], "not any more");
}

async fn who_came_before_is_asked_again_with_one_tap(world: World) {
    let mut holders = Holders::of(&world).await;
    let market = world.published(&holders, &[Service::Sewing]).await;
    // A shop comes by itself; the other stall is one that the organiser speaks for.
    let shop = world.resident().await;
    let offered =
        NewStall { provider_name: "街角修鞋摊".into(), ..stall(Service::ShoeRepair) };
    let mine = shop.call(ApplyForStall, world.at(market.id), offered).await.unwrap();
    world.step_stall(&holders.organiser, (market.id, mine.id), StallAsk::Accept).await.unwrap();
    let version = shop.call(ListMyStalls, world.key.clone(), ()).await.unwrap()[0].version;
    let yes = StallStepInput { version, step: StallAsk::Confirm };
    shop.call(StepMyStall, world.stall_at(mine.id), yes).await.unwrap();
    world.wait_until(market.plan.starts_at);
    holders.again(&world).await;
    world.step(&holders.organiser, market.id, MarketAsk::Start).await.unwrap();
    world.step(&holders.organiser, market.id, MarketAsk::Close).await.unwrap();
    lamps(&world, world.courtyard(), 5).await;
    holders.again(&world).await;
    let (by, next) = (&holders.organiser, world.draft(&holders, &[]).await);

    let seen = board(&world, by, next.id).await;
    let shoes = answer(&seen, Service::ShoeRepair);
    let [before] = &shoes.before[..] else { panic!("{shoes:?}") };
    assert_eq!((before.name.as_str(), before.times, before.invited), ("街角修鞋摊", 1, false));
    assert_eq!(before.last, market.plan.starts_at);
    let again = StallAgain { stall: before.stall };
    let seen = by.call(AskStallAgain, world.at(next.id), again).await.unwrap();
    by.call(AskStallAgain, world.at(next.id), again).await.expect("asked twice, there once");

    let shoes = answer(&seen, Service::ShoeRepair);
    assert!(shoes.here && shoes.before[0].invited);
    let staff = by.call(GetStaffMarket, world.at(next.id), ()).await.unwrap();
    let [there] = &staff.stalls[..] else { panic!("{:?}", staff.stalls) };
    assert_eq!((there.status, there.number.as_str()), (StallStatus::Accepted, "1"));
    assert_eq!(shop.market_news_names(&world).await[0], MarketNews::StallAskedAgain);
    let own = shop.call(ListMyStalls, world.key.clone(), ()).await.unwrap();
    let own = own.iter().find(|it| it.market == next.id).expect("it is the shop's to answer");
    let yes = StallStepInput { version: own.version, step: StallAsk::Confirm };
    let said = shop.call(StepMyStall, world.stall_at(own.id), yes).await.unwrap();
    assert_eq!(said.status, StallStatus::Confirmed);

    // Of a stall that the organiser entered, the organiser says it.
    let sewing = answer(&seen, Service::Sewing).before[0].clone();
    let again = StallAgain { stall: sewing.stall };
    by.call(AskStallAgain, world.at(next.id), again).await.unwrap();
    let staff = by.call(GetStaffMarket, world.at(next.id), ()).await.unwrap();
    let sewing = staff.stalls.iter().find(|it| it.stall.service == Service::Sewing).unwrap();
    assert_eq!((sewing.slots.len(), sewing.slots[0].taken), (6, 0), "cut as it was, and empty");
    let counted = SureStalls { stalls: vec![sewing.id] };
    let staff = by.call(CountOnStalls, world.at(next.id), counted).await.unwrap();
    assert!(staff.stalls.iter().all(|it| it.status == StallStatus::Confirmed));
}

async fn a_stall_of_a_market_that_never_was_is_not_asked_again(world: World) {
    let mut holders = Holders::of(&world).await;
    lamps(&world, world.courtyard(), 5).await;
    let coming = world.published(&holders, &[Service::Sewing]).await;
    let by = &holders.organiser;
    let next = world.draft(&holders, &[]).await;
    let again = StallAgain { stall: coming.stalls[0].id };
    let refused = by.call(AskStallAgain, world.at(next.id), again).await.unwrap_err();
    assert_eq!(refused.kind, Kind::NotFound, "it is still to come");
    assert!(answer(&board(&world, by, next.id).await, Service::Sewing).before.is_empty());
    let nobody = StallAgain { stall: StallId(random::id(world.app.clock.now())) };
    let refused = by.call(AskStallAgain, world.at(next.id), nobody).await.unwrap_err();
    assert_eq!(refused.kind, Kind::NotFound);

    // Where somebody holds no markets, they do not ask the stalls of those who do.
    let elsewhere = world.another_grid().await;
    let held = over(&world, &mut holders, &[Service::Sewing]).await;
    let of_grid = world.appointed(Role::Organiser, &elsewhere).await;
    let there = NewMarket { node: node_id(&elsewhere), ..plan(&world) };
    let there = of_grid.call(MakeMarket, world.key.clone(), there).await.unwrap();
    let again = StallAgain { stall: held.stalls[0].id };
    let refused = of_grid.call(AskStallAgain, world.at(there.id), again).await.unwrap_err();
    assert_eq!(refused.kind, Kind::NotFound);
}

async fn only_who_holds_the_market_puts_stalls_into_its_plan(world: World) {
    let holders = Holders::of(&world).await;
    lamps(&world, world.courtyard(), 5).await;
    let market = world.draft(&holders, &[Service::Haircut]).await;
    let (by, reviewer) = (&holders.organiser, &holders.reviewer);
    assert!(!board(&world, reviewer, market.id).await.may_invite, "who reviews it, reads it");
    let refused = want(&world, reviewer, market.id, (Service::Sewing, true)).await.unwrap_err();
    assert_eq!(refused.kind, Kind::NotAllowed);
    let resident = world.resident().await;
    let refused = resident.call(GetDemand, world.at(market.id), ()).await.unwrap_err();
    assert_eq!(refused.kind, Kind::NotAllowed);

    let handed = world.step(by, market.id, MarketAsk::Submit).await.unwrap();
    assert_eq!(handed.status, MarketStatus::Submitted);
    assert!(!board(&world, by, market.id).await.may_invite, "somebody reviews it");
    let refused = want(&world, by, market.id, (Service::Sewing, true)).await.unwrap_err();
    assert_eq!(refused.kind, Kind::StepNotPossible);
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
