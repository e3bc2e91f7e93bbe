//! Markets, stalls and what people do at them, as sentences.

use super::{may::*, tests::*, *};
use crate::{
    calendar::is_night,
    id::{AppointmentId, MarketId, StallId},
    policy::{Appointment, Caller, Role},
    time::Millis,
};

const ONE: u128 = ORGANISER;
const OTHER: u128 = REVIEWER;

fn refused(market: &Market, step: MarketStep, now: Millis) -> Option<Refusal> {
    market.step(step, &market_case(now, &Terms::default())).err()
}

fn postpone(days: i64) -> Proposal {
    let starts_at = times().starts_at.after_days(days);
    Proposal::Postpone { starts_at, ends_at: starts_at.after(3 * HOUR) }
}

fn rain() -> Proposal {
    Proposal::Cancel { reason: CancelReason::Weather, words: "暴雨".into() }
}

#[test]
fn nothing_is_handed_in_half_and_nobody_publishes_what_is_their_own() {
    let submit = || MarketStep::Submit { by: person(ONE) };
    let plan = Plan { rain: " ".into(), ..draft().plan };
    let half = Market { plan, ..draft() };
    assert_eq!(refused(&half, submit(), NOW), Some(Refusal::PlanIncomplete));
    let terms = Terms::default();
    let none = MarketCase { stalls: 0, ..market_case(NOW, &terms) };
    assert_eq!(draft().step(submit(), &none), Err(Refusal::StallsMissing));
    assert_eq!(refused(&draft(), submit(), times().starts_at), Some(Refusal::WrongDate));
    let submitted = taken(&draft(), MarketStep::Submit { by: person(7) }, NOW);
    for by in [7, ONE] {
        let publish = MarketStep::Publish { by: person(by) };
        assert_eq!(refused(&submitted, publish, NOW), Some(Refusal::SecondPersonNeeded));
    }
    let unsure = MarketCase { sure_stalls: 0, ..market_case(NOW, &terms) };
    let publish = MarketStep::Publish { by: person(OTHER) };
    assert_eq!(submitted.step(publish, &unsure), Err(Refusal::StallsMissing));
    let back = taken(&submitted, MarketStep::SendBack { words: "写明出口".into() }, NOW);
    assert_eq!(back.status(), MarketStatus::Draft);
    assert!(!back.is_public() && published().is_public());
    let three_days_before = times().starts_at.after_days(-3);
    assert!(!submitted.is_short_notice(three_days_before, &terms));
    assert!(submitted.is_short_notice(three_days_before.after(1), &terms));
}

#[test]
fn a_new_date_takes_two_people_and_asks_everybody_once() {
    let before = published();
    let ask = MarketStep::AskChange { by: person(ONE), proposal: postpone(7) };
    let asked = taken(&before, ask, NOW);
    assert_eq!(asked.starts_at, before.starts_at, "not yet");
    let agree = |by| MarketStep::AgreeChange { by: person(by) };
    assert_eq!(refused(&asked, agree(ONE), NOW), Some(Refusal::SecondPersonNeeded));
    let after = taken(&asked, agree(OTHER), NOW);
    assert_eq!(after.status(), MarketStatus::Postponed);
    let effects = asked.effects(&after);
    let week = 7 * Millis::DAY;
    assert_eq!((effects.moved_by, effects.calendar_changed), (Some(week), true));
    let public = PublicMarket::of(&after, &[], NOW, &Terms::default()).unwrap();
    assert_eq!(
        (public.moved_from, public.starts_at.0 - before.starts_at.0),
        (Some(before.starts_at), week)
    );

    let terms = Terms::default();
    let moved = times().moved(week);
    assert_eq!(moved.opens_at, times().opens_at, "who could sign up still can");
    let case = |now| slot_case(now, moved, &terms);
    let confirmed = SignUpState::Confirmed { since: NOW, coming: None };
    let again = confirmed.step(SignUpStep::AskAgain, &case(NOW)).unwrap();
    assert!(again.status().holds_place(), "silence keeps the place");
    let sign_up = sign_up(again);
    assert!(!sign_up.is_at_risk(&case(moved.starts_at.after_days(-2))));
    assert!(sign_up.is_at_risk(&case(moved.starts_at.after(-24 * HOUR))));
    assert!(again.step(SignUpStep::NoShowByTime, &case(NOW.after_days(40))).is_err());
    let kept = sign_up.step(SignUpStep::Keep, &case(NOW.after(HOUR))).unwrap();
    assert!(!kept.is_at_risk(&case(moved.starts_at.after(-24 * HOUR))));
}

