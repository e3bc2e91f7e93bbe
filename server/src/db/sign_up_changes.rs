//! Writes what became of sign-ups, many in one statement. In each the list comes first, and what is
//! stored is looked up by its key: the other way round, SQLite reads the list once per stored row.

use serde_json::json;
use shared::{
    id::{CommunityId, MarketId},
    market::{SignUp, SlotTimes, TicketCode},
    time::Millis,
};

use super::{Error, Tx, in_tx, sign_ups::list, sql};

sql! {
    TAKEN_CODES = "
        select s.code from json_each(cast($3 as text)) r
         cross join sign_ups s
         where s.community_id = $1 and s.market_id = $2 and s.code = r.value->>'code'";
    INSERT = "
        insert into sign_ups
               (community_id, id, market_id, slot_id, person_id, member_id, position, wants,
                after_others, by_proxy, needs_yes, status, live, state, code, starts_at, ends_at,
                made_at, due_at, passed_at, version)
        select $1, unhex(r.value->>'id'), unhex(r.value->>'market'), unhex(r.value->>'slot'),
               unhex(r.value->>'person'), unhex(r.value->>'member'),
               cast(r.value->>'position' as bigint), r.value->>'wants',
               cast(r.value->>'after_others' as boolean), cast(r.value->>'by_proxy' as boolean),
               cast(r.value->>'needs_yes' as boolean), r.value->>'status',
               cast(r.value->>'live' as boolean), r.value->'state', r.value->>'code',
               cast(r.value->>'starts_at' as bigint), cast(r.value->>'ends_at' as bigint), $3,
               cast(r.value->>'due_at' as bigint), $3, 1
          from json_each(cast($2 as text)) r";
    SAVE = "
        with r as materialized (
            select unhex(j.value->>'id') as id, j.value->>'status' as status,
                   cast(j.value->>'live' as boolean) as live, j.value->'state' as state,
                   cast(j.value->>'due_at' as bigint) as due_at,
                   cast(j.value->>'version' as bigint) as version
              from json_each(cast($2 as text)) j)
        update sign_ups
           set status = r.status, live = r.live, state = r.state, due_at = r.due_at,
               version = sign_ups.version + 1
          from r
         where sign_ups.community_id = $1 and sign_ups.id = r.id
           and sign_ups.version = r.version";
    MOVE = "
        update sign_ups set starts_at = starts_at + $1, ends_at = ends_at + $1
         where community_id = $2 and market_id = $3";
}

/// Which of these codes others have at a market.
///
/// # Errors
/// What the database says.
pub async fn taken(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    codes: &[TicketCode],
) -> Result<Vec<String>, Error> {
    let list = list(codes.iter().map(|code| json!({ "code": code.digits() })));
    Ok(in_tx!(tx, |tx| {
        sqlx::query_scalar(TAKEN_CODES)
            .bind(community)
            .bind(market)
            .bind(list)
            .fetch_all(tx)
            .await?
    }))
}

/// New ones, all of one market and slot.
///
/// # Errors
/// What the database says.
pub async fn insert(
    tx: &mut Tx,
    community: CommunityId,
    (market, times): (MarketId, SlotTimes),
    rows: &[(SignUp, TicketCode, Option<Millis>)],
    now: Millis,
) -> Result<(), Error> {
    let list = list(rows.iter().map(|(it, code, due_at)| {
        json!({
            "id": it.id.0.simple(),
            "market": market.0.simple(),
            "slot": it.slot.0.simple(),
            "person": it.who.account.0.simple(),
            "member": it.who.member.unwrap_or_default().0.simple(),
            "position": it.position,
            "wants": it.wants,
            "after_others": it.after_others,
            "by_proxy": it.by_proxy,
            "needs_yes": it.needs_yes,
            "status": it.state.status(),
            "live": it.state.status().is_live(),
            "state": it.state,
            "code": code.digits(),
            "starts_at": times.starts_at,
            "ends_at": times.ends_at,
            "due_at": due_at,
        })
    }));
    in_tx!(tx, |tx| {
        let query = sqlx::query(INSERT).bind(community).bind(list).bind(now);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}

/// Those that were there, as they are now, each with the version that was loaded.
///
/// # Errors
/// [`Error::Stale`] when one of them has changed since.
pub async fn save(
    tx: &mut Tx,
    community: CommunityId,
    rows: &[(SignUp, i64, Option<Millis>)],
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let list = list(rows.iter().map(|(it, version, due_at)| {
        json!({
            "id": it.id.0.simple(),
            "status": it.state.status(),
            "live": it.state.status().is_live(),
            "state": it.state,
            "due_at": due_at,
            "version": version,
        })
    }));
    let saved = in_tx!(tx, |tx| {
        sqlx::query(SAVE).bind(community).bind(list).execute(tx).await?.rows_affected()
    });
    if usize::try_from(saved) == Ok(rows.len()) { Ok(()) } else { Err(Error::Stale) }
}

/// All sign-ups of a market are so much later, in milliseconds.
///
/// # Errors
/// What the database says.
pub async fn shift(
    tx: &mut Tx,
    community: CommunityId,
    market: MarketId,
    by: i64,
) -> Result<(), Error> {
    in_tx!(tx, |tx| {
        let query = sqlx::query(MOVE).bind(by).bind(community).bind(market);
        query.execute(tx).await.map(drop)?
    });
    Ok(())
}
