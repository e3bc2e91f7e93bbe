//! Signing up: a place with one tap, a fair line, and nothing that anybody else learns of it.

use shared::{
    api::*,
    inbox::{Inbox, InboxQuery},
    market::{
        AttendeeAsk, Member, MySignUp, NewMember, NewSignUp, Nickname, Refusal, SignUpStatus, Wants,
    },
    my_data::EnteredCode,
    notice::News,
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    Person, World,
    market::{Fair, answer, fair},
    on_both_databases,
};

on_both_databases!(
    a_place_is_had_with_one_call_and_its_ticket_comes_with_it,
    the_same_request_sent_twice_gives_one_place,
    who_waits_moves_up_when_a_place_is_given_back,
    who_was_moved_up_and_gives_back_starts_at_the_end,
    who_wants_to_be_asked_is_asked_and_time_asks_the_next,
    nobody_is_at_two_stalls_at_once,
    a_household_signs_up_its_own_and_no_more_than_four,
    nobody_moves_up_after_the_close,
    who_leaves_gives_places_to_others,
    all_that_is_stored_of_it_is_shown_to_whoever_it_is_about,
    every_refusal_says_what_it_is,
    a_reminder_comes_once_however_often_time_looks,
);

async fn inbox(world: &World, person: &Person) -> Vec<News> {
    let inbox: Inbox =
        person.call(GetInbox, world.key.clone(), InboxQuery::default()).await.unwrap();
    inbox.notices.into_iter().map(|it| it.news).collect()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Problem>) -> String {
    let problem = result.expect_err("a refusal");
    assert_eq!(problem.kind, Kind::MarketRefusal, "{problem}");
    problem.refusal
}

fn code(refusal: Refusal) -> String {
    refusal.code().to_owned()
}

async fn get(world: &World, who: &Person, sign_up: &MySignUp) -> MySignUp {
    who.call(GetSignUp, (world.key.clone(), sign_up.id), ()).await.unwrap()
}

async fn a_place_is_had_with_one_call_and_its_ticket_comes_with_it(world: World) {
    let fair = fair(&world, 30, 10).await;
    let (lan, wei) = (world.resident().await, world.resident().await);

    let place = fair.join(&world, &lan, 0).await.unwrap();

    assert_eq!((place.status, place.place), (SignUpStatus::Confirmed, None));
    let ticket = place.ticket.clone().expect("a ticket");
    assert!(ticket.qr.starts_with("LY1:") && !ticket.code.is_test());
    assert_eq!(get(&world, &lan, &place).await, place);
    let all = lan.call(ListSignUps, world.key.clone(), ()).await.unwrap();
    assert_eq!(all, std::slice::from_ref(&place));
    let there = lan.call(GetMyMarket, (world.key.clone(), fair.id), ()).await.unwrap();
    assert_eq!(there.sign_ups, all);
    // It is Lan's alone.
    let at = (world.key.clone(), place.id);
    assert_eq!(wei.call(GetSignUp, at, ()).await.unwrap_err().kind, Kind::NotFound);
    let taken = answer(&world, &wei, &place, AttendeeAsk::Cancel).await.unwrap_err();
    assert_eq!(taken.kind, Kind::NotFound);
    let at = (world.key.clone(), fair.id);
    let public = world.anyone().call(GetMarket, at, ()).await.unwrap();
    let text = serde_json::to_string(&public).unwrap();
    assert!(!text.contains(&lan.id.to_string()) && !text.contains(ticket.code.digits()));
}

async fn the_same_request_sent_twice_gives_one_place(world: World) {
    let fair = fair(&world, 30, 1).await;
    let lan = world.resident().await.with_key("lan-1");

    let first = fair.join(&world, &lan, 0).await.unwrap();
    let again = fair.join(&world, &lan, 0).await.unwrap();
    let (one, other) = futures_util::join!(fair.join(&world, &lan, 0), fair.join(&world, &lan, 0));

    assert_eq!(again.id, first.id);
    assert_eq!((one.unwrap().id, other.unwrap().id), (first.id, first.id));
    // Under the same key, nothing else.
    let elsewhere = fair.join(&world, &lan, 1).await.unwrap_err();
    assert_eq!(elsewhere.kind, Kind::KeyUsedBefore);
    let other = fair.join(&world, &lan.with_key("lan-2"), 0).await;
    assert_eq!(refusal(other), code(Refusal::AlreadySignedUp));
}

