//! `linyuan admin rotate-keys`: another key for what is sealed from now on.

use clap::Args;

use super::{Failure, open, say};
use crate::{keys::Keys, reseal::reseal, settings::Store};

/// Which half of it.
#[derive(Args)]
pub struct RotateKeys {
    /// Add no key, but seal with the newest what older ones sealed; can be ended and begun again.
    /// Servers elsewhere need the new file of keys first
    #[arg(long)]
    reseal: bool,

    #[command(flatten)]
    store: Store,
}

/// Adds a key, or brings what is stored to the newest.
pub async fn rotate_keys(task: RotateKeys) -> Result<(), Failure> {
    let app = open(&task.store).await?;
    if task.reseal {
        let count = reseal(&app, || true).await.map_err(Failure::other)?;
        app.db.close().await;
        return say(&format!(
            "{count} values were sealed again with key {}. Keep the older keys: phones and words \
             are found again by the oldest, and what is older than a week may still need others.",
            app.keys.newest()
        ));
    }
    app.db.close().await;
    let number = Keys::rotate(task.store.keys()).map_err(Failure::keys)?;
    say(&format!(
        "Key {number} was added, and seals from the next start on. Keep a copy of the file, give \
         it to servers elsewhere, start them again, and then: linyuan admin rotate-keys --reseal"
    ))
}
