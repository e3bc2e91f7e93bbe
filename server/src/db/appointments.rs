//! Who is appointed to what, where, from when until when.

use shared::{
    helper::HelperClass,
    id::{AppointmentId, CommunityId, NodeId, PersonId},
    policy::{Appointment, Role},
    time::Millis,
    wish::WishKind,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into appointments
               (community_id, id, person_id, node_id, role, class, sealed, organisation, skills,
                from_at, until_at, made_by, end_reason, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 1)";
    HOLDING = "
        select a.id, a.role, a.class, n.path, n.name as node_name, a.from_at, a.until_at
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.person_id = $2 and a.from_at <= $3 and a.until_at > $3
         order by a.id
         limit 50";
    HELPERS = "
        select a.id, a.person_id, a.role, a.class, a.sealed, a.organisation, n.path,
               n.name as node_name, a.from_at, a.until_at, a.version
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.role = 'helper' and a.until_at > $2
         order by a.id
         limit 500";
    GET = "
        select a.id, a.person_id, a.role, a.class, a.sealed, a.organisation, n.path,
               n.name as node_name, a.from_at, a.until_at, a.version
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.id = $2";
    END = "
        update appointments
           set until_at = $1, ended_by = $2, end_reason = $3, version = version + 1
         where community_id = $4 and id = $5 and version = $6 and until_at > $1";
}

/// A new appointment.
pub struct New {
    pub id: AppointmentId,
    pub person: PersonId,
    pub node: NodeId,
    pub role: Role,
    pub class: Option<HelperClass>,
    pub sealed: Option<Vec<u8>>,
    pub organisation: String,
    pub skills: Vec<WishKind>,
    pub from: Millis,
    pub until: Millis,
    pub by: Option<PersonId>,
}

/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, community: CommunityId, new: &New) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(new.id)
            .bind(new.person)
            .bind(new.node)
            .bind(new.role)
            .bind(new.class)
            .bind(new.sealed.as_deref())
            .bind(&new.organisation)
            .bind(Json(&new.skills))
            .bind(new.from)
            .bind(new.until)
            .bind(new.by)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// What somebody holds now, with the name of the node.
#[derive(FromRow, Clone, Debug)]
pub struct Held {
    pub id: AppointmentId,
    pub role: Role,
    pub class: Option<HelperClass>,
    pub path: String,
    pub node_name: String,
    pub from_at: Millis,
    pub until_at: Millis,
}

impl From<&Held> for Appointment {
    fn from(held: &Held) -> Self {
        Self {
            id: held.id,
            role: held.role,
            path: held.path.clone(),
            from: held.from_at,
            until: held.until_at,
        }
    }
}

/// What somebody holds at a time.
///
/// # Errors
/// What the database says.
pub async fn held_by(
    db: &Db,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<Vec<Held>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(HOLDING).bind(community).bind(person).bind(now).fetch_all(db).await?
    }))
}

/// An appointment as those who may end it need it.
#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: AppointmentId,
    pub person_id: PersonId,
    pub role: Role,
    pub class: Option<HelperClass>,
    pub sealed: Option<Vec<u8>>,
    pub organisation: String,
    pub path: String,
    pub node_name: String,
    pub from_at: Millis,
    pub until_at: Millis,
    pub version: i64,
}

/// Helpers whose appointment has not ended.
///
/// # Errors
/// What the database says.
pub async fn helpers(db: &Db, community: CommunityId, now: Millis) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(HELPERS).bind(community).bind(now).fetch_all(db).await?))
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: AppointmentId) -> Result<Row, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?))
}

/// # Errors
/// [`Error::Stale`] when it has changed or ended since it was loaded.
pub async fn end(
    tx: &mut Tx,
    community: CommunityId,
    row: &Row,
    by: PersonId,
    reason: &str,
    now: Millis,
) -> Result<(), Error> {
    let ended = in_tx!(tx, |tx| {
        sqlx::query(END)
            .bind(now)
            .bind(by)
            .bind(reason)
            .bind(community)
            .bind(row.id)
            .bind(row.version)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if ended == 1 { Ok(()) } else { Err(Error::Stale) }
}
