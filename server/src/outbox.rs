//! Sends what waits in the outbox: the few messages that cannot wait until somebody looks.
//!
//! Any number of servers may do this on one database: each message is taken by one. Whoever dies
//! after taking it leaves it to be taken again, and the provider knows it by its key.

use std::time::Duration;

use shared::{
    calendar::is_night,
    health::MessageHealth,
    market::{QueueNews, Term},
    notice::News,
    problem::Problem,
    settings::{Rules, Setting},
    time::Millis,
};
use tokio::{sync::watch, time::timeout};

use crate::{
    App,
    db::{
        Tx, jobs,
        outbox::{self, Row, Suppressed},
        preferences, rates, settings, terms,
    },
    keys::Purpose,
    links,
    sms::Message,
    text,
};

/// How often is looked whether something is to be sent.
const PAUSE: Duration = Duration::from_secs(20);
/// After a failure, this long until the next try, and twice as long after each further one …
const FIRST_WAIT: i64 = Millis::MINUTE;
/// … but never longer than this.
const LONGEST_WAIT: i64 = 6 * Millis::HOUR;
/// What could not be sent by then is of no use any more; it is in the inbox all the same.
const GIVE_UP_AFTER: i64 = 48 * Millis::HOUR;
/// A message that waits longer than this by day is worth a look at the gateway.
const TOO_LONG: i64 = Millis::HOUR;
/// How often is noted that messages are looked after.
const NOTE: i64 = 5 * Millis::MINUTE;
const JOB: &str = "outbox";

/// Sends until it is told to stop, and then ends with the message it is at.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let taken = send_due(&app, || !*stop.borrow()).await.unwrap_or_else(|problem| {
            tracing::warn!(%problem, "messages could not be sent");
            0
        });
        let now = app.clock.now();
        let note = async move |tx: &mut Tx| Ok(jobs::take_turn(tx, JOB, NOTE, now).await?);
        if let Err(problem) = app.db.write(note).await {
            tracing::warn!(%problem, "it was not noted that messages are looked after");
        }
        // One look may not show all.
        if taken == 0 {
            let _ = timeout(PAUSE, stop.wait_for(|stop| *stop)).await;
        }
    }
}

/// Sends what is due for as long as it may go on, and answers how many messages it took in hand.
///
/// # Errors
/// What the database says.
pub async fn send_due(app: &App, may_go_on: impl Fn() -> bool) -> Result<usize, Problem> {
    if is_night(app.clock.now()) {
        return Ok(0);
    }
    let mut taken = 0;
    for row in outbox::due(&app.db, app.clock.now()).await? {
        if !may_go_on() {
            break;
        }
        taken += usize::from(send(app, row).await?);
    }
    Ok(taken)
}

/// Whether messages wait that should have been sent.
///
/// # Errors
/// What the database says.
pub async fn is_behind(app: &App) -> Result<bool, Problem> {
    let now = app.clock.now();
    Ok(!is_night(now) && outbox::waiting(&app.db, now.after(-TOO_LONG)).await? > 0)
}

/// Whether it was ours to send.
async fn send(app: &App, row: Row) -> Result<bool, Problem> {
    let now = app.clock.now();
    let again = now.after(wait(row.tries));
    let take = async move |tx: &mut Tx| {
        let rules = settings::rules(tx, row.community_id, now).await?;
        let morning = rules.calendar.out_of_night(now);
        if morning > now {
            outbox::put_off(tx, &row, morning).await?;
            return Ok((false, None, row));
        }
        let taken = outbox::take(tx, &row, again).await?;
        let suppressed = if taken { suppressed(tx, &row, &rules, now).await? } else { None };
        if let Some(why) = suppressed {
            outbox::suppress(tx, &row, why, now).await?;
        }
        Ok((taken, suppressed, row))
    };
    let (mine, suppressed, row) = app.db.write(take).await?;
    if !mine || suppressed.is_some() {
        return Ok(mine);
    }
    // Who has left has no number any more; the others' messages go out all the same.
    let phone = app.keys.unseal::<String>(Purpose::Phone, &row.phone_sealed).ok();
    let (gone, news) = (phone.is_none(), words(app, &row)?);
    let sent = match phone {
        Some(phone) => {
            let message = Message { phone, text: news, key: row.id.to_string() };
            app.sms.send(message, now).await.is_ok()
        }
        None => false,
    };
    let given_up = gone || (!sent && again > row.made_at.after(GIVE_UP_AFTER));
    if given_up {
        tracing::error!(tries = row.tries + 1, "a message was given up");
    }
    if sent || given_up {
        let now = app.clock.now();
        let done = async move |tx: &mut Tx| Ok(outbox::done(tx, &row, given_up, now).await?);
        app.db.write(done).await?;
    }
    Ok(true)
}

