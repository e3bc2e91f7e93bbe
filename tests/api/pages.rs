//! Pages as they are sent: readable before the app is there, shareable, and without secrets.

use axum::body::Body;
use http::{Method, Response, header};
use shared::{api::*, wish::WishFilter};
use tests::{Person, World, make, on_both_databases, person};

on_both_databases!(
    a_wish_is_read_before_any_script,
    the_data_is_what_the_api_says,
    what_a_page_links_and_shares,
    pages_hold_no_secret,
    a_wish_that_is_withdrawn_is_gone_at_once,
    what_does_not_exist_is_not_found,
    a_page_that_a_browser_has_is_not_sent_again,
    a_list_shows_what_the_address_says,
    a_community_founded_by_another_program_is_there,
);

/// As `linyuan admin found` does it while this server runs.
async fn a_community_founded_by_another_program_is_there(world: World) {
    let anyone = world.anyone();
    assert_eq!(anyone.get("/xinan").await.0, 404);
    assert_eq!(anyone.get("/api/xinan/home").await.0, 404);
    tests::found(&world.second_server().await, "xinan").await;

    world.app.clock.advance(shared::time::Millis::MINUTE);
    assert_eq!(anyone.get("/api/xinan/home").await.0, 200);
    assert_eq!(anyone.get("/xinan").await.0, 200);
    let (status, page) = anyone.get("/").await;
    assert_eq!(status, 200);
    let view = between(&page, "<body>", "<script");
    for link in ["href=\"/yongan\"", "href=\"/xinan\"", "tel:09371234567"] {
        assert!(view.contains(link), "{link} in {view}");
    }
    assert_eq!(anyone.call(ListCommunities, (), ()).await.unwrap().len(), 2);
}

async fn page(person: &Person, url: &str) -> Response<Body> {
    person.request(person.builder(&Method::GET, url), Body::empty()).await
}

/// What stands between two marks.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let rest = page.split_once(from).unwrap_or_else(|| panic!("no {from} in {page}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

