//! What helpers do: claim, look whom to call, promise, give back, deliver.

use shared::{
    calendar::evening_of,
    community::CommunityKey,
    helper::HelperClass,
    id::{CommunityId, EventId, PersonId, WishId},
    policy::{Role, is_poster, may_claim, may_see_contact, why_not_claim},
    problem::{Kind, Problem},
    settings::{Rules, Setting},
    time::Millis,
    wish::{
        Claim, Contact, Deliver, Fairness, Hand, HelperFacts, HelperStep, MayClaim, Release,
        Status, Step, StepName, Stepped, Wish, WishKind, class_refused, may_take_on,
    },
};
use subtle::ConstantTimeEq;

use crate::{
    Call,
    db::{
        Tx, appointments, events, households, lapses, looks, neighbours, rates, settings, teams,
        wishes::{self, Stored},
    },
    keys::Purpose,
    parts, random,
    step::{self, hidden},
};

pub async fn claim(call: Call, (_, id): (CommunityKey, WishId), _: ()) -> Result<Claim, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let (class, acting) = (class(&call).await?, call.clone());
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !stored.wish.state.status().is_public() {
            return Err(Kind::NotFound.into());
        }
        let rules = settings::rules(tx, community, now).await?;
        if is_poster(&caller, &stored.wish) {
            return Err(Kind::OwnWish.into());
        }
        if !may_claim(&caller, &stored.wish, now, &rules) {
            return Err(why_not_claim(&caller, &stored.wish, &rules));
        }
        let step = Step::Claim { by: caller.id, class };
        let claimed = stored.wish.step(step.clone(), now, &rules);
        let wish = claimed.map_err(|_| Kind::AlreadyClaimed)?;
        // Nobody claims two at once, nor do two of one team: what is in hand is counted after what
        // came before.
        let team = teams::members(tx, community, caller.id, now).await?;
        let first = team.first().copied().unwrap_or(caller.id);
        rates::take_turn(tx, first.0.as_bytes()).await?;
        let facts = facts(tx, &acting, &stored, class, &rules).await?;
        may_take_on(&facts, &stored.wish, now, &rules)?;
        // Of many at once, the version lets one through.
        let kept = step::keep(tx, &acting, &stored, &step, &wish, &rules).await;
        kept.map_err(|problem| match problem.kind {
            Kind::SomeoneWasFaster => Problem::new(Kind::AlreadyClaimed),
            _ => problem,
        })?;
        Claim::of(&wish, now, &rules).ok_or_else(|| Kind::NotFound.into())
    })
    .await
}

/// Whether the caller may claim it now, and why not. What of numbers and papers, says the claim
/// itself.
pub async fn may_claim_it(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<MayClaim, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?);
    let wish = wishes::get(db, community, id).await?.wish;
    if !wish.state.status().is_public() {
        return Err(Kind::NotFound.into());
    }
    let rules = settings::get(db, community, call.now).await?;
    let others = !is_poster(caller, &wish);
    let may = others && wish.state.status() == Status::Open;
    let may = may && may_claim(caller, &wish, call.now, &rules);
    let own = caller.appointments.iter().any(|held| held.role == Role::Helper && !held.guest);
    let guest = others && !own && rules.count(Setting::Neighbours) > 0;
    let home = match guest && caller.has(Role::Helper) {
        true => appointments::helper(db, community, caller.id).await?,
        false => None,
    };
    let home = home.and_then(|known| call.app.communities.by_id(known.community_id));
    let guest_of = home.map(|it| it.name.clone());
    let helps = others && (own || guest_of.is_some()) && wish.state.status() == Status::Open;
    let why_not = match helps {
        true => why_not(&call, &wish, may, &rules).await?,
        false => None,
    };
    Ok(MayClaim { may: may && why_not.is_none(), guest_of, why_not })
}

