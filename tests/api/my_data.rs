//! What is stored about somebody: they see all of it, take it along, correct it, and have it
//! deleted. And what time takes away.

use server::{
    db::{looks, people, reports, thanks, wishes},
    upkeep::tidy,
};
use shared::{
    api::*,
    helper::{ApplicationDecision, EndAppointment, NewApplication},
    id::WishId,
    my_data::EnteredCode,
    notice::News,
    person::AskCode,
    problem::Kind,
    report::{About, NewReport, ReportAnswer, ReportReason},
    wish::{
        AgeBand, Beneficiary, ConsentWay, Contact, Guardian, GuardianRelation, Join, LookReason,
        NewThanks, NewWish, Status, WishFilter, WishKind,
    },
};
use tests::{Person, World, make, node_id, on_both_databases, stored::Stored};

on_both_databases!(
    everything_is_shown_to_whom_it_belongs_and_to_nobody_else,
    what_was_said_of_others_and_agreed_to_for_a_child_is_among_it,
    the_export_is_a_file_with_the_same,
    a_contact_is_corrected_while_somebody_may_need_it,
    a_phone_is_changed_with_both_in_the_hand,
    nobody_is_deleted_by_mistake,
    whoever_leaves_leaves_nothing_behind,
    neighbours_are_told_when_somebody_leaves,
    a_contact_is_gone_ninety_days_after_the_end,
);

const PHONE: &str = "13912345678";

async fn prove(world: &World, person: &mut Person, phone: &str) {
    person.visit(AskOwnCode, (), ()).await.unwrap();
    let code = EnteredCode { code: world.code(phone) };
    person.visit(ProveItIsMe, (), code).await.unwrap();
}

/// A wish, an application, a home and a message, all of one person.
async fn with_everything(world: &World) -> Person {
    let lan = world.by_phone(PHONE).await;
    let home = shared::grid::NewHome { node: world.courtyard().id };
    lan.call(SetHome, world.key.clone(), home).await.unwrap();
    let application = NewApplication {
        name: "赵一鸣".into(),
        organisation: "金丝雀书店".into(),
        node: node_id(world.courtyard()),
        skills: vec![WishKind::Repair],
        ..NewApplication::default()
    };
    lan.call(ApplyAsHelper, world.key.clone(), application).await.unwrap();
    make::open(world, &lan).await;
    lan
}

async fn everything_is_shown_to_whom_it_belongs_and_to_nobody_else(world: World) {
    let lan = with_everything(&world).await;
    let data = lan.call(GetMyData, (), ()).await.unwrap();

    assert_eq!((data.id, data.phone.as_str()), (lan.id, PHONE));
    assert_eq!((data.consents.len(), data.sessions.len()), (1, 1));
    let [ours] = data.communities.as_slice() else { panic!("{:?}", data.communities) };
    assert_eq!(ours.home.as_deref(), Some("丰泽院"));
    assert_eq!(ours.wishes[0].contact.name, make::SECRETS[0]);
    assert_eq!(ours.wishes[0].looks.len(), 1, "the reviewer looked");
    assert_eq!(ours.applications[0].name, "赵一鸣");
    assert!(matches!(ours.notices[0].news, News::WishApproved { .. }));

    let other = world.resident().await.call(GetMyData, (), ()).await.unwrap();
    let other = serde_json::to_string(&other).unwrap();
    for secret in make::SECRETS.iter().chain(&[PHONE, "赵一鸣", "金丝雀"]) {
        assert!(!other.contains(secret), "{secret}");
    }
    let refused = world.anyone().call(GetMyData, (), ()).await.unwrap_err();
    assert_eq!(refused.kind, Kind::SignInFirst);
}