fn slot_case(now: Millis, times: SlotTimes, terms: &Terms) -> SlotCase<'_> {
    SlotCase { now, times, approval: false, anyone_came: true, of_helpers: true, terms }
}

fn sign_up(state: SignUpState) -> SignUp {
    SignUp {
        id: Default::default(),
        slot: Default::default(),
        who: who(1),
        position: 1,
        wants: Wants::Auto,
        after_others: false,
        by_proxy: false,
        needs_yes: false,
        state,
    }
}

#[test]
fn cancelling_takes_two_people_and_a_reason_and_marks_nobody() {
    let no_words = Proposal::Cancel { reason: CancelReason::Venue, words: String::new() };
    let ask = |proposal| MarketStep::AskChange { by: person(ONE), proposal };
    assert_eq!(refused(&published(), ask(no_words), NOW), Some(Refusal::ReasonNeeded));
    let asked = taken(&published(), ask(rain()), NOW);
    assert_eq!(taken(&asked, MarketStep::RefuseChange, NOW), published());
    let off = taken(&asked, MarketStep::AgreeChange { by: person(OTHER) }, NOW);
    assert!(asked.effects(&off).cancels_all && off.is_public(), "everybody sees why");
    assert_eq!(off.shut(), Some(Refusal::Cancelled));
    let late = times().starts_at.after(-HOUR);
    let (terms, came) = (Terms::default(), SignUpState::Confirmed { since: NOW, coming: None });
    let ended = came.step(SignUpStep::CancelAll, &slot_case(late, times(), &terms)).unwrap();
    assert_eq!(ended, SignUpState::CancelledByOrganiser { at: late });
    let own = came.step(SignUpStep::Cancel, &slot_case(late, times(), &terms)).unwrap();
    assert_eq!(own, SignUpState::Cancelled { at: late, late: true });
}

#[test]
fn what_was_signed_stays_and_what_comes_later_is_another_version() {
    let end = times().ends_at;
    let under_way = taken(&published(), MarketStep::StartByTime, times().starts_at);
    let closed = taken(&under_way, MarketStep::CloseByTime, end.after(2 * HOUR));
    let write = |words: &str, reason: &str| MarketStep::WriteSummary {
        by: person(7),
        words: words.into(),
        reason: reason.into(),
    };
    let sign = |by: u128, verified: i64| {
        let figures = SummaryFigures { verified, ..SummaryFigures::default() };
        MarketStep::SignSummary { by: person(by), figures }
    };
    let written = taken(&closed, write("很热闹", ""), end.after_days(1));
    for by in [7, ONE] {
        assert_eq!(refused(&written, sign(by, 3), end), Some(Refusal::SecondPersonNeeded));
    }
    let signed = taken(&written, sign(OTHER, 120), end.after_days(2));
    assert_eq!(refused(&signed, write("人更多", ""), end), Some(Refusal::ReasonNeeded));
    let amended = taken(&signed, write("人更多", "漏了一张桌"), end.after_days(3));
    assert_eq!(amended.figures(), signed.figures(), "until somebody signs it");
    let again = taken(&amended, sign(OTHER, 130), end.after_days(4));
    let Operational::Summarised { versions, .. } = &again.operational else { panic!() };
    assert_eq!(versions.iter().map(|it| it.figures.verified).collect::<Vec<_>>(), [120, 130]);
    let public = PublicMarket::of(&again, &[], NOW, &Terms::default()).unwrap().summary.unwrap();
    assert_eq!((public.version, public.figures.verified), (2, Some(130)));
}

