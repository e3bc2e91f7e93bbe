//! `linyuan admin`: what nobody can do by signing in.

use clap::{Args, Subcommand};
use serde_json::json;
use shared::{
    community::{Community, CommunityKey},
    id::{CommunityId, EventId},
    policy::Role,
};

use super::{Failure, audit, keys, open, say, trail};
use crate::{
    db::{
        Tx, appointments,
        events::{self, Event},
        invitations, nodes,
    },
    import, random, session,
    settings::Store,
};

/// For how long the link to the first administrator can be used.
const FIRST_LINK_DAYS: i64 = 3;

/// What is to be done.
#[derive(Subcommand)]
pub enum Task {
    /// Found a community; its grid is imported afterwards
    Found(Found),
    /// Make a link by which one person becomes the first administrator of a community
    FirstLink(FirstLink),
    /// Hash the whole history again, and say whether it is as it was written
    VerifyAudit(audit::VerifyAudit),
    /// Print what was done between two days, by whom, to whose wish and from where; itself logged
    Audit(trail::Audit),
    /// Add a key with which all that is private is sealed from now on; then seal again what is there
    RotateKeys(keys::RotateKeys),
}

/// For whom it is.
#[derive(Args)]
pub struct FirstLink {
    /// The community, by its name in addresses
    #[arg(long, value_name = "KEY")]
    community: String,

    /// Where browsers find the server
    #[arg(long, env, value_name = "URL", default_value = "")]
    public_url: String,

    #[command(flatten)]
    store: Store,
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
        Task::FirstLink(link) => first_link(link).await,
        Task::RotateKeys(task) => keys::rotate_keys(task).await,
        Task::Audit(task) => trail::audit(task).await,
        Task::VerifyAudit(task) => audit::verify_audit(task).await,
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

async fn first_link(link: FirstLink) -> Result<(), Failure> {
    let (app, key) = (open(&link.store).await?, &link.community);
    let Some(community) = app.communities.by_key(key).map(|it| it.id) else {
        return Err(unknown(key));
    };
    let now = app.clock.now();
    let role = Role::Administrator;
    if appointments::has_anybody(&app.db, community, role, now).await.map_err(Failure::database)? {
        return Err(Failure::other(format!("{key} has an administrator, who can invite others.")));
    }
    let nodes = nodes::all(&app.db, community).await.map_err(Failure::database)?;
    let Some(root) = nodes.iter().min_by_key(|node| node.level) else {
        return Err(Failure::other(format!(
            "{key} has no grid yet: linyuan import grid --community {key} FILE"
        )));
    };
    let token = random::token();
    let (token_hash, node) = (session::hash(&token), root.id);
    let expires_at = now.after_days(FIRST_LINK_DAYS);
    let invitation =
        invitations::New { token_hash, node, role, days: None, by: None, made_at: now, expires_at };
    let event = Event {
        community,
        id: EventId(random::id(now)),
        at: now,
        by: None,
        about: node.0,
        what: "staff.invite",
        detail: json!({ "role": role }),
    };
    let invite = async move |tx: &mut Tx| {
        invitations::insert(tx, community, &invitation).await?;
        Ok(events::record(tx, &event).await?)
    };
    app.db.write(invite).await.map_err(Failure::other)?;
    app.db.close().await;
    say(&format!(
        "{}/staff/enrol/{token}\nIt works once, for {FIRST_LINK_DAYS} days. Whoever opens it \
         becomes administrator of {key}.",
        link.public_url.trim_end_matches('/')
    ))
}

/// Where there is no such community.
pub fn unknown(key: &str) -> Failure {
    Failure::other(format!(
        "There is no community {key}; found it with: linyuan admin found {key} --help"
    ))
}
