//! Who helps together: the members of one team or shop, which is told from others by the first
//! appointment in it.

use std::collections::HashSet;

use shared::{
    helper::{HelperClass, Team},
    id::{AppointmentId, CommunityId, PersonId},
    time::Millis,
};

use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    MEMBERS = "
        select distinct b.person_id
          from appointments a
          join appointments b on b.community_id = a.community_id and b.team_id = a.team_id
         where a.community_id = $1 and a.person_id = $2
           and a.role = 'helper' and b.role = 'helper'
           and a.from_at <= $3 and a.until_at > $3 and b.from_at <= $3 and b.until_at > $3
         order by b.person_id
         limit 100";
    COLLEAGUES = "
        select b.id, b.person_id, b.sealed
          from appointments a
          join appointments b on b.community_id = a.community_id and b.team_id = a.team_id
         where a.community_id = $1 and a.person_id = $2 and b.person_id <> $2
           and a.role = 'helper' and b.role = 'helper'
           and a.from_at <= $3 and a.until_at > $3 and b.from_at <= $3 and b.until_at > $3
         order by b.id
         limit 100";
    ARE_COLLEAGUES = "
        select cast(count(*) as bigint)
          from appointments a
          join appointments b on b.community_id = a.community_id and b.team_id = a.team_id
         where a.community_id = $1 and a.person_id = $2 and b.person_id = $3
           and a.role = 'helper' and b.role = 'helper'
           and a.from_at <= $4 and a.until_at > $4";
    LIVE = "
        select a.team_id as id, min(a.organisation) as name, min(n.name) as node,
               cast(count(distinct a.person_id) as bigint) as members
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.class = $2 and a.role = 'helper'
           and a.team_id is not null and a.from_at <= $3 and a.until_at > $3
         group by a.team_id
         order by a.team_id
         limit 1000";
    IS_LIVE = "
        select id from appointments
         where community_id = $1 and team_id = $2 and class = $3 and role = 'helper'
           and from_at <= $4 and until_at > $4
         limit 1";
}

/// A helper, and all who help in the same team.
///
/// # Errors
/// What the database says.
pub async fn members(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<Vec<PersonId>, Error> {
    let mut all: Vec<PersonId> = in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(MEMBERS).bind(community).bind(person).bind(now);
        query.fetch_all(tx).await?
    });
    if all.is_empty() {
        all.push(person);
    }
    Ok(all)
}

/// Another member of the same team or shop; the name is sealed.
#[derive(FromRow, Clone, Debug)]
pub struct Colleague {
    pub id: AppointmentId,
    pub person_id: PersonId,
    pub sealed: Option<Vec<u8>>,
}

/// The others who help in the same team, each once, longest appointed first.
///
/// # Errors
/// What the database says.
pub async fn colleagues(
    db: &Db,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<Vec<Colleague>, Error> {
    let mut all: Vec<Colleague> = read!(db, |db| {
        sqlx::query_as(COLLEAGUES).bind(community).bind(person).bind(now).fetch_all(db).await?
    });
    let mut seen = HashSet::new();
    all.retain(|it| seen.insert(it.person_id));
    Ok(all)
}

/// Whether somebody helps now in a team in which somebody else helps or did.
///
/// # Errors
/// What the database says.
pub async fn are_colleagues(
    tx: &mut Tx,
    community: CommunityId,
    (person, other): (PersonId, PersonId),
    now: Millis,
) -> Result<bool, Error> {
    let rows: i64 = in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(ARE_COLLEAGUES).bind(community).bind(person).bind(other);
        query.bind(now).fetch_one(tx).await?
    });
    Ok(rows > 0)
}

/// All teams, or all shops, of which somebody helps now; longest known first.
///
/// # Errors
/// What the database says.
pub async fn live(
    db: &Db,
    community: CommunityId,
    class: HelperClass,
    now: Millis,
) -> Result<Vec<Team>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        sqlx::query_as(LIVE).bind(community).bind(class).bind(now).fetch_all(db).await?
    });
    let team = |row: Row| Team { id: row.id, name: row.name, node: row.node, members: row.members };
    Ok(rows.into_iter().map(team).collect())
}

#[derive(FromRow)]
struct Row {
    id: AppointmentId,
    name: String,
    node: String,
    members: i64,
}

/// Whether somebody of this team or shop helps now.
///
/// # Errors
/// What the database says.
pub async fn is_live(
    tx: &mut Tx,
    community: CommunityId,
    (team, class): (AppointmentId, HelperClass),
    now: Millis,
) -> Result<bool, Error> {
    let any: Option<AppointmentId> = in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(IS_LIVE).bind(community).bind(team).bind(class);
        query.bind(now).fetch_optional(tx).await?
    });
    Ok(any.is_some())
}
