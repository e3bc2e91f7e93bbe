//! 各种事物的叫法。

use shared::{
    helper::{ApplicationStatus, HelperClass},
    leak::LeakKind,
    policy::Role,
    wish::{AgeBand, Beneficiary, Confirmed, DeclineReason, Hand, Status, WishKind},
};

use crate::text::{
    Language,
    names::{FurtherNames, Names},
};

pub const NAMES: Names = Names {
    kind: |kind| match kind {
        WishKind::Repair => "小修理",
        WishKind::Company => "陪伴",
        WishKind::Goods => "物品",
        WishKind::Errand => "跑腿",
        WishKind::Service => "其他",
    },
    status: |status| match status {
        Status::Submitted => "等社区看",
        Status::Open => "等人认领",
        Status::Claimed => "已认领",
        Status::Delivered => "待确认",
        Status::Fulfilled => "已实现",
        Status::NeedsInfo => "等您补充",
        Status::InParts => "分成几件在办",
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
    band: |band| match band {
        AgeBand::Child => "儿童",
        AgeBand::Under60 => "60 岁以下",
        AgeBand::From60 => "60 岁以上",
        AgeBand::From70 => "70 岁以上",
        AgeBand::From80 => "80 岁以上",
    },
    confirmed: |confirmed| match confirmed {
        Confirmed::ByWord => "许愿人用暗号确认",
        Confirmed::ByTap => "许愿人本人确认",
        Confirmed::ByCall => "社区打电话问过本人",
        Confirmed::ByDecision => "社区核实过",
        Confirmed::Unconfirmed => "没有问到本人",
        Confirmed::ByImport => "按社区原有记录",
    },
    of: Language::Chinese,
};

pub const FURTHER_NAMES: FurtherNames = FurtherNames {
    kind_more: |kind| match kind {
        WishKind::Repair => "灯、水龙头、门锁坏了",
        WishKind::Company => "聊聊天、陪看病、陪读书",
        WishKind::Goods => "借一样东西，或者别人用不着的",
        WishKind::Errand => "取药、买菜、寄东西、代办",
        WishKind::Service => "理发、教手机、别的事",
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
};
