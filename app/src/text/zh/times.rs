//! 日子和钟点怎么说。

use shared::time::Millis;

use crate::text::times::{Times, Wall};

pub const TIMES: Times = Times {
    ago,
    waited: |days| match days {
        ..=0 => "今天发布".into(),
        days => format!("等了 {days} 天"),
    },
    month: |at| Wall::of(at).map_or_else(String::new, |it| format!("{} 月", it.month)),
    day,
    minute: |at| Wall::of(at).map_or_else(String::new, |it| date(it) + " " + &it.clock()),
    due,
    coming: |now, at| match at.days_since(now) {
        0 => "今天".into(),
        1 => "明天".into(),
        2 => "后天".into(),
        _ => day(at),
    },
    days: |days| format!("{days} 天"),
};

fn day(at: Millis) -> String {
    Wall::of(at).map_or_else(String::new, |it| date(it) + " " + weekday(it))
}

fn date(it: Wall) -> String {
    format!("{} 月 {} 日", it.month, it.day)
}

fn weekday(it: Wall) -> &'static str {
    const WEEK: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    WEEK.get(it.weekday).unwrap_or(&"")
}

fn ago(now: Millis, then: Millis) -> String {
    match now.days_since(then) {
        ..=0 => "今天".into(),
        1 => "昨天".into(),
        days @ 2..=30 => format!("{days} 天前"),
        _ => match (Wall::of(then), Wall::of(now)) {
            (Some(day), Some(today)) if today.year != day.year => {
                format!("{} 年 {} 月", day.year, day.month)
            }
            (day, _) => day.map_or_else(String::new, date),
        },
    }
}

fn due(now: Millis, due: Millis) -> String {
    let Some(at) = Wall::of(due) else { return String::new() };
    let hour = at.clock();
    match due.days_since(now) {
        _ if due < now => format!("已过时限（{} {hour}）", date(at)),
        0 => format!("今天 {hour} 前"),
        1 => format!("明天 {hour} 前"),
        _ => format!("{} {hour} 前", date(at)),
    }
}
