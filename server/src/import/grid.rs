//! The grid from a file.

use std::collections::HashMap;

use serde_json::json;
use shared::{
    community::CommunityKey,
    id::{CommunityId, EventId, NodeId},
    import::{CheckedNode, Known, NodeRow, check_nodes},
    problem::Kind,
    time::Millis,
};

use super::{File, Imported, Refused, Run};
use crate::{
    App,
    db::{
        Tx,
        events::{self, Event},
        nodes::{self, Node},
    },
    random,
};

/// Adds nodes, and gives new words to those that are known by their code.
///
/// # Errors
/// All that is wrong, by row; then nothing was stored.
pub async fn grid(
    app: &App,
    community: &CommunityKey,
    file: &File,
    run: Run,
) -> Result<Imported, Refused> {
    let community = app.communities.by_key(&community.0).ok_or(Kind::NotFound.into());
    let community = community.map_err(Refused::Problem)?;
    let stored = nodes::all(&app.db, community.id).await?;
    let rows: Vec<NodeRow> = file.rows()?;
    let checked =
        check_nodes(&rows, &known(&stored), community.levels.len()).map_err(Refused::Rows)?;
    let changed = checked.iter().filter(|node| node.known).count();
    let imported = Imported { added: checked.len() - changed, changed };
    if run == Run::Real {
        let ids = stored.into_iter().map(|node| (node.code, node.id)).collect();
        store(app, community.id, checked, ids).await?;
    }
    Ok(imported)
}

fn known(stored: &[Node]) -> HashMap<String, Known> {
    let code_of: HashMap<NodeId, &str> =
        stored.iter().map(|node| (node.id, node.code.as_str())).collect();
    let known = |node: &Node| {
        let parent = node.parent_id.and_then(|id| code_of.get(&id)).copied().unwrap_or_default();
        let level = usize::try_from(node.level).unwrap_or_default();
        (node.code.clone(), Known { parent: parent.to_owned(), level, path: node.path.clone() })
    };
    stored.iter().map(known).collect()
}

async fn store(
    app: &App,
    community: CommunityId,
    checked: Vec<CheckedNode>,
    mut ids: HashMap<String, NodeId>,
) -> Result<(), Refused> {
    let now = app.clock.now();
    let event = event(community, checked.len(), now);
    let store = async move |tx: &mut Tx| {
        for node in checked {
            let id = *ids.entry(node.code.clone()).or_insert_with(|| NodeId(random::id(now)));
            let parent_id = node.parent.as_ref().and_then(|code| ids.get(code)).copied();
            let row = Node {
                id,
                parent_id,
                level: i64::try_from(node.level).unwrap_or_default(),
                code: node.code,
                name: node.name,
                streets: node.streets,
                phone: node.phone,
                path: node.path,
            };
            match node.known {
                true => nodes::rename(tx, community, &row).await?,
                false => nodes::insert(tx, community, &row).await?,
            }
        }
        Ok(events::record(tx, &event).await?)
    };
    Ok(app.db.write(store).await?)
}

fn event(community: CommunityId, rows: usize, now: Millis) -> Event {
    Event {
        community,
        id: EventId(random::id(now)),
        at: now,
        by: None,
        about: community.0,
        what: "grid.import",
        detail: json!({ "rows": rows }),
    }
}