/// Why a helper may not claim a wish that waits, as far as that is known before it is tried.
async fn why_not(
    call: &Call,
    wish: &Wish,
    may: bool,
    rules: &Rules,
) -> Result<Option<Problem>, Problem> {
    if !may {
        return Ok(Some(why_not_claim(call.caller()?, wish, rules)));
    }
    if !rules.allows_class(wish.kind, class(call).await?) {
        return Ok(Some(class_refused(wish.kind, rules)));
    }
    let paused = fairness(call, rules).await?;
    let says = |it: Fairness| Problem::rule(Kind::ClaimsPaused, Some(it.lapses), Some(it.until));
    Ok(paused.map(says))
}

/// In what capacity the caller helps: as appointed here, and only who is not, as a guest.
async fn class(call: &Call) -> Result<HelperClass, Problem> {
    let caller = call.caller()?;
    let held =
        appointments::held_by(&call.app.db, call.community_id(), caller.id, call.now).await?;
    let helper = held.iter().filter(|it| it.role == Role::Helper).min_by_key(|it| it.guest);
    Ok(helper.and_then(|it| it.class).unwrap_or_default())
}

/// What the limits ask about the caller.
///
/// # Errors
/// What the database says.
pub async fn facts(
    tx: &mut Tx,
    call: &Call,
    stored: &Stored,
    class: HelperClass,
    rules: &Rules,
) -> Result<HelperFacts, Problem> {
    let (community, caller) = (call.community_id(), call.caller()?.id);
    let live = in_hand(tx, call, caller).await?;
    let since = rules.before(call.now, Setting::FairTime);
    let together = neighbours::together(tx, community, caller, call.now).await?;
    let (lapses, last_lapse) = lapses::since(tx, &together, caller, since).await?;
    let same_household = lives_there(tx, community, stored, caller).await?;
    let qualified_until = qualified_until(tx, call, caller, stored.wish.kind).await?;
    Ok(HelperFacts { class, live, lapses, last_lapse, same_household, qualified_until })
}

/// Whether somebody lives where the wish is to come true.
///
/// # Errors
/// What the database says.
pub async fn lives_there(
    tx: &mut Tx,
    community: CommunityId,
    stored: &Stored,
    person: PersonId,
) -> Result<bool, Problem> {
    match &stored.household {
        Some(household) => Ok(households::lives_there(tx, community, household, person).await?),
        None => Ok(false),
    }
}

/// How many wishes a helper has in hand, here and where the same person is a helper or a guest;
/// and of a team or shop, all of its members together.
///
/// # Errors
/// What the database says.
pub async fn in_hand(tx: &mut Tx, call: &Call, helper: PersonId) -> Result<i64, Problem> {
    let together = neighbours::together(tx, call.community_id(), helper, call.now).await?;
    let mut sum = households::in_hand(tx, &together, helper).await?;
    let here = [call.community_id()];
    for member in teams::members(tx, call.community_id(), helper, call.now).await? {
        if member != helper {
            sum += households::in_hand(tx, &here, member).await?;
        }
    }
    Ok(sum)
}

/// Until when papers of a helper for a kind of wish hold, where any were seen.
pub async fn qualified_until(
    tx: &mut Tx,
    call: &Call,
    helper: PersonId,
    kind: WishKind,
) -> Result<Option<Millis>, Problem> {
    let all = appointments::qualified(tx, call.community_id(), helper, call.now).await?;
    Ok(all.iter().filter(|it| it.kind == kind).map(|it| it.until).max())
}

/// Why the caller only takes what staff offer, if that is so.
pub async fn fairness(call: &Call, rules: &Rules) -> Result<Option<Fairness>, Problem> {
    let since = rules.before(call.now, Setting::FairTime);
    let (community, caller) = (call.community_id(), call.caller()?.id);
    let db = &call.app.db;
    let together = neighbours::seen_together(db, community, caller, call.now).await?;
    let (lapses, last_lapse) = lapses::seen_since(db, &together, caller, since).await?;
    let facts = HelperFacts { lapses, last_lapse, ..HelperFacts::default() };
    Ok(facts.paused_until(call.now, rules).map(|until| Fairness { lapses, until }))
}

