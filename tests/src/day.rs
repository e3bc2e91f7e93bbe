//! The day of a market: phones at its table, and what they bring in.

use server::random;
use shared::{
    api::*,
    id::{MarketId, SignUpId, StallId},
    market::{
        CheckInList, CheckInListQuery, DeviceCode, DeviceInvitation, MarketDay, MySignUp,
        NewDevice, NewScan, Nonce, ScanAnswer, SeenAs, Shown, SyncBatch, Synced, Tap, Undo,
    },
    problem::Problem,
    time::Millis,
};

use crate::{Person, World, market::Fair};

/// A number that nobody else has.
pub fn nonce(world: &World) -> Nonce {
    Nonce(random::id(world.app.clock.now()))
}

/// Somebody on the list came, now.
pub fn arrived(world: &World, stall: StallId, sign_up: SignUpId) -> NewScan {
    NewScan {
        nonce: nonce(world),
        stall,
        shown: Shown::List { sign_up },
        what: SeenAs::Arrived,
        at: world.app.clock.now(),
    }
}

/// Somebody just came, now.
pub fn tap(world: &World, stall: StallId, count: i64) -> Tap {
    Tap { nonce: nonce(world), stall, count, at: world.app.clock.now() }
}

/// Nothing but scans.
pub fn scans(scans: Vec<NewScan>) -> SyncBatch {
    SyncBatch { scans, ..SyncBatch::default() }
}

/// Nothing but taps.
pub fn taps(taps: Vec<Tap>) -> SyncBatch {
    SyncBatch { taps, ..SyncBatch::default() }
}

/// One check-in was wrong.
pub fn undo(nonce: Nonce, reason: &str) -> SyncBatch {
    SyncBatch { undone: vec![Undo { nonce, reason: reason.into() }], ..SyncBatch::default() }
}

/// What was answered, in order.
pub fn answers(synced: &Synced) -> Vec<ScanAnswer> {
    synced.scans.iter().map(|it| it.answer.clone()).collect()
}

impl World {
    /// A code for another phone.
    ///
    /// # Errors
    /// Why not.
    pub async fn invite(
        &self,
        by: &Person,
        market: MarketId,
        name: &str,
    ) -> Result<DeviceInvitation, Problem> {
        by.call(InviteDevice, self.at(market), NewDevice { name: name.into() }).await
    }

    /// A phone on which nobody is signed in, with what is needed to check people in.
    pub async fn device(&self, by: &Person, market: MarketId, name: &str) -> Person {
        let code = self.invite(by, market, name).await.unwrap().code;
        let mut phone = self.anyone();
        phone.visit(JoinAsDevice, self.at(market), DeviceCode { code }).await.unwrap();
        phone
    }

    /// What a device is told.
    ///
    /// # Errors
    /// Why not.
    pub async fn list(&self, device: &Person, market: MarketId) -> Result<CheckInList, Problem> {
        let answer =
            device.call(GetCheckInList, self.at(market), CheckInListQuery::default()).await?;
        Ok(answer.list.expect("a list that is not known"))
    }

    /// Brings in what a device saw.
    ///
    /// # Errors
    /// Why not.
    pub async fn sync(
        &self,
        device: &Person,
        market: MarketId,
        batch: SyncBatch,
    ) -> Result<Synced, Problem> {
        device.call(SyncCheckIns, self.at(market), batch).await
    }

    /// The day as the organiser sees it, with staff powers open again.
    pub async fn day(&self, organiser: &Person, market: MarketId) -> MarketDay {
        let organiser = self.sign_in(organiser.id, true).await;
        organiser.call(GetMarketDay, self.at(market), ()).await.unwrap()
    }
}

impl Fair {
    /// When it begins and ends.
    pub async fn times(&self, world: &World) -> (Millis, Millis) {
        let public = world.read(self.id).await.unwrap();
        (public.starts_at, public.ends_at)
    }

    /// The morning of the day, half an hour before it begins, with the organiser there.
    pub async fn morning(&mut self, world: &World) -> (Millis, Millis) {
        let (starts_at, ends_at) = self.times(world).await;
        world.wait_until(starts_at.after(-30 * Millis::MINUTE));
        self.organiser = world.sign_in(self.organiser.id, true).await;
        self.reviewer = world.sign_in(self.reviewer.id, true).await;
        (starts_at, ends_at)
    }

    /// So many residents, each with a place in a slot.
    pub async fn guests(
        &self,
        world: &World,
        slot: usize,
        count: usize,
    ) -> Vec<(Person, MySignUp)> {
        let mut all = Vec::new();
        for _ in 0..count {
            let resident = world.resident().await;
            let place = self.join(world, &resident, slot).await.unwrap();
            all.push((resident, place));
        }
        all
    }
}
