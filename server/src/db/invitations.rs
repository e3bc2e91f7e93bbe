//! Links by which people become staff, each usable once. Only the hash of its token is stored.

use shared::{
    id::{CommunityId, NodeId, PersonId},
    policy::Role,
    time::Millis,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into invitations
               (token_hash, community_id, node_id, role, days, made_by, made_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    LIVE = "
        select i.community_id, i.node_id, n.path, i.role, i.days, i.made_by, i.person_id,
               i.password, i.totp_sealed
          from invitations i
          join nodes n on n.community_id = i.community_id and n.id = i.node_id
         where i.token_hash = $1 and i.used_at is null and i.expires_at > $2";
    // Whoever comes first has it; the same person may begin again.
    BEGIN = "
        update invitations set person_id = $1, password = $2, totp_sealed = $3
         where token_hash = $4 and used_at is null and expires_at > $5
           and (person_id is null or person_id = $1)";
    USE = "
        update invitations set used_at = $1, password = null, totp_sealed = null
         where token_hash = $2 and person_id = $3 and used_at is null and expires_at > $1";
    PRUNE = "delete from invitations where expires_at < $1";
}

/// A new link.
#[derive(Clone, Debug)]
pub struct New {
    pub token_hash: Vec<u8>,
    pub node: NodeId,
    pub role: Role,
    pub days: Option<u16>,
    /// Nobody, for the first administrator.
    pub by: Option<PersonId>,
    pub made_at: Millis,
    pub expires_at: Millis,
}

/// A link that can still be used.
#[derive(FromRow, Clone)]
pub struct Row {
    pub community_id: CommunityId,
    pub node_id: NodeId,
    pub path: String,
    pub role: Role,
    pub days: Option<i64>,
    pub made_by: Option<PersonId>,
    /// Who began to enrol, and with what.
    pub person_id: Option<PersonId>,
    pub password: Option<String>,
    pub totp_sealed: Option<Vec<u8>>,
}

/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, community: CommunityId, new: &New) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(&new.token_hash)
            .bind(community)
            .bind(new.node)
            .bind(new.role)
            .bind(new.days.map(i64::from))
            .bind(new.by)
            .bind(new.made_at)
            .bind(new.expires_at)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// # Errors
/// [`Error::Missing`] when there is no such link, or it was used or is too old.
pub async fn live(db: &Db, token_hash: &[u8], now: Millis) -> Result<Row, Error> {
    Ok(read!(db, |db| sqlx::query_as(LIVE).bind(token_hash).bind(now).fetch_one(db).await?))
}

/// Binds a link to whoever begins to enrol; without a password, to someone who has one.
///
/// # Errors
/// [`Error::Missing`] when it is somebody else's, used or too old.
pub async fn begin(
    tx: &mut Tx,
    token_hash: &[u8],
    person: PersonId,
    factors: Option<(&str, &[u8])>,
    now: Millis,
) -> Result<(), Error> {
    let begun = in_tx!(tx, |tx| {
        sqlx::query(BEGIN)
            .bind(person)
            .bind(factors.map(|it| it.0))
            .bind(factors.map(|it| it.1))
            .bind(token_hash)
            .bind(now)
            .execute(tx)
            .await?
            .rows_affected()
    });
    if begun == 1 { Ok(()) } else { Err(Error::Missing) }
}

/// Of many who use a link at once, one does.
///
/// # Errors
/// [`Error::Missing`] when it is somebody else's, used or too old.
pub async fn use_up(
    tx: &mut Tx,
    token_hash: &[u8],
    person: PersonId,
    now: Millis,
) -> Result<(), Error> {
    let used = in_tx!(tx, |tx| {
        sqlx::query(USE).bind(now).bind(token_hash).bind(person).execute(tx).await?.rows_affected()
    });
    if used == 1 { Ok(()) } else { Err(Error::Missing) }
}

/// Forgets links that ended before a time.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx, before: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query(PRUNE).bind(before).execute(tx).await?.rows_affected()))
}
