//! Who opened whose contact. Rows are added and never changed.

use shared::{
    id::{CommunityId, EventId, PersonId, WishId},
    time::Millis,
    wish::{Hand, StepName},
};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into looks (community_id, wish_id, id, at, person_id, hand)
        values ($1, $2, $3, $4, $5, $6)";
    OF_WISH = "
        select l.at, l.hand, r.sealed
          from looks l
          left join reasons r on r.community_id = l.community_id and r.id = l.id
         where l.community_id = $1 and l.wish_id = $2
         order by l.id desc
         limit 100";
    APPROVER = "
        select person_id from events
         where community_id = $1 and about_id = $2 and what = $3 and person_id <> $4
         order by id desc
         limit 1";
    SINCE = "
        select (select cast(count(*) as bigint) from looks
                 where community_id = $1 and person_id = $2 and at > $3)
             + (select cast(count(*) as bigint) from guest_looks
                 where community_id = $1 and person_id = $2 and at > $3)";
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    id: EventId,
    at: Millis,
    by: (PersonId, Hand),
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(wish)
            .bind(id)
            .bind(at)
            .bind(by.0)
            .bind(by.1)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// When, who, and sealed, why. Newest first.
///
/// # Errors
/// What the database says.
pub async fn of_wish(
    db: &Db,
    community: CommunityId,
    wish: WishId,
) -> Result<Vec<(Millis, Hand, Option<Vec<u8>>)>, Error> {
    Ok(read!(db, |db| sqlx::query_as(OF_WISH).bind(community).bind(wish).fetch_all(db).await?))
}

/// Who approved a wish last, besides the one who looks.
///
/// # Errors
/// What the database says.
pub async fn approver(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    besides: PersonId,
) -> Result<Option<PersonId>, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(APPROVER).bind(community).bind(wish.0);
        query.bind(StepName::Approve.code()).bind(besides).fetch_optional(tx).await?
    }))
}

/// How often somebody looked since a time, over all wishes and guests of these communities.
///
/// # Errors
/// What the database says.
pub async fn count_since(
    tx: &mut Tx,
    communities: &[CommunityId],
    person: PersonId,
    since: Millis,
) -> Result<i64, Error> {
    let mut sum = 0;
    for community in communities {
        sum += in_tx!(tx, |tx| {
            let query = sqlx::query_scalar::<_, i64>(SINCE).bind(community).bind(person);
            query.bind(since).fetch_one(tx).await?
        });
    }
    Ok(sum)
}
