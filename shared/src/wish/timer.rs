//! What happens by time: when who is reminded, when a state ends by itself, and when staff find a
//! wish on their desk. All of it follows from the wish and the rules of the community.

use super::{Appeal, Delivered, Longer, Past, Sent, State, Status, Step, Wish};
use crate::{
    codes::codes,
    settings::{Rules, Setting},
    time::Millis,
};

codes! {
    /// Something that time does.
    Timer {
        ReviewLate = "timer.review_late",
        MergeLapsed = "timer.merge_lapsed",
        InfoLapsed = "timer.info_lapsed",
        /// Shops and teams of the whole community may take it on.
        ShopsAsked = "timer.shops_asked",
        ForcedReview = "timer.forced_review",
        ExpiryFirst = "timer.expiry_first",
        ExpirySecond = "timer.expiry_second",
        ExpiryLast = "timer.expiry_last",
        Expire = "timer.expire",
        OfferLapsed = "timer.offer_lapsed",
        OfferStuck = "timer.offer_stuck",
        ContactReminder = "timer.contact_reminder",
        ContactLate = "timer.contact_late",
        ContactRelease = "timer.contact_release",
        /// Goods were sent, and nobody has said that they arrived.
        GoodsLate = "timer.goods_late",
        PromiseReminder = "timer.promise_reminder",
        PromiseLate = "timer.promise_late",
        PromiseRelease = "timer.promise_release",
        ConfirmReminder = "timer.confirm_reminder",
        ConfirmLate = "timer.confirm_late",
        CloseUnconfirmed = "timer.close_unconfirmed",
        DisputeLate = "timer.dispute_late",
        /// The office to which it was passed on should have answered.
        ReplyDue = "timer.reply_due",
        /// Nobody could be asked whether all is still well.
        FollowUpLapsed = "timer.follow_up_lapsed",
    }
}

impl Timer {
    /// The step that time takes; most timers only tell people.
    pub fn step(self) -> Option<Step> {
        match self {
            Timer::MergeLapsed => Some(Step::RefuseMerge),
            Timer::InfoLapsed => Some(Step::InfoLapsed),
            Timer::Expire => Some(Step::Expire),
            Timer::OfferLapsed => Some(Step::OfferLapsed),
            Timer::ContactRelease | Timer::PromiseRelease => Some(Step::AutoRelease),
            Timer::FollowUpLapsed => Some(Step::FollowUpLapsed),
            _ => None,
        }
    }

    /// What the history calls it.
    pub fn event(self) -> &'static str {
        self.step().map_or(self.code(), |step| step.name().code())
    }
}

codes! {
    /// Why something is on the desk.
    DeskKind {
        /// A new wish.
        Review = "review",
        /// A minor's wish that one reviewer has approved.
        SecondReview = "second_review",
        /// To be offered to helpers by a grid worker.
        Dispatch = "dispatch",
        /// Refused too often, or for too long: the secretary decides.
        OfferStuck = "offer_stuck",
        /// So many neighbours joined that all should talk about it.
        Matter = "matter",
        /// Its parts have ended and not all came true, or take long.
        Parts = "parts",
        /// Nobody claimed it in a long time.
        Unclaimed = "unclaimed",
        /// The helper has not called.
        ContactLate = "contact_late",
        /// The helper has called, and nobody answered: staff find another way.
        CalledInVain = "called_in_vain",
        /// Goods were sent: did they arrive, or come back?
        GoodsOnTheWay = "goods_on_the_way",
        /// The promised time has passed.
        PromiseLate = "promise_late",
        /// The resident has not confirmed: somebody of another grid calls.
        ConfirmCall = "confirm_call",
        /// The resident was called in vain: the secretary closes it.
        CloseUnconfirmed = "close_unconfirmed",
        Dispute = "dispute",
        /// An office was to answer by now: somebody calls it, and tells the resident.
        ReplyDue = "reply_due",
        /// It came true a while ago: somebody asks whether all is still well.
        FollowUp = "follow_up",
        /// Somebody asks to take it down, and another has to agree.
        Removal = "removal",
        /// Its poster says that it should not have been taken down, and a third person looks.
        Appeal = "appeal",
        Application = "application",
        Report = "report",
        /// A thank-you that is to be public.
        Thanks = "thanks",
        /// A market that waits for somebody.
        Market = "market",
    }
}

