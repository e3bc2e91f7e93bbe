//! Markets as anyone sees them, and as they are planned by those who hold them.

use std::collections::HashMap;

use shared::{
    community::CommunityKey,
    id::{MarketId, NodeId, SeriesId, SlotId, StallId, WishId},
    market::{
        Editorial, Market, MarketCard, MarketChange, MarketCopy, MarketList, MarketNews,
        MarketNotice, MarketYear, NewMarket, Operational, Plan, PublicMarket, Refusal, Service,
        Slot, SlotTimes, StaffMarket, StaffMarketCard, Stall, StallCase, Term, Terms,
        may::{may_hold_market, may_see_draft},
    },
    policy::Role,
    problem::{Kind, Problem},
    time::Millis,
};

use crate::{
    Call,
    db::{
        Tx, events,
        markets::{self, Facts, Stored},
        nodes::{self, Node},
        sign_up_desk, slot_plans, stalls, terms, wish_desk,
    },
    market_step::{follow, held, tell_another},
    market_views, random,
};

pub async fn list(call: Call, _: CommunityKey, _: ()) -> Result<MarketList, Problem> {
    let (db, community, now) = (&call.app.db, call.community_id(), call.now);
    let terms = terms::get(db, community, now).await?;
    let (ahead, over) = markets::public(db, community, now).await?;
    let from = ahead.iter().chain(&over).map(|it| it.starts_at).min().unwrap_or_default();
    let all = markets::services(db, community, from).await?;
    let card = |market: &Market| {
        let of_it = all.iter().filter(|(id, _)| *id == market.id);
        let services: Vec<Service> = of_it.map(|(_, service)| *service).collect();
        MarketCard::of(market, services, now, &terms)
    };
    let cards = |list: &[Market]| list.iter().filter_map(card).collect();
    let signed = markets::signed(db, community, now.after_days(-366)).await?;
    let year = MarketYear::of(&signed, now);
    Ok(MarketList { ahead: cards(&ahead), over: cards(&over), year })
}

pub async fn get(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    _: (),
) -> Result<PublicMarket, Problem> {
    market_views::public(&call, id).await
}

/// What the caller holds or reviews, the latest first.
pub async fn staff_list(
    call: Call,
    _: CommunityKey,
    _: (),
) -> Result<Vec<StaffMarketCard>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let terms = terms::get(db, community, call.now).await?;
    let applications = markets::applications(db, community).await?;
    let mut all: Vec<Market> = Vec::new();
    for held in &caller.appointments {
        if held.role.reviews() || held.role == Role::Organiser {
            let found = markets::below(db, community, &held.path).await?;
            all.extend(found.into_iter().map(|it| it.market));
        }
    }
    all.retain(|it| may_see_draft(caller, it));
    all.sort_by_key(|it| (std::cmp::Reverse(it.starts_at), it.id));
    all.dedup_by_key(|it| it.id);
    let pending = pending(&call, &all, &terms).await?;
    let card = |market: &Market| {
        let open = applications.iter().find(|(id, _)| *id == market.id).map(|(_, count)| *count);
        let applications = open.unwrap_or_default();
        let pending = pending.get(&market.id).copied();
        StaffMarketCard { applications, pending, ..market_views::card(caller, market, &terms) }
    };
    Ok(all.iter().map(card).collect())
}

/// At which of them sign-ups wait for the caller's yes: how many, and by when silence is one. Where
/// nobody else knows who comes, the organiser does not know how many wait either.
async fn pending(
    call: &Call,
    all: &[Market],
    terms: &Terms,
) -> Result<HashMap<MarketId, (i64, Millis)>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let mut found = HashMap::new();
    for market in all {
        let asks = market.shut().is_none() && !market.rehearsal && !market.kind.is_confidential();
        if !asks || !may_hold_market(caller, &market.path) {
            continue;
        }
        if let Some((count, since)) = sign_up_desk::pending_since(db, community, market.id).await? {
            found.insert(market.id, (count, terms.after(since, Term::ApprovalTime)));
        }
    }
    Ok(found)
}

/// Those of which something is asked of the caller.
///
/// # Errors
/// What the database says.
pub async fn waiting(call: &Call) -> Result<Vec<StaffMarketCard>, Problem> {
    let key = CommunityKey(String::new());
    let mut all = staff_list(call.clone(), key, ()).await?;
    all.retain(|it| it.awaits_me || it.pending.is_some());
    Ok(all)
}

pub async fn staff_get(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    _: (),
) -> Result<StaffMarket, Problem> {
    market_views::staff(&call, id).await
}

