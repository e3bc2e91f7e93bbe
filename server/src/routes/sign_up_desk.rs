//! Sign-ups that wait for somebody's yes: who they are, and the answer.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};
use shared::{
    community::CommunityKey,
    id::{MarketId, SignUpId, StallId},
    market::{
        Ask, LastFour, Market, MarketTimer, PendingSignUp, Refusal, RequestKey, SignUpDecision,
        SignUpState, SignUpStatus, SignUpStepName, Stall, Terms, may, sign_up_timers,
    },
    policy::Role,
    problem::{Kind, Problem},
};
use uuid::Uuid;

use crate::{
    Call,
    counter::{self, Asked},
    db::{markets, sign_up_desk, sign_ups, slots, slots::SlotAt, stalls, terms},
    keys::Purpose,
    market_views::hidden,
};

/// Those whom the caller may admit or turn down.
pub async fn pending(
    call: Call,
    (_, id): (CommunityKey, MarketId),
    _: (),
) -> Result<Vec<PendingSignUp>, Problem> {
    let (db, community) = (&call.app.db, call.community_id());
    let market = markets::get(db, community, id).await?.market;
    let stalls = stalls::of_market(db, community, id).await?.into_iter().map(|it| it.stall);
    let decides = |stall: &Stall| may_decide(&call, &market, stall).unwrap_or_default();
    let mine: HashMap<StallId, Stall> =
        stalls.filter(decides).map(|stall| (stall.id, stall)).collect();
    if mine.is_empty() {
        return Err(refused(&call, &market)?);
    }
    let terms = terms::get(db, community, call.now).await?;
    let waiting = sign_up_desk::pending(db, community, id).await?;
    let wanted: BTreeSet<_> = waiting.iter().map(|it| it.stored.sign_up.slot).collect();
    let slots = slots::many(db, community, &wanted).await?;
    let slots: HashMap<_, SlotAt> = slots.into_iter().map(|it| (it.slot.id, it)).collect();
    let mut all = Vec::new();
    for waiting in &waiting {
        let at = slots.get(&waiting.stored.sign_up.slot);
        if let Some(at) = at.filter(|at| mine.contains_key(&at.slot.stall)) {
            all.extend(view(&call, at, waiting, &terms)?);
        }
    }
    Ok(all)
}

/// The organiser; and where nobody else knows who comes, the provider.
fn may_decide(call: &Call, market: &Market, stall: &Stall) -> Result<bool, Problem> {
    let mine = may::parts(call.caller()?, market, Some(stall), None);
    let wanted = may::sign_up_step_for(SignUpStepName::Admit, market.kind);
    Ok(wanted.iter().any(|part| mine.contains(part)))
}

/// What somebody hears who decides about nobody there.
fn refused(call: &Call, market: &Market) -> Result<Problem, Problem> {
    let caller = call.caller()?;
    Ok(match caller.has(Role::Organiser) && !caller.stepped_up {
        true => Kind::StepUpFirst.into(),
        false => hidden(market),
    })
}

fn view(
    call: &Call,
    at: &SlotAt,
    waiting: &sign_up_desk::Pending,
    terms: &Terms,
) -> Result<Option<PendingSignUp>, Problem> {
    let (keys, stored) = (&call.app.keys, &waiting.stored);
    let timers = sign_up_timers(&stored.sign_up, &at.case(call.now, terms));
    let admit = timers.into_iter().find(|(_, timer)| *timer == MarketTimer::Admit);
    let SignUpState::Pending { since } = stored.sign_up.state else { return Ok(None) };
    let phone: String = keys.unseal(Purpose::Phone, &waiting.phone_sealed)?;
    let nickname = waiting.nickname_sealed.as_ref();
    Ok(Some(PendingSignUp {
        id: stored.sign_up.id,
        stall: at.slot.stall,
        provider_name: at.provider_name.clone(),
        service: at.service,
        slot: at.slot.id,
        starts_at: stored.starts_at,
        ends_at: stored.ends_at,
        since,
        answer_by: admit.map_or(at.slot.times.starts_at, |(at, _)| at),
        needs_yes: stored.sign_up.needs_yes,
        nickname: nickname.map(|it| keys.unseal(Purpose::Member, it)).transpose()?,
        last_four: LastFour::of(&phone).unwrap_or_default(),
    }))
}

/// A yes or a no; whoever it is about is told. A place that becomes free goes to who waits.
pub async fn decide(
    call: Call,
    (key, id): (CommunityKey, SignUpId),
    input: SignUpDecision,
) -> Result<Vec<PendingSignUp>, Problem> {
    input.check()?;
    let (db, community, by) = (&call.app.db, call.community_id(), call.caller()?.id);
    let sign_up = sign_ups::get(db, community, id).await?.sign_up;
    let at = slots::get(db, community, sign_up.slot).await?;
    let market = markets::get(db, community, at.market).await?.market;
    let stall = stalls::get(db, community, at.slot.stall).await?.stall;
    if !may_decide(&call, &market, &stall)? {
        // Whether there is such a sign-up, is nobody's business.
        return Err(match refused(&call, &market)? {
            problem if problem.kind == Kind::StepUpFirst => problem,
            _ => Kind::NotFound.into(),
        });
    }
    if sign_up.who.account == by {
        return Err(Kind::SecondPersonNeeded.into());
    }
    // What is over may have been followed by another sign-up of the same person.
    match (sign_up.state.status(), input.admit) {
        (SignUpStatus::Pending, _) => {}
        (SignUpStatus::Confirmed, true) | (SignUpStatus::CancelledByOrganiser, false) => {
            return pending(call, (key, market.id), ()).await;
        }
        _ => return Err(Refusal::StepNotPossible.into()),
    }
    let ask = match input.admit {
        true => Ask::Admit,
        false => Ask::TurnDown { why: input.reason },
    };
    let (key_of, origin) = (answer_key(&call, id)?, Some(call.origin()));
    let asked = Asked { key: key_of, who: sign_up.who, ask, by, origin };
    counter::ask(&call.app, (community, at.slot.id), asked).await?;
    pending(call, (key, market.id), ()).await
}

/// The keys of the person whom it is about are that person's own.
fn answer_key(call: &Call, about: SignUpId) -> Result<RequestKey, Problem> {
    let key = call.key.as_ref().ok_or(Kind::KeyMissing)?;
    let of = [b"decide:", key.key.as_bytes(), call.caller()?.id.0.as_bytes(), about.0.as_bytes()];
    let digest = Sha256::digest(of.concat());
    let half = digest.first_chunk::<16>().ok_or_else(|| Problem::bug("a short digest"))?;
    Ok(RequestKey(Uuid::from_bytes(*half)))
}
