//! Thank-yous: for the helper alone, unless the one who wrote it and a reviewer both say yes.

use server::{
    db::{Tx, thanks},
    keys::Keys,
    reseal::reseal,
    upkeep::tidy,
};
use shared::{
    api::*,
    community::CommunityKey,
    id::WishId,
    market::{HowWasIt, Rating},
    notice::News,
    problem::Kind,
    wish::{
        AgeBand, Beneficiary, ConsentWay, Deliver, DeskKind, DeskThing, DisputeReason, Finding,
        Guardian, GuardianRelation, NewThanks, NewWish, PosterStep, StaffStep, TakeBack,
        ThanksDecision, ThanksStatus,
    },
};
use tests::{Person, World, make, on_both_databases, stored::Stored};

on_both_databases!(
    thanks_are_read_by_the_helper_and_by_nobody_else,
    thanks_are_public_after_two_have_said_yes,
    a_reviewer_says_no_and_why,
    thanks_are_taken_back_at_any_time,
    nobody_thanks_too_early_or_for_others,
    the_thanks_of_a_child_stay_between_the_two,
    thanks_are_for_whoever_made_it_come_true,
    thanks_leave_with_whoever_wrote_them,
    thanks_are_gone_ninety_days_after_the_end,
    one_that_cannot_be_read_keeps_nobody_waiting,
    why_thanks_are_not_public_is_read_by_the_poster_alone,
    how_it_was_is_said_once_and_heard_from_the_fifth_on,
);

type At = (CommunityKey, WishId);

const WORDS: &str = "灯亮了，心里也亮堂";

async fn fulfilled(world: &World, lan: &Person, wei: &Person) -> At {
    let posted = make::open(world, lan).await;
    let at = (world.key.clone(), posted.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let deliver = Deliver { word: posted.word, ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), deliver).await.unwrap();
    at
}

async fn thank(lan: &Person, at: &At, words: &str, public: bool) -> Result<ThanksStatus, Kind> {
    let new = NewThanks { words: words.into(), public };
    let thanking = lan.call(ThankHelper, at.clone(), new).await;
    thanking.map(|it| it.written.unwrap().status).map_err(|problem| problem.kind)
}

/// What stands on the public page.
async fn in_public(world: &World, at: &At) -> String {
    world.anyone().call(GetWish, at.clone(), ()).await.unwrap().thanks
}

async fn to_helper(world: &World, wei: &Person, at: &At) -> String {
    let mine = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    mine.claims.into_iter().find(|claim| claim.id == at.1).unwrap().thanks
}

/// A reviewer looks at it and decides.
async fn decide(worker: &Person, at: &At, no: &str) -> ThanksStatus {
    let seen = worker.call(GetThanks, at.clone(), ()).await.unwrap();
    let decision = ThanksDecision { at: seen.at, public: no.is_empty(), words: no.into() };
    worker.call(DecideThanks, at.clone(), decision).await.unwrap().status
}

/// Only its number is ever heard: neither the helper nor staff learn who said it.
async fn how_it_was_is_said_once_and_heard_from_the_fifth_on(world: World) {
    let say = async |who: &Person, at: &At, how: HowWasIt| {
        who.call(RateWish, at.clone(), Rating { how }).await.map_err(|problem| problem.kind)
    };
    let heard = async || {
        let paces = world.anyone().call(GetPace, world.key.clone(), ()).await.unwrap();
        paces.first().and_then(|all| all.satisfaction)
    };
    let asks =
        async |who: &Person, at: &At| who.call(GetMyWish, at.clone(), ()).await.unwrap().asks_how;
    let wei = world.helper().await;
    let early = world.resident().await;
    let open = (world.key.clone(), make::open(&world, &early).await.wish);
    assert_eq!(say(&early, &open, HowWasIt::Good).await, Err(Kind::StepNotPossible));

    for number in 0..5 {
        let lan = world.resident().await;
        let at = fulfilled(&world, &lan, &wei).await;
        assert_eq!(say(&wei, &at, HowWasIt::Good).await, Err(Kind::NotAllowed), "not the helper");
        assert!(asks(&lan, &at).await);
        assert_eq!(heard().await, None, "{number} are too few");
        let how = if number == 0 { HowWasIt::Poor } else { HowWasIt::Good };
        say(&lan, &at, how).await.unwrap();
        assert!(!asks(&lan, &at).await);
        say(&lan, &at, HowWasIt::Poor).await.unwrap();
    }

    assert_eq!(heard().await, Some(42), "four times five, and one");
    let (_, table) = world.anyone().get(&format!("/api/{}/figures.csv", world.key)).await;
    assert!(table.contains("tenths of a star of five,,42,"), "{table}");
}

