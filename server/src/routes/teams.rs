//! Teams and shops: who may be asked to go on with a wish that one of them has in hand.

use shared::{
    community::CommunityKey,
    id::{AppointmentId, PersonId, WishId},
    policy::{Appointment, Caller, is_asked_to_go_on, is_helper_of, may_go_on_with},
    problem::{Kind, Problem},
    wish::{Claim, Colleague, HandOverView, HelperFacts, Step, Stepped, Wish, may_take_on},
};

use super::claims::facts;
use crate::{
    Call,
    db::{Tx, appointments, rates, settings, teams, wishes},
    keys::Purpose,
    step::{self, hidden},
};

/// Whom the caller may ask to go on with a wish: for whom it is as well, with their names, which
/// nobody knows but a team of itself.
pub async fn colleagues(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<Vec<Colleague>, Problem> {
    let wish = wishes::get(&call.app.db, call.community_id(), id).await?.wish;
    if !is_helper_of(call.caller()?, &wish) || !wish.state.is_in_hand() {
        return Err(hidden(&wish));
    }
    let mut all = Vec::new();
    for one in who_may_go_on(&call, &wish).await? {
        all.push(Colleague { appointment: one.id, name: name(&call, one.sealed)? });
    }
    Ok(all)
}

async fn who_may_go_on(call: &Call, wish: &Wish) -> Result<Vec<teams::Colleague>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?.id);
    let rules = settings::get(db, community, call.now).await?;
    let mut all = Vec::new();
    for one in teams::colleagues(db, community, caller, call.now).await? {
        let held = appointments::held_by(db, community, one.person_id, call.now).await?;
        let appointments = held.iter().map(Appointment::from).collect();
        let other = Caller { id: one.person_id, appointments, stepped_up: false };
        if may_go_on_with(&other, wish, call.now, &rules) {
            all.push(one);
        }
    }
    Ok(all)
}

fn name(call: &Call, sealed: Option<Vec<u8>>) -> Result<String, Problem> {
    let name = sealed.map(|sealed| call.app.keys.unseal(Purpose::Application, &sealed));
    Ok(name.transpose()?.unwrap_or_default())
}

/// The step by which the caller asks a colleague. Whether both are of one team still, is asked
/// again at the yes.
///
/// # Errors
/// When there is no such colleague.
pub async fn ask(
    call: &Call,
    id: WishId,
    to: AppointmentId,
    words: String,
) -> Result<Step, Problem> {
    let wish = wishes::get(&call.app.db, call.community_id(), id).await?.wish;
    if !is_helper_of(call.caller()?, &wish) {
        return Err(hidden(&wish));
    }
    let all = who_may_go_on(call, &wish).await?;
    let asked = all.into_iter().find(|it| it.id == to);
    let to = asked.ok_or_else(|| Problem::fields([("to", Kind::NotFound)]))?.person_id;
    Ok(Step::HandOver { to, words })
}

/// The caller goes on with what a colleague has in hand, within the limits that hold for a claim.
///
/// # Errors
/// Why not.
pub async fn take_over(call: Call, id: WishId) -> Result<Stepped, Problem> {
    let (community, by, now, acting) =
        (call.community_id(), call.caller()?.id, call.now, call.clone());
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        let rules = settings::rules(tx, community, now).await?;
        let team = teams::members(tx, community, by, now).await?;
        let has = stored.wish.state.helper();
        let together = has.is_some_and(|helper| helper != by && team.contains(&helper));
        if !together || !is_asked_to_go_on(acting.caller()?, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        // As with a claim, what is in hand is counted after what came before.
        let first = team.first().copied().unwrap_or(by);
        rates::take_turn(tx, first.0.as_bytes()).await?;
        let class = stored.wish.state.class().unwrap_or_default();
        let facts = facts(tx, &acting, &stored, class, &rules).await?;
        // The team has this one in hand already.
        let facts = HelperFacts { live: facts.live - 1, ..facts };
        may_take_on(&facts, &stored.wish, now, &rules)?;
        let wish = step::take(tx, &acting, &stored, Step::TakeOver { by }, &rules).await?;
        Ok(Stepped::of(&wish))
    })
    .await
}

/// The claim with who asks and who is asked, for these two; nothing for who was asked and is of the
/// team no longer.
///
/// # Errors
/// What the database says.
pub async fn as_seen(call: &Call, wish: &Wish, claim: Claim) -> Result<Option<Claim>, Problem> {
    let handing_over = wish.state.past().and_then(|past| past.handing_over.as_ref());
    let (Some(asked), Some(helper)) = (handing_over, wish.state.helper()) else {
        return Ok(Some(claim));
    };
    let caller = call.caller()?.id;
    let asks_me = asked.to == caller;
    let other = if asks_me { helper } else { asked.to };
    let name = name_of(call, other).await?;
    if asks_me && name.is_none() {
        return Ok(None);
    }
    let seen = HandOverView { asks_me, name: name.unwrap_or_default() };
    let claim = if asks_me { claim.for_colleague() } else { claim };
    Ok(Some(Claim { handing_over: Some(seen), ..claim }))
}

/// The name of a colleague of the caller's.
async fn name_of(call: &Call, person: PersonId) -> Result<Option<String>, Problem> {
    let (db, community, caller) = (&call.app.db, call.community_id(), call.caller()?.id);
    let all = teams::colleagues(db, community, caller, call.now).await?;
    let one = all.into_iter().find(|it| it.person_id == person);
    one.map(|it| name(call, it.sealed)).transpose()
}
