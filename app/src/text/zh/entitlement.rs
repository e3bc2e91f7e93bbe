//! 本来就有部门管的事。

use shared::entitlement::Entitlement;

use crate::text::entitlement::EntitlementText;

pub const ENTITLEMENT: EntitlementText = EntitlementText {
    title: "这件事，也许本来就有部门管",
    says: |it| match it {
        Entitlement::MinimumLiving => "低保和特困供养归民政管，社区帮您申请。",
        Entitlement::Relief => "一时有难处，可以向民政申请临时救助，社区帮您办。",
        Entitlement::OldAge => "高龄补贴、老年证这些归民政管，社区可以代办。",
        Entitlement::Disability => "残疾证、补贴和辅助器具归残联管，社区帮您联系。",
        Entitlement::FamilyPlanning => "奖励扶助和失独家庭救助由街道办理，社区帮您申请。",
        Entitlement::Medical => "看病报销、医疗救助有专门的窗口，社区告诉您找谁。",
        Entitlement::SharedParts => "楼里公用的地方归物业修，社区帮您催。",
    },
    more: "您照样可以许愿。先打个电话问问，也许更快。",
    errand: "改成跑腿：请人陪我去办",
    is_errand: "已经改成跑腿，邻居会陪您去办。",
    hint: |says| format!("看起来可能本来就有部门管：{says}"),
};
