//! A phone at a market's table: it works for hours for one market, and knows nothing else.

use shared::{
    api::*,
    market::{
        CheckInListQuery, DeviceCode, MarketAsk, MarketKind, NewDevice, NewMarket, NewMember,
        NewSignUp, Nickname, PlaceCode, Refusal, ScanAnswer, SlotPlan, StallAsk, SyncBatch, Wants,
    },
    my_data::EnteredCode,
    problem::{Kind, Problem},
    time::Millis,
};
use tests::{
    Person, World,
    day::{answers, arrived, scans, tap, taps},
    market::{barber, fair, fair_of, plan},
    on_both_databases,
};

on_both_databases!(
    a_phone_is_a_device_for_hours_though_nobody_is_signed_in,
    a_code_makes_one_phone_a_device_and_only_for_minutes,
    whoever_guesses_codes_has_to_wait,
    strangers_who_guess_keep_no_phone_of_the_market_from_joining,
    the_codes_at_the_place_die_with_the_phone_that_showed_them,
    a_phone_at_its_fifth_table_hears_which_it_gave_up,
    a_device_knows_its_market_and_nothing_else,
    a_device_that_was_lost_or_left_is_dead_at_once,
    only_who_checks_people_in_invites_phones,
    where_only_the_provider_knows_who_comes_only_the_provider_has_a_list,
    what_is_on_the_list_is_on_no_other_page,
    whoever_leaves_takes_the_phones_along,
);

fn code(problem: &Problem) -> &str {
    assert_eq!(problem.kind, Kind::MarketRefusal, "{problem}");
    &problem.refusal
}

fn is_dead<T: std::fmt::Debug>(answer: Result<T, Problem>) {
    assert_eq!(code(&answer.expect_err("a dead device")), Refusal::DeviceOver.code());
}

async fn a_phone_is_a_device_for_hours_though_nobody_is_signed_in(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 2).await;
    let (starts_at, ends_at) = fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let list = world.list(&phone, fair.id).await.unwrap();
    assert_eq!((list.guests.len(), list.stalls.len()), (2, 1));
    assert_eq!(list.guests[0].last_four.reveal().len(), 4);
    assert_eq!((list.device.until, list.starts_at), (ends_at.after(2 * Millis::HOUR), starts_at));

    // Staff powers have closed long ago.
    world.wait_until(ends_at.after(-Millis::MINUTE));
    let closed = fair.organiser.call(GetMarketDay, world.at(fair.id), ()).await.unwrap_err();
    assert_eq!(closed.kind, Kind::StepUpFirst);
    let scan = arrived(&world, fair.stall, guests[0].1.id);
    let synced = world.sync(&phone, fair.id, scans(vec![scan])).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::New]);
    let known = CheckInListQuery { known: synced.version };
    let same = phone.call(GetCheckInList, world.at(fair.id), known).await.unwrap();
    assert_eq!(same.list, None, "fetched anew, it costs nothing");
    // A phone may be at two tables at once.
    let other = fair_of(&world, plan(&world), 180, 5).await;
    let mut both = phone.clone();
    let code = world.invite(&other.organiser, other.id, "入口").await.unwrap().code;
    both.visit(JoinAsDevice, world.at(other.id), DeviceCode { code }).await.unwrap();
    assert!(world.list(&both, fair.id).await.is_ok() && world.list(&both, other.id).await.is_ok());
}

async fn a_code_makes_one_phone_a_device_and_only_for_minutes(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    fair.morning(&world).await;
    let at = world.at(fair.id);
    let invited = world.invite(&fair.organiser, fair.id, "入口").await.unwrap();
    let (mut first, mut second) = (world.anyone(), world.anyone());
    let shown = format!("{} {}", &invited.code[..4], &invited.code[4..]);
    let typed = DeviceCode { code: shown };
    let joined = first.visit(JoinAsDevice, at.clone(), typed.clone()).await.unwrap();
    assert_eq!((joined.id, joined.name.as_str()), (invited.device, "入口"));
    // The answer was lost, so the phone asks again; then it is used.
    first.visit(JoinAsDevice, at.clone(), typed.clone()).await.unwrap();
    world.list(&first, fair.id).await.unwrap();
    let spent = second.visit(JoinAsDevice, at.clone(), typed).await.unwrap_err();
    assert_eq!(code(&spent), "join_code_over");
    is_dead(world.list(&second, fair.id).await);
    let late = world.invite(&fair.organiser, fair.id, "出口").await.unwrap();
    world.app.clock.advance(10 * Millis::MINUTE + 1);
    let late = DeviceCode { code: late.code };
    let late = second.visit(JoinAsDevice, at, late).await.unwrap_err();
    assert_eq!(code(&late), "join_code_over");
    let day = world.day(&fair.organiser, fair.id).await;
    let works: Vec<_> = day.devices.iter().map(|it| (it.name.as_str(), it.works)).collect();
    assert_eq!(works, [("入口", true), ("出口", false)]);
}

