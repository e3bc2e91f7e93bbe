//! Every state × every step × everybody: who may take it, when, and where it leads. Nothing here
//! knows a rule; all of it is asked of the machines and of [`super::may`].

use std::fmt::Write;

use super::{
    may::{Part, market_step_for, sign_up_step_for, stall_step_for},
    tests::*,
    *,
};
use crate::time::Millis;

/// A change of this table is what a reviewer looks at.
const EXPECTED: &str = include_str!("table.txt");

const HEAD: &str = "\
# who: O organiser, R reviewer, S secretary, P provider, A attendee, T time; before the stroke, at
# a market, and behind it, where only the provider knows who comes.
# when: w weeks before, d days before, m minutes before the start, u under way, e ended, l long ago.
";

/// A case, a step, where it leads, who may take it, and at which moments.
type Row = (String, &'static str, &'static str, String, String);

/// From weeks before a market to long after it.
fn moments() -> [(char, Millis); 6] {
    let times = times();
    [
        ('w', times.starts_at.after_days(-20)),
        ('d', times.starts_at.after_days(-3)),
        ('m', times.starts_at.after(-30 * MINUTE)),
        ('u', times.starts_at.after(HOUR)),
        ('e', times.ends_at.after(3 * HOUR)),
        ('l', times.ends_at.after_days(400)),
    ]
}

fn letters(parts: &[Part]) -> String {
    let letter = |part: Part| match part {
        Part::Organiser => 'O',
        Part::Reviewer => 'R',
        Part::Secretary => 'S',
        Part::Provider => 'P',
        Part::Attendee => 'A',
        Part::Time => 'T',
    };
    Part::ALL.into_iter().filter(|it| parts.contains(it)).map(letter).collect()
}

