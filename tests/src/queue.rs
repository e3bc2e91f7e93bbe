//! A market that is under way, at whose stalls people take numbers.

use shared::{
    api::*,
    id::{MemberId, StallId},
    inbox::InboxQuery,
    market::{MarketAsk, MyQueue, NewNumber, NumberGone, QueueNews, QueueStep, Queues, StallQueue},
    notice::News,
    problem::Problem,
};

use crate::{
    Person, World,
    market::{Fair, fair},
};

/// A market that is under way, with one stall as in [`fair`].
///
/// # Panics
/// When it cannot be held.
pub async fn under_way(world: &World, minutes: i64, places: i64) -> Fair {
    let fair = fair(world, minutes, places).await;
    open(world, fair).await
}

/// The morning has come, and the organiser says that it begins.
///
/// # Panics
/// When it cannot begin.
pub async fn open(world: &World, fair: Fair) -> Fair {
    let starts_at = world.read(fair.id).await.unwrap().starts_at;
    world.wait_until(starts_at);
    let organiser = world.sign_in(fair.organiser.id, true).await;
    world.step(&organiser, fair.id, MarketAsk::Start).await.unwrap();
    Fair { organiser, ..fair }
}

/// The number that was taken last.
///
/// # Panics
/// When there is none.
pub fn number(queue: &MyQueue) -> i64 {
    queue.numbers.last().expect("a number").number
}

impl World {
    /// Somebody takes a number.
    pub async fn take(&self, who: &Person, stall: StallId) -> Result<MyQueue, Problem> {
        who.call(TakeNumber, self.stall_at(stall), NewNumber::default()).await
    }

    /// The same for one of the household.
    pub async fn take_for(
        &self,
        who: &Person,
        stall: StallId,
        member: MemberId,
    ) -> Result<MyQueue, Problem> {
        who.call(TakeNumber, self.stall_at(stall), NewNumber { member: Some(member) }).await
    }

    /// What somebody has at a stall.
    pub async fn my_queue(&self, who: &Person, stall: StallId) -> MyQueue {
        who.call(GetMyQueue, self.stall_at(stall), ()).await.unwrap()
    }

    /// Somebody does not wait any longer.
    pub async fn goes_away(
        &self,
        who: &Person,
        stall: StallId,
        number: i64,
    ) -> Result<MyQueue, Problem> {
        who.call(LeaveQueue, self.stall_at(stall), NumberGone { number }).await
    }

    /// A step of who calls the numbers.
    pub async fn step_queue(
        &self,
        by: &Person,
        stall: StallId,
        step: QueueStep,
    ) -> Result<StallQueue, Problem> {
        by.call(StepQueue, self.stall_at(stall), step).await
    }

    /// Calls the next, and answers who that is.
    pub async fn call_next(&self, by: &Person, stall: StallId) -> Option<i64> {
        let desk = by.call(GetStallQueue, self.stall_at(stall), ()).await.unwrap();
        let number = desk.next.expect("somebody waits");
        self.step_queue(by, stall, QueueStep::Call { number }).await.unwrap().last
    }

    /// What everybody sees.
    pub async fn queues(&self, fair: &Fair) -> Queues {
        self.anyone().call(GetQueues, self.at(fair.id), ()).await.unwrap()
    }
}

impl Person {
    /// What this person was told about numbers, newest first.
    pub async fn queue_news(&self, world: &World) -> Vec<QueueNews> {
        let query = InboxQuery::default();
        let inbox = self.call(GetInbox, world.key.clone(), query).await.unwrap();
        let of_queues = inbox.notices.into_iter().filter_map(|it| match it.news {
            News::Queue(news) => Some(news.what),
            _ => None,
        });
        of_queues.collect()
    }
}
