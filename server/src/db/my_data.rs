//! What is stored about one person, wherever it is; read for that person alone.

use serde_json::Value;
use shared::{
    helper::{ApplicationStatus, HelperClass, Qualified},
    id::{ApplicationId, AppointmentId, CommunityId, PersonId, WishId},
    policy::Role,
    time::Millis,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    PERSON = "
        select phone_sealed, made_at, last_seen_at from people
         where id = $1 and ended_at is null";
    CONSENTS = "
        select at, notice_version from consents where person_id = $1
         order by at
         limit 1000";
    HOME = "
        select n.name
          from homes h
          join nodes n on n.community_id = h.community_id and n.id = h.node_id
         where h.community_id = $1 and h.person_id = $2";
    ROLES = "
        select a.id, a.role, a.class, a.sealed, a.organisation, n.name as node_name, a.from_at,
               a.until_at, a.qualified
          from appointments a
          join nodes n on n.community_id = a.community_id and n.id = a.node_id
         where a.community_id = $1 and a.person_id = $2
         order by a.id
         limit 1000";
    APPLICATIONS = "
        select id, class, organisation, sealed, made_at, status, reason from applications
         where community_id = $1 and person_id = $2
         order by id
         limit 1000";
    WISHES = "
        select id from wishes where community_id = $1 and poster_id = $2
         order by id
         limit 10000";
    CLAIMS = "
        select id from wishes where community_id = $1 and helper_id = $2
         order by id
         limit 10000";
    JOINED = "
        select wish_id, at from joins where community_id = $1 and person_id = $2
         order by at
         limit 10000";
    LAPSES = "
        select wish_id, at from lapses where community_id = $1 and person_id = $2
         order by at
         limit 10000";
    LOOKS = "
        select wish_id, at from looks where community_id = $1 and person_id = $2
         order by at
         limit 10000";
}

/// A person as stored.
#[derive(FromRow)]
pub struct Person {
    pub phone_sealed: Vec<u8>,
    pub made_at: Millis,
    pub last_seen_at: Millis,
}

/// A role that somebody holds or held.
#[derive(FromRow)]
pub struct HeldRole {
    pub id: AppointmentId,
    pub role: Role,
    pub class: Option<HelperClass>,
    pub sealed: Option<Vec<u8>>,
    pub organisation: String,
    pub node_name: String,
    pub from_at: Millis,
    pub until_at: Millis,
    pub qualified: Json<Vec<Qualified>>,
}

/// An application as its applicant gets it back.
#[derive(FromRow)]
pub struct Sent {
    pub id: ApplicationId,
    pub class: HelperClass,
    pub organisation: String,
    pub sealed: Vec<u8>,
    pub made_at: Millis,
    pub status: ApplicationStatus,
    pub reason: String,
}

/// What of an application was sealed, whatever it is called.
pub fn field(sealed: &Value, name: &str) -> String {
    sealed.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// # Errors
/// [`Error::Missing`] when there is no such person (any more).
pub async fn person(db: &Db, id: PersonId) -> Result<Person, Error> {
    Ok(read!(db, |db| sqlx::query_as(PERSON).bind(id).fetch_one(db).await?))
}

/// # Errors
/// What the database says.
pub async fn consents(db: &Db, id: PersonId) -> Result<Vec<(Millis, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(CONSENTS).bind(id).fetch_all(db).await?))
}

/// The name of the place that somebody calls home.
///
/// # Errors
/// What the database says.
pub async fn home(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Option<String>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(HOME).bind(community).bind(person).fetch_optional(db).await?
    }))
}

/// # Errors
/// What the database says.
pub async fn roles(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<HeldRole>, Error> {
    Ok(read!(db, |db| sqlx::query_as(ROLES).bind(community).bind(person).fetch_all(db).await?))
}

/// # Errors
/// What the database says.
pub async fn applications(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Sent>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(APPLICATIONS).bind(community).bind(person).fetch_all(db).await?
    }))
}

/// All wishes of a poster, and all that somebody has or had in hand, oldest first.
///
/// # Errors
/// What the database says.
pub async fn wishes(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<(Vec<WishId>, Vec<WishId>), Error> {
    let posted = read!(db, |db| {
        sqlx::query_scalar(WISHES).bind(community).bind(person).fetch_all(db).await?
    });
    let helped = read!(db, |db| {
        sqlx::query_scalar(CLAIMS).bind(community).bind(person).fetch_all(db).await?
    });
    Ok((posted, helped))
}

/// The same, inside an operation.
///
/// # Errors
/// What the database says.
pub async fn load_wishes(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
) -> Result<(Vec<WishId>, Vec<WishId>), Error> {
    let posted = in_tx!(tx, |tx| {
        sqlx::query_scalar(WISHES).bind(community).bind(person).fetch_all(tx).await?
    });
    let helped = in_tx!(tx, |tx| {
        sqlx::query_scalar(CLAIMS).bind(community).bind(person).fetch_all(tx).await?
    });
    Ok((posted, helped))
}

/// The wishes that somebody joined, and when.
///
/// # Errors
/// What the database says.
pub async fn joined(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<(WishId, Millis)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(JOINED).bind(community).bind(person).fetch_all(db).await?))
}

/// The wishes that time took from somebody, and when.
///
/// # Errors
/// What the database says.
pub async fn lapses(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<(WishId, Millis)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(LAPSES).bind(community).bind(person).fetch_all(db).await?))
}

/// Whose contact somebody opened, and when.
///
/// # Errors
/// What the database says.
pub async fn looks(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<(WishId, Millis)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(LOOKS).bind(community).bind(person).fetch_all(db).await?))
}
