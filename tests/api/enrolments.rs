//! From a link to an appointment: a password, an authenticator, and proof of it.

use futures_util::future::join_all;
use server::db::events;
use shared::{
    api::*,
    helper::EndAppointment,
    person::Me,
    policy::Role,
    problem::{Kind, Problem},
    staff::{Authenticator, BeginEnrolment, FinishEnrolment, NewInvitation},
    time::Millis,
};
use tests::{
    Person, World, on_both_databases,
    sign_in::wrong,
    staff::{PASSWORD, Staff},
};

on_both_databases!(
    a_link_makes_a_grid_worker,
    the_code_of_the_enrolment_opens_nothing_else,
    a_link_is_good_once,
    a_link_belongs_to_whoever_opened_it_first,
    a_link_ends_after_three_days,
    a_link_ends_with_the_appointment_of_its_maker,
    a_password_that_everybody_tries_is_refused,
    a_wrong_code_does_not_enrol,
    who_is_staff_already_keeps_the_authenticator,
    a_role_ends_on_its_day,
);

async fn invite(world: &World, by: &Person, days: Option<u16>) -> String {
    let new = NewInvitation { role: Role::GridWorker, node: world.nodes[0].id, days };
    by.call(InviteStaff, world.key.clone(), new).await.unwrap().token
}

async fn administrator(world: &World) -> Person {
    world.appointed(Role::Administrator, &world.nodes[0].clone()).await
}

async fn start(person: &Person, token: &str, password: &str) -> Result<Authenticator, Problem> {
    let input = BeginEnrolment { token: token.into(), password: password.into() };
    person.call(StartEnrolment, (), input).await
}

async fn finish(person: &mut Person, token: &str, code: &str) -> Result<Me, Problem> {
    let input = FinishEnrolment { token: token.into(), code: code.into() };
    person.visit(CompleteEnrolment, (), input).await
}

async fn a_link_makes_a_grid_worker(world: World) {
    let token = invite(&world, &administrator(&world).await, None).await;
    let mut lan = world.resident().await;

    let authenticator = start(&lan, &token, PASSWORD).await.unwrap();
    assert!(authenticator.address.starts_with("otpauth://totp/"));
    assert!(authenticator.address.contains(&authenticator.secret));
    assert!(authenticator.qr_size > 29 && authenticator.qr_path.starts_with('M'));
    assert!(!lan.me().await.person.unwrap().staff_enrolled, "not before the proof");

    let me = finish(&mut lan, &token, &world.shown(&authenticator.secret)).await.unwrap();

    let person = me.person.unwrap();
    assert!(person.staff_enrolled && person.stepped_up_until.is_some());
    assert_eq!(person.appointments[0].role, Role::GridWorker);
    assert_eq!(person.appointments[0].until, None);
    assert!(lan.call(GetDesk, world.key.clone(), ()).await.is_ok());
    let about = person.appointments[0].id.0;
    let history = events::about(&world.app.db, world.community, about).await.unwrap();
    assert_eq!(history, ["appointment.begin"]);
}

async fn the_code_of_the_enrolment_opens_nothing_else(world: World) {
    let token = invite(&world, &administrator(&world).await, None).await;
    let mut lan = world.resident().await;
    let secret = start(&lan, &token, PASSWORD).await.unwrap().secret;
    let code = world.shown(&secret);
    finish(&mut lan, &token, &code).await.unwrap();

    let mut staff = Staff { person: world.sign_in(lan.id, false).await, secret };
    assert_eq!(staff.offer(PASSWORD, &code).await.unwrap_err().kind, Kind::WrongPassword);
    world.next_code();
    assert!(staff.open(&world).await.is_ok());
}

async fn a_link_is_good_once(world: World) {
    let token = invite(&world, &administrator(&world).await, None).await;
    let lan = world.resident().await;
    let secret = start(&lan, &token, PASSWORD).await.unwrap().secret;
    let code = world.shown(&secret);

    let at_once = (0..10).map(|_| {
        let (mut browser, token, code) = (lan.clone(), token.clone(), code.clone());
        async move { finish(&mut browser, &token, &code).await }
    });
    let done = join_all(at_once).await;
    assert_eq!(done.iter().filter(|it| it.is_ok()).count(), 1);

    let again = world.sign_in(lan.id, false).await;
    assert_eq!(again.me().await.person.unwrap().appointments.len(), 1);
    assert_eq!(start(&again, &token, PASSWORD).await.unwrap_err().kind, Kind::LinkSpent);
    assert_eq!(start(&again, "nonsense", PASSWORD).await.unwrap_err().kind, Kind::LinkSpent);
}

