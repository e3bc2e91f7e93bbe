//! Single people at a market: who was not there, who says otherwise, whom to call.

use server::timers;
use shared::{
    api::*,
    id::SignUpId,
    inbox::InboxQuery,
    market::{
        AttendeeAsk, GuestAsk, GuestStep, GuestStepped, MySignUp, Refusal, SignUpStatus,
        SignUpStepName, SyncBatch, UnseenReason,
    },
    notice::News,
    policy::Role,
    problem::{Kind, Problem},
    settings::{NewSetting, Setting},
    time::Millis,
};
use tests::{
    Person, World,
    day::{arrived, scans},
    make,
    market::{Fair, answer, fair, fair_of, plan},
    on_both_databases,
};

on_both_databases!(
    who_did_not_come_is_noted_only_where_somebody_was_checked_in,
    nobody_is_blamed_before_every_phone_has_brought_in_what_it_saw,
    who_was_there_after_all_says_so_and_is_counted,
    the_secretary_decides_when_the_organiser_does_not_agree,
    the_second_time_pauses_and_touches_no_wish,
    who_has_not_answered_is_called_and_reads_that,
);

async fn told(world: &World, who: &Person) -> Vec<News> {
    let inbox = who.call(GetInbox, world.key.clone(), InboxQuery::default()).await.unwrap();
    inbox.notices.into_iter().map(|it| it.news).collect()
}

async fn status(world: &World, who: &Person, sign_up: SignUpId) -> SignUpStatus {
    who.call(GetSignUp, (world.key.clone(), sign_up), ()).await.unwrap().status
}

async fn decide(
    world: &World,
    by: &Person,
    sign_up: SignUpId,
    step: GuestAsk,
) -> Result<GuestStepped, Problem> {
    let no =
        matches!(step, GuestAsk::Settle { came: false } | GuestAsk::SettleAppeal { came: false });
    let reason = no.then_some(UnseenReason::NobodySaw);
    by.call(StepGuest, (world.key.clone(), sign_up), GuestStep { step, reason }).await
}

async fn again(world: &World, who: &Person) -> Person {
    world.sign_in(who.id, false).await
}

/// A day with one slot: the first guest came, the others did not, and everything is brought in.
async fn one_came(world: &World, count: usize) -> (Fair, Vec<(Person, MySignUp)>) {
    let mut fair = fair(world, 180, 10).await;
    let guests = fair.guests(world, 0, count).await;
    came(world, &mut fair, &guests[0].1).await;
    let mut back = Vec::new();
    for (person, place) in guests {
        back.push((again(world, &person).await, place));
    }
    (fair, back)
}

async fn came(world: &World, fair: &mut Fair, place: &MySignUp) {
    let (_, ends_at) = fair.morning(world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let scan = arrived(world, fair.stall, place.id);
    world.sync(&phone, fair.id, scans(vec![scan])).await.unwrap();
    world.wait_until(ends_at.after(31 * Millis::MINUTE));
    world.sync(&phone, fair.id, SyncBatch::default()).await.unwrap();
    timers::run_due(&world.app).await.unwrap();
    fair.organiser = world.sign_in(fair.organiser.id, true).await;
}

async fn who_did_not_come_is_noted_only_where_somebody_was_checked_in(world: World) {
    let mut fair = fair(&world, 90, 10).await;
    let kept = fair.guests(&world, 0, 2).await;
    let unkept = fair.guests(&world, 1, 2).await;
    came(&world, &mut fair, &kept[0].1).await;
    timers::run_due(&world.app).await.unwrap();

    let seen =
        async |of: &(Person, MySignUp)| status(&world, &again(&world, &of.0).await, of.1.id).await;
    assert_eq!(seen(&kept[0]).await, SignUpStatus::CheckedIn);
    assert_eq!(seen(&kept[1]).await, SignUpStatus::NoShow);
    for nobody in &unkept {
        assert_eq!(seen(nobody).await, SignUpStatus::Confirmed, "no list was kept");
    }
    let missing = again(&world, &kept[1].0).await;
    let news = told(&world, &missing).await;
    let noted = news.iter().filter(|it| matches!(it, News::NoShowNoted { .. })).count();
    assert_eq!(noted, 1, "once: {news:?}");
    let Some(News::NoShowNoted { paused_until, .. }) = news.first() else { panic!("{news:?}") };
    assert_eq!(*paused_until, None, "the first time, it is a word and nothing else");
}

async fn nobody_is_blamed_before_every_phone_has_brought_in_what_it_saw(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 3).await;
    let (starts_at, ends_at) = fair.morning(&world).await;
    let west = world.device(&fair.organiser, fair.id, "西门").await;
    let east = world.device(&fair.organiser, fair.id, "东门").await;
    world.list(&east, fair.id).await.unwrap();
    world.wait_until(starts_at);
    let one = arrived(&world, fair.stall, guests[0].1.id);
    let offline = arrived(&world, fair.stall, guests[1].1.id);
    world.wait_until(ends_at.after(40 * Millis::MINUTE));
    world.sync(&west, fair.id, scans(vec![one])).await.unwrap();
    timers::run_due(&world.app).await.unwrap();
    let seen = async |at: usize| {
        status(&world, &again(&world, &guests[at].0).await, guests[at].1.id).await
    };
    assert_eq!([seen(1).await, seen(2).await], [SignUpStatus::Confirmed; 2], "not yet");

    world.sync(&east, fair.id, scans(vec![offline])).await.unwrap();
    world.app.clock.advance(31 * Millis::MINUTE);
    timers::run_due(&world.app).await.unwrap();
    assert_eq!([seen(1).await, seen(2).await], [SignUpStatus::CheckedIn, SignUpStatus::NoShow]);
}

