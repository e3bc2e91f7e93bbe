//! Nobody decides over an own wish, an own claim or an own report, whatever they are appointed to.

use shared::{
    api::*,
    community::CommunityKey,
    id::WishId,
    policy::Role,
    problem::Kind,
    report::{About, NewReport, ReportReason},
    wish::{
        Decision, DeskKind, DisputeReason, Finding, Join, PosterStep, StaffStep, Status,
        UnmetReason,
    },
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    staff_reopen_their_own_wish_like_everybody_once,
    staff_answer_no_report_about_their_own_wish,
    the_tenth_may_come_by_joining_another_wish,
    a_wish_that_is_open_again_has_a_new_word,
);

type At = (CommunityKey, WishId);

async fn open(world: &World, lan: &Person) -> At {
    (world.key.clone(), make::open(world, lan).await.wish)
}

async fn staff(worker: &Person, at: &At, step: StaffStep) -> Result<Status, Kind> {
    let stepped = worker.call(StepAsStaff, at.clone(), step).await;
    stepped.map(|stepped| stepped.status).map_err(|problem| problem.kind)
}

async fn unmet(worker: &Person, at: &At) {
    let (reason, words) = (UnmetReason::NotAvailable, "问过许愿人了".into());
    let step = StaffStep::CannotBe { reason, words, consulted: true };
    assert_eq!(staff(worker, at, step).await, Ok(Status::Unmet));
}

async fn staff_reopen_their_own_wish_like_everybody_once(world: World) {
    let (root, worker) = (world.nodes[0].clone(), world.grid_worker().await);
    let own = world.appointed(Role::Secretary, &root).await;
    let other = world.appointed(Role::Secretary, &root).await;
    let at = open(&world, &own).await;
    let again = || StaffStep::Reopen { words: "邻居说能办".into() };

    unmet(&worker, &at).await;
    assert_eq!(staff(&own, &at, again()).await, Err(Kind::NotAllowed));
    let once = PosterStep::Reopen { words: "邻居说能办".into() };
    own.call(StepAsPoster, at.clone(), once.clone()).await.unwrap();
    unmet(&worker, &at).await;
    assert!(own.call(StepAsPoster, at.clone(), once).await.is_err());
    assert_eq!(staff(&own, &at, again()).await, Err(Kind::NotAllowed));
    assert_eq!(staff(&other, &at, again()).await, Ok(Status::Open));
}

async fn staff_answer_no_report_about_their_own_wish(world: World) {
    let (own, other) = (world.grid_worker().await, world.grid_worker().await);
    let helping = world.grid_worker().await;
    world.appoint(helping.id, Role::Helper, &world.nodes[0]).await;
    let at = open(&world, &own).await;
    helping.call(ClaimWish, at.clone(), ()).await.unwrap();
    let report = NewReport {
        about: About::Wish(at.1),
        reason: ReportReason::Private,
        words: "写了名字".into(),
    };
    world.resident().await.call(MakeReport, world.key.clone(), report).await.unwrap();

    let mut seen = Vec::new();
    for worker in [own, helping, other] {
        let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
        seen.push(desk.queue.iter().any(|entry| entry.kind == DeskKind::Report));
    }

    assert_eq!(seen, [false, false, true]);
}

async fn propose(world: &World, worker: &Person, lan: &Person, into: WishId) -> At {
    let at = (world.key.clone(), make::posted(world, lan).await.wish);
    let version = worker.call(OpenReview, at.clone(), ()).await.unwrap().version;
    let merge = Decision::Merge { version, into };
    worker.call(ReviewWishNow, at.clone(), merge).await.unwrap();
    at
}

async fn the_tenth_may_come_by_joining_another_wish(world: World) {
    let (min, late, worker) =
        (world.resident().await, world.resident().await, world.grid_worker().await);
    let at = open(&world, &world.resident().await).await;
    for _ in 0..9 {
        world.resident().await.call(JoinWish, at.clone(), Join { join: true }).await.unwrap();
    }
    let (tenth, eleventh) =
        (propose(&world, &worker, &min, at.1).await, propose(&world, &worker, &late, at.1).await);

    min.call(StepAsPoster, tenth, PosterStep::AgreeMerge).await.unwrap();
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    unmet(&worker, &at).await;
    let gone = late.call(StepAsPoster, eleventh, PosterStep::AgreeMerge).await.unwrap_err();

    assert!(desk.queue.iter().any(|entry| entry.kind == DeskKind::Matter));
    assert_eq!(gone.kind, Kind::StepNotPossible, "nobody joins what does not wait any more");
}

async fn a_wish_that_is_open_again_has_a_new_word(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let posted = make::open(&world, &lan).await;
    let at = (world.key.clone(), posted.wish);
    let deliver = |word| shared::wish::Deliver { word, note: String::new() };
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    wei.call(DeliverWish, at.clone(), deliver(posted.word.clone())).await.unwrap();
    let (reason, words) = (DisputeReason::NotDone, "灯还是不亮".into());
    lan.call(StepAsPoster, at.clone(), PosterStep::Dispute { reason, words }).await.unwrap();

    let step = StaffStep::Settle { finding: Finding::OpenAgain, words: "换一位邻居".into() };
    let new = secretary.call(StepAsStaff, at.clone(), step).await.unwrap().word.unwrap();
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let old = wei.call(DeliverWish, at.clone(), deliver(posted.word)).await.unwrap_err();
    let done = wei.call(DeliverWish, at, deliver(new)).await.unwrap();

    assert_eq!((old.kind, done.status), (Kind::WrongWord, Status::Fulfilled));
}
