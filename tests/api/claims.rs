//! A refusal says what the rule is: from which day on, up to which number, and who decides.

use server::timers;
use shared::{
    api::*,
    helper::HelperClass,
    id::WishId,
    policy::Role,
    problem::Kind,
    settings::{NewSetting, Setting},
    time::Millis,
    wish::{Decision, NewWish, Route},
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    who_is_farther_away_is_told_from_which_day,
    what_goes_by_hand_is_said_before_it_is_pressed,
    the_number_in_hand_is_that_of_the_community,
    a_kind_for_others_is_said_with_who_they_are,
    who_waits_for_staff_is_told_until_when,
    a_household_is_told_when_the_next_may_be_made,
);

type At = (shared::community::CommunityKey, WishId);

/// A public wish of the courtyard, found by any helper of it, but not by one of a building in it.
async fn of_the_courtyard(world: &World, route: Route) -> At {
    let lan = world.resident().await;
    let wish = NewWish { node: Some(world.nodes[2].id), ..make::lamp_of(world, &lan) };
    let wish = lan.call(PostWish, world.key.clone(), wish).await.unwrap().wish;
    let (at, worker) = ((world.key.clone(), wish), world.grid_worker().await);
    let seen = worker.call(OpenReview, at.clone(), ()).await.unwrap();
    let (version, kind, title, story) = (seen.version, seen.kind, seen.title, seen.story);
    let entitled = None;
    let decision = Decision::Approve { version, kind, title, story, when: None, route, entitled };
    worker.call(ReviewWishNow, at.clone(), decision).await.unwrap();
    at
}

async fn change(world: &World, setting: Setting, value: i64) {
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewSetting { setting: setting.into(), value };
    administrator.call(ChangeSetting, world.key.clone(), new).await.unwrap();
}

async fn again(world: &World, person: &Person) -> Person {
    world.sign_in(person.id, false).await
}

async fn who_is_farther_away_is_told_from_which_day(world: World) {
    world.app.clock.stop();
    change(&world, Setting::Widen, 4).await;
    let at = of_the_courtyard(&world, Route::Claim).await;
    let wei = world.appointed(Role::Helper, &world.nodes[3].clone()).await;
    let from = Some(world.app.clock.now().after_days(4));

    let asked = wei.call(AskAboutClaim, at.clone(), ()).await.unwrap();
    let why_not = asked.why_not.unwrap();
    let refused = wei.call(ClaimWish, at.clone(), ()).await.unwrap_err();
    assert_eq!((asked.may, why_not.kind, why_not.from), (false, Kind::OthersFirst, from));
    assert_eq!((refused.kind, refused.from), (Kind::OthersFirst, from));
    world.app.clock.advance_days(4);
    let wei = again(&world, &wei).await;
    let asked = wei.call(AskAboutClaim, at.clone(), ()).await.unwrap();
    assert_eq!((asked.may, asked.why_not), (true, None));
    wei.call(ClaimWish, at, ()).await.expect("on the day that was said");
}

async fn what_goes_by_hand_is_said_before_it_is_pressed(world: World) {
    let at = of_the_courtyard(&world, Route::Dispatched).await;
    let wei = world.helper().await;
    let asked = wei.call(AskAboutClaim, at.clone(), ()).await.unwrap();
    let refused = wei.call(ClaimWish, at, ()).await.unwrap_err();

    assert_eq!((asked.may, asked.why_not.unwrap().kind), (false, Kind::GoesByHand));
    assert_eq!(refused.kind, Kind::GoesByHand);
}

async fn the_number_in_hand_is_that_of_the_community(world: World) {
    change(&world, Setting::LiveClaims, 2).await;
    let wei = world.helper().await;
    let mut last = Ok(());
    for _ in 0..3 {
        let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
        last = wei.call(ClaimWish, at, ()).await.map(drop);
    }

    let refused = last.unwrap_err();
    assert_eq!((refused.kind, refused.number), (Kind::TooManyClaims, Some(2)));
}

async fn a_kind_for_others_is_said_with_who_they_are(world: World) {
    let of_shops = 2;
    change(&world, Setting::ClassRepair, of_shops).await;
    let wei = world.helper().await;
    let shop = make::helper_of(&world, "魏师傅", (HelperClass::Shop, "老魏修理铺")).await;
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);

    let asked = wei.call(AskAboutClaim, at.clone(), ()).await.unwrap();
    let refused = wei.call(ClaimWish, at.clone(), ()).await.unwrap_err();
    let (why_not, says) = (asked.why_not.unwrap(), (Kind::ClassNotAllowed, Some(of_shops)));
    assert_eq!((asked.may, why_not.kind, why_not.number), (false, says.0, says.1));
    assert_eq!((refused.kind, refused.number), says);
    let shop = again(&world, &shop).await;
    let asked = shop.call(AskAboutClaim, at.clone(), ()).await.unwrap();
    assert_eq!(asked.why_not, None);
    shop.call(ClaimWish, at, ()).await.unwrap();
}

async fn who_waits_for_staff_is_told_until_when(world: World) {
    world.wait_until_hour(10);
    let wei = world.helper().await;
    for _ in 0..2 {
        let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
        again(&world, &wei).await.call(ClaimWish, at, ()).await.unwrap();
        world.app.clock.advance_days(4);
        timers::run_due(&world.app).await.unwrap();
    }
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    let wei = again(&world, &wei).await;
    let until = wei.call(GetMine, world.key.clone(), ()).await.unwrap().fairness.unwrap().until;
    let asked = wei.call(AskAboutClaim, at.clone(), ()).await.unwrap();
    let refused = wei.call(ClaimWish, at, ()).await.unwrap_err();

    let says = (Kind::ClaimsPaused, Some(2), Some(until));
    let why_not = asked.why_not.unwrap();
    assert_eq!((why_not.kind, why_not.number, why_not.from), says);
    assert_eq!((refused.kind, refused.number, refused.from), says);
}

async fn a_household_is_told_when_the_next_may_be_made(world: World) {
    let lan = world.resident().await;
    world.app.clock.stop();
    let made = world.app.clock.now();
    make::posted(&world, &lan).await;
    world.app.clock.advance(Millis::DAY);
    let again = || lan.call(PostWish, world.key.clone(), make::lamp_of(&world, &lan));
    let soon = again().await.unwrap_err();
    assert_eq!((soon.kind, soon.from), (Kind::TooSoon, Some(made.after_days(7))));

    world.app.clock.advance(6 * Millis::DAY);
    again().await.expect("on the day that was said");
    world.app.clock.advance(7 * Millis::DAY);
    let many = again().await.unwrap_err();
    assert_eq!((many.kind, many.number), (Kind::TooManyWishes, Some(2)));
}
