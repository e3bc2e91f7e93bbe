//! Lists of markets, for everybody and for those who hold or review them.

use shared::{
    id::{CommunityId, MarketId, PersonId},
    market::{Market, Service},
    time::Millis,
};

use super::{
    Db, Error, Tx, in_tx,
    markets::{Row, Stored, select},
    read, sql,
};

sql! {
    // What never was public does not become so by being called off.
    AHEAD = select!("
        where m.community_id = $1 and not m.rehearsal
              and (m.status in ('published', 'postponed', 'under_way')
                   or (m.status = 'cancelled' and m.ends_at > $2
                       and m.editorial ->> 'is' = 'published'))
        order by m.starts_at, m.id
        limit 200");
    OVER = select!("
        where m.community_id = $1 and not m.rehearsal
              and (m.status in ('closed', 'summarised', 'archived')
                   or (m.status = 'cancelled' and m.ends_at <= $2
                       and m.editorial ->> 'is' = 'published'))
        order by m.starts_at desc, m.id
        limit 50");
    // More than a year of them is never asked for.
    SIGNED = select!("
        where m.community_id = $1 and not m.rehearsal
              and m.status in ('summarised', 'archived') and m.starts_at >= $2
        order by m.starts_at, m.id
        limit 1000");
    // Where it is below a node; paths end with a slash.
    BELOW = select!("
        where m.community_id = $1 and substr(n.path, 1, length($2)) = $2
        order by m.starts_at desc, m.id
        limit 200");
    // Of which somebody who leaves is the organiser, and that are not over.
    HELD_BY = "
        select id from markets
         where community_id = $1 and organiser_id = $2
           and status in ('draft', 'submitted', 'published', 'postponed', 'under_way')
         order by id
         limit 1000";
    APPLICATIONS = "
        select market_id, cast(count(*) as bigint) from stalls
         where community_id = $1 and status in ('applied', 'shortlisted_yes', 'shortlisted_no')
         group by market_id
         limit 1000";
    SERVICES = "
        select distinct s.market_id, s.service
          from markets m
          join stalls s on s.community_id = m.community_id and s.market_id = m.id
         where m.community_id = $1 and m.starts_at >= $2 and not m.rehearsal
           and s.status = 'confirmed'
         limit 20000";
}

/// Those that everybody may see: what is to come, the next first, and what is over, the latest
/// first.
///
/// # Errors
/// What the database says.
pub async fn public(
    db: &Db,
    community: CommunityId,
    now: Millis,
) -> Result<(Vec<Market>, Vec<Market>), Error> {
    Ok((list(db, AHEAD, community, now).await?, list(db, OVER, community, now).await?))
}

/// Those that were summed up and signed, from a time on.
///
/// # Errors
/// What the database says.
pub async fn signed(db: &Db, community: CommunityId, from: Millis) -> Result<Vec<Market>, Error> {
    list(db, SIGNED, community, from).await
}

async fn list(
    db: &Db,
    statement: &'static str,
    community: CommunityId,
    now: Millis,
) -> Result<Vec<Market>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        sqlx::query_as(statement).bind(community).bind(now).fetch_all(db).await?
    });
    Ok(rows.into_iter().map(|row| Stored::from(row).market).collect())
}

/// Which services are sure to be at the markets from a time on.
///
/// # Errors
/// What the database says.
pub async fn services(
    db: &Db,
    community: CommunityId,
    from: Millis,
) -> Result<Vec<(MarketId, Service)>, Error> {
    Ok(read!(db, |db| { sqlx::query_as(SERVICES).bind(community).bind(from).fetch_all(db).await? }))
}

/// On how many stalls of each market nobody has decided.
///
/// # Errors
/// What the database says.
pub async fn applications(db: &Db, community: CommunityId) -> Result<Vec<(MarketId, i64)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(APPLICATIONS).bind(community).fetch_all(db).await?))
}

/// All at a node and below it, the latest first.
///
/// # Errors
/// What the database says.
pub async fn below(db: &Db, community: CommunityId, path: &str) -> Result<Vec<Stored>, Error> {
    let rows: Vec<Row> =
        read!(db, |db| sqlx::query_as(BELOW).bind(community).bind(path).fetch_all(db).await?);
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// Those of an organiser that are not over.
///
/// # Errors
/// What the database says.
pub async fn held_by(
    tx: &mut Tx,
    community: CommunityId,
    organiser: PersonId,
) -> Result<Vec<MarketId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(HELD_BY).bind(community).bind(organiser).fetch_all(tx).await?
    }))
}
