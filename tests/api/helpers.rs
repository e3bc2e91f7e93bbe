//! The helpers of a place, and what is left to those who are none any more.

use shared::{
    api::*,
    helper::{
        ApplicationDecision, EndAppointment, HelperClass, NewApplication, NotedPapers, Paper,
        Qualified,
    },
    id::{AppointmentId, WishId},
    notice::News,
    policy::Role,
    problem::Kind,
    settings::{NewSetting, Setting},
    wish::{Deliver, StaffStep, Status, WishFilter, WishKind},
};
use tests::{Person, World, make, node_id, on_both_databases, stored::Stored};

on_both_databases!(
    a_grid_worker_sees_the_helpers_of_the_own_nodes,
    whoever_is_no_helper_any_more_loses_claims_and_contacts,
    what_another_appointment_covers_is_kept,
    what_was_delivered_waits_for_its_poster,
    an_appointment_ends_on_its_day,
    who_may_end_what,
    a_kind_that_needs_papers_is_for_who_has_shown_them,
);

fn because(reason: &str) -> EndAppointment {
    EndAppointment { reason: reason.into() }
}

/// Somebody who became a helper as people do, and the appointment.
async fn approved(world: &World, node: usize, days: u16) -> (Person, AppointmentId) {
    let wei = world.resident().await;
    let application = NewApplication {
        class: HelperClass::Shop,
        name: "王记五金".into(),
        organisation: "王记五金店".into(),
        node: Some(world.nodes[node].id),
        skills: vec![WishKind::Repair],
        note: String::new(),
        papers: Vec::new(),
    };
    let made = wei.call(ApplyAsHelper, world.key.clone(), application).await.unwrap();
    let at = (world.key.clone(), made.id);
    let decision = shared::helper::ApplicationDecision::Approve {
        days: Some(days),
        qualified: Vec::new(),
        team: None,
    };
    world.grid_worker().await.call(DecideApplication, at, decision).await.unwrap();
    let appointment = wei.me().await.person.unwrap().appointments[0].id;
    (wei, appointment)
}

async fn claimed(world: &World, lan: &Person, wei: &Person) -> WishId {
    let wish = make::open(world, lan).await.wish;
    wei.call(ClaimWish, (world.key.clone(), wish), ()).await.unwrap();
    wish
}

async fn status(world: &World, wish: WishId) -> Status {
    world.anyone().call(GetWish, (world.key.clone(), wish), ()).await.unwrap().status
}

async fn a_grid_worker_sees_the_helpers_of_the_own_nodes(world: World) {
    let (of_all, _) = approved(&world, 0, 30).await;
    let (of_courtyard, appointment) = approved(&world, 2, 30).await;
    claimed(&world, &world.resident().await, &of_courtyard).await;
    let district = world.nodes[1].clone();
    let worker = world.appointed(Role::GridWorker, &district).await;
    // A second role in the same place does not show anyone twice.
    world.appoint(worker.id, Role::CommunityWorker, &world.nodes[2]).await;

    let seen = worker.call(ListHelpers, world.key.clone(), ()).await.unwrap();

    assert_eq!(seen.iter().map(|it| it.appointment).collect::<Vec<_>>(), [appointment]);
    let helper = &seen[0];
    assert_eq!((helper.name.as_str(), helper.organisation.as_str()), ("王记五金", "王记五金店"));
    assert_eq!((helper.class, helper.claims), (HelperClass::Shop, 1));
    assert!(helper.until.is_some());
    let all = world.grid_worker().await.call(ListHelpers, world.key.clone(), ()).await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all.iter().map(|it| it.claims).sum::<i64>(), 1, "{:?}", of_all.id);
}

