//! What people say is wrong with public wishes, and what staff answer.

use shared::{
    community::CommunityKey,
    id::ReportId,
    notice::News,
    policy::{Caller, Role},
    problem::{Kind, Problem},
    wish::{DeskPage, Report, ReportAnswer, ReportReason},
};

use crate::{
    Call,
    db::{
        Tx, events,
        reports::{self, Row},
    },
    keys::{Keys, Purpose},
    tell::tell,
};

/// How many somebody finds on the desk; the rest comes when these are done.
const MOST: usize = 100;

/// Reviewers of the place, but nobody answers an own report, or one about an own wish or claim.
fn may_answer(caller: &Caller, row: &Row) -> bool {
    let concerned = [Some(row.person_id), Some(row.poster_id), row.helper_id];
    !concerned.contains(&Some(caller.id)) && caller.holds_at(&row.path, Role::reviews)
}

/// Those that the caller may answer, oldest first.
pub async fn waiting(call: &Call) -> Result<Vec<Report>, Problem> {
    let (caller, mut mine, mut after) = (call.caller()?, Vec::new(), Default::default());
    while mine.len() < MOST {
        let rows = reports::waiting(&call.app.db, call.community_id(), after).await?;
        let Some(last) = rows.last() else { break };
        after = (last.at, last.id);
        mine.extend(rows.into_iter().filter(|row| may_answer(caller, row)));
    }
    mine.into_iter().take(MOST).map(|row| report(&call.app.keys, row)).collect()
}

fn report(keys: &Keys, row: Row) -> Result<Report, Problem> {
    let reason = ReportReason::ALL.into_iter().find(|it| it.code() == row.reason);
    Ok(Report {
        id: row.id,
        wish: row.wish_id,
        title: row.title,
        status: row.status,
        reason: reason.unwrap_or(ReportReason::Other),
        words: keys.unseal(Purpose::Report, &row.sealed)?,
        at: row.at,
    })
}

pub async fn answer(
    call: Call,
    (key, id): (CommunityKey, ReportId),
    input: ReportAnswer,
) -> Result<DeskPage, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let ReportAnswer { words } = input.check()?;
    let event = call.event(id.0, "report.answer");
    call.write(async move |tx: &mut Tx| {
        let row = reports::load(tx, community, id).await?;
        if !may_answer(&caller, &row) {
            return Err(Kind::NotFound.into());
        }
        reports::answer(tx, community, id, caller.id, &words, now).await?;
        events::record(tx, &event).await?;
        let news = News::ReportAnswered { wish: row.wish_id, words };
        tell(tx, community, row.person_id, news, now).await
    })
    .await?;
    super::desk::get(call, key, ()).await
}
