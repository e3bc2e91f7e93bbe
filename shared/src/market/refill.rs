//! What is stored, back in the form in which it was filled in.

use super::{
    input::{NewMarket, NewStall},
    stall::Stall,
    state::Market,
};
use crate::time::Millis;

impl NewMarket {
    /// The form of a market that is held at a node of this name.
    pub fn of(market: &Market, node_name: &str) -> Self {
        let spot = match market.place_name == node_name {
            true => String::new(),
            false => market.place_name.clone(),
        };
        Self {
            kind: market.kind,
            title: market.title.clone(),
            words: market.words.clone(),
            node: Some(market.place),
            spot,
            starts_at: market.starts_at,
            ends_at: market.ends_at,
            safety: market.plan.safety.clone(),
            rain: market.plan.rain.clone(),
            owner_agreed: market.plan.owner_agreed,
            reachable: market.plan.contact.is_some(),
        }
    }

    /// Where it is held, as everybody reads it.
    pub fn place_name(&self, node_name: &str) -> String {
        if self.spot.is_empty() { node_name.to_owned() } else { self.spot.clone() }
    }

    /// Whether a day is one for which a market can be planned.
    pub fn is_in_reach(starts_at: Millis, now: Millis) -> bool {
        starts_at > now && starts_at <= now.after_days(Self::LATEST_DAYS)
    }
}

impl NewStall {
    /// The form of a stall.
    pub fn of(stall: &Stall) -> Self {
        let proof = stall.proof.as_ref();
        Self {
            provider_name: stall.provider_name.clone(),
            class: stall.class,
            service: stall.service,
            capacity: stall.capacity,
            minutes_per_service: stall.minutes_per_service,
            needs: stall.needs,
            elders: stall.elders,
            paper: proof.map(|it| it.paper.clone()).unwrap_or_default(),
            paper_until: proof.map(|it| it.valid_until),
        }
    }
}
