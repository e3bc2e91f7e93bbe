//! Calendars, as calendar programs read them: a ticket in somebody's own, and a place's markets.
//!
//! Times are in UTC, which every program shows by the clock of who reads it. The number of an entry
//! stays the same for good, and `SEQUENCE` rises with each change, so that the entry which is there
//! is changed and no second one made.

use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};
use jiff::Timestamp;
use shared::time::Millis;

use crate::text::NAME;

/// What calendar programs call a file of ours.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// How an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Sure,
    /// Somebody has still to say yes.
    Unsure,
    Off,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Never another for the same thing.
    pub uid: String,
    pub sequence: i64,
    pub standing: Standing,
    pub title: String,
    pub words: String,
    pub place: String,
    pub url: String,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// Whether only the holder of the calendar should read it.
    pub private: bool,
}

/// Who says all this: a name and an address.
#[derive(Clone, Debug)]
pub struct Organiser {
    pub name: String,
    pub url: String,
}

/// A calendar that is read again and again; the same content has the same bytes for a day.
pub fn feed(title: &str, organiser: &Organiser, entries: &[Entry], now: Millis) -> String {
    let mut calendar = begin("PUBLISH");
    calendar.append_property(Property::new("X-WR-CALNAME", title));
    calendar.append_property(Property::new("X-PUBLISHED-TTL", "PT1H"));
    let day = Millis(now.0 - now.0.rem_euclid(Millis::DAY));
    for entry in entries {
        calendar.push(event(entry, organiser, day));
    }
    folded(&calendar.to_string())
}

/// A single entry to be put into a calendar, or to be taken out of it.
pub fn single(entry: &Entry, organiser: &Organiser, now: Millis) -> String {
    let mut calendar = begin(if entry.standing == Standing::Off { "CANCEL" } else { "PUBLISH" });
    calendar.push(event(entry, organiser, now));
    folded(&calendar.to_string())
}

fn begin(method: &str) -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", format!("-//linyuan//{NAME}//ZH")));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", method));
    calendar
}

fn event(entry: &Entry, organiser: &Organiser, stamp: Millis) -> Event {
    let mut event = Event::new();
    event.uid(&entry.uid);
    event.sequence(u32::try_from(entry.sequence.max(0)).unwrap_or(u32::MAX));
    event.add_property("DTSTAMP", utc(stamp));
    event.add_property("DTSTART", utc(entry.starts_at));
    event.add_property("DTEND", utc(entry.ends_at));
    event.summary(&entry.title);
    event.location(&entry.place);
    event.url(&entry.url);
    if !entry.words.is_empty() {
        event.description(&entry.words.replace('\r', ""));
    }
    event.class(if entry.private { Class::Private } else { Class::Public });
    event.status(match entry.standing {
        Standing::Sure => EventStatus::Confirmed,
        Standing::Unsure => EventStatus::Tentative,
        Standing::Off => EventStatus::Cancelled,
    });
    let name = organiser.name.replace('"', "");
    let mut by = Property::new("ORGANIZER", organiser.url.as_str());
    event.append_property(by.add_parameter("CN", &name).done());
    event.done()
}

/// "20261128T020000Z".
fn utc(at: Millis) -> String {
    let at = Timestamp::from_millisecond(at.0).unwrap_or_default();
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Lines of at most 75 bytes, none of which ends within a character. What the library folds may be
/// a byte longer.
fn folded(text: &str) -> String {
    const LONGEST: usize = 75;
    let mut folded = String::with_capacity(text.len() + 64);
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LONGEST {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(c);
            length += c.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            uid: "1@linyuan.example".into(),
            sequence: 3,
            standing: Standing::Sure,
            title: "理发, 磨刀; 修鞋".into(),
            words: "第一行\n第二行，\\ 很长很长很长很长很长很长很长很长很长很长很长很长".into(),
            place: "东大街院子".into(),
            url: "https://linyuan.example/yongan/markets/1".into(),
            // 2026-11-28 09:30 in China.
            starts_at: Millis(1_795_829_400_000),
            ends_at: Millis(1_795_831_200_000),
            private: true,
        }
    }

    fn organiser() -> Organiser {
        Organiser { name: "永安社区".into(), url: "https://linyuan.example/yongan".into() }
    }

    #[test]
    fn times_are_in_utc_and_words_are_escaped() {
        let text = single(&entry(), &organiser(), Millis(0)).replace("\r\n ", "");
        for line in [
            "METHOD:PUBLISH",
            "UID:1@linyuan.example",
            "SEQUENCE:3",
            "DTSTAMP:19700101T000000Z",
            "DTSTART:20261128T013000Z",
            "DTEND:20261128T020000Z",
            "SUMMARY:理发\\, 磨刀\\; 修鞋",
            "STATUS:CONFIRMED",
            "CLASS:PRIVATE",
            "ORGANIZER;CN=永安社区:https://linyuan.example/yongan",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
        }
        assert!(text.contains(r"DESCRIPTION:第一行\n第二行，\\ 很长"), "{text}");
    }

    #[test]
    fn what_is_off_is_taken_out_of_the_calendar() {
        let off = Entry { standing: Standing::Off, ..entry() };
        let text = single(&off, &organiser(), Millis(0));
        assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("STATUS:CANCELLED\r\n"));
    }

    #[test]
    fn no_line_is_too_long_and_none_ends_within_a_character() {
        for length in 0..200 {
            let words = "字a".repeat(length);
            let text = single(&Entry { words, ..entry() }, &organiser(), Millis(0));
            assert!(text.ends_with("END:VCALENDAR\r\n"));
            for line in text.split_terminator("\r\n") {
                assert!(line.len() <= 75 && !line.is_empty(), "{line}");
            }
        }
    }

    #[test]
    fn a_feed_has_the_same_bytes_all_day() {
        let at = |now| feed("永安社区", &organiser(), &[entry(), entry()], now);
        assert_eq!(at(Millis(1_795_829_400_000)), at(Millis(1_795_829_400_001)));
        assert_eq!(at(Millis(0)).matches("BEGIN:VEVENT").count(), 2);
    }
}
