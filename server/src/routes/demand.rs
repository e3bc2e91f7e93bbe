//! What residents wish for and nobody does.

use shared::{community::CommunityKey, demand::Demand, policy::Role, problem::Problem};

use crate::{Call, db::demand, guest};

/// Older wishes say little about the next market.
const DAYS: i64 = 180;
/// So many lines nobody reads to the end.
const MOST: i64 = 500;

/// At the nodes where the caller holds markets or reviews.
pub async fn get(call: Call, _: CommunityKey, _: ()) -> Result<Vec<Demand>, Problem> {
    let (caller, since) = (call.caller()?, call.now.after_days(-DAYS));
    let places = guest::places(caller, |role| role == Role::Organiser || role.reviews());
    let (db, community) = (&call.app.db, call.community_id());
    let mut all = demand::unmet(db, community, (since, &places), MOST).await?;
    all.retain(|it| caller.holds_at(&it.path, |role| role == Role::Organiser || role.reviews()));
    let demand = |it: demand::Unmet| Demand {
        kind: it.kind,
        place: it.place_id,
        place_name: it.name,
        wishes: it.wishes,
    };
    Ok(all.into_iter().map(demand).collect())
}
