//! `linyuan backup`: a copy of everything, made while the server runs.

use std::{
    fs::{self, File, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Failure, open, say};
use crate::{db, settings::Store};

/// Where it goes.
#[derive(Args)]
pub struct Backup {
    /// A file that is not there yet. The keys are not in it: keep them elsewhere
    file: PathBuf,

    #[command(flatten)]
    store: Store,
}

/// Makes a copy that is whole, or none.
pub async fn backup(task: Backup) -> Result<(), Failure> {
    let (file, part) = (&task.file, task.file.with_extension("part"));
    let wrong = |file: &Path| {
        let file = file.display().to_string();
        move |error: std::io::Error| Failure::other(format!("{file}: {error}"))
    };
    if file.exists() {
        return Err(Failure::other(format!("{} is there already.", file.display())));
    }
    let app = open(&task.store).await?;
    // Before anything is in it, it is its owner's alone.
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part);
    drop(made.map_err(wrong(&part))?);
    let copied = app.db.copy_to(&part).await;
    app.db.close().await;
    if let Err(error) = copied {
        fs::remove_file(&part).map_err(wrong(&part))?;
        return Err(match error {
            db::Error::Missing => Failure::other("For PostgreSQL, use pg_dump."),
            other => Failure::database(other),
        });
    }
    File::open(&part).and_then(|it| it.sync_all()).map_err(wrong(&part))?;
    fs::rename(&part, file).map_err(wrong(file))?;
    say(&format!("Everything is in {}; without the keys, nobody can read it.", file.display()))
}