async fn thanks_are_read_by_the_helper_and_by_nobody_else(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let (worker, other) = (world.grid_worker().await, world.helper().await);
    let at = fulfilled(&world, &lan, &wei).await;
    let before = lan.call(GetMyWish, at.clone(), ()).await.unwrap().thanks;
    assert!(before.may_write && before.may_be_public && before.written.is_none());

    assert_eq!(thank(&lan, &at, WORDS, false).await, Ok(ThanksStatus::Private));

    assert_eq!(to_helper(&world, &wei, &at).await, WORDS);
    let told = wei.call(GetMine, world.key.clone(), ()).await.unwrap().notices;
    assert!(matches!(told[0].news, News::ThanksWritten { wish, .. } if wish == at.1));
    assert_eq!(in_public(&world, &at).await, "");
    let seen = worker.call(GetThanks, at.clone(), ()).await.unwrap_err();
    assert_eq!(seen.kind, Kind::NotFound, "what is private is no reviewer's business");
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    assert!(desk.queue.iter().all(|entry| entry.kind != DeskKind::Thanks));
    let of_other = other.call(GetMyData, (), ()).await.unwrap();
    assert!(!serde_json::to_string(&of_other).unwrap().contains(WORDS));
    assert!(!Stored::of(&world).await.holds(WORDS.as_bytes()), "it is sealed");
    let [own] = &lan.call(GetMyData, (), ()).await.unwrap().communities[..] else { panic!() };
    assert_eq!(own.wishes[0].thanks.as_ref().unwrap().words, WORDS);
    let [own] = &wei.call(GetMyData, (), ()).await.unwrap().communities[..] else { panic!() };
    assert_eq!(own.claims[0].thanks, WORDS);
}

async fn thanks_are_public_after_two_have_said_yes(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = fulfilled(&world, &lan, &wei).await;
    let leaks = thank(&lan, &at, "打我电话13800001234，请您吃饭", true).await;
    assert_eq!(leaks, Err(Kind::Invalid));

    assert_eq!(thank(&lan, &at, WORDS, true).await, Ok(ThanksStatus::Waiting));
    assert_eq!(in_public(&world, &at).await, "");
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let entry = desk.queue.iter().find(|entry| entry.kind == DeskKind::Thanks).unwrap();
    assert!(matches!(&entry.thing, DeskThing::Thanks(it) if it.words == WORDS));
    assert_eq!(decide(&worker, &at, "").await, ThanksStatus::Public);

    assert_eq!(in_public(&world, &at).await, WORDS);
    let page = world.anyone().get(&format!("/{}/wishes/{}", world.key, at.1)).await.1;
    assert!(page.contains(WORDS), "as the page itself is sent");
    let told = lan.call(GetMine, world.key.clone(), ()).await.unwrap().notices;
    assert!(matches!(told[0].news, News::ThanksPublic { .. }));
    assert_eq!(decide(&worker, &at, "后来发现写了邻居的事").await, ThanksStatus::Refused);
    assert_eq!(in_public(&world, &at).await, "", "a reviewer may think better of it");
}

