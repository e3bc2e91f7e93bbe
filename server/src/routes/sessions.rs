//! In which browsers the caller is signed in.

use shared::{id::SessionId, person::Session, problem::Problem};

use crate::{
    Call,
    db::{Tx, events, sessions},
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
