//! A wish is taken down by two people, and its poster may say that it should not have been.

use server::upkeep;
use shared::{
    api::*,
    id::WishId,
    notice::News,
    policy::Role,
    problem::Kind,
    wish::{
        Appealed, Deliver, DeskKind, LookReason, MyWish, NewPart, Outcome, PosterStep,
        RemoveReason, StaffStep, Status, StepName,
    },
};
use tests::{
    Person, World, make, on_both_databases,
    steps::{news, on_desk, poster, staff},
};

on_both_databases!(
    two_people_take_a_wish_down,
    a_third_person_puts_it_back,
    a_third_person_finds_it_right,
    whoever_says_it_too_late_has_no_appeal,
    what_had_come_true_is_as_it_was,
    what_was_split_waits_again_as_one,
    nothing_begins_again_whose_contact_is_gone,
);

type At = (shared::community::CommunityKey, WishId);

fn appeal() -> PosterStep {
    PosterStep::Appeal { words: "那是我自己家的事".into() }
}

fn restore() -> StaffStep {
    StaffStep::Restore { words: "问过了，确实是她自己家".into() }
}

fn uphold() -> StaffStep {
    StaffStep::UpholdRemoval { words: "里面还是写了邻居家的事".into() }
}

/// Who took it down, and a third person.
struct Office {
    worker: Person,
    secretary: Person,
    third: Person,
}

impl Office {
    async fn of(world: &World) -> Self {
        let node = world.nodes[0].clone();
        let worker = world.grid_worker().await;
        let secretary = world.appointed(Role::Secretary, &node).await;
        let third = world.appointed(Role::CommunityWorker, &node).await;
        Self { worker, secretary, third }
    }

    async fn takes_down(&self, at: &At) {
        let ask =
            StaffStep::AskRemoval { reason: RemoveReason::Private, words: "写了别人".into() };
        staff(&self.worker, at, ask).await.unwrap();
        assert_eq!(staff(&self.secretary, at, StaffStep::AgreeRemoval).await, Ok(Status::Removed));
    }
}

async fn mine(lan: &Person, at: &At) -> MyWish {
    lan.call(GetMyWish, at.clone(), ()).await.unwrap()
}

/// What the poster reads of an appeal.
async fn appealed(lan: &Person, at: &At) -> Option<Appealed> {
    match mine(lan, at).await.outcome {
        Some(Outcome::Removed { appealed, .. }) => appealed,
        other => panic!("it is down: {other:?}"),
    }
}

async fn two_people_take_a_wish_down(world: World) {
    let worker = world.grid_worker().await;
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let lan = world.resident().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);

    let ask = StaffStep::AskRemoval { reason: RemoveReason::Fraud, words: "有人冒用".into() };
    assert_eq!(staff(&worker, &at, ask).await, Ok(Status::Open));
    let alone = staff(&worker, &at, StaffStep::AgreeRemoval).await;
    let second = world.grid_worker().await;
    let no_secretary = staff(&second, &at, StaffStep::AgreeRemoval).await;
    assert_eq!(on_desk(&secretary, &world, DeskKind::Removal).await, 1);
    assert_eq!(staff(&secretary, &at, StaffStep::AgreeRemoval).await, Ok(Status::Removed));
    let shown = world.anyone().call(GetWish, at, ()).await.unwrap();

    let two = Err(Kind::SecondPersonNeeded);
    assert_eq!((alone, no_secretary), (two, two));
    assert_eq!((shown.status, shown.title.as_str()), (Status::Removed, ""));
    assert!(news(&lan, &world).await.iter().any(|it| matches!(it, News::WishRemoved { .. })));
}

