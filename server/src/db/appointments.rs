//! Who is appointed to what, where, from when until when.

use shared::{
    helper::{HelperClass, Qualified},
    id::{AppointmentId, CommunityId, NodeId, PersonId, WishId},
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
                from_at, until_at, made_by, end_reason, version, qualified, team_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 1, $13, $14)";
    HOLDING = "
        select a.id, a.role, a.class, n.path, n.name as node_name, a.from_at, a.until_at,
               false as guest
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.person_id = $2 and a.from_at <= $3 and a.until_at > $3
         union all
        select a.id, a.role, a.class, '', n.name, a.from_at, a.until_at, true
          from neighbours b
          join appointments a on a.community_id = b.other_id
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where b.community_id = $1 and a.person_id = $2 and a.role = 'helper'
           and a.from_at <= $3 and a.until_at > $3
         order by 1
         limit 50";
    QUALIFIED = "
        select qualified, false as guest from appointments
         where community_id = $1 and person_id = $2 and role = 'helper'
           and from_at <= $3 and until_at > $3
         union all
        select a.qualified, true
          from neighbours b
          join appointments a on a.community_id = b.other_id
         where b.community_id = $1 and a.person_id = $2 and a.role = 'helper'
           and a.from_at <= $3 and a.until_at > $3
         limit 50";
    ORGANISATIONS = "
        select person_id, skills from appointments
         where community_id = $1 and class in ('shop', 'team') and role = 'helper'
           and from_at <= $2 and until_at > $2
         order by id
         limit 200";
    EVERYWHERE = "
        select c.key as community_key, a.id, a.role, n.name as node_name, a.from_at, a.until_at
          from communities c
          join appointments a on a.community_id = c.id and a.person_id = $1
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.from_at <= $2 and a.until_at > $2
         order by a.id
         limit 100";
    NAME_OF_HELPER = "
        select a.community_id, a.sealed, a.organisation, a.until_at, 0 as guest
          from appointments a
         where a.community_id = $1 and a.person_id = $2 and a.role = 'helper'
         union all
        select a.community_id, a.sealed, a.organisation, a.until_at, 1
          from neighbours b
          join appointments a on a.community_id = b.other_id
         where b.community_id = $1 and a.person_id = $2 and a.role = 'helper'
         order by 5, 4 desc
         limit 1";
    ANYBODY = "
        select cast(count(*) as bigint) from appointments
         where community_id = $1 and role = $2 and until_at > $3";
    HELPERS = "
        select a.id, a.person_id, a.role, a.class, a.sealed, a.organisation, a.skills,
               a.qualified, n.path, n.name as node_name, a.from_at, a.until_at, a.version
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.role = 'helper' and a.until_at > $2
           and substr(n.path, 1, length($3)) = $3
         order by a.id
         limit 500";
    IN_HAND = "
        select helper_id, cast(count(*) as bigint) from wishes
         where community_id = $1 and status in ('claimed', 'in_progress', 'delivered')
           and helper_id is not null
         group by helper_id";
    CLAIMED_BY = "
        select id from wishes
         where community_id = $1 and helper_id = $2 and status in ('claimed', 'in_progress')
         order by id
         limit 50";
    GET = "
        select a.id, a.person_id, a.role, a.class, a.sealed, a.organisation, a.skills,
               a.qualified, n.path, n.name as node_name, a.from_at, a.until_at, a.version
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.id = $2";
    END = "
        update appointments
           set until_at = $1, ended_by = $2, end_reason = $3, version = version + 1
         where community_id = $4 and id = $5 and version = $6 and until_at > $1";
    QUALIFY = "
        update appointments set qualified = $1, version = version + 1
         where community_id = $2 and id = $3 and version = $4";
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
    pub qualified: Vec<Qualified>,
    /// Of which team or shop, by the first appointment in it.
    pub team: Option<AppointmentId>,
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
            .bind(Json(&new.qualified))
            .bind(new.team)
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
    /// As a helper of a neighbour community.
    pub guest: bool,
}

