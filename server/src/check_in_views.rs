//! The day of a market as its devices and its organiser see it. Private: nobody gets here who may
//! not check people in.

use std::collections::{BTreeMap, HashMap};

use shared::{
    id::{CommunityId, DeviceId, PersonId, SignUpId, StallId},
    market::{
        CheckInList, DayStall, DeviceRecord, Guest, GuestName, HelperHours, LastFour, ListedSlot,
        ListedStall, Market, MarketDay, Nickname, Seen, SignUpState, SignUpStatus, SignUpStep,
        SignUpStepName, Slot, SlotCase, Stall, StallCount, Term, Terms,
    },
    problem::Problem,
    time::Millis,
};

use crate::{
    Call,
    check_in_absent::absent,
    db::{
        check_ins,
        devices::{self, Row as DeviceRow},
        guests::{self, Row},
        slot_plans, stalls, taps, terms,
    },
    device::AtTable,
    happened,
    keys::{Keys, Purpose},
    my_sign_ups::ticket_seal,
};

/// A device learns everything that was seen in steps of so many.
pub const SEEN_AT_ONCE: i64 = 1000;
/// So many who are missing are named at once.
const MOST_MISSING: usize = 500;

/// How the desk calls somebody: by nickname, where it is one of a household, and by digits.
///
/// # Errors
/// A bug, when it cannot be unsealed.
pub fn called(keys: &Keys, row: &Row) -> Result<(GuestName, LastFour), Problem> {
    let name = match row.nickname.as_deref().filter(|it| !it.is_empty()) {
        Some(sealed) => keys.unseal::<Nickname>(Purpose::Member, sealed)?.into(),
        None => GuestName::default(),
    };
    // Who has left, has no number.
    let digits = match row.phone_sealed.is_empty() {
        true => LastFour::default(),
        false => {
            let phone: String = keys.unseal(Purpose::Phone, &row.phone_sealed)?;
            LastFour::of(&phone).unwrap_or_default()
        }
    };
    Ok((name, digits))
}

/// Somebody who is expected.
///
/// # Errors
/// A bug, when it cannot be unsealed.
pub fn guest(keys: &Keys, row: &Row) -> Result<Guest, Problem> {
    let (name, last_four) = called(keys, row)?;
    let seal = ticket_seal(keys, row.market_id, row.id);
    let begin = seal.iter().take(Guest::SEAL / 2).map(|byte| format!("{byte:02X}")).collect();
    Ok(Guest {
        sign_up: row.id,
        stall: row.stall_id,
        slot: row.slot_id,
        code: row.ticket()?,
        seal: begin,
        name,
        last_four,
    })
}

/// The stalls that are sure to come, and that somebody may see.
///
/// # Errors
/// What the database says.
pub async fn stalls_of(
    call: &Call,
    market: &Market,
    provider: Option<PersonId>,
) -> Result<Vec<Stall>, Problem> {
    let all = stalls::of_market(&call.app.db, call.community_id(), market.id).await?;
    let sure = all.into_iter().map(|it| it.stall).filter(Stall::is_public);
    Ok(sure.filter(|it| provider.is_none_or(|own| own == it.provider)).collect())
}

/// Everything that a device needs for hours without a network.
///
/// # Errors
/// What the database says.
pub async fn list(call: &Call, table: &AtTable) -> Result<CheckInList, Problem> {
    let (db, community, market) = (&call.app.db, call.community_id(), &table.market);
    let provider = table.row.provider_id;
    let slots = slot_plans::of_market(db, community, market.id, market.shut()).await?;
    let mut by_stall: HashMap<StallId, Vec<ListedSlot>> = HashMap::new();
    for (stall, state) in slots {
        let Slot { id, times, .. } = state.slot;
        let slot = ListedSlot { id, starts_at: times.starts_at, ends_at: times.ends_at };
        by_stall.entry(stall).or_default().push(slot);
    }
    let walk_in: HashMap<StallId, i64> =
        taps::sums(db, community, market.id).await?.into_iter().collect();
    let listed = |it: Stall| ListedStall {
        id: it.id,
        walk_in: walk_in.get(&it.id).copied().unwrap_or_default().max(0),
        slots: by_stall.remove(&it.id).unwrap_or_default(),
        number: it.number,
        provider_name: it.provider_name,
        service: it.service,
    };
    let stalls: Vec<ListedStall> =
        stalls_of(call, market, provider).await?.into_iter().map(listed).collect();
    // What comes in meanwhile, comes again with the next sync.
    let (seen, up_to, _) = seen(call, table, (0, 10 * SEEN_AT_ONCE)).await?;
    let guests = guests::of_market(db, community, market.id).await?;
    let guests = guests.iter().filter(|it| it.is_for(provider));
    let guests: Result<Vec<Guest>, Problem> =
        guests.map(|row| guest(&call.app.keys, row)).collect();
    Ok(CheckInList {
        device: table.view(call.now),
        market: market.id,
        kind: market.kind,
        title: market.title.clone(),
        place_name: market.place_name.clone(),
        rehearsal: market.rehearsal,
        starts_at: market.starts_at,
        ends_at: market.ends_at,
        minutes_before: table.terms.count(Term::CheckInFrom),
        of_helpers: market.kind.is_of_helpers(),
        stalls,
        guests: guests?,
        seen,
        up_to,
    })
}

