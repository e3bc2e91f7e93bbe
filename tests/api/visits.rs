//! What comes of a visit to a market: how it was, who did not come, and whose stalls they were.

use shared::{
    api::*,
    id::SignUpId,
    market::{
        AttendeeAsk, GuestAsk, GuestStep, HowWasIt, MarketKind, MySignUp, NewMarket, NewSignUp,
        Objecting, Rating, Service, SignUpDecision, SignUpStatus, SignUpStepName, StallAsk,
        StallStepInput, SummaryFigures, Wants,
    },
    problem::Kind,
    time::Millis,
};
use tests::{
    Person, World,
    day::{arrived, scans},
    market::{Fair, answer, barber, fair, plan},
    on_both_databases,
};

on_both_databases!(
    how_it_was_is_asked_once_and_counted_from_the_fifth_answer_on,
    the_organiser_notes_who_did_not_come_and_that_person_reads_what_follows,
    a_no_has_a_reason,
    a_provider_finds_the_own_stalls,
);

async fn says(world: &World, who: &Person, id: SignUpId, how: HowWasIt) -> Result<MySignUp, Kind> {
    let input = Rating { how };
    let said = who.call(RateVisit, (world.key.clone(), id), input).await;
    said.map_err(|it| it.kind)
}

async fn figures(world: &World, fair: &Fair) -> SummaryFigures {
    world.day(&fair.organiser, fair.id).await.figures
}

async fn how_it_was_is_asked_once_and_counted_from_the_fifth_answer_on(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 6).await;
    assert!(guests.iter().all(|it| !it.1.checks_in), "days before");
    fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let came = guests[..5].iter().map(|it| arrived(&world, fair.stall, it.1.id)).collect();
    world.sync(&phone, fair.id, scans(came)).await.unwrap();
    let mut back = Vec::new();
    for (person, place) in &guests {
        back.push((world.sign_in(person.id, false).await, place.id));
    }
    let get = async |(who, id): &(Person, SignUpId)| {
        who.call(GetSignUp, (world.key.clone(), *id), ()).await.unwrap()
    };
    let seen = get(&back[0]).await;
    assert!(seen.asks_how && !seen.checks_in);
    assert!(get(&back[5]).await.checks_in, "it is half an hour before");
    assert!(!get(&back[5]).await.asks_how, "nobody who did not come");
    let absent = says(&world, &back[5].0, back[5].1, HowWasIt::Good).await;
    assert_eq!(absent.unwrap_err(), Kind::StepNotPossible);
    let stranger = says(&world, &back[5].0, back[0].1, HowWasIt::Good).await;
    assert_eq!(stranger.unwrap_err(), Kind::NotFound);

    for (who, id) in &back[..4] {
        assert!(!says(&world, who, *id, HowWasIt::Good).await.unwrap().asks_how);
    }
    says(&world, &back[0].0, back[0].1, HowWasIt::Poor).await.unwrap();
    let few = figures(&world, &fair).await;
    assert_eq!((few.ratings, few.stars), (0, 0), "of four, one could guess who said what");
    says(&world, &back[4].0, back[4].1, HowWasIt::Fair).await.unwrap();
    let enough = figures(&world, &fair).await;
    assert_eq!((enough.ratings, enough.stars), (5, 23), "each once");
    assert_eq!(enough.public().satisfaction, Some(46));
}

