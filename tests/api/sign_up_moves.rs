//! What meets at the counter: people who move up in two lines at once, who are taken out of a
//! household while they sign up, and what is tried again because somebody was faster.

use std::sync::Arc;

use futures_util::{future::join_all, join};
use server::{
    counter::{self, Asked},
    db::{Error, Tx, sign_up_changes, sign_ups, slots, turns},
};
use shared::{
    api::*,
    id::{MemberId, SignUpId},
    market::{
        Ask, Attendee, AttendeeAsk, MarketAsk, MySignUp, NewMember, NewSignUp, Nickname, Refusal,
        RequestKey, SignUpState, SignUpStatus, Wants,
    },
    my_data::EnteredCode,
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    Backend, Person, World,
    market::{Fair, answer, fair, step},
    on_both_databases,
    stored::column,
};
use tokio::sync::Barrier;
use uuid::Uuid;

on_both_databases!(
    who_waits_in_two_lines_has_a_place_in_one_and_is_asked_about_the_other,
    carelessness_would_move_somebody_up_twice,
    a_code_that_somebody_has_by_chance_is_drawn_again,
    who_waits_in_a_circle_tries_again,
    nobody_of_a_household_is_signed_up_after_being_taken_out_of_it,
    nobody_signs_up_after_leaving,
    of_each_change_it_is_known_who_asked_for_it,
    what_was_given_back_too_late_is_free_again_on_a_new_date,
);

const PLACES: usize = 12;

/// A full slot, who has its places, and whether somebody may wait there.
async fn full(world: &World) -> (Fair, Vec<(Person, MySignUp)>) {
    let fair = fair(world, 60, PLACES as i64).await;
    let people = join_all((0..PLACES).map(|_| world.resident())).await;
    let places = join_all(people.iter().map(|person| fair.join(world, person, 0))).await;
    let places = people.into_iter().zip(places.into_iter().map(Result::unwrap)).collect();
    (fair, places)
}

async fn now(world: &World, who: &Person, it: &MySignUp) -> SignUpStatus {
    who.call(GetSignUp, (world.key.clone(), it.id), ()).await.unwrap().status
}

async fn who_waits_in_two_lines_has_a_place_in_one_and_is_asked_about_the_other(world: World) {
    let ((one, at_one), (other, at_other)) = (full(&world).await, full(&world).await);
    let waiting = join_all((0..PLACES).map(|_| world.resident())).await;
    let mut lines = Vec::new();
    for who in &waiting {
        let first = one.join(&world, who, 0).await.unwrap();
        let second = other.join(&world, who, 0).await.unwrap();
        let waits = SignUpStatus::Waitlisted;
        assert_eq!((first.status, second.status), (waits, waits));
        lines.push((who, first, second));
    }

    // All places of both slots become free at once.
    let holders = at_one.iter().chain(&at_other);
    let back =
        join_all(holders.map(|(who, it)| answer(&world, who, it, AttendeeAsk::Cancel))).await;

    assert!(back.into_iter().all(|it| it.is_ok()));
    for (who, first, second) in lines {
        let mut has = [now(&world, who, &first).await, now(&world, who, &second).await];
        has.sort_by_key(|it| it.code());
        assert_eq!(has, [SignUpStatus::Confirmed, SignUpStatus::Offered]);
    }
}

