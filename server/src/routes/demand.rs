//! What residents wish for and nobody does, for those who plan a market; and one tap to put what
//! would help into the plan.

use serde_json::json;
use shared::{
    community::CommunityKey,
    demand::{self, DemandBoard, StallAgain, StallAnswer, WantedStall, Wanting},
    id::{MarketId, NodeId, SlotId, StallId},
    market::{
        Market, MarketNews, MarketNotice, Stall, StallCase, StallStepName,
        may::{may_hold_market, may_see_draft},
    },
    policy::{Caller, Role, is_within},
    problem::{Kind, Problem},
    wish::Status,
};

use super::stalls::{numbered, organised};
use crate::{
    Call,
    db::{
        Tx,
        demand::{self as wishes, Unmet},
        events, markets,
        nodes::{self, Node},
        slot_plans, stalls, terms,
    },
    guest,
    market_step::tell_another,
    market_views::hidden,
    random,
};

/// What could not be met longer ago says little about the next market.
const DAYS: i64 = 180;
/// And who came longer ago may not be there any more.
const CAME_DAYS: i64 = 400;
/// Below the whole community, and no narrower than may be named in public.
const GRIDS: i64 = 2;
const NARROWEST: i64 = shared::grid::PUBLIC_LEVELS as i64;

/// For those who hold the market or review it.
pub async fn get(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    _: (),
) -> Result<DemandBoard, Problem> {
    board(&call, id).await
}

/// As far as the caller looks after markets: who lives there, comes.
fn reach(caller: &Caller, market: &Market) -> String {
    let looks_after = |role: Role| role == Role::Organiser || role.reviews();
    let mut places = guest::places(caller, looks_after);
    places.retain(|place| is_within(&market.path, place));
    places.into_iter().min_by_key(String::len).unwrap_or_else(|| market.path.clone())
}

/// The place itself, for what belongs to none of the others, and those that it is counted by.
fn grids<'a>(all: &'a [Node], reach: &str) -> Vec<&'a Node> {
    let whole = all.iter().find(|it| it.path == reach);
    let level = whole.map_or(GRIDS, |it| it.level + 1).clamp(GRIDS, NARROWEST);
    let below = all.iter().filter(|it| it.level == level && it.path != reach);
    whole.into_iter().chain(below.filter(|it| is_within(&it.path, reach))).collect()
}

async fn board(call: &Call, id: MarketId) -> Result<DemandBoard, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let market = markets::get(db, community, id).await?.market;
    if !may_see_draft(caller, &market) {
        return Err(hidden(&market));
    }
    let reach = reach(caller, &market);
    let nodes = nodes::public(db, community).await?;
    let grids = grids(&nodes, &reach);
    let since = call.now.after_days(-DAYS);
    let unmet = wishes::unmet(db, community, (since, &reach)).await?;
    let wanting: Vec<Wanting> = unmet.into_iter().map(|it| wanting(it, &grids)).collect();
    let named: Vec<(NodeId, String)> = grids.iter().map(|it| (it.id, it.name.clone())).collect();
    let (mut kinds, some_hidden) = demand::count(&wanting, &named, call.now);
    let since = call.now.after_days(-CAME_DAYS);
    let came = wishes::came(db, community, (since, &reach)).await?;
    let here: Vec<Stall> =
        stalls::of_market(db, community, id).await?.into_iter().map(|it| it.stall).collect();
    for kind in &mut kinds {
        let answer = |service: &_| StallAnswer::of(*service, (&market, &here), &came);
        kind.answers = demand::answers(kind.kind).iter().map(answer).collect();
    }
    let place_name = named.into_iter().next().map(|(_, name)| name);
    Ok(DemandBoard {
        place_name: place_name.unwrap_or_else(|| market.place_name.clone()),
        may_invite: may_hold_market(caller, &market.path) && market.takes_slots(),
        kinds,
        some_hidden,
    })
}

