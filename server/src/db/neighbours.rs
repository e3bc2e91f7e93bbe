//! Which communities are neighbours of which. Each names its own.

use shared::{
    id::{CommunityId, PersonId},
    time::Millis,
};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    ADD = "
        insert into neighbours (community_id, other_id, since_at, made_by)
        values ($1, $2, $3, $4)
        on conflict do nothing";
    REMOVE = "delete from neighbours where community_id = $1 and other_id = $2";
    ALL = "
        select other_id, since_at from neighbours where community_id = $1
         order by since_at
         limit 100";
}

/// Another community is one from now on; or, without a person who says so, is none.
///
/// # Errors
/// What the database says.
pub async fn set(
    tx: &mut Tx,
    (community, other): (CommunityId, CommunityId),
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Error> {
    match by {
        Some(by) => in_tx!(tx, |tx| {
            let query = sqlx::query(ADD).bind(community).bind(other).bind(now).bind(by);
            query.execute(tx).await.map(drop)?
        }),
        None => in_tx!(tx, |tx| {
            let query = sqlx::query(REMOVE).bind(community).bind(other);
            query.execute(tx).await.map(drop)?
        }),
    }
    Ok(())
}

/// All of them, oldest first.
///
/// # Errors
/// What the database says.
pub async fn all(db: &Db, community: CommunityId) -> Result<Vec<(CommunityId, Millis)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(ALL).bind(community).fetch_all(db).await?))
}
