//! Messages by HTTP: `POST {"phone","text","key"}`, answered with 200 and `{"accepted":true}`.
//!
//! A provider that did not take a message is followed by a second one, once. Where it is not
//! known whether it took it, nobody else is asked: a message is never sent twice.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use shared::time::Millis;
use ureq::{Agent, Error, Timeout};

use super::{Message, NotSent};

/// For how long a caller waits at most, whichever providers are asked.
const PATIENCE: Duration = Duration::from_secs(5);
/// A provider that cannot be reached by then has not got the message.
const CONNECT: Duration = Duration::from_secs(2);
/// A provider that failed is asked last for as long: longer than somebody waits for another code …
const AVOID: i64 = 5 * Millis::MINUTE;
/// … and not at all for this long …
const BREAK: i64 = Millis::MINUTE;
/// … if it failed as often in a row.
const BREAKS_AFTER: u32 = 3;
/// An answer says yes or no; one that is longer says neither.
const LONGEST_ANSWER: u64 = 4096;

/// Where messages can be sent, preferred first.
#[derive(Clone, Debug)]
pub struct Providers {
    agent: Agent,
    all: Arc<Vec<Provider>>,
}

#[derive(Debug)]
struct Provider {
    url: String,
    health: Mutex<Health>,
}

/// How a provider did lately.
#[derive(Clone, Copy, Debug, Default)]
struct Health {
    failures: u32,
    failed_at: Option<Millis>,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Accepted,
    /// The provider certainly did not take it.
    Refused(String),
    /// It may have.
    Unknown(String),
}

impl Providers {
    /// Addresses separated by commas.
    ///
    /// # Errors
    /// A sentence with the number of the first that is no address, or an open one outside this
    /// machine.
    pub fn parse(urls: &str) -> Result<Self, String> {
        let urls = urls.split(',').map(str::trim).filter(|url| !url.is_empty());
        // The refusal does not repeat an address, which may have a secret in it.
        let provider = |(number, url): (usize, &str)| match is_fit(url) {
            true => Ok(Provider { url: url.to_owned(), health: Mutex::default() }),
            false => Err(format!("provider {number} has no https address")),
        };
        let all = (1..).zip(urls).map(provider).collect::<Result<Vec<_>, _>>()?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0) // whoever answers with another address does not get a code
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(CONNECT))
            .build();
        Ok(Self { agent: config.into(), all: Arc::new(all) })
    }

    pub(super) async fn send(&self, message: &Message, now: Millis) -> Result<(), NotSent> {
        let begun = Instant::now();
        let order = self.order(now);
        if order.is_empty() {
            tracing::warn!("all SMS providers failed lately, none was asked");
        }
        for at in order.into_iter().take(2) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            if left.is_zero() {
                break;
            }
            let provider = &self.all[at];
            let outcome = self.ask(provider, message, left).await;
            provider.note(&outcome, now);
            match outcome {
                Outcome::Accepted => return Ok(()),
                Outcome::Refused(why) => tracing::warn!(provider = at, why, "an SMS was refused"),
                Outcome::Unknown(why) => {
                    tracing::warn!(provider = at, why, "it is not known whether an SMS was sent");
                    return Err(NotSent::Unknown);
                }
            }
        }
        Err(NotSent::Refused)
    }

    /// Whom to ask, in which order: those that work before those that failed lately.
    fn order(&self, now: Millis) -> Vec<usize> {
        let healths = self.all.iter().map(Provider::health).enumerate();
        let mut order: Vec<(usize, Health)> =
            healths.filter(|(_, health)| !health.is_broken(now)).collect();
        order.sort_by_key(|(_, health)| health.failed_within(AVOID, now));
        order.into_iter().map(|(at, _)| at).collect()
    }

    async fn ask(&self, provider: &Provider, message: &Message, left: Duration) -> Outcome {
        let Message { phone, text, key } = message;
        let body = json!({ "phone": phone, "text": text, "key": key }).to_string();
        let (agent, url) = (self.agent.clone(), provider.url.clone());
        let post = move || {
            let request = agent.post(&url).content_type("application/json");
            let request = request.config().timeout_global(Some(left)).build();
            let mut response = request.send(&body).map_err(judge_error)?;
            let status = response.status().as_u16();
            let answer = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec();
            Ok(judge(status, answer.ok().as_deref()))
        };
        match tokio::task::spawn_blocking(post).await {
            Ok(outcome) => outcome.unwrap_or_else(|outcome| outcome),
            Err(panic) => Outcome::Unknown(panic.to_string()),
        }
    }
}

