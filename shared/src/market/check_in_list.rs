//! What a device is told: whom to expect, and who is here. Private: only devices of this very
//! market and those who may check in there get it.

use serde::{Deserialize, Serialize};

use super::{
    check_in::Nonce, device::Device, guest::Guest, stall::Service, state::MarketKind, sync::SeenAs,
};
use crate::{
    id::{MarketId, SignUpId, SlotId, StallId},
    time::Millis,
};

/// What is known of the list already.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckInListQuery {
    /// The version that was fetched last; empty for none.
    #[serde(default)]
    pub known: String,
}

/// The list, unless it is the one that is known.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckInListAnswer {
    /// Of whom to expect; who is here changes it not, see [`super::Synced`].
    pub version: String,
    /// What time it is: a device whose clock is wrong says by that when it saw somebody.
    pub now: Millis,
    pub list: Option<CheckInList>,
}

/// Whom a device expects, and who is here.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckInList {
    pub device: Device,
    pub market: MarketId,
    pub kind: MarketKind,
    pub title: String,
    pub place_name: String,
    /// Only test tickets count.
    pub rehearsal: bool,
    pub starts_at: Millis,
    pub ends_at: Millis,
    /// From when on people are checked in for a slot, so many minutes before it starts.
    pub minutes_before: i64,
    /// People come to help: they are checked out as well.
    pub of_helpers: bool,
    pub stalls: Vec<ListedStall>,
    pub guests: Vec<Guest>,
    /// Everything that was seen so far, in the order in which it came in.
    pub seen: Vec<Seen>,
    /// To be sent as `since` of the next sync.
    pub up_to: i64,
}

/// A stall at which people are checked in.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedStall {
    pub id: StallId,
    pub number: String,
    pub provider_name: String,
    pub service: Service,
    pub slots: Vec<ListedSlot>,
    /// How many just came, as far as it is known.
    pub walk_in: i64,
}

/// Some time at a stall.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedSlot {
    pub id: SlotId,
    pub starts_at: Millis,
    pub ends_at: Millis,
}

/// Somebody was seen, on whichever device. Of one person at one stall, the earliest counts that was
/// not taken back. The same nonce may come again later, taken back.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seen {
    pub nonce: Nonce,
    pub stall: StallId,
    /// Whose ticket it was.
    pub sign_up: SignUpId,
    pub what: SeenAs,
    pub at: Millis,
    /// The name of the device; empty if the resident scanned the code at the place.
    pub device: String,
    /// It was wrong, and does not count.
    pub undone: bool,
}
