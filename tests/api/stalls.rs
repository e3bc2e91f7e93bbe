//! Stalls: offered, decided, confirmed; and what becomes of those that do not come.

use server::timers;
use shared::{
    api::*,
    market::{
        MarketAsk, MarketChange, MarketNews, MarketStatus, MarketStepName, MyStall, NewMarket,
        NewStall, Refusal, Service, SlotPlan, StaffMarket, StallAsk, StallChange, StallStatus,
        StallStepInput, StallStepName, SureStalls,
    },
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    Person, World,
    markets::{Holders, half_hours, stall},
    on_both_databases,
};

on_both_databases!(
    a_stall_is_offered_accepted_and_comes,
    what_the_organiser_means_to_decide_is_not_told,
    a_clinic_without_a_paper_does_not_come,
    who_does_not_say_so_in_time_makes_room_for_the_next,
    providers_are_told_what_becomes_of_the_market,
    slots_are_cut_anew_as_long_as_nobody_is_in_them,
    a_stall_belongs_to_who_offers_it,
    who_leaves_takes_the_name_of_the_stall_along,
    a_stall_is_corrected_as_long_as_nobody_relies_on_it,
    the_copy_of_a_market_comes_with_one_press,
    a_stall_opens_later_than_the_market,
);

const SEWING: [Service; 1] = [Service::Sewing];

async fn offered(world: &World, by: &Person, market: &StaffMarket) -> MyStall {
    by.call(ApplyForStall, world.at(market.id), stall(Service::Haircut)).await.unwrap()
}

async fn own_step(
    world: &World,
    by: &Person,
    stall: &MyStall,
    step: StallAsk,
) -> Result<MyStall, Problem> {
    let input = StallStepInput { version: stall.version, step };
    by.call(StepMyStall, world.stall_at(stall.id), input).await
}

async fn accepted(
    world: &World,
    holders: &Holders,
    market: &StaffMarket,
    stall: &MyStall,
) -> StaffMarket {
    let at = (market.id, stall.id);
    world.step_stall(&holders.organiser, at, StallAsk::Accept).await.unwrap()
}

async fn a_stall_is_offered_accepted_and_comes(world: World) {
    let (holders, he) = (Holders::of(&world).await, world.resident().await);
    let market = world.published(&holders, &SEWING).await;
    let mine = offered(&world, &he, &market).await;
    assert_eq!((mine.status, mine.number.as_str()), (StallStatus::Applied, "2"));
    assert_eq!(mine.steps, [StallStepName::Withdraw]);
    let again = he.call(ApplyForStall, world.at(market.id), stall(Service::Haircut)).await;
    assert_eq!(again.unwrap_err().kind, Kind::AlreadyApplied);
    assert_eq!(world.read(market.id).await.unwrap().stalls.len(), 1, "only who is sure to come");

    accepted(&world, &holders, &market, &mine).await;
    let early = own_step(&world, &he, &mine, StallAsk::Confirm).await.unwrap_err();
    assert_eq!(early.kind, Kind::SomeoneWasFaster, "it changed since");
    let seen = MyStall { version: 2, ..mine.clone() };
    let sure = own_step(&world, &he, &seen, StallAsk::Confirm).await.unwrap();

    assert_eq!(sure.status, StallStatus::Confirmed);
    assert_eq!(world.read(market.id).await.unwrap().stalls.len(), 2);
    assert_eq!(he.market_news_names(&world).await, [MarketNews::StallAccepted]);
    let organiser = holders.organiser.market_news(&world).await;
    let of_stalls: Vec<_> = organiser.iter().map(|it| (it.what, it.number.as_str())).collect();
    let expected = [(MarketNews::StallConfirmed, "2"), (MarketNews::StallApplied, "2")];
    assert_eq!(of_stalls[..2], expected);
}

