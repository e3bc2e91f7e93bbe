//! What people type about wishes, and the checks that app and server make before it is kept.

use serde::{Deserialize, Serialize};

use super::{Status, WishKind};
use crate::{
    id::{NodeId, WishId},
    leak,
    problem::{Check, Kind, Problem},
    text,
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
    Under60,
    From60,
    From70,
    From80,
}

impl AgeBand {
    pub const ALL: [AgeBand; 4] =
        [AgeBand::Under60, AgeBand::From60, AgeBand::From70, AgeBand::From80];

    /// As it stands in imports.
    pub fn code(self) -> &'static str {
        match self {
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
    /// An adult who asked the poster to; the helper gets the poster's contact.
    Another,
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
    /// Where: a node of the grid.
    pub node: Option<NodeId>,
    pub contact: Contact,
    /// The public card was shown and agreed to.
    pub preview_seen: bool,
    /// A tick of its own where the wish tells of illness or hardship.
    #[serde(default)]
    pub sensitive_agreed: bool,
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
        self.title =
            check.take("title", public(text::clean_line(&self.title, 2, Self::LONGEST_TITLE)));
        self.story = check.take("story", public(text::clean(&self.story, 0, Self::LONGEST_STORY)));
        self.when = check.take("when", public(text::clean_line(&self.when, 0, Self::LONGEST_WHEN)));
        self.contact.name = check.take("name", text::clean_line(&self.contact.name, 1, 20));
        self.contact.phone = check.take("phone", text::phone(&self.contact.phone));
        self.contact.address =
            check.take("address", text::clean_line(&self.contact.address, 0, 60));
        self.contact.note = check.take("note", text::clean(&self.contact.note, 0, 200));
        check.demand("preview_seen", self.preview_seen, Kind::Required);
        let agreed = self.sensitive_agreed || !self.is_sensitive();
        check.demand("sensitive_agreed", agreed, Kind::ConsentNeeded);
        let node = check.take("node", self.node.ok_or(Kind::Required));
        check.done().map(|()| (self, node))
    }
}

/// A text that others will read: it tells nothing that [`leak::find`] finds.
fn public(text: Result<String, Kind>) -> Result<String, Kind> {
    let text = text?;
    match leak::find(&text).iter().map(|leak| leak.kind.blocks()).max() {
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
    /// The last wish of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<WishId>,
}

impl WishFilter {
    /// How many wishes a page has.
    pub const PAGE: i64 = 20;
    pub const LONGEST_QUERY: usize = 40;
}

/// Why a wish does not become public.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    /// Money, or a thing to be bought.
    Money,
    /// Someone else's duty or right: an office will do it.
    OtherOffice,
    Unsafe,
    /// The same wish was sent before.
    Repeated,
    Unclear,
}

impl DeclineReason {
    pub const ALL: [DeclineReason; 5] = [
        DeclineReason::Unclear,
        DeclineReason::OtherOffice,
        DeclineReason::Repeated,
        DeclineReason::Money,
        DeclineReason::Unsafe,
    ];
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
    },
    Decline {
        version: i64,
        reason: DeclineReason,
        words: String,
    },
}

impl Decision {
    pub fn version(&self) -> i64 {
        match self {
            Decision::Approve { version, .. } | Decision::Decline { version, .. } => *version,
        }
    }

    /// The decision as it is carried out.
    ///
    /// # Errors
    /// Fields that are missing or too long, or words that tell what others must not read.
    pub fn check(self) -> Result<Self, Problem> {
        let mut check = Check::default();
        let checked = match self {
            Decision::Approve { version, kind, title, story } => Decision::Approve {
                version,
                kind,
                title: check
                    .take("title", public(text::clean_line(&title, 2, NewWish::LONGEST_TITLE))),
                story: check.take("story", public(text::clean(&story, 0, NewWish::LONGEST_STORY))),
            },
            Decision::Decline { version, reason, words } => Decision::Decline {
                version,
                reason,
                words: check.take("words", text::clean(&words, 1, 200)),
            },
        };
        check.done().map(|()| checked)
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
mod tests {
    use super::*;

    fn lamp() -> NewWish {
        let contact =
            Contact { name: "王阿姨".into(), phone: "13800001234".into(), ..Contact::default() };
        let (node, title) = (Some(NodeId::default()), "楼道的灯坏了".into());
        NewWish { title, contact, node, preview_seen: true, ..NewWish::default() }
    }

    #[test]
    fn a_plain_wish_passes() {
        assert!(lamp().check().is_ok());
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wrong =
            NewWish { title: " ".into(), contact: Contact::default(), node: None, ..lamp() };
        let problem = wrong.check().unwrap_err();
        for (field, kind) in [
            ("title", Kind::Required),
            ("name", Kind::Required),
            ("phone", Kind::NotAPhone),
            ("node", Kind::Required),
        ] {
            assert_eq!(problem.field(field), Some(kind), "{field}");
        }
    }

    #[test]
    fn what_others_must_not_read_is_sent_back() {
        let leak = NewWish { story: "我住5号楼2单元301".into(), ..lamp() };
        assert_eq!(leak.check().unwrap_err().field("story"), Some(Kind::Leak));
        let money = NewWish { title: "想要500元".into(), ..lamp() };
        assert_eq!(money.check().unwrap_err().field("title"), Some(Kind::Money));
    }

    #[test]
    fn illness_needs_a_tick_of_its_own() {
        let ill = NewWish { title: "陪我去医院复查".into(), ..lamp() };
        assert_eq!(
            ill.clone().check().unwrap_err().field("sensitive_agreed"),
            Some(Kind::ConsentNeeded)
        );
        assert!(NewWish { sensitive_agreed: true, ..ill }.check().is_ok());
    }
}
