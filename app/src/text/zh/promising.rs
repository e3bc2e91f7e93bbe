//! 帮忙的人：约日子、推后、退回、回答网格员。

use shared::wish::{DisputeReason, ReleaseReason};

use crate::text::promising::Promising;

pub const PROMISING: Promising = Promising {
    call_by: |due| format!("{due}，打个电话约时间"),
    call_more: "太久没有消息，心愿会自动回到大家那里。",
    done_by: |day| format!("说好{day}办好"),
    done_more: "在那之前办不了，随时可以退回，不算您的错。",
    late_back: "说好的日子已经过了，这时退回会记一次。记得多了，有一阵子只能办网格员请您办的。",
    in_vain: "打了，没有人接",
    in_vain_more: "点一下就行：许愿人会收到消息，网格员也会帮着找。",
    in_vain_done: "记下了。许愿人会收到消息，网格员也会帮着找。过一天可以再打。",
    late: |day| format!("说好的日子（{day}）过了"),
    late_more: "办好了就填暗号；还没办好，请给许愿人打个电话。网格员也会问一下。",
    called: "我打过电话了",
    called_more: "约好哪天办好，点一下。许愿人会看到。",
    day: "哪天办好",
    day_hint: "就是那天晚上九点以前。",
    later: "再晚几天",
    promise: "就这么约好",
    promised: "约好了，许愿人也知道了。",
    send: "东西已经送出",
    send_more: "送到门口或者寄出以后，点一下。许愿人会看到。",
    send_done: "记下了，许愿人也知道了。",
    sent: |day| format!("东西{day}送出了"),
    sent_more: "许愿人说收到了，就算办好。没送到、退回来了，请说一声，社区核实以后再请别人来办。",
    back: "东西退回来了",
    back_done: "记下了。许愿人或社区核实以后，心愿重新等人认领。",
    back_waits: "您说东西退回来了，等许愿人或社区核实。",
    longer: "要晚几天",
    longer_sure: "想改到哪一天？",
    longer_more: "只能改一次，许愿人同意了才算。",
    longer_day: "改到",
    longer_words: "为什么要晚几天",
    longer_hint: "比如：零件周五才到",
    longer_ask: "问问许愿人",
    longer_asked: |day| format!("您想改到{day}，等许愿人回答。"),
    claim_part: |title| format!("我来办：{title}"),
    offered: "网格员想请您来办",
    offered_more: |due| format!("请在{due}回答。不方便就说一声，没有关系。"),
    take: "好，我来办",
    taken: "这个心愿交给您了，请打个电话约时间。",
    refuse: "这次不行",
    refused: "好，网格员再想办法",
    refused_more: "谢谢您告诉我们，这不算您的错。",
    disputed: "社区正在核实",
    disputed_more: "有人说没有办好，支部书记会给您打电话。这段时间不用再做什么。",
    reason: "因为",
    release: |reason| match reason {
        ReleaseReason::NotSaid => "不说原因",
        ReleaseReason::NoTime => "抽不出时间",
        ReleaseReason::Ill => "身体不舒服",
        ReleaseReason::TooHard => "比想的难，要请专门的师傅",
        ReleaseReason::NotReached => "一直联系不上",
        ReleaseReason::SomethingElse => "和写的不一样",
        ReleaseReason::Unsafe => "不安全",
    },
    dispute: |reason| match reason {
        DisputeReason::NotDone => "根本没办",
        DisputeReason::HalfDone => "只办了一半，或者又坏了",
        DisputeReason::AskedForMoney => "有人要钱",
        DisputeReason::Behaviour => "说话做事让人难受",
        DisputeReason::Other => "别的",
    },
    fair: "这段时间请网格员来安排",
    fair_more: |lapses, until| {
        format!(
            "有 {lapses} 个心愿过了时间没有消息，到{until}为止，您办网格员请您办的心愿。过了这天自动恢复，别人看不到。"
        )
    },
    trade: "动电、动燃气、爬高的活，请让有证的师傅来。遇到了就退回，写一句就行。",
    guest: |home| format!("您是邻近社区的帮手（{home}）。这个心愿等了好些天，您也可以来帮。"),
    guest_later: |home| {
        format!("您是邻近社区的帮手（{home}）。这个心愿先等本社区的人；一直没人认领，才轮到您。")
    },
};
