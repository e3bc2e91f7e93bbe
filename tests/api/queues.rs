//! Queues at the stalls of a market: who takes a number sits in the shade until it is called.

use server::{db::queues, outbox, queue_timers, timers};
use shared::{
    api::*,
    id::{MemberId, StallId},
    market::{
        MarketAsk, MyNumber, NewMember, NewNumber, Nickname, QueueNews, QueueState, QueueStep,
        Refusal, StallAsk, StallStepInput, Wait,
    },
    my_data::EnteredCode,
    policy::Role,
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    Person, World,
    market::{barber, fair},
    on_both_databases,
    queue::{number, open, under_way},
};

on_both_databases!(
    a_day_at_the_barber_with_three_hands,
    whoever_does_not_come_is_passed_over_once_and_then_given_up,
    a_call_that_nobody_could_hear_in_time_is_not_sent_late,
    the_same_tap_sent_twice_is_one_number,
    strangers_see_nobody_and_only_those_at_the_stall_call,
    numbers_are_for_the_hours_of_the_market,
    time_closes_a_queue_with_its_market,
    a_household_takes_numbers_and_whoever_leaves_waits_no_longer,
    a_stall_that_ends_early_sends_nobody_home_without_a_word,
);

const MINUTE: i64 = Millis::MINUTE;

fn refusal<T: std::fmt::Debug>(result: Result<T, Problem>) -> String {
    let problem = result.expect_err("a refusal");
    assert_eq!(problem.kind, Kind::MarketRefusal, "{problem}");
    problem.refusal
}

/// The last of somebody's own numbers.
async fn last(world: &World, who: &Person, stall: StallId) -> MyNumber {
    world.my_queue(who, stall).await.numbers.pop().expect("a number")
}

async fn wait(world: &World, who: &Person, stall: StallId) -> (i64, i64) {
    let Wait { ahead, minutes } = last(world, who, stall).await.wait.expect("waits");
    (ahead, minutes)
}

async fn residents<const N: usize>(world: &World) -> [Person; N] {
    let all = futures_util::future::join_all((0..N).map(|_| world.resident())).await;
    all.try_into().ok().expect("as many as were asked")
}

async fn pass(world: &World) -> (usize, usize) {
    queue_timers::run_due(&world.app).await.unwrap()
}

async fn a_day_at_the_barber_with_three_hands(world: World) {
    world.app.clock.stop();
    // Twelve people in an hour, a quarter of an hour each: three hands.
    let fair = under_way(&world, 60, 12).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    let lan = world.by_phone("13912345678").await;
    let [wei, min, hua] = residents(&world).await;
    for (taken, who) in (1..).zip([&lan, &wei, &min, &hua]) {
        assert_eq!(number(&world.take(who, stall).await.unwrap()), taken);
    }
    // An old man without a phone is given a number on paper.
    let desk = world.step_queue(barber, stall, QueueStep::Take).await.unwrap();
    assert_eq!((desk.last, desk.line.waiting), (Some(5), 5));
    assert_eq!(wait(&world, &hua, stall).await, (3, 15));
    let line = world.queues(&fair).await.stalls.remove(0);
    assert_eq!((line.waiting, line.minutes, line.called), (5, 25, Vec::new()));

    for number in 1..=3 {
        assert_eq!(world.call_next(barber, stall).await, Some(number));
        // The phone says so at once, also to who sits in the shade.
        outbox::send_due(&world.app, || true).await.unwrap();
        world.step_queue(barber, stall, QueueStep::Begin { number }).await.unwrap();
    }
    assert_eq!(wait(&world, &hua, stall).await, (0, 15), "all three chairs are taken");
    world.app.clock.advance(8 * MINUTE);
    for number in 1..=3 {
        world.step_queue(barber, stall, QueueStep::End { number }).await.unwrap();
    }
    assert_eq!(number(&world.take(&lan, stall).await.unwrap()), 6, "who was served may come again");
    // Two ahead, three hands, and it really takes eight minutes.
    assert_eq!(wait(&world, &lan, stall).await, (2, 10));
    assert_eq!(world.call_next(barber, stall).await, Some(4));

    let called = last(&world, &hua, stall).await;
    let now = world.app.clock.now();
    assert_eq!(called.state, QueueState::Called { at: now });
    assert_eq!(called.come_by, Some(now.after(5 * MINUTE)));
    assert_eq!(hua.queue_news(&world).await, [QueueNews::Called]);
    let desk = barber.call(GetStallQueue, world.stall_at(stall), ()).await.unwrap();
    let there: Vec<_> = desk.numbers.iter().map(|it| (it.number, it.aloud)).collect();
    assert_eq!(
        (desk.served, desk.next, there),
        (3, Some(5), vec![(4, false), (5, true), (6, false)])
    );
    assert_eq!(world.queues(&fair).await.stalls[0].called, [4]);
    let seen = barber.call(GetStaffMarket, world.at(fair.id), ()).await.unwrap();
    assert_eq!(seen.figures.services, 3, "they count for the summary");
    // Lan was called too, and the phone said so.
    let sms = world.messages("13912345678").pop().expect("a message").text;
    assert!(sms.contains("1 号，轮到您了") && sms.contains("东大街理发店"), "{sms}");
}

