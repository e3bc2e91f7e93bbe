//! The day of a market: whom to expect, who was seen, what was wrong.

use subtle::ConstantTimeEq;

use serde_json::json;
use sha2::{Digest, Sha256};
use shared::{
    community::CommunityKey,
    id::{MarketId, SignUpId},
    market::{
        CheckInListAnswer, CheckInListQuery, CheckInQuery, CheckInRecord, CheckInWay, MarketDay,
        MySignUp, NewScan, Nonce, PlaceCode, Rating, Refusal, ScanAnswer, SeenAs, Shown,
        SignUpStatus, SyncBatch, Synced, Terms, Undo, Undone, admit_turn, place_turn,
    },
    problem::{Kind, Problem},
    time::Millis,
};
use uuid::Uuid;

use super::{devices::place_code, sign_ups};
use crate::{
    Call,
    check_in::From,
    check_in_views,
    check_in_write::{Taken, take_in},
    db::{
        Tx, check_ins, devices, events, guests, market_ratings, markets,
        rates::{self, Scope},
        slots, terms,
    },
    device,
    guest::desk,
    keys::Purpose,
    my_sign_ups,
};

/// How many wrong codes of a place somebody may enter in an hour.
const WRONG_CODES: i64 = 30;

pub async fn list(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    query: CheckInListQuery,
) -> Result<CheckInListAnswer, Problem> {
    let table = device::find(&call, id).await?;
    table.may_scan(call.now)?;
    table.note_use(&call, false).await?;
    // Before the list: what changes in between is fetched once more, and nothing is missed.
    let version = version(&call, id).await?;
    let list = match version == query.known {
        true => None,
        false => Some(check_in_views::list(&call, &table).await?),
    };
    Ok(CheckInListAnswer { version, now: call.now, list })
}

async fn version(call: &Call, id: MarketId) -> Result<String, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let (market, stalls, slots) = guests::version(db, community, id).await?;
    Ok(format!("{market}.{stalls}.{slots}"))
}

/// A device brings in what it saw. It is answered for each, and nothing is lost by one that does
/// not count.
pub async fn sync(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    batch: SyncBatch,
) -> Result<Synced, Problem> {
    batch.check()?;
    let table = device::find(&call, id).await?;
    let row = &table.row;
    let empty = batch.scans.is_empty() && batch.taps.is_empty() && batch.undone.is_empty();
    let taken = match empty {
        true => Taken::default(),
        false => {
            let (device, by, provider) = (Some(row.id), row.held_by(), row.provider_id);
            let origin = call.origin();
            let from = From { device, by, provider, way: None, origin };
            take_in(&call.app, (call.community_id(), id), from, &batch).await?
        }
    };
    table.note_use(&call, true).await?;
    let since = (batch.since, check_in_views::SEEN_AT_ONCE);
    let (seen, up_to, more) = check_in_views::seen(&call, &table, since).await?;
    let stalls = check_in_views::stalls_of(&call, &table.market, row.provider_id).await?;
    let counts = check_in_views::counts(&call, &table.market, &stalls).await?;
    let version = version(&call, id).await?;
    let Taken { scans, taps, undone } = taken;
    Ok(Synced { scans, taps, undone, seen, up_to, more, counts, version, now: call.now })
}

/// The resident scans the code at the place.
pub async fn here(
    call: Call,
    (_, id): (CommunityKey, SignUpId),
    input: PlaceCode,
) -> Result<MySignUp, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?.id);
    let stored = sign_ups::own(&call, id).await?;
    let at = slots::get(db, community, stored.sign_up.slot).await?;
    let terms = terms::get(db, community, call.now).await?;
    let turn = turn_of(&call, at.market, (input.code.trim(), &terms)).await?;
    admit_turn(turn, call.now, &terms)?;
    let from = From {
        device: None,
        by: caller,
        provider: None,
        way: Some(CheckInWay::Place),
        origin: json!({}),
    };
    let scan = NewScan {
        nonce: nonce(&call)?,
        stall: at.slot.stall,
        shown: Shown::List { sign_up: id },
        what: SeenAs::Arrived,
        at: call.now,
    };
    let batch = SyncBatch { scans: vec![scan], ..SyncBatch::default() };
    let taken = take_in(&call.app, (community, at.market), from, &batch).await?;
    if let Some(ScanAnswer::Refused { refusal }) = taken.scans.first().map(|it| &it.answer) {
        return Err((*refusal).into());
    }
    let members = my_sign_ups::household(&call, caller).await?;
    sign_ups::one(&call, id, &members).await
}