/// Notes that a wish was made at a market, if wishes are collected there now. A wish is one as
/// well where that is over.
///
/// # Errors
/// What the database says.
pub async fn collect(
    tx: &mut Tx,
    call: &Call,
    market: MarketId,
    wish: WishId,
) -> Result<(), Problem> {
    let Ok(stored) = markets::load(tx, call.community_id(), market).await else { return Ok(()) };
    let terms = terms::get_in(tx, call.community_id(), call.now).await?;
    match stored.market.takes_wishes(call.now, &terms) {
        true => Ok(wish_desk::put(tx, call.community_id(), market, wish).await?),
        false => Ok(()),
    }
}

/// A public node at which the caller holds markets.
async fn place(call: &Call, node: NodeId) -> Result<Node, Problem> {
    let no_node = || Problem::fields([("node", Kind::NotFound)]);
    let node = nodes::get(&call.app.db, call.community_id(), node).await.map_err(|_| no_node())?;
    match node.is_public() {
        true if may_hold_market(call.caller()?, &node.path) => Ok(node),
        true => Err(Kind::NotAllowed.into()),
        false => Err(no_node()),
    }
}

pub async fn make(call: Call, _: CommunityKey, new: NewMarket) -> Result<StaffMarket, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.id, call.now);
    let (new, node) = new.check(now)?;
    let node = place(&call, node).await?;
    let market = Market {
        id: MarketId(random::id(now)),
        kind: new.kind,
        organiser: caller,
        place: node.id,
        path: node.path,
        place_name: new.place_name(&node.name),
        plan: new.plan(caller),
        title: new.title,
        words: new.words,
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        series: None,
        copied_from: None,
        rehearsal: false,
        editorial: Editorial::Draft { returned: String::new() },
        operational: Operational::Scheduled,
        asked: None,
        sequence: 0,
    };
    let event = call.event(market.id.0, "market.make");
    let id = call.write(async move |tx: &mut Tx| {
        let terms = terms::get_in(tx, community, now).await?;
        markets::insert(tx, community, &market, &Facts::default().case(now, &terms)).await?;
        events::record(tx, &event).await?;
        Ok(market.id)
    });
    let id = id.await?;
    market_views::staff(&call, id).await
}

/// Another plan, as long as it is a draft; slots and stalls follow its date.
pub async fn change(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    input: MarketChange,
) -> Result<StaffMarket, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    let (new, node) = input.market.check(now)?;
    let node = place(&call, node).await?;
    call.write(async move |tx: &mut Tx| {
        let stored = held(tx, &acting, id, input.version).await?;
        let before = &stored.market;
        if !may_hold_market(acting.caller()?, &before.path) {
            return Err(Kind::NotAllowed.into());
        }
        if !before.is_open_draft() {
            return Err(Refusal::StepNotPossible.into());
        }
        let after = changed(before, &new, &node);
        let terms = terms::get_in(tx, community, now).await?;
        let facts = markets::facts_in(tx, community, id).await?;
        markets::save(tx, community, &stored, &after, &facts.case(now, &terms)).await?;
        events::record(tx, &acting.event(id.0, "market.change")).await?;
        follow(tx, &acting, before, &after, &terms).await?;
        if (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at) {
            fit_slots(tx, &acting, &after, &terms).await?;
        }
        Ok(())
    })
    .await?;
    market_views::staff(&call, id).await
}

fn changed(before: &Market, new: &NewMarket, node: &Node) -> Market {
    Market {
        kind: new.kind,
        place: node.id,
        path: node.path.clone(),
        place_name: new.place_name(&node.name),
        plan: Plan { wanted: before.plan.wanted.clone(), ..new.plan(before.organiser) },
        title: new.title.clone(),
        words: new.words.clone(),
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        ..before.clone()
    }
}

/// Sign-up opens and closes by the new date, and what would be after the end is left out.
async fn fit_slots(
    tx: &mut Tx,
    call: &Call,
    market: &Market,
    terms: &Terms,
) -> Result<(), Problem> {
    let community = call.community_id();
    let all = slot_plans::slots(tx, community, market.id).await?;
    for slot in &all {
        let alone = all.iter().filter(|it| it.stall == slot.stall).count() == 1;
        let (from, to) = (slot.times.starts_at, slot.times.ends_at);
        // One that is as long as the whole becomes shorter with it.
        let to = if alone && from < market.ends_at { to.min(market.ends_at) } else { to };
        match to <= market.ends_at {
            true => {
                let usual = SlotTimes::usual(from, to, market.starts_at, terms);
                slot_plans::set_times(tx, community, slot, usual).await?;
            }
            false => slot_plans::forget(tx, community, slot.id).await?,
        }
    }
    Ok(())
}

