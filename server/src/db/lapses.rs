//! Wishes that time took from a helper. Rows are added and never changed.

use shared::{
    id::{CommunityId, PersonId, WishId},
    time::Millis,
};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into lapses (community_id, person_id, wish_id, at) values ($1, $2, $3, $4)
        on conflict do nothing";
    SINCE = "
        select cast(count(*) as bigint), max(at) from lapses
         where community_id = $1 and person_id = $2 and at > $3";
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    wish: WishId,
    at: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(INSERT).bind(community).bind(person).bind(wish).bind(at);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

type Counted = (i64, Option<Millis>);

fn add(sum: Counted, one: Counted) -> Counted {
    (sum.0 + one.0, sum.1.max(one.1))
}

/// How many since a time in all of these communities, and when the last was.
///
/// # Errors
/// What the database says.
pub async fn since(
    tx: &mut Tx,
    communities: &[CommunityId],
    person: PersonId,
    since: Millis,
) -> Result<(i64, Option<Millis>), Error> {
    let mut sum = Counted::default();
    for community in communities {
        let one = in_tx!(tx, |tx| {
            sqlx::query_as(SINCE).bind(community).bind(person).bind(since).fetch_one(tx).await?
        });
        sum = add(sum, one);
    }
    Ok(sum)
}

/// The same, to be shown.
///
/// # Errors
/// What the database says.
pub async fn seen_since(
    db: &Db,
    communities: &[CommunityId],
    person: PersonId,
    since: Millis,
) -> Result<(i64, Option<Millis>), Error> {
    let mut sum = Counted::default();
    for community in communities {
        let one = read!(db, |db| {
            sqlx::query_as(SINCE).bind(community).bind(person).bind(since).fetch_one(db).await?
        });
        sum = add(sum, one);
    }
    Ok(sum)
}
