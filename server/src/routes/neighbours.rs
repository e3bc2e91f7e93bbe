//! The neighbour communities that an administrator names.

use serde_json::json;
use shared::{
    community::CommunityKey,
    neighbour::{Neighbour, NeighbourThere, Neighbours, NewNeighbour},
    policy::administers_all,
    problem::{Kind, Problem},
    settings::Setting,
};

use super::helpers::give_back;
use crate::{
    Call,
    db::{Tx, events, neighbours, settings},
};

pub async fn list(call: Call, _: CommunityKey, _: ()) -> Result<Neighbours, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let known = |(id, since)| {
        let other = call.app.communities.by_id(id)?;
        Some(Neighbour { community: other.key.clone(), name: other.name.clone(), since })
    };
    let here = neighbours::all(db, community).await?.into_iter().filter_map(known).collect();
    let mut there = Vec::new();
    for (id, since) in neighbours::there(db, community).await? {
        let Some(other) = call.app.communities.by_id(id) else { continue };
        let rules = settings::get(db, id, call.now).await?;
        there.push(NeighbourThere {
            community: other.key.clone(),
            name: other.name.clone(),
            since,
            wanted: rules.count(Setting::Neighbours) > 0,
            after_days: rules.count(Setting::WidenNeighbours),
        });
    }
    let rules = settings::get(db, community, call.now).await?;
    let wanted = rules.count(Setting::Neighbours) > 0;
    Ok(Neighbours { here, wanted, after_days: rules.count(Setting::WidenNeighbours), there })
}

pub async fn set(
    call: Call,
    key: CommunityKey,
    input: NewNeighbour,
) -> Result<Neighbours, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    if !administers_all(&caller) {
        return Err(Kind::NotAllowed.into());
    }
    let other = call.app.communities.look_up(&input.community.0, &call.app.db, now).await?;
    let other = other.map(|it| it.id).filter(|id| *id != community);
    let other = other.ok_or_else(|| Problem::fields([("community", Kind::NotFound)]))?;
    let by = input.neighbour.then_some(caller.id);
    let detail = json!({ "other": other, "neighbour": input.neighbour });
    let event = call.event_with(community.0, "neighbour.set", detail);
    let setting = call.clone();
    call.write(async move |tx: &mut Tx| {
        neighbours::set(tx, (community, other), by, now).await?;
        if by.is_none() {
            for guest in neighbours::guests(tx, (community, other), now).await? {
                give_back(tx, &setting, guest).await?;
            }
        }
        Ok(events::record(tx, &event).await?)
    })
    .await?;
    list(call, key, ()).await
}
