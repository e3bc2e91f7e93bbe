//! Slots at which the organiser decides on each: who waits for a yes, who says it, and who hears of
//! it. And new dates, about each of which everybody is asked.

use shared::{
    api::*,
    id::MarketId,
    inbox::InboxQuery,
    market::{
        AttendeeAsk, MarketAsk, MySignUp, NewMember, NewSignUp, Nickname, PendingSignUp,
        SignUpDecision, SignUpStatus, SlotPlan, TurnDownReason, Wants,
    },
    notice::News,
    policy::Role,
    problem::{Kind, Problem},
    time::Millis,
    wish::DeskKind,
};
use tests::{
    Person, World,
    market::{Fair, answer, fair, fair_cut},
    on_both_databases,
};

on_both_databases!(
    the_organiser_says_yes_or_no_and_each_hears_of_it,
    silence_is_a_yes_and_is_told,
    only_who_decides_sees_who_waits,
    nobody_decides_over_oneself,
    each_new_date_is_asked_about,
    who_says_nothing_of_a_new_date_is_reminded_of_it,
);

async fn looked_at(world: &World, places: i64) -> Fair {
    fair_cut(world, SlotPlan { minutes: 60, approval: true, ..SlotPlan::default() }, places).await
}

async fn pending(
    world: &World,
    who: &Person,
    market: MarketId,
) -> Result<Vec<PendingSignUp>, Problem> {
    who.call(ListPending, (world.key.clone(), market), ()).await
}

async fn decide(
    world: &World,
    by: &Person,
    it: &MySignUp,
    admit: bool,
) -> Result<Vec<PendingSignUp>, Problem> {
    let reason = (!admit).then_some(TurnDownReason::OthersFirst);
    by.call(DecideSignUp, (world.key.clone(), it.id), SignUpDecision { admit, reason }).await
}

async fn status(world: &World, who: &Person, it: &MySignUp) -> SignUpStatus {
    who.call(GetSignUp, (world.key.clone(), it.id), ()).await.unwrap().status
}

async fn told(world: &World, who: &Person) -> Vec<News> {
    let inbox = who.call(GetInbox, world.key.clone(), InboxQuery::default()).await.unwrap();
    inbox.notices.into_iter().map(|it| it.news).collect()
}

async fn the_organiser_says_yes_or_no_and_each_hears_of_it(world: World) {
    let fair = looked_at(&world, 2).await;
    let (lan, wei, min) = (world.resident().await, world.resident().await, world.resident().await);
    let new = NewMember { nickname: Nickname::new("外婆").unwrap() };
    let grandmother = lan.call(AddMember, world.key.clone(), new).await.unwrap()[0].id;
    let for_her = NewSignUp { member: Some(grandmother), wants: Wants::Auto };
    let first = fair.join_for(&world, &lan, 0, for_her).await.unwrap();
    let second = fair.join(&world, &wei, 0).await.unwrap();
    let third = fair.join(&world, &min, 0).await.unwrap();
    assert_eq!((first.status, third.status), (SignUpStatus::Pending, SignUpStatus::Waitlisted));

    let seen = pending(&world, &fair.organiser, fair.id).await.unwrap();
    let ids: Vec<_> = seen.iter().map(|it| it.id).collect();
    assert_eq!(ids, [first.id, second.id]);
    assert_eq!(seen[0].nickname.as_ref().map(Nickname::reveal), Some("外婆"));
    assert_eq!(seen[1].nickname, None);
    assert_eq!(seen[0].last_four.reveal().len(), 4);
    assert!(seen[0].answer_by > seen[0].since && seen[0].answer_by <= first.starts_at);

    let rest = decide(&world, &fair.organiser, &first, true).await.unwrap();
    assert_eq!(rest.iter().map(|it| it.id).collect::<Vec<_>>(), [second.id]);
    // Sent twice, it is done once.
    decide(&world, &fair.organiser, &first, true).await.unwrap();
    let rest = decide(&world, &fair.organiser, &second, false).await.unwrap();
    let moved_up: Vec<_> = rest.iter().map(|it| it.id).collect();
    assert_eq!(moved_up, [third.id], "the place went to who waited");
    assert_eq!(status(&world, &lan, &first).await, SignUpStatus::Confirmed);
    assert_eq!(status(&world, &wei, &second).await, SignUpStatus::CancelledByOrganiser);
    assert!(matches!(told(&world, &lan).await[..], [News::SignUpAdmitted { .. }]));
    assert!(matches!(
        told(&world, &wei).await[..],
        [News::SignUpTurnedDown { reason: Some(TurnDownReason::OthersFirst), .. }]
    ));
    let late = decide(&world, &fair.organiser, &second, true).await.unwrap_err();
    assert_eq!(late.kind, Kind::StepNotPossible);
}

async fn silence_is_a_yes_and_is_told(world: World) {
    world.app.clock.stop();
    let fair = looked_at(&world, 2).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let due = pending(&world, &fair.organiser, fair.id).await.unwrap()[0].answer_by;
    let desk = fair.organiser.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let asks = desk.queue.iter().find(|it| it.kind == DeskKind::Market).unwrap();
    assert_eq!(asks.due_at, due, "the organiser finds it at the desk");
    let others = fair.reviewer.call(GetDesk, world.key.clone(), ()).await.unwrap();
    assert!(others.queue.is_empty(), "and nobody whose decision it is not");
    world.app.clock.advance(due.0 - world.app.clock.now().0);

    for _ in 0..2 {
        server::sign_up_timers::run_due(&world.app).await.unwrap();
    }

    assert_eq!(status(&world, &lan, &place).await, SignUpStatus::Confirmed);
    assert!(matches!(told(&world, &lan).await[..], [News::SignUpAdmitted { .. }]));
}

