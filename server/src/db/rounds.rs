//! Rounds, and the wishes in them.

use shared::{
    id::{CommunityId, NodeId, PersonId, RoundId, WishId},
    round::Round,
    time::Millis,
    wish::Wish,
};
use sqlx::FromRow;

use super::{
    Db, Error, Tx, in_tx, rates, read, sql,
    wishes::{Row as WishRow, select as select_wishes, wishes_of},
};

/// What uses up a place: what was declined, taken back or merged leaves it to another wish.
macro_rules! taken {
    () => {
        "(select cast(count(*) as bigint) from wishes w
           where w.community_id = r.community_id and w.round_id = r.id
             and w.status not in ('declined', 'withdrawn', 'merged'))"
    };
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select r.id, r.node_id, n.name as node_name, n.path, r.name, r.purpose, r.opens_at,
                    r.closes_at, r.quota, r.summary, r.summed_at, r.version, ",
            taken!(),
            " as taken
               from rounds r
               join nodes n on n.community_id = r.community_id and n.id = r.node_id ",
            $rest
        )
    };
}

sql! {
    INSERT = "
        insert into rounds
               (community_id, id, node_id, name, purpose, opens_at, closes_at, quota, summary,
                summed_at, made_at, made_by, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    GET = select!("where r.community_id = $1 and r.id = $2");
    LIST = select!("
        where r.community_id = $1
        order by r.closes_at desc, r.id
        limit 100");
    // Where it is below the place of the round; paths end with a slash.
    OPEN = select!("
        where r.community_id = $1 and r.closes_at > $2
          and substr($3, 1, length(n.path)) = n.path
        order by r.closes_at, r.id
        limit 20");
    CHANGE = "
        update rounds set closes_at = $1, quota = $2, version = version + 1
         where community_id = $3 and id = $4 and version = $5";
    SUM_UP = "
        update rounds set summary = $1, summed_at = $2, version = version + 1
         where community_id = $3 and id = $4 and version = $5";
    PUT = "
        update wishes set round_id = $1
         where community_id = $2 and id = $3 and round_id is null";
    PUT_ALL = "
        update wishes set round_id = $1
         where community_id = $2 and round_id is null and whole_id is null
           and opened_at is not null
           and posted_at >= $3 and posted_at < $4";
    POSTED = "
        select cast(count(*) as bigint) from wishes where community_id = $1 and round_id = $2";
    WISHES = select_wishes!("
        where w.community_id = $1 and w.round_id = $2 and w.opened_at is not null
        order by w.id
        limit 500");
    POSTERS = "
        select distinct poster_id from wishes
         where community_id = $1 and round_id = $2
         order by poster_id
         limit 500";
    OF_WISH = "
        select r.id, r.name from rounds r
          join wishes w on w.community_id = r.community_id and w.round_id = r.id
         where w.community_id = $1 and w.id = $2";
}

/// A round as stored, with the path of its place.
#[derive(Clone, Debug)]
pub struct Stored {
    pub round: Round,
    pub path: String,
    /// How many places are used.
    pub taken: i64,
}

#[derive(FromRow)]
struct Row {
    id: RoundId,
    node_id: NodeId,
    node_name: String,
    path: String,
    name: String,
    purpose: String,
    opens_at: Millis,
    closes_at: Millis,
    quota: i64,
    summary: String,
    summed_at: Option<Millis>,
    version: i64,
    taken: i64,
}

impl From<Row> for Stored {
    fn from(row: Row) -> Self {
        let round = Round {
            id: row.id,
            name: row.name,
            purpose: row.purpose,
            place: row.node_id,
            place_name: row.node_name,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            quota: row.quota,
            full: row.taken >= row.quota,
            summary: row.summary,
            summed_at: row.summed_at,
            version: row.version,
        };
        Self { round, path: row.path, taken: row.taken }
    }
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    round: &Round,
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(round.id)
            .bind(round.place)
            .bind(&round.name)
            .bind(&round.purpose)
            .bind(round.opens_at)
            .bind(round.closes_at)
            .bind(round.quota)
            .bind(&round.summary)
            .bind(round.summed_at)
            .bind(now)
            .bind(by)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get(db: &Db, community: CommunityId, id: RoundId) -> Result<Stored, Error> {
    let row: Row =
        read!(db, |db| sqlx::query_as(GET).bind(community).bind(id).fetch_one(db).await?);
    Ok(row.into())
}

/// A round to be changed, or to put a wish into: nobody else does so until this is committed.
///
/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: RoundId) -> Result<Stored, Error> {
    rates::take_turn(tx, id.0.as_bytes()).await?;
    let row: Row =
        in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?);
    Ok(row.into())
}

/// The latest first.
///
/// # Errors
/// What the database says.
pub async fn list(db: &Db, community: CommunityId) -> Result<Vec<Stored>, Error> {
    let rows: Vec<Row> = read!(db, |db| sqlx::query_as(LIST).bind(community).fetch_all(db).await?);
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// Those that go on after a time, for wishes from a place.
///
/// # Errors
/// What the database says.
pub async fn open_at(
    db: &Db,
    community: CommunityId,
    path: &str,
    after: Millis,
) -> Result<Vec<Stored>, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        sqlx::query_as(OPEN).bind(community).bind(after).bind(path).fetch_all(db).await?
    });
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// # Errors
/// [`Error::Stale`] when it has changed since it was looked at.
pub async fn change(
    tx: &mut Tx,
    community: CommunityId,
    id: RoundId,
    (closes_at, quota): (Millis, i64),
    version: i64,
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        let query = sqlx::query(CHANGE).bind(closes_at).bind(quota).bind(community);
        query.bind(id).bind(version).execute(tx).await?.rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// # Errors
/// [`Error::Stale`] when it has changed since it was looked at.
pub async fn sum_up(
    tx: &mut Tx,
    community: CommunityId,
    id: RoundId,
    (words, at): (&str, Millis),
    version: i64,
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        let query = sqlx::query(SUM_UP).bind(words).bind(at).bind(community);
        query.bind(id).bind(version).execute(tx).await?.rows_affected()
    });
    if changed == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Puts a wish into a round.
///
/// # Errors
/// [`Error::Stale`] when it is in one already.
pub async fn put(
    tx: &mut Tx,
    community: CommunityId,
    round: RoundId,
    wish: WishId,
) -> Result<(), Error> {
    let put = in_tx!(tx, |tx| {
        let query = sqlx::query(PUT).bind(round).bind(community).bind(wish);
        query.execute(tx).await?.rows_affected()
    });
    if put == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Puts all public wishes of a time into a round, as when it was held before this product was.
///
/// # Errors
/// What the database says.
pub async fn put_all(
    tx: &mut Tx,
    community: CommunityId,
    round: RoundId,
    (from, to): (Millis, Millis),
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(PUT_ALL).bind(round).bind(community).bind(from).bind(to);
        query.execute(tx).await.map(drop)?
    });
    tx.touch(community);
    Ok(())
}

/// How many wishes were ever put into it.
///
/// # Errors
/// What the database says.
pub async fn posted(db: &Db, community: CommunityId, id: RoundId) -> Result<i64, Error> {
    Ok(read!(db, |db| sqlx::query_scalar(POSTED).bind(community).bind(id).fetch_one(db).await?))
}

/// Its wishes that were ever public, oldest first.
///
/// # Errors
/// What the database says.
pub async fn wishes(db: &Db, community: CommunityId, id: RoundId) -> Result<Vec<Wish>, Error> {
    let rows: Vec<WishRow> =
        read!(db, |db| sqlx::query_as(WISHES).bind(community).bind(id).fetch_all(db).await?);
    Ok(wishes_of(rows))
}

/// Whose wishes are in it.
///
/// # Errors
/// What the database says.
pub async fn posters(
    tx: &mut Tx,
    community: CommunityId,
    id: RoundId,
) -> Result<Vec<PersonId>, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(POSTERS).bind(community).bind(id).fetch_all(tx).await?
    }))
}

/// The round of a wish, with its name.
///
/// # Errors
/// What the database says.
pub async fn of_wish(
    db: &Db,
    community: CommunityId,
    wish: WishId,
) -> Result<Option<(RoundId, String)>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(OF_WISH).bind(community).bind(wish).fetch_optional(db).await?
    }))
}