async fn whoever_does_not_come_is_passed_over_once_and_then_given_up(world: World) {
    world.app.clock.stop();
    let fair = under_way(&world, 60, 4).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    let [lan, wei, min, hua, jun] = residents(&world).await;
    for who in [&lan, &wei, &min, &hua, &jun] {
        world.take(who, stall).await.unwrap();
    }
    assert_eq!(world.call_next(barber, stall).await, Some(1));
    world.app.clock.advance(5 * MINUTE - 1);
    assert_eq!(pass(&world).await, (0, 0), "there is still time to come");
    world.app.clock.advance(1);

    assert_eq!((pass(&world).await, pass(&world).await), ((1, 0), (0, 0)));

    assert_eq!(lan.queue_news(&world).await, [QueueNews::PassedOver, QueueNews::Called]);
    let missed = last(&world, &lan, stall).await;
    assert_eq!((missed.missed, missed.wait.map(|it| it.ahead)), (true, Some(3)));
    // What was told in one moment has no order.
    world.app.clock.advance(1);
    for next in [2, 3, 4] {
        assert_eq!(world.call_next(barber, stall).await, Some(next));
        world.step_queue(barber, stall, QueueStep::Begin { number: next }).await.unwrap();
    }
    assert_eq!(world.call_next(barber, stall).await, Some(1), "once more");
    world.app.clock.advance(5 * MINUTE);
    timers::run_due(&world.app).await.unwrap();
    timers::run_due(&world.app).await.unwrap();

    let all = [QueueNews::GivenUp, QueueNews::Called, QueueNews::PassedOver, QueueNews::Called];
    assert_eq!(lan.queue_news(&world).await, all);
    assert!(matches!(last(&world, &lan, stall).await.state, QueueState::Left { .. }));
    assert_eq!(world.call_next(barber, stall).await, Some(5), "nobody else waits for it");
    assert_eq!(number(&world.take(&lan, stall).await.unwrap()), 6);
    let gone = world.step_queue(barber, stall, QueueStep::Begin { number: 1 }).await.unwrap();
    let seen = gone.numbers.iter().find(|it| it.number == 1).unwrap();
    assert!(matches!(seen.state, QueueState::Serving { .. }), "in the chair after all");
    let other = gone.numbers.iter().find(|it| it.number == 6).unwrap();
    assert!(matches!(other.state, QueueState::Left { .. }), "and waits for nothing more");
    let end = || world.step_queue(barber, stall, QueueStep::End { number: 1 });
    assert_eq!(end().await.unwrap().served, gone.served + 1, "it counts");
    let again = world.step_queue(barber, stall, QueueStep::Begin { number: 1 }).await;
    assert_eq!(again.unwrap_err().kind, Kind::StepNotPossible);
}

