//! `linyuan import` and `linyuan seed`: data that comes from files.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use shared::{community::CommunityKey, id::RoundId};

use super::{Failure, admin::unknown, open, say};
use crate::{
    App, demo,
    import::{self, File, Imported, Run, WishOwners},
    settings::Store,
};

/// What is in the file.
#[derive(Subcommand)]
pub enum What {
    /// Nodes of the grid: code, parent, name, streets, phone
    Grid(From),
    /// Wishes with what became of them
    Wishes(From),
    /// Working days and holidays: date, working (yes or no), name
    Calendar(From),
}

/// Where it comes from, and where it goes.
#[derive(Args)]
pub struct From {
    /// CSV with a heading, or a JSON list of objects, in UTF-8
    file: PathBuf,

    /// The community, by its name in addresses
    #[arg(long, value_name = "KEY")]
    community: String,

    /// Only check, and say what would be done
    #[arg(long)]
    dry_run: bool,

    /// Wishes alone: the round that they belong to, as its address ends
    #[arg(long, value_name = "ID")]
    round: Option<RoundId>,

    #[command(flatten)]
    store: Store,
}

/// Takes in all rows of a file, or none.
pub async fn import(what: What) -> Result<(), Failure> {
    let (What::Grid(from) | What::Wishes(from) | What::Calendar(from)) = &what;
    let file = File::read(&from.file).map_err(Failure::other)?;
    let app = open(&from.store).await?;
    let key = CommunityKey(from.community.clone());
    if app.communities.by_key(&key.0).is_none() {
        return Err(unknown(&key.0));
    }
    let run = if from.dry_run { Run::Dry } else { Run::Real };
    let done = match what {
        What::Grid(_) => import::grid(&app, &key, &file, run).await,
        What::Calendar(_) => import::calendar(&app, &key, &file, run).await,
        What::Wishes(_) => {
            let owners = WishOwners { round: from.round, ..WishOwners::default() };
            import::wishes(&app, &key, &file, run, owners, None).await
        }
    };
    let Imported { added, changed } = done.map_err(Failure::other)?;
    app.db.close().await;
    let would = if from.dry_run { " would be" } else { "" };
    say(&format!("{added}{would} added, {changed}{would} changed."))
}

/// Fills an empty database with the demo. Its staff have passwords that everybody knows, so it is
/// never added to a community of real people.
pub async fn seed(store: Store) -> Result<(), Failure> {
    let app = open(&store).await?;
    if !app.communities.all().is_empty() {
        return Err(Failure::other(
            "There are communities already; the demo is for an empty database.",
        ));
    }
    demo::fill(&app).await.map_err(Failure::other)?;
    let people = who_can_sign_in(&app).await?;
    app.db.close().await;
    say(&people)
}

/// The people of the demo, for whoever tries it out.
pub async fn who_can_sign_in(app: &App) -> Result<String, Failure> {
    let mut lines = vec!["People of the demo; codes come with the log:".to_owned()];
    for sign_in in demo::sign_ins(app).await.map_err(Failure::other)? {
        let demo::SignIn { person, secret } = sign_in;
        let second = secret.map(|secret| format!("  password {}  TOTP {secret}", demo::PASSWORD));
        lines.push(format!("  {}  {}{}", person.phone, person.about, second.unwrap_or_default()));
    }
    Ok(lines.join("\n"))
}
