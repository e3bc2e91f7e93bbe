//! What the caller was told, and by which ways.

use shared::{
    community::CommunityKey,
    id::NoticeId,
    inbox::{Inbox, InboxQuery, Preferences, Unread},
    problem::Problem,
};

use crate::{
    Call,
    db::{Tx, events, notices, preferences},
};

pub async fn get(call: Call, _: CommunityKey, query: InboxQuery) -> Result<Inbox, Problem> {
    let (db, community, person) = (&call.app.db, call.community_id(), call.caller()?.id);
    let before = query.before.unwrap_or(NoticeId(uuid::Uuid::max()));
    // One more than is shown tells whether there is another page.
    let mut notices = notices::page(db, community, person, before, Inbox::PAGE + 1).await?;
    let more = notices.len() > usize::try_from(Inbox::PAGE).unwrap_or(usize::MAX);
    if more {
        notices.pop();
    }
    let next = notices.last().filter(|_| more).map(|it| it.id);
    Ok(Inbox { notices, unread: notices::unread(db, community, person).await?, next })
}

pub async fn read(call: Call, (_, id): (CommunityKey, NoticeId), _: ()) -> Result<Unread, Problem> {
    mark(call, Some(id)).await
}

pub async fn read_all(call: Call, _: CommunityKey, _: ()) -> Result<Unread, Problem> {
    mark(call, None).await
}

async fn mark(call: Call, id: Option<NoticeId>) -> Result<Unread, Problem> {
    let (community, person, now) = (call.community_id(), call.caller()?.id, call.now);
    call.write(async move |tx: &mut Tx| Ok(notices::mark(tx, community, person, id, now).await?))
        .await?;
    Ok(Unread { unread: notices::unread(&call.app.db, community, person).await? })
}

pub async fn preferences(call: Call, _: CommunityKey, _: ()) -> Result<Preferences, Problem> {
    Ok(preferences::of_person(&call.app.db, call.community_id(), call.caller()?.id).await?)
}

pub async fn set_preferences(
    call: Call,
    _: CommunityKey,
    wanted: Preferences,
) -> Result<Preferences, Problem> {
    let (community, person) = (call.community_id(), call.caller()?.id);
    let event = call.event(person.0, "me.preferences");
    call.write(async move |tx: &mut Tx| {
        preferences::set(tx, community, person, wanted).await?;
        events::record(tx, &event).await?;
        Ok(wanted)
    })
    .await
}
