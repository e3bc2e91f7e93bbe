//! Many at one stall at the same moment: no two have one number, and no two are called at once.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use server::db::{Tx, queues};
use shared::{
    api::{AskOwnCode, DeleteMe, GetStallQueue, ProveItIsMe},
    market::{Queue, QueueStep, Refusal},
    my_data::EnteredCode,
};
use tests::{
    Person, World,
    market::fair,
    on_both_databases,
    queue::{number, open, under_way},
    stored::column,
};

on_both_databases!(
    a_hundred_at_once_have_a_hundred_numbers,
    two_phones_skip_nobody,
    all_who_leave_at_the_same_moment_are_gone,
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

/// Places in the same slots, numbers at the same stalls: whoever leaves waits for the others in one
/// order, and nobody for somebody who waits for them.
async fn all_who_leave_at_the_same_moment_are_gone(world: World) {
    let fair = fair(&world, 60, 10).await;
    let phones: Vec<String> = (0..6).map(|it| format!("1391234567{it}")).collect();
    let mut ids = Vec::new();
    for (at, phone) in phones.iter().enumerate() {
        let who = world.by_phone(phone).await;
        let slots = if at % 2 == 0 { [1, 2] } else { [2, 1] };
        for slot in slots {
            fair.join(&world, &who, slot).await.unwrap();
        }
        ids.push(who.id);
    }
    let fair = open(&world, fair).await;
    let mut all = Vec::new();
    for (id, phone) in ids.into_iter().zip(&phones) {
        let mut who = world.sign_in(id, false).await;
        world.take(&who, fair.stall).await.unwrap();
        who.visit(AskOwnCode, (), ()).await.unwrap();
        let code = EnteredCode { code: world.code(phone) };
        who.visit(ProveItIsMe, (), code).await.unwrap();
        all.push(who);
    }
    assert_eq!(world.queues(&fair).await.stalls[0].waiting, 6, "the control");

    let left = join_all(all.iter().map(|who| who.call(DeleteMe, (), ()))).await;

    let refused: Vec<_> = left.into_iter().filter_map(Result::err).collect();
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(world.queues(&fair).await.stalls[0].waiting, 0);
    let stored = queues::of_stall(&world.app.db, world.community, fair.stall).await.unwrap();
    assert!(stored.iter().all(|it| it.number.who.is_none()));
    let places = "select cast(count(*) as text) from sign_ups where live";
    assert_eq!(column(&world, places).await, ["0"], "their places are free again");
}

/// Two phones at one stall, and as many taps: whoever pressed what another has called meanwhile hears
/// so, looks, and presses again; nobody in the line is passed over.
async fn two_phones_skip_nobody(world: World) {
    let fair = under_way(&world, 60, 4).await;
    let (stall, barber) = (fair.stall, &fair.organiser);
    for _ in 0..12 {
        world.step_queue(barber, stall, QueueStep::Take).await.unwrap();
    }
    let other = barber.at(server::router(world.second_server().await));
    let phones = [barber, &other, barber, &other, barber, &other, barber, &other];

    let taps = phones.map(|by| world.step_queue(by, stall, QueueStep::Call { number: 1 }));
    let (called, refused): (Vec<_>, Vec<_>) =
        join_all(taps).await.into_iter().partition(Result::is_ok);

    assert_eq!(called.into_iter().map(|it| it.unwrap().last).collect::<Vec<_>>(), [Some(1)]);
    let why: BTreeSet<_> = refused.into_iter().map(|it| it.unwrap_err().refusal).collect();
    assert_eq!(why, BTreeSet::from([Refusal::CalledMeanwhile.code().to_owned()]));
    let looks_and_calls = async |by: &Person| {
        for _ in 0..phones.len() {
            let desk = by.call(GetStallQueue, world.stall_at(stall), ()).await.unwrap();
            let step = QueueStep::Call { number: desk.next.unwrap() };
            if let Ok(now) = world.step_queue(by, stall, step).await {
                return now.last;
            }
        }
        None
    };
    let called = join_all(phones.map(looks_and_calls)).await;
    let called: BTreeSet<_> = called.into_iter().flatten().collect();
    assert_eq!(called, (2..=9).collect());
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
