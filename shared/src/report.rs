//! Whoever reads something public may say that it is wrong; staff look into it and answer.

use serde::{Deserialize, Serialize};

use crate::{
    codes::codes,
    id::{MarketId, ReportId, RoundId, WishId},
    problem::{Check, Problem},
    text,
    time::Millis,
};

const LONGEST_WORDS: usize = 200;

/// What everybody can read, and so can say to be wrong.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum About {
    Wish(WishId),
    Round(RoundId),
    Market(MarketId),
}

codes! {
    /// Why somebody reports something public.
    ReportReason {
        Private = "private",
        Money = "money",
        Fraud = "fraud",
        Abuse = "abuse",
        Unsafe = "unsafe",
        Other = "other",
    }
}

/// What is wrong with something public.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    pub about: About,
    pub reason: ReportReason,
    #[serde(default)]
    pub words: String,
}

impl NewReport {
    /// # Errors
    /// When the words are too long.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::default();
        self.words = check.take("words", text::clean(&self.words, 0, LONGEST_WORDS));
        check.done().map(|()| self)
    }
}

/// As those see it who answer it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    pub id: ReportId,
    pub about: About,
    /// Of what it is about.
    pub title: String,
    pub reason: ReportReason,
    pub words: String,
    pub at: Millis,
}

/// What the reporter is told.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportAnswer {
    pub words: String,
}

impl ReportAnswer {
    /// # Errors
    /// When nothing is said, or too much.
    pub fn check(self) -> Result<Self, Problem> {
        let mut check = Check::default();
        let words = check.take("words", text::clean(&self.words, 1, LONGEST_WORDS));
        check.done().map(|()| Self { words })
    }
}