async fn what_was_said_of_others_and_agreed_to_for_a_child_is_among_it(world: World) {
    let (lan, mei, key) =
        (world.by_phone(PHONE).await, world.resident().await, || world.key.clone());
    let worker = world.grid_worker().await;
    let others = make::open(&world, &mei).await.wish;
    lan.call(JoinWish, (key(), others), Join { join: true }).await.unwrap();
    let report = NewReport {
        about: About::Wish(others),
        reason: ReportReason::Private,
        words: "写着门牌".into(),
    };
    lan.call(MakeReport, key(), report).await.unwrap();
    let waiting = reports::waiting(&world.app.db, world.community, Default::default()).await;
    let answer = ReportAnswer { words: "已经改掉".into() };
    let reported = (key(), waiting.unwrap()[0].id);
    worker.call(AnswerReport, reported, answer).await.unwrap();
    lan.call(PostWish, key(), for_a_child(&world)).await.unwrap();

    let data = lan.call(GetMyData, (), ()).await.unwrap();

    let [ours] = data.communities.as_slice() else { panic!("{:?}", data.communities) };
    assert_eq!(ours.joined.iter().map(|it| it.wish).collect::<Vec<_>>(), [others]);
    let [made] = ours.reports.as_slice() else { panic!("{:?}", ours.reports) };
    assert_eq!((made.about, made.reason), (About::Wish(others), ReportReason::Private));
    assert_eq!((made.words.as_str(), made.answer.as_deref()), ("写着门牌", Some("已经改掉")));
    let childs = &ours.wishes[0];
    assert_eq!(childs.guardian.as_ref().map(|it| it.name.as_str()), Some("刘芳"));
    assert_eq!(childs.age_band, Some(AgeBand::Child));
    let posted = childs.history.iter().map(|line| line.by).collect::<Vec<_>>();
    assert!(posted.iter().all(|by| *by == shared::wish::Actor::Poster), "{posted:?}");
    let other = world.by_phone("13900004444").await.call(GetMyData, (), ()).await.unwrap();
    assert!(!serde_json::to_string(&other).unwrap().contains("门牌"));
}

async fn the_export_is_a_file_with_the_same(world: World) {
    let mut lan = with_everything(&world).await;
    let (status, says) = lan.get("/api/me/export").await;
    assert!(status == 428 && says.contains("/problems/prove-first"), "{status} {says}");
    world.app.clock.advance(shared::time::Millis::MINUTE);
    prove(&world, &mut lan, PHONE).await;
    let request = lan.builder(&http::Method::GET, "/api/me/export");
    let answer = lan.request(request, axum::body::Body::empty()).await;
    let disposition = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let text = tests::person::text(answer).await;
    let exported: shared::my_data::MyData = serde_json::from_str(&text).unwrap();
    let mut data = lan.call(GetMyData, (), ()).await.unwrap();
    data.at = exported.at;
    assert_eq!(exported, data);
    assert_eq!(world.anyone().get("/api/me/export").await.0, 401);
}

async fn a_contact_is_corrected_while_somebody_may_need_it(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let other =
        Contact { phone: "13955556666".into(), name: "王老师".into(), ..Contact::default() };
    let correct = |person: &Person, contact: &Contact| {
        let (person, at, contact) = (person.clone(), at.clone(), contact.clone());
        async move { person.call(CorrectContact, at, contact).await }
    };

    assert_eq!(correct(&wei, &other).await.unwrap_err().kind, Kind::NotFound);
    let wrong = Contact { phone: "12".into(), ..other.clone() };
    assert_eq!(correct(&lan, &wrong).await.unwrap_err().field("phone"), Some(Kind::NotATelephone));
    assert_eq!(correct(&lan, &other).await.unwrap().contact, other);
    assert_eq!(wei.call(OpenContact, at.clone(), ()).await.unwrap(), other);

    lan.call(WithdrawWish, at.clone(), ()).await.unwrap();
    assert_eq!(correct(&lan, &other).await.unwrap_err().kind, Kind::StepNotPossible);
}

