//! What people are told; the inbox is the record, other ways of telling are copies of it.

use serde_json::json;
use shared::{
    id::{CommunityId, NoticeId, PersonId},
    inbox::InboxNotice,
    notice::{News, Notice},
    time::Millis,
};
use sqlx::types::Json;

use super::{Db, Error, Tx, in_tx, read, sign_ups::list, sql};

sql! {
    INSERT = "
        insert into notices (community_id, person_id, id, at, news)
        select $1, unhex(r.value->>'person'), unhex(r.value->>'id'),
               cast(r.value->>'at' as bigint), r.value->'news'
          from json_each(cast($2 as text)) r";
    OF_PERSON = "
        select id, at, news from notices where community_id = $1 and person_id = $2
         order by id desc
         limit 50";
    ALL = "
        select id, at, news from notices where community_id = $1 and person_id = $2
         order by id
         limit 10000";
    PAGE = "
        select id, at, news, read_at from notices
         where community_id = $1 and person_id = $2 and id < $3
         order by id desc
         limit $4";
    UNREAD = "
        select cast(count(*) as bigint) from notices
         where community_id = $1 and person_id = $2 and read_at is null";
    UNREAD_ANYWHERE = "
        select cast(count(*) as bigint)
          from communities c
          join notices n on n.community_id = c.id and n.person_id = $1 and n.read_at is null";
    MARK = "
        update notices set read_at = $1
         where community_id = $2 and person_id = $3 and id = $4 and read_at is null";
    MARK_ALL = "
        update notices set read_at = $1
         where community_id = $2 and person_id = $3 and read_at is null";
    PRUNE = "delete from notices where community_id = $1 and at < $2";
}

/// What each of these is told.
///
/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    told: &[(PersonId, Notice)],
) -> Result<(), Error> {
    if told.is_empty() {
        return Ok(());
    }
    let list = list(told.iter().map(|(person, it)| {
        let (person, id) = (person.0.simple(), it.id.0.simple());
        json!({ "person": person, "id": id, "at": it.at, "news": it.news })
    }));
    in_tx!(tx, |tx| {
        sqlx::query(INSERT).bind(community).bind(list).execute(tx).await.map(drop)?
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

/// A page of the inbox: what was told before a message, newest first.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &Db,
    community: CommunityId,
    person: PersonId,
    before: NoticeId,
    limit: i64,
) -> Result<Vec<InboxNotice>, Error> {
    let rows: Vec<(NoticeId, Millis, Json<News>, Option<Millis>)> = read!(db, |db| {
        let query = sqlx::query_as(PAGE).bind(community).bind(person).bind(before);
        query.bind(limit).fetch_all(db).await?
    });
    let notice = |(id, at, news, read): (_, _, Json<News>, Option<Millis>)| {
        let concern = news.0.concern();
        InboxNotice { id, at, news: news.0, concern, read: read.is_some() }
    };
    Ok(rows.into_iter().map(notice).collect())
}

/// How many messages somebody has still to read.
///
/// # Errors
/// What the database says.
pub async fn unread(db: &Db, community: CommunityId, person: PersonId) -> Result<i64, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(UNREAD).bind(community).bind(person).fetch_one(db).await?
    }))
}

/// The same over all communities.
///
/// # Errors
/// What the database says.
pub async fn unread_anywhere(db: &Db, person: PersonId) -> Result<i64, Error> {
    Ok(read!(db, |db| sqlx::query_scalar(UNREAD_ANYWHERE).bind(person).fetch_one(db).await?))
}

/// Notes that somebody read one of their messages, or all.
///
/// # Errors
/// What the database says.
pub async fn mark(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    id: Option<NoticeId>,
    now: Millis,
) -> Result<(), Error> {
    match id {
        Some(id) => in_tx!(tx, |tx| {
            let query = sqlx::query(MARK).bind(now).bind(community).bind(person).bind(id);
            query.execute(tx).await.map(drop)?
        }),
        None => in_tx!(tx, |tx| {
            let query = sqlx::query(MARK_ALL).bind(now).bind(community).bind(person);
            query.execute(tx).await.map(drop)?
        }),
    }
    Ok(())
}