async fn whoever_guesses_codes_has_to_wait(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    fair.morning(&world).await;
    let right = world.invite(&fair.organiser, fair.id, "入口").await.unwrap().code;
    let guess = async |who: &Person, at: u32| {
        let code = format!("{at:08}");
        let code = if code == right { "99999999".into() } else { code };
        who.call(JoinAsDevice, world.at(fair.id), DeviceCode { code }).await.unwrap_err()
    };
    let mallory = world.anyone().from_address([203, 0, 113, 7]);
    for at in 0..20 {
        assert_eq!(code(&guess(&mallory, at).await), "join_code_over");
    }
    assert_eq!(guess(&mallory, 20).await.kind, Kind::TooOften);
    // Whoever stands at the table is somewhere else.
    let mut honest = world.anyone().from_address([198, 51, 100, 9]);
    let typed = DeviceCode { code: right };
    honest.visit(JoinAsDevice, world.at(fair.id), typed).await.unwrap();
}

async fn strangers_who_guess_keep_no_phone_of_the_market_from_joining(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    fair.morning(&world).await;
    let right = world.invite(&fair.organiser, fair.id, "入口").await.unwrap().code;
    let wrong = if right == "00000000" { "00000001" } else { "00000000" };
    let wrong = DeviceCode { code: wrong.into() };
    for at in 0..16 {
        let mallory = world.anyone().from_address([203, 0, 113, at]);
        for _ in 0..20 {
            mallory.call(JoinAsDevice, world.at(fair.id), wrong.clone()).await.unwrap_err();
        }
    }
    let mut honest = world.anyone().from_address([198, 51, 100, 9]);
    let typed = DeviceCode { code: right };
    honest.visit(JoinAsDevice, world.at(fair.id), typed).await.unwrap();
    // Whoever is signed in is not held up by a stranger at the same address.
    let second = world.invite(&fair.organiser, fair.id, "出口").await.unwrap().code;
    let mut lan = world.resident().await.from_address([203, 0, 113, 7]);
    let typed = DeviceCode { code: second };
    lan.visit(JoinAsDevice, world.at(fair.id), typed).await.unwrap();
}

async fn the_codes_at_the_place_die_with_the_phone_that_showed_them(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 2).await;
    fair.morning(&world).await;
    let lost = world.device(&fair.organiser, fair.id, "丢了的").await;
    let kept = world.device(&fair.organiser, fair.id, "海报").await;
    let shown = async |phone: &Person| {
        let codes = phone.call(ListPlaceCodes, world.at(fair.id), ()).await.unwrap();
        PlaceCode { code: codes.shown(world.app.clock.now()).unwrap().to_owned() }
    };
    let (of_lost, of_kept) = (shown(&lost).await, shown(&kept).await);
    let day = world.day(&fair.organiser, fair.id).await;
    let id = day.devices.iter().find(|it| it.name == "丢了的").unwrap().id;
    fair.organiser.call(RevokeDevice, (world.key.clone(), id), ()).await.unwrap();

    let lan = world.sign_in(guests[0].0.id, false).await;
    let at = (world.key.clone(), guests[0].1.id);
    let dead = lan.call(CheckInHere, at.clone(), of_lost).await.unwrap_err();
    assert_eq!(code(&dead), "place_code_over");
    lan.call(CheckInHere, at, of_kept.clone()).await.unwrap();
    // Whoever tries too often has to wait, also with the right one.
    let wei = world.sign_in(guests[1].0.id, false).await;
    let at = (world.key.clone(), guests[1].1.id);
    for _ in 0..30 {
        let wrong = PlaceCode { code: "1".into() };
        wei.call(CheckInHere, at.clone(), wrong).await.unwrap_err();
    }
    let waits = wei.call(CheckInHere, at, of_kept).await.unwrap_err();
    assert_eq!(waits.kind, Kind::TooOften);
}

