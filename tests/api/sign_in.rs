//! Signing in with a code: who gets in, and who does not however hard they try.

use std::net::Ipv4Addr;

use futures_util::future::join_all;
use server::db::events;
use shared::{
    api::*,
    id::CommunityId,
    person::{AskCode, CodeSent, NOTICE_VERSION, SignIn},
    problem::Kind,
    time::Millis,
};
use tests::{World, on_both_databases, sign_in::wrong, stored::tamper};

on_both_databases!(
    a_phone_and_its_code_sign_somebody_in,
    whoever_comes_back_is_the_same_person,
    a_code_works_in_the_browser_that_asked_for_it,
    a_code_signs_in_once,
    a_new_code_ends_the_old,
    a_code_ends_after_five_minutes_for_good,
    of_fifty_guesses_none_counts_after_the_fifth,
    fifty_guesses_at_once_are_five_tries,
    of_many_who_enter_the_right_code_at_once_one_gets_in,
    nobody_signs_in_without_the_present_notice,
    another_notice_is_agreed_to_before_anything_else,
    the_session_that_the_browser_had_before_is_over,
    known_and_unknown_numbers_get_the_same_answer,
    what_happened_is_in_the_history,
);

const LAN: &str = "13800001111";
const WEI: &str = "13800002222";

fn ask(phone: &str) -> AskCode {
    AskCode { phone: phone.into() }
}

async fn a_phone_and_its_code_sign_somebody_in(world: World) {
    let mut lan = world.anyone();

    let sent = lan.visit(AskForCode, (), ask("138 0000-1111")).await.unwrap();
    assert_eq!(sent, CodeSent { phone: "138****1111".into(), wait_seconds: 60 });
    let challenge = lan.cookie().unwrap().to_owned();
    assert!(challenge.starts_with("__Host-challenge="), "{challenge}");

    let input = SignIn { code: world.code(LAN), notice_version: NOTICE_VERSION };
    let (me, head) = lan.call_with_answer(EnterCode, (), input).await;
    let person = me.unwrap().person.unwrap();
    assert_eq!((person.phone.as_str(), person.notice_version), ("138****1111", NOTICE_VERSION));
    let cookies: Vec<_> = head.headers.get_all("set-cookie").iter().collect();
    let session = cookies[0].to_str().unwrap();
    for part in ["__Host-linyuan=", "; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(session.contains(part), "{session}");
    }
    assert!(cookies[1].to_str().unwrap().contains("Max-Age=0"), "the challenge is taken away");
}

async fn whoever_comes_back_is_the_same_person(world: World) {
    let first = world.by_phone(LAN).await;
    world.app.clock.advance(Millis::HOUR);
    let again = world.by_phone(LAN).await;
    let other = world.by_phone(WEI).await;

    assert_eq!(first.id, again.id);
    assert_ne!(first.id, other.id);
    assert_eq!(first.me().await.person.unwrap().id, first.id, "both browsers stay signed in");
}

async fn a_code_works_in_the_browser_that_asked_for_it(world: World) {
    let (mut lan, mut wei) = (world.asked(LAN).await, world.asked(WEI).await);
    let mut nobody = world.anyone();

    let codes = [world.code(LAN), world.code(WEI)];
    assert_ne!(codes[0], codes[1], "one in a million; run it again");
    assert_eq!(wei.enter(&codes[0]).await.unwrap_err().kind, Kind::WrongCode);
    assert_eq!(nobody.enter(&codes[0]).await.unwrap_err().kind, Kind::CodeSpent);
    assert!(lan.enter(&codes[0]).await.is_ok());
    assert!(wei.enter(&codes[1]).await.is_ok());
}

async fn a_code_signs_in_once(world: World) {
    let mut lan = world.asked(LAN).await;
    let (mut replay, code) = (lan.clone(), world.code(LAN));

    lan.enter(&code).await.unwrap();

    assert_eq!(replay.enter(&code).await.unwrap_err().kind, Kind::CodeSpent);
}

