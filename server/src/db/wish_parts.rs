//! The parts of a wish, each of which is a wish.

use shared::id::{CommunityId, NodeId, WishId};

use super::{
    Db, Error, Tx, in_tx, read, sql,
    wishes::{Row, Stored, select},
};

sql! {
    PARTS = select!("
        where w.community_id = $1 and w.whole_id = $2
        order by w.id
        limit 20");
    WAITING = "
        select place_id, cast(count(*) as bigint) from wishes
         where community_id = $1 and status in ('open', 'offered') and whole_id is not null
         group by place_id
         order by place_id
         limit 20000";
}

/// In the order in which they were written down.
///
/// # Errors
/// What the database says.
pub async fn parts(db: &Db, community: CommunityId, whole: WishId) -> Result<Vec<Stored>, Error> {
    let rows: Vec<Row> =
        read!(db, |db| sqlx::query_as(PARTS).bind(community).bind(whole).fetch_all(db).await?);
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// The same, to be changed.
///
/// # Errors
/// What the database says.
pub async fn load_parts(
    tx: &mut Tx,
    community: CommunityId,
    whole: WishId,
) -> Result<Vec<Stored>, Error> {
    let rows: Vec<Row> =
        in_tx!(tx, |tx| sqlx::query_as(PARTS).bind(community).bind(whole).fetch_all(tx).await?);
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// How many parts wait for a helper at each place: what counts wholes does not know of them.
///
/// # Errors
/// What the database says.
pub async fn parts_waiting(db: &Db, community: CommunityId) -> Result<Vec<(NodeId, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(WAITING).bind(community).fetch_all(db).await?))
}
