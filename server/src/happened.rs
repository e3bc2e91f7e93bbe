//! What happened at a market, as far as it was written down: what its summary is made of.

use std::collections::BTreeMap;

use shared::{
    figures::are_enough,
    id::{CommunityId, MarketId, StallId},
    market::{Happened, Market, SignUpState, SlotCase, SlotTimes, SummaryFigures, Terms},
    problem::Problem,
};

use crate::{
    Call,
    db::{
        Tx,
        guests::{self, Hours},
        happened::{self, Visit},
        market_ratings, market_sums, queues, taps, terms, wish_desk,
    },
};

/// The figures of what happened at a market so far; and what they were, once it has been forgotten
/// who was there.
///
/// # Errors
/// What the database says.
pub async fn figures(call: &Call, market: &Market) -> Result<SummaryFigures, Problem> {
    let (db, community, id) = (&call.app.db, call.community_id(), market.id);
    if let Some(kept) = market_sums::get(db, community, id).await? {
        return Ok(kept);
    }
    let terms = terms::get(db, community, call.now).await?;
    let rows = Rows {
        visits: happened::visits(db, community, id).await?,
        served: happened::served(db, community, id).await?,
        called: queues::served(db, community, id).await?,
        taps: taps::sums(db, community, id).await?,
        hours: guests::hours(db, community, id).await?,
        wishes: wish_desk::count(db, community, id).await?,
        ratings: market_ratings::counts(db, community, id).await?,
    };
    Ok(rows.figures(market, &terms))
}

/// The same, as of this transaction: what is signed is what was there.
///
/// # Errors
/// What the database says.
pub async fn figures_in(
    tx: &mut Tx,
    community: CommunityId,
    (market, terms): (&Market, &Terms),
) -> Result<SummaryFigures, Problem> {
    let id: MarketId = market.id;
    if let Some(kept) = market_sums::get_in(tx, community, id).await? {
        return Ok(kept);
    }
    let rows = Rows {
        visits: happened::visits_in(tx, community, id).await?,
        served: happened::served_in(tx, community, id).await?,
        called: queues::served_in(tx, community, id).await?,
        taps: taps::sums_in(tx, community, id).await?,
        hours: guests::hours_in(tx, community, id).await?,
        wishes: wish_desk::count_in(tx, community, id).await?,
        ratings: market_ratings::counts_in(tx, community, id).await?,
    };
    Ok(rows.figures(market, terms))
}

struct Rows {
    visits: Vec<Visit>,
    served: Vec<(StallId, i64)>,
    /// Services to those who had a number.
    called: Vec<(StallId, i64)>,
    taps: Vec<(StallId, i64)>,
    hours: Vec<Hours>,
    /// How many wishes were made there.
    wishes: i64,
    /// How often each number of stars was given.
    ratings: Vec<(i64, i64)>,
}

impl Rows {
    fn figures(&self, market: &Market, terms: &Terms) -> SummaryFigures {
        let mut all: Vec<Happened> = Vec::new();
        all.extend(
            self.visits.iter().map(|it| Happened::CameTo { stall: it.stall_id, who: it.who() }),
        );
        let served: BTreeMap<StallId, i64> = self.served.iter().copied().collect();
        let called = self.called.iter().copied();
        let served = served.into_iter().chain(called);
        all.extend(served.map(|(stall, count)| Happened::Served { stall, count }));
        // Where somebody took back more than there was, nobody came.
        let came = self.taps.iter().filter(|(_, count)| *count > 0);
        all.extend(came.map(|(stall, count)| Happened::JustCame { stall: *stall, count: *count }));
        all.extend(self.hours.iter().filter_map(|it| helped(it, market, terms)));
        all.extend((0..self.wishes).map(|_| Happened::WishCollected));
        all.extend(self.rated());
        SummaryFigures::of(&all)
    }

    /// So few that one could guess who said what, nobody hears of, who holds it neither.
    fn rated(&self) -> Vec<Happened> {
        let each = self.ratings.iter().flat_map(|(stars, count)| (0..*count).map(|_| *stars));
        let all: Vec<Happened> = each.map(|stars| Happened::Rated { stars }).collect();
        if are_enough(all.len()) { all } else { Vec::new() }
    }
}

/// Hours count once the organiser has confirmed them.
fn helped(of: &Hours, market: &Market, terms: &Terms) -> Option<Happened> {
    let SignUpState::CheckedOut { confirmed_by: Some(_), .. } = of.state.0 else { return None };
    let times = SlotTimes { starts_at: of.starts_at, ends_at: of.ends_at, ..SlotTimes::default() };
    let case = SlotCase {
        now: market.ends_at,
        times,
        approval: false,
        anyone_came: true,
        of_helpers: true,
        terms,
    };
    let minutes = of.sign_up().minutes(&case);
    Some(Happened::Helped { who: of.person_id, minutes })
}

/// How much of what happened at a market came in after its figures were signed: another version of
/// the summary would have it.
///
/// # Errors
/// What the database says.
pub async fn late(call: &Call, market: &Market) -> Result<i64, Problem> {
    match market.signed_at() {
        Some(at) => Ok(happened::late(&call.app.db, call.community_id(), market.id, at).await?),
        None => Ok(0),
    }
}
