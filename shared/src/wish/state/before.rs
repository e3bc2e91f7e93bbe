//! The states before a helper has the wish in hand, and the steps out of them.

use serde::{Deserialize, Serialize};

use super::{
    super::reason::{DeclineReason, InfoReason, Office, UnmetReason},
    Case, Claimed, Declined, Expired, Merged, Past, Referred, Unmet,
};
use crate::{
    helper::HelperClass,
    id::{PersonId, WishId},
    problem::Kind,
    settings::Setting,
    time::Millis,
};

/// Waits for review; nobody but poster and reviewers knows of it.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Submitted {
    /// Since when it waits again, where the poster was asked something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Millis>,
    /// Who has approved it so far; a minor's wish needs two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<PersonId>,
    /// Which office the first of two knows of, where there is a right to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entitled: Option<Office>,
    /// The reviewer proposes to join another wish; the poster is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<Merge>,
}

/// A proposal to join another wish.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Merge {
    pub into: WishId,
    pub by: PersonId,
    pub at: Millis,
}

/// The poster was asked something; nobody else knows of it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct NeedsInfo {
    pub at: Millis,
    pub reason: InfoReason,
    pub question: String,
}

/// Waits for a helper.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Open {
    #[serde(flatten)]
    pub past: Past,
}

/// One helper was asked, and nobody else may claim it meanwhile.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Offered {
    pub to: PersonId,
    pub class: HelperClass,
    pub by: PersonId,
    pub at: Millis,
    pub urgent: bool,
    #[serde(flatten)]
    pub past: Past,
}

/// Where an approval leads.
pub enum Approved {
    Open(Open),
    /// A second reviewer has to look.
    Submitted(Submitted),
}

impl Submitted {
    /// Rule 2. What one of two knows of a right to it, the poster is told.
    pub fn approve(
        self,
        by: PersonId,
        entitled: Option<Office>,
        case: &Case,
    ) -> Result<Approved, Kind> {
        let mut waits = self.undisturbed()?;
        if waits.approvals.contains(&by) {
            return Err(Kind::SecondPersonNeeded);
        }
        waits.approvals.push(by);
        waits.entitled = entitled.or(waits.entitled);
        let needed = if case.is_minor() { 2 } else { 1 };
        Ok(match waits.approvals.len() >= needed {
            true => {
                let past = Past { entitled: waits.entitled, ..Past::from(case.now) };
                Approved::Open(Open { past })
            }
            false => Approved::Submitted(waits),
        })
    }

    /// Rule 3.
    pub fn ask_info(self, reason: InfoReason, question: String, at: Millis) -> NeedsInfo {
        NeedsInfo { at, reason, question }
    }

    /// Rule 5.
    pub fn decline(self, at: Millis, reason: DeclineReason, words: String) -> Declined {
        Declined { at, reason, words }
    }

    /// Rule 5.
    pub fn refer(self, at: Millis, office: Office, words: String, reply_by: Millis) -> Referred {
        Referred { at, office, words, reply_by, answered_at: None, past: Past::default() }
    }

    /// Rule 5: nobody's wish is merged without a yes.
    pub fn propose_merge(self, into: WishId, by: PersonId, at: Millis) -> Result<Self, Kind> {
        Ok(Self { merge: Some(Merge { into, by, at }), ..self.undisturbed()? })
    }

    pub fn agree_merge(self, at: Millis) -> Result<Merged, Kind> {
        let Merge { into, .. } = self.merge.ok_or(Kind::StepNotPossible)?;
        Ok(Merged { at, into })
    }

    pub fn refuse_merge(self, at: Millis) -> Result<Self, Kind> {
        self.merge.ok_or(Kind::StepNotPossible)?;
        Ok(Self { merge: None, since: Some(at), ..self })
    }

    /// While the poster is asked, reviewers wait.
    fn undisturbed(self) -> Result<Self, Kind> {
        if self.merge.is_some() { Err(Kind::StepNotPossible) } else { Ok(self) }
    }
}

impl NeedsInfo {
    /// Rule 4: whoever approved before looks again.
    pub fn answer(self, at: Millis) -> Submitted {
        Submitted { since: Some(at), ..Submitted::default() }
    }
}

impl Open {
    /// Rule 6.
    pub fn claim(self, helper: PersonId, class: HelperClass, at: Millis) -> Claimed {
        Claimed::new(helper, class, at, self.past)
    }

    /// Rule 7.
    pub fn offer(
        self,
        to: PersonId,
        class: HelperClass,
        by: PersonId,
        urgent: bool,
        at: Millis,
    ) -> Offered {
        let first_offer_at = self.past.first_offer_at.or(Some(at));
        Offered { to, class, by, at, urgent, past: Past { first_offer_at, ..self.past } }
    }

    /// Rule 21.
    pub fn cannot_be(self, at: Millis, reason: UnmetReason, words: String) -> Unmet {
        Unmet { at, reason, words, past: self.past }
    }

    /// Rule 21.
    pub fn refer(self, at: Millis, office: Office, words: String, reply_by: Millis) -> Referred {
        Referred { at, office, words, reply_by, answered_at: None, past: self.past }
    }

    /// Rule 21: looked at, and left open; offers begin anew.
    pub fn keep_open(self, at: Millis) -> Self {
        let past = Past {
            looked_at: Some(at),
            refusals: 0,
            first_offer_at: None,
            refused_at: None,
            ..self.past
        };
        Self { past }
    }

    /// Rule 22.
    pub fn expire(self, at: Millis) -> Expired {
        Expired { at, past: self.past }
    }

    /// Rule 22: from the first notice on.
    pub fn renew(self, case: &Case) -> Result<Self, Kind> {
        let end = self.past.ends_at(case.rules);
        if case.now < case.rules.before(end, Setting::ExpiryNoticeFirst) {
            return Err(Kind::TooEarly);
        }
        Ok(Self { past: Past { renewals: self.past.renewals + 1, ..self.past } })
    }
}

impl Offered {
    /// Rule 8: only by the one who was asked.
    pub fn claim(self, helper: PersonId, class: HelperClass, at: Millis) -> Result<Claimed, Kind> {
        match helper == self.to {
            true => Ok(Claimed::new(helper, class, at, self.past)),
            false => Err(Kind::AlreadyClaimed),
        }
    }

    /// Rule 9.
    pub fn refuse(self, case: &Case) -> Open {
        let enough = i64::from(self.past.refusals) >= case.rules.count(Setting::OfferRefusals);
        let refused_at = self.past.refused_at.filter(|_| enough).or(Some(case.now));
        let refusals = self.past.refusals + 1;
        Open { past: Past { refusals, refused_at, ..self.past } }
    }
}