#[test]
fn everybody_sees_that_a_summary_is_late() {
    let (end, terms) = (times().ends_at, Terms::default());
    let closed = taken(&published(), MarketStep::CloseByTime, end.after(2 * HOUR));
    assert!(!closed.is_summary_late(end.after_days(6), &terms));
    let late = PublicMarket::of(&closed, &[], end.after_days(7), &terms).unwrap();
    assert!(late.summary_late && late.summary_due == Some(end.after_days(7)));
}

#[test]
fn the_next_of_a_series_is_a_draft_and_its_stalls_are_asked_again() {
    let (before, terms) = (published(), Terms::default());
    let starts_at = before.starts_at.after_days(28);
    let next = before.copy(MarketId(uuid::Uuid::from_u128(5)), person(7), starts_at);
    assert_eq!((next.status(), next.copied_from), (MarketStatus::Draft, Some(before.id)));
    assert_eq!(next.ends_at.0 - next.starts_at.0, before.ends_at.0 - before.starts_at.0);
    assert!(!next.plan.is_complete(), "whose place it is, says yes again");
    let slot = empty(9).slot.copied(Default::default(), (&before, &next), &terms);
    assert_eq!(slot.times.starts_at, starts_at);
    assert_eq!(slot.times.opens_at, starts_at.after_days(-7), "by rule");

    let id = StallId(uuid::Uuid::from_u128(6));
    let came =
        Stall { state: StallState::Confirmed { at: NOW, asked: None }, ..stall(Service::Haircut) };
    let asked = came.asked_again(id, next.id, NOW).unwrap();
    assert_eq!((asked.status(), asked.is_public()), (StallStatus::Accepted, false));
    assert_eq!(stall(Service::Haircut).asked_again(id, next.id, NOW), None);
}

#[test]
fn a_rehearsal_is_as_the_real_thing_and_nobody_hears_of_it() {
    let now = NOW;
    let tried = published().rehearsal(MarketId(uuid::Uuid::from_u128(5)), person(ONE), now);
    assert_eq!((tried.is_public(), tried.shut()), (false, None));
    assert_eq!(PublicMarket::of(&tried, &[], now, &Terms::default()), None);
    let slot = empty(3).slot.copied(Default::default(), (&published(), &tried), &Terms::default());
    let mut store = Store::new(SlotState { slot, ..empty(3) });
    store.decide(&[joins(1)], now);
    assert_eq!(store.count(SignUpStatus::Confirmed), 1, "at once, whatever the hour");
    let (test, real) = (TicketCode::new(5, true), TicketCode::new(5, false));
    assert_eq!((tried.admits(&test), published().admits(&real)), (Ok(()), Ok(())));
    assert_eq!(tried.admits(&real), Err(Refusal::TestTicket));
    assert_eq!(published().admits(&test), Err(Refusal::TestTicket));
    let started = taken(&tried, MarketStep::Start { by: person(ONE) }, now);
    let closed = taken(&started, MarketStep::Close, now.after(HOUR));
    let write =
        || MarketStep::WriteSummary { by: person(7), words: "…".into(), reason: "".into() };
    assert_eq!(refused(&closed, write(), now), Some(Refusal::StepNotPossible));
    assert_eq!(
        refused(&tried, MarketStep::AskChange { by: person(ONE), proposal: rain() }, now),
        Some(Refusal::StepNotPossible)
    );
}

fn step(stall: &Stall, step: StallStep, now: Millis) -> Result<Stall, Refusal> {
    stall.step(step, &stall_case(now, &Terms::default()))
}

#[test]
fn a_doctor_shows_a_paper_that_somebody_else_has_seen_and_that_holds_on_the_day() {
    for service in [Service::Clinic, Service::Law, Service::Counselling] {
        let mut doctor = stall(service);
        assert_eq!(step(&doctor, StallStep::Accept, NOW), Err(Refusal::ProofNeeded));
        let valid_until = times().ends_at.after(-1);
        doctor.proof = Some(Proof { paper: "执业证".into(), valid_until, seen_by: None });
        let own = StallStep::SeeProof { by: doctor.provider };
        assert_eq!(step(&doctor, own, NOW), Err(Refusal::SecondPersonNeeded));
        let see = StallStep::SeeProof { by: person(ONE) };
        let mut seen = step(&doctor, see, NOW).unwrap();
        assert_eq!(step(&seen, StallStep::Accept, NOW), Err(Refusal::ProofNeeded), "over by then");
        if let Some(proof) = &mut seen.proof {
            proof.valid_until = times().ends_at;
        }
        assert!(step(&seen, StallStep::Accept, NOW).is_ok());
    }
    assert!(step(&stall(Service::Haircut), StallStep::Accept, NOW).is_ok());
}