async fn whoever_is_no_helper_any_more_loses_claims_and_contacts(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let (wei, appointment) = approved(&world, 0, 30).await;
    let wish = claimed(&world, &lan, &wei).await;
    let at = (world.key.clone(), wish);
    assert!(wei.call(OpenContact, at.clone(), ()).await.is_ok());

    let ending = (world.key.clone(), appointment);
    let left = worker.call(EndAppointmentNow, ending.clone(), because("不再参加")).await.unwrap();

    assert!(left.is_empty());
    assert_eq!(status(&world, wish).await, Status::Open);
    let contact = wei.call(OpenContact, at.clone(), ()).await.unwrap_err();
    assert_eq!(contact.kind, Kind::NotAllowed);
    let claim = wei.call(ClaimWish, at.clone(), ()).await.unwrap_err();
    assert_eq!(claim.kind, Kind::BecomeAHelperFirst);
    let told = lan.call(GetMine, world.key.clone(), ()).await.unwrap().notices;
    assert!(
        told.iter().any(|it| matches!(it.news, News::WishReleased { wish: it, .. } if it == wish))
    );
    let mine = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert!(mine.claims.is_empty());
    let news = News::HelperEnded { reason: "不再参加".into() };
    assert!(mine.notices.iter().any(|it| it.news == news));

    // Somebody else takes over; to end it again changes nothing.
    assert!(world.helper().await.call(ClaimWish, at, ()).await.is_ok());
    let again = worker.call(EndAppointmentNow, ending, because("不再参加")).await.unwrap_err();
    assert_eq!(again.kind, Kind::SomeoneWasFaster);
}

async fn what_another_appointment_covers_is_kept(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let (wei, _) = approved(&world, 1, 30).await;
    let wider = world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    let wish = claimed(&world, &lan, &wei).await;

    let at = (world.key.clone(), wider);
    worker.call(EndAppointmentNow, at, because("缩小范围")).await.unwrap();

    assert_eq!(status(&world, wish).await, Status::Claimed);
    assert!(wei.call(OpenContact, (world.key.clone(), wish), ()).await.is_ok());
}

async fn what_was_delivered_waits_for_its_poster(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let (wei, appointment) = approved(&world, 0, 30).await;
    let wish = claimed(&world, &lan, &wei).await;
    let at = (world.key.clone(), wish);
    let deliver = Deliver { word: String::new(), note: "灯换好了".into() };
    wei.call(DeliverWish, at.clone(), deliver).await.unwrap();

    let ending = (world.key.clone(), appointment);
    worker.call(EndAppointmentNow, ending, because("不再参加")).await.unwrap();

    assert_eq!(wei.call(OpenContact, at.clone(), ()).await.unwrap_err().kind, Kind::NotAllowed);
    assert_eq!(status(&world, wish).await, Status::Delivered);
    assert!(lan.call(ConfirmWish, at, ()).await.is_ok());
}

async fn an_appointment_ends_on_its_day(world: World) {
    let lan = world.resident().await;
    let (wei, _) = approved(&world, 0, 20).await;
    let held = claimed(&world, &lan, &wei).await;
    let other = make::open(&world, &world.resident().await).await.wish;
    let at = |wish| (world.key.clone(), wish);

    world.app.clock.advance_days(20);

    let claim = wei.call(ClaimWish, at(other), ()).await.unwrap_err();
    assert_eq!(claim.kind, Kind::BecomeAHelperFirst);
    let contact = wei.call(OpenContact, at(held), ()).await.unwrap_err();
    assert_eq!(contact.kind, Kind::NotAllowed);
    assert!(wei.me().await.person.unwrap().appointments.is_empty());
    let helpers = world.grid_worker().await.call(ListHelpers, world.key.clone(), ()).await;
    assert!(helpers.unwrap().is_empty());
    let list = world.anyone().call(ListWishes, world.key.clone(), WishFilter::default()).await;
    assert_eq!(list.unwrap().wishes.len(), 1);
}

async fn who_may_end_what(world: World) {
    let root = world.nodes[0].clone();
    let (_, helper) = approved(&world, 0, 30).await;
    let worker = world.grid_worker().await;
    let administrator = world.appointed(Role::Administrator, &root).await;
    let own = administrator.me().await.person.unwrap().appointments[0].id;
    let of_worker = worker.me().await.person.unwrap().appointments[0].id;
    let end = async |by: &Person, id: AppointmentId| {
        let ended = by.call(EndAppointmentNow, (world.key.clone(), id), because("调岗")).await;
        ended.err().map(|problem| problem.kind)
    };

    let narrower = world.appointed(Role::GridWorker, &world.nodes[2].clone()).await;
    assert_eq!(end(&narrower, helper).await, Some(Kind::NotFound));
    let another = world.grid_worker().await;
    assert_eq!(end(&another, of_worker).await, Some(Kind::NotFound), "staff end no staff");
    assert_eq!(end(&administrator, own).await, Some(Kind::NotAllowed), "nobody ends themselves");
    assert_eq!(end(&administrator, AppointmentId::default()).await, Some(Kind::NotFound));

    assert_eq!(end(&administrator, of_worker).await, None);
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap_err();
    assert_eq!(desk.kind, Kind::NotAllowed, "at once, whatever was open");
    assert_eq!(end(&administrator, helper).await, None);
}

