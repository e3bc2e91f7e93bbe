//! How often the public data of a community has changed: finished pages are stamped with it.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use shared::id::CommunityId;
use tokio::sync::watch;

/// A counter per community, moved on after each commit that touched it.
///
/// With several servers on one PostgreSQL each has its own counters; [`super::postgres`] passes
/// the word around.
#[derive(Clone, Default)]
pub struct Generations(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: RwLock<State>,
    /// Moved whenever a counter is.
    moved: watch::Sender<()>,
}

#[derive(Default)]
struct State {
    /// Added to all: moved when it is not known which community changed.
    base: u64,
    counts: HashMap<CommunityId, u64>,
}

impl Generations {
    pub fn of(&self, community: CommunityId) -> u64 {
        let state = self.0.state.read().unwrap_or_else(PoisonError::into_inner);
        state.base + state.counts.get(&community).copied().unwrap_or_default()
    }

    pub fn advance(&self, communities: &[CommunityId]) {
        if communities.is_empty() {
            return;
        }
        let mut state = self.0.state.write().unwrap_or_else(PoisonError::into_inner);
        for community in communities {
            *state.counts.entry(*community).or_default() += 1;
        }
        drop(state);
        self.0.moved.send_replace(());
    }

    /// All communities may have changed, for all that is known.
    pub fn advance_all(&self) {
        self.0.state.write().unwrap_or_else(PoisonError::into_inner).base += 1;
        self.0.moved.send_replace(());
    }

    /// Hears whenever something has changed somewhere; where, the counters say.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.0.moved.subscribe()
    }
}