async fn a_phone_is_changed_with_both_in_the_hand(world: World) {
    let mut lan = world.by_phone(PHONE).await;
    let taken = world.by_phone("13900001111").await;
    let new = "13900002222";
    let ask = |phone: &str| AskCode { phone: phone.into() };

    world.app.clock.advance_days(1);
    lan.visit(AskForCode, (), ask(new)).await.unwrap();
    let code = || EnteredCode { code: world.code(new) };
    let refused = lan.visit(ChangePhone, (), code()).await.unwrap_err();
    assert_eq!(refused.kind, Kind::ProveFirst, "the new phone alone is not enough");
    let refused = lan.visit(ProveItIsMe, (), code()).await.unwrap_err();
    assert_eq!(refused.kind, Kind::WrongCode, "and proves nothing of the old one");

    prove(&world, &mut lan, PHONE).await;
    lan.visit(AskForCode, (), ask("13900001111")).await.unwrap();
    let code = EnteredCode { code: world.code("13900001111") };
    assert_eq!(lan.visit(ChangePhone, (), code).await.unwrap_err().kind, Kind::PhoneTaken);
    world.app.clock.advance(61_000);
    lan.visit(AskForCode, (), ask(new)).await.unwrap();
    let code = EnteredCode { code: world.code(new) };
    let me = lan.visit(ChangePhone, (), code).await.unwrap().person.unwrap();

    assert_eq!((me.id, me.phone.as_str()), (lan.id, "139****2222"));
    world.app.clock.advance_days(1);
    assert_eq!(world.by_phone(new).await.id, lan.id);
    let stranger = world.by_phone(PHONE).await;
    assert!(stranger.id != lan.id && stranger.id != taken.id);
}

async fn nobody_is_deleted_by_mistake(world: World) {
    let mut lan = world.by_phone(PHONE).await;
    world.app.clock.advance_days(1);
    let delete = async |lan: &Person| lan.call(DeleteMe, (), ()).await;
    assert_eq!(delete(&lan).await.unwrap_err().kind, Kind::ProveFirst);
    prove(&world, &mut lan, PHONE).await;
    world.app.clock.advance(11 * 60_000);
    assert_eq!(delete(&lan).await.unwrap_err().kind, Kind::ProveFirst, "that was a while ago");
    assert!(lan.me().await.person.is_some());
}

async fn whoever_leaves_leaves_nothing_behind(world: World) {
    let mut lan = with_everything(&world).await;
    handed_over(&world, &lan).await;
    let fulfilled = finished(&world, &lan).await;
    let row = people::get(&world.app.db, lan.id).await.unwrap();
    let wish = wishes::get(&world.app.db, world.community, fulfilled).await.unwrap();
    let hash = server::keys::Keys::hash(
        &world.app.keys,
        server::keys::Purpose::Phone,
        &[PHONE.as_bytes()],
    );
    let words = ["钥匙在花盆下面", "三层到四层之间", "金丝雀书店", "琵琶弦断"];
    let mut canaries: Vec<Vec<u8>> = words.map(Into::into).to_vec();
    canaries.extend([hash, row.phone_sealed, wish.sealed]);
    canaries.extend(words_and_reasons(&world, &lan, fulfilled).await);
    let stored = Stored::of(&world).await;
    for canary in &canaries {
        assert!(stored.holds(canary), "the control: {}", String::from_utf8_lossy(canary));
    }

    world.app.clock.advance_days(1);
    prove(&world, &mut lan, PHONE).await;
    lan.visit(DeleteMe, (), ()).await.unwrap();

    let mut places = vec![Stored::of(&world).await];
    if world.database_url().starts_with("sqlite:") {
        let folder = tempfile::tempdir().unwrap();
        let backup = folder.path().join("backup.db");
        world.app.db.copy_to(&backup).await.unwrap();
        places.push(Stored::of_file(&backup));
    }
    for stored in &places {
        assert!(stored.holds("楼道的灯坏了".as_bytes()), "the fact stays");
        for canary in &canaries {
            assert!(!stored.holds(canary), "{}", String::from_utf8_lossy(canary));
        }
    }
    assert_eq!(lan.me().await.person, None, "the session is over");
    let page = world.anyone().call(ListWishes, world.key.clone(), done()).await.unwrap();
    assert_eq!(page.wishes.len(), 1);
    assert_eq!(page.wishes[0].story, "");
    world.app.clock.advance_days(1);
    assert_ne!(world.by_phone(PHONE).await.id, lan.id, "who comes again is somebody new");
    assert!(server::audit::verify(&world.app, &[]).await.unwrap().is_ok());
}

