//! What people say is wrong with what is public.

use shared::{
    id::{CommunityId, MarketId, PersonId, ReportId, RoundId, WishId},
    report::About,
    time::Millis,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Db, Error, Tx, in_tx, read, sql};

macro_rules! select {
    ($where:literal) => {
        concat!(
            "select r.id, r.about, r.about_id, r.person_id, r.reason, r.sealed, r.at, n.path,
                    coalesce(w.title, d.name, m.title) as title,
                    coalesce(w.poster_id, d.made_by, m.organiser_id) as owner_id, w.helper_id
               from reports r
               left join wishes w
                 on r.about = 'wish' and w.community_id = r.community_id and w.id = r.about_id
               left join rounds d
                 on r.about = 'round' and d.community_id = r.community_id and d.id = r.about_id
               left join markets m
                 on r.about = 'market' and m.community_id = r.community_id and m.id = r.about_id
               join nodes n
                 on n.community_id = r.community_id
                and n.id = coalesce(w.node_id, d.node_id, m.node_id) ",
            $where
        )
    };
}

sql! {
    INSERT = "
        insert into reports (community_id, id, about, about_id, person_id, reason, sealed, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    SINCE = "
        select cast(count(*) as bigint) from reports
         where community_id = $1 and person_id = $2 and answered_at is null";
    WAITING = select!("
        where r.community_id = $1 and r.answered_at is null and (r.at, r.id) > ($2, $3)
        order by r.at, r.id
        limit 100");
    GET = select!("where r.community_id = $1 and r.id = $2");
    OF_PERSON = "
        select about, about_id, reason, sealed, at, answer from reports
         where community_id = $1 and person_id = $2
         order by at, id
         limit 1000";
    ANSWER = "
        update reports set answered_at = $1, answered_by = $2, answer = $3
         where community_id = $4 and id = $5 and answered_at is null";
}

/// A report as those who answer it need it.
#[derive(FromRow)]
pub struct Row {
    pub id: ReportId,
    about: String,
    about_id: Uuid,
    pub person_id: PersonId,
    pub reason: String,
    pub sealed: Vec<u8>,
    pub at: Millis,
    pub title: String,
    pub path: String,
    /// Whose it is, if that is known, and who helps.
    pub owner_id: Option<PersonId>,
    pub helper_id: Option<PersonId>,
}

impl Row {
    /// What is said to be wrong.
    pub fn about(&self) -> About {
        about(&self.about, self.about_id)
    }
}

/// A report as whoever made it gets it back.
#[derive(FromRow)]
pub struct Made {
    about: String,
    about_id: Uuid,
    pub reason: String,
    pub sealed: Vec<u8>,
    pub at: Millis,
    pub answer: Option<String>,
}

impl Made {
    /// What was said to be wrong.
    pub fn about(&self) -> About {
        about(&self.about, self.about_id)
    }
}

fn about(what: &str, id: Uuid) -> About {
    match what {
        "round" => About::Round(RoundId(id)),
        "market" => About::Market(MarketId(id)),
        _ => About::Wish(WishId(id)),
    }
}

/// As it is stored.
fn columns(about: About) -> (&'static str, Uuid) {
    match about {
        About::Wish(id) => ("wish", id.0),
        About::Round(id) => ("round", id.0),
        About::Market(id) => ("market", id.0),
    }
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    (id, about, person): (ReportId, About, PersonId),
    reason: &str,
    sealed: &[u8],
    at: Millis,
) -> Result<(), Error> {
    let (about, about_id) = columns(about);
    in_tx!(tx, |tx| {
        let query = sqlx::query(INSERT).bind(community).bind(id).bind(about).bind(about_id);
        query.bind(person).bind(reason).bind(sealed).bind(at).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// How many of somebody's wait for an answer.
///
/// # Errors
/// What the database says.
pub async fn waiting_of(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
) -> Result<i64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(SINCE).bind(community).bind(person).fetch_one(tx).await?
    }))
}

/// Some of those that wait, oldest first, from behind one of them on.
///
/// # Errors
/// What the database says.
pub async fn waiting(
    db: &Db,
    community: CommunityId,
    (at, id): (Millis, ReportId),
) -> Result<Vec<Row>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(WAITING).bind(community).bind(at).bind(id).fetch_all(db).await?
    }))
}

/// All of somebody's, oldest first.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<Made>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_as(OF_PERSON).bind(community).bind(person).fetch_all(db).await?
    }))
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: ReportId) -> Result<Row, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?))
}

/// # Errors
/// [`Error::Stale`] when it has been answered already.
pub async fn answer(
    tx: &mut Tx,
    community: CommunityId,
    id: ReportId,
    by: PersonId,
    words: &str,
    at: Millis,
) -> Result<(), Error> {
    let answered = in_tx!(tx, |tx| {
        let query = sqlx::query(ANSWER).bind(at).bind(by).bind(words).bind(community).bind(id);
        query.execute(tx).await?.rows_affected()
    });
    if answered == 1 { Ok(()) } else { Err(Error::Stale) }
}
