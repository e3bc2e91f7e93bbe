//! A word about a market as it is sent: made once, and cut for each listener to what is new to it.

use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::{
    market::{LiveMarket, Queues},
    problem::Problem,
};

/// Both parts of a [`shared::market::Live`], each written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    market: Part,
    queues: Option<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// Stands for what is said: the same on every server.
    id: String,
    json: Vec<u8>,
}

/// What a listener has heard last of each part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    market: String,
    queues: String,
}

impl Sent {
    /// As the browser says it when it comes again; anything else stands for nothing.
    pub fn from_id(id: &str) -> Self {
        let (market, queues) = id.split_once('-').unwrap_or_default();
        Self { market: market.to_owned(), queues: queues.to_owned() }
    }
}

impl Part {
    fn new(of: &impl Serialize) -> Result<Self, Problem> {
        let json = serde_json::to_vec(of).map_err(Problem::bug)?;
        let hash = Sha256::digest(&json);
        let id = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { id, json })
    }
}

impl Word {
    /// # Errors
    /// When it cannot be written down, which is a bug.
    pub fn new(market: &LiveMarket, queues: Option<&Queues>) -> Result<Self, Problem> {
        Ok(Self { market: Part::new(market)?, queues: queues.map(Part::new).transpose()? })
    }

    /// The event for who has heard so much; nothing, for who has heard it all.
    pub fn since(&self, sent: &mut Sent) -> Option<Bytes> {
        let no_id = String::new();
        let queues_id = self.queues.as_ref().map_or(&no_id, |part| &part.id);
        let market = (sent.market != self.market.id).then_some(("market", &self.market));
        let queues = self.queues.as_ref().filter(|part| sent.queues != part.id);
        let new = [market, queues.map(|part| ("queues", part))];
        *sent = Sent { market: self.market.id.clone(), queues: queues_id.clone() };
        let mut event = format!("id: {}-{queues_id}\ndata: {{", self.market.id).into_bytes();
        let before = event.len();
        for (name, part) in new.into_iter().flatten() {
            if event.len() > before {
                event.push(b',');
            }
            event.extend_from_slice(format!("\"{name}\":").as_bytes());
            // In JSON a line never ends, so that one line of an event holds all of it.
            event.extend_from_slice(&part.json);
        }
        let any = event.len() > before;
        event.extend_from_slice(b"}\n\n");
        any.then(|| event.into())
    }
}

#[cfg(test)]
mod tests {
    use shared::market::{Live, MarketStatus};

    use super::*;

    fn market(sequence: i64) -> LiveMarket {
        LiveMarket { status: MarketStatus::UnderWay, sequence, slots: Vec::new() }
    }

    fn queues(open: bool) -> Queues {
        let (title, place_name) = ("一行\n两行".to_owned(), String::new());
        let (market, starts_at) = Default::default();
        Queues { market, title, place_name, starts_at, open, stalls: Vec::new() }
    }

    /// As a browser reads it: the id, and what is said.
    fn heard(event: Option<Bytes>) -> (String, Live) {
        let event = String::from_utf8(event.expect("an event").to_vec()).unwrap();
        let lines: Vec<&str> = event.lines().collect();
        let [id, data, ""] = lines[..] else { panic!("{event}") };
        let data = data.strip_prefix("data: ").unwrap();
        (id.strip_prefix("id: ").unwrap().to_owned(), serde_json::from_str(data).unwrap())
    }

    #[test]
    fn each_listener_hears_what_is_new_to_it() {
        let mut sent = Sent::default();
        let first = Word::new(&market(0), Some(&queues(true))).unwrap();
        let (id, live) = heard(first.since(&mut sent));
        assert_eq!(live, Live { market: Some(market(0)), queues: Some(queues(true)) });
        assert_eq!(first.since(&mut sent), None, "not twice");
        assert_eq!(first.since(&mut Sent::from_id(&id)), None, "nor to who comes again");

        let next = Word::new(&market(0), Some(&queues(false))).unwrap();
        let (_, live) = heard(next.since(&mut sent));
        assert_eq!(live, Live { market: None, queues: Some(queues(false)) });
        let (_, live) = heard(next.since(&mut Sent::from_id(&id)));
        assert_eq!(live.market, None);

        let last = Word::new(&market(1), None).unwrap();
        let (id, live) = heard(last.since(&mut sent));
        assert_eq!(live, Live { market: Some(market(1)), queues: None });
        assert_eq!(last.since(&mut Sent::from_id(&id)), None);
        for strange in ["", "x", "-", "a-b-c"] {
            assert!(last.since(&mut Sent::from_id(strange)).is_some(), "{strange}");
        }
    }
}
