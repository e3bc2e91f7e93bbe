//! Whom a wish reaches that nobody of its grid takes on: the community, its shops, its neighbours.

use server::timers;
use shared::{
    api::*,
    calendar::is_night,
    community::CommunityKey,
    helper::HelperClass,
    id::{PersonId, WishId},
    neighbour::NewNeighbour,
    notice::News,
    policy::Role,
    problem::Kind,
    settings::{NewSetting, Setting},
    time::Millis,
    wish::Status,
};
use tests::{Person, World, found, make, on_both_databases};

on_both_databases!(
    shops_and_teams_are_asked_after_a_week,
    neighbours_help_where_it_is_wanted_and_after_two_weeks,
    administrators_of_the_whole_community_name_neighbours,
);

type At = (CommunityKey, WishId);

async fn open(world: &World) -> At {
    (world.key.clone(), make::open(world, &world.resident().await).await.wish)
}

/// Lets days pass, and time do its work on each.
async fn pass(world: &World, days: i64) {
    for _ in 0..days {
        world.app.clock.advance_days(1);
        while is_night(world.app.clock.now()) {
            world.app.clock.advance(Millis::HOUR);
        }
        timers::run_due(&world.app).await.unwrap();
    }
}

/// In a browser of today.
async fn claim(world: &World, id: PersonId, at: &At) -> Result<Status, Kind> {
    let person = world.sign_in(id, false).await;
    let claim = person.call(ClaimWish, at.clone(), ()).await;
    claim.map(|claim| claim.status).map_err(|problem| problem.kind)
}

async fn shops_and_teams_are_asked_after_a_week(world: World) {
    let elsewhere = world.another_grid().await;
    let (wei, shop) = (world.appointed(Role::Helper, &elsewhere).await, world.resident().await);
    let held = (Role::Helper, Some(HelperClass::Shop));
    world.appoint_in(world.community, shop.id, held, &elsewhere).await;
    let (first, second) = (open(&world).await, open(&world).await);
    let asked = async || {
        let mine = world.sign_in(shop.id, false).await.call(GetMine, world.key.clone(), ()).await;
        let notices = mine.unwrap().notices;
        notices.iter().filter(|it| matches!(it.news, News::HelpWanted { .. })).count()
    };

    assert_eq!(claim(&world, wei.id, &first).await, Err(Kind::NotAllowed));
    pass(&world, 4).await;
    assert_eq!(claim(&world, shop.id, &first).await, Err(Kind::NotAllowed), "not yet");
    assert_eq!(claim(&world, wei.id, &first).await, Ok(Status::Claimed), "all volunteers");
    assert_eq!(asked().await, 0);
    pass(&world, 4).await;
    assert_eq!(asked().await, 1, "of the one that still waits, once");
    assert_eq!(claim(&world, shop.id, &second).await, Ok(Status::Claimed));
}

/// Another community, and a helper of it.
async fn neighbour(world: &World) -> (CommunityKey, Person) {
    let (other, nodes) = found(&world.app, "nanyuan").await;
    let wei = world.resident().await;
    let held = (Role::Helper, Some(HelperClass::Volunteer));
    world.appoint_in(other, wei.id, held, &nodes[0]).await;
    (CommunityKey("nanyuan".into()), wei)
}

async fn set(world: &World, community: &CommunityKey, neighbour: bool) {
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewNeighbour { community: community.clone(), neighbour };
    let all = administrator.call(SetNeighbour, world.key.clone(), new).await.unwrap();
    assert_eq!(all.iter().any(|it| it.community == *community), neighbour);
}

async fn allow(world: &World) {
    let administrator = world.appointed(Role::Administrator, &world.nodes[0].clone()).await;
    let new = NewSetting { setting: Setting::Neighbours, value: 1 };
    administrator.call(ChangeSetting, world.key.clone(), new).await.unwrap();
}

async fn neighbours_help_where_it_is_wanted_and_after_two_weeks(world: World) {
    let (key, wei) = neighbour(&world).await;
    let at = open(&world).await;
    let contact = async || {
        let person = world.sign_in(wei.id, false).await;
        person.call(OpenContact, at.clone(), ()).await.map_err(|problem| problem.kind)
    };

    assert_eq!(claim(&world, wei.id, &at).await, Err(Kind::BecomeAHelperFirst));
    set(&world, &key, true).await;
    pass(&world, 13).await;
    allow(&world).await;
    assert_eq!(claim(&world, wei.id, &at).await, Err(Kind::NotAllowed), "too soon");
    pass(&world, 2).await;
    assert_eq!(contact().await, Err(Kind::NotAllowed), "nothing private before");
    assert_eq!(claim(&world, wei.id, &at).await, Ok(Status::Claimed));
    assert_eq!(contact().await.unwrap().name, make::SECRETS[0]);
    set(&world, &key, false).await;
    assert_eq!(contact().await, Err(Kind::NotAllowed), "no neighbour any more");
}

async fn administrators_of_the_whole_community_name_neighbours(world: World) {
    let (key, wei) = neighbour(&world).await;
    let [root, district, ..] = &world.nodes[..] else { panic!("the grid has levels") };
    let at = open(&world).await;
    let name = async |role, node, community: &CommunityKey| {
        let new = NewNeighbour { community: community.clone(), neighbour: true };
        let person = world.appointed(role, node).await;
        person.call(SetNeighbour, world.key.clone(), new).await
    };

    for (role, node) in [(Role::Secretary, root), (Role::Administrator, district)] {
        assert_eq!(name(role, node, &key).await.unwrap_err().kind, Kind::NotAllowed);
    }
    let own = name(Role::Administrator, root, &world.key).await.unwrap_err();
    assert_eq!(own.field("community"), Some(Kind::NotFound));
    name(Role::Administrator, root, &key).await.unwrap();
    let worker = world.grid_worker().await;
    assert_eq!(worker.call(ListNeighbours, world.key.clone(), ()).await.unwrap().len(), 1);
    pass(&world, 20).await;
    assert_eq!(claim(&world, wei.id, &at).await, Err(Kind::NotAllowed), "it is not wanted here");
}