/// The next of a series, or a rehearsal.
pub async fn copy(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    input: MarketCopy,
) -> Result<StaffMarket, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    if let MarketCopy::Next { starts_at } = input {
        in_reach(starts_at, now)?;
    }
    let copied = call.write(async move |tx: &mut Tx| {
        let stored = markets::load(tx, community, id).await?;
        if !may_see_draft(acting.caller()?, &stored.market) {
            return Err(market_views::hidden(&stored.market));
        }
        if !may_hold_market(acting.caller()?, &stored.market.path) {
            return Err(Kind::NotAllowed.into());
        }
        if stored.market.rehearsal {
            return Err(Refusal::StepNotPossible.into());
        }
        let terms = terms::get_in(tx, community, now).await?;
        let new = copy_of(tx, &acting, &stored, &input, &terms).await?;
        markets::insert(tx, community, &new, &Facts::default().case(now, &terms)).await?;
        copy_stalls(tx, &acting, (&stored.market, &new), &terms).await?;
        let detail = serde_json::json!({ "from": id, "rehearsal": new.rehearsal });
        events::record(tx, &acting.event_with(new.id.0, "market.copy", detail)).await?;
        Ok(new.id)
    });
    let copied = copied.await?;
    market_views::staff(&call, copied).await
}

/// # Errors
/// For a day that is over, or too far away.
pub fn in_reach(starts_at: Millis, now: Millis) -> Result<(), Problem> {
    match NewMarket::is_in_reach(starts_at, now) {
        true => Ok(()),
        false => Err(Problem::fields([("starts_at", Kind::OutOfRange)])),
    }
}

/// The first of a series becomes so with the second.
async fn copy_of(
    tx: &mut Tx,
    call: &Call,
    from: &Stored,
    input: &MarketCopy,
    terms: &Terms,
) -> Result<Market, Problem> {
    let (community, now, by) = (call.community_id(), call.now, call.caller()?.id);
    let id = MarketId(random::id(now));
    let MarketCopy::Next { starts_at } = input else {
        return Ok(called(from.market.rehearsal(id, by, now)));
    };
    let series = from.market.series.unwrap_or_else(|| SeriesId(random::id(now)));
    if from.market.series.is_none() {
        let first = Market { series: Some(series), ..from.market.clone() };
        let facts = markets::facts_in(tx, community, first.id).await?;
        markets::save(tx, community, from, &first, &facts.case(now, terms)).await?;
    }
    Ok(called(Market { series: Some(series), ..from.market.copy(id, by, *starts_at) }))
}

/// On the day, whoever holds it now is called.
fn called(market: Market) -> Market {
    let contact = market.plan.contact.map(|_| market.organiser);
    Market { plan: Plan { contact, ..market.plan.clone() }, ..market }
}

/// Whoever came is asked again; at a rehearsal, whoever is counted on plays along.
async fn copy_stalls(
    tx: &mut Tx,
    call: &Call,
    markets: (&Market, &Market),
    terms: &Terms,
) -> Result<(), Problem> {
    let (community, now, (from, new)) = (call.community_id(), call.now, markets);
    let case = StallCase::of(new, now, terms);
    let slots = slot_plans::slots(tx, community, from.id).await?;
    for (place, stored) in (0..).zip(stalls::of_market_in(tx, community, from.id).await?) {
        let id = StallId(random::id(now));
        let copy: Option<Stall> = match new.rehearsal {
            true => stored.stall.rehearsed((id, new), now),
            false => stored.stall.asked_again(id, new.id, now),
        };
        let Some(mut stall) = copy else { continue };
        // They stand in the same order as before.
        stall.applied_at = now.after(place);
        // What an organiser has entered, the next one speaks for.
        if stall.provider == from.organiser {
            stall.provider = new.organiser;
        }
        stalls::insert(tx, community, &stall, &case).await?;
        let of_it = slots.iter().filter(|it| it.stall == stored.stall.id);
        let copy = |slot: &Slot| slot.copied((SlotId(random::id(now)), id), markets, terms);
        let copies: Vec<Slot> = of_it.map(copy).collect();
        slot_plans::insert(tx, community, new.id, &copies).await?;
        if !new.rehearsal && stall.provider != new.organiser {
            let what = MarketNews::StallAskedAgain;
            let at = Some(new.starts_at);
            let news = MarketNotice { at, ..MarketNotice::of_stall(new, &stall, what) };
            tell_another(tx, call, stall.provider, news).await?;
        }
    }
    Ok(())
}
