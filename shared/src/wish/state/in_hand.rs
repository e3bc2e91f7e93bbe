//! The states in which a helper has the wish in hand, and the steps out of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    super::{
        WishKind,
        reason::{DisputeReason, UnmetReason},
    },
    Case, Confirmed, Fulfilled, Open, Past, Unmet,
};
use crate::{
    calendar::{day_of, evening_of},
    helper::HelperClass,
    id::PersonId,
    problem::Kind,
    settings::{Rules, Setting},
    time::Millis,
};

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Claimed {
    pub helper: PersonId,
    pub class: HelperClass,
    pub at: Millis,
    /// How often the helper entered wrong confirmation words.
    #[serde(default)]
    pub wrong_words: u8,
    /// When the helper called last, and nobody answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_vain_at: Option<Millis>,
    #[serde(flatten)]
    pub past: Past,
}

/// The helper has called, and promised a time.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct InProgress {
    pub helper: PersonId,
    pub class: HelperClass,
    pub claimed_at: Millis,
    pub at: Millis,
    pub promised: Millis,
    #[serde(default)]
    pub longer: Longer,
    #[serde(default)]
    pub wrong_words: u8,
    #[serde(flatten)]
    pub past: Past,
}

/// Whether the promise may be put off, which is asked once.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Longer {
    #[default]
    NotAsked,
    Asked {
        until: Millis,
        words: String,
        /// When; zero where it was stored before that was.
        #[serde(default)]
        at: Millis,
    },
    /// Yes or no was said.
    Decided,
}

/// The helper says that it is done; the resident is asked.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Delivered {
    pub helper: PersonId,
    pub class: HelperClass,
    pub at: Millis,
    pub note: String,
    #[serde(default)]
    pub claimed_at: Millis,
    /// Calls to the resident that nobody answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed_calls: Vec<FailedCall>,
    #[serde(flatten)]
    pub past: Past,
}

/// Somebody called and reached nobody.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct FailedCall {
    pub by: PersonId,
    pub at: Millis,
}

/// Somebody objects; a secretary looks into it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Disputed {
    pub helper: PersonId,
    pub class: HelperClass,
    pub at: Millis,
    pub by: PersonId,
    pub reason: DisputeReason,
    /// For those who decide.
    pub words: String,
    pub claimed_at: Millis,
    /// When it was called done, and by whom it was confirmed, if it was.
    pub delivered_at: Millis,
    #[serde(default)]
    pub confirmed: Option<Confirmed>,
    #[serde(flatten)]
    pub past: Past,
}

/// Instead of a count: the word may have been told, so it proves nothing, however many tries the
/// community allows.
pub const WORD_TOLD: u8 = u8::MAX;

/// The latest time that may be promised for a wish of this kind.
pub fn latest_promise(case: &Case) -> Millis {
    let setting = match case.kind {
        WishKind::Goods => Setting::PromiseGoods,
        _ => Setting::PromiseService,
    };
    evening_of(case.rules.after(case.now, setting))
}

/// By when what was promised may be done, once it is put off.
pub fn latest_extension(promised: Millis, rules: &Rules) -> Millis {
    evening_of(rules.after(promised, Setting::Extension))
}

impl Claimed {
    pub(super) fn new(helper: PersonId, class: HelperClass, at: Millis, past: Past) -> Self {
        Self { helper, class, at, wrong_words: 0, in_vain_at: None, past }
    }

    /// Rule 10, where nobody answers: once a day.
    pub fn call_in_vain(self, now: Millis) -> Result<Self, Kind> {
        match self.in_vain_at.is_some_and(|at| day_of(at) == day_of(now)) {
            true => Err(Kind::StepNotPossible),
            false => Ok(Self { in_vain_at: Some(now), ..self }),
        }
    }

    /// Rule 10.
    pub fn promise(self, promised: Millis, case: &Case) -> Result<InProgress, Kind> {
        if promised <= case.now || promised > latest_promise(case) {
            return Err(Kind::PromiseTooFar);
        }
        let Self { helper, class, at: claimed_at, wrong_words, past, .. } = self;
        let (at, longer) = (case.now, Longer::NotAsked);
        Ok(InProgress { helper, class, claimed_at, at, promised, longer, wrong_words, past })
    }
}

impl InProgress {
    /// Rule 13: asked once, before the promised time, and for no longer than is allowed.
    pub fn ask_longer(self, until: Millis, words: String, case: &Case) -> Result<Self, Kind> {
        let longer = Longer::Asked { until, words, at: case.now };
        match self.longer {
            Longer::NotAsked => Ok(Self { longer, ..self.may_end(until, case)? }),
            _ => Err(Kind::StepNotPossible),
        }
    }

