//! The inbox: every message is kept here, whatever other ways it goes.

use serde::{Deserialize, Serialize};

use crate::{
    codes::codes,
    id::{MarketId, NoticeId, RoundId, SignUpId, StallId, WishId},
    market::NewsFor,
    notice::News,
    report::About,
    time::Millis,
    wish::JoinedNews,
};

/// What a message is about, and so which page says more.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", content = "wish", rename_all = "snake_case")]
pub enum Concern {
    /// A wish of the reader's own.
    MyWish(WishId),
    /// A wish that the reader has or had in hand.
    MyClaim(WishId),
    /// A wish as everybody sees it, of which the reader is neither poster nor helper.
    Outcome(WishId),
    /// What the reader may wish for anew, because nothing is left of what was joined.
    NewWish,
    /// A round in which the reader had a wish.
    Round(RoundId),
    /// A market that everybody may see.
    Market(MarketId),
    /// What the reader offers there.
    MyMarket(MarketId),
    /// A market that the reader holds or has published.
    HeldMarket(MarketId),
    /// Who says to have been at a market, where the reader decides.
    Objections,
    /// The reader's own sign-up, with its ticket.
    SignUp(SignUpId),
    /// The reader's own number at a stall.
    Queue(StallId),
    /// Whether the reader may help.
    Helping,
    /// What waits for the reader as staff.
    Desk,
}

/// Of what somebody may be told by SMS, or not.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    MyWish,
    MyClaims,
    Market,
}

impl Concern {
    /// Of which topic it is.
    pub fn topic(self) -> Topic {
        match self {
            Concern::MyWish(_) | Concern::Outcome(_) | Concern::NewWish | Concern::Round(_) => {
                Topic::MyWish
            }
            Concern::MyClaim(_) | Concern::Helping | Concern::Desk => Topic::MyClaims,
            Concern::Market(_) | Concern::MyMarket(_) | Concern::HeldMarket(_) => Topic::Market,
            Concern::SignUp(_) | Concern::Queue(_) | Concern::Objections => Topic::Market,
        }
    }
}

