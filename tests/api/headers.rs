//! Every answer carries the headers that keep browsers from doing harm, whatever its status.

use axum::{Router, body::Body, routing::get};
use http::{Method, Request, Response, header};
use server::{layers, serve::Limits};
use shared::{api, api::*, endpoint::Endpoint, openapi};
use tests::{Backend, Person, World, make, person};
use tower::ServiceExt;

/// What is on each, in the words of the browser.
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000"),
];

fn assert_complete(answer: &Response<Body>, what: &str) {
    let find = |name: &str| answer.headers().get(name).and_then(|it| it.to_str().ok());
    let value = |name: &str| find(name).unwrap_or_else(|| panic!("{what}: no {name}"));
    for (name, expected) in ALWAYS {
        assert_eq!(value(name), expected, "{what}");
    }
    for device in ["camera=(self)", "microphone=()", "geolocation=()"] {
        assert!(value("permissions-policy").contains(device), "{what}");
    }
    let policy = value("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{what}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"));
    assert!(["no-store", "no-cache"].contains(&value("cache-control")), "{what}");
    assert!(value("x-request-id").len() == 16, "{what}");
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(find(name), None, "{what}");
    }
    if answer.status() != 304 {
        let kind = value("content-type");
        assert!(!kind.starts_with("text/") || kind.ends_with("charset=utf-8"), "{what}: {kind}");
    }
}

async fn send(person: &Person, method: &Method, url: &str, body: Body) -> Response<Body> {
    person.request(person.builder(method, url), body).await
}

/// A write as our pages send it.
async fn write(person: &Person, url: &str, body: &str) -> Response<Body> {
    let mut request = person.builder(&Method::POST, url);
    for (name, value) in person::write_headers("a key") {
        request = request.header(name, value);
    }
    person.request(request, Body::from(body.to_owned())).await
}

#[tokio::test]
async fn every_route_by_every_method() {
    let world = World::new(Backend::Sqlite).await;
    let people = [world.anyone(), world.resident().await];
    let pages = ["/", "/yongan", "/yongan/wishes", "/yongan/mine", "/sign-in", "/nowhere"];
    let others = ["/healthz", "/readyz", "/api", "/api/openapi.json", "/api/nothing", "/x.js"];
    let nobody = "00000000-0000-7000-8000-000000000000";
    let mut urls: Vec<String> = pages.iter().chain(&others).map(ToString::to_string).collect();
    urls.push(openapi::LIVE.replace("{community}", &world.key.0).replace("{market}", nobody));
    urls.extend(api::routes().iter().map(|route| {
        let parts = route.path.replace("{community}", &world.key.0);
        let parts = parts.split('/').map(|it| if it.starts_with('{') { nobody } else { it });
        parts.collect::<Vec<_>>().join("/")
    }));
    for url in &urls {
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            let method: Method = method.parse().unwrap();
            for person in &people {
                let answer = send(person, &method, url, Body::empty()).await;
                assert_complete(&answer, &format!("{method} {url}: {}", answer.status()));
                let foreign = ["TRACE", "BREW"].contains(&method.as_str());
                assert!(!foreign || answer.status() == 405, "{method} {url}");
            }
        }
    }
}

#[tokio::test]
async fn every_status() {
    let world = World::new(Backend::Sqlite).await;
    let (lan, list) = (world.resident().await, ListWishes::url(&world.key, &Default::default()));
    let (list, posts) = (list.unwrap(), format!("/api/{}/wishes", world.key));
    let wrong = serde_json::to_string(&shared::wish::NewWish::default()).unwrap();
    let text = |body: &'static str| {
        let request = lan.builder(&Method::POST, &posts).header("sec-fetch-site", "same-origin");
        let request = request.header("x-linyuan", "1").header("content-type", "text/plain");
        lan.request(request, Body::from(body))
    };
    let large = "x".repeat(65 * 1024);
    let answers = [
        (200, send(&lan, &Method::GET, &list, Body::empty()).await),
        (200, send(&lan, &Method::GET, "/yongan", Body::empty()).await),
        (304, known(&lan, &list).await),
        (304, known(&lan, "/yongan").await),
        (404, send(&lan, &Method::GET, "/api/nothing", Body::empty()).await),
        (404, send(&lan, &Method::GET, "/nothing/at/all", Body::empty()).await),
        (405, send(&lan, &Method::DELETE, &list, Body::empty()).await),
        (405, send(&lan, &Method::POST, "/yongan", Body::empty()).await),
        (401, write(&world.anyone(), &posts, "{}").await),
        (403, send(&lan, &Method::POST, &posts, Body::empty()).await),
        (400, write(&lan, &posts, "{").await),
        (413, write(&lan, &posts, &large).await),
        (415, text("{}").await),
        (422, write(&lan, &posts, &wrong).await),
    ];
    for (status, answer) in answers {
        assert_eq!(answer.status(), status);
        assert_complete(&answer, &status.to_string());
    }
}

/// The same page, asked for by someone who has it.
async fn known(person: &Person, url: &str) -> Response<Body> {
    let first = send(person, &Method::GET, url, Body::empty()).await;
    let etag = first.headers()[header::ETAG].clone();
    let request = person.builder(&Method::GET, url).header(header::IF_NONE_MATCH, etag);
    person.request(request, Body::empty()).await
}

#[tokio::test]
async fn a_panic_is_answered_and_the_server_lives() {
    async fn panics() -> &'static str {
        panic!("as it should")
    }
    let world = World::new(Backend::Sqlite).await;
    let routes = Router::new().route("/panics", get(panics)).route("/works", get(async || "yes"));
    let routes = layers::around(routes, &world.app, Limits::default());
    let ask = |url: &str| routes.clone().oneshot(Request::get(url).body(Body::empty()).unwrap());

    let answer = ask("/panics").await.unwrap();
    assert_eq!(answer.status(), 500);
    assert_complete(&answer, "a panic");
    let number = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let said: serde_json::Value = serde_json::from_str(&person::text(answer).await).unwrap();
    assert_eq!(said["type"], "/problems/bug");
    assert_eq!(said["request"], number);
    assert!(!said.to_string().contains("should"), "{said}");
    assert_eq!(ask("/works").await.unwrap().status(), 200);
}

/// Users read it out, and the log has the same.
#[tokio::test]
async fn a_problem_has_the_number_of_its_request() {
    let world = World::new(Backend::Sqlite).await;
    let (one, other) = (make::lamp(&world), make::lamp(&world));
    let anyone = world.anyone();
    let refused = anyone.call_with_answer(PostWish, world.key.clone(), one).await;
    let again = anyone.call_with_answer(PostWish, world.key.clone(), other).await;
    let (problem, head) = (refused.0.unwrap_err(), refused.1);
    assert_eq!(head.headers["x-request-id"], problem.request.as_str());
    assert_ne!(problem.request, again.0.unwrap_err().request);
}
