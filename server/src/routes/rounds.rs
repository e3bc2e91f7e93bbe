//! Rounds: opened and summed up by those who answer for a place, and seen by everyone.

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::{RoundId, WishId},
    notice::News,
    policy::{is_within, may_hold_round},
    problem::{Kind, Problem},
    round::{NewRound, Round, RoundChange, RoundFigures, RoundPage, RoundQuery, RoundSummary},
    time::Millis,
    wish::{PublicWish, Wish},
};

use crate::{
    Call,
    db::{
        Tx, events, nodes,
        rounds::{self, Stored},
    },
    random,
    tell::tell,
};

pub async fn list(call: Call, _: CommunityKey, _: ()) -> Result<Vec<Round>, Problem> {
    let all = rounds::list(&call.app.db, call.community_id()).await?;
    Ok(all.into_iter().map(|it| it.round).collect())
}

/// Rounds that a wish from this place may be put into, now or later this day: the answer is kept
/// for as long, and whoever reads it looks at the clock.
pub async fn find(call: Call, _: CommunityKey, query: RoundQuery) -> Result<Vec<Round>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let node = nodes::get(db, community, query.node).await?;
    let since = call.now.after(-Millis::DAY);
    let found = rounds::open_at(db, community, &node.path, since).await?;
    Ok(found.into_iter().map(|it| it.round).collect())
}

pub async fn get(
    call: Call,
    (_, id): (CommunityKey, RoundId),
    _: (),
) -> Result<RoundPage, Problem> {
    let round = rounds::get(&call.app.db, call.community_id(), id).await?.round;
    page(&call, round).await
}

async fn page(call: &Call, round: Round) -> Result<RoundPage, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let wishes = rounds::wishes(db, community, round.id).await?;
    let listed = wishes.iter().filter_map(|wish| Some((wish, PublicWish::of(wish)?)));
    let (listed, wishes): (Vec<&Wish>, Vec<PublicWish>) = listed.unzip();
    let posted = rounds::posted(db, community, round.id).await?;
    let figures = RoundFigures::of(posted, &listed);
    Ok(RoundPage { round, figures, wishes })
}

pub async fn make(call: Call, _: CommunityKey, new: NewRound) -> Result<Round, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let (new, node) = new.check(now)?;
    let no_node = || Problem::fields([("node", Kind::NotFound)]);
    let node = nodes::get(&call.app.db, community, node).await.map_err(|_| no_node())?;
    if !node.is_public() {
        return Err(no_node());
    }
    if !may_hold_round(&caller, &node.path) {
        return Err(Kind::NotAllowed.into());
    }
    let round = Round {
        id: RoundId(random::id(now)),
        name: new.name,
        purpose: new.purpose,
        place: node.id,
        place_name: node.name,
        opens_at: new.opens_at,
        closes_at: new.closes_at,
        quota: new.quota,
        full: false,
        summary: String::new(),
        summed_at: None,
        version: 1,
    };
    let detail = json!({ "opens_at": round.opens_at, "closes_at": round.closes_at,
        "quota": round.quota });
    let event = call.event_with(round.id.0, "round.make", detail);
    call.write(async move |tx: &mut Tx| {
        rounds::insert(tx, community, &round, Some(caller.id), now).await?;
        events::record(tx, &event).await?;
        Ok(round)
    })
    .await
}

/// A round that the caller answers for.
async fn held(tx: &mut Tx, call: &Call, id: RoundId, version: i64) -> Result<Stored, Problem> {
    let stored = rounds::load(tx, call.community_id(), id).await?;
    if !may_hold_round(call.caller()?, &stored.path) {
        return Err(Kind::NotAllowed.into());
    }
    if stored.round.version != version {
        return Err(Kind::SomeoneWasFaster.into());
    }
    Ok(stored)
}

pub async fn change(
    call: Call,
    (_, id): (CommunityKey, RoundId),
    input: RoundChange,
) -> Result<Round, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    call.write(async move |tx: &mut Tx| {
        let stored = held(tx, &acting, id, input.version).await?;
        let input = input.check(&stored.round, now)?;
        if input.quota < stored.taken {
            return Err(Problem::fields([("quota", Kind::RoundFull)]));
        }
        let (end, quota) = (input.closes_at, input.quota);
        rounds::change(tx, community, id, (end, quota), input.version).await?;
        let detail = json!({ "closes_at": end, "quota": quota });
        events::record(tx, &acting.event_with(id.0, "round.change", detail)).await?;
        Ok(rounds::load(tx, community, id).await?.round)
    })
    .await
}

/// The words of whoever held it; everybody whose wish was in it is told.
pub async fn sum_up(
    call: Call,
    (_, id): (CommunityKey, RoundId),
    input: RoundSummary,
) -> Result<Round, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    call.write(async move |tx: &mut Tx| {
        let Stored { round, .. } = held(tx, &acting, id, input.version).await?;
        let input = input.check(&round, now)?;
        rounds::sum_up(tx, community, id, (&input.words, now), input.version).await?;
        events::record(tx, &acting.event(id.0, "round.sum_up")).await?;
        // Other words for the same are no news.
        if round.summed_at.is_none() {
            for person in rounds::posters(tx, community, id).await? {
                let news = News::RoundOver { round: id, name: round.name.clone() };
                tell(tx, community, person, news, now).await?;
            }
        }
        Ok(rounds::load(tx, community, id).await?.round)
    })
    .await
}

/// Puts a new wish into a round: while it is open, from its place, and no more than its quota.
pub async fn take_in(
    tx: &mut Tx,
    call: &Call,
    round: RoundId,
    (wish, path): (WishId, &str),
) -> Result<(), Problem> {
    let refused = |kind| Problem::fields([("round", kind)]);
    let community = call.community_id();
    let found = rounds::load(tx, community, round).await;
    let Stored { round, path: place, .. } = found.map_err(|_| refused(Kind::NotFound))?;
    if !is_within(path, &place) {
        return Err(refused(Kind::RoundElsewhere));
    }
    round.may_take(call.now).map_err(refused)?;
    Ok(rounds::put(tx, community, round.id, wish).await?)
}
