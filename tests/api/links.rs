//! Links in messages: whoever has the message does one thing with one tap, and nothing by looking.

use futures_util::future::join_all;
use http::StatusCode;
use server::links;
use shared::{
    api::*,
    market::{
        AttendeeAsk, Link, LinkPage, LinkPurpose, LinkStanding, LinkToken, MySignUp, NewSignUp,
        SignUpStatus, Wants,
    },
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    Person, World,
    market::{answer, fair},
    on_both_databases,
};

on_both_databases!(
    the_reminder_has_a_link_by_which_a_place_is_given_back_without_signing_in,
    looking_at_a_link_changes_nothing,
    a_link_says_nothing_of_a_person,
    a_link_that_was_changed_does_nothing,
    a_link_ends_when_its_slot_begins,
    by_the_link_of_the_reminder_one_says_to_come_without_signing_in,
    who_was_asked_takes_the_place_by_the_link,
    many_taps_on_one_link_are_one,
    a_link_is_of_one_sign_up_and_not_of_the_next,
);

async fn look(world: &World, token: LinkToken) -> Result<LinkPage, Problem> {
    world.anyone().call(GetLink, (world.key.clone(), token), ()).await
}

async fn tap(world: &World, token: LinkToken) -> Result<LinkPage, Problem> {
    world.anyone().call(UseLink, (world.key.clone(), token), ()).await
}

fn token(world: &World, purpose: LinkPurpose, it: &MySignUp) -> LinkToken {
    let link = Link { purpose, sign_up: it.id, until: it.starts_at };
    links::token(&world.app.keys, world.community, &link).unwrap()
}

fn until(world: &World, at: Millis) {
    world.app.clock.advance(at.0 - world.app.clock.now().0);
}

async fn now(world: &World, who: &Person, it: &MySignUp) -> SignUpStatus {
    who.call(GetSignUp, (world.key.clone(), it.id), ()).await.unwrap().status
}

/// The link in the last message.
fn sent(world: &World) -> String {
    let text = world.sms.all().pop().expect("a message").text;
    let address = text.split(' ').find(|it| it.starts_with("https://")).expect("a link");
    address.to_owned()
}

fn token_of(address: &str) -> LinkToken {
    let (_, token) = address.rsplit_once("/l/").expect("a link");
    token.parse().expect("a token")
}

async fn the_reminder_has_a_link_by_which_a_place_is_given_back_without_signing_in(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 1).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let waits = fair.join(&world, &wei, 0).await.unwrap();
    until(&world, place.starts_at.after(-24 * Millis::HOUR));
    server::sign_up_timers::run_due(&world.app).await.unwrap();
    server::outbox::send_due(&world.app, || true).await.unwrap();
    let address = sent(&world);
    assert!(address.starts_with("https://linyuan.example/yongan/l/"), "{address}");
    let token = token_of(&address);

    let seen = look(&world, token).await.unwrap();
    assert_eq!((seen.purpose, seen.standing), (LinkPurpose::Cancel, LinkStanding::Ready));
    assert_eq!(seen.starts_at, place.starts_at);
    let done = tap(&world, token).await.unwrap();
    let again = tap(&world, token).await.unwrap();

    assert_eq!((done.standing, done.status), (LinkStanding::Done, SignUpStatus::Cancelled));
    assert_eq!(again, done, "once more does no harm");
    assert_eq!(now(&world, &lan, &place).await, SignUpStatus::Cancelled);
    assert_eq!(now(&world, &wei, &waits).await, SignUpStatus::Confirmed, "it went to who waited");
    // The page is there before anybody has signed in, and no search engine keeps it.
    let path = address.strip_prefix("https://linyuan.example").unwrap();
    let (status, html) = world.anyone().get(path).await;
    assert!(status == StatusCode::OK && html.contains("noindex"), "{status}");
}

async fn by_the_link_of_the_reminder_one_says_to_come_without_signing_in(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 1).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    until(&world, place.starts_at.after(-24 * Millis::HOUR));
    server::sign_up_timers::run_due(&world.app).await.unwrap();
    server::outbox::send_due(&world.app, || true).await.unwrap();
    let reminded = token_of(&sent(&world));

    let coming = look(&world, reminded).await.unwrap().other.expect("a second button");
    assert_eq!(coming.purpose, LinkPurpose::Coming);
    let done = tap(&world, coming.token).await.unwrap();
    let again = tap(&world, coming.token).await.unwrap();

    assert_eq!((done.standing, done.status), (LinkStanding::Done, SignUpStatus::Confirmed));
    assert_eq!(again, done, "once more does no harm");
    // Whoever cannot come after all gives the place back, from either page.
    assert_eq!(done.other.map(|it| it.purpose), Some(LinkPurpose::Cancel));
    let seen = look(&world, reminded).await.unwrap();
    assert_eq!((seen.standing, seen.other), (LinkStanding::Ready, None));
    until(&world, place.starts_at);
    assert_eq!(look(&world, reminded).await.unwrap().other, None, "it has begun");
}

