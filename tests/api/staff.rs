//! Staff powers: opened with two factors, closed by time, and out of reach for those who guess.

use futures_util::future::join_all;
use server::db::events;
use shared::{
    api::*,
    id::CommunityId,
    policy::Role,
    problem::Kind,
    staff::{NewInvitation, StepUp},
    time::Millis,
};
use tests::{
    World, on_both_databases,
    sign_in::wrong,
    staff::{PASSWORD, Staff},
};

on_both_databases!(
    password_and_code_open_staff_powers,
    a_code_opens_once,
    a_wrong_password_and_a_wrong_code_look_alike,
    those_who_guess_wait_ever_longer,
    many_guesses_at_once_are_few,
    nobody_tries_the_passwords_of_many_from_one_place,
    a_resident_has_nothing_to_open,
    powers_end_half_an_hour_after_their_last_use,
    powers_end_after_twelve_hours_of_use,
    powers_are_closed_by_hand,
    who_may_invite_whom,
    who_is_staff_is_known_to_who_looks_after_them,
    what_happened_is_in_the_history,
);

/// A grid worker who has not opened staff powers.
async fn worker(world: &World) -> Staff {
    let person = world.resident().await;
    world.appoint(person.id, Role::GridWorker, &world.nodes[0]).await;
    world.with_credentials(person).await
}

async fn refused_at_the_desk(world: &World, staff: &Staff) -> Option<Kind> {
    let desk = staff.person.call(GetDesk, world.key.clone(), ()).await;
    desk.err().map(|problem| problem.kind)
}

async fn password_and_code_open_staff_powers(world: World) {
    let mut staff = worker(&world).await;
    let before = staff.person.clone();
    assert_eq!(refused_at_the_desk(&world, &staff).await, Some(Kind::StepUpFirst));

    let me = staff.open(&world).await.unwrap().person.unwrap();

    let half_an_hour = world.app.clock.now().after(30 * Millis::MINUTE);
    assert!(me.stepped_up_until.is_some_and(|until| until <= half_an_hour));
    assert!(me.staff_enrolled);
    assert_eq!(refused_at_the_desk(&world, &staff).await, None);
    assert_eq!(before.me().await.person, None, "the browser shows another token from now on");
}

async fn a_code_opens_once(world: World) {
    let mut staff = worker(&world).await;
    let code = world.shown(&staff.secret);
    staff.offer(PASSWORD, &code).await.unwrap();

    let refusal = staff.offer(PASSWORD, &code).await.unwrap_err();
    assert_eq!(refusal.kind, Kind::WrongPassword);

    // In another browser it is the same; the next code opens.
    let mut other = Staff { person: world.sign_in(staff.person.id, false).await, ..staff };
    assert_eq!(other.offer(PASSWORD, &code).await.unwrap_err().kind, Kind::WrongPassword);
    world.next_code();
    assert!(other.open(&world).await.is_ok());
}

async fn a_wrong_password_and_a_wrong_code_look_alike(world: World) {
    let mut staff = worker(&world).await;
    let code = world.shown(&staff.secret);

    let password = staff.offer("three blue lamps 8", &code).await.unwrap_err();
    let number = staff.offer(PASSWORD, &wrong(&code)).await.unwrap_err();

    assert_eq!((password.kind, password.status), (Kind::WrongPassword, 401));
    assert_eq!((password.kind, password.fields), (number.kind, number.fields));
    assert!(staff.offer(PASSWORD, &code).await.is_ok(), "neither mistake used up the code");
}

async fn those_who_guess_wait_ever_longer(world: World) {
    let mut staff = worker(&world).await;
    for _ in 0..4 {
        assert_eq!(staff.offer("x", "000000").await.unwrap_err().kind, Kind::WrongPassword);
    }

    let refusal = staff.open(&world).await.unwrap_err();
    assert_eq!((refusal.kind, refusal.retry_after), (Kind::TooOften, Some(15)));
    world.app.clock.advance(15 * Millis::SECOND);
    assert!(staff.open(&world).await.is_ok(), "whoever it belongs to gets in");

    let mut reached = 0;
    for _ in 0..60 {
        reached += i32::from(staff.offer("x", "000000").await.unwrap_err().kind != Kind::TooOften);
        world.app.clock.advance(Millis::MINUTE);
    }
    assert!(reached <= 20, "{reached} of 60 guesses in an hour");
    world.app.clock.advance(15 * Millis::MINUTE);
    assert!(staff.open(&world).await.is_ok(), "a quarter of an hour is the longest");
}

