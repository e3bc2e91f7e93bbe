//! What follows for who left places empty: mild, explained, over after some time. It never touches
//! wishes, coming without sign-up, or whom somebody else signed up.

use super::{
    sign_up::{Objection, SignUp, SignUpState},
    terms::{Term, Terms},
};
use crate::{id::SignUpId, time::Millis};

/// A place that was left empty, and nobody has objected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    pub sign_up: SignUpId,
    pub at: Millis,
}

impl Missed {
    /// Nothing, where the person came, or was signed up by somebody else, or says to have been
    /// there and nobody has decided yet.
    pub fn of(sign_up: &SignUp) -> Option<Self> {
        match sign_up.state {
            SignUpState::NoShow { at, objection, .. } if !sign_up.by_proxy => {
                let open =
                    matches!(objection, Objection::Raised { .. } | Objection::Appealed { .. });
                (!open).then_some(Self { sign_up: sign_up.id, at })
            }
            _ => None,
        }
    }
}

/// What follows, with the events, the rule and the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    Clear,
    /// The first time: a friendly word, nothing else.
    Noted(Missed),
    /// One sign-up at once, and waiting behind others.
    Paused {
        missed: Vec<Missed>,
        rule: Term,
        until: Millis,
    },
}

impl Standing {
    /// Whether one sign-up at once is all there is.
    pub fn is_paused(&self) -> bool {
        matches!(self, Standing::Paused { .. })
    }
}

/// What follows for a resident from the places that were left empty.
pub fn standing(missed: &[Missed], now: Millis, terms: &Terms) -> Standing {
    let mut missed: Vec<_> = missed.iter().filter(|it| it.at <= now).copied().collect();
    missed.sort_by_key(|it| (it.at, it.sign_up));
    let many = usize::try_from(terms.count(Term::NoShows)).unwrap_or(usize::MAX);
    let pause = |some: &[Missed]| {
        let (first, last) = (some.first()?, some.last()?);
        let until = terms.after(last.at, Term::NoShowPause);
        let near = last.at <= terms.after(first.at, Term::NoShowTime);
        let holds = near && now < until;
        holds.then(|| Standing::Paused { missed: some.to_vec(), rule: Term::NoShows, until })
    };
    if let Some(paused) = missed.windows(many).rev().find_map(pause) {
        return paused;
    }
    let remembered = |it: &&Missed| now < terms.after(it.at, Term::NoShowTime);
    missed.iter().rev().find(remembered).map_or(Standing::Clear, |it| Standing::Noted(*it))
}

/// What follows for a helper from shifts that were missed: whoever arranges shifts sees a mark for
/// some time, and after several the organiser says yes to each.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftStanding {
    /// Those that are remembered, the oldest first.
    pub missed: Vec<Missed>,
    /// Until when shifts need the organiser's yes.
    pub asks_until: Option<Millis>,
}

/// The standing of a helper.
pub fn shift_standing(missed: &[Missed], now: Millis, terms: &Terms) -> ShiftStanding {
    let forgotten_at = |it: &Missed| terms.after(it.at, Term::MissedShiftTime);
    let remembered = |it: &&Missed| it.at <= now && now < forgotten_at(it);
    let mut missed: Vec<_> = missed.iter().filter(remembered).copied().collect();
    missed.sort_by_key(|it| (it.at, it.sign_up));
    let many = usize::try_from(terms.count(Term::MissedShifts)).unwrap_or(usize::MAX);
    // Until the first of the last so many is forgotten.
    let first = missed.len().checked_sub(many).and_then(|at| missed.get(at));
    let asks_until = first.map(forgotten_at);
    ShiftStanding { missed, asks_until }
}
