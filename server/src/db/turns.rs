//! Who has to wait for whom, where many are decided about at once.

use uuid::Uuid;

use super::{Error, Tx, postgres, tx::Connection};

/// A turn at each of these slots, or of each of these people: whoever wants one of them at the same
/// time waits until this transaction is over, so that what is known of them holds until the commit.
/// All slots are taken before the first person: then nobody waits in a circle. The one writer of
/// SQLite needs none.
///
/// # Errors
/// [`Error::Stale`] when somebody else waits for this one; what the database says.
pub async fn take(tx: &mut Tx, of: &[Uuid]) -> Result<(), Error> {
    match &mut tx.connection {
        Connection::Sqlite(_) => Ok(()),
        Connection::Postgres(_) if of.is_empty() => Ok(()),
        Connection::Postgres(transaction) => {
            let mut turns: Vec<i64> = of.iter().copied().map(turn).collect();
            turns.sort_unstable();
            turns.dedup();
            postgres::take_turns(transaction, &turns).await.map_err(Error::raced)
        }
    }
}

/// The turns of all of these, as nobody waits in a circle for them.
///
/// # Errors
/// What the database says.
pub async fn take_all(tx: &mut Tx, ids: &[Uuid]) -> Result<(), Error> {
    match &mut tx.connection {
        Connection::Sqlite(_) => Ok(()),
        Connection::Postgres(transaction) => {
            let mut turns: Vec<i64> = ids.iter().copied().map(turn).collect();
            turns.sort_unstable();
            turns.dedup();
            postgres::take_turns(transaction, &turns).await
        }
    }
}

/// Two that have one number by chance wait for each other for nothing.
fn turn(id: Uuid) -> i64 {
    let (high, low) = id.as_u64_pair();
    (high ^ low) as i64
}
