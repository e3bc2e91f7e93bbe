//! Keys change while the data stays.

use std::cell::Cell;

use server::{keys::Keys, reseal::reseal};
use shared::api::*;
use tests::{World, make, on_both_databases, stored::Stored};

on_both_databases!(what_was_sealed_moves_to_the_newest_key_also_after_an_interruption);

/// The number of the key that sealed a value.
fn key_of(sealed: &[u8]) -> u8 {
    sealed[1]
}

async fn what_was_sealed_moves_to_the_newest_key_also_after_an_interruption(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let world = World::with_keys(world.backend, Keys::open(&path).unwrap()).await;
    let lan = world.resident().await;
    let at = (world.key.clone(), make::open(&world, &lan).await.wish);
    let old = server::db::wishes::get(&world.app.db, world.community, at.1).await.unwrap().sealed;
    assert_eq!(key_of(&old), 1);

    assert_eq!(Keys::rotate(&path).unwrap(), 2);
    let newer = world.app.with_keys(Keys::open(&path).unwrap());
    let steps = Cell::new(0);
    let once = || steps.replace(steps.get() + 1) < 1;
    let first = reseal(&newer, once).await.unwrap();
    let rest = reseal(&newer, || true).await.unwrap();

    assert!(first > 0 && rest > 0, "{first} and {rest}");
    assert_eq!(reseal(&newer, || true).await.unwrap(), 0, "nothing is left to do");
    let new = server::db::wishes::get(&world.app.db, world.community, at.1).await.unwrap().sealed;
    assert_eq!(key_of(&new), 2);
    assert!(!Stored::of(&world).await.holds(&old));
    // The server that still runs with what it read before finds the key when it meets it.
    let data = lan.call(GetMyData, (), ()).await.unwrap();
    assert_eq!(data.communities[0].wishes[0].contact.name, make::SECRETS[0]);
    assert!(server::audit::verify(&newer, &[]).await.unwrap().is_ok());
    let lines = std::fs::read_to_string(&path).unwrap();
    assert_eq!(lines.lines().count(), 2);
}
