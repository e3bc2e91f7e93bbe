//! Neighbours who said "me too", each once for each wish.

use shared::{
    id::{CommunityId, PersonId, WishId},
    time::Millis,
};

use super::{Error, Tx, in_tx, sql};

sql! {
    JOIN = "
        insert into joins (community_id, wish_id, person_id, at) values ($1, $2, $3, $4)
        on conflict do nothing";
    LEAVE = "delete from joins where community_id = $1 and wish_id = $2 and person_id = $3";
    COUNT = "
        update wishes
           set joiners = (select count(*) from joins j
                           where j.community_id = wishes.community_id and j.wish_id = wishes.id)
         where community_id = $1 and id = $2";
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
