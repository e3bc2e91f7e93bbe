//! `linyuan admin verify-audit`: whether the history is as it was written.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{Failure, open, say};
use crate::{
    App,
    audit::{self, BadRow, Fault, Whole},
    db::chains::Link,
    settings::Store,
};

/// What is to be compared with.
#[derive(Args)]
pub struct VerifyAudit {
    /// A file with lines that this command printed earlier, or that the log has once a day under
    /// "the history ends here": only they show that newest rows were cut off
    #[arg(long, value_name = "FILE")]
    seen: Option<PathBuf>,

    /// How many rows of the history are known to be older than the chain, and so prove nothing
    #[arg(long, value_name = "ROWS", default_value_t = 0)]
    older: i64,

    #[command(flatten)]
    store: Store,
}

/// Says where each strand ends, or which is the first row that was changed.
pub async fn verify_audit(task: VerifyAudit) -> Result<(), Failure> {
    let app = open(&task.store).await?;
    let seen = match &task.seen {
        Some(file) => {
            let text = fs::read_to_string(file);
            let text = text.map_err(|error| Failure::other(format!("{}: {error}", file.display())));
            parse(&app, &text?)?
        }
        None => Vec::new(),
    };
    let verified = audit::verify(&app, &seen).await.map_err(Failure::other)?;
    let said = match verified {
        Ok(whole) => {
            let older: i64 = whole.iter().map(|it| it.before).sum();
            match older > task.older {
                true => Err(Failure::other(unproven(older, task.older))),
                false => say(&report(&app, &whole)),
            }
        }
        Err(bad) => Err(Failure::other(sentence(&app, &bad))),
    };
    app.db.close().await;
    said
}

fn parse(app: &App, text: &str) -> Result<Vec<Link>, Failure> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let wrong = || Failure::other(format!("This is no end of a history: {line}"));
            audit::parse(app, line).ok_or_else(wrong)
        })
        .collect()
}

fn report(app: &App, whole: &[Whole]) -> String {
    let mut lines = vec!["# The history is whole. Keep these lines for --seen.".to_owned()];
    for chain in whole {
        lines.push(audit::line(app, &chain.end));
        if chain.before > 0 {
            let name = audit::name(app, chain.end.strand);
            lines.push(format!("# {name}: {} rows are older than this check.", chain.before));
        }
    }
    lines.join("\n")
}

/// Whoever lacks the key could make rows look older than they are.
fn unproven(older: i64, known: i64) -> String {
    format!(
        "{older} rows of the history have no hash, and {known} are known to be older than this \
         check: what they say is not proven. --older {older} accepts them."
    )
}

fn sentence(app: &App, bad: &BadRow) -> String {
    let (name, seq) = (audit::name(app, bad.strand), bad.seq);
    match bad.fault {
        Fault::Changed => format!("The history of {name} was changed: row {seq} is another one."),
        Fault::Missing => format!("The history of {name} was changed: row {seq} is missing."),
        Fault::Rewritten => {
            format!("The history of {name} was written anew: row {seq} was seen otherwise.")
        }
        Fault::NoEnd => format!("The history of {name} was changed: its end is missing."),
    }
}