async fn what_the_organiser_means_to_decide_is_not_told(world: World) {
    let (holders, he) = (Holders::of(&world).await, world.resident().await);
    let market = world.published(&holders, &SEWING).await;
    let mine = offered(&world, &he, &market).await;
    let at = (market.id, mine.id);
    let by = &holders.organiser;
    let no = StallAsk::Shortlist { yes: false };
    let seen = world.step_stall(by, at, no).await.unwrap();
    assert_eq!(seen.stalls[1].status, StallStatus::ShortlistedNo);
    let stale = own_step(&world, &he, &mine, StallAsk::Withdraw).await.unwrap_err();
    assert_eq!(stale.kind, Kind::SomeoneWasFaster);
    let words = "这次理发的已经够了".to_owned();
    world.step_stall(by, at, StallAsk::Reject { words: words.clone() }).await.unwrap();
    let told = he.market_news(&world).await;
    assert_eq!((told.len(), told[0].what), (1, MarketNews::StallRejected));
    assert_eq!(told[0].words, words);
    let once_more = world.step_stall(by, at, StallAsk::Restart).await.unwrap();
    assert_eq!(once_more.stalls[1].status, StallStatus::Applied);
    let reviewer = world.step_stall(&holders.reviewer, at, StallAsk::Accept).await;
    assert_eq!(reviewer.unwrap_err().kind, Kind::NotAllowed);
}

async fn a_clinic_without_a_paper_does_not_come(world: World) {
    let holders = Holders::of(&world).await;
    let draft = world.draft(&holders, &[]).await;
    let (organiser, reviewer) = (&holders.organiser, &holders.reviewer);
    let none = organiser.call(AddStall, world.at(draft.id), stall(Service::Clinic)).await;
    assert_eq!(none.unwrap_err().field("paper"), Some(Kind::Required));
    let clinic = NewStall {
        paper: "执业证".into(),
        paper_until: Some(world.app.clock.now().after_days(365)),
        ..stall(Service::Clinic)
    };
    let seen = organiser.call(AddStall, world.at(draft.id), clinic).await.unwrap();
    let stall = &seen.stalls[0];
    assert_eq!((stall.status, stall.proof_seen), (StallStatus::Applied, false));
    let at = (draft.id, stall.id);
    let unseen = world.step_stall(organiser, at, StallAsk::Accept).await.unwrap_err();
    assert_eq!(unseen.refusal, Refusal::ProofNeeded.code());
    let own = world.step_stall(organiser, at, StallAsk::SeeProof).await.unwrap_err();
    assert_eq!(own.kind, Kind::SecondPersonNeeded, "nobody looks at an own paper");
    world.step_stall(reviewer, at, StallAsk::SeeProof).await.unwrap();
    world.step_stall(organiser, at, StallAsk::Accept).await.unwrap();
    let sure = world.step_stall(organiser, at, StallAsk::Confirm).await.unwrap();
    assert_eq!(sure.stalls[0].status, StallStatus::Confirmed);
    world.publish(&holders, draft.id).await;
    assert!(world.read(draft.id).await.unwrap().stalls[0].qualified);
}

async fn who_does_not_say_so_in_time_makes_room_for_the_next(world: World) {
    let mut holders = Holders::of(&world).await;
    let (he, zhou) = (world.resident().await, world.resident().await);
    let market = world.published(&holders, &SEWING).await;
    let mine = offered(&world, &he, &market).await;
    offered(&world, &zhou, &market).await;
    accepted(&world, &holders, &market, &mine).await;
    for _ in 0..60 {
        world.app.clock.advance(Millis::HOUR);
        timers::run_due(&world.app).await.unwrap();
        timers::run_due(&world.app).await.unwrap();
    }
    holders.again(&world).await;
    let by = &holders.organiser;
    let seen = by.call(GetStaffMarket, world.at(market.id), ()).await.unwrap();
    assert_eq!(seen.stalls[1].status, StallStatus::Withdrawn);
    let (he, zhou) = (world.sign_in(he.id, false).await, world.sign_in(zhou.id, false).await);
    let lapsed = he.market_news_names(&world).await;
    assert_eq!(lapsed, [MarketNews::StallLapsed, MarketNews::StallAccepted]);
    assert_eq!(zhou.market_news_names(&world).await, [MarketNews::StallNext]);
    let too_late = MyStall { version: seen.stalls[1].version, ..mine };
    let too_late = own_step(&world, &he, &too_late, StallAsk::Confirm).await.unwrap_err();
    assert_eq!(too_late.kind, Kind::StepNotPossible);
}

