//! The rules of a wish between people: questions, offers, promises, objections.

use shared::{
    api::*,
    id::WishId,
    notice::News,
    policy::Role,
    problem::Kind,
    report::{About, NewReport, ReportAnswer, ReportReason},
    settings::{NewSetting, Setting},
    wish::{
        CallOutcome, Decision, DeskKind, DeskThing, DisputeReason, Finding, HelperStep, InfoReason,
        Join, LookReason, Office, PosterStep, Route, SimilarQuery, StaffStep, Status, StepName,
        UnmetReason, WishKind,
    },
};
use tests::{
    Person, World, make, on_both_databases,
    steps::{news, on_desk, poster, staff},
};

on_both_databases!(
    a_question_is_answered_and_reviewed_again,
    a_right_is_told_with_the_office,
    the_same_wish_is_joined_with_a_yes,
    ten_who_say_me_too_are_a_matter_for_the_desk,
    an_offer_goes_to_one_and_comes_back,
    a_promise_is_made_put_off_and_kept,
    an_objection_is_settled_by_the_secretary,
    staff_of_another_grid_confirm_by_call,
    what_cannot_be_says_why_and_is_opened_once,
    a_lost_word_is_replaced_by_staff,
    a_report_reaches_the_desk_and_is_answered,
    one_household_is_one_household,
    a_setting_changes_with_its_history,
    who_is_about_to_wish_sees_what_is_there,
);

type At = (shared::community::CommunityKey, WishId);

async fn open(world: &World, lan: &Person) -> At {
    (world.key.clone(), make::open(world, lan).await.wish)
}

async fn decide(worker: &Person, at: &At, decision: impl Fn(i64) -> Decision) -> Status {
    let version = worker.call(OpenReview, at.clone(), ()).await.unwrap().version;
    worker.call(ReviewWishNow, at.clone(), decision(version)).await.unwrap().status
}

async fn helper(wei: &Person, at: &At, step: HelperStep) -> Result<Status, Kind> {
    let stepped = wei.call(StepAsHelper, at.clone(), step).await;
    stepped.map(|stepped| stepped.status).map_err(|problem| problem.kind)
}

fn words() -> String {
    "问过许愿人了".into()
}

async fn a_question_is_answered_and_reviewed_again(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = (world.key.clone(), make::posted(&world, &lan).await.wish);

    let (reason, asked) = (InfoReason::When, "什么时候方便？");
    let status =
        decide(&worker, &at, |version| Decision::AskInfo { version, reason, words: asked.into() })
            .await;
    let mine = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    let (title, story) = ("楼道的灯坏了".to_owned(), String::new());
    let answer = PosterStep::Answer { title, story, when: "周六上午".into() };
    let answered = poster(&lan, &at, answer).await;
    let review = worker.call(OpenReview, at.clone(), ()).await.unwrap();

    assert_eq!((status, answered), (Status::NeedsInfo, Ok(Status::Submitted)));
    assert_eq!(mine.question.unwrap().words, asked);
    assert!(mine.steps.contains(&StepName::Answer));
    assert_eq!(review.when, "周六上午");
}

/// Rule 2: no approval without an answer, and the answer reaches the resident.
async fn a_right_is_told_with_the_office(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = (world.key.clone(), make::posted(&world, &lan).await.wish);
    let seen = worker.call(OpenReview, at.clone(), ()).await.unwrap();
    let (version, kind, title, story) = (seen.version, seen.kind, seen.title, seen.story);
    let office = Office::DisabledFederation;
    let (route, entitled) = (Route::Claim, Some(office));
    let approve = Decision::Approve { version, kind, title, story, when: None, route, entitled };
    let mut silent = serde_json::to_value(&approve).unwrap();
    silent.as_object_mut().unwrap().remove("entitled").unwrap();
    serde_json::from_value::<Decision>(silent).unwrap_err();
    worker.call(ReviewWishNow, at.clone(), approve).await.unwrap();

    let told = news(&lan, &world).await;
    let says = |it: &News| matches!(it, News::WishApproved { entitled: Some(told), .. } if *told == office);
    assert!(told.iter().any(says), "{told:?}");
    assert_eq!(lan.call(GetMyWish, at.clone(), ()).await.unwrap().entitled, Some(office));
    let shown = world.anyone().call(GetWish, at, ()).await.unwrap();
    let shown = serde_json::to_string(&shown).unwrap();
    assert!(!shown.contains(office.code()), "nobody else's business");
}

