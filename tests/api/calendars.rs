//! Tickets and markets in people's calendars, read by a parser that is not ours; and markets as
//! search engines are told of them.

use std::collections::BTreeMap;

use http::{Method, StatusCode, header};
use ical::IcalParser;
use serde_json::Value;
use shared::{
    api::*,
    market::{AttendeeAsk, MarketAsk, MySignUp, NewMember, NewSignUp, Nickname, Wants},
    time::Millis,
};
use tests::{
    Person, World,
    linked::wrong_with_event,
    market::{Fair, answer, fair, step},
    on_both_databases,
};

on_both_databases!(
    a_ticket_goes_into_a_calendar_and_out_of_it_again,
    a_ticket_is_for_the_calendar_of_one_person,
    a_place_has_a_calendar_of_its_markets,
    what_is_put_off_or_called_off_is_so_in_calendars_too,
    a_feed_is_made_once_and_says_nothing_of_who_comes,
    machines_are_told_all_they_ask_of_an_event,
);

/// What a calendar says of itself, and of each of its entries.
struct Read {
    method: String,
    entries: Vec<BTreeMap<String, String>>,
}

fn read(text: &str) -> Read {
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line:?}");
    }
    let mut all: Vec<_> = IcalParser::new(text.as_bytes()).map(|it| it.unwrap()).collect();
    assert_eq!(all.len(), 1, "{text}");
    let calendar = all.remove(0);
    let values = |all: Vec<ical::property::Property>| -> BTreeMap<String, String> {
        let count = all.len();
        let values: BTreeMap<_, _> =
            all.into_iter().map(|it| (it.name, it.value.unwrap_or_default())).collect();
        assert_eq!(values.len(), count, "nothing is said twice: {values:?}");
        values
    };
    let about = values(calendar.properties);
    assert_eq!(about["VERSION"], "2.0");
    assert!(about["PRODID"].contains("linyuan"));
    let entries: Vec<_> = calendar.events.into_iter().map(|it| values(it.properties)).collect();
    for entry in &entries {
        for needed in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"] {
            assert!(entry.contains_key(needed), "{needed} in {entry:?}");
        }
        assert!(entry["ORGANIZER"].starts_with("https://linyuan.example/yongan"));
    }
    Read { method: about["METHOD"].clone(), entries }
}

