//! What the rules say about when a step is possible, and what it leaves behind.

use super::{
    super::{Claim, Finding, Step, Wish, tests::wish, timers},
    *,
};
use crate::{
    problem::Kind,
    settings::Setting,
    wish::{DisputeReason, Route},
};

use crate::wish::tests::{HELPER, NOW};

fn rules() -> Rules {
    Rules::default()
}

fn taken(wish: &Wish, step: Step, now: Millis) -> Result<Wish, Kind> {
    wish.step(step, now, &rules())
}

fn open_wish() -> Wish {
    wish(State::Open(Open { past: Past::from(NOW) }))
}

fn claimed() -> Wish {
    let claim = Step::Claim { by: HELPER, class: HelperClass::Volunteer };
    taken(&open_wish(), claim, NOW).unwrap()
}

fn promised(days: i64) -> Result<Wish, Kind> {
    taken(&claimed(), Step::Promise { at: NOW.after_days(days) }, NOW)
}

#[test]
fn a_service_is_promised_within_six_days_and_goods_within_fourteen() {
    assert!(promised(6).is_ok());
    assert_eq!(promised(7).unwrap_err(), Kind::PromiseTooFar);
    assert_eq!(promised(0).unwrap_err(), Kind::PromiseTooFar);
    let goods = Wish { kind: WishKind::Goods, ..claimed() };
    assert!(taken(&goods, Step::Promise { at: NOW.after_days(14) }, NOW).is_ok());
}

#[test]
fn a_promise_is_put_off_once_and_by_a_week_at_most() {
    let wish = promised(2).unwrap();
    let ask = |until| Step::AskLonger { until, words: "下雨".into() };
    let until = NOW.after_days(8);
    assert_eq!(taken(&wish, ask(NOW.after_days(12)), NOW).unwrap_err(), Kind::PromiseTooFar);
    assert_eq!(taken(&wish, ask(until), NOW.after_days(3)).unwrap_err(), Kind::TooLate);
    let asked = taken(&wish, ask(until), NOW).unwrap();
    assert_eq!(asked.promised(), wish.promised(), "not before the resident agrees");
    let agreed = taken(&asked, Step::AgreeLonger, NOW).unwrap();
    assert_eq!(agreed.promised(), Some(until));
    assert_eq!(taken(&agreed, ask(NOW.after_days(9)), NOW), Err(Kind::StepNotPossible));
    let refused = taken(&asked, Step::RefuseLonger, NOW).unwrap();
    assert_eq!(refused.promised(), wish.promised());
}

#[test]
fn five_wrong_words_close_the_word_until_there_is_a_new_one() {
    let mut wish = claimed();
    for _ in 0..Rules::default().word_tries() {
        wish = taken(&wish, Step::WrongWord, NOW).unwrap();
    }
    assert_eq!(taken(&wish, Step::RightWord, NOW), Err(Kind::WordSpent));
    assert_eq!(taken(&wish, Step::WrongWord, NOW), Err(Kind::WordSpent));
    let wish = taken(&wish, Step::NewWord, NOW).unwrap();
    assert!(taken(&wish, Step::RightWord, NOW).is_ok());
}

#[test]
fn a_word_and_a_promise_are_no_condition_of_each_other() {
    for wish in [claimed(), promised(2).unwrap()] {
        let done = taken(&wish, Step::RightWord, NOW).unwrap();
        assert_eq!(done.state.status(), Status::Fulfilled);
        assert_eq!(done.fulfilled_at, Some(NOW));
    }
}

#[test]
fn what_is_given_back_keeps_its_age_without_the_time_in_hand() {
    let release = || Step::Release { reason: Default::default(), hand_over: "带梯子".into() };
    let back = taken(&claimed(), release(), NOW.after_days(10)).unwrap();
    let past = back.state.past().unwrap();
    assert_eq!((past.waits_since, past.releases), (NOW.after_days(10), 1));
    assert_eq!(past.hand_over, "带梯子");
    assert_eq!(past.ends_at(&rules()), NOW.after_days(70));
}