async fn a_third_person_puts_it_back(world: World) {
    let (office, lan) = (Office::of(&world).await, world.resident().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    office.takes_down(&at).await;
    let without_words = poster(&lan, &at, PosterStep::Appeal { words: String::new() }).await;
    assert_eq!(poster(&lan, &at, appeal()).await, Ok(Status::Removed));

    assert_eq!(without_words, Err(Kind::Invalid));
    assert_eq!(appealed(&lan, &at).await, Some(Appealed::Waiting));
    assert_eq!(poster(&lan, &at, appeal()).await, Err(Kind::StepNotPossible), "once");
    for of_the_two in [&office.worker, &office.secretary] {
        assert_eq!(on_desk(of_the_two, &world, DeskKind::Appeal).await, 0);
    }
    assert_eq!(staff(&office.secretary, &at, restore()).await, Err(Kind::SecondPersonNeeded));
    assert_eq!(on_desk(&office.third, &world, DeskKind::Appeal).await, 1);
    let look = LookReason { reason: "听一听".into(), ready: false };
    let seen = office.third.call(LookAtWish, at.clone(), look).await.unwrap();
    let said = seen.appeal.as_ref().map(|it| (it.words.as_str(), it.removal.words.as_str()));
    assert_eq!(said, Some(("那是我自己家的事", "写了别人")));
    let stepped = office.third.call(StepAsStaff, at.clone(), restore()).await.unwrap();
    assert_eq!(stepped.status, Status::Open);
    assert!(stepped.word.is_some(), "who had it before may know the old one");
    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    assert!(!shown.title.is_empty(), "everybody reads it again");
    assert_eq!(on_desk(&office.third, &world, DeskKind::Appeal).await, 0);
    let told = news(&lan, &world).await;
    let found = told.iter().find_map(|it| match it {
        News::DisputeSettled { words, .. } => Some(words.as_str()),
        _ => None,
    });
    assert_eq!(found, Some("问过了，确实是她自己家"));
    assert!(told.iter().any(|it| matches!(it, News::NewWord { .. })), "the old one is of no use");
}

async fn a_third_person_finds_it_right(world: World) {
    let (office, lan) = (Office::of(&world).await, world.resident().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    office.takes_down(&at).await;
    poster(&lan, &at, appeal()).await.unwrap();

    assert_eq!(staff(&office.third, &at, uphold()).await, Ok(Status::Removed));
    assert_eq!(appealed(&lan, &at).await, Some(Appealed::Upheld));
    assert!(!mine(&lan, &at).await.steps.contains(&StepName::Appeal));
    assert_eq!(staff(&office.third, &at, restore()).await, Err(Kind::StepNotPossible));
    assert_eq!(on_desk(&office.third, &world, DeskKind::Appeal).await, 0);
}

async fn whoever_says_it_too_late_has_no_appeal(world: World) {
    let (office, lan) = (Office::of(&world).await, world.resident().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    office.takes_down(&at).await;
    assert!(mine(&lan, &at).await.steps.contains(&StepName::Appeal));

    world.wait_until(world.app.clock.now().after_days(8));
    assert!(!mine(&lan, &at).await.steps.contains(&StepName::Appeal));
    assert_ne!(poster(&lan, &at, appeal()).await, Ok(Status::Removed));
}

async fn what_had_come_true_is_as_it_was(world: World) {
    let (office, lan, wei) =
        (Office::of(&world).await, world.resident().await, world.helper().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let note = Deliver { note: "换了灯泡".into(), ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), note).await.unwrap();
    lan.call(ConfirmWish, at.clone(), ()).await.unwrap();
    office.takes_down(&at).await;
    poster(&lan, &at, appeal()).await.unwrap();

    let stepped = office.third.call(StepAsStaff, at.clone(), restore()).await.unwrap();
    assert_eq!((stepped.status, stepped.word), (Status::Fulfilled, None));
    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    assert_eq!(shown.status, Status::Fulfilled);
}

async fn what_was_split_waits_again_as_one(world: World) {
    let (office, lan) = (Office::of(&world).await, world.resident().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let part = |title: &str| NewPart { title: title.into(), ..NewPart::default() };
    let parts = || vec![part("楼道的灯换一个"), part("门口的台阶补一补")];
    let split = || StaffStep::Split { parts: parts(), consulted: true };
    staff(&office.worker, &at, split()).await.unwrap();
    let before = mine(&lan, &at).await.parts.unwrap().list;
    office.takes_down(&at).await;
    let of_a_part = poster(&lan, &(world.key.clone(), before[0].id), appeal()).await;
    assert_eq!(of_a_part, Ok(Status::Removed));
    poster(&lan, &at, appeal()).await.unwrap();

    let alone = staff(&office.third, &(world.key.clone(), before[0].id), restore()).await;
    assert_eq!(alone, Err(Kind::StepNotPossible), "not without the whole");
    assert_eq!(staff(&office.third, &at, restore()).await, Ok(Status::Open));
    assert_eq!(mine(&lan, &at).await.parts, None);
    assert_eq!(staff(&office.worker, &at, split()).await, Ok(Status::InParts));
    let after = mine(&lan, &at).await.parts.unwrap().list;
    assert_eq!(after.len(), 2, "those that were taken down are none of them");
}

async fn nothing_begins_again_whose_contact_is_gone(world: World) {
    let (office, lan) = (Office::of(&world).await, world.resident().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    office.takes_down(&at).await;
    poster(&lan, &at, appeal()).await.unwrap();

    world.wait_until(world.app.clock.now().after_days(91));
    upkeep::tidy(&world.app).await.unwrap();
    let third = world.appointed(Role::CommunityWorker, &world.nodes[0].clone()).await;
    assert_eq!(staff(&third, &at, restore()).await, Err(Kind::ContactGone));
    assert_eq!(staff(&third, &at, uphold()).await, Ok(Status::Removed));
    let lan = world.sign_in(lan.id, false).await;
    assert_eq!(appealed(&lan, &at).await, Some(Appealed::Upheld));
}
