//! Why a command could not be carried out: a sentence for people, a number for programs.

use std::{fmt, process::ExitCode};

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    code: u8,
    sentence: String,
}

impl Failure {
    /// Anything that has no number of its own.
    pub fn other(cause: impl fmt::Display) -> Self {
        Self { code: 1, sentence: cause.to_string() }
    }

    /// As for a flag that does not exist.
    pub fn settings(cause: impl fmt::Display) -> Self {
        Self { code: 2, sentence: cause.to_string() }
    }

    pub fn database(cause: impl fmt::Display) -> Self {
        Self { code: 3, sentence: format!("The database cannot be used: {cause}") }
    }

    pub fn keys(cause: impl fmt::Display) -> Self {
        Self { code: 4, sentence: format!("The keys cannot be used: {cause}") }
    }

    pub fn address(cause: impl fmt::Display) -> Self {
        Self { code: 5, sentence: format!("The address cannot be used: {cause}") }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentence.fmt(f)
    }
}

impl From<Failure> for ExitCode {
    fn from(failure: Failure) -> Self {
        Self::from(failure.code)
    }
}