fn done() -> WishFilter {
    WishFilter { status: Some(Status::Fulfilled), ..WishFilter::default() }
}

/// Somebody helps with the person's wish, cannot go on, and writes what the next should know.
async fn handed_over(world: &World, lan: &Person) {
    let id = lan.call(GetMyData, (), ()).await.unwrap().communities[0].wishes[0].id;
    let (nan, at) = (world.helper().await, (world.key.clone(), id));
    nan.call(ClaimWish, at.clone(), ()).await.unwrap();
    let hand_over = "钥匙在花盆下面".into();
    let release = shared::wish::Release { hand_over, ..Default::default() };
    nan.call(ReleaseWish, at, release).await.unwrap();
}

/// Another wish of the person, a week later, which came true.
async fn finished(world: &World, lan: &Person) -> WishId {
    world.app.clock.advance_days(7);
    let wish = NewWish { story: "琵琶弦断了没人会修".into(), ..make::lamp(world) };
    let posted = lan.call(PostWish, world.key.clone(), wish).await.unwrap();
    make::approve(world, &world.grid_worker().await, posted.wish).await;
    let (wei, at) = (world.helper().await, (world.key.clone(), posted.wish));
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let deliver = shared::wish::Deliver { word: posted.word, ..Default::default() };
    wei.call(DeliverWish, at, deliver).await.unwrap();
    posted.wish
}

/// What else there is of the person: thanks, a guardian's consent, a report and its answer, why
/// somebody looked, and why the person helps no more. As sealed, or as written.
async fn words_and_reasons(world: &World, lan: &Person, fulfilled: WishId) -> Vec<Vec<u8>> {
    let (db, community, key) = (&world.app.db, world.community, || world.key.clone());
    // Nobody makes more than one wish a week.
    world.app.clock.advance_days(7);
    let worker = world.grid_worker().await;
    let words = NewThanks { words: "灯亮了，心里也亮堂".into(), public: false };
    lan.call(ThankHelper, (key(), fulfilled), words).await.unwrap();
    let thanked = thanks::get(db, community, fulfilled).await.unwrap().unwrap();

    let childs = lan.call(PostWish, key(), for_a_child(world)).await.unwrap().wish;
    let guardian = wishes::get(db, community, childs).await.unwrap().guardian.unwrap();

    let mei = world.resident().await;
    let mut rail = make::lamp_of(world, &mei);
    (rail.title, rail.story) = ("扶手松了".into(), String::new());
    let others = mei.call(PostWish, key(), rail).await.unwrap().wish;
    make::approve(world, &worker, others).await;
    let report = NewReport {
        about: About::Wish(others),
        reason: ReportReason::Other,
        words: "门口贴着名字".into(),
    };
    lan.call(MakeReport, key(), report).await.unwrap();
    let reported = reports::waiting(db, community, Default::default()).await.unwrap().remove(0);
    let answer = ReportAnswer { words: "鸬鹚：已经请他撕掉".into() };
    worker.call(AnswerReport, (key(), reported.id), answer).await.unwrap();

    let mine = lan.call(GetMine, key(), ()).await.unwrap().wishes;
    let open = mine.iter().find(|wish| wish.status == Status::Open).unwrap().id;
    let reason = LookReason { reason: "核实门牌".into(), ready: false };
    worker.call(LookAtWish, (key(), open), reason).await.unwrap();
    let looks = looks::of_wish(db, community, open).await.unwrap();
    let why = looks.into_iter().find_map(|(_, _, sealed)| sealed).unwrap();

    let desk = worker.call(GetDesk, key(), ()).await.unwrap();
    let yes = ApplicationDecision::Approve { days: None, qualified: Vec::new(), team: None };
    worker.call(DecideApplication, (key(), desk.applications[0].id), yes).await.unwrap();
    let helpers = worker.call(ListHelpers, key(), ()).await.unwrap();
    let helper = helpers.iter().find(|helper| helper.name == "赵一鸣").unwrap().appointment;
    let end = EndAppointment { reason: "鹈鹕：搬去外地了".into() };
    worker.call(EndAppointmentNow, (key(), helper), end).await.unwrap();

    let said: [Vec<u8>; 2] = ["鸬鹚：已经请他撕掉", "鹈鹕：搬去外地了"].map(Into::into);
    [thanked.sealed, guardian, reported.sealed, why].into_iter().chain(said).collect()
}

