//! Thank-yous: written by the poster, read by the helper, and by everybody where both the poster
//! and a reviewer want it so.

use std::collections::HashMap;

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::{CommunityId, PersonId, WishId},
    notice::News,
    policy::{is_poster, may_review},
    problem::{Kind, Problem},
    wish::{DeskThanks, NewThanks, TakeBack, Thanking, Thanks, ThanksDecision, ThanksStatus, Wish},
};

use crate::{
    App, Call,
    db::{
        Tx, events,
        thanks::{self, Row},
        wishes::{self, Stored},
    },
    keys::{Keys, Purpose},
    step::hidden,
    tell::tell,
};

/// How many somebody finds on the desk; the rest comes when these are done.
const MOST: usize = 100;

pub async fn write(
    call: Call,
    (_, id): (CommunityKey, WishId),
    new: NewThanks,
) -> Result<Thanking, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let acting = call.clone();
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        let wish = &stored.wish;
        if !is_poster(&caller, wish) {
            return Err(hidden(wish));
        }
        // What is written now would never be taken away again.
        if stored.erased {
            return Err(Kind::StepNotPossible.into());
        }
        let new = new.check(wish.beneficiary)?;
        let helper = wish.who_is_thanked().ok_or(Kind::StepNotPossible)?;
        let status = if new.public { ThanksStatus::Waiting } else { ThanksStatus::Private };
        let sealed = acting.app.keys.seal(Purpose::Thanks, &new.words)?;
        let both = (caller.id, helper);
        let written = thanks::write(tx, community, id, both, &sealed, (now, status.code())).await;
        written.map_err(there_already)?;
        let event = acting.event_with(id.0, "thanks.write", json!({ "public": new.public }));
        events::record(tx, &event).await?;
        let news = News::ThanksWritten { wish: id, title: wish.title.clone() };
        tell(tx, community, helper, news, now).await?;
        shown_to_poster(tx, &acting, &stored).await
    })
    .await
}

pub async fn take_back(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: TakeBack,
) -> Result<Thanking, Problem> {
    let (community, caller, acting) = (call.community_id(), call.caller()?.clone(), call.clone());
    let nothing = call.app.keys.seal(Purpose::Thanks, &String::new())?;
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !is_poster(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        let taken = match input.only_from_public {
            true => thanks::keep_private(tx, community, id).await,
            false => thanks::withdraw(tx, community, id, &nothing).await,
        };
        taken.map_err(there_already)?;
        let detail = json!({ "only_from_public": input.only_from_public });
        events::record(tx, &acting.event_with(id.0, "thanks.withdraw", detail)).await?;
        shown_to_poster(tx, &acting, &stored).await
    })
    .await
}

/// Something else is there than the page has shown.
fn there_already(error: crate::db::Error) -> Problem {
    match error {
        crate::db::Error::Stale => Kind::StepNotPossible.into(),
        error => error.into(),
    }
}

async fn shown_to_poster(tx: &mut Tx, call: &Call, stored: &Stored) -> Result<Thanking, Problem> {
    let row = thanks::load(tx, call.community_id(), stored.wish.id).await?;
    thanking_of(&call.app.keys, stored, row)
}

/// What the poster may do about thanking.
pub async fn thanking(call: &Call, stored: &Stored) -> Result<Thanking, Problem> {
    let wish = &stored.wish;
    if wish.who_is_thanked().is_none() {
        return Ok(Thanking::of(wish, None));
    }
    let row = thanks::get(&call.app.db, call.community_id(), wish.id).await?;
    thanking_of(&call.app.keys, stored, row)
}

fn thanking_of(keys: &Keys, stored: &Stored, row: Option<Row>) -> Result<Thanking, Problem> {
    let wish = &stored.wish;
    // What was written to a helper before is not for this one.
    let row = row.filter(|row| Some(row.helper_id) == wish.who_is_thanked());
    let thanking = Thanking::of(wish, row.map(|row| shown(keys, row)).transpose()?);
    Ok(Thanking { may_write: thanking.may_write && !stored.erased, ..thanking })
}

/// As the one who wrote it sees it.
pub fn shown(keys: &Keys, row: Row) -> Result<Thanks, Problem> {
    let words = keys.unseal(Purpose::Thanks, &row.sealed)?;
    let answer = row.answer_sealed.as_ref();
    let answer = answer.map(|sealed| keys.unseal(Purpose::Thanks, sealed)).transpose()?;
    Ok(Thanks { words, status: status(&row), at: row.at, answer: answer.unwrap_or_default() })
}

fn status(row: &Row) -> ThanksStatus {
    let known = ThanksStatus::ALL.into_iter().find(|it| it.code() == row.status);
    known.unwrap_or(ThanksStatus::Private)
}

/// What everybody may read of it, or nothing.
pub async fn in_public(call: &Call, wish: &Wish) -> Result<String, Problem> {
    let Some(helper) = wish.who_is_thanked() else { return Ok(String::new()) };
    let row = thanks::get(&call.app.db, call.community_id(), wish.id).await?;
    let is_public = |row: &Row| row.helper_id == helper && status(row) == ThanksStatus::Public;
    match row.filter(is_public) {
        Some(row) => call.app.keys.unseal(Purpose::Thanks, &row.sealed),
        None => Ok(String::new()),
    }
}

