//! Files of former years: all of it or nothing, and the figures are those of the file.

use server::{
    db::{settings, wishes},
    demo,
    import::{self, File, Format, Refused, Run, WishOwners},
    timers,
};
use shared::{
    api::*,
    calendar::is_night,
    community::CommunityKey,
    grid::NodeQuery,
    import::Wrong,
    policy::Role,
    problem::Kind,
    time::Millis,
    wish::{Deliver, DeskKind, DeskThing, DisputeReason, PosterStep, Status, WishFilter, next_due},
};
use tests::{Person, World, make, on_both_databases, stored::Stored};

on_both_databases!(
    a_year_of_wishes_explains_itself,
    the_grid_shows_how_many_nodes_each_level_has,
    a_courtyard_is_found_by_its_street_and_a_building_is_not,
    a_wrong_row_keeps_the_whole_file_out,
    a_wrong_wish_changes_nothing_at_all,
    a_dry_run_stores_nothing,
    a_second_import_gives_new_words_to_what_is_known,
    the_demo_is_filled_once,
    a_holiday_moves_what_is_due,
);

fn hantang() -> CommunityKey {
    CommunityKey("hantangjiebei".into())
}

async fn a_year_of_wishes_explains_itself(world: World) {
    demo::fill(&world.app).await.unwrap();

    let funnel = world.anyone().call(GetFigures, hantang(), ()).await.unwrap();

    assert_eq!((funnel.approved, funnel.claimed, funnel.fulfilled), (130, 128, 120));
    let rest: Vec<_> = funnel.claimed_rest.iter().map(|it| (it.status, it.count)).collect();
    assert_eq!(rest, [(Status::Open, 3), (Status::Claimed, 4), (Status::Delivered, 1)]);
    assert_eq!(funnel.parts.iter().map(|it| it.count).sum::<i64>(), funnel.posted);
    let home = world.anyone().call(GetHome, hantang(), ()).await.unwrap();
    assert_eq!(home.funnel.claimed_rest, funnel.claimed_rest);
}

async fn the_grid_shows_how_many_nodes_each_level_has(world: World) {
    demo::fill(&world.app).await.unwrap();

    for (key, expected) in
        [("hantangjiebei", vec![1, 6, 29, 175, 497]), ("jinsong", vec![1, 8, 24, 72])]
    {
        let key = CommunityKey(key.into());
        let below =
            world.anyone().call(FindNodes, key.clone(), NodeQuery::default()).await.unwrap();
        let root = world.app.communities.by_key(&key.0).unwrap().id;
        let nodes = server::db::nodes::public(&world.app.db, root).await.unwrap();
        let board = world.anyone().call(GetNode, (key, nodes[0].id), ()).await.unwrap();
        assert_eq!(board.counts.iter().map(|it| it.count).collect::<Vec<_>>(), expected);
        assert_eq!(board.below, below);
        assert!(board.counts.iter().all(|level| !level.name.is_empty()));
    }
}

async fn a_courtyard_is_found_by_its_street_and_a_building_is_not(world: World) {
    demo::fill(&world.app).await.unwrap();
    let find = async |q: &str| {
        let found = world.anyone().call(FindNodes, hantang(), NodeQuery { q: q.into() }).await;
        found.unwrap().into_iter().map(|node| node.name).collect::<Vec<_>>()
    };

    assert_eq!(find("丰泽").await, ["丰泽院"]);
    assert!(find("富康路").await.iter().any(|name| name == "第二网格"));
    assert!(find("1号楼").await.is_empty() && find("单元").await.is_empty());
}

async fn a_wrong_row_keeps_the_whole_file_out(world: World) {
    let file = File::csv("code,parent,name\nY-9,Y,新片区\nY-9-1,Y-8,没有上级\n");

    let refused = import::grid(&world.app, &world.key, &file, Run::Real).await.unwrap_err();
    let Refused::Rows(errors) = &refused else { panic!("{refused}") };

    assert_eq!((errors[0].row, errors[0].wrong), (3, Wrong::NoSuchNode));
    assert!(refused.to_string().contains("第 3 行"));
    let nodes = server::db::nodes::all(&world.app.db, world.community).await.unwrap();
    assert_eq!(nodes.len(), world.nodes.len());
    for nonsense in ["nonsense", "code,parent\nx", "\"", "code,parent,name,extra\na,b,c,d"] {
        let refused = import::grid(&world.app, &world.key, &File::csv(nonsense), Run::Real).await;
        assert!(matches!(refused, Err(Refused::Unreadable(_))), "{nonsense}: {refused:?}");
    }
}

/// Rows of former years, and what is wrong in the last of them.
const WRONG_WISHES: [(&str, &str, Wrong); 5] = [
    (
        "repair,水管漏水,Y-2-05,fulfilled,2026-01-01,2026-01-02,2026-01-03,",
        "fulfilled",
        Wrong::Missing,
    ),
    ("repair,水管漏水,Y-8,open,2026-01-01,2026-01-02,,", "node", Wrong::NoSuchNode),
    ("repair,水管漏水,Y-2-05,open,2026-01-02,2026-01-01,,", "opened", Wrong::WrongOrder),
    ("repair,水管漏水,Y-2-05,lost,2026-01-01,2026-01-02,,", "status", Wrong::NoSuchWord),
    (
        "repair,找王秀英 13800001234,Y-2-05,open,2026-01-01,2026-01-02,,",
        "title",
        Wrong::Text(Kind::Leak),
    ),
];