impl From<&Held> for Appointment {
    fn from(held: &Held) -> Self {
        Self {
            id: held.id,
            role: held.role,
            path: held.path.clone(),
            class: held.class,
            guest: held.guest,
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

/// Which papers of a helper were seen; of a guest, at home.
///
/// # Errors
/// What the database says.
pub async fn qualified(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<Vec<Qualified>, Error> {
    let mut rows: Vec<(Json<Vec<Qualified>>, bool)> = in_tx!(tx, |tx| {
        let query = sqlx::query_as(QUALIFIED).bind(community).bind(person).bind(now);
        query.fetch_all(tx).await?
    });
    // Whoever was approved here, is no guest.
    let own = rows.iter().any(|(_, guest)| !guest);
    rows.retain(|(_, guest)| *guest != own);
    Ok(rows.into_iter().flat_map(|(row, _)| row.0).collect())
}

/// Shops and teams that help with a kind of wish.
///
/// # Errors
/// What the database says.
pub async fn organisations(
    tx: &mut Tx,
    community: CommunityId,
    kind: WishKind,
    now: Millis,
) -> Result<Vec<PersonId>, Error> {
    let rows: Vec<(PersonId, Json<Vec<WishKind>>)> = in_tx!(tx, |tx| {
        sqlx::query_as(ORGANISATIONS).bind(community).bind(now).fetch_all(tx).await?
    });
    let helps = |skills: &[WishKind]| skills.is_empty() || skills.contains(&kind);
    let mut all: Vec<_> =
        rows.into_iter().filter(|(_, skills)| helps(&skills.0)).map(|(person, _)| person).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// What somebody holds in one of the communities.
#[derive(FromRow, Clone, Debug)]
pub struct Somewhere {
    pub community_key: String,
    pub id: AppointmentId,
    pub role: Role,
    pub node_name: String,
    pub from_at: Millis,
    pub until_at: Millis,
}

/// What somebody holds at a time, in all communities.
///
/// # Errors
/// What the database says.
pub async fn everywhere(db: &Db, person: PersonId, now: Millis) -> Result<Vec<Somewhere>, Error> {
    Ok(read!(db, |db| sqlx::query_as(EVERYWHERE).bind(person).bind(now).fetch_all(db).await?))
}

/// Whether anybody has a role in a community.
///
/// # Errors
/// What the database says.
pub async fn has_anybody(
    db: &Db,
    community: CommunityId,
    role: Role,
    now: Millis,
) -> Result<bool, Error> {
    let count: i64 = read!(db, |db| {
        sqlx::query_scalar(ANYBODY).bind(community).bind(role).bind(now).fetch_one(db).await?
    });
    Ok(count > 0)
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
    pub skills: Json<Vec<WishKind>>,
    pub qualified: Json<Vec<Qualified>>,
    pub path: String,
    pub node_name: String,
    pub from_at: Millis,
    pub until_at: Millis,
    pub version: i64,
}

/// Helpers at a node and below it whose appointment has not ended.
///
/// # Errors
/// What the database says.
pub async fn helpers(
    db: &Db,
    community: CommunityId,
    path: &str,
    now: Millis,
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(HELPERS).bind(community).bind(now).bind(path).fetch_all(db).await?
    }))
}

/// How many wishes each helper has in hand.
///
/// # Errors
/// What the database says.
pub async fn in_hand(db: &Db, community: CommunityId) -> Result<Vec<(PersonId, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(IN_HAND).bind(community).fetch_all(db).await?))
}

/// Wishes that a helper has claimed and not delivered.
///
/// # Errors
/// What the database says.
pub async fn claimed_by(
    tx: &mut Tx,
    community: CommunityId,
    helper: PersonId,
) -> Result<Vec<WishId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(CLAIMED_BY).bind(community).bind(helper).fetch_all(tx).await?
    }))
}

/// Who somebody is as a helper: the name sealed, and the community that appointed them.
#[derive(FromRow, Clone, Debug)]
pub struct Known {
    pub community_id: CommunityId,
    pub sealed: Option<Vec<u8>>,
    pub organisation: String,
}

/// By the appointment here; of a guest, by the one at home.
///
/// # Errors
/// What the database says.
pub async fn helper(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Option<Known>, Error> {
    Ok(read!(db, |db| {
        let query = sqlx::query_as(NAME_OF_HELPER).bind(community).bind(person);
        query.fetch_optional(db).await?
    }))
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

/// Which papers were seen, instead of those before.
///
/// # Errors
/// [`Error::Stale`] when it has changed or ended since it was loaded.
pub async fn qualify(
    tx: &mut Tx,
    community: CommunityId,
    row: &Row,
    qualified: &[Qualified],
) -> Result<(), Error> {
    let noted = in_tx!(tx, |tx| {
        let query = sqlx::query(QUALIFY).bind(Json(qualified)).bind(community);
        query.bind(row.id).bind(row.version).execute(tx).await?.rows_affected()
    });
    if noted == 1 { Ok(()) } else { Err(Error::Stale) }
}
