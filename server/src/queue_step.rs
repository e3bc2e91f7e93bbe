//! What happens in the queue of a stall, by whomever: rule, save, event and notices in one.

use serde_json::{Value, json};
use shared::{
    id::{CommunityId, EventId, PersonId, StallId},
    market::{
        Attendee, Market, Queue, QueueNews, QueueNotice, QueueNumber, QueueState, QueueStep,
        Refusal, Stall, Terms, may::may_hold_queue,
    },
    notice::News,
    policy::Caller,
    problem::{Kind, Problem},
    time::Millis,
};
use uuid::Uuid;

use crate::{
    call::with_origin,
    db::{
        Tx,
        events::{self, Event},
        markets,
        queues::{self, Changed, Stored},
        stalls, terms, turns,
    },
    market_views::hidden,
    random,
    tell::tell,
};

/// Why a number is another one than before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// Somebody took one for themselves, or for one of the household.
    Taken,
    /// Those at the stall.
    Desk(QueueStep),
    /// Whose number it is went away, or left the community.
    WentAway,
    /// Who was called has not come.
    Time,
    /// The market or the stall is over.
    Closed,
}

impl Cause {
    /// As the history calls it.
    fn code(self, after: QueueState) -> &'static str {
        match self {
            Cause::Taken => QueueStep::Take.code(),
            Cause::Desk(step) => step.code(),
            Cause::WentAway => "queue.go_away",
            Cause::Time if after == QueueState::Waiting => "timer.queue_passed_over",
            Cause::Time => "timer.queue_given_up",
            Cause::Closed => "queue.close",
        }
    }

    /// What whose number it is does not know yet.
    fn news(self, after: QueueState) -> Option<QueueNews> {
        match (self, after) {
            (Cause::Desk(QueueStep::Call { .. }), _) => Some(QueueNews::Called),
            (Cause::Desk(QueueStep::PutAway { .. }), _) => Some(QueueNews::PutAway),
            (Cause::Time, QueueState::Waiting) => Some(QueueNews::PassedOver),
            (Cause::Time, _) => Some(QueueNews::GivenUp),
            (Cause::Closed, _) => Some(QueueNews::Closed),
            _ => None,
        }
    }
}

/// The queue of a stall as it was loaded, and as it is to be.
pub struct Line {
    community: CommunityId,
    pub market: Market,
    pub stall: Stall,
    pub queue: Queue,
    before: Vec<Stored>,
    /// As what and from where somebody at the desk acts.
    pub origin: Value,
}

/// The queue of a stall, to be changed: nobody else does so until this is committed.
///
/// # Errors
/// [`Kind::NotFound`] when there is no such stall.
pub async fn load(tx: &mut Tx, community: CommunityId, stall: StallId) -> Result<Line, Problem> {
    // Before the market is looked at: whoever closes it waits for this turn too.
    turns::take_all(tx, &[stall.0]).await?;
    let stall = stalls::get_in(tx, community, stall).await?.stall;
    let market = markets::get_in(tx, community, stall.market).await?.market;
    let before = queues::load(tx, community, stall.id).await?;
    let numbers = before.iter().map(|it| it.number).collect();
    let queue = Queue::of(numbers, 1, stall.minutes_per_service);
    Ok(Line { community, market, stall, queue, before, origin: json!({}) })
}

/// Whether somebody calls the numbers of a stall.
///
/// # Errors
/// What has to be done first, or that it is none of the caller's business.
pub fn may_hold(caller: &Caller, market: &Market, stall: &Stall) -> Result<(), Problem> {
    let awake = Caller { stepped_up: true, ..caller.clone() };
    match (may_hold_queue(caller, market, stall), may_hold_queue(&awake, market, stall)) {
        (true, _) => Ok(()),
        (false, true) => Err(Kind::StepUpFirst.into()),
        (false, false) => Err(hidden(market)),
    }
}

/// Whether somebody may know of a stall: it is public, or a rehearsal of the caller's.
///
/// # Errors
/// [`Kind::NotFound`] when not.
pub fn may_see(caller: &Caller, market: &Market, stall: &Stall) -> Result<(), Problem> {
    let public = market.is_public() && stall.is_public();
    match public || may_hold_queue(caller, market, stall) {
        true => Ok(()),
        false => Err(Kind::NotFound.into()),
    }
}

impl Line {
    /// Numbers are given and called now.
    ///
    /// # Errors
    /// Why not.
    pub fn is_open(&self) -> Result<(), Refusal> {
        self.market.gives_numbers()?;
        if self.stall.is_public() { Ok(()) } else { Err(Refusal::QueueOver) }
    }

    /// Takes a step of those at the stall, and answers which number it was about. What has begun
    /// while the market was under way may end after it.
    ///
    /// # Errors
    /// When it is not possible as things stand.
    pub fn step(&mut self, step: QueueStep, now: Millis) -> Result<i64, Refusal> {
        if !matches!(step, QueueStep::End { .. }) {
            self.is_open()?;
        }
        self.queue.step(step, now)
    }

