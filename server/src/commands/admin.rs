//! `linyuan admin`: what must be done before anybody can sign in.

use clap::{Args, Subcommand};
use shared::{
    community::{Community, CommunityKey},
    id::CommunityId,
};

use super::{Failure, open, say};
use crate::{import, random, settings::Store};

/// What is to be done.
#[derive(Subcommand)]
pub enum Task {
    /// Found a community; its grid is imported afterwards
    Found(Found),
}

/// What everyone sees of the new community.
#[derive(Args)]
pub struct Found {
    /// Its name in addresses: small letters, digits and hyphens
    key: String,

    /// What it is called
    #[arg(long)]
    name: String,

    /// City and district
    #[arg(long)]
    district: String,

    /// Whom to call, on every page
    #[arg(long)]
    phone: String,

    /// When someone answers the phone
    #[arg(long)]
    hours: String,

    /// What the levels of its grid are called, from the widest, separated by commas
    #[arg(long, value_delimiter = ',', required = true)]
    levels: Vec<String>,

    #[command(flatten)]
    store: Store,
}

/// Does it.
pub async fn admin(task: Task) -> Result<(), Failure> {
    match task {
        Task::Found(found) => self::found(found).await,
    }
}

async fn found(found: Found) -> Result<(), Failure> {
    let key = CommunityKey(found.key);
    if !key.is_valid() {
        return Err(Failure::settings(format!(
            "{key} cannot be a name in addresses: 2 to 40 small letters, digits and hyphens, and \
             not the name of a page."
        )));
    }
    let app = open(&found.store).await?;
    if app.communities.by_key(&key.0).is_some() {
        return Err(Failure::other(format!("There is a community {key} already.")));
    }
    let community = Community {
        id: CommunityId(random::id(app.clock.now())),
        key: key.clone(),
        name: found.name,
        district: found.district,
        phone: found.phone,
        hours: found.hours,
        levels: found.levels,
    };
    import::found(&app, community).await.map_err(Failure::other)?;
    app.db.close().await;
    say(&format!("Founded. Next: linyuan import grid --community {key} FILE"))
}
