//! Passwords of staff: which are refused, and how they are kept.

use std::{collections::HashSet, sync::LazyLock};

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use shared::problem::{Kind, Problem};
use tokio::sync::Semaphore;

use crate::random;

/// A hash takes 19 MiB and all of a core for a moment; more at a time would starve the others.
static TURNS: Semaphore = Semaphore::const_new(2);
/// Whoever is behind this many others is told to come later.
static QUEUE: Semaphore = Semaphore::const_new(64);

/// What is stored of a password: Argon2id with a salt of its own.
///
/// # Errors
/// [`Kind::Busy`] when too many wait.
pub async fn hash(password: String) -> Result<String, Problem> {
    compute(move || {
        let salt: [u8; 16] = random::bytes();
        let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(Problem::bug)
    })
    .await?
}

/// Whether it is the password of a stored hash.
///
/// # Errors
/// [`Kind::Busy`] when too many wait.
pub async fn verify(password: String, hash: String) -> Result<bool, Problem> {
    compute(move || Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok())
        .await
}

/// Runs something that takes long beside the requests, few at a time.
async fn compute<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let _place = QUEUE.try_acquire().map_err(|_| Problem::later(Kind::Busy, 2))?;
    let _turn = TURNS.acquire().await.map_err(Problem::bug)?;
    tokio::task::spawn_blocking(work).await.map_err(Problem::bug)
}

/// Words that passwords are made of when nobody thinks, in the file beside this one.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = include_str!("common_passwords.txt").lines().map(str::trim);
    words.filter(|word| !word.is_empty() && !word.starts_with('#')).collect()
});

/// Digits alone are only strong when there are this many.
const ENOUGH_DIGITS: usize = 12;
/// So many characters that do not follow from the one before make a password hard to guess.
const ENOUGH_SURPRISES: usize = 4;

/// Whether a password is one that everybody tries first.
pub fn is_weak(password: &str, phone: &str) -> bool {
    let password = password.to_lowercase();
    let digits = password.chars().all(|c| c.is_ascii_digit());
    let phone = !phone.is_empty() && password.contains(phone);
    phone
        || (digits && password.len() < ENOUGH_DIGITS)
        || surprises(&password) < ENOUGH_SURPRISES
        || is_repetition(&password)
        || is_common(&password)
}

/// A common word alone, twice, or with what people put around it to pass a rule.
fn is_common(password: &str) -> bool {
    let known = |text: &str| COMMON.contains(text) || is_two_common(text);
    let bare = password.trim_matches(|c: char| !c.is_alphabetic());
    known(password) || known(bare) || known(&unmasked(password)) || {
        let unmasked = unmasked(password.trim_end_matches(|c: char| !c.is_alphabetic()));
        known(unmasked.trim_matches(|c: char| !c.is_alphabetic()))
    }
}

fn is_two_common(text: &str) -> bool {
    text.char_indices().any(|(at, _)| {
        let (first, second) = text.split_at(at);
        COMMON.contains(first) && COMMON.contains(second)
    })
}

/// Letters that stand behind the characters people put in their place.
fn unmasked(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '@' | '4' => 'a',
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '5' | '$' => 's',
            '7' => 't',
            c => c,
        })
        .collect()
}

/// The same few characters again and again.
fn is_repetition(password: &str) -> bool {
    let all: Vec<char> = password.chars().collect();
    (1..=all.len() / 2)
        .filter(|length| *length <= 5)
        .any(|length| all.iter().zip(all.iter().skip(length)).all(|(c, later)| c == later))
}

/// Lines of the keyboard, along which fingers run.
const ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// How many characters do not follow from the one before: by the alphabet, by the keyboard, or
/// by being the same.
fn surprises(password: &str) -> usize {
    let all: Vec<char> = password.chars().collect();
    let beside = |a: char, b: char| {
        let runs =
            |row: &&str| row.contains(&format!("{a}{b}")) || row.contains(&format!("{b}{a}"));
        ROWS.iter().any(runs) || u32::from(a).abs_diff(u32::from(b)) <= 1
    };
    all.windows(2).filter(|pair| !beside(pair[0], pair[1])).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONE: &str = "13800001234";

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let weak = [
            "password",
            "Password1!",
            "P@ssw0rd2024",
            "12345678",
            "87654321",
            "11111111",
            "19850312",
            "qwertyuiop",
            "1qaz2wsx",
            "abcdefgh",
            "aaaaaaaa",
            "abcabcabc",
            "admin123",
            "Admin@2025",
            "woaini520",
            "woaini1314",
            "linyuan2026",
            "beijing888",
            "xiaoming123",
            "iloveyou!!",
            "5201314520",
            "zxcvbnm,./",
            "asdf1234",
            "111222333444",
            "13800001234",
            "a13800001234b",
            "shequ@123",
            "wanggeyuan1",
            "helloworld",
        ];
        for password in weak {
            assert!(is_weak(password, PHONE), "{password}");
        }
    }

    #[test]
    fn what_nobody_tries_first_is_taken() {
        let strong = [
            "correct horse battery",
            "月亮照着东边的小河",
            "tK9#vLq2",
            "three blue lamps 7",
            "829104665173",
            "Gänseblümchen im Hof",
            "m.e.L.o.n.42.x",
        ];
        for password in strong {
            assert!(!is_weak(password, PHONE), "{password}");
        }
    }

    /// The words, as they are and with what people most often put behind them.
    #[test]
    fn at_least_three_thousand_are_known() {
        let tails = ["", "1", "12", "123", "1234", "123456", "!", "@123", "888", "666", "2025"];
        let long = |text: &String| text.chars().count() >= shared::staff::SHORTEST_PASSWORD;
        let all = COMMON.iter().flat_map(|word| tails.iter().map(move |it| format!("{word}{it}")));
        let known: HashSet<String> = all.filter(long).filter(|it| is_weak(it, "")).collect();
        assert!(known.len() >= 3000, "{}", known.len());
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let hash = hash("three blue lamps".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("three blue lamps".into(), hash.clone()).await.unwrap());
        assert!(!verify("three blue lamp".into(), hash).await.unwrap());
    }
}
