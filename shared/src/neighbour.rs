//! Neighbour communities: their helpers may take on what nobody here does, if a setting says so.

use serde::{Deserialize, Serialize};

use crate::{community::CommunityKey, time::Millis};

/// A community that an administrator has named as a neighbour.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Neighbour {
    pub community: CommunityKey,
    pub name: String,
    pub since: Millis,
}

/// A community that has named this one as a neighbour.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NeighbourThere {
    pub community: CommunityKey,
    pub name: String,
    pub since: Millis,
    /// Whether that community wants it at all …
    pub wanted: bool,
    /// … with what has waited so many days.
    pub after_days: i64,
}

/// Who helps where, between communities.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Neighbours {
    /// Whose helpers may help here …
    pub here: Vec<Neighbour>,
    /// … if this community wants it at all …
    pub wanted: bool,
    /// … with what has waited so many days.
    pub after_days: i64,
    /// Which communities have named this one: its helpers may help there, if those want it.
    pub there: Vec<NeighbourThere>,
}

/// Another community is a neighbour from now on, or is none.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNeighbour {
    pub community: CommunityKey,
    pub neighbour: bool,
}