impl News {
    /// What it is about, for whoever is told.
    #[expect(clippy::too_many_lines, reason = "a list, and the compiler sees that it is whole")]
    pub fn concern(&self) -> Concern {
        match self {
            News::WishApproved { wish, .. }
            | News::WishDeclined { wish, .. }
            | News::WishClaimed { wish, .. }
            | News::WishReleased { wish, .. }
            | News::WishDelivered { wish, .. }
            | News::WishNeedsInfo { wish, .. }
            | News::WishLapsed { wish, .. }
            | News::WishSplit { wish, .. }
            | News::MergeProposed { wish, .. }
            | News::WishMerged { wish, .. }
            | News::WishReferred { wish, .. }
            | News::ReplyDue { wish, .. }
            | News::OfficeAnswered { wish, .. }
            | News::WishUnmet { wish, .. }
            | News::WishWaitsLong { wish, .. }
            | News::WishExpiring { wish, .. }
            | News::WishExpired { wish, .. }
            | News::WishReopened { wish, .. }
            | News::WishRemoved { wish, .. }
            | News::PromiseMade { wish, .. }
            | News::VisitSoon { wish, .. }
            | News::HelperChanged { wish, .. }
            | News::CalledInVain { wish, .. }
            | News::GoodsSent { wish, .. }
            | News::GoodsBack { wish, .. }
            | News::LongerAsked { wish, .. }
            | News::ConfirmReminder { wish, .. }
            | News::NewWord { wish, .. }
            | News::ThanksPublic { wish, .. }
            | News::ThanksRefused { wish, .. } => Concern::MyWish(*wish),
            News::WishFulfilled { wish, side, .. }
            | News::WishUnconfirmed { wish, side, .. }
            | News::PromiseLate { wish, side, .. }
            | News::GoodsLate { wish, side, .. }
            | News::WishDisputed { wish, side, .. }
            | News::DisputeSettled { wish, side, .. } => match side {
                Side::Poster => Concern::MyWish(*wish),
                Side::Helper => Concern::MyClaim(*wish),
                Side::Neither => Concern::Outcome(*wish),
            },
            News::LongerAnswered { wish, side: Side::Poster, .. } => Concern::MyWish(*wish),
            News::HelpWanted { wish, .. } => Concern::Outcome(*wish),
            News::ReportAnswered { about, .. } => match about {
                About::Wish(wish) => Concern::Outcome(*wish),
                About::Round(round) => Concern::Round(*round),
                About::Market(market) => Concern::Market(*market),
            },
            News::WishWithdrawn { wish, .. }
            | News::OfferMade { wish, .. }
            | News::HandOverAsked { wish, .. }
            | News::HandOverAnswered { wish, .. }
            | News::ContactReminder { wish, .. }
            | News::ClaimLost { wish, .. }
            | News::GoodsReturned { wish, .. }
            | News::PromiseReminder { wish, .. }
            | News::LongerAnswered { wish, .. }
            | News::ThanksWritten { wish, .. } => Concern::MyClaim(*wish),
            News::Joined(it) => match (it.own, it.what) {
                (Some(own), _) => Concern::MyWish(own),
                // Nobody but its poster sees it any more.
                (None, JoinedNews::Expired | JoinedNews::Withdrawn) => Concern::NewWish,
                (None, _) => Concern::Outcome(it.wish),
            },
            News::RoundOver { round, .. } => Concern::Round(*round),
            News::Market(it) => match it.what.reader() {
                NewsFor::Anyone => Concern::Market(it.market),
                NewsFor::Provider => Concern::MyMarket(it.market),
                NewsFor::Organiser => Concern::HeldMarket(it.market),
                NewsFor::Judge => Concern::Objections,
            },
            News::Queue(it) => Concern::Queue(it.stall),
            News::PlaceGiven { sign_up, .. }
            | News::PlaceOffered { sign_up, .. }
            | News::OfferOver { sign_up, .. }
            | News::SignUpAdmitted { sign_up, .. }
            | News::SignUpTurnedDown { sign_up, .. }
            | News::SignUpReminder { sign_up, .. }
            | News::NoShowNoted { sign_up, .. }
            | News::NoShowDecided { sign_up, .. }
            | News::DateMoved { sign_up, .. }
            | News::StallOff { sign_up, .. }
            | News::MarketOff { sign_up, .. } => Concern::SignUp(*sign_up),
            News::HelperApproved | News::HelperDeclined { .. } | News::HelperEnded { .. } => {
                Concern::Helping
            }
            News::DeskWaits(_) => Concern::Desk,
        }
    }
}

codes! {
    /// Who reads what both sides of a wish are told: each goes on at another page.
    #[derive(Default)]
    Side {
        /// Nobody noted it, or the reader has nothing to do with the wish any more.
        #[default]
        Neither = "neither",
        Poster = "poster",
        Helper = "helper",
    }
}

/// A message in someone's inbox.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    pub id: NoticeId,
    pub at: Millis,
    pub news: News,
}

/// A message with what the inbox knows of it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxNotice {
    pub id: NoticeId,
    pub at: Millis,
    pub news: News,
    /// Where to go from here.
    pub concern: Concern,
    pub read: bool,
}

/// A page of the inbox, newest first.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inbox {
    pub notices: Vec<InboxNotice>,
    pub unread: i64,
    /// Where the next page starts, if there is one.
    pub next: Option<NoticeId>,
}

impl Inbox {
    /// How many messages a page has.
    pub const PAGE: i64 = 20;
}

/// Which page of the inbox.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InboxQuery {
    /// The last message of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<NoticeId>,
}

/// How many messages are still to be read.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unread {
    pub unread: i64,
}

/// Of what the caller is told by SMS; the inbox has everything.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    pub my_wish: bool,
    pub my_claims: bool,
    pub market: bool,
}

impl Preferences {
    /// What holds for those who never said.
    pub const USUAL: Self = Self { my_wish: true, my_claims: true, market: true };

    /// All topics, with what was chosen for each.
    pub fn each(self) -> [(Topic, bool); 3] {
        [
            (Topic::MyWish, self.my_wish),
            (Topic::MyClaims, self.my_claims),
            (Topic::Market, self.market),
        ]
    }

    /// The same with another choice for one topic.
    pub fn with(mut self, topic: Topic, sms: bool) -> Self {
        match topic {
            Topic::MyWish => self.my_wish = sms,
            Topic::MyClaims => self.my_claims = sms,
            Topic::Market => self.market = sms,
        }
        self
    }
}
