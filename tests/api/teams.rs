//! Teams and shops: several people who help under one name, and go on with each other's wishes.

use server::timers;
use shared::{
    api::*,
    community::CommunityKey,
    helper::{ApplicationDecision, EndAppointment, HelperClass, NewApplication},
    id::WishId,
    notice::News,
    policy::Role,
    problem::Kind,
    settings::{NewSetting, Setting},
    time::Millis,
    wish::{
        Claim, Colleague, Deliver, DisputeReason, Finding, Hand, HelperStep, PosterStep, Release,
        StaffStep, Status,
    },
};
use tests::{
    Person, World,
    make::{self, of_team},
    on_both_databases,
};

on_both_databases!(
    a_team_has_one_limit_for_all_of_its_members,
    a_colleague_goes_on_with_what_one_had_in_hand,
    until_the_yes_the_helper_has_it,
    nobody_else_is_asked_or_takes_over,
    passing_it_around_wins_no_time,
    limits_and_pauses_hold_for_who_goes_on,
    who_left_the_team_is_asked_no_more,
    two_teams_of_one_name_are_told_apart,
    whoever_helps_in_a_team_does_not_judge_what_it_did,
);

type At = (CommunityKey, WishId);

const TEAM: &str = "红马甲服务队";

async fn set(world: &World, setting: Setting, value: i64) {
    let administrator =
        world.appointed(shared::policy::Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewSetting { setting: setting.into(), value };
    administrator.call(ChangeSetting, world.key.clone(), new).await.unwrap();
}

async fn claims(world: &World, lan: &Person, who: &Person) -> At {
    let at = (world.key.clone(), make::open(world, lan).await.wish);
    who.call(ClaimWish, at.clone(), ()).await.unwrap();
    at
}

async fn colleagues(who: &Person, at: &At) -> Vec<Colleague> {
    who.call(ListColleagues, at.clone(), ()).await.unwrap()
}

async fn asks(who: &Person, at: &At, name: &str) {
    let all = colleagues(who, at).await;
    let to = all.iter().find(|it| it.name == name).unwrap().appointment;
    let advice = "备用钥匙在花盆下面".into();
    who.call(StepAsHelper, at.clone(), HelperStep::HandOver { to, advice }).await.unwrap();
}

async fn takes_over(who: &Person, at: &At) -> Result<Status, Kind> {
    let stepped = who.call(StepAsHelper, at.clone(), HelperStep::TakeOver).await;
    stepped.map(|it| it.status).map_err(|problem| problem.kind)
}

/// The wish as somebody finds it among what they promised.
async fn in_hand(world: &World, who: &Person, at: &At) -> Option<Claim> {
    let mine = who.call(GetMine, world.key.clone(), ()).await.unwrap();
    mine.claims.into_iter().find(|claim| claim.id == at.1)
}

async fn told(world: &World, who: &Person, what: fn(&News) -> bool) -> usize {
    let mine = who.call(GetMine, world.key.clone(), ()).await.unwrap();
    mine.notices.iter().filter(|notice| what(&notice.news)).count()
}

async fn a_team_has_one_limit_for_all_of_its_members(world: World) {
    set(&world, Setting::LiveClaimsOrganisation, 2).await;
    let (wei, min) = (of_team(&world, "魏明", TEAM).await, of_team(&world, "闵芳", TEAM).await);
    let other = of_team(&world, "唐姐", "蓝马甲").await;

    let mut claim = Vec::new();
    for who in [&wei, &min, &wei, &min, &other, &other, &other] {
        let lan = world.resident().await;
        let at = (world.key.clone(), make::open(&world, &lan).await.wish);
        claim.push(who.call(ClaimWish, at, ()).await.map(drop).map_err(|problem| problem.kind));
    }
    let full = Err(Kind::TooManyClaims);
    assert_eq!(claim[..4], [Ok(()), Ok(()), full, full], "together");
    assert_eq!(claim[4..], [Ok(()), Ok(()), full], "and another by itself");
}

async fn a_colleague_goes_on_with_what_one_had_in_hand(world: World) {
    let (wei, min) = (of_team(&world, "魏明", TEAM).await, of_team(&world, "闵芳", TEAM).await);
    let lan = world.resident().await;
    let at = claims(&world, &lan, &wei).await;
    wei.call(OpenContact, at.clone(), ()).await.unwrap();
    let promise = HelperStep::Promise { at: world.app.clock.now().after_days(2) };
    wei.call(StepAsHelper, at.clone(), promise).await.unwrap();
    let promised = in_hand(&world, &wei, &at).await.unwrap().promised;
    asks(&wei, &at, "闵芳").await;

    assert_eq!(takes_over(&min, &at).await, Ok(Status::InProgress));
    let claim = in_hand(&world, &min, &at).await.unwrap();
    assert_eq!((claim.promised, claim.hand_over.as_str()), (promised, "备用钥匙在花盆下面"));
    assert_eq!(claim.handing_over, None);
    let contact = min.call(OpenContact, at.clone(), ()).await.unwrap();
    assert_eq!(contact.phone, make::SECRETS[1]);

    assert_eq!(in_hand(&world, &wei, &at).await, None, "who gave it away has nothing of it");
    for refused in [
        wei.call(OpenContact, at.clone(), ()).await.map(drop),
        wei.call(ListColleagues, at.clone(), ()).await.map(drop),
        wei.call(ReleaseWish, at.clone(), Release::default()).await.map(drop),
        wei.call(DeliverWish, at.clone(), Deliver { note: "好了".into(), word: String::new() })
            .await
            .map(drop),
    ] {
        assert_eq!(refused.unwrap_err().kind, Kind::NotAllowed);
    }
    let answered = |it: &News| matches!(it, News::HandOverAnswered { taken: true, .. });
    assert_eq!(told(&world, &wei, answered).await, 1);
    let changed = |it: &News| matches!(it, News::HelperChanged { .. });
    assert_eq!(told(&world, &lan, changed).await, 1);
    let own = lan.call(GetMyWish, at.clone(), ()).await.unwrap();
    assert_eq!(own.looks.iter().filter(|look| look.by == Hand::Helper).count(), 2, "each look");
    let (_, public) = world.anyone().get(&format!("/api/{}/wishes/{}", at.0, at.1)).await;
    assert!(public.contains("team"), "that a team helps, everybody sees: {public}");
    assert!(!public.contains("魏明") && !public.contains("闵芳") && !public.contains(TEAM));
}

async fn until_the_yes_the_helper_has_it(world: World) {
    let (wei, min) = (of_team(&world, "魏明", TEAM).await, of_team(&world, "闵芳", TEAM).await);
    let lan = world.resident().await;
    let at = claims(&world, &lan, &wei).await;
    asks(&wei, &at, "闵芳").await;

    let asked = in_hand(&world, &min, &at).await.unwrap();
    let view = asked.handing_over.clone().unwrap();
    assert_eq!((view.asks_me, view.name.as_str()), (true, "魏明"));
    assert_eq!((asked.hand_over.as_str(), asked.words_left), ("", 0), "for who says yes");
    assert_eq!(min.call(OpenContact, at.clone(), ()).await.unwrap_err().kind, Kind::NotAllowed);
    let asking = in_hand(&world, &wei, &at).await.unwrap().handing_over.unwrap();
    assert_eq!((asking.asks_me, asking.name.as_str()), (false, "闵芳"));
    wei.call(OpenContact, at.clone(), ()).await.unwrap();

    min.call(StepAsHelper, at.clone(), HelperStep::RefuseHandOver).await.unwrap();
    assert_eq!(in_hand(&world, &min, &at).await, None);
    let no = |it: &News| matches!(it, News::HandOverAnswered { taken: false, .. });
    assert_eq!(told(&world, &wei, no).await, 1);

    asks(&wei, &at, "闵芳").await;
    wei.call(StepAsHelper, at.clone(), HelperStep::RefuseHandOver).await.unwrap();
    assert_eq!(told(&world, &wei, no).await, 1, "nobody is told of what they did themselves");
    assert_eq!(takes_over(&min, &at).await, Err(Kind::NotAllowed), "it was taken back");
    let note = Deliver { note: "灯换好了".into(), word: String::new() };
    wei.call(DeliverWish, at, note).await.unwrap();
}

async fn nobody_else_is_asked_or_takes_over(world: World) {
    let (wei, min) = (of_team(&world, "魏明", TEAM).await, of_team(&world, "闵芳", TEAM).await);
    let tang = of_team(&world, "唐姐", "蓝马甲").await;
    let shop = make::helper_of(&world, "同名店", (HelperClass::Shop, TEAM)).await;
    let (lan, chen) = (of_team(&world, "兰姐", TEAM).await, world.helper().await);
    let at = claims(&world, &lan, &wei).await;

    let names: Vec<_> = colleagues(&wei, &at).await.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["闵芳"], "of the same team, and not whose wish it is");
    for other in [&min, &tang, &lan, &chen] {
        let refused = other.call(ListColleagues, at.clone(), ()).await.unwrap_err();
        assert_eq!(refused.kind, Kind::NotAllowed, "names are for who has it in hand");
    }
    let others = shop.me().await.person.unwrap().appointments[0].id;
    let ask = HelperStep::HandOver { to: others, advice: String::new() };
    let refused = wei.call(StepAsHelper, at.clone(), ask).await.unwrap_err();
    assert_eq!(refused.field("to"), Some(Kind::NotFound));
    asks(&wei, &at, "闵芳").await;
    for other in [&wei, &tang, &shop, &lan, &chen] {
        assert_eq!(takes_over(other, &at).await, Err(Kind::NotAllowed));
    }
    let alone = claims(&world, &world.resident().await, &chen).await;
    assert_eq!(colleagues(&chen, &alone).await, [], "who helps alone has no colleagues");
}