async fn who_was_there_after_all_says_so_and_is_counted(world: World) {
    let (fair, guests) = one_came(&world, 2).await;
    let (min, place) = &guests[1];
    assert_eq!(status(&world, min, place.id).await, SignUpStatus::NoShow);
    assert!(fair.organiser.call(ListObjections, world.key.clone(), ()).await.unwrap().is_empty());
    let said = answer(&world, min, place, AttendeeAsk::Object).await.unwrap();
    assert_eq!(said.status, SignUpStatus::NoShow);

    let news = fair.organiser.market_news_names(&world).await;
    assert_eq!(news[0], shared::market::MarketNews::GuestObjects);
    let all = fair.organiser.call(ListObjections, world.key.clone(), ()).await.unwrap();
    assert_eq!((all.len(), all[0].sign_up, all[0].appealed), (1, place.id, false));
    assert_eq!(all[0].steps, [SignUpStepName::Settle]);
    let mine = decide(&world, min, place.id, GuestAsk::Settle { came: true }).await.unwrap_err();
    assert_eq!(mine.kind, Kind::NotFound, "nobody decides over oneself");
    let yes = GuestAsk::Settle { came: true };
    let settled = decide(&world, &fair.organiser, place.id, yes).await.unwrap();
    assert_eq!(settled.status, SignUpStatus::CheckedIn);
    assert!(matches!(told(&world, min).await[0], News::NoShowDecided { came: true, .. }));
    assert_eq!(world.day(&fair.organiser, fair.id).await.figures.verified, 2);
    assert!(fair.organiser.call(ListObjections, world.key.clone(), ()).await.unwrap().is_empty());
}

async fn the_secretary_decides_when_the_organiser_does_not_agree(world: World) {
    let (fair, guests) = one_came(&world, 2).await;
    let (min, place) = &guests[1];
    answer(&world, min, place, AttendeeAsk::Object).await.unwrap();
    let no = GuestAsk::Settle { came: false };
    decide(&world, &fair.organiser, place.id, no).await.unwrap();
    let News::NoShowDecided {
        came: false,
        appeal_until: Some(_),
        reason: Some(UnseenReason::NobodySaw),
        ..
    } = &told(&world, min).await[0]
    else {
        panic!("no word of it");
    };
    answer(&world, min, place, AttendeeAsk::Appeal).await.unwrap();

    let again = decide(&world, &fair.organiser, place.id, GuestAsk::SettleAppeal { came: false });
    assert_eq!(again.await.unwrap_err().kind, Kind::NotFound);
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let asleep = world.sign_in(secretary.id, false).await;
    let yes = GuestAsk::SettleAppeal { came: true };
    let closed = decide(&world, &asleep, place.id, yes).await.unwrap_err();
    assert_eq!(closed.kind, Kind::StepUpFirst);
    let all = secretary.call(ListObjections, world.key.clone(), ()).await.unwrap();
    assert_eq!((all.len(), all[0].appealed), (1, true));
    let settled = decide(&world, &secretary, place.id, yes).await.unwrap();
    assert_eq!(settled.status, SignUpStatus::CheckedIn);
    assert_eq!(status(&world, min, place.id).await, SignUpStatus::CheckedIn);
}

