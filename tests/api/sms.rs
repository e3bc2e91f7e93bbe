//! The way of a message to its provider, and what becomes of it when the provider is in trouble.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, extract::State, response::IntoResponse, routing::any};
use http::{StatusCode, header};
use server::sms::Gateway;
use shared::{
    api::*,
    person::{AskCode, CodeSent},
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{Person, World, on_both_databases};

on_both_databases!(
    a_provider_gets_phone_text_and_key,
    a_second_provider_takes_what_the_first_refuses,
    a_provider_that_cannot_be_reached_is_passed_over,
    what_may_have_been_sent_is_not_sent_again,
    silence_is_answered_within_six_seconds,
    nobody_is_sent_on_to_another_address,
    a_code_that_was_not_sent_does_not_count,
    a_broken_provider_is_left_alone_for_a_minute,
);

const LAN: &str = "13800001111";

/// What a provider does with a message.
#[derive(Clone, Debug)]
enum Manner {
    Accepts,
    Fails(u16),
    Says(&'static str),
    SendsOn(String),
    IsSilent,
}

/// A provider on this machine.
#[derive(Clone)]
struct Provider {
    url: String,
    asked: Arc<AtomicUsize>,
    last: Arc<Mutex<Bytes>>,
}

impl Provider {
    async fn start(manner: Manner) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        let provider = Self { url, asked: Arc::default(), last: Arc::default() };
        let state = (provider.clone(), manner);
        let router = Router::new().fallback(any(answer)).with_state(state);
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

async fn answer(
    State((provider, manner)): State<(Provider, Manner)>,
    body: Bytes,
) -> axum::response::Response {
    provider.asked.fetch_add(1, Ordering::SeqCst);
    *provider.last.lock().unwrap() = body;
    match manner {
        Manner::Accepts => r#"{"accepted":true}"#.into_response(),
        Manner::Fails(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Manner::Says(words) => words.into_response(),
        Manner::SendsOn(url) => {
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, url)]).into_response()
        }
        Manner::IsSilent => std::future::pending().await,
    }
}

/// Somebody whose server sends by these providers.
fn person(world: &World, urls: &[&str]) -> Person {
    let sms = Gateway::parse(&urls.join(","), false).unwrap();
    world.anyone().at(server::router(world.app.with_sms(sms)))
}

async fn ask(person: &Person) -> Result<CodeSent, Problem> {
    person.call(AskForCode, (), AskCode { phone: LAN.into() }).await
}

async fn a_provider_gets_phone_text_and_key(world: World) {
    let provider = Provider::start(Manner::Accepts).await;
    let mut lan = person(&world, &[&provider.url]);

    lan.visit(AskForCode, (), AskCode { phone: LAN.into() }).await.unwrap();

    assert_eq!(provider.asked(), 1);
    let message: serde_json::Value =
        serde_json::from_slice(&provider.last.lock().unwrap()).unwrap();
    assert_eq!(message["phone"], LAN);
    assert!(message["key"].as_str().unwrap().len() >= 32);
    let text = message["text"].as_str().unwrap();
    let code = text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6).unwrap();
    assert!(lan.enter(code).await.is_ok());
}

async fn a_second_provider_takes_what_the_first_refuses(world: World) {
    let manners = [Manner::Fails(500), Manner::Fails(429), Manner::Says(r#"{"accepted":false}"#)];
    for manner in manners {
        let first = Provider::start(manner.clone()).await;
        let (second, third) =
            (Provider::start(Manner::Accepts).await, Provider::start(Manner::Accepts).await);
        let lan = person(&world, &[&first.url, &second.url, &third.url]);

        assert!(ask(&lan).await.is_ok(), "{manner:?}");

        assert_eq!([first.asked(), second.asked(), third.asked()], [1, 1, 0], "{manner:?}");
        world.app.clock.advance(Millis::HOUR);
    }
}

async fn a_provider_that_cannot_be_reached_is_passed_over(world: World) {
    let second = Provider::start(Manner::Accepts).await;
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };

    assert!(ask(&person(&world, &[&closed, &second.url])).await.is_ok());
    assert_eq!(second.asked(), 1);
}

async fn what_may_have_been_sent_is_not_sent_again(world: World) {
    for manner in [Manner::Says("<html>ok</html>"), Manner::Says(""), Manner::Fails(504)] {
        let (first, second) =
            (Provider::start(manner).await, Provider::start(Manner::Accepts).await);
        let lan = person(&world, &[&first.url, &second.url]);

        let refusal = ask(&lan).await.unwrap_err();
        assert_eq!((refusal.kind, refusal.retry_after), (Kind::SmsFailed, Some(60)));
        assert_eq!([first.asked(), second.asked()], [1, 0]);
        // It may be on its way, and counts as if it were.
        assert_eq!(ask(&lan).await.unwrap_err().kind, Kind::TooOften);

        // Whoever asks again is another message, and it goes to the one that works.
        world.app.clock.advance(Millis::MINUTE);
        assert!(ask(&lan).await.is_ok());
        assert_eq!([first.asked(), second.asked()], [1, 1]);
        world.app.clock.advance(Millis::HOUR);
    }
}

async fn silence_is_answered_within_six_seconds(world: World) {
    let (silent, second) =
        (Provider::start(Manner::IsSilent).await, Provider::start(Manner::Accepts).await);
    let lan = person(&world, &[&silent.url, &second.url]);

    let begun = Instant::now();
    let (refusal, head) = lan.call_with_answer(AskForCode, (), AskCode { phone: LAN.into() }).await;

    assert_eq!(refusal.unwrap_err().kind, Kind::SmsFailed);
    assert_eq!(head.status, StatusCode::BAD_GATEWAY);
    assert!(!head.headers.contains_key(header::SET_COOKIE));
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    assert_eq!([silent.asked(), second.asked()], [1, 0]);
}

async fn nobody_is_sent_on_to_another_address(world: World) {
    let stranger = Provider::start(Manner::Accepts).await;
    let first = Provider::start(Manner::SendsOn(stranger.url.clone())).await;

    let refusal = ask(&person(&world, &[&first.url])).await.unwrap_err();

    assert_eq!(refusal.kind, Kind::SmsFailed);
    assert_eq!([first.asked(), stranger.asked()], [1, 0]);
}

async fn a_code_that_was_not_sent_does_not_count(world: World) {
    let broken = Provider::start(Manner::Fails(500)).await;
    let lan = person(&world, &[&broken.url]);
    for _ in 0..3 {
        assert_eq!(ask(&lan).await.unwrap_err().kind, Kind::SmsFailed);
    }

    let working = Provider::start(Manner::Accepts).await;
    assert!(ask(&person(&world, &[&working.url])).await.is_ok());
}

async fn a_broken_provider_is_left_alone_for_a_minute(world: World) {
    let broken = Provider::start(Manner::Fails(503)).await;
    let lan = person(&world, &[&broken.url]);

    for _ in 0..10 {
        assert_eq!(ask(&lan).await.unwrap_err().kind, Kind::SmsFailed);
    }
    assert_eq!(broken.asked(), 3);
    world.app.clock.advance(Millis::MINUTE);
    for _ in 0..10 {
        assert_eq!(ask(&lan).await.unwrap_err().kind, Kind::SmsFailed);
    }
    assert_eq!(broken.asked(), 4, "one tries whether it works again");
}

#[test]
fn codes_go_to_the_log_of_developers_only() {
    assert!(matches!(Gateway::parse("log", true), Ok(Gateway::Log)));
    assert!(Gateway::parse("log", false).is_err());
    assert!(Gateway::parse("http://sms.example/", true).is_err());
}
