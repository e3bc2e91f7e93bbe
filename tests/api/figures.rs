//! The same figures wherever they are read, and none from which a household can be told.

use server::demo;
use shared::{api::*, community::CommunityKey, policy::is_within};
use tests::{World, make, on_both_databases};

on_both_databases!(
    page_api_and_table_say_the_same,
    places_hide_what_is_few,
    a_page_of_a_place_says_no_more_than_the_table,
    how_long_it_takes_is_said_of_five,
    a_table_of_no_community_is_not_found,
);

fn hantang() -> CommunityKey {
    CommunityKey("hantangjiebei".into())
}

/// The count that a line of the table names.
fn cell(table: &str, of: &str) -> i64 {
    let line = table.lines().find_map(|line| line.strip_prefix(&format!("{of},,")));
    line.and_then(|rest| rest.split(',').next()?.parse().ok()).unwrap_or_default()
}

async fn page_api_and_table_say_the_same(world: World) {
    demo::fill(&world.app).await.unwrap();

    let funnel = world.anyone().call(GetFigures, hantang(), ()).await.unwrap();
    let (status, table) = world.anyone().get("/api/hantangjiebei/figures.csv").await;
    let (_, page) = world.anyone().get("/hantangjiebei/figures").await;

    assert_eq!(status, 200);
    assert_eq!((cell(&table, "claimed"), cell(&table, "fulfilled")), (128, 120));
    for (of, count) in [
        ("posted", funnel.posted),
        ("approved", funnel.approved),
        ("claimed", funnel.claimed),
        ("fulfilled", funnel.fulfilled),
    ] {
        assert_eq!(cell(&table, of), count, "{of}");
        assert!(page.contains(&format!("<b>{count}</b>")), "{of} on the page");
    }
    let rest = table.lines().filter(|line| line.starts_with("claimed but "));
    let rest: i64 = rest.map(|line| line.split(',').nth(2).unwrap().parse::<i64>().unwrap()).sum();
    assert_eq!(rest, 8);
    let pace = world.anyone().call(GetPace, hantang(), ()).await.unwrap();
    let (days, hours) = (pace[0].fulfilled_days.unwrap(), pace[0].review_hours.unwrap());
    assert_eq!(cell(&table, "median days to fulfil"), days);
    assert_eq!(cell(&table, "median hours to review"), hours);
    let of_kind = pace.iter().filter(|it| it.kind.is_some());
    assert_eq!(table.matches("median days to claim ").count(), of_kind.count(), "of each kind");
    for part in &funnel.parts {
        assert_eq!(cell(&table, &format!("now {}", part.status.code())), part.count);
    }
}

/// Every page of the grid, whatever is taken from what: never more than the table of places says.
async fn a_page_of_a_place_says_no_more_than_the_table(world: World) {
    demo::fill(&world.app).await.unwrap();
    let places = world.anyone().call(ListPlaceFigures, hantang(), ()).await.unwrap();
    let root = world.app.communities.by_key("hantangjiebei").unwrap().id;
    let nodes = server::db::nodes::public(&world.app.db, root).await.unwrap();
    let mut hidden = 0;
    let funnel = world.anyone().call(GetFigures, hantang(), ()).await.unwrap();
    for node in &nodes {
        let board = world.anyone().call(GetNode, (hantang(), node.id), ()).await.unwrap();
        if node.parent_id.is_none() {
            assert_eq!((board.fulfilled, board.fulfilled_hidden), (funnel.fulfilled, false));
            continue;
        }
        let inside = |id| nodes.iter().any(|it| it.id == id && is_within(&it.path, &node.path));
        let here = || places.iter().filter(|it| inside(it.place)).map(|it| it.fulfilled);
        assert_eq!(board.fulfilled, here().flatten().sum::<i64>(), "{}", node.name);
        assert_eq!(board.fulfilled_hidden, here().any(|it| it.is_none()), "{}", node.name);
        hidden += usize::from(board.fulfilled_hidden);
    }
    assert!(hidden > 0, "the control: some are hidden");
}

async fn places_hide_what_is_few(world: World) {
    demo::fill(&world.app).await.unwrap();

    let places = world.anyone().call(ListPlaceFigures, hantang(), ()).await.unwrap();

    assert!(places.len() > 1);
    let cells = places.iter().flat_map(|it| [it.approved, it.claimed, it.fulfilled]);
    assert!(cells.flatten().all(|count| count == 0 || count >= 5));
    let (_, table) = world.anyone().get("/api/hantangjiebei/figures.csv").await;
    for place in &places {
        let says = place.claimed.map_or("<5".to_owned(), |count| count.to_string());
        assert!(table.contains(&format!("claimed,{},{says},", place.name)), "{}", place.name);
    }
}

async fn how_long_it_takes_is_said_of_five(world: World) {
    for _ in 0..5 {
        assert_eq!(world.anyone().call(GetPace, world.key.clone(), ()).await.unwrap(), []);
        make::open(&world, &world.resident().await).await;
    }

    let paces = world.anyone().call(GetPace, world.key.clone(), ()).await.unwrap();

    assert_eq!(paces[0].kind, None);
    assert_eq!((paces[0].review_hours, paces[0].claimed_days), (Some(0), None));
}

async fn a_table_of_no_community_is_not_found(world: World) {
    assert_eq!(world.anyone().get("/api/nowhere/figures.csv").await.0, 404);
}
