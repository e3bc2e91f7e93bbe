//! Becoming a helper: asked, seen by those who decide, and decided once.

use futures_util::future::join_all;
use server::db::events;
use shared::{
    api::*,
    helper::{Application, ApplicationDecision, ApplicationStatus, HelperClass, NewApplication},
    id::ApplicationId,
    notice::News,
    policy::Role,
    problem::{Kind, Problem},
    time::Millis,
    wish::WishKind,
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    whoever_is_approved_helps,
    whoever_is_declined_is_told_why_and_may_ask_again,
    one_application_waits_at_a_time,
    whoever_has_no_say_there_does_not_know_of_it,
    nobody_decides_about_the_own_application,
    of_many_who_decide_at_once_one_does,
    what_is_missing_is_said_field_by_field,
    an_application_sent_twice_is_made_once,
);

const NAME: &str = "李建国";
const NOTE: &str = "会修水管，晚上有空";

fn application(world: &World) -> NewApplication {
    NewApplication {
        class: HelperClass::PartyMember,
        name: NAME.into(),
        organisation: "第一支部".into(),
        node: Some(world.nodes[1].id),
        skills: vec![WishKind::Repair, WishKind::ALL[1], WishKind::Repair],
        note: NOTE.into(),
        papers: Vec::new(),
    }
}

async fn apply(world: &World, person: &Person) -> Result<Application, Problem> {
    person.call(ApplyAsHelper, world.key.clone(), application(world)).await
}

async fn decide(
    world: &World,
    by: &Person,
    id: ApplicationId,
    decision: ApplicationDecision,
) -> Result<Application, Problem> {
    by.call(DecideApplication, (world.key.clone(), id), decision).await
}

const APPROVE: ApplicationDecision =
    ApplicationDecision::Approve { days: None, qualified: Vec::new(), team: None };

fn decline(reason: &str) -> ApplicationDecision {
    ApplicationDecision::Decline { reason: reason.into() }
}

async fn whoever_is_approved_helps(world: World) {
    let (wei, worker) = (world.resident().await, world.grid_worker().await);
    let wish = make::open(&world, &world.resident().await).await.wish;
    let at = (world.key.clone(), wish);
    let early = wei.call(ClaimWish, at.clone(), ()).await.unwrap_err();
    assert_eq!(early.kind, Kind::BecomeAHelperFirst);

    let made = apply(&world, &wei).await.unwrap();
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    assert_eq!(desk.applications, std::slice::from_ref(&made));
    assert_eq!(
        (made.name.as_str(), made.note.as_str(), made.node.as_str()),
        (NAME, NOTE, "第二片区")
    );
    assert!(made.phone.contains("****") && made.skills.len() == 2);

    let decided = decide(&world, &worker, made.id, APPROVE).await.unwrap();

    assert_eq!(decided.status, ApplicationStatus::Approved);
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    assert!(desk.applications.is_empty());
    let appointment = wei.me().await.person.unwrap().appointments.remove(0);
    assert_eq!(appointment.role, Role::Helper);
    let year = world.app.clock.now().after_days(365).0 - appointment.until.unwrap().0;
    assert!((0..Millis::MINUTE).contains(&year));
    assert!(wei.call(ClaimWish, at, ()).await.is_ok());
    let mine = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert!(mine.notices.iter().any(|notice| notice.news == News::HelperApproved));
    assert_eq!(mine.application.unwrap().status, ApplicationStatus::Approved);
    let history = events::about(&world.app.db, world.community, made.id.0).await.unwrap();
    assert_eq!(history, ["application.make", "application.approve"]);
}

