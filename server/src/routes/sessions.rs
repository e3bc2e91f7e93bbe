//! In which browsers the caller is signed in.

use shared::{
    community::CommunityKey,
    id::{AppointmentId, SessionId},
    person::{Session, SignedOut},
    policy::may_end_appointment,
    problem::{Kind, Problem},
};

use crate::{
    Call,
    db::{Tx, appointments, devices, events, sessions},
    session,
};

pub async fn list(call: Call, _: (), _: ()) -> Result<Vec<Session>, Problem> {
    all(&call).await
}

pub async fn end(call: Call, id: SessionId, _: ()) -> Result<Vec<Session>, Problem> {
    let (now, person, this) = (call.now, call.caller()?.id, call.session()?.id);
    let event = call.event(person.0, "session.end");
    call.write(async move |tx: &mut Tx| {
        sessions::end(tx, id, person, now).await?;
        Ok(events::record(tx, &event).await?)
    })
    .await?;
    if id == this {
        call.set_cookie(session::set_cookie(&call.app.settings, ""));
    }
    all(&call).await
}

/// Newest first, without those that ran out by themselves.
pub async fn all(call: &Call) -> Result<Vec<Session>, Problem> {
    let (now, this) = (call.now, call.session()?.id);
    let rows = sessions::of_person(&call.app.db, call.caller()?.id, session::since(now)).await?;
    let live = rows.into_iter().filter(|row| session::is_live(row, now));
    let session = |row: sessions::Row| Session {
        id: row.id,
        this: row.id == this,
        device: row.device,
        began_at: row.began_at,
        last_used_at: row.last_used_at,
    };
    Ok(live.map(session).collect())
}

/// Staff are signed out by those who can end their appointment.
pub async fn end_staff(
    call: Call,
    (_, id): (CommunityKey, AppointmentId),
    _: (),
) -> Result<SignedOut, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let ending = call.clone();
    call.write(async move |tx: &mut Tx| {
        let row = appointments::load(tx, community, id).await?;
        let (person, role) = (row.person_id, row.role);
        if !role.is_staff() || !may_end_appointment(&caller, person, role, &row.path) {
            return Err(Kind::NotFound.into());
        }
        let ended = sessions::end_all(tx, person, now).await?;
        devices::revoke_of_person(tx, community, person, now).await?;
        events::record(tx, &ending.event(person.0, "session.end_by_administrator")).await?;
        Ok(SignedOut { sessions: i64::try_from(ended).unwrap_or(i64::MAX) })
    })
    .await
}