/// The negative control: who looks at what somebody has before it is that person's turn, moves the
/// same person up in both lines. If this ever ends well, the story above proves nothing.
async fn carelessness_would_move_somebody_up_twice(world: World) {
    let ((one, _), (other, _)) = (full(&world).await, full(&world).await);
    let lan = world.resident().await;
    let (community, now_is) = (world.community, world.app.clock.now());
    let lines =
        [one.join(&world, &lan, 0).await.unwrap(), other.join(&world, &lan, 0).await.unwrap()];
    let looks = async || {
        let all = sign_ups::of_person(&world.app.db, community, lan.id, now_is).await.unwrap();
        all.iter().all(|it| !it.sign_up.state.status().holds_place())
    };
    let move_up = async |id: SignUpId| {
        let write = async move |tx: &mut Tx| {
            let stored = sign_ups::load(tx, community, id).await?;
            let state = SignUpState::Confirmed { since: now_is, coming: None };
            let next = shared::market::SignUp { state, ..stored.sign_up };
            Ok(sign_up_changes::save(tx, community, &[(next, stored.version, None)]).await?)
        };
        world.app.db.write(write).await.unwrap();
    };

    let (at_one, at_other) = join!(looks(), looks());
    if at_one {
        move_up(lines[0].id).await;
    }
    if at_other {
        move_up(lines[1].id).await;
    }

    for line in &lines {
        assert_eq!(now(&world, &lan, line).await, SignUpStatus::Confirmed, "in both");
    }
}

async fn a_code_that_somebody_has_by_chance_is_drawn_again(world: World) {
    let fair = fair(&world, 60, 5).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let (community, slot, now_is) = (world.community, fair.slots[1], world.app.clock.now());
    let mine = sign_ups::get(&world.app.db, community, place.id).await.unwrap();
    let new = shared::market::SignUp {
        id: SignUpId(Uuid::from_u128(1)),
        slot,
        who: Attendee { account: wei.id, member: None },
        ..mine.sign_up.clone()
    };

    let insert = async move |tx: &mut Tx| {
        let at = slots::load(tx, community, slot).await?;
        let rows = [(new, mine.code, None)];
        let place = (at.market, at.slot.times);
        let inserted = sign_up_changes::insert(tx, community, place, &rows, now_is).await;
        Ok(inserted.map_err(Error::raced)?)
    };
    let refused = world.app.db.write(insert).await.unwrap_err();

    assert_eq!(refused.kind, Kind::SomeoneWasFaster, "the counter tries again after this");
}

/// Only PostgreSQL has more than one writer.
async fn who_waits_in_a_circle_tries_again(world: World) {
    if world.backend == Backend::Sqlite {
        return;
    }
    let both = Arc::new(Barrier::new(2));
    let circle = async |first: u128, second: u128| {
        let both = both.clone();
        let write = async move |tx: &mut Tx| {
            turns::take(tx, &[Uuid::from_u128(first)]).await?;
            both.wait().await;
            Ok(turns::take(tx, &[Uuid::from_u128(second)]).await?)
        };
        world.app.db.write(write).await.map_err(|it| it.kind)
    };

    let mut ended = [Ok(()); 2];
    (ended[0], ended[1]) = join!(circle(1, 2), circle(2, 1));

    ended.sort_by_key(Result::is_err);
    assert_eq!(ended, [Ok(()), Err(Kind::SomeoneWasFaster)]);
}

async fn child(world: &World, who: &Person) -> MemberId {
    let new = NewMember { nickname: Nickname::new("小宝").unwrap() };
    who.call(AddMember, world.key.clone(), new).await.unwrap()[0].id
}

fn place_for(who: Attendee) -> Asked {
    let (id, key) = (SignUpId(Uuid::from_u128(7)), RequestKey::default());
    Asked::own(key, who, Ask::SignUp { id, wants: Wants::Auto, by_proxy: false })
}

