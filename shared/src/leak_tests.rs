//! What is found in a text and what is not.

use super::*;

fn kinds(text: &str) -> Vec<LeakKind> {
    find(text).into_iter().map(|leak| leak.kind).collect()
}

#[test]
fn it_finds_what_points_at_a_person() {
    let cases = [
        ("电话 138 0000 1234", LeakKind::Phone),
        ("电话１３８００００１２３４", LeakKind::Phone),
        ("幺三八零零零零一二三四", LeakKind::Phone),
        ("座机 0937-2612345", LeakKind::Phone),
        ("加微信lan_88", LeakKind::Phone),
        ("身份证62210219580101123X", LeakKind::IdNumber),
        ("我住5号楼2单元301", LeakKind::Address),
        ("三栋 502 室", LeakKind::Address),
        ("我叫王小兰", LeakKind::Name),
        ("找李大爷", LeakKind::Name),
        ("在滨河小学读书", LeakKind::School),
        ("三年级学生", LeakKind::School),
        ("看 www.example.com", LeakKind::Link),
        ("能给500元吗", LeakKind::Money),
        ("请转账", LeakKind::Money),
        ("家里贫困", LeakKind::Label),
    ];
    for (text, kind) in cases {
        assert!(kinds(text).contains(&kind), "{text}: {:?}", kinds(text));
    }
}

#[test]
fn it_leaves_plain_wishes_alone() {
    for text in [
        "楼道的灯坏了，晚上看不清台阶",
        "想借一辆轮椅，周四出院用",
        "一副 300 度的老花镜",
        "三层到四层之间的灯不亮有一个多星期了",
        "想有人周末陪孩子读半小时书",
        "2026年11月22日上午9点",
        "元旦前想把窗户擦一擦",
        "教我用手机视频通话",
    ] {
        assert_eq!(find(text), [], "{text}");
    }
}

#[test]
fn what_is_left_has_nothing_left_to_find() {
    let text = "轮椅坏了，想借一辆，周四出院用。我住5 号楼 2 单元 301，电话 138 0000 1234";
    let clean = redact(text);
    assert_eq!(find(&clean), []);
    assert!(clean.starts_with("轮椅坏了，想借一辆，周四出院用。"), "{clean}");
    assert!(!clean.contains("301") && !clean.contains("138"));
}

#[test]
fn places_in_the_text_are_counted_in_characters() {
    let text = "灯坏了，138 0000 1234";
    let [leak] = find(text)[..] else { panic!("one leak") };
    let shown: String = text.chars().skip(leak.start).take(leak.end - leak.start).collect();
    assert_eq!(shown, "138 0000 1234");
}

#[test]
fn what_only_led_to_a_leak_goes_with_it() {
    for (text, rest) in [
        ("我住5号楼2单元301，电话 138 0000 1234", ""),
        ("灯坏了，我的电话是13800001234", "灯坏了"),
        ("想借轮椅。地址：三栋502室，谢谢", "想借轮椅。谢谢"),
        ("我一个人住3号楼2单元，怕黑", "我一个人，怕黑"),
        ("电话坏了，想有人修", "电话坏了，想有人修"),
    ] {
        assert_eq!(redact(text), rest, "{text}");
    }
}
