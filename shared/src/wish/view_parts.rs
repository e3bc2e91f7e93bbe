//! What each audience sees of the parts of a wish.

use serde::{Deserialize, Serialize};

use super::{Wish, WishKind, status::Status, view::PublicWish};
use crate::{helper::HelperClass, id::WishId};

/// A wish in parts: how many are done, and each of them as far as the reader may know it.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Parts {
    pub done: usize,
    /// Of how many that are still wished for.
    pub of: usize,
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
    /// A part as everybody sees it, if they do.
    pub fn of_public(wish: &Wish) -> Option<Self> {
        let is_shown = |it: &PublicWish| it.status != Status::Removed;
        PublicWish::of(wish).filter(is_shown).and_then(|_| Self::of_any(wish))
    }

    /// A part as its poster and staff see it.
    pub fn of_any(wish: &Wish) -> Option<Self> {
        Some(Self {
            id: wish.id,
            kind: wish.kind,
            title: wish.title.clone(),
            status: wish.state.status(),
            class: wish.state.class(),
        })
    }
}
