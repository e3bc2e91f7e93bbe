//! What organisers and providers fill in, as sentences.

use super::*;
use crate::market::tests::NOW;

fn market() -> NewMarket {
    NewMarket {
        title: "周六共享集市".into(),
        words: "理发、义诊、磨刀，都在院子里。".into(),
        node: Some(NodeId::default()),
        spot: "3号楼前的小广场".into(),
        starts_at: NOW.after_days(5),
        ends_at: NOW.after_days(5).after(3 * Millis::HOUR),
        ..NewMarket::default()
    }
}

fn wrong<T: std::fmt::Debug>(result: Result<T, Problem>) -> Vec<(String, Kind)> {
    let problem = result.expect_err("it does not fit");
    problem.fields.into_iter().map(|it| (it.name, it.kind)).collect()
}

fn field(name: &str, kind: Kind) -> Vec<(String, Kind)> {
    vec![(name.to_owned(), kind)]
}

#[test]
fn a_market_may_say_where_exactly_it_is_and_nothing_of_anybody() {
    assert!(market().check(NOW).is_ok());
    let leak = NewMarket { words: "找王秀英，13800001234".into(), ..market() };
    assert_eq!(wrong(leak.check(NOW)), field("words", Kind::Leak));
    let sold = NewMarket { spot: "摊位费50元".into(), ..market() };
    assert_eq!(wrong(sold.check(NOW)), field("spot", Kind::Money));
}

#[test]
fn a_market_is_ahead_and_has_an_end() {
    let past = NewMarket { starts_at: NOW, ends_at: NOW.after(Millis::HOUR), ..market() };
    assert_eq!(wrong(past.check(NOW)), field("starts_at", Kind::OutOfRange));
    for ends_at in [market().starts_at, market().starts_at.after(15 * Millis::HOUR)] {
        let wrong_end = NewMarket { ends_at, ..market() };
        assert_eq!(wrong(wrong_end.check(NOW)), field("ends_at", Kind::OutOfRange));
    }
}

#[test]
fn a_clinic_brings_its_paper_and_a_barber_needs_none() {
    let stall = NewStall { provider_name: "社区卫生站".into(), ..NewStall::default() };
    let (_, proof) = stall.clone().check(NOW).expect("a stall");
    assert_eq!(proof, None);
    let clinic = NewStall { service: Service::Clinic, ..stall };
    let missing = [field("paper", Kind::Required), field("paper_until", Kind::OutOfRange)].concat();
    assert_eq!(wrong(clinic.clone().check(NOW)), missing);
    let until = NOW.after_days(100);
    let clinic = NewStall { paper: "执业许可证".into(), paper_until: Some(until), ..clinic };
    let (_, proof) = clinic.check(NOW).expect("a clinic");
    let proof = proof.expect("its paper");
    assert_eq!(
        (proof.paper.as_str(), proof.valid_until, proof.seen_by),
        ("执业许可证", until, None)
    );
}

#[test]
fn what_needs_a_reason_is_no_step_without_one() {
    let by = PersonId::default();
    let step = |ask: MarketAsk| ask.step(by, SummaryFigures::default());
    let none = MarketAsk::SendBack { words: " ".into() };
    assert_eq!(wrong(step(none)), field("words", Kind::Required));
    let reason = CancelReason::Weather;
    let leak = MarketAsk::Cancel { reason, words: "问王秀英，13800001234".into() };
    assert_eq!(wrong(step(leak)), field("words", Kind::Leak));
    let said = step(MarketAsk::Cancel { reason, words: "大风".into() }).expect("a step");
    let proposal = Proposal::Cancel { reason, words: "大风".into() };
    assert_eq!(said, MarketStep::AskChange { by, proposal });
    assert_eq!(
        wrong(StallAsk::Reject { words: String::new() }.step(by)),
        field("words", Kind::Required)
    );
}

#[test]
fn slots_are_neither_shorter_than_five_minutes_nor_longer_than_a_day() {
    for (minutes, fits) in [(4, false), (5, true), (840, true), (841, false)] {
        let plan = SlotPlan { minutes, ..SlotPlan::default() };
        assert_eq!(plan.check().is_ok(), fits, "{minutes}");
    }
    let plan = SlotPlan { minutes: 30, walk_in: Some(101), ..SlotPlan::default() };
    assert_eq!(wrong(plan.check()), field("walk_in", Kind::OutOfRange));
}
