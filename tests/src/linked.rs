//! What search engines ask of an event in the words of schema.org: everything they need, what they
//! like to have, and nothing that they do not know.

use serde_json::Value;

/// What is wrong with it, as sentences. Offers and performers are not asked for: nothing costs
/// anything here, and nobody is on a stage.
pub fn wrong_with_event(event: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut demand = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    let words = |it: &Value| it.as_str().is_some_and(|it| !it.trim().is_empty());
    let address = |it: &Value| it.as_str().is_some_and(|it| it.starts_with("https://"));
    let one_of = |it: &Value, all: &[&str]| {
        let name = it.as_str().and_then(|it| it.strip_prefix("https://schema.org/"));
        name.is_some_and(|it| all.contains(&it))
    };
    demand(event["@context"] == "https://schema.org", "the vocabulary");
    demand(event["@type"] == "Event", "the type");
    // Without these, nobody shows it.
    demand(words(&event["name"]), "a name");
    demand(is_time(&event["startDate"]), "a start with its offset");
    demand(event["location"]["@type"] == "Place", "a place");
    let postal = &event["location"]["address"];
    demand(postal["@type"] == "PostalAddress", "the type of an address");
    let parts = ["streetAddress", "addressLocality", "addressCountry"];
    demand(parts.iter().all(|it| words(&postal[it])), "a whole address");
    // With these, it is shown well.
    demand(is_time(&event["endDate"]), "an end with its offset");
    demand(event["endDate"].as_str() > event["startDate"].as_str(), "an end after the start");
    demand(words(&event["description"]), "a description");
    let states = ["EventScheduled", "EventRescheduled", "EventCancelled", "EventPostponed"];
    demand(one_of(&event["eventStatus"], &states), "a status");
    let modes = ["OfflineEventAttendanceMode", "OnlineEventAttendanceMode"];
    demand(one_of(&event["eventAttendanceMode"], &modes), "a way to attend");
    let images = event["image"].as_array().filter(|all| !all.is_empty());
    demand(images.is_some_and(|all| all.iter().all(address)), "a picture by its whole address");
    demand(words(&event["location"]["name"]), "the name of the place");
    demand(event["organizer"]["@type"] == "Organization", "who holds it");
    demand(words(&event["organizer"]["name"]), "the name of who holds it");
    demand(address(&event["organizer"]["url"]), "the whole address of who holds it");
    demand(address(&event["url"]), "its whole address");
    demand(event["isAccessibleForFree"].is_boolean(), "whether it is free");
    let moved = event["eventStatus"] == "https://schema.org/EventRescheduled";
    let before = &event["previousStartDate"];
    demand(if moved { is_time(before) } else { before.is_null() }, "the start before, if it moved");
    wrong.extend(strangers(event));
    wrong
}

/// Properties that their type does not have.
fn strangers(event: &Value) -> Vec<String> {
    let known: [(&Value, &[&str]); 4] = [
        (
            event,
            &[
                "@context",
                "@type",
                "name",
                "description",
                "url",
                "image",
                "startDate",
                "endDate",
                "previousStartDate",
                "eventStatus",
                "eventAttendanceMode",
                "isAccessibleForFree",
                "location",
                "organizer",
            ],
        ),
        (&event["location"], &["@type", "name", "address"]),
        (
            &event["location"]["address"],
            &["@type", "streetAddress", "addressLocality", "addressCountry"],
        ),
        (&event["organizer"], &["@type", "name", "url", "telephone"]),
    ];
    let of = |(value, names): (&Value, &[&str])| -> Vec<String> {
        let all = value.as_object().into_iter().flatten();
        let strange = all.map(|(name, _)| name).filter(|it| !names.contains(&it.as_str()));
        strange.map(|it| format!("{it} is not known there")).collect()
    };
    known.into_iter().flat_map(of).collect()
}

/// "2026-11-28T09:30:00+08:00".
fn is_time(value: &Value) -> bool {
    let shape = "0000-00-00T00:00:00+00:00";
    value.as_str().is_some_and(|it| {
        let like = |(c, wanted): (char, char)| match wanted {
            '0' => c.is_ascii_digit(),
            wanted => c == wanted,
        };
        it.len() == shape.len() && it.chars().zip(shape.chars()).all(like)
    })
}
