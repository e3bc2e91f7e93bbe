//! The numbers that a community has set for its markets, and its working days.

use shared::{id::CommunityId, market::Terms, time::Millis};

use super::{Db, Error, Tx, in_tx, settings, sql};

sql! {
    MARKETS_DUE = "
        update markets set due_at = $1
         where community_id = $2
           and status in ('submitted', 'published', 'postponed', 'under_way', 'closed',
                          'summarised', 'cancelled')";
    STALLS_DUE = "
        update stalls set due_at = $1 where community_id = $2 and status = 'accepted'";
    SIGN_UPS_DUE = "
        update sign_ups set due_at = $1
         where community_id = $2 and due_at is not null and due_at > $1";
}

/// What the markets of a community go by.
///
/// # Errors
/// What the database says.
pub async fn get(db: &Db, community: CommunityId, now: Millis) -> Result<Terms, Error> {
    Ok(settings::terms_of(settings::rows_now(db, community, now).await?))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn get_in(tx: &mut Tx, community: CommunityId, now: Millis) -> Result<Terms, Error> {
    Ok(settings::terms_of(settings::rows(tx, community, now).await?))
}

/// Lets time look at every market, stall and sign-up of a community again.
///
/// # Errors
/// What the database says.
pub async fn all_due(tx: &mut Tx, community: CommunityId, now: Millis) -> Result<(), Error> {
    for statement in [MARKETS_DUE, STALLS_DUE, SIGN_UPS_DUE] {
        in_tx!(tx, |tx| {
            let query = sqlx::query(statement).bind(now).bind(community);
            query.execute(tx).await.map(drop)?
        });
    }
    Ok(())
}
