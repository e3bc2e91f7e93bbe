//! The states in which a wish comes to its end, and what may still open it again.

use serde::{Deserialize, Serialize};

use super::{
    super::reason::{DeclineReason, DisputeReason, Office, UnmetReason},
    Case, Disputed, FollowUp, Open, Past,
    in_hand::in_time,
};
use crate::{
    codes::codes,
    helper::HelperClass,
    id::{PersonId, WishId},
    problem::Kind,
    settings::Setting,
    time::Millis,
};

codes! {
    /// Who said that it came true.
    Confirmed {
        /// The resident told the helper the confirmation word.
        ByWord = "by_word",
        /// The resident pressed the button.
        ByTap = "by_tap",
        /// The resident said so on the telephone, to staff of another grid.
        ByCall = "by_call",
        /// A secretary looked into an objection.
        ByDecision = "by_decision",
        /// Nobody could be asked; counted apart.
        Unconfirmed = "unconfirmed",
        /// Before this product knew of it.
        ByImport = "by_import",
    }
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Fulfilled {
    pub helper: PersonId,
    pub class: HelperClass,
    pub at: Millis,
    pub confirmed: Confirmed,
    #[serde(default)]
    pub claimed_at: Millis,
    #[serde(default)]
    pub delivered_at: Millis,
    /// Whether staff ask after it, see [`super::Wish::drawn`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
    #[serde(flatten)]
    pub past: Past,
}

/// It cannot come true here; the next market is told what was missed.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Unmet {
    pub at: Millis,
    pub reason: UnmetReason,
    /// In words, for the poster.
    pub words: String,
    #[serde(flatten)]
    pub past: Past,
}

/// An office does it, and answers by a day.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Referred {
    pub at: Millis,
    pub office: Office,
    /// In words, for the poster.
    pub words: String,
    pub reply_by: Millis,
    /// When the answer was told to the poster; until then, staff ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Millis>,
    #[serde(flatten)]
    pub past: Past,
}

/// Its poster joined another wish.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Merged {
    pub at: Millis,
    pub into: WishId,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Withdrawn {
    pub at: Millis,
    /// A question was not answered in time; the poster may send it again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lapsed: bool,
}

/// Nobody claimed it in time.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Expired {
    pub at: Millis,
    #[serde(flatten)]
    pub past: Past,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Declined {
    pub at: Millis,
    pub reason: DeclineReason,
    /// In words, for the poster.
    pub words: String,
}

impl Fulfilled {
    /// Rule 19.
    pub fn dispute(
        self,
        by: PersonId,
        reason: DisputeReason,
        words: String,
        case: &Case,
    ) -> Result<Disputed, Kind> {
        in_time(self.at, Setting::DisputeTime, case)?;
        Ok(self.disputed(by, reason, words, case.now))
    }

    pub(super) fn disputed(
        self,
        by: PersonId,
        reason: DisputeReason,
        words: String,
        at: Millis,
    ) -> Disputed {
        let Self { helper, class, confirmed, claimed_at, delivered_at, past, .. } = self;
        let confirmed = Some(confirmed);
        Disputed { helper, class, at, by, reason, words, claimed_at, delivered_at, confirmed, past }
    }

    /// Rule 25.
    pub fn reopen(self, by_poster: bool, case: &Case) -> Result<Open, Kind> {
        reopen(self.past, self.at, by_poster, case)
    }
}

impl Unmet {
    /// Rule 25.
    pub fn reopen(self, by_poster: bool, case: &Case) -> Result<Open, Kind> {
        reopen(self.past, self.at, by_poster, case)
    }
}

impl Referred {
    /// Rules 5 and 21: what the office says; or that it will say so by another day.
    pub fn answered(self, again: Option<Millis>, at: Millis) -> Result<Self, Kind> {
        match (self.answered_at, again) {
            (Some(_), _) => Err(Kind::StepNotPossible),
            (None, Some(reply_by)) => Ok(Self { reply_by, ..self }),
            (None, None) => Ok(Self { answered_at: Some(at), ..self }),
        }
    }
}

impl Expired {
    /// Rule 25.
    pub fn reopen(self, by_poster: bool, case: &Case) -> Result<Open, Kind> {
        reopen(self.past, self.at, by_poster, case)
    }

    /// Rule 22: for a shorter time than at first; it is no reopening.
    pub fn renew(self, case: &Case) -> Result<Open, Kind> {
        in_time(self.at, Setting::Renewal, case)?;
        Ok(Open { past: Past { renewed: true, ..self.past.anew(case.now) } })
    }
}

fn reopen(past: Past, since: Millis, by_poster: bool, case: &Case) -> Result<Open, Kind> {
    in_time(since, Setting::ReopenTime, case)?;
    // Of what was split, the parts are opened again.
    if !past.parts.is_empty() {
        return Err(Kind::StepNotPossible);
    }
    if by_poster && past.reopened {
        return Err(Kind::StepNotPossible);
    }
    let reopened = past.reopened || by_poster;
    Ok(Open { past: Past { reopened, ..past.anew(case.now) } })
}