    /// Rule 13: the resident's yes.
    pub fn agree_longer(self) -> Result<Self, Kind> {
        match self.longer {
            Longer::Asked { until, .. } => {
                Ok(Self { promised: until, longer: Longer::Decided, ..self })
            }
            _ => Err(Kind::StepNotPossible),
        }
    }

    pub fn refuse_longer(self) -> Result<Self, Kind> {
        match self.longer {
            Longer::Asked { .. } => Ok(Self { longer: Longer::Decided, ..self }),
            _ => Err(Kind::StepNotPossible),
        }
    }

    /// Rule 13: after a call by staff.
    pub fn extend(self, until: Millis, case: &Case) -> Result<Self, Kind> {
        match self.longer {
            Longer::Decided => Err(Kind::StepNotPossible),
            _ => {
                Ok(Self { promised: until, longer: Longer::Decided, ..self.may_end(until, case)? })
            }
        }
    }

    fn may_end(self, until: Millis, case: &Case) -> Result<Self, Kind> {
        if case.now >= self.promised {
            return Err(Kind::TooLate);
        }
        let latest = latest_extension(self.promised, case.rules);
        match until > self.promised && until <= latest {
            true => Ok(self),
            false => Err(Kind::PromiseTooFar),
        }
    }
}

impl Delivered {
    /// Rules 16 to 18.
    pub(super) fn fulfil(self, at: Millis, confirmed: Confirmed) -> Fulfilled {
        let Self { helper, class, at: delivered_at, claimed_at, past, .. } = self;
        let follow_up = None;
        Fulfilled { helper, class, at, confirmed, claimed_at, delivered_at, follow_up, past }
    }

    /// Rule 16.
    pub fn confirm(self, at: Millis) -> Fulfilled {
        self.fulfil(at, Confirmed::ByTap)
    }

    /// Rule 17.
    pub fn confirm_by_call(self, at: Millis) -> Fulfilled {
        self.fulfil(at, Confirmed::ByCall)
    }

    /// Before rule 18.
    pub fn call_failed(mut self, by: PersonId, at: Millis) -> Self {
        self.failed_calls.push(FailedCall { by, at });
        self
    }

    /// On how many days somebody called in vain: who is out at noon may be there in the evening, and
    /// twice in a minute is once.
    pub fn days_called(&self) -> i64 {
        let days: BTreeSet<i64> = self.failed_calls.iter().map(|call| day_of(call.at)).collect();
        i64::try_from(days.len()).unwrap_or(i64::MAX)
    }

    /// Rule 18.
    pub fn close_unconfirmed(self, case: &Case) -> Result<Fulfilled, Kind> {
        let early = case.now < case.rules.after(self.at, Setting::CloseUnconfirmed);
        match early || self.days_called() < case.rules.count(Setting::FailedCalls) {
            true => Err(Kind::TooEarly),
            false => Ok(self.fulfil(case.now, Confirmed::Unconfirmed)),
        }
    }

    /// Rule 19.
    pub fn dispute(
        self,
        by: PersonId,
        reason: DisputeReason,
        words: String,
        case: &Case,
    ) -> Result<Disputed, Kind> {
        in_time(self.at, Setting::DisputeTime, case)?;
        let Self { helper, class, at: delivered_at, claimed_at, past, .. } = self;
        let (at, confirmed) = (case.now, None);
        Ok(Disputed {
            helper,
            class,
            at,
            by,
            reason,
            words,
            claimed_at,
            delivered_at,
            confirmed,
            past,
        })
    }
}

/// Whether something may still be said about what happened then.
pub(super) fn in_time(since: Millis, setting: Setting, case: &Case) -> Result<(), Kind> {
    if case.now > case.rules.after(since, setting) { Err(Kind::TooLate) } else { Ok(()) }
}

impl Disputed {
    /// Rule 20: the same helper goes on. The word may have been told, so it proves nothing any
    /// more: the resident confirms, or staff make a new one.
    pub fn go_on(self, promised: Millis, case: &Case) -> Result<InProgress, Kind> {
        let Self { helper, class, claimed_at: at, past, .. } = self;
        let wrong_words = WORD_TOLD;
        Claimed { helper, class, at, wrong_words, in_vain_at: None, past }.promise(promised, case)
    }

    /// Rule 20: others may claim it.
    pub fn open_again(self, now: Millis) -> Open {
        Open { past: self.past.given_back(String::new(), self.claimed_at, now) }
    }

    /// Rule 20: it did come true.
    pub fn came_true(self, at: Millis) -> Fulfilled {
        let Self { helper, class, claimed_at, delivered_at, past, .. } = self;
        let confirmed = Confirmed::ByDecision;
        let follow_up = None;
        Fulfilled { helper, class, at, confirmed, claimed_at, delivered_at, follow_up, past }
    }

    /// Rule 20.
    pub fn cannot_be(self, at: Millis, reason: UnmetReason, words: String) -> Unmet {
        Unmet { at, reason, words, past: self.past }
    }
}
