//! Who hears of it that somebody was there after all, and what they see of it.

use server::{db::guests, timers};
use shared::{
    api::*,
    id::{PersonId, SignUpId},
    market::{
        AttendeeAsk, GuestAsk, GuestStep, MarketKind, MarketNews, MySignUp, NewMarket, NewSignUp,
        SlotPlan, StallAsk, StallStepInput, SyncBatch, UnseenReason, Wants,
    },
    time::Millis,
};
use tests::{
    Person, World,
    day::{arrived, scans},
    market::{Fair, answer, barber, fair_of, plan},
    on_both_databases,
};

on_both_databases!(
    an_appointment_is_between_its_provider_and_who_came_also_when_it_is_decided_about,
    objections_at_other_places_take_none_of_the_room,
);

/// An appointment at a doctor's, who is no staff: one came, and the other is said not to have.
async fn at_the_doctors(world: &World) -> (Fair, Person, (Person, MySignUp)) {
    let confidential = NewMarket { kind: MarketKind::Appointment, ..plan(world) };
    let mut fair = fair_of(world, confidential, 180, 10).await;
    let (key, doctor) = (world.key.clone(), world.resident().await);
    let mine = doctor.call(ApplyForStall, world.at(fair.id), barber(5)).await.unwrap();
    let organiser = fair.organiser.clone();
    world.step_stall(&organiser, (fair.id, mine.id), StallAsk::Accept).await.unwrap();
    let slots = SlotPlan { minutes: 180, walk_in: Some(0), ..SlotPlan::default() };
    let with = organiser.call(PlanSlots, (key.clone(), mine.id), slots).await.unwrap();
    let stall = with.stalls.iter().find(|it| it.id == mine.id).unwrap();
    let input = StallStepInput { version: stall.version, step: StallAsk::Confirm };
    doctor.call(StepMyStall, (key.clone(), mine.id), input).await.unwrap();
    let mut places = Vec::new();
    for _ in 0..2 {
        let lan = world.resident().await;
        let new = NewSignUp { member: None, wants: Wants::Auto };
        let at = (key.clone(), stall.slots[0].id);
        let place = lan.call(SignUpForSlot, at, new).await.unwrap();
        places.push((lan, place));
    }
    let (starts_at, ends_at) = fair.morning(world).await;
    let doctor = world.sign_in(doctor.id, false).await;
    let phone = world.device(&doctor, fair.id, "诊室").await;
    world.wait_until(starts_at);
    let here = scans(vec![arrived(world, mine.id, places[0].1.id)]);
    world.sync(&phone, fair.id, here).await.unwrap();
    world.wait_until(ends_at.after(31 * Millis::MINUTE));
    world.sync(&phone, fair.id, SyncBatch::default()).await.unwrap();
    timers::run_due(&world.app).await.unwrap();
    let (min, place) = places.remove(1);
    let min = world.sign_in(min.id, false).await;
    (fair, world.sign_in(doctor.id, false).await, (min, place))
}

async fn an_appointment_is_between_its_provider_and_who_came_also_when_it_is_decided_about(
    world: World,
) {
    let (fair, doctor, (min, place)) = at_the_doctors(&world).await;
    let organiser = world.sign_in(fair.organiser.id, true).await;
    let secretary = world.sign_in(fair.reviewer.id, true).await;
    answer(&world, &min, &place, AttendeeAsk::Object).await.unwrap();

    let news = doctor.market_news_names(&world).await;
    assert_eq!(news.first(), Some(&MarketNews::GuestObjects), "who decides, hears of it");
    let others = organiser.market_news_names(&world).await;
    assert!(!others.contains(&MarketNews::GuestObjects), "and nobody else");
    let all = doctor.call(ListObjections, world.key.clone(), ()).await.unwrap();
    assert_eq!((all.len(), all[0].sign_up), (1, place.id));
    assert!(all[0].service.is_some() && !all[0].stall_number.is_empty());
    let none = organiser.call(ListObjections, world.key.clone(), ()).await.unwrap();
    assert!(none.is_empty());

    let step = GuestAsk::Settle { came: false };
    let no = GuestStep { step, reason: Some(UnseenReason::NobodySaw) };
    doctor.call(StepGuest, (world.key.clone(), place.id), no).await.unwrap();
    assert!(
        secretary.market_news_names(&world).await.iter().all(|it| *it != MarketNews::GuestAppeals)
    );
    answer(&world, &min, &place, AttendeeAsk::Appeal).await.unwrap();

    let news = secretary.market_news_names(&world).await;
    assert_eq!(news.first(), Some(&MarketNews::GuestAppeals));
    assert!(!organiser.market_news_names(&world).await.contains(&MarketNews::GuestAppeals));
    let all = secretary.call(ListObjections, world.key.clone(), ()).await.unwrap();
    assert_eq!((all.len(), all[0].sign_up, all[0].appealed), (1, place.id, true));
    assert_eq!((all[0].service, all[0].stall_number.as_str()), (None, ""));
}

/// The list has an end: what is left out is left out of what one decides about.
async fn objections_at_other_places_take_none_of_the_room(world: World) {
    let elsewhere = world.another_grid().await;
    let (node, of) = (Some(elsewhere.id), plan(&world));
    let earlier = of.starts_at.after(-Millis::HOUR);
    let there = NewMarket { node, starts_at: earlier, ..of.clone() };
    let mut fairs =
        [fair_of(&world, there, 180, 10).await, fair_of(&world, of.clone(), 180, 10).await];
    let (mut guests, mut phones) = (Vec::new(), Vec::new());
    for fair in &fairs {
        guests.push(fair.guests(&world, 0, 2).await);
    }
    for fair in &mut fairs {
        fair.morning(&world).await;
        phones.push(world.device(&fair.organiser, fair.id, "入口").await);
    }
    world.wait_until(of.starts_at);
    for ((fair, guests), phone) in fairs.iter().zip(&guests).zip(&phones) {
        let came = scans(vec![arrived(&world, fair.stall, guests[0].1.id)]);
        world.sync(phone, fair.id, came).await.unwrap();
    }
    world.wait_until(of.ends_at.after(31 * Millis::MINUTE));
    for (fair, phone) in fairs.iter().zip(&phones) {
        world.sync(phone, fair.id, SyncBatch::default()).await.unwrap();
    }
    timers::run_due(&world.app).await.unwrap();
    for (min, place) in guests.iter().map(|it| &it[1]) {
        let min = world.sign_in(min.id, false).await;
        answer(&world, &min, place, AttendeeAsk::Object).await.unwrap();
    }

    let first = async |provider: PersonId, below: &str| -> Vec<SignUpId> {
        let of = (provider, &[below.to_owned()][..]);
        let found = guests::objecting(&world.app.db, world.community, of, 1).await.unwrap();
        found.into_iter().map(|it| it.id).collect()
    };
    let (nobody, [there, here]) = (PersonId::default(), [&guests[0][1].1, &guests[1][1].1]);
    assert_eq!(first(nobody, &world.courtyard().path).await, [here.id]);
    assert_eq!(first(nobody, &world.nodes[0].path).await, [there.id], "the control: it is earlier");
    assert_eq!(first(fairs[1].organiser.id, "/nowhere/").await, [here.id], "whose stall it is");
}
