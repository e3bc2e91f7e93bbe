//! Rows of an import and what must be true of them. All errors are found at once, each with the
//! number of its row; if there is one, nothing is imported.

mod grid;
mod wishes;

pub use grid::{CheckedNode, Known, NodeRow, check_nodes};
pub use wishes::{CheckedWish, WishRow, check_wishes};

use serde::Serialize;

use crate::problem::Kind;

/// What is wrong in one row.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct RowError {
    /// As a spreadsheet counts: the first row below the heading is 2.
    pub row: usize,
    pub column: &'static str,
    pub wrong: Wrong,
}

/// What can be wrong with a cell.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// Missing, too long, not readable, or telling what others must not read.
    Text(Kind),
    /// Letters, digits and hyphens only.
    BadCode,
    /// Another row has the same code.
    Twice,
    /// There is no such node, neither in the file nor in the grid.
    NoSuchNode,
    /// A node has exactly one way up, and it ends at the one root.
    SecondRoot,
    Circle,
    /// Deeper than the levels that the community has.
    TooDeep,
    /// A node that is known already has another parent.
    Moved,
    /// None of the words that may stand there.
    NoSuchWord,
    /// Not a date such as 2026-03-05.
    NotADate,
    /// Earlier than what has to come before it, or in the future.
    WrongOrder,
    /// Needed for this status.
    Missing,
    /// Not of the place of the round that it is to be part of.
    OutsideRound,
    /// The round has no place left for it.
    RoundFull,
}

/// Collects errors of rows.
#[derive(Default)]
struct Errors(Vec<RowError>);

impl Errors {
    /// The value; or nothing, and a note of what is wrong.
    fn take<T>(&mut self, at: (usize, &'static str), result: Result<T, Wrong>) -> Option<T> {
        result.map_err(|wrong| self.note(at, wrong)).ok()
    }

    fn note(&mut self, (row, column): (usize, &'static str), wrong: Wrong) {
        self.0.push(RowError { row, column, wrong });
    }

    fn done<T>(mut self, value: T) -> Result<T, Vec<RowError>> {
        self.0.sort_by_key(|error| error.row);
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}

/// The number of a row as a spreadsheet shows it.
fn number(index: usize) -> usize {
    index + 2
}