async fn a_new_code_ends_the_old(world: World) {
    let mut old = world.asked(LAN).await;
    let code = world.code(LAN);
    world.app.clock.advance(Millis::MINUTE);
    let mut new = world.asked(LAN).await;

    assert_eq!(old.enter(&code).await.unwrap_err().kind, Kind::CodeSpent);
    assert!(new.enter(&world.code(LAN)).await.is_ok());
}

async fn a_code_ends_after_five_minutes_for_good(world: World) {
    let (clock, late) = (&world.app.clock, 5 * Millis::MINUTE + Millis::SECOND);
    let (mut lan, mut wei) = (world.asked(LAN).await, world.asked(WEI).await);
    let codes = [world.code(LAN), world.code(WEI)];

    clock.advance(late);
    assert_eq!(lan.enter(&codes[0]).await.unwrap_err().kind, Kind::CodeSpent);
    // Whatever a clock says later, what was once too old stays so.
    clock.advance(-2 * Millis::MINUTE);
    assert_eq!(lan.enter(&codes[0]).await.unwrap_err().kind, Kind::CodeSpent);
    // A clock that is wrong by an hour revives nothing either, tried before or not.
    clock.advance(-Millis::HOUR);
    assert_eq!(lan.enter(&codes[0]).await.unwrap_err().kind, Kind::CodeSpent);
    assert_eq!(wei.enter(&codes[1]).await.unwrap_err().kind, Kind::CodeSpent);
}

async fn of_fifty_guesses_none_counts_after_the_fifth(world: World) {
    let mut lan = world.asked(LAN).await;
    let right = world.code(LAN);

    for _ in 0..5 {
        lan.enter(&wrong(&right)).await.unwrap_err();
    }
    let guesses = (0..45).map(|number| {
        let (mut browser, right) = (lan.clone(), right.clone());
        async move {
            let guess = if number % 2 == 0 { right } else { format!("{number:06}") };
            browser.enter(&guess).await.unwrap_err().kind
        }
    });

    assert!(join_all(guesses).await.iter().all(|kind| *kind == Kind::CodeSpent));
}

async fn fifty_guesses_at_once_are_five_tries(world: World) {
    let mut lan = world.asked(LAN).await;
    let right = world.code(LAN);

    let guesses = (0..50).map(|_| {
        let (mut browser, guess) = (lan.clone(), wrong(&right));
        async move { browser.enter(&guess).await.unwrap_err().kind }
    });
    let kinds = join_all(guesses).await;

    // The fifth is told that it was the last.
    assert_eq!(kinds.iter().filter(|kind| **kind == Kind::WrongCode).count(), 4, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == Kind::CodeSpent).count(), 46);
    assert_eq!(lan.enter(&right).await.unwrap_err().kind, Kind::CodeSpent);
}

async fn of_many_who_enter_the_right_code_at_once_one_gets_in(world: World) {
    let lan = world.asked(LAN).await;
    let right = world.code(LAN);

    let entries = (0..20).map(|_| {
        let (mut browser, right) = (lan.clone(), right.clone());
        async move { browser.enter(&right).await }
    });
    let (entered, refused): (Vec<_>, Vec<_>) =
        join_all(entries).await.into_iter().partition(Result::is_ok);

    assert_eq!((entered.len(), refused.len()), (1, 19));
    assert!(refused.iter().flat_map(|it| it.as_ref().err()).all(|it| it.kind == Kind::CodeSpent));
}

async fn nobody_signs_in_without_the_present_notice(world: World) {
    let mut lan = world.asked(LAN).await;
    let code = world.code(LAN);

    let input = SignIn { code: code.clone(), notice_version: NOTICE_VERSION - 1 };
    let refusal = lan.visit(EnterCode, (), input).await.unwrap_err();
    assert_eq!(refusal.field("notice_version"), Some(Kind::ConsentNeeded));

    assert!(lan.enter(&code).await.is_ok(), "the try was not used up");
}

