//! Many at one stall at the same moment: no two have one number, and no two are called at once.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use server::db::{Tx, queues};
use shared::market::{Queue, QueueStep};
use tests::{
    Person, World, on_both_databases,
    queue::{number, under_way},
};

on_both_databases!(
    a_hundred_at_once_have_a_hundred_numbers,
    two_who_call_the_next_call_two,
    carelessness_would_be_noticed,
);

async fn a_hundred_at_once_have_a_hundred_numbers(world: World) {
    let fair = under_way(&world, 60, 4).await;
    let people = join_all((0..100).map(|_| world.resident())).await;
    // Half of them ask another server.
    let router = server::router(world.second_server().await);
    let elsewhere = |(at, person): (usize, &Person)| match at % 2 {
        0 => person.clone(),
        _ => person.at(router.clone()),
    };
    let people: Vec<Person> = people.iter().enumerate().map(elsewhere).collect();

    let all = join_all(people.iter().map(|person| world.take(person, fair.stall))).await;

    let numbers: BTreeSet<_> = all.into_iter().map(|it| number(&it.unwrap())).collect();
    assert_eq!(numbers, (1..=100).collect());
    assert_eq!(world.queues(&fair).await.stalls[0].waiting, 100);
}

async fn two_who_call_the_next_call_two(world: World) {
    let fair = under_way(&world, 60, 4).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    for _ in 0..12 {
        world.step_queue(barber, stall, QueueStep::Take).await.unwrap();
    }
    let other = barber.at(server::router(world.second_server().await));
    let calls = [barber, &other, barber, &other, barber, &other, barber, &other];

    let called = join_all(calls.into_iter().map(|by| world.call_next(by, stall))).await;

    let called: BTreeSet<_> = called.into_iter().flatten().collect();
    assert_eq!(called, (1..=8).collect());
}

/// The negative control: who looks which number is next, and takes it after that, has the number
/// of another. If this ever ends well, the races above prove nothing.
async fn carelessness_would_be_noticed(world: World) {
    let fair = under_way(&world, 60, 4).await;
    let (community, stall, market) = (world.community, fair.stall, fair.id);
    let now = world.app.clock.now();
    let careless = async || {
        let known = queues::of_stall(&world.app.db, community, stall).await.unwrap();
        let mut queue = Queue::of(known.iter().map(|it| it.number).collect(), 1, 15);
        queue.take(None).unwrap();
        let new = [(*queue.numbers().last().unwrap(), None, None)];
        let write = async move |tx: &mut Tx| {
            Ok(queues::save(tx, community, (market, stall), &new, now).await?)
        };
        world.app.db.write(write).await.is_ok()
    };

    let won = join_all((0..50).map(|_| careless())).await;

    assert!(won.into_iter().filter(|won| *won).count() < 50);
}