async fn who_waits_moves_up_when_a_place_is_given_back(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (lan, wei, min) = (world.resident().await, world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let second = fair.join(&world, &wei, 0).await.unwrap();
    let third = fair.join(&world, &min, 0).await.unwrap();
    assert_eq!((second.status, second.place), (SignUpStatus::Waitlisted, Some(1)));
    assert_eq!((third.place, third.ticket), (Some(2), None));

    let back = answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();

    assert_eq!((back.status, back.late, back.ticket), (SignUpStatus::Cancelled, false, None));
    let second = get(&world, &wei, &second).await;
    assert_eq!(second.status, SignUpStatus::Confirmed);
    assert!(second.ticket.is_some());
    let min_is = lan_place(&world, &min).await;
    assert_eq!(min_is, Some(1));
    assert!(matches!(inbox(&world, &wei).await[..], [News::PlaceGiven { .. }]));
    assert!(inbox(&world, &min).await.is_empty());
}

async fn lan_place(world: &World, who: &Person) -> Option<i64> {
    who.call(ListSignUps, world.key.clone(), ()).await.unwrap()[0].place
}

async fn who_was_moved_up_and_gives_back_starts_at_the_end(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (lan, wei, min) = (world.resident().await, world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let second = fair.join(&world, &wei, 0).await.unwrap();
    fair.join(&world, &min, 0).await.unwrap();
    answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();

    answer(&world, &wei, &second, AttendeeAsk::Cancel).await.unwrap();
    let again = fair.join(&world, &wei, 0).await.unwrap();
    // Said once more on an old page, it is about the old one.
    let old = answer(&world, &wei, &second, AttendeeAsk::Cancel).await.unwrap();
    assert_eq!((old.id, old.status), (second.id, SignUpStatus::Cancelled));
    assert_eq!(get(&world, &wei, &again).await.status, SignUpStatus::Waitlisted);

    assert_eq!((again.status, again.place), (SignUpStatus::Waitlisted, Some(1)));
    assert_ne!(again.id, second.id);
    let min_has = min.call(ListSignUps, world.key.clone(), ()).await.unwrap();
    assert_eq!(min_has[0].status, SignUpStatus::Confirmed);
}

async fn who_wants_to_be_asked_is_asked_and_time_asks_the_next(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 1).await;
    let (lan, wei, min) = (world.resident().await, world.resident().await, world.resident().await);
    let ask = NewSignUp { member: None, wants: Wants::Ask };
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let second = fair.join_for(&world, &wei, 0, ask).await.unwrap();
    let third = fair.join_for(&world, &min, 0, ask).await.unwrap();
    answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();
    let offered = get(&world, &wei, &second).await;
    assert_eq!(offered.status, SignUpStatus::Offered);
    let answer_by = offered.answer_by.expect("an end");

    // It is held: nobody gets past the line.
    let fourth = fair.join(&world, &lan, 0).await.unwrap();
    assert_eq!(fourth.place, Some(2));
    world.app.clock.advance(answer_by.0 - world.app.clock.now().0);
    wake(&world);
    server::sign_up_timers::run_due(&world.app).await.unwrap();
    server::sign_up_timers::run_due(&world.app).await.unwrap();

    assert_eq!(get(&world, &wei, &second).await.status, SignUpStatus::OfferExpired);
    let late = answer(&world, &wei, &second, AttendeeAsk::Accept).await;
    assert_eq!(refusal(late), code(Refusal::NoSignUp));
    assert_eq!(get(&world, &min, &third).await.status, SignUpStatus::Offered);
    let has = answer(&world, &min, &third, AttendeeAsk::Accept).await.unwrap();
    assert_eq!(has.status, SignUpStatus::Confirmed);
    let told = inbox(&world, &wei).await;
    assert!(matches!(told[..], [News::OfferOver { .. }, News::PlaceOffered { .. }]), "{told:?}");
}

/// Time does nothing at night, so stories go on in the morning.
fn wake(world: &World) {
    let now = world.app.clock.now();
    let morning = shared::calendar::Calendar::default().out_of_night(now);
    world.app.clock.advance(morning.0 - now.0);
}

async fn nobody_is_at_two_stalls_at_once(world: World) {
    let (one, other) = (fair(&world, 60, 5).await, fair(&world, 90, 5).await);
    let lan = world.resident().await;
    let first = one.join(&world, &lan, 0).await.unwrap();

    assert_eq!(refusal(other.join(&world, &lan, 0).await), code(Refusal::Overlap));
    // From nine to ten and from half past ten: nothing in common. From ten to eleven: half an hour.
    let soft = one.join(&world, &lan, 1).await.unwrap();
    assert_eq!(soft.overlap, None);
    let overlap = other.join(&world, &lan, 1).await.unwrap().overlap.expect("a warning");
    assert_eq!((overlap.with, overlap.minutes, overlap.hard), (soft.slot, 30, false));
    answer(&world, &lan, &first, AttendeeAsk::Cancel).await.unwrap();
    answer(&world, &lan, &soft, AttendeeAsk::Cancel).await.unwrap();
    assert!(other.join(&world, &lan, 0).await.is_ok());
}

async fn a_household_signs_up_its_own_and_no_more_than_four(world: World) {
    let fair = fair(&world, 60, 10).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let mut members = Vec::new();
    for name in ["奶奶", "爷爷", "小宝", "二姨"] {
        let new = NewMember { nickname: Nickname::new(name).unwrap() };
        members = lan.call(AddMember, world.key.clone(), new).await.unwrap();
    }
    assert_eq!(members.len(), 4);
    let of = |it: &Member| NewSignUp { member: Some(it.id), wants: Wants::Auto };

    fair.join(&world, &lan, 0).await.unwrap();
    for member in &members[..3] {
        let place = fair.join_for(&world, &lan, 0, of(member)).await.unwrap();
        assert_eq!(place.nickname.as_ref(), Some(&member.nickname));
    }

    let fifth = fair.join_for(&world, &lan, 0, of(&members[3])).await;
    assert_eq!(refusal(fifth), code(Refusal::HouseholdFull));
    let foreign = fair.join_for(&world, &wei, 0, of(&members[0])).await.unwrap_err();
    assert_eq!(foreign.field("member"), Some(Kind::NotFound));
    // Whoever is taken out, gives the place back.
    let at = (world.key.clone(), members[0].id);
    let left = lan.call(RemoveMember, at.clone(), ()).await.unwrap();
    assert_eq!(left.len(), 3);
    assert_eq!(lan.call(RemoveMember, at, ()).await.unwrap_err().kind, Kind::NotFound);
    let live = lan.call(ListSignUps, world.key.clone(), ()).await.unwrap();
    assert_eq!(live.iter().filter(|it| it.status == SignUpStatus::Confirmed).count(), 3);
    assert!(fair.join_for(&world, &lan, 0, of(&members[3])).await.is_ok());
}

async fn nobody_moves_up_after_the_close(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 1).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let waits = fair.join(&world, &wei, 0).await.unwrap();
    until(&world, place.starts_at.after(-Millis::HOUR));

    let back = answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();

    assert!(back.late, "nobody can take it any more");
    assert_eq!(get(&world, &wei, &waits).await.status, SignUpStatus::Waitlisted);
    assert!(!inbox(&world, &wei).await.iter().any(|it| matches!(it, News::PlaceGiven { .. })));
    assert_eq!(refusal(fair.join(&world, &lan, 0).await), code(Refusal::SignUpClosed));
}

