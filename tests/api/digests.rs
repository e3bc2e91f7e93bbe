//! Twice a working day, staff hear how much waits for them; whoever has nothing to do hears nothing.

use server::timers;
use shared::{
    api::*,
    id::PersonId,
    inbox::{Concern, InboxQuery},
    notice::News,
    policy::Role,
    settings::{NewSetting, Setting},
    time::Millis,
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    staff_hear_twice_a_working_day_what_waits_for_them,
    of_two_servers_one_tells,
    on_a_day_off_nobody_is_told,
    a_community_tells_at_its_own_times,
);

/// What somebody heard of the desk so far, latest first.
async fn heard(world: &World, person: PersonId) -> Vec<(i64, i64)> {
    let person = world.sign_in(person, false).await;
    let inbox = person.call(GetInbox, world.key.clone(), InboxQuery::default()).await.unwrap();
    let of_desk = inbox.notices.into_iter().filter(|it| it.concern == Concern::Desk);
    let told = of_desk.map(|it| match it.news {
        News::DeskWaits(it) => (it.waiting, it.overdue),
        other => panic!("{other:?}"),
    });
    told.collect()
}

async fn until(world: &World, hour: i64) {
    world.wait_until_hour(hour);
    timers::run_due(&world.app).await.unwrap();
}

/// A Monday at noon, with a wish that waits to be reviewed.
async fn monday(world: &World) -> (Person, Person) {
    world.wait_until_hour(12);
    while (shared::calendar::day_of(world.app.clock.now()) + 3) % 7 != 0 {
        world.app.clock.advance(24 * Millis::HOUR);
    }
    timers::run_due(&world.app).await.unwrap();
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    make::posted(world, &lan).await;
    (lan, worker)
}

async fn staff_hear_twice_a_working_day_what_waits_for_them(world: World) {
    let (lan, worker) = monday(&world).await;
    let elsewhere = world.appointed(Role::GridWorker, &world.nodes[3].clone()).await;
    let helper = world.helper().await;

    until(&world, 15).await;
    assert_eq!(heard(&world, worker.id).await, [], "not before it is time");
    until(&world, 16).await;
    timers::run_due(&world.app).await.unwrap();
    assert_eq!(heard(&world, worker.id).await, [(1, 0)], "once");
    until(&world, 8).await;
    assert_eq!(heard(&world, worker.id).await, [(1, 0), (1, 0)]);
    until(&world, 16).await;
    until(&world, 8).await;
    let latest = heard(&world, worker.id).await[0];
    assert_eq!(latest, (1, 1), "a review is due within a working day");
    for other in [lan.id, helper.id] {
        assert_eq!(heard(&world, other).await, []);
    }
    let theirs = heard(&world, elsewhere.id).await.len();
    let desk = world.sign_in(elsewhere.id, true).await;
    let queue = desk.call(GetDesk, world.key.clone(), ()).await.unwrap().queue;
    assert_eq!(theirs > 0, !queue.is_empty(), "as much as the own desk shows");
}

async fn of_two_servers_one_tells(world: World) {
    let (_, worker) = monday(&world).await;
    world.wait_until_hour(16);
    let (one, other) = (world.app.clone(), world.app.clone());
    let (one, other) = tokio::join!(timers::run_due(&one), timers::run_due(&other));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(heard(&world, worker.id).await, [(1, 0)]);
}

async fn on_a_day_off_nobody_is_told(world: World) {
    let (_, worker) = monday(&world).await;
    world.app.clock.advance(4 * 24 * Millis::HOUR);
    until(&world, 17).await;
    let friday = heard(&world, worker.id).await.len();
    // Saturday and Sunday.
    for _ in 0..2 {
        until(&world, 9).await;
        until(&world, 17).await;
    }
    assert_eq!((friday, heard(&world, worker.id).await.len()), (1, 1));
    until(&world, 9).await;
    assert_eq!(heard(&world, worker.id).await.len(), 2, "on Monday again");
}

async fn a_community_tells_at_its_own_times(world: World) {
    let (_, worker) = monday(&world).await;
    let office = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewSetting { setting: Setting::DigestSecond.into(), value: 18 * 60 };
    office.call(ChangeSetting, world.key.clone(), new).await.unwrap();
    until(&world, 17).await;
    assert_eq!(heard(&world, worker.id).await, []);
    until(&world, 18).await;
    assert_eq!(heard(&world, worker.id).await, [(1, 0)]);
}