/// "Your turn" is of no use once the turn is over; it stands in the inbox all the same.
async fn a_call_that_nobody_could_hear_in_time_is_not_sent_late(world: World) {
    world.app.clock.stop();
    let fair = under_way(&world, 60, 4).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    let lan = world.by_phone("13912345678").await;
    let before = world.messages("13912345678").len();
    world.take(&lan, stall).await.unwrap();
    world.call_next(barber, stall).await;

    world.app.clock.advance(5 * MINUTE);
    outbox::send_due(&world.app, || true).await.unwrap();

    assert_eq!(world.messages("13912345678").len(), before);
    let states = server::db::outbox::states(&world.app.db, world.community, lan.id).await.unwrap();
    assert_eq!(states, [server::db::outbox::Delivery::TooLate]);
    assert_eq!(lan.queue_news(&world).await, [QueueNews::Called]);
}

async fn the_same_tap_sent_twice_is_one_number(world: World) {
    let fair = under_way(&world, 60, 4).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    let lan = world.resident().await;
    let tap = lan.with_key("lan-1");
    let (one, other) = futures_util::join!(world.take(&tap, stall), world.take(&tap, stall));
    let again = world.take(&lan, stall).await.unwrap();
    assert_eq!((number(&one.unwrap()), number(&other.unwrap()), number(&again)), (1, 1, 1));
    assert_eq!(again.numbers.len(), 1);
    let member = NewNumber { member: Some(MemberId::default()) };
    let elsewhere = tap.call(TakeNumber, world.stall_at(stall), member).await.unwrap_err();
    assert_eq!(elsewhere.field("member"), Some(Kind::NotFound));

    let paper = barber.with_key("paper");
    for _ in 0..2 {
        let given = world.step_queue(&paper, stall, QueueStep::Take).await.unwrap();
        assert_eq!((given.last, given.line.waiting), (Some(2), 2));
    }
    let call = barber.with_key("call");
    for _ in 0..2 {
        let called = world.step_queue(&call, stall, QueueStep::Call { number: 1 }).await.unwrap();
        assert_eq!((called.last, called.line.called), (Some(1), vec![1]));
    }
    assert_eq!(lan.queue_news(&world).await, [QueueNews::Called]);
    let other = world.step_queue(&call, stall, QueueStep::Take).await.unwrap_err();
    assert_eq!(other.kind, Kind::KeyUsedBefore);
}

async fn strangers_see_nobody_and_only_those_at_the_stall_call(world: World) {
    let fair = fair(&world, 60, 4).await;
    let he = world.resident().await;
    let his = he.call(ApplyForStall, world.at(fair.id), barber(4)).await.unwrap().id;
    world.step_stall(&fair.organiser, (fair.id, his), StallAsk::Accept).await.unwrap();
    let sure = StallStepInput { version: 2, step: StallAsk::Confirm };
    he.call(StepMyStall, world.stall_at(his), sure).await.unwrap();
    let fair = open(&world, fair).await;
    let [lan, wei] = residents(&world).await;
    let child = NewMember { nickname: Nickname::new("小宝").unwrap() };
    let members = lan.call(AddMember, world.key.clone(), child).await.unwrap();
    world.take(&lan, his).await.unwrap();
    let both = world.take_for(&lan, his, members[0].id).await.unwrap();
    let known = serde_json::to_string(&both).unwrap();
    assert!(known.contains("小宝"), "the control: who it is about reads it");

    assert_eq!(world.take(&world.anyone(), his).await.unwrap_err().kind, Kind::SignInFirst);
    let grid = world.another_grid().await;
    let elsewhere = world.appointed(Role::Organiser, &grid).await;
    let asleep = world.sign_in(fair.organiser.id, false).await;
    let reviewer = world.sign_in(fair.reviewer.id, true).await;
    for (who, why) in [
        (&lan, Kind::NotAllowed),
        (&reviewer, Kind::NotAllowed),
        (&elsewhere, Kind::NotAllowed),
        (&asleep, Kind::StepUpFirst),
    ] {
        let seen = who.call(GetStallQueue, world.stall_at(his), ()).await.unwrap_err();
        let called = world.step_queue(who, his, QueueStep::Call { number: 1 }).await.unwrap_err();
        assert_eq!((seen.kind, called.kind), (why, why));
    }
    let beside =
        world.step_queue(&he, fair.stall, QueueStep::Call { number: 1 }).await.unwrap_err();
    assert_eq!(beside.kind, Kind::NotAllowed, "at another stall, he is like anyone");
    assert_eq!(world.goes_away(&wei, his, 1).await.unwrap_err().kind, Kind::NotFound);

    let desk = world.step_queue(&he, his, QueueStep::Call { number: 1 }).await.unwrap();
    let organiser = world.step_queue(&fair.organiser, his, QueueStep::Take).await.unwrap();
    assert_eq!((desk.last, organiser.last), (Some(1), Some(3)));
    let wei_sees = world.my_queue(&wei, his).await;
    assert!(wei_sees.numbers.is_empty() && !wei_sees.holds);
    assert!(world.my_queue(&he, his).await.holds);
    let public = serde_json::to_string(&world.queues(&fair).await).unwrap();
    let read = public + &serde_json::to_string(&(desk, organiser, wei_sees)).unwrap();
    for secret in [lan.id.to_string(), members[0].id.to_string(), "小宝".into()] {
        assert!(!read.contains(&secret), "{secret} in {read}");
    }
}

