//! What communities have set for themselves, and their working days.

use shared::{
    calendar::Calendar,
    id::{CommunityId, EventId, PersonId},
    market::{Term, Terms},
    settings::{Number, Rules, Setting, SettingChange, Settings},
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    RULES = "
        select name, value, cast(0 as bigint) as day from settings where community_id = $1
        union all
        select case when working then 'open' else 'closed' end, cast(0 as bigint), day
          from holidays where community_id = $1 and day >= $2";
    SET = "
        insert into settings (community_id, name, value) values ($1, $2, $3)
        on conflict (community_id, name) do update set value = excluded.value";
    NOTE = "
        insert into setting_changes
               (community_id, id, name, at, person_id, before_value, after_value)
        values ($1, $2, $3, $4, $5, $6, $7)";
    CHANGES = "
        select name, at, person_id, before_value, after_value
          from setting_changes where community_id = $1
         order by id desc
         limit 500";
    ALL_DUE = "
        update wishes set due_at = $1
         where community_id = $2 and status in
               ('submitted', 'needs_info', 'open', 'offered', 'in_parts', 'claimed', 'in_progress',
                'delivered', 'disputed')";
    // What has come to its end is, too, as long as somebody has to ask about it.
    ASKED_DUE = "
        update wishes set due_at = $1 where community_id = $2 and desk_at > 0";
    HOLIDAY = "
        insert into holidays (community_id, day, working, name) values ($1, $2, $3, $4)
        on conflict (community_id, day)
        do update set working = excluded.working, name = excluded.name";
    KNOWN = "
        select cast(count(*) as bigint) from holidays where community_id = $1 and day = $2";
}

/// Deadlines never reach back further than this, in days.
const OLDEST: i64 = 400;

/// Names with their values, and days.
pub(super) type Row = (String, i64, i64);

fn rules_of(rows: Vec<Row>) -> Rules {
    let (mut settings, mut days) = (Settings::default(), Vec::new());
    for (name, value, day) in rows {
        match name.as_str() {
            "open" => days.push((day, true)),
            "closed" => days.push((day, false)),
            // Terms are not among these; what a newer version has set is nothing to this one.
            _ => {
                if let Some(setting) = Setting::ALL.into_iter().find(|it| it.code() == name) {
                    settings.set(setting, value);
                }
            }
        }
    }
    let calendar = Calendar::of(days, settings.hours());
    Rules { settings, calendar }
}

/// The same rows as the markets of a community read them.
pub(super) fn terms_of(rows: Vec<Row>) -> Terms {
    let mut terms = Terms::default();
    for (name, value, _) in &rows {
        if let Some(term) = Term::ALL.into_iter().find(|it| it.code() == name) {
            terms.set(term, *value);
        }
    }
    terms.calendar = rules_of(rows).calendar;
    terms
}

/// The first day that matters, as days since 1970.
fn oldest(now: Millis) -> i64 {
    shared::calendar::day_of(now) - OLDEST
}

pub(super) async fn rows(
    tx: &mut Tx,
    community: CommunityId,
    now: Millis,
) -> Result<Vec<Row>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_as(RULES).bind(community).bind(oldest(now)).fetch_all(tx).await?
    }))
}

pub(super) async fn rows_now(
    db: &Db,
    community: CommunityId,
    now: Millis,
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(RULES).bind(community).bind(oldest(now)).fetch_all(db).await?
    }))
}

/// What the community goes by, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn rules(tx: &mut Tx, community: CommunityId, now: Millis) -> Result<Rules, Error> {
    Ok(rules_of(rows(tx, community, now).await?))
}

/// All its numbers, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn numbers(
    tx: &mut Tx,
    community: CommunityId,
    now: Millis,
) -> Result<(Rules, Terms), Error> {
    let rows = rows(tx, community, now).await?;
    Ok((rules_of(rows.clone()), terms_of(rows)))
}

/// What the community goes by.
///
/// # Errors
/// What the database says.
pub async fn get(db: &Db, community: CommunityId, now: Millis) -> Result<Rules, Error> {
    Ok(rules_of(rows_now(db, community, now).await?))
}

#[derive(FromRow)]
struct ChangeRow {
    name: String,
    at: Millis,
    person_id: PersonId,
    before_value: i64,
    after_value: i64,
}

/// Who changed what, newest first.
///
/// # Errors
/// What the database says.
pub async fn changes(
    db: &Db,
    community: CommunityId,
) -> Result<Vec<(String, SettingChange)>, Error> {
    let rows: Vec<ChangeRow> =
        read!(db, |db| sqlx::query_as(CHANGES).bind(community).fetch_all(db).await?);
    let change = |row: ChangeRow| {
        let (before, after) = (row.before_value, row.after_value);
        (row.name, SettingChange { at: row.at, by: row.person_id, before, after })
    };
    Ok(rows.into_iter().map(change).collect())
}

/// Sets a number, writes down who did, and lets time look at everything again.
///
/// # Errors
/// What the database says.
pub async fn change(
    tx: &mut Tx,
    community: CommunityId,
    id: EventId,
    setting: Number,
    change: &SettingChange,
) -> Result<(), Error> {
    let SettingChange { at, by, before, after } = *change;
    in_tx!(tx, |tx| {
        let set = sqlx::query(SET).bind(community).bind(setting.code()).bind(after);
        set.execute(&mut *tx).await.map(drop)?;
        let note = sqlx::query(NOTE).bind(community).bind(id).bind(setting.code()).bind(at);
        note.bind(by).bind(before).bind(after).execute(&mut *tx).await.map(drop)?;
    });
    all_due(tx, community, at).await
}

/// A day that is not what its day of the week says; answers whether it was known before.
///
/// # Errors
/// What the database says.
pub async fn holiday(
    tx: &mut Tx,
    community: CommunityId,
    (day, working): (i64, bool),
    name: &str,
) -> Result<bool, Error> {
    let known: i64 = in_tx!(tx, |tx| {
        sqlx::query_scalar(KNOWN).bind(community).bind(day).fetch_one(tx).await?
    });
    in_tx!(tx, |tx| {
        let query = sqlx::query(HOLIDAY).bind(community).bind(day).bind(working).bind(name);
        query.execute(tx).await.map(drop)?
    });
    Ok(known > 0)
}

/// Lets time look at every wish and market of a community again.
///
/// # Errors
/// What the database says.
pub async fn all_due(tx: &mut Tx, community: CommunityId, now: Millis) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(ALL_DUE).bind(now).bind(community).execute(&mut *tx).await.map(drop)?;
        sqlx::query(ASKED_DUE).bind(now).bind(community).execute(tx).await.map(drop)?
    });
    super::terms::all_due(tx, community, now).await
}
