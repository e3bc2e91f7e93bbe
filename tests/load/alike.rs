//! Whether the time an answer takes tells who has an account here.

use std::time::{Duration, Instant};

use shared::{api::AskForCode, person::AskCode};
use tests::{Backend, World};

/// How many numbers of each sort are asked about.
const PAIRS: u32 = 200;

/// The medians of known and of unknown numbers, and how likely such a difference is by chance.
pub struct Alike {
    pub known: Duration,
    pub unknown: Duration,
    /// Two-sided, of 0 to 1.
    pub p: f64,
}

/// Codes for known and unknown numbers, in turns, each asked for from an address of its own.
pub async fn codes(backend: Backend) -> Alike {
    let world = World::new(backend).await;
    for number in 0..PAIRS {
        drop(world.by_phone(&phone(0, number)).await);
        // Nobody is asked to wait.
        world.app.clock.advance_days(1);
    }
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..PAIRS {
        let first = number % 2;
        for sort in [first, 1 - first] {
            let time = ask(&world, sort, number).await;
            if sort == 0 { known.push(time) } else { unknown.push(time) }
        }
    }
    let p = mann_whitney(&known, &unknown);
    Alike { known: median(known), unknown: median(unknown), p }
}

fn phone(sort: u32, number: u32) -> String {
    format!("13{}0{number:07}", 4 + sort)
}

async fn ask(world: &World, sort: u32, number: u32) -> Duration {
    let [_, _, third, fourth] = number.to_be_bytes();
    let sort_of = u8::try_from(sort).unwrap_or_default();
    let someone = world.anyone().from_address([10, sort_of, third, fourth]);
    let start = Instant::now();
    let answer = someone.call(AskForCode, (), AskCode { phone: phone(sort, number) }).await;
    let time = start.elapsed();
    answer.expect("a code for everyone");
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The rank-sum test of Mann and Whitney, by the normal approximation, which is close from
/// twenty of each on.
fn mann_whitney(one: &[Duration], other: &[Duration]) -> f64 {
    let beats = |a: &Duration| {
        let below = other.iter().filter(|b| *b < a).count();
        let same = other.iter().filter(|b| *b == a).count();
        below as f64 + same as f64 / 2.0
    };
    let u: f64 = one.iter().map(beats).sum();
    let (n, m) = (one.len() as f64, other.len() as f64);
    let spread = (n * m * (n + m + 1.0) / 12.0).sqrt();
    let z = (u - n * m / 2.0).abs() / spread;
    erfc(z / std::f64::consts::SQRT_2)
}

/// The complementary error function, Abramowitz and Stegun 7.1.26; wrong by 1.5e-7 at most.
fn erfc(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let terms = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t);
    sum * (-x * x).exp()
}
