//! Ten thousand lives of markets, each other than the last, and what is true at every moment.

use super::{tests::*, *};
use crate::{calendar::is_night, time::Millis};

fn step(dice: &mut Dice, market: &Market, now: Millis) -> MarketStep {
    let mut name = MarketStepName::ALL[dice.roll(MarketStepName::ALL.len())];
    if name == MarketStepName::Discard && dice.roll(8) > 0 {
        name = MarketStepName::Submit;
    }
    let by = person([ORGANISER, REVIEWER, 7][dice.roll(3)]);
    if name == MarketStepName::AskChange && dice.roll(2) == 0 {
        let starts_at = now.after_days(i64::try_from(dice.roll(20)).unwrap() - 3);
        let proposal = Proposal::Postpone { starts_at, ends_at: starts_at.after(3 * HOUR) };
        return MarketStep::AskChange { by, proposal };
    }
    market_example(name, market, by)
}

/// What is true of every step, whoever took it.
fn check(before: &Market, step: &MarketStep, after: &Market) {
    let says = || format!("{before:#?}\n{step:#?}\n{after:#?}");
    let (from, to) = (before.status(), after.status());
    let only = |step_may: bool, changed: bool| assert!(step_may || !changed, "{}", says());
    let agreed = matches!(step, MarketStep::AgreeChange { .. });
    only(agreed, before.starts_at != after.starts_at);
    let off = before.effects(after).cancels_all;
    only(agreed || matches!(step, MarketStep::Discard), off);
    only(matches!(step, MarketStep::Publish { .. }), !before.is_public() && after.is_public());
    only(matches!(step, MarketStep::SignSummary { .. }), before.figures() != after.figures());
    if let MarketStep::Publish { by } | MarketStep::SignSummary { by, .. } = step {
        assert_ne!(*by, before.organiser, "{}", says());
    }
    if let (MarketStep::AgreeChange { by }, Some(asked)) = (step, &before.asked) {
        assert_ne!(*by, asked.by, "{}", says());
    }
    let moved = before.starts_at != after.starts_at || off;
    assert_eq!(after.sequence - before.sequence, i64::from(moved), "calendars know: {}", says());
    assert!(from != MarketStatus::Cancelled || after.shut().is_some(), "{}", says());
    assert!(!before.is_public() || after.is_public(), "nothing vanishes: {}", says());
    assert_ne!(from, MarketStatus::Archived, "for good: {}", says());
    let versions = |market: &Market| match &market.operational {
        Operational::Summarised { versions, .. } => versions.clone(),
        _ => Vec::new(),
    };
    assert!(versions(after).starts_with(&versions(before)), "none is changed: {}", says());
    let waits = [MarketStatus::Archived, MarketStatus::Cancelled].contains(&to);
    let terms = Terms::default();
    let due = market_timers(after, &market_case(NOW, &terms));
    assert!(waits || awaits_somebody(after) || !due.is_empty(), "nobody forgets it: {}", says());
    assert!(due.iter().all(|(at, _)| !is_night(*at)), "{}", says());
}

fn live(dice: &mut Dice) -> usize {
    let (mut market, mut now, mut steps) = (draft(), NOW, 0);
    if dice.roll(2) == 0 {
        market = published();
    }
    let terms = Terms::default();
    for _ in 0..60 {
        now = now.after(i64::try_from(dice.roll(12)).unwrap() * HOUR);
        let case = MarketCase { anyone_came: dice.roll(2) == 0, ..market_case(now, &terms) };
        let step = step(dice, &market, now);
        let Ok(next) = market.step(step.clone(), &case) else { continue };
        check(&market, &step, &next);
        (market, steps) = (next, steps + 1);
    }
    steps
}

#[test]
fn ten_thousand_lives_of_markets_keep_every_promise() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let steps: usize = (0..10_000).map(|_| live(&mut dice)).sum();
    assert!(steps > 40_000, "{steps} steps were possible");
}
