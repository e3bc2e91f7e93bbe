//! Files of former years: all of it or nothing, and the figures are those of the file.

use server::{
    demo,
    import::{self, File, Format, Refused, Run, WishOwners},
};
use shared::{
    api::*,
    community::CommunityKey,
    grid::NodeQuery,
    import::Wrong,
    wish::{Status, WishFilter},
};
use tests::{World, on_both_databases};

on_both_databases!(
    a_year_of_wishes_explains_itself,
    the_grid_shows_how_many_nodes_each_level_has,
    a_courtyard_is_found_by_its_street_and_a_building_is_not,
    a_wrong_row_keeps_the_whole_file_out,
    a_dry_run_stores_nothing,
    a_second_import_gives_new_words_to_what_is_known,
    the_demo_is_filled_once,
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