#[test]
fn without_two_calls_and_two_weeks_nothing_is_closed_unconfirmed() {
    let late = NOW.after_days(14);
    let wish = taken(&claimed(), Step::Deliver { note: "好了".into() }, NOW).unwrap();
    assert_eq!(taken(&wish, Step::CloseUnconfirmed, late), Err(Kind::TooEarly));
    let call = |wish: &Wish, at| taken(wish, Step::CallFailed { by: HELPER }, at).unwrap();
    let twice = call(&call(&wish, NOW), NOW.after(Millis::MINUTE));
    assert_eq!(taken(&twice, Step::CloseUnconfirmed, late), Err(Kind::TooEarly), "on one day");
    let wish = call(&call(&wish, NOW), NOW.after_days(1));
    assert_eq!(taken(&wish, Step::CloseUnconfirmed, NOW.after_days(13)), Err(Kind::TooEarly));
    let closed = taken(&wish, Step::CloseUnconfirmed, late).unwrap();
    assert_eq!(closed.state.status(), Status::Unconfirmed, "counted apart");
}

#[test]
fn an_objection_is_heard_for_thirty_days_and_its_end_is_opened_once() {
    let done = taken(&claimed(), Step::RightWord, NOW).unwrap();
    let (reason, words) = (DisputeReason::NotDone, String::new);
    let dispute = || Step::Dispute { by: done.poster, reason, words: words() };
    assert!(taken(&done, dispute(), NOW.after_days(30)).is_ok());
    assert_eq!(taken(&done, dispute(), NOW.after_days(31)), Err(Kind::TooLate));
    let again = taken(&done, Step::Reopen { by_poster: true }, NOW.after_days(30)).unwrap();
    let over = taken(&again, Step::Expire, NOW.after_days(100)).unwrap();
    let twice = Step::Reopen { by_poster: true };
    assert_eq!(taken(&over, twice, NOW.after_days(100)), Err(Kind::StepNotPossible));
    let secretary = Step::Reopen { by_poster: false };
    assert!(taken(&over, secretary, NOW.after_days(100)).is_ok());
}

#[test]
fn two_people_approve_a_childs_wish_and_take_a_wish_down() {
    let (first, second) = (PersonId(uuid::Uuid::from_u128(1)), PersonId(uuid::Uuid::from_u128(2)));
    let child = Wish {
        beneficiary: Beneficiary::Minor,
        opened_at: None,
        ..wish(State::Submitted(Submitted::default()))
    };
    let approve = |by| Step::Approve { by, entitled: None };
    let once = taken(&child, approve(first), NOW).unwrap();
    assert_eq!((once.state.status(), once.opened_at), (Status::Submitted, None));
    assert_eq!(taken(&once, approve(first), NOW), Err(Kind::SecondPersonNeeded));
    let twice = taken(&once, approve(second), NOW).unwrap();
    assert_eq!((twice.state.status(), twice.opened_at), (Status::Open, Some(NOW)));

    let (reason, words) = (super::super::RemoveReason::Fraud, String::from("有人冒用"));
    let ask = Step::AskRemoval { by: first, secretary: false, reason, words };
    let asked = taken(&twice, ask, NOW).unwrap();
    assert_eq!(asked.state.status(), Status::Open);
    for (by, secretary) in [(first, true), (second, false)] {
        let agree = Step::AgreeRemoval { by, secretary };
        assert_eq!(taken(&asked, agree, NOW), Err(Kind::SecondPersonNeeded));
    }
    let agree = Step::AgreeRemoval { by: second, secretary: true };
    assert_eq!(taken(&asked, agree, NOW).unwrap().state.status(), Status::Removed);
}

