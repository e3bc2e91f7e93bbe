//! People who write all the time, each group on wishes of its own.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use server::random;
use shared::{
    api::*,
    community::CommunityKey,
    endpoint::Endpoint,
    id::WishId,
    wish::{Beneficiary, Decision, Deliver, NewWish, Posted, Release, Route, Status},
};
use tokio::time::sleep;

use super::{
    Noted,
    history::{Outcome, Recorder, is_sure},
};
use crate::{Person, World, make, wire};

/// Who asks again until somebody answers gives up after as long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The one call that is done again when it is asked again.
const LOOK: &str = "review.open";

/// A resident, and for some those who make the wish come true.
pub struct Group {
    community: CommunityKey,
    /// With a title that is replaced each time.
    wish: NewWish,
    lan: Person,
    others: Option<(Person, Person)>,
}

impl Group {
    /// Somebody who posts wishes and takes them back.
    pub async fn poster(world: &World, at: SocketAddr) -> Self {
        // Staff make wishes for others as often as they are asked to.
        let lan = world.grid_worker().await.at(wire::router(at));
        Self {
            community: world.key.clone(),
            wish: NewWish {
                beneficiary: Beneficiary::Another,
                proxy_agreed: true,
                ..make::lamp(world)
            },
            lan,
            others: None,
        }
    }

    /// A resident, a grid worker and a helper.
    pub async fn way(world: &World, at: SocketAddr) -> Self {
        let worker = world.grid_worker().await.at(wire::router(at));
        let helper = world.helper().await.at(wire::router(at));
        Self { others: Some((worker, helper)), ..Self::poster(world, at).await }
    }

    /// Writes until it is told to stop.
    pub async fn write(self, recorder: Arc<Recorder>, stop: Arc<AtomicBool>) {
        while !stop.load(Ordering::Relaxed) {
            let title = title();
            let ended = match &self.others {
                None => self.post_and_withdraw(&recorder, &title).await,
                Some((worker, helper)) => self.way_of(&recorder, &title, worker, helper).await,
            };
            if ended.is_none() {
                self.clear(&recorder).await;
            }
        }
    }

    async fn post_and_withdraw(&self, recorder: &Recorder, title: &str) -> Option<()> {
        let wish = self.post(recorder, title).await?.wish;
        let at = (self.community.clone(), wish);
        attempt(recorder, &self.lan, (title, "wish.withdraw"), WithdrawWish, at, ()).await.map(drop)
    }

    async fn way_of(
        &self,
        recorder: &Recorder,
        title: &str,
        worker: &Person,
        helper: &Person,
    ) -> Option<()> {
        let Posted { wish, word } = self.post(recorder, title).await?;
        let at = || (self.community.clone(), wish);
        let seen = attempt(recorder, worker, (title, LOOK), OpenReview, at(), ()).await?;
        let (kind, story) = (seen.kind, seen.story);
        let decision = Decision::Approve {
            version: seen.version,
            kind,
            title: title.into(),
            story,
            when: None,
            route: Route::default(),
            entitled: None,
        };
        let approve = (title, "wish.approve");
        attempt(recorder, worker, approve, ReviewWishNow, at(), decision).await?;
        attempt(recorder, helper, (title, "wish.claim"), ClaimWish, at(), ()).await?;
        let release = Release::default();
        attempt(recorder, helper, (title, "wish.release"), ReleaseWish, at(), release).await?;
        attempt(recorder, helper, (title, "wish.claim"), ClaimWish, at(), ()).await?;
        let deliver = Deliver { word, ..Deliver::default() };
        let right_word = (title, "wish.right_word");
        attempt(recorder, helper, right_word, DeliverWish, at(), deliver).await.map(drop)
    }

    async fn post(&self, recorder: &Recorder, title: &str) -> Option<Posted> {
        let wish = NewWish { title: title.to_owned(), ..self.wish.clone() };
        let at = self.community.clone();
        attempt(recorder, &self.lan, (title, "wish.post"), PostWish, at, wish).await
    }

    /// Takes back whatever was left half-way, so that there is room for the next wish.
    async fn clear(&self, recorder: &Recorder) {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let Ok(mine) = self.lan.call(GetMine, self.community.clone(), ()).await else {
                sleep(Duration::from_millis(20)).await;
                continue;
            };
            for wish in mine.wishes.iter().filter(|wish| is_live(wish.status)) {
                let at: (CommunityKey, WishId) = (self.community.clone(), wish.id);
                let withdraw = (wish.title.as_str(), "wish.withdraw");
                attempt(recorder, &self.lan, withdraw, WithdrawWish, at, ()).await;
            }
            return;
        }
    }
}

fn is_live(status: Status) -> bool {
    !status.is_final()
}

/// Asks for something, and notes what came of it. Who hears nothing asks again under the same key;
/// one of four gives up instead.
async fn attempt<E: Endpoint>(
    recorder: &Recorder,
    person: &Person,
    (title, what): (&str, &'static str),
    endpoint: E,
    params: E::Params,
    input: E::Input,
) -> Option<E::Output>
where
    E::Params: Clone,
    E::Input: Clone,
{
    let gives_up = random::bytes::<1>()[0] < 64;
    let person = person.with_key(&random::token());
    let started = Instant::now();
    if recorder.noted == Noted::WhenAsked {
        recorder.note(title, what, Outcome::Acknowledged);
        return person.call(endpoint, params, input).await.ok();
    }
    loop {
        match person.call(endpoint, params.clone(), input.clone()).await {
            Ok(output) => {
                recorder.note(title, what, Outcome::Acknowledged);
                return Some(output);
            }
            Err(problem) if is_sure(&problem) => {
                recorder.note(title, what, Outcome::Refused(problem.kind));
                return None;
            }
            Err(_) if gives_up || started.elapsed() > PATIENCE => {
                recorder.note(title, what, Outcome::Unknown);
                return None;
            }
            Err(_) => {
                // Each look is logged anew, also the one whose answer was lost.
                if what == LOOK {
                    recorder.note(title, what, Outcome::Unknown);
                }
                sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

/// A title that no other wish has, in words that nobody takes for a phone or an address.
fn title() -> String {
    const SIGNS: [char; 16] = [
        '天', '地', '山', '水', '日', '月', '星', '风', '雨', '雪', '草', '木', '鸟', '鱼', '灯',
        '伞',
    ];
    let bytes = random::bytes::<5>();
    let signs = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    format!("修一修：{}", signs.map(|at| SIGNS[usize::from(at)]).collect::<String>())
}
