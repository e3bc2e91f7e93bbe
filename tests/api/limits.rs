//! Requests that did not come from our pages, or are too large.

use axum::body::Body;
use http::Method;
use shared::{
    api::*,
    community::CommunityKey,
    endpoint::{Endpoint, Params, Route},
    id::WishId,
    wish::NewWish,
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    other_sites_change_nothing,
    reading_changes_nothing,
    what_is_folded_too_often_is_not_opened,
);

/// Headers that a page of another site can make a browser send along with our cookies; and ours,
/// with one thing wrong.
const FOREIGN: [&[(&str, &str)]; 11] = [
    // A form, and the three kinds of body that a form can send.
    &[("sec-fetch-site", "cross-site"), ("content-type", "application/x-www-form-urlencoded")],
    &[("sec-fetch-site", "cross-site"), ("content-type", "multipart/form-data; boundary=x")],
    &[("sec-fetch-site", "cross-site"), ("content-type", "text/plain")],
    // A sibling: another host of the same site.
    &[("sec-fetch-site", "same-site"), ("content-type", "text/plain")],
    &[("sec-fetch-site", "same-site"), ("content-type", "application/json"), ("x-linyuan", "1")],
    // Typed by hand, or from a bookmark.
    &[("sec-fetch-site", "none"), ("content-type", "application/json"), ("x-linyuan", "1")],
    // Browsers that say no more than the origin.
    &[
        ("origin", "https://evil.linyuan.example"),
        ("content-type", "application/json"),
        ("x-linyuan", "1"),
    ],
    &[
        ("origin", "http://linyuan.example"),
        ("content-type", "application/json"),
        ("x-linyuan", "1"),
    ],
    &[("origin", "null"), ("content-type", "application/json"), ("x-linyuan", "1")],
    // Nothing at all.
    &[("content-type", "application/json"), ("x-linyuan", "1")],
    // Ours, without what only our pages say.
    &[("sec-fetch-site", "same-origin"), ("content-type", "application/json")],
];

async fn other_sites_change_nothing(world: World) {
    let lan = world.resident().await;
    let posted = make::posted(&world, &lan).await.wish;
    let at = (world.key.clone(), posted);
    let wish = serde_json::to_string(&make::lamp(&world)).unwrap();
    let before = lan.call(GetMine, world.key.clone(), ()).await.unwrap();
    for headers in FOREIGN {
        assert_eq!(send(&lan, &format!("/api/{}/wishes", world.key), headers, &wish).await, 403);
        for route in routes().iter().filter(|route| route.writes()) {
            let status = send(&lan, &filled(route, &at), headers, "").await;
            assert_eq!(status, 403, "{} with {headers:?}", route.name);
        }
    }
    assert_eq!(lan.call(GetMine, world.key.clone(), ()).await.unwrap(), before);
    // The control: the same with the right origin is done.
    let ours = [
        ("origin", "https://linyuan.example"),
        ("content-type", "application/json"),
        ("x-linyuan", "1"),
    ];
    assert_eq!(send(&lan, &WithdrawWish::url(&at, &()).unwrap(), &ours, "").await, 200);
}

async fn send(person: &Person, url: &str, headers: &[(&str, &str)], body: &str) -> u16 {
    let mut request = person.builder(&Method::POST, url).header("idempotency-key", url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.request(request, Body::from(body.to_owned())).await.status().as_u16()
}

/// A picture on another site asks for an address of ours, with our cookies.
async fn reading_changes_nothing(world: World) {
    let lan = world.resident().await;
    let at = (world.key.clone(), make::posted(&world, &lan).await.wish);
    let before = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    for route in routes() {
        let status = lan.get(&filled(&route, &at)).await.0;
        assert!(!route.writes() || status != 200 || is_also_read(route.path), "{}", route.name);
    }
    assert_eq!(lan.call(GetMyWish, at, ()).await.unwrap(), before);
}

/// Lists within lists cost a reader more than they cost who writes them.
async fn what_is_folded_too_often_is_not_opened(world: World) {
    let lan = world.resident().await;
    let ours = [
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/json"),
        ("x-linyuan", "1"),
    ];
    let url = format!("/api/{}/wishes", world.key);
    let folded = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    assert_eq!(send(&lan, &url, &ours, &folded).await, 400);
    // Within a text, brackets are words.
    let wish = NewWish { story: "[{".repeat(50), ..make::lamp(&world) };
    let wish = serde_json::to_string(&wish).unwrap();
    assert_eq!(send(&lan, &url, &ours, &wish).await, 200);
}

/// The address of a route, with a wish in the place of whatever it is about.
fn filled(route: &Route, at: &(CommunityKey, WishId)) -> String {
    let mut values = at.values().into_iter();
    let part = |part: &str| match part.starts_with('{') {
        true => values.next().unwrap_or_default(),
        false => part.to_owned(),
    };
    route.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn is_also_read(path: &str) -> bool {
    routes().iter().any(|route| route.path == path && !route.writes())
}
