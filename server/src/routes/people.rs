//! Who is calling, and where they live.

use shared::{
    community::CommunityKey,
    grid::NewHome,
    id::PersonId,
    person::{Home, Me, MyAppointment, Person},
    problem::{Kind, Problem},
    text::masked_phone,
    time::Millis,
};

use super::grid::Names;
use crate::{
    App, Call,
    db::{
        Tx,
        appointments::{self, Somewhere},
        credentials, events, nodes, notices, people,
    },
    keys::Purpose,
};

pub async fn get(call: Call, _: (), _: ()) -> Result<Me, Problem> {
    match &call.session {
        Some(session) => me(&call.app, session.caller.id, session.stepped_up_until, call.now).await,
        None => Ok(Me::default()),
    }
}

/// A person as that person sees it.
pub async fn me(
    app: &App,
    id: PersonId,
    stepped_up_until: Option<Millis>,
    now: Millis,
) -> Result<Me, Problem> {
    let row = people::get(&app.db, id).await?;
    let phone: String = app.keys.unseal(Purpose::Phone, &row.phone_sealed)?;
    let held = appointments::everywhere(&app.db, id, now).await?;
    let person = Person {
        id,
        phone: masked_phone(&phone),
        notice_version: u32::try_from(row.notice_version).unwrap_or_default(),
        staff_enrolled: credentials::get(&app.db, id).await?.is_some(),
        stepped_up_until,
        appointments: held.into_iter().map(appointment).collect(),
        homes: homes(app, id).await?,
        unread: notices::unread_anywhere(&app.db, id).await?,
    };
    Ok(Me { person: Some(person) })
}

fn appointment(held: Somewhere) -> MyAppointment {
    MyAppointment {
        id: held.id,
        community: CommunityKey(held.community_key),
        role: held.role,
        node: held.node_name,
        from: held.from_at,
        until: Some(held.until_at).filter(|until| *until != Millis::NEVER),
    }
}

async fn homes(app: &App, id: PersonId) -> Result<Vec<Home>, Problem> {
    let mut homes = Vec::new();
    for (community, node) in people::homes(&app.db, id).await? {
        let Some(community) = app.communities.by_id(community) else { continue };
        let public = nodes::public(&app.db, community.id).await?;
        let node = public.iter().find(|it| it.id == node);
        if let Some(node) = node.and_then(|node| Names::of(&public).public(node)) {
            homes.push(Home { community: community.key.clone(), node });
        }
    }
    Ok(homes)
}

pub async fn set_home(call: Call, _: CommunityKey, new: NewHome) -> Result<Me, Problem> {
    let (community, person) = (call.community_id(), call.caller()?.id);
    let event = call.event(person.0, "home.set");
    call.write(async move |tx: &mut Tx| {
        // Narrower than a public node would be an address.
        match nodes::load(tx, community, new.node).await {
            Ok(node) if node.is_public() => {}
            Ok(_) | Err(crate::db::Error::Missing) => {
                return Err(Problem::fields([("node", Kind::NotFound)]));
            }
            Err(error) => return Err(error.into()),
        }
        nodes::set_home(tx, community, person, new.node).await?;
        Ok(events::record(tx, &event).await?)
    })
    .await?;
    me(&call.app, person, call.session()?.stepped_up_until, call.now).await
}
