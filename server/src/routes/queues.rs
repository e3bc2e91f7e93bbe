//! The queues of stalls: residents take a number, those at the stall call it.

use shared::{
    community::CommunityKey,
    id::{MarketId, StallId},
    market::{Attendee, MyQueue, NewNumber, NumberGone, QueueStep, Queues, StallQueue},
    problem::{Kind, Problem},
};

use crate::{
    Call,
    db::{Tx, terms},
    my_sign_ups,
    queue_step::{self, Cause, may_hold, may_see},
    queue_views,
};

/// How many wait, and who is called: what everybody may see.
pub async fn list(call: Call, (_, id): (CommunityKey, MarketId), _: ()) -> Result<Queues, Problem> {
    queue_views::public(&call, id).await
}

/// All numbers of the caller that are of these hours.
pub async fn all_mine(call: Call, _: CommunityKey, _: ()) -> Result<Vec<MyQueue>, Problem> {
    queue_views::all_mine(&call).await
}

/// Those at one stall.
pub async fn mine(call: Call, (_, id): (CommunityKey, StallId), _: ()) -> Result<MyQueue, Problem> {
    queue_views::mine(&call, id).await
}

/// Takes a number; whoever waits there keeps the one there is.
pub async fn take(
    call: Call,
    (_, id): (CommunityKey, StallId),
    new: NewNumber,
) -> Result<MyQueue, Problem> {
    let (community, account, now) = (call.community_id(), call.caller()?.id, call.now);
    if let Some(member) = new.member {
        let members = my_sign_ups::household(&call, account).await?;
        if members.iter().all(|it| it.id != member) {
            return Err(Problem::fields([("member", Kind::NotFound)]));
        }
    }
    let (acting, who) = (call.clone(), Attendee { account, member: new.member });
    let taken = call.write(async move |tx: &mut Tx| {
        let mut line = queue_step::load(tx, community, id).await?;
        may_see(acting.caller()?, &line.market, &line.stall)?;
        line.is_open()?;
        let number = line.queue.take(Some(who))?;
        let terms = terms::get_in(tx, community, now).await?;
        line.keep(tx, (Cause::Taken, Some(account)), (now, &terms)).await?;
        Ok(number)
    });
    taken.await?;
    queue_views::mine(&call, id).await
}

/// Does not wait any longer.
pub async fn go_away(
    call: Call,
    (_, id): (CommunityKey, StallId),
    gone: NumberGone,
) -> Result<MyQueue, Problem> {
    let (community, account, now) = (call.community_id(), call.caller()?.id, call.now);
    let left = call.write(async move |tx: &mut Tx| {
        let mut line = queue_step::load(tx, community, id).await?;
        let own = line.queue.numbers().iter().find(|it| it.number == gone.number);
        if own.and_then(|it| it.who).is_none_or(|who| who.account != account) {
            return Err(Kind::NotFound.into());
        }
        line.queue.leave(gone.number, now)?;
        let terms = terms::get_in(tx, community, now).await?;
        line.keep(tx, (Cause::WentAway, Some(account)), (now, &terms)).await?;
        Ok(())
    });
    left.await?;
    queue_views::mine(&call, id).await
}

/// The queue for those at the stall.
pub async fn desk(
    call: Call,
    (_, id): (CommunityKey, StallId),
    _: (),
) -> Result<StallQueue, Problem> {
    queue_views::desk(&call, id, None).await
}

/// Takes a number for who has no phone, calls, begins, ends, puts away.
pub async fn step(
    call: Call,
    (_, id): (CommunityKey, StallId),
    step: QueueStep,
) -> Result<StallQueue, Problem> {
    let (community, now, acting) = (call.community_id(), call.now, call.clone());
    let number = call.write(async move |tx: &mut Tx| {
        let caller = acting.caller()?;
        let mut line = queue_step::load(tx, community, id).await?;
        may_hold(caller, &line.market, &line.stall)?;
        line.origin = acting.origin();
        let number = line.step(step, now)?;
        let terms = terms::get_in(tx, community, now).await?;
        line.keep(tx, (Cause::Desk(step), Some(caller.id)), (now, &terms)).await?;
        Ok(number)
    });
    let number: i64 = number.await?;
    queue_views::desk(&call, id, Some(number)).await
}
