//! The helpers of a place, and the end of an appointment before its time.

use std::collections::{BTreeMap, HashMap};

use serde_json::json;
use shared::{
    community::CommunityKey,
    helper::{EndAppointment, Helper, NotedPapers, check_qualified},
    id::{AppointmentId, PersonId},
    notice::News,
    policy::{Role, may_end_appointment},
    problem::{Check, Kind, Problem},
    text::clean,
    time::Millis,
    wish::{ReleaseReason, Step},
};

use crate::{
    Call,
    db::{
        Tx,
        appointments::{self, Row},
        devices, events, neighbours, settings, wishes,
    },
    keys::{Keys, Purpose},
    step,
    tell::tell,
};

const LONGEST_REASON: usize = 200;

pub async fn list(call: Call, _: CommunityKey, _: ()) -> Result<Vec<Helper>, Problem> {
    all(&call).await
}

/// The helpers of the caller's nodes, each once, longest appointed first.
async fn all(call: &Call) -> Result<Vec<Helper>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let mut found: BTreeMap<AppointmentId, Row> = BTreeMap::new();
    for held in &call.caller()?.appointments {
        if held.role.reviews() || held.role == Role::Administrator {
            let rows = appointments::helpers(db, community, &held.path, call.now).await?;
            found.extend(rows.into_iter().map(|row| (row.id, row)));
        }
    }
    let claims: HashMap<PersonId, i64> =
        appointments::in_hand(db, community).await?.into_iter().collect();
    let in_hand = |row: &Row| claims.get(&row.person_id).copied().unwrap_or_default();
    found.into_values().map(|row| helper(&call.app.keys, in_hand(&row), row)).collect()
}

fn helper(keys: &Keys, claims: i64, row: Row) -> Result<Helper, Problem> {
    let name: Option<String> =
        row.sealed.map(|sealed| keys.unseal(Purpose::Application, &sealed)).transpose()?;
    Ok(Helper {
        appointment: row.id,
        class: row.class.unwrap_or_default(),
        name: name.unwrap_or_default(),
        organisation: row.organisation,
        node: row.node_name,
        skills: row.skills.0,
        qualified: row.qualified.0,
        from: row.from_at,
        until: Some(row.until_at).filter(|until| *until != Millis::NEVER),
        claims,
    })
}

pub async fn end(
    call: Call,
    (_, id): (CommunityKey, AppointmentId),
    input: EndAppointment,
) -> Result<Vec<Helper>, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let mut check = Check::default();
    let reason = check.take("reason", clean(&input.reason, 1, LONGEST_REASON));
    check.done()?;
    let ending = call.clone();
    // Where the helper is a guest, another program may have founded.
    call.app.communities.look_again(&call.app.db, now).await?;
    call.write(async move |tx: &mut Tx| {
        let row = appointments::load(tx, community, id).await?;
        let (person, role) = (row.person_id, row.role);
        if !may_end_appointment(&caller, person, role, &row.path) {
            let own = caller.id == person;
            return Err(if own { Kind::NotAllowed } else { Kind::NotFound }.into());
        }
        appointments::end(tx, community, &row, caller.id, &reason, now).await?;
        let detail = json!({ "role": role, "person": person });
        events::record(tx, &ending.event_with(id.0, "appointment.end", detail)).await?;
        if role != Role::Helper {
            // Phones that check people in on this person's word know who comes.
            devices::revoke_of_person(tx, community, person, now).await?;
        }
        if role == Role::Helper {
            give_back_everywhere(tx, &ending, person).await?;
            tell(tx, community, person, News::HelperEnded { reason }, now).await?;
        }
        Ok(())
    })
    .await?;
    all(&call).await
}

/// Who may end an appointment has looked at the papers, too.
pub async fn note_papers(
    call: Call,
    (_, id): (CommunityKey, AppointmentId),
    input: NotedPapers,
) -> Result<Vec<Helper>, Problem> {
    let (community, caller) = (call.community_id(), call.caller()?.clone());
    check_qualified(&input.qualified, call.now)?;
    let noting = call.clone();
    call.write(async move |tx: &mut Tx| {
        let row = appointments::load(tx, community, id).await?;
        let (person, role) = (row.person_id, row.role);
        if role != Role::Helper || !may_end_appointment(&caller, person, role, &row.path) {
            let own = caller.id == person;
            return Err(if own { Kind::NotAllowed } else { Kind::NotFound }.into());
        }
        appointments::qualify(tx, community, &row, &input.qualified).await?;
        let detail = json!({ "person": person, "qualified": input.qualified });
        events::record(tx, &noting.event_with(id.0, "appointment.papers", detail)).await?;
        Ok(())
    })
    .await?;
    all(&call).await
}

/// Gives back what a helper has claimed here, and as a guest where this is a neighbour.
async fn give_back_everywhere(tx: &mut Tx, call: &Call, helper: PersonId) -> Result<(), Problem> {
    give_back(tx, call, helper).await?;
    for id in neighbours::named_by(tx, call.community_id()).await? {
        if let Some(there) = call.app.communities.by_id(id) {
            give_back(tx, &call.at(there), helper).await?;
        }
    }
    Ok(())
}

/// What a helper has claimed waits for others again, unless they help in this community still, by
/// another appointment or as a guest: who may claim is asked at the claim, see
/// [`shared::policy::may_see_contact`]. What was delivered stays: its poster says whether it came
/// true. So do goods on their way, as nobody else could bring them.
///
/// # Errors
/// What the database says.
pub async fn give_back(tx: &mut Tx, call: &Call, helper: PersonId) -> Result<(), Problem> {
    let (community, now) = (call.community_id(), call.now);
    if neighbours::helps(tx, community, helper, now).await? {
        return Ok(());
    }
    let rules = settings::rules(tx, community, now).await?;
    for id in appointments::claimed_by(tx, community, helper).await? {
        let stored = wishes::load(tx, community, id).await?;
        let (reason, hand_over) = (ReleaseReason::NotSaid, String::new());
        let step = Step::Release { reason, hand_over };
        let wish = match stored.wish.step(step.clone(), now, &rules) {
            // They arrive or come back, and staff see to it: see [`DeskKind::GoodsOnTheWay`].
            Err(Kind::GoodsOnTheWay) => continue,
            other => other?,
        };
        step::keep(tx, call, &stored, &step, &wish, &rules).await?;
    }
    Ok(())
}
