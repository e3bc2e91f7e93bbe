//! Of what people want to be told by SMS.

use shared::{
    id::{CommunityId, PersonId},
    inbox::{Preferences, Topic},
};

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    SET = "
        insert into preferences (community_id, person_id, topic, sms) values ($1, $2, $3, $4)
        on conflict (community_id, person_id, topic) do update set sms = excluded.sms";
    OF_PERSON = "
        select topic, sms from preferences where community_id = $1 and person_id = $2
         limit 20";
    ONE = "
        select sms from preferences
         where community_id = $1 and person_id = $2 and topic = $3";
}

/// # Errors
/// What the database says.
pub async fn set(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    preferences: Preferences,
) -> Result<(), Error> {
    for (topic, sms) in preferences.each() {
        in_tx!(tx, |tx| {
            let query = sqlx::query(SET).bind(community).bind(person).bind(topic).bind(sms);
            query.execute(tx).await.map(drop)?
        });
    }
    Ok(())
}

/// What somebody chose; the usual, where that is nothing.
///
/// # Errors
/// What the database says.
pub async fn of_person(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Preferences, Error> {
    let rows: Vec<(Topic, bool)> = read!(db, |db| {
        sqlx::query_as(OF_PERSON).bind(community).bind(person).fetch_all(db).await?
    });
    Ok(rows.into_iter().fold(Preferences::USUAL, |all, (topic, sms)| all.with(topic, sms)))
}

/// Whether somebody wants to be told of a topic by SMS.
///
/// # Errors
/// What the database says.
pub async fn wants(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    topic: Topic,
) -> Result<bool, Error> {
    let said: Option<bool> = in_tx!(tx, |tx| {
        let query = sqlx::query_scalar(ONE).bind(community).bind(person).bind(topic);
        query.fetch_optional(tx).await?
    });
    Ok(said.unwrap_or(true))
}
