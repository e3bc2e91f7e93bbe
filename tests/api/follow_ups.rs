//! A month after a wish came true, some are asked whether all is still well: by whom it is to be,
//! once, by day, and with a trace of every look.

use server::{
    db::{events, wishes},
    timers, upkeep,
};
use shared::{
    api::*,
    id::{PersonId, WishId},
    my_data::EnteredCode,
    policy::Role,
    problem::{Kind, Problem},
    settings::{NewSetting, Setting},
    time::Millis,
    wish::{
        AgeBand, CallOutcome, Contact, Deliver, DeskEntry, DeskKind, DeskThing, DisputeReason,
        Finding, Hand, Heard, LookReason, NewWish, Outcome, PosterStep, StaffStep, StaffWish,
        Status, StepName, Stepped,
    },
};
use tests::{Person, World, make, on_both_databases};

use crate::{histories::childs, parts::in_parts};

on_both_databases!(
    one_in_so_many_is_asked_after_and_the_others_are_left_alone,
    children_and_the_old_are_asked_whatever_the_lot_says,
    of_what_was_split_the_last_part_is_asked_after_and_no_other,
    a_resident_reads_that_all_was_said_to_be_well,
    what_is_wrong_goes_to_the_secretary_though_objections_are_over,
    who_does_not_answer_is_called_again,
    nobody_is_asked_after_fourteen_days_more,
    only_those_who_arrange_there_ask_and_only_then,
    nobody_is_called_at_night,
    who_has_left_is_not_asked,
    what_is_asked_later_keeps_no_contact_longer,
    another_number_of_days_holds_for_what_has_come_true,
);

type At = (shared::community::CommunityKey, WishId);

const DAY: i64 = 24 * Millis::HOUR;
const PHONE: &str = "13911110000";

/// Sets a number of the community.
async fn set(world: &World, setting: Setting, value: i64) {
    let office = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewSetting { setting: setting.into(), value };
    office.call(ChangeSetting, world.key.clone(), new).await.unwrap();
}

/// One in so many: all for one, none for zero.
pub async fn share(world: &World, of: i64) {
    set(world, Setting::FollowUpShare, of).await;
}

/// A wish that came true at two in the afternoon, as the resident told the word.
pub async fn came_true(world: &World, lan: &Person, wei: &Person, new: NewWish) -> At {
    let is_minors = new.guardian.is_some();
    let posted = lan.call(PostWish, world.key.clone(), new).await.unwrap();
    for _ in 0..if is_minors { 2 } else { 1 } {
        make::approve(world, &world.grid_worker().await, posted.wish).await;
    }
    fulfil(world, wei, (posted.wish, posted.word)).await
}

async fn fulfil(world: &World, wei: &Person, (wish, word): (WishId, String)) -> At {
    let at = (world.key.clone(), wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let deliver = Deliver { word, ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), deliver).await.unwrap();
    at
}

/// The same for a lamp.
async fn lamp(world: &World) -> (Person, At) {
    world.wait_until_hour(14);
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = came_true(world, &lan, &wei, make::lamp_of(world, &lan)).await;
    (lan, at)
}

/// Lets days pass, and time do its work.
pub async fn pass(world: &World, days: i64) {
    for _ in 0..days {
        world.app.clock.advance(DAY);
        timers::run_due(&world.app).await.unwrap();
    }
}

/// What a member of staff has to ask about.
async fn asks(world: &World, worker: PersonId) -> Vec<DeskEntry> {
    let worker = world.sign_in(worker, true).await;
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    desk.queue.into_iter().filter(|entry| entry.kind == DeskKind::FollowUp).collect()
}

async fn asked_after(world: &World, worker: PersonId) -> Vec<WishId> {
    let wish = |entry: DeskEntry| match entry.thing {
        DeskThing::Wish(item) => Some(item.id),
        _ => None,
    };
    asks(world, worker).await.into_iter().filter_map(wish).collect()
}

async fn looks(world: &World, worker: PersonId, at: &At) -> Result<StaffWish, Problem> {
    let worker = world.sign_in(worker, true).await;
    let reason = LookReason { reason: "回访问问情况".into(), ready: false };
    worker.call(LookAtWish, at.clone(), reason).await
}

pub async fn takes(
    world: &World,
    worker: PersonId,
    at: &At,
    step: StaffStep,
) -> Result<Stepped, Problem> {
    world.sign_in(worker, true).await.call(StepAsStaff, at.clone(), step).await
}

pub fn good(words: &str) -> StaffStep {
    StaffStep::FollowUp { heard: Heard::Good, words: words.into() }
}

