//! What residents do: sign up, wait, give back, answer, and look at their tickets.

use sha2::{Digest, Sha256};
use shared::{
    community::CommunityKey,
    id::{MarketId, MemberId, PersonId, SignUpId, SlotId},
    market::{
        Ask, Attendee, AttendeeAsk, AttendeeStep, Member, Missed, MyMarket, MySignUp, NewMember,
        NewSignUp, NewStall, Nickname, Outcome, Paused, Refusal, Reminder, RequestKey,
        SignUpStatus, SignUpStep, SlotPlaces, StaffMarket, Standing, standing,
    },
    policy::{Caller, Role},
    problem::{Kind, Problem},
    time::Millis,
};
use uuid::Uuid;

use crate::{
    Call,
    counter::{self, Asked},
    counter_batch::Answer,
    db::{
        Tx,
        events::{self, Event},
        market_reminders, markets, members, sign_up_changes, sign_ups, slots, terms,
    },
    guest,
    keys::Purpose,
    market_views,
    my_sign_ups::{self, Beside},
    queue_step, random,
};

/// Sign-ups stay in the list for so long after their end.
const SHOWN: i64 = 30 * Millis::DAY;
/// So many an account may name of its household.
const MOST_MEMBERS: i64 = 12;

/// The key of the request, as the counter knows it; an app that sends again sends the same.
fn key(call: &Call) -> Result<RequestKey, Problem> {
    let key = call.key.as_ref().ok_or(Kind::KeyMissing)?;
    let digest = Sha256::digest(key.key.as_bytes());
    let half = digest.first_chunk::<16>().ok_or_else(|| Problem::bug("a short digest"))?;
    Ok(RequestKey(Uuid::from_bytes(*half)))
}

pub async fn sign_up(
    call: Call,
    (_, slot): (CommunityKey, SlotId),
    new: NewSignUp,
) -> Result<MySignUp, Problem> {
    let account = call.caller()?.id;
    let members = match new.member {
        Some(_) => my_sign_ups::household(&call, account).await?,
        None => Vec::new(),
    };
    if new.member.is_some_and(|id| members.iter().all(|it| it.id != id)) {
        return Err(Problem::fields([("member", Kind::NotFound)]));
    }
    let id = SignUpId(random::id(call.now));
    let ask = Ask::SignUp { id, wants: new.wants, by_proxy: false };
    asked(&call, slot, Attendee { account, member: new.member }, ask, &members).await
}

/// Asks at the counter, and shows what came of it.
async fn asked(
    call: &Call,
    slot: SlotId,
    who: Attendee,
    ask: Ask,
    members: &[Member],
) -> Result<MySignUp, Problem> {
    let (app, community) = (&call.app, call.community_id());
    let Answer { outcome, at, sign_up } =
        counter::ask(app, (community, slot), Asked::own(key(call)?, who, ask)).await?;
    let (sign_up, code) = sign_up.ok_or_else(|| Problem::bug("an answer about nobody"))?;
    let (place, overlap) = match outcome {
        Outcome::Waiting { place, .. } => (Some(place), None),
        Outcome::Confirmed { overlap, .. } | Outcome::Pending { overlap, .. } => (None, overlap),
        _ => (None, None),
    };
    let named = members.iter().find(|it| Some(it.id) == who.member);
    let beside =
        Beside { nickname: named.map(|it| it.nickname.clone()), place, overlap, rated: false };
    // Only what time allows next depends on them, and the usual ones are right but for minutes.
    let terms = terms::get(&app.db, community, call.now).await?;
    Ok(my_sign_ups::view((&at, &sign_up, &code), beside, (call.now, &terms), &app.keys))
}

pub async fn step(
    call: Call,
    (_, id): (CommunityKey, SignUpId),
    input: AttendeeStep,
) -> Result<MySignUp, Problem> {
    let stored = own(&call, id).await?;
    let members = my_sign_ups::household(&call, call.caller()?.id).await?;
    let (slot, who) = (stored.sign_up.slot, stored.sign_up.who);
    let ask = match input.step {
        AttendeeAsk::Cancel => Ask::Cancel,
        AttendeeAsk::Accept => Ask::Accept,
        AttendeeAsk::Decline => Ask::Decline,
        AttendeeAsk::Keep => Ask::Keep,
        AttendeeAsk::Coming => return alone(&call, id, SignUpStep::Coming, &members).await,
        AttendeeAsk::Object => return alone(&call, id, SignUpStep::Object, &members).await,
        AttendeeAsk::Appeal => return alone(&call, id, SignUpStep::Appeal, &members).await,
    };
    // Said twice, it is as it was said; and what is over may have been followed by another sign-up
    // of the same person, which is not meant.
    let status = stored.sign_up.state.status();
    let done = match ask {
        Ask::Cancel => status == SignUpStatus::Cancelled,
        Ask::Decline => status == SignUpStatus::Declined,
        _ => false,
    };
    match status.is_live() {
        false if done => return one(&call, id, &members).await,
        false => return Err(Refusal::NoSignUp.into()),
        true => {}
    }
    asked(&call, slot, who, ask, &members).await
}

