//! The rush: hundreds of people press at the same moment, and there are exactly as many places as
//! there are.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use server::{
    counter::{self, Asked, Counter},
    db::{Tx, slots},
};
use shared::{
    api::*,
    id::SignUpId,
    inbox::InboxQuery,
    market::{Ask, Attendee, AttendeeAsk, MySignUp, RequestKey, SignUpStatus, WaitingList, Wants},
    notice::News,
    problem::Kind,
};
use tests::{
    Person, World,
    market::{Fair, answer, fair},
    on_both_databases,
};

on_both_databases!(
    of_five_hundred_at_once_fifty_have_a_place_and_the_others_stand_in_line,
    one_at_a_time_they_get_the_same,
    one_person_at_many_slots_at_once_is_at_one_place_at_a_time,
    nobody_waits_for_ever_where_nothing_can_be_written,
    carelessness_would_be_noticed,
);

const PEOPLE: usize = 500;
const PLACES: usize = 50;

async fn rush(world: &World, fair: &Fair) -> Vec<(Person, MySignUp)> {
    let people = join_all((0..PEOPLE).map(|_| world.resident())).await;
    let all = join_all(people.iter().map(|person| fair.join(world, person, 0))).await;
    people.into_iter().zip(all.into_iter().map(Result::unwrap)).collect()
}

fn with(all: &[(Person, MySignUp)], status: SignUpStatus) -> Vec<&(Person, MySignUp)> {
    all.iter().filter(|(_, it)| it.status == status).collect()
}

async fn of_five_hundred_at_once_fifty_have_a_place_and_the_others_stand_in_line(world: World) {
    let fair = fair(&world, 60, 50).await;
    let all = rush(&world, &fair).await;

    let have = with(&all, SignUpStatus::Confirmed);
    let mut wait = with(&all, SignUpStatus::Waitlisted);
    wait.sort_by_key(|(_, it)| it.place);
    assert_eq!((have.len(), wait.len()), (PLACES, PEOPLE - PLACES));
    let places: Vec<_> = wait.iter().filter_map(|(_, it)| it.place).collect();
    let line: Vec<_> = (1..=450).collect();
    assert_eq!(places, line, "nobody shares a place in the line");

    join_all(have.iter().map(|(who, it)| answer(&world, who, it, AttendeeAsk::Cancel)))
        .await
        .into_iter()
        .for_each(|it| assert_eq!(it.unwrap().status, SignUpStatus::Cancelled));

    for (at, (who, before)) in wait.into_iter().enumerate() {
        let now = who.call(GetSignUp, (world.key.clone(), before.id), ()).await.unwrap();
        let place = i64::try_from(at).unwrap() - 49;
        match at < PLACES {
            true => assert_eq!(now.status, SignUpStatus::Confirmed, "{at} is one of the first"),
            false => assert_eq!((now.status, now.place), (SignUpStatus::Waitlisted, Some(place))),
        }
        let inbox = who.call(GetInbox, world.key.clone(), InboxQuery::default()).await.unwrap();
        let told: Vec<_> = inbox.notices.iter().map(|it| (&it.news, it.at)).collect();
        match told[..] {
            [(News::PlaceGiven { starts_at, .. }, at)] => assert!(at < *starts_at),
            [] => assert!(at >= PLACES, "{at} was told nothing"),
            _ => panic!("{told:?}"),
        }
    }
}

async fn one_at_a_time_they_get_the_same(world: World) {
    let fair = fair(&world, 60, 5).await;
    let people = join_all((0..40).map(|_| world.resident())).await;
    // Another server with a counter of its own, which serves one after the other.
    let second = world.second_server().await.with_counter(Counter::of(1));
    let router = server::router(second);
    let elsewhere = |(at, person): (usize, &Person)| match at % 2 {
        0 => person.clone(),
        _ => person.at(router.clone()),
    };
    let people: Vec<Person> = people.iter().enumerate().map(elsewhere).collect();

    let all = join_all(people.iter().map(|person| fair.join(&world, person, 0))).await;

    let all: Vec<_> = all.into_iter().map(Result::unwrap).collect();
    assert_eq!(all.iter().filter(|it| it.status == SignUpStatus::Confirmed).count(), 5);
    let places: BTreeSet<_> = all.iter().filter_map(|it| it.place).collect();
    assert_eq!(places, (1..=35).collect());
    let codes: BTreeSet<_> =
        all.iter().filter_map(|it| it.ticket.as_ref()).map(|it| &it.code).collect();
    assert_eq!(codes.len(), 5);
}

async fn one_person_at_many_slots_at_once_is_at_one_place_at_a_time(world: World) {
    let fairs = [fair(&world, 60, 9).await, fair(&world, 60, 9).await, fair(&world, 60, 9).await];
    let lan = world.resident().await;

    let all = join_all(fairs.iter().map(|fair| fair.join(&world, &lan, 0))).await;

    assert_eq!(all.iter().filter(|it| it.is_ok()).count(), 1, "{all:?}");
}

async fn nobody_waits_for_ever_where_nothing_can_be_written(world: World) {
    let fair = fair(&world, 60, 5).await;
    let lan = world.resident().await.id;
    world.app.db.close().await;

    let who = Attendee { account: lan, member: None };
    let id = SignUpId::default();
    let ask = Ask::SignUp { id, wants: Wants::Auto, by_proxy: false };
    let asked = Asked::own(RequestKey::default(), who, ask);
    let desk = (world.community, fair.slots[0]);
    let all = join_all([
        counter::ask(&world.app, desk, asked.clone()),
        counter::ask(&world.app, desk, asked),
    ]);

    for answer in all.await {
        assert_eq!(answer.err().map(|it| it.kind), Some(Kind::Busy));
    }
}

/// The negative control: who looks how many places are free, and takes one after that, takes more
/// than there are. If this ever ends well, the race above proves nothing.
async fn carelessness_would_be_noticed(world: World) {
    let fair = fair(&world, 60, 5).await;
    let (community, slot) = (world.community, fair.slots[0]);
    let careless = async || {
        let read = slots::get(&world.app.db, community, slot).await.unwrap();
        let state = read.state(Vec::new(), WaitingList::default());
        let free = state.free() > 0;
        let take = async move |tx: &mut Tx| {
            let any_version = slots::load(tx, community, slot).await?;
            let mut taken = any_version.state(Vec::new(), WaitingList::default());
            taken.taken += 1;
            taken.slot.version += 1;
            Ok(slots::save(tx, community, &any_version, &taken).await?)
        };
        free && world.app.db.write(take).await.is_ok()
    };

    let won = join_all((0..200).map(|_| careless())).await;

    assert!(won.into_iter().filter(|won| *won).count() > 5);
}
