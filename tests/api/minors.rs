//! Wishes for children: two look, a guardian agrees, and nothing of the child is ever told.

use server::{
    db::trail::Span,
    trail::{self, Line},
};
use shared::{
    api::*,
    policy::Role,
    problem::Kind,
    time::Millis,
    wish::{
        AgeBand, Beneficiary, ConsentWay, Decision, DeskKind, Guardian, GuardianRelation,
        InfoReason, LookReason, NewWish, PosterStep, RemoveReason, Route, StaffStep, Status,
        WishFilter, WishKind,
    },
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    a_childs_wish_is_seen_by_two_and_tells_nothing,
    only_guardians_and_staff_wish_for_a_child,
    no_story_of_a_child_gets_in_by_review_or_by_an_answer,
    what_is_taken_down_of_a_child_says_nothing,
    what_the_helper_reads_tells_nothing_of_the_child,
    whoever_opens_a_childs_wish_says_why_in_own_words,
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
        when: None,
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

async fn no_story_of_a_child_gets_in_by_review_or_by_an_answer(world: World) {
    let (mother, worker) = (world.resident().await, world.grid_worker().await);
    let posted = mother.call(PostWish, world.key.clone(), childs(&world, true)).await.unwrap();
    let at = (world.key.clone(), posted.wish);
    let (kind, title, story) = (WishKind::Company, "想有人陪着读绘本", "她在三年级，很怕黑");
    let (title, story, route) = (title.to_owned(), story.to_owned(), Route::Claim);
    let version = worker.call(OpenReview, at.clone(), ()).await.unwrap().version;
    let said = (title.clone(), story.clone());
    let approve = Decision::Approve {
        version,
        kind,
        title: said.0,
        story: said.1,
        when: None,
        route,
        entitled: None,
    };
    let by_review = worker.call(ReviewWishNow, at.clone(), approve).await.unwrap_err();
    let (reason, words) = (InfoReason::When, "什么时候方便？".to_owned());
    decide(&worker, &at, |version| Decision::AskInfo { version, reason, words: words.clone() })
        .await;
    let answer = PosterStep::Answer { title, story, when: String::new() };
    let by_answer = mother.call(StepAsPoster, at, answer).await.unwrap_err();

    assert_eq!(by_review.field("story"), Some(Kind::NoStoryOfAChild));
    assert_eq!(by_answer.field("story"), Some(Kind::NoStoryOfAChild));
}

async fn what_is_taken_down_of_a_child_says_nothing(world: World) {
    let (mother, first, second) =
        (world.resident().await, world.grid_worker().await, world.grid_worker().await);
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let posted = mother.call(PostWish, world.key.clone(), childs(&world, true)).await.unwrap();
    let at = (world.key.clone(), posted.wish);
    make::approve(&world, &first, posted.wish).await;
    make::approve(&world, &second, posted.wish).await;
    let (reason, words) = (RemoveReason::Private, "写出了孩子".into());
    let ask = StaffStep::AskRemoval { reason, words };
    first.call(StepAsStaff, at.clone(), ask).await.unwrap();
    secretary.call(StepAsStaff, at.clone(), StaffStep::AgreeRemoval).await.unwrap();

    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    let search = WishFilter { q: "绘本".into(), ..WishFilter::default() };
    let found = world.anyone().call(ListWishes, world.key.clone(), search).await.unwrap();
    assert_eq!((shown.status, shown.age_band), (Status::Removed, None));
    assert_eq!((shown.title.as_str(), shown.when.as_str()), ("", ""));
    assert!(found.wishes.is_empty());
}

async fn what_the_helper_reads_tells_nothing_of_the_child(world: World) {
    let mother = world.resident().await;
    let with = |name: &str, note: &str| {
        let mut wish = childs(&world, true);
        (wish.contact.name, wish.contact.note) = (name.into(), note.into());
        mother.call(PostWish, world.key.clone(), wish)
    };
    let note = with("王阿姨", "在实验小学三年级，放学后在家").await.unwrap_err();
    let name = with("小明妈妈", "").await.unwrap_err();

    assert_eq!(note.field("note"), Some(Kind::TellsOfAChild));
    assert_eq!(name.field("name"), Some(Kind::TellsOfAChild));
    with("王阿姨", "5号楼301，请多敲几下门").await.expect("what a helper has to know");
}

async fn whoever_opens_a_childs_wish_says_why_in_own_words(world: World) {
    let (mother, first, second) =
        (world.resident().await, world.grid_worker().await, world.grid_worker().await);
    let posted = mother.call(PostWish, world.key.clone(), childs(&world, true)).await.unwrap();
    let at = (world.key.clone(), posted.wish);
    make::approve(&world, &first, posted.wish).await;
    make::approve(&world, &second, posted.wish).await;
    let look = |reason: &str, ready| {
        let reason = LookReason { reason: reason.into(), ready };
        second.call(LookAtWish, at.clone(), reason)
    };
    let from = world.app.clock.now();
    let ready = look("打电话问问情况", true).await.unwrap_err();
    let hardly = look("看看", false).await.unwrap_err();
    look("妈妈来电话，要改时间", false).await.expect("in own words");
    world.app.clock.advance(Millis::HOUR);

    assert_eq!(ready.field("reason"), Some(Kind::Required));
    assert_eq!(hardly.field("reason"), Some(Kind::Required));
    let mine = mother.call(GetMyWish, at.clone(), ()).await.unwrap();
    assert_eq!(mine.looks[0].reason, "妈妈来电话，要改时间");
    // The yearly report: one row for each time it was opened, with who approved.
    let span = Span { from, to: world.app.clock.now(), person: None };
    let mut looks = Vec::new();
    let each = |line: Line| {
        looks.extend((line.what == "wish.look").then_some(line));
        Ok(())
    };
    trail::export(&world.app, span, true, each).await.unwrap();
    let [row] = looks.as_slice() else { panic!("one row: {looks:?}") };
    assert!(row.of_child && row.who == Some(second.id));
    assert_eq!(row.detail["approver"], first.id.to_string(), "never the one who looks");
}
