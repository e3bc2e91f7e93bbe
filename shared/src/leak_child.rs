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

/// Surnames by which a child's name is known without a mark such as 我叫; what is mostly another word
/// is left out.
const SURNAMES: &str = "王李张刘陈杨赵吴徐孙朱郭罗梁郑韩冯萧曹袁邓傅沈彭吕苏卢蒋蔡贾魏薛阎潘杜姚谭廖邹陆郝崔邱秦邵孟尹黎贺赖龚何林周许唐宋董谢叶丁余钟汪任范金马高黄胡曾程夏田石江史顾侯龙万段雷钱汤武乔文白";
/// What follows a surname where it is none: 周末, 许多, 白色.
const NO_GIVEN_NAMES: &str = "末多色子树上下中天便笔术具书诗词朝间围个本次份套张双盒条点钟表头地续客家们么时候里边面复贴开列萝同琴眼帽汤车路水果的了是在想要和兴尚考等级经常";
/// What stands before somebody who is named: 给李梓涵的书.
const BEFORE_NAMES: &str = "给帮教陪让叫为替跟送问找";
/// What comes after a name.
const AFTER_NAMES: &str = "想要的是在喜希需没爱今和能会一买找送补读讲学做过也就说，。、！？,.! ";
/// What a child is called by twice the same: 乐乐.
const TWICE: &str = "乐萌琪婷欣佳涵萱诺妮娜媛悦彤朵豆果糖阳贝妞宇轩浩晨琳雯菲晶莹敏倩";

/// Everything that must not be read of a child, in order, without overlaps.
pub fn find_of_a_child(text: &str) -> Vec<Leak> {
    let chars: Vec<char> = text.chars().map(narrow).collect();
    let mut found = marked(text);
    named(&chars, &mut found);
    without_overlaps(found)
}

/// The same without bare names: a note or the name of whoever is called may have those of grown-ups.
fn marked(text: &str) -> Vec<Leak> {
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
    short_schools(&chars, &mut found);
    without_overlaps(found)
}

fn is_word(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Names without a mark: at the beginning of what is said, or of whom something is for.
fn named(chars: &[char], found: &mut Vec<Leak>) {
    for start in 0..chars.len() {
        let begins = start == 0 || {
            let before = chars[start - 1];
            !is_word(before) || BEFORE_NAMES.contains(before)
        };
        if begins && SURNAMES.contains(chars[start]) {
            let given = |c: &&char| is_word(**c) && !NO_GIVEN_NAMES.contains(**c);
            let ends = |end: usize| chars.get(end).is_none_or(|c| AFTER_NAMES.contains(*c));
            let length = chars[start + 1..].iter().take_while(given).count().min(2);
            // 周一 is a day, 张一诺 is somebody.
            let number = |end: usize| "一二三四五六七八九十".contains(chars[end - 1]);
            let is_name = |length: &usize| ends(start + 1 + length) && !number(start + 1 + length);
            let whole = (1..=length).rev().find(is_name);
            found.extend(whole.map(|length| name(start, start + 1 + length)));
        }
        let twice = chars.get(start + 1) == Some(&chars[start]) && TWICE.contains(chars[start]);
        found.extend(twice.then(|| name(start, start + 2)));
    }
}

fn name(start: usize, end: usize) -> Leak {
    Leak { start, end, kind: LeakKind::Name }
}

/// What a school is called for short: 育才二小, 实小, 三中.
fn short_schools(chars: &[char], found: &mut Vec<Leak>) {
    for at in 1..chars.len() {
        let short = matches!(chars[at], '小' | '中' | '幼')
            && "一二三四五六七八九十实附".contains(chars[at - 1]);
        let ends = chars.get(at + 1).is_none_or(|c| "的上读学校，。、,. ".contains(*c));
        if short && ends {
            let named = |c: &&char| is_word(**c) && !"在的是读上去到给和从想".contains(**c);
            let before = chars[..at].iter().rev().take_while(named).count().min(8);
            found.push(Leak { start: at - before, end: at + 1, kind: LeakKind::School });
        }
    }
}

/// Whether a note to the helper tells who a child is, or where it learns. A number or an address is
/// what such a note is for.
pub fn tells_of_a_child(text: &str) -> bool {
    let tells =
        |leak: &Leak| matches!(leak.kind, LeakKind::Name | LeakKind::School | LeakKind::Label);
    marked(text).iter().any(tells)
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
    says || marked(name).iter().any(tells)
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
            "李梓涵想要一本绘本",
            "想给王浩买双球鞋",
            "陪张一诺的妹妹读书",
            "给乐乐的书包",
            "朵朵喜欢画画",
            "育才二小的孩子想要篮球",
            "实小读书，缺一盏台灯",
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
        for text in [
            "想要一套水彩笔",
            "想有人陪着读绘本",
            "小区里有人会修自行车吗",
            "周末想有人陪着下棋",
            "白色的书包旧了，想换一个",
            "许多书看完了，想换几本",
            "想要唐诗三百首",
            "马上要冷了，想要一双棉鞋",
            "每天读一小时书",
            "高兴的话一起打球",
            "想要一中盒彩泥",
            "想学书法，缺毛笔和墨",
        ] {
            assert!(find_of_a_child(text).is_empty(), "{text}");
        }
    }
}