async fn a_link_belongs_to_whoever_opened_it_first(world: World) {
    let token = invite(&world, &administrator(&world).await, None).await;
    let (lan, mut wei) = (world.resident().await, world.resident().await);
    let secret = start(&lan, &token, PASSWORD).await.unwrap().secret;

    assert_eq!(start(&wei, &token, PASSWORD).await.unwrap_err().kind, Kind::LinkSpent);
    let code = world.shown(&secret);
    assert_eq!(finish(&mut wei, &token, &code).await.unwrap_err().kind, Kind::LinkSpent);
    assert!(start(&lan, &token, PASSWORD).await.is_ok(), "the same person may begin again");
}

async fn a_link_ends_after_three_days(world: World) {
    let token = invite(&world, &administrator(&world).await, None).await;
    let mut lan = world.resident().await;
    let secret = start(&lan, &token, PASSWORD).await.unwrap().secret;

    world.app.clock.advance(72 * Millis::HOUR);

    assert_eq!(start(&lan, &token, PASSWORD).await.unwrap_err().kind, Kind::LinkSpent);
    let code = world.shown(&secret);
    assert_eq!(finish(&mut lan, &token, &code).await.unwrap_err().kind, Kind::LinkSpent);
}

async fn a_link_ends_with_the_appointment_of_its_maker(world: World) {
    let root = world.nodes[0].clone();
    let maker = world.resident().await;
    let appointment = world.appoint(maker.id, Role::Administrator, &root).await;
    let maker = world.sign_in(maker.id, true).await;
    let token = invite(&world, &maker, None).await;
    let mut lan = world.resident().await;
    let secret = start(&lan, &token, PASSWORD).await.unwrap().secret;

    let at = (world.key.clone(), appointment);
    let reason = EndAppointment { reason: "到期换人".into() };
    administrator(&world).await.call(EndAppointmentNow, at, reason).await.unwrap();

    let code = world.shown(&secret);
    assert_eq!(finish(&mut lan, &token, &code).await.unwrap_err().kind, Kind::LinkSpent);
}

async fn a_password_that_everybody_tries_is_refused(world: World) {
    let token = invite(&world, &administrator(&world).await, None).await;
    let lan = world.by_phone("13800001111").await;

    for weak in ["short", "Password123!", "19850312", "woaini1314", "x13800001111y"] {
        let refusal = start(&lan, &token, weak).await.unwrap_err();
        assert_eq!(refusal.field("password"), Some(Kind::WeakPassword), "{weak}");
    }
    assert!(start(&lan, &token, "月亮照着东边的小河").await.is_ok());
}

async fn a_wrong_code_does_not_enrol(world: World) {
    let token = invite(&world, &administrator(&world).await, None).await;
    let mut lan = world.resident().await;
    let secret = start(&lan, &token, PASSWORD).await.unwrap().secret;
    let code = world.shown(&secret);

    assert_eq!(finish(&mut lan, &token, &wrong(&code)).await.unwrap_err().kind, Kind::WrongCode);
    let refusal = finish(&mut lan, &token, "abc").await.unwrap_err();
    assert_eq!(refusal.field("code"), Some(Kind::NotACode));
    assert!(lan.me().await.person.unwrap().appointments.is_empty());
    assert!(finish(&mut lan, &token, &code).await.is_ok());
}

async fn who_is_staff_already_keeps_the_authenticator(world: World) {
    let token = invite(&world, &administrator(&world).await, None).await;
    let mut staff = world.with_credentials(world.resident().await).await;

    let refusal = start(&staff.person, &token, "another password 5").await.unwrap_err();
    assert_eq!(refusal.kind, Kind::WrongPassword);
    let code = world.shown(&staff.secret);
    let early = finish(&mut staff.person, &token, &code).await.unwrap_err();
    assert_eq!(early.kind, Kind::LinkSpent, "the password comes first");

    let authenticator = start(&staff.person, &token, PASSWORD).await.unwrap();
    assert_eq!((authenticator.secret.as_str(), authenticator.qr_size), ("", 0));
    let me = finish(&mut staff.person, &token, &code).await.unwrap();
    assert_eq!(me.person.unwrap().appointments.len(), 1);
    world.next_code();
    assert!(staff.open(&world).await.is_ok(), "password and secret are those of before");
}

async fn a_role_ends_on_its_day(world: World) {
    let token = invite(&world, &administrator(&world).await, Some(30)).await;
    let mut lan = world.resident().await;
    let secret = start(&lan, &token, PASSWORD).await.unwrap().secret;
    finish(&mut lan, &token, &world.shown(&secret)).await.unwrap();

    world.app.clock.advance_days(29);
    let mut staff = Staff { person: world.sign_in(lan.id, false).await, secret };
    staff.open(&world).await.unwrap();
    assert!(staff.person.call(GetDesk, world.key.clone(), ()).await.is_ok());

    world.app.clock.advance_days(1);
    let staff = world.sign_in(lan.id, true).await;
    let refusal = staff.call(GetDesk, world.key.clone(), ()).await.unwrap_err();
    assert_eq!(refusal.kind, Kind::NotAllowed);
    assert!(staff.me().await.person.unwrap().appointments.is_empty());
}
