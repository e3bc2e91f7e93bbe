//! Several servers on the same PostgreSQL, as when a city has outgrown one machine.

use std::time::Duration;

use shared::{
    api::*,
    wish::{Status, WishFilter},
};
use tests::{Backend, World, make};

#[tokio::test]
async fn what_one_server_changes_the_other_shows() {
    let world = World::new(Backend::Postgres).await;
    let second = world.second_server().await;
    let router = server::router(second.clone());
    let neighbour = world.anyone().at(router.clone());
    let list = || neighbour.call(ListWishes, world.key.clone(), WishFilter::default());
    assert!(list().await.unwrap().wishes.is_empty(), "the page is kept by the second server");

    let wish = make::open(&world, &world.resident().await).await.wish;
    // The word goes around by itself; whoever keeps looking sees the page move on.
    let look = async {
        loop {
            let shown = list().await.unwrap().wishes;
            if !shown.is_empty() {
                break shown;
            }
            tokio::task::yield_now().await;
        }
    };
    let shown = tokio::time::timeout(Duration::from_secs(30), look).await.expect("the word");

    assert_eq!(shown[0].id, wish);
}

#[tokio::test]
async fn who_signed_in_at_one_server_is_known_at_the_other() {
    let world = World::new(Backend::Postgres).await;
    let (lan, wei) = (world.resident().await, world.helper().await);
    let router = server::router(world.second_server().await);
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);

    let first = wei.call(ClaimWish, at.clone(), ());
    let other = world.helper().await.at(router.clone());
    let (first, second) = futures_util::join!(first, other.call(ClaimWish, at.clone(), ()));
    let mine = lan.at(router).call(GetMyWish, at, ()).await.unwrap();

    assert_eq!(mine.status, Status::Claimed);
    assert!(first.is_ok() != second.is_ok(), "one of two servers wins");
}
