//! Whose data did somebody see between two days? The history as lines, for who has to answer that.
//!
//! Reading it is itself written down: in every community of which rows were read.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use shared::{
    id::{CommunityId, EventId, PersonId},
    problem::Problem,
    time::Millis,
    wish::Beneficiary,
};
use uuid::Uuid;

use crate::{
    App,
    call::{ADDRESS, ROLES},
    db::{
        Tx,
        events::{self, Event},
        trail::{self, Row, Span},
    },
    random,
};

/// How many rows are read at once.
const PAGE: i64 = 1000;
/// What the history calls it that somebody read it.
pub const EXPORTED: &str = "audit.export";

/// One thing that happened, as it is handed out.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Line {
    /// In UTC.
    pub at: String,
    /// As in addresses; a hyphen for what belongs to none.
    pub community: String,
    /// Nobody, where time itself or a command did it.
    pub who: Option<PersonId>,
    /// The roles held by that person there and then.
    pub roles: Vec<String>,
    /// The address as the history keeps it: the same letters for the same one.
    pub from: String,
    pub what: String,
    /// The wish, node or person that it happened to.
    pub about: Uuid,
    /// Whose wish that is.
    pub of_person: Option<PersonId>,
    pub of_child: bool,
    pub detail: Value,
}

impl Line {
    fn of(community: &str, row: Row) -> Self {
        let mut detail = row.detail.0;
        let mut take = |name: &str| detail.as_object_mut().and_then(|all| all.remove(name));
        let from = take(ADDRESS).and_then(|it| it.as_str().map(str::to_owned));
        let roles = take(ROLES).and_then(|it| serde_json::from_value(it).ok());
        Self {
            at: utc(row.at),
            community: community.to_owned(),
            who: row.person_id,
            roles: roles.unwrap_or_default(),
            from: from.unwrap_or_default(),
            what: row.what,
            about: row.about_id,
            of_person: row.poster_id,
            of_child: row.beneficiary == Some(Beneficiary::Minor),
            detail,
        }
    }

    /// The cells of a table, in the order of [`Line::COLUMNS`].
    pub fn cells(&self) -> [String; 10] {
        let id = |person: Option<PersonId>| person.map(|it| it.to_string()).unwrap_or_default();
        [
            self.at.clone(),
            self.community.clone(),
            id(self.who),
            self.roles.join(" "),
            self.from.clone(),
            self.what.clone(),
            self.about.to_string(),
            id(self.of_person),
            self.of_child.to_string(),
            self.detail.to_string(),
        ]
    }

    pub const COLUMNS: [&str; 10] = [
        "at",
        "community",
        "who",
        "roles",
        "from",
        "what",
        "about",
        "of_person",
        "of_child",
        "detail",
    ];
}

fn utc(at: Millis) -> String {
    Timestamp::from_millisecond(at.0).map(|at| at.to_string()).unwrap_or_default()
}

/// Every community, and what belongs to none, by the name that a line has for it.
fn places(app: &App) -> Vec<(CommunityId, String)> {
    let all = app.communities.all();
    let named = all.iter().map(|community| (community.id, community.key.0.clone()));
    named.chain([(CommunityId::default(), "-".to_owned())]).collect()
}

/// Reads what happened in a span, community by community, and hands over each line; only what
/// concerns children's wishes, where `children`. Answers how many there were, after that has been
/// written down.
///
/// # Errors
/// What the database says, and what `each` says.
pub async fn export(
    app: &App,
    span: Span,
    children: bool,
    mut each: impl FnMut(Line) -> Result<(), Problem>,
) -> Result<usize, Problem> {
    let mut count = 0;
    for (community, name) in places(app) {
        // Written first: nobody reads without a trace.
        note(app, community, span, children).await?;
        let mut after = trail::first_of(span.from);
        loop {
            let rows = trail::page(&app.db, community, span, after, PAGE).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            let lines = rows.into_iter().map(|row| Line::of(&name, row));
            for line in lines.filter(|line| line.of_child || !children) {
                each(line)?;
                count += 1;
            }
        }
    }
    Ok(count)
}

async fn note(
    app: &App,
    community: CommunityId,
    span: Span,
    children: bool,
) -> Result<(), Problem> {
    let now = app.clock.now();
    let detail = json!({
        "since": span.from, "until": span.to, "person": span.person, "children": children,
    });
    let event = Event {
        community,
        id: EventId(random::id(now)),
        at: now,
        by: None,
        about: span.person.unwrap_or_default().0,
        what: EXPORTED,
        detail,
    };
    app.db.write(async move |tx: &mut Tx| Ok(events::record(tx, &event).await?)).await
}