async fn whoever_is_declined_is_told_why_and_may_ask_again(world: World) {
    let (wei, worker) = (world.resident().await, world.grid_worker().await);
    let made = apply(&world, &wei).await.unwrap();

    let silent = decide(&world, &worker, made.id, decline("  ")).await.unwrap_err();
    assert_eq!(silent.field("reason"), Some(Kind::Required));
    decide(&world, &worker, made.id, decline("请先到社区登记")).await.unwrap();

    let mine = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    let application = mine.application.unwrap();
    assert_eq!(application.status, ApplicationStatus::Declined);
    assert_eq!(application.reason, "请先到社区登记");
    let news = News::HelperDeclined { reason: "请先到社区登记".into() };
    assert!(mine.notices.iter().any(|notice| notice.news == news));
    assert!(wei.me().await.person.unwrap().appointments.is_empty());

    assert!(apply(&world, &wei).await.is_ok());
}

async fn one_application_waits_at_a_time(world: World) {
    let wei = world.resident().await;

    let made = join_all((0..10).map(|_| apply(&world, &wei))).await;

    assert_eq!(made.iter().filter(|it| it.is_ok()).count(), 1);
    let mut refusals = made.into_iter().filter_map(Result::err);
    assert!(refusals.all(|refusal| refusal.kind == Kind::AlreadyApplied));
    assert!(apply(&world, &world.resident().await).await.is_ok(), "others may");
}

async fn whoever_has_no_say_there_does_not_know_of_it(world: World) {
    let made = apply(&world, &world.resident().await).await.unwrap();
    let narrower = world.appointed(Role::GridWorker, &world.nodes[2].clone()).await;
    let organiser = world.appointed(Role::Organiser, &world.nodes[0].clone()).await;

    for staff in [&narrower, &organiser] {
        let desk = staff.call(GetDesk, world.key.clone(), ()).await.unwrap();
        assert!(desk.applications.is_empty());
        let refusal = decide(&world, staff, made.id, APPROVE).await.unwrap_err();
        assert_eq!(refusal.kind, Kind::NotFound);
    }
    let other = world.resident().await.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert_eq!(other.application, None);
}

async fn nobody_decides_about_the_own_application(world: World) {
    let worker = world.grid_worker().await;
    let made = apply(&world, &worker).await.unwrap();

    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    assert!(desk.applications.is_empty());
    let refusal = decide(&world, &worker, made.id, APPROVE).await.unwrap_err();
    assert_eq!(refusal.kind, Kind::NotAllowed);
}

async fn of_many_who_decide_at_once_one_does(world: World) {
    let wei = world.resident().await;
    let made = apply(&world, &wei).await.unwrap();
    let workers = join_all((0..10).map(|_| world.grid_worker())).await;

    let decided = join_all(workers.iter().enumerate().map(|(number, worker)| {
        let decision = if number % 2 == 0 { APPROVE } else { decline("人手够了") };
        decide(&world, worker, made.id, decision)
    }))
    .await;

    assert_eq!(decided.iter().filter(|it| it.is_ok()).count(), 1);
    let mut refusals = decided.into_iter().filter_map(Result::err);
    assert!(refusals.all(|refusal| refusal.kind == Kind::SomeoneWasFaster));
    assert!(wei.me().await.person.unwrap().appointments.len() <= 1);
}

async fn what_is_missing_is_said_field_by_field(world: World) {
    let wei = world.resident().await;

    let empty = NewApplication { class: HelperClass::Shop, ..NewApplication::default() };
    let refusal = wei.call(ApplyAsHelper, world.key.clone(), empty).await.unwrap_err();
    for field in ["name", "organisation", "node", "skills"] {
        assert_eq!(refusal.field(field), Some(Kind::Required), "{field}");
    }
    let nowhere = NewApplication { node: Some(Default::default()), ..application(&world) };
    let refusal = wei.call(ApplyAsHelper, world.key.clone(), nowhere).await.unwrap_err();
    assert_eq!(refusal.field("node"), Some(Kind::NotFound));
}

async fn an_application_sent_twice_is_made_once(world: World) {
    let wei = world.resident().await.with_key("once");

    let (first, again) = (apply(&world, &wei).await.unwrap(), apply(&world, &wei).await.unwrap());

    assert_eq!(first, again);
}
