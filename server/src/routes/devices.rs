//! Phones at the table of a market: invited, joined, given up, revoked.

use shared::{
    community::CommunityKey,
    id::{DeviceId, MarketId},
    market::{
        Device, DeviceCode, DeviceInvitation, MarketDay, NewDevice, PlaceCodes, Refusal, Sealed,
        Term, place_turn,
    },
    problem::{Kind, Problem},
    time::Millis,
};

use crate::{
    Call, check_in_views,
    db::{
        Tx, devices, events, markets,
        rates::{self, Scope},
        terms,
    },
    device::{self, AtTable, CODE_LIFE},
    guest::desk,
    keys::{Keys, Purpose},
    random, session, sign_in,
};

/// So many a market may have.
const MOST: usize = 50;
/// How many wrong codes somebody who is signed in may enter in an hour, or an address.
const WRONG_BY_CALLER: i64 = 20;
/// And all together, for a market: so many that no stranger keeps its own phones from joining, and
/// still that few of a hundred million that nobody hits one.
const WRONG_AT_MARKET: i64 = 10_000;
/// For how many turns a device has the codes of the place ahead: two hours, as they usually are.
const TURNS: i64 = 240;
/// How much of a seal is the code of a place.
const PLACE_SEAL: usize = 8;
/// So many codes there are.
const PLACE_CODES: u64 = 100_000_000;

pub async fn invite(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    new: NewDevice,
) -> Result<DeviceInvitation, Problem> {
    let (app, community, now) = (&call.app, call.community_id(), call.now);
    let name = new.check()?;
    let (market, provider) = desk(&call, id).await?;
    let terms = terms::get(&app.db, community, now).await?;
    let what = market.admits_phones(now, &terms).ok_or(Refusal::StepNotPossible)?;
    let live = devices::of_market(&app.db, community, id).await?;
    if live.iter().filter(|it| it.revoked_at.is_none()).count() >= MOST {
        return Err(Problem::fields([("name", Kind::OutOfRange)]));
    }
    let (device, code, until) =
        (DeviceId(random::id(now)), random::eight_digits(), now.after(CODE_LIFE));
    let code_hash = device::code_hash(app, id, &code);
    let (by, event) = (call.caller()?.id, call.event(device.0, "device.invite"));
    call.write(async move |tx: &mut Tx| {
        let (name, code_hash) = (&name, &code_hash);
        let new = devices::New { id: device, market: id, name, provider, by, code_hash, until };
        devices::insert(tx, community, &new, now).await?;
        events::record(tx, &event).await?;
        Ok(DeviceInvitation { device, code, until, what })
    })
    .await
}

/// The code is used by the phone that shows it first; nobody need be signed in there. Once the market
/// is over, the phone is a device to bring in what it kept, and gets no list.
pub async fn join(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    input: DeviceCode,
) -> Result<Device, Problem> {
    let (app, community, now) = (&call.app, call.community_id(), call.now);
    let digits = input.digits().ok_or(Refusal::JoinCodeOver)?;
    let market = markets::get(&app.db, community, id).await?.market;
    let terms = terms::get(&app.db, community, now).await?;
    market.admits_phones(now, &terms).ok_or(Refusal::DeviceOver)?;
    let (code_hash, token) = (device::code_hash(app, id, &digits), random::token());
    let by = call.session.as_ref().map(|it| it.caller.id);
    // Whoever is signed in is not held up by others at the same address.
    let caller = match by {
        Some(person) => person.0.as_bytes().to_vec(),
        None => sign_in::address_hash(app, call.address),
    };
    let token_hash = session::hash(&token);
    let joining = call.clone();
    let join = async move |tx: &mut Tx| {
        let since = now.after(-Millis::HOUR);
        let subjects = [(&caller[..], WRONG_BY_CALLER), (id.0.as_bytes(), WRONG_AT_MARKET)];
        for (subject, most) in subjects {
            if rates::sum(tx, Scope::WrongDeviceCodes, subject, since).await? >= most {
                return Err(Problem::later(Kind::TooOften, 3600));
            }
        }
        let found = devices::by_code(tx, community, (id, &code_hash), now).await?;
        let Some(row) = found else {
            // What was tried stays written down.
            for (subject, _) in subjects {
                rates::add(tx, Scope::WrongDeviceCodes, subject, now, 1).await?;
            }
            return Ok(None);
        };
        if !devices::join(tx, community, (row.id, &token_hash), by, now).await? {
            return Ok(None);
        }
        events::record(tx, &joining.event(row.id.0, "device.join")).await?;
        Ok(Some(devices::Row { joined_at: Some(now), joined_by: by, ..row }))
    };
    let row = app.db.write(join).await?.ok_or(Refusal::JoinCodeOver)?;
    let mut device = AtTable { row, market, terms }.view(now);
    let (cookie, given_up) = device::joined_cookie(&call, (&token, id)).await?;
    call.set_cookie(cookie);
    device.given_up = given_up;
    Ok(device)
}

pub async fn leave(call: Call, (_, id): (CommunityKey, MarketId), _: ()) -> Result<(), Problem> {
    let (token, table) = device::find_with_token(&call, id).await?;
    end(&call, (id, table.row.id), "device.leave").await?;
    call.set_cookie(device::left_cookie(&call, &token));
    Ok(())
}

/// What it brings in before, counts; what still waits for the turn of the market, does not.
async fn end(
    call: &Call,
    (market, id): (MarketId, DeviceId),
    what: &'static str,
) -> Result<(), Problem> {
    let (community, now, event) = (call.community_id(), call.now, call.event(id.0, what));
    call.write(async move |tx: &mut Tx| {
        markets::load(tx, community, market).await?;
        if devices::revoke(tx, community, id, now).await? {
            events::record(tx, &event).await?;
        }
        Ok(())
    })
    .await
}

pub async fn revoke(
    call: Call,
    (_, id): (CommunityKey, DeviceId),
    _: (),
) -> Result<MarketDay, Problem> {
    let row = devices::get(&call.app.db, call.community_id(), id).await?;
    let (market, provider) = desk(&call, row.market_id).await?;
    if provider.is_some() && row.provider_id != provider {
        return Err(Kind::NotFound.into());
    }
    end(&call, (row.market_id, id), "device.revoke").await?;
    check_in_views::day(&call, &market, provider).await
}

pub async fn place_codes(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    _: (),
) -> Result<PlaceCodes, Problem> {
    let table = device::find(&call, id).await?;
    table.may_scan(call.now)?;
    table.note_use(&call, false).await?;
    let each = table.terms.span(Term::PlaceCodeTime).max(1);
    let first = place_turn(call.now, &table.terms);
    let at = (id, table.row.id);
    let codes = (first..first + TURNS).map(|turn| place_code(&call.app.keys, at, turn));
    Ok(PlaceCodes { from: Millis(first * each), each, codes: codes.collect(), now: call.now })
}

/// What a device shows at the place for one turn: digits, since anybody can read and type them. There
/// are two of each device at any moment, and nobody may try often enough to hit one. With the device
/// they die.
pub fn place_code(keys: &Keys, (market, device): (MarketId, DeviceId), turn: i64) -> String {
    let bytes = Sealed::Place { market, stall: None, turn }.bytes();
    let seal = keys.hash(Purpose::Ticket, &[&bytes, device.0.as_bytes()]);
    let number = seal.iter().take(PLACE_SEAL).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    format!("{:08}", number % PLACE_CODES)
}
