//! Some time after a wish came true, staff ask the resident whether all is still well: after
//! one in so many, by a lot that nobody foresees, and after everybody who may find it hard to
//! speak up.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        AgeBand, Wish,
        reason::{DisputeReason, Office},
    },
    Case, Disputed, Fulfilled, State,
};
use crate::{id::PersonId, problem::Kind, settings::Rules, settings::Setting, time::Millis};

/// What becomes of asking after a wish that was chosen for it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum FollowUp {
    /// Staff ask, once it is time.
    Chosen,
    /// They did, and all was still well.
    Good { at: Millis },
    /// Nobody could be asked in time.
    Lapsed { at: Millis },
}

impl Fulfilled {
    /// From when until when staff ask; nothing, where it was not chosen, or is over. Nobody is
    /// asked any more when it is forgotten whom to call.
    pub fn asked_after(&self, rules: &Rules) -> Option<(Millis, Millis)> {
        self.follow_up.as_ref().filter(|it| **it == FollowUp::Chosen)?;
        let from = rules.calendar.out_of_night(rules.after(self.at, Setting::FollowUp));
        let forgotten = rules.after(self.at, Setting::Retention);
        let until = rules.after(from, Setting::FollowUpTime).min(forgotten).max(from);
        Some((from, rules.calendar.out_of_night(until)))
    }

    /// All is still well.
    pub fn still_good(self, case: &Case) -> Result<Self, Kind> {
        self.may_ask(case)?;
        Ok(Self { follow_up: Some(FollowUp::Good { at: case.now }), ..self })
    }

    /// Something is wrong: a secretary looks into it as rule 19 says, however long ago it came
    /// true.
    pub fn not_good(
        self,
        by: PersonId,
        reason: DisputeReason,
        words: String,
        case: &Case,
    ) -> Result<Disputed, Kind> {
        self.may_ask(case)?;
        Ok(self.disputed(by, reason, words, case.now))
    }

    /// Somebody called and reached nobody: there is time to call again.
    pub fn not_reached(self, case: &Case) -> Result<Self, Kind> {
        self.may_ask(case).map(|()| self)
    }

    /// The time is over.
    pub fn not_asked(self, at: Millis) -> Result<Self, Kind> {
        match self.follow_up {
            Some(FollowUp::Chosen) => Ok(Self { follow_up: Some(FollowUp::Lapsed { at }), ..self }),
            _ => Err(Kind::StepNotPossible),
        }
    }

    fn may_ask(&self, case: &Case) -> Result<(), Kind> {
        match self.asked_after(case.rules) {
            None => Err(Kind::StepNotPossible),
            Some((from, _)) if case.now < from => Err(Kind::TooEarly),
            Some((_, until)) if case.now >= until => Err(Kind::TooLate),
            Some(_) => Ok(()),
        }
    }
}

impl Wish {
    /// The wish after a step; where it came true by it, with whether it is asked after. The lot
    /// is the same for a wish whenever it is drawn, so that nobody can try again for another.
    pub fn drawn(mut self, before: &Wish, lot: u64, rules: &Rules) -> Self {
        let chosen = self.is_chosen(lot, rules);
        // What was taken down and is put back is as it was: nobody is asked twice.
        let was = matches!(before.state, State::Fulfilled(_) | State::Removed(_));
        if let (State::Fulfilled(it), false) = (&mut self.state, was) {
            it.follow_up = chosen.then_some(FollowUp::Chosen);
            // Forgotten before anybody asks: nothing is promised.
            if it.asked_after(rules).is_some_and(|(from, until)| from >= until) {
                it.follow_up = None;
            }
        }
        self
    }

    /// A part, once another part came true that is asked after: one call is about all of them.
    /// Nothing, where none is to come for this one.
    pub fn asked_with_another(&self) -> Option<Self> {
        let State::Fulfilled(it) = &self.state else { return None };
        let chosen = it.follow_up == Some(FollowUp::Chosen);
        chosen.then(|| {
            let state = State::Fulfilled(Fulfilled { follow_up: None, ..it.clone() });
            Self { state, ..self.clone() }
        })
    }

    fn is_chosen(&self, lot: u64, rules: &Rules) -> bool {
        let share = u64::try_from(rules.count(Setting::FollowUpShare)).unwrap_or_default();
        self.is_for_vulnerable(rules) || (share > 0 && lot.is_multiple_of(share))
    }

    /// Whether it is for somebody who may find it hard to speak up: a child, somebody very old,
    /// or somebody who has a right to the help of an office for the poor, the disabled or the ill.
    pub fn is_for_vulnerable(&self, rules: &Rules) -> bool {
        let old = |from| from >= rules.count(Setting::FollowUpAge);
        let by_age = match self.age_band {
            Some(AgeBand::Child) => true,
            Some(AgeBand::From60) => old(60),
            Some(AgeBand::From70) => old(70),
            Some(AgeBand::From80) => old(80),
            Some(AgeBand::Under60) | None => false,
        };
        let entitled = self.state.past().and_then(|past| past.entitled);
        let of_office = matches!(
            entitled,
            Some(Office::CivilAffairs | Office::DisabledFederation | Office::Health)
        );
        self.is_minors() || by_age || of_office
    }

    /// From when until when staff ask the resident whether all is still well.
    pub fn follow_up_time(&self, rules: &Rules) -> Option<(Millis, Millis)> {
        match &self.state {
            State::Fulfilled(it) => it.asked_after(rules),
            _ => None,
        }
    }

    /// Until when staff ask, where it is time to.
    pub fn follow_up_until(&self, now: Millis, rules: &Rules) -> Option<Millis> {
        let (from, until) = self.follow_up_time(rules)?;
        (from..until).contains(&now).then_some(until)
    }
}

#[cfg(test)]
#[path = "follow_up_tests.rs"]
mod tests;
