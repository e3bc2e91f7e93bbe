//! A market with its stalls and slots, as each of those sees it who may.

use std::collections::{BTreeSet, HashMap};

use shared::{
    id::{CommunityId, MarketId, PersonId, StallId},
    market::{
        AskedChange, DraftSummary, Editorial, Market, MyStall, NewMarket, NewStall, Operational,
        PublicMarket, PublicSummary, SlotState, StaffMarket, StaffMarketCard, StaffSlot,
        StaffStall, Stall, StallCase, SummaryFigures, Terms, awaited_by, awaits, market_steps_of,
        may::{is_of_provider, may_hold_market, may_see_draft},
        stall_steps_of,
    },
    my_data::MyStallRecord,
    policy::Caller,
    problem::{Kind, Problem},
    time::Millis,
};

use crate::{
    Call,
    db::{
        Db, guests,
        markets::{self, Stored},
        sign_up_desk, slot_plans, stalls, terms,
    },
    happened,
};

/// A provider is shown the stalls of so many markets, the latest ones.
const MOST_MARKETS: usize = 50;

/// Whether a market that is not public exists is nobody's business.
pub fn hidden(market: &Market) -> Problem {
    if market.is_public() { Kind::NotAllowed.into() } else { Kind::NotFound.into() }
}

/// As anyone sees it.
///
/// # Errors
/// [`Kind::NotFound`] when it is not public.
pub async fn public(call: &Call, id: MarketId) -> Result<PublicMarket, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let market = markets::get(db, community, id).await?.market;
    let terms = terms::get(db, community, call.now).await?;
    let mut slots = slots(call, &market).await?;
    let stalls = stalls::of_market(db, community, id).await?.into_iter();
    let with_slots = |it: stalls::Stored| {
        let mine = slots.remove(&it.stall.id).unwrap_or_default();
        (it.stall, mine)
    };
    let stalls: Vec<(Stall, Vec<SlotState>)> = stalls.map(with_slots).collect();
    PublicMarket::of(&market, &stalls, call.now, &terms).ok_or_else(|| Kind::NotFound.into())
}

/// The slots of each stall.
async fn slots(call: &Call, market: &Market) -> Result<HashMap<StallId, Vec<SlotState>>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let mut slots: HashMap<StallId, Vec<SlotState>> = HashMap::new();
    for (stall, state) in slot_plans::of_market(db, community, market.id, market.shut()).await? {
        slots.entry(stall).or_default().push(state);
    }
    Ok(slots)
}

/// As those see it who hold or review it.
///
/// # Errors
/// [`hidden`] for all others.
pub async fn staff(call: &Call, id: MarketId) -> Result<StaffMarket, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let stored = markets::get(db, community, id).await?;
    if !may_see_draft(caller, &stored.market) {
        return Err(hidden(&stored.market));
    }
    let terms = terms::get(db, community, call.now).await?;
    let facts = markets::facts(db, community, id).await?;
    let mut slots = slots(call, &stored.market).await?;
    let case = StallCase::of(&stored.market, call.now, &terms);
    let stall = |it: stalls::Stored| {
        let mine = slots.remove(&it.stall.id).unwrap_or_default();
        staff_stall(caller, &stored.market, &it, &mine, &case)
    };
    let all = stalls::of_market(db, community, id).await?;
    let wanted = stored.market.still_wanted(all.iter().map(|it| &it.stall));
    let stalls = all.into_iter().map(stall).collect();
    let steps = market_steps_of(caller, &stored.market, &facts.case(call.now, &terms));
    let figures = happened::figures(call, &stored.market).await?;
    let view = staff_market(call, caller, &stored, (&terms, figures));
    let (pending, objections) = waiting(call, &stored.market).await?;
    Ok(StaffMarket { stalls, wanted, steps, pending, objections, ..view })
}

