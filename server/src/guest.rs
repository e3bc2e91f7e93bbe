//! What the desk decides about one who signed up, and what that person is told.

use std::collections::{HashMap, hash_map::Entry};

use serde_json::json;
use shared::{
    id::{CommunityId, MarketId, PersonId, SignUpId, StallId},
    market::{
        CheckInWay, GuestAsk, GuestObjection, GuestStep, GuestStepped, Market, MarketNews,
        MarketNotice, Missed, Nonce, Objection, SeenAs, SignUp, SignUpState, SignUpStep,
        SignUpStepName, SlotCase, Stall, Standing, Term, Terms,
        may::{may_check_in, parts, sign_up_step_for},
        sign_up_timers, standing,
    },
    notice::News,
    policy::{Caller, Role},
    problem::{Kind, Problem},
    time::Millis,
};

use crate::{
    Call, check_in_views,
    db::{
        Tx, check_ins, events, guests, markets, sign_up_changes, sign_ups,
        slots::{self, SlotAt},
        staff, stalls, terms,
    },
    market_step::tell_another,
    market_views::hidden,
    random,
    tell::tell,
};

/// Of what was before, no-shows count; nothing older does.
const REMEMBERED: i64 = 150;
/// So many are decided about before the next are shown.
const MOST_OBJECTIONS: i64 = 500;

/// A market at which the caller checks people in, and whose stalls alone, if not all.
///
/// # Errors
/// [`Kind::StepUpFirst`] for who could if staff powers were open.
pub async fn desk(call: &Call, id: MarketId) -> Result<(Market, Option<PersonId>), Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let market = markets::get(db, community, id).await?.market;
    if may_check_in(caller, &market, None) {
        return Ok((market, None));
    }
    let stalls = stalls::of_market(db, community, id).await?;
    if stalls.iter().any(|it| may_check_in(caller, &market, Some(&it.stall))) {
        return Ok((market, Some(caller.id)));
    }
    let open = Caller { stepped_up: true, ..caller.clone() };
    match may_check_in(&open, &market, None) {
        true => Err(Kind::StepUpFirst.into()),
        false => Err(hidden(&market)),
    }
}

/// Whether the caller is somebody who takes such a step there.
pub fn may_step(
    caller: &Caller,
    market: &Market,
    stall: &Stall,
    of: &SignUp,
    step: SignUpStepName,
) -> bool {
    let mine = parts(caller, market, Some(stall), Some(of));
    sign_up_step_for(step, market.kind).iter().any(|it| mine.contains(it))
}

fn step_of(ask: GuestAsk, by: PersonId) -> SignUpStep {
    match ask {
        GuestAsk::NoShow => SignUpStep::NoShow { by },
        GuestAsk::ConfirmHours => SignUpStep::ConfirmHours { by },
        GuestAsk::Settle { came } => SignUpStep::Settle { by, came },
        GuestAsk::SettleAppeal { came } => SignUpStep::SettleAppeal { by, came },
    }
}

/// What the caller may do about a sign-up now.
fn steps(
    caller: &Caller,
    (market, stall): (&Market, &Stall),
    of: &SignUp,
    case: &SlotCase<'_>,
) -> Vec<SignUpStepName> {
    let all = [
        GuestAsk::NoShow,
        GuestAsk::ConfirmHours,
        GuestAsk::Settle { came: true },
        GuestAsk::SettleAppeal { came: true },
    ];
    let all = all.map(|ask| step_of(ask, caller.id)).into_iter();
    let possible = all.filter(|step| {
        may_step(caller, market, stall, of, step.name()) && of.step(*step, case).is_ok()
    });
    possible.map(|step| step.name()).collect()
}

