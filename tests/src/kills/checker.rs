//! What people were told, against what the database holds.

use std::collections::{BTreeMap, HashMap};

use sqlx::{Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

use super::{History, Outcome};
use crate::Database;

/// What the database holds.
struct Stored {
    /// Id, title, status.
    wishes: Vec<(Uuid, String, String)>,
    /// What happened to which wish.
    events: Vec<(Uuid, String)>,
    /// By status, as the counters have it.
    figures: BTreeMap<String, i64>,
    /// Messages that somebody claimed a wish.
    told_of_claims: i64,
    /// What the database says about itself.
    complaints: Vec<String>,
}

/// Each sentence is something that must not be.
pub async fn check(history: &History, database: &Database) -> Vec<String> {
    let stored = Stored::read(database).await;
    let mut wrong = stored.complaints.clone();
    let mut by_title: HashMap<&str, HashMap<&str, (usize, usize)>> = HashMap::new();
    for op in &history.0 {
        let (sure, unknown) = by_title.entry(&op.title).or_default().entry(op.what).or_default();
        match op.outcome {
            Outcome::Acknowledged => *sure += 1,
            Outcome::Unknown => *unknown += 1,
            Outcome::Refused(_) => {}
        }
    }
    let mut ids: HashMap<&str, Vec<Uuid>> = HashMap::new();
    for (id, title, _) in &stored.wishes {
        ids.entry(title).or_default().push(*id);
    }
    let events = stored.events_by_wish();
    for (title, ops) in &by_title {
        let rows = ids.remove(*title).unwrap_or_default();
        compare(&mut wrong, &format!("rows of {title}"), rows.len(), ops.get("wish.post"));
        let happened = rows.first().and_then(|id| events.get(id)).cloned().unwrap_or_default();
        for what in ops.keys().copied().chain(happened.keys().copied()) {
            let count = happened.get(what).copied().unwrap_or_default();
            compare(&mut wrong, &format!("{what} of {title}"), count, ops.get(what));
        }
    }
    wrong.extend(ids.keys().map(|title| format!("nobody asked for {title}")));
    wrong.extend(stored.contradictions(&events));
    wrong
}

/// Everything acknowledged is there once, and nothing that nobody asked for.
fn compare(wrong: &mut Vec<String>, what: &str, count: usize, asked: Option<&(usize, usize)>) {
    let (sure, unknown) = asked.copied().unwrap_or_default();
    if count < sure {
        wrong.push(format!("lost: {what}: {sure} acknowledged, {count} there"));
    }
    if count > sure + unknown {
        wrong.push(format!(
            "too much: {what}: {sure} acknowledged, {unknown} unknown, {count} there"
        ));
    }
}

/// The same queries on both databases.
macro_rules! read {
    ($connection:ident, $complaints:expr) => {{
        let wishes = sqlx::query_as("select id, title, status from wishes");
        let events = sqlx::query_as("select about_id, what from events order by id");
        let figures = sqlx::query_as(
            "select status, cast(sum(count) as bigint) from figures group by status",
        );
        let told = "select cast(count(*) as bigint) from notices
                     where cast(news as text) like '%wish_claimed%'";
        let figures: Vec<(String, i64)> = figures.fetch_all(&mut $connection).await.unwrap();
        Self {
            wishes: wishes.fetch_all(&mut $connection).await.unwrap(),
            events: events.fetch_all(&mut $connection).await.unwrap(),
            figures: figures.into_iter().collect(),
            told_of_claims: sqlx::query_scalar(told).fetch_one(&mut $connection).await.unwrap(),
            complaints: $complaints,
        }
    }};
}

impl Stored {
    fn events_by_wish(&self) -> HashMap<Uuid, HashMap<&str, usize>> {
        let mut events: HashMap<Uuid, HashMap<&str, usize>> = HashMap::new();
        for (wish, what) in &self.events {
            *events.entry(*wish).or_default().entry(what).or_default() += 1;
        }
        events
    }

    /// Where parts of the same transaction say different things.
    fn contradictions(&self, events: &HashMap<Uuid, HashMap<&str, usize>>) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut figures: BTreeMap<String, i64> = BTreeMap::new();
        for (id, title, status) in &self.wishes {
            *figures.entry(status.clone()).or_default() += 1;
            let expected = events.get(id).map_or("nothing", status_after);
            if status != expected {
                wrong.push(format!("{title} is {status}, its history says {expected}"));
            }
        }
        let counted: BTreeMap<_, _> =
            self.figures.iter().filter(|(_, count)| **count != 0).collect();
        if !counted.into_iter().eq(figures.iter()) {
            wrong.push(format!("the counters say {:?}, the rows {figures:?}", self.figures));
        }
        let claims = self.events.iter().filter(|(_, what)| what == "wish.claim").count();
        if usize::try_from(self.told_of_claims) != Ok(claims) {
            wrong.push(format!("{claims} claims, but {} messages of them", self.told_of_claims));
        }
        wrong
    }

    async fn read(database: &Database) -> Self {
        match database.url().strip_prefix("sqlite:") {
            Some(path) => {
                let url = format!("sqlite://{path}");
                let mut connection = SqliteConnection::connect(&url).await.unwrap();
                let said: Vec<String> = sqlx::query_scalar("pragma integrity_check")
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
                let strangers = sqlx::query("pragma foreign_key_check")
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
                let mut complaints: Vec<String> =
                    said.into_iter().filter(|line| line != "ok").collect();
                if !strangers.is_empty() {
                    complaints.push(format!("{} rows refer to nothing", strangers.len()));
                }
                read!(connection, complaints)
            }
            None => {
                let mut connection = PgConnection::connect(database.url()).await.unwrap();
                read!(connection, Vec::new())
            }
        }
    }
}

/// Where a wish stands after all that happened to it, in whichever order.
fn status_after(events: &HashMap<&str, usize>) -> &'static str {
    let count = |what: &str| events.get(what).copied().unwrap_or_default();
    match () {
        () if count("wish.withdraw") > 0 => "withdrawn",
        () if count("wish.right_word") > 0 => "fulfilled",
        () if count("wish.claim") > count("wish.release") => "claimed",
        () if count("wish.approve") > 0 => "open",
        () => "submitted",
    }
}