async fn the_second_time_pauses_and_touches_no_wish(world: World) {
    let (_, guests) = one_came(&world, 2).await;
    let min = &guests[1].0;
    let mut second = fair_of(&world, plan(&world), 90, 10).await;
    let missed = second.join(&world, min, 0).await.unwrap();
    let wei = second.guests(&world, 0, 1).await;
    came(&world, &mut second, &wei[0].1).await;
    let min = again(&world, min).await;
    assert_eq!(status(&world, &min, missed.id).await, SignUpStatus::NoShow);
    let news = told(&world, &min).await;
    let Some(News::NoShowNoted { paused_until: Some(until), .. }) = news.first() else {
        panic!("{news:?}");
    };
    let days = until.days_since(world.app.clock.now());
    assert!((29..=30).contains(&days), "{days}");

    let third = fair_of(&world, plan(&world), 90, 10).await;
    let there = min.call(GetMyMarket, world.at(third.id), ()).await.unwrap();
    assert_eq!(there.paused.map(|it| it.until), Some(*until));
    third.join(&world, &min, 0).await.unwrap();
    let more = third.join(&world, &min, 1).await.unwrap_err();
    assert_eq!(more.refusal, Refusal::OneAtATime.code());
    make::posted(&world, &min).await;
    // It is over at the end that was named.
    world.wait_until(until.after(1));
    let min = again(&world, &min).await;
    let there = min.call(GetMyMarket, world.at(third.id), ()).await.unwrap();
    assert_eq!(there.paused, None);
}

async fn who_has_not_answered_is_called_and_reads_that(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let lan = world.by_phone("13912347391").await;
    let place = fair.join(&world, &lan, 0).await.unwrap();
    let sure = fair.guests(&world, 0, 1).await;
    let (starts_at, _) = fair.times(&world).await;
    let at = (world.key.clone(), place.id);
    let organiser = world.sign_in(fair.organiser.id, true).await;
    let early = organiser.call(OpenGuestPhone, at.clone(), ()).await.unwrap_err();
    assert_eq!(early.kind, Kind::NotAllowed, "not before it is worth a call");
    world.wait_until(starts_at.after(-20 * Millis::HOUR));
    let min = again(&world, &sure[0].0).await;
    answer(&world, &min, &sure[0].1, AttendeeAsk::Coming).await.unwrap();
    fair.organiser = world.sign_in(fair.organiser.id, true).await;

    let list = fair.organiser.call(ListAtRisk, world.at(fair.id), ()).await.unwrap();
    assert_eq!((list.len(), list[0].sign_up, list[0].called_at), (1, place.id, None));
    assert!(!serde_json::to_string(&list).unwrap().contains("1391234"));
    let none = fair.reviewer.call(ListAtRisk, world.at(fair.id), ()).await.unwrap_err();
    assert!([Kind::NotAllowed, Kind::StepUpFirst].contains(&none.kind));
    let phone = fair.organiser.call(OpenGuestPhone, at.clone(), ()).await.unwrap();
    assert_eq!(phone.phone, "13912347391");
    let list = fair.organiser.call(ListAtRisk, world.at(fair.id), ()).await.unwrap();
    assert!(list[0].called_at.is_some());
    let lan = again(&world, &lan).await;
    let data = lan.call(GetMyData, (), ()).await.unwrap();
    assert_eq!(data.communities[0].sign_ups[0].looks.len(), 1, "who it is about, reads it");
    let data = fair.organiser.call(GetMyData, (), ()).await.unwrap();
    assert_eq!(data.communities[0].guest_looks.len(), 1);

    // Whoever looks too often, is stopped.
    let head = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let limit = NewSetting { setting: Setting::StaffLooks.into(), value: 10 };
    head.call(ChangeSetting, world.key.clone(), limit).await.unwrap();
    for _ in 1..10 {
        fair.organiser.call(OpenGuestPhone, at.clone(), ()).await.unwrap();
    }
    let often = fair.organiser.call(OpenGuestPhone, at, ()).await.unwrap_err();
    assert_eq!(often.kind, Kind::TooOften);
}