async fn the_same_wish_is_joined_with_a_yes(world: World) {
    let (lan, min, worker) =
        (world.resident().await, world.resident().await, world.grid_worker().await);
    let first = open(&world, &lan).await;
    let at = (world.key.clone(), make::posted(&world, &min).await.wish);

    let merge = |version| Decision::Merge { version, into: first.1 };
    assert_eq!(decide(&worker, &at, merge).await, Status::Submitted, "not before the poster's yes");
    let mine = min.call(GetMyWish, at.clone(), ()).await.unwrap();
    assert_eq!(mine.merge.map(|wish| wish.id), Some(first.1));
    assert_eq!(poster(&min, &at, PosterStep::AgreeMerge).await, Ok(Status::Merged));

    let shown = world.anyone().call(GetWish, first, ()).await.unwrap();
    assert_eq!(shown.joiners, 1);
}

async fn ten_who_say_me_too_are_a_matter_for_the_desk(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = open(&world, &lan).await;
    let join = Join { join: true };
    assert_eq!(lan.call(JoinWish, at.clone(), join.clone()).await.unwrap_err().kind, Kind::OwnWish);

    let min = world.resident().await;
    min.call(JoinWish, at.clone(), join.clone()).await.unwrap();
    assert_eq!(min.call(JoinWish, at.clone(), join.clone()).await.unwrap().joiners, 1, "once");
    assert_eq!(on_desk(&worker, &world, DeskKind::Matter).await, 0);
    for _ in 0..9 {
        world.resident().await.call(JoinWish, at.clone(), join.clone()).await.unwrap();
    }
    assert_eq!(on_desk(&worker, &world, DeskKind::Matter).await, 1);
    let left = min.call(JoinWish, at.clone(), Join { join: false }).await.unwrap();
    assert_eq!((left.joiners, on_desk(&worker, &world, DeskKind::Matter).await), (9, 0));
}

/// A helper, with the appointment to offer a wish to.
async fn helper_with(world: &World) -> (Person, shared::id::AppointmentId) {
    let wei = world.resident().await;
    let appointment = world.appoint(wei.id, Role::Helper, &world.nodes[0]).await;
    (world.sign_in(wei.id, false).await, appointment)
}

async fn an_offer_goes_to_one_and_comes_back(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let (wei, appointment) = helper_with(&world).await;
    let at = open(&world, &lan).await;
    let offer = || StaffStep::Offer { to: appointment, urgent: false };

    assert_eq!(staff(&worker, &at, offer()).await, Ok(Status::Offered));
    let other = world.helper().await.call(ClaimWish, at.clone(), ()).await.unwrap_err();
    let mine = wei.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert_eq!(mine.claims[0].status, Status::Offered);
    assert!(mine.claims[0].steps.contains(&StepName::RefuseOffer));
    let refuse = HelperStep::RefuseOffer { words: String::new() };
    assert_eq!(helper(&wei, &at, refuse).await, Ok(Status::Open));
    assert_eq!(staff(&worker, &at, offer()).await, Ok(Status::Offered));
    let claim = wei.call(ClaimWish, at, ()).await.unwrap();

    assert_eq!((other.kind, claim.status), (Kind::AlreadyClaimed, Status::Claimed));
}

async fn a_promise_is_made_put_off_and_kept(world: World) {
    let (lan, wei) = (world.resident().await, world.helper().await);
    let posted = make::open(&world, &lan).await;
    let at = (world.key.clone(), posted.wish);
    let claim = wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let day = |days| world.app.clock.now().after_days(days);

    let far = HelperStep::Promise { at: day(8) };
    assert_eq!(helper(&wei, &at, far).await, Err(Kind::PromiseTooFar));
    assert!(claim.promise_until.unwrap() > day(5));
    let promise = HelperStep::Promise { at: day(2) };
    assert_eq!(helper(&wei, &at, promise).await, Ok(Status::InProgress));
    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    assert!(shown.promised.unwrap() > day(1));
    let later = HelperStep::AskLonger { until: day(5), words: "要下雨".into() };
    helper(&wei, &at, later.clone()).await.unwrap();
    assert_eq!(
        lan.call(GetMyWish, at.clone(), ()).await.unwrap().extension.unwrap().words,
        "要下雨"
    );
    poster(&lan, &at, PosterStep::AgreeLonger).await.unwrap();
    assert_eq!(helper(&wei, &at, later).await, Err(Kind::StepNotPossible), "once");
    let word = shared::wish::Deliver { word: posted.word, ..Default::default() };
    assert_eq!(wei.call(DeliverWish, at, word).await.unwrap().status, Status::Fulfilled);
}

