//! What a wish may be owed by right: charity must not take the place of it, so whoever makes or
//! reviews such a wish is told where one goes first. Nobody decides about it here.

use crate::wish::Office;

/// An allowance or a service that some office owes to whoever fulfils its conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entitlement {
    /// 低保.
    MinimumLiving,
    /// 临时救助.
    Relief,
    /// 高龄补贴 and care at home.
    OldAge,
    /// 残疾人补贴 and aids.
    Disability,
    /// 奖励扶助, 失独家庭.
    FamilyPlanning,
    /// 医疗救助 and insurance.
    Medical,
    /// Pipes, roofs, lifts and lamps that all who live in a house share.
    SharedParts,
}

/// Words by which one is known. They err on the side of telling: it is only a hint.
const WORDS: [(Entitlement, &[&str]); 7] = [
    (Entitlement::MinimumLiving, &["低保", "最低生活保障", "特困供养", "五保"]),
    (Entitlement::Relief, &["临时救助", "救助金", "困难补助", "生活补助", "揭不开锅"]),
    (
        Entitlement::OldAge,
        &["高龄补贴", "高龄津贴", "老年补贴", "养老服务补贴", "高龄证", "老年证"],
    ),
    (
        Entitlement::Disability,
        &["残疾证", "残疾补贴", "残疾人补贴", "护理补贴", "助听器", "假肢", "无障碍改造"],
    ),
    (Entitlement::FamilyPlanning, &["奖励扶助", "失独", "独生子女费", "独生子女补贴"]),
    (Entitlement::Medical, &["医疗救助", "大病救助", "医保报销", "慢病卡", "慢性病卡", "医保卡"]),
    (
        Entitlement::SharedParts,
        &["电梯坏", "楼道灯", "下水道", "主管道", "楼顶漏", "屋顶漏", "单元门坏", "化粪池"],
    ),
];

impl Entitlement {
    /// The first that one of these texts is about.
    pub fn of(texts: &[&str]) -> Option<Entitlement> {
        let about =
            |words: &[&str]| words.iter().any(|word| texts.iter().any(|text| text.contains(word)));
        WORDS.into_iter().find(|(_, words)| about(words)).map(|(it, _)| it)
    }

    /// Where one goes for it.
    pub fn office(self) -> Office {
        match self {
            Self::MinimumLiving | Self::Relief | Self::OldAge => Office::CivilAffairs,
            Self::Disability => Office::DisabledFederation,
            Self::FamilyPlanning => Office::SubDistrict,
            Self::Medical => Office::Health,
            Self::SharedParts => Office::PropertyManagement,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_is_known_by_its_words_wherever_they_stand() {
        let told = [
            (["想办低保，不会填表", ""], Some(Entitlement::MinimumLiving)),
            (["请陪我跑一趟", "要去交高龄补贴的材料"], Some(Entitlement::OldAge)),
            (["楼道灯不亮了", ""], Some(Entitlement::SharedParts)),
            (["想有人陪着聊聊天", "周末都可以"], None),
            (["厨房的灯不亮了", ""], None),
        ];
        for (texts, right) in told {
            assert_eq!(Entitlement::of(&texts), right, "{texts:?}");
        }
    }

    #[test]
    fn each_has_words_and_an_office() {
        for (right, words) in WORDS {
            assert!(!words.is_empty(), "{right:?}");
            assert_eq!(Entitlement::of(&[words[0]]), Some(right));
            assert_ne!(right.office(), Office::Other);
        }
    }
}