async fn the_organiser_notes_who_did_not_come_and_that_person_reads_what_follows(world: World) {
    let mut fair = fair(&world, 90, 10).await;
    let (kept, unkept) = (fair.guests(&world, 0, 2).await, fair.guests(&world, 1, 1).await);
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let scan = arrived(&world, fair.stall, kept[0].1.id);
    world.sync(&phone, fair.id, scans(vec![scan])).await.unwrap();
    assert_eq!(world.day(&fair.organiser, fair.id).await.absent, [], "nobody's time is over");
    world.wait_until(starts_at.after(91 * Millis::MINUTE));
    let absent = world.day(&fair.organiser, fair.id).await.absent;
    let seen: Vec<_> = absent.iter().map(|it| (it.sign_up, it.list_kept, it.noted_at)).collect();
    assert_eq!(seen, [(kept[1].1.id, true, None)]);
    assert_eq!(absent[0].steps, [SignUpStepName::NoShow]);
    world.wait_until(ends_at.after(1));
    let day = world.day(&fair.organiser, fair.id).await;
    let other = day.absent.iter().find(|it| it.sign_up == unkept[0].1.id).unwrap();
    assert!(!other.list_kept && other.steps.is_empty(), "no list, no word of anybody");

    let organiser = world.sign_in(fair.organiser.id, true).await;
    let at = (world.key.clone(), kept[1].1.id);
    organiser.call(StepGuest, at.clone(), GuestStep::plain(GuestAsk::NoShow)).await.unwrap();
    let min = world.sign_in(kept[1].0.id, false).await;
    let left = min.call(GetSignUp, at.clone(), ()).await.unwrap().left_empty.unwrap();
    assert_eq!((left.said, left.paused_until), (Objecting::Open, None));
    assert_eq!(left.object_until, Some(left.noted_at.after(48 * Millis::HOUR)));
    let said = answer(&world, &min, &kept[1].1, AttendeeAsk::Object).await.unwrap();
    assert_eq!(said.left_empty.map(|it| it.said), Some(Objecting::Raised));
    let staff = organiser.call(GetStaffMarket, world.at(fair.id), ()).await.unwrap();
    assert_eq!((staff.pending, staff.objections), (0, 1));
}

async fn a_no_has_a_reason(world: World) {
    let fair = fair(&world, 180, 10).await;
    let place = fair.guests(&world, 0, 1).await.remove(0).1;
    let at = (world.key.clone(), place.id);
    let no = SignUpDecision { admit: false, reason: None };
    let refused = fair.organiser.call(DecideSignUp, at.clone(), no).await.unwrap_err();
    assert_eq!(refused.field("reason"), Some(Kind::Required));
    let no = GuestStep::plain(GuestAsk::Settle { came: false });
    let refused = fair.organiser.call(StepGuest, at, no).await.unwrap_err();
    assert_eq!(refused.field("reason"), Some(Kind::Required));
}

async fn a_provider_finds_the_own_stalls(world: World) {
    let talk = NewMarket { kind: MarketKind::Appointment, ..plan(&world) };
    let fair = tests::market::fair_of(&world, talk, 180, 2).await;
    let stranger = world.resident().await;
    let none = stranger.call(ListMyStalls, world.key.clone(), ()).await.unwrap();
    assert_eq!(none, []);
    let shop = world.resident().await;
    let offer = shared::market::NewStall { service: Service::Books, ..barber(2) };
    let mine = shop.call(ApplyForStall, world.at(fair.id), offer).await.unwrap();
    let step = StallStepInput { version: mine.version, step: StallAsk::Accept };
    let at = (world.key.clone(), mine.id);
    fair.organiser.call(StepStall, at.clone(), step).await.unwrap();
    let step = StallStepInput { version: mine.version + 1, step: StallAsk::Confirm };
    shop.call(StepMyStall, at.clone(), step).await.unwrap();
    let all = shop.call(ListMyStalls, world.key.clone(), ()).await.unwrap();
    let seen: Vec<_> = all.iter().map(|it| (it.id, it.market, it.pending)).collect();
    assert_eq!(seen, [(mine.id, fair.id, Some(0))], "who comes there, the provider alone decides");

    // The organiser, who offers the first stall, hears nothing of the other's visitors.
    let new = NewSignUp { member: None, wants: Wants::Ask };
    let lan = world.resident().await;
    let place = fair.join_for(&world, &lan, 0, new).await.unwrap();
    assert_eq!(place.status, SignUpStatus::Confirmed);
    let staff = fair.organiser.call(GetStaffMarket, world.at(fair.id), ()).await.unwrap();
    assert_eq!((staff.pending, staff.objections), (0, 0));
}