#[test]
fn who_does_not_confirm_in_time_makes_room_for_the_next() {
    let accepted = step(&stall(Service::Haircut), StallStep::Accept, NOW.after_days(-9)).unwrap();
    let five_days_before = times().starts_at.after_days(-5);
    let lapse = |stall, now| step(stall, StallStep::Lapse, now);
    assert_eq!(lapse(&accepted, five_days_before.after(-1)), Err(Refusal::TooEarly));
    let gone = lapse(&accepted, five_days_before).unwrap();
    assert_eq!(gone.status(), StallStatus::Withdrawn);
    // Who was accepted late has a day at least.
    let late = step(&stall(Service::Haircut), StallStep::Accept, NOW).unwrap();
    assert_eq!(lapse(&late, NOW.after(23 * HOUR)), Err(Refusal::TooEarly));
    let other = |number: u128, service, state| Stall {
        id: StallId(uuid::Uuid::from_u128(number)),
        state,
        ..stall(service)
    };
    let all = [
        other(1, Service::Haircut, StallState::Applied),
        other(2, Service::Haircut, StallState::Shortlisted { yes: true }),
        other(3, Service::Clinic, StallState::Shortlisted { yes: true }),
        other(4, Service::Haircut, StallState::Shortlisted { yes: false }),
    ];
    assert_eq!(next_applicant(&all, &gone), Some(&all[1]));
    assert_eq!(next_applicant(&all[2..], &gone), None);
}

#[test]
fn only_what_is_sure_to_come_is_public() {
    for state in super::table_tests::stall_states() {
        let sure = matches!(state, StallState::Confirmed { .. });
        let one = Stall { state, ..stall(Service::Haircut) };
        let all = [(one, vec![empty(3)])];
        let public = PublicMarket::of(&published(), &all, NOW, &Terms::default()).unwrap();
        assert_eq!(public.stalls.len(), usize::from(sure));
    }
}

fn holding(id: u128, role: Role) -> Caller {
    let held = Appointment {
        id: AppointmentId::default(),
        role,
        path: "/Y/".into(),
        class: None,
        guest: false,
        from: Millis(0),
        until: Millis::NEVER,
    };
    Caller { id: person(id), appointments: vec![held], stepped_up: true }
}

#[test]
fn nobody_sees_who_comes_to_talk_but_the_provider() {
    let state = StallState::Confirmed { at: NOW, asked: None };
    let room = Stall { state, ..stall(Service::Counselling) };
    let talk = Market { kind: MarketKind::Appointment, ..published() };
    let provider = Caller { appointments: Vec::new(), ..holding(PROVIDER, Role::Helper) };
    assert!(may_see_sign_ups(&provider, &talk, &room));
    for role in Role::ALL {
        let own = holding(ONE, role);
        assert!(!may_see_sign_ups(&own, &talk, &room), "{role:?}");
        let sees = may_see_sign_ups(&own, &published(), &room);
        assert_eq!(sees, role == Role::Organiser, "{role:?}");
    }
    let all = [(room, vec![empty(3)])];
    let public = PublicMarket::of(&talk, &all, NOW, &Terms::default()).unwrap();
    assert_eq!(public.stalls[0].slots[0].waiting, None);
}

#[test]
fn who_holds_a_market_is_not_who_reviews_it() {
    let market = published();
    let parts = |id, role| parts(&holding(id, role), &market, None, None);
    assert_eq!(parts(ONE, Role::Secretary), []);
    assert_eq!(parts(7, Role::Secretary), [Part::Reviewer, Part::Secretary]);
    assert_eq!(parts(ONE, Role::Organiser), [Part::Organiser]);
    let closed_door = Caller { stepped_up: false, ..holding(7, Role::Organiser) };
    assert!(!may_see_draft(&closed_door, &market));
}