async fn a_reviewer_says_no_and_why(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let (worker, late) = (world.grid_worker().await, world.grid_worker().await);
    let at = fulfilled(&world, &lan, &wei).await;
    thank(&lan, &at, WORDS, true).await.unwrap();
    let seen = late.call(GetThanks, at.clone(), ()).await.unwrap();
    let wordless = ThanksDecision { at: seen.at, public: false, words: String::new() };
    let wordless = worker.call(DecideThanks, at.clone(), wordless).await.unwrap_err();
    assert_eq!(wordless.field("words"), Some(Kind::Required));

    assert_eq!(decide(&worker, &at, "说到了别人家的事").await, ThanksStatus::Refused);

    let yes = ThanksDecision { at: seen.at, public: true, words: String::new() };
    let slow = late.call(DecideThanks, at.clone(), yes).await.unwrap_err();
    assert_eq!(slow.kind, Kind::SomeoneWasFaster);
    let written = lan.call(GetMyWish, at.clone(), ()).await.unwrap().thanks.written.unwrap();
    assert_eq!((written.status, &*written.answer), (ThanksStatus::Refused, "说到了别人家的事"));
    assert_eq!(in_public(&world, &at).await, "");
    assert_eq!(to_helper(&world, &wei, &at).await, WORDS);
}

async fn thanks_are_taken_back_at_any_time(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = fulfilled(&world, &lan, &wei).await;
    thank(&lan, &at, WORDS, true).await.unwrap();
    let seen = worker.call(GetThanks, at.clone(), ()).await.unwrap();
    decide(&worker, &at, "").await;

    let only = TakeBack { only_from_public: true };
    let thanking = lan.call(TakeBackThanks, at.clone(), only).await.unwrap();
    assert_eq!(thanking.written.unwrap().status, ThanksStatus::Private);
    assert_eq!(in_public(&world, &at).await, "");
    assert_eq!(to_helper(&world, &wei, &at).await, WORDS);

    let thanking = lan.call(TakeBackThanks, at.clone(), TakeBack::default()).await.unwrap();
    assert!(thanking.may_write && thanking.written.is_none());
    assert_eq!(to_helper(&world, &wei, &at).await, "");
    let twice = lan.call(TakeBackThanks, at.clone(), TakeBack::default()).await.unwrap_err();
    assert_eq!(twice.kind, Kind::StepNotPossible);

    world.app.clock.advance(1_000);
    thank(&lan, &at, "真的谢谢您", true).await.unwrap();
    let old = ThanksDecision { at: seen.at, public: true, words: String::new() };
    let old = worker.call(DecideThanks, at.clone(), old).await.unwrap_err();
    assert_eq!(old.kind, Kind::SomeoneWasFaster, "other words than were looked at");
    lan.call(TakeBackThanks, at.clone(), TakeBack::default()).await.unwrap();
    thank(&lan, &at, WORDS, false).await.unwrap();
    lan.call(TakeBackThanks, at.clone(), TakeBack::default()).await.unwrap();
    let fourth = thank(&lan, &at, WORDS, false).await;
    assert_eq!(fourth, Err(Kind::StepNotPossible), "the helper is told each time");
}

async fn nobody_thanks_too_early_or_for_others(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let posted = make::open(&world, &lan).await;
    let open = (world.key.clone(), posted.wish);
    assert_eq!(thank(&lan, &open, WORDS, false).await, Err(Kind::StepNotPossible));
    let at = fulfilled(&world, &world.resident().await, &wei).await;
    assert_eq!(thank(&lan, &at, WORDS, false).await, Err(Kind::NotAllowed));
    assert_eq!(thank(&wei, &at, WORDS, false).await, Err(Kind::NotAllowed));

    let own = fulfilled(&world, &worker, &wei).await;
    thank(&worker, &own, WORDS, true).await.unwrap();
    let seen = worker.call(GetThanks, own.clone(), ()).await.unwrap_err();
    assert_eq!(seen.kind, Kind::NotAllowed, "nobody reviews what they wrote");
    assert_eq!(thank(&worker, &own, "再谢一次", false).await, Err(Kind::StepNotPossible));
}