async fn numbers_are_for_the_hours_of_the_market(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 4).await;
    let early = world.resident().await;
    let refused = refusal(world.take(&early, fair.stall).await);
    assert_eq!(refused, Refusal::QueueNotYet.code());
    assert!(!world.queues(&fair).await.open);
    let fair = open(&world, fair).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    let nowhere = world.take(&early, StallId::default()).await.unwrap_err();
    assert_eq!(nowhere.kind, Kind::NotFound);
    let [lan, wei, min] = residents(&world).await;
    for who in [&lan, &wei, &min] {
        world.take(who, stall).await.unwrap();
    }
    world.goes_away(&min, stall, 3).await.unwrap();
    world.call_next(barber, stall).await;
    world.step_queue(barber, stall, QueueStep::Begin { number: 1 }).await.unwrap();
    world.call_next(barber, stall).await;

    world.app.clock.advance(MINUTE);
    world.step(barber, fair.id, MarketAsk::Close).await.unwrap();

    assert_eq!(wei.queue_news(&world).await, [QueueNews::Closed, QueueNews::Called]);
    assert_eq!(lan.queue_news(&world).await, [QueueNews::Called], "who sits there is served");
    assert!(min.queue_news(&world).await.is_empty(), "who went away, knows");
    let over = world.queues(&fair).await;
    assert_eq!((over.open, over.stalls[0].waiting), (false, 0));
    assert_eq!(refusal(world.take(&min, stall).await), Refusal::QueueOver.code());
    for step in [QueueStep::Take, QueueStep::Call { number: 3 }, QueueStep::Begin { number: 2 }] {
        let refused = refusal(world.step_queue(barber, stall, step).await);
        assert_eq!(refused, Refusal::QueueOver.code(), "{step:?}");
    }
    let done = world.step_queue(barber, stall, QueueStep::End { number: 1 }).await.unwrap();
    assert_eq!((done.served, done.open), (1, false));
    world.app.clock.advance(10 * MINUTE);
    assert_eq!(pass(&world).await, (0, 0), "nobody is called any more");
}

async fn time_closes_a_queue_with_its_market(world: World) {
    world.app.clock.stop();
    let fair = under_way(&world, 60, 4).await;
    let [lan, wei] = residents(&world).await;
    for who in [&lan, &wei] {
        world.take(who, fair.stall).await.unwrap();
    }
    world.call_next(&fair.organiser, fair.stall).await;
    let ends_at = world.read(fair.id).await.unwrap().ends_at;
    let on_the_phone = world.my_queue(&wei, fair.stall).await;
    assert!(on_the_phone.is_live());
    assert_eq!(on_the_phone.until, ends_at.after(2 * Millis::HOUR), "as long as it is kept there");
    world.wait_until(ends_at.after(2 * Millis::HOUR));

    timers::run_due(&world.app).await.unwrap();
    timers::run_due(&world.app).await.unwrap();

    assert_eq!(lan.queue_news(&world).await, [QueueNews::Closed, QueueNews::Called]);
    assert_eq!(wei.queue_news(&world).await, [QueueNews::Closed]);
    assert!(matches!(last(&world, &wei, fair.stall).await.state, QueueState::Left { .. }));
    assert!(!world.my_queue(&wei, fair.stall).await.is_live());
}

