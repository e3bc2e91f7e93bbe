//! Who may do what about a wish, where the place alone does not say.

use super::*;
use crate::wish::{
    Open, Past, Route, Step,
    tests::{HELPER, NOW, wish},
};

fn caller(id: PersonId, role: Role, path: &str) -> Caller {
    let (from, until) = (Millis(0), Millis::NEVER);
    let (own, path) = (AppointmentId::default(), path.into());
    let held = Appointment { id: own, role, path, class: None, guest: false, from, until };
    Caller { id, appointments: vec![held], stepped_up: true }
}

fn somebody(role: Role) -> Caller {
    caller(PersonId(uuid::Uuid::from_u128(9)), role, "/Y/")
}

fn open_wish() -> Wish {
    wish(State::Open(Open { past: Past { waits_since: NOW, ..Past::default() } }))
}

fn offered(wish: &Wish) -> Wish {
    let (to, class, by) = (HELPER, HelperClass::Volunteer, PersonId::default());
    wish.step(Step::Offer { to, class, by, urgent: false }, NOW, &Rules::default()).unwrap()
}

#[test]
fn a_helper_of_another_grid_who_took_an_offer_sees_whom_to_call() {
    let (elsewhere, rules) = (caller(HELPER, Role::Helper, "/Y/7/"), Rules::default());
    let offered = offered(&open_wish());
    assert!(!may_claim(&elsewhere, &open_wish(), NOW, &rules));
    assert!(may_claim(&elsewhere, &offered, NOW, &rules));
    assert!(!may_see_contact(&elsewhere, &offered), "not before the yes");
    let claim = Step::Claim { by: HELPER, class: HelperClass::Volunteer };
    let claimed = offered.step(claim, NOW, &rules).unwrap();
    assert!(may_see_contact(&elsewhere, &claimed));
    let ended = Caller { appointments: Vec::new(), ..elsewhere };
    assert!(!may_see_contact(&ended, &claimed), "who is no helper any more");
}

#[test]
fn what_goes_by_hand_is_claimed_by_whom_it_was_offered_to() {
    let (rules, late) = (Rules::default(), NOW.after_days(20));
    let dispatched = Wish { route: Route::Dispatched, ..open_wish() };
    let near = somebody(Role::Helper);
    assert!(may_claim(&near, &open_wish(), late, &rules));
    assert!(!may_claim(&near, &dispatched, late, &rules));
    let claim = Step::Claim { by: near.id, class: HelperClass::Volunteer };
    assert!(dispatched.step(claim, late, &rules).is_err());
    let asked = caller(HELPER, Role::Helper, "/Y/7/");
    assert!(may_claim(&asked, &offered(&dispatched), late, &rules));
}

#[test]
fn what_offers_did_not_settle_the_secretary_does() {
    let (rules, worker) = (Rules::default(), somebody(Role::GridWorker));
    let secretary = somebody(Role::Secretary);
    let mut wish = open_wish();
    for _ in 0..2 {
        assert!(may_step(&worker, &wish, StepName::Offer, NOW, &rules));
        wish = offered(&wish).step(Step::RefuseOffer, NOW, &rules).unwrap();
    }
    for step in [StepName::Offer, StepName::KeepOpen, StepName::CannotBe, StepName::Refer] {
        assert!(!may_step(&worker, &wish, step, NOW, &rules), "{step:?}");
        assert!(may_step(&secretary, &wish, step, NOW, &rules), "{step:?}");
    }
    let again = wish.step(Step::KeepOpen, NOW, &rules).unwrap();
    assert!(may_step(&worker, &again, StepName::Offer, NOW, &rules));
}

#[test]
fn day_by_day_more_people_may_take_it_on() {
    let (wish, mut rules) = (open_wish(), Rules::default());
    let may = |class, guest, days, rules: &Rules| {
        let mut far = caller(HELPER, Role::Helper, if guest { "" } else { "/Y/7/" });
        far.appointments[0].class = Some(class);
        far.appointments[0].guest = guest;
        may_claim(&far, &wish, NOW.after_days(days), rules)
    };
    let from = |class, guest, rules: &Rules| (0..60).find(|day| may(class, guest, *day, rules));
    let first = |class, guest| from(class, guest, &rules);

    assert_eq!(first(HelperClass::Volunteer, false), Some(3));
    assert_eq!(first(HelperClass::PartyMember, false), Some(3));
    assert_eq!(first(HelperClass::Shop, false), Some(7));
    assert_eq!(first(HelperClass::Team, false), Some(7));
    assert_eq!(first(HelperClass::Volunteer, true), None, "neighbours only where it is wanted");
    rules.settings.set(Setting::Neighbours, 1);
    assert_eq!(from(HelperClass::Volunteer, true, &rules), Some(14));
}
