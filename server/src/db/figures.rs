//! Counters of wishes by where they stand, moved by the transaction that moves the wish.

use shared::{
    figures::Tally,
    id::{CommunityId, NodeId},
    pace::Times,
    time::Millis,
    wish::{Status, WishKind},
};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    ADD = "
        insert into figures (community_id, place_id, status, ever_public, ever_claimed, count)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (community_id, place_id, status, ever_public, ever_claimed)
        do update set count = figures.count + excluded.count";
    ALL = "
        select status, ever_public, ever_claimed, cast(sum(count) as bigint)
          from figures where community_id = $1
         group by status, ever_public, ever_claimed
         order by status, ever_public, ever_claimed";
    BY_PLACE = "
        select nodes.id, nodes.name, figures.status, figures.ever_public, figures.ever_claimed,
               cast(sum(figures.count) as bigint)
          from figures join nodes
            on nodes.community_id = figures.community_id and nodes.id = figures.place_id
         where figures.community_id = $1
         group by nodes.id, nodes.name, nodes.code, figures.status, figures.ever_public,
                  figures.ever_claimed
         order by nodes.code, nodes.id
         limit 20000";
    TIMES = "
        select kind, posted_at, opened_at, claimed_at, fulfilled_at from wishes
         where community_id = $1 and opened_at is not null and whole_id is null
         order by id desc
         limit 5000";
}

/// A wish stands somewhere else than before, or is new.
///
/// # Errors
/// What the database says.
pub async fn moved(
    tx: &mut Tx,
    community: CommunityId,
    place: NodeId,
    before: Option<Tally>,
    after: Tally,
) -> Result<(), Error> {
    if before == Some(after) {
        return Ok(());
    }
    // Always in one order, so that two transactions never wait for each other.
    let mut changes: Vec<(Tally, i64)> = before.map(|tally| (tally, -1)).into_iter().collect();
    changes.push((after, 1));
    changes.sort_by_key(|(tally, _)| (tally.status.code(), tally.ever_public, tally.ever_claimed));
    for (tally, count) in changes {
        add(tx, community, place, tally, count).await?;
    }
    Ok(())
}

/// # Errors
/// What the database says.
pub async fn add(
    tx: &mut Tx,
    community: CommunityId,
    place: NodeId,
    tally: Tally,
    count: i64,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(ADD)
            .bind(community)
            .bind(place)
            .bind(tally.status)
            .bind(tally.ever_public)
            .bind(tally.ever_claimed)
            .bind(count)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// All counters of a community.
///
/// # Errors
/// What the database says.
pub async fn all(db: &Db, community: CommunityId) -> Result<Vec<(Tally, i64)>, Error> {
    let rows: Vec<(Status, bool, bool, i64)> =
        read!(db, |db| sqlx::query_as(ALL).bind(community).fetch_all(db).await?);
    let tally = |(status, ever_public, ever_claimed, count)| {
        (Tally { status, ever_public, ever_claimed }, count)
    };
    Ok(rows.into_iter().map(tally).collect())
}

/// All counters with the place they belong to, place by place.
///
/// # Errors
/// What the database says.
pub async fn with_places(
    db: &Db,
    community: CommunityId,
) -> Result<Vec<(NodeId, String, Tally, i64)>, Error> {
    let rows: Vec<(NodeId, String, Status, bool, bool, i64)> =
        read!(db, |db| sqlx::query_as(BY_PLACE).bind(community).fetch_all(db).await?);
    let tally = |(place, name, status, ever_public, ever_claimed, count)| {
        (place, name, Tally { status, ever_public, ever_claimed }, count)
    };
    Ok(rows.into_iter().map(tally).collect())
}

/// When the steps of the latest wishes were taken; of the last five thousand that became public.
///
/// # Errors
/// What the database says.
pub async fn times(db: &Db, community: CommunityId) -> Result<Vec<Times>, Error> {
    type Row = (WishKind, Millis, Millis, Option<Millis>, Option<Millis>);
    let rows: Vec<Row> =
        read!(db, |db| sqlx::query_as(TIMES).bind(community).fetch_all(db).await?);
    let times = |(kind, posted, opened, claimed, fulfilled)| Times {
        kind,
        posted,
        opened,
        claimed,
        fulfilled,
    };
    Ok(rows.into_iter().map(times).collect())
}
