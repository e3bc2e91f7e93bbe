//! How days and hours are said.

use jiff::civil::Date;
use shared::time::Millis;

use crate::text::times::Times;

pub const TIMES: Times = Times {
    ago,
    waited: |days| match days {
        ..=0 => "since today".into(),
        1 => "waiting for a day".into(),
        days => format!("waiting for {days} days"),
    },
    month: |at| at.date().map_or_else(String::new, |day| month(day).into()),
    day: |at| at.date().map_or_else(String::new, |day| format!("{}, {}", weekday(day), date(day))),
    minute: |at| {
        let say = |it: jiff::civil::DateTime| {
            format!("{}, {:02}:{:02}", date(it.date()), it.hour(), it.minute())
        };
        at.local().map_or_else(String::new, say)
    },
    due,
    days: |days| match days {
        1 => "1 day".into(),
        days => format!("{days} days"),
    },
};

fn month(day: Date) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.get(usize::from(day.month().unsigned_abs()) - 1).unwrap_or(&"")
}

fn weekday(day: Date) -> &'static str {
    const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    WEEK.get(usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())).unwrap_or(&"")
}

fn date(day: Date) -> String {
    format!("{} {}", day.day(), month(day))
}

fn ago(now: Millis, then: Millis) -> String {
    match now.days_since(then) {
        ..=0 => "today".into(),
        1 => "yesterday".into(),
        days @ 2..=30 => format!("{days} days ago"),
        _ => then.date().map_or_else(String::new, |day| match now.date() {
            Some(today) if today.year() != day.year() => format!("{} {}", month(day), day.year()),
            _ => date(day),
        }),
    }
}

fn due(now: Millis, due: Millis) -> String {
    let Some(at) = due.local() else { return String::new() };
    let hour = format!("{:02}:{:02}", at.hour(), at.minute());
    match due.days_since(now) {
        _ if due < now => format!("overdue since {}, {hour}", date(at.date())),
        0 => format!("by {hour} today"),
        1 => format!("by {hour} tomorrow"),
        _ => format!("by {hour} on {}", date(at.date())),
    }
}
