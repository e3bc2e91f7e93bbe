//! What is taken in, and what is sent back.

use super::*;

fn lamp() -> NewWish {
    let contact =
        Contact { name: "王阿姨".into(), phone: "13800001234".into(), ..Contact::default() };
    let (node, title) = (Some(NodeId::default()), "楼道的灯坏了".into());
    NewWish { title, contact, node, preview_seen: true, ..NewWish::default() }
}

#[test]
fn a_plain_wish_passes() {
    assert!(lamp().check().is_ok());
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let wrong = NewWish { title: " ".into(), contact: Contact::default(), node: None, ..lamp() };
    let problem = wrong.check().unwrap_err();
    for (field, kind) in [
        ("title", Kind::Required),
        ("name", Kind::Required),
        ("phone", Kind::NotATelephone),
        ("node", Kind::Required),
    ] {
        assert_eq!(problem.field(field), Some(kind), "{field}");
    }
}

#[test]
fn what_others_must_not_read_is_sent_back() {
    let leak = NewWish { story: "我住5号楼2单元301".into(), ..lamp() };
    assert_eq!(leak.check().unwrap_err().field("story"), Some(Kind::Leak));
    let money = NewWish { title: "想要500元".into(), ..lamp() };
    assert_eq!(money.check().unwrap_err().field("title"), Some(Kind::Money));
}

#[test]
fn illness_needs_a_tick_of_its_own() {
    let ill = NewWish { title: "陪我去医院复查".into(), ..lamp() };
    assert_eq!(
        ill.clone().check().unwrap_err().field("sensitive_agreed"),
        Some(Kind::ConsentNeeded)
    );
    assert!(NewWish { sensitive_agreed: true, ..ill }.check().is_ok());
}

#[test]
fn another_adult_has_to_agree() {
    let another = NewWish { beneficiary: Beneficiary::Another, ..lamp() };
    assert_eq!(
        another.clone().check().unwrap_err().field("proxy_agreed"),
        Some(Kind::ConsentNeeded)
    );
    assert!(NewWish { proxy_agreed: true, ..another }.check().is_ok());
}

#[test]
fn a_childs_wish_needs_a_guardian_and_tells_nothing_of_the_child() {
    let guardian = Guardian {
        name: "刘芳".into(),
        relation: GuardianRelation::Parent,
        way: ConsentWay::InPerson,
        agreed_at: Millis(0),
        is_poster: true,
    };
    let child = NewWish {
        title: "想有人陪着读绘本".into(),
        beneficiary: Beneficiary::Minor,
        guardian: Some(guardian),
        age_band: Some(AgeBand::Child),
        ..lamp()
    };
    assert!(child.clone().check().is_ok());
    let with = |name: &str, note: &str| {
        let contact = Contact { name: name.into(), note: note.into(), ..child.contact.clone() };
        NewWish { contact, ..child.clone() }
    };
    assert!(with("王阿姨", "钥匙在门卫，5号楼301").check().is_ok());
    for (wrong, field) in [
        (with("王阿姨", "孩子在实验小学三年级"), "note"),
        (with("王阿姨", "小明放学在家"), "note"),
        (with("小明妈妈", ""), "name"),
    ] {
        assert_eq!(wrong.check().unwrap_err().field(field), Some(Kind::TellsOfAChild), "{field}");
    }
    for (wrong, field, kind) in [
        (NewWish { guardian: None, ..child.clone() }, "guardian", Kind::GuardianNeeded),
        (NewWish { story: "喜欢动物".into(), ..child.clone() }, "story", Kind::NoStoryOfAChild),
        (NewWish { title: "九岁的孩子想要绘本".into(), ..child.clone() }, "title", Kind::Leak),
        (NewWish { title: "三年级2班想要绘本".into(), ..child.clone() }, "title", Kind::Leak),
        (NewWish { title: "小明想要绘本".into(), ..child.clone() }, "title", Kind::Leak),
        (NewWish { age_band: Some(AgeBand::Under60), ..child }, "age_band", Kind::Invalid),
        (NewWish { age_band: Some(AgeBand::Child), ..lamp() }, "age_band", Kind::Invalid),
    ] {
        assert_eq!(wrong.check().unwrap_err().field(field), Some(kind), "{field}");
    }
}