pub async fn contact(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<Contact, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let (keys, look_id) = (call.app.keys.clone(), EventId(random::id(now)));
    let event = call.event(id.0, "contact.open");
    // The answer is not kept: who may look is asked each time, and each look is logged.
    let look = async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !may_see_contact(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        rates::take_turn(tx, caller.id.0.as_bytes()).await?;
        let rules = settings::rules(tx, community, now).await?;
        let since = now.after(-Millis::DAY);
        let together = neighbours::together(tx, community, caller.id, now).await?;
        let looked = looks::count_since(tx, &together, caller.id, since).await?;
        if looked >= rules.count(Setting::HelperLooks) {
            return Err(Problem::later(Kind::TooOften, 3600));
        }
        looks::insert(tx, community, id, look_id, now, (caller.id, Hand::Helper)).await?;
        events::record(tx, &event).await?;
        keys.unseal(Purpose::Contact, &stored.sealed)
    };
    call.app.db.write(look).await
}

/// Any other step of the helper.
pub async fn step(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: HelperStep,
) -> Result<Stepped, Problem> {
    let (step, why) = match input.check()? {
        HelperStep::TakeOver => return super::teams::take_over(call, id).await,
        HelperStep::HandOver { to, advice } => {
            (super::teams::ask(&call, id, to, advice).await?, String::new())
        }
        HelperStep::RefuseHandOver => {
            (Step::RefuseHandOver { by: call.caller()?.id }, String::new())
        }
        HelperStep::CallInVain => (Step::CallInVain, String::new()),
        HelperStep::Promise { at } => (Step::Promise { at: evening_of(at) }, String::new()),
        HelperStep::AskLonger { until, words } => {
            (Step::AskLonger { until: evening_of(until), words }, String::new())
        }
        HelperStep::RefuseOffer { words } => (Step::RefuseOffer, words),
        HelperStep::Send => (Step::Send, String::new()),
        HelperStep::SayReturned { words } => (Step::SayReturned { words }, String::new()),
    };
    take(call, id, step, why).await
}

pub async fn release(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: Release,
) -> Result<Stepped, Problem> {
    let Release { reason, hand_over } = input.check()?;
    take(call, id, Step::Release { reason, hand_over }, String::new()).await
}

async fn take(call: Call, id: WishId, step: Step, why: String) -> Result<Stepped, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        let rules = settings::rules(tx, community, now).await?;
        let late = step.name() == StepName::Release && stored.wish.is_late(now);
        let wish = step::take_because(tx, &acting, &stored, (step, &why), &rules).await?;
        if late {
            lapses::insert(tx, community, acting.caller()?.id, id, now).await?;
        }
        Ok(Stepped::of(&wish))
    })
    .await
}

pub async fn deliver(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: Deliver,
) -> Result<Claim, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    let Deliver { word, note } = input.check()?;
    call.write_with_refusals(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        let rules = settings::rules(tx, community, now).await?;
        let hash = step::word_hash(&acting, stored.wish.together(), &word);
        // Who was told it for one part was not there for another, and tries count for all of them.
        let spent = parts::word_tries(tx, &acting, &stored.wish).await? >= rules.word_tries()
            || parts::was_told(tx, &acting, &stored.wish).await?;
        if !word.is_empty() && spent {
            return Err(Kind::WordSpent.into());
        }
        // With a word, right or wrong; without one, the resident is asked.
        let step = match (word.is_empty(), bool::from(stored.word_hash.ct_eq(&hash))) {
            (true, _) => Step::Deliver { note },
            (false, true) => Step::RightWord,
            (false, false) => Step::WrongWord,
        };
        let refused = step == Step::WrongWord;
        let wish = step::take(tx, &acting, &stored, step, &rules).await?;
        // The try is used up, so this refusal is committed.
        if refused {
            parts::wrong_word(tx, &acting, &wish, &rules).await?;
            return Ok(Err(Kind::WrongWord.into()));
        }
        Ok(Claim::of(&wish, now, &rules).ok_or_else(|| Kind::NotFound.into()))
    })
    .await
}