fn until(world: &World, at: Millis) {
    world.app.clock.advance(at.0 - world.app.clock.now().0);
}

async fn who_leaves_gives_places_to_others(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (mut lan, wei) = (world.by_phone("13912345678").await, world.resident().await);
    fair.join(&world, &lan, 0).await.unwrap();
    let waits = fair.join(&world, &wei, 0).await.unwrap();

    world.app.clock.advance(2 * Millis::MINUTE);
    lan.visit(AskOwnCode, (), ()).await.unwrap();
    let code = EnteredCode { code: world.code("13912345678") };
    lan.visit(ProveItIsMe, (), code).await.unwrap();
    lan.call(DeleteMe, (), ()).await.unwrap();

    assert_eq!(get(&world, &wei, &waits).await.status, SignUpStatus::Confirmed);
}

async fn all_that_is_stored_of_it_is_shown_to_whoever_it_is_about(world: World) {
    let fair = fair(&world, 60, 5).await;
    let lan = world.by_phone("13912345678").await;
    let new = NewMember { nickname: Nickname::new("小宝").unwrap() };
    let members = lan.call(AddMember, world.key.clone(), new).await.unwrap();
    fair.join(&world, &lan, 0).await.unwrap();
    let child = NewSignUp { member: Some(members[0].id), wants: Wants::Auto };
    fair.join_for(&world, &lan, 1, child).await.unwrap();

    let data = lan.call(GetMyData, (), ()).await.unwrap();

    let here = data.communities.iter().find(|it| it.community == world.key).expect("here");
    assert_eq!(here.household, members);
    let named: Vec<_> = here.sign_ups.iter().map(|it| it.nickname.clone()).collect();
    assert_eq!(named, [None, Some(members[0].nickname.clone())]);
    assert!(here.sign_ups.iter().all(|it| it.status == SignUpStatus::Confirmed));
}