async fn providers_are_told_what_becomes_of_the_market(world: World) {
    let (holders, he) = (Holders::of(&world).await, world.resident().await);
    let market = world.published(&holders, &SEWING).await;
    let mine = offered(&world, &he, &market).await;
    accepted(&world, &holders, &market, &mine).await;
    let sure = MyStall { version: 2, ..mine };
    own_step(&world, &he, &sure, StallAsk::Confirm).await.unwrap();
    let starts_at = market.plan.starts_at.after_days(2);
    let later = MarketAsk::Postpone { starts_at, ends_at: starts_at.after(3 * Millis::HOUR) };
    world.step(&holders.organiser, market.id, later).await.unwrap();
    world.step(&holders.reviewer, market.id, MarketAsk::AgreeChange).await.unwrap();
    let again = MyStall { version: 4, ..sure };
    let again = own_step(&world, &he, &again, StallAsk::Confirm).await.unwrap();
    assert!(!again.asked_again);
    let next = world.copied(&holders.organiser, market.id, starts_at.after_days(30)).await;
    let off = MarketAsk::Discard;
    let off = world.step(&holders.organiser, next.id, off).await.unwrap();
    assert_eq!(off.status, MarketStatus::Cancelled);

    let told = he.market_news(&world).await;
    let told: Vec<_> = told.iter().map(|it| (it.what, it.market)).collect();
    let expected = [
        (MarketNews::Cancelled, next.id),
        (MarketNews::StallAskedAgain, next.id),
        (MarketNews::StallAskedAgain, market.id),
        (MarketNews::StallAccepted, market.id),
    ];
    assert_eq!(told, expected);
}

async fn slots_are_cut_anew_as_long_as_nobody_is_in_them(world: World) {
    let holders = Holders::of(&world).await;
    let by = &holders.organiser;
    let market = world.draft(&holders, &SEWING).await;
    let at = world.stall_at(market.stalls[0].id);
    let plan =
        SlotPlan { minutes: 60, capacity: Some(20), walk_in: Some(50), ..SlotPlan::default() };
    let seen = by.call(PlanSlots, at.clone(), plan).await.unwrap();
    let slots = &seen.stalls[0].slots;
    assert_eq!((slots.len(), slots[0].capacity, slots[0].places), (3, 20, 10));
    let wrong = SlotPlan { minutes: 0, ..SlotPlan::default() };
    let wrong = by.call(PlanSlots, at.clone(), wrong).await.unwrap_err();
    assert_eq!(wrong.field("minutes"), Some(Kind::OutOfRange));
    world.step(by, market.id, MarketAsk::Submit).await.unwrap();
    let reviewed = by.call(PlanSlots, at.clone(), half_hours()).await.unwrap_err();
    assert_eq!(reviewed.kind, Kind::StepNotPossible, "somebody reviews what is there");
    let reviewer = holders.reviewer.call(PlanSlots, at, half_hours()).await.unwrap_err();
    assert_eq!(reviewer.kind, Kind::NotAllowed);
}

