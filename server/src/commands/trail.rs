//! `linyuan admin audit`: what was done between two days, for whoever has to answer for it.

use std::{
    cell::RefCell,
    io::{self, Write},
};

use clap::{Args, ValueEnum};
use shared::{calendar::noon_of, id::PersonId, problem::Problem, text, time::Millis};

use super::{Failure, open};
use crate::{
    App,
    db::{people, trail::Span},
    settings::Store,
    sign_in,
    trail::{self, Line},
};

/// What is to be read.
#[derive(Args)]
pub struct Audit {
    /// The first day, such as 2026-01-01
    #[arg(long, value_name = "DAY", value_parser = midnight)]
    from: Millis,

    /// The last day
    #[arg(long, value_name = "DAY", value_parser = midnight)]
    to: Millis,

    /// Only what one person did: the telephone number, or the id that stands in these lines
    #[arg(long, value_name = "WHO")]
    person: Option<String>,

    /// Only what concerns wishes for children: a year of it is the yearly report
    #[arg(long)]
    children: bool,

    /// How the lines look
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    store: Store,
}

#[derive(ValueEnum, Clone, Copy, Debug, Default)]
enum Format {
    /// One JSON object a line
    #[default]
    Json,
    /// A table
    Csv,
}

/// Prints it, and how many lines it was.
pub async fn audit(task: Audit) -> Result<(), Failure> {
    let (from, to) = (task.from, task.to.after_days(1));
    if from >= to {
        return Err(Failure::settings("--from must not be later than --to."));
    }
    let app = open(&task.store).await?;
    let person = match &task.person {
        Some(who) => Some(find(&app, who).await?),
        None => None,
    };
    let out = RefCell::new(Out::new(task.format));
    out.borrow_mut().begin().map_err(Failure::other)?;
    let each = |line: Line| out.borrow_mut().line(&line).map_err(Problem::bug);
    let span = Span { from, to, person };
    let count = trail::export(&app, span, task.children, each).await.map_err(Failure::other)?;
    app.db.close().await;
    out.into_inner().end().map_err(Failure::other)?;
    // Beside the lines, so that a file of them has nothing else in it.
    writeln!(io::stderr(), "{count} lines").map_err(Failure::other)
}

/// When a day begins on the wall of the communities.
fn midnight(day: &str) -> Result<Millis, String> {
    let parts: Result<Vec<i64>, _> = day.split('-').map(str::parse).collect();
    let noon = match parts.as_deref() {
        Ok([year, month, day]) => noon_of(*year, *month, *day),
        _ => None,
    };
    let noon = noon.ok_or_else(|| format!("{day} is no day such as 2026-01-31"))?;
    Ok(noon.after(-12 * Millis::HOUR))
}

async fn find(app: &App, who: &str) -> Result<PersonId, Failure> {
    if let Ok(id) = who.parse() {
        return Ok(PersonId(id));
    }
    let nobody = || Failure::other("Nobody has that number here, and it is no id.");
    let phone = text::phone(who).map_err(|_| nobody())?;
    let hash = sign_in::phone_hash(app, &phone);
    people::id_by_phone(&app.db, &hash).await.map_err(Failure::database)?.ok_or_else(nobody)
}

/// Where the lines go.
enum Out {
    Json(io::Stdout),
    Csv(Box<csv::Writer<io::Stdout>>),
}

impl Out {
    fn new(format: Format) -> Self {
        match format {
            Format::Json => Self::Json(io::stdout()),
            Format::Csv => Self::Csv(Box::new(csv::Writer::from_writer(io::stdout()))),
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        match self {
            Self::Json(_) => Ok(()),
            Self::Csv(out) => out.write_record(Line::COLUMNS).map_err(io::Error::other),
        }
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        match self {
            Self::Json(out) => writeln!(out, "{}", serde_json::to_string(line)?),
            Self::Csv(out) => out.write_record(line.cells()).map_err(io::Error::other),
        }
    }

    fn end(self) -> io::Result<()> {
        match self {
            Self::Json(mut out) => out.flush(),
            Self::Csv(mut out) => out.flush(),
        }
    }
}
