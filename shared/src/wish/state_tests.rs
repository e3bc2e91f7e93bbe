//! Every step from every state, and where it leads.

use super::*;

const HELPER: PersonId = PersonId(uuid::Uuid::max());
const NOW: Millis = Millis(7);

fn claimed() -> Claimed {
    Open::default().claim(HELPER, HelperClass::Volunteer, Millis(1))
}

/// One of each state, in the order of [`Status::ALL`].
fn states() -> Vec<State> {
    vec![
        State::Submitted(Submitted {}),
        State::Open(Open::default()),
        State::Claimed(claimed()),
        State::Delivered(claimed().deliver(Millis(2), String::new())),
        State::Fulfilled(claimed().deliver_with_word(Millis(3))),
        State::Withdrawn(Withdrawn { at: Millis(3) }),
        State::Declined(Submitted {}.decline(Millis(3), DeclineReason::Money, String::new())),
    ]
}

fn steps() -> Vec<Step> {
    vec![
        Step::Approve,
        Step::Decline { reason: DeclineReason::Money, words: String::new() },
        Step::Claim { by: HELPER, class: HelperClass::Shop },
        Step::Release { hand_over: String::new() },
        Step::Deliver { note: String::new() },
        Step::RightWord,
        Step::WrongWord,
        Step::Confirm,
        Step::Withdraw,
    ]
}

/// Every state × every step: a change of this table is what a reviewer looks at.
const EXPECTED: &str = "\
submitted wish.approve -> open
submitted wish.decline -> declined
submitted wish.withdraw -> withdrawn
open wish.claim -> claimed
open wish.withdraw -> withdrawn
claimed wish.release -> open
claimed wish.deliver -> delivered
claimed wish.right_word -> fulfilled
claimed wish.wrong_word -> claimed
claimed wish.withdraw -> withdrawn
delivered wish.confirm -> fulfilled
delivered wish.withdraw -> withdrawn
";

#[test]
fn every_step_from_every_state() {
    let mut table = String::new();
    for state in states() {
        for step in steps() {
            let (from, name) = (state.status().code(), step.name());
            if let Ok(next) = state.clone().step(step, NOW) {
                table += &format!("{from} {name} -> {}\n", next.status().code());
            }
        }
    }
    assert_eq!(table, EXPECTED, "\n{table}");
}

#[test]
fn all_states_are_walked() {
    assert_eq!(states().iter().map(State::status).collect::<Vec<_>>(), Status::ALL);
}

#[test]
fn nothing_leads_out_of_an_end() {
    for state in states().into_iter().filter(State::is_final) {
        assert!(steps().into_iter().all(|step| state.clone().step(step, NOW).is_err()));
    }
}

#[test]
fn a_released_wish_is_open_again_and_remembers() {
    let open = claimed().release("在三楼".into());
    assert_eq!(open, Open { releases: 1, hand_over: "在三楼".into() });
}

#[test]
fn the_sixth_word_is_not_even_tried() {
    let mut state = State::Claimed(claimed());
    for _ in 0..Claimed::MOST_WRONG_WORDS {
        state = state.step(Step::WrongWord, NOW).unwrap();
    }
    assert_eq!(state.clone().step(Step::WrongWord, NOW), Err(StepNotPossible));
    assert_eq!(state.clone().step(Step::RightWord, NOW), Err(StepNotPossible));
    assert!(state.step(Step::Deliver { note: String::new() }, NOW).is_ok());
}

#[test]
fn a_new_claim_has_its_own_tries() {
    let tried = claimed().wrong_word().wrong_word();
    let next = tried.release(String::new()).claim(HELPER, HelperClass::Team, NOW);
    assert_eq!(next.wrong_words, 0);
}

#[test]
fn the_contact_is_open_only_while_a_helper_works_on_it() {
    let open: Vec<_> =
        states().iter().filter(|state| state.is_in_hand()).map(State::status).collect();
    assert_eq!(open, [Status::Claimed, Status::Delivered]);
}

#[test]
fn a_state_stored_today_is_read_tomorrow() {
    for state in states() {
        let json = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<State>(&json).unwrap(), state, "{json}");
    }
    let old = r#"{"is":"open","releases":2}"#;
    let open = Open { releases: 2, hand_over: String::new() };
    assert_eq!(serde_json::from_str::<State>(old).unwrap(), State::Open(open));
}