async fn a_phone_at_its_fifth_table_hears_which_it_gave_up(world: World) {
    let mut phone = world.anyone();
    let mut all = Vec::new();
    for title in ["第一场", "第二场", "第三场", "第四场", "第五场", "第六场"] {
        let of = NewMarket { title: title.into(), ..plan(&world) };
        all.push(fair_of(&world, of, 180, 5).await);
    }
    let mut given_up = Vec::new();
    for fair in &all[..5] {
        let code = world.invite(&fair.organiser, fair.id, "入口").await.unwrap().code;
        let joined = phone.visit(JoinAsDevice, world.at(fair.id), DeviceCode { code }).await;
        given_up.push(joined.unwrap().given_up);
    }
    assert_eq!(given_up.concat(), ["第一场"], "the oldest, and it is said");
    assert_eq!(given_up[4], ["第一场"]);
    is_dead(world.list(&phone, all[0].id).await);
    // What is over makes room first.
    let day = world.day(&all[2].organiser, all[2].id).await;
    let third = (world.key.clone(), day.devices[0].id);
    all[2].organiser.call(RevokeDevice, third, ()).await.unwrap();
    let code = world.invite(&all[5].organiser, all[5].id, "入口").await.unwrap().code;
    let joined = phone.visit(JoinAsDevice, world.at(all[5].id), DeviceCode { code }).await;
    assert_eq!(joined.unwrap().given_up, Vec::<String>::new());
    for at in [1, 3, 4, 5] {
        assert!(world.list(&phone, all[at].id).await.is_ok(), "{at}");
    }
}

async fn a_device_knows_its_market_and_nothing_else(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let other = fair_of(&world, plan(&world), 180, 5).await;
    let lan = other.guests(&world, 0, 1).await;
    fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;

    is_dead(world.list(&phone, other.id).await);
    is_dead(world.sync(&phone, other.id, SyncBatch::default()).await);
    is_dead(phone.call(ListPlaceCodes, world.at(other.id), ()).await);
    // What is of another market is nothing here.
    let foreign = arrived(&world, other.stall, lan[0].1.id);
    let batch = SyncBatch {
        scans: vec![foreign],
        taps: vec![tap(&world, other.stall, 1)],
        ..SyncBatch::default()
    };
    let synced = world.sync(&phone, fair.id, batch).await.unwrap();
    let wrong = ScanAnswer::Refused { refusal: Refusal::WrongTicket };
    assert_eq!(answers(&synced), [wrong]);
    assert_eq!(synced.taps[0].refusal, Some(Refusal::WrongStall));
    // It is nobody who is signed in.
    let at = (world.key.clone(), lan[0].1.id);
    let refusals = [
        phone.call(GetMarketDay, world.at(fair.id), ()).await.err(),
        phone.call(ListAtRisk, world.at(fair.id), ()).await.err(),
        phone.call(GetSignUp, at.clone(), ()).await.err(),
        phone.call(OpenGuestPhone, at, ()).await.err(),
        phone.call(ListObjections, world.key.clone(), ()).await.err(),
    ];
    assert!(refusals.iter().flatten().all(|it| it.kind == Kind::SignInFirst));
    assert_eq!(refusals.iter().flatten().count(), 5);
}