fn wrong(words: &str) -> StaffStep {
    let heard = Heard::Trouble { reason: DisputeReason::HalfDone };
    StaffStep::FollowUp { heard, words: words.into() }
}

async fn status(world: &World, at: &At) -> Status {
    wishes::get(&world.app.db, world.community, at.1).await.unwrap().wish.state.status()
}

async fn one_in_so_many_is_asked_after_and_the_others_are_left_alone(world: World) {
    world.app.clock.stop();
    let worker = world.grid_worker().await.id;
    share(&world, 0).await;
    let (_, left_alone) = lamp(&world).await;
    share(&world, 1).await;
    let (lan, chosen) = lamp(&world).await;

    pass(&world, 29).await;
    assert!(asks(&world, worker).await.is_empty(), "not before its day");
    pass(&world, 1).await;
    let asked = asks(&world, worker).await;

    let [DeskEntry { thing: DeskThing::Wish(item), overdue: false, .. }] = asked.as_slice() else {
        panic!("{asked:#?}")
    };
    assert_eq!(item.id, chosen.1);
    assert_eq!(looks(&world, worker, &left_alone).await.unwrap_err().kind, Kind::NotAllowed);
    let lan = world.sign_in(lan.id, false).await;
    let mine = lan.call(GetMyWish, chosen, ()).await.unwrap();
    let Some(Outcome::Fulfilled { asked_by: Some(by), .. }) = mine.outcome else { panic!("told") };
    assert_eq!(by, world.app.clock.now().after_days(14), "the resident knows by when");
}

