//! How much a shared commit brings: the same requests, with a commit for each and with one for
//! all who wait.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{StreamExt, future::join_all, stream};
use server::db::Grouping;
use shared::{api::*, id::WishId};
use tests::{Backend, Person, World, make};

/// Writes per second, and how long the slowest hundredth took at least.
pub struct Writes {
    pub per_second: f64,
    pub p99: Duration,
}

/// Residents who each post one wish, as many at a time as there are callers.
pub async fn posts(backend: Backend, grouping: Grouping, callers: usize, count: usize) -> Writes {
    let world = Arc::new(World::with_grouping(backend, grouping).await);
    let people = join_all((0..count).map(|_| world.resident())).await;
    let posts = people.into_iter().map(|person| post(world.clone(), person));
    measure(posts, callers, count).await
}

/// Helpers who all claim the same wish at once, again and again: one wins, the others are told.
pub async fn claims(backend: Backend, callers: usize, rounds: usize) -> Writes {
    let world = Arc::new(World::new(backend).await);
    let helpers = join_all((0..callers).map(|_| world.helper())).await;
    let mut wishes = Vec::new();
    for _ in 0..rounds {
        wishes.push(make::open(&world, &world.resident().await).await.wish);
    }
    let calls = wishes.iter().flat_map(|wish| helpers.iter().map(|by| (by.clone(), *wish)));
    let calls: Vec<_> = calls.collect();
    let count = calls.len();
    let claims = calls.into_iter().map(|(by, wish)| claim(world.clone(), by, wish));
    measure(claims, callers, count).await
}

/// So many calls, as many at a time as there are callers.
pub async fn measure<F>(calls: impl Iterator<Item = F>, callers: usize, count: usize) -> Writes
where
    F: Future<Output = ()> + Send + 'static,
{
    let timed = calls.map(|call| {
        tokio::spawn(async move {
            let start = Instant::now();
            call.await;
            start.elapsed()
        })
    });
    let start = Instant::now();
    let times = stream::iter(timed).buffer_unordered(callers);
    let mut times: Vec<_> = times.map(|it| it.expect("a call that does not panic")).collect().await;
    let elapsed = start.elapsed();
    times.sort_unstable();
    let p99 = times.get(times.len() * 99 / 100).copied().unwrap_or_default();
    Writes { per_second: count as f64 / elapsed.as_secs_f64(), p99 }
}

async fn post(world: Arc<World>, person: Person) {
    let lamp = make::lamp_of(&world, &person);
    drop(person.call(PostWish, world.key.clone(), lamp).await.expect("a wish"));
}

async fn claim(world: Arc<World>, by: Person, wish: WishId) {
    // Most are refused, and that is what is measured.
    drop(by.call(ClaimWish, (world.key.clone(), wish), ()).await);
}
