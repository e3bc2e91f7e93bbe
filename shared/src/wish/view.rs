//! What each audience gets to see of a wish: one type each, and no field that is not for them.

use serde::{Deserialize, Serialize};

use super::{
    Wish, WishKind,
    input::{AgeBand, Contact},
    reason::{DeclineReason, InfoReason, Office, RemoveReason, UnmetReason},
    state::{Confirmed, Longer, State},
    status::Status,
    step_name::StepName,
    thanks::Thanking,
    usual::Usual,
    view_claim::{Claim, Fairness},
    view_history::{HistoryLine, Look},
    view_parts::Parts,
};
use crate::{
    codes::codes,
    helper::{Application, HelperClass},
    id::{NodeId, RoundId, WishId},
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
    /// By when the helper promised to have done it.
    pub promised: Option<Millis>,
    /// How many neighbours said "me too".
    pub joiners: i64,
    /// Why it cannot come true here.
    pub unmet: Option<UnmetReason>,
    /// Where it went, and by when that office answers, where it has not.
    pub referred: Option<Office>,
    pub reply_by: Option<Millis>,
    /// Which wish it has become part of.
    pub merged_into: Option<WishId>,
    /// The wish of which this is one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<WishId>,
    /// Its own parts, as far as they are public; how many are done, and of how many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PublicWish>,
    #[serde(default, skip_serializing_if = "is_none")]
    pub parts_done: i64,
    #[serde(default, skip_serializing_if = "is_none")]
    pub parts_of: i64,
    /// What the poster says to the helper, where both the poster and a reviewer agreed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub thanks: String,
}

fn is_none(number: &i64) -> bool {
    *number == 0
}

impl PublicWish {
    /// Nothing, of a wish that is not public (any more); of one that was taken down, that it was.
    pub fn of(wish: &Wish) -> Option<Self> {
        let status = wish.state.status();
        if status == Status::Removed {
            return Some(Self::tombstone(wish, wish.opened_at?));
        }
        let opened_at = wish.opened_at.filter(|_| status.is_public())?;
        let (fulfilled_at, confirmed) = match &wish.state {
            State::Fulfilled(it) => (Some(it.at), Some(it.confirmed)),
            State::InParts(it) => (it.fulfilled_at(), None),
            _ => (None, None),
        };
        let (parts_done, parts_of) = Parts::of(wish).map_or((0, 0), |it| (it.done, it.of));
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
            promised: wish.promised(),
            joiners: wish.joiners,
            unmet: match &wish.state {
                State::Unmet(it) => Some(it.reason),
                _ => None,
            },
            referred: wish.referred().map(|(office, _)| office),
            reply_by: wish.referred().and_then(|(_, by)| by),
            merged_into: match &wish.state {
                State::Merged(it) => Some(it.into),
                _ => None,
            },
            whole: wish.whole,
            parts: Vec::new(),
            parts_done,
            parts_of,
            // It is kept elsewhere, see the page of the wish.
            thanks: String::new(),
        })
    }

    fn tombstone(wish: &Wish, opened_at: Millis) -> Self {
        Self {
            id: wish.id,
            kind: wish.kind,
            place: wish.place,
            place_name: wish.place_name.clone(),
            status: Status::Removed,
            ..Self::blank(opened_at)
        }
    }

    /// A wish that just became public and says nothing yet: what a preview starts from.
    pub fn blank(opened_at: Millis) -> Self {
        Self {
            id: WishId::default(),
            kind: WishKind::default(),
            title: String::new(),
            story: String::new(),
            when: String::new(),
            age_band: None,
            place: NodeId::default(),
            place_name: String::new(),
            status: Status::Open,
            class: None,
            opened_at,
            fulfilled_at: None,
            confirmed: None,
            promised: None,
            joiners: 0,
            unmet: None,
            referred: None,
            reply_by: None,
            merged_into: None,
            whole: None,
            parts: Vec::new(),
            parts_done: 0,
            parts_of: 0,
            thanks: String::new(),
        }
    }
}

