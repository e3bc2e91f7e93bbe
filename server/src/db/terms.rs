//! The numbers that a community has set for its markets, and its working days.

use shared::{
    calendar::Calendar,
    id::CommunityId,
    market::{Term, Terms},
    time::Millis,
};

use super::{Db, Error, Tx, in_tx, read, settings::oldest, sql};

sql! {
    TERMS = "
        select name, value, cast(0 as bigint) as day from terms where community_id = $1
        union all
        select case when working then 'open' else 'closed' end, cast(0 as bigint), day
          from holidays where community_id = $1 and day >= $2";
    MARKETS_DUE = "
        update markets set due_at = $1
         where community_id = $2
           and status in ('submitted', 'published', 'postponed', 'under_way', 'closed',
                          'summarised', 'cancelled')";
    STALLS_DUE = "
        update stalls set due_at = $1 where community_id = $2 and status = 'accepted'";
}

type Row = (String, i64, i64);

fn terms_of(rows: Vec<Row>) -> Terms {
    let (mut terms, mut days) = (Terms::default(), Vec::new());
    for (name, value, day) in rows {
        match name.as_str() {
            "open" => days.push((day, true)),
            "closed" => days.push((day, false)),
            // What a newer version has set is nothing to this one.
            _ => {
                if let Some(term) = Term::ALL.into_iter().find(|it| it.code() == name) {
                    terms.set(term, value);
                }
            }
        }
    }
    terms.calendar = Calendar::of(days);
    terms
}

/// What the markets of a community go by.
///
/// # Errors
/// What the database says.
pub async fn get(db: &Db, community: CommunityId, now: Millis) -> Result<Terms, Error> {
    let rows: Vec<Row> = read!(db, |db| {
        sqlx::query_as(TERMS).bind(community).bind(oldest(now)).fetch_all(db).await?
    });
    Ok(terms_of(rows))
}

/// The same, as of this transaction.
///
/// # Errors
/// What the database says.
pub async fn get_in(tx: &mut Tx, community: CommunityId, now: Millis) -> Result<Terms, Error> {
    let rows: Vec<Row> = in_tx!(tx, |tx| {
        sqlx::query_as(TERMS).bind(community).bind(oldest(now)).fetch_all(tx).await?
    });
    Ok(terms_of(rows))
}

/// Lets time look at every market and stall of a community again.
///
/// # Errors
/// What the database says.
pub async fn all_due(tx: &mut Tx, community: CommunityId, now: Millis) -> Result<(), Error> {
    for statement in [MARKETS_DUE, STALLS_DUE] {
        in_tx!(tx, |tx| {
            let query = sqlx::query(statement).bind(now).bind(community);
            query.execute(tx).await.map(drop)?
        });
    }
    Ok(())
}
