//! The grid: finding one's place, and the public page of a node.

use std::collections::HashMap;

use shared::{
    community::CommunityKey,
    figures::Tally,
    grid::{LevelCount, NodeBoard, NodeQuery, PublicNode},
    id::NodeId,
    pace::PlaceFigures,
    policy::is_within,
    problem::{Kind, Problem},
    text,
    wish::{PublicWish, Status, WishFilter},
};

use crate::{
    Call,
    db::{
        figures,
        nodes::{self, Node},
        wishes,
    },
};

/// How many places a search shows.
const MOST: usize = 30;
/// How many wishes the page of a node shows.
const SOME: i64 = 5;

pub async fn find(
    call: Call,
    _: CommunityKey,
    query: NodeQuery,
) -> Result<Vec<PublicNode>, Problem> {
    let all = nodes::public(&call.app.db, call.community_id()).await?;
    let words = text::search_tokens(&query.q);
    let fits = |node: &&Node| match words.is_empty() {
        true => node.level == 2,
        false => {
            let known_by = text::tokens(&format!("{} {}", node.name, node.streets));
            words.iter().all(|word| known_by.contains(word))
        }
    };
    let names = Names::of(&all);
    // The narrowest first: who types a courtyard means the courtyard.
    let mut found: Vec<&Node> = all.iter().filter(fits).collect();
    found.sort_by_key(|node| (-node.level, node.code.clone()));
    Ok(found.into_iter().take(MOST).filter_map(|node| names.public(node)).collect())
}

pub async fn get(call: Call, (_, id): (CommunityKey, NodeId), _: ()) -> Result<NodeBoard, Problem> {
    let (db, community) = (&call.app.db, call.community()?);
    let all = nodes::public(db, community.id).await?;
    let node = all.iter().find(|node| node.id == id).ok_or(Kind::NotFound)?;
    let names = Names::of(&all);
    let inside =
        |other: NodeId| all.iter().any(|it| it.id == other && is_within(&it.path, &node.path));
    let counts = figures::with_places(db, community.id).await?;
    let waits = counts.iter().filter(|it| it.2.status.waits() && inside(it.0));
    let waits: i64 = waits.map(|(.., count)| count).sum();
    let (fulfilled, fulfilled_hidden) = fulfilled(&counts, node, inside);
    let parts = wishes::parts_waiting(db, community.id).await?;
    let parts: i64 = parts.iter().filter(|(place, _)| inside(*place)).map(|(_, count)| count).sum();
    let waiting = (&WishFilter::default(), node.path.as_str());
    let open = wishes::list(db, community.id, waiting, SOME).await?;
    let below = all.iter().filter(|it| it.parent_id == Some(node.id));
    Ok(NodeBoard {
        level_name: level_name(&community.levels, node.level),
        phone: phone(node, &all).unwrap_or_else(|| community.phone.clone()),
        below: below.filter_map(|it| names.public(it)).collect(),
        counts: levels(&call, node).await?,
        // As they stand in the list: each part of a wish is claimed by itself.
        open: waits + parts,
        fulfilled,
        fulfilled_hidden,
        wishes: open.iter().filter_map(PublicWish::of).collect(),
        node: names.public(node).ok_or(Kind::NotFound)?,
    })
}

/// How many came true here, and whether more are hidden: what waits stands in the list, but of the
/// rest a page says no more than the table of places; and of all places, what the funnel says.
fn fulfilled(
    counts: &[(NodeId, String, Tally, i64)],
    node: &Node,
    inside: impl Fn(NodeId) -> bool,
) -> (i64, bool) {
    if node.parent_id.is_none() {
        let all = counts.iter().filter(|it| it.2.status == Status::Fulfilled);
        return (all.map(|(.., count)| count).sum(), false);
    }
    let places = PlaceFigures::of(counts);
    let here = || places.iter().filter(|it| inside(it.place)).map(|it| it.fulfilled);
    (here().flatten().sum(), here().any(|count| count.is_none()))
}

async fn levels(call: &Call, node: &Node) -> Result<Vec<LevelCount>, Problem> {
    let community = call.community()?;
    let counts = nodes::levels(&call.app.db, community.id, &node.path).await?;
    let count = |(level, count): (i64, i64)| LevelCount {
        level: u8::try_from(level).unwrap_or_default(),
        name: level_name(&community.levels, level),
        count,
    };
    Ok(counts.into_iter().map(count).collect())
}

fn level_name(levels: &[String], level: i64) -> String {
    let at = usize::try_from(level - 1).unwrap_or_default();
    levels.get(at).cloned().unwrap_or_default()
}

/// The phone of the node, or of the nearest one above it that has one.
fn phone(node: &Node, all: &[Node]) -> Option<String> {
    let above = all.iter().filter(|it| is_within(&node.path, &it.path) && !it.phone.is_empty());
    above.max_by_key(|it| it.level).map(|it| it.phone.clone())
}

/// Names of nodes by id, to say what is above a node.
pub struct Names<'a>(HashMap<NodeId, &'a Node>);

impl<'a> Names<'a> {
    pub fn of(nodes: &'a [Node]) -> Self {
        Self(nodes.iter().map(|node| (node.id, node)).collect())
    }

    /// The node as anyone sees it.
    pub fn public(&self, node: &Node) -> Option<PublicNode> {
        let mut above = Vec::new();
        let mut next = node.parent_id;
        while let Some(node) = next.and_then(|id| self.0.get(&id)) {
            above.push(node.name.clone());
            next = node.parent_id;
        }
        above.reverse();
        node.public(above)
    }
}
