//! Finds in a text what others must not read: numbers, addresses, names, schools, money.
//!
//! It errs on the side of marking too much: a resident can rephrase, a leak cannot be taken back.

#[path = "leak_child.rs"]
mod child;

use serde::{Deserialize, Serialize};

pub use child::{find_of_a_child, is_name_of_a_child, tells_of_a_child};

/// What kind of thing was found.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeakKind {
    /// A phone, WeChat or QQ number.
    Phone,
    /// Eighteen digits of an identity card.
    IdNumber,
    /// Building, unit, room, floor with number.
    Address,
    Name,
    /// A school, class or grade.
    School,
    /// Addresses of web pages, which may be anything.
    Link,
    /// Money, in any form.
    Money,
    /// Words that label a person: poor, orphan, disabled.
    Label,
}

impl LeakKind {
    /// Refused outright; the others can be taken out.
    pub fn blocks(self) -> bool {
        self == LeakKind::Money
    }
}

/// A stretch of a text, in characters from the start.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Leak {
    pub start: usize,
    pub end: usize,
    pub kind: LeakKind,
}

const MONEY: [&str; 22] = [
    "转账",
    "打钱",
    "汇款",
    "红包",
    "收款码",
    "付款码",
    "银行卡",
    "卡号",
    "支付宝",
    "微信支付",
    "捐款",
    "募捐",
    "众筹",
    "水滴筹",
    "轻松筹",
    "借钱",
    "借款",
    "贷款",
    "现金",
    "资助款",
    "人民币",
    "二维码收",
];
const LABELS: [&str; 13] = [
    "贫困",
    "孤儿",
    "留守儿童",
    "残疾",
    "低保户",
    "特困",
    "五保",
    "失独",
    "艾滋",
    "精神病",
    "劳改",
    "吸毒",
    "困境儿童",
];
const SCHOOLS: [&str; 8] = ["小学", "中学", "初中", "高中", "幼儿园", "附中", "附小", "实验学校"];
const PLACES: [&str; 12] =
    ["号楼", "栋", "幢", "单元", "号院", "室", "号门", "门牌", "弄", "座", "楼道门", "巷"];
const NAME_MARKS: [&str; 9] =
    ["我叫", "名叫", "叫做", "姓名", "本人", "联系人", "我是", "孩子叫", "老伴叫"];
/// The hundred commonest surnames cover most people; those that are everyday words are left out
/// where only a mark such as "我叫" tells a name from a word.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const TITLES: [&str; 12] = [
    "先生",
    "女士",
    "大爷",
    "大妈",
    "阿姨",
    "叔叔",
    "奶奶",
    "爷爷",
    "老师",
    "师傅",
    "同学",
    "小朋友",
];

/// Everything in a text that others must not read, in order, without overlaps.
pub fn find(text: &str) -> Vec<Leak> {
    let chars: Vec<char> = text.chars().map(narrow).collect();
    let mut found = Vec::new();
    digits(&chars, &mut found);
    links(&chars, &mut found);
    places(&chars, &mut found);
    names(&chars, &mut found);
    schools(&chars, &mut found);
    money(&chars, &mut found);
    words(&chars, &LABELS, LeakKind::Label, &mut found);
    without_overlaps(found)
}

/// The text without what must not be read, and without the commas that would be left alone.
pub fn redact(text: &str) -> String {
    without(text, &find(text))
}

/// The same, of a text about a child.
pub fn redact_of_a_child(text: &str) -> String {
    without(text, &find_of_a_child(text))
}

fn without(text: &str, leaks: &[Leak]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let hidden =
        |at: usize| leaks.iter().any(|leak| (lead(&chars, leak.start)..leak.end).contains(&at));
    let kept: String =
        text.chars().enumerate().filter(|(at, _)| !hidden(*at)).map(|(_, c)| c).collect();
    tidy(&kept)
}

/// Words that say nothing but that a number or an address follows.
const LEADS: [&str; 20] = [
    " ",
    "：",
    ":",
    "是",
    "我的",
    "我住在",
    "家住",
    "我住",
    "住在",
    "住址",
    "地址",
    "门牌",
    "联系电话",
    "电话",
    "手机号",
    "手机",
    "号码",
    "微信号",
    "微信",
    "住",
];

