//! Who helps together: the members of one team or shop, by what it is called.

use shared::{
    id::{CommunityId, PersonId},
    time::Millis,
};

use super::{Error, Tx, in_tx, sql};

sql! {
    MEMBERS = "
        select distinct b.person_id
          from appointments a
          join appointments b on b.community_id = a.community_id and b.class = a.class
                             and b.organisation = a.organisation
         where a.community_id = $1 and a.person_id = $2 and a.role = 'helper'
           and a.class in ('shop', 'team') and a.organisation <> '' and b.role = 'helper'
           and a.from_at <= $3 and a.until_at > $3 and b.from_at <= $3 and b.until_at > $3
         order by b.person_id
         limit 100";
}

/// A helper, and all who help under the same name.
///
/// # Errors
/// What the database says.
pub async fn members(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<Vec<PersonId>, Error> {
    let mut all: Vec<PersonId> = in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(MEMBERS).bind(community).bind(person).bind(now);
        query.fetch_all(tx).await?
    });
    if all.is_empty() {
        all.push(person);
    }
    Ok(all)
}