/// What was seen after a number: with the next number, and whether there is more.
///
/// # Errors
/// What the database says.
pub async fn seen(
    call: &Call,
    table: &AtTable,
    (since, limit): (i64, i64),
) -> Result<(Vec<Seen>, i64, bool), Problem> {
    let (db, community, market) = (&call.app.db, call.community_id(), &table.market);
    let rows = check_ins::since(db, community, market.id, (since.max(0), limit)).await?;
    let up_to = rows.last().map_or(since.max(0), |it| it.seq);
    let more = i64::try_from(rows.len()).is_ok_and(|count| count >= limit);
    let names = names(&devices::of_market(db, community, market.id).await?);
    let own = match table.row.provider_id {
        None => None,
        Some(_) => Some(stalls_of(call, market, table.row.provider_id).await?),
    };
    let seen_there =
        |stall: StallId| own.as_ref().is_none_or(|all| all.iter().any(|it| it.id == stall));
    let seen = rows.iter().filter(|it| seen_there(it.stall_id)).map(|it| Seen {
        nonce: it.nonce,
        stall: it.stall_id,
        sign_up: it.sign_up_id,
        what: it.what,
        at: it.at,
        device: name(&names, it.device_id),
        undone: it.undone_at.is_some(),
    });
    Ok((seen.collect(), up_to, more))
}

/// What each device is called.
pub fn names(all: &[DeviceRow]) -> HashMap<DeviceId, String> {
    all.iter().map(|it| (it.id, it.name.clone())).collect()
}

/// What one of them is called.
pub fn name(names: &HashMap<DeviceId, String>, id: Option<DeviceId>) -> String {
    id.and_then(|id| names.get(&id).cloned()).unwrap_or_default()
}

/// How many were at each stall.
///
/// # Errors
/// What the database says.
pub async fn counts(
    call: &Call,
    market: &Market,
    stalls: &[Stall],
) -> Result<Vec<StallCount>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let visits = check_ins::by_stall(db, community, market.id).await?;
    let visits: HashMap<StallId, i64> = visits.into_iter().collect();
    let taps: HashMap<StallId, i64> =
        taps::sums(db, community, market.id).await?.into_iter().collect();
    let count = |stall: StallId| StallCount {
        stall,
        verified: visits.get(&stall).copied().unwrap_or_default(),
        walk_in: taps.get(&stall).copied().unwrap_or_default().max(0),
    };
    Ok(stalls.iter().map(|it| count(it.id)).collect())
}

/// The day at a glance.
///
/// # Errors
/// What the database says.
pub async fn day(
    call: &Call,
    market: &Market,
    provider: Option<PersonId>,
) -> Result<MarketDay, Problem> {
    let (db, community, keys) = (&call.app.db, call.community_id(), &call.app.keys);
    let terms = terms::get(db, community, call.now).await?;
    let stalls = stalls_of(call, market, provider).await?;
    let counts = counts(call, market, &stalls).await?;
    let mut rows = guests::of_market(db, community, market.id).await?;
    rows.retain(|it| it.is_for(provider));
    let missing = rows.iter().filter(|it| is_missing(it, call.now)).take(MOST_MISSING);
    let missing: Result<Vec<Guest>, Problem> = missing.map(|row| guest(keys, row)).collect();
    let absent = absent(call, market, (&stalls, &rows), &terms)?;
    let hours = rows.iter().filter_map(|row| hours(call, market, row, &terms).transpose());
    let hours: Result<Vec<HelperHours>, Problem> = hours.collect();
    Ok(MarketDay {
        market: market.id,
        title: market.title.clone(),
        status: market.status(),
        starts_at: market.starts_at,
        ends_at: market.ends_at,
        correct_until: terms.after(market.ends_at, Term::CorrectionTime),
        stalls: stalls.iter().zip(&counts).map(|(it, count)| stall(it, count, &rows)).collect(),
        missing: missing?,
        absent,
        hours: hours?,
        devices: records(call, community, market, (provider, &terms)).await?,
        invites: market.admits_phones(call.now, &terms),
        figures: happened::figures(call, market).await?,
        late: happened::late(call, market).await?,
    })
}