/// The caller's own sign-up, or one of the household.
pub(super) async fn own(call: &Call, id: SignUpId) -> Result<sign_ups::Stored, Problem> {
    let stored = sign_ups::get(&call.app.db, call.community_id(), id).await?;
    match stored.sign_up.who.account == call.caller()?.id {
        true => Ok(stored),
        false => Err(Kind::NotFound.into()),
    }
}

/// A step that takes and frees no place.
async fn alone(
    call: &Call,
    id: SignUpId,
    step: SignUpStep,
    members: &[Member],
) -> Result<MySignUp, Problem> {
    take_alone(call, id, (step, None)).await?;
    one(call, id, members).await
}

/// The same by whoever has a link for it.
///
/// # Errors
/// Why not.
pub(super) async fn take_alone(
    call: &Call,
    id: SignUpId,
    (step, by): (SignUpStep, Option<PersonId>),
) -> Result<(), Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    let slot = slots::of_sign_up(&call.app.db, community, id).await?;
    call.write(async move |tx: &mut Tx| {
        let (stored, at) =
            (sign_ups::load(tx, community, id).await?, slots::load(tx, community, slot).await?);
        let terms = terms::get_in(tx, community, now).await?;
        let case = at.case(now, &terms);
        let next = stored.sign_up.step(step, &case)?;
        let due_at = shared::market::sign_up_timers(&next, &case).first().map(|(at, _)| *at);
        sign_up_changes::save(tx, community, &[(next, stored.version, due_at)]).await?;
        let event = acting.event(id.0, step.name().code());
        events::record(tx, &Event { by: by.or(event.by), ..event }).await?;
        match step {
            SignUpStep::Object if !at.rehearsal => {
                guest::tell_objected(tx, &acting, (at.market, at.slot.stall)).await?;
            }
            SignUpStep::Appeal if !at.rehearsal => {
                guest::tell_appealed(tx, &acting, at.market).await?;
            }
            _ => {}
        }
        Ok(())
    })
    .await
}

pub async fn get(
    call: Call,
    (_, id): (CommunityKey, SignUpId),
    _: (),
) -> Result<MySignUp, Problem> {
    own(&call, id).await?;
    let members = my_sign_ups::household(&call, call.caller()?.id).await?;
    one(&call, id, &members).await
}

/// As the caller sees it.
pub(super) async fn one(
    call: &Call,
    id: SignUpId,
    members: &[Member],
) -> Result<MySignUp, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let stored = sign_ups::get(db, community, id).await?;
    let at = slots::get(db, community, stored.sign_up.slot).await?;
    let terms = terms::get(db, community, call.now).await?;
    let beside = my_sign_ups::beside(call, community, &stored.sign_up, members).await?;
    let own = stored.sign_up.who.member.is_none();
    let sign_up = (&at, &stored.sign_up, &stored.code);
    let mut seen = my_sign_ups::view(sign_up, beside, (call.now, &terms), &call.app.keys);
    if let Some(left) = seen.left_empty.as_mut().filter(|_| own) {
        left.paused_until = paused(call).await?.map(|it| it.until);
    }
    Ok(seen)
}

pub async fn list(call: Call, _: CommunityKey, _: ()) -> Result<Vec<MySignUp>, Problem> {
    let members = my_sign_ups::household(&call, call.caller()?.id).await?;
    mine(&call, &members).await
}

async fn mine(call: &Call, members: &[Member]) -> Result<Vec<MySignUp>, Problem> {
    let (db, community, account) = (&call.app.db, call.community_id(), call.caller()?.id);
    let since = call.now.after(-SHOWN);
    let stored = sign_ups::of_person(db, community, account, since).await?;
    let slots = slots::of_person(db, community, account, since).await?;
    let terms = terms::get(db, community, call.now).await?;
    my_sign_ups::all(call, (stored, slots), members, &terms).await
}

/// What is the caller's own at a market.
pub async fn of_market(
    call: Call,
    (_, market): (CommunityKey, MarketId),
    _: (),
) -> Result<MyMarket, Problem> {
    let caller: &Caller = call.caller()?;
    let members = my_sign_ups::household(&call, caller.id).await?;
    let mut sign_ups = mine(&call, &members).await?;
    sign_ups.retain(|it| it.market == market);
    let paused = paused(&call).await?;
    let stalls = market_views::my_stalls(&call, market).await?;
    let told = market_reminders::of_person(&call.app.db, call.community_id(), caller.id).await?;
    Ok(MyMarket { sign_ups, members, stalls, paused, reminder: told.contains(&market) })
}

