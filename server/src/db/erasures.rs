//! What is taken away: everything of somebody who leaves, and contacts that have served their time.
//! What stays is what happened, without whom it happened to.

use serde_json::Value;
use shared::{
    id::{CommunityId, PersonId, WishId},
    time::Millis,
    wish::{State, WishKind},
};
use sqlx::{FromRow, types::Json};

use super::{Db, Error, Tx, in_tx, read, reasons, sql};

sql! {
    // The place stays, the building goes.
    WISHES = "
        update wishes
           set sealed = $1, contact_erased_at = $2, guardian = null, household = null,
               node_id = place_id, story = '',
               wanted_when = '', age_band = null,
               title = case when status = 'fulfilled' then title else '' end,
               version = version + 1
         where community_id = $3 and poster_id = $4";
    APPOINTMENTS = "
        update appointments
           set sealed = null, organisation = '', team_id = null, skills = $1, qualified = $1,
               end_reason = '',
               ended_by = case when until_at > $2 then $3 else ended_by end,
               until_at = case when until_at > $2 then $2 else until_at end,
               version = version + 1
         where community_id = $4 and person_id = $3";
    APPLICATIONS = "delete from applications where community_id = $1 and person_id = $2";
    HOMES = "delete from homes where community_id = $1 and person_id = $2";
    NOTICES = "delete from notices where community_id = $1 and person_id = $2";
    OUTBOX = "delete from outbox where community_id = $1 and person_id = $2";
    PREFERENCES = "delete from preferences where community_id = $1 and person_id = $2";
    JOINS = "delete from joins where community_id = $1 and person_id = $2";
    REPORTS = "delete from reports where community_id = $1 and person_id = $2";
    THANKS = "delete from thanks where community_id = $1 and poster_id = $2";
    // What everybody may read tells nothing of whom it thanks.
    THANKS_TO = "
        delete from thanks where community_id = $1 and helper_id = $2 and status <> 'public'";
    REPLAYS = "delete from replays where community_id = $1 and person_id = $2";
    MARKET_REMINDERS = "
        delete from market_reminders where community_id = $1 and person_id = $2";
    SLOT_ANSWERS = "delete from slot_answers where community_id = $1 and person_id = $2";
    SESSIONS = "delete from sessions where person_id = $1";
    CREDENTIALS = "delete from credentials where person_id = $1";
    INVITATIONS = "delete from invitations where person_id = $1";
    CHALLENGES = "delete from challenges where phone_hash = $1";
    RATES = "delete from rates where subject = $1";
    PERSON = "
        update people set phone_hash = $1, phone_sealed = $2, ended_at = $3
         where id = $4 and ended_at is null";
    // State and time are in the same JSON on both databases.
    OLD = "
        select id, state, cast(state ->> 'at' as bigint) as at from wishes
         where community_id = $1 and contact_erased_at is null and posted_at < $2 and id > $3
         order by id
         limit 200";
    CONTACT = "
        update wishes
           set sealed = $1, contact_erased_at = $2, guardian = null, household = null,
               node_id = place_id, version = version + 1
         where community_id = $3 and id = $4 and contact_erased_at is null";
    WORDS = "select state, removal from wishes where community_id = $1 and id = $2";
    SAY_NOTHING = "
        update wishes set state = $1, removal = $2 where community_id = $3 and id = $4";
    REPORTS_ABOUT = "
        delete from reports where community_id = $1 and about = 'wish' and about_id = $2";
    JOINS_OF = "delete from joins where community_id = $1 and wish_id = $2";
    // The poster's own stay with the poster.
    NOTICES_ABOUT = "
        delete from notices
         where community_id = $1 and news ->> 'wish' = $2 and at < $3
           and person_id <>
               (select poster_id from wishes where community_id = $1 and id = $4)";
    THANKS_OF = "delete from thanks where community_id = $1 and wish_id = $2";
    FEWER_JOINERS = "
        update wishes set joiners = joiners - 1
         where community_id = $1 and joiners > 0
           and id in (select wish_id from joins where community_id = $1 and person_id = $2)";
    OLD_APPLICATIONS = "
        update applications set sealed = $1
         where community_id = $2 and decided_at < $3 and cast(length(sealed) as bigint) > $4";
    OLD_APPOINTMENTS = "
        update appointments set sealed = null
         where community_id = $1 and until_at < $2 and sealed is not null";
    CORRECT = "
        update wishes set sealed = $1, version = version + 1
         where community_id = $2 and id = $3 and version = $4 and contact_erased_at is null";
    // The parts of a wish have its contact.
    CORRECT_PARTS = "
        update wishes set sealed = $1, version = version + 1
         where community_id = $2 and whole_id = $3 and contact_erased_at is null";
}

/// What is written where something private was: sealed like it, and empty.
#[derive(Clone)]
pub struct Blank {
    pub contact: Vec<u8>,
    /// Name and note of an application.
    pub application: Vec<u8>,
}

/// Takes away what a community has of somebody. Wishes have come to an end before.
///
/// # Errors
/// What the database says.
pub async fn in_community(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    blank: &Blank,
    now: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(WISHES).bind(&blank.contact).bind(now).bind(community);
        query.bind(person).execute(tx).await.map(drop)?
    });
    in_tx!(tx, |tx| {
        let query = sqlx::query(APPOINTMENTS).bind(Json(Vec::<WishKind>::new())).bind(now);
        query.bind(person).bind(community).execute(tx).await.map(drop)?
    });
    let of_person = [
        APPLICATIONS,
        HOMES,
        NOTICES,
        OUTBOX,
        PREFERENCES,
        FEWER_JOINERS,
        JOINS,
        REPORTS,
        THANKS,
        THANKS_TO,
        REPLAYS,
        SLOT_ANSWERS,
        MARKET_REMINDERS,
    ];
    for statement in of_person {
        in_tx!(tx, |tx| {
            let query = sqlx::query(statement).bind(community).bind(person);
            query.execute(tx).await.map(drop)?
        });
    }
    Ok(())
}

