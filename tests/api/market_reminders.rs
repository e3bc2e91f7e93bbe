//! To be told when one can sign up at a market.

use server::{db::notices, timers};
use shared::{
    api::*,
    id::MarketId,
    market::{MarketNews, NewMarket, Reminder},
    problem::Kind,
    time::Millis,
};
use tests::{
    Person, World,
    market::{Fair, fair, fair_of, plan},
    on_both_databases,
};

on_both_databases!(
    whoever_asked_is_told_once_when_sign_up_opens,
    nobody_is_reminded_of_what_is_open_or_not_there,
    whoever_leaves_is_not_told,
);

/// In sixteen days: sign-up opens in nine.
async fn later(world: &World) -> Fair {
    let soon = plan(world);
    let (starts_at, ends_at) = (soon.starts_at.after_days(10), soon.ends_at.after_days(10));
    fair_of(world, NewMarket { starts_at, ends_at, ..soon }, 60, 5).await
}

async fn asks(world: &World, who: &Person, market: MarketId, wanted: bool) -> Result<(), Kind> {
    let asked = who.call(RemindMe, (world.key.clone(), market), Reminder { wanted }).await;
    asked.map(|it| assert_eq!(it.wanted, wanted)).map_err(|problem| problem.kind)
}

async fn is_reminded(world: &World, who: &Person, market: MarketId) -> bool {
    who.call(GetMyMarket, (world.key.clone(), market), ()).await.unwrap().reminder
}

async fn opens(world: &World, fair: &Fair) {
    let starts_at = world.read(fair.id).await.unwrap().starts_at;
    world.wait_until(starts_at.after_days(-7).after(Millis::MINUTE));
    timers::run_due(&world.app).await.unwrap();
}

async fn whoever_asked_is_told_once_when_sign_up_opens(world: World) {
    let fair = later(&world).await;
    let (lan, mei, min) = (world.resident().await, world.resident().await, world.resident().await);
    for who in [&lan, &mei] {
        asks(&world, who, fair.id, true).await.unwrap();
        asks(&world, who, fair.id, true).await.unwrap();
    }
    assert!(is_reminded(&world, &lan, fair.id).await && !is_reminded(&world, &min, fair.id).await);
    asks(&world, &mei, fair.id, false).await.unwrap();
    timers::run_due(&world.app).await.unwrap();
    assert!(lan.market_news_names(&world).await.is_empty(), "it is days until then");

    opens(&world, &fair).await;
    timers::run_due(&world.app).await.unwrap();

    let lan = world.sign_in(lan.id, false).await;
    assert_eq!(lan.market_news_names(&world).await, [MarketNews::SignUpOpen]);
    assert!(!is_reminded(&world, &lan, fair.id).await, "it is done");
    for other in [mei, min] {
        let other = world.sign_in(other.id, false).await;
        assert!(other.market_news_names(&world).await.is_empty());
    }
}

async fn nobody_is_reminded_of_what_is_open_or_not_there(world: World) {
    let lan = world.resident().await;
    let open = fair(&world, 60, 5).await;
    assert_eq!(asks(&world, &lan, open.id, true).await, Err(Kind::StepNotPossible));
    assert_eq!(asks(&world, &lan, MarketId::default(), true).await, Err(Kind::NotFound));
    assert_eq!(asks(&world, &world.anyone(), open.id, true).await, Err(Kind::SignInFirst));
    let holds = open.organiser.call(MakeMarket, world.key.clone(), plan(&world)).await.unwrap();
    assert_eq!(asks(&world, &lan, holds.id, true).await, Err(Kind::NotFound), "a draft");
    asks(&world, &lan, open.id, false).await.unwrap();
}

async fn whoever_leaves_is_not_told(world: World) {
    let fair = later(&world).await;
    let mut lan = world.by_phone("13912345679").await;
    asks(&world, &lan, fair.id, true).await.unwrap();
    let mine = lan.call(GetMyData, (), ()).await.unwrap();
    assert_eq!(mine.communities[0].reminders, [fair.id]);
    world.app.clock.advance_days(1);
    lan.visit(AskOwnCode, (), ()).await.unwrap();
    let code = shared::my_data::EnteredCode { code: world.code("13912345679") };
    lan.visit(ProveItIsMe, (), code).await.unwrap();
    lan.visit(DeleteMe, (), ()).await.unwrap();

    opens(&world, &fair).await;

    let told = notices::all(&world.app.db, world.community, lan.id).await.unwrap();
    assert!(told.is_empty(), "{told:?}");
}
