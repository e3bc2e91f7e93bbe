//! 日子和钟点怎么说。

use shared::time::Millis;

use crate::text::times::Times;

pub const TIMES: Times = Times {
    ago,
    waited: |days| match days {
        ..=0 => "今天发布".into(),
        days => format!("等了 {days} 天"),
    },
    month: |at| at.date().map_or_else(String::new, |day| format!("{} 月", day.month())),
    day,
    minute: |at| {
        let hour = |it: jiff::civil::DateTime| {
            format!("{} 月 {} 日 {:02}:{:02}", it.month(), it.day(), it.hour(), it.minute())
        };
        at.local().map_or_else(String::new, hour)
    },
    due,
    days: |days| format!("{days} 天"),
};

fn ago(now: Millis, then: Millis) -> String {
    match now.days_since(then) {
        ..=0 => "今天".into(),
        1 => "昨天".into(),
        days @ 2..=30 => format!("{days} 天前"),
        _ => then.date().map_or_else(String::new, |day| match now.date() {
            Some(today) if today.year() != day.year() => {
                format!("{} 年 {} 月", day.year(), day.month())
            }
            _ => format!("{} 月 {} 日", day.month(), day.day()),
        }),
    }
}

fn day(at: Millis) -> String {
    const WEEK: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let say = |day: jiff::civil::Date| {
        let place = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        format!("{} 月 {} 日 {}", day.month(), day.day(), WEEK.get(place).unwrap_or(&""))
    };
    at.date().map_or_else(String::new, say)
}

fn due(now: Millis, due: Millis) -> String {
    let Some(at) = due.local() else { return String::new() };
    let hour = format!("{:02}:{:02}", at.hour(), at.minute());
    match due.days_since(now) {
        _ if due < now => format!("已过时限（{} 月 {} 日 {hour}）", at.month(), at.day()),
        0 => format!("今天 {hour} 前"),
        1 => format!("明天 {hour} 前"),
        _ => format!("{} 月 {} 日 {hour} 前", at.month(), at.day()),
    }
}
