//! 我的心愿：能做什么，发生过什么，怎么结束的。

use shared::wish::{Actor, InfoReason, RemoveReason, StepName};

use crate::text::my_steps::{MySteps, Outcome};

pub const MY_STEPS: MySteps = MySteps {
    history,
    line: |day, says| format!("{day}，{says}"),
    usual_title: "大概多久能办好",
    usual: |it| {
        format!(
            "这类心愿在这里一般 {} 有人认领，{} 办好（按 {} 个办好的心愿算）。",
            days(it.claimed_days),
            days(it.fulfilled_days),
            it.cases
        )
    },
    promised: |day| format!("说好{day}办好"),
    question: "社区想问您一句",
    question_about: |reason| match reason {
        InfoReason::What => "没看清具体要什么。",
        InfoReason::When => "想知道什么时候方便。",
        InfoReason::Where => "想知道在哪里办。",
        InfoReason::Consent => "想知道本人同意了没有。",
        InfoReason::Other => "还有一点没弄清楚。",
    },
    question_by: |day| format!("请在{day}前回答。过了就先撤回，以后可以再许。"),
    answer: "改好了，再送去看",
    answered: "好，社区会再看一遍。",
    longer: |day| format!("帮忙的人想改到{day}"),
    longer_yes: "可以，就这么办",
    longer_no: "不行，按原来的日子",
    longer_agreed: "好，我们告诉他了。",
    longer_refused: "好，还是原来的日子。",
    merge: "有邻居许了一样的心愿",
    merge_more: "合在一起，一次就能办好。您会和那一户一起收到消息。不合也行，您说了算。",
    merge_yes: "好，合在一起",
    merge_no: "不，单独办",
    merged: "合在一起了。",
    merge_refused: "好，社区会单独看您的心愿。",
    not_done: "没办好",
    dispute: "哪里没办好？",
    dispute_more: "支部书记会来核实，五个工作日内给您答复。您的联系方式不会给别人。",
    dispute_reason: "怎么回事",
    dispute_words: "说一说",
    dispute_hint: "比如：水龙头换了，第二天又漏了",
    dispute_send: "告诉社区",
    disputed: "记下了，社区正在核实。",
    renew: "续期，接着等",
    renew_more: "点一下就行，不用重新写。",
    renewed: "好，接着等人认领。",
    reopen: "再试一次",
    reopen_sure: "再试一次？",
    reopen_more: "心愿会重新等人认领，暗号换成新的。只能这样再试一次。",
    reopen_words: "为什么要再试一次",
    reopen_hint: "比如：修好又坏了",
    reopen_yes: "重新等人认领",
    reopened: "心愿又在等人了",
    reopened_more: "旧的暗号不能用了，请记下新的。",
    outcome: Outcome {
        fulfilled: "心愿实现了",
        fulfilled_more: |who, until| {
            format!("{who}。要是又坏了，或者其实没办好，{until}前可以说一声。")
        },
        unconfirmed: "先结束了",
        unconfirmed_more: |until| {
            format!("帮忙的人说办好了，我们几次都没联系上您。要是没办好，{until}前可以说一声。")
        },
        unmet: "这次没能办成",
        reopen_until: |until| format!("{until}前，您可以再试一次。"),
        referred: |office| format!("转给了{office}"),
        referred_more: |day| format!("{day}前给您答复。没等到，请打社区电话。"),
        merged: "和邻居的心愿合在一起了",
        merged_more: "那个心愿办好了，就是您的也办好了。",
        to_merged: "看合在一起的心愿",
        lapsed: "一直没等到您的回答，先撤回了",
        lapsed_more: "您写的都在，改一改就能再送来。",
        withdrawn: "您撤回了这个心愿",
        withdrawn_more: "邻居们看不到了。以后有需要，随时再许。",
        expired: "到期了，没有等到人认领",
        expired_more: |until| format!("还想等吗？{until}前点一下续期就行，不用重新写。"),
        removed: "这个心愿下架了",
        remove: |reason| match reason {
            RemoveReason::Unsafe => "照这样办不安全。",
            RemoveReason::Fraud => "看起来像骗人的。",
            RemoveReason::Private => "里面有别人不该看到的事。",
            RemoveReason::Abuse => "里面有伤人的话。",
            RemoveReason::Money => "里面要钱。",
            RemoveReason::Other => "社区有别的原因。",
        },
        removed_more: |until, phone| format!("有意见，{until}前请打社区电话 {phone}。"),
    },
};

fn days(days: i64) -> String {
    match days {
        ..=0 => "当天".into(),
        days => format!("{days} 天"),
    }
}

fn history(what: StepName, by: Actor) -> &'static str {
    match what {
        StepName::Post => "您提交了心愿",
        StepName::Approve => "社区看过，通过了",
        StepName::AskInfo => "社区问了您一句",
        StepName::InfoLapsed => "没等到回答，先撤回了",
        StepName::Answer => "您回答了",
        StepName::Decline => "没有通过",
        StepName::ProposeMerge => "社区建议和邻居的心愿合在一起",
        StepName::AgreeMerge => "您同意合在一起",
        StepName::RefuseMerge => "您想单独办",
        StepName::Claim => "有人认领了",
        StepName::Offer => "网格员去请一位邻居",
        StepName::RefuseOffer => "那位邻居这次办不了",
        StepName::OfferLapsed => "那位邻居没有回音",
        StepName::Promise => "帮忙的人和您约好了日子",
        StepName::AutoRelease => "一直没有消息，重新等人",
        StepName::Release => "帮忙的人办不了，退回了",
        StepName::AskLonger => "帮忙的人想推后几天",
        StepName::AgreeLonger => "您同意推后",
        StepName::RefuseLonger => "您没有同意推后",
        StepName::Extend => "网格员问过两边，改了日子",
        StepName::Deliver => "帮忙的人说办好了",
        StepName::RightWord => "暗号对上了，办好了",
        StepName::Confirm => "您说办好了",
        StepName::ConfirmByCall => "社区打电话问过您，办好了",
        StepName::CallFailed => "社区打电话，没有找到您",
        StepName::CloseUnconfirmed => "几次没联系上您，先结束了",
        StepName::Dispute if by == Actor::Poster => "您说没办好",
        StepName::Dispute => "社区说没办好",
        StepName::Settle => "社区核实过了",
        StepName::CannotBe => "这次没能办成",
        StepName::Refer => "转给了负责的部门",
        StepName::KeepOpen => "社区又看了一遍，接着等人",
        StepName::Expire => "到期了",
        StepName::Renew => "您续期了",
        StepName::Withdraw => "您撤回了",
        StepName::AgreeRemoval => "下架了",
        StepName::Reopen if by == Actor::Poster => "您要再试一次",
        StepName::Reopen => "社区重新打开了",
        StepName::NewWord => "换了新的暗号",
        StepName::WrongWord | StepName::AskRemoval | StepName::RefuseRemoval => "",
    }
}
