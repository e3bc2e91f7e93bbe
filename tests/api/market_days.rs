//! What follows from a market's day: hours, figures, the market itself.

use server::timers;
use shared::{
    api::*,
    community::CommunityKey,
    id::{SignUpId, StallId},
    market::{
        GuestAsk, GuestStep, Helped, MarketAsk, MarketKind, MarketStatus, NewMarket, NewScan,
        PlaceCode, Refusal, ScanAnswer, SeenAs, Service, SignUpStatus, SignUpStepName,
    },
    problem::{Kind, Problem},
    time::Millis,
    wish::WishKind,
};
use tests::{
    Person, World,
    day::{answers, arrived, scans, tap, taps, undo},
    market::{Fair, fair, fair_of, plan},
    markets::Holders,
    on_both_databases,
};

on_both_databases!(
    the_market_of_the_demo_was_what_its_figures_say,
    whoever_plans_the_next_market_of_the_demo_sees_what_is_missing,
    a_guest_goes_to_other_stalls_too,
    whoever_is_done_is_counted_once,
    a_helper_is_checked_in_and_out_and_the_hours_count_once_confirmed,
    residents_check_themselves_in_with_the_code_at_the_place,
    a_market_begins_by_time_once_somebody_is_there,
    what_is_signed_is_what_happened,
);

fn refused(refusal: Refusal) -> ScanAnswer {
    ScanAnswer::Refused { refusal }
}

fn code(problem: &Problem) -> &str {
    assert_eq!(problem.kind, Kind::MarketRefusal, "{problem}");
    &problem.refusal
}

async fn status(world: &World, who: &Person, sign_up: SignUpId) -> SignUpStatus {
    who.call(GetSignUp, (world.key.clone(), sign_up), ()).await.unwrap().status
}

/// A fair with two stalls, of which the first has slots of the whole time.
async fn two_stalls(world: &World) -> (Fair, StallId) {
    let holders = Holders::of(world).await;
    let market = world.published(&holders, &[Service::Haircut, Service::Sewing]).await;
    let Holders { organiser, reviewer } = holders;
    let (one, other) = (&market.stalls[0], market.stalls[1].id);
    let mut slots = one.slots.clone();
    slots.sort_by_key(|it| it.times.starts_at);
    let slots = slots.into_iter().map(|it| it.id).collect();
    (Fair { id: market.id, stall: one.id, slots, organiser, reviewer }, other)
}

async fn a_guest_goes_to_other_stalls_too(world: World) {
    let (mut fair, other) = two_stalls(&world).await;
    let guests = fair.guests(&world, 0, 1).await;
    let (_, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "流动").await;
    let lan = guests[0].1.id;

    let there = arrived(&world, other, lan);
    let synced = world.sync(&phone, fair.id, scans(vec![there])).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::New]);
    assert_eq!(status(&world, &guests[0].0, lan).await, SignUpStatus::Confirmed);
    let (served, own) = (arrived(&world, other, lan), arrived(&world, fair.stall, lan));
    let served = NewScan { what: SeenAs::Served, ..served };
    let synced = world.sync(&phone, fair.id, scans(vec![served, own])).await.unwrap();
    assert_eq!(answers(&synced), [refused(Refusal::StepNotPossible), ScanAnswer::New]);
    let served = NewScan { what: SeenAs::Served, ..arrived(&world, fair.stall, lan) };
    let synced = world.sync(&phone, fair.id, scans(vec![served])).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::New]);
    assert_eq!(status(&world, &guests[0].0, lan).await, SignUpStatus::Served);
    world.wait_until(ends_at);
    let figures = world.day(&fair.organiser, fair.id).await.figures;
    let all = (figures.verified, figures.persons, figures.services, figures.stalls);
    assert_eq!(all, (2, 1, 1, 2), "one person, at two stalls");
}

/// One tap after the other: nobody is counted twice, whoever says it and however often.
async fn whoever_is_done_is_counted_once(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 3).await;
    let (_, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "理发").await;
    let other = world.device(&fair.organiser, fair.id, "入口").await;
    let seen = |what, sign_up, at| NewScan { what, at, ..arrived(&world, fair.stall, sign_up) };
    let [lan, mei, _] = [0, 1, 2].map(|at| guests[at].1.id);
    let now = world.app.clock.now();
    let both = vec![seen(SeenAs::Arrived, lan, now), seen(SeenAs::Served, lan, now)];
    world.sync(&phone, fair.id, scans(both)).await.unwrap();
    let again = vec![seen(SeenAs::Served, lan, now.after(Millis::MINUTE))];
    world.sync(&other, fair.id, scans(again)).await.unwrap();
    // Done long after the slot, and nobody had noted when she came.
    world.wait_until(ends_at);
    let late = seen(SeenAs::Served, mei, ends_at);
    let synced = world.sync(&phone, fair.id, scans(vec![late.clone()])).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::New]);

    let figures = world.day(&fair.organiser, fair.id).await.figures;
    assert_eq!((figures.verified, figures.services), (2, 2));
    let own = world.sign_in(guests[1].0.id, false).await;
    let status = async || own.call(GetSignUp, (world.key.clone(), mei), ()).await.unwrap().status;
    assert_eq!(status().await, SignUpStatus::Served);

    let wrong = undo(late.nonce, "点错了");
    world.sync(&phone, fair.id, wrong).await.unwrap();
    let figures = world.day(&fair.organiser, fair.id).await.figures;
    assert_eq!((figures.verified, figures.services), (1, 1), "taken back, it is as before");
    assert_eq!(status().await, SignUpStatus::Confirmed);
}