async fn passing_it_around_wins_no_time(world: World) {
    let (wei, min) = (of_team(&world, "魏明", TEAM).await, of_team(&world, "闵芳", TEAM).await);
    let (lan, started) = (world.resident().await, world.app.clock.now());
    let at = claims(&world, &lan, &wei).await;
    let due = in_hand(&world, &wei, &at).await.unwrap().due_at;
    world.app.clock.advance(40 * Millis::HOUR);
    let (mut from, mut to) = ((&wei, "魏明"), (&min, "闵芳"));
    for _ in 0..5 {
        asks(from.0, &at, to.1).await;
        takes_over(to.0, &at).await.unwrap();
        assert_eq!(in_hand(&world, to.0, &at).await.unwrap().due_at, due);
        (from, to) = (to, from);
    }
    while world.app.clock.now() < started.after(4 * Millis::DAY) {
        world.app.clock.advance(Millis::HOUR);
        timers::run_due(&world.app).await.unwrap();
    }

    let public = world.anyone().call(GetWish, at.clone(), ()).await.unwrap();
    assert_eq!(public.status, Status::Open, "it waits for others, as it would have");
    let lost = |it: &News| matches!(it, News::ClaimLost { .. });
    let last = (told(&world, &min, lost).await, told(&world, &wei, lost).await);
    assert_eq!(last, (1, 0), "whoever had it last answers for it");
}