#[test]
fn two_approve_the_same_words_of_a_childs_wish() {
    let by = |number| PersonId(uuid::Uuid::from_u128(number));
    let approve = |wish: &Wish, number, title: &str| {
        let mut wish = wish.clone();
        wish.reword((wish.kind, Route::Claim), (title.into(), String::new()), None);
        taken(&wish, Step::Approve { by: by(number), entitled: None }, NOW)
    };
    let child = Wish {
        beneficiary: Beneficiary::Minor,
        opened_at: None,
        ..wish(State::Submitted(Submitted::default()))
    };
    let first = approve(&child, 1, "想要绘本").unwrap();
    let other = approve(&first, 2, "想要旧绘本").unwrap();
    assert_eq!(other.state.status(), Status::Submitted, "the first has not read these words");
    assert_eq!(approve(&other, 2, "想要旧绘本").unwrap_err(), Kind::SecondPersonNeeded);
    assert_eq!(approve(&other, 1, "想要旧绘本").unwrap().state.status(), Status::Open);
}

#[test]
fn after_an_objection_the_word_proves_nothing() {
    let done = taken(&claimed(), Step::RightWord, NOW).unwrap();
    let (reason, words) = (DisputeReason::NotDone, String::new);
    let object = Step::Dispute { by: done.poster, reason, words: words() };
    let disputed = taken(&done, object, NOW).unwrap();
    let finding = Finding::GoOn { promised: NOW.after_days(2) };
    let again = taken(&disputed, Step::Settle { finding, words: words() }, NOW).unwrap();
    assert_eq!(taken(&again, Step::RightWord, NOW), Err(Kind::WordSpent));
    let note = Step::Deliver { note: "这次好了".into() };
    let delivered = taken(&again, note, NOW).unwrap();
    assert!(taken(&delivered, Step::Confirm, NOW).is_ok());
}

#[test]
fn time_in_hand_before_it_was_known_here_does_not_make_it_younger() {
    let mut wish = claimed();
    let known_at = NOW.after_days(20);
    wish.state.past_mut().unwrap().waits_since = known_at;
    let release = Step::Release { reason: Default::default(), hand_over: String::new() };
    let back = taken(&wish, release, NOW.after_days(21)).unwrap();
    assert_eq!(back.state.past().unwrap().waits_since, NOW.after_days(21));
}

#[test]
fn what_one_helper_leaves_is_for_the_next_alone() {
    let release = Step::Release { reason: Default::default(), hand_over: "带梯子".into() };
    let back = taken(&claimed(), release, NOW).unwrap();
    let (class, by) = (HelperClass::Volunteer, back.poster);
    let offer = Step::Offer { to: HELPER, class, by, urgent: false };
    let offered = taken(&back, offer, NOW).unwrap();
    let left = |wish: &Wish| Claim::of(wish, NOW, &rules()).map(|claim| claim.hand_over);
    assert_eq!(left(&offered).as_deref(), Some(""));
    let claimed = taken(&offered, Step::Claim { by: HELPER, class }, NOW).unwrap();
    assert_eq!(left(&claimed).as_deref(), Some("带梯子"));
    let done = taken(&claimed, Step::RightWord, NOW).unwrap();
    assert_eq!(left(&done).as_deref(), Some(""));
}