async fn the_thanks_of_a_child_stay_between_the_two(world: World) {
    let (mother, wei) = (world.resident().await, world.helper().await);
    let guardian = Guardian {
        name: "监护人刘芳".into(),
        relation: GuardianRelation::Parent,
        way: ConsentWay::InPerson,
        agreed_at: world.app.clock.now(),
        is_poster: true,
    };
    let wish = NewWish {
        title: "想有人陪着读绘本".into(),
        story: String::new(),
        beneficiary: Beneficiary::Minor,
        age_band: Some(AgeBand::Child),
        guardian: Some(guardian),
        ..make::lamp(&world)
    };
    let posted = mother.call(PostWish, world.key.clone(), wish).await.unwrap();
    make::approve(&world, &world.grid_worker().await, posted.wish).await;
    make::approve(&world, &world.grid_worker().await, posted.wish).await;
    let at = (world.key.clone(), posted.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let deliver = Deliver { word: posted.word, ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), deliver).await.unwrap();

    assert!(!mother.call(GetMyWish, at.clone(), ()).await.unwrap().thanks.may_be_public);
    assert_eq!(thank(&mother, &at, "谢谢叔叔", true).await, Err(Kind::Invalid));
    assert_eq!(thank(&mother, &at, "谢谢叔叔", false).await, Ok(ThanksStatus::Private));
    assert_eq!(to_helper(&world, &wei, &at).await, "谢谢叔叔");
}

async fn thanks_are_for_whoever_made_it_come_true(world: World) {
    let (lan, wei, nan) = (world.resident().await, world.helper().await, world.helper().await);
    let (worker, root) = (world.grid_worker().await, world.nodes[0].clone());
    let secretary = world.appointed(shared::policy::Role::Secretary, &root).await;
    let at = fulfilled(&world, &lan, &wei).await;
    thank(&lan, &at, WORDS, true).await.unwrap();
    decide(&worker, &at, "").await;

    let (reason, words) = (DisputeReason::NotDone, "灯又灭了".into());
    lan.call(StepAsPoster, at.clone(), PosterStep::Dispute { reason, words }).await.unwrap();
    assert_eq!(in_public(&world, &at).await, "", "it is not fulfilled any more");
    let step = StaffStep::Settle { finding: Finding::OpenAgain, words: "换一位邻居".into() };
    let word = secretary.call(StepAsStaff, at.clone(), step).await.unwrap().word.unwrap();
    nan.call(ClaimWish, at.clone(), ()).await.unwrap();
    let deliver = Deliver { word, ..Deliver::default() };
    nan.call(DeliverWish, at.clone(), deliver).await.unwrap();

    assert_eq!(in_public(&world, &at).await, "", "those words were for somebody else");
    assert_eq!(to_helper(&world, &nan, &at).await, "");
    thank(&lan, &at, "多亏您来", false).await.unwrap();
    assert_eq!(to_helper(&world, &nan, &at).await, "多亏您来");
}

async fn thanks_leave_with_whoever_wrote_them(world: World) {
    let mut lan = world.by_phone("13912345678").await;
    let (wei, worker) = (world.helper().await, world.grid_worker().await);
    let at = fulfilled(&world, &lan, &wei).await;
    thank(&lan, &at, WORDS, true).await.unwrap();
    decide(&worker, &at, "").await;
    assert_eq!(in_public(&world, &at).await, WORDS);

    world.app.clock.advance_days(1);
    lan.visit(AskOwnCode, (), ()).await.unwrap();
    let code = shared::my_data::EnteredCode { code: world.code("13912345678") };
    lan.visit(ProveItIsMe, (), code).await.unwrap();
    lan.visit(DeleteMe, (), ()).await.unwrap();

    assert_eq!(in_public(&world, &at).await, "");
    assert_eq!(to_helper(&world, &world.sign_in(wei.id, false).await, &at).await, "");
}

