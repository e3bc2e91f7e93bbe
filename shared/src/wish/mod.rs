//! A resident's small wish, from the telling to the thanks.

mod input;
mod state;
mod view;
mod words;

pub use input::{
    AgeBand, Beneficiary, Contact, Decision, DeclineReason, Deliver, NewWish, Release, WishFilter,
};
pub use state::{
    Claimed, Confirmed, Declined, Delivered, Fulfilled, Open, State, Status, Step, StepNotPossible,
    Submitted, Withdrawn,
};
pub use view::{
    Claim, DeskItem, DeskPage, Hand, Look, MinePage, MyWish, Posted, PublicWish, ReviewWish,
    Stepped, WishPage,
};
pub use words::{WORDS, normalise_words};

use serde::{Deserialize, Serialize};

use crate::{
    id::{NodeId, PersonId, WishId},
    time::Millis,
};

/// What kind of help is wished for. Money is none.
#[derive(
    Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum WishKind {
    /// 小修理
    #[default]
    Repair,
    /// 陪伴
    Company,
    /// 物品, lent or given
    Goods,
    /// 跑腿代办
    Errand,
    /// 其他服务
    Service,
}

impl WishKind {
    pub const ALL: [WishKind; 5] =
        [WishKind::Repair, WishKind::Company, WishKind::Goods, WishKind::Errand, WishKind::Service];

    /// As it stands in addresses and imports.
    pub fn code(self) -> &'static str {
        match self {
            WishKind::Repair => "repair",
            WishKind::Company => "company",
            WishKind::Goods => "goods",
            WishKind::Errand => "errand",
            WishKind::Service => "service",
        }
    }
}

/// A wish with everything but what is sealed; inside the server only.
///
/// It has no `Serialize`: what leaves the server is one of the views, made for one audience.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    pub id: WishId,
    pub poster: PersonId,
    /// Where it is to be fulfilled.
    pub node: NodeId,
    /// The path of that node.
    pub path: String,
    /// The public node it is shown at, and its name.
    pub place: NodeId,
    pub place_name: String,
    pub kind: WishKind,
    /// As reviewed, once it is public; as typed, before.
    pub title: String,
    pub story: String,
    pub age_band: Option<AgeBand>,
    pub when: String,
    pub beneficiary: Beneficiary,
    pub posted_at: Millis,
    /// When it became public, if it ever did.
    pub opened_at: Option<Millis>,
    pub ever_claimed: bool,
    pub state: State,
}