/// "20261128T013000Z".
fn utc(at: Millis) -> String {
    let local = at.after(-8 * Millis::HOUR).local().unwrap();
    let (date, time) = (local.date(), local.time());
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

async fn ticket(who: &Person, it: &MySignUp) -> (StatusCode, String) {
    who.get(&format!("/api/yongan/mine/sign-ups/{}/ticket.ics", it.id)).await
}

async fn entry_of(who: &Person, it: &MySignUp) -> (String, BTreeMap<String, String>) {
    let (status, text) = ticket(who, it).await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let mut read = read(&text);
    assert_eq!(read.entries.len(), 1);
    (read.method, read.entries.remove(0))
}

async fn a_ticket_goes_into_a_calendar_and_out_of_it_again(world: World) {
    let fair = fair(&world, 60, 5).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();

    let (method, first) = entry_of(&lan, &place).await;
    assert_eq!((method.as_str(), first["STATUS"].as_str()), ("PUBLISH", "CONFIRMED"));
    assert_eq!(first["SUMMARY"], "理发 · 周六共享集市");
    assert_eq!(first["DTSTART"], utc(place.starts_at));
    assert_eq!(first["DTEND"], utc(place.ends_at));
    assert_eq!(first["UID"], format!("{}@linyuan.example", place.id));
    assert_eq!(first["LOCATION"], place.place_name);
    assert_eq!(first["CLASS"], "PRIVATE");
    // The way to give it back is in it, and is no place where a name would stand.
    assert!(first["DESCRIPTION"].contains("https://linyuan.example/yongan/l/"), "{first:?}");

    answer(&world, &lan, &place, AttendeeAsk::Cancel).await.unwrap();
    let (method, last) = entry_of(&lan, &place).await;

    assert_eq!((method.as_str(), last["STATUS"].as_str()), ("CANCEL", "CANCELLED"));
    assert_eq!(last["UID"], first["UID"]);
    let number = |it: &BTreeMap<String, String>| it["SEQUENCE"].parse::<i64>().unwrap();
    assert!(number(&last) > number(&first));
}

async fn a_ticket_is_for_the_calendar_of_one_person(world: World) {
    let fair = fair(&world, 60, 5).await;
    let (lan, wei) = (world.resident().await, world.resident().await);
    let new = NewMember { nickname: Nickname::new("小宝贝").unwrap() };
    let child = lan.call(AddMember, world.key.clone(), new).await.unwrap()[0].id;
    let for_child = NewSignUp { member: Some(child), wants: Wants::Auto };
    let place = fair.join_for(&world, &lan, 0, for_child).await.unwrap();

    assert_eq!(ticket(&wei, &place).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ticket(&world.anyone(), &place).await.0, StatusCode::UNAUTHORIZED);
    let (status, text) = ticket(&lan, &place).await;
    assert_eq!(status, StatusCode::OK);
    let code = place.ticket.expect("a ticket").code;
    for private in ["小宝贝", code.digits(), &lan.id.to_string()] {
        assert!(!text.replace("\r\n ", "").contains(private), "{private} in {text}");
    }
}

async fn feed(world: &World, path: &str) -> Read {
    let (status, text) = world.anyone().get(&format!("/api/yongan/{path}")).await;
    assert_eq!(status, StatusCode::OK, "{text}");
    read(&text)
}

async fn a_place_has_a_calendar_of_its_markets(world: World) {
    let fair = fair(&world, 60, 5).await;
    let elsewhere = world.another_grid().await;
    let courtyard = world.courtyard().id;

    let here = feed(&world, &format!("nodes/{courtyard}/markets.ics")).await;
    let there = feed(&world, &format!("nodes/{}/markets.ics", elsewhere.id)).await;
    let all = feed(&world, "markets.ics").await;

    assert_eq!(here.method, "PUBLISH");
    assert_eq!((here.entries.len(), there.entries.len(), all.entries.len()), (1, 0, 1));
    let entry = &here.entries[0];
    assert_eq!(entry["SUMMARY"], "周六共享集市");
    assert_eq!(entry["URL"], format!("https://linyuan.example/yongan/markets/{}", fair.id));
    assert_eq!((entry["SEQUENCE"].as_str(), entry["STATUS"].as_str()), ("0", "CONFIRMED"));
    let building = world.building().id;
    let hidden = world.anyone().get(&format!("/api/yongan/nodes/{building}/markets.ics")).await;
    assert_eq!(hidden.0, StatusCode::NOT_FOUND, "what is no public place has no calendar");
    assert_eq!(world.anyone().get("/api/nowhere/markets.ics").await.0, StatusCode::NOT_FOUND);
}

async fn agreed(world: &World, fair: &Fair, ask: MarketAsk) {
    world.step(&fair.organiser, fair.id, ask).await.unwrap();
    world.step(&fair.reviewer, fair.id, MarketAsk::AgreeChange).await.unwrap();
}

async fn what_is_put_off_or_called_off_is_so_in_calendars_too(world: World) {
    let fair = fair(&world, 60, 5).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let (_, first) = entry_of(&lan, &place).await;
    let before = feed(&world, "markets.ics").await.entries.remove(0);
    let at = (world.key.clone(), fair.id);
    let plan = fair.organiser.call(GetStaffMarket, at, ()).await.unwrap().plan;
    let starts_at = plan.starts_at.after_days(7);

    let ends_at = starts_at.after(3 * Millis::HOUR);
    agreed(&world, &fair, MarketAsk::Postpone { starts_at, ends_at }).await;

    let moved = feed(&world, "markets.ics").await.entries.remove(0);
    assert_eq!(
        (moved["DTSTART"].clone(), moved["UID"].clone()),
        (utc(starts_at), before["UID"].clone())
    );
    let number = |it: &BTreeMap<String, String>| it["SEQUENCE"].parse::<i64>().unwrap();
    assert!(number(&moved) > number(&before));
    let (_, later) = entry_of(&lan, &place).await;
    assert_eq!(
        (later["STATUS"].as_str(), later["DTSTART"].as_str()),
        ("TENTATIVE", utc(starts_at).as_str())
    );
    assert!(number(&later) > number(&first));

    let words = "下大雨".to_owned();
    let reason = shared::market::CancelReason::Weather;
    agreed(&world, &fair, MarketAsk::Cancel { reason, words }).await;

    let off = feed(&world, "markets.ics").await.entries.remove(0);
    assert_eq!(off["STATUS"], "CANCELLED");
    assert!(number(&off) > number(&moved));
    let (method, gone) = entry_of(&lan, &place).await;
    assert_eq!((method.as_str(), gone["STATUS"].as_str()), ("CANCEL", "CANCELLED"));
    assert!(number(&gone) > number(&later));
}

async fn a_feed_is_made_once_and_says_nothing_of_who_comes(world: World) {
    world.app.clock.stop();
    let fair = fair(&world, 60, 5).await;
    let lan = world.resident().await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let anyone = world.anyone();
    let ask = async |tag: Option<&str>| {
        let request = anyone.builder(&Method::GET, "/api/yongan/markets.ics");
        let request = match tag {
            Some(tag) => request.header(header::IF_NONE_MATCH, tag),
            None => request,
        };
        anyone.request(request, Default::default()).await
    };

    let first = ask(None).await;
    let header = |name| first.headers().get(name).and_then(|it| it.to_str().ok()).unwrap();
    assert_eq!(header(header::CONTENT_TYPE), "text/calendar; charset=utf-8");
    let tag = header(header::ETAG).to_owned();
    // Somebody signs up: the page is made anew, and is the same to the last byte.
    fair.join(&world, &world.resident().await, 0).await.unwrap();
    assert_eq!(ask(Some(&tag)).await.status(), StatusCode::NOT_MODIFIED);

    let text = tests::person::text(first).await.replace("\r\n ", "");
    for private in [lan.id.to_string(), place.id.to_string(), fair.organiser.id.to_string()] {
        assert!(!text.contains(&private), "{private} in {text}");
    }
}

async fn machines_are_told_all_they_ask_of_an_event(world: World) {
    let fair = fair(&world, 60, 5).await;
    let linked = async || -> Value {
        let page = world.anyone().get(&format!("/yongan/markets/{}", fair.id)).await.1;
        let (_, rest) = page.split_once(r#"<script type="application/ld+json">"#).unwrap();
        serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
    };
    let event = linked().await;
    assert_eq!(wrong_with_event(&event), [""; 0], "{event:#}");
    assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(event["url"], format!("https://linyuan.example/yongan/markets/{}", fair.id));
    let at = (world.key.clone(), fair.id);
    let seen = fair.organiser.call(GetStaffMarket, at, ()).await.unwrap();
    let starts_at = seen.plan.starts_at.after_days(7);
    let later = MarketAsk::Postpone { starts_at, ends_at: starts_at.after(3 * Millis::HOUR) };
    step(&world, &fair.organiser, &seen, later).await.unwrap();
    world.step(&fair.reviewer, fair.id, MarketAsk::AgreeChange).await.unwrap();

    let moved = linked().await;

    assert_eq!(wrong_with_event(&moved), [""; 0], "{moved:#}");
    assert_eq!(moved["eventStatus"], "https://schema.org/EventRescheduled");
    assert_eq!(moved["previousStartDate"], event["startDate"]);
    // The control: what lacks something is found out.
    for property in ["name", "location", "image", "organizer", "description", "endDate"] {
        let mut less = event.clone();
        less.as_object_mut().unwrap().remove(property);
        assert!(!wrong_with_event(&less).is_empty(), "{property}");
    }
    let mut more = event;
    more["price"] = 5.into();
    assert_eq!(wrong_with_event(&more), ["price is not known there"]);
}
