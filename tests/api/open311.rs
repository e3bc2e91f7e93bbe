//! Public wishes as programs of other cities read them.

use http::StatusCode;
use serde_json::Value;
use shared::{
    api::*,
    time::Millis,
    wish::{Deliver, WishKind},
};
use tests::{Person, World, make, on_both_databases};

on_both_databases!(
    a_program_reads_the_kinds_and_the_wishes,
    a_list_is_of_a_time_a_kind_and_a_state,
    what_is_not_public_is_not_there,
    what_is_asked_wrongly_is_answered_as_the_standard_has_it,
);

async fn read(world: &World, what: &str) -> (StatusCode, Value) {
    let joined = if what.contains('?') { '&' } else { '?' };
    let url = format!("/open311/v2/{what}{joined}jurisdiction_id={}", world.key);
    let (status, says) = world.anyone().get(&url).await;
    (status, serde_json::from_str(&says).unwrap())
}

async fn ids(world: &World, what: &str) -> Vec<String> {
    let (status, all) = read(world, what).await;
    assert_eq!(status, StatusCode::OK, "{all}");
    let id = |it: &Value| it["service_request_id"].as_str().unwrap().to_owned();
    all.as_array().unwrap().iter().map(id).collect()
}

async fn fulfilled(world: &World, lan: &Person) -> String {
    let (posted, wei) = (make::open(world, lan).await, world.helper().await);
    let at = (world.key.clone(), posted.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let deliver = Deliver { word: posted.word, ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), deliver).await.unwrap();
    at.1.to_string()
}

async fn a_program_reads_the_kinds_and_the_wishes(world: World) {
    let lan = world.resident().await;
    let id = make::open(&world, &lan).await.wish.to_string();
    let (status, about) = world.anyone().get("/open311/v2/discovery.json").await;
    assert_eq!(status, StatusCode::OK);
    let about: Value = serde_json::from_str(&about).unwrap();
    assert!(about["endpoints"][0]["url"].as_str().unwrap().ends_with("/open311/v2"));

    let (_, services) = read(&world, "services.json").await;
    let (_, all) = read(&world, "requests.json").await;
    let (_, one) = read(&world, &format!("requests/{id}.json")).await;

    assert_eq!(services.as_array().unwrap().len(), WishKind::ALL.len());
    assert_eq!(all, one);
    let wish = &all[0];
    assert_eq!(wish["service_request_id"], id.as_str());
    assert_eq!((&wish["status"], &wish["status_notes"]), (&"open".into(), &"等人认领".into()));
    assert!(
        services.as_array().unwrap().iter().any(|it| it["service_code"] == wish["service_code"])
    );
    assert!(wish["requested_datetime"].as_str().unwrap().ends_with("+08:00"));
    assert_eq!(wish["address"], "丰泽院");
    assert!(wish["lat"].is_null() && wish["long"].is_null(), "nobody is found on a map");
    let (says, public) = (
        all.to_string(),
        world.anyone().call(GetWish, (world.key.clone(), id.parse().unwrap()), ()).await.unwrap(),
    );
    assert!(says.contains(&public.title));
    for secret in make::SECRETS {
        assert!(!says.contains(secret), "{secret}");
    }
}

async fn a_list_is_of_a_time_a_kind_and_a_state(world: World) {
    let done = fulfilled(&world, &world.resident().await).await;
    world.app.clock.advance_days(1);
    let open = make::open(&world, &world.resident().await).await.wish.to_string();

    assert_eq!(ids(&world, "requests.json").await, [open.clone(), done.clone()]);
    assert_eq!(ids(&world, "requests.json?status=open").await, std::slice::from_ref(&open));
    assert_eq!(ids(&world, "requests.json?status=closed").await, std::slice::from_ref(&done));
    assert_eq!(ids(&world, "requests.json?status=open,closed").await.len(), 2);
    assert_eq!(ids(&world, "requests.json?service_code=repair").await.len(), 2);
    assert!(ids(&world, "requests.json?service_code=goods").await.is_empty());
    let both = format!("requests.json?service_request_id={done},{open}");
    assert_eq!(ids(&world, &both).await, [done.clone(), open]);
    let day = world.app.clock.now().after(-12 * Millis::HOUR).local().unwrap();
    let before = format!("requests.json?end_date={}%2B08:00", day.strftime("%Y-%m-%dT%H:%M:%S"));
    assert_eq!(ids(&world, &before).await, [done]);
    world.app.clock.advance_days(91);
    let late = ids(&world, "requests.json").await;
    assert!(late.is_empty(), "no further back than the standard goes: {late:?}");
    let back = format!("requests.json?start_date={}%2B08:00", day.strftime("%Y-%m-%dT%H:%M:%S"));
    assert_eq!(ids(&world, &back).await.len(), 1);
}

async fn what_is_not_public_is_not_there(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let waits = lan.call(PostWish, world.key.clone(), make::lamp(&world)).await.unwrap().wish;
    let (status, _) = read(&world, &format!("requests/{waits}.json")).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "nobody has looked at it");
    assert!(ids(&world, "requests.json").await.is_empty());
    make::approve(&world, &worker, waits).await;
    assert_eq!(ids(&world, "requests.json").await.len(), 1);

    lan.call(WithdrawWish, (world.key.clone(), waits), ()).await.unwrap();

    assert!(ids(&world, "requests.json").await.is_empty());
    let (status, _) = read(&world, &format!("requests/{waits}.json")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn what_is_asked_wrongly_is_answered_as_the_standard_has_it(world: World) {
    let of = async |what: &str| {
        let (status, says) = read(&world, what).await;
        assert_eq!(says[0]["code"], status.as_u16(), "{what}: {says}");
        assert!(!says[0]["description"].as_str().unwrap().is_empty());
        status.as_u16()
    };
    assert_eq!(of("requests/nothing.json").await, 404);
    assert_eq!(of("requests.json?status=sleeping").await, 400);
    assert_eq!(of("requests.json?service_code=money").await, 404);
    assert_eq!(of("requests.json?start_date=yesterday").await, 400);
    let anyone = world.anyone();
    assert_eq!(anyone.get("/open311/v2/services.json").await.0, StatusCode::BAD_REQUEST);
    let nowhere = "/open311/v2/services.json?jurisdiction_id=nowhere";
    assert_eq!(anyone.get(nowhere).await.0, StatusCode::NOT_FOUND);
}
