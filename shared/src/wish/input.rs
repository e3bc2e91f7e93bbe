//! What people type about wishes, and the checks that app and server make before it is kept.

use serde::{Deserialize, Serialize};

use super::{
    Status, WishKind,
    reason::{
        ConsentWay, DeclineReason, GuardianRelation, InfoReason, Office, ReleaseReason, Route,
    },
};
use crate::{
    id::{MarketId, NodeId, RoundId, WishId},
    leak,
    problem::{Check, Kind, Problem},
    text,
    time::Millis,
};

/// For whom it is, in a range of years, if the poster wants that to be known.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// Never told more exactly.
    Child,
    Under60,
    From60,
    From70,
    From80,
}

impl AgeBand {
    /// Those that a grown-up may choose; a child's wish has [`AgeBand::Child`] or none.
    pub const ADULTS: [AgeBand; 4] =
        [AgeBand::Under60, AgeBand::From60, AgeBand::From70, AgeBand::From80];

    /// As it stands in imports.
    pub fn code(self) -> &'static str {
        match self {
            AgeBand::Child => "child",
            AgeBand::Under60 => "under60",
            AgeBand::From60 => "from60",
            AgeBand::From70 => "from70",
            AgeBand::From80 => "from80",
        }
    }
}

/// For oneself or for someone else; never public.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Beneficiary {
    #[default]
    Myself,
    /// An adult who agreed to it, which the poster says with a tick of its own; the helper gets the
    /// poster's contact.
    Another,
    /// A child: only for guardians and staff, with the guardian's consent on record, and two
    /// approvals; the helper gets the poster's contact and nothing of the child.
    Minor,
}

/// A guardian's consent to a wish for a child: sealed, for reviewers only.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Guardian {
    pub name: String,
    pub relation: GuardianRelation,
    pub way: ConsentWay,
    /// When the guardian agreed.
    pub agreed_at: Millis,
    /// Whether the guardian makes the wish; if not, staff do.
    pub is_poster: bool,
}

/// What a helper needs to come: sealed when stored, opened to the present helper only.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// How to address the person: 王阿姨.
    pub name: String,
    pub phone: String,
    /// Building, unit, room.
    #[serde(default)]
    pub address: String,
    /// Anything else the helper should know.
    #[serde(default)]
    pub note: String,
}

/// What one fills in to make a wish.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWish {
    pub kind: WishKind,
    /// The wish in one sentence; public after review.
    pub title: String,
    /// More about it; public after review.
    #[serde(default)]
    pub story: String,
    /// When it would suit: 周四上午.
    #[serde(default)]
    pub when: String,
    #[serde(default)]
    pub age_band: Option<AgeBand>,
    #[serde(default)]
    pub beneficiary: Beneficiary,
    /// For a child: who agreed, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<Guardian>,
    /// Where: a node of the grid.
    pub node: Option<NodeId>,
    pub contact: Contact,
    /// A round that is open there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundId>,
    /// The market at which it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<MarketId>,
    /// The public card was shown and agreed to.
    pub preview_seen: bool,
    /// A tick of its own where the wish tells of illness or hardship.
    #[serde(default)]
    pub sensitive_agreed: bool,
    /// A tick of its own for another adult: that person agrees to this being posted. Who said so,
    /// and when, stays in the history.
    #[serde(default)]
    pub proxy_agreed: bool,
}

impl NewWish {
    pub const LONGEST_TITLE: usize = 40;
    pub const LONGEST_STORY: usize = 200;
    pub const LONGEST_WHEN: usize = 30;

    /// Whether the text tells of health or hardship, which needs a tick of its own.
    pub fn is_sensitive(&self) -> bool {
        const WORDS: [&str; 16] = [
            "病", "医院", "手术", "住院", "出院", "残", "轮椅", "吃药", "血压", "糖尿", "低保",
            "困难", "失业", "抑郁", "化疗", "康复",
        ];
        let tells = |text: &str| WORDS.iter().any(|word| text.contains(word));
        tells(&self.title) || tells(&self.story) || tells(&self.contact.note)
    }

    /// The wish as it is stored. The form asks before it sends, the server before it stores.
    ///
    /// # Errors
    /// All fields that are missing, too long, or tell what others must not read.
    pub fn check(mut self) -> Result<(Self, NodeId), Problem> {
        let mut check = Check::default();
        let minor = self.beneficiary == Beneficiary::Minor;
        let texts = (self.title.as_str(), self.story.as_str(), self.when.as_str());
        (self.title, self.story, self.when) = Self::check_public(&mut check, texts, minor);
        self.check_minor(&mut check, minor);
        self.contact.name = check.take("name", text::clean_line(&self.contact.name, 1, 20));
        self.contact.phone = check.take("phone", text::telephone(&self.contact.phone));
        self.contact.address =
            check.take("address", text::clean_line(&self.contact.address, 0, 60));
        self.contact.note = check.take("note", text::clean(&self.contact.note, 0, 200));
        // The helper reads both, and gets to know nothing of the child.
        let note = !(minor && leak::tells_of_a_child(&self.contact.note));
        check.demand("note", note, Kind::TellsOfAChild);
        let name = !(minor && leak::is_name_of_a_child(&self.contact.name));
        check.demand("name", name, Kind::TellsOfAChild);
        check.demand("preview_seen", self.preview_seen, Kind::Required);
        let agreed = self.sensitive_agreed || !self.is_sensitive();
        check.demand("sensitive_agreed", agreed, Kind::ConsentNeeded);
        let agreed = self.proxy_agreed || self.beneficiary != Beneficiary::Another;
        check.demand("proxy_agreed", agreed, Kind::ConsentNeeded);
        let node = check.take("node", self.node.ok_or(Kind::Required));
        check.done().map(|()| (self, node))
    }
}

