//! The communities of this server, kept in memory: they are few, and every request needs one.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicI64, Ordering},
};

use shared::{community::Community, id::CommunityId, time::Millis};

use crate::db::{self, Db};

/// Whoever asks for communities that are not there makes us look once in this time.
const LOOK_AGAIN: i64 = 3 * Millis::SECOND;

/// All communities, as they were when last read.
#[derive(Clone, Default)]
pub struct Communities(Arc<Inner>);

#[derive(Default)]
struct Inner {
    all: RwLock<Vec<Arc<Community>>>,
    /// When somebody last looked for one that was not there.
    looked: AtomicI64,
}

impl Communities {
    /// Reads them again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn refresh(&self, db: &Db) -> Result<(), db::Error> {
        let all: Vec<_> = db::communities::all(db).await?.into_iter().map(Arc::new).collect();
        let before = {
            let mut kept = self.0.all.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *kept, all.clone())
        };
        if before != all {
            // The list of communities is of none of them.
            db.generations().advance(&[CommunityId::default()]);
        }
        Ok(())
    }

    /// By its name in addresses; another program may have founded it since they were read.
    ///
    /// # Errors
    /// What the database says.
    pub async fn look_up(
        &self,
        key: &str,
        db: &Db,
        now: Millis,
    ) -> Result<Option<Arc<Community>>, db::Error> {
        if let Some(known) = self.by_key(key) {
            return Ok(Some(known));
        }
        self.look_again(db, now).await?;
        Ok(self.by_key(key))
    }

    /// Reads them again, unless that was done a moment ago.
    ///
    /// # Errors
    /// What the database says.
    pub async fn look_again(&self, db: &Db, now: Millis) -> Result<(), db::Error> {
        let looked = self.0.looked.load(Ordering::Relaxed);
        let (is_due, order) = (now.0.saturating_sub(looked) >= LOOK_AGAIN, Ordering::Relaxed);
        // Of many who come at once, one looks.
        if is_due && self.0.looked.compare_exchange(looked, now.0, order, order).is_ok() {
            self.refresh(db).await?;
        }
        Ok(())
    }

    /// All of them, oldest first.
    pub fn all(&self) -> Vec<Arc<Community>> {
        self.0.all.read().unwrap_or_else(PoisonError::into_inner).clone()
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
        let all = self.0.all.read().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|community| is_it(community)).cloned()
    }
}
