//! What people send to take a step, one list for each side; and the checks before it is taken.

use serde::{Deserialize, Serialize};

use super::{
    WishKind,
    input::{NewWish, public},
    reason::{CallOutcome, DisputeReason, Office, RemoveReason, UnmetReason},
    state::{FEWEST_PARTS, MOST_PARTS},
    step::Finding,
};
use crate::{
    id::AppointmentId,
    problem::{Check, Kind, Problem},
    text,
    time::Millis,
};

/// How long the words of a step may be.
const LONGEST_WORDS: usize = 200;

/// A step of the one who made the wish.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum PosterStep {
    /// The wish again, with what was asked for.
    Answer {
        title: String,
        story: String,
        when: String,
    },
    /// Yes to joining the other wish.
    AgreeMerge,
    RefuseMerge,
    /// Yes to a later day.
    AgreeLonger,
    RefuseLonger,
    Confirm,
    /// The goods are there.
    Receive,
    /// The goods went back.
    Returned,
    Dispute {
        reason: DisputeReason,
        words: String,
    },
    Renew,
    Reopen {
        words: String,
    },
    /// It should not have been taken down.
    Appeal {
        words: String,
    },
    Withdraw,
}

/// A step of the helper, besides claiming, giving back and delivering.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum HelperStep {
    /// I called, and we agreed on a time.
    Promise {
        at: Millis,
    },
    /// I called, and nobody answered.
    CallInVain,
    AskLonger {
        until: Millis,
        words: String,
    },
    RefuseOffer {
        #[serde(default)]
        words: String,
    },
    /// To a colleague of the same team, by the appointment.
    HandOver {
        to: AppointmentId,
        /// What to know, for whoever says yes.
        #[serde(default)]
        advice: String,
    },
    /// Yes to a colleague who asks.
    TakeOver,
    /// No; or the helper who asked goes on after all.
    RefuseHandOver,
    /// The goods are on their way.
    Send,
    /// The goods came back, with a word for the next.
    SayReturned {
        #[serde(default)]
        words: String,
    },
}

/// A step of staff, besides review.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum StaffStep {
    /// To a helper, by the appointment.
    Offer {
        to: AppointmentId,
        #[serde(default)]
        urgent: bool,
    },
    /// Into parts, each with its own helper; the resident agrees.
    Split {
        parts: Vec<NewPart>,
        consulted: bool,
    },
    /// After a call to both sides.
    Extend {
        until: Millis,
    },
    /// The resident was called: said yes, or was not reached.
    Called {
        outcome: CallOutcome,
    },
    /// The resident was asked: the goods are there.
    Receive {
        words: String,
    },
    /// The goods are back with the helper.
    Returned {
        words: String,
    },
    CloseUnconfirmed {
        words: String,
    },
    Dispute {
        reason: DisputeReason,
        words: String,
    },
    Settle {
        finding: Finding,
        words: String,
    },
    /// `consulted`: the resident was asked before.
    CannotBe {
        reason: UnmetReason,
        words: String,
        consulted: bool,
    },
    Refer {
        office: Office,
        words: String,
        reply_by: Millis,
        consulted: bool,
    },
    /// What the office says, for the resident; or, with a day, that it will say so by then.
    OfficeAnswered {
        words: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        again: Option<Millis>,
    },
    KeepOpen {
        words: String,
    },
    AskRemoval {
        reason: RemoveReason,
        words: String,
    },
    AgreeRemoval,
    RefuseRemoval {
        words: String,
    },
    /// Its poster is right.
    Restore {
        words: String,
    },
    /// It stays down.
    UpholdRemoval {
        words: String,
    },
    Reopen {
        words: String,
    },
    /// The resident lost the confirmation word; the answer has the new one.
    NewWord {
        words: String,
    },
    /// The resident was asked, some time after it came true, whether all is still well.
    FollowUp {
        heard: Heard,
        /// What was said; the resident reads it.
        #[serde(default)]
        words: String,
    },
}

/// What the resident said about a wish that came true a while ago.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "heard", rename_all = "snake_case", deny_unknown_fields)]
pub enum Heard {
    /// All is still well.
    Good,
    /// Something is wrong, which a secretary looks into.
    Trouble { reason: DisputeReason },
}

/// A part of a wish, in words that everybody reads.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPart {
    pub kind: WishKind,
    pub title: String,
    #[serde(default)]
    pub story: String,
}

impl NewPart {
    /// The names of the fields, part by part.
    pub const FIELDS: [(&str, &str); MOST_PARTS] = [
        ("title_1", "story_1"),
        ("title_2", "story_2"),
        ("title_3", "story_3"),
        ("title_4", "story_4"),
        ("title_5", "story_5"),
        ("title_6", "story_6"),
    ];