    /// Stores what is another than it was, with what happened, and tells whose numbers they are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep(
        &self,
        tx: &mut Tx,
        (cause, by): (Cause, Option<PersonId>),
        (now, terms): (Millis, &Terms),
    ) -> Result<(), Problem> {
        let changed = self.changed(terms);
        let at = (self.market.id, self.stall.id);
        queues::save(tx, self.community, at, &changed, now).await?;
        for (order, (it, ..)) in (0..).zip(&changed) {
            self.record(tx, (cause, by), it, (now, order)).await?;
            let account = it.who.map(|who| who.account).filter(|_| !self.market.rehearsal);
            if let (Some(account), Some(what)) = (account, cause.news(it.state)) {
                tell(tx, self.community, account, self.news(it, what), now).await?;
            }
        }
        Ok(())
    }

    /// Numbers keep their order, and new ones come behind.
    fn changed(&self, terms: &Terms) -> Vec<Changed> {
        let mut changed = Vec::new();
        for (at, it) in self.queue.numbers().iter().enumerate() {
            let before = self.before.get(at);
            if before.is_none_or(|before| before.number != *it) {
                changed.push((*it, it.come_by(terms), before.map(|before| before.version)));
            }
        }
        changed
    }

    async fn record(
        &self,
        tx: &mut Tx,
        (cause, by): (Cause, Option<PersonId>),
        it: &QueueNumber,
        (at, order): (Millis, i64),
    ) -> Result<(), Problem> {
        // Of one moment, the history shows what came first first.
        let (community, id) = (self.community, EventId(random::id(at.after(order))));
        let (about, what) = (self.stall.id.0, cause.code(it.state));
        let detail = json!({ "market": self.market.id, "number": it.number });
        let detail = with_origin(self.origin.clone(), detail);
        Ok(events::record(tx, &Event { community, id, at, by, about, what, detail }).await?)
    }

    fn news(&self, it: &QueueNumber, what: QueueNews) -> News {
        News::Queue(QueueNotice {
            market: self.market.id,
            stall: self.stall.id,
            number: it.number,
            provider: self.stall.provider_name.clone(),
            what,
        })
    }
}

/// Who still waits somewhere at a market that is over, or at one of its stalls, goes home.
///
/// # Errors
/// What the database says.
pub async fn close(
    tx: &mut Tx,
    community: CommunityId,
    stalls_of_it: &[StallId],
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Problem> {
    let terms = terms::get_in(tx, community, now).await?;
    for stall in stalls_of_it {
        let mut line = load(tx, community, *stall).await?;
        line.queue.leave_all(|_| true, now);
        line.keep(tx, (Cause::Closed, by), (now, &terms)).await?;
    }
    Ok(())
}

/// A market has changed: once it gives no numbers any more, its queues are empty.
///
/// # Errors
/// What the database says.
pub async fn follow(
    tx: &mut Tx,
    community: CommunityId,
    (before, after): (&Market, &Market),
    by: Option<PersonId>,
    now: Millis,
) -> Result<(), Problem> {
    if before.gives_numbers().is_err() || after.gives_numbers().is_ok() {
        return Ok(());
    }
    // Who is taking a number at this moment has it before, or hears that the market is over.
    let all = stalls::of_market_in(tx, community, after.id).await?;
    let ids: Vec<Uuid> = all.iter().map(|it| it.stall.id.0).collect();
    turns::take_all(tx, &ids).await?;
    let waiting = queues::waiting_at(tx, community, after.id).await?;
    close(tx, community, &waiting, by, now).await
}

/// Somebody does not wait any longer, wherever it is.
///
/// # Errors
/// What the database says.
pub async fn give_back(
    tx: &mut Tx,
    community: CommunityId,
    who: Attendee,
    now: Millis,
) -> Result<(), Problem> {
    go_away(tx, community, who.account, |it| *it == who, now).await
}

async fn go_away(
    tx: &mut Tx,
    community: CommunityId,
    account: PersonId,
    means: impl Fn(&Attendee) -> bool + Send + Sync,
    now: Millis,
) -> Result<(), Problem> {
    let terms = terms::get_in(tx, community, now).await?;
    let waiting = queues::waiting_for(tx, community, account).await?;
    let ids: Vec<Uuid> = waiting.iter().map(|it| it.0).collect();
    turns::take_all(tx, &ids).await?;
    for stall in waiting {
        let mut line = load(tx, community, stall).await?;
        let of_it = |who: &Attendee| who.account == account && means(who);
        line.queue.leave_all(|it| it.who.as_ref().is_some_and(of_it), now);
        line.keep(tx, (Cause::WentAway, Some(account)), (now, &terms)).await?;
    }
    Ok(())
}

/// Somebody leaves the community: their numbers become nobody's.
///
/// # Errors
/// What the database says.
pub async fn leave(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    now: Millis,
) -> Result<(), Problem> {
    go_away(tx, community, person, |_| true, now).await?;
    Ok(queues::forget(tx, community, person).await?)
}
