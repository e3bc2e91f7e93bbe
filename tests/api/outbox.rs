//! Messages that go out: by day, once, and for as long as they are of use. And what is forgotten.

use serde_json::Value;
use server::{
    App,
    db::{Tx, outbox as table},
    outbox::{is_behind, send_due},
    sms::{Collected, Gateway, Message},
    tell::tell,
    timers,
    upkeep::tidy,
};
use shared::{
    api::*,
    inbox::InboxQuery,
    market::{AttendeeAsk, MarketNews},
    notice::News,
    policy::Role,
    time::Millis,
    wish::{Decision, HelperStep, InfoReason, StaffStep},
};
use tests::{
    Person, World, make,
    market::{answer, fair},
    on_both_databases,
};

on_both_databases!(
    whoever_must_know_is_told_once,
    what_has_to_be_answered_soon_goes_out,
    no_message_tells_more_than_a_title,
    nobody_is_woken,
    a_gateway_that_fails_is_asked_again_and_not_for_ever,
    a_place_that_nobody_can_come_to_any_more_is_not_written_about,
    what_a_server_left_half_done_is_done_by_another,
    answers_are_kept_a_week_and_then_forgotten,
    nothing_that_is_in_use_is_forgotten,
);

/// Sets the clock forward to this hour in China.
/// A wish that was claimed, so that its poster must know; and who would send the message.
async fn claimed(world: &World) -> (App, Collected) {
    let at = (world.key.clone(), make::open(world, &world.resident().await).await.wish);
    world.helper().await.call(ClaimWish, at, ()).await.unwrap();
    let collected = Collected::default();
    (world.app.with_sms(Gateway::Collect(collected.clone())), collected)
}

async fn send(app: &App) -> usize {
    send_due(app, || true).await.unwrap()
}

