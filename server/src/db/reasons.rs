//! Why somebody looked or took a step. The words are sealed before they get here.

use shared::id::{CommunityId, EventId, WishId};

use super::{Error, Tx, in_tx, sql};

sql! {
    INSERT = "
        insert into reasons (community_id, id, wish_id, sealed) values ($1, $2, $3, $4)";
    FORGET = "delete from reasons where community_id = $1 and wish_id = $2";
}

/// Of a look or an event.
///
/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    (id, wish): (EventId, WishId),
    sealed: &[u8],
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(INSERT).bind(community).bind(id).bind(wish).bind(sealed);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// All of a wish.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, community: CommunityId, wish: WishId) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(FORGET).bind(community).bind(wish).execute(tx).await.map(drop)?
    });
    Ok(())
}
