//! What helpers do: claim, look whom to call, give back, deliver.

use serde_json::json;
use shared::{
    community::CommunityKey,
    helper::HelperClass,
    id::{EventId, WishId},
    notice::News,
    policy::{Role, is_helper_of, is_poster, may_claim, may_see_contact},
    problem::{Kind, Problem},
    time::Millis,
    wish::{Claim, Contact, Deliver, Hand, Release, State, Step, Stepped, Wish},
};
use subtle::ConstantTimeEq;

use super::wishes::word_hash;
use crate::{
    Call,
    db::{Tx, appointments, events, looks, wishes},
    keys::Purpose,
    random,
    tell::tell,
};

/// How many wishes one helper may have in hand.
const MOST_LIVE: i64 = 3;
/// How many contacts one helper may open in 24 hours, repeated looks included.
const MOST_LOOKS: i64 = 20;

pub async fn claim(call: Call, (_, id): (CommunityKey, WishId), _: ()) -> Result<Claim, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let class = class(&call).await?;
    let event = call.event_with(id.0, "wish.claim", json!({ "class": class }));
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !stored.wish.state.status().is_public() {
            return Err(Kind::NotFound.into());
        }
        if !may_claim(&caller, &stored.wish) {
            return Err(Kind::NotAllowed.into());
        }
        if is_poster(&caller, &stored.wish) {
            return Err(Kind::OwnWish.into());
        }
        let step = Step::Claim { by: caller.id, class };
        let state = stored.wish.state.clone().step(step, now).map_err(|_| Kind::AlreadyClaimed)?;
        if wishes::live_of_helper(tx, community, caller.id).await? >= MOST_LIVE {
            return Err(Kind::TooManyClaims.into());
        }
        let wish = Wish { state, ever_claimed: true, ..stored.wish.clone() };
        // Of many at once, the version lets one through.
        wishes::save(tx, community, &stored, &wish).await.map_err(|error| match error {
            crate::db::Error::Stale => Problem::new(Kind::AlreadyClaimed),
            other => other.into(),
        })?;
        events::record(tx, &event).await?;
        let news = News::WishClaimed { wish: id, title: wish.title.clone() };
        tell(tx, community, wish.poster, news, now).await?;
        Claim::of(&wish).ok_or_else(|| Kind::NotFound.into())
    })
    .await
}

/// In what capacity the caller helps.
async fn class(call: &Call) -> Result<HelperClass, Problem> {
    let caller = call.caller()?;
    let held =
        appointments::held_by(&call.app.db, call.community_id(), caller.id, call.now).await?;
    let helper = held.iter().find(|it| it.role == Role::Helper);
    Ok(helper.and_then(|it| it.class).unwrap_or_default())
}

pub async fn contact(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<Contact, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let (keys, look) = (call.app.keys.clone(), EventId(random::id(now)));
    let event = call.event(id.0, "contact.open");
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !may_see_contact(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        let since = now.after(-Millis::DAY);
        if looks::count_since(tx, community, caller.id, since).await? >= MOST_LOOKS {
            return Err(Problem::later(Kind::TooOften, 3600));
        }
        looks::insert(tx, community, id, look, now, (caller.id, Hand::Helper)).await?;
        events::record(tx, &event).await?;
        keys.unseal(Purpose::Contact, &stored.sealed)
    })
    .await
}

/// Whether a wish that is not public exists is nobody's business.
pub fn hidden(wish: &Wish) -> Problem {
    match wish.state.status().is_public() {
        true => Kind::NotAllowed.into(),
        false => Kind::NotFound.into(),
    }
}

pub async fn release(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: Release,
) -> Result<Stepped, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let Release { hand_over } = input.check()?;
    let event = call.event(id.0, "wish.release");
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !is_helper_of(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        let state = stored.wish.state.clone().step(Step::Release { hand_over }, now)?;
        let wish = Wish { state, ..stored.wish.clone() };
        wishes::save(tx, community, &stored, &wish).await?;
        events::record(tx, &event).await?;
        let news = News::WishReleased { wish: id, title: wish.title.clone() };
        tell(tx, community, wish.poster, news, now).await?;
        Ok(Stepped { wish: id, status: wish.state.status() })
    })
    .await
}

pub async fn deliver(
    call: Call,
    (_, id): (CommunityKey, WishId),
    input: Deliver,
) -> Result<Claim, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let Deliver { word, note } = input.check()?;
    let hash = word_hash(&call.app, id, &word);
    let mut event = call.event(id.0, "wish.deliver");
    call.write_with_refusals(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !is_helper_of(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        let right = bool::from(stored.word_hash.ct_eq(&hash));
        let step = delivery(&stored.wish.state, &word, note, right)?;
        event.what = step.name();
        let refused = step == Step::WrongWord;
        let state = stored.wish.state.clone().step(step, now)?;
        let wish = Wish { state, ..stored.wish.clone() };
        wishes::save(tx, community, &stored, &wish).await?;
        events::record(tx, &event).await?;
        // The try is used up, so this refusal is committed.
        if refused {
            return Ok(Err(Kind::WrongWord.into()));
        }
        let title = wish.title.clone();
        let news = match &wish.state {
            State::Fulfilled(_) => News::WishFulfilled { wish: id, title },
            _ => News::WishDelivered { wish: id, title },
        };
        tell(tx, community, wish.poster, news, now).await?;
        Ok(Claim::of(&wish).ok_or_else(|| Kind::NotFound.into()))
    })
    .await
}

/// Which step a delivery is: with a word, right or wrong; without one, the resident is asked.
fn delivery(state: &State, word: &str, note: String, right: bool) -> Result<Step, Problem> {
    let spent = matches!(state, State::Claimed(claimed) if !claimed.takes_words());
    match (word.is_empty(), right) {
        (true, _) => Ok(Step::Deliver { note }),
        (false, _) if spent => Err(Kind::WordSpent.into()),
        (false, true) => Ok(Step::RightWord),
        (false, false) => Ok(Step::WrongWord),
    }
}