async fn many_guesses_at_once_are_few(world: World) {
    let staff = worker(&world).await;

    let guesses = (0..50).map(|number| {
        let guess = StepUp { password: format!("guess {number}"), code: "000000".into() };
        let person = &staff.person;
        async move { person.call(OpenStaffPowers, (), guess).await.unwrap_err().kind }
    });
    let kinds = join_all(guesses).await;

    let reached = kinds.iter().filter(|kind| **kind == Kind::WrongPassword).count();
    assert!((1..=4).contains(&reached), "{reached} guesses reached the password");
    assert_eq!(kinds.iter().filter(|kind| **kind == Kind::TooOften).count(), 50 - reached);
}

async fn a_resident_has_nothing_to_open(world: World) {
    let lan = world.resident().await;

    let guess = StepUp { password: PASSWORD.into(), code: "000000".into() };
    let refusal = lan.call(OpenStaffPowers, (), guess).await.unwrap_err();

    assert_eq!(refusal.kind, Kind::NotAllowed);
}

async fn powers_end_half_an_hour_after_their_last_use(world: World) {
    let mut staff = worker(&world).await;
    staff.open(&world).await.unwrap();

    world.app.clock.advance(30 * Millis::MINUTE - Millis::SECOND);
    assert_eq!(refused_at_the_desk(&world, &staff).await, None);
    use_is_noted(&world, &staff).await;
    world.app.clock.advance(30 * Millis::MINUTE + Millis::SECOND);
    assert_eq!(refused_at_the_desk(&world, &staff).await, Some(Kind::StepUpFirst));
    assert!(staff.person.me().await.person.is_some(), "still signed in");
}

async fn powers_end_after_twelve_hours_of_use(world: World) {
    let mut staff = worker(&world).await;
    staff.open(&world).await.unwrap();

    for _ in 0..35 {
        world.app.clock.advance(20 * Millis::MINUTE);
        assert_eq!(refused_at_the_desk(&world, &staff).await, None);
        use_is_noted(&world, &staff).await;
    }
    world.app.clock.advance(21 * Millis::MINUTE);
    assert_eq!(refused_at_the_desk(&world, &staff).await, Some(Kind::StepUpFirst));
}

