//! What happened to a wish, and who looked: for its poster and for staff.

use serde::{Deserialize, Serialize};

use super::step_name::StepName;
use crate::{codes::codes, time::Millis};

codes! {
    /// Who did something, as far as the poster should know.
    Actor {
        Poster = "poster",
        Helper = "helper",
        Staff = "staff",
        Time = "time",
    }
}

/// Something that happened to a wish; for its poster and for staff.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HistoryLine {
    pub at: Millis,
    pub what: StepName,
    pub by: Actor,
    /// Why, where that was said to whoever reads this.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Somebody opened the contact of a wish.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Look {
    pub at: Millis,
    pub by: Hand,
    /// Why, where that had to be said; until the contact is erased.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// In what capacity somebody looked.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    Helper,
    Reviewer,
    /// A grid worker or secretary who had something to do about it.
    Staff,
}