async fn a_wrong_wish_changes_nothing_at_all(world: World) {
    const GOOD: &str = "kind,title,node,status,posted,opened,claimed,fulfilled\n\
                        repair,灯坏了,Y-2-05,open,2026-01-01,2026-01-02,,\n";
    let take_in = async |rows: &str| {
        let (file, owners) = (File::csv(rows), WishOwners::default());
        import::wishes(&world.app, &world.key, &file, Run::Real, owners, None).await
    };
    let before = Stored::of(&world).await;
    for (row, column, wrong) in WRONG_WISHES {
        let refused = take_in(&format!("{GOOD}{row}\n")).await.unwrap_err();
        let Refused::Rows(errors) = &refused else { panic!("{refused}") };
        let [error] = errors.as_slice() else { panic!("{errors:?}") };
        assert_eq!((error.row, error.column, error.wrong), (3, column, wrong));
        assert!(refused.to_string().contains(&format!("第 3 行 {column}")), "{refused}");
        assert!(Stored::of(&world).await == before, "nothing is there that was not before: {row}");
    }
    assert_eq!(take_in(GOOD).await.unwrap().added, 1, "the control");
    assert!(Stored::of(&world).await != before);
}

async fn a_dry_run_stores_nothing(world: World) {
    let file = File::csv("code,parent,name\nY-9,Y,新片区\n");
    let dry = import::grid(&world.app, &world.key, &file, Run::Dry).await.unwrap();
    let count = server::db::nodes::all(&world.app.db, world.community).await.unwrap().len();
    let real = import::grid(&world.app, &world.key, &file, Run::Real).await.unwrap();
    let after = server::db::nodes::all(&world.app.db, world.community).await.unwrap().len();

    assert_eq!((dry, count), (real, world.nodes.len()));
    assert_eq!(after, count + 1);
}

async fn a_second_import_gives_new_words_to_what_is_known(world: World) {
    let json = r#"[{"code":"Y","parent":"","name":"永安新社区"}]"#.to_owned();
    let file = File { format: Format::Json, text: json };

    let imported = import::grid(&world.app, &world.key, &file, Run::Real).await.unwrap();
    let nodes = server::db::nodes::all(&world.app.db, world.community).await.unwrap();

    assert_eq!((imported.added, imported.changed), (0, 1));
    assert_eq!(nodes[0].name, "永安新社区");
    assert_eq!(nodes.len(), world.nodes.len());
}

async fn the_demo_is_filled_once(world: World) {
    demo::fill(&world.app).await.unwrap();
    demo::fill(&world.app).await.unwrap();

    let page = world.anyone().call(ListWishes, hantang(), WishFilter::default()).await.unwrap();
    assert_eq!(page.wishes.len(), 5);
    assert!(page.wishes.iter().all(|wish| wish.opened_at <= world.app.clock.now()));

    let rows = "kind,title,node,status,posted,opened\nrepair,灯坏了,H,open,2026-01-01,2026-01-02\n";
    let (file, owners) = (File::csv(rows), WishOwners::default());
    import::wishes(&world.app, &hantang(), &file, Run::Real, owners, None).await.unwrap();
    let more = world.anyone().call(ListWishes, hantang(), WishFilter::default()).await.unwrap();
    assert_eq!(more.wishes.len(), 6);
}

/// By when a wish on the desk is to be done, and when time looks at it next.
async fn due(world: &World, worker: &Person, kind: DeskKind) -> (Millis, Millis) {
    let worker = world.sign_in(worker.id, true).await;
    let desk = worker.call(GetDesk, world.key.clone(), ()).await.unwrap();
    let entry = desk.queue.into_iter().find(|entry| entry.kind == kind).unwrap();
    let DeskThing::Wish(item) = entry.thing else { panic!("a wish") };
    let (db, community, now) = (&world.app.db, world.community, world.app.clock.now());
    let rules = settings::get(db, community, now).await.unwrap();
    let wish = wishes::get(db, community, item.id).await.unwrap().wish;
    (entry.due_at, next_due(&wish, &rules).unwrap())
}

async fn a_holiday_moves_what_is_due(world: World) {
    let secretary = world.appointed(Role::Secretary, &world.nodes[0].clone()).await;
    let (lan, min, wei) = (world.resident().await, world.resident().await, world.helper().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    wei.call(ClaimWish, at.clone(), ()).await.unwrap();
    let note = Deliver { note: "换了灯泡".into(), ..Deliver::default() };
    wei.call(DeliverWish, at.clone(), note).await.unwrap();
    let (reason, words) = (DisputeReason::NotDone, "灯还是不亮".into());
    lan.call(StepAsPoster, at, PosterStep::Dispute { reason, words }).await.unwrap();
    make::posted(&world, &min).await;
    let before = [
        due(&world, &secretary, DeskKind::Review).await,
        due(&world, &secretary, DeskKind::Dispute).await,
    ];

    // From today on, the office is closed for three weeks.
    let closed = (0..21).map(|more| {
        let day = world.app.clock.now().after_days(more).date().unwrap();
        format!("{day},no,春节\n")
    });
    let file = File::csv(&format!("date,working,name\n{}", closed.collect::<String>()));
    let imported = import::calendar(&world.app, &world.key, &file, Run::Real).await.unwrap();
    let after = [
        due(&world, &secretary, DeskKind::Review).await,
        due(&world, &secretary, DeskKind::Dispute).await,
    ];

    assert_eq!(imported.added, 21);
    for (before, after) in before.into_iter().zip(after) {
        assert!(after.0 > before.0.after_days(14), "{before:?} {after:?}");
        assert!(after.1 > before.1.after_days(14), "{before:?} {after:?}");
    }
    world.app.clock.advance_days(20);
    while is_night(world.app.clock.now()) {
        world.app.clock.advance(Millis::HOUR);
    }
    timers::run_due(&world.app).await.unwrap();
    assert!(due(&world, &secretary, DeskKind::Review).await.0 > world.app.clock.now());
}