async fn limits_and_pauses_hold_for_who_goes_on(world: World) {
    set(&world, Setting::LiveClaimsOrganisation, 1).await;
    set(&world, Setting::FairReleases, 1).await;
    let (wei, min) = (of_team(&world, "魏明", TEAM).await, of_team(&world, "闵芳", TEAM).await);
    let lan = world.resident().await;
    let at = claims(&world, &lan, &min).await;
    asks(&min, &at, "魏明").await;
    assert_eq!(
        takes_over(&wei, &at).await,
        Ok(Status::Claimed),
        "the team has no more than before"
    );
    for _ in 0..96 {
        world.app.clock.advance(Millis::HOUR);
        timers::run_due(&world.app).await.unwrap();
    }

    let (wei, min) = (world.sign_in(wei.id, false).await, world.sign_in(min.id, false).await);
    let next = claims(&world, &world.resident().await, &min).await;
    asks(&min, &next, "魏明").await;
    assert_eq!(takes_over(&wei, &next).await, Err(Kind::ClaimsPaused));
}

async fn who_left_the_team_is_asked_no_more(world: World) {
    let (wei, min) = (of_team(&world, "魏明", TEAM).await, of_team(&world, "闵芳", TEAM).await);
    let lan = world.resident().await;
    let at = claims(&world, &lan, &wei).await;
    asks(&wei, &at, "闵芳").await;
    let own = min.me().await.person.unwrap().appointments[0].id;
    let end = EndAppointment { reason: "搬走了".into() };
    let worker = world.grid_worker().await;
    worker.call(EndAppointmentNow, (world.key.clone(), own), end).await.unwrap();
    world.appoint(min.id, shared::policy::Role::Helper, &world.nodes[0]).await;

    assert_eq!(in_hand(&world, &min, &at).await, None);
    assert_eq!(takes_over(&min, &at).await, Err(Kind::NotAllowed));
    let asking = in_hand(&world, &wei, &at).await.unwrap().handing_over.unwrap();
    assert_eq!(asking.name, "", "who is of the team no longer has no name there");
    assert_eq!(colleagues(&wei, &at).await, []);
}

