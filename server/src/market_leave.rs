//! Somebody who leaves: what that person held or offered at markets.

use shared::{
    id::PersonId,
    market::{Market, Plan, StallCase, StallStep, StallStepName},
    problem::Problem,
};

use crate::{
    Call,
    db::{Tx, devices, events, markets, stalls, terms},
    stall_step,
};

/// Own stalls are withdrawn, and lose their names; what was entered for others stays as it is, and
/// so do markets, for whoever else looks after them: on the day, another person has to be called.
///
/// # Errors
/// What the database says.
pub async fn leave(tx: &mut Tx, call: &Call, person: PersonId) -> Result<(), Problem> {
    let community = call.community_id();
    let terms = terms::get_in(tx, community, call.now).await?;
    for offered in stalls::of_provider_in(tx, community, person).await? {
        let (market, stored) = stalls::load(tx, community, offered.stall.id).await?;
        let market = market.market;
        let case = StallCase::of(&market, call.now, &terms);
        let withdrawn = stored.stall.step(StallStep::Withdraw, &case);
        let own = market.organiser != person && market.takes_stalls();
        if let Some(after) = withdrawn.ok().filter(|_| own) {
            let step = (StallStepName::Withdraw, &after);
            stall_step::keep(tx, call, &market, &stored, step, &terms).await?;
        }
    }
    stalls::forget(tx, community, person).await?;
    devices::revoke_of_person(tx, community, person, call.now).await?;
    devices::forget(tx, community, person).await?;
    for id in markets::held_by(tx, community, person).await? {
        let stored = markets::load(tx, community, id).await?;
        let plan = Plan { contact: None, ..stored.market.plan.clone() };
        let after = Market { plan, ..stored.market.clone() };
        let facts = markets::facts_in(tx, community, id).await?;
        markets::save(tx, community, &stored, &after, &facts.case(call.now, &terms)).await?;
        events::record(tx, &call.event(id.0, "market.contact_left")).await?;
    }
    Ok(())
}