/// In which turn a device that is still one showed this code. Whoever enters too many others waits.
async fn turn_of(
    call: &Call,
    market: MarketId,
    (shown, terms): (&str, &Terms),
) -> Result<i64, Problem> {
    let (db, community, now) = (&call.app.db, call.community_id(), call.now);
    let (caller, since) = (call.caller()?.id, now.after(-Millis::HOUR));
    let subject = caller.0.as_bytes().to_vec();
    if rates::count(db, Scope::WrongPlaceCodes, &subject, since).await? >= WRONG_CODES {
        return Err(Problem::later(Kind::TooOften, 3600));
    }
    let present = place_turn(now, terms);
    for device in devices::live(db, community, market).await? {
        for turn in [present, present - 1] {
            let code = place_code(&call.app.keys, (market, device), turn);
            if bool::from(code.as_bytes().ct_eq(shown.as_bytes())) {
                return Ok(turn);
            }
        }
    }
    let wrong = async move |tx: &mut Tx| {
        Ok(rates::add(tx, Scope::WrongPlaceCodes, &subject, now, 1).await?)
    };
    call.app.db.write(wrong).await?;
    Err(Refusal::PlaceCodeOver.into())
}

/// Whoever was there says how it was. Said twice, it counts once.
pub async fn rate(
    call: Call,
    (_, id): (CommunityKey, SignUpId),
    input: Rating,
) -> Result<MySignUp, Problem> {
    let (community, stored) = (call.community_id(), sign_ups::own(&call, id).await?);
    let members = my_sign_ups::household(&call, call.caller()?.id).await?;
    let seen = sign_ups::one(&call, id, &members).await?;
    if seen.asks_how {
        let event = call.event(id.0, "sign_up.rate");
        call.write(async move |tx: &mut Tx| {
            // Nothing of what was said is in the history, only that something was.
            let at = (stored.market, id);
            if market_ratings::add(tx, community, at, input.how.stars()).await? {
                events::record(tx, &event).await?;
            }
            Ok(())
        })
        .await?;
        return sign_ups::one(&call, id, &members).await;
    }
    match seen.status {
        SignUpStatus::CheckedIn | SignUpStatus::Served | SignUpStatus::CheckedOut => Ok(seen),
        _ => Err(Refusal::StepNotPossible.into()),
    }
}

/// Sent again, it is the same.
fn nonce(call: &Call) -> Result<Nonce, Problem> {
    let key = call.key.as_ref().ok_or(Kind::KeyMissing)?;
    let caller = call.caller()?.id;
    let digest = Sha256::new().chain_update(caller.0).chain_update(&key.key).finalize();
    let half = digest.first_chunk::<16>().ok_or_else(|| Problem::bug("a short digest"))?;
    Ok(Nonce(Uuid::from_bytes(*half)))
}

pub async fn day(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    _: (),
) -> Result<MarketDay, Problem> {
    let (market, provider) = desk(&call, id).await?;
    check_in_views::day(&call, &market, provider).await
}

pub async fn records(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    query: CheckInQuery,
) -> Result<Vec<CheckInRecord>, Problem> {
    let (market, provider) = desk(&call, id).await?;
    let stalls = check_in_views::stalls_of(&call, &market, provider).await?;
    if stalls.iter().all(|it| it.id != query.stall) {
        return Err(Kind::NotFound.into());
    }
    of_stall(&call, id, query).await
}

async fn of_stall(
    call: &Call,
    id: MarketId,
    query: CheckInQuery,
) -> Result<Vec<CheckInRecord>, Problem> {
    let (db, community, keys) = (&call.app.db, call.community_id(), &call.app.keys);
    let market = markets::get(db, community, id).await?.market;
    let rows = guests::of_market(db, community, id).await?;
    let guests = check_in_views::by_id(&rows);
    let names = check_in_views::names(&devices::of_market(db, community, id).await?);
    let all = check_ins::of_stall(db, community, id, query.stall).await?;
    let record = |it: check_ins::WithReason| {
        let (row, why) = (it.row, it.undone_why);
        let guest = guests.get(&row.sign_up_id);
        let called = guest.map(|it| check_in_views::called(keys, it)).transpose()?;
        let (name, last_four) = called.unwrap_or_default();
        let undone = match (row.undone_at, why) {
            (Some(at), Some(why)) => {
                let late = market.is_signed_with(row.received_at, at);
                Some(Undone { at, reason: keys.unseal(Purpose::Reason, &why)?, late })
            }
            _ => None,
        };
        Ok(CheckInRecord {
            nonce: row.nonce,
            sign_up: row.sign_up_id,
            name,
            last_four,
            what: row.what,
            way: row.way,
            at: row.at,
            received_at: row.received_at,
            device: check_in_views::name(&names, row.device_id),
            counts: row.counts,
            undone,
        })
    };
    all.into_iter().map(record).collect()
}

pub async fn undo(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    input: Undo,
) -> Result<Vec<CheckInRecord>, Problem> {
    input.check()?;
    let (_, provider) = desk(&call, id).await?;
    let (db, community, by) = (&call.app.db, call.community_id(), call.caller()?.id);
    let stall = check_ins::stall_of(db, community, id, input.nonce).await?;
    let origin = call.origin();
    let from = From { device: None, by, provider, way: None, origin };
    let batch = SyncBatch { undone: vec![input], ..SyncBatch::default() };
    let taken = take_in(&call.app, (community, id), from, &batch).await?;
    match taken.undone.first().and_then(|it| it.refusal) {
        // It is taken back all the same, and the record says so.
        None | Some(Refusal::SummarySigned) => {}
        Some(refusal) => return Err(refusal.into()),
    }
    of_stall(&call, id, CheckInQuery { stall }).await
}
