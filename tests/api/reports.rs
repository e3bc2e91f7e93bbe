//! Whatever everybody can read can be reported, and whoever holds it is not who answers.

use shared::{
    api::*,
    id::WishId,
    inbox::Concern,
    notice::News,
    policy::Role,
    problem::Kind,
    report::{About, NewReport, Report, ReportAnswer, ReportReason},
    round::NewRound,
    wish::DeskThing,
};
use tests::{
    Person, World, make,
    market::{self, fair},
    node_id, on_both_databases,
};

on_both_databases!(
    a_market_is_reported_like_a_wish,
    a_round_is_reported_like_a_wish,
    what_nobody_can_read_nobody_can_report,
);

fn wrong(about: About) -> NewReport {
    NewReport { about, reason: ReportReason::Private, words: "写了别人的电话".into() }
}

/// What somebody finds on the desk.
async fn found(world: &World, person: &Person) -> Vec<Report> {
    let desk = person.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let reports = desk.queue.into_iter().filter_map(|entry| match entry.thing {
        DeskThing::Report(it) => Some(it),
        _ => None,
    });
    reports.collect()
}

/// Answers it, and returns what the reporter was told.
async fn answered(world: &World, worker: &Person, report: &Report, lan: &Person) -> News {
    let words = "改过了，谢谢您".to_owned();
    let input = ReportAnswer { words };
    worker.call(AnswerReport, (world.key.clone(), report.id), input).await.unwrap();
    let mine = lan.call(GetMine, world.key.clone(), ()).await.unwrap();
    let mut told = mine.notices.into_iter().map(|it| it.news);
    told.find(|it| matches!(it, News::ReportAnswered { .. })).unwrap()
}

async fn a_market_is_reported_like_a_wish(world: World) {
    let market = fair(&world, 60, 3).await;
    let (lan, worker) = (world.resident().await, world.grid_worker().await);
    let about = About::Market(market.id);

    lan.call(MakeReport, world.key.clone(), wrong(about)).await.unwrap();

    let reports = found(&world, &worker).await;
    assert_eq!(reports.iter().map(|it| it.about).collect::<Vec<_>>(), [about]);
    assert_eq!(reports[0].words, "写了别人的电话");
    let told = answered(&world, &worker, &reports[0], &lan).await;
    assert_eq!(told.concern(), Concern::Market(market.id));
    assert_eq!(found(&world, &worker).await, []);
}

async fn a_round_is_reported_like_a_wish(world: World) {
    world.wait_until_hour(10);
    let root = world.nodes[0].clone();
    let (held, other) = (
        world.appointed(Role::Secretary, &root).await,
        world.appointed(Role::Secretary, &root).await,
    );
    let now = world.app.clock.now();
    let round = NewRound {
        name: "秋天里的小修理".into(),
        purpose: "天冷以前，把家里的小毛病修好".into(),
        node: node_id(world.courtyard()),
        opens_at: now,
        closes_at: now.after_days(10),
        quota: 5,
    };
    let round = held.call(MakeRound, world.key.clone(), round).await.unwrap().id;
    let (lan, about) = (world.resident().await, About::Round(round));

    lan.call(MakeReport, world.key.clone(), wrong(about)).await.unwrap();

    assert_eq!(found(&world, &held).await, [], "nobody answers about what is their own");
    let reports = found(&world, &other).await;
    assert_eq!(reports[0].title, "秋天里的小修理");
    let told = answered(&world, &other, &reports[0], &lan).await;
    assert_eq!(told.concern(), Concern::Round(round));
}

async fn what_nobody_can_read_nobody_can_report(world: World) {
    let organiser = world.appointed(Role::Organiser, &world.nodes[0].clone()).await;
    let draft = organiser.call(MakeMarket, world.key.clone(), market::plan(&world)).await.unwrap();
    let lan = world.resident().await;
    let waits = make::posted(&world, &lan).await.wish;

    for about in [About::Market(draft.id), About::Wish(waits), About::Wish(WishId::default())] {
        let refused = lan.call(MakeReport, world.key.clone(), wrong(about)).await.unwrap_err();
        assert_eq!(refused.kind, Kind::NotFound, "{about:?}");
    }
}
