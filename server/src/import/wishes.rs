//! Wishes of former years from a file.

use std::collections::HashMap;

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::{CommunityId, EventId, PersonId, RoundId, WishId},
    import::{CheckedWish, RowError, WishRow, Wrong, check_wishes},
    policy::is_within,
    problem::{Kind, Problem},
    time::Millis,
    wish::{
        Beneficiary, Claimed, Confirmed, Contact, Delivered, Fulfilled, Open, Past, Route, State,
        Status, Wish,
    },
};

use super::{File, Imported, Refused, Run};
use crate::{
    App,
    db::{
        Tx,
        events::{self, Event},
        nodes::{self, Node},
        people, rounds, settings, wishes as table,
    },
    keys::Purpose,
    random,
};

/// Whose wishes they are, and who had them in hand: people who are known, or nobody in particular.
#[derive(Clone, Copy, Debug, Default)]
pub struct Owners {
    pub poster: Option<PersonId>,
    pub helper: Option<PersonId>,
    /// The round that they all belong to.
    pub round: Option<RoundId>,
}

/// Adds wishes. With `newest`, all dates are moved so that the newest wish became public then:
/// a demo is always of these days.
///
/// # Errors
/// All that is wrong, by row; then nothing was stored.
pub async fn wishes(
    app: &App,
    community: &CommunityKey,
    file: &File,
    run: Run,
    owners: Owners,
    newest: Option<Millis>,
) -> Result<Imported, Refused> {
    let community = app.communities.by_key(&community.0).ok_or(Kind::NotFound.into());
    let community = community.map_err(Refused::Problem)?;
    // Nobody is named in the file: whoever claims such a wish calls the community.
    let (name, phone) = (community.name.clone(), community.phone.clone());
    let (contact, community) = (Contact { name, phone, ..Contact::default() }, community.id);
    let all = nodes::all(&app.db, community).await?;
    let by_code: HashMap<&str, &Node> = all.iter().map(|node| (node.code.as_str(), node)).collect();
    let rows: Vec<WishRow> = file.rows()?;
    let latest = if newest.is_some() { Millis::NEVER } else { app.clock.now() };
    let checked = check_wishes(&rows, |code| by_code.contains_key(code), latest);
    let mut checked = checked.map_err(Refused::Rows)?;
    if let Some(round) = owners.round {
        fit(app, community, round, &checked, &by_code).await?;
    }
    if let Some(newest) = newest {
        let last = checked.iter().map(|wish| wish.opened_at.0).max().unwrap_or_default();
        checked.iter_mut().for_each(|wish| shift(wish, newest.0 - last));
    }
    let imported = Imported { added: checked.len(), changed: 0 };
    if run == Run::Real {
        let store = Store { app, community, contact, all: &all, by_code, owners };
        store.store(checked).await?;
    }
    Ok(imported)
}

/// All are from the place of the round, and there is room for them.
async fn fit(
    app: &App,
    community: CommunityId,
    round: RoundId,
    checked: &[CheckedWish],
    by_code: &HashMap<&str, &Node>,
) -> Result<(), Refused> {
    let found = rounds::get(&app.db, community, round).await?;
    let room = usize::try_from(found.round.quota - found.taken).unwrap_or_default();
    let wrong = |(at, wish): (usize, &CheckedWish)| {
        let outside = !is_within(&by_code[wish.node.as_str()].path, &found.path);
        let outside = outside.then_some(("node", Wrong::OutsideRound));
        let full = (at >= room).then_some(("round", Wrong::RoundFull));
        // As a spreadsheet counts.
        let error = move |(column, wrong)| RowError { row: at + 2, column, wrong };
        [outside, full].into_iter().flatten().map(error)
    };
    let errors: Vec<RowError> = checked.iter().enumerate().flat_map(wrong).collect();
    if errors.is_empty() { Ok(()) } else { Err(Refused::Rows(errors)) }
}

fn shift(wish: &mut CheckedWish, by: i64) {
    let moved = |at: Millis| at.after(by);
    wish.posted_at = moved(wish.posted_at);
    wish.opened_at = moved(wish.opened_at);
    wish.claimed_at = wish.claimed_at.map(moved);
    wish.fulfilled_at = wish.fulfilled_at.map(moved);
}

