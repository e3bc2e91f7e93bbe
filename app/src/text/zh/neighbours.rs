//! 邻居能做的：也算我一户；觉得不对，说一声。

use shared::report::ReportReason;

use crate::text::neighbours::{Joining, NeighbourList, Reporting};

pub const JOINING: Joining = Joining {
    title: "我家也需要",
    more: "不用再许一遍。算您一户，大家只看到户数，看不到是谁。户数多了，社区会想办法一起办。",
    yes: "算我一户",
    no: "不算我了",
    joined: |joiners| match joiners {
        ..=1 => "好，算您一户".into(),
        joiners => format!("好，连您一共 {joiners} 户"),
    },
    joined_more: "有了结果，会在“我的”里告诉您。改主意了，随时可以说不算。",
    left: "好，不算您了。",
    back: "回到这个心愿",
    over: "这个心愿已经有人在办，不用再加了。",
};

pub const REPORTING: Reporting = Reporting {
    title: "觉得哪里不对",
    more: "只有社区工作人员看得到是谁说的。核实以后给您答复。",
    about: "说的是这个",
    reason: "哪里不对",
    reasons: |reason| match reason {
        ReportReason::Private => ("写了别人的事", "姓名、电话、住址，或者认得出是谁"),
        ReportReason::Money => ("要钱", "要钱、借钱、转账、付款码"),
        ReportReason::Fraud => ("像是骗人的", ""),
        ReportReason::Abuse => ("话不好听", "骂人、取笑、让人难堪"),
        ReportReason::Unsafe => ("不安全", "照着办会有危险"),
        ReportReason::Other => ("别的", ""),
    },
    words: "想多说一句",
    words_hint: "写了，社区更快弄清楚。",
    send: "告诉社区",
    sent: "收到了，谢谢您",
    sent_more: "社区核实以后给您答复，在“我的”里看。",
    urgent: |phone| format!("很急的话，请直接打社区电话 {phone}。"),
    back: "回到刚才那一页",
};

pub const NEIGHBOUR_LIST: NeighbourList = NeighbourList {
    title: "邻近社区",
    more: "一个心愿等了好些天，本社区还没有人认领，可以请邻近社区帮忙的人来办。",
    desk_more: "谁可以来这里帮忙，我们可以去哪里帮忙。",
    wanted: |days| match days {
        0 => "现在是打开的：心愿一公开，下面这些社区帮忙的人就能认领。".into(),
        days => {
            format!("现在是打开的：等了 {days} 天没人认领的心愿，下面这些社区帮忙的人也能认领。")
        }
    },
    not_wanted: "现在没有打开：下面这些社区帮忙的人，还不能认领这里的心愿。",
    to_rules: "去社区的规定里看",
    here: "谁可以来我们这里帮忙",
    here_none: "还没有请过别的社区。",
    there: "我们可以去哪里帮忙",
    there_more: "下面这些社区把我们当作邻近社区。要等几天、打不打开，由那边定。",
    there_none: "还没有别的社区请我们去。",
    there_wanted: |days| match days {
        0 => "那边打开了：心愿一公开，我们就能认领。".into(),
        days => format!("那边打开了：等了 {days} 天没人认领的，我们能认领。"),
    },
    there_closed: "那边现在没有打开，我们还不能认领。",
    since: |day| format!("{day}起"),
    others: "还可以请哪里",
    others_none: "没有别的社区了。",
    allow: "请他们来帮",
    allow_that: |name| format!("请{name}来帮"),
    allow_sure: |name| format!("请{name}帮忙的人来我们这里？"),
    allow_more: "他们只能认领等了好些天的心愿，认领以后才看得到许愿人的称呼和电话。每看一次都会记下，许愿人看得到。",
    allow_yes: "好，请他们来",
    allowed: |name| format!("{name}帮忙的人可以来了。"),
    stop: "不再请",
    stop_that: |name| format!("不再请{name}"),
    stop_sure: |name| format!("不再请{name}帮忙的人来？"),
    stop_more: "马上生效。他们手上还没办好的心愿会退回，重新等人认领；许愿人的电话他们也看不到了。",
    stop_yes: "不再请了",
    stopped: |name| format!("{name}帮忙的人不再来了。"),
    read_only: "请谁来，由管整个社区的管理员来定。",
};