/// Where the words begin that lead to what stands at `start`.
fn lead(chars: &[char], start: usize) -> usize {
    let ends = |lead: &str| {
        let before = chars[..start].iter().rev().take(lead.chars().count());
        before.copied().eq(lead.chars().rev())
    };
    match LEADS.iter().find(|word| ends(word)) {
        Some(word) => lead(chars, start - word.chars().count()),
        None => start,
    }
}

fn tidy(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let pause = |c: char| matches!(c, '，' | ',' | '、' | '；' | ' ');
        let after_pause = out.chars().last().is_none_or(|last| pause(last) || last == '。');
        if !(pause(c) && after_pause) {
            out.push(c);
        }
    }
    out.trim_end_matches(['，', ',', '、', '；', ' ', '：', ':']).to_owned()
}

/// Full-width digits and letters as half-width ones, one for one, so that places stay the same.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    }
}

fn digits(chars: &[char], found: &mut Vec<Leak>) {
    let mut at = 0;
    while at < chars.len() {
        let Some((end, count)) = digit_run(chars, at) else {
            at += 1;
            continue;
        };
        let x = chars.get(end).is_some_and(|c| *c == 'x');
        if count == 18 || (count == 17 && x) {
            found.push(Leak { start: at, end: end + usize::from(x), kind: LeakKind::IdNumber });
        } else if count >= 7 {
            found.push(Leak { start: at, end, kind: LeakKind::Phone });
        }
        at = end;
    }
}

/// Digits from here on, single spaces and hyphens between them included, Chinese digits too.
fn digit_run(chars: &[char], start: usize) -> Option<(usize, usize)> {
    is_digit(*chars.get(start)?).then_some(())?;
    let (mut end, mut count, mut at) = (start, 0, start);
    while let Some(&c) = chars.get(at) {
        if is_digit(c) {
            count += 1;
            end = at + 1;
        } else if !(matches!(c, ' ' | '-' | '.') && at == end) {
            break;
        }
        at += 1;
    }
    Some((end, count))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "零一二三四五六七八九〇幺".contains(c)
}

fn links(chars: &[char], found: &mut Vec<Leak>) {
    for mark in ["http", "www.", ".com", ".cn", "微信号", "加微信", "加v", "qq"] {
        for start in positions(chars, mark) {
            let word = |c: &char| c.is_ascii_alphanumeric() || ":/._-?=&%#@号码".contains(*c);
            let begin = start - chars[..start].iter().rev().take_while(|c| word(c)).count();
            let length =
                chars[start + mark.chars().count()..].iter().take_while(|c| word(c)).count();
            let end = start + mark.chars().count() + length;
            let kind = if mark.contains('微') || mark == "qq" || mark == "加v" {
                LeakKind::Phone
            } else {
                LeakKind::Link
            };
            found.push(Leak { start: begin, end, kind });
        }
    }
}

/// A number right before a word for a building, and more such numbers right behind it.
fn places(chars: &[char], found: &mut Vec<Leak>) {
    for place in PLACES {
        for at in positions(chars, place) {
            let number = |c: &&char| {
                is_digit(**c) || c.is_ascii_alphabetic() || "十百甲乙丙丁东西南北 ".contains(**c)
            };
            let start = at - chars[..at].iter().rev().take_while(number).count();
            if !chars[start..at]
                .iter()
                .any(|c| is_digit(*c) || "十甲乙丙丁".contains(*c) || c.is_ascii_alphabetic())
            {
                continue;
            }
            let mut end = at + place.chars().count();
            let more = |c: &&char| {
                is_digit(**c) || matches!(**c, ' ' | '-' | '#' | '号' | '室' | '层' | '楼')
            };
            let tail: Vec<&char> = chars[end..].iter().take_while(more).collect();
            if tail.iter().any(|c| is_digit(**c)) {
                end += tail.len();
            }
            let start = start + chars[start..at].iter().take_while(|c| **c == ' ').count();
            found.push(Leak { start, end, kind: LeakKind::Address });
        }
    }
}

