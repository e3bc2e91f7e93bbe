//! 当天的事，给主办方看的。

use crate::text::market_day::{Correcting, MarketDay, NotHere, Phones, Risk};

pub const MARKET_DAY: MarketDay = MarketDay {
    title: "当天的事",
    check_in: "用这部手机签到",
    at_risk: "可能来不了的人",
    figures: "到现在",
    verified: "签到（人次）",
    walk_in: "没报名来的（人次）",
    persons: "签到的不同的人",
    late: |count| {
        format!(
            "总结签字以后，又有 {count} 条传来或者撤回，总结里没有算。可以再写一版总结，写明为什么。"
        )
    },
    stalls: "各个摊位",
    stall: |number, name| format!("{number} 号 {name}"),
    here: |here, expected| format!("到 {here} 人，报名 {expected} 人"),
    counts: |verified, walk_in| format!("签到 {verified}，没报名的 {walk_in}"),
    records: |stall| format!("{stall} 的签到"),
    see_records: "看签到",
    missing: |count| format!("时间到了还没来的：{count}"),
    digits: |digits| format!("尾号 {digits}"),
    call: "打电话",
    call_him: |name| format!("给{name}打电话"),
    call_logged: "看一次号码，就记一次，本人也看得到。",
    hours: "帮忙的时间",
    hours_of: |from, to, minutes| format!("{from} 到 {to}，算 {minutes} 分钟"),
    confirm_hours: "时间没错",
    confirmed: "确认过了",
    phones: PHONES,
    correct: CORRECTING,
    risk: RISK,
    not_here: NotHere {
        sure: "叫到的人没来？",
        more: "点了不等，这个号就没有了，他马上会收到消息，想再来要重新取号。拿不准就再等等：过了时间没来，这个号会自己往后排一次。",
        wait: "再等等",
    },
};

const PHONES: Phones = Phones {
    title: "签到的手机",
    none: "还没有手机在签到。",
    waits: "等手机来扫",
    works: "在用",
    ended: "停用了",
    brings_in: "还可以补传",
    synced: |hour| format!("上次传来：{hour}"),
    never: "还没有传来过",
    brought: |count| format!("签了 {count} 人次"),
    end: "停用",
    end_that: |name| format!("停用“{name}”"),
    end_sure: "停用这部手机？",
    end_more: "名单会从那部手机上删掉。没有传上来的签到还存在那部手机上，给它一个新口令，才能接着传。",
    invite: "再加一部手机",
    invite_over: "给没传完的手机一个新口令",
    over_more: |until| {
        format!("这一场结束了，不再签新的人。手机里以前记下、还没传上来的，{until} 以前还可以传。")
    },
    only_brings_in: "那部手机只传以前记下的，不签新的人。",
    name: "那部手机叫什么",
    name_hint: "别人会看到，比如“门口”“小李的手机”。",
    make: "出示口令",
    scan: "请用那部手机扫这个码，",
    picture: "加一部手机用的二维码",
    say: "或者打开这一场的签到页，输入：",
    until: |hour| format!("到 {hour} 为止，只能用一次。"),
};

const CORRECTING: Correcting = Correcting {
    none: "这里还没有人签到。",
    back: "回到各个摊位",
    counts: "算数",
    second: "后签的，不算",
    undone: |reason| format!("撤回了：{reason}"),
    undone_late: "这是总结签字以后撤回的，总结里的数字没有变。要改数字，请再写一版总结，写明为什么。",
    by: |hour, device| format!("{hour}，“{device}”"),
    place: "自己扫的",
    left: "签退",
    served: "办好了",
    undo: "更正",
    undo_that: |name| format!("更正{name}的签到"),
    undo_sure: "这次签到不对？",
    reason: "哪里不对",
    reason_hint: "写一句就行，会留在记录里。",
    undo_yes: "撤回这次签到",
    said: "撤回了，原来的也留在记录里。",
};

const RISK: Risk = Risk {
    title: "可能来不了的人",
    more: "问过来不来，还没有回答。打个电话问一声，位子才不会空着。",
    none: "没有要打电话的",
    none_more: "问过的都回答了，或者还没有到问的时候。",
    new_date: "没说新日子能不能来",
    coming: "没说来不来",
    called: |when| format!("{when}有人看过号码"),
};
