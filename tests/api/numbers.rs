//! What a community sets for itself: its nights and office hours, and the numbers of its markets.

use server::{
    App,
    db::wishes,
    outbox::send_due,
    sms::{Collected, Gateway},
    timers,
};
use shared::{
    api::*,
    inbox::InboxQuery,
    market::{MySignUp, NewMember, NewSignUp, Nickname, Refusal, Term, Wants},
    notice::News,
    policy::Role,
    problem::Kind,
    settings::{NewSetting, Number, Setting, SettingView},
    time::Millis,
    wish::Status,
};
use tests::{Person, World, make, market::fair, on_both_databases};

on_both_databases!(
    a_community_that_sleeps_longer_is_not_woken,
    what_is_late_waits_for_the_communitys_own_morning,
    no_community_sleeps_less_than_residents_are_told,
    a_number_about_markets_holds_at_once_and_keeps_its_history,
    reminders_follow_a_new_number,
);

async fn administrator(world: &World) -> Person {
    world.appointed(Role::Administrator, &world.nodes[0].clone()).await
}

async fn set(world: &World, by: &Person, number: impl Into<Number>, value: i64) -> SettingView {
    let setting = number.into();
    let new = NewSetting { setting, value };
    let all = by.call(ChangeSetting, world.key.clone(), new).await.unwrap();
    all.into_iter().find(|it| it.setting == setting).unwrap()
}

/// Nights from eight to eight.
async fn sleeps_long(world: &World) {
    let administrator = administrator(world).await;
    set(world, &administrator, Setting::NightFalls, 20 * 60).await;
    set(world, &administrator, Setting::NightEnds, 8 * 60).await;
}

fn collecting(world: &World) -> (App, Collected) {
    let collected = Collected::default();
    (world.app.with_sms(Gateway::Collect(collected.clone())), collected)
}

async fn a_community_that_sleeps_longer_is_not_woken(world: World) {
    sleeps_long(&world).await;
    world.wait_until_hour(21);
    let lan = world.resident().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    world.helper().await.call(ClaimWish, at, ()).await.unwrap();
    let (app, collected) = collecting(&world);

    assert_eq!(send_due(&app, || true).await.unwrap(), 0);
    world.wait_until_hour(7);
    assert_eq!(send_due(&app, || true).await.unwrap(), 0, "others are awake by now");
    assert!(collected.all().is_empty());
    world.wait_until_hour(8);
    send_due(&app, || true).await.unwrap();

    assert_eq!(collected.all().len(), 1);
}

async fn what_is_late_waits_for_the_communitys_own_morning(world: World) {
    world.wait_until_hour(21);
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    // In three days at nine in the evening, it is given back: by the rules of today.
    world.app.clock.advance_days(3);
    sleeps_long(&world).await;

    let status = async || {
        let stored = wishes::get(&world.app.db, world.community, at.1).await.unwrap();
        stored.wish.state.status()
    };
    timers::run_due(&world.app).await.unwrap();
    assert_eq!(status().await, Status::Claimed);
    world.wait_until_hour(7);
    timers::run_due(&world.app).await.unwrap();
    assert_eq!(status().await, Status::Claimed);
    world.wait_until_hour(8);
    timers::run_due(&world.app).await.unwrap();

    assert_eq!(status().await, Status::Open);
}

async fn no_community_sleeps_less_than_residents_are_told(world: World) {
    let administrator = administrator(&world).await;
    for (setting, value) in [(Setting::NightFalls, 22 * 60 + 1), (Setting::NightEnds, 6 * 60)] {
        let new = NewSetting { setting: setting.into(), value };
        let refused = administrator.call(ChangeSetting, world.key.clone(), new).await.unwrap_err();
        assert_eq!(refused.field("value"), Some(Kind::OutOfRange));
    }
}

async fn a_number_about_markets_holds_at_once_and_keeps_its_history(world: World) {
    let fair = fair(&world, 60, 10).await;
    let (administrator, lan) = (administrator(&world).await, world.resident().await);
    let new = NewMember { nickname: Nickname::new("奶奶").unwrap() };
    let members = lan.call(AddMember, world.key.clone(), new).await.unwrap();

    let one = set(&world, &administrator, Term::HouseholdPlaces, 1).await;
    fair.join(&world, &lan, 0).await.unwrap();
    let of = NewSignUp { member: Some(members[0].id), wants: Wants::Auto };
    let second = fair.join_for(&world, &lan, 0, of).await.unwrap_err();

    assert_eq!(second.refusal, Refusal::HouseholdFull.code());
    assert_eq!((one.value, one.default), (1, Term::HouseholdPlaces.about().default));
    let change = &one.changes[0];
    assert_eq!((change.before, change.after, change.by), (one.default, 1, administrator.id));
    let wei = world.helper().await;
    let new = NewSetting { setting: Term::HouseholdPlaces.into(), value: 4 };
    let refused = wei.call(ChangeSetting, world.key.clone(), new).await.unwrap_err();
    assert_eq!(refused.kind, Kind::NotAllowed);
}

async fn reminders_follow_a_new_number(world: World) {
    let fair = fair(&world, 60, 10).await;
    let (administrator, lan) = (administrator(&world).await, world.resident().await);
    let place: MySignUp = fair.join(&world, &lan, 0).await.unwrap();
    set(&world, &administrator, Term::ReminderFirst, 48).await;
    timers::run_due(&world.app).await.unwrap();
    world.wait_until(place.starts_at.after(-40 * Millis::HOUR));
    timers::run_due(&world.app).await.unwrap();

    let query = InboxQuery::default();
    let inbox = lan.call(GetInbox, world.key.clone(), query).await.unwrap();
    let reminders =
        inbox.notices.iter().filter(|it| matches!(it.news, News::SignUpReminder { .. }));
    assert_eq!(reminders.count(), 1);
}