    /// Puts all parts right, and notes what tells too much. Of a child there is no story.
    pub fn check(check: &mut Check, parts: &mut [Self], of_minor: bool) {
        let enough = (FEWEST_PARTS..=MOST_PARTS).contains(&parts.len());
        check.demand("parts", enough, Kind::OutOfRange);
        let longest = if of_minor { 0 } else { NewWish::LONGEST_STORY };
        for (part, (title, story)) in parts.iter_mut().zip(Self::FIELDS) {
            let said = text::clean_line(&part.title, 2, NewWish::LONGEST_TITLE);
            part.title = check.take(title, public(said, of_minor));
            let said = text::clean(&part.story, 0, longest);
            let said = said.map_err(|kind| match kind {
                Kind::TooLong if of_minor => Kind::NoStoryOfAChild,
                kind => kind,
            });
            part.story = check.take(story, public(said, of_minor));
        }
    }
}

fn words(check: &mut Check, words: &str) -> String {
    check.take("words", text::clean(words, 1, LONGEST_WORDS))
}

impl PosterStep {
    /// # Errors
    /// Fields that are missing or too long, or public words that tell too much.
    pub fn check(self, of_minor: bool) -> Result<Self, Problem> {
        let mut check = Check::default();
        let checked = match self {
            Self::Answer { title, story, when } => {
                let (title, story, when) =
                    NewWish::check_public(&mut check, (&title, &story, &when), of_minor);
                Self::Answer { title, story, when }
            }
            Self::Dispute { reason, words: said } => {
                Self::Dispute { reason, words: words(&mut check, &said) }
            }
            Self::Reopen { words: said } => Self::Reopen { words: words(&mut check, &said) },
            Self::Appeal { words: said } => Self::Appeal { words: words(&mut check, &said) },
            other => other,
        };
        check.done().map(|()| checked)
    }
}

impl HelperStep {
    /// # Errors
    /// Words that are missing or too long.
    pub fn check(self) -> Result<Self, Problem> {
        let mut check = Check::default();
        let checked = match self {
            Self::AskLonger { until, words: said } => {
                Self::AskLonger { until, words: words(&mut check, &said) }
            }
            Self::RefuseOffer { words } => {
                let words = check.take("words", text::clean(&words, 0, LONGEST_WORDS));
                Self::RefuseOffer { words }
            }
            Self::SayReturned { words } => {
                let words = check.take("words", text::clean(&words, 0, LONGEST_WORDS));
                Self::SayReturned { words }
            }
            Self::HandOver { to, advice } => {
                let advice = check.take("advice", text::clean(&advice, 0, LONGEST_WORDS));
                Self::HandOver { to, advice }
            }
            other => other,
        };
        check.done().map(|()| checked)
    }
}

impl StaffStep {
    /// # Errors
    /// Words that are missing, too long, or that everyone will read and tell too much; and a
    /// decision over a wish without a word with its poster.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::default();
        match &mut self {
            Self::CloseUnconfirmed { words: said }
            | Self::Receive { words: said }
            | Self::Returned { words: said }
            | Self::Dispute { words: said, .. }
            | Self::Settle { words: said, .. }
            | Self::OfficeAnswered { words: said, .. }
            | Self::KeepOpen { words: said }
            | Self::AskRemoval { words: said, .. }
            | Self::RefuseRemoval { words: said }
            | Self::Restore { words: said }
            | Self::UpholdRemoval { words: said }
            | Self::Reopen { words: said }
            | Self::NewWord { words: said } => *said = words(&mut check, said),
            Self::CannotBe { words: said, consulted, .. }
            | Self::Refer { words: said, consulted, .. } => {
                *said = check.take("words", public(text::clean(said, 1, LONGEST_WORDS), false));
                check.demand("consulted", *consulted, Kind::ConsentNeeded);
            }
            // That all is well may be said without a word.
            Self::FollowUp { heard, words: said } => {
                let least = if *heard == Heard::Good { 0 } else { 1 };
                *said = check.take("words", text::clean(said, least, LONGEST_WORDS));
            }
            Self::Split { parts, consulted } => {
                check.demand("consulted", *consulted, Kind::ConsentNeeded);
                NewPart::check(&mut check, parts, false);
            }
            Self::Offer { .. } | Self::Extend { .. } | Self::Called { .. } | Self::AgreeRemoval => {
            }
        }
        check.done().map(|()| self)
    }
}

/// "Me too", or no longer.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Join {
    pub join: bool,
}

/// Why a member of staff looks at the contact of a wish that is not theirs to review.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LookReason {
    pub reason: String,
    /// It is one of the ready sentences, which a child's wish does not open for.
    #[serde(default)]
    pub ready: bool,
}

impl LookReason {
    /// # Errors
    /// When nothing is said, or too much.
    pub fn check(self) -> Result<Self, Problem> {
        let mut check = Check::default();
        let reason = check.take("reason", text::clean_line(&self.reason, 1, 60));
        check.done().map(|()| Self { reason, ..self })
    }

    /// The words of a look at a child's wish are one's own, and say something.
    pub const SHORTEST_OF_CHILD: usize = 4;

    /// # Errors
    /// When a child's wish is opened with a ready sentence, or with hardly a word.
    pub fn check_for(&self, of_minor: bool) -> Result<(), Problem> {
        let own = !self.ready && self.reason.chars().count() >= Self::SHORTEST_OF_CHILD;
        if own || !of_minor { Ok(()) } else { Err(Problem::fields([("reason", Kind::Required)])) }
    }
}
