//! Listening to a market, as a browser does while its page is looked at.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt;
use http::{Method, Response};
use shared::{id::MarketId, market::Live, openapi::LIVE, problem::Problem};
use tokio::time::timeout;

use crate::{Person, World, person::text};

/// How long a word may take; how quick this machine is decides nothing.
const MINUTE: Duration = Duration::from_secs(60);

/// What is heard, word by word.
pub struct Ear {
    stream: BodyDataStream,
    /// What has come, and was not read yet.
    rest: String,
    /// All that has come, as it was sent.
    pub raw: String,
    /// What the browser says when it comes again.
    pub id: String,
}

/// Where a market is listened to.
pub fn url(world: &World, market: MarketId) -> String {
    LIVE.replace("{community}", &world.key.0).replace("{market}", &market.to_string())
}

impl Person {
    /// Opens the stream, whatever it answers; with what was heard last.
    pub async fn ask_to_listen(
        &self,
        world: &World,
        market: MarketId,
        last: &str,
    ) -> Response<Body> {
        let request = self.builder(&Method::GET, &url(world, market));
        self.request(request.header("last-event-id", last), Body::empty()).await
    }

    /// Listens from now on.
    ///
    /// # Errors
    /// Why not.
    pub async fn listen(&self, world: &World, market: MarketId) -> Result<Ear, Problem> {
        self.listen_again(world, market, "").await
    }

    /// The same as somebody who was there before.
    ///
    /// # Errors
    /// Why not.
    pub async fn listen_again(
        &self,
        world: &World,
        market: MarketId,
        last: &str,
    ) -> Result<Ear, Problem> {
        let response = self.ask_to_listen(world, market, last).await;
        match response.status().is_success() {
            true => Ok(Ear::new(response.into_body())),
            false => Err(serde_json::from_str(&text(response).await).unwrap()),
        }
    }
}

impl Ear {
    fn new(body: Body) -> Self {
        let (rest, raw, id) = Default::default();
        Self { stream: body.into_data_stream(), rest, raw, id }
    }

    /// The next word; nothing, once the server has ended it.
    ///
    /// # Panics
    /// When nothing comes.
    pub async fn next(&mut self) -> Option<Live> {
        timeout(MINUTE, self.word()).await.expect("a word, or the end")
    }

    async fn word(&mut self) -> Option<Live> {
        loop {
            while let Some((event, rest)) = self.rest.split_once("\n\n") {
                let line = |name: &str| event.lines().find_map(|it| it.strip_prefix(name));
                let (id, data) = (line("id: "), line("data: "));
                if let Some(id) = id {
                    self.id = id.to_owned();
                }
                let live = data.map(|data| serde_json::from_str(data).unwrap());
                self.rest = rest.to_owned();
                if live.is_some() {
                    return live;
                }
            }
            let part = self.stream.next().await?.expect("a whole part");
            let part = String::from_utf8(part.to_vec()).unwrap();
            self.raw += &part;
            self.rest += &part;
        }
    }

    /// Listens until it is so.
    ///
    /// # Panics
    /// When it ends before that, or takes too long.
    pub async fn until(&mut self, so: impl Fn(&Live) -> bool) -> Live {
        let heard = async {
            loop {
                let live = self.word().await.expect("another word");
                if so(&live) {
                    return live;
                }
            }
        };
        timeout(MINUTE, heard).await.expect("that word")
    }
}