async fn two_teams_of_one_name_are_told_apart(world: World) {
    set(&world, Setting::LiveClaimsOrganisation, 1).await;
    let (wei, worker) = (of_team(&world, "魏明", TEAM).await, world.grid_worker().await);
    let apply = async |name: &str, class| {
        let person = world.resident().await;
        let application = NewApplication {
            class,
            name: name.into(),
            organisation: "红马甲".into(),
            node: Some(world.nodes[1].id),
            skills: vec![shared::wish::WishKind::Repair],
            ..NewApplication::default()
        };
        let made = person.call(ApplyAsHelper, world.key.clone(), application).await.unwrap();
        assert_eq!(made.teams, [], "who else helps is not for who applies");
        let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
        let waits = desk.applications.into_iter().find(|it| it.id == made.id).unwrap();
        (person, (world.key.clone(), made.id), waits.teams)
    };
    let approve = async |at: &(CommunityKey, shared::id::ApplicationId), team| {
        let decision = ApplicationDecision::Approve { days: None, qualified: Vec::new(), team };
        let decided = worker.call(DecideApplication, at.clone(), decision).await;
        decided.map(drop).map_err(|problem| problem.field("team"))
    };

    let (min, of_min, known) = apply("闵芳", HelperClass::Team).await;
    let known: Vec<_> = known.iter().map(|it| (it.name.as_str(), it.members, it.id)).collect();
    let [(TEAM, 1, team)] = known[..] else { panic!("{known:?}") };
    approve(&of_min, None).await.unwrap();
    let (tang, of_tang, both) = apply("唐姐", HelperClass::Team).await;
    assert_eq!(both.len(), 2, "of two that are called alike, which?");
    approve(&of_tang, Some(team)).await.unwrap();
    let (_, of_shop, shops) = apply("红马甲洗衣店", HelperClass::Shop).await;
    assert_eq!(shops, [], "a shop is no team");
    assert_eq!(approve(&of_shop, Some(team)).await, Err(Some(Kind::NotFound)));

    let at = claims(&world, &world.resident().await, &wei).await;
    let names: Vec<_> = colleagues(&wei, &at).await.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["唐姐"]);
    let next = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    let full = tang.call(ClaimWish, next.clone(), ()).await.unwrap_err();
    assert_eq!(full.kind, Kind::TooManyClaims, "the team has one already");
    min.call(ClaimWish, next, ()).await.unwrap();
}

async fn whoever_helps_in_a_team_does_not_judge_what_it_did(world: World) {
    let (lan, wei, mei) = (
        world.resident().await,
        of_team(&world, "魏明", TEAM).await,
        of_team(&world, "梅姐", TEAM).await,
    );
    let at = claims(&world, &lan, &wei).await;
    let deliver = Deliver { note: "换好了".into(), ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), deliver).await.unwrap();
    let (reason, words) = (DisputeReason::NotDone, "灯还是不亮".to_owned());
    lan.call(StepAsPoster, at.clone(), PosterStep::Dispute { reason, words }).await.unwrap();

    world.appoint(mei.id, Role::Secretary, &world.nodes[0].clone()).await;
    let other = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let settle = || StaffStep::Settle { finding: Finding::CameTrue, words: "看过了".into() };
    let settles = async |who: &Person| {
        let who = world.sign_in(who.id, true).await;
        let settled = who.call(StepAsStaff, at.clone(), settle()).await;
        settled.map(|it| it.status).map_err(|problem| problem.kind)
    };
    assert_eq!(settles(&mei).await, Err(Kind::NotAllowed));
    assert_eq!(settles(&other).await, Ok(Status::Fulfilled));
}
