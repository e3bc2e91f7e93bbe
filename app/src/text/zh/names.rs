//! 各种事物的叫法。

use shared::{
    helper::{ApplicationStatus, HelperClass},
    leak::LeakKind,
    notice::News,
    policy::Role,
    wish::{AgeBand, Beneficiary, Confirmed, DeclineReason, Hand, Status, WishKind},
};

use crate::text::names::Names;

pub const NAMES: Names = Names {
    kind: |kind| match kind {
        WishKind::Repair => "小修理",
        WishKind::Company => "陪伴",
        WishKind::Goods => "物品",
        WishKind::Errand => "跑腿",
        WishKind::Service => "其他",
    },
    kind_more: |kind| match kind {
        WishKind::Repair => "灯、水龙头、门锁坏了",
        WishKind::Company => "聊聊天、陪看病、陪读书",
        WishKind::Goods => "借一样东西，或者别人用不着的",
        WishKind::Errand => "取药、买菜、寄东西、代办",
        WishKind::Service => "理发、教手机、别的事",
    },
    status: |status| match status {
        Status::Submitted => "等社区看",
        Status::Open => "等人认领",
        Status::Claimed => "办理中",
        Status::Delivered => "待确认",
        Status::Fulfilled => "已实现",
        Status::NeedsInfo => "等您补充",
        Status::Offered => "正在安排",
        Status::InProgress => "办理中",
        Status::Unconfirmed => "已办，未确认",
        Status::Disputed => "正在核实",
        Status::Unmet => "暂时办不成",
        Status::Referred => "已转办",
        Status::Merged => "已合并",
        Status::Expired => "已到期",
        Status::Removed => "已下架",
        Status::Withdrawn => "已撤回",
        Status::Declined => "未通过",
    },
    claimed_by: |class| match class {
        HelperClass::PartyMember => "党员已认领",
        HelperClass::Volunteer => "志愿者已认领",
        HelperClass::Shop => "商家已认领",
        HelperClass::Team => "服务队已认领",
    },
    class: |class| match class {
        HelperClass::PartyMember => "党员",
        HelperClass::Volunteer => "志愿者",
        HelperClass::Shop => "商家",
        HelperClass::Team => "服务队",
    },
    class_more: |class| match class {
        HelperClass::PartyMember => "以党员身份帮邻居办事",
        HelperClass::Volunteer => "我个人愿意帮忙",
        HelperClass::Shop => "附近的店铺，出手艺或物品",
        HelperClass::Team => "单位、学校、社会组织的队伍",
    },
    band: |band| match band {
        AgeBand::Child => "儿童",
        AgeBand::Under60 => "60 岁以下",
        AgeBand::From60 => "60 岁以上",
        AgeBand::From70 => "70 岁以上",
        AgeBand::From80 => "80 岁以上",
    },
    beneficiary: |beneficiary| match beneficiary {
        Beneficiary::Myself => "为自己",
        Beneficiary::Another => "替别人（本人已同意）",
        Beneficiary::Minor => "为孩子（监护人已同意）",
    },
    decline: |reason| match reason {
        DeclineReason::Money => "涉及钱或要买的东西",
        DeclineReason::OtherOffice => "有专门的部门负责",
        DeclineReason::Unsafe => "不安全",
        DeclineReason::Repeated => "和之前的心愿重复",
        DeclineReason::Unclear => "看不明白要什么",
    },
    leak: |kind| match kind {
        LeakKind::Phone => "电话或微信号",
        LeakKind::IdNumber => "身份证号",
        LeakKind::Address => "门牌住址",
        LeakKind::Name => "姓名",
        LeakKind::School => "学校班级",
        LeakKind::Link => "网址",
        LeakKind::Money => "钱",
        LeakKind::Label => "容易让人难堪的说法",
    },
    role: |role| match role {
        Role::Helper => "帮忙的人",
        Role::GridWorker => "网格员",
        Role::CommunityWorker => "社区工作者",
        Role::Secretary => "支部书记",
        Role::Organiser => "集市组织者",
        Role::Administrator => "管理员",
    },
    confirmed: |confirmed| match confirmed {
        Confirmed::ByWord => "许愿人用暗号确认",
        Confirmed::ByTap => "许愿人本人确认",
        Confirmed::ByCall => "社区打电话问过本人",
        Confirmed::ByDecision => "社区核实过",
        Confirmed::Unconfirmed => "没有问到本人",
        Confirmed::ByImport => "按社区原有记录",
    },
    hand: |hand| match hand {
        Hand::Helper => "认领您心愿的人",
        Hand::Reviewer => "社区审核人员",
        Hand::Staff => "社区工作人员",
    },
    application: |status| match status {
        ApplicationStatus::Waiting => "等网格员审核",
        ApplicationStatus::Approved => "已通过",
        ApplicationStatus::Declined => "未通过",
    },
    news: |news| match news {
        News::WishApproved { title, .. } => {
            format!("您的心愿“{title}”已经公开，正在等人认领。")
        }
        News::WishDeclined { title, reason, .. } => {
            format!("您的心愿“{title}”没有通过：{reason}")
        }
        News::WishClaimed { title, .. } => {
            format!("有人认领了您的心愿“{title}”，会按您留的方式联系您。")
        }
        News::WishReleased { title, .. } => {
            format!("原来认领“{title}”的人办不了了，心愿又在等人认领。您不用重新提交。")
        }
        News::WishDelivered { title, .. } => {
            format!("帮忙的人说“{title}”办好了，请您确认一下。")
        }
        News::WishFulfilled { title, .. } => format!("“{title}”实现了，谢谢您。"),
        News::WishWithdrawn { title, .. } => {
            format!("许愿人撤回了“{title}”，您不用再去了。这不是您的原因，谢谢您。")
        }
        News::WishNeedsInfo { title, question, .. } => {
            format!("关于您的心愿“{title}”，社区想问一句：{question}")
        }
        News::WishLapsed { title, .. } => {
            format!("“{title}”一直没有等到您的回答，先撤回了。您可以随时再许一次。")
        }
        News::MergeProposed { title, .. } => {
            format!("有邻居许了和“{title}”一样的心愿。合在一起办，好吗？请点开看看。")
        }
        News::WishMerged { title, .. } => {
            format!("“{title}”和邻居的心愿合在一起了。")
        }
        News::WishReferred { title, words, .. } => {
            format!("您的心愿“{title}”转给了负责的部门：{words}")
        }
        News::WishUnmet { title, words, .. } => {
            format!("很抱歉，“{title}”这次没能办成：{words}")
        }
        News::WishWaitsLong { title, .. } => {
            format!("“{title}”等了一个月还没有人认领，网格员会重新想办法，并和您商量。")
        }
        News::WishExpiring { title, .. } => {
            format!("“{title}”快到期了，还没有人认领。想继续等，请点开续期。")
        }
        News::WishExpired { title, .. } => {
            format!("“{title}”到期了，没有等到人认领。三十天内点一下就可以续期。")
        }
        News::WishReopened { title, .. } => {
            format!("社区把“{title}”重新打开了，又在等人认领。")
        }
        News::WishRemoved { title, words, .. } => {
            format!("您的心愿“{title}”下架了：{words}。有意见请七天内找社区。")
        }
        News::OfferMade { title, .. } => {
            format!("网格员想请您来办“{title}”。方便吗？请点开回答。")
        }
        News::ContactReminder { title, .. } => {
            format!("您认领的“{title}”，许愿人还在等您的电话。不方便也可以退回，不算您的错。")
        }
        News::ClaimLost { title, .. } => {
            format!("“{title}”一直没有消息，已经转给别人了。您不用再去。")
        }
        News::PromiseMade { title, .. } => {
            format!("帮忙的人和您约好了“{title}”的时间，请点开看看。")
        }
        News::PromiseReminder { title, .. } => {
            format!("“{title}”约好的时间快到了。")
        }
        News::PromiseLate { title, .. } => {
            format!("“{title}”约好的时间过了，网格员会打电话问一下。")
        }
        News::LongerAsked { title, .. } => {
            format!("帮忙的人想把“{title}”推后几天，行不行请您点开说一声。")
        }
        News::ConfirmReminder { title, .. } => {
            format!("“{title}”办好了吗？请您点开说一声。")
        }
        News::WishDisputed { title, .. } => {
            format!("有人说“{title}”没有办好，社区正在核实。")
        }
        News::DisputeSettled { title, words, .. } => {
            format!("“{title}”核实过了：{words}")
        }
        News::WishUnconfirmed { title, .. } => {
            format!("“{title}”几次没有联系上许愿人，先结束了，单独计算。")
        }
        News::NewWord { title, .. } => {
            format!("“{title}”的暗号换了新的，旧的不能用了。")
        }
        News::ReportAnswered { words, .. } => {
            format!("您反映的事有答复了：{words}")
        }
        News::LongerAnswered { title, until: Some(_), .. } => {
            format!("“{title}”可以推后了，新的日子请点开看看。")
        }
        News::LongerAnswered { title, until: None, .. } => {
            format!("“{title}”不能推后，还是按原来约的时间。")
        }
        News::HelperApproved => "您的申请通过了，现在可以认领心愿了。".into(),
        News::HelperDeclined { reason } => format!("您的申请没有通过：{reason}"),
        News::HelperEnded { reason } => format!("您的帮忙资格已经结束：{reason}"),
    },
};
