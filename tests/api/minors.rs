//! Wishes for children: two look, a guardian agrees, and nothing of the child is ever told.

use shared::{
    api::*,
    problem::Kind,
    wish::{
        AgeBand, Beneficiary, ConsentWay, Decision, DeskKind, Guardian, GuardianRelation, NewWish,
        Route, Status, WishKind,
    },
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    a_childs_wish_is_seen_by_two_and_tells_nothing,
    only_guardians_and_staff_wish_for_a_child,
);

type At = (shared::community::CommunityKey, shared::id::WishId);

async fn decide(worker: &Person, at: &At, decision: impl Fn(i64) -> Decision) -> Status {
    let version = worker.call(OpenReview, at.clone(), ()).await.unwrap().version;
    worker.call(ReviewWishNow, at.clone(), decision(version)).await.unwrap().status
}

async fn on_desk(worker: &Person, world: &World, kind: DeskKind) -> usize {
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    desk.queue.iter().filter(|entry| entry.kind == kind).count()
}

/// A wish for a child, made by its guardian.
fn childs(world: &World, is_poster: bool) -> NewWish {
    let guardian = Guardian {
        name: "监护人刘芳".into(),
        relation: GuardianRelation::Parent,
        way: ConsentWay::InPerson,
        agreed_at: world.app.clock.now(),
        is_poster,
    };
    NewWish {
        title: "想有人陪着读绘本".into(),
        story: String::new(),
        beneficiary: Beneficiary::Minor,
        age_band: Some(AgeBand::Child),
        guardian: Some(guardian),
        ..make::lamp(world)
    }
}

async fn a_childs_wish_is_seen_by_two_and_tells_nothing(world: World) {
    let (mother, wei) = (world.resident().await, world.helper().await);
    let (first, second) = (world.grid_worker().await, world.grid_worker().await);
    let wish = childs(&world, true);
    let posted = mother.call(PostWish, world.key.clone(), wish).await.unwrap();
    let at = (world.key.clone(), posted.wish);
    let approve = |version| Decision::Approve {
        version,
        kind: WishKind::Company,
        title: "想有人陪着读绘本".into(),
        story: String::new(),
        route: Route::Claim,
        entitled: None,
    };

    assert_eq!(decide(&first, &at, approve).await, Status::Submitted);
    assert!(world.anyone().call(GetWish, at.clone(), ()).await.is_err());
    let version = first.call(OpenReview, at.clone(), ()).await.unwrap().version;
    let again = first.call(ReviewWishNow, at.clone(), approve(version)).await.unwrap_err();
    assert_eq!(again.kind, Kind::SecondPersonNeeded);
    assert_eq!(on_desk(&first, &world, DeskKind::SecondReview).await, 0);
    assert_eq!(on_desk(&second, &world, DeskKind::SecondReview).await, 1);
    assert_eq!(decide(&second, &at, approve).await, Status::Open);

    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let contact = wei.call(OpenContact, at.clone(), ()).await.unwrap();
    assert_eq!(contact.name, make::SECRETS[0], "the mother's, and nobody else's");
    let shown = world.anyone().call(GetWish, at, ()).await.unwrap();
    let read = serde_json::to_string(&(shown, &contact)).unwrap();
    assert!(!read.contains("监护人刘芳") && read.contains("读绘本"));
}

async fn only_guardians_and_staff_wish_for_a_child(world: World) {
    let stranger = world.resident().await;
    let refused = stranger.call(PostWish, world.key.clone(), childs(&world, false)).await;
    let leaky =
        NewWish { title: "三年级2班的孩子想要绘本".into(), ..childs(&world, true) };
    let leak = stranger.call(PostWish, world.key.clone(), leaky).await.unwrap_err();
    let staff = world.grid_worker().await;
    let made = staff.call(PostWish, world.key.clone(), childs(&world, false)).await;

    assert_eq!(refused.unwrap_err().kind, Kind::NotAllowed);
    assert_eq!(leak.field("title"), Some(Kind::Leak));
    assert!(made.is_ok());
}
