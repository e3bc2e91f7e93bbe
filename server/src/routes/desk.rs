//! What waits for staff: wishes to be reviewed, people who want to help.

use shared::{
    community::CommunityKey,
    id::{EventId, WishId},
    notice::News,
    policy::may_review,
    problem::{Kind, Problem},
    time::Millis,
    wish::{Contact, Decision, DeskItem, DeskPage, Hand, ReviewWish, Status, Step, Stepped, Wish},
};

use crate::{
    Call,
    db::{Tx, events, looks, wishes},
    keys::Purpose,
    quota, random,
    tell::tell,
};

/// How many items a desk shows; the rest comes when these are done.
const MOST: i64 = 50;
/// By when a wish should be reviewed: the next day. Working hours come with the calendar.
const REVIEW_WITHIN: i64 = Millis::DAY;

pub async fn get(call: Call, _: CommunityKey, _: ()) -> Result<DeskPage, Problem> {
    let (caller, community) = (call.caller()?, call.community_id());
    let waiting = wishes::submitted(&call.app.db, community, MOST).await?;
    let reviews = waiting.into_iter().filter(|wish| may_review(caller, wish)).map(item).collect();
    Ok(DeskPage { reviews, applications: super::applications::waiting(&call).await? })
}

fn item(wish: Wish) -> DeskItem {
    DeskItem {
        id: wish.id,
        kind: wish.kind,
        title: wish.title,
        place_name: wish.place_name,
        posted_at: wish.posted_at,
        due_at: wish.posted_at.after(REVIEW_WITHIN),
    }
}

pub async fn open(
    call: Call,
    (_, id): (CommunityKey, WishId),
    _: (),
) -> Result<ReviewWish, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let (keys, look) = (call.app.keys.clone(), EventId(random::id(now)));
    let event = call.event(id.0, "review.open");
    let looking = call.clone();
    call.write_with_refusals(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        let wish = &stored.wish;
        if !may_review(&caller, wish) {
            return Err(super::claims::hidden(wish));
        }
        let status = wish.state.status();
        // Whom to call concerns the desk as long as it decides.
        let contact = match status {
            Status::Submitted => {
                if let Some(refused) = quota::staff_look(tx, &looking).await? {
                    return Ok(Err(refused));
                }
                looks::insert(tx, community, id, look, now, (caller.id, Hand::Reviewer)).await?;
                keys.unseal(Purpose::Contact, &stored.sealed)?
            }
            _ => Contact::default(),
        };
        events::record(tx, &event).await?;
        Ok(Ok(ReviewWish {
            id,
            version: stored.version.0,
            kind: wish.kind,
            title: wish.title.clone(),
            story: wish.story.clone(),
            when: wish.when.clone(),
            age_band: wish.age_band,
            beneficiary: wish.beneficiary,
            place_name: wish.place_name.clone(),
            posted_at: wish.posted_at,
            status,
            contact,
        }))
    })
    .await
}

pub async fn review(
    call: Call,
    (_, id): (CommunityKey, WishId),
    decision: Decision,
) -> Result<Stepped, Problem> {
    let (community, caller, now) = (call.community_id(), call.caller()?.clone(), call.now);
    let decision = decision.check()?;
    let mut event = call.event(id.0, "wish.review");
    call.write(async move |tx: &mut Tx| {
        let stored = wishes::load(tx, community, id).await?;
        if !may_review(&caller, &stored.wish) {
            return Err(super::claims::hidden(&stored.wish));
        }
        if decision.version() != stored.version.0 {
            return Err(Kind::SomeoneWasFaster.into());
        }
        let (wish, step, news) = decided(&stored.wish, decision, now);
        event.what = step.name();
        let wish = Wish { state: stored.wish.state.clone().step(step, now)?, ..wish };
        wishes::save(tx, community, &stored, &wish).await?;
        events::record(tx, &event).await?;
        tell(tx, community, wish.poster, news, now).await?;
        Ok(Stepped { wish: id, status: wish.state.status() })
    })
    .await
}

/// The wish in the words of the decision, the step it takes, and what the poster is told.
fn decided(wish: &Wish, decision: Decision, now: Millis) -> (Wish, Step, News) {
    match decision {
        Decision::Approve { kind, title, story, .. } => {
            let news = News::WishApproved { wish: wish.id, title: title.clone() };
            let opened_at = Some(now);
            (Wish { kind, title, story, opened_at, ..wish.clone() }, Step::Approve, news)
        }
        Decision::Decline { reason, words, .. } => {
            let (title, told) = (wish.title.clone(), words.clone());
            let news = News::WishDeclined { wish: wish.id, title, reason: told };
            (wish.clone(), Step::Decline { reason, words }, news)
        }
    }
}
