//! Lives that chance tells: the same ones every time, and as many as one asks for.
//!
//! `HISTORIES=10000 cargo verify api` tells ten thousand of each kind on each database.

use std::env;

use tests::World;

/// How many are told in a world: more, and each timer reads too many that are long over.
const IN_A_WORLD: usize = 100;

/// A dice that falls the same way every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())].clone()
    }
}

/// Tells `usual` lives or as many as `HISTORIES` says, in the first world and as many others of
/// its kind as are needed. The clock of each stands still until the story moves it.
pub async fn in_worlds(
    first: World,
    usual: usize,
    seed: u64,
    tell: impl AsyncFn(&World, usize, &mut Dice),
) {
    let all = env::var("HISTORIES").map_or(usual, |lives| lives.parse().unwrap());
    let (backend, mut dice, mut told) = (first.backend, Dice::new(seed), 0);
    let mut world = first;
    while told < all {
        let lives = IN_A_WORLD.min(all - told);
        world.app.clock.stop();
        tell(&world, lives, &mut dice).await;
        told += lives;
        eprintln!("{told} of {all} lives on {backend:?}");
        // What is told is over: its connections are for those that come.
        world.app.db.close().await;
        if told < all {
            world = World::new(backend).await;
        }
    }
}