async fn a_wish_is_read_before_any_script(world: World) {
    let wish = make::open(&world, &world.resident().await).await.wish;
    let anyone = world.anyone();
    for url in
        ["/".into(), "/yongan".into(), "/yongan/wishes".into(), format!("/yongan/wishes/{wish}")]
    {
        let (status, page) = anyone.get(&url).await;
        assert_eq!(status, 200, "{url}");
        let body = between(&page, "<body>", "</body>");
        let title = body.find("看不清台阶").unwrap_or_else(|| panic!("{url} without the wish"));
        let script = body.find("<script").unwrap();
        assert!(title < script, "{url}");
        assert!(page.contains(r#"<html lang="zh-CN""#));
        assert!(page.contains("tel:09371234567") || page.contains("tel:0937-1234567"), "{url}");
    }
    let node = format!("/yongan/nodes/{}", world.courtyard().id);
    assert!(anyone.get(&node).await.1.contains("丰泽院"));
    assert_eq!(anyone.get("/yongan/figures").await.0, 200);
}

async fn the_data_is_what_the_api_says(world: World) {
    let wish = make::open(&world, &world.resident().await).await.wish;
    let anyone = world.anyone();
    for (page, api) in [
        ("/yongan".into(), "/api/yongan/home".into()),
        ("/yongan/wishes".into(), "/api/yongan/wishes".into()),
        ("/yongan/wishes?kind=repair".into(), "/api/yongan/wishes?kind=repair".into()),
        ("/yongan/figures".into(), "/api/yongan/figures".into()),
        (format!("/yongan/wishes/{wish}"), format!("/api/yongan/wishes/{wish}")),
        (
            format!("/yongan/nodes/{}", world.courtyard().id),
            format!("/api/yongan/nodes/{}", world.courtyard().id),
        ),
    ] {
        let (page, said) = (anyone.get(&page).await.1, anyone.get(&api).await.1);
        let first = json(between(&page, r#"id="first">"#, "</script>"));
        let mut said = json(&said);
        let mut shown = first[&api].clone();
        // Figures say when they were counted, and these were counted one after the other.
        for value in [&mut said, &mut shown] {
            value.pointer_mut("/at").map(serde_json::Value::take);
            value.pointer_mut("/funnel/at").map(serde_json::Value::take);
        }
        assert_eq!(shown, said, "{api}");
        assert_eq!(first["/api/communities"][0]["key"], "yongan");
    }
}

async fn what_a_page_links_and_shares(world: World) {
    let wish = make::open(&world, &world.resident().await).await.wish;
    let address = format!("https://linyuan.example/yongan/wishes/{wish}");
    let page = world.anyone().get(&format!("/yongan/wishes/{wish}?from=timeline")).await.1;
    let head = between(&page, "<head>", "</head>");
    assert!(head.contains(&format!(r#"<link rel="canonical" href="{address}">"#)), "{head}");
    assert!(head.contains(&format!(r#"<meta property="og:url" content="{address}">"#)));
    let title = between(head, "<title>", "</title>");
    assert!(title.contains("看不清台阶"));
    assert!(head.contains(&format!(r#"<meta property="og:title" content="{title}">"#)));
    assert!(!between(head, r#"<meta name="description" content=""#, "\"").is_empty());
    let linked = json(between(head, r#"<script type="application/ld+json">"#, "</script>"));
    assert_eq!(linked["@context"], "https://schema.org");
    assert!(linked["name"].as_str().unwrap().contains("看不清台阶"));
    // What is somebody's own is not for search engines.
    assert!(world.anyone().get("/yongan/mine").await.1.contains(r#"content="noindex""#));
    assert!(!head.contains("noindex"));
}

async fn pages_hold_no_secret(world: World) {
    let lan = world.resident().await;
    let wish = make::open(&world, &lan).await.wish;
    let waiting = make::posted(&world, &world.resident().await).await.wish;
    let mut read = String::new();
    for person in [world.anyone(), world.helper().await, lan] {
        for path in ["", "/wishes", "/figures", "/mine", "/desk", "/new", "/find"] {
            read += &person.get(&format!("/yongan{path}")).await.1;
        }
        read += &person.get(&format!("/yongan/wishes/{wish}")).await.1;
        assert_eq!(person.get(&format!("/yongan/wishes/{waiting}")).await.0, 404);
        for node in &world.nodes {
            read += &person.get(&format!("/yongan/nodes/{}", node.id)).await.1;
        }
    }
    assert!(read.contains("看不清台阶"), "the wish itself was not read");
    for secret in make::SECRETS {
        assert!(!read.contains(secret), "{secret}");
    }
}

async fn a_wish_that_is_withdrawn_is_gone_at_once(world: World) {
    let lan = world.resident().await;
    let wish = make::open(&world, &lan).await.wish;
    let url = format!("/yongan/wishes/{wish}");
    assert_eq!(world.anyone().get(&url).await.0, 200);
    lan.call(WithdrawWish, (world.key.clone(), wish), ()).await.unwrap();

    let gone = page(&world.anyone(), &url).await;
    assert_eq!(gone.status(), 404);
    assert_eq!(gone.headers()[header::CACHE_CONTROL], "no-store");
    assert!(!person::text(gone).await.contains("看不清台阶"));
    assert!(!world.anyone().get("/yongan").await.1.contains("看不清台阶"));
}

async fn what_does_not_exist_is_not_found(world: World) {
    let nobody = "00000000-0000-7000-8000-000000000000";
    let building = world.building().id;
    for url in [
        "/nobody".to_owned(),
        "/nobody/wishes".into(),
        "/yongan/nothing".into(),
        "/yongan/wishes/1".into(),
        format!("/yongan/wishes/{nobody}"),
        format!("/yongan/nodes/{nobody}"),
        format!("/yongan/nodes/{building}"),
        "/x.html".into(),
        "/assets/x.js".into(),
        "/../server/Cargo.toml".into(),
    ] {
        let (status, page) = world.anyone().get(&url).await;
        assert_eq!(status, 404, "{url}");
        assert!(page.contains("没有找到") && page.contains("<title>"), "{url}: {page}");
    }
    for url in ["/sign-in", "/staff", "/staff/enrol/abc", "/yongan/new", "/yongan/settings"] {
        assert_eq!(world.anyone().get(url).await.0, 200, "{url}");
    }
}

async fn a_page_that_a_browser_has_is_not_sent_again(world: World) {
    let lan = world.resident().await;
    let wish = make::open(&world, &lan).await.wish;
    for url in ["/yongan".to_owned(), format!("/yongan/wishes/{wish}"), "/yongan/mine".into()] {
        let known = known(&lan, &url).await;
        assert_eq!(known.status(), 304, "{url}");
        assert!(known.headers().contains_key(header::ETAG));
        assert_eq!(person::text(known).await, "");
    }
    let etag = page(&lan, "/yongan").await.headers()[header::ETAG].clone();
    lan.call(WithdrawWish, (world.key.clone(), wish), ()).await.unwrap();
    assert_ne!(page(&lan, "/yongan").await.headers()[header::ETAG], etag);
}

/// The same page twice. PostgreSQL tells of the last change a moment later, and then the page is
/// made once more.
async fn known(person: &Person, url: &str) -> Response<Body> {
    let mut tries = 20;
    loop {
        let etag = page(person, url).await.headers()[header::ETAG].clone();
        let request = person.builder(&Method::GET, url).header(header::IF_NONE_MATCH, &etag);
        let known = person.request(request, Body::empty()).await;
        tries -= 1;
        if known.status() == 304 || tries == 0 {
            return known;
        }
    }
}

async fn a_list_shows_what_the_address_says(world: World) {
    make::open(&world, &world.resident().await).await;
    let anyone = world.anyone();
    let title = "看不清台阶";
    for (query, found) in [
        ("?q=%E5%8F%B0%E9%98%B6", true),
        ("?q=%E6%A1%8C%E5%AD%90", false),
        ("?kind=repair&utm_source=x&from=singlemessage", true),
        ("?kind=company", false),
        ("?kind=nonsense", true),
        ("?status=fulfilled", false),
        ("?status=submitted", true),
        ("?%ff=%fe&q=", true),
    ] {
        let (status, page) = anyone.get(&format!("/yongan/wishes{query}")).await;
        assert_eq!(status, 200, "{query}");
        let body = between(&page, "<body>", "<script");
        assert_eq!(body.contains(title), found, "{query}");
    }
    let long = "灯".repeat(WishFilter::LONGEST_QUERY * 2);
    assert_eq!(anyone.get(&format!("/yongan/wishes?q={}", encoded(&long))).await.0, 200);
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