#[test]
fn time_wakes_nobody_and_forgets_nothing() {
    let terms = Terms::default();
    let submitted = taken(&draft(), MarketStep::Submit { by: person(ONE) }, NOW);
    for market in [draft(), submitted, published()] {
        let due = market_timers(&market, &market_case(NOW, &terms));
        assert!(due.iter().all(|(at, _)| !is_night(*at)));
        assert!(awaits_somebody(&market) || !due.is_empty());
        for (at, timer) in due {
            let step = timer.market_step();
            assert!(step.is_none_or(|step| market.step(step, &market_case(at, &terms)).is_ok()));
        }
    }
    for (_, state) in super::table_tests::sign_up_states() {
        let case = |now| slot_case(now, times(), &terms);
        for (at, timer) in sign_up_timers(&sign_up(state), &case(NOW)) {
            let step = timer.sign_up_step();
            assert!(step.is_none_or(|step| state.step(step, &case(at)).is_ok()), "{timer:?}");
        }
    }
}

#[test]
fn who_did_not_come_is_only_known_where_a_list_was_kept() {
    let (terms, state) = (Terms::default(), SignUpState::Confirmed { since: NOW, coming: None });
    let later = times().ends_at.after(30 * MINUTE);
    let nobody = SlotCase { anyone_came: false, ..slot_case(later, times(), &terms) };
    for step in [SignUpStep::NoShowByTime, SignUpStep::NoShow { by: person(ONE) }] {
        assert!(state.step(step, &nobody).is_err());
        assert!(state.step(step, &slot_case(later, times(), &terms)).is_ok());
    }
    let early = slot_case(later.after(-1), times(), &terms);
    assert_eq!(state.step(SignUpStep::NoShowByTime, &early), Err(Refusal::TooEarly));
}

#[test]
fn who_was_there_says_so_and_in_the_end_a_secretary_decides() {
    let (terms, end) = (Terms::default(), times().ends_at);
    let case = |now| slot_case(now, times(), &terms);
    let absent = SignUpState::NoShow { at: end, by: None, objection: Objection::None };
    let raise = |now| absent.step(SignUpStep::Object, &case(now));
    assert_eq!(raise(end.after(49 * HOUR)), Err(Refusal::TooLate));
    let raised = sign_up(raise(end.after(48 * HOUR)).unwrap());
    let settle = |by, came| SignUpStep::Settle { by: person(by), came };
    let now = case(end.after(50 * HOUR));
    assert_eq!(raised.step(settle(1, true), &now), Err(Refusal::SecondPersonNeeded));
    let believed = raised.step(settle(ONE, true), &now).unwrap();
    assert_eq!(believed.state.status(), SignUpStatus::CheckedIn);
    let not = raised.step(settle(ONE, false), &now).unwrap();
    let appealed = not.step(SignUpStep::Appeal, &now).unwrap();
    let appeal = |by, came| SignUpStep::SettleAppeal { by: person(by), came };
    assert_eq!(appealed.step(appeal(ONE, false), &now), Err(Refusal::SecondPersonNeeded));
    assert!(appealed.step(appeal(OTHER, true), &now).is_ok());
}

#[test]
fn hours_are_those_of_the_shift_and_somebody_else_confirms_them() {
    let terms = Terms::default();
    let case = slot_case(times().ends_at.after_days(1), times(), &terms);
    let came = Arrival { at: times().starts_at.after(-HOUR), device: None };
    let left_at = times().ends_at.after(5 * HOUR);
    let out = sign_up(SignUpState::CheckedOut { came, left_at, confirmed_by: None });
    assert_eq!(out.minutes(&case), 3 * 60 + 30);
    let confirm = |by| SignUpStep::ConfirmHours { by: person(by) };
    assert_eq!(out.step(confirm(1), &case), Err(Refusal::SecondPersonNeeded));
    assert!(out.step(confirm(ONE), &case).is_ok());
}