async fn looking_at_a_link_changes_nothing(world: World) {
    let fair = fair(&world, 60, 2).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    for purpose in LinkPurpose::ALL {
        let token = token(&world, purpose, &place);
        look(&world, token).await.unwrap();
        for path in [format!("/yongan/l/{token}"), format!("/api/yongan/links/{token}")] {
            for method in [http::Method::GET, http::Method::HEAD] {
                let anyone = world.anyone();
                let request = anyone.builder(&method, &path);
                let looked = anyone.request(request, Default::default()).await;
                assert_eq!(looked.status(), StatusCode::OK, "{method} {path}");
            }
        }
        // Another site has no way to press the button.
        let path = format!("/api/yongan/links/{token}");
        let anyone = world.anyone();
        let form = anyone.builder(&http::Method::POST, &path);
        let foreign = anyone.request(form, Default::default()).await;
        assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    }
    let after = lan.call(GetSignUp, (world.key.clone(), place.id), ()).await.unwrap();
    assert_eq!(after, place);
}

async fn a_link_says_nothing_of_a_person(world: World) {
    let fair = fair(&world, 60, 2).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let token = token(&world, LinkPurpose::Cancel, &place);

    let page = serde_json::to_string(&look(&world, token).await.unwrap()).unwrap();

    let ticket = place.ticket.expect("a ticket");
    for private in [lan.id.to_string(), place.id.to_string(), ticket.code.digits().to_owned()] {
        assert!(!page.contains(&private), "{page}");
    }
    assert!(!page.contains("139"), "{page}");
}

async fn a_link_that_was_changed_does_nothing(world: World) {
    let fair = fair(&world, 60, 2).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let whole = token(&world, LinkPurpose::Coming, &place).to_string();
    for at in 0..whole.len() {
        let mut letters = whole.clone().into_bytes();
        letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
        let wrong: LinkToken = String::from_utf8(letters).unwrap().parse().unwrap();
        assert_eq!(look(&world, wrong).await.unwrap_err().kind, Kind::NotFound, "{at}");
        assert_eq!(tap(&world, wrong).await.unwrap_err().kind, Kind::NotFound, "{at}");
    }
    // What was sealed by others, or for another community, is none of ours.
    let link = Link { purpose: LinkPurpose::Cancel, sign_up: place.id, until: place.starts_at };
    let stranger = server::keys::Keys::fresh();
    for forged in [
        links::token(&stranger, world.community, &link).unwrap(),
        links::token(&world.app.keys, Default::default(), &link).unwrap(),
    ] {
        assert_eq!(tap(&world, forged).await.unwrap_err().kind, Kind::NotFound);
    }
    assert_eq!(now(&world, &lan, &place).await, SignUpStatus::Confirmed);
}

async fn a_link_ends_when_its_slot_begins(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 2).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let token = token(&world, LinkPurpose::Cancel, &place);
    until(&world, place.starts_at);

    let late = tap(&world, token).await.unwrap();

    assert_eq!((late.standing, late.status), (LinkStanding::Over, SignUpStatus::Confirmed));
}

async fn who_was_asked_takes_the_place_by_the_link(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 1).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let ask = NewSignUp { member: None, wants: Wants::Ask };
    let waits = fair.join_for(&world, &wei, 0, ask).await.unwrap();
    until(&world, shared::calendar::Calendar::default().out_of_night(world.app.clock.now()));
    answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();
    server::outbox::send_due(&world.app, || true).await.unwrap();
    let token = token_of(&sent(&world));

    let done = tap(&world, token).await.unwrap();

    assert_eq!((done.purpose, done.standing), (LinkPurpose::Accept, LinkStanding::Done));
    assert_eq!(now(&world, &wei, &waits).await, SignUpStatus::Confirmed);
}

async fn many_taps_on_one_link_are_one(world: World) {
    let fair = fair(&world, 60, 1).await;
    let (lan, wei, min) = (world.resident().await, world.resident().await, world.resident().await);
    let place = fair.join(&world, &lan, 0).await.unwrap();
    fair.join(&world, &wei, 0).await.unwrap();
    let last = fair.join(&world, &min, 0).await.unwrap();
    let token = token(&world, LinkPurpose::Cancel, &place);

    let all = join_all((0..20).map(|_| tap(&world, token))).await;

    for it in all {
        assert_eq!(it.unwrap().standing, LinkStanding::Done);
    }
    assert_eq!(now(&world, &min, &last).await, SignUpStatus::Waitlisted, "one place became free");
}

async fn a_link_is_of_one_sign_up_and_not_of_the_next(world: World) {
    let fair = fair(&world, 60, 2).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let token = token(&world, LinkPurpose::Cancel, &place);
    tap(&world, token).await.unwrap();
    let second = fair.join(&world, &lan, 0).await.unwrap();

    let again = tap(&world, token).await.unwrap();

    assert_eq!(again.standing, LinkStanding::Done);
    assert_eq!(now(&world, &lan, &second).await, SignUpStatus::Confirmed);
}
