//! What people are told, as data; the app has the sentences.

use serde::{Deserialize, Serialize};

use crate::{
    id::{RoundId, SignUpId, WishId},
    market::{MarketNotice, QueueNotice, TurnDownReason, UnseenReason},
    report::About,
    time::Millis,
    wish::{DeskWaits, JoinedNotice, Office},
};

pub use crate::inbox::{Notice, Side};

/// What happened that someone should know.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum News {
    /// To the poster, with the office to go to besides, where there is a right to it.
    WishApproved {
        wish: WishId,
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entitled: Option<Office>,
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
    /// To the poster: the helper called, and nobody answered.
    CalledInVain {
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
        #[serde(default)]
        side: Side,
    },
    /// To the helper: the resident took the wish back, through no fault of the helper.
    WishWithdrawn {
        wish: WishId,
        title: String,
    },
    /// To the poster: the reviewer asks something.
    WishNeedsInfo {
        wish: WishId,
        title: String,
        question: String,
        answer_by: Millis,
    },
    /// To the poster: it was split into so many parts.
    WishSplit {
        wish: WishId,
        title: String,
        parts: i64,
    },
    /// The question was not answered in time; it may be sent again.
    WishLapsed {
        wish: WishId,
        title: String,
    },
    /// The same as another wish, as the reviewer thinks.
    MergeProposed {
        wish: WishId,
        title: String,
    },
    WishMerged {
        wish: WishId,
        title: String,
    },
    WishReferred {
        wish: WishId,
        title: String,
        words: String,
        reply_by: Millis,
    },
    /// To the poster: the office should have answered by now, and staff ask.
    ReplyDue {
        wish: WishId,
        title: String,
    },
    /// To the poster: what the office says, and where it says nothing yet, by when it will.
    OfficeAnswered {
        wish: WishId,
        title: String,
        words: String,
        reply_by: Option<Millis>,
    },
    WishUnmet {
        wish: WishId,
        title: String,
        words: String,
    },
    /// Nobody has claimed it in a long time; staff look again.
    WishWaitsLong {
        wish: WishId,
        title: String,
    },
    WishExpiring {
        wish: WishId,
        title: String,
        ends_at: Millis,
    },
    WishExpired {
        wish: WishId,
        title: String,
        /// Until when it may be renewed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        renew_until: Option<Millis>,
    },
    WishReopened {
        wish: WishId,
        title: String,
    },
    WishRemoved {
        wish: WishId,
        title: String,
        words: String,
        /// Until when one may object.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appeal_until: Option<Millis>,
    },
    /// To a helper: staff ask whether to take it on.
    OfferMade {
        wish: WishId,
        title: String,
        answer_by: Millis,
    },
    /// To a helper: a colleague of the same team asks whether to go on with it.
    HandOverAsked {
        wish: WishId,
        title: String,
    },
    /// To the helper who asked: the colleague has it now, or does not.
    HandOverAnswered {
        wish: WishId,
        title: String,
        taken: bool,
    },
    /// To the poster: another of the same team has it now, and nothing else has changed.
    HelperChanged {
        wish: WishId,
        title: String,
    },
    /// To a helper: time to call.
    ContactReminder {
        wish: WishId,
        title: String,
        release_at: Millis,
    },
    /// To a helper: it waits for others again.
    ClaimLost {
        wish: WishId,
        title: String,
    },
    /// To the poster: by when the helper will have done it.
    PromiseMade {
        wish: WishId,
        title: String,
        promised: Millis,
    },
    /// To the poster: the helper comes soon.
    VisitSoon {
        wish: WishId,
        title: String,
        promised: Millis,
    },
    /// To the helper: it is due.
    PromiseReminder {
        wish: WishId,
        title: String,
        promised: Millis,
    },
    /// To both: it is overdue, and staff will call.
    PromiseLate {
        wish: WishId,
        title: String,
        #[serde(default)]
        side: Side,
    },
    /// To the poster: the goods are on their way.
    GoodsSent {
        wish: WishId,
        title: String,
    },
    /// To the poster: the helper says that they came back; did they?
    GoodsBack {
        wish: WishId,
        title: String,
    },
    /// To the helper: they did come back, and it waits for others.
    GoodsReturned {
        wish: WishId,
        title: String,
    },
    /// To both: nobody has said that they arrived, and staff will ask.
    GoodsLate {
        wish: WishId,
        title: String,
        #[serde(default)]
        side: Side,
    },
    /// To the poster: may it be later?
    LongerAsked {
        wish: WishId,
        title: String,
        until: Millis,
    },
    /// To the helper: yes, by then; or no. To both, where staff asked both.
    LongerAnswered {
        wish: WishId,
        title: String,
        until: Option<Millis>,
        #[serde(default)]
        side: Side,
    },
    /// To the poster: did it come true?
    ConfirmReminder {
        wish: WishId,
        title: String,
    },
    /// To both.
    WishDisputed {
        wish: WishId,
        title: String,
        #[serde(default)]
        side: Side,
    },
    DisputeSettled {
        wish: WishId,
        title: String,
        words: String,
        #[serde(default)]
        side: Side,
    },
    /// To both: nobody could be asked whether it came true.
    WishUnconfirmed {
        wish: WishId,
        title: String,
        #[serde(default)]
        side: Side,
    },
    /// To the poster: staff made a new confirmation word.
    NewWord {
        wish: WishId,
        title: String,
    },
    /// To the helper: the poster says thank you.
    ThanksWritten {
        wish: WishId,
        title: String,
    },
    /// To the poster: everybody can read it now.
    ThanksPublic {
        wish: WishId,
        title: String,
    },
    /// To the poster: it stays between the two; why, stands beside it.
    ThanksRefused {
        wish: WishId,
        title: String,
    },
    /// To whoever reported something.
    ReportAnswered {
        #[serde(flatten)]
        about: About,
        words: String,
    },
    /// To shops and teams: nobody has taken it on in days, and they may.
    HelpWanted {
        wish: WishId,
        title: String,
    },
    /// To whoever said "me too" of it, or whose own wish became part of it.
    Joined(JoinedNotice),
    /// To whoever had a wish in it: what is said about a round in the end.
    RoundOver {
        round: RoundId,
        name: String,
    },
    /// To all who have to do with a market.
    Market(MarketNotice),
    /// To whoever has a number at a stall.
    Queue(QueueNotice),
    /// To whoever waited: a place became free, and it is theirs.
    PlaceGiven {
        sign_up: SignUpId,
        title: String,
        starts_at: Millis,
    },
    /// To whoever waited and wanted to be asked.
    PlaceOffered {
        sign_up: SignUpId,
        title: String,
        starts_at: Millis,
        answer_by: Millis,
    },
    /// To whoever did not answer in time.
    OfferOver {
        sign_up: SignUpId,
        title: String,
    },
    /// To whoever waited for the organiser's yes: it is there, or nobody said no in time.
    SignUpAdmitted {
        sign_up: SignUpId,
        title: String,
        starts_at: Millis,
    },
    /// To whoever waited for the organiser's yes: it was a no.
    SignUpTurnedDown {
        sign_up: SignUpId,
        title: String,
        #[serde(default)]
        reason: Option<TurnDownReason>,
    },
    /// To whoever has a place: it is soon.
    SignUpReminder {
        sign_up: SignUpId,
        title: String,
        starts_at: Millis,
    },
    /// To whoever had a place: nobody came. By when one can object, and until when, after several
    /// times, it is one sign-up at once.
    NoShowNoted {
        sign_up: SignUpId,
        title: String,
        starts_at: Millis,
        object_until: Millis,
        paused_until: Option<Millis>,
    },
    /// To whoever objected: it is believed, or not, and by when one can ask again.
    NoShowDecided {
        sign_up: SignUpId,
        title: String,
        starts_at: Millis,
        came: bool,
        appeal_until: Option<Millis>,
        #[serde(default)]
        reason: Option<UnseenReason>,
    },
    /// To whoever has a place: there is a new date; come or not? Or to whoever waits for one.
    DateMoved {
        sign_up: SignUpId,
        title: String,
        starts_at: Millis,
        #[serde(default)]
        waits: bool,
    },
    /// To whoever signed up: it does not take place.
    MarketOff {
        sign_up: SignUpId,
        title: String,
        #[serde(default)]
        starts_at: Millis,
        words: String,
    },
    /// To whoever signed up at a stall that does not come after all.
    StallOff {
        sign_up: SignUpId,
        title: String,
        #[serde(default)]
        starts_at: Millis,
        provider: String,
    },
    HelperApproved,
    /// To staff, twice a working day.
    DeskWaits(DeskWaits),
    HelperDeclined {
        reason: String,
    },
    HelperEnded {
        reason: String,
    },
}