/// What the message says, with the link that answers it, where there is one.
fn words(app: &App, row: &Row) -> Result<String, Problem> {
    let link = links::of_news(&row.news.0);
    let link = link.map(|it| links::address(app, row.community_id, &it)).transpose()?;
    Ok(text::news(&row.news.0, link.as_deref()))
}

/// Why a message stays in the inbox alone, if it does.
async fn suppressed(
    tx: &mut Tx,
    row: &Row,
    rules: &Rules,
    now: Millis,
) -> Result<Option<Suppressed>, Problem> {
    let topic = row.news.0.concern().topic();
    if !preferences::wants(tx, row.community_id, row.person_id, topic).await? {
        return Ok(Some(Suppressed::NotWanted));
    }
    if is_too_late(tx, row, now).await? {
        return Ok(Some(Suppressed::TooLate));
    }
    // Of several servers, one counts at a time.
    rates::take_turn(tx, row.person_id.0.as_bytes()).await?;
    let sent = outbox::sent_since(tx, row, now.after(-Millis::DAY)).await?;
    // More than so many are a nuisance; the inbox has them all.
    Ok((sent >= rules.count(Setting::MessagesPerDay)).then_some(Suppressed::OverCap))
}

/// Whether it would be read when nothing can come of it any more: after a night, or after a gateway
/// that was away for long.
async fn is_too_late(tx: &mut Tx, row: &Row, now: Millis) -> Result<bool, Problem> {
    let of_use = match &row.news.0 {
        News::Queue(it) if it.what == QueueNews::Called => {
            let terms = terms::get_in(tx, row.community_id, now).await?;
            Some(terms.after(row.made_at, Term::QueueCall))
        }
        News::PlaceOffered { answer_by, .. } => Some(*answer_by),
        News::SignUpReminder { starts_at, .. } => Some(*starts_at),
        News::PlaceGiven { sign_up, .. } | News::SignUpAdmitted { sign_up, .. } => {
            outbox::slot_end(tx, row.community_id, *sign_up).await?
        }
        _ => None,
    };
    Ok(of_use.is_some_and(|until| until <= now))
}

/// How messages go out, for whoever looks after the server.
///
/// # Errors
/// What the database says.
pub async fn health(app: &App) -> Result<MessageHealth, Problem> {
    let week = app.clock.now().after_days(-7);
    let health = outbox::health(&app.db, week).await?;
    Ok(MessageHealth { behind: is_behind(app).await?, ..health })
}

/// Until a message is tried again, if it is not sent now.
fn wait(tries: i64) -> i64 {
    let doublings = u32::try_from(tries.clamp(0, 20)).unwrap_or_default();
    (FIRST_WAIT << doublings).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_up_to_the_longest() {
        let waits: Vec<_> = (0..30).map(wait).collect();
        assert_eq!(waits[..3], [Millis::MINUTE, 2 * Millis::MINUTE, 4 * Millis::MINUTE]);
        assert!(waits.is_sorted());
        assert_eq!(waits[29], LONGEST_WAIT);
    }
}
