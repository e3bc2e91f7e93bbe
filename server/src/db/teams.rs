//! Who helps together: the members of one team or shop, by what it is called.

use std::collections::HashSet;

use shared::{
    id::{AppointmentId, CommunityId, PersonId},
    time::Millis,
};

use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

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
    COLLEAGUES = "
        select b.id, b.person_id, b.sealed
          from appointments a
          join appointments b on b.community_id = a.community_id and b.class = a.class
                             and b.organisation = a.organisation
         where a.community_id = $1 and a.person_id = $2 and b.person_id <> $2
           and a.role = 'helper' and b.role = 'helper'
           and a.class in ('shop', 'team') and a.organisation <> ''
           and a.from_at <= $3 and a.until_at > $3 and b.from_at <= $3 and b.until_at > $3
         order by b.id
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

/// Another member of the same team or shop; the name is sealed.
#[derive(FromRow, Clone, Debug)]
pub struct Colleague {
    pub id: AppointmentId,
    pub person_id: PersonId,
    pub sealed: Option<Vec<u8>>,
}

/// The others who help under the same name, each once, longest appointed first.
///
/// # Errors
/// What the database says.
pub async fn colleagues(
    db: &Db,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<Vec<Colleague>, Error> {
    let mut all: Vec<Colleague> = read!(db, |db| {
        sqlx::query_as(COLLEAGUES).bind(community).bind(person).bind(now).fetch_all(db).await?
    });
    let mut seen = HashSet::new();
    all.retain(|it| seen.insert(it.person_id));
    Ok(all)
}
