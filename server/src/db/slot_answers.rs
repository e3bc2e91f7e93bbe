//! What was asked about slots under which key, and what was answered: so that what is sent twice is
//! done once, however many are decided together.

use serde_json::json;
use shared::{
    id::{CommunityId, MemberId, PersonId, SlotId},
    market::{Ask, Attendee, Outcome, RequestKey},
    time::Millis,
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use super::{Error, Tx, in_tx, sign_ups::list, sql};

sql! {
    FIND = "
        select a.person_id, a.key, a.slot_id, a.member_id, a.ask, a.outcome
          from json_each(cast($2 as text)) r
         cross join slot_answers a
         where a.community_id = $1 and a.person_id = unhex(r.value->>'person')
           and a.key = unhex(r.value->>'key')";
    KEEP = "
        insert into slot_answers
               (community_id, person_id, key, slot_id, member_id, ask, outcome, made_at)
        select $1, unhex(r.value->>'person'), unhex(r.value->>'key'), unhex(r.value->>'slot'),
               unhex(r.value->>'member'), r.value->'ask', r.value->'outcome', $3
          from json_each(cast($2 as text)) r
         where true
        on conflict do nothing";
    PRUNE = "delete from slot_answers where community_id = $1 and made_at < $2";
}

/// What somebody was answered.
#[derive(Clone, Debug)]
pub struct Answered {
    pub key: RequestKey,
    pub slot: SlotId,
    pub who: Attendee,
    pub ask: Ask,
    pub outcome: Outcome,
}

#[derive(FromRow)]
struct Row {
    person_id: PersonId,
    key: Uuid,
    slot_id: SlotId,
    member_id: MemberId,
    ask: Json<Ask>,
    outcome: Json<Outcome>,
}

impl From<Row> for Answered {
    fn from(row: Row) -> Self {
        let member = (row.member_id != MemberId::default()).then_some(row.member_id);
        Self {
            key: RequestKey(row.key),
            slot: row.slot_id,
            who: Attendee { account: row.person_id, member },
            ask: row.ask.0,
            outcome: row.outcome.0,
        }
    }
}

/// Those of these keys that were answered before.
///
/// # Errors
/// What the database says.
pub async fn find(
    tx: &mut Tx,
    community: CommunityId,
    keys: &[(PersonId, RequestKey)],
) -> Result<Vec<Answered>, Error> {
    let list = list(
        keys.iter()
            .map(|(person, key)| json!({ "person": person.0.simple(), "key": key.0.simple() })),
    );
    let rows: Vec<Row> =
        in_tx!(tx, |tx| sqlx::query_as(FIND).bind(community).bind(list).fetch_all(tx).await?);
    Ok(rows.into_iter().map(Answered::from).collect())
}

/// Keeps answers. What was answered before stays as it is.
///
/// # Errors
/// What the database says.
pub async fn keep(
    tx: &mut Tx,
    community: CommunityId,
    answers: &[Answered],
    now: Millis,
) -> Result<(), Error> {
    if answers.is_empty() {
        return Ok(());
    }
    let list = list(answers.iter().map(|it| {
        json!({
            "person": it.who.account.0.simple(),
            "key": it.key.0.simple(),
            "slot": it.slot.0.simple(),
            "member": it.who.member.unwrap_or_default().0.simple(),
            "ask": it.ask,
            "outcome": it.outcome,
        })
    }));
    in_tx!(tx, |tx| {
        let query = sqlx::query(KEEP).bind(community).bind(list).bind(now);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Forgets what was asked before a time.
///
/// # Errors
/// What the database says.
pub async fn prune(tx: &mut Tx, community: CommunityId, before: Millis) -> Result<u64, Error> {
    Ok(in_tx!(tx, |tx| {
        sqlx::query(PRUNE).bind(community).bind(before).execute(tx).await?.rows_affected()
    }))
}