impl Provider {
    fn health(&self) -> Health {
        *self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, outcome: &Outcome, now: Millis) {
        let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        *health = match outcome {
            Outcome::Accepted => Health::default(),
            _ => Health { failures: health.failures.saturating_add(1), failed_at: Some(now) },
        };
    }
}

impl Health {
    fn is_broken(self, now: Millis) -> bool {
        self.failures >= BREAKS_AFTER && self.failed_within(BREAK, now)
    }

    fn failed_within(self, time: i64, now: Millis) -> bool {
        self.failed_at.is_some_and(|at| at.after(time) > now)
    }
}

/// An address that keeps what is sent there between us and the provider.
fn is_fit(url: &str) -> bool {
    let Ok(url) = url.parse::<::http::Uri>() else { return false };
    let own_machine = matches!(url.host(), Some("127.0.0.1" | "[::1]" | "localhost"));
    match url.scheme_str() {
        Some("https") => url.host().is_some(),
        Some("http") => own_machine,
        _ => false,
    }
}

/// What an answer means.
fn judge(status: u16, answer: Option<&[u8]>) -> Outcome {
    let accepted = answer
        .and_then(|answer| serde_json::from_slice::<Value>(answer).ok())
        .and_then(|answer| answer.get("accepted")?.as_bool());
    match (status, accepted) {
        (200, Some(true)) => Outcome::Accepted,
        (200, Some(false)) => Outcome::Refused("not accepted".into()),
        (200, None) => Outcome::Unknown("an answer that says neither yes nor no".into()),
        // Whoever passed it on does not know what the provider did with it.
        (504, _) => Outcome::Unknown("status 504".into()),
        (status, _) => Outcome::Refused(format!("status {status}")),
    }
}

/// What it means that there was no answer.
fn judge_error(error: Error) -> Outcome {
    let why = error.to_string();
    let not_reached = match &error {
        Error::HostNotFound | Error::ConnectionFailed | Error::BadUri(_) => true,
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => true,
        Error::Io(cause) => matches!(
            cause.kind(),
            io::ErrorKind::ConnectionRefused
                | io::ErrorKind::HostUnreachable
                | io::ErrorKind::NetworkUnreachable
        ),
        Error::Tls(_) | Error::Rustls(_) => true,
        _ => false,
    };
    if not_reached { Outcome::Refused(why) } else { Outcome::Unknown(why) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_do_not_travel_in_the_open() {
        for fit in ["https://sms.example/send", "http://127.0.0.1:9000/", "http://localhost/x"] {
            assert!(is_fit(fit), "{fit}");
        }
        for unfit in ["http://sms.example/send", "ftp://127.0.0.1/", "sms.example", "log", ""] {
            assert!(!is_fit(unfit), "{unfit}");
        }
        assert!(Providers::parse("https://a.example/, http://b.example/").is_err());
    }

    #[test]
    fn only_a_clear_yes_is_a_yes() {
        assert_eq!(judge(200, Some(br#"{"accepted":true}"#)), Outcome::Accepted);
        for answer in [&br#"{"accepted":1}"#[..], b"true", b"", b"<html>ok</html>"] {
            assert!(matches!(judge(200, Some(answer)), Outcome::Unknown(_)), "{answer:?}");
        }
        for status in [201, 302, 400, 500, 503] {
            let yes = Some(&br#"{"accepted":true}"#[..]);
            assert!(matches!(judge(status, yes), Outcome::Refused(_)), "{status}");
        }
    }

    #[test]
    fn who_failed_is_asked_last_and_then_not_at_all() {
        let providers = Providers::parse("https://a.example/,https://b.example/").unwrap();
        let failed = Outcome::Refused(String::new());
        assert_eq!(providers.order(Millis(0)), [0, 1]);
        providers.all[0].note(&failed, Millis(0));
        assert_eq!(providers.order(Millis(0)), [1, 0]);
        providers.all[0].note(&failed, Millis(0));
        providers.all[0].note(&failed, Millis(0));
        assert_eq!(providers.order(Millis(0)), [1]);
        assert_eq!(providers.order(Millis(AVOID)), [0, 1]);
        providers.all[0].note(&Outcome::Accepted, Millis(0));
        assert_eq!(providers.order(Millis(0)), [0, 1]);
    }
}
