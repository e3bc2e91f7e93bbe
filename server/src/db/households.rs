//! How much a household wishes for, and how much a helper has in hand.

use shared::{
    id::{CommunityId, PersonId},
    time::Millis,
};

use super::{Error, Tx, in_tx, sql};

sql! {
    COUNTS = "
        select cast(count(case when status in ('submitted', 'needs_info', 'open', 'offered',
                                               'in_parts', 'claimed', 'in_progress',
                                               'delivered', 'disputed')
                               then 1 end) as bigint),
               cast(count(case when posted_at > $5 and status not in ('declined', 'withdrawn',
                                                                      'merged', 'removed')
                               then 1 end) as bigint)
          from wishes
         where community_id = $1
           and (household = $2 or (poster_id = $3 and ($4 or beneficiary = 'myself')))
           and whole_id is null";
    // The latest of them, after so many.
    MADE_AT = "
        select posted_at from wishes
         where community_id = $1
           and (household = $2 or (poster_id = $3 and ($4 or beneficiary = 'myself')))
           and whole_id is null and posted_at > $5
           and status not in ('declined', 'withdrawn', 'merged', 'removed')
         order by posted_at desc
         limit 1 offset $6";
    SAME = "
        select cast(count(*) as bigint) from wishes
         where community_id = $1 and household = $2 and poster_id = $3
           and beneficiary = 'myself'";
    LIVE_OF_HELPER = "
        select cast(count(*) as bigint) from wishes
         where community_id = $1 and helper_id = $2
           and status in ('claimed', 'in_progress', 'delivered')";
}

/// Whose wishes are counted together.
#[derive(Clone, Copy, Debug)]
pub struct Household<'a> {
    pub hash: &'a [u8],
    pub poster: PersonId,
    /// Whether all of the poster's count, or only those for the poster: staff post for many.
    pub all_of_poster: bool,
}

/// How many wishes have not come to an end; and how many were made since a time, those left out
/// that never became anything.
///
/// # Errors
/// What the database says.
pub async fn counts(
    tx: &mut Tx,
    community: CommunityId,
    of: Household<'_>,
    since: Millis,
) -> Result<(i64, i64), Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_as(COUNTS).bind(community).bind(of.hash).bind(of.poster);
        query.bind(of.all_of_poster).bind(since).fetch_one(tx).await?
    }))
}

/// When, of those made since a time, the one before so many later ones was made.
///
/// # Errors
/// What the database says.
pub async fn made_at(
    tx: &mut Tx,
    community: CommunityId,
    of: Household<'_>,
    since: Millis,
    later: i64,
) -> Result<Option<Millis>, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(MADE_AT).bind(community).bind(of.hash).bind(of.poster);
        let query = query.bind(of.all_of_poster).bind(since).bind(later);
        query.fetch_optional(tx).await?
    }))
}

/// Whether somebody has wished for this household.
///
/// # Errors
/// What the database says.
pub async fn lives_there(
    tx: &mut Tx,
    community: CommunityId,
    household: &[u8],
    person: PersonId,
) -> Result<bool, Error> {
    let count: i64 = in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(SAME).bind(community).bind(household).bind(person);
        query.fetch_one(tx).await?
    });
    Ok(count > 0)
}

/// How many wishes a helper has in hand, in all of these.
///
/// # Errors
/// What the database says.
pub async fn in_hand(
    tx: &mut Tx,
    communities: &[CommunityId],
    person: PersonId,
) -> Result<i64, Error> {
    let mut sum = 0;
    for community in communities {
        sum += in_tx!(tx, |tx| {
            let query = sqlx::query_scalar::<_, i64>(LIVE_OF_HELPER).bind(community).bind(person);
            query.fetch_one(tx).await?
        });
    }
    Ok(sum)
}
