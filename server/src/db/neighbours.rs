//! Which communities are neighbours of which. Each names its own.

use shared::{
    id::{AppointmentId, CommunityId, PersonId},
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
    THERE = "
        select community_id, since_at from neighbours where other_id = $1
         order by since_at, community_id
         limit 100";
    NAMED_BY = "
        select community_id from neighbours where other_id = $1 order by community_id limit 100";
    GUESTS = "
        select distinct w.helper_id
          from wishes w
          join appointments a on a.community_id = $2 and a.person_id = w.helper_id
         where w.community_id = $1 and w.status in ('claimed', 'in_progress')
           and a.role = 'helper' and a.from_at <= $3 and a.until_at > $3
         order by w.helper_id
         limit 1000";
    HELPS = "
        select a.id from appointments a
         where a.community_id = $1 and a.person_id = $2 and a.role = 'helper'
           and a.from_at <= $3 and a.until_at > $3
         union all
        select a.id from neighbours b join appointments a on a.community_id = b.other_id
         where b.community_id = $1 and a.person_id = $2 and a.role = 'helper'
           and a.from_at <= $3 and a.until_at > $3
         limit 1";
    TOGETHER = "
        with homes as (
            select a.community_id as id from appointments a
             where a.community_id = $1 and a.person_id = $2 and a.role = 'helper'
               and a.from_at <= $3 and a.until_at > $3
             union
            select a.community_id from neighbours b
              join appointments a on a.community_id = b.other_id
             where b.community_id = $1 and a.person_id = $2 and a.role = 'helper'
               and a.from_at <= $3 and a.until_at > $3)
        select id from homes
         union
        select b.community_id from neighbours b join homes h on h.id = b.other_id
         order by 1
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

/// Which communities name this one, and since when, oldest first.
///
/// # Errors
/// What the database says.
pub async fn there(db: &Db, community: CommunityId) -> Result<Vec<(CommunityId, Millis)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(THERE).bind(community).fetch_all(db).await?))
}

/// Which communities name this one.
///
/// # Errors
/// What the database says.
pub async fn named_by(tx: &mut Tx, community: CommunityId) -> Result<Vec<CommunityId>, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_scalar(NAMED_BY).bind(community).fetch_all(tx).await?))
}

/// Helpers of another community who have claimed something here and not delivered it.
///
/// # Errors
/// What the database says.
pub async fn guests(
    tx: &mut Tx,
    (community, other): (CommunityId, CommunityId),
    now: Millis,
) -> Result<Vec<PersonId>, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(GUESTS).bind(community).bind(other).bind(now);
        query.fetch_all(tx).await?
    }))
}

/// Whether somebody helps in a community, by an appointment there or as a guest.
///
/// # Errors
/// What the database says.
pub async fn helps(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<bool, Error> {
    let any: Option<AppointmentId> = in_tx!(tx, |tx| {
        sqlx::query_scalar(HELPS).bind(community).bind(person).bind(now).fetch_optional(tx).await?
    });
    Ok(any.is_some())
}

/// In which communities what somebody does as a helper is counted together: this one, where they
/// are appointed, and where they are guests by that. So no limit begins anew at a neighbour's.
///
/// # Errors
/// What the database says.
pub async fn together(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<Vec<CommunityId>, Error> {
    let all = in_tx!(tx, |tx| {
        sqlx::query_scalar(TOGETHER).bind(community).bind(person).bind(now).fetch_all(tx).await?
    });
    Ok(with(community, all))
}

/// The same, to be shown.
///
/// # Errors
/// What the database says.
pub async fn seen_together(
    db: &Db,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<Vec<CommunityId>, Error> {
    let all = read!(db, |db| {
        sqlx::query_scalar(TOGETHER).bind(community).bind(person).bind(now).fetch_all(db).await?
    });
    Ok(with(community, all))
}

/// Who is no helper any more still has done here what they have done.
fn with(community: CommunityId, mut all: Vec<CommunityId>) -> Vec<CommunityId> {
    if !all.contains(&community) {
        all.push(community);
    }
    all
}