async fn delivered(world: &World, lan: &Person, wei: &Person) -> At {
    let at = open(world, lan).await;
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let note = shared::wish::Deliver { note: "换了灯泡".into(), ..Default::default() };
    wei.call(DeliverWish, at.clone(), note).await.unwrap();
    at
}

async fn an_objection_is_settled_by_the_secretary(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let at = delivered(&world, &lan, &wei).await;

    let reason = DisputeReason::NotDone;
    let object = PosterStep::Dispute { reason, words: "灯还是不亮".into() };
    assert_eq!(poster(&lan, &at, object).await, Ok(Status::Disputed));
    let settle = |finding| StaffStep::Settle { finding, words: "再来修一次".into() };
    assert_eq!(staff(&worker, &at, settle(Finding::CameTrue)).await, Err(Kind::NotAllowed));
    let look = LookReason { reason: "核实异议".into(), ready: false };
    let seen = secretary.call(LookAtWish, at.clone(), look).await.unwrap();
    assert_eq!(seen.dispute.unwrap().words, "灯还是不亮");
    let promised = world.app.clock.now().after_days(2);
    let go_on = settle(Finding::GoOn { promised });
    assert_eq!(staff(&secretary, &at, go_on).await, Ok(Status::InProgress));
    let mine = lan.call(GetMyWish, at, ()).await.unwrap();

    assert!(mine.looks.iter().any(|look| look.by == shared::wish::Hand::Staff));
    assert!(news(&wei, &world).await.iter().any(|it| matches!(it, News::DisputeSettled { .. })));
}

async fn staff_of_another_grid_confirm_by_call(world: World) {
    let (lan, wei, own) = (world.resident().await, world.helper().await, world.grid_worker().await);
    let other = world.appointed(Role::CommunityWorker, &world.nodes[0].clone()).await;
    let at = delivered(&world, &lan, &wei).await;
    let called = |outcome| StaffStep::Called { outcome };

    let refused = staff(&own, &at, called(CallOutcome::Reached)).await;
    assert_eq!(refused, Err(Kind::NotAllowed), "not of the own grid");
    staff(&other, &at, called(CallOutcome::NotReached)).await.unwrap();
    assert_eq!(staff(&other, &at, called(CallOutcome::Reached)).await, Ok(Status::Fulfilled));
    let shown = world.anyone().call(GetWish, at, ()).await.unwrap();

    assert_eq!(shown.confirmed, Some(shared::wish::Confirmed::ByCall));
}

async fn what_cannot_be_says_why_and_is_opened_once(world: World) {
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let at = open(&world, &lan).await;
    let reason = UnmetReason::NotAvailable;
    let no = |consulted| StaffStep::CannotBe { reason, words: words(), consulted };

    assert_eq!(staff(&worker, &at, no(false)).await, Err(Kind::Invalid), "not without asking");
    assert_eq!(staff(&worker, &at, no(true)).await, Ok(Status::Unmet));
    let shown = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    assert_eq!(shown.unmet, Some(reason));
    let again = || PosterStep::Reopen { words: "邻居说能办".into() };
    let stepped = lan.call(StepAsPoster, at.clone(), again()).await.unwrap();
    assert_eq!(stepped.status, Status::Open);
    assert!(stepped.word.is_some(), "with a new word");
    let (office, reply_by) = (Office::PropertyManagement, world.app.clock.now().after_days(5));
    let refer = StaffStep::Refer { office, words: words(), reply_by, consulted: true };
    assert_eq!(staff(&worker, &at, refer).await, Ok(Status::Referred));
    assert_eq!(poster(&lan, &at, again()).await, Err(Kind::StepNotPossible));
}

