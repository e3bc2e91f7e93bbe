//! What each audience gets to see of a wish: one type each, and no field that is not for them.

use serde::{Deserialize, Serialize};

use super::{
    Wish, WishKind,
    input::{AgeBand, Beneficiary, Contact, DeclineReason},
    state::{Confirmed, State, Status},
};
use crate::{
    helper::{Application, HelperClass},
    id::{NodeId, WishId},
    notice::Notice,
    time::Millis,
};

/// A wish as anyone sees it. A field that is not here cannot leak.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicWish {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub story: String,
    pub when: String,
    pub age_band: Option<AgeBand>,
    /// A node of public level, and its name.
    pub place: NodeId,
    pub place_name: String,
    pub status: Status,
    /// In what capacity someone helps.
    pub class: Option<HelperClass>,
    /// When it became public.
    pub opened_at: Millis,
    /// When it came true, and who said so.
    pub fulfilled_at: Option<Millis>,
    pub confirmed: Option<Confirmed>,
}

impl PublicWish {
    /// Nothing, of a wish that is not public (any more).
    pub fn of(wish: &Wish) -> Option<Self> {
        let status = wish.state.status();
        let opened_at = wish.opened_at.filter(|_| status.is_public())?;
        let (fulfilled_at, confirmed) = match &wish.state {
            State::Fulfilled(it) => (Some(it.at), Some(it.confirmed)),
            _ => (None, None),
        };
        Some(Self {
            id: wish.id,
            kind: wish.kind,
            title: wish.title.clone(),
            story: wish.story.clone(),
            when: wish.when.clone(),
            age_band: wish.age_band,
            place: wish.place,
            place_name: wish.place_name.clone(),
            status,
            class: wish.state.class(),
            opened_at,
            fulfilled_at,
            confirmed,
        })
    }
}

/// A page of the public list.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WishPage {
    pub wishes: Vec<PublicWish>,
    /// Where the next page starts, if there is one.
    pub next: Option<WishId>,
}

/// The answer to a new wish: the only time that the confirmation word is shown.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Posted {
    pub wish: WishId,
    /// Two ordinary words, to be told to whoever made the wish come true.
    pub word: String,
}

/// A wish as its poster sees it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyWish {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub story: String,
    pub when: String,
    pub place_name: String,
    pub status: Status,
    pub class: Option<HelperClass>,
    pub posted_at: Millis,
    pub opened_at: Option<Millis>,
    /// Since when it is in hand, delivered, or at its end.
    pub since: Option<Millis>,
    /// What the helper wrote on delivery.
    pub delivery_note: String,
    pub declined: Option<DeclineReason>,
    /// The reviewer's words, where it was declined.
    pub declined_words: String,
    pub contact: Contact,
    /// Who looked at the contact, newest first.
    pub looks: Vec<Look>,
}

/// Somebody opened the contact of a wish.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Look {
    pub at: Millis,
    pub by: Hand,
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
}

/// A wish as its present helper sees it. The contact is asked for on its own, and logged.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub story: String,
    pub when: String,
    pub place_name: String,
    pub status: Status,
    pub claimed_at: Millis,
    /// What the helper before left.
    pub hand_over: String,
    /// How many confirmation words may still be tried.
    pub words_left: u8,
}

impl Claim {
    /// Nothing, of a wish that nobody has or had in hand.
    pub fn of(wish: &Wish) -> Option<Self> {
        let (claimed_at, hand_over, words_left) = match &wish.state {
            State::Claimed(it) => {
                let most = super::Claimed::MOST_WRONG_WORDS;
                (it.at, it.hand_over.clone(), most.saturating_sub(it.wrong_words))
            }
            State::Delivered(it) => (it.at, String::new(), 0),
            State::Fulfilled(it) => (it.at, String::new(), 0),
            _ => return None,
        };
        Some(Self {
            id: wish.id,
            kind: wish.kind,
            title: wish.title.clone(),
            story: wish.story.clone(),
            when: wish.when.clone(),
            place_name: wish.place_name.clone(),
            status: wish.state.status(),
            claimed_at,
            hand_over,
            words_left,
        })
    }
}

/// Everything of the signed-in person in one community.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MinePage {
    /// Newest first.
    pub wishes: Vec<MyWish>,
    /// Wishes in hand, then those brought to an end.
    pub claims: Vec<Claim>,
    /// Newest first.
    pub notices: Vec<Notice>,
    /// To become a helper, if there is one.
    pub application: Option<Application>,
}

/// Where a step led.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stepped {
    pub wish: WishId,
    pub status: Status,
}

/// What waits for a member of staff, most urgent first.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskPage {
    pub reviews: Vec<DeskItem>,
    pub applications: Vec<Application>,
}

/// A wish on the desk, without what is sealed.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskItem {
    pub id: WishId,
    pub kind: WishKind,
    pub title: String,
    pub place_name: String,
    pub posted_at: Millis,
    /// By when it should be decided.
    pub due_at: Millis,
}

/// A wish as its reviewer sees it, contact included; opening it is logged.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewWish {
    pub id: WishId,
    /// To be sent back with the decision.
    pub version: i64,
    pub kind: WishKind,
    pub title: String,
    pub story: String,
    pub when: String,
    pub age_band: Option<AgeBand>,
    pub beneficiary: Beneficiary,
    pub place_name: String,
    pub posted_at: Millis,
    pub status: Status,
    /// Empty once it is decided: then it is for the helper.
    pub contact: Contact,
}