async fn a_helper_is_checked_in_and_out_and_the_hours_count_once_confirmed(world: World) {
    let shift = NewMarket { kind: MarketKind::DutyShift, ..plan(&world) };
    let mut fair = fair_of(&world, shift, 180, 5).await;
    let guests = fair.guests(&world, 0, 2).await;
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "签到台").await;
    let (wei, min) = (guests[0].1.id, guests[1].1.id);
    let seen = |what, sign_up, at| NewScan { what, at, ..arrived(&world, fair.stall, sign_up) };
    world.wait_until(ends_at.after(Millis::HOUR));

    // Going comes in before coming; and somebody stayed far longer than the shift.
    let left = seen(SeenAs::Left, wei, starts_at.after(2 * Millis::HOUR));
    let synced = world.sync(&phone, fair.id, scans(vec![left])).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::New]);
    let came = [seen(SeenAs::Arrived, wei, starts_at), seen(SeenAs::Arrived, min, starts_at)];
    let long = seen(SeenAs::Left, min, ends_at.after(Millis::HOUR));
    let batch = came.into_iter().chain([long]).collect();
    world.sync(&phone, fair.id, scans(batch)).await.unwrap();

    let day = world.day(&fair.organiser, fair.id).await;
    let mut minutes: Vec<_> = day.hours.iter().map(|it| (it.minutes, it.confirmed)).collect();
    minutes.sort_unstable();
    assert_eq!(minutes, [(120, false), (210, false)]);
    assert_eq!((day.figures.helpers, day.figures.helper_minutes), (0, 0));
    let own = world.sign_in(guests[1].0.id, false).await;
    let at = (world.key.clone(), min);
    let long = own.call(GetSignUp, at.clone(), ()).await.unwrap().helped;
    assert_eq!(long, Some(Helped { minutes: 210, confirmed: false }), "not what it was in full");
    let organiser = world.sign_in(fair.organiser.id, true).await;
    for it in &day.hours {
        assert_eq!(it.steps, [SignUpStepName::ConfirmHours]);
        let step = GuestStep::plain(GuestAsk::ConfirmHours);
        organiser.call(StepGuest, (world.key.clone(), it.sign_up), step).await.unwrap();
    }
    let figures = world.day(&fair.organiser, fair.id).await.figures;
    assert_eq!((figures.helpers, figures.helper_minutes), (2, 330));
    let long = own.call(GetSignUp, at, ()).await.unwrap().helped;
    assert_eq!(long, Some(Helped { minutes: 210, confirmed: true }));
}

async fn residents_check_themselves_in_with_the_code_at_the_place(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 2).await;
    fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "海报").await;
    let (lan, place) = &guests[0];
    let lan = world.sign_in(lan.id, false).await;
    let at = (world.key.clone(), place.id);
    let codes = phone.call(ListPlaceCodes, world.at(fair.id), ()).await.unwrap();
    let shown = |now: Millis| {
        let turn = usize::try_from((now.0 - codes.from.0) / codes.each).unwrap();
        PlaceCode { code: codes.codes[turn].clone() }
    };
    let now = world.app.clock.now();

    let old = shown(now);
    world.app.clock.advance(90 * Millis::SECOND);
    let refusal = lan.call(CheckInHere, at.clone(), old).await.unwrap_err();
    assert_eq!(code(&refusal), "place_code_over");
    let fresh = shown(world.app.clock.now());
    let stranger = world.resident().await;
    let not_mine = stranger.call(CheckInHere, at.clone(), fresh.clone()).await.unwrap_err();
    assert_eq!(not_mine.kind, Kind::NotFound);
    let mine = lan.call(CheckInHere, at.clone(), fresh.clone()).await.unwrap();
    assert_eq!(mine.status, SignUpStatus::CheckedIn);
    let again = lan.call(CheckInHere, at, fresh).await.unwrap();
    assert_eq!(again.status, SignUpStatus::CheckedIn, "twice is once");
    let day = world.day(&fair.organiser, fair.id).await;
    assert_eq!(day.figures.verified, 1);
}

