//! Rounds: a secretary opens one for a place, neighbours take part while it is open, and at the
//! end everybody reads how it went.

use server::import::{self, File, Refused, Run, WishOwners};
use shared::{
    api::*,
    calendar::morning_of,
    id::RoundId,
    import::Wrong,
    notice::News,
    policy::Role,
    problem::Kind,
    round::{NewRound, Phase, Round, RoundChange, RoundFigures, RoundQuery, RoundSummary},
    wish::{LookReason, NewWish, Posted},
};
use tests::{Person, World, make, node_id, on_both_databases};

on_both_databases!(
    a_round_is_opened_filled_closed_and_summed_up,
    no_more_come_in_than_the_quota_however_many_at_once,
    a_round_is_for_its_place_and_its_time,
    only_who_answers_for_the_place_holds_a_round,
    a_round_tells_nothing_private,
    what_was_taken_back_leaves_its_place,
    a_file_comes_into_a_round_as_a_whole_or_not_at_all,
    whoever_looks_after_a_wish_sees_its_round,
);

/// A round of the courtyard, from now on for ten days.
fn autumn(world: &World, quota: i64) -> NewRound {
    let now = world.app.clock.now();
    NewRound {
        name: "秋天里的小修理".into(),
        purpose: "天冷以前，把家里的小毛病修好".into(),
        node: node_id(world.courtyard()),
        opens_at: now,
        closes_at: now.after_days(10),
        quota,
    }
}

async fn secretary(world: &World) -> Person {
    // A round opens when the office does, so nobody takes part in one by night.
    world.wait_until(morning_of(world.app.clock.now()));
    world.appointed(Role::Secretary, &world.nodes[0].clone()).await
}

async fn held(world: &World, by: &Person, quota: i64) -> Round {
    by.call(MakeRound, world.key.clone(), autumn(world, quota)).await.unwrap()
}

async fn take_part(world: &World, round: RoundId) -> Result<(Person, Posted), Option<Kind>> {
    let lan = world.resident().await;
    let wish = NewWish { round: Some(round), ..make::lamp_of(world, &lan) };
    let posted = lan.call(PostWish, world.key.clone(), wish).await;
    posted.map(|posted| (lan, posted)).map_err(|problem| problem.field("round"))
}

async fn a_round_is_opened_filled_closed_and_summed_up(world: World) {
    let (li, wei) = (secretary(&world).await, world.helper().await);
    let round = held(&world, &li, 6).await;
    let at = (world.key.clone(), round.id);
    for number in 0..6 {
        let (_, posted) = take_part(&world, round.id).await.unwrap();
        if number < 5 {
            make::approve(&world, &world.grid_worker().await, posted.wish).await;
        }
        if number == 0 {
            wei.call(ClaimWish, (world.key.clone(), posted.wish), ()).await.unwrap();
        }
    }
    let page = world.anyone().call(GetRound, at.clone(), ()).await.unwrap();
    assert_eq!(page.round.phase(world.app.clock.now()), Phase::Full);
    let listed = RoundFigures { posted: None, public: 5, claimed: 1, fulfilled: 0 };
    assert_eq!(page.figures, listed, "as they stand below; one that does not would tell");
    assert_eq!(page.wishes.len(), 5);
    let summary =
        RoundSummary { version: page.round.version, words: "都有着落，谢谢大家".into() };
    let early = li.call(SumUpRound, at.clone(), summary.clone()).await.unwrap_err();
    assert_eq!(early.kind, Kind::TooEarly);

    world.app.clock.advance_days(12);
    let li = world.sign_in(li.id, true).await;
    let done = li.call(SumUpRound, at.clone(), summary.clone()).await.unwrap();
    let twice = li.call(SumUpRound, at.clone(), summary).await.unwrap_err();

    assert_eq!(twice.kind, Kind::SomeoneWasFaster);
    assert_eq!(done.summary, "都有着落，谢谢大家");
    let page = world.anyone().call(GetRound, at, ()).await.unwrap();
    assert_eq!(page.round.phase(world.app.clock.now()), Phase::Closed);
    assert_eq!(page.round.summary, done.summary);
    let list = world.anyone().call(ListRounds, world.key.clone(), ()).await.unwrap();
    assert_eq!(list, [page.round]);
}

