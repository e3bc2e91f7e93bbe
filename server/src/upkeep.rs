//! Forgets what has served its time, so that tables do not grow for ever and nothing personal is
//! kept longer than it is of use. Any number of servers may do this on one database.

use std::time::Duration;

use shared::problem::Problem;

use crate::{
    App, audit,
    db::{
        Tx, challenges, invitations, jobs, notices, outbox, rates, replays, sessions, slot_answers,
    },
    erasure,
};

const PAUSE: Duration = Duration::from_secs(3600);
const JOB: &str = "upkeep";
/// Codes, and how often who asked for one: the longest limit looks back a day.
const SIGN_IN_DAYS: i64 = 2;
/// Links by which nobody became staff; for as long, an administrator sees that they ended.
const INVITATION_DAYS: i64 = 7;
/// Sessions that were ended.
const SESSION_DAYS: i64 = 2;

/// What people were told.
const NOTICE_DAYS: i64 = 365;
/// Messages that were sent or given up.
const MESSAGE_DAYS: i64 = 30;

/// Tidies up until it is dropped.
pub async fn run(app: App) {
    loop {
        match tidy(&app).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "old rows were deleted"),
            Err(problem) => tracing::warn!(%problem, "old rows could not be deleted"),
        }
        if let Err(problem) = audit::log_ends(&app).await {
            tracing::warn!(%problem, "the ends of the history could not be read");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Deletes what is old, and answers how many rows that were.
///
/// # Errors
/// What the database says.
pub async fn tidy(app: &App) -> Result<u64, Problem> {
    let now = app.clock.now();
    let (codes, links) = (now.after_days(-SIGN_IN_DAYS), now.after_days(-INVITATION_DAYS));
    let (ended, unused) = (now.after_days(-SESSION_DAYS), now.after(-crate::session::IDLE));
    // Each is a write of its own, so that people's writes find a place between them.
    let mut rows = 0;
    rows += app.db.write(async move |tx: &mut Tx| Ok(challenges::prune(tx, codes).await?)).await?;
    rows += app.db.write(async move |tx: &mut Tx| Ok(rates::prune(tx, codes).await?)).await?;
    rows += app.db.write(async move |tx: &mut Tx| Ok(invitations::prune(tx, links).await?)).await?;
    let old_sessions = async move |tx: &mut Tx| Ok(sessions::prune(tx, ended, unused).await?);
    rows += app.db.write(old_sessions).await?;
    let (told, sent) = (now.after_days(-NOTICE_DAYS), now.after_days(-MESSAGE_DAYS));
    let answers = now.after_days(-replays::DAYS);
    let communities = app.communities.all().into_iter().map(|it| it.id);
    // The nil id: what belongs to no community.
    for id in communities.chain([Default::default()]) {
        let old_answers = async move |tx: &mut Tx| Ok(replays::prune(tx, id, answers).await?);
        rows += app.db.write(old_answers).await?;
        let asked = async move |tx: &mut Tx| Ok(slot_answers::prune(tx, id, answers).await?);
        rows += app.db.write(asked).await?;
        let old_notices = async move |tx: &mut Tx| Ok(notices::prune(tx, id, told).await?);
        rows += app.db.write(old_notices).await?;
        let old_messages = async move |tx: &mut Tx| Ok(outbox::prune(tx, id, sent).await?);
        rows += app.db.write(old_messages).await?;
        rows += erasure::forget_old(app, id).await?;
    }
    app.db.settle().await?;
    let detail = format!("{rows} rows");
    let note = async move |tx: &mut Tx| Ok(jobs::ran_with(tx, JOB, &detail, now).await?);
    app.db.write(note).await?;
    Ok(rows)
}