async fn a_market_begins_by_time_once_somebody_is_there(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 1).await;
    let (starts_at, _) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let scan = arrived(&world, fair.stall, guests[0].1.id);
    world.sync(&phone, fair.id, scans(vec![scan])).await.unwrap();

    timers::run_due(&world.app).await.unwrap();
    assert_eq!(world.read(fair.id).await.unwrap().status, MarketStatus::Published);
    world.wait_until(starts_at.after(1));
    timers::run_due(&world.app).await.unwrap();
    assert_eq!(world.read(fair.id).await.unwrap().status, MarketStatus::UnderWay);
}

async fn what_is_signed_is_what_happened(world: World) {
    let mut fair = fair(&world, 180, 30).await;
    let guests = fair.guests(&world, 0, 12).await;
    let (_, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let came = guests.iter().map(|(_, place)| arrived(&world, fair.stall, place.id)).collect();
    world.sync(&phone, fair.id, scans(came)).await.unwrap();
    let some = (0..25).map(|_| tap(&world, fair.stall, 1)).collect();
    world.sync(&phone, fair.id, taps(some)).await.unwrap();
    world.wait_until(ends_at.after(3 * Millis::HOUR));
    timers::run_due(&world.app).await.unwrap();

    let organiser = world.sign_in(fair.organiser.id, true).await;
    let reviewer = world.sign_in(fair.reviewer.id, true).await;
    let words = "来了很多邻居".to_owned();
    let write = MarketAsk::WriteSummary { words, reason: String::new() };
    world.step(&organiser, fair.id, write).await.unwrap();
    world.step(&reviewer, fair.id, MarketAsk::SignSummary).await.unwrap();
    let public = world.read(fair.id).await.unwrap().summary.unwrap().figures;
    assert_eq!((public.verified, public.walk_in, public.persons), (Some(12), Some(25), Some(12)));
    assert_eq!((public.person_times, public.stalls), (Some(37), 1));
    let text = serde_json::to_string(&world.read(fair.id).await.unwrap()).unwrap();
    assert!(guests.iter().all(|(person, _)| !text.contains(&person.id.to_string())));
}

async fn the_market_of_the_demo_was_what_its_figures_say(world: World) {
    server::demo::fill(&world.app).await.unwrap();
    let keys = world.app.communities.all().into_iter().map(|it| it.key.clone());
    let mut over = Vec::new();
    for key in keys {
        let list = world.anyone().call(ListMarkets, key.clone(), ()).await.unwrap();
        over.extend(list.over.into_iter().map(|it| (key.clone(), it)));
    }
    assert_eq!(over.len(), 1);
    let (key, card) = over.remove(0);
    let public = world.anyone().call(GetMarket, (key.clone(), card.id), ()).await.unwrap();
    let signed = public.summary.unwrap().figures;
    let organiser = demo_organiser(&world).await;
    let staff = organiser.call(GetStaffMarket, (key.clone(), card.id), ()).await.unwrap();
    assert_eq!(staff.figures.public(), signed, "what was signed is what happened");
    assert!(signed.person_times.is_some_and(|it| it >= 1000), "{signed:?}");
    let day = organiser.call(GetMarketDay, (key, card.id), ()).await.unwrap();
    assert_eq!(day.figures, staff.figures);
    assert_eq!((day.devices.len(), day.stalls.len()), (1, 20));
}

async fn whoever_plans_the_next_market_of_the_demo_sees_what_is_missing(world: World) {
    server::demo::fill(&world.app).await.unwrap();
    let key = CommunityKey("hantangjiebei".into());
    let list = world.anyone().call(ListMarkets, key.clone(), ()).await.unwrap();
    let next = list.ahead.first().unwrap().id;
    let organiser = demo_organiser(&world).await;
    let board = organiser.call(GetDemand, (key, next), ()).await.unwrap();
    let kinds: Vec<_> = board.kinds.iter().map(|it| (it.kind, it.households)).collect();
    assert_eq!(kinds, [(WishKind::Service, 7), (WishKind::Repair, 6)]);
    let haircut = &board.kinds[0].answers[0];
    assert_eq!(haircut.before[0].name, "巧手理发店", "who came before is asked again first");
}

async fn demo_organiser(world: &World) -> Person {
    let organiser = &server::demo::PEOPLE[6];
    let hash = world.app.keys.hash(server::keys::Purpose::Phone, &[organiser.phone.as_bytes()]);
    let id = server::db::people::id_by_phone(&world.app.db, &hash).await.unwrap().unwrap();
    world.sign_in(id, true).await
}