async fn nobody_of_a_household_is_signed_up_after_being_taken_out_of_it(world: World) {
    let fair = fair(&world, 60, 40).await;
    let families = join_all((0..10).map(|_| world.resident())).await;
    let family = async |lan: &Person| {
        let member = child(&world, lan).await;
        let new = NewSignUp { member: Some(member), wants: Wants::Auto };
        let at = (world.key.clone(), member);
        let (one, _, other, removed) = join!(
            fair.join_for(&world, lan, 0, new),
            fair.join_for(&world, lan, 1, new),
            fair.join_for(&world, lan, 2, new),
            lan.call(RemoveMember, at.clone(), ()),
        );
        // Where somebody was faster, once more.
        if removed.is_err() {
            lan.call(RemoveMember, at, ()).await.unwrap();
        }
        (member, one.is_ok() || other.is_ok())
    };

    let gone = join_all(families.iter().map(family)).await;

    for (lan, (member, _)) in families.iter().zip(&gone) {
        let all = sign_ups::of_person(&world.app.db, world.community, lan.id, Millis(0)).await;
        let theirs = all.unwrap().into_iter().map(|it| it.sign_up);
        let theirs = theirs.filter(|it| it.who.member == Some(*member));
        let live = theirs.filter(|it| it.state.status().is_live()).count();
        assert_eq!(live, 0, "somebody is signed up of whom nobody can say so");
        // One that was under way when the list was read.
        let who = Attendee { account: lan.id, member: Some(*member) };
        let desk = (world.community, fair.slots[0]);
        let refused = counter::ask(&world.app, desk, place_for(who)).await.unwrap_err();
        assert_eq!(refused.refusal, Refusal::MemberGone.code());
    }
}

async fn nobody_signs_up_after_leaving(world: World) {
    let fair = fair(&world, 60, 5).await;
    let mut lan = world.by_phone("13912345678").await;
    let who = Attendee { account: lan.id, member: None };
    world.app.clock.advance(2 * Millis::MINUTE);
    lan.visit(AskOwnCode, (), ()).await.unwrap();
    let code = EnteredCode { code: world.code("13912345678") };
    lan.visit(ProveItIsMe, (), code).await.unwrap();
    lan.call(DeleteMe, (), ()).await.unwrap();

    let desk = (world.community, fair.slots[0]);
    let refused: Result<_, Problem> = counter::ask(&world.app, desk, place_for(who)).await;

    assert_eq!(refused.unwrap_err().refusal, Refusal::MemberGone.code());
}

async fn of_each_change_it_is_known_who_asked_for_it(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    fair.join(&world, &wei, 0).await.unwrap();
    answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();

    // The history has strands, so the last row is not the last that happened.
    let details = "select cast(detail as text) from events where what = 'slot.decide'";
    let all = column(&world, details).await;
    let last = all.into_iter().find(|it| it.contains("sign_up.cancel")).expect("what happened");

    let last: serde_json::Value = serde_json::from_str(&last).unwrap();
    let by: Vec<_> = last["steps"].as_array().unwrap().iter().map(|it| (&it[1], &it[2])).collect();
    let (cancel, promote) =
        (serde_json::json!("sign_up.cancel"), serde_json::json!("sign_up.promote"));
    let lan = serde_json::json!(lan.id);
    assert_eq!(by, [(&cancel, &lan), (&promote, &serde_json::Value::Null)]);
}

async fn what_was_given_back_too_late_is_free_again_on_a_new_date(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (lan, min) = (world.resident().await, world.resident().await);
    let (place, waits) =
        (fair.join(&world, &lan, 0).await.unwrap(), fair.join(&world, &min, 0).await.unwrap());
    let market = lan.call(GetMarket, (world.key.clone(), fair.id), ()).await.unwrap();
    let slots = market.stalls[0].slots.iter();
    world.wait_until(slots.map(|it| it.closes_at).min().unwrap().after(Millis::MINUTE));
    answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();
    assert_eq!(now(&world, &min, &waits).await, SignUpStatus::Waitlisted, "the last call is over");

    let (organiser, reviewer) =
        (world.sign_in(fair.organiser.id, true).await, world.sign_in(fair.reviewer.id, true).await);
    let at = (world.key.clone(), fair.id);
    let plan = organiser.call(GetStaffMarket, at, ()).await.unwrap();
    let (starts_at, ends_at) = (plan.plan.starts_at.after_days(7), plan.plan.ends_at.after_days(7));
    let asked = MarketAsk::Postpone { starts_at, ends_at };
    let asked = step(&world, &organiser, &plan, asked).await.unwrap();
    step(&world, &reviewer, &asked, MarketAsk::AgreeChange).await.unwrap();

    assert_eq!(now(&world, &min, &waits).await, SignUpStatus::Confirmed);
}