#[test]
fn what_was_stored_before_is_read() {
    let helper = HELPER.0;
    for (stored, status) in [
        (r#"{"is":"submitted"}"#.to_owned(), Status::Submitted),
        (r#"{"is":"open","releases":2,"hand_over":"带梯子"}"#.to_owned(), Status::Open),
        (
            format!(
                r#"{{"is":"claimed","helper":"{helper}","class":"volunteer","at":5,"releases":1,"hand_over":"","wrong_words":2}}"#
            ),
            Status::Claimed,
        ),
        (
            format!(r#"{{"is":"delivered","helper":"{helper}","class":"shop","at":5,"note":""}}"#),
            Status::Delivered,
        ),
        (
            format!(
                r#"{{"is":"fulfilled","helper":"{helper}","class":"shop","at":5,"confirmed":"by_import"}}"#
            ),
            Status::Fulfilled,
        ),
        (r#"{"is":"withdrawn","at":5}"#.to_owned(), Status::Withdrawn),
        (r#"{"is":"declined","at":5,"reason":"money","words":""}"#.to_owned(), Status::Declined),
    ] {
        let state: State = serde_json::from_str(&stored).unwrap();
        assert_eq!(state.status(), status);
        let again: State = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        assert_eq!(again, state);
    }
}

#[test]
fn dispatched_or_not_a_wish_widens_on_the_third_day() {
    let wish = Wish { route: Route::Dispatched, ..open_wish() };
    let from = wish.wide_from(Setting::Widen, &rules());
    assert!(from > Some(NOW.after_days(2)));
    assert_eq!(from, Some(rules().after(NOW, Setting::Widen)));
}

const COLLEAGUE: PersonId = PersonId(uuid::Uuid::from_u128(5));

fn of_a_team() -> Wish {
    taken(&open_wish(), Step::Claim { by: HELPER, class: HelperClass::Team }, NOW).unwrap()
}

fn asked(wish: &Wish) -> Wish {
    let step = Step::HandOver { to: COLLEAGUE, words: "钥匙在门卫".into() };
    taken(wish, step, NOW.after_days(1)).unwrap()
}

#[test]
fn a_colleague_goes_on_with_all_that_was_promised() {
    let rules = rules();
    let promised = Step::Promise { at: NOW.after_days(3) };
    for before in [of_a_team(), taken(&of_a_team(), promised, NOW).unwrap()] {
        let before = taken(&before, Step::WrongWord, NOW).unwrap();
        let asked = asked(&before);
        assert_eq!(asked.state.helper(), Some(HELPER), "until the colleague says yes");
        let by = COLLEAGUE;
        let after = taken(&asked, Step::TakeOver { by }, NOW.after_days(1)).unwrap();
        assert_eq!(after.state.helper(), Some(COLLEAGUE));
        assert_eq!(after.state.claimed_at(), before.state.claimed_at());
        assert_eq!(after.promised(), before.promised());
        assert_eq!(timers(&after, &rules), timers(&before, &rules), "no time begins anew");
        let claim = Claim::of(&after, NOW, &rules).unwrap();
        assert_eq!((claim.words_left, claim.hand_over.as_str()), (4, "钥匙在门卫"));
    }
}

#[test]
fn only_who_was_asked_takes_over_and_only_in_a_team() {
    let wish = asked(&of_a_team());
    let by = wish.poster;
    assert_eq!(taken(&wish, Step::TakeOver { by }, NOW), Err(Kind::StepNotPossible));
    let goes_on = taken(&wish, Step::RefuseHandOver { by: HELPER }, NOW).unwrap();
    let late = Step::TakeOver { by: COLLEAGUE };
    assert_eq!(taken(&goes_on, late.clone(), NOW), Err(Kind::StepNotPossible));
    let ask = |to| Step::HandOver { to, words: String::new() };
    assert_eq!(taken(&claimed(), ask(COLLEAGUE), NOW), Err(Kind::StepNotPossible), "alone");
    assert_eq!(taken(&of_a_team(), ask(HELPER), NOW), Err(Kind::StepNotPossible), "oneself");
    let chosen = Wish { route: Route::Dispatched, ..of_a_team() };
    assert_eq!(taken(&chosen, ask(COLLEAGUE), NOW), Err(Kind::StepNotPossible), "by staff");
    let back = taken(&wish, Step::AutoRelease, NOW.after_days(3)).unwrap();
    let again = Step::Claim { by: HELPER, class: HelperClass::Team };
    let again = taken(&back, again, NOW.after_days(3)).unwrap();
    assert_eq!(taken(&again, late, NOW.after_days(3)), Err(Kind::StepNotPossible));
}

#[test]
fn goods_on_their_way_are_nobody_elses() {
    let goods = Wish { kind: WishKind::Goods, ..of_a_team() };
    let sent = taken(&asked(&goods), Step::Send, NOW).unwrap();
    let ask = Step::HandOver { to: COLLEAGUE, words: String::new() };
    assert_eq!(taken(&sent, ask, NOW), Err(Kind::GoodsOnTheWay));
    let late = Step::TakeOver { by: COLLEAGUE };
    assert_eq!(taken(&sent, late, NOW), Err(Kind::StepNotPossible));
}