/// Takes a step of the desk.
///
/// # Errors
/// Why not.
pub async fn step(call: &Call, id: SignUpId, input: GuestStep) -> Result<GuestStepped, Problem> {
    input.check()?;
    let ask = input.step;
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    let slot = slots::of_sign_up(&call.app.db, community, id).await?;
    let stall = slots::get(&call.app.db, community, slot).await?.slot.stall;
    call.write(async move |tx: &mut Tx| {
        let (market, stall) = stalls::load(tx, community, stall).await?;
        let (market, stall) = (market.market, stall.stall);
        let (stored, at) =
            (sign_ups::load(tx, community, id).await?, slots::load(tx, community, slot).await?);
        let terms = terms::get_in(tx, community, now).await?;
        let (caller, case) = (acting.caller()?, at.case(now, &terms));
        let step = step_of(ask, caller.id);
        may_take(caller, (&market, &stall), &stored.sign_up, step.name())?;
        let next = stored.sign_up.step(step, &case)?;
        let due_at = sign_up_timers(&next, &case).first().map(|(at, _)| *at);
        sign_up_changes::save(tx, community, &[(next.clone(), stored.version, due_at)]).await?;
        let detail = json!({ "from": stored.sign_up.state.status() });
        events::record(tx, &acting.event_with(id.0, step.name().code(), detail)).await?;
        if let GuestAsk::Settle { came: true } | GuestAsk::SettleAppeal { came: true } = ask {
            count(tx, community, (&market, &stall), &next, (caller.id, now)).await?;
        }
        if !market.rehearsal {
            told(tx, community, (&at, &next), input, (now, &terms)).await?;
        }
        let steps = steps(caller, (&market, &stall), &next, &case);
        Ok(GuestStepped { sign_up: id, status: next.state.status(), steps })
    })
    .await
}

fn may_take(
    caller: &Caller,
    (market, stall): (&Market, &Stall),
    of: &SignUp,
    step: SignUpStepName,
) -> Result<(), Problem> {
    if may_step(caller, market, stall, of, step) {
        return Ok(());
    }
    let open = Caller { stepped_up: true, ..caller.clone() };
    match may_step(&open, market, stall, of, step) {
        true => Err(Kind::StepUpFirst.into()),
        // Whether somebody signed up is nobody else's business.
        false => Err(Kind::NotFound.into()),
    }
}

/// Whoever was there after all, is counted with those who were seen.
async fn count(
    tx: &mut Tx,
    community: CommunityId,
    (market, stall): (&Market, &Stall),
    of: &SignUp,
    (by, now): (PersonId, Millis),
) -> Result<(), Problem> {
    let SignUpState::CheckedIn { came } = of.state else { return Ok(()) };
    let known = check_ins::of_people(tx, community, market.id, &[of.who.account]).await?;
    let here = known.iter().any(|it| it.counts && it.stall_id == stall.id && it.who() == of.who);
    let row = check_ins::Row {
        nonce: Nonce(random::id(now)),
        stall_id: stall.id,
        person_id: of.who.account,
        member_id: of.who.member.unwrap_or_default(),
        sign_up_id: of.id,
        what: SeenAs::Arrived,
        way: CheckInWay::List,
        device_id: None,
        by_id: by,
        at: came.at,
        received_at: now,
        seq: check_ins::last(tx, community, market.id).await? + 1,
        counts: !here,
        undone_at: None,
    };
    Ok(check_ins::insert(tx, community, market.id, &[row], now).await?)
}

async fn told(
    tx: &mut Tx,
    community: CommunityId,
    (at, of): (&SlotAt, &SignUp),
    GuestStep { step, reason }: GuestStep,
    (now, terms): (Millis, &Terms),
) -> Result<(), Problem> {
    let (sign_up, title, starts_at) = (of.id, at.title.clone(), at.slot.times.starts_at);
    let news = match step {
        GuestAsk::NoShow => return tell_missed(tx, community, (at, of), (now, terms)).await,
        GuestAsk::ConfirmHours => return Ok(()),
        GuestAsk::Settle { came } => {
            let until = terms.after(now, Term::NoShowObjection);
            let appeal_until = (!came).then_some(until);
            News::NoShowDecided { sign_up, title, starts_at, came, appeal_until, reason }
        }
        GuestAsk::SettleAppeal { came } => {
            News::NoShowDecided { sign_up, title, starts_at, came, appeal_until: None, reason }
        }
    };
    tell(tx, community, of.who.account, news, now).await
}

/// Tells somebody that nobody came: which time it was, by when one can object, and what follows
/// from it, until when.
///
/// # Errors
/// What the database says.
pub async fn tell_missed(
    tx: &mut Tx,
    community: CommunityId,
    (at, of): (&SlotAt, &SignUp),
    (now, terms): (Millis, &Terms),
) -> Result<(), Problem> {
    let account = of.who.account;
    let since = now.after_days(-REMEMBERED);
    let all = sign_ups::of_people(tx, community, &[account], since).await?;
    let own = all.iter().filter(|it| it.sign_up.who == of.who && it.sign_up.id != of.id);
    let mut missed: Vec<Missed> = own.filter_map(|it| Missed::of(&it.sign_up)).collect();
    missed.extend(Missed::of(of));
    // What follows for helpers is seen by who arranges shifts, and is no pause.
    let pause = match standing(&missed, now, terms) {
        Standing::Paused { until, .. } if !at.kind.is_of_helpers() => Some(until),
        _ => None,
    };
    let news = News::NoShowNoted {
        sign_up: of.id,
        title: at.title.clone(),
        starts_at: at.slot.times.starts_at,
        object_until: terms.after(now, Term::NoShowObjection),
        paused_until: pause,
    };
    tell(tx, community, account, news, now).await
}