/// Takes away what belongs to no community. The number of the person stays, for what happened;
/// under the phone, nobody is found any more.
///
/// # Errors
/// What the database says.
pub async fn person(
    tx: &mut Tx,
    person: PersonId,
    phone_hash: &[u8],
    nothing: &[u8],
    now: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(REPLAYS).bind(CommunityId::default()).bind(person);
        query.execute(tx).await.map(drop)?
    });
    for statement in [SESSIONS, CREDENTIALS, INVITATIONS] {
        in_tx!(tx, |tx| sqlx::query(statement).bind(person).execute(tx).await.map(drop)?);
    }
    for statement in [CHALLENGES, RATES] {
        in_tx!(tx, |tx| sqlx::query(statement).bind(phone_hash).execute(tx).await.map(drop)?);
    }
    in_tx!(tx, |tx| {
        let query = sqlx::query(PERSON).bind(nothing).bind(Vec::<u8>::new()).bind(now);
        query.bind(person).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// A wish that is old enough for its contact to be looked at.
#[derive(FromRow)]
pub struct Old {
    pub id: WishId,
    pub state: Json<State>,
    /// When it came into this state.
    pub at: Option<Millis>,
}

/// Some wishes that still have a contact and were posted before a time, oldest first.
///
/// # Errors
/// What the database says.
pub async fn with_contact(
    db: &Db,
    community: CommunityId,
    before: Millis,
    after: WishId,
) -> Result<Vec<Old>, Error> {
    Ok(read!(db, |db| {
        let query = sqlx::query_as(OLD).bind(community).bind(before).bind(after);
        query.fetch_all(db).await?
    }))
}

/// Takes away whom to call and where exactly to go.
///
/// # Errors
/// What the database says.
pub async fn contact(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    blank: &Blank,
    now: Millis,
) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        let query = sqlx::query(CONTACT).bind(&blank.contact).bind(now).bind(community);
        query.bind(wish).execute(tx).await?.rows_affected()
    }))
}

/// Takes away what people wrote to each other about a wish that has come to its end, what was
/// reported about it, and who joined it. How many those were stays.
///
/// # Errors
/// What the database says.
pub async fn words(tx: &mut Tx, community: CommunityId, wish: WishId) -> Result<(), Error> {
    let (mut state, mut removal): (Json<Value>, Option<Json<Value>>) =
        in_tx!(tx, |tx| sqlx::query_as(WORDS).bind(community).bind(wish).fetch_one(tx).await?);
    say_nothing(&mut state.0);
    if let Some(removal) = &mut removal {
        say_nothing(&mut removal.0);
    }
    in_tx!(tx, |tx| {
        let query = sqlx::query(SAY_NOTHING).bind(state).bind(removal).bind(community);
        query.bind(wish).execute(tx).await.map(drop)?
    });
    // Its page has said thank you until now.
    tx.touch(community);
    for statement in [REPORTS_ABOUT, JOINS_OF, THANKS_OF] {
        in_tx!(tx, |tx| {
            let query = sqlx::query(statement).bind(community).bind(wish);
            query.execute(tx).await.map(drop)?
        });
    }
    reasons::forget(tx, community, wish).await
}

/// Takes away what others than its poster were told of a wish before a time: its title was in it.
///
/// # Errors
/// What the database says.
pub async fn told(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    before: Millis,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(NOTICES_ABOUT).bind(community).bind(wish.0.to_string());
        query.bind(before).bind(wish).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Empties every text that somebody typed, wherever in a state it is.
fn say_nothing(value: &mut Value) {
    const TYPED: [&str; 4] = ["hand_over", "note", "question", "words"];
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(typed) if TYPED.contains(&name.as_str()) => typed.clear(),
                    other => say_nothing(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(say_nothing),
        _ => {}
    }
}

/// Takes away the names of those who applied and of those who helped, some time afterwards.
///
/// # Errors
/// What the database says.
pub async fn names(
    tx: &mut Tx,
    community: CommunityId,
    blank: &Blank,
    before: Millis,
) -> Result<u64, Error> {
    let length = i64::try_from(blank.application.len()).unwrap_or(i64::MAX);
    let applications = in_tx!(tx, |tx| {
        let query = sqlx::query(OLD_APPLICATIONS).bind(&blank.application).bind(community);
        query.bind(before).bind(length).execute(tx).await?.rows_affected()
    });
    let appointments = in_tx!(tx, |tx| {
        let query = sqlx::query(OLD_APPOINTMENTS).bind(community).bind(before);
        query.execute(tx).await?.rows_affected()
    });
    Ok(applications + appointments)
}

/// Puts another contact in the place of the one that was there.
///
/// # Errors
/// [`Error::Stale`] when the wish has changed since it was loaded.
pub async fn correct(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    sealed: &[u8],
    version: i64,
) -> Result<(), Error> {
    let changed = in_tx!(tx, |tx| {
        let query = sqlx::query(CORRECT).bind(sealed).bind(community).bind(wish);
        query.bind(version).execute(tx).await?.rows_affected()
    });
    if changed != 1 {
        return Err(Error::Stale);
    }
    in_tx!(tx, |tx| {
        let query = sqlx::query(CORRECT_PARTS).bind(sealed).bind(community).bind(wish);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}
