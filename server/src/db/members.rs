//! Those of a household whom its account signs up. What the household calls them is sealed.

use serde_json::json;
use shared::{
    id::{CommunityId, MemberId, PersonId},
    market::Attendee,
    time::Millis,
};

use super::{Db, Error, Tx, in_tx, read, sign_ups::list as rows, sql};

sql! {
    LIST = "
        select id, sealed from members
         where community_id = $1 and person_id = $2 and gone_at is null
         order by made_at, id
         limit 50";
    INSERT = "
        insert into members (community_id, person_id, id, sealed, made_at)
        values ($1, $2, $3, $4, $5)";
    REMOVE = "
        update members set gone_at = $1, sealed = $2
         where community_id = $3 and person_id = $4 and id = $5 and gone_at is null";
    COUNT = "
        select cast(count(*) as bigint) from members
         where community_id = $1 and person_id = $2 and gone_at is null";
    GONE = "
        select cast(r.value->>'nth' as bigint)
          from json_each(cast($2 as text)) r
         where not exists (
                   select 1 from people p
                    where p.id = unhex(r.value->>'person') and p.ended_at is null)
            or r.value->>'member' is not null and not exists (
                   select 1 from members m
                    where m.community_id = $1 and m.person_id = unhex(r.value->>'person')
                      and m.id = unhex(r.value->>'member') and m.gone_at is null)";
    FORGET = "delete from members where community_id = $1 and person_id = $2";
}

/// Those of an account, in the order in which they were named, with their sealed nicknames.
///
/// # Errors
/// What the database says.
pub async fn list(
    db: &Db,
    community: CommunityId,
    account: PersonId,
) -> Result<Vec<(MemberId, Vec<u8>)>, Error> {
    Ok(read!(db, |db| { sqlx::query_as(LIST).bind(community).bind(account).fetch_all(db).await? }))
}

/// How many an account has.
///
/// # Errors
/// What the database says.
pub async fn count(tx: &mut Tx, community: CommunityId, account: PersonId) -> Result<i64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(COUNT).bind(community).bind(account).fetch_one(tx).await?
    }))
}

/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    (account, member): (PersonId, MemberId),
    sealed: &[u8],
    now: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(INSERT).bind(community).bind(account).bind(member);
        query.bind(sealed).bind(now).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Somebody is not signed up any more; the nickname is forgotten.
///
/// # Errors
/// [`Error::Missing`] when there is no such member.
pub async fn remove(
    tx: &mut Tx,
    community: CommunityId,
    (account, member): (PersonId, MemberId),
    now: Millis,
) -> Result<(), Error> {
    let removed = in_tx!(tx, |tx| {
        let query = sqlx::query(REMOVE).bind(now).bind(Vec::<u8>::new()).bind(community);
        query.bind(account).bind(member).execute(tx).await?.rows_affected()
    });
    if removed == 1 { Ok(()) } else { Err(Error::Missing) }
}

/// All of an account that is no more.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, community: CommunityId, account: PersonId) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(FORGET).bind(community).bind(account);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Which of these are not there any more: the account has ended, or the person was taken out of the
/// household.
///
/// # Errors
/// What the database says.
pub async fn gone(
    tx: &mut Tx,
    community: CommunityId,
    who: &[Attendee],
) -> Result<Vec<Attendee>, Error> {
    if who.is_empty() {
        return Ok(Vec::new());
    }
    let list = rows(who.iter().enumerate().map(|(nth, it)| {
        json!({
            "nth": nth,
            "person": it.account.0.simple(),
            "member": it.member.map(|it| it.0.simple()),
        })
    }));
    let gone: Vec<i64> =
        in_tx!(tx, |tx| sqlx::query_scalar(GONE).bind(community).bind(list).fetch_all(tx).await?);
    let nth = |nth: i64| who.get(usize::try_from(nth).ok()?).copied();
    Ok(gone.into_iter().filter_map(nth).collect())
}