async fn whoever_looks_after_a_wish_sees_its_round(world: World) {
    let (li, worker) = (secretary(&world).await, world.grid_worker().await);
    let round = held(&world, &li, 3).await;
    let (lan, posted) = take_part(&world, round.id).await.unwrap();
    let (at, belongs) = ((world.key.clone(), posted.wish), Some((round.id, round.name)));
    let review = worker.call(OpenReview, at.clone(), ()).await.unwrap();
    assert_eq!(review.round, belongs);
    make::approve(&world, &worker, at.1).await;
    let reason = LookReason { reason: "问问情况".into(), ready: false };
    let seen = worker.call(LookAtWish, at.clone(), reason.clone()).await.unwrap();
    assert_eq!(seen.wish.round, belongs, "also once it is public");
    assert_eq!(lan.call(GetMyWish, at, ()).await.unwrap().round, belongs);

    let alone = (world.key.clone(), make::open(&world, &world.resident().await).await.wish);
    assert_eq!(worker.call(LookAtWish, alone, reason).await.unwrap().wish.round, None);
}

async fn no_more_come_in_than_the_quota_however_many_at_once(world: World) {
    let li = secretary(&world).await;
    let round = held(&world, &li, 3).await;
    let all = (0..8).map(|_| take_part(&world, round.id));
    let all = futures_util::future::join_all(all).await;

    assert_eq!(all.iter().filter(|it| it.is_ok()).count(), 3);
    let full = all.iter().filter(|it| matches!(it, Err(Some(Kind::RoundFull)))).count();
    assert_eq!(full, 5);
    let change = |quota| RoundChange { version: 1, closes_at: round.closes_at, quota };
    let at = (world.key.clone(), round.id);
    let fewer = li.call(ChangeRound, at.clone(), change(2)).await.unwrap_err();
    assert_eq!(fewer.field("quota"), Some(Kind::RoundFull));
    let more = li.call(ChangeRound, at.clone(), change(4)).await.unwrap();
    assert!(!more.full);
    let stale = li.call(ChangeRound, at, change(5)).await.unwrap_err();
    assert_eq!(stale.kind, Kind::SomeoneWasFaster);
    assert!(take_part(&world, round.id).await.is_ok());
}

async fn a_round_is_for_its_place_and_its_time(world: World) {
    let (li, now) = (secretary(&world).await, world.app.clock.now());
    let later = NewRound { opens_at: now.after_days(2), ..autumn(&world, 9) };
    let later = li.call(MakeRound, world.key.clone(), later).await.unwrap();
    assert_eq!(take_part(&world, later.id).await.err(), Some(Some(Kind::RoundNotOpen)));
    let here = RoundQuery { node: world.building().id };
    let found = world.anyone().call(FindRounds, world.key.clone(), here).await.unwrap();
    assert_eq!(found.len(), 1, "for a building of the courtyard");
    let above = RoundQuery { node: world.nodes[1].id };
    let none = world.anyone().call(FindRounds, world.key.clone(), above).await.unwrap();
    assert_eq!(none, [], "not for what is wider");

    world.app.clock.advance_days(3);
    assert!(take_part(&world, later.id).await.is_ok());
    let lan = world.resident().await;
    let elsewhere = NewWish {
        round: Some(later.id),
        node: node_id(&world.nodes[1]),
        ..make::lamp_of(&world, &lan)
    };
    let elsewhere = lan.call(PostWish, world.key.clone(), elsewhere).await.unwrap_err();
    assert_eq!(elsewhere.field("round"), Some(Kind::RoundElsewhere));
    let mine = lan.call(GetMine, world.key.clone(), ()).await.unwrap();
    assert!(mine.wishes.is_empty(), "nothing of it was stored");
    world.app.clock.advance_days(8);
    assert_eq!(take_part(&world, later.id).await.err(), Some(Some(Kind::RoundNotOpen)));
}

async fn only_who_answers_for_the_place_holds_a_round(world: World) {
    let worker = world.grid_worker().await;
    let organiser = world.appointed(Role::Organiser, &world.nodes[0].clone()).await;
    let narrow = world.appointed(Role::Secretary, &world.building().clone()).await;
    for person in [&worker, &organiser, &narrow] {
        let refused = person.call(MakeRound, world.key.clone(), autumn(&world, 5)).await;
        assert_eq!(refused.unwrap_err().kind, Kind::NotAllowed);
    }
    let building = NewRound { node: node_id(world.building()), ..autumn(&world, 5) };
    let refused = narrow.call(MakeRound, world.key.clone(), building).await.unwrap_err();
    assert_eq!(refused.field("node"), Some(Kind::NotFound), "it would point at a door");
    let chief = world.appointed(Role::Administrator, &world.courtyard().clone()).await;
    let round = held(&world, &chief, 5).await;
    let change = RoundChange { version: 1, closes_at: round.closes_at, quota: 9 };
    let refused = worker.call(ChangeRound, (world.key.clone(), round.id), change).await;
    assert_eq!(refused.unwrap_err().kind, Kind::NotAllowed);
}

