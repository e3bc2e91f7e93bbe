//! Lists of wishes, for everybody and for those who posted or help.

use shared::{
    id::{CommunityId, NodeId, PersonId, WishId},
    time::Millis,
    wish::{Status, Wish, WishFilter, WishKind},
};

use super::{
    Db, Error, read, search, sql,
    wishes::{Row, Stored, get, select, wishes_of},
};

sql! {
    LIST = select!("
        where w.community_id = $1 and w.status = $2 and w.id > $3
              and (w.whole_id is null or w.status in ('open', 'offered'))
        order by w.id
        limit $4");
    LIST_DONE = select!("
        where w.community_id = $1 and w.status = $2 and w.id < $3
              and (w.whole_id is null or w.status in ('open', 'offered'))
        order by w.id desc
        limit $4");
    LIST_KIND = select!("
        where w.community_id = $1 and w.status = $2 and w.kind = $3 and w.id > $4
              and (w.whole_id is null or w.status in ('open', 'offered'))
        order by w.id
        limit $5");
    LIST_PLACE = select!("
        where w.community_id = $1 and w.place_id = $2 and w.status = $3
        order by w.id
        limit $4");
    OF_POSTER = select!("
        where w.community_id = $1 and w.poster_id = $2
        order by w.id desc
        limit 50");
    OF_HELPER = select!("
        where w.community_id = $1 and w.helper_id = $2
        order by w.id desc
        limit 50");
    OFFERED = select!("
        where w.community_id = $1 and w.offered_to = $2
              and w.status in ('offered', 'claimed', 'in_progress')
        order by w.id desc
        limit 50");
    SIMILAR = select!("
        where w.community_id = $1 and w.place_id = $2 and w.status = 'open' and w.kind = $3
              and w.opened_at > $4 and w.whole_id is null
        order by w.id
        limit 5");
    TIMES = "
        select opened_at, claimed_at, fulfilled_at from wishes
         where community_id = $1 and status = 'fulfilled' and kind = $2 and whole_id is null
           and opened_at is not null and claimed_at is not null and fulfilled_at is not null
         order by id desc
         limit 200";
    HISTORY = "
        select e.at, e.person_id, e.what, r.sealed
          from events e
          left join reasons r on r.community_id = e.community_id and r.id = e.id
         where e.community_id = $1 and e.about_id = $2
           and e.what not in ('wish.join', 'wish.leave', 'wish.report', 'wish.look',
                              'wish.wrong_word', 'contact.open', 'review.open')
         order by e.id desc
         limit 200";
}

/// A page of public wishes: those that wait, longest waiting first; others, newest first.
///
/// # Errors
/// What the database says.
pub async fn list(
    db: &Db,
    community: CommunityId,
    filter: &WishFilter,
    limit: i64,
) -> Result<Vec<Wish>, Error> {
    let status = filter.status.filter(|it| it.is_public()).unwrap_or(Status::Open);
    let first = filter.after.unwrap_or_default();
    let rows: Vec<Row> = match (filter.kind, status) {
        (Some(kind), _) => read!(db, |db| {
            let query = sqlx::query_as(LIST_KIND).bind(community).bind(status).bind(kind);
            query.bind(first).bind(limit).fetch_all(db).await?
        }),
        (None, Status::Fulfilled) => {
            let before = filter.after.unwrap_or(WishId(uuid::Uuid::max()));
            read!(db, |db| {
                let query = sqlx::query_as(LIST_DONE).bind(community).bind(status).bind(before);
                query.bind(limit).fetch_all(db).await?
            })
        }
        (None, _) => read!(db, |db| {
            let query = sqlx::query_as(LIST).bind(community).bind(status).bind(first);
            query.bind(limit).fetch_all(db).await?
        }),
    };
    Ok(wishes_of(rows))
}

/// Public wishes whose text has the words that are looked for, whatever became of them.
///
/// # Errors
/// What the database says.
pub async fn find(
    db: &Db,
    community: CommunityId,
    filter: &WishFilter,
    limit: i64,
) -> Result<Vec<Wish>, Error> {
    let after = filter.after.unwrap_or_default();
    let mut found = Vec::new();
    for id in search::find(db, community, &filter.q, after, limit).await? {
        match get(db, community, id).await {
            // A part that nobody can take on any more is found by its whole.
            Ok(stored) if stored.wish.whole.is_some() && !waits(&stored.wish) => {}
            Ok(stored) => found.push(stored.wish),
            Err(Error::Missing) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

fn waits(wish: &Wish) -> bool {
    matches!(wish.state.status(), Status::Open | Status::Offered)
}

/// Some wishes that wait at a place.
///
/// # Errors
/// What the database says.
pub async fn open_at(
    db: &Db,
    community: CommunityId,
    place: NodeId,
    limit: i64,
) -> Result<Vec<Wish>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        let query = sqlx::query_as(LIST_PLACE).bind(community).bind(place).bind(Status::Open);
        query.bind(limit).fetch_all(db).await?
    });
    Ok(wishes_of(rows))
}

/// Newest first.
///
/// # Errors
/// What the database says.
pub async fn of_poster(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Stored>, Error> {
    let rows: Vec<Row> = read!(db, |db| sqlx::query_as(OF_POSTER)
        .bind(community)
        .bind(person)
        .fetch_all(db)
        .await?);
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// What a helper has or had in hand, newest first.
///
/// # Errors
/// What the database says.
pub async fn of_helper(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Wish>, Error> {
    let rows: Vec<Row> = read!(db, |db| sqlx::query_as(OF_HELPER)
        .bind(community)
        .bind(person)
        .fetch_all(db)
        .await?);
    Ok(wishes_of(rows))
}

/// What a helper is asked to take on.
///
/// # Errors
/// What the database says.
pub async fn offered_to(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Wish>, Error> {
    let rows: Vec<Row> =
        read!(db, |db| sqlx::query_as(OFFERED).bind(community).bind(person).fetch_all(db).await?);
    Ok(wishes_of(rows))
}

/// Wishes that wait at a place, of one kind, that became public after a time.
///
/// # Errors
/// What the database says.
pub async fn similar(
    db: &Db,
    community: CommunityId,
    (place, kind): (NodeId, WishKind),
    since: Millis,
) -> Result<Vec<Wish>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        let query = sqlx::query_as(SIMILAR).bind(community).bind(place).bind(kind);
        query.bind(since).fetch_all(db).await?
    });
    Ok(wishes_of(rows))
}

/// When the last wishes of a kind became public, were claimed first, and came true.
///
/// # Errors
/// What the database says.
pub async fn times(
    db: &Db,
    community: CommunityId,
    kind: WishKind,
) -> Result<Vec<(Millis, Millis, Millis)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(TIMES).bind(community).bind(kind).fetch_all(db).await?))
}

/// When, by whom, what, and sealed, why.
pub type Happened = (Millis, Option<PersonId>, String, Option<Vec<u8>>);

/// What happened to a wish lately, oldest first.
///
/// # Errors
/// What the database says.
pub async fn history(
    db: &Db,
    community: CommunityId,
    wish: WishId,
) -> Result<Vec<Happened>, Error> {
    let mut rows: Vec<Happened> =
        read!(db, |db| sqlx::query_as(HISTORY).bind(community).bind(wish).fetch_all(db).await?);
    rows.reverse();
    Ok(rows)
}
