//! What lies behind a wish that is or was open, carried from state to state.

use serde::{Deserialize, Serialize};

use super::{super::reason::Office, HandingOver, Part, Sent};
use crate::{
    settings::{Rules, Setting},
    time::Millis,
};

#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Since when it waits. The times in which somebody had it in hand are left out, by moving
    /// this on, so that nothing ends because a helper took long. Zero: since it became public.
    #[serde(default)]
    pub waits_since: Millis,
    /// How many helpers gave it back.
    #[serde(default)]
    pub releases: u32,
    /// What the last of them left for the next.
    #[serde(default)]
    pub hand_over: String,
    /// How many refused an offer, and when the first was made.
    #[serde(default)]
    pub refusals: u32,
    #[serde(default)]
    pub first_offer_at: Option<Millis>,
    /// When the last of them refused that it takes until a secretary decides.
    #[serde(default)]
    pub refused_at: Option<Millis>,
    /// Which office to go to besides, because there is a right to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entitled: Option<Office>,
    /// When neighbours were told that so many need the same that all talk about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter_at: Option<Millis>,
    /// When staff looked at it again, because nobody claimed it.
    #[serde(default)]
    pub looked_at: Option<Millis>,
    /// How often its poster put off its end.
    #[serde(default)]
    pub renewals: u32,
    /// It had come to its end, and was renewed for a shorter time.
    #[serde(default)]
    pub renewed: bool,
    /// Its poster opened it again, which is possible once.
    #[serde(default)]
    pub reopened: bool,
    /// Goods that the helper sent and nobody has received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent>,
    /// Which colleague the helper asked to go on with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handing_over: Option<HandingOver>,
    /// Into which parts it was split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Of what was split: how many wrong words were tried for any part, since there was a new one.
    #[serde(default, skip_serializing_if = "is_none")]
    pub word_tries: u8,
}

fn is_none(tries: &u8) -> bool {
    *tries == 0
}

impl Past {
    pub(super) fn from(now: Millis) -> Self {
        Self { waits_since: now, ..Self::default() }
    }

    /// Open again after its end: time begins anew, what happened does not.
    pub(super) fn anew(self, now: Millis) -> Self {
        let Self { releases, reopened, matter_at, entitled, .. } = self;
        Self { releases, reopened, matter_at, entitled, ..Self::from(now) }
    }

    /// A helper has given it back, or it was taken from one.
    pub(super) fn given_back(self, hand_over: String, claimed_at: Millis, now: Millis) -> Self {
        // What came before it began to wait, on another system say, is not taken from its age.
        let in_hand = (now.0 - claimed_at.max(self.waits_since).0).max(0);
        let known = self.waits_since != Millis::default() && claimed_at != Millis::default();
        Self {
            waits_since: if known { self.waits_since.after(in_hand) } else { self.waits_since },
            releases: self.releases + 1,
            hand_over,
            refusals: 0,
            first_offer_at: None,
            refused_at: None,
            sent: None,
            handing_over: None,
            ..self
        }
    }

    /// When staff look at it again, because it still waits: after they did, as long again.
    pub fn review_at(&self, rules: &Rules) -> Millis {
        let since = self.looked_at.unwrap_or_default().max(self.waits_since);
        rules.after(since, Setting::ForcedReview)
    }

    /// From when offers have not settled it and a secretary decides, rule 9: after so many
    /// refusals, or so long after the first offer.
    pub fn stuck_at(&self, rules: &Rules) -> Option<Millis> {
        let first = self.first_offer_at?;
        let long = rules.after(first, Setting::OfferStuck);
        let refused = i64::from(self.refusals) >= rules.count(Setting::OfferRefusals);
        Some(if refused { self.refused_at.unwrap_or(first).min(long) } else { long })
    }

    /// When it ends, if nobody claims it.
    pub fn ends_at(&self, rules: &Rules) -> Millis {
        let first = if self.renewed { Setting::Renewal } else { Setting::Expiry };
        let more = rules.count(Setting::Renewal).saturating_mul(i64::from(self.renewals));
        rules.after(self.waits_since, first).after_days(more)
    }
}
