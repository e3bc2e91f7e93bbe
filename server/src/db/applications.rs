//! Who wants to become a helper. Name and note are sealed before they get here.

use shared::{
    helper::{ApplicationStatus, HelperClass},
    id::{ApplicationId, CommunityId, NodeId, PersonId},
    time::Millis,
    wish::WishKind,
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, sql};

/// All columns of an application, with its node and the phone of whoever applies.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select a.id, a.person_id, a.node_id, n.path, n.name as node_name, a.class,
                    a.organisation, a.skills, a.sealed, a.made_at, a.status, a.reason, a.version,
                    p.phone_sealed
               from applications a
               join nodes n on n.community_id = a.community_id and n.id = a.node_id
               join people p on p.id = a.person_id ",
            $rest
        )
    };
}

sql! {
    // A key lets one per person wait.
    INSERT = "
        insert into applications
               (community_id, id, person_id, node_id, class, organisation, skills, sealed,
                made_at, status, reason, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', '', 1)
        on conflict do nothing";
    GET = select!("where a.community_id = $1 and a.id = $2");
    WAITING = select!("
        where a.community_id = $1 and a.status = 'waiting' and a.id > $2
        order by a.id
        limit 200");
    LATEST = select!("
        where a.community_id = $1 and a.person_id = $2
        order by a.id desc
        limit 1");
    DECIDE = "
        update applications
           set status = $1, decided_by = $2, decided_at = $3, reason = $4, version = version + 1
         where community_id = $5 and id = $6 and version = $7 and status = 'waiting'";
}

/// A new application.
#[derive(Clone)]
pub struct New {
    pub id: ApplicationId,
    pub person: PersonId,
    pub node: NodeId,
    pub class: HelperClass,
    pub organisation: String,
    pub skills: Vec<WishKind>,
    pub sealed: Vec<u8>,
    pub made_at: Millis,
}

/// An application as stored.
#[derive(FromRow, Clone)]
pub struct Row {
    pub id: ApplicationId,
    pub person_id: PersonId,
    pub node_id: NodeId,
    pub path: String,
    pub node_name: String,
    pub class: HelperClass,
    pub organisation: String,
    pub skills: Json<Vec<WishKind>>,
    pub sealed: Vec<u8>,
    pub made_at: Millis,
    pub status: ApplicationStatus,
    pub reason: String,
    pub version: i64,
    pub phone_sealed: Vec<u8>,
}

/// # Errors
/// [`Error::Stale`] when another one of the same person waits.
pub async fn insert(tx: &mut Tx, community: CommunityId, new: &New) -> Result<(), Error> {
    let inserted = in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(new.id)
            .bind(new.person)
            .bind(new.node)
            .bind(new.class)
            .bind(&new.organisation)
            .bind(Json(&new.skills))
            .bind(&new.sealed)
            .bind(new.made_at)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if inserted == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: ApplicationId) -> Result<Row, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?))
}

/// Some of those that wait, oldest first, from behind one of them on.
///
/// # Errors
/// What the database says.
pub async fn waiting(
    db: &Db,
    community: CommunityId,
    after: ApplicationId,
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| sqlx::query_as(WAITING).bind(community).bind(after).fetch_all(db).await?))
}

/// A person's newest, wherever it stands.
///
/// # Errors
/// What the database says.
pub async fn latest(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Option<Row>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(LATEST).bind(community).bind(person).fetch_optional(db).await?
    }))
}

/// Of two who decide at once, the second finds it decided.
///
/// # Errors
/// [`Error::Stale`] when it was decided since it was loaded.
pub async fn decide(
    tx: &mut Tx,
    community: CommunityId,
    row: &Row,
    (status, reason): (ApplicationStatus, &str),
    by: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let decided = in_tx!(tx, |tx| {
        sqlx::query(DECIDE)
            .bind(status)
            .bind(by)
            .bind(now)
            .bind(reason)
            .bind(community)
            .bind(row.id)
            .bind(row.version)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if decided == 1 { Ok(()) } else { Err(Error::Stale) }
}