/// From when a wish is on the desk, why, and by when it is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    pub kind: DeskKind,
    pub from: Millis,
    pub due: Millis,
}

/// What time does to a wish that stands as it stands, in order, and never at night.
pub fn timers(wish: &Wish, rules: &Rules) -> Vec<(Millis, Timer)> {
    let mut all = by_state(wish, rules);
    all.iter_mut().for_each(|(at, _)| *at = rules.calendar.out_of_night(*at));
    all.sort_by_key(|(at, timer)| (*at, *timer));
    all
}

/// When time has to look at a wish next. What would change its state is never missed, whatever
/// was said before.
pub fn next_due(wish: &Wish, rules: &Rules) -> Option<Millis> {
    let counts = |(at, timer): &(Millis, Timer)| *at > wish.told_at || timer.step().is_some();
    timers(wish, rules).into_iter().find(counts).map(|(at, _)| at)
}

fn by_state(wish: &Wish, rules: &Rules) -> Vec<(Millis, Timer)> {
    let since = |at: Millis| at.max(wish.resumed_at);
    let after = |at: Millis, setting| rules.after(since(at), setting);
    match &wish.state {
        State::Submitted(it) => match &it.merge {
            Some(merge) => vec![(after(merge.at, Setting::AnswerTime), Timer::MergeLapsed)],
            None => {
                let at = it.since.unwrap_or(wish.posted_at);
                vec![(after(at, Setting::ReviewLate), Timer::ReviewLate)]
            }
        },
        State::NeedsInfo(it) => vec![(after(it.at, Setting::AnswerTime), Timer::InfoLapsed)],
        State::Open(_) => open(wish, rules),
        State::Offered(it) => {
            let time = if it.urgent { Setting::OfferTimeUrgent } else { Setting::OfferTime };
            vec![(after(it.at, time), Timer::OfferLapsed)]
        }
        // Rule 12: what was sent is not given back, it is asked after.
        State::Claimed(it) if it.past.sent.is_some() => {
            vec![(after(it.at, Setting::ContactRelease), Timer::GoodsLate)]
        }
        State::Claimed(it) => vec![
            (after(it.at, Setting::ContactReminder), Timer::ContactReminder),
            (after(it.at, Setting::ContactTime), Timer::ContactLate),
            (after(it.at, Setting::ContactRelease), Timer::ContactRelease),
        ],
        State::InProgress(it) => {
            let reminder = rules.before(it.promised, Setting::PromiseReminder);
            let last = match it.past.sent {
                Some(_) => Timer::GoodsLate,
                None => Timer::PromiseRelease,
            };
            let mut all = vec![
                (after(it.promised, Setting::PromiseCall), Timer::PromiseLate),
                (after(it.promised, Setting::PromiseRelease), last),
            ];
            // Who promised for tonight needs no reminder of yesterday.
            if reminder > it.at {
                all.push((reminder, Timer::PromiseReminder));
            }
            all
        }
        State::Delivered(it) => vec![
            (after(it.at, Setting::ConfirmReminder), Timer::ConfirmReminder),
            (after(it.at, Setting::ConfirmCall), Timer::ConfirmLate),
            (after(it.at, Setting::CloseUnconfirmed), Timer::CloseUnconfirmed),
        ],
        State::Disputed(it) => {
            vec![(after(it.at, Setting::DisputeDecision), Timer::DisputeLate)]
        }
        State::Referred(it) if wish.awaits_reply() => vec![(since(it.reply_by), Timer::ReplyDue)],
        State::Fulfilled(it) => {
            let over = it.asked_after(rules).map(|(_, until)| (until, Timer::FollowUpLapsed));
            over.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn open(wish: &Wish, rules: &Rules) -> Vec<(Millis, Timer)> {
    let Some(past) = wish.state.past() else { return Vec::new() };
    let end = past.ends_at(rules);
    let mut all = vec![
        (rules.before(end, Setting::ExpiryNoticeFirst), Timer::ExpiryFirst),
        (rules.before(end, Setting::ExpiryNoticeSecond), Timer::ExpirySecond),
        (rules.before(end, Setting::ExpiryNoticeLast), Timer::ExpiryLast),
        (end, Timer::Expire),
    ];
    // What a short renewal would say before it began.
    all.retain(|(at, _)| *at > past.waits_since);
    if !wish.goes_by_hand() {
        all.push((rules.after(past.waits_since, Setting::WidenShops), Timer::ShopsAsked));
    }
    all.push((past.review_at(rules), Timer::ForcedReview));
    all.extend(past.stuck_at(rules).map(|at| (at, Timer::OfferStuck)));
    all
}

/// What staff have to do about a wish now, the gravest first; or what comes next, and from when.
/// Nothing, for one that is on its way.
pub fn duty(wish: &Wish, rules: &Rules, now: Millis) -> Option<Duty> {
    let all = duties(wish, rules);
    let present = all.iter().find(|duty| duty.from <= now).copied();
    present.or_else(|| all.into_iter().min_by_key(|duty| duty.from))
}

/// From when a wish is on a desk, for whatever reason.
pub fn desk_at(wish: &Wish, rules: &Rules) -> Option<Millis> {
    duties(wish, rules).into_iter().map(|duty| duty.from).min()
}

/// Rule 9: whether offers have not settled it, and a secretary decides.
pub fn is_stuck(wish: &Wish, rules: &Rules, now: Millis) -> bool {
    let past = match &wish.state {
        State::Open(it) => &it.past,
        State::Offered(it) => &it.past,
        _ => return false,
    };
    past.stuck_at(rules).is_some_and(|at| at <= now)
}

/// Rule 17: when staff call the resident, because nobody has confirmed what was delivered.
pub fn call_due_at(wish: &Wish, rules: &Rules) -> Option<Millis> {
    match &wish.state {
        State::Delivered(it) => Some(rules.after(it.at.max(wish.resumed_at), Setting::ConfirmCall)),
        _ => None,
    }
}

/// All that it asks of staff, the gravest first.
fn duties(wish: &Wish, rules: &Rules) -> Vec<Duty> {
    if let Some(removal) = &wish.removal {
        let due = rules.after(removal.at, Setting::ReviewTarget);
        return vec![Duty { kind: DeskKind::Removal, from: removal.at, due }];
    }
    let since = |at: Millis| at.max(wish.resumed_at);
    let after = |at: Millis, setting| rules.after(since(at), setting);
    let (kind, from, due) = match &wish.state {
        State::Submitted(it) if it.merge.is_none() => {
            let kind = match it.approvals.is_empty() {
                true => DeskKind::Review,
                false => DeskKind::SecondReview,
            };
            let at = it.since.unwrap_or(wish.posted_at);
            (kind, at, rules.after(at, Setting::ReviewTarget))
        }
        State::Open(it) => return open_duties(wish, &it.past, rules),
        State::InParts(it) if it.status() == Status::InParts => {
            let from = if it.is_stuck() { it.at } else { it.past.review_at(rules) };
            (DeskKind::Parts, from, rules.after(from, Setting::AnswerReports))
        }
        State::Offered(it) => return stuck(&it.past, rules).into_iter().collect(),
        State::Claimed(it) if it.past.sent.is_some() => {
            let late = after(it.at, Setting::ContactRelease);
            return it.past.sent.iter().map(|sent| goods(sent, late, rules)).collect();
        }
        State::Claimed(it) => {
            let due = after(it.at, Setting::ContactRelease);
            match it.in_vain_at {
                Some(at) => (DeskKind::CalledInVain, at, due),
                None => (DeskKind::ContactLate, after(it.at, Setting::ContactTime), due),
            }
        }
        State::InProgress(it) => {
            let call = after(it.promised, Setting::PromiseCall);
            let from = match it.longer {
                // The resident's answer is asked for; a call by staff settles it as well.
                Longer::Asked { at, .. } => since(at.max(it.at)).min(call),
                _ => call,
            };
            let late = after(it.promised, Setting::PromiseRelease);
            let overdue = Duty { kind: DeskKind::PromiseLate, from, due: late };
            let sent = it.past.sent.as_ref().map(|sent| goods(sent, late, rules));
            return sent.into_iter().chain([overdue]).collect();
        }
        State::Delivered(it) => return vec![unconfirmed(it, since(it.at), rules)],
        State::Disputed(it) => (DeskKind::Dispute, it.at, after(it.at, Setting::DisputeDecision)),
        State::Removed(it) => {
            return it.open_appeal().map(|it| judged(it, rules)).into_iter().collect();
        }
        State::Referred(it) if wish.awaits_reply() => {
            let from = since(it.reply_by);
            (DeskKind::ReplyDue, from, rules.after(from, Setting::AnswerReports))
        }
        _ => return follow_up(wish, rules).into_iter().collect(),
    };
    vec![Duty { kind, from, due }]
}

/// Rules 17 and 18: when the resident is called; or, after calls in vain, when it is closed.
fn unconfirmed(it: &Delivered, at: Millis, rules: &Rules) -> Duty {
    let close = rules.after(at, Setting::CloseUnconfirmed);
    let (kind, from, due) = match it.days_called() < rules.count(Setting::FailedCalls) {
        true => (DeskKind::ConfirmCall, rules.after(at, Setting::ConfirmCall), close),
        false => {
            let due = rules.after(close, Setting::OfferDecision);
            (DeskKind::CloseUnconfirmed, close, due)
        }
    };
    Duty { kind, from, due }
}

/// Rule 24: when a third person has decided about it.
fn judged(appeal: &Appeal, rules: &Rules) -> Duty {
    let due = rules.after(appeal.at, Setting::DisputeDecision);
    Duty { kind: DeskKind::Appeal, from: appeal.at, due }
}

/// Rule 12: when staff ask after what was sent; at once, where it is said to have come back.
fn goods(sent: &Sent, late: Millis, rules: &Rules) -> Duty {
    let from = sent.back_at.unwrap_or(late);
    let due = rules.after(from, Setting::AnswerReports);
    Duty { kind: DeskKind::GoodsOnTheWay, from, due }
}

/// Where it came true a while ago, and was chosen to be asked after.
fn follow_up(wish: &Wish, rules: &Rules) -> Option<Duty> {
    let (from, due) = wish.follow_up_time(rules)?;
    Some(Duty { kind: DeskKind::FollowUp, from, due })
}

fn stuck(past: &Past, rules: &Rules) -> Option<Duty> {
    let from = past.stuck_at(rules)?;
    Some(Duty { kind: DeskKind::OfferStuck, from, due: rules.after(from, Setting::OfferDecision) })
}

fn open_duties(wish: &Wish, past: &Past, rules: &Rules) -> Vec<Duty> {
    let review = past.review_at(rules);
    let mut duties: Vec<Duty> = stuck(past, rules).into_iter().collect();
    let mut add = |kind, from, setting| {
        duties.push(Duty { kind, from, due: rules.after(from, setting) });
    };
    add(DeskKind::Unclaimed, review, Setting::AnswerReports);
    if wish.joiners >= rules.count(Setting::MatterJoiners) {
        // Once looked at, it comes again with the next review.
        let from = past.looked_at.map_or(past.waits_since, |_| review);
        add(DeskKind::Matter, from, Setting::ForcedReview);
    }
    if wish.goes_by_hand() {
        add(DeskKind::Dispatch, past.waits_since, Setting::ReviewTarget);
    }
    duties
}

#[cfg(test)]
#[path = "timer_tests.rs"]
mod tests;
