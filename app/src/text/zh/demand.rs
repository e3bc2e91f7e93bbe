//! 居民想要什么，可以请哪些摊位。

use crate::text::demand::DemandText;

pub const DEMAND: DemandText = DemandText {
    title: "居民想要什么",
    more: |place| format!("{place}里许了愿、还没有人办成的事。有相应的摊位来，就能办成一些。"),
    hidden: "不到 5 户的不写，免得认出是谁家。",
    none: "还看不出大家缺什么",
    none_more: "同一类要满 5 户才写在这里。可以先照上一场的摊位来办。",
    households: |count| format!("{count} 户想要"),
    days: |days| match days {
        0 => "多半今天才许的愿".into(),
        days => format!("多半等了 {days} 天以上"),
    },
    few: "不到 5 户",
    places: "在哪里",
    answers: "可以请的摊位",
    here: "这一场有了",
    looking: "正在找",
    look: "写上：要找",
    look_for: |service| format!("写上：要找{service}的摊位"),
    look_done: |service| format!("写上了：要找{service}的摊位。公开以后，大家看得到。"),
    stop: "不找了",
    stop_for: |service| format!("不找{service}的摊位了"),
    stop_done: |service| format!("不找{service}的摊位了。"),
    came: |times, day| match times {
        1 => format!("来过一次，{day}"),
        times => format!("来过 {times} 次，上一次{day}"),
    },
    invite: "请他再来",
    invite_whom: |name| format!("请{name}再来"),
    invite_done: |name| format!("{name}放进这一场了。电话里再说一声，就更稳当。"),
    invited: "请过了",
    only_read: "这里只能看。加摊位由主办的人来做，审核的时候和开始以后不能加。",
    link: "看看居民想要什么",
    still: |names| format!("还在找：{names}"),
};
