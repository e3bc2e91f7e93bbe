//! Who is appointed as staff.

use shared::{
    id::{AppointmentId, CommunityId, PersonId},
    policy::Role,
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    STAFF = "
        select a.id, a.person_id, a.role, n.name as node_name, a.from_at, a.until_at,
               p.phone_sealed
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
          join people p on p.id = a.person_id
         where a.community_id = $1 and a.role <> 'helper' and a.until_at > $2
           and substr(n.path, 1, length($3)) = $3
         order by a.id
         limit 500";
    PEOPLE = "
        select distinct person_id from appointments
         where community_id = $1 and role <> 'helper' and from_at <= $2 and until_at > $2
         order by person_id
         limit 500";
    SECRETARIES = "
        select distinct a.person_id
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.role = 'secretary' and a.from_at <= $2
           and a.until_at > $2 and substr(cast($3 as text), 1, length(n.path)) = n.path
         order by a.person_id
         limit 50";
}

/// A member of staff.
#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: AppointmentId,
    pub person_id: PersonId,
    pub role: Role,
    pub node_name: String,
    pub from_at: Millis,
    pub until_at: Millis,
    pub phone_sealed: Vec<u8>,
}

/// Staff at a node and below it whose appointment has not ended.
///
/// # Errors
/// What the database says.
pub async fn below(
    db: &Db,
    community: CommunityId,
    path: &str,
    now: Millis,
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(STAFF).bind(community).bind(now).bind(path).fetch_all(db).await?
    }))
}

/// Everybody who is staff anywhere in a community now.
///
/// # Errors
/// What the database says.
pub async fn people(db: &Db, community: CommunityId, now: Millis) -> Result<Vec<PersonId>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(PEOPLE).bind(community).bind(now).fetch_all(db).await?
    }))
}

/// The secretaries of a node, or of one above it.
///
/// # Errors
/// What the database says.
pub async fn secretaries(
    tx: &mut Tx,
    community: CommunityId,
    path: &str,
    now: Millis,
) -> Result<Vec<PersonId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(SECRETARIES).bind(community).bind(now).bind(path).fetch_all(tx).await?
    }))
}
