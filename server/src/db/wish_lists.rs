//! Lists of wishes, for everybody and for those who posted or help.

use shared::{
    id::{CommunityId, NodeId, PersonId, WishId},
    text,
    time::Millis,
    wish::{Status, Wish, WishFilter, WishKind},
};

use super::{
    Db, Error, read, search, sql,
    wishes::{Row, Stored, get, select, wishes_of},
};

sql! {
    LIST = select!("
        where w.community_id = $1 and w.status in ($2, $6) and w.id > $3
              and substr(p.path, 1, length($4)) = $4
              and (w.whole_id is null or w.status in ('open', 'offered'))
        order by w.id
        limit $5");
    LIST_DONE = select!("
        where w.community_id = $1 and w.status in ($2, $6) and w.id < $3
              and substr(p.path, 1, length($4)) = $4
              and (w.whole_id is null or w.status in ('open', 'offered'))
        order by w.id desc
        limit $5");
    LIST_KIND = select!("
        where w.community_id = $1 and w.status in ($2, $6) and w.id > $3
              and substr(p.path, 1, length($4)) = $4 and w.kind = $7
              and (w.whole_id is null or w.status in ('open', 'offered'))
        order by w.id
        limit $5");
    LIST_KIND_DONE = select!("
        where w.community_id = $1 and w.status in ($2, $6) and w.id < $3
              and substr(p.path, 1, length($4)) = $4 and w.kind = $7
              and (w.whole_id is null or w.status in ('open', 'offered'))
        order by w.id desc
        limit $5");
    // What goes on is never beyond the last of them, however many a member of staff wrote down.
    OF_POSTER = select!("
        where w.community_id = $1 and w.poster_id = $2
        order by (w.status in ('submitted', 'needs_info', 'open', 'offered', 'in_parts', 'claimed',
                              'in_progress', 'delivered', 'disputed')) desc, w.id desc
        limit 100");
    OF_HELPER = select!("
        where w.community_id = $1 and w.helper_id = $2
        order by (w.status in ('claimed', 'in_progress', 'delivered', 'disputed')) desc, w.id desc
        limit 100");
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
    // Of a time, newest first. Whether it goes on, and whether it is over, are asked apart.
    PUBLIC_OF = select!("
        where w.community_id = $1 and w.opened_at >= $2 and w.opened_at < $3
              and (cast($4 as bigint) = 1
                       and w.status in ('open', 'offered', 'in_parts', 'claimed', 'in_progress',
                                        'delivered', 'disputed')
                   or cast($5 as bigint) = 1
                       and w.status in ('fulfilled', 'unconfirmed', 'unmet', 'referred', 'merged'))
              and ($6 = '' or w.kind = $6) and w.whole_id is null
        order by w.opened_at desc, w.id
        limit 1000");
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

/// A page of public wishes at a path and below it: those that wait, longest waiting first; what came
/// true, newest first.
///
/// # Errors
/// What the database says.
pub async fn list(
    db: &Db,
    community: CommunityId,
    (filter, within): (&WishFilter, &str),
    limit: i64,
) -> Result<Vec<Wish>, Error> {
    let status = wanted(filter);
    let (list, of_kind, first) = match status {
        Status::Fulfilled => (LIST_DONE, LIST_KIND_DONE, WishId(uuid::Uuid::max())),
        _ => (LIST, LIST_KIND, WishId::default()),
    };
    let after = filter.after.unwrap_or(first);
    let rows: Vec<Row> = read!(db, |db| {
        let query = sqlx::query_as(if filter.kind.is_some() { of_kind } else { list });
        let query = query.bind(community).bind(status).bind(after).bind(within).bind(limit);
        let query = query.bind(beside(status));
        match filter.kind {
            Some(kind) => query.bind(kind).fetch_all(db).await?,
            None => query.fetch_all(db).await?,
        }
    });
    Ok(wishes_of(rows))
}

/// Open, where nothing public is asked for.
fn wanted(filter: &WishFilter) -> Status {
    filter.status.filter(|it| it.is_public()).unwrap_or(Status::Open)
}

/// What was offered to one helper waits like what anybody may take on.
fn beside(status: Status) -> Status {
    if status == Status::Open { Status::Offered } else { status }
}

/// Public wishes that became so from one time to before another, newest first: of one kind or of
/// all, those that go on or those that are over, or both.
///
/// # Errors
/// What the database says.
pub async fn public_of(
    db: &Db,
    community: CommunityId,
    (from, to): (Millis, Millis),
    kind: Option<WishKind>,
    (going_on, over): (bool, bool),
) -> Result<Vec<Wish>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        let query = sqlx::query_as(PUBLIC_OF).bind(community).bind(from).bind(to);
        let query = query.bind(i64::from(going_on)).bind(i64::from(over));
        query.bind(kind.map_or("", WishKind::code)).fetch_all(db).await?
    });
    Ok(wishes_of(rows))
}

/// The same of those whose text has the words that are looked for, longest there first.
///
/// # Errors
/// What the database says.
pub async fn find(
    db: &Db,
    community: CommunityId,
    (filter, within): (&WishFilter, &str),
    limit: i64,
) -> Result<Vec<Wish>, Error> {
    let looked_for = search::Wanted {
        words: text::search_tokens(&filter.q),
        status: (wanted(filter), beside(wanted(filter))),
        kind: filter.kind,
        within,
        after: filter.after.unwrap_or_default(),
    };
    let mut found = Vec::new();
    for id in search::find(db, community, &looked_for, limit).await? {
        match get(db, community, id).await {
            Ok(stored) => found.push(stored.wish),
            Err(Error::Missing) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
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
    let mut all: Vec<Stored> = rows.into_iter().map(Stored::from).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.wish.id));
    Ok(all)
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
    let mut all = wishes_of(rows);
    all.sort_by_key(|it| std::cmp::Reverse(it.id));
    Ok(all)
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
