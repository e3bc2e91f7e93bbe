//! What residents wish for and nobody does: which stalls to invite to the next market.

use serde::{Deserialize, Serialize};

use crate::{id::NodeId, wish::WishKind};

/// So many wishes of a kind wait at a place, or could not be met there.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Demand {
    pub kind: WishKind,
    pub place: NodeId,
    pub place_name: String,
    pub wishes: i64,
}
