//! The grid: a tree of places, from the whole community down to a stairwell.

use serde::{Deserialize, Serialize};

use crate::{id::NodeId, wish::PublicWish};

/// Nodes down to this level may be named in public; narrower ones would point at a door.
pub const PUBLIC_LEVELS: u8 = 3;
/// No tree is deeper.
pub const DEEPEST: u8 = 9;

/// A node as anyone sees it. Only nodes of level ≤ [`PUBLIC_LEVELS`] become one.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicNode {
    pub id: NodeId,
    /// Stays the same through renames: `H-2-05`.
    pub code: String,
    pub name: String,
    /// From 1, the whole community.
    pub level: u8,
    /// Streets and numbers by which people know the place.
    pub streets: String,
    /// Names of the nodes above it, from the widest.
    pub above: Vec<String>,
}

/// The public page of a node.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NodeBoard {
    pub node: PublicNode,
    /// What its level is called.
    pub level_name: String,
    /// Whom to call here.
    pub phone: String,
    /// Public nodes right below it.
    pub below: Vec<PublicNode>,
    /// How many nodes of each level there are, itself and all below it.
    pub counts: Vec<LevelCount>,
    pub open: i64,
    /// How many came true here, at least: see the next.
    pub fulfilled: i64,
    /// Those of a place with so few that its figure is hidden are not among them, so that nobody
    /// finds it by comparing pages.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fulfilled_hidden: bool,
    /// Some wishes that wait here.
    pub wishes: Vec<PublicWish>,
}

/// How many nodes a level has.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LevelCount {
    pub level: u8,
    pub name: String,
    pub count: i64,
}

/// Which nodes to find; without words, the widest public ones below the community.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NodeQuery {
    /// A courtyard or a street.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub q: String,
}

/// Where a person lives: a public node of the grid, and never more than that.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewHome {
    pub node: NodeId,
}
