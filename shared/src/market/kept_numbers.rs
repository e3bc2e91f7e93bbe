//! One's own numbers as a phone keeps them, so that they are there after a reload without a network:
//! each with when it was so, and none longer than it can be called.

use serde::{Deserialize, Serialize};

use super::{queue::QueueState, view_queue::MyQueue};
use crate::{id::StallId, time::Millis};

/// As little as this is not worth writing it down anew.
const SOON: i64 = Millis::MINUTE;

/// What somebody had at the queue of a stall, and when.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct KeptNumber {
    pub queue: MyQueue,
    pub at: Millis,
}

/// Those of one person.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct KeptNumbers(Vec<KeptNumber>);

impl MyQueue {
    /// Whether somebody still waits there, or sits there.
    pub fn is_live(&self) -> bool {
        let live = |it: QueueState| it.waits() || matches!(it, QueueState::Serving { .. });
        self.open && self.numbers.iter().any(|it| live(it.state))
    }
}

impl KeptNumbers {
    /// What there is at all stalls; what is not among it, is over.
    pub fn hear_all(&mut self, all: Vec<MyQueue>, at: Millis) {
        self.0 = all.into_iter().map(|queue| KeptNumber { queue, at }).collect();
    }

    /// What there is at one; the others stay.
    pub fn hear(&mut self, queue: MyQueue, at: Millis) {
        self.0.retain(|it| it.queue.line.stall != queue.line.stall);
        self.0.push(KeptNumber { queue, at });
    }

    /// What cannot be called any more goes.
    pub fn sweep(&mut self, now: Millis) {
        self.0.retain(|it| it.queue.is_live() && now < it.queue.until);
    }

    /// Whether it says something else than this, or the same of a later time.
    pub fn is_news_after(&self, before: &Self) -> bool {
        let newer = |(now, then): (&KeptNumber, &KeptNumber)| {
            now.queue != then.queue || now.at > then.at.after(SOON)
        };
        self.0.len() != before.0.len() || self.0.iter().zip(&before.0).any(newer)
    }

    /// All of them.
    pub fn all(&self) -> &[KeptNumber] {
        &self.0
    }

    /// What there was at a stall.
    pub fn at_stall(&self, stall: StallId) -> Option<&KeptNumber> {
        self.0.iter().find(|it| it.queue.line.stall == stall)
    }

    /// When the last of them is over.
    pub fn until(&self) -> Millis {
        self.0.iter().map(|it| it.queue.until).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{tests::*, *},
        *,
    };

    const UNTIL: Millis = Millis(NOW.0 + 2 * HOUR);

    fn queue_at(number: u128, state: QueueState) -> MyQueue {
        let stall = Stall { id: StallId(uuid::Uuid::from_u128(number)), ..stall(Service::Haircut) };
        let mut queue = Queue::new(1, 15);
        queue.take(Some(who(1))).unwrap();
        let (taken, terms) = (queue.numbers()[0], Terms::default());
        let taken = QueueNumber { state, ..taken };
        MyQueue {
            market: stall.market,
            market_title: "共享集市".into(),
            place_name: "广场".into(),
            line: QueueLine::of(&stall, &queue, NOW),
            open: true,
            until: UNTIL,
            holds: false,
            numbers: vec![MyNumber::of(&taken, &queue, &[], (NOW, &terms))],
            members: Vec::new(),
        }
    }

    fn waits_at(number: u128) -> MyQueue {
        queue_at(number, QueueState::Waiting)
    }

    fn stalls(kept: &KeptNumbers) -> Vec<u128> {
        kept.all().iter().map(|it| it.queue.line.stall.0.as_u128()).collect()
    }

    #[test]
    fn a_number_is_kept_with_its_hour_until_it_is_of_no_use() {
        let mut kept = KeptNumbers::default();
        kept.hear(waits_at(1), NOW);
        kept.hear(waits_at(2), NOW.after(MINUTE));
        kept.hear(waits_at(1), NOW.after(2 * MINUTE));
        assert_eq!(stalls(&kept), [2, 1], "the newest of each stall");
        let first = StallId(uuid::Uuid::from_u128(1));
        assert_eq!(kept.at_stall(first).unwrap().at, NOW.after(2 * MINUTE));
        assert_eq!(kept.until(), UNTIL);
        kept.sweep(UNTIL.after(-1));
        assert_eq!(stalls(&kept), [2, 1]);
        kept.sweep(UNTIL);
        assert_eq!((stalls(&kept), kept.until()), (vec![], Millis(0)), "the market is over");
    }

    #[test]
    fn what_is_over_at_the_stall_goes_and_so_does_what_nobody_speaks_of() {
        let at = NOW.after(MINUTE);
        let mut kept = KeptNumbers::default();
        kept.hear_all(vec![waits_at(1), waits_at(2), waits_at(3)], NOW);
        kept.hear_all(vec![waits_at(2), waits_at(3), waits_at(4), waits_at(5)], at);
        kept.hear(queue_at(2, QueueState::Left { at }), at);
        kept.hear(queue_at(3, QueueState::Served { from: NOW, to: at }), at);
        kept.hear(MyQueue { open: false, ..waits_at(4) }, at);
        kept.sweep(at);
        assert_eq!(stalls(&kept), [5]);
        kept.hear(queue_at(5, QueueState::Called { at }), at);
        kept.sweep(at);
        assert_eq!(stalls(&kept), [5], "whose turn it is has the number still");
    }

    #[test]
    fn nothing_is_written_down_anew_as_long_as_it_is_as_it_was() {
        let mut before = KeptNumbers::default();
        before.hear(waits_at(1), NOW);
        let heard = |queue: MyQueue, at: Millis| {
            let mut kept = before.clone();
            kept.hear(queue, at);
            kept.is_news_after(&before)
        };
        assert!(!heard(waits_at(1), NOW.after(MINUTE)));
        assert!(heard(waits_at(1), NOW.after(MINUTE + 1)), "the hour that is said is the last one");
        assert!(heard(queue_at(1, QueueState::Called { at: NOW }), NOW.after(1)));
        assert!(heard(waits_at(2), NOW.after(1)));
        assert!(KeptNumbers::default().is_news_after(&before));
    }
}
