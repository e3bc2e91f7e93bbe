//! Imports: files of rows, checked all at once, stored all or not at all.

mod calendar;
mod grid;
mod text;
mod wishes;

use std::path::Path;

use serde::de::DeserializeOwned;
use shared::{community::Community, import::RowError, problem::Problem};

use crate::{
    App,
    db::{Tx, communities},
};

pub use calendar::calendar;
pub use grid::grid;
pub use wishes::{Owners as WishOwners, wishes};

/// A file of rows.
#[derive(Clone, Debug)]
pub struct File {
    pub format: Format,
    pub text: String,
}

/// How the rows are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With a heading; commas, quotes where needed.
    Csv,
    /// A list of objects.
    Json,
}

/// Whether to store what was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    Dry,
    Real,
}

/// What an import did, or in a dry run would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    pub added: usize,
    /// Were there before, and got new words.
    pub changed: usize,
}

/// Why nothing was imported.
#[derive(Debug)]
pub enum Refused {
    /// It is not CSV or JSON with these columns.
    Unreadable(String),
    /// What is wrong, by row.
    Rows(Vec<RowError>),
    /// What the server says.
    Problem(Problem),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Refused::Problem(problem)
    }
}

impl From<crate::db::Error> for Refused {
    fn from(error: crate::db::Error) -> Self {
        Refused::Problem(error.into())
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refused::Unreadable(why) => write!(f, "{}", text::unreadable(why)),
            Refused::Rows(errors) => {
                errors.iter().try_for_each(|error| writeln!(f, "{}", text::row(error)))?;
                write!(f, "{}", text::nothing_imported(errors.len()))
            }
            Refused::Problem(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}

impl File {
    /// Reads a file; its name tells the format.
    ///
    /// # Errors
    /// When it cannot be read or is not UTF-8.
    pub fn read(path: &Path) -> Result<Self, Refused> {
        let unreadable =
            |why: std::io::Error| Refused::Unreadable(format!("{}: {why}", path.display()));
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        let json = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
        Ok(Self { format: if json { Format::Json } else { Format::Csv }, text })
    }

    /// Rows in CSV.
    pub fn csv(text: &str) -> Self {
        Self { format: Format::Csv, text: text.to_owned() }
    }

    /// At least one row.
    fn rows<T: DeserializeOwned>(&self) -> Result<Vec<T>, Refused> {
        let rows: Vec<T> = self.parse()?;
        let none = || Refused::Unreadable(text::NO_ROWS.to_owned());
        if rows.is_empty() { Err(none()) } else { Ok(rows) }
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<Vec<T>, Refused> {
        // Spreadsheets put a mark before the first letter.
        let text = self.text.trim_start_matches('\u{feff}');
        match self.format {
            Format::Json => {
                serde_json::from_str(text).map_err(|why| Refused::Unreadable(why.to_string()))
            }
            Format::Csv => {
                let mut reader =
                    csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
                let rows = reader.deserialize().collect::<Result<_, _>>();
                rows.map_err(|why: csv::Error| Refused::Unreadable(why.to_string()))
            }
        }
    }
}

/// Founds a community, unless there is one of that name in addresses already.
///
/// # Errors
/// What the database says.
pub async fn found(app: &App, community: Community) -> Result<(), Problem> {
    if app.communities.by_key(&community.key.0).is_some() {
        return Ok(());
    }
    let now = app.clock.now();
    let found = async move |tx: &mut Tx| Ok(communities::insert(tx, &community, now).await?);
    app.db.write(found).await?;
    Ok(app.communities.refresh(&app.db).await?)
}