impl NewWish {
    /// Title, story and time as others will read them. Of a child there is no story.
    pub(super) fn check_public(
        check: &mut Check,
        (title, story, when): (&str, &str, &str),
        minor: bool,
    ) -> (String, String, String) {
        let title = public(text::clean_line(title, 2, Self::LONGEST_TITLE), minor);
        let longest = if minor { 0 } else { Self::LONGEST_STORY };
        let story = public(text::clean(story, 0, longest), minor);
        let story = story.map_err(|kind| match kind {
            Kind::TooLong if minor => Kind::NoStoryOfAChild,
            kind => kind,
        });
        let when = public(text::clean_line(when, 0, Self::LONGEST_WHEN), minor);
        (check.take("title", title), check.take("story", story), check.take("when", when))
    }

    fn check_minor(&mut self, check: &mut Check, minor: bool) {
        let fits = match self.age_band {
            None => true,
            Some(band) => minor == (band == AgeBand::Child),
        };
        check.demand("age_band", fits, Kind::Invalid);
        check.demand("guardian", minor == self.guardian.is_some(), Kind::GuardianNeeded);
        if let Some(guardian) = &mut self.guardian {
            guardian.name = check.take("guardian", text::clean_line(&guardian.name, 1, 20));
        }
    }
}

/// A text that others will read: it tells nothing that [`leak::find`] finds; of a child, not even
/// an age.
pub(super) fn public(text: Result<String, Kind>, of_minor: bool) -> Result<String, Kind> {
    let text = text?;
    let found = if of_minor { leak::find_of_a_child(&text) } else { leak::find(&text) };
    match found.iter().map(|leak| leak.kind.blocks()).max() {
        None => Ok(text),
        Some(true) => Err(Kind::Money),
        Some(false) => Err(Kind::Leak),
    }
}

/// Which page of the public list.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WishFilter {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<WishKind>,
    /// A public status; open where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Words to look for in title and story.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// A node of public level, at which or below which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<NodeId>,
    /// The last wish of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<WishId>,
}

impl WishFilter {
    /// How many wishes a page has.
    pub const PAGE: i64 = 20;
    pub const LONGEST_QUERY: usize = 40;
}

/// Wishes like one that is being made.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SimilarQuery {
    pub kind: WishKind,
    pub node: NodeId,
}

/// What a reviewer decides. `version` is the one that was looked at.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// Public from now on, in these words.
    Approve {
        version: i64,
        kind: WishKind,
        title: String,
        story: String,
        /// Nothing leaves what the poster said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<String>,
        #[serde(default)]
        route: Route,
        /// Rule 2 asks every reviewer: the office to go to besides, where there is a right to
        /// this, and null where there is none. Nothing said is no answer.
        #[serde(deserialize_with = "Option::deserialize")]
        #[cfg_attr(feature = "schema", schemars(required))]
        entitled: Option<Office>,
    },
    /// One question to the poster.
    AskInfo {
        version: i64,
        reason: InfoReason,
        words: String,
    },
    Decline {
        version: i64,
        reason: DeclineReason,
        words: String,
    },
    /// An office does it, and answers by then.
    Refer {
        version: i64,
        office: Office,
        words: String,
        reply_by: Millis,
    },
    /// The same as another wish; the poster is asked to join it.
    Merge {
        version: i64,
        into: WishId,
    },
}

impl Decision {
    pub fn version(&self) -> i64 {
        match self {
            Decision::Approve { version, .. }
            | Decision::AskInfo { version, .. }
            | Decision::Decline { version, .. }
            | Decision::Refer { version, .. }
            | Decision::Merge { version, .. } => *version,
        }
    }

    /// The decision as it is carried out.
    ///
    /// # Errors
    /// Fields that are missing or too long, or words that tell what others must not read.
    pub fn check(mut self, of_minor: bool) -> Result<Self, Problem> {
        let mut check = Check::default();
        match &mut self {
            Decision::Approve { title, story, when, .. } => {
                let said = when.as_deref().unwrap_or_default();
                let public = NewWish::check_public(&mut check, (title, story, said), of_minor);
                (*title, *story) = (public.0, public.1);
                *when = when.is_some().then_some(public.2);
            }
            Decision::AskInfo { words, .. }
            | Decision::Decline { words, .. }
            | Decision::Refer { words, .. } => {
                *words = check.take("words", text::clean(words, 1, 200));
            }
            Decision::Merge { .. } => {}
        }
        check.done().map(|()| self)
    }
}

/// The helper says that it is done: with the word, it is; without, the resident is asked.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deliver {
    /// The two words that the resident told.
    #[serde(default)]
    pub word: String,
    #[serde(default)]
    pub note: String,
}

impl Deliver {
    /// # Errors
    /// When word or note are too long, or neither is there.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::default();
        self.word = check.take("word", text::clean_line(&self.word, 0, 20));
        let shortest = usize::from(self.word.is_empty());
        self.note = check.take("note", text::clean(&self.note, shortest, 200));
        check.done().map(|()| self)
    }
}

/// The helper cannot go on, and says what the next should know.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Release {
    #[serde(default)]
    pub reason: ReleaseReason,
    #[serde(default)]
    pub hand_over: String,
}

impl Release {
    /// # Errors
    /// When the note is too long.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::default();
        self.hand_over = check.take("hand_over", text::clean(&self.hand_over, 0, 200));
        check.done().map(|()| self)
    }
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