async fn a_round_tells_nothing_private(world: World) {
    let li = secretary(&world).await;
    let named = NewRound { purpose: "帮3号楼的王秀英".into(), ..autumn(&world, 5) };
    let named = li.call(MakeRound, world.key.clone(), named).await.unwrap_err();
    assert_eq!(named.field("purpose"), Some(Kind::Leak));
    let round = held(&world, &li, 5).await;
    let (lan, posted) = take_part(&world, round.id).await.unwrap();

    for path in ["rounds".to_owned(), format!("rounds/{}", round.id)] {
        let text = world.anyone().get(&format!("/api/{}/{path}", world.key)).await.1;
        assert!(text.contains("秋天里的小修理"));
        let secrets = make::SECRETS.iter().map(|it| (*it).to_owned());
        let ids = [lan.id.to_string(), li.id.to_string(), posted.wish.to_string()];
        for secret in secrets.chain(ids).chain(["楼道的灯".to_owned()]) {
            assert!(!text.contains(&secret), "{path}: {secret}");
        }
    }
    let mine = lan.call(GetMyWish, (world.key.clone(), posted.wish), ()).await.unwrap();
    assert_eq!(mine.round, Some((round.id, round.name)));
}

async fn what_was_taken_back_leaves_its_place(world: World) {
    let li = secretary(&world).await;
    let round = held(&world, &li, 1).await;
    let (lan, posted) = take_part(&world, round.id).await.unwrap();
    assert_eq!(take_part(&world, round.id).await.err(), Some(Some(Kind::RoundFull)));

    lan.call(WithdrawWish, (world.key.clone(), posted.wish), ()).await.unwrap();

    assert!(take_part(&world, round.id).await.is_ok());
    world.app.clock.advance_days(12);
    let li = world.sign_in(li.id, true).await;
    let summary = RoundSummary { version: 1, words: "小院里的灯都亮了".into() };
    li.call(SumUpRound, (world.key.clone(), round.id), summary).await.unwrap();
    let lan = world.sign_in(lan.id, false).await;
    let told = lan.call(GetMine, world.key.clone(), ()).await.unwrap().notices;
    assert!(
        told.iter()
            .any(|it| matches!(it.news, News::RoundOver { round: it, .. } if it == round.id))
    );
}

const HEADING: &str = "kind,title,node,status,posted,opened";

async fn a_file_comes_into_a_round_as_a_whole_or_not_at_all(world: World) {
    let li = secretary(&world).await;
    let round = held(&world, &li, 2).await;
    let (inside, outside) = (world.building().code.clone(), world.nodes[1].code.clone());
    let row = |title: &str, node: &str| format!("repair,{title},{node},open,2026-01-05,2026-01-06");
    let file = async |rows: [String; 3]| {
        let file = File::csv(&format!("{HEADING}\n{}", rows.join("\n")));
        let owners = WishOwners { round: Some(round.id), ..WishOwners::default() };
        import::wishes(&world.app, &world.key, &file, Run::Real, owners, None).await
    };
    let page = async || {
        let at = (world.key.clone(), round.id);
        world.anyone().call(GetRound, at, ()).await.unwrap()
    };

    let rows = [row("门铃不响", &inside), row("窗户关不上", &outside), row("桌子晃", &inside)];
    let Err(Refused::Rows(errors)) = file(rows.clone()).await else { panic!("two are wrong") };
    let errors: Vec<_> = errors.into_iter().map(|it| (it.row, it.column, it.wrong)).collect();
    assert_eq!(errors, [(3, "node", Wrong::OutsideRound), (4, "round", Wrong::RoundFull)]);
    assert!(page().await.wishes.is_empty(), "nothing of it came in");

    let [first, _, third] = rows;
    let change = RoundChange { version: 1, closes_at: round.closes_at, quota: 3 };
    li.call(ChangeRound, (world.key.clone(), round.id), change).await.unwrap();
    file([first, row("凳子松了", &inside), third]).await.unwrap();
    let page = page().await;
    assert_eq!((page.wishes.len(), page.round.full), (3, true));
}
