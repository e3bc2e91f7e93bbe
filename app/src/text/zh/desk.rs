//! 工作台。

use shared::{
    time::Millis,
    wish::{DeclineReason, DeskKind},
};

use super::times::TIMES;
use crate::text::{
    desk::{Desk, Reports, Review},
    times::Wall,
};

pub const DESK: Desk = Desk {
    title: "工作台",
    more: "最急的排在最前面。",
    not_staff: "这里是工作人员用的",
    not_staff_more: "您还没有工作身份。如果您是网格员或社区工作者，请向管理员要一个链接。",
    none: "都办完了，喝口茶吧",
    none_more: "街坊们的事都有着落。有新的事，会出现在这里。",
    found: |count, overdue| match overdue {
        0 => format!("还有 {count} 件，都没有过时间"),
        overdue => format!("还有 {count} 件，{overdue} 件过了时间"),
    },
    filter: "只看一种",
    all: "全部",
    kind,
    due,
    child: "孩子的心愿",
    joiners: |joiners| format!("{joiners} 户也需要"),
    application: "申请帮忙",
    more_title: "还可以做的",
    rules: "社区的规定",
    rules_more: "几天内办、一次能认领几个，谁改过。",
    health: "系统运行情况",
    health_more: "短信有没有发出去，到点的事有没有办。",
    applied: |day| format!("{day}申请"),
    skills: "愿意帮",
    phone: "手机",
    organisation: "单位",
    node: "在哪里",
    note: "留言",
    approve: "同意，可以帮忙",
    decline: "不同意",
    decline_why: "告诉他为什么",
    decline_hint: "这句话会原样发给申请人。",
    decline_yes: "不同意，发给他",
    decline_words: &[
        "我们还不认识您，请带身份证到社区来一趟。",
        "您选的网格不在我们社区，请在自己的社区申请。",
        "请写明单位或队伍的全名，再申请一次。",
    ],
    approved: |name| format!("{name}现在可以认领心愿了。"),
    declined: |name| format!("已经告诉{name}原因。"),
    helpers: "帮忙的人",
    helpers_more: "您管的网格里，可以认领心愿的人。",
    no_helpers: "还没有帮忙的人",
    no_helpers_more: "有人申请，会出现在工作台。",
    until: |day| format!("到 {day}"),
    no_end: "没有期限",
    in_hand: |count| match count {
        0 => "手上没有心愿".into(),
        count => format!("手上有 {count} 个心愿"),
    },
    end: "结束资格",
    end_sure: |name| format!("结束{name}的帮忙资格？"),
    end_more: "马上生效。手上的心愿会退回，重新等人认领；本人会看到您写的原因。",
    end_why: "原因",
    end_yes: "结束",
    ended: "已经结束。",
    invite: "邀请工作人员",
    invite_more: "生成一个只能用一次的链接，当面交给本人。",
    role: "做什么",
    where_at: "管哪里",
    where_hint: "选一个网格，连同下面的都管。管整个社区，就写社区的名字。",
    days: "多少天",
    days_hint: "不填就没有期限。",
    invite_send: "生成链接",
    invited: "链接好了",
    invited_more: |until| {
        format!("请当面交给本人，只能用一次，{until} 失效。离开这一页就看不到了。")
    },
    copy: "复制链接",
    copied: "已经复制。",
    another: "再邀请一位",
};

fn kind(kind: DeskKind) -> &'static str {
    match kind {
        DeskKind::Review => "审核心愿",
        DeskKind::SecondReview => "第二位审核",
        DeskKind::Dispatch => "安排人来办",
        DeskKind::OfferStuck => "派不出去",
        DeskKind::Matter => "很多户都需要",
        DeskKind::Unclaimed => "很久没人认领",
        DeskKind::ContactLate => "还没打电话",
        DeskKind::PromiseLate => "约的日子过了",
        DeskKind::ConfirmCall => "打电话问结果",
        DeskKind::CloseUnconfirmed => "一直联系不上",
        DeskKind::Dispute => "有异议",
        DeskKind::Removal => "要不要下架",
        DeskKind::Application => "申请帮忙",
        DeskKind::Report => "有人反映",
    }
}

