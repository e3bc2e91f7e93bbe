//! The history read by time and by person: who did what, to whom, and from where.

use serde_json::Value;
use shared::{
    id::{CommunityId, EventId, PersonId},
    time::Millis,
    wish::Beneficiary,
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use super::{Db, Error, read, sql};

sql! {
    // What everybody did where the fifth is 0; what the sixth did, where it is 1.
    PAGE = "
        select e.id, e.at, e.person_id, e.about_id, e.what, e.detail, w.poster_id, w.beneficiary
          from events e
          left join wishes w on w.community_id = e.community_id and w.id = e.about_id
         where e.community_id = $1 and e.id > $2 and e.at >= $3 and e.at < $4
           and (cast($5 as bigint) = 0 or e.person_id = $6)
         order by e.id
         limit $7";
}

/// Whose doings are asked for, and of which time: from the first moment to before the second.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: Millis,
    pub to: Millis,
    pub person: Option<PersonId>,
}

/// Something that happened, with whose wish it concerns if it is one.
#[derive(FromRow, Clone, Debug)]
pub struct Row {
    pub id: EventId,
    pub at: Millis,
    pub person_id: Option<PersonId>,
    pub about_id: Uuid,
    pub what: String,
    pub detail: Json<Value>,
    pub poster_id: Option<PersonId>,
    pub beneficiary: Option<Beneficiary>,
}

/// Before all that was written down from a time on: an id begins with its millisecond. Clocks of
/// several servers may be a minute apart.
pub fn first_of(from: Millis) -> EventId {
    let from = from.after(-Millis::MINUTE).0.max(0).unsigned_abs();
    EventId(Uuid::from_u128(u128::from(from) << 80))
}

/// The next rows of a community after one, in the order in which they happened.
///
/// # Errors
/// What the database says.
pub async fn page(
    db: &Db,
    community: CommunityId,
    span: Span,
    after: EventId,
    most: i64,
) -> Result<Vec<Row>, Error> {
    let one = i64::from(span.person.is_some());
    let person = span.person.unwrap_or_default();
    Ok(read!(db, |db| {
        let query = sqlx::query_as(PAGE).bind(community).bind(after).bind(span.from);
        query.bind(span.to).bind(one).bind(person).bind(most).fetch_all(db).await?
    }))
}
