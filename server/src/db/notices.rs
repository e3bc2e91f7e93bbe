//! What people are told; the inbox is the record, other ways of telling are copies of it.

use shared::{
    id::{CommunityId, NoticeId, PersonId},
    notice::{News, Notice},
    time::Millis,
};
use sqlx::types::Json;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into notices (community_id, person_id, id, at, news)
        values ($1, $2, $3, $4, $5)";
    OF_PERSON = "
        select id, at, news from notices where community_id = $1 and person_id = $2
         order by id desc
         limit 50";
    ALL = "
        select id, at, news from notices where community_id = $1 and person_id = $2
         order by id
         limit 10000";
    PRUNE = "delete from notices where community_id = $1 and at < $2";
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    notice: &Notice,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(person)
            .bind(notice.id)
            .bind(notice.at)
            .bind(Json(&notice.news))
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// Newest first.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Notice>, Error> {
    let rows: Vec<(NoticeId, Millis, Json<News>)> = read!(db, |db| sqlx::query_as(OF_PERSON)
        .bind(community)
        .bind(person)
        .fetch_all(db)
        .await?);
    Ok(rows.into_iter().map(|(id, at, news)| Notice { id, at, news: news.0 }).collect())
}

/// All that a person was told and that is kept, oldest first.
///
/// # Errors
/// What the database says.
pub async fn all(db: &Db, community: CommunityId, person: PersonId) -> Result<Vec<Notice>, Error> {
    let rows: Vec<(NoticeId, Millis, Json<News>)> =
        read!(db, |db| sqlx::query_as(ALL).bind(community).bind(person).fetch_all(db).await?);
    Ok(rows.into_iter().map(|(id, at, news)| Notice { id, at, news: news.0 }).collect())
}

/// Forgets what was told before a time.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx, community: CommunityId, before: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query(PRUNE).bind(community).bind(before).execute(tx).await?.rows_affected()
    }))
}
