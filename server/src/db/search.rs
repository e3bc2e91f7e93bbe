//! Which public wishes have certain words: one function over two kinds of index.

use shared::{
    id::{CommunityId, WishId},
    text,
};

use super::{Backend, Db, Error, Tx, postgres, sqlite, tx::Connection};

/// Wishes with all the words of a query, oldest first, after a given one.
///
/// # Errors
/// What the database says.
pub async fn find(
    db: &Db,
    community: CommunityId,
    query: &str,
    after: WishId,
    limit: i64,
) -> Result<Vec<WishId>, Error> {
    let words = text::search_tokens(query);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    match &db.backend {
        Backend::Sqlite { read, .. } => sqlite::search(read, community, &words, after, limit).await,
        Backend::Postgres { pool, .. } => {
            postgres::search(pool, community, &words, after, limit).await
        }
    }
}

/// Makes a wish findable by the words of a text. What it was found by before is forgotten.
///
/// # Errors
/// What the database says.
pub async fn index(
    tx: &mut Tx,
    community: CommunityId,
    wish: WishId,
    text: &str,
) -> Result<(), Error> {
    forget(tx, community, wish).await?;
    let words = text::tokens(text);
    match &mut tx.connection {
        Connection::Sqlite(tx) => sqlite::index(&mut *tx, community, wish, &words).await,
        Connection::Postgres(tx) => postgres::index(&mut *tx, community, wish, &words).await,
    }
}

/// Makes a wish unfindable, in the transaction that takes it out of the public list.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, community: CommunityId, wish: WishId) -> Result<(), Error> {
    match &mut tx.connection {
        Connection::Sqlite(tx) => sqlite::forget(&mut *tx, wish).await,
        Connection::Postgres(tx) => postgres::forget(&mut *tx, community, wish).await,
    }
}
