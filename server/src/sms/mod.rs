//! Short messages, by whichever way the installation has.

mod http;

use std::sync::{Arc, Mutex, PoisonError};

use shared::time::Millis;

pub use http::Providers;

/// A message to a phone.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub phone: String,
    pub text: String,
    /// By which a provider notices that it was asked twice for the same message.
    pub key: String,
}

/// The message did not go out for certain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NotSent {
    /// Nobody took it.
    Refused,
    /// It may have been sent: a provider was asked, and did not answer so that it can be read.
    Unknown,
}

/// The way by which messages go out.
#[derive(Clone, Debug, Default)]
pub enum Gateway {
    /// None: nothing can be sent.
    #[default]
    Off,
    /// Into the log of a developer's machine.
    Log,
    /// To a test, which reads what it collected.
    Collect(Collected),
    /// To providers by HTTP.
    Http(Providers),
}

impl Gateway {
    /// Reads the setting: `log`, or addresses of providers separated by commas, preferred first.
    ///
    /// # Errors
    /// A sentence, when it is neither, or not for a server that others can reach.
    pub fn parse(setting: &str, development: bool) -> Result<Self, String> {
        match setting.trim() {
            "" => Ok(Gateway::Off),
            "log" if development => Ok(Gateway::Log),
            "log" => Err("codes go to the log with --development only".into()),
            urls => Providers::parse(urls).map(Gateway::Http),
        }
    }

    /// Sends a message, or knows within a little more than five seconds that it could not.
    ///
    /// # Errors
    /// [`NotSent`], and why is in the log.
    pub async fn send(&self, message: Message, now: Millis) -> Result<(), NotSent> {
        match self {
            Gateway::Off => {
                tracing::error!("no SMS gateway is set, see --sms");
                Err(NotSent::Refused)
            }
            Gateway::Log => {
                tracing::info!(phone = message.phone, text = message.text, "SMS");
                Ok(())
            }
            Gateway::Collect(collected) => collected.take(message),
            Gateway::Http(providers) => providers.send(&message, now).await,
        }
    }
}

/// Messages that a test collected.
#[derive(Clone, Debug, Default)]
pub struct Collected(Arc<Mutex<Vec<Message>>>);

impl Collected {
    fn take(&self, message: Message) -> Result<(), NotSent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(message);
        Ok(())
    }

    /// All of them, in the order they were sent.
    pub fn all(&self) -> Vec<Message> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
