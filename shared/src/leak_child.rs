//! What a text must not tell of a child, beyond what no text may tell of anybody.

use super::{Leak, LeakKind, find, is_digit, narrow, positions, without_overlaps, words};

/// Whatever leads to a school, with a name or without.
const SCHOOL: [&str; 12] = [
    "小学",
    "中学",
    "初中",
    "高中",
    "幼儿园",
    "年级",
    "班主任",
    "班级",
    "同学",
    "学籍",
    "校区",
    "本校",
];
/// Whatever tells an age or a birthday.
const BIRTH: [&str; 4] = ["出生", "生日", "周岁", "属相"];
/// Second halves of what children are called: 小明, 阿宝.
const NICKNAMES: &str =
    "明红华强刚丽军芳宝乐琪萱轩涵浩宇雨欣怡佳诺晨阳辉杰伟婷娜静燕玲霞梅兰菊龙虎豆毛妮妞";

/// Everything that must not be read of a child, in order, without overlaps.
pub fn find_of_a_child(text: &str) -> Vec<Leak> {
    let chars: Vec<char> = text.chars().map(narrow).collect();
    let mut found = find(text);
    words(&chars, &SCHOOL, LeakKind::School, &mut found);
    words(&chars, &BIRTH, LeakKind::Label, &mut found);
    for at in positions(&chars, "岁") {
        let number = |c: &&char| is_digit(**c) || matches!(**c, '十' | '多' | '几' | '半');
        let start = at - chars[..at].iter().rev().take_while(number).count();
        if start < at {
            found.push(Leak { start, end: at + 1, kind: LeakKind::Label });
        }
    }
    for first in ["小", "阿"] {
        for start in positions(&chars, first) {
            if chars.get(start + 1).is_some_and(|c| NICKNAMES.contains(*c)) {
                found.push(Leak { start, end: start + 2, kind: LeakKind::Name });
            }
        }
    }
    without_overlaps(found)
}

/// Whether a note to the helper tells who a child is, or where it learns. A number or an address is
/// what such a note is for.
pub fn tells_of_a_child(text: &str) -> bool {
    let tells =
        |leak: &Leak| matches!(leak.kind, LeakKind::Name | LeakKind::School | LeakKind::Label);
    find_of_a_child(text).iter().any(tells)
}

/// Whether the name of whoever is to be called is that of a child, or names one.
pub fn is_name_of_a_child(name: &str) -> bool {
    // What a grown-up is called, 王阿姨, is found in every text.
    let grown_up = find(name);
    let tells = |leak: &Leak| match leak.kind {
        LeakKind::Name => !grown_up.contains(leak),
        LeakKind::School | LeakKind::Label => true,
        _ => false,
    };
    let says = ["小朋友", "宝宝", "孩子", "同学"].iter().any(|word| name.contains(word));
    says || find_of_a_child(name).iter().any(tells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_not_told_from_another() {
        for text in [
            "小明想要一本绘本",
            "给阿宝的书包",
            "十二岁的孩子想学画画",
            "9岁，喜欢画画",
            "在读小学，想有人辅导",
            "三年级的数学",
            "和同学一起",
            "下周生日",
        ] {
            assert!(!find_of_a_child(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_a_helper_is_told_tells_nothing_of_the_child() {
        for note in ["孩子叫李梓涵", "在实验小学三年级", "小明放学后在家", "十二岁，怕生"]
        {
            assert!(tells_of_a_child(note), "{note}");
        }
        for note in ["钥匙在门卫", "5号楼2单元301，请多敲几下门", "先打 13800001234", ""]
        {
            assert!(!tells_of_a_child(note), "{note}");
        }
        for name in ["王小朋友", "小明", "小明妈妈", "三年级刘同学"] {
            assert!(is_name_of_a_child(name), "{name}");
        }
        for name in ["王阿姨", "兰阿姨", "王秀英", "刘女士", "陈师傅"] {
            assert!(!is_name_of_a_child(name), "{name}");
        }
    }

    #[test]
    fn an_ordinary_wish_of_a_child_passes() {
        for text in ["想要一套水彩笔", "想有人陪着读绘本", "小区里有人会修自行车吗"]
        {
            assert!(find_of_a_child(text).is_empty(), "{text}");
        }
    }
}