struct Store<'a> {
    app: &'a App,
    community: CommunityId,
    contact: Contact,
    all: &'a [Node],
    by_code: HashMap<&'a str, &'a Node>,
    owners: Owners,
}

impl Store<'_> {
    async fn store(&self, checked: Vec<CheckedWish>) -> Result<(), Problem> {
        let (community, now) = (self.community, self.app.clock.now());
        let round = self.owners.round;
        // Where nobody in particular is named: someone who can never sign in.
        let nobody = PersonId(random::id(now));
        let sealed_phone = self.app.keys.seal(Purpose::Phone, &"")?;
        let needs_nobody = self.owners.poster.is_none() || self.owners.helper.is_none();
        let wishes: Vec<Wish> = checked.iter().map(|row| self.wish(row, nobody, now)).collect();
        let sealed = self.app.keys.seal(Purpose::Contact, &self.contact)?;
        let event = Event {
            community,
            id: EventId(random::id(now)),
            at: now,
            by: self.owners.poster,
            about: community.0,
            what: "wishes.import",
            detail: json!({ "rows": wishes.len() }),
        };
        let store = async move |tx: &mut Tx| {
            if needs_nobody {
                people::insert(tx, nobody, &random::bytes::<32>(), &sealed_phone, now).await?;
            }
            let rules = settings::rules(tx, community, now).await?;
            if let Some(id) = round {
                let held = rounds::load(tx, community, id).await?;
                let all = held.taken + i64::try_from(wishes.len()).unwrap_or(i64::MAX);
                if all > held.round.quota {
                    return Err(Kind::RoundFull.into());
                }
            }
            for wish in &wishes {
                // A word that nobody was told, and nobody can guess.
                let word_hash = random::bytes::<32>().to_vec();
                let contact = sealed.clone();
                let sealed = table::Sealed { contact, word_hash, ..table::Sealed::default() };
                table::insert(tx, community, wish, &sealed, &rules).await?;
                if let Some(id) = round {
                    rounds::put(tx, community, id, wish.id).await?;
                }
            }
            Ok(events::record(tx, &event).await?)
        };
        self.app.db.write(store).await
    }

    fn wish(&self, row: &CheckedWish, nobody: PersonId, now: Millis) -> Wish {
        let node = self.by_code[row.node.as_str()];
        let place = nodes::public_place(self.all, node).unwrap_or(node);
        let helper = self.owners.helper.unwrap_or(nobody);
        Wish {
            id: WishId(random::id(row.posted_at)),
            poster: self.owners.poster.unwrap_or(nobody),
            node: node.id,
            path: node.path.clone(),
            place: place.id,
            place_name: place.name.clone(),
            kind: row.kind,
            title: row.title.clone(),
            story: row.story.clone(),
            age_band: row.age_band,
            when: row.when.clone(),
            beneficiary: Beneficiary::Myself,
            route: Route::default(),
            posted_at: row.posted_at,
            opened_at: Some(row.opened_at),
            ever_claimed: row.status != Status::Open || row.releases > 0,
            claimed_at: row.claimed_at,
            fulfilled_at: row.fulfilled_at,
            joiners: 0,
            state: state(row, helper, now),
            removal: None,
            told_at: Millis::default(),
            // Whoever was late before is not late from the first day.
            whole: None,
            resumed_at: now,
        }
    }
}

fn state(row: &CheckedWish, helper: PersonId, now: Millis) -> State {
    let class = row.class;
    let at = row.claimed_at.unwrap_or(row.opened_at);
    let past = Past { waits_since: now, releases: row.releases, ..Past::default() };
    match row.status {
        Status::Claimed => {
            State::Claimed(Claimed { helper, class, at, wrong_words: 0, in_vain_at: None, past })
        }
        Status::Delivered => State::Delivered(Delivered {
            helper,
            class,
            at,
            note: String::new(),
            claimed_at: at,
            failed_calls: Vec::new(),
            past,
        }),
        Status::Fulfilled => {
            let (done, confirmed) = (row.fulfilled_at.unwrap_or(at), Confirmed::ByImport);
            let (claimed_at, delivered_at) = (at, done);
            let at = done;
            State::Fulfilled(Fulfilled {
                helper,
                class,
                at,
                confirmed,
                claimed_at,
                delivered_at,
                // What was known before is asked after by whoever knew it.
                follow_up: None,
                past,
            })
        }
        _ => State::Open(Open { past }),
    }
}
