//! What each audience sees of the parts of a wish.

use serde::{Deserialize, Serialize};

use super::{Wish, WishKind, status::Status};
use crate::{helper::HelperClass, id::WishId};

/// A wish in parts: how many are done, and each of them as far as the reader may know it.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Parts {
    pub done: i64,
    /// Of how many that are still wished for.
    pub of: i64,
    pub list: Vec<PartView>,
}

/// One part, as a line of the list.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartView {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub status: Status,
    pub class: Option<HelperClass>,
}

impl Parts {
    /// The numbers, of a wish that was split; the list is read with the parts.
    pub fn of(wish: &Wish) -> Option<Self> {
        let past = wish.state.past().filter(|past| !past.parts.is_empty())?;
        let (done, of) = past.parts_done();
        Some(Self { done, of, list: Vec::new() })
    }
}

impl PartView {
    /// A part as its poster and staff see it.
    pub fn of(wish: &Wish) -> Self {
        Self {
            id: wish.id,
            kind: wish.kind,
            title: wish.title.clone(),
            status: wish.state.status(),
            class: wish.state.class(),
        }
    }
}