async fn thanks_are_gone_ninety_days_after_the_end(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = fulfilled(&world, &lan, &wei).await;
    thank(&lan, &at, WORDS, true).await.unwrap();
    decide(&worker, &at, "").await;
    world.app.clock.advance_days(89);
    tidy(&world.app).await.unwrap();
    assert_eq!(in_public(&world, &at).await, WORDS);

    world.app.clock.advance_days(2);
    tidy(&world.app).await.unwrap();

    assert_eq!(in_public(&world, &at).await, "");
    assert_eq!(to_helper(&world, &world.sign_in(wei.id, false).await, &at).await, "");
    let lan = world.sign_in(lan.id, false).await;
    assert!(!lan.call(GetMyWish, at.clone(), ()).await.unwrap().thanks.may_write);
    let late = thank(&lan, &at, WORDS, false).await;
    assert_eq!(late, Err(Kind::StepNotPossible), "nothing would take it away again");
}

async fn one_that_cannot_be_read_keeps_nobody_waiting(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let broken = fulfilled(&world, &lan, &wei).await;
    let (community, now) = (world.community, world.app.clock.now());
    let people = (lan.id, wei.id);
    let write = async move |tx: &mut Tx| {
        let status = ThanksStatus::Waiting.code();
        thanks::write(tx, community, broken.1, people, b"torn", (now, status)).await?;
        Ok(broken.1)
    };
    let broken = world.app.db.write(write).await.unwrap();
    world.app.clock.advance(1_000);
    let ming = world.resident().await;
    let at = fulfilled(&world, &ming, &wei).await;
    thank(&ming, &at, WORDS, true).await.unwrap();

    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let all = thanks::waiting(&world.app.db, community, Default::default()).await.unwrap();
    let rest = thanks::waiting(&world.app.db, community, all[0]).await.unwrap();

    let shown = desk.queue.iter().filter(|entry| entry.kind == DeskKind::Thanks);
    let shown: Vec<_> = shown.map(|entry| &entry.thing).collect();
    assert!(matches!(shown[..], [DeskThing::Thanks(it)] if it.wish == at.1));
    let wishes = |places: &[(_, WishId)]| places.iter().map(|it| it.1).collect::<Vec<_>>();
    assert_eq!((wishes(&all), wishes(&rest)), (vec![broken, at.1], vec![at.1]), "page by page");
}

async fn why_thanks_are_not_public_is_read_by_the_poster_alone(world: World) {
    const WHY: &str = "金丝雀：写了老人住哪一栋";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let world = World::with_keys(world.backend, Keys::open(&path).unwrap()).await;
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let at = fulfilled(&world, &lan, &wei).await;
    thank(&lan, &at, WORDS, true).await.unwrap();
    decide(&worker, &at, WHY).await;

    let newer = Keys::rotate(&path).and_then(|_| Keys::open(&path)).unwrap();
    let again = reseal(&world.app.with_keys(newer), || true).await.unwrap();

    assert!(again > 0);
    let row = thanks::get(&world.app.db, world.community, at.1).await.unwrap().unwrap();
    assert_eq!(row.answer_sealed.unwrap()[1], 2, "the newest key");
    let written = lan.call(GetMyWish, at.clone(), ()).await.unwrap().thanks.written.unwrap();
    assert_eq!(written.answer, WHY);
    let data = lan.call(GetMyData, (), ()).await.unwrap();
    assert_eq!(data.communities[0].wishes[0].thanks.as_ref().unwrap().answer, WHY);
    let told = lan.call(GetMine, world.key.clone(), ()).await.unwrap().notices;
    assert!(matches!(told[0].news, News::ThanksRefused { wish, .. } if wish == at.1));
    assert!(!serde_json::to_string(&told).unwrap().contains(WHY), "the message leads to it");
    let of_helper = serde_json::to_string(&wei.call(GetMyData, (), ()).await.unwrap()).unwrap();
    assert!(of_helper.contains(WORDS) && !of_helper.contains(WHY));
    assert!(!Stored::of(&world).await.holds("金丝雀".as_bytes()), "sealed");

    lan.call(TakeBackThanks, at.clone(), TakeBack::default()).await.unwrap();
    thank(&lan, &at, "真的谢谢您", false).await.unwrap();
    let written = lan.call(GetMyWish, at, ()).await.unwrap().thanks.written.unwrap();
    assert_eq!(written.answer, "", "it was about other words");
}