/// How many wait for the organiser's word: for a place, and for being believed. Where nobody else
/// knows who comes, the organiser does not know how many either.
async fn waiting(call: &Call, market: &Market) -> Result<(i64, i64), Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    if market.kind.is_confidential() || !may_hold_market(call.caller()?, &market.path) {
        return Ok((0, 0));
    }
    let pending = sign_up_desk::pending_counts(db, community, market.id).await?;
    let pending = pending.iter().map(|(_, count)| count).sum();
    Ok((pending, guests::objections(db, community, market.id).await?))
}

/// All but stalls and steps.
fn staff_market(
    call: &Call,
    caller: &Caller,
    stored: &Stored,
    (terms, figures): (&Terms, SummaryFigures),
) -> StaffMarket {
    let market = &stored.market;
    let draft = match &market.operational {
        Operational::Closed { draft, .. } | Operational::Summarised { draft, .. } => draft.as_ref(),
        _ => None,
    };
    let (moved_from, cancelled) = match &market.operational {
        Operational::Postponed { from, .. } => (Some(*from), None),
        Operational::Cancelled { reason, words, .. } => (None, Some((*reason, words.clone()))),
        _ => (None, None),
    };
    let draft = draft.map(|it| DraftSummary {
        at: it.at,
        words: it.words.clone(),
        reason: it.reason.clone(),
        figures: figures.public(),
    });
    let asked = market.asked.as_ref().map(|it| AskedChange {
        at: it.at,
        mine: it.by == caller.id,
        proposal: it.proposal.clone(),
    });
    StaffMarket {
        id: market.id,
        version: stored.version,
        status: market.status(),
        plan: NewMarket::of(market, &stored.node_name),
        place: market.place,
        place_name: market.place_name.clone(),
        own: caller.id == market.organiser,
        rehearsal: market.rehearsal,
        copied_from: market.copied_from,
        returned: returned(market),
        short_notice: market.is_short_notice(call.now, terms),
        moved_from,
        cancelled,
        asked,
        summary_due: market.summary_due_at(terms),
        draft,
        pending: 0,
        objections: 0,
        summary: PublicSummary::of(market),
        figures,
        stalls: Vec::new(),
        wanted: Vec::new(),
        steps: Vec::new(),
        editable: may_hold_market(caller, &market.path) && market.is_open_draft(),
    }
}

fn staff_stall(
    caller: &Caller,
    market: &Market,
    stored: &stalls::Stored,
    slots: &[SlotState],
    case: &StallCase<'_>,
) -> StaffStall {
    let stall = &stored.stall;
    StaffStall {
        id: stall.id,
        version: stored.version,
        status: stall.status(),
        number: stall.number.clone(),
        stall: NewStall::of(stall),
        expected: stall.expected,
        proof_seen: stall.proof.as_ref().is_some_and(|it| it.seen_by.is_some()),
        applied_at: stall.applied_at,
        confirm_by: stall.confirm_by(case),
        asked_again: stall.is_asked_again(),
        words: stall.words().to_owned(),
        slots: slots.iter().map(staff_slot).collect(),
        steps: stall_steps_of(caller, (market, stall), case),
    }
}

fn staff_slot(state: &SlotState) -> StaffSlot {
    StaffSlot {
        id: state.slot.id,
        times: state.slot.times,
        capacity: state.slot.capacity,
        places: state.places,
        taken: state.taken,
        offered: state.held() - state.taken,
        waiting: state.waiting.count(),
        over: state.over(),
        approval: state.slot.approval,
    }
}

/// A line in the list of those who hold or review it.
pub fn card(caller: &Caller, market: &Market, terms: &Terms) -> StaffMarketCard {
    StaffMarketCard {
        id: market.id,
        kind: market.kind,
        status: market.status(),
        title: market.title.clone(),
        place_name: market.place_name.clone(),
        starts_at: market.starts_at,
        ends_at: market.ends_at,
        rehearsal: market.rehearsal,
        awaits_me: awaits(caller, market),
        own: caller.id == market.organiser,
        due_at: awaited_by(market, terms),
        returned: returned(market),
        applications: 0,
        pending: None,
    }
}