/// The caller is told when one can sign up, or no longer.
pub async fn remind(
    call: Call,
    (_, market): (CommunityKey, MarketId),
    input: Reminder,
) -> Result<Reminder, Problem> {
    let (community, person, now) = (call.community_id(), call.caller()?.id, call.now);
    let event = call.event(market.0, if input.wanted { "market.remind" } else { "market.forget" });
    call.write(async move |tx: &mut Tx| {
        let stored = markets::load(tx, community, market).await?.market;
        let terms = terms::get_in(tx, community, now).await?;
        if !stored.is_public() {
            return Err(Kind::NotFound.into());
        }
        if input.wanted && (stored.shut().is_some() || now >= stored.opens_at(&terms)) {
            return Err(Kind::StepNotPossible.into());
        }
        market_reminders::set(tx, community, market, person, input.wanted).await?;
        events::record(tx, &event).await?;
        Ok(input)
    })
    .await
}

/// What follows from places left empty, if anything does.
async fn paused(call: &Call) -> Result<Option<Paused>, Problem> {
    let (db, community, account) = (&call.app.db, call.community_id(), call.caller()?.id);
    let since = call.now.after_days(-150);
    let all = sign_ups::of_person(db, community, account, since).await?;
    let own = all.iter().filter(|it| it.sign_up.who.member.is_none());
    let missed: Vec<Missed> = own.filter_map(|it| Missed::of(&it.sign_up)).collect();
    let terms = terms::get(db, community, call.now).await?;
    Ok(match standing(&missed, call.now, &terms) {
        Standing::Paused { missed, rule, until } => {
            let missed = missed.iter().map(|it| it.at).collect();
            Some(Paused { missed, rule, until })
        }
        _ => None,
    })
}

pub async fn add_member(
    call: Call,
    _: CommunityKey,
    new: NewMember,
) -> Result<Vec<Member>, Problem> {
    let (community, account, now) = (call.community_id(), call.caller()?.id, call.now);
    let nickname = Nickname::new(new.nickname.reveal());
    let nickname = nickname.map_err(|kind| Problem::fields([("nickname", kind)]))?;
    let sealed = call.app.keys.seal(Purpose::Member, &nickname)?;
    let id = MemberId(random::id(now));
    let event = call.event(account.0, "member.add");
    call.write(async move |tx: &mut Tx| {
        if members::count(tx, community, account).await? >= MOST_MEMBERS {
            return Err(Problem::fields([("nickname", Kind::OutOfRange)]));
        }
        members::insert(tx, community, (account, id), &sealed, now).await?;
        events::record(tx, &event).await?;
        Ok(())
    })
    .await?;
    my_sign_ups::household(&call, account).await
}

/// Somebody is not signed up any more: what is to come is given back first.
pub async fn remove_member(
    call: Call,
    (_, member): (CommunityKey, MemberId),
    _: (),
) -> Result<Vec<Member>, Problem> {
    let (community, account, now) = (call.community_id(), call.caller()?.id, call.now);
    let (app, event) = (call.app.clone(), call.event(account.0, "member.remove"));
    call.write(async move |tx: &mut Tx| {
        let who = Attendee { account, member: Some(member) };
        crate::counter_moves::give_back(tx, &app, community, who).await?;
        queue_step::give_back(tx, community, who, now).await?;
        members::remove(tx, community, (account, member), now).await?;
        events::record(tx, &event).await?;
        Ok(())
    })
    .await?;
    my_sign_ups::household(&call, account).await
}

/// More or fewer places: who waits moves up, nobody loses one.
pub async fn set_places(
    call: Call,
    (_, slot): (CommunityKey, SlotId),
    input: SlotPlaces,
) -> Result<StaffMarket, Problem> {
    let (app, community) = (&call.app, call.community_id());
    let account = call.caller()?.id;
    let at = slots::get(&app.db, community, slot).await?;
    let organises = |role| role == Role::Organiser;
    if !call.caller()?.holds_at(&at.path, organises) {
        return Err(Kind::NotAllowed.into());
    }
    // A second barber comes along: more than were planned at first.
    if !(0..=NewStall::MOST).contains(&input.places) {
        return Err(Problem::fields([("places", Kind::OutOfRange)]));
    }
    let ask = Ask::Places { places: input.places };
    let who = Attendee { account, member: None };
    let asked = Asked { origin: Some(call.origin()), ..Asked::own(key(&call)?, who, ask) };
    counter::ask(app, (community, slot), asked).await?;
    market_views::staff(&call, at.market).await
}
