//! Staff powers of a browser, opened and closed, and links by which people become staff.

use std::collections::BTreeMap;

use shared::{
    community::CommunityKey,
    id::AppointmentId,
    person::Me,
    policy::{knows_staff, may_invite},
    problem::{Kind, Problem},
    staff::{Invitation, NewInvitation, StaffMember, StepUp},
    text::masked_phone,
    time::Millis,
};

use super::people::me;
use crate::{
    Call,
    db::{
        Tx, credentials, events, invitations, nodes,
        rates::{self, Scope},
        sessions, staff,
    },
    factors::{self, Judged, Offer},
    keys::Purpose,
    random, session, sign_in,
};

/// For how long a link waits to be used.
const LINK_LIFE: i64 = 72 * Millis::HOUR;
/// How many wrong passwords one address may enter in an hour, whosever they are.
const WRONG_AT_ADDRESS: i64 = 30;
/// A role that is to last longer has no end.
const MOST_DAYS: u16 = 3660;

/// Each code opens once by itself, and each opening gives a new token, which is nothing to be
/// kept; so no answer is stored under the idempotency key.
pub async fn step_up(call: Call, _: (), input: StepUp) -> Result<Me, Problem> {
    let code = input.check()?;
    let (person, now) = (call.caller()?.id, call.now);
    let offer = Offer { password: Some(input.password), code: Some(code) };
    count_at_address(&call, 1).await?;
    let judged = factors::judge(&call.app, person, offer, now).await;
    if judged.is_err() {
        count_at_address(&call, -1).await?;
    }
    let opened = match judged? {
        Judged { password: true, step: Some(step) } => open(&call, step).await?,
        _ => false,
    };
    if !opened {
        note_wrong(&call).await?;
        return Err(Kind::WrongPassword.into());
    }
    count_at_address(&call, -1).await?;
    me(&call.app, person, Some(session::stepped_up(now)), now).await
}

/// Whoever tries the passwords of many from one place waits too. Counted before it is known, and
/// taken back where it was right; a whole office may share an address.
async fn count_at_address(call: &Call, count: i64) -> Result<(), Problem> {
    let (address, now) = (sign_in::address_hash(&call.app, call.address), call.now);
    let add = async move |tx: &mut Tx| {
        rates::add(tx, Scope::WrongPasswords, &address, now, count).await?;
        let since = now.after(-Millis::HOUR);
        let tried = rates::sum(tx, Scope::WrongPasswords, &address, since).await?;
        if count > 0 && tried > WRONG_AT_ADDRESS {
            return Err(Problem::later(Kind::TooOften, 3600));
        }
        Ok(())
    };
    call.app.db.write(add).await
}

/// Somebody who is signed in gave a wrong password or code; which of them, the history lacks too.
pub async fn note_wrong(call: &Call) -> Result<(), Problem> {
    let event = call.event(call.caller()?.id.0, "staff.wrong_password");
    let record = async move |tx: &mut Tx| Ok(events::record(tx, &event).await?);
    call.app.db.write(record).await
}

/// Uses up a time step and opens staff powers, unless the step was used before.
async fn open(call: &Call, step: i64) -> Result<bool, Problem> {
    let (session, person, now) = (call.session()?.id, call.caller()?.id, call.now);
    let token = random::token();
    let hash = session::hash(&token);
    let event = call.event(person.0, "staff.step_up");
    let open = async move |tx: &mut Tx| {
        if !credentials::succeed(tx, person, step).await? {
            return Ok(false);
        }
        sessions::step_up(tx, session, &hash, now).await?;
        events::record(tx, &event).await?;
        Ok(true)
    };
    let opened = call.app.db.write(open).await?;
    if opened {
        call.set_cookie(session::set_cookie(&call.app.settings, &token));
    }
    Ok(opened)
}

pub async fn step_down(call: Call, _: (), _: ()) -> Result<Me, Problem> {
    let (session, person) = (call.session()?.id, call.caller()?.id);
    let event = call.event(person.0, "staff.step_down");
    call.write(async move |tx: &mut Tx| {
        sessions::step_down(tx, session).await?;
        Ok(events::record(tx, &event).await?)
    })
    .await?;
    me(&call.app, person, None, call.now).await
}

/// Each appointment once, longest appointed first.
pub async fn list(call: Call, _: CommunityKey, _: ()) -> Result<Vec<StaffMember>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let nodes = caller.appointments.iter().filter(|held| knows_staff(held.role));
    let mut found: BTreeMap<AppointmentId, staff::Row> = BTreeMap::new();
    for held in nodes.clone() {
        let rows = staff::below(db, community, &held.path, call.now).await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    if nodes.count() == 0 {
        return Err(Kind::NotAllowed.into());
    }
    let mut all = Vec::new();
    for row in found.into_values() {
        all.push(member(&call, row).await?);
    }
    Ok(all)
}

async fn member(call: &Call, row: staff::Row) -> Result<StaffMember, Problem> {
    let (app, now) = (&call.app, call.now);
    let since = session::since(now);
    let mut live = sessions::of_person(&app.db, row.person_id, since).await?;
    live.retain(|row| session::is_live(row, now));
    let open = |row: &&sessions::Row| session::stepped_up_until(row).is_some_and(|at| now < at);
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let phone: Option<String> = app.keys.unseal(Purpose::Phone, &row.phone_sealed).ok();
    Ok(StaffMember {
        appointment: row.id,
        role: row.role,
        node: row.node_name,
        phone: phone.map(|phone| masked_phone(&phone)).unwrap_or_default(),
        own: row.person_id == call.caller()?.id,
        from: row.from_at,
        until: Some(row.until_at).filter(|until| *until != Millis::NEVER),
        sessions: count(live.len()),
        powers: count(live.iter().filter(open).count()),
        last_used: live.iter().map(|row| row.last_used_at).max(),
    })
}

pub async fn invite(
    call: Call,
    _: CommunityKey,
    new: NewInvitation,
) -> Result<Invitation, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    if new.days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
        return Err(Problem::fields([("days", Kind::Invalid)]));
    }
    let node = nodes::get(&call.app.db, community, new.node).await;
    let node = node.map_err(|_| Problem::fields([("node", Kind::NotFound)]))?;
    if !may_invite(&caller, new.role, &node.path) {
        return Err(Kind::NotAllowed.into());
    }
    let token = random::token();
    let invitation = invitations::New {
        token_hash: session::hash(&token),
        node: node.id,
        role: new.role,
        days: new.days,
        by: Some(caller.id),
        made_at: now,
        expires_at: now.after(LINK_LIFE),
    };
    let detail = serde_json::json!({ "role": new.role, "days": new.days });
    let event = call.event_with(node.id.0, "staff.invite", detail);
    call.write(async move |tx: &mut Tx| {
        invitations::insert(tx, community, &invitation).await?;
        events::record(tx, &event).await?;
        Ok(Invitation { token, expires_at: invitation.expires_at })
    })
    .await
}
