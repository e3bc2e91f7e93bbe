//! The communities of this server, kept in memory: they are few, and every request needs one.

use std::sync::{Arc, PoisonError, RwLock};

use shared::{community::Community, id::CommunityId};

use crate::db::{self, Db};

/// All communities, as they were when last read.
#[derive(Clone, Default)]
pub struct Communities(Arc<RwLock<Vec<Arc<Community>>>>);

impl Communities {
    /// Reads them again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn refresh(&self, db: &Db) -> Result<(), db::Error> {
        let all = db::communities::all(db).await?.into_iter().map(Arc::new).collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = all;
        Ok(())
    }

    /// All of them, oldest first.
    pub fn all(&self) -> Vec<Arc<Community>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// By its name in addresses.
    pub fn by_key(&self, key: &str) -> Option<Arc<Community>> {
        self.find(|community| community.key.0 == key)
    }

    /// By its id.
    pub fn by_id(&self, id: CommunityId) -> Option<Arc<Community>> {
        self.find(|community| community.id == id)
    }

    fn find(&self, is_it: impl Fn(&Community) -> bool) -> Option<Arc<Community>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|community| is_it(community)).cloned()
    }
}
