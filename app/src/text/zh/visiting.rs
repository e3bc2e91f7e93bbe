//! 去一次集市：谁能来，到了现场，没有来，来得怎么样。

use shared::market::{HowWasIt, Objecting, TurnDownReason, UnseenReason};

use crate::text::visiting::{
    Absent, Approvals, Choosing, Helped, Here, Household, How, Left, Objections, OwnStalls, Place,
    Visiting,
};

pub const VISITING: Visiting = Visiting {
    approvals: APPROVALS,
    objections: OBJECTIONS,
    here: HERE,
    place: PLACE,
    absent: ABSENT,
    left: LEFT,
    helped: HELPED,
    how: HOW,
    choosing: CHOOSING,
    household: HOUSEHOLD,
    own_stalls: OwnStalls { title: "我的摊位", day: "当天谁来，在这里签到" },
};

const HELPED: Helped = Helped {
    long: |hours, minutes| match (hours, minutes) {
        (0, minutes) => format!("这一班您帮了 {minutes} 分钟，谢谢您！"),
        (hours, 0) => format!("这一班您帮了 {hours} 小时，谢谢您！"),
        (hours, minutes) => format!("这一班您帮了 {hours} 小时 {minutes} 分钟，谢谢您！"),
    },
    confirmed: "主办方核对过，算进服务时长了。",
    waits: "主办方核对以后，算进服务时长。时间不对，请告诉主办方。",
};

const APPROVALS: Approvals = Approvals {
    title: "等您点头的报名",
    more: "到时间没有回答，就算同意。",
    alone: "谁约了，只有您看得到。",
    none: "没有人在等",
    none_more: "有人报名要您同意的，会写在这里。",
    since: |ago| format!("{ago}报的"),
    answer_by: |due| format!("{due}不回答，就算同意"),
    needs_yes: "值班有几次没有来，所以要您看一眼。",
    yes: "同意",
    yes_to: |name| format!("同意{name}"),
    no: "不同意",
    no_to: |name| format!("不同意{name}"),
    no_sure: "这次不同意？",
    why: "告诉他为什么",
    reason: |reason| match reason {
        TurnDownReason::OthersFirst => ("先给别人", "这次的位子，先给最近没有用过的人。"),
        TurnDownReason::NotThis => ("不是这里办的", "要办的事，这个摊位办不了。"),
        TurnDownReason::TalkFirst => ("电话里说", "请他给社区打个电话，当面说清楚。"),
    },
    no_yes: "不同意，告诉他",
    said_yes: "同意了，已经告诉他。",
    said_no: "没有同意，已经告诉他原因。",
    link: |count| match count {
        0 => "要点头的报名".into(),
        count => format!("要点头的报名：{count}"),
    },
};

const OBJECTIONS: Objections = Objections {
    title: "说自己来过的人",
    more: "登记的是没来，本人说来过。请问一问当天在场的人，再决定。",
    none: "没有要决定的",
    none_more: "有人说自己来过，会写在这里。",
    said: |ago| format!("{ago}说的"),
    appealed: "主办方没有同意，他请书记再看一次。",
    yes: "来过",
    yes_to: |name| format!("{name}来过"),
    no: "没有来过",
    no_to: |name| format!("{name}没有来过"),
    no_sure: "还是登记成没来？",
    no_more: "原因会告诉他。不同意的话，他可以请书记再看一次。",
    why: "告诉他为什么",
    reason: |reason| match reason {
        UnseenReason::NobodySaw => ("没有人见到", "当天在场的人，都不记得他来过。"),
        UnseenReason::AnotherTime => ("来的是别的时间", "他来过，可不是这个时间、这个摊位。"),
        UnseenReason::TalkFirst => ("电话里说", "请他给社区打个电话，当面说清楚。"),
    },
    no_yes: "登记成没来，告诉他",
    said_yes: "改成来过了，已经告诉他。",
    said_no: "没有改，已经告诉他原因。",
    link: |count| match count {
        0 => "说自己来过的人".into(),
        count => format!("说自己来过的人：{count}"),
    },
};

