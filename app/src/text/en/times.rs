//! How days and hours are said.

use shared::time::Millis;

use crate::text::times::{Times, Wall};

pub const TIMES: Times = Times {
    ago,
    waited: |days| match days {
        ..=0 => "since today".into(),
        1 => "waiting for a day".into(),
        days => format!("waiting for {days} days"),
    },
    month: |at| Wall::of(at).map_or_else(String::new, |it| month(it).into()),
    day,
    minute: |at| Wall::of(at).map_or_else(String::new, |it| date(it) + ", " + &it.clock()),
    due,
    coming: |now, at| match at.days_since(now) {
        0 => "today".into(),
        1 => "tomorrow".into(),
        _ => day(at),
    },
    days: |days| match days {
        1 => "1 day".into(),
        days => format!("{days} days"),
    },
};

fn day(at: Millis) -> String {
    Wall::of(at).map_or_else(String::new, |it| format!("{}, {}", weekday(it), date(it)))
}

fn month(it: Wall) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(it.month - 1).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"")
}

fn weekday(it: Wall) -> &'static str {
    const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    WEEK.get(it.weekday).unwrap_or(&"")
}

fn date(it: Wall) -> String {
    format!("{} {}", it.day, month(it))
}

fn ago(now: Millis, then: Millis) -> String {
    match now.days_since(then) {
        ..=0 => "today".into(),
        1 => "yesterday".into(),
        days @ 2..=30 => format!("{days} days ago"),
        _ => match (Wall::of(then), Wall::of(now)) {
            (Some(day), Some(today)) if today.year != day.year => {
                format!("{} {}", month(day), day.year)
            }
            (day, _) => day.map_or_else(String::new, date),
        },
    }
}

fn due(now: Millis, due: Millis) -> String {
    let Some(at) = Wall::of(due) else { return String::new() };
    let hour = at.clock();
    match due.days_since(now) {
        _ if due < now => format!("overdue since {}, {hour}", date(at)),
        0 => format!("by {hour} today"),
        1 => format!("by {hour} tomorrow"),
        _ => format!("by {hour} on {}", date(at)),
    }
}
