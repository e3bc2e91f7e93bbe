//! What a market was, in figures that come from what really happened.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{sign_up::Attendee, state::Market};
use crate::{
    figures::{FEWEST, are_enough},
    id::{PersonId, StallId},
    time::Millis,
};

/// Something that happened at a market and counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happened {
    /// Somebody was checked in at a stall.
    CameTo {
        stall: StallId,
        who: Attendee,
    },
    /// So many just came, counted by tapping; less, if somebody tapped too often.
    JustCame {
        stall: StallId,
        count: i64,
    },
    Served {
        stall: StallId,
        count: i64,
    },
    /// Hours of a helper, confirmed by the organiser.
    Helped {
        who: PersonId,
        minutes: i64,
    },
    WishCollected,
    /// One to five.
    Rated {
        stars: i64,
    },
}

/// The figures, exact, as they are signed.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SummaryFigures {
    /// Check-ins, one for each person and stall.
    pub verified: i64,
    /// Counted by tapping.
    pub walk_in: i64,
    /// Different people among those who were checked in.
    pub persons: i64,
    /// Times that somebody was served.
    pub services: i64,
    /// Stalls at which anything happened.
    pub stalls: i64,
    pub helpers: i64,
    pub helper_minutes: i64,
    pub wishes: i64,
    pub ratings: i64,
    /// All stars together.
    pub stars: i64,
}

impl SummaryFigures {
    /// Adds up what happened. The order does not matter, and nothing else is asked.
    pub fn of(all: &[Happened]) -> Self {
        let (mut figures, mut persons) = (Self::default(), BTreeSet::new());
        let (mut came, mut stalls, mut helpers) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for happened in all {
            match *happened {
                Happened::CameTo { stall, who } => {
                    came.insert((stall, who));
                    persons.insert(who);
                    stalls.insert(stall);
                }
                Happened::JustCame { stall, count } => {
                    figures.walk_in += count;
                    stalls.insert(stall);
                }
                Happened::Served { stall, count } => {
                    figures.services += count;
                    stalls.insert(stall);
                }
                Happened::Helped { who, minutes } => {
                    helpers.insert(who);
                    figures.helper_minutes += minutes;
                }
                Happened::WishCollected => figures.wishes += 1,
                Happened::Rated { stars } => {
                    figures.ratings += 1;
                    figures.stars += stars.clamp(1, 5);
                }
            }
        }
        figures.verified = count(came.len());
        figures.persons = count(persons.len());
        figures.stalls = count(stalls.len());
        figures.helpers = count(helpers.len());
        figures.walk_in = figures.walk_in.max(0);
        figures
    }

    /// As everyone may know them.
    pub fn public(&self) -> PublicFigures {
        let said = |count: i64| Some(count).filter(|it| *it == 0 || *it >= FEWEST);
        let enough = |count: i64| usize::try_from(count).is_ok_and(are_enough);
        // Who knows the sum and one part knows the other part.
        let verified = said(self.verified);
        let walk_in = said(self.walk_in);
        PublicFigures {
            verified,
            walk_in,
            person_times: verified.zip(walk_in).map(|(verified, walk_in)| verified + walk_in),
            persons: said(self.persons),
            services: said(self.services),
            stalls: self.stalls,
            helpers: said(self.helpers),
            helper_hours: (self.helpers == 0 || enough(self.helpers))
                .then_some(self.helper_minutes / 60),
            wishes: said(self.wishes),
            satisfaction: enough(self.ratings).then(|| self.stars * 10 / self.ratings),
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The figures without those that would tell of single people.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicFigures {
    pub verified: Option<i64>,
    pub walk_in: Option<i64>,
    /// 人次: both together.
    pub person_times: Option<i64>,
    pub persons: Option<i64>,
    pub services: Option<i64>,
    pub stalls: i64,
    pub helpers: Option<i64>,
    /// Whole hours.
    pub helper_hours: Option<i64>,
    pub wishes: Option<i64>,
    /// Tenths of a star, on the average.
    pub satisfaction: Option<i64>,
}

/// What the organiser adds to the figures, before another person has signed it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct SummaryDraft {
    pub by: PersonId,
    pub at: Millis,
    pub words: String,
    /// Why there is another version.
    pub reason: String,
}

/// A version that was signed, with its figures; it is never changed.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Signed {
    pub draft: SummaryDraft,
    pub signed_by: PersonId,
    pub at: Millis,
    pub figures: SummaryFigures,
}

impl Market {
    /// What came in then is in no figure that is signed: another version would have it.
    pub fn is_after_signature(&self, received_at: Millis) -> bool {
        self.signed_at().is_some_and(|signed| received_at > signed)
    }

    /// What came in and was taken back at these times is in the signed figures all the same.
    pub fn is_signed_with(&self, received_at: Millis, undone_at: Millis) -> bool {
        self.is_after_signature(undone_at) && !self.is_after_signature(received_at)
    }
}
