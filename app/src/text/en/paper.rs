//! What is hung up in the stairwell, and what is said over a loudspeaker.

use crate::text::paper::{Bulletin, Spoken, SpokenWish};

pub const BULLETIN: Bulletin = Bulletin {
    title: "Wishes on paper",
    desk_more: "To hang up in the stairwell, or to read out",
    more: "Print it and hang it up in the stairwell, for neighbours who are not online. It says \
           nothing that is not public.",
    heading: "Neighbours wish for a hand",
    of: |day| format!("As of {day}"),
    none: "No wish is waiting. If you need something, write it down or call us.",
    others: "There are more: scan the code.",
    next_market: "Next market",
    picture: "Scan to see all wishes",
    help: "If you can help, scan the code or call.",
    wish: "If you need help yourself, call the same number.",
    call: |phone, hours| format!("Phone: {phone} ({hours})"),
};

pub const SPOKEN: Spoken = Spoken {
    title: "For the loudspeaker",
    more: "Read it as it stands; it takes about a minute.",
    copy: "Copy",
    copied: "Copied.",
    listen: "Hear it read",
    stop: "Stop",
    hello: "Dear neighbours,",
    wishes: |count, some| {
        let some: Vec<String> =
            some.iter().map(|SpokenWish { title, place }| format!(" {place}: {title}.")).collect();
        let count = match count {
            None => "many wishes wait".into(),
            Some(1) => "one wish waits".into(),
            Some(count) => format!("{count} wishes wait"),
        };
        format!(" {count} for a helping hand.{} If you can help, tell us.", some.concat())
    },
    no_wishes: " no wish is waiting now. If you need something, tell us.",
    market: |it| {
        let services = match it.services.len() {
            0 => String::new(),
            _ => format!(" There is: {}.", it.services.join(", ").to_lowercase()),
        };
        let (day, hours, place, title) = (it.day, it.hours, it.place, it.title);
        format!(" On {day}, {hours}, at {place}: “{title}”.{services} No phone needed, just come.")
    },
    phone: |phone| format!(" Call the community: {phone}. Once more: {phone}. Thank you."),
};