/// One of the places, the whole where it belongs to no other.
fn wanting(it: Unmet, grids: &[&Node]) -> Wanting {
    let place = grids.iter().rposition(|node| is_within(&it.path, &node.path)).unwrap_or_default();
    let waits = matches!(it.status, Status::Open | Status::Offered);
    let household = it.household.unwrap_or_else(|| it.poster_id.0.as_bytes().to_vec());
    Wanting { kind: it.kind, household, place, since: it.since.filter(|_| waits) }
}

/// Shops and teams read on the page of the market what is looked for.
pub async fn want(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    input: WantedStall,
) -> Result<DemandBoard, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    call.write(async move |tx: &mut Tx| {
        organised(tx, &acting, id).await?;
        let stored = markets::get_in(tx, community, id).await?;
        let after = stored.market.wanting(input);
        if after == stored.market {
            return Ok(());
        }
        let terms = terms::get_in(tx, community, now).await?;
        let facts = markets::facts_in(tx, community, id).await?;
        markets::save(tx, community, &stored, &after, &facts.case(now, &terms)).await?;
        let event = acting.event_with(id.0, "market.want", json!(input));
        Ok(events::record(tx, &event).await?)
    })
    .await?;
    board(&call, id).await
}

/// As when a market is copied: it is in the plan, and its provider says whether it comes.
pub async fn ask_again(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    input: StallAgain,
) -> Result<DemandBoard, Problem> {
    let (community, acting) = (call.community_id(), call.clone());
    call.write(async move |tx: &mut Tx| {
        let market = organised(tx, &acting, id).await?;
        let stall = stalls::get_in(tx, community, input.stall).await?.stall;
        let there = markets::get_in(tx, community, stall.market).await?.market;
        let within = is_within(&there.path, &reach(acting.caller()?, &market));
        if !within || there.rehearsal || there.closed_at().is_none() {
            return Err(Kind::NotFound.into());
        }
        put(tx, &acting, (&there, &stall), &market).await
    })
    .await?;
    board(&call, id).await
}

/// Asked twice, it is there once.
async fn put(
    tx: &mut Tx,
    call: &Call,
    (there, before): (&Market, &Stall),
    market: &Market,
) -> Result<(), Problem> {
    let (community, now) = (call.community_id(), call.now);
    let all = stalls::of_market_in(tx, community, market.id).await?;
    let same = |it: &Stall| {
        it.is_alive() && (&it.provider_name, it.service) == (&before.provider_name, before.service)
    };
    if all.iter().any(|it| same(&it.stall)) {
        return Ok(());
    }
    let id = StallId(random::id(now));
    let again = before.asked_again(id, market.id, now).filter(|it| !it.provider_name.is_empty());
    let mut stall = numbered(again.ok_or(Kind::NotFound)?, &all)?;
    // What an organiser has entered, the next one speaks for.
    if stall.provider == there.organiser {
        stall.provider = market.organiser;
    }
    let terms = terms::get_in(tx, community, now).await?;
    stalls::insert(tx, community, &stall, &StallCase::of(market, now, &terms)).await?;
    let slots = slot_plans::slots(tx, community, there.id).await?;
    let of_it = slots.iter().filter(|it| it.stall == before.id);
    let mut slots: Vec<_> =
        of_it.map(|it| it.copied((SlotId(random::id(now)), id), (there, market), &terms)).collect();
    // A market may be shorter than the one before.
    slots.retain(|it| it.times.ends_at <= market.ends_at);
    slot_plans::insert(tx, community, market.id, &slots).await?;
    let detail = json!({ "market": market.id, "service": stall.service, "again": before.id });
    let event = call.event_with(id.0, StallStepName::Apply.code(), detail);
    events::record(tx, &event).await?;
    let what = MarketNews::StallAskedAgain;
    let at = Some(market.starts_at);
    let news = MarketNotice { at, ..MarketNotice::of_stall(market, &stall, what) };
    if stall.provider == market.organiser {
        return Ok(());
    }
    tell_another(tx, call, stall.provider, news).await
}