/// What the caller was thanked with, by wish.
pub async fn to_helper(call: &Call, helper: PersonId) -> Result<HashMap<WishId, String>, Problem> {
    to_helper_in(&call.app, call.community_id(), helper).await
}

/// The same in any community.
pub async fn to_helper_in(
    app: &App,
    community: CommunityId,
    helper: PersonId,
) -> Result<HashMap<WishId, String>, Problem> {
    let rows = thanks::to_helper(&app.db, community, helper).await?.into_iter();
    rows.map(|(wish, sealed)| Ok((wish, app.keys.unseal(Purpose::Thanks, &sealed)?))).collect()
}

/// Those that the caller may decide about, oldest first.
pub async fn waiting(call: &Call) -> Result<Vec<DeskThanks>, Problem> {
    let (mut found, mut after) = (Vec::new(), Default::default());
    while found.len() < MOST {
        let places = thanks::waiting(&call.app.db, call.community_id(), after).await?;
        let Some(last) = places.last() else { break };
        after = *last;
        for (_, wish) in places {
            match waiting_of(call, wish).await {
                Ok(thanks) => found.extend(thanks),
                // The others are not kept waiting for it.
                Err(problem) => tracing::error!(wish = %wish.0, ?problem, "thanks are not read"),
            }
        }
    }
    found.truncate(MOST);
    Ok(found)
}

/// Those about one wish, if they wait for the caller still.
async fn waiting_of(call: &Call, id: WishId) -> Result<Option<DeskThanks>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let wish = wishes::get(db, community, id).await?.wish;
    if !may_review(call.caller()?, &wish) {
        return Ok(None);
    }
    let row = thanks::get(db, community, id).await?;
    let row = row.filter(|row| status(row) == ThanksStatus::Waiting);
    let Ok(row) = concerns_reviewers(&wish, row) else { return Ok(None) };
    for_desk(&call.app.keys, &wish, row).map(Some)
}

fn for_desk(keys: &Keys, wish: &Wish, row: Row) -> Result<DeskThanks, Problem> {
    Ok(DeskThanks {
        wish: wish.id,
        title: wish.title.clone(),
        place_name: wish.place_name.clone(),
        words: keys.unseal(Purpose::Thanks, &row.sealed)?,
        status: status(&row),
        at: row.at,
    })
}

/// What was only written to the helper is no reviewer's business.
fn concerns_reviewers(wish: &Wish, row: Option<Row>) -> Result<Row, Problem> {
    let concerns = |row: &Row| {
        Some(row.helper_id) == wish.who_is_thanked()
            && matches!(status(row), ThanksStatus::Waiting | ThanksStatus::Public)
    };
    row.filter(concerns).ok_or_else(|| Kind::NotFound.into())
}

pub async fn get(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<DeskThanks, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let wish = wishes::get(db, community, id).await?.wish;
    if !may_review(call.caller()?, &wish) {
        return Err(hidden(&wish));
    }
    let row = concerns_reviewers(&wish, thanks::get(db, community, id).await?)?;
    for_desk(&call.app.keys, &wish, row)
}

pub async fn decide(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: ThanksDecision,
) -> Result<DeskThanks, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let (input, acting) = (input.check()?, call.clone());
    call.write(async move |tx: &mut Tx| {
        let wish = wishes::load(tx, community, id).await?.wish;
        if !may_review(&caller, &wish) {
            return Err(hidden(&wish));
        }
        let row = thanks::load(tx, community, id).await?;
        let row = row.filter(|row| row.at == input.at).ok_or(Kind::SomeoneWasFaster)?;
        let row = concerns_reviewers(&wish, Some(row)).map_err(|_| Kind::SomeoneWasFaster)?;
        let to = if input.public { ThanksStatus::Public } else { ThanksStatus::Refused };
        let answer = answer_sealed(&acting.app.keys, &input)?;
        let said = (to.code(), answer.as_deref());
        thanks::decide(tx, community, &row, said, (caller.id, now)).await?;
        let event = acting.event_with(id.0, "thanks.decide", json!({ "public": input.public }));
        events::record(tx, &event).await?;
        let title = wish.title.clone();
        let news = match input.public {
            true => News::ThanksPublic { wish: id, title },
            false => News::ThanksRefused { wish: id, title },
        };
        tell(tx, community, wish.poster, news, now).await?;
        let desk = for_desk(&acting.app.keys, &wish, row)?;
        Ok(DeskThanks { status: to, ..desk })
    })
    .await
}

/// Why not, as it is kept; a yes has no reason.
fn answer_sealed(keys: &Keys, said: &ThanksDecision) -> Result<Option<Vec<u8>>, Problem> {
    let words = Some(&said.words).filter(|words| !said.public && !words.is_empty());
    words.map(|words| keys.seal(Purpose::Thanks, words)).transpose()
}
