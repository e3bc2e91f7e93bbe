//! A stall that its organiser corrects, and stalls on which the organiser counts.

use serde::{Deserialize, Serialize};

use super::{
    input::NewStall,
    refusal::Refusal,
    stall::{Proof, Stall, StallState},
};
use crate::{
    id::{PersonId, StallId},
    time::Millis,
};

/// A stall as it is from now on.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StallChange {
    /// Of what was looked at.
    pub version: i64,
    pub stall: NewStall,
    /// The organiser is sure of it before it says that it comes.
    pub expected: bool,
}

/// Stalls of a market that come for sure, as its organiser knows.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SureStalls {
    pub stalls: Vec<StallId>,
}

impl Stall {
    /// The stall with what its organiser has corrected. What it is, everybody relies on once it is
    /// counted on; and who offers it and with which paper, is for the provider to say.
    ///
    /// # Errors
    /// When it does not come any more, or something is not to be changed.
    pub fn changed(
        &self,
        organiser: PersonId,
        change: &StallChange,
        proof: Option<Proof>,
    ) -> Result<Stall, Refusal> {
        let (new, open) = (&change.stall, self.is_open());
        let same_paper = paper(&self.proof) == paper(&proof);
        let (same_service, spoken_for) = (new.service == self.service, self.provider == organiser);
        let same_name = (&new.provider_name, new.class) == (&self.provider_name, self.class);
        let fits = self.is_alive()
            && (open || same_service)
            && (same_paper || !self.is_public())
            && (spoken_for || same_service && same_paper && same_name);
        if !fits {
            return Err(Refusal::StepNotPossible);
        }
        Ok(Stall {
            provider_name: new.provider_name.clone(),
            class: new.class,
            service: new.service,
            capacity: new.capacity,
            minutes_per_service: new.minutes_per_service,
            needs: new.needs,
            elders: new.elders,
            expected: change.expected && !self.is_public(),
            // Another paper, nobody has looked at.
            proof: if same_paper { self.proof.clone() } else { proof },
            ..self.clone()
        })
    }

    /// The organiser has not decided on it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, StallState::Applied | StallState::Shortlisted { .. })
    }
}

/// What a paper says, whoever has looked at it.
fn paper(proof: &Option<Proof>) -> Option<(&str, Millis)> {
    proof.as_ref().map(|it| (it.paper.as_str(), it.valid_until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::{Service, StallCase, StallStep, Terms, tests};

    fn change(stall: &Stall) -> StallChange {
        StallChange { version: 1, stall: NewStall::of(stall), expected: true }
    }

    #[test]
    fn the_organiser_corrects_what_nobody_relies_on() {
        let applied = tests::stall(Service::Haircut);
        let (own, other) = (applied.provider, tests::person(99));
        let mut sewing = change(&applied);
        sewing.stall.service = Service::Sewing;
        sewing.stall.capacity = 3;
        let changed = applied.changed(own, &sewing, None).unwrap();
        assert_eq!((changed.service, changed.capacity), (Service::Sewing, 3));
        assert!(changed.expected && changed.is_sure());
        assert_eq!(applied.changed(other, &sewing, None), Err(Refusal::StepNotPossible));
        sewing.stall.service = Service::Haircut;
        assert_eq!(applied.changed(other, &sewing, None).unwrap().capacity, 3);
    }

    #[test]
    fn what_is_public_stays_what_it_is() {
        let (market, terms) = (tests::published(), Terms::default());
        let case = StallCase::of(&market, market.starts_at.after_days(-10), &terms);
        let applied = tests::stall(Service::Haircut);
        let sure = applied.step(StallStep::Accept, &case).unwrap();
        let sure = sure.step(StallStep::Confirm, &case).unwrap();
        let mut other = change(&sure);
        assert!(!sure.changed(sure.provider, &other, None).unwrap().expected, "it has said so");
        other.stall.service = Service::Sewing;
        assert_eq!(sure.changed(sure.provider, &other, None), Err(Refusal::StepNotPossible));
        let gone = sure.step(StallStep::Withdraw, &case).unwrap();
        let same = change(&gone);
        assert_eq!(gone.changed(gone.provider, &same, None), Err(Refusal::StepNotPossible));
    }

    #[test]
    fn another_paper_has_to_be_looked_at_again() {
        let valid_until = Millis(9_000_000_000_000);
        let seen = Proof { paper: "A".into(), valid_until, seen_by: Some(tests::person(7)) };
        let clinic = Stall { proof: Some(seen.clone()), ..tests::stall(Service::Clinic) };
        let same = Proof { seen_by: None, ..seen.clone() };
        let kept = clinic.changed(clinic.provider, &change(&clinic), Some(same)).unwrap();
        assert_eq!(kept.proof, Some(seen.clone()));
        let other = Proof { paper: "B".into(), seen_by: None, ..seen };
        let asked = clinic.changed(clinic.provider, &change(&clinic), Some(other.clone())).unwrap();
        assert_eq!(asked.proof, Some(other));
    }
}