/// Whether somebody should be here and is not.
fn is_missing(row: &Row, now: Millis) -> bool {
    use SignUpStatus as S;
    let waited_for =
        matches!(row.state.status(), S::Pending | S::Confirmed | S::ToReconfirm | S::NoShow);
    waited_for && row.starts_at <= now
}

fn stall(stall: &Stall, count: &StallCount, rows: &[Row]) -> DayStall {
    use SignUpStatus as S;
    let with = |fits: fn(S) -> bool| {
        let of_it = rows.iter().filter(|it| it.stall_id == stall.id && fits(it.state.status()));
        i64::try_from(of_it.count()).unwrap_or(i64::MAX)
    };
    DayStall {
        id: stall.id,
        number: stall.number.clone(),
        provider_name: stall.provider_name.clone(),
        service: stall.service,
        expected: with(|it| it != S::Offered),
        here: with(|it| matches!(it, S::CheckedIn | S::Served | S::CheckedOut)),
        verified: count.verified,
        walk_in: count.walk_in,
    }
}

/// What steps of somebody who is expected ask of the slot.
pub fn case<'a>(market: &Market, row: &Row, (now, terms): (Millis, &'a Terms)) -> SlotCase<'a> {
    SlotCase {
        now,
        times: row.times(),
        approval: false,
        anyone_came: true,
        of_helpers: market.kind.is_of_helpers(),
        terms,
    }
}

fn hours(
    call: &Call,
    market: &Market,
    row: &Row,
    terms: &Terms,
) -> Result<Option<HelperHours>, Problem> {
    let SignUpState::CheckedOut { came, left_at, confirmed_by } = row.state.0 else {
        return Ok(None);
    };
    let (name, last_four) = called(&call.app.keys, row)?;
    let (sign_up, case) = (row.sign_up(), case(market, row, (call.now, terms)));
    let confirm = SignUpStep::ConfirmHours { by: call.caller()?.id };
    let possible = sign_up.step(confirm, &case).is_ok();
    Ok(Some(HelperHours {
        sign_up: row.id,
        stall: row.stall_id,
        name,
        last_four,
        came_at: came.at,
        left_at,
        minutes: sign_up.minutes(&case),
        confirmed: confirmed_by.is_some(),
        steps: if possible { vec![SignUpStepName::ConfirmHours] } else { Vec::new() },
    }))
}

async fn records(
    call: &Call,
    community: CommunityId,
    market: &Market,
    (provider, terms): (Option<PersonId>, &Terms),
) -> Result<Vec<DeviceRecord>, Problem> {
    let db = &call.app.db;
    let verified: BTreeMap<DeviceId, i64> =
        check_ins::by_device(db, community, market.id).await?.into_iter().collect();
    let over = call.now >= terms.after(market.ends_at, Term::MarketClose);
    let all = devices::of_market(db, community, market.id).await?.into_iter();
    let mine = all.filter(|it| provider.is_none_or(|own| it.provider_id == Some(own)));
    Ok(mine
        .map(|it| DeviceRecord {
            id: it.id,
            works: it.joined_at.is_some() && it.revoked_at.is_none() && !over,
            verified: verified.get(&it.id).copied().unwrap_or_default(),
            name: it.name,
            invited_at: it.made_at,
            joined_at: it.joined_at,
            seen_at: it.seen_at,
            synced_at: it.synced_at,
            revoked_at: it.revoked_at,
        })
        .collect())
}

/// Those of a market by their number.
pub fn by_id(rows: &[Row]) -> HashMap<SignUpId, &Row> {
    rows.iter().map(|it| (it.id, it)).collect()
}