async fn children_and_the_old_are_asked_whatever_the_lot_says(world: World) {
    let (worker, wei) = (world.grid_worker().await.id, world.helper().await);
    share(&world, 0).await;
    let mut expected = Vec::new();
    for (band, asked) in [(AgeBand::From60, false), (AgeBand::From80, true)] {
        let lan = world.resident().await;
        let new = NewWish { age_band: Some(band), ..make::lamp_of(&world, &lan) };
        let at = came_true(&world, &lan, &wei, new).await;
        expected.extend(asked.then_some(at.1));
    }
    let mother = world.resident().await;
    expected.push(came_true(&world, &mother, &wei, childs(&world, &mother)).await.1);

    pass(&world, 31).await;
    let mut found = asked_after(&world, worker).await;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

async fn of_what_was_split_the_last_part_is_asked_after_and_no_other(world: World) {
    share(&world, 1).await;
    world.wait_until_hour(14);
    let (lan, worker) = (world.resident().await, world.grid_worker().await.id);
    let (_, parts, word) = in_parts(&world, &lan).await;
    for (wait, part) in [1, 3, 0].into_iter().zip(&parts) {
        let (wei, word) = (world.helper().await, word.clone());
        fulfil(&world, &wei, (part.1, word)).await;
        pass(&world, wait).await;
    }
    pass(&world, 29).await;
    let nobody = asks(&world, worker).await;
    assert!(nobody.is_empty(), "a month after the first of them nobody calls: {nobody:?}");
    pass(&world, 1).await;
    assert_eq!(asked_after(&world, worker).await, [parts[2].1], "once, about all");
}

async fn a_resident_reads_that_all_was_said_to_be_well(world: World) {
    let worker = world.grid_worker().await.id;
    share(&world, 1).await;
    let (lan, at) = lamp(&world).await;
    pass(&world, 31).await;
    let funnel = world.anyone().call(GetFigures, world.key.clone(), ()).await.unwrap();

    let seen = looks(&world, worker, &at).await.unwrap();
    assert_eq!(seen.wish.contact.name, make::SECRETS[0], "whom to call");
    assert!(seen.steps.contains(&StepName::FollowUpGood));
    takes(&world, worker, &at, good("灯一直亮着")).await.unwrap();
    let twice = takes(&world, worker, &at, good("")).await.unwrap_err();

    assert_eq!((status(&world, &at).await, twice.kind), (Status::Fulfilled, Kind::StepNotPossible));
    assert_eq!(looks(&world, worker, &at).await.unwrap_err().kind, Kind::NotAllowed, "it is over");
    assert!(asks(&world, worker).await.is_empty());
    let lan = world.sign_in(lan.id, false).await;
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    let last = mine.history.last().unwrap();
    assert_eq!((last.what, last.words.as_str()), (StepName::FollowUpGood, "灯一直亮着"));
    assert_eq!(mine.looks[0].by, Hand::Staff);
    assert_eq!(mine.looks[0].reason, "回访问问情况", "and who looked, and why");
    let after = world.anyone().call(GetFigures, world.key.clone(), ()).await.unwrap();
    assert_eq!(after.fulfilled, funnel.fulfilled);
}

async fn what_is_wrong_goes_to_the_secretary_though_objections_are_over(world: World) {
    let worker = world.grid_worker().await.id;
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await.id;
    share(&world, 1).await;
    let (lan, at) = lamp(&world).await;
    pass(&world, 40).await;
    let (reason, words) = (DisputeReason::HalfDone, "又不亮了".to_owned());
    let late = PosterStep::Dispute { reason, words };
    let lan = world.sign_in(lan.id, false).await;
    let late = lan.call(StepAsPoster, at.clone(), late).await.unwrap_err();
    let silent = takes(&world, worker, &at, wrong("")).await.unwrap_err();

    assert_eq!((late.kind, silent.field("words")), (Kind::TooLate, Some(Kind::Required)));
    takes(&world, worker, &at, wrong("又不亮了")).await.unwrap();
    assert_eq!(status(&world, &at).await, Status::Disputed);
    let seen = looks(&world, secretary, &at).await.unwrap();
    assert_eq!(seen.dispute.unwrap().words, "又不亮了");
    let settle = StaffStep::Settle { finding: Finding::OpenAgain, words: "换个人来修".into() };
    let word = takes(&world, secretary, &at, settle).await.unwrap().word.unwrap();
    assert_eq!(status(&world, &at).await, Status::Open);

    // Came true by another, it is asked after again: the lot of a wish stays.
    share(&world, 1).await;
    fulfil(&world, &world.helper().await, (at.1, word)).await;
    pass(&world, 31).await;
    assert_eq!(asks(&world, worker).await.len(), 1);
    let lan = world.sign_in(lan.id, false).await;
    let mine = lan.call(GetMyWish, at, ()).await.unwrap();
    let asked = mine.history.iter().find(|line| line.what == StepName::FollowUpBad).unwrap();
    assert_eq!(asked.words, "又不亮了");
}

async fn who_does_not_answer_is_called_again(world: World) {
    let worker = world.grid_worker().await.id;
    share(&world, 1).await;
    let (lan, at) = lamp(&world).await;
    let called = || StaffStep::Called { outcome: CallOutcome::NotReached };
    let early = takes(&world, worker, &at, called()).await.unwrap_err();
    pass(&world, 31).await;

    takes(&world, worker, &at, called()).await.unwrap();
    assert_eq!((early.kind, asks(&world, worker).await.len()), (Kind::NotAllowed, 1));
    let lan = world.sign_in(lan.id, false).await;
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    assert_eq!(mine.history.last().unwrap().what, StepName::CallFailed);
    takes(&world, worker, &at, good("")).await.unwrap();
}

async fn nobody_is_asked_after_fourteen_days_more(world: World) {
    let worker = world.grid_worker().await.id;
    share(&world, 1).await;
    let (lan, at) = lamp(&world).await;
    pass(&world, 43).await;
    assert_eq!(asks(&world, worker).await.len(), 1);

    world.app.clock.advance(DAY);
    let (first, second) =
        futures_util::join!(timers::run_due(&world.app), timers::run_due(&world.app));
    timers::run_due(&world.app).await.unwrap();
    let history = events::about(&world.app.db, world.community, at.1.0).await.unwrap();

    assert!(first.unwrap() + second.unwrap() >= 1);
    assert_eq!(history.iter().filter(|what| *what == "wish.follow_up_lapsed").count(), 1);
    assert!(asks(&world, worker).await.is_empty());
    let late = takes(&world, worker, &at, good("")).await.unwrap_err();
    assert_eq!((late.kind, status(&world, &at).await), (Kind::StepNotPossible, Status::Fulfilled));
    let lan = world.sign_in(lan.id, false).await;
    let mine = lan.call(GetMyWish, at, ()).await.unwrap();
    assert_eq!(mine.history.last().unwrap().what, StepName::FollowUpLapsed);
    let Some(Outcome::Fulfilled { asked_by: None, .. }) = mine.outcome else { panic!("over") };
}

async fn only_those_who_arrange_there_ask_and_only_then(world: World) {
    let here = world.nodes[0].clone();
    let elsewhere = world.another_grid().await;
    let worker = world.grid_worker().await.id;
    let others = [
        world.appointed(Role::GridWorker, &elsewhere).await.id,
        world.appointed(Role::Secretary, &elsewhere).await.id,
        world.appointed(Role::CommunityWorker, &here).await.id,
        world.appointed(Role::Administrator, &here).await.id,
    ];
    share(&world, 1).await;
    world.wait_until_hour(14);
    let (lan, wei) = (world.resident().await, world.helper().await);
    // Who helped does not ask whether it was well done, in whatever role.
    world.appoint(wei.id, Role::GridWorker, &here).await;
    let at = came_true(&world, &lan, &wei, make::lamp_of(&world, &lan)).await;
    let early = looks(&world, worker, &at).await.unwrap_err();
    pass(&world, 31).await;

    assert_eq!(early.kind, Kind::NotAllowed);
    for other in others.into_iter().chain([wei.id]) {
        assert!(asks(&world, other).await.is_empty());
        let look = looks(&world, other, &at).await.unwrap_err();
        let step = takes(&world, other, &at, good("")).await.unwrap_err();
        assert_eq!((look.kind, step.kind), (Kind::NotAllowed, Kind::NotAllowed));
    }
    assert_eq!(asks(&world, worker).await.len(), 1);
    assert!(looks(&world, worker, &at).await.is_ok());
}

async fn nobody_is_called_at_night(world: World) {
    let worker = world.grid_worker().await.id;
    share(&world, 1).await;
    world.wait_until_hour(23);
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = came_true(&world, &lan, &wei, make::lamp_of(&world, &lan)).await;
    world.app.clock.advance_days(30);
    world.app.clock.advance(Millis::HOUR);

    let look = looks(&world, worker, &at).await.unwrap_err();
    let step = takes(&world, worker, &at, good("")).await.unwrap_err();
    assert_eq!((look.kind, step.kind), (Kind::NotAllowed, Kind::TooEarly));
    assert!(asks(&world, worker).await.is_empty());
    world.wait_until_hour(8);
    assert_eq!(asks(&world, worker).await.len(), 1);
    assert!(looks(&world, worker, &at).await.is_ok());
}

async fn who_has_left_is_not_asked(world: World) {
    let worker = world.grid_worker().await.id;
    share(&world, 1).await;
    world.wait_until_hour(14);
    let mut lan = world.by_phone(PHONE).await;
    let at = came_true(&world, &lan, &world.helper().await, make::lamp_of(&world, &lan)).await;
    world.app.clock.advance_days(1);
    lan.visit(AskOwnCode, (), ()).await.unwrap();
    let code = EnteredCode { code: world.code(PHONE) };
    lan.visit(ProveItIsMe, (), code).await.unwrap();
    lan.visit(DeleteMe, (), ()).await.unwrap();
    pass(&world, 31).await;

    assert!(asks(&world, worker).await.is_empty());
    assert_eq!(looks(&world, worker, &at).await.unwrap_err().kind, Kind::NotAllowed);
    pass(&world, 15).await;
    let history = events::about(&world.app.db, world.community, at.1.0).await.unwrap();
    assert_eq!(history.iter().filter(|what| *what == "wish.follow_up_lapsed").count(), 1);
}

async fn what_is_asked_later_keeps_no_contact_longer(world: World) {
    let worker = world.grid_worker().await.id;
    share(&world, 1).await;
    let (lan, at) = lamp(&world).await;
    pass(&world, 31).await;
    takes(&world, worker, &at, good("灯一直亮着")).await.unwrap();
    let mine = async || {
        let lan = world.sign_in(lan.id, false).await;
        lan.call(GetMyWish, at.clone(), ()).await.unwrap()
    };
    pass(&world, 58).await;
    upkeep::tidy(&world.app).await.unwrap();
    assert_eq!(mine().await.contact.name, make::SECRETS[0]);
    pass(&world, 2).await;
    upkeep::tidy(&world.app).await.unwrap();

    assert_eq!(mine().await.contact, Contact::default(), "ninety days after it came true");
    let last = mine().await.history.pop().unwrap();
    assert_eq!((last.what, last.words.as_str()), (StepName::FollowUpGood, ""));
}

async fn another_number_of_days_holds_for_what_has_come_true(world: World) {
    let worker = world.grid_worker().await.id;
    share(&world, 1).await;
    let (_, at) = lamp(&world).await;
    set(&world, Setting::FollowUp, 7).await;
    timers::run_due(&world.app).await.unwrap();

    pass(&world, 7).await;
    assert_eq!(asks(&world, worker).await.len(), 1);
    set(&world, Setting::FollowUpTime, 3).await;
    pass(&world, 4).await;
    assert!(asks(&world, worker).await.is_empty());
    let history = events::about(&world.app.db, world.community, at.1.0).await.unwrap();
    assert!(history.iter().any(|what| what == "wish.follow_up_lapsed"));
}
