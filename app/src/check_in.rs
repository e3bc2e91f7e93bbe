//! Checking in on this phone: what it keeps, and how that comes to the server.
//!
//! Whatever is done is on the disk before it is shown as done, and stays there until the server has
//! answered it. Nothing here waits for a network.

mod sending;

use std::mem;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{GetCheckInList, ListPlaceCodes},
    community::CommunityKey,
    id::{MarketId, StallId},
    market::{
        CheckInListQuery, Declined, Device, DeviceUse, Entry, Guest, NewScan, Nonce, Phone,
        PlaceCodes, Seen, SeenAs, Shown, Tap, Undo,
    },
    problem::Problem,
    time::Millis,
};

use crate::{
    api::call,
    clock,
    js::Refused,
    random,
    vault::{self, Vault},
};

pub use sending::is_over;

const PHONE: &str = "phone";
/// Who is expected and who was seen: apart from the rest, since it goes with the market.
const GUESTS: &str = "guests";
const AT: &str = "at";
const ENTRY: &str = "entry/";
const DECLINED: &str = "not-counted/";
/// What is shown at the place, for as long as there is no network.
const CODES: &str = "codes";
/// The market was over when this phone became a device: it has no list, and what it kept comes in.
const BRINGS_IN: &str = "brings-in";

/// Why this phone checks nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// It never did, or was handed back.
    NoDevice,
    /// It was ended from elsewhere, and had sent everything.
    Ended,
    /// It was ended from elsewhere; what it has not sent is all that is left on it.
    Unsent,
    /// The market is over, and so the list is gone; so much of what was sent does not count.
    Over(usize),
    /// The market is over, and this phone has nothing that is not sent.
    NothingToBring,
    /// So much that was not sent was thrown away, as somebody wanted it.
    GivenUp(usize),
    /// The browser keeps nothing.
    NoVault,
}

/// How it stands with this phone.
#[derive(Clone, Debug, PartialEq)]
pub enum Stands {
    /// Not looked yet.
    Opening,
    Without(Without),
    Works,
    /// The market is over: the list is gone, and what is not sent yet still is to be.
    Over,
}

/// Checking in at one market.
#[derive(Clone, Copy)]
pub struct CheckIn {
    pub stands: RwSignal<Stands>,
    pub phone: RwSignal<Option<Phone>>,
    /// Done here, and not answered yet; the oldest first.
    pub unsent: RwSignal<Vec<Entry>>,
    pub declined: RwSignal<Vec<Declined>>,
    /// For people to scan, as far as they were fetched.
    pub codes: RwSignal<Option<PlaceCodes>>,
    /// At which stall this phone is; nothing at the entrance.
    pub at: RwSignal<Option<StallId>>,
    /// It is being sent now.
    pub sending: RwSignal<bool>,
    /// Why the last try did not bring in everything.
    pub trouble: RwSignal<Option<Problem>>,
    /// The newest version of the list that the server spoke of.
    stale: StoredValue<Option<String>>,
    vault: StoredValue<Option<Vault>, LocalStorage>,
    market: MarketId,
    community: StoredValue<CommunityKey>,
}

impl CheckIn {
    /// Looks what this phone knows.
    pub fn open(community: &CommunityKey, market: MarketId) -> Self {
        let it = Self {
            stands: RwSignal::new(Stands::Opening),
            phone: RwSignal::new(None),
            unsent: RwSignal::default(),
            declined: RwSignal::default(),
            codes: RwSignal::new(None),
            at: RwSignal::new(None),
            sending: RwSignal::new(false),
            trouble: RwSignal::new(None),
            stale: StoredValue::new(None),
            vault: StoredValue::new_local(None),
            market,
            community: StoredValue::new(community.clone()),
        };
        spawn_local(async move {
            let opened = it.read().await;
            let stands = opened.unwrap_or(Stands::Without(Without::NoVault));
            // A page that was left has nobody to tell.
            if it.stands.try_set(stands).is_none() {
                it.send().await;
            }
        });
        it
    }

    fn shelf(self) -> String {
        format!("check-in/{}", self.market)
    }

    async fn read(self) -> Option<Stands> {
        vault::sweep().await.ok()?;
        let Some(vault) = Vault::find(&self.shelf()).await.ok()? else {
            return Some(Stands::Without(Without::NoDevice));
        };
        let mut phone: Option<Phone> = vault.get(PHONE).await.ok()?;
        let guests: Option<(Vec<Guest>, Vec<Seen>)> = vault.get(GUESTS).await.ok()?;
        if let (Some(phone), Some((guests, seen))) = (&mut phone, guests) {
            (phone.list.guests, phone.list.seen) = (guests, seen);
        }
        let mut unsent: Vec<Entry> = vault.all(ENTRY).await.ok()?;
        unsent.sort_by_key(moment);
        let declined = vault.all(DECLINED).await.ok()?;
        let at = vault.get(AT).await.ok()?;
        let codes = vault.get(CODES).await.ok()?;
        let brings_in = vault.get::<Device>(BRINGS_IN).await.ok()?.is_some();
        self.vault.try_set_value(Some(vault));
        self.unsent.try_set(unsent);
        self.declined.try_set(declined);
        self.at.try_set(at);
        self.codes.try_set(codes);
        let stands = match &phone {
            None if self.unsent.try_with_untracked(Vec::is_empty) != Some(false) => {
                Stands::Without(Without::NoDevice)
            }
            None if brings_in => Stands::Over,
            None => Stands::Without(Without::Unsent),
            Some(phone) if phone.works(clock::now()) => Stands::Works,
            Some(_) => Stands::Over,
        };
        self.phone.try_set(phone);
        Some(stands)
    }