async fn every_refusal_says_what_it_is(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 1).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let nowhere = (world.key.clone(), Default::default());
    let new = NewSignUp { member: None, wants: Wants::Auto };
    assert_eq!(lan.call(SignUpForSlot, nowhere, new).await.unwrap_err().kind, Kind::NotFound);
    let (stranger, at) = (world.anyone(), (world.key.clone(), fair.slots[0]));
    let refused = stranger.call(SignUpForSlot, at, new).await.unwrap_err();
    assert_eq!(refused.kind, Kind::SignInFirst);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    for step in [AttendeeAsk::Accept, AttendeeAsk::Decline] {
        assert_eq!(refusal(answer(&world, &lan, &place, step).await), code(Refusal::NoOffer));
    }
    for step in [AttendeeAsk::Keep, AttendeeAsk::Object, AttendeeAsk::Appeal] {
        let never = answer(&world, &lan, &place, step).await.unwrap_err();
        assert_eq!(never.kind, Kind::StepNotPossible, "{step:?}");
    }
    until(&world, place.starts_at.after(Millis::MINUTE));
    let started = answer(&world, &lan, &place, AttendeeAsk::Cancel).await;
    assert_eq!(refusal(started), code(Refusal::Started));
    assert_eq!(refusal(fair.join(&world, &wei, 0).await), code(Refusal::SignUpClosed));
}

async fn a_reminder_comes_once_however_often_time_looks(world: World) {
    world.app.clock.stop();
    let fair: Fair = fair(&world, 60, 3).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let count = async || {
        let all = inbox(&world, &lan).await;
        all.iter().filter(|it| matches!(it, News::SignUpReminder { .. })).count()
    };
    until(&world, place.starts_at.after(-24 * Millis::HOUR));
    for _ in 0..2 {
        server::sign_up_timers::run_due(&world.app).await.unwrap();
    }
    assert_eq!(count().await, 1);
    answer(&world, &lan, &place, AttendeeAsk::Coming).await.unwrap();
    until(&world, place.starts_at.after(-2 * Millis::HOUR));
    for _ in 0..2 {
        server::sign_up_timers::run_due(&world.app).await.unwrap();
    }
    assert_eq!(count().await, 2);
}