async fn a_kind_that_needs_papers_is_for_who_has_shown_them(world: World) {
    let (wei, other) = (world.resident().await, world.resident().await);
    let without = world.appoint(other.id, Role::Helper, &world.nodes[0]).await;
    let worker = world.grid_worker().await;
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewSetting { setting: Setting::PapersRepair.into(), value: 1 };
    administrator.call(ChangeSetting, world.key.clone(), new).await.unwrap();
    let paper = Paper { kind: WishKind::Repair, words: "低压电工证 金丝雀".into() };
    let application = NewApplication {
        name: "赵一鸣".into(),
        node: node_id(&world.nodes[0]),
        skills: vec![WishKind::Repair],
        papers: vec![paper.clone()],
        ..NewApplication::default()
    };
    let sent = wei.call(ApplyAsHelper, world.key.clone(), application).await.unwrap();
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let approve = |days| {
        let until = world.app.clock.now().after_days(days);
        let qualified = vec![Qualified { kind: WishKind::Repair, until }];
        let decision = ApplicationDecision::Approve { days: None, qualified, team: None };
        worker.call(DecideApplication, (world.key.clone(), sent.id), decision)
    };
    let ended = approve(-1).await.unwrap_err();
    approve(30).await.unwrap();
    let mut wishes = Vec::new();
    for _ in 0..3 {
        let posted = make::open(&world, &world.resident().await).await;
        wishes.push((world.key.clone(), posted.wish));
    }

    let claim = async |id, at: &(shared::community::CommunityKey, shared::id::WishId)| {
        let person = world.sign_in(id, false).await;
        let claim = person.call(ClaimWish, at.clone(), ()).await;
        claim.map(|claim| claim.status).map_err(|problem| problem.kind)
    };
    assert_eq!(desk.applications[0].papers, [paper]);
    assert_eq!(ended.field("qualified"), Some(Kind::OutOfRange));
    assert_eq!(claim(other.id, &wishes[0]).await, Err(Kind::NotQualified));
    let offer = StaffStep::Offer { to: without, urgent: false };
    let offered = worker.call(StepAsStaff, wishes[0].clone(), offer).await.unwrap_err();
    assert_eq!(offered.kind, Kind::NotQualified);
    assert_eq!(claim(wei.id, &wishes[0]).await, Ok(shared::wish::Status::Claimed));
    let helpers = worker.call(ListHelpers, world.key.clone(), ()).await.unwrap();
    assert!(helpers.iter().any(|it| it.qualified.len() == 1));
    assert!(!Stored::of(&world).await.holds("金丝雀".as_bytes()), "sealed");
    world.app.clock.advance_days(31);
    assert_eq!(claim(wei.id, &wishes[1]).await, Err(Kind::NotQualified), "it held until then");
    renewed(&world, &wei, &wishes[1]).await;
}

/// Another paper is shown, to those who look after this grid.
async fn renewed(world: &World, wei: &Person, at: &(shared::community::CommunityKey, WishId)) {
    let worker = world.grid_worker().await;
    let appointment =
        world.sign_in(wei.id, false).await.me().await.person.unwrap().appointments[0].id;
    let note = async |until: i64, by: &Person| {
        let until = world.app.clock.now().after_days(until);
        let qualified = vec![Qualified { kind: WishKind::Repair, until }];
        let of = (world.key.clone(), appointment);
        by.call(NotePapers, of, NotedPapers { qualified }).await.map_err(|problem| problem.kind)
    };
    let elsewhere = world.appointed(Role::GridWorker, &world.another_grid().await).await;
    assert_eq!(note(30, &elsewhere).await, Err(Kind::NotFound));
    assert_eq!(note(-1, &worker).await, Err(Kind::Invalid));
    assert!(note(30, &worker).await.unwrap().iter().any(|it| it.qualified.len() == 1));
    let wei = world.sign_in(wei.id, false).await;
    let claim = wei.call(ClaimWish, at.clone(), ()).await.expect("the new paper holds");
    assert_eq!(claim.status, Status::Claimed);
}