/// When a step is possible and where it leads, which may differ by the moment.
fn ways(try_at: impl Fn(Millis) -> Option<&'static str>) -> Vec<(&'static str, String)> {
    let mut ways: Vec<(&'static str, String)> = Vec::new();
    for (at, (_, now)) in moments().into_iter().enumerate() {
        let Some(to) = try_at(now) else { continue };
        if !ways.iter().any(|(known, _)| *known == to) {
            ways.push((to, ".".repeat(moments().len())));
        }
        for (known, when) in &mut ways {
            if *known == to {
                let letter = moments()[at].0.to_string();
                when.replace_range(at..=at, &letter);
            }
        }
    }
    ways
}

fn market_cases() -> Vec<(String, Market)> {
    let (one, other) = (person(ORGANISER), person(REVIEWER));
    let ended = times().ends_at;
    let words = || String::from("…");
    let submitted = taken(&draft(), MarketStep::Submit { by: one }, NOW);
    let published = published();
    let ask = |proposal| taken(&published, MarketStep::AskChange { by: one, proposal }, NOW);
    let cancel = Proposal::Cancel { reason: CancelReason::Weather, words: words() };
    let later = times().starts_at.after_days(1);
    let postpone = Proposal::Postpone { starts_at: later, ends_at: later.after(HOUR) };
    let agreed = |market: &Market| taken(market, MarketStep::AgreeChange { by: other }, NOW);
    let (to_cancel, to_postpone) = (ask(cancel), ask(postpone));
    let under_way = taken(&published, MarketStep::Start { by: one }, times().starts_at);
    let closed = taken(&under_way, MarketStep::Close, ended);
    let write = || MarketStep::WriteSummary { by: one, words: words(), reason: words() };
    let sign = MarketStep::SignSummary { by: other, figures: SummaryFigures::default() };
    let written = taken(&closed, write(), ended);
    let summarised = taken(&written, sign, ended);
    let amended = taken(&summarised, write(), ended);
    let archived = taken(&summarised, MarketStep::Archive, ended.after_days(200));
    let rehearsal = Market { rehearsal: true, ..published.clone() };
    let tried = Market { rehearsal: true, ..closed.clone() };
    let discarded = taken(&submitted, MarketStep::Discard, NOW);
    [
        ("draft", draft()),
        ("submitted", submitted),
        ("submitted, discarded", discarded),
        ("cancelled", agreed(&to_cancel)),
        ("published, cancel asked", to_cancel),
        ("postponed", agreed(&to_postpone)),
        ("published, later asked", to_postpone),
        ("published", published),
        ("under_way", under_way),
        ("closed, written", written),
        ("closed", closed),
        ("summarised", summarised),
        ("summarised, amended", amended),
        ("archived", archived),
        ("rehearsal", rehearsal),
        ("rehearsal, closed", tried),
    ]
    .map(|(name, market)| (format!("market {name}"), market))
    .into()
}

fn market_rows(rows: &mut Vec<Row>) {
    let terms = Terms::default();
    for (case, market) in market_cases() {
        for name in MarketStepName::ALL {
            let possible = ways(|now| {
                let step = market_example(name, &market, person(77));
                let next = market.step(step, &market_case(now, &terms)).ok()?;
                Some(next.status().code())
            });
            for (to, when) in possible {
                let who = letters(market_step_for(name));
                rows.push((case.clone(), name.code(), to, who, when));
            }
        }
    }
}

pub(super) fn stall_states() -> [StallState; 9] {
    let (at, words) = (NOW, String::new);
    [
        StallState::Applied,
        StallState::Shortlisted { yes: true },
        StallState::Shortlisted { yes: false },
        StallState::Accepted { at },
        StallState::Confirmed { at, asked: None },
        StallState::Confirmed { at, asked: Some(at) },
        StallState::Rejected { at, words: words() },
        StallState::Withdrawn { at, by_time: false },
        StallState::Cancelled { at, words: words() },
    ]
}

fn stall_rows(rows: &mut Vec<Row>) {
    let terms = Terms::default();
    let proof = Proof { paper: "…".into(), valid_until: Millis::NEVER, seen_by: None };
    for state in stall_states() {
        let again = matches!(state, StallState::Confirmed { asked: Some(_), .. });
        let stall = Stall { state, proof: Some(proof.clone()), ..stall(Service::Haircut) };
        let again = if again { ", asked again" } else { "" };
        let case = format!("stall {}{again}", stall.status().code());
        for name in StallStepName::ALL {
            let possible = ways(|now| {
                let step = stall_example(name, person(77))?;
                Some(stall.step(step, &stall_case(now, &terms)).ok()?.status().code())
            });
            for (to, when) in possible {
                rows.push((case.clone(), name.code(), to, letters(stall_step_for(name)), when));
            }
        }
    }
}

pub(super) fn sign_up_states() -> Vec<(&'static str, SignUpState)> {
    let (at, since) = (NOW, NOW);
    let came = Arrival { at: times().starts_at, device: None };
    let noted = |objection| SignUpState::NoShow { at: times().ends_at, by: None, objection };
    let left_at = times().ends_at;
    let at_end = times().ends_at;
    let by = person(ORGANISER);
    let out = |confirmed_by| SignUpState::CheckedOut { came, left_at, confirmed_by };
    vec![
        ("", SignUpState::Pending { since }),
        ("", SignUpState::Confirmed { since, coming: None }),
        ("", SignUpState::Waitlisted { since }),
        ("", SignUpState::Offered { since, until: times().starts_at.after(-HOUR) }),
        ("", SignUpState::OfferExpired { at }),
        ("", SignUpState::Declined { at }),
        ("", SignUpState::ToReconfirm { since, pending: false }),
        (", pending", SignUpState::ToReconfirm { since, pending: true }),
        ("", SignUpState::Cancelled { at, late: false }),
        ("", SignUpState::CancelledByOrganiser { at }),
        ("", SignUpState::CheckedIn { came }),
        ("", SignUpState::Served { came, at: came.at }),
        ("", out(None)),
        (", hours confirmed", out(Some(by))),
        ("", noted(Objection::None)),
        (", objected", noted(Objection::Raised { at: at_end })),
        (", refused", noted(Objection::Refused { at: at_end, by })),
        (", appealed", noted(Objection::Appealed { at: at_end, refused_by: by })),
        (", over", noted(Objection::Over)),
    ]
}

fn sign_up_rows(rows: &mut Vec<Row>) {
    let terms = Terms::default();
    for (more, state) in sign_up_states() {
        let case_name = format!("sign_up {}{more}", state.status().code());
        for name in SignUpStepName::ALL {
            let possible = ways(|now| {
                let case = SlotCase {
                    now,
                    times: times(),
                    approval: false,
                    anyone_came: true,
                    of_helpers: true,
                    terms: &terms,
                };
                let step = sign_up_example(name, (person(77), &times()), now)?;
                Some(state.step(step, &case).ok()?.status().code())
            });
            for (to, when) in possible {
                let at = |kind| letters(sign_up_step_for(name, kind));
                let who = format!("{}/{}", at(MarketKind::Market), at(MarketKind::Appointment));
                rows.push((case_name.clone(), name.code(), to, who, when));
            }
        }
    }
}

#[test]
fn who_may_do_what_in_every_state_and_when() {
    let mut rows = Vec::new();
    market_rows(&mut rows);
    stall_rows(&mut rows);
    sign_up_rows(&mut rows);
    let mut table = HEAD.to_owned();
    for (case, step, to, who, when) in &rows {
        writeln!(table, "{case:<32}{step:<25}{to:<24}{who:<7}{when}").unwrap();
    }
    let reached: std::collections::BTreeSet<_> = rows.iter().map(|it| it.1).collect();
    let apart = [SignUpStepName::Join.code(), StallStepName::Apply.code()];
    let all = MarketStepName::ALL.map(MarketStepName::code).into_iter();
    let all = all.chain(StallStepName::ALL.map(StallStepName::code));
    for step in all.chain(SignUpStepName::ALL.map(SignUpStepName::code)) {
        assert!(reached.contains(step) || apart.contains(&step), "{step} is never possible");
    }
    assert!(rows.iter().all(|(.., who, _)| who.split('/').all(|it| !it.is_empty())));
    assert_eq!(table, EXPECTED, "\n{table}");
}
