//! 一般要多久，各个网格有多少。

use crate::text::pace::PaceText;

pub const PACE: PaceText = PaceText {
    title: "一般要多久",
    more: "一半的心愿比这快，一半比这慢。办好的太少，就不写。",
    all: "全部心愿",
    review: |hours| match hours {
        ..1 => "不到 1 小时公开".into(),
        1..48 => format!("{hours} 小时公开"),
        _ => format!("{} 天公开", hours / 24),
    },
    claimed: |days| match days {
        ..1 => "当天有人认领".into(),
        _ => format!("{days} 天有人认领"),
    },
    fulfilled: |days| match days {
        ..1 => "当天办好".into(),
        _ => format!("{days} 天办好"),
    },
    satisfaction: |tenths| format!("打分 {}.{}（满分 5）", tenths / 10, tenths % 10),
    none: "办好的心愿还太少，说不准。",
    places: "每个网格有多少",
    places_more: "太少的不写数字，写“少”，免得认出是谁家。",
    place: "网格",
    hidden: "少",
    download: "下载这些数字（表格）",
};