fn for_a_child(world: &World) -> NewWish {
    let guardian = Guardian {
        name: "刘芳".into(),
        relation: GuardianRelation::Parent,
        way: ConsentWay::InPerson,
        agreed_at: world.app.clock.now(),
        is_poster: true,
    };
    NewWish {
        title: "想有人陪着读绘本".into(),
        story: String::new(),
        beneficiary: Beneficiary::Minor,
        age_band: Some(AgeBand::Child),
        guardian: Some(guardian),
        ..make::lamp(world)
    }
}

async fn neighbours_are_told_when_somebody_leaves(world: World) {
    let mut lan = with_everything(&world).await;
    world.appoint(lan.id, shared::policy::Role::Helper, &world.nodes[0].clone()).await;
    let (wei, mei) = (world.helper().await, world.resident().await);
    let data = lan.call(GetMyData, (), ()).await.unwrap();
    let own = (world.key.clone(), data.communities[0].wishes[0].id);
    wei.call(ClaimWish, own.clone(), ()).await.unwrap();
    let others = (world.key.clone(), make::open(&world, &mei).await.wish);
    lan.call(ClaimWish, others.clone(), ()).await.unwrap();

    world.app.clock.advance_days(1);
    prove(&world, &mut lan, PHONE).await;
    lan.visit(DeleteMe, (), ()).await.unwrap();

    let told = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert!(matches!(told.notices[0].news, News::WishWithdrawn { wish, .. } if wish == own.1));
    let told = mei.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert!(matches!(told.notices[0].news, News::WishReleased { .. }));
    assert_eq!(told.wishes[0].status, Status::Open);
    let helpers = world.grid_worker().await.call(ListHelpers, world.key.clone(), ()).await.unwrap();
    assert_eq!(helpers.len(), 1, "one of the two is left");
}

async fn a_contact_is_gone_ninety_days_after_the_end(world: World) {
    let lan = world.resident().await;
    let at = (world.key.clone(), finished(&world, &lan).await);
    let contact = async || {
        let lan = world.sign_in(lan.id, false).await;
        let data = lan.call(GetMyData, (), ()).await.unwrap();
        data.communities[0].wishes[0].contact.clone()
    };
    let sealed = wishes::get(&world.app.db, world.community, at.1).await.unwrap().sealed;
    world.app.clock.advance_days(89);
    tidy(&world.app).await.unwrap();
    assert_eq!(contact().await.name, make::SECRETS[0]);

    world.app.clock.advance_days(2);
    assert!(tidy(&world.app).await.unwrap() > 0);

    assert_eq!(contact().await, Contact::default());
    assert!(!Stored::of(&world).await.holds(&sealed));
    let page = world.anyone().call(ListWishes, world.key.clone(), done()).await.unwrap();
    assert_eq!(page.wishes[0].story, "琵琶弦断了没人会修", "what is public stays");
    let again = tidy(&world.app).await.unwrap();
    world.app.clock.advance_days(400);
    tidy(&world.app).await.unwrap();
    let lan = world.sign_in(lan.id, false).await;
    let mine = lan.call(GetMyData, (), ()).await.unwrap();
    assert!(mine.communities[0].notices.is_empty(), "after a year, and {again} before");
}
