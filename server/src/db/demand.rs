//! Wishes that nobody does, counted.

use serde_json::json;
use shared::{
    id::{CommunityId, NodeId},
    time::Millis,
    wish::WishKind,
};
use sqlx::FromRow;

use super::{Db, Error, read, sign_ups::list, sql};

sql! {
    // Of many kinds at many places, those of others take none of the room.
    UNMET = "
        with places as materialized (
            select j.value->>'path' as path from json_each(cast($3 as text)) j)
        select w.kind, w.place_id, n.name, n.path, cast(count(*) as bigint) as wishes
          from wishes w
          join nodes n on n.community_id = w.community_id and n.id = w.place_id
         where w.community_id = $1 and w.status in ('open', 'unmet', 'expired')
           and w.posted_at >= $2
           and exists (select 1 from places p
                        where substr(n.path, 1, length(p.path)) = p.path)
         group by w.kind, w.place_id, n.name, n.path
         order by count(*) desc, n.path, w.kind
         limit $4";
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

/// Public wishes made since then anywhere below these places that wait, or could not be met; most
/// of a kind first, and so many of those at most.
///
/// # Errors
/// What the database says.
pub async fn unmet(
    db: &Db,
    community: CommunityId,
    (since, places): (Millis, &[String]),
    most: i64,
) -> Result<Vec<Unmet>, Error> {
    let list = list(places.iter().map(|path| json!({ "path": path })));
    Ok(read!(db, |db| {
        let query = sqlx::query_as(UNMET).bind(community).bind(since).bind(list);
        query.bind(most).fetch_all(db).await?
    }))
}
