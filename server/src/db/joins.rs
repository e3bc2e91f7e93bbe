//! Neighbours who said "me too", each once for each wish.

use shared::{
    id::{CommunityId, PersonId, WishId},
    time::Millis,
};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    JOIN = "
        insert into joins (community_id, wish_id, person_id, at) values ($1, $2, $3, $4)
        on conflict do nothing";
    LEAVE = "delete from joins where community_id = $1 and wish_id = $2 and person_id = $3";
    HAS = "
        select cast(count(*) as bigint) from joins
         where community_id = $1 and wish_id = $2 and person_id = $3";
    COUNT = "
        update wishes
           set joiners = (select count(*) from joins j
                           where j.community_id = wishes.community_id and j.wish_id = wishes.id)
         where community_id = $1 and id = $2";
    // With what each wished for, where it became part of this one.
    OF_WISH = "
        select j.person_id, m.id, m.title
          from joins j
          left join wishes m on m.community_id = j.community_id and m.poster_id = j.person_id
               and m.status = 'merged' and m.state->>'into' = $3
         where j.community_id = $1 and j.wish_id = $2
         order by j.person_id, m.id
         limit 5000";
}

/// Somebody who joined a wish, with the own wish that became part of it, and its title.
pub type Joiner = (PersonId, Option<(WishId, String)>);

/// Whether somebody has joined.
///
/// # Errors
/// What the database says.
pub async fn has(
    db: &Db,
    community: CommunityId,
    wish: WishId,
    person: PersonId,
) -> Result<bool, Error> {
    let count: i64 = read!(db, |db| {
        let query = sqlx::query_scalar(HAS).bind(community).bind(wish).bind(person);
        query.fetch_one(db).await?
    });
    Ok(count > 0)
}

/// Joins or leaves; the count at the wish moves along.
///
/// # Errors
/// What the database says.
pub async fn set(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    person: PersonId,
    join: Option<Millis>,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        match join {
            Some(at) => {
                let query = sqlx::query(JOIN).bind(community).bind(wish).bind(person).bind(at);
                query.execute(&mut *tx).await.map(drop)?;
            }
            None => {
                let query = sqlx::query(LEAVE).bind(community).bind(wish).bind(person);
                query.execute(&mut *tx).await.map(drop)?;
            }
        }
        sqlx::query(COUNT).bind(community).bind(wish).execute(&mut *tx).await.map(drop)?;
    });
    Ok(())
}

/// All who joined a wish.
///
/// # Errors
/// What the database says.
pub async fn of_wish(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
) -> Result<Vec<Joiner>, Error> {
    let rows: Vec<(PersonId, Option<WishId>, Option<String>)> = in_tx!(tx, |tx| {
        let query = sqlx::query_as(OF_WISH).bind(community).bind(wish).bind(wish.to_string());
        query.fetch_all(tx).await?
    });
    Ok(rows.into_iter().map(|(person, own, title)| (person, own.zip(title))).collect())
}
