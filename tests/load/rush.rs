//! Many people who press at the same moment: places of one slot, decided one by one with a commit
//! each, and all who wait together.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use futures_util::future::join_all;
use server::{counter::Counter, db::Grouping};
use shared::market::SignUpStatus;
use tests::{
    Backend, Person, World,
    market::{Fair, fair},
};

use crate::writes::{Writes, measure};

/// How sign-ups are decided.
#[derive(Clone, Copy)]
pub enum Way {
    /// A decision and a commit for each.
    Single,
    /// A decision for each; its commit may be shared with writes elsewhere.
    Grouped,
    /// As the counter does it.
    SetWise,
}

/// So many places there are, however many people come.
const PLACES: i64 = 50;

/// So many people sign up for one slot, so many of them at the same time.
///
/// # Panics
/// When there is one place more or less than there are.
pub async fn sign_ups(backend: Backend, way: Way, callers: usize, count: usize) -> Writes {
    let (grouping, most) = match way {
        Way::Single => (Grouping::OFF, 1),
        Way::Grouped => (Grouping::default(), 1),
        Way::SetWise => (Grouping::default(), 512),
    };
    let world = Arc::new(World::with_grouping(backend, grouping).await);
    let fair = Arc::new(fair(&world, 60, PLACES).await);
    let router = server::router(world.app.with_counter(Counter::of(most)));
    let people = join_all((0..count).map(|_| world.resident())).await;
    let have = Arc::new(AtomicI64::new(0));
    let calls = people.into_iter().map(|person| {
        let one = (world.clone(), fair.clone(), have.clone());
        sign_up(one, person.at(router.clone()))
    });
    let writes = measure(calls, callers, count).await;
    assert_eq!(have.load(Ordering::Relaxed), PLACES, "as many as there are");
    writes
}

async fn sign_up((world, fair, have): (Arc<World>, Arc<Fair>, Arc<AtomicI64>), person: Person) {
    let got = fair.join(&world, &person, 0).await.expect("a place, or a wait for one");
    have.fetch_add(i64::from(got.status == SignUpStatus::Confirmed), Ordering::Relaxed);
}
