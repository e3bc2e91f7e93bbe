//! What is on a desk when, and why.

use super::*;
use crate::{
    helper::HelperClass,
    wish::{
        Office, Open, Route,
        tests::{HELPER, NOW, wish},
    },
};

fn open_wish() -> Wish {
    wish(State::Open(Open { past: Past { waits_since: NOW, ..Past::default() } }))
}

fn taken(wish: &Wish, step: Step, now: Millis) -> Wish {
    wish.step(step, now, &Rules::default()).unwrap()
}

fn refused(wish: &Wish, at: Millis) -> Wish {
    let (class, by) = (HelperClass::Volunteer, wish.poster);
    let offer = Step::Offer { to: HELPER, class, by, urgent: false };
    taken(&taken(wish, offer, at), Step::RefuseOffer, at)
}

fn kind(wish: &Wish, now: Millis) -> Option<DeskKind> {
    let duty = duty(wish, &Rules::default(), now);
    duty.filter(|duty| duty.from <= now).map(|duty| duty.kind)
}

#[test]
fn the_gravest_duty_is_on_the_desk() {
    let dispatched = Wish { route: Route::Dispatched, joiners: 10, ..open_wish() };
    assert_eq!(kind(&open_wish(), NOW), None);
    assert_eq!(kind(&Wish { joiners: 0, ..dispatched.clone() }, NOW), Some(DeskKind::Dispatch));
    assert_eq!(kind(&dispatched, NOW), Some(DeskKind::Matter));
    assert_eq!(kind(&dispatched, NOW.after_days(30)), Some(DeskKind::Unclaimed));
    let offered = refused(&dispatched, NOW);
    assert_eq!(kind(&offered, NOW.after_days(3)), Some(DeskKind::OfferStuck));
    assert_eq!(desk_at(&offered, &Rules::default()), Some(NOW));
}

#[test]
fn offers_are_stuck_from_the_refusal_that_was_one_too_many() {
    let (rules, later) = (Rules::default(), NOW.after(5 * Millis::HOUR));
    let once = refused(&open_wish(), NOW);
    assert!(!is_stuck(&once, &rules, later));
    let twice = refused(&once, later);
    assert!(is_stuck(&twice, &rules, later));
    assert_eq!(duty(&twice, &rules, later).map(|duty| duty.from), Some(later));
}

#[test]
fn what_was_left_open_is_looked_at_again() {
    let (rules, matter) = (Rules::default(), Wish { joiners: 10, ..open_wish() });
    let looked = taken(&matter, Step::KeepOpen, NOW.after_days(5));
    assert_eq!(kind(&looked, NOW.after_days(34)), None);
    assert_eq!(kind(&looked, NOW.after_days(35)), Some(DeskKind::Unclaimed));
    let reviews = |(_, timer): &(Millis, Timer)| *timer == Timer::ForcedReview;
    assert!(timers(&looked, &rules).iter().any(reviews));
}

#[test]
fn who_asks_for_longer_is_on_the_desk_from_then_on() {
    let claim = Step::Claim { by: HELPER, class: HelperClass::Volunteer };
    let promised = Step::Promise { at: NOW.after_days(5) };
    let wish = taken(&taken(&open_wish(), claim, NOW), promised, NOW);
    let asked_at = NOW.after_days(1);
    let longer = Step::AskLonger { until: NOW.after_days(7), words: String::new() };
    assert_eq!(kind(&wish, asked_at), None);
    assert_eq!(kind(&taken(&wish, longer, asked_at), asked_at), Some(DeskKind::PromiseLate));
}

#[test]
fn what_an_office_has_to_answer_is_on_the_desk_until_it_did() {
    let (office, words, reply_by) = (Office::Other, String::new(), NOW.after_days(5));
    let referred = taken(&open_wish(), Step::Refer { office, words, reply_by }, NOW);
    assert_eq!((kind(&referred, NOW), kind(&referred, reply_by)), (None, Some(DeskKind::ReplyDue)));
    let answer = |again| Step::OfficeAnswered { words: String::new(), again };
    let later = taken(&referred, answer(Some(NOW.after_days(9))), reply_by);
    assert_eq!(kind(&later, reply_by), None);
    assert_eq!(kind(&later, NOW.after_days(9)), Some(DeskKind::ReplyDue));
    let answered = taken(&later, answer(None), NOW.after_days(9));
    assert_eq!(
        (desk_at(&answered, &Rules::default()), timers(&answered, &Rules::default())),
        (None, vec![])
    );
}
