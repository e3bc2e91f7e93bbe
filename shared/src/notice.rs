//! What people are told, as data; the app has the sentences.

use serde::{Deserialize, Serialize};

use crate::{
    id::{NoticeId, WishId},
    time::Millis,
};

/// What happened that someone should know.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum News {
    WishApproved {
        wish: WishId,
        title: String,
    },
    WishDeclined {
        wish: WishId,
        title: String,
        reason: String,
    },
    WishClaimed {
        wish: WishId,
        title: String,
    },
    WishReleased {
        wish: WishId,
        title: String,
    },
    WishDelivered {
        wish: WishId,
        title: String,
    },
    WishFulfilled {
        wish: WishId,
        title: String,
    },
    /// To the helper: the resident took the wish back, through no fault of the helper.
    WishWithdrawn {
        wish: WishId,
        title: String,
    },
    HelperApproved,
    HelperDeclined {
        reason: String,
    },
    HelperEnded {
        reason: String,
    },
}

/// A message in someone's inbox.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    pub id: NoticeId,
    pub at: Millis,
    pub news: News,
}
