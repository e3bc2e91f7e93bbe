//! One's own numbers in the queues of markets on this phone, so that a reload without a network still
//! knows them: sealed, those of one person only, and gone with the market or when the person signs
//! out.

use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use shared::{
    community::CommunityKey,
    id::{PersonId, StallId},
    market::{KeptNumbers, MyQueue},
    time::Millis,
};

use crate::{
    clock, offline, pages,
    vault::{self, Vault},
};

const SHELF: &str = "numbers";
const ALL: &str = "all";

/// Whose they are.
#[derive(Serialize, Deserialize)]
struct Kept {
    person: PersonId,
    numbers: KeptNumbers,
}

fn shelf(community: &CommunityKey) -> String {
    format!("{SHELF}/{community}")
}

/// Those that are kept and still count, of one person only where it is known who asks.
async fn of(community: &CommunityKey, person: Option<PersonId>) -> KeptNumbers {
    let Ok(Some(vault)) = Vault::find(&shelf(community)).await else { return Default::default() };
    let Ok(Some(kept)) = vault.get::<Kept>(ALL).await else { return Default::default() };
    if person.is_some_and(|it| it != kept.person) {
        return Default::default();
    }
    let mut numbers = kept.numbers;
    numbers.sweep(clock::now());
    numbers
}

/// All of them, with when the oldest of them was so; nothing, when there is none.
pub async fn all(
    community: CommunityKey,
    person: Option<PersonId>,
) -> Option<(Vec<MyQueue>, Millis)> {
    let numbers = of(&community, person).await;
    let at = numbers.all().iter().map(|it| it.at).min()?;
    Some((numbers.all().iter().map(|it| it.queue.clone()).collect(), at))
}

/// Those at a stall, with when it was so.
pub async fn one(
    community: CommunityKey,
    person: Option<PersonId>,
    stall: StallId,
) -> Option<(MyQueue, Millis)> {
    let numbers = of(&community, person).await;
    numbers.at_stall(stall).map(|it| (it.queue.clone(), it.at))
}

/// Keeps what the server has said of all of them.
pub fn keep_all(community: CommunityKey, person: PersonId, (all, at): (Vec<MyQueue>, Millis)) {
    spawn_local(keep(community, person, move |numbers| numbers.hear_all(all, at)));
}

/// Keeps what it has said of those at one stall.
pub fn keep_one(community: CommunityKey, person: PersonId, (one, at): (MyQueue, Millis)) {
    spawn_local(keep(community, person, move |numbers| numbers.hear(one, at)));
}

async fn keep(community: CommunityKey, person: PersonId, hear: impl FnOnce(&mut KeptNumbers)) {
    let before = of(&community, Some(person)).await;
    let mut numbers = before.clone();
    hear(&mut numbers);
    numbers.sweep(clock::now());
    if numbers.all().is_empty() {
        return forget(&community).await;
    }
    if !numbers.is_news_after(&before) {
        return;
    }
    let Ok(vault) = Vault::open(&shelf(&community)).await else { return };
    let (until, first) = (numbers.until(), before.all().is_empty());
    // Without them, a number needs a network as everything else does.
    let _ = vault.put(ALL, &Kept { person, numbers }).await;
    let _ = vault.until("", until).await;
    if first {
        // A number may be taken on another page: the one that shows it is in a part of its own.
        pages::further::fetch_own_pages().await;
        let _ = offline::keep_these().await;
    }
}

async fn forget(community: &CommunityKey) {
    if let Ok(Some(_)) = Vault::find(&shelf(community)).await {
        // A vault that cannot be reached cannot be read either.
        let _ = vault::wipe(&shelf(community)).await;
    }
}

/// Nothing of them stays.
pub fn wipe() {
    spawn_local(async {
        // A vault that cannot be reached cannot be read either.
        let _ = vault::wipe(SHELF).await;
    });
}