impl Wish {
    /// By when the helper promised to have done it.
    pub fn promised(&self) -> Option<Millis> {
        match &self.state {
            State::InProgress(it) => Some(it.promised),
            _ => None,
        }
    }

    /// A later day that the helper asks for.
    pub fn extension(&self) -> Option<Extension> {
        match &self.state {
            State::InProgress(it) => match &it.longer {
                Longer::Asked { until, words, .. } => {
                    Some(Extension { until: *until, words: words.clone() })
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Where it went, and by when that office answers, where it has not.
    pub fn referred(&self) -> Option<(Office, Option<Millis>)> {
        match &self.state {
            State::Referred(it) => {
                Some((it.office, Some(it.reply_by).filter(|_| self.awaits_reply())))
            }
            _ => None,
        }
    }
}

/// A page of the public list.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WishPage {
    pub wishes: Vec<PublicWish>,
    /// Where the next page starts, if there is one.
    pub next: Option<WishId>,
    /// The place that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_name: Option<String>,
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
    /// Nothing is told of a child but what is wished for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_child: bool,
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
    /// By when the helper promised to have done it.
    pub promised: Option<Millis>,
    /// When the helper sent what was wished for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Millis>,
    /// A later day that the helper asks for: yes or no?
    pub extension: Option<Extension>,
    /// What the reviewer asks.
    pub question: Option<Question>,
    /// The wish that this one is the same as, as the reviewer thinks: join it?
    pub merge: Option<PublicWish>,
    /// Which office to go to besides, because there is a right to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entitled: Option<Office>,
    /// How it ended, where it did.
    pub outcome: Option<Outcome>,
    /// How many neighbours said "me too".
    pub joiners: i64,
    /// What happened, oldest first.
    pub history: Vec<HistoryLine>,
    /// What may be done now.
    pub steps: Vec<StepName>,
    /// How long this usually takes here.
    pub usual: Option<Usual>,
    /// The round that it belongs to, and its name.
    pub round: Option<(RoundId, String)>,
    /// Whether the helper may be thanked, and what was written.
    pub thanks: Thanking,
    /// It came true, and nobody has said yet how it was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks_how: bool,
    /// The wish of which this is one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<WishId>,
    /// Its own parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
}

/// A later day that a helper asks for.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extension {
    pub until: Millis,
    pub words: String,
}

/// What a reviewer wants to know.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    pub reason: InfoReason,
    pub words: String,
    /// Then the wish is withdrawn.
    pub answer_by: Millis,
}

/// How a wish ended, for its poster, with what may still be done about it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Outcome {
    Fulfilled {
        confirmed: Confirmed,
        dispute_until: Millis,
        /// By when staff ask whether all is still well, where it is time to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked_by: Option<Millis>,
    },
    Unmet {
        reason: UnmetReason,
        words: String,
        reopen_until: Millis,
    },
    Referred {
        office: Office,
        words: String,
        /// Nothing, where it has answered.
        reply_by: Option<Millis>,
    },
    /// `status`: how that wish stands, as far as everybody may know.
    Merged {
        into: WishId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<Status>,
    },
    /// `lapsed`: a question was not answered in time.
    Withdrawn {
        lapsed: bool,
    },
    Expired {
        renew_until: Millis,
    },
    Declined {
        reason: DeclineReason,
        words: String,
    },
    Removed {
        reason: RemoveReason,
        words: String,
        appeal_until: Millis,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appealed: Option<Appealed>,
    },
}

codes! {
    /// What became of what the poster said against a removal.
    Appealed {
        Waiting = "waiting",
        /// A third person agreed with those who took it down.
        Upheld = "upheld",
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
    /// Why the caller only takes what staff offer.
    pub fairness: Option<Fairness>,
    /// Newest first.
    pub notices: Vec<Notice>,
    /// To become a helper, if there is one.
    pub application: Option<Application>,
}
