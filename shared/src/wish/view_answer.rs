//! What is answered to a new wish and to a step.

use serde::{Deserialize, Serialize};

use super::{Wish, status::Status};
use crate::id::WishId;

/// The answer to a new wish: the only time that the confirmation word is shown.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Posted {
    pub wish: WishId,
    /// Two ordinary words, to be told to whoever made the wish come true.
    pub word: String,
}

/// Where a step led.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stepped {
    pub wish: WishId,
    pub status: Status,
    /// The new confirmation word, where the step made one; it is not shown again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
}

impl Stepped {
    /// Where a wish stands now.
    pub fn of(wish: &Wish) -> Self {
        Self { wish: wish.id, status: wish.state.status(), word: None }
    }
}