fn returned(market: &Market) -> String {
    match &market.editorial {
        Editorial::Draft { returned } => returned.clone(),
        _ => String::new(),
    }
}

/// The caller's own stalls at a market, whoever else may see that.
///
/// # Errors
/// What the database says.
pub async fn my_stalls(call: &Call, id: MarketId) -> Result<Vec<MyStall>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let market = markets::get(db, community, id).await?.market;
    let terms = terms::get(db, community, call.now).await?;
    let mut mine = stalls::of_market(db, community, id).await?;
    mine.retain(|it| it.stall.provider == caller.id);
    let case = StallCase::of(&market, call.now, &terms);
    let alone = market.kind.is_confidential() && !mine.is_empty();
    let pending: HashMap<StallId, i64> = match alone {
        true => sign_up_desk::pending_counts(db, community, id).await?.into_iter().collect(),
        false => HashMap::new(),
    };
    let view = |it: &stalls::Stored| {
        let waiting = pending.get(&it.stall.id).copied().unwrap_or_default();
        let pending = (alone && it.stall.is_public()).then_some(waiting);
        MyStall { pending, ..my_stall(caller, &market, it, &case) }
    };
    Ok(mine.iter().map(view).collect())
}

/// All of the caller's stalls, those to come first.
///
/// # Errors
/// What the database says.
pub async fn all_my_stalls(call: &Call) -> Result<Vec<MyStall>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let all = stalls::of_provider(db, community, caller.id).await?;
    let markets: BTreeSet<MarketId> = all.iter().map(|it| it.stall.market).collect();
    let mut mine = Vec::with_capacity(all.len());
    for market in markets.into_iter().rev().take(MOST_MARKETS) {
        mine.extend(my_stalls(call, market).await?);
    }
    let over = |it: &MyStall| it.starts_at < call.now.after(-Millis::DAY);
    mine.sort_by_key(|it| (over(it), (it.starts_at.0 - call.now.0).abs()));
    Ok(mine)
}

/// One of them.
///
/// # Errors
/// [`Kind::NotFound`] for who does not offer it.
pub async fn mine(call: &Call, id: StallId) -> Result<MyStall, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let market = stalls::get(db, community, id).await?.stall.market;
    let found = my_stalls(call, market).await?.into_iter().find(|it| it.id == id);
    found.ok_or_else(|| Kind::NotFound.into())
}

fn my_stall(
    caller: &Caller,
    market: &Market,
    stored: &stalls::Stored,
    case: &StallCase<'_>,
) -> MyStall {
    let stall = &stored.stall;
    let mut steps = stall_steps_of(caller, (market, stall), case);
    steps.retain(|step| is_of_provider(*step));
    MyStall {
        id: stall.id,
        version: stored.version,
        market: market.id,
        market_title: market.title.clone(),
        starts_at: market.starts_at,
        status: stall.shown_to_provider(),
        number: stall.number.clone(),
        stall: NewStall::of(stall),
        confirm_by: stall.confirm_by(case),
        asked_again: stall.is_asked_again(),
        pending: None,
        words: stall.words().to_owned(),
        steps,
    }
}

/// All stalls of a person, for whom alone this is.
///
/// # Errors
/// What the database says.
pub async fn records_of(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<MyStallRecord>, Problem> {
    let record = |stored: stalls::Stored| MyStallRecord {
        id: stored.stall.id,
        market: stored.stall.market,
        status: stored.stall.shown_to_provider(),
        number: stored.stall.number.clone(),
        applied_at: stored.stall.applied_at,
        stall: NewStall::of(&stored.stall),
    };
    let all = stalls::of_provider(db, community, person).await?;
    Ok(all.into_iter().map(record).collect())
}
