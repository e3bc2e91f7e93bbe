//! Wishes that nobody does, and who came to earlier markets with what would help.

use shared::{
    demand::Came,
    id::{CommunityId, PersonId, StallId},
    market::Service,
    time::Millis,
    wish::{Status, WishKind},
};
use sqlx::FromRow;

use super::{Db, Error, read, sql};

sql! {
    // Public wishes that wait, however long, and those of late that could not be met; with whoever
    // wishes for the same, which is looked up wish by wish, in this order. Nothing is counted that a
    // child wishes for.
    UNMET = "
        with unmet as materialized (
            select w.id, w.kind, w.status, w.poster_id, w.household, w.opened_at, n.path
              from wishes w
              join nodes n on n.community_id = w.community_id and n.id = w.place_id
             where w.community_id = $1
               and w.status in ('open', 'offered', 'unmet', 'expired')
               and (w.status in ('open', 'offered') or w.posted_at >= $2)
               and w.opened_at is not null and w.beneficiary <> 'minor'
               and substr(n.path, 1, length($3)) = $3
             order by w.opened_at desc, w.id
             limit 5000)
        select kind, status, path, poster_id, household, opened_at as since from unmet
        union all
        select u.kind, u.status, u.path, j.person_id, null, j.at
          from unmet u cross join joins j
         where j.community_id = $1 and j.wish_id = u.id
         limit 20000";
    // Stalls that were there, at markets of the same reach that are over. What somebody who has
    // left was called is not known any more.
    CAME = "
        select s.id, s.service, s.provider_name, m.starts_at
          from markets m
          join nodes n on n.community_id = m.community_id and n.id = m.node_id
          join stalls s on s.community_id = m.community_id and s.market_id = m.id
         where m.community_id = $1 and m.status in ('closed', 'summarised', 'archived')
           and m.kind = 'market' and not m.rehearsal and m.starts_at >= $2
           and s.status = 'confirmed' and s.provider_name <> ''
           and substr(n.path, 1, length($3)) = $3
         order by m.starts_at desc, s.id
         limit 5000";
}

/// Somebody who wishes for something that nobody does.
#[derive(FromRow, Clone, Debug)]
pub struct Unmet {
    pub kind: WishKind,
    pub status: Status,
    /// Of the public place it is at.
    pub path: String,
    pub poster_id: PersonId,
    /// Stands for where it is to be, the same for all who live there; nothing where that is not
    /// known.
    pub household: Option<Vec<u8>>,
    pub since: Option<Millis>,
}

/// Everybody who wishes for such at a place or below it: what waits, and what could not be met since
/// then.
///
/// # Errors
/// What the database says.
pub async fn unmet(
    db: &Db,
    community: CommunityId,
    (since, path): (Millis, &str),
) -> Result<Vec<Unmet>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(UNMET).bind(community).bind(since).bind(path).fetch_all(db).await?
    }))
}

/// The stalls that came to markets at a place or below it since then, the latest first.
///
/// # Errors
/// What the database says.
pub async fn came(
    db: &Db,
    community: CommunityId,
    (since, path): (Millis, &str),
) -> Result<Vec<Came>, Error> {
    let rows: Vec<(StallId, Service, String, Millis)> = read!(db, |db| {
        sqlx::query_as(CAME).bind(community).bind(since).bind(path).fetch_all(db).await?
    });
    let came = |(stall, service, name, at)| Came { stall, service, name, at };
    Ok(rows.into_iter().map(came).collect())
}
