//! A market in the words of schema.org, as search engines want to be told of events. What it would
//! cost and who performs is not said: nothing costs anything, and stalls are no stars.

use serde_json::{Value, json};
use shared::{
    market::{MarketStatus, PublicMarket},
    time::Millis,
};

use crate::{place::Page, place_further::Further, scene::Scene};

/// Addresses begin with a slash; whoever sends it knows what stands before that.
pub fn event(scene: &Scene, market: &PublicMarket) -> Value {
    let (community, t) = (&scene.community, &scene.t.markets);
    let state = match (market.status, market.moved_from) {
        (MarketStatus::Cancelled, _) => "EventCancelled",
        (_, Some(_)) => "EventRescheduled",
        _ => "EventScheduled",
    };
    let local = |at: Millis| at.local().map(|at| format!("{at}+08:00"));
    let about = match market.words.is_empty() {
        true => (t.about)(&market.place_name, &(scene.t.times.day)(market.starts_at)),
        false => market.words.clone(),
    };
    let mut event = json!({
        "@type": "Event",
        "name": market.title,
        "description": about,
        "url": scene.to(Further::Market(market.id).page()),
        "image": ["/icon-512.png"],
        "startDate": local(market.starts_at),
        "endDate": local(market.ends_at),
        "eventStatus": format!("https://schema.org/{state}"),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": true,
        "location": {
            "@type": "Place",
            "name": market.place_name,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": market.place_name,
                "addressLocality": community.district,
                "addressCountry": "CN",
            },
        },
        "organizer": {
            "@type": "Organization",
            "name": community.name,
            "url": scene.to(Page::Home),
            "telephone": community.phone,
        },
    });
    if let (Some(from), "EventRescheduled") = (market.moved_from, state) {
        event["previousStartDate"] = json!(local(from));
    }
    event
}