async fn a_stall_belongs_to_who_offers_it(world: World) {
    let (holders, he) = (Holders::of(&world).await, world.resident().await);
    let market = world.published(&holders, &SEWING).await;
    let mine = offered(&world, &he, &market).await;
    let stranger = world.resident().await;
    for (person, kind) in [(&stranger, Kind::NotFound), (&holders.organiser, Kind::NotFound)] {
        let step = own_step(&world, person, &mine, StallAsk::Withdraw).await.unwrap_err();
        assert_eq!(step.kind, kind);
    }
    let decide = own_step(&world, &he, &mine, StallAsk::Accept).await.unwrap_err();
    assert_eq!(decide.kind, Kind::NotAllowed);
    let gone = own_step(&world, &he, &mine, StallAsk::Withdraw).await.unwrap();
    assert_eq!(gone.status, StallStatus::Withdrawn);
    offered(&world, &he, &market).await;
    world.wait_until(market.plan.ends_at.after_days(1));
    let he = world.sign_in(he.id, false).await;
    let late = he.call(ApplyForStall, world.at(market.id), stall(Service::Books)).await;
    assert_eq!(late.unwrap_err().kind, Kind::TooLate);
}

async fn who_leaves_takes_the_name_of_the_stall_along(world: World) {
    let (holders, phone) = (Holders::of(&world).await, "13912345678");
    let mut he = world.by_phone(phone).await;
    let market = world.published(&holders, &SEWING).await;
    let mine = offered(&world, &he, &market).await;
    accepted(&world, &holders, &market, &mine).await;
    world.app.clock.advance_days(1);
    he.visit(AskOwnCode, (), ()).await.unwrap();
    let code = shared::my_data::EnteredCode { code: world.code(phone) };
    he.visit(ProveItIsMe, (), code).await.unwrap();
    he.visit(DeleteMe, (), ()).await.unwrap();

    let by = world.sign_in(holders.organiser.id, true).await;
    let seen = by.call(GetStaffMarket, world.at(market.id), ()).await.unwrap();
    let stall = &seen.stalls[1];
    assert_eq!((stall.status, stall.stall.provider_name.as_str()), (StallStatus::Withdrawn, ""));
    let told = &by.market_news(&world).await[0];
    assert_eq!((told.what, told.number.as_str()), (MarketNews::StallWithdrawn, "2"));
}

fn changed(version: i64, stall: NewStall, expected: bool) -> StallChange {
    StallChange { version, stall, expected }
}

async fn a_stall_is_corrected_as_long_as_nobody_relies_on_it(world: World) {
    let (holders, he) = (Holders::of(&world).await, world.resident().await);
    let market = world.published(&holders, &SEWING).await;
    let (by, own) = (&holders.organiser, market.stalls[0].clone());
    let fewer = NewStall { capacity: 3, provider_name: "针线姐妹".into(), ..own.stall.clone() };
    let at = world.stall_at(own.id);
    let old = by.call(ChangeStall, at.clone(), changed(0, fewer.clone(), false)).await;
    assert_eq!(old.unwrap_err().kind, Kind::SomeoneWasFaster);
    let input = changed(own.version, fewer.clone(), false);
    let seen = by.call(ChangeStall, at.clone(), input).await.unwrap();
    assert_eq!(seen.stalls[0].stall, fewer);
    let public = world.read(market.id).await.unwrap();
    assert_eq!(public.stalls[0].provider_name, "针线姐妹", "at once, for everybody");
    let other = NewStall { service: Service::Haircut, ..fewer };
    let input = changed(seen.stalls[0].version, other, false);
    let relied_on = by.call(ChangeStall, at, input).await.unwrap_err();
    assert_eq!(relied_on.kind, Kind::StepNotPossible);

    let mine = offered(&world, &he, &market).await;
    let at = world.stall_at(mine.id);
    let renamed = NewStall { provider_name: "别的名字".into(), ..mine.stall.clone() };
    let input = changed(mine.version, renamed, false);
    let theirs = by.call(ChangeStall, at.clone(), input).await.unwrap_err();
    assert_eq!(theirs.kind, Kind::StepNotPossible, "a provider has its own name");
    let input = changed(mine.version, mine.stall.clone(), true);
    let reviewer = holders.reviewer.call(ChangeStall, at.clone(), input.clone()).await;
    assert_eq!(reviewer.unwrap_err().kind, Kind::NotAllowed);
    let stranger = he.call(ChangeStall, at.clone(), input.clone()).await.unwrap_err();
    assert_eq!(stranger.kind, Kind::NotAllowed);
    let seen = by.call(ChangeStall, at, input).await.unwrap();
    assert!(seen.stalls[1].expected, "counted on");
    assert_eq!(world.read(market.id).await.unwrap().stalls.len(), 1, "and not public yet");
}

