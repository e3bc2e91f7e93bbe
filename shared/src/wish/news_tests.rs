//! Where each message leads, for each who gets it: to a page that is there for them, and where what
//! it asks can be done.

use std::collections::BTreeSet;

use super::*;
use crate::{
    helper::HelperClass,
    id::AppointmentId,
    inbox::Concern,
    policy::{Appointment, Caller, Role, is_asked_to_go_on, is_helper_of, is_offered, steps_of},
    wish::{
        Claim, PublicWish, StepName, WishKind, example,
        tests::{HELPER, NOW, states, wish},
        timers,
    },
};

/// Every message that a wish leads to: what it is, who reads it, the page it leads to, and the step
/// it asks for there.
const EXPECTED: &str = include_str!("news.txt");

/// Somebody who may help where the wishes are.
fn somebody(id: PersonId) -> Caller {
    let held = Appointment {
        id: AppointmentId::default(),
        role: Role::Helper,
        path: "/Y/2/".into(),
        class: None,
        guest: false,
        from: Millis(0),
        until: Millis::NEVER,
    };
    Caller { id, appointments: vec![held], stepped_up: false }
}

/// What a message asks its reader to do.
fn asks(news: &News) -> Option<StepName> {
    Some(match news {
        News::WishNeedsInfo { .. } => StepName::Answer,
        News::MergeProposed { .. } => StepName::AgreeMerge,
        News::WishDelivered { .. } | News::ConfirmReminder { .. } => StepName::Confirm,
        News::WishExpiring { .. } | News::WishExpired { .. } => StepName::Renew,
        News::OfferMade { .. } => StepName::Claim,
        News::HandOverAsked { .. } => StepName::TakeOver,
        News::ContactReminder { .. } => StepName::Promise,
        News::PromiseReminder { .. } | News::PromiseLate { side: Side::Helper, .. } => {
            StepName::Deliver
        }
        News::GoodsSent { .. } | News::GoodsLate { side: Side::Poster, .. } => StepName::Receive,
        News::GoodsLate { side: Side::Helper, .. } => StepName::SayReturned,
        News::GoodsBack { .. } => StepName::Returned,
        News::LongerAsked { .. } => StepName::AgreeLonger,
        News::WishUnconfirmed { side: Side::Poster, .. } => StepName::Dispute,
        _ => return None,
    })
}

/// Whether it says that the reader has nothing to do with the wish any more, which is what the page
/// of a claim says as well where there is none.
fn takes_away(news: &News) -> bool {
    matches!(
        news,
        News::WishWithdrawn { .. }
            | News::ClaimLost { .. }
            | News::GoodsReturned { .. }
            | News::HandOverAnswered { taken: true, .. }
    )
}

/// What a message is called.
fn name(news: &News) -> String {
    let json = serde_json::to_value(news).unwrap();
    json["is"].as_str().unwrap().to_owned()
}

/// Looks at one message, and says where it leads.
fn look(person: PersonId, news: &News, wish: &Wish, now: Millis) -> String {
    let (who, rules, says) = (somebody(person), Rules::default(), format!("{news:?}: {wish:?}"));
    let has_claim =
        is_helper_of(&who, wish) || is_offered(&who, wish) || is_asked_to_go_on(&who, wish);
    let has_claim = has_claim && Claim::of(wish, now, &rules).is_some();
    let (reader, page) = match news.concern() {
        Concern::MyWish(id) => {
            assert!(id == wish.id && person == wish.poster, "not their own: {says}");
            ("poster", "my_wish")
        }
        Concern::MyClaim(id) => {
            assert!(id == wish.id && person != wish.poster, "not theirs: {says}");
            assert!(has_claim != takes_away(news), "no claim: {says}");
            ("helper", if has_claim { "claim" } else { "claim, gone" })
        }
        Concern::Outcome(_) => {
            assert!(PublicWish::of(wish).is_some() && !has_claim, "elsewhere: {says}");
            ("helper", "wish")
        }
        other => panic!("{other:?} of {says}"),
    };
    let step = asks(news);
    let may = steps_of(&who, wish, now, &rules);
    assert!(step.is_none_or(|step| may.contains(&step)), "{may:?} of {says}");
    format!("{:<20}{reader:<8}{page:<13}{}", name(news), step.map_or("", StepName::code))
        .trim_end()
        .to_owned()
}

/// The wishes of which steps are tried: every state, also as goods, with a team and parts.
fn wishes() -> Vec<Wish> {
    let rules = Rules::default();
    let mut all: Vec<Wish> = states().into_iter().map(|(state, _)| wish(state)).collect();
    let claim = Step::Claim { by: HELPER, class: HelperClass::Team };
    let open = all.iter().find(|it| matches!(it.state, State::Open(_))).unwrap().clone();
    let goods = Wish { kind: WishKind::Goods, ..open.clone() }.step(claim, NOW, &rules).unwrap();
    let sent = goods.step(Step::Send, NOW, &rules).unwrap();
    let back = sent.step(Step::SayReturned { words: String::new() }, NOW, &rules).unwrap();
    let to = PersonId(uuid::Uuid::from_u128(1));
    let asked = goods.step(Step::HandOver { to, words: String::new() }, NOW, &rules).unwrap();
    let promised = sent.step(Step::Promise { at: NOW.after_days(1) }, NOW, &rules).unwrap();
    all.extend([goods, sent, back, asked, promised]);
    all
}

#[test]
fn every_message_leads_to_where_it_can_be_done() {
    let (rules, mut table) = (Rules::default(), BTreeSet::new());
    for wish in wishes() {
        let somebody_else = PersonId(uuid::Uuid::from_u128(1));
        for by in [wish.poster, HELPER, somebody_else] {
            let moments = [NOW, NOW.after_days(20)];
            for (name, now) in moments.iter().flat_map(|now| StepName::ALL.map(|it| (it, *now))) {
                let Some(step) = example(name, &wish, (by, true), now) else { continue };
                let Ok(after) = wish.step(step.clone(), now, &rules) else { continue };
                for (person, news) in news_of(&wish, &step, &after, &rules) {
                    table.insert(look(person, &news, &after, now));
                }
            }
        }
        for (at, timer) in timers(&wish, &rules) {
            let (after, told) = match timer.step() {
                Some(step) => {
                    let after = wish.step(step.clone(), at, &rules).unwrap();
                    let told = news_of(&wish, &step, &after, &rules);
                    (after, told)
                }
                None => (wish.clone(), news_by_time(&wish, timer, &rules)),
            };
            for (person, news) in told {
                table.insert(look(person, &news, &after, at));
            }
        }
    }
    let table: String = table.iter().map(|row| format!("{row}\n")).collect();
    assert_eq!(table, EXPECTED, "\n{table}");
}
