//! Sign-ups, and what a step of a market brings for them.

use shared::{
    market::{Effects, Market, Stall},
    problem::Problem,
};

use crate::{Call, db::Tx};

/// Carries the sign-ups of a market along: to another date, or to their end. Slots have moved and
/// the market is stored by then.
///
/// # Errors
/// What the database says.
pub async fn carry_along(
    _tx: &mut Tx,
    _call: &Call,
    _before: &Market,
    _after: &Market,
    _effects: Effects,
) -> Result<(), Problem> {
    Ok(())
}

/// Ends the sign-ups of a stall that does not come after all.
///
/// # Errors
/// What the database says.
pub async fn stall_gone(
    _tx: &mut Tx,
    _call: &Call,
    _market: &Market,
    _stall: &Stall,
) -> Result<(), Problem> {
    Ok(())
}
