//! Wishes that nobody does, counted.

use shared::{
    id::{CommunityId, NodeId},
    time::Millis,
    wish::WishKind,
};
use sqlx::FromRow;

use super::{Db, Error, read, sql};

sql! {
    UNMET = "
        select w.kind, w.place_id, n.name, n.path, cast(count(*) as bigint) as wishes
          from wishes w
          join nodes n on n.community_id = w.community_id and n.id = w.place_id
         where w.community_id = $1 and w.status in ('open', 'unmet', 'expired')
           and w.posted_at >= $2
         group by w.kind, w.place_id, n.name, n.path
         order by count(*) desc, n.path, w.kind
         limit 500";
}

/// Wishes of a kind at a place.
#[derive(FromRow, Clone, Debug)]
pub struct Unmet {
    pub kind: WishKind,
    pub place_id: NodeId,
    pub name: String,
    pub path: String,
    pub wishes: i64,
}

/// Public wishes made since then that wait, or could not be met; most of a kind first.
///
/// # Errors
/// What the database says.
pub async fn unmet(db: &Db, community: CommunityId, since: Millis) -> Result<Vec<Unmet>, Error> {
    Ok(read!(db, |db| { sqlx::query_as(UNMET).bind(community).bind(since).fetch_all(db).await? }))
}
