//! 邻居能做的：也算我一户；觉得不对，说一声。

use shared::wish::ReportReason;

use crate::text::neighbours::{Joining, Reporting};

pub const JOINING: Joining = Joining {
    title: "我家也需要",
    more: "不用再许一遍。算您一户，大家只看到户数，看不到是谁。户数多了，社区会想办法一起办。",
    yes: "算我一户",
    no: "不算我了",
    joined: |joiners| match joiners {
        ..=1 => "好，算您一户".into(),
        joiners => format!("好，连您一共 {joiners} 户"),
    },
    joined_more: "改主意了，随时可以说不算。",
    left: "好，不算您了。",
    back: "回到这个心愿",
    over: "这个心愿已经有人在办，不用再加了。",
};

pub const REPORTING: Reporting = Reporting {
    title: "觉得哪里不对",
    more: "只有社区工作人员看得到是谁说的。核实以后给您答复。",
    about: "说的是这个心愿",
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
    sent_more: "社区五个工作日内给您答复，在“我的”里看。",
    urgent: |phone| format!("很急的话，请直接打社区电话 {phone}。"),
};
