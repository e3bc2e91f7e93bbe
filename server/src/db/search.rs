//! Which public wishes have certain words: one function over two kinds of index.

use shared::{
    id::{CommunityId, WishId},
    text,
    wish::{Status, WishKind},
};

use super::{Backend, Db, Error, Tx, postgres, sqlite, tx::Connection};

/// What is looked for.
pub struct Wanted<'a> {
    /// All of them are in the text.
    pub words: Vec<String>,
    /// Either of them.
    pub status: (Status, Status),
    pub kind: Option<WishKind>,
    /// The path of a place, at which or below which it is.
    pub within: &'a str,
    /// The last that was found before.
    pub after: WishId,
}

impl Wanted<'_> {
    /// Nothing, for every kind.
    pub(super) fn kind_code(&self) -> &'static str {
        self.kind.map_or("", WishKind::code)
    }
}

/// Wishes that are as they are looked for, oldest first. A part that nobody can take on any more is
/// found by its whole.
///
/// # Errors
/// What the database says.
pub async fn find(
    db: &Db,
    community: CommunityId,
    wanted: &Wanted<'_>,
    limit: i64,
) -> Result<Vec<WishId>, Error> {
    if wanted.words.is_empty() {
        return Ok(Vec::new());
    }
    match &db.backend {
        Backend::Sqlite { read, .. } => sqlite::search(read, community, wanted, limit).await,
        Backend::Postgres { pool, .. } => postgres::search(pool, community, wanted, limit).await,
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