fn due(now: Millis, due: Millis) -> String {
    let Some(at) = Wall::of(due).filter(|_| due < now) else { return (TIMES.due)(now, due) };
    let hour = at.clock();
    match now.days_since(due) {
        0 => format!("今天 {hour} 就该办好"),
        1 => format!("昨天 {hour} 就该办好"),
        days => format!("{} 月 {} 日就该办好，晚了 {days} 天", at.month, at.day),
    }
}

pub const REVIEW: Review = Review {
    title: "审核心愿",
    logged: "您打开了这位居民的联系方式，已经记下，居民看得到。",
    contact: "联系方式（不公开）",
    name: "称呼",
    phone: "电话",
    address: "住址",
    no_address: "没有写",
    note: "提醒",
    posted: |minute| format!("{minute} 提交"),
    text: "要公开的内容",
    leaks: |count, kinds| format!("标出 {count} 处：{kinds}。点一下标出的字，就去掉。"),
    leaks_more: "去掉之前不能公开。",
    take_out: |what, words| format!("去掉{what}：{words}"),
    take_out_all: "全部去掉",
    clean: "没有发现电话、住址、姓名。请您再看一遍。",
    wish: "心愿",
    story: "说明",
    kind: "种类",
    when_leaks: "“什么时候方便”里有不该公开的话，不能公开。请选不通过，请居民改一改。",
    preview: "公开后的样子",
    approve: "通过，公开",
    approved: "已经公开",
    approved_more: "居民收到了消息，邻居们可以认领了。",
    decline: "不通过",
    decline_more: "居民会看到原因，和接下来可以怎么办。",
    reason: "原因",
    words: "写给居民的话",
    words_hint: "已经替您写好一句，可以改。",
    ready: |reason| match reason {
        DeclineReason::Money => "邻愿不涉及钱和买东西。困难补助请打社区电话，有专人给您办。",
        DeclineReason::OtherOffice => "这件事有专门的部门负责，我们会打电话告诉您找谁。",
        DeclineReason::Unsafe => "这件事有危险，不能让邻居来做。请打社区电话，我们找专业的人。",
        DeclineReason::Repeated => "您之前提过一样的心愿，正在办，不用再提。",
        DeclineReason::Unclear => "我们没看明白您需要什么。请写清楚要什么、什么时候，再提一次。",
    },
    decline_yes: "不通过，告诉居民",
    declined: "已经告诉居民",
    declined_more: "原因和接下来怎么办，都写在居民的“我的”里。",
    faster: "您看的时候，这个心愿有变化：可能居民改了，也可能同事先处理了。您写的还在，请看一眼最新的内容，再决定。",
    faster_again: "看最新的内容",
    over: "这个心愿已经处理过了",
    over_more: "同事先办了，或者居民撤回了。您不用再做什么。",
    to_desk: "回到工作台",
};

pub const REPORTS: Reports = Reports {
    title: "有人反映",
    about: "反映的是这个心愿",
    said: "反映的事",
    no_words: "没有多写。",
    at: |minute| format!("{minute} 反映"),
    secret: "是谁反映的，这里看不到，也请不要去打听。",
    look: "打开这个心愿来处理",
    look_more: "要下架、要改，先打开心愿处理好，再回来答复。",
    answer: "答复反映的人",
    answer_hint: "这句话会原样发给他。",
    ready: &[
        "谢谢您告诉我们。我们核实过了，已经处理好。",
        "谢谢您告诉我们。我们问过本人，没有这样的事。",
        "谢谢您告诉我们。这件事要再核实，有结果再告诉您。",
    ],
    send: "发出答复",
    sent: "已经答复",
    sent_more: "反映的人在“我的”里看得到。",
    over: "这件事已经答复过了",
    over_more: "同事先办了，您不用再做什么。",
};
