//! Who did not come, as those see it who hold a market: once the time of a slot is over.

use std::collections::BTreeSet;

use shared::{
    id::SlotId,
    market::{
        AbsentGuest, LeftEmpty, Market, Objecting, Objection, SignUp, SignUpState, SignUpStatus,
        SignUpStep, SignUpStepName, SlotCase, Stall, Term, Terms,
    },
    problem::Problem,
    time::Millis,
};

use crate::{
    Call,
    check_in_views::{called, case},
    db::guests::Row,
    guest::may_step,
};

/// So many are shown at once.
const MOST: usize = 500;

/// Those whose time is over and who were not seen, the last first.
///
/// # Errors
/// What cannot be unsealed.
pub fn absent(
    call: &Call,
    market: &Market,
    (stalls, rows): (&[Stall], &[Row]),
    terms: &Terms,
) -> Result<Vec<AbsentGuest>, Problem> {
    let kept: BTreeSet<SlotId> =
        rows.iter().filter(|it| it.state.status().came()).map(|it| it.slot_id).collect();
    let over = rows.iter().rev().filter(|it| {
        let missing = matches!(it.state.status(), SignUpStatus::Confirmed | SignUpStatus::NoShow);
        missing && it.ends_at <= call.now
    });
    let mut all = Vec::new();
    for row in over.take(MOST) {
        let Some(stall) = stalls.iter().find(|it| it.id == row.stall_id) else { continue };
        let list_kept = kept.contains(&row.slot_id);
        let case = SlotCase { anyone_came: list_kept, ..case(market, row, (call.now, terms)) };
        let (by, sign_up) = (call.caller()?, row.sign_up());
        let note = SignUpStep::NoShow { by: by.id };
        let may = may_step(by, market, stall, &sign_up, note.name());
        let possible = may && sign_up.step(note, &case).is_ok();
        let (name, last_four) = called(&call.app.keys, row)?;
        all.push(AbsentGuest {
            sign_up: row.id,
            stall: row.stall_id,
            name,
            last_four,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            noted_at: match row.state.0 {
                SignUpState::NoShow { at, .. } => Some(at),
                _ => None,
            },
            list_kept,
            steps: if possible { vec![SignUpStepName::NoShow] } else { Vec::new() },
        });
    }
    Ok(all)
}

/// As whose place it was sees it; what follows from it, is said by who knows the others too.
pub fn left_empty(of: &SignUp, now: Millis, terms: &Terms) -> Option<LeftEmpty> {
    let SignUpState::NoShow { at, objection, .. } = of.state else { return None };
    let until = |since: Millis| {
        Some(terms.after(since, Term::NoShowObjection)).filter(|until| now <= *until)
    };
    let (said, object_until) = match objection {
        Objection::None => (Objecting::Open, until(at)),
        Objection::Raised { .. } => (Objecting::Raised, None),
        Objection::Refused { at, .. } => (Objecting::Refused, until(at)),
        Objection::Appealed { .. } => (Objecting::Appealed, None),
        Objection::Over => (Objecting::Over, None),
    };
    Some(LeftEmpty { noted_at: at, said, object_until, paused_until: None })
}