fn names(chars: &[char], found: &mut Vec<Leak>) {
    let surname = |c: Option<&char>| c.is_some_and(|c| SURNAMES.contains(*c));
    let word = |c: &&char| ('\u{4e00}'..='\u{9fff}').contains(*c);
    for mark in NAME_MARKS {
        for at in positions(chars, mark) {
            let after = at + mark.chars().count();
            let skip = chars[after..].iter().take_while(|c| matches!(c, ':' | ' ' | '：')).count();
            if surname(chars.get(after + skip)) {
                let length = chars[after + skip..].iter().take_while(word).count().min(3);
                found.push(Leak { start: at, end: after + skip + length, kind: LeakKind::Name });
            }
        }
    }
    for title in TITLES {
        for at in positions(chars, title) {
            let named = |at: usize| surname(chars.get(at)) && !is_thanks(chars, at);
            let near = (1..=3).find(|back| *back <= at && named(at - back));
            if let Some(back) = near.filter(|back| chars[at - back..at].iter().all(|c| word(&c))) {
                let end = at + title.chars().count();
                found.push(Leak { start: at - back, end, kind: LeakKind::Name });
            }
        }
    }
}

/// Of 谢谢叔叔 and 感谢叔叔, nobody is called 谢; of 谢谢谢叔叔, somebody is.
fn is_thanks(chars: &[char], at: usize) -> bool {
    let thanks = |c: &&char| **c == '谢';
    let before = chars[..at].iter().rev().take_while(thanks).count();
    let run = before + chars[at..].iter().take_while(thanks).count();
    let much = chars[..at - before].last().is_some_and(|c| "感多致".contains(*c));
    chars[at] == '谢' && (run + usize::from(much)) % 2 == 0
}

fn schools(chars: &[char], found: &mut Vec<Leak>) {
    for school in SCHOOLS {
        for at in positions(chars, school) {
            let word = |c: &&char| {
                ('\u{4e00}'..='\u{9fff}').contains(*c)
                    && !"在的是读上去到我他她和从想让给个，".contains(**c)
            };
            let named = chars[..at].iter().rev().take_while(word).count().min(8);
            if named > 0 {
                let end = at + school.chars().count();
                found.push(Leak { start: at - named, end, kind: LeakKind::School });
            }
        }
    }
    for unit in ["年级", "班"] {
        for at in positions(chars, unit) {
            let number = |c: &&char| is_digit(**c) || matches!(**c, '(' | ')' | '（' | '）');
            let start = at - chars[..at].iter().rev().take_while(number).count();
            if chars[start..at].iter().any(|c| is_digit(*c)) {
                let end = at + unit.chars().count();
                found.push(Leak { start, end, kind: LeakKind::School });
            }
        }
    }
}

fn money(chars: &[char], found: &mut Vec<Leak>) {
    words(chars, &MONEY, LeakKind::Money, found);
    for unit in ["元", "块钱", "万块", "¥", "￥"] {
        for at in positions(chars, unit) {
            let number = |c: &&char| is_digit(**c) || "十百千万两几 .".contains(**c);
            let before = chars[..at].iter().rev().take_while(number).count();
            let end = at + unit.chars().count();
            let after = chars[end..].iter().take_while(number).count();
            // "单元", "元旦" are no money: a number has to stand beside it.
            let sign = matches!(unit, "¥" | "￥");
            if (before > 0 && !sign) || (sign && after > 0) {
                let end = if sign { end + after } else { end };
                found.push(Leak { start: at - before, end, kind: LeakKind::Money });
            }
        }
    }
}

fn words(chars: &[char], words: &[&str], kind: LeakKind, found: &mut Vec<Leak>) {
    for word in words {
        for start in positions(chars, word) {
            found.push(Leak { start, end: start + word.chars().count(), kind });
        }
    }
}

fn positions(chars: &[char], word: &str) -> Vec<usize> {
    let word: Vec<char> = word.chars().collect();
    let last = (chars.len() + 1).saturating_sub(word.len());
    (0..last).filter(|at| chars[*at..].starts_with(&word)).collect()
}

/// Neighbouring and overlapping finds become one, of the kind that came first; money wins.
fn without_overlaps(mut found: Vec<Leak>) -> Vec<Leak> {
    found.sort_by_key(|leak| (leak.start, std::cmp::Reverse(leak.end)));
    let mut clean: Vec<Leak> = Vec::new();
    for leak in found {
        match clean.last_mut() {
            Some(last) if leak.start < last.end => {
                last.end = last.end.max(leak.end);
                if leak.kind.blocks() {
                    last.kind = leak.kind;
                }
            }
            _ => clean.push(leak),
        }
    }
    clean
}

#[cfg(test)]
#[path = "leak_tests.rs"]
mod tests;
