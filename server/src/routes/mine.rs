//! What belongs to the signed-in person.

use shared::{
    community::CommunityKey,
    id::{PersonId, WishId},
    notice::News,
    policy::is_poster,
    problem::{Kind, Problem},
    wish::{Claim, MinePage, MyWish, State, Step, Stepped, Wish},
};

use super::claims::hidden;
use crate::{
    Call,
    db::{
        Tx, events, looks, notices,
        wishes::{self, Stored},
    },
    keys::Purpose,
    tell::tell,
};

pub async fn get(call: Call, _: CommunityKey, _: ()) -> Result<MinePage, Problem> {
    let (db, community, person) = (&call.app.db, call.community_id(), call.caller()?.id);
    let mut page = MinePage::default();
    for stored in wishes::of_poster(db, community, person).await? {
        page.wishes.push(my_wish(&call, &stored).await?);
    }
    let claims = wishes::of_helper(db, community, person).await?;
    page.claims = claims.iter().filter_map(Claim::of).collect();
    page.claims.sort_by_key(|claim| claim.status);
    page.notices = notices::of_person(db, community, person).await?;
    page.application = super::applications::own(&call, person).await?;
    Ok(page)
}

pub async fn wish(call: Call, (_, id): (CommunityKey, WishId), _: ()) -> Result<MyWish, Problem> {
    let stored = wishes::get(&call.app.db, call.community_id(), id).await?;
    match is_poster(call.caller()?, &stored.wish) {
        true => my_wish(&call, &stored).await,
        false => Err(hidden(&stored.wish)),
    }
}

async fn my_wish(call: &Call, stored: &Stored) -> Result<MyWish, Problem> {
    let wish = &stored.wish;
    let (mut delivery_note, mut declined, mut declined_words) = Default::default();
    let since = match &wish.state {
        State::Submitted(_) | State::Open(_) => None,
        State::Claimed(it) => Some(it.at),
        State::Delivered(it) => {
            delivery_note = it.note.clone();
            Some(it.at)
        }
        State::Fulfilled(it) => Some(it.at),
        State::Withdrawn(it) => Some(it.at),
        State::Declined(it) => {
            declined = Some(it.reason);
            declined_words = it.words.clone();
            Some(it.at)
        }
    };
    Ok(MyWish {
        id: wish.id,
        kind: wish.kind,
        title: wish.title.clone(),
        story: wish.story.clone(),
        when: wish.when.clone(),
        place_name: wish.place_name.clone(),
        status: wish.state.status(),
        class: wish.state.class(),
        posted_at: wish.posted_at,
        opened_at: wish.opened_at,
        since,
        delivery_note,
        declined,
        declined_words,
        contact: call.app.keys.unseal(Purpose::Contact, &stored.sealed)?,
        looks: looks::of_wish(&call.app.db, call.community_id(), wish.id).await?,
    })
}

pub async fn confirm(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<Stepped, Problem> {
    own_step(call, id, Step::Confirm, |wish, title| News::WishFulfilled { wish, title }).await
}

pub async fn withdraw(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<Stepped, Problem> {
    own_step(call, id, Step::Withdraw, |wish, title| News::WishWithdrawn { wish, title }).await
}

/// A step that the poster alone may take; whoever helps is told.
async fn own_step(
    call: Call,
    id: WishId,
    step: Step,
    news: fn(WishId, String) -> News,
) -> Result<Stepped, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let event = call.event(id.0, step.name());
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !is_poster(&caller, &stored.wish) {
            return Err(hidden(&stored.wish));
        }
        let helper: Option<PersonId> = stored.wish.state.helper();
        let state = stored.wish.state.clone().step(step, now)?;
        let wish = Wish { state, ..stored.wish.clone() };
        wishes::save(tx, community, &stored, &wish).await?;
        events::record(tx, &event).await?;
        if let Some(helper) = helper {
            tell(tx, community, helper, news(id, wish.title.clone()), now).await?;
        }
        Ok(Stepped { wish: id, status: wish.state.status() })
    })
    .await
    .map_err(|problem| match problem.kind {
        // The step was there when the page was shown; someone else's came first.
        Kind::SomeoneWasFaster => Kind::StepNotPossible.into(),
        _ => problem,
    })
}