async fn a_device_that_was_lost_or_left_is_dead_at_once(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let guests = fair.guests(&world, 0, 1).await;
    fair.morning(&world).await;
    let lost = world.device(&fair.organiser, fair.id, "丢了的").await;
    let mut left = world.device(&fair.organiser, fair.id, "走了的").await;
    let seen = scans(vec![arrived(&world, fair.stall, guests[0].1.id)]);
    let id = world.list(&lost, fair.id).await.unwrap().device.id;

    let at = (world.key.clone(), id);
    let stranger = world.resident().await;
    let none = stranger.call(RevokeDevice, at.clone(), ()).await.unwrap_err();
    assert_eq!(none.kind, Kind::NotAllowed);
    let day = fair.organiser.call(RevokeDevice, at, ()).await.unwrap();
    assert!(!day.devices[0].works && day.devices[0].revoked_at.is_some());
    is_dead(world.list(&lost, fair.id).await);
    is_dead(world.sync(&lost, fair.id, seen.clone()).await);
    let before = left.clone();
    left.visit(LeaveAsDevice, world.at(fair.id), ()).await.unwrap();
    assert_eq!(left.cookie(), None);
    is_dead(world.list(&before, fair.id).await);
    is_dead(world.sync(&before, fair.id, seen).await);
    assert_eq!(world.day(&fair.organiser, fair.id).await.figures.verified, 0);
    // One whose market does not take place.
    let gone = world.device(&fair.organiser, fair.id, "新的").await;
    let reason = shared::market::CancelReason::Weather;
    let cancel = MarketAsk::Cancel { reason, words: "大雨".into() };
    world.step(&fair.organiser, fair.id, cancel).await.unwrap();
    world.step(&fair.reviewer, fair.id, MarketAsk::AgreeChange).await.unwrap();
    is_dead(world.list(&gone, fair.id).await);
}

async fn only_who_checks_people_in_invites_phones(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    fair.morning(&world).await;
    let asleep = world.sign_in(fair.organiser.id, false).await;
    let kind = async |who: &Person| world.invite(who, fair.id, "入口").await.unwrap_err().kind;
    assert_eq!(kind(&asleep).await, Kind::StepUpFirst);
    assert_eq!(kind(&world.anyone()).await, Kind::SignInFirst);
    for other in [world.resident().await, world.helper().await, fair.reviewer.clone()] {
        assert_eq!(kind(&other).await, Kind::NotAllowed);
    }
    let unnamed = world.invite(&fair.organiser, fair.id, " ").await.unwrap_err();
    assert_eq!(unnamed.field("name"), Some(Kind::Required));
    let next = NewMarket { title: "下一场".into(), ..plan(&world) };
    let draft = fair.organiser.call(MakeMarket, world.key.clone(), next).await.unwrap();
    let draft = world.invite(&fair.organiser, draft.id, "入口").await.unwrap_err();
    assert_eq!(draft.kind, Kind::StepNotPossible);
}

/// An appointment of a provider who is no staff.
async fn where_only_the_provider_knows_who_comes_only_the_provider_has_a_list(world: World) {
    let confidential = NewMarket { kind: MarketKind::Appointment, ..plan(&world) };
    let mut fair = fair_of(&world, confidential, 180, 10).await;
    let (key, doctor) = (world.key.clone(), world.resident().await);
    let mine = doctor.call(ApplyForStall, world.at(fair.id), barber(5)).await.unwrap();
    let organiser = fair.organiser.clone();
    world.step_stall(&organiser, (fair.id, mine.id), StallAsk::Accept).await.unwrap();
    let slots = SlotPlan { minutes: 180, walk_in: Some(0), ..SlotPlan::default() };
    let with = organiser.call(PlanSlots, (key.clone(), mine.id), slots).await.unwrap();
    let stall = with.stalls.iter().find(|it| it.id == mine.id).unwrap();
    let input = shared::market::StallStepInput { version: stall.version, step: StallAsk::Confirm };
    doctor.call(StepMyStall, (key.clone(), mine.id), input).await.unwrap();
    let lan = world.resident().await;
    let new = NewSignUp { member: None, wants: Wants::Auto };
    let place = lan.call(SignUpForSlot, (key, stall.slots[0].id), new).await.unwrap();
    fair.join(&world, &lan, 0).await.unwrap_err();
    let min = world.resident().await;
    fair.join(&world, &min, 0).await.unwrap();
    fair.morning(&world).await;

    let doctor = world.sign_in(doctor.id, false).await;
    let phone = world.device(&doctor, fair.id, "诊室").await;
    let list = world.list(&phone, fair.id).await.unwrap();
    let on_it: Vec<_> = list.guests.iter().map(|it| it.sign_up).collect();
    assert_eq!((on_it, list.stalls.len()), (vec![place.id], 1));
    let elsewhere = scans(vec![arrived(&world, fair.stall, place.id)]);
    let synced = world.sync(&phone, fair.id, elsewhere).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::Refused { refusal: Refusal::WrongStall }]);
    let here = scans(vec![arrived(&world, mine.id, place.id)]);
    let synced = world.sync(&phone, fair.id, here).await.unwrap();
    assert_eq!(answers(&synced), [ScanAnswer::New]);
    let day = doctor.call(GetMarketDay, world.at(fair.id), ()).await.unwrap();
    assert_eq!(day.stalls.len(), 1);
}

