//! What people say is wrong with what is public, and what staff answer.

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::{CommunityId, ReportId},
    notice::News,
    policy::{Caller, Role},
    problem::{Kind, Problem},
    report::{About, NewReport, Report, ReportAnswer, ReportReason},
    wish::{DeskPage, PublicWish},
};

use crate::{
    Call,
    db::{
        Tx, events, markets, rates,
        reports::{self, Row},
        rounds, wishes,
    },
    keys::{Keys, Purpose},
    random,
    tell::tell,
};

/// How many somebody finds on the desk; the rest comes when these are done.
const MOST: usize = 100;
/// How many reports of one person may wait for an answer.
const MOST_OF_ONE: i64 = 10;

/// Reviewers of the place, but nobody answers an own report, or one about what is their own.
fn may_answer(caller: &Caller, row: &Row) -> bool {
    let concerned = [Some(row.person_id), row.owner_id, row.helper_id];
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
    Ok(Report {
        id: row.id,
        about: row.about(),
        title: row.title,
        reason: reason_of(&row.reason),
        words: keys.unseal(Purpose::Report, &row.sealed)?,
        at: row.at,
    })
}

/// As it was stored.
pub(super) fn reason_of(code: &str) -> ReportReason {
    let found = ReportReason::ALL.into_iter().find(|it| it.code() == code);
    found.unwrap_or(ReportReason::Other)
}

/// Says that something public is wrong; staff answer.
pub async fn make(call: Call, _: CommunityKey, input: NewReport) -> Result<(), Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.id, call.now);
    let NewReport { about, reason, words } = input.check()?;
    let sealed = call.app.keys.seal(Purpose::Report, &words)?;
    let id = ReportId(random::id(now));
    let detail = json!({ "reason": reason });
    let event = match about {
        About::Wish(wish) => call.event_with(wish.0, "wish.report", detail),
        About::Round(round) => call.event_with(round.0, "round.report", detail),
        About::Market(market) => call.event_with(market.0, "market.report", detail),
    };
    call.write(async move |tx: &mut Tx| {
        public(tx, community, about).await?;
        rates::take_turn(tx, caller.0.as_bytes()).await?;
        if reports::waiting_of(tx, community, caller).await? >= MOST_OF_ONE {
            return Err(Problem::later(Kind::TooOften, 24 * 3600));
        }
        let ids = (id, about, caller);
        reports::insert(tx, community, ids, reason.code(), &sealed, now).await?;
        events::record(tx, &event).await?;
        Ok(())
    })
    .await
}

/// Whether everybody can read it; nobody learns of what is hidden by reporting it.
async fn public(tx: &mut Tx, community: CommunityId, about: About) -> Result<(), Problem> {
    let public = match about {
        About::Wish(id) => PublicWish::of(&wishes::load(tx, community, id).await?.wish).is_some(),
        About::Round(id) => rounds::load(tx, community, id).await.map(|_| true)?,
        About::Market(id) => markets::get_in(tx, community, id).await?.market.is_public(),
    };
    public.then_some(()).ok_or_else(|| Kind::NotFound.into())
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
        let news = News::ReportAnswered { about: row.about(), words };
        tell(tx, community, row.person_id, news, now).await
    })
    .await?;
    super::desk::get(call, key, ()).await
}