async fn only_who_decides_sees_who_waits(world: World) {
    let fair = looked_at(&world, 2).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let asleep = world.sign_in(fair.organiser.id, false).await;
    for (who, why) in [
        (&wei, Kind::NotAllowed),
        (&lan, Kind::NotAllowed),
        (&fair.reviewer, Kind::NotAllowed),
        (&asleep, Kind::StepUpFirst),
        (&world.anyone(), Kind::SignInFirst),
    ] {
        assert_eq!(pending(&world, who, fair.id).await.unwrap_err().kind, why);
        let refused = decide(&world, who, &place, false).await.unwrap_err().kind;
        let hidden = if why == Kind::NotAllowed { Kind::NotFound } else { why };
        assert_eq!(refused, hidden);
    }
    assert_eq!(status(&world, &lan, &place).await, SignUpStatus::Pending);
}

async fn nobody_decides_over_oneself(world: World) {
    let fair = looked_at(&world, 2).await;
    let own = fair.join(&world, &fair.organiser, 0).await.unwrap();

    let refused = decide(&world, &fair.organiser, &own, true).await.unwrap_err();

    assert_eq!(refused.kind, Kind::SecondPersonNeeded);
    let another = world.appointed(Role::Organiser, &world.nodes[0].clone()).await;
    assert!(decide(&world, &another, &own, true).await.unwrap().is_empty());
}

async fn put_off(world: &World, fair: &Fair, days: i64) {
    let at = (world.key.clone(), fair.id);
    let plan = fair.organiser.call(GetStaffMarket, at, ()).await.unwrap().plan;
    let starts_at = plan.starts_at.after_days(days);
    let later = MarketAsk::Postpone { starts_at, ends_at: starts_at.after(3 * Millis::HOUR) };
    world.step(&fair.organiser, fair.id, later).await.unwrap();
    world.step(&fair.reviewer, fair.id, MarketAsk::AgreeChange).await.unwrap();
}

async fn each_new_date_is_asked_about(world: World) {
    let (open, asks) = (fair(&world, 60, 2).await, looked_at(&world, 2).await);
    let (lan, wei) = (world.resident().await, world.resident().await);
    let place = open.join(&world, &lan, 0).await.unwrap();
    let unsure = asks.join(&world, &wei, 1).await.unwrap();

    put_off(&world, &open, 7).await;
    put_off(&world, &asks, 7).await;
    for (who, it) in [(&lan, &place), (&wei, &unsure)] {
        assert_eq!(status(&world, who, it).await, SignUpStatus::ToReconfirm);
    }
    answer(&world, &lan, &place, AttendeeAsk::Keep).await.unwrap();
    put_off(&world, &open, 7).await;
    assert_eq!(status(&world, &lan, &place).await, SignUpStatus::ToReconfirm, "asked again");
    put_off(&world, &open, 7).await;
    let kept = answer(&world, &lan, &place, AttendeeAsk::Keep).await.unwrap();
    assert_eq!(kept.status, SignUpStatus::Confirmed);
    assert_eq!(kept.starts_at, place.starts_at.after_days(21));
    let moved = told(&world, &lan).await;
    assert_eq!(moved.iter().filter(|it| matches!(it, News::DateMoved { .. })).count(), 3);
    // Nobody gets past the organiser by a new date.
    let kept = answer(&world, &wei, &unsure, AttendeeAsk::Keep).await.unwrap();
    assert_eq!(kept.status, SignUpStatus::Pending);
}

async fn who_says_nothing_of_a_new_date_is_reminded_of_it(world: World) {
    let open = fair(&world, 60, 2).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let silent = open.join(&world, &lan, 0).await.unwrap();
    let kept = open.join(&world, &wei, 0).await.unwrap();
    put_off(&world, &open, 7).await;
    answer(&world, &wei, &kept, AttendeeAsk::Keep).await.unwrap();
    let moved = async |who: &Person| {
        let who = world.sign_in(who.id, false).await;
        let all = told(&world, &who).await;
        all.iter().filter(|it| matches!(it, News::DateMoved { .. })).count()
    };
    assert_eq!((moved(&lan).await, moved(&wei).await), (1, 1));

    let starts_at = silent.starts_at.after_days(7);
    world.wait_until(starts_at.after(-Millis::DAY).after(Millis::MINUTE));
    server::timers::run_due(&world.app).await.unwrap();
    server::timers::run_due(&world.app).await.unwrap();
    assert_eq!((moved(&lan).await, moved(&wei).await), (2, 1), "the day before, once");
    world.wait_until(starts_at.after(-2 * Millis::HOUR).after(Millis::MINUTE));
    server::timers::run_due(&world.app).await.unwrap();
    assert_eq!((moved(&lan).await, moved(&wei).await), (3, 1), "and on the day");
}
