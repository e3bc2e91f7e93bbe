//! Who has to wait for whom, where many are decided about at once.

use uuid::Uuid;

use super::{Error, Tx, postgres, tx::Connection};

/// A turn at a slot, and one for each person who asks: whoever asks for another slot at the same
/// time waits, so that what is known of a person holds until the commit. The one writer of SQLite
/// needs none.
///
/// # Errors
/// What the database says.
pub async fn take(tx: &mut Tx, slot: Uuid, people: &[Uuid]) -> Result<(), Error> {
    match &mut tx.connection {
        Connection::Sqlite(_) => Ok(()),
        Connection::Postgres(transaction) => {
            let mut turns: Vec<i64> = people.iter().copied().map(turn).collect();
            turns.sort_unstable();
            turns.dedup();
            // The slot first: nobody holds a person and waits for this slot.
            turns.insert(0, turn(slot));
            postgres::take_turns(transaction, &turns).await
        }
    }
}

/// Two that have one number by chance wait for each other for nothing.
fn turn(id: Uuid) -> i64 {
    let (high, low) = id.as_u64_pair();
    (high ^ low) as i64
}