/// Use is noted beside the request; the story goes on when it is.
async fn use_is_noted(world: &World, staff: &Staff) {
    let now = world.app.clock.now();
    for _ in 0..500 {
        let until = staff.person.me().await.person.unwrap().stepped_up_until.unwrap();
        if until.0 - now.0 > 15 * Millis::MINUTE || until.0 - now.0 == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the use of staff powers was not noted");
}

async fn powers_are_closed_by_hand(world: World) {
    let mut staff = worker(&world).await;
    staff.open(&world).await.unwrap();

    let me = staff.person.call(CloseStaffPowers, (), ()).await.unwrap();

    assert_eq!(me.person.unwrap().stepped_up_until, None);
    assert_eq!(refused_at_the_desk(&world, &staff).await, Some(Kind::StepUpFirst));
}

async fn who_may_invite_whom(world: World) {
    let [root, district, ..] = &world.nodes[..] else { panic!("the grid has levels") };
    let administrator = world.appointed(Role::Administrator, root).await;
    let of_district = world.appointed(Role::Administrator, district).await;
    let worker = world.grid_worker().await;
    let invite =
        |role, node: &server::db::nodes::Node| NewInvitation { role, node: node.id, days: None };
    let key = || world.key.clone();

    let made = administrator.call(InviteStaff, key(), invite(Role::Secretary, root)).await.unwrap();
    let days = made.expires_at.0 - world.app.clock.now().0;
    assert!((71 * Millis::HOUR..=72 * Millis::HOUR).contains(&days));
    let district_role = invite(Role::GridWorker, district);
    assert!(of_district.call(InviteStaff, key(), district_role.clone()).await.is_ok());

    let above = of_district.call(InviteStaff, key(), invite(Role::GridWorker, root)).await;
    assert_eq!(above.unwrap_err().kind, Kind::NotAllowed);
    let helper = administrator.call(InviteStaff, key(), invite(Role::Helper, root)).await;
    assert_eq!(helper.unwrap_err().kind, Kind::NotAllowed);
    let by_worker = worker.call(InviteStaff, key(), district_role.clone()).await;
    assert_eq!(by_worker.unwrap_err().kind, Kind::NotAllowed);
    let no_day = NewInvitation { days: Some(0), ..district_role };
    let refusal = administrator.call(InviteStaff, key(), no_day).await.unwrap_err();
    assert_eq!(refusal.field("days"), Some(Kind::Invalid));
}

async fn who_is_staff_is_known_to_who_looks_after_them(world: World) {
    let [root, district, ..] = &world.nodes[..] else { panic!("the grid has levels") };
    let administrator = world.appointed(Role::Administrator, root).await;
    let secretary = world.appointed(Role::Secretary, district).await;
    let elsewhere = world.another_grid().await;
    world.appointed(Role::GridWorker, &elsewhere).await;
    let worker = world.appointed(Role::GridWorker, district).await;
    world.helper().await;
    let list = async |person: &tests::Person| person.call(ListStaff, world.key.clone(), ()).await;

    assert_eq!(list(&worker).await.unwrap_err().kind, Kind::NotAllowed);
    assert_eq!(list(&administrator).await.unwrap().len(), 4, "staff, and no helpers");
    let below = list(&secretary).await.unwrap();
    let roles: Vec<_> = below.iter().map(|it| (it.role, it.own)).collect();
    assert_eq!(roles, [(Role::Secretary, true), (Role::GridWorker, false)]);
    // One browser with powers, and the one in which the appointment was made.
    assert_eq!((below[1].sessions, below[1].powers), (2, 1));
    assert!(below[1].phone.contains("****") && below[1].last_used.is_some());
    let at = (world.key.clone(), below[1].appointment);
    let ended = administrator.call(EndStaffSessions, at, ()).await.unwrap();
    assert_eq!(ended.sessions, 2);
    let after = list(&secretary).await.unwrap();
    assert_eq!((after[1].sessions, after[1].last_used), (0, None));
}

async fn what_happened_is_in_the_history(world: World) {
    let mut staff = worker(&world).await;
    staff.offer("x", "000000").await.unwrap_err();
    staff.open(&world).await.unwrap();
    staff.person.call(CloseStaffPowers, (), ()).await.unwrap();

    let about = staff.person.id.0;
    let history = events::about(&world.app.db, CommunityId::default(), about).await.unwrap();
    assert_eq!(history, ["staff.wrong_password", "staff.step_up", "staff.step_down"]);
}

async fn nobody_tries_the_passwords_of_many_from_one_place(world: World) {
    let (here, elsewhere) = ([192, 0, 2, 1], [192, 0, 2, 2]);
    let code = |staff: &Staff| wrong(&world.shown(&staff.secret));
    for _ in 0..10 {
        let mut staff = worker(&world).await;
        staff.person = staff.person.from_address(here);
        for _ in 0..3 {
            let code = code(&staff);
            let refused = staff.offer("not this one", &code).await.unwrap_err();
            assert_eq!(refused.kind, Kind::WrongPassword);
        }
    }
    let mut last = worker(&world).await;
    last.person = last.person.from_address(here);
    assert_eq!(last.open(&world).await.unwrap_err().kind, Kind::TooOften);
    last.person = last.person.from_address(elsewhere);
    last.open(&world).await.unwrap();
}