fn only(collected: &Collected) -> Message {
    let all = collected.all();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

async fn whoever_must_know_is_told_once(world: World) {
    world.wait_until_hour(10);
    let (app, collected) = claimed(&world).await;
    let other = world.second_server().await.with_sms(app.sms.clone());
    futures_util::join!(send(&app), send(&other), send(&app), send(&other));
    world.app.clock.advance_days(1);
    send(&app).await;

    let message = only(&collected);
    assert!(message.text.contains("看不清台阶") && message.text.contains("有人认领"));
    assert!(message.phone.starts_with("139"), "{}", message.phone);
    for secret in make::SECRETS {
        assert!(!message.text.contains(secret), "{secret}");
    }
}

/// A question, an offer, and that somebody comes tomorrow; each once, to the one who has to know.
async fn what_has_to_be_answered_soon_goes_out(world: World) {
    world.wait_until_hour(10);
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let asked = (world.key.clone(), make::posted(&world, &lan).await.wish);
    let version = worker.call(OpenReview, asked.clone(), ()).await.unwrap().version;
    let (reason, words) = (InfoReason::When, "鹮什么时候方便？".to_owned());
    let question = Decision::AskInfo { version, reason, words };
    worker.call(ReviewWishNow, asked, question).await.unwrap();
    let at = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    let wei = world.resident().await;
    let to = world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    let offer = StaffStep::Offer { to, urgent: true };
    worker.call(StepAsStaff, at.clone(), offer).await.unwrap();
    let collected = Collected::default();
    let app = world.app.with_sms(Gateway::Collect(collected.clone()));
    send(&app).await;
    let texts = || collected.all().into_iter().map(|it| it.text).collect::<Vec<_>>();
    assert_eq!(texts().len(), 2, "{:?}", texts());
    assert!(texts().iter().any(|it| it.contains("社区想问您一句") && !it.contains('鹮')));
    assert!(texts().iter().any(|it| it.contains("想请您来办") && it.contains("日 12:")));

    let wei = world.sign_in(wei.id, false).await;
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let promised = world.app.clock.now().after_days(3);
    wei.call(StepAsHelper, at, HelperStep::Promise { at: promised }).await.unwrap();
    for _ in 0..4 * 24 {
        world.app.clock.advance(Millis::HOUR);
        timers::run_due(&app).await.unwrap();
        send(&app).await;
    }
    let soon = texts().into_iter().filter(|it| it.contains("请留意电话")).count();
    assert_eq!(soon, 1, "{:?}", texts());
}

/// What others must not read over somebody's shoulder.
const CANARY: &str = "鹮说不清楚";

async fn no_message_tells_more_than_a_title(world: World) {
    world.wait_until_hour(10);
    let (now, community) = (world.app.clock.now(), world.community);
    let (all, mut sent) = (all_news(), 0);
    assert!(all.len() > 60, "{}", all.len());
    let told = all.iter().filter(|it| serde_json::to_string(it).unwrap().contains(CANARY)).count();
    assert!(told > 10, "the control: {told} say why");
    for news in all {
        // Nobody gets more than a few on one day.
        let person = world.resident().await.id;
        let tell = async move |tx: &mut Tx| tell(tx, community, person, news, now).await;
        world.app.db.write(tell).await.unwrap();
        sent += send(&world.app).await;
    }
    assert_eq!(world.sms.all().len(), sent);
    assert!(sent > 10, "{sent}");
    for message in world.sms.all() {
        assert!(!message.text.contains(CANARY), "{message:?}");
    }
}

/// Everything that people can be told, with the canary wherever words can stand but in titles.
fn all_news() -> Vec<News> {
    let document = shared::openapi::document();
    let schema = &document["components"]["schemas"]["News"];
    let variants = schema["oneOf"].as_array().unwrap().iter();
    let all = variants.flat_map(|variant| {
        let news = made_up(&document, variant, "");
        let of_markets = news["is"] == "market";
        let kinds = MarketNews::ALL.iter().filter(|_| of_markets).map(|what| {
            let mut news = news.clone();
            news["what"] = what.code().into();
            news
        });
        [news.clone()].into_iter().chain(kinds).collect::<Vec<_>>()
    });
    all.map(|news| serde_json::from_value(news).unwrap()).collect()
}

/// Any value that fits the schema.
fn made_up(document: &Value, schema: &Value, name: &str) -> Value {
    if let Some(word) = schema.get("const") {
        return word.clone();
    }
    let mut made = Value::Null;
    if let Some(choice) = ["enum", "oneOf", "anyOf"].iter().find_map(|it| schema[*it].as_array()) {
        let first = &choice[0];
        made = if first.is_object() { made_up(document, first, name) } else { first.clone() };
        if schema["properties"].is_null() {
            return made;
        }
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap();
        made = made_up(document, target, name);
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        made[name.as_str()] = made_up(document, field, name);
    }
    let of = schema["type"].as_array().map_or(&schema["type"], |all| &all[0]);
    match of.as_str() {
        Some("string") if schema["format"] == "uuid" => uuid::Uuid::nil().to_string().into(),
        Some("string") if name == "title" || name == "provider" => "楼道的灯坏了".into(),
        Some("string") => CANARY.into(),
        // A time that is ahead: what comes too late does not go out.
        Some("integer") => 4_000_000_000_000_i64.into(),
        Some("boolean") => true.into(),
        _ => made,
    }
}

/// The gateway was away for a while: whose place has its time ahead still hears, and whose slot is
/// over reads it in the inbox alone.
async fn a_place_that_nobody_can_come_to_any_more_is_not_written_about(world: World) {
    world.wait_until_hour(10);
    let fair = fair(&world, 60, 1).await;
    let (lan, wei, min) = (world.resident().await, world.resident().await, world.resident().await);
    let (first, second) = (fair.join(&world, &lan, 0).await, fair.join(&world, &lan, 1).await);
    let (first, second) = (first.unwrap(), second.unwrap());
    fair.join(&world, &wei, 0).await.unwrap();
    fair.join(&world, &min, 1).await.unwrap();
    answer(&world, &lan, &first, AttendeeAsk::Cancel).await.unwrap();
    answer(&world, &lan, &second, AttendeeAsk::Cancel).await.unwrap();
    let collected = Collected::default();
    let app = world.app.with_sms(Gateway::Collect(collected.clone()));

    world.wait_until(first.ends_at);
    send(&app).await;

    let became = async |who: &Person| {
        let (db, community) = (&world.app.db, world.community);
        table::states(db, community, who.id).await.unwrap()
    };
    assert_eq!(became(&wei).await, [table::Delivery::TooLate]);
    assert_eq!(became(&min).await, [table::Delivery::Sent], "that one is still to come");
    only(&collected);
    let inbox = wei.call(GetInbox, world.key.clone(), InboxQuery::default()).await.unwrap();
    assert!(matches!(inbox.notices[0].news, News::PlaceGiven { .. }));
}

async fn nobody_is_woken(world: World) {
    world.wait_until_hour(23);
    let (app, collected) = claimed(&world).await;
    for _ in 0..8 {
        assert_eq!(send(&app).await, 0);
        assert!(!is_behind(&app).await.unwrap(), "at night nothing is late");
        world.app.clock.advance(Millis::HOUR);
    }
    assert!(is_behind(&app).await.unwrap());
    send(&app).await;
    only(&collected);
    assert!(!is_behind(&app).await.unwrap());
}

async fn a_gateway_that_fails_is_asked_again_and_not_for_ever(world: World) {
    world.wait_until_hour(8);
    let (app, collected) = claimed(&world).await;
    let broken = app.with_sms(Gateway::Off);
    let mut tries = 0;
    for _ in 0..30 {
        tries += send(&broken).await;
        world.app.clock.advance(2 * Millis::HOUR);
    }
    assert!((5..20).contains(&tries), "{tries}");
    world.wait_until_hour(10);
    send(&app).await;
    assert_eq!(collected.all(), [], "after two days it is of no use");
    assert!(!is_behind(&app).await.unwrap());
}

async fn what_a_server_left_half_done_is_done_by_another(world: World) {
    world.wait_until_hour(10);
    let (app, collected) = claimed(&world).await;
    let now = app.clock.now();
    let row = table::due(&app.db, now).await.unwrap().remove(0);
    let key = row.id.to_string();
    let again = now.after(Millis::MINUTE);
    let taken = app.db.write(async move |tx: &mut Tx| Ok(table::take(tx, &row, again).await?));
    assert!(taken.await.unwrap());
    assert_eq!(send(&app).await, 0, "somebody is at it");
    world.app.clock.advance(2 * Millis::MINUTE);
    send(&app).await;
    assert_eq!(only(&collected).key, key, "by which a provider knows it again");
}

async fn answers_are_kept_a_week_and_then_forgotten(world: World) {
    let lan = world.resident().await.with_key("the same");
    let first = make::posted(&world, &lan).await;
    world.app.clock.advance_days(6);
    tidy(&world.app).await.unwrap();
    assert_eq!(make::posted(&world, &lan).await.wish, first.wish);
    world.app.clock.advance_days(2);
    assert!(tidy(&world.app).await.unwrap() > 0);
    assert_ne!(make::posted(&world, &lan).await.wish, first.wish);
}

async fn nothing_that_is_in_use_is_forgotten(world: World) {
    let wei = world.helper().await;
    let lan = world.resident().await;
    let old = world.sign_in(lan.id, false).await;
    // Used now and then, by one browser only.
    for _ in 0..4 {
        world.app.clock.advance_days(10);
        assert!(is_signed_in(&world, &lan).await && is_signed_in(&world, &wei).await);
        noted(&world, &lan, &wei).await;
        tidy(&world.app).await.unwrap();
    }
    assert!(!is_signed_in(&world, &old).await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    wei.call(ClaimWish, at, ()).await.unwrap();
}

async fn is_signed_in(world: &World, person: &Person) -> bool {
    person.call(GetMine, world.key.clone(), ()).await.is_ok()
}

/// The use of a session is noted beside the request; here it is waited for.
async fn noted(world: &World, lan: &Person, wei: &Person) {
    let since = world.app.clock.now().after(-Millis::DAY);
    for person in [lan, wei] {
        while server::db::sessions::of_person(&world.app.db, person.id, since)
            .await
            .unwrap()
            .is_empty()
        {
            tokio::task::yield_now().await;
        }
    }
}