async fn what_is_on_the_list_is_on_no_other_page(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    let lan = world.by_phone("13912347391").await;
    let nickname = Nickname::new("金丝雀外孙").unwrap();
    let new = NewMember { nickname };
    let members = lan.call(AddMember, world.key.clone(), new).await.unwrap();
    let new = NewSignUp { member: Some(members[0].id), wants: Wants::Auto };
    let place = fair.join_for(&world, &lan, 0, new).await.unwrap();
    fair.morning(&world).await;
    let phone = world.device(&fair.organiser, fair.id, "入口").await;
    let list = world.list(&phone, fair.id).await.unwrap();
    assert_eq!(list.guests[0].name.reveal(), "金丝雀外孙");
    assert_eq!(list.guests[0].last_four.reveal(), "7391");
    let scan = arrived(&world, fair.stall, place.id);
    world.sync(&phone, fair.id, scans(vec![scan])).await.unwrap();
    world.sync(&phone, fair.id, taps(vec![tap(&world, fair.stall, 1)])).await.unwrap();

    let code = place.ticket.unwrap().code.digits().to_owned();
    let (phone_of_lan, field) = ("13912347391".to_owned(), "last_four".to_owned());
    let canaries = ["金丝雀外孙".to_owned(), phone_of_lan, field, code, lan.id.to_string()];
    let others = [world.anyone(), world.resident().await, world.helper().await];
    let (key, market) = (&world.key.0, fair.id.to_string());
    let paths = shared::api::routes().into_iter().filter(|it| !it.writes()).map(|it| it.path);
    let paths = paths.map(|it| it.replace("{community}", key).replace("{market}", &market));
    let mut asked = 0;
    for path in paths.filter(|it| !it.contains('{')) {
        for who in &others {
            let (_, told) = who.get(&path).await;
            let found = canaries.iter().find(|it| told.contains(it.as_str()));
            assert_eq!(found, None, "{path}: {told}");
            asked += 1;
        }
    }
    assert!(asked > 50, "{asked}");
    // Not even to the phone after the market.
    world.app.clock.advance(6 * Millis::HOUR);
    let text = format!("{:?}", world.list(&phone, fair.id).await);
    assert!(canaries.iter().all(|it| !text.contains(it)));
}

async fn whoever_leaves_takes_the_phones_along(world: World) {
    let mut fair = fair(&world, 180, 10).await;
    fair.morning(&world).await;
    let mut phone = world.by_phone("13912345678").await;
    let code = world.invite(&fair.organiser, fair.id, "小李的手机").await.unwrap().code;
    phone.visit(JoinAsDevice, world.at(fair.id), DeviceCode { code }).await.unwrap();
    let data = phone.call(GetMyData, (), ()).await.unwrap();
    assert_eq!(data.communities[0].devices[0].name, "小李的手机");
    let other = NewDevice { name: "入口".into() };
    fair.organiser.call(InviteDevice, world.at(fair.id), other).await.unwrap();

    assert!(world.list(&phone, fair.id).await.is_ok());
    world.app.clock.advance(2 * Millis::MINUTE);
    phone.visit(AskOwnCode, (), ()).await.unwrap();
    let code = EnteredCode { code: world.code("13912345678") };
    phone.visit(ProveItIsMe, (), code).await.unwrap();
    phone.call(DeleteMe, (), ()).await.unwrap();
    is_dead(world.list(&phone, fair.id).await);
    let day = world.day(&fair.organiser, fair.id).await;
    let names: Vec<_> = day.devices.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["", "入口"]);
}