async fn a_household_takes_numbers_and_whoever_leaves_waits_no_longer(world: World) {
    let fair = under_way(&world, 60, 4).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    let mut lan = world.by_phone("13912345678").await;
    let mut members = Vec::new();
    for name in ["奶奶", "小宝"] {
        let new = NewMember { nickname: Nickname::new(name).unwrap() };
        members = lan.call(AddMember, world.key.clone(), new).await.unwrap();
    }
    world.take(&lan, stall).await.unwrap();
    for (taken, member) in (2..).zip(&members) {
        let mine = world.take_for(&lan, stall, member.id).await.unwrap();
        assert_eq!(number(&mine), taken);
        assert_eq!(mine.numbers.last().unwrap().nickname.as_ref(), Some(&member.nickname));
    }
    assert_eq!(lan.call(ListMyQueues, world.key.clone(), ()).await.unwrap()[0].numbers.len(), 3);
    let at = (world.key.clone(), members[1].id);
    lan.call(RemoveMember, at, ()).await.unwrap();
    assert_eq!(world.queues(&fair).await.stalls[0].waiting, 2);
    let data = lan.call(GetMyData, (), ()).await.unwrap();
    let here = data.communities.iter().find(|it| it.community == world.key).expect("here");
    let stored: Vec<_> = here.numbers.iter().map(|it| (it.number, it.state.waits())).collect();
    assert_eq!(stored, [(1, true), (2, true), (3, false)]);

    world.app.clock.advance(2 * MINUTE);
    lan.visit(AskOwnCode, (), ()).await.unwrap();
    let code = EnteredCode { code: world.code("13912345678") };
    lan.visit(ProveItIsMe, (), code).await.unwrap();
    lan.call(DeleteMe, (), ()).await.unwrap();

    let desk = barber.call(GetStallQueue, world.stall_at(stall), ()).await.unwrap();
    assert_eq!((desk.line.waiting, desk.next), (0, None));
    let stored = queues::of_stall(&world.app.db, world.community, stall).await.unwrap();
    assert_eq!(stored.len(), 3, "that numbers were taken, stays");
    assert!(stored.iter().all(|it| it.number.who.is_none()), "whose they were, does not");
}

async fn a_stall_that_ends_early_sends_nobody_home_without_a_word(world: World) {
    let fair = under_way(&world, 60, 4).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    let [lan, wei] = residents(&world).await;
    for who in [&lan, &wei] {
        world.take(who, stall).await.unwrap();
    }
    world.call_next(barber, stall).await;
    world.app.clock.advance(MINUTE);
    let away = QueueStep::PutAway { number: 1 };
    world.step_queue(barber, stall, away).await.unwrap();
    assert_eq!(lan.queue_news(&world).await, [QueueNews::PutAway, QueueNews::Called]);
    let twice = world.step_queue(barber, stall, away).await.unwrap_err();
    assert_eq!(twice.kind, Kind::StepNotPossible);
    let words = "剪子坏了，今天先到这里".to_owned();
    world.step_stall(barber, (fair.id, stall), StallAsk::Cancel { words }).await.unwrap();
    assert_eq!(wei.queue_news(&world).await, [QueueNews::Closed]);
    assert!(matches!(last(&world, &wei, stall).await.state, QueueState::Left { .. }));
    assert!(world.queues(&fair).await.stalls.is_empty());
    // After ninety days nobody can tell whose number it was.
    world.app.clock.advance_days(91);
    server::upkeep::tidy(&world.app).await.unwrap();
    let stored = queues::of_stall(&world.app.db, world.community, stall).await.unwrap();
    assert!(stored.iter().all(|it| it.number.who.is_none()));
}
