//! One's own tickets on this phone, so that they open where there is no network: sealed, those of one
//! person only, and gone when their time is over or the person signs out.

use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use shared::{
    community::CommunityKey,
    id::{PersonId, SignUpId},
    market::MySignUp,
    problem::Problem,
    time::Millis,
};

use crate::{
    clock, offline, pages,
    vault::{self, Vault},
};

const SHELF: &str = "tickets";
const ALL: &str = "all";
/// After its end a ticket is of no use any more.
const LONGER: i64 = 2 * Millis::HOUR;

/// Whose they are.
#[derive(Serialize, Deserialize)]
struct Kept {
    person: PersonId,
    tickets: Vec<MySignUp>,
}

fn shelf(community: &CommunityKey) -> String {
    format!("{SHELF}/{community}")
}

/// The tickets that are kept, the next one first. What is over goes.
pub async fn all(community: CommunityKey) -> Vec<MySignUp> {
    of(community, None).await
}

/// The same, of one person only, where it is known who asks.
async fn of(community: CommunityKey, person: Option<PersonId>) -> Vec<MySignUp> {
    let Ok(Some(vault)) = Vault::find(&shelf(&community)).await else { return Vec::new() };
    let Ok(Some(mut kept)) = vault.get::<Kept>(ALL).await else { return Vec::new() };
    if person.is_some_and(|it| it != kept.person) {
        return Vec::new();
    }
    let before = kept.tickets.len();
    kept.tickets.retain(lasts);
    kept.tickets.sort_by_key(|it| it.starts_at);
    if kept.tickets.is_empty() {
        forget(&community).await;
    } else if kept.tickets.len() < before {
        // What cannot be written now goes the next time.
        let _ = vault.put(ALL, &kept).await;
    }
    kept.tickets
}

/// One of them.
pub async fn one(community: CommunityKey, id: SignUpId) -> Option<MySignUp> {
    all(community).await.into_iter().find(|it| it.id == id)
}

/// What the server says of the tickets of a person is kept; where it cannot be reached, what was
/// kept before is there.
///
/// # Errors
/// What the server says, where nothing was kept.
pub async fn or_kept(
    (community, person): (CommunityKey, PersonId),
    answer: Result<Vec<MySignUp>, Problem>,
) -> Result<Vec<MySignUp>, Problem> {
    match answer {
        Ok(all) => {
            keep(community, Kept { person, tickets: all.clone() });
            Ok(all)
        }
        Err(problem) if offline::is_lost(problem.kind) => {
            let kept = of(community, Some(person)).await;
            if kept.is_empty() { Err(problem) } else { Ok(kept) }
        }
        Err(problem) => Err(problem),
    }
}

/// As [`or_kept`], for one ticket; the others stay.
///
/// # Errors
/// As [`or_kept`].
pub async fn one_or_kept(
    (community, person): (CommunityKey, PersonId),
    id: SignUpId,
    answer: Result<MySignUp, Problem>,
) -> Result<MySignUp, Problem> {
    match answer {
        Ok(ticket) => {
            keep_one(community, person, ticket.clone());
            Ok(ticket)
        }
        Err(problem) if offline::is_lost(problem.kind) => {
            let kept = of(community, Some(person)).await;
            kept.into_iter().find(|it| it.id == id).ok_or(problem)
        }
        Err(problem) => Err(problem),
    }
}

/// Keeps one ticket as it is now, or forgets it when it is none any more.
pub fn keep_one(community: CommunityKey, person: PersonId, ticket: MySignUp) {
    spawn_local(async move {
        let vault = Vault::find(&shelf(&community)).await.ok().flatten();
        let before = match &vault {
            Some(vault) => vault.get::<Kept>(ALL).await.ok().flatten(),
            None => None,
        };
        let before = before.filter(|it| it.person == person).map(|it| it.tickets);
        let mut tickets = before.unwrap_or_default();
        tickets.retain(|it| it.id != ticket.id);
        tickets.push(ticket);
        put(&community, Kept { person, tickets }).await;
    });
}

fn keep(community: CommunityKey, kept: Kept) {
    spawn_local(async move { put(&community, kept).await });
}

/// Only what is shown at a desk is of use without a network.
async fn put(community: &CommunityKey, mut kept: Kept) {
    kept.tickets.retain(|it| it.ticket.is_some() && lasts(it));
    if kept.tickets.is_empty() {
        return forget(community).await;
    }
    let Ok(vault) = Vault::open(&shelf(community)).await else { return };
    // Without them, a ticket needs a network as everything else does.
    let _ = vault.put(ALL, &kept).await;
    let end = kept.tickets.iter().map(|it| it.ends_at).max().unwrap_or_default();
    let _ = vault.until("", end.after(LONGER)).await;
    // A ticket may be got on another page: the one that shows it is in a part of its own.
    pages::further::fetch_own_pages().await;
    let _ = offline::keep_these().await;
}

async fn forget(community: &CommunityKey) {
    // A vault that cannot be reached cannot be read either.
    let _ = vault::wipe(&shelf(community)).await;
}

/// Nothing of them stays.
pub fn wipe() {
    spawn_local(async {
        // The same.
        let _ = vault::wipe(SHELF).await;
    });
}

/// What has had its time goes, whatever page is opened.
pub fn sweep() {
    spawn_local(async {
        // A browser that keeps nothing has nothing to throw away.
        let _ = vault::sweep().await;
    });
}

fn lasts(it: &MySignUp) -> bool {
    clock::now() < it.ends_at.after(LONGER)
}