async fn a_lost_word_is_replaced_by_staff(world: World) {
    let (lan, wei, worker) =
        (world.resident().await, world.helper().await, world.grid_worker().await);
    let posted = make::open(&world, &lan).await;
    let at = (world.key.clone(), posted.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();

    let step = StaffStep::NewWord { words: "许愿人忘了暗号".into() };
    let new = worker.call(StepAsStaff, at.clone(), step).await.unwrap().word.unwrap();
    let deliver = |word| shared::wish::Deliver { word, note: String::new() };
    let old = wei.call(DeliverWish, at.clone(), deliver(posted.word)).await.unwrap_err();
    let done = wei.call(DeliverWish, at.clone(), deliver(new)).await.unwrap();
    let history = lan.call(GetMyWish, at, ()).await.unwrap().history;

    assert_eq!((old.kind, done.status), (Kind::WrongWord, Status::Fulfilled));
    assert!(history.iter().any(|line| line.what == StepName::NewWord));
    assert!(history.iter().all(|line| line.what != StepName::WrongWord));
}

async fn a_report_reaches_the_desk_and_is_answered(world: World) {
    let (lan, min, worker) =
        (world.resident().await, world.resident().await, world.grid_worker().await);
    let at = open(&world, &lan).await;

    let report = NewReport {
        about: About::Wish(at.1),
        reason: ReportReason::Private,
        words: "写了名字".into(),
    };
    min.call(MakeReport, world.key.clone(), report).await.unwrap();
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let entry = desk.queue.iter().find(|entry| entry.kind == DeskKind::Report).unwrap();
    let DeskThing::Report(report) = &entry.thing else { panic!("a report") };
    assert_eq!(report.words, "写了名字");
    let answer = ReportAnswer { words: "已经改了，谢谢您".into() };
    let desk = worker.call(AnswerReport, (world.key.clone(), report.id), answer).await.unwrap();

    assert!(desk.queue.iter().all(|entry| entry.kind != DeskKind::Report));
    assert!(news(&min, &world).await.iter().any(|it| matches!(it, News::ReportAnswered { .. })));
}

async fn one_household_is_one_household(world: World) {
    let (lan, (wei, appointment)) = (world.resident().await, helper_with(&world).await);
    let post = |by: Person| {
        let (key, lamp) = (world.key.clone(), make::lamp(&world));
        async move { by.call(PostWish, key, lamp).await }
    };
    let first = post(lan.clone()).await.unwrap();
    make::approve(&world, &world.grid_worker().await, first.wish).await;
    assert_eq!(post(wei.clone()).await.unwrap_err().kind, Kind::TooSoon, "behind the same door");
    world.app.clock.advance_days(7);
    post(wei.clone()).await.unwrap();
    let claim = wei.call(ClaimWish, (world.key.clone(), first.wish), ()).await.unwrap_err();

    assert_eq!(claim.kind, Kind::SameHousehold);
    // Nor is it offered to them, who could only say no.
    let offer = StaffStep::Offer { to: appointment, urgent: false };
    let worker = world.grid_worker().await;
    let offered = staff(&worker, &(world.key.clone(), first.wish), offer).await;
    assert_eq!(offered, Err(Kind::SameHousehold));
}

async fn a_setting_changes_with_its_history(world: World) {
    let root = world.nodes[0].clone();
    let administrator = world.appointed(Role::Administrator, &root).await;
    let wei = world.helper().await;
    let setting = Setting::LiveClaims;
    let change = |value| {
        let new = NewSetting { setting: setting.into(), value };
        administrator.call(ChangeSetting, world.key.clone(), new)
    };

    assert_eq!(change(0).await.unwrap_err().field("value"), Some(Kind::OutOfRange));
    change(1).await.unwrap();
    let all = administrator.call(ListSettings, world.key.clone(), ()).await.unwrap();
    let one = all.iter().find(|it| it.setting == setting.into()).unwrap();
    assert_eq!((one.value, one.default), (1, 3));
    assert_eq!((one.changes[0].before, one.changes[0].after), (3, 1));
    assert_eq!(one.changes[0].by, administrator.id);
    let (first, second) =
        (open(&world, &world.resident().await).await, open(&world, &world.resident().await).await);
    wei.call(ClaimWish, first, ()).await.unwrap();
    assert_eq!(wei.call(ClaimWish, second, ()).await.unwrap_err().kind, Kind::TooManyClaims);
}

async fn who_is_about_to_wish_sees_what_is_there(world: World) {
    let at = open(&world, &world.resident().await).await;
    let query = |kind| SimilarQuery { kind, node: world.building().id };
    let ask = |kind| {
        let anyone = world.anyone();
        let (key, query) = (world.key.clone(), query(kind));
        async move { anyone.call(FindSimilar, key, query).await.unwrap() }
    };
    let (same, other) = (ask(WishKind::Repair).await, ask(WishKind::Company).await);

    assert_eq!(same.wishes.iter().map(|wish| wish.id).collect::<Vec<_>>(), [at.1]);
    assert!(other.wishes.is_empty() && same.usual.is_none());
}