    /// The phone has become a device: fetches the list, if there still is one.
    ///
    /// # Errors
    /// What the server says, or that there is no network.
    pub async fn begin(self, device: &Device) -> Result<(), Problem> {
        let Ok(vault) = Vault::open(&self.shelf()).await else {
            self.stands.set(Stands::Without(Without::NoVault));
            return Ok(());
        };
        self.vault.set_value(Some(vault.clone()));
        if device.what == DeviceUse::BringIn {
            self.bring_in(&vault, device).await;
            return Ok(());
        }
        self.fetch().await?;
        self.trouble.set(None);
        self.stands.set(Stands::Works);
        vault::stay().await;
        self.send().await;
        Ok(())
    }

    /// The market is over: what this phone kept comes in, and nobody is checked in.
    async fn bring_in(self, vault: &Vault, device: &Device) {
        if self.unsent.with_untracked(Vec::is_empty) {
            return self.wipe(Without::NothingToBring).await;
        }
        // If it is lost, the page asks for a code once more.
        let _ = vault.put(BRINGS_IN, device).await;
        let _ = vault.until(BRINGS_IN, device.brings_in_until).await;
        self.trouble.set(None);
        self.stands.set(Stands::Over);
        self.send().await;
    }

    async fn fetch(self) -> Result<(), Problem> {
        let known = self.phone.with_untracked(|it| it.as_ref().map(|it| it.version.clone()));
        let query = CheckInListQuery { known: known.unwrap_or_default() };
        let answer = call(GetCheckInList, (self.community.get_value(), self.market), query).await?;
        let phone = self
            .phone
            .with_untracked(|known| Phone::fetched(known.as_ref(), answer, clock::now()))
            .ok_or_else(|| Problem::bug("no list"))?;
        self.keep(phone).await;
        Ok(())
    }

    async fn keep(self, phone: Phone) {
        if let Some(vault) = self.vault.try_get_value().flatten() {
            // What cannot be kept is fetched again.
            let _ = put(&vault, &phone).await;
        }
        // What was given up meanwhile is known no more.
        if self.vault.try_get_value().flatten().is_some() {
            self.phone.try_set(Some(phone));
        }
    }

    /// What time it is at the market.
    pub fn now(self) -> Millis {
        let now = clock::now();
        self.phone.with_untracked(|it| it.as_ref().map_or(now, |it| it.clock(now)))
    }

    /// This phone is at that stall from now on; nothing for the entrance.
    pub fn stand_at(self, stall: Option<StallId>) {
        self.at.set(stall);
        spawn_local(async move {
            if let Some(vault) = self.vault.try_get_value().flatten() {
                // If it is lost, somebody chooses again.
                let _ = vault.put(AT, &stall).await;
            }
        });
    }

    /// Writes down that somebody was seen, and answers with its number once it is on the disk.
    pub async fn see(self, stall: StallId, shown: Shown, what: SeenAs) -> Option<Nonce> {
        let scan = NewScan { nonce: nonce(), stall, shown, what, at: self.now() };
        let number = scan.nonce;
        self.write(Entry::Scan(scan)).await.then_some(number)
    }

    /// One more who just came, or one less.
    pub async fn tap(self, stall: StallId, count: i64) -> bool {
        self.write(Entry::Tap(Tap { nonce: nonce(), stall, count, at: self.now() })).await
    }

    /// That was wrong.
    pub async fn undo(self, nonce: Nonce, reason: &str) -> bool {
        self.write(Entry::Undo(Undo { nonce, reason: reason.to_owned() })).await
    }

    async fn write(self, entry: Entry) -> bool {
        let Some(vault) = self.vault.try_get_value().flatten() else { return false };
        let written = vault.put(&format!("{ENTRY}{}", entry.name()), &entry).await.is_ok();
        if written {
            self.unsent.try_update(|all| all.push(entry));
            spawn_local(self.send());
        }
        written
    }

    /// More codes for the place, unless there are enough or there is no network.
    pub async fn fetch_codes(self) {
        let now = self.now();
        let enough = |codes: &Option<PlaceCodes>| codes.as_ref().is_some_and(|it| !it.run_out(now));
        if self.codes.try_with_untracked(enough) != Some(false) {
            return;
        }
        let at = (self.community.get_value(), self.market);
        let Ok(codes) = call(ListPlaceCodes, at, ()).await else { return };
        if let Some(vault) = self.vault.try_get_value().flatten() {
            // What cannot be kept is fetched again.
            let _ = vault.put(CODES, &codes).await;
        }
        self.codes.try_set(Some(codes));
    }
}

/// Keeps what the phone knows until it is over.
async fn put(vault: &Vault, phone: &Phone) -> Result<(), Refused> {
    let mut rest = phone.clone();
    let guests = (mem::take(&mut rest.list.guests), mem::take(&mut rest.list.seen));
    vault.put(GUESTS, &guests).await?;
    vault.put(PHONE, &rest).await?;
    let keeps = phone.keeps_until();
    vault.until(GUESTS, keeps.list).await?;
    // What was done here waits for the answer of the server; but not for ever, since it says who
    // was where.
    vault.until("", keeps.unsent).await?;
    for name in [PHONE, AT, CODES, DECLINED] {
        vault.until(name, keeps.table).await?;
    }
    Ok(())
}

fn nonce() -> Nonce {
    Nonce(random::uuid().parse().unwrap_or_default())
}

/// When it was done; to take something back comes last.
fn moment(entry: &Entry) -> Millis {
    match entry {
        Entry::Scan(scan) => scan.at,
        Entry::Tap(tap) => tap.at,
        Entry::Undo(_) => Millis::NEVER,
    }
}
