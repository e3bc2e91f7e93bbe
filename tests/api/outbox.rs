//! Messages that go out: by day, once, and for as long as they are of use. And what is forgotten.

use server::{
    App,
    db::{Tx, outbox as table},
    outbox::{is_behind, send_due},
    sms::{Collected, Gateway, Message},
    upkeep::tidy,
};
use shared::{api::*, time::Millis};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    whoever_must_know_is_told_once,
    nobody_is_woken,
    a_gateway_that_fails_is_asked_again_and_not_for_ever,
    what_a_server_left_half_done_is_done_by_another,
    answers_are_kept_a_week_and_then_forgotten,
    nothing_that_is_in_use_is_forgotten,
);

/// Sets the clock forward to this hour in China.
fn wait_until(world: &World, hour: i64) {
    let now = i64::from(world.app.clock.now().local().unwrap().hour());
    world.app.clock.advance((hour - now).rem_euclid(24) * Millis::HOUR);
}

/// A wish that was claimed, so that its poster must know; and who would send the message.
async fn claimed(world: &World) -> (App, Collected) {
    let at = (world.key.clone(), make::open(world, &world.resident().await).await.wish);
    world.helper().await.call(ClaimWish, at, ()).await.unwrap();
    let collected = Collected::default();
    (world.app.with_sms(Gateway::Collect(collected.clone())), collected)
}

async fn send(app: &App) -> usize {
    send_due(app, || true).await.unwrap()
}

fn only(collected: &Collected) -> Message {
    let all = collected.all();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

async fn whoever_must_know_is_told_once(world: World) {
    wait_until(&world, 10);
    let (app, collected) = claimed(&world).await;
    let other = world.second_server().await.with_sms(app.sms.clone());
    futures_util::join!(send(&app), send(&other), send(&app), send(&other));
    world.app.clock.advance_days(1);
    send(&app).await;

    let message = only(&collected);
    assert!(message.text.contains("看不清台阶") && message.text.contains("有人认领"));
    assert!(message.phone.starts_with("139"), "{}", message.phone);
    for secret in make::SECRETS {
        assert!(!message.text.contains(secret), "{secret}");
    }
}

async fn nobody_is_woken(world: World) {
    wait_until(&world, 23);
    let (app, collected) = claimed(&world).await;
    for _ in 0..8 {
        assert_eq!(send(&app).await, 0);
        assert!(!is_behind(&app).await.unwrap(), "at night nothing is late");
        world.app.clock.advance(Millis::HOUR);
    }
    assert!(is_behind(&app).await.unwrap());
    send(&app).await;
    only(&collected);
    assert!(!is_behind(&app).await.unwrap());
}

async fn a_gateway_that_fails_is_asked_again_and_not_for_ever(world: World) {
    wait_until(&world, 8);
    let (app, collected) = claimed(&world).await;
    let broken = app.with_sms(Gateway::Off);
    let mut tries = 0;
    for _ in 0..30 {
        tries += send(&broken).await;
        world.app.clock.advance(2 * Millis::HOUR);
    }
    assert!((5..20).contains(&tries), "{tries}");
    wait_until(&world, 10);
    send(&app).await;
    assert_eq!(collected.all(), [], "after two days it is of no use");
    assert!(!is_behind(&app).await.unwrap());
}

async fn what_a_server_left_half_done_is_done_by_another(world: World) {
    wait_until(&world, 10);
    let (app, collected) = claimed(&world).await;
    let now = app.clock.now();
    let row = table::due(&app.db, now).await.unwrap().remove(0);
    let key = row.id.to_string();
    let again = now.after(Millis::MINUTE);
    let taken = app.db.write(async move |tx: &mut Tx| Ok(table::take(tx, &row, again).await?));
    assert!(taken.await.unwrap());
    assert_eq!(send(&app).await, 0, "somebody is at it");
    world.app.clock.advance(2 * Millis::MINUTE);
    send(&app).await;
    assert_eq!(only(&collected).key, key, "by which a provider knows it again");
}

async fn answers_are_kept_a_week_and_then_forgotten(world: World) {
    let lan = world.resident().await.with_key("the same");
    let first = make::posted(&world, &lan).await;
    world.app.clock.advance_days(6);
    tidy(&world.app).await.unwrap();
    assert_eq!(make::posted(&world, &lan).await.wish, first.wish);
    world.app.clock.advance_days(2);
    assert!(tidy(&world.app).await.unwrap() > 0);
    assert_ne!(make::posted(&world, &lan).await.wish, first.wish);
}

async fn nothing_that_is_in_use_is_forgotten(world: World) {
    let wei = world.helper().await;
    let lan = world.resident().await;
    let old = world.sign_in(lan.id, false).await;
    // Used now and then, by one browser only.
    for _ in 0..4 {
        world.app.clock.advance_days(10);
        assert!(is_signed_in(&world, &lan).await && is_signed_in(&world, &wei).await);
        noted(&world, &lan, &wei).await;
        tidy(&world.app).await.unwrap();
    }
    assert!(!is_signed_in(&world, &old).await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    wei.call(ClaimWish, at, ()).await.unwrap();
}

async fn is_signed_in(world: &World, person: &Person) -> bool {
    person.call(GetMine, world.key.clone(), ()).await.is_ok()
}

/// The use of a session is noted beside the request; here it is waited for.
async fn noted(world: &World, lan: &Person, wei: &Person) {
    let since = world.app.clock.now().after(-Millis::DAY);
    for person in [lan, wei] {
        while server::db::sessions::of_person(&world.app.db, person.id, since)
            .await
            .unwrap()
            .is_empty()
        {
            tokio::task::yield_now().await;
        }
    }
}