/// Tells the organiser that there is something to decide; and where nobody else knows who comes, the
/// provider.
///
/// # Errors
/// What the database says.
pub async fn tell_objected(
    tx: &mut Tx,
    call: &Call,
    (market, stall): (MarketId, StallId),
) -> Result<(), Problem> {
    // Read alone: whoever checks people in takes the market first and their sign-ups then.
    let market = markets::get_in(tx, call.community_id(), market).await?.market;
    let decides = match market.kind.is_confidential() {
        true => stalls::get_in(tx, call.community_id(), stall).await?.stall.provider,
        false => market.organiser,
    };
    let news = MarketNotice::of(&market, MarketNews::GuestObjects);
    tell_another(tx, call, decides, news).await
}

/// Tells the secretaries of the place that somebody does not agree with what was decided.
///
/// # Errors
/// What the database says.
pub async fn tell_appealed(tx: &mut Tx, call: &Call, market: MarketId) -> Result<(), Problem> {
    let (community, now) = (call.community_id(), call.now);
    let market = markets::get_in(tx, community, market).await?.market;
    let all = staff::secretaries(tx, community, &market.path, now).await?;
    for secretary in all.into_iter().filter(|it| *it != market.organiser) {
        let news = MarketNotice::of(&market, MarketNews::GuestAppeals);
        tell_another(tx, call, secretary, news).await?;
    }
    Ok(())
}

/// Where the caller has one of these roles, whether staff powers are open or not.
pub fn places(caller: &Caller, wanted: impl Fn(Role) -> bool) -> Vec<String> {
    let held = caller.appointments.iter().filter(|it| wanted(it.role));
    held.map(|it| it.path.clone()).collect()
}

/// Who says to have been there, where the caller decides.
///
/// # Errors
/// What the database says.
pub async fn objections(call: &Call) -> Result<Vec<GuestObjection>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let terms = terms::get(db, community, call.now).await?;
    let open = Caller { stepped_up: true, ..caller.clone() };
    let (mut markets, mut all, mut locked) = (HashMap::new(), Vec::new(), false);
    let places = places(caller, |it| matches!(it, Role::Organiser | Role::Secretary));
    let rows = guests::objecting(db, community, (caller.id, &places), MOST_OBJECTIONS).await?;
    for row in rows {
        let (market, stalls): &(Market, Vec<Stall>) = match markets.entry(row.market_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let market = markets::get(db, community, row.market_id).await?.market;
                let stalls = stalls::of_market(db, community, row.market_id).await?;
                free.insert((market, stalls.into_iter().map(|it| it.stall).collect()))
            }
        };
        let Some(stall) = stalls.iter().find(|it| it.id == row.stall_id) else { continue };
        let case = check_in_views::case(market, &row, (call.now, &terms));
        let could = |it: &Caller| steps(it, (market, stall), &row.sign_up(), &case);
        let steps = could(caller);
        locked |= steps.is_empty() && !could(&open).is_empty();
        let SignUpState::NoShow { at: noted_at, objection, .. } = row.state.0 else { continue };
        let (said_at, appealed) = match objection {
            Objection::Raised { at } => (at, false),
            Objection::Appealed { at, .. } => (at, true),
            _ => continue,
        };
        if steps.is_empty() {
            continue;
        }
        let (name, last_four) = check_in_views::called(&call.app.keys, &row)?;
        // What somebody went to is between the two of them, whoever decides.
        let open = !market.kind.is_confidential() || stall.provider == caller.id;
        all.push(GuestObjection {
            sign_up: row.id,
            market: market.id,
            market_title: market.title.clone(),
            stall_number: if open { row.number.clone() } else { String::new() },
            service: open.then_some(row.service),
            starts_at: row.starts_at,
            name,
            last_four,
            noted_at,
            said_at,
            appealed,
            steps,
        });
    }
    match all.is_empty() && locked {
        // An empty list would say that there is nothing to decide.
        true => Err(Kind::StepUpFirst.into()),
        false => Ok(all),
    }
}
