//! The grid.

use shared::{
    grid::{PUBLIC_LEVELS, PublicNode},
    id::{CommunityId, NodeId, PersonId},
    policy::is_within,
};
use sqlx::FromRow;

use super::{Db, Error, Tx, in_tx, read, sql};

sql! {
    INSERT = "
        insert into nodes
               (community_id, id, parent_id, level, code, name, streets, phone, path)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    RENAME = "
        update nodes set name = $1, streets = $2, phone = $3 where community_id = $4 and id = $5";
    GET = "
        select id, parent_id, level, code, name, streets, phone, path
          from nodes where community_id = $1 and id = $2";
    PUBLIC = "
        select id, parent_id, level, code, name, streets, phone, path
          from nodes where community_id = $1 and level <= $2
         order by level, code
         limit 2000";
    CODES = "
        select id, parent_id, level, code, name, streets, phone, path
          from nodes where community_id = $1
         order by level, code
         limit 100000";
    LEVELS = "
        select level, cast(count(*) as bigint) from nodes
         where community_id = $1 and path >= $2 and path < $3
         group by level
         order by level";
    SET_HOME = "
        insert into homes (community_id, person_id, node_id) values ($1, $2, $3)
        on conflict (community_id, person_id) do update set node_id = excluded.node_id";
    HOME = "select node_id from homes where community_id = $1 and person_id = $2";
}

/// A node as stored.
#[derive(FromRow, Clone, Debug, PartialEq)]
pub struct Node {
    pub id: NodeId,
    pub parent_id: Option<NodeId>,
    pub level: i64,
    pub code: String,
    pub name: String,
    pub streets: String,
    pub phone: String,
    pub path: String,
}

impl Node {
    /// Whether it may be named in public.
    pub fn is_public(&self) -> bool {
        self.level <= i64::from(PUBLIC_LEVELS)
    }

    /// The node as anyone sees it; nothing, where it is too narrow for that.
    pub fn public(&self, above: Vec<String>) -> Option<PublicNode> {
        self.is_public().then(|| PublicNode {
            id: self.id,
            code: self.code.clone(),
            name: self.name.clone(),
            level: u8::try_from(self.level).unwrap_or_default(),
            streets: self.streets.clone(),
            above,
        })
    }
}

/// The node itself or the nearest above it that may be named in public.
pub fn public_place<'a>(nodes: &'a [Node], node: &Node) -> Option<&'a Node> {
    let above = nodes.iter().filter(|it| it.is_public() && is_within(&node.path, &it.path));
    above.max_by_key(|it| it.level)
}

/// # Errors
/// What the database says, also when the code is taken.
pub async fn insert(tx: &mut Tx, community: CommunityId, node: &Node) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(INSERT)
            .bind(community)
            .bind(node.id)
            .bind(node.parent_id)
            .bind(node.level)
            .bind(&node.code)
            .bind(&node.name)
            .bind(&node.streets)
            .bind(&node.phone)
            .bind(&node.path)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// New words for a node; it stays where it is.
///
/// # Errors
/// What the database says.
pub async fn rename(tx: &mut Tx, community: CommunityId, node: &Node) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(RENAME)
            .bind(&node.name)
            .bind(&node.streets)
            .bind(&node.phone)
            .bind(community)
            .bind(node.id)
            .execute(tx)
            .await
            .map(drop)?
    });
    Ok(())
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn get(db: &Db, community: CommunityId, id: NodeId) -> Result<Node, Error> {
    Ok(read!(db, |db| sqlx::query_as(GET).bind(community).bind(id).fetch_one(db).await?))
}

/// # Errors
/// [`Error::Missing`] when there is none.
pub async fn load(tx: &mut Tx, community: CommunityId, id: NodeId) -> Result<Node, Error> {
    Ok(in_tx!(tx, |tx| sqlx::query_as(GET).bind(community).bind(id).fetch_one(tx).await?))
}

/// All nodes that may be named in public, widest first: a few hundred at most.
///
/// # Errors
/// What the database says.
pub async fn public(db: &Db, community: CommunityId) -> Result<Vec<Node>, Error> {
    let deepest = i64::from(PUBLIC_LEVELS);
    Ok(read!(db, |db| sqlx::query_as(PUBLIC).bind(community).bind(deepest).fetch_all(db).await?))
}

/// All nodes, widest first; for imports.
///
/// # Errors
/// What the database says.
pub async fn all(db: &Db, community: CommunityId) -> Result<Vec<Node>, Error> {
    Ok(read!(db, |db| sqlx::query_as(CODES).bind(community).fetch_all(db).await?))
}

/// How many nodes of each level there are at a path and below it.
///
/// # Errors
/// What the database says.
pub async fn levels(db: &Db, community: CommunityId, path: &str) -> Result<Vec<(i64, i64)>, Error> {
    let beyond = beyond(path);
    Ok(read!(db, |db| {
        sqlx::query_as(LEVELS).bind(community).bind(path).bind(&beyond).fetch_all(db).await?
    }))
}

/// The first text that sorts after everything that begins with a path: its last slash becomes the
/// character after the slash.
fn beyond(path: &str) -> String {
    format!("{}0", path.strip_suffix('/').unwrap_or(path))
}

/// # Errors
/// What the database says.
pub async fn set_home(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    node: NodeId,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        sqlx::query(SET_HOME).bind(community).bind(person).bind(node).execute(tx).await.map(drop)?
    });
    Ok(())
}

/// # Errors
/// What the database says.
pub async fn home(
    db: &Db,
    community: CommunityId,
    person: PersonId,
) -> Result<Option<NodeId>, Error> {
    Ok(read!(db, |db| {
        sqlx::query_scalar(HOME).bind(community).bind(person).fetch_optional(db).await?
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_paths_holds_the_subtree_and_nothing_else() {
        let (from, to) = ("/H/2/", beyond("/H/2/"));
        for inside in ["/H/2/", "/H/2/05/", "/H/2/~/"] {
            assert!(from <= inside && inside < to.as_str(), "{inside}");
        }
        for outside in ["/H/", "/H/20/", "/H/3/", "/H/1/"] {
            assert!(!(from <= outside && outside < to.as_str()), "{outside}");
        }
    }
}