async fn another_notice_is_agreed_to_before_anything_else(world: World) {
    let mut lan = world.by_phone(LAN).await;
    assert!(lan.call(GetMyData, (), ()).await.is_ok());

    // As if the notice had been changed since she signed in.
    tamper(&world, "update people set notice_version = notice_version - 1").await;

    let refusal = lan.call(GetMyData, (), ()).await.unwrap_err();
    assert_eq!(refusal.kind, Kind::SignInFirst);
    world.app.clock.advance(Millis::MINUTE);
    lan.visit(AskForCode, (), ask(LAN)).await.unwrap();
    lan.enter(&world.code(LAN)).await.unwrap();
    assert!(lan.call(GetMyData, (), ()).await.is_ok());
}

async fn the_session_that_the_browser_had_before_is_over(world: World) {
    let mut browser = world.by_phone(LAN).await;
    let before = browser.clone();

    browser.visit(AskForCode, (), ask(WEI)).await.unwrap();
    browser.enter(&world.code(WEI)).await.unwrap();

    assert_eq!(before.me().await.person, None);
    assert_eq!(browser.me().await.person.unwrap().phone, "138****2222");
}

async fn known_and_unknown_numbers_get_the_same_answer(world: World) {
    world.by_phone(LAN).await;
    world.app.clock.advance(Millis::HOUR);

    let mut answers = Vec::new();
    for phone in [LAN, WEI] {
        let (sent, head) = world.anyone().call_with_answer(AskForCode, (), ask(phone)).await;
        let cookie = head.headers["set-cookie"].to_str().unwrap().len();
        let mut names: Vec<_> = head.headers.keys().map(ToString::to_string).collect();
        names.sort();
        answers.push((head.status, sent.unwrap().wait_seconds, names, cookie));
    }

    assert_eq!(answers[0], answers[1]);
    assert_eq!(world.messages(LAN).len(), 2);
    assert_eq!(world.messages(WEI).len(), 1);
}

async fn what_happened_is_in_the_history(world: World) {
    let mut lan = world.asked(LAN).await;
    let code = world.code(LAN);
    lan.enter(&wrong(&code)).await.unwrap_err();
    let me = lan.enter(&code).await.unwrap();
    lan.visit(SignOut, (), ()).await.unwrap();

    let about = me.person.unwrap().id.0;
    let nowhere = CommunityId::default();
    let mut history = events::about(&world.app.db, nowhere, about).await.unwrap();
    // What happens in one millisecond has no order.
    history.sort();
    assert_eq!(history, ["person.join", "sign_in", "sign_out"]);
    assert_eq!(lan.cookie(), None);
    assert_eq!(lan.me().await.person, None);
}

#[tokio::test]
async fn addresses_of_one_network_are_one_address() {
    let world = World::new(tests::Backend::Sqlite).await;
    for number in 0..20 {
        let someone = world.anyone().from_address([0x2001, 0xdb8, 0, 1, 0, 0, 0, number]);
        let phone = format!("13900{number:06}");
        someone.call(AskForCode, (), ask(&phone)).await.unwrap();
    }
    let neighbour = world.anyone().from_address([0x2001, 0xdb8, 0, 1, 9, 9, 9, 9]);
    let stranger = world.anyone().from_address([0x2001, 0xdb8, 0, 2, 0, 0, 0, 1]);

    let refusal = neighbour.call(AskForCode, (), ask(LAN)).await.unwrap_err();
    assert_eq!(refusal.kind, Kind::TooOften);
    assert!(stranger.call(AskForCode, (), ask(LAN)).await.is_ok());
    let other = world.anyone().from_address(Ipv4Addr::LOCALHOST);
    assert!(other.call(AskForCode, (), ask(WEI)).await.is_ok());
}