const HERE: Here = Here {
    link: "我到了，扫桌上的码",
    title: "我到了",
    more: "签到桌的手机上有一个码，半分钟换一次。对着它扫一下，就签到了。",
    aim: "把桌上的方块码对进框里。",
    code: "码下面的数字",
    code_hint: "扫不了，就把桌上那个码下面的八个数字输进来。",
    check: "签到",
    done: "签到了",
    done_more: |stall| format!("请去{stall}。"),
    no_network: "连不上网络，这里签不了。请把票给签到的人看，他那里没有网络也能签。",
};

const PLACE: Place = Place {
    way: "大家自己扫",
    more: "手机放在桌上，来的人用自己的手机扫这个码。半分钟换一次，没有网络也会换。",
    open: "全屏显示",
    close: "不显示了",
    scan: "用“我的票”里的“我到了”扫这个码",
    say: "扫不了就输：",
    picture: "现场签到的二维码",
    until: |hour| format!("没有网络能换到 {hour}"),
    getting: "正在取码",
    none: "码用完了。请连上网络，再取一些。",
    again: "再取一次",
};

const ABSENT: Absent = Absent {
    title: "没有来的人",
    more: "时间过了，没有签到。登记以后会告诉本人，他可以说自己来过。",
    no_list: "这个时间没有人签到过，说明没有用名单，所以不登记谁没来。",
    note: "登记没来",
    note_that: |name| format!("登记{name}没来"),
    note_sure: "登记成没来？",
    note_more: "会告诉本人，说清楚有什么影响、到哪一天，还有到什么时候可以说自己来过。",
    note_yes: "登记没来",
    said: "登记了，已经告诉本人。",
    noted: |hour| format!("{hour} 登记的没来"),
    day_link: "当天的事",
};

const LEFT: Left = Left {
    what: |when| format!("{when} 登记的是：报了名，没有来。"),
    nothing: "这一次没有任何影响。",
    paused: |day| {
        format!("到{day}为止，一次只能报一个，候补排在别人后面。不报名直接来、许心愿都照常。")
    },
    said: |said| match said {
        Objecting::Open => "其实来过？点一下“我去了的”，主办方会去问。",
        Objecting::Raised => "您说来过，主办方正在问，有结果告诉您。",
        Objecting::Refused => "主办方没有找到您来过的记录。不同意，可以请书记再看。",
        Objecting::Appealed => "书记正在看，有结果告诉您。",
        Objecting::Over => "书记看过了，没有找到您来过的记录。有疑问请给社区打电话。",
    },
    until: |when| format!("请在 {when} 前说。"),
    late: "可以说的时间过了。有疑问请给社区打电话。",
};

const HOW: How = How {
    ask: "今天来得怎么样？",
    ask_wish: "这件事办得怎么样？",
    more: "只数一数各有多少人，不记是谁说的。",
    answer: |how| match how {
        HowWasIt::Good => "很好",
        HowWasIt::Fair => "还行",
        HowWasIt::Poor => "不好",
    },
    thanks: "记下了，谢谢您。",
};

const CHOOSING: Choosing = Choosing {
    filter: "只看哪些",
    left: "还有空位",
    group: |at| match at {
        0 => "身体健康",
        1 => "修修补补",
        2 => "理发生活",
        3 => "咨询办事",
        _ => "文化娱乐",
    },
    none: "没有这样的摊位",
    all: "看全部",
    wants: "满了的时间，轮到我时",
    auto: "位子直接给我",
    ask: "先问问我",
    ask_more: "先问的，请在说好的时间里点开回答，过时给下一位。",
    alone: "您来约，只有接待您的人知道，别人看不到。",
    remind: "能报名时提醒我",
    remind_more: "现在还不能报名。点一下，到时候告诉您。",
    reminded: "好，能报名时告诉您。",
    remind_not: "不用提醒了",
};

const HOUSEHOLD: Household = Household {
    sure: "把这位家人去掉？",
    more: |name| {
        format!("给{name}报的名、取的号都会退掉，让给别人。小名再加回来，位子也不会回来。")
    },
    yes: "去掉",
    gone: |name| format!("{name}已经去掉了"),
};
