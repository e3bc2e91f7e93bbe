//! Markets, activities, appointments and duty shifts: one engine for all of them.
//!
//! A market has stalls, a stall has slots, a slot has so many places, and a person signs up for one.

mod decide;
mod refusal;
mod request;
mod sign_up;
mod sign_up_step;
mod slot;
mod terms;
mod waiting;

pub use decide::{Decision, SlotState, decide};
pub use refusal::{Next, Refusal};
pub use request::{Ask, Change, Facts, Outcome, Request, RequestKey};
pub use sign_up::{
    Arrival, Attendee, Objection, SignUp, SignUpState, SignUpStatus, SlotCase, Wants,
};
pub use sign_up_step::{SignUpStep, SignUpStepName};
pub use slot::{
    Band, Overlap, SignUpView, Slot, SlotTimes, band, offer_ends, overlap, promotion_told_at,
    sign_up_view,
};
pub use terms::{AboutTerm, Term, TermUnit, Terms};
pub use waiting::{Waiting, WaitingList};

#[cfg(test)]
mod decide_histories;
#[cfg(test)]
mod decide_tests;
#[cfg(test)]
pub mod tests;