async fn the_copy_of_a_market_comes_with_one_press(world: World) {
    let (holders, he) = (Holders::of(&world).await, world.resident().await);
    let first = world.published(&holders, &[Service::Sewing, Service::Books]).await;
    let mine = offered(&world, &he, &first).await;
    accepted(&world, &holders, &first, &mine).await;
    let seen = MyStall { version: 2, ..mine };
    own_step(&world, &he, &seen, StallAsk::Confirm).await.unwrap();
    let by = &holders.organiser;
    let copy = world.copied(by, first.id, first.plan.starts_at.after_days(7)).await;
    let all: Vec<_> = copy.stalls.iter().map(|it| it.id).collect();
    assert!(copy.stalls.iter().all(|it| it.status == StallStatus::Accepted));
    let services = copy.stalls.iter().map(|it| it.stall.service);
    let before = [Service::Sewing, Service::Books, Service::Haircut];
    assert!(services.eq(before), "in the same order");

    let sure = SureStalls { stalls: all };
    let seen = by.call(CountOnStalls, world.at(copy.id), sure.clone()).await.unwrap();

    let how: Vec<_> = seen.stalls.iter().map(|it| (it.status, it.expected)).collect();
    let own = (StallStatus::Confirmed, false);
    assert_eq!(how, [own, own, (StallStatus::Accepted, true)], "who was not asked, is counted on");
    let again = by.call(CountOnStalls, world.at(copy.id), sure.clone()).await.unwrap();
    assert_eq!(again.stalls, seen.stalls, "a second press changes nothing");
    let other = holders.reviewer.call(CountOnStalls, world.at(copy.id), sure).await;
    assert_eq!(other.unwrap_err().kind, Kind::NotAllowed);
    let ready = by.call(GetStaffMarket, world.at(copy.id), ()).await.unwrap();
    assert!(!ready.steps.contains(&MarketStepName::Submit), "whose place it is, says yes again");
    let market = NewMarket { owner_agreed: true, ..ready.plan };
    let change = MarketChange { version: ready.version, market };
    by.call(ChangeMarket, world.at(copy.id), change).await.unwrap();
    let public = world.publish(&holders, copy.id).await;
    assert_eq!(public.status, MarketStatus::Published);
    assert_eq!(world.read(copy.id).await.unwrap().stalls.len(), 2);
}

async fn a_stall_opens_later_than_the_market(world: World) {
    let holders = Holders::of(&world).await;
    let draft = world.draft(&holders, &SEWING).await;
    let (by, stall) = (&holders.organiser, world.stall_at(draft.stalls[0].id));
    let from = draft.plan.starts_at.after(Millis::HOUR);
    let plan = SlotPlan { from: Some(from), to: Some(from.after(Millis::HOUR)), ..half_hours() };
    let seen = by.call(PlanSlots, stall.clone(), plan.clone()).await.unwrap();
    let starts: Vec<_> = seen.stalls[0].slots.iter().map(|it| it.times.starts_at).collect();
    assert_eq!(starts, [from, from.after(30 * Millis::MINUTE)]);
    let wrong = SlotPlan { to: Some(from), ..plan };
    let problem = by.call(PlanSlots, stall, wrong).await.unwrap_err();
    assert_eq!(problem.field("to"), Some(Kind::OutOfRange));
}
