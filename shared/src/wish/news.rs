//! Whom a step concerns, and what they are told.

use super::{Longer, State, Step, Timer, Wish};
use crate::{
    id::PersonId,
    notice::{News, Side},
    settings::{Rules, Setting},
    time::Millis,
};

/// Everybody who is to know, and of what.
pub type Told = Vec<(PersonId, News)>;

/// What people are told of a step from one state to another.
pub fn news_of(before: &Wish, step: &Step, after: &Wish, rules: &Rules) -> Told {
    let (wish, title) = (after.id, after.title.clone());
    let poster = |news| vec![(after.poster, news)];
    let helper = before.state.helper();
    let to_helper = |news: News| helper.map(|helper| (helper, news)).into_iter().collect();
    let both = |news: &dyn Fn(Side) -> News| to_both(after.poster, helper, news);
    match step {
        Step::Approve { .. } if matches!(after.state, State::Open(_)) => {
            let entitled = after.state.past().and_then(|past| past.entitled);
            poster(News::WishApproved { wish, title, entitled })
        }
        Step::Split { parts } => {
            let parts = i64::try_from(parts.len()).unwrap_or_default();
            poster(News::WishSplit { wish, title, parts })
        }
        Step::AskInfo { question, .. } => {
            let question = question.clone();
            let answer_by = answer_by(after, rules);
            poster(News::WishNeedsInfo { wish, title, question, answer_by })
        }
        Step::InfoLapsed => poster(News::WishLapsed { wish, title }),
        Step::Decline { words, .. } => {
            poster(News::WishDeclined { wish, title, reason: words.clone() })
        }
        Step::ProposeMerge { .. } => poster(News::MergeProposed { wish, title }),
        Step::AgreeMerge => poster(News::WishMerged { wish, title }),
        Step::Dispute { .. } | Step::FollowUpBad { .. } => {
            both(&|side| News::WishDisputed { wish, title: title.clone(), side })
        }
        Step::Settle { words, .. } => settled(before, after, words),
        Step::CannotBe { words, .. } => {
            poster(News::WishUnmet { wish, title, words: words.clone() })
        }
        Step::Refer { words, reply_by, .. } => {
            let (words, reply_by) = (words.clone(), *reply_by);
            poster(News::WishReferred { wish, title, words, reply_by })
        }
        Step::OfficeAnswered { words, again } => {
            let (words, reply_by) = (words.clone(), *again);
            poster(News::OfficeAnswered { wish, title, words, reply_by })
        }
        Step::Expire => {
            let renew_until = after.state.since().map(|at| rules.after(at, Setting::Renewal));
            poster(News::WishExpired { wish, title, renew_until })
        }
        Step::Withdraw => to_helper(News::WishWithdrawn { wish, title }),
        Step::AgreeRemoval { .. } => removed(before, after, rules),
        Step::Restore { words, .. } | Step::UpholdRemoval { words, .. } => {
            poster(News::DisputeSettled { wish, title, words: words.clone(), side: Side::Poster })
        }
        Step::Reopen { by_poster: false } => poster(News::WishReopened { wish, title }),
        Step::NewWord => poster(News::NewWord { wish, title }),
        _ => news_of_help(before, step, after, rules),
    }
}

fn to_both(poster: PersonId, helper: Option<PersonId>, news: &dyn Fn(Side) -> News) -> Told {
    let mut all = vec![(poster, news(Side::Poster))];
    all.extend(helper.map(|helper| (helper, news(Side::Helper))));
    all
}

/// What was found about an objection; the helper may have lost the wish by it.
fn settled(before: &Wish, after: &Wish, words: &str) -> Told {
    let (wish, helper) = (after.id, before.state.helper());
    let lost = after.state.helper() != helper;
    to_both(after.poster, helper, &|side| News::DisputeSettled {
        wish,
        title: after.title.clone(),
        words: words.to_owned(),
        side: if lost && side == Side::Helper { Side::Neither } else { side },
    })
}

/// What people are told of a step between helper and resident.
fn news_of_help(before: &Wish, step: &Step, after: &Wish, rules: &Rules) -> Told {
    let (wish, title) = (after.id, after.title.clone());
    let poster = |news| vec![(after.poster, news)];
    let helper = before.state.helper();
    let to_helper = |news: News| helper.map(|helper| (helper, news)).into_iter().collect();
    let both = |news: &dyn Fn(Side) -> News| to_both(after.poster, helper, news);
    match step {
        Step::Claim { .. } => poster(News::WishClaimed { wish, title }),
        Step::Offer { to, .. } => {
            let answer_by = answer_by(after, rules);
            vec![(*to, News::OfferMade { wish, title, answer_by })]
        }
        Step::Promise { at } => poster(News::PromiseMade { wish, title, promised: *at }),
        Step::CallInVain => poster(News::CalledInVain { wish, title }),
        Step::AutoRelease => {
            let mut all = vec![(after.poster, News::WishReleased { wish, title: title.clone() })];
            all.extend(helper.map(|helper| (helper, News::ClaimLost { wish, title })));
            all
        }
        Step::Release { .. } => poster(News::WishReleased { wish, title }),
        Step::HandOver { to, .. } => vec![(*to, News::HandOverAsked { wish, title })],
        Step::TakeOver { .. } => {
            let taken = News::HandOverAnswered { wish, title: title.clone(), taken: true };
            let mut all = vec![(after.poster, News::HelperChanged { wish, title })];
            all.extend(helper.map(|helper| (helper, taken)));
            all
        }
        Step::RefuseHandOver { by } if Some(*by) != helper => {
            to_helper(News::HandOverAnswered { wish, title, taken: false })
        }
        Step::Send => poster(News::GoodsSent { wish, title }),
        Step::SayReturned { .. } => poster(News::GoodsBack { wish, title }),
        Step::Receive { by_poster: true } | Step::Confirm => {
            to_helper(News::WishFulfilled { wish, title, side: Side::Helper })
        }
        Step::Receive { .. } => poster(News::WishDelivered { wish, title }),
        Step::Returned => {
            let mut all = vec![(after.poster, News::WishReleased { wish, title: title.clone() })];
            all.extend(helper.map(|helper| (helper, News::GoodsReturned { wish, title })));
            all
        }
        Step::AskLonger { until, .. } => poster(News::LongerAsked { wish, title, until: *until }),
        Step::AgreeLonger | Step::RefuseLonger => {
            let until = agreed(before).filter(|_| *step == Step::AgreeLonger);
            to_helper(News::LongerAnswered { wish, title, until, side: Side::Helper })
        }
        Step::Extend { until } => {
            let until = Some(*until);
            both(&|side| News::LongerAnswered { wish, title: title.clone(), until, side })
        }
        Step::Deliver { .. } => poster(News::WishDelivered { wish, title }),
        Step::RightWord => poster(News::WishFulfilled { wish, title, side: Side::Poster }),
        Step::ConfirmByCall { .. } => {
            both(&|side| News::WishFulfilled { wish, title: title.clone(), side })
        }
        Step::CloseUnconfirmed => {
            both(&|side| News::WishUnconfirmed { wish, title: title.clone(), side })
        }
        _ => Vec::new(),
    }
}

fn removed(before: &Wish, after: &Wish, rules: &Rules) -> Told {
    let State::Removed(it) = &after.state else { return Vec::new() };
    let (wish, title, words) = (after.id, after.title.clone(), it.words.clone());
    let appeal_until = Some(rules.after(it.at, Setting::AppealTime));
    let told = News::WishRemoved { wish, title: title.clone(), words, appeal_until };
    let mut all = vec![(after.poster, told)];
    let in_hand = before.state.helper().filter(|_| before.state.is_in_hand());
    all.extend(in_hand.map(|helper| (helper, News::WishWithdrawn { wish, title })));
    all
}

/// By when whoever was asked has to answer.
fn answer_by(wish: &Wish, rules: &Rules) -> Millis {
    rules.calendar.out_of_night(match &wish.state {
        State::NeedsInfo(it) => rules.after(it.at, Setting::AnswerTime),
        State::Offered(it) if it.urgent => rules.after(it.at, Setting::OfferTimeUrgent),
        State::Offered(it) => rules.after(it.at, Setting::OfferTime),
        _ => Millis::NEVER,
    })
}

fn agreed(before: &Wish) -> Option<Millis> {
    match &before.state {
        State::InProgress(it) => match it.longer {
            Longer::Asked { until, .. } => Some(until),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the helper says that the goods came back.
fn said_back(wish: &Wish) -> bool {
    let sent = wish.state.past().and_then(|past| past.sent.as_ref());
    sent.is_some_and(|sent| sent.back_at.is_some())
}

/// What people are told by time, where it takes no step.
pub fn news_by_time(wish: &Wish, timer: Timer, rules: &Rules) -> Told {
    let (id, title) = (wish.id, wish.title.clone());
    let poster = |news| vec![(wish.poster, news)];
    let helper =
        |news: News| wish.state.helper().map(|helper| (helper, news)).into_iter().collect::<Told>();
    let both = |news: &dyn Fn(Side) -> News| to_both(wish.poster, wish.state.helper(), news);
    match timer {
        Timer::ReplyDue => poster(News::ReplyDue { wish: id, title }),
        Timer::ForcedReview => poster(News::WishWaitsLong { wish: id, title }),
        Timer::ExpiryFirst | Timer::ExpirySecond | Timer::ExpiryLast => {
            let ends_at =
                wish.state.past().map(|past| rules.calendar.out_of_night(past.ends_at(rules)));
            let ends_at = ends_at.unwrap_or(Millis::NEVER);
            poster(News::WishExpiring { wish: id, title, ends_at })
        }
        Timer::ContactReminder | Timer::ContactLate => {
            let claimed = wish.state.claimed_at().unwrap_or_default().max(wish.resumed_at);
            let release_at =
                rules.calendar.out_of_night(rules.after(claimed, Setting::ContactRelease));
            helper(News::ContactReminder { wish: id, title, release_at })
        }
        Timer::PromiseReminder => {
            let promised = wish.promised().unwrap_or(Millis::NEVER);
            let mut all = poster(News::VisitSoon { wish: id, title: title.clone(), promised });
            all.extend(helper(News::PromiseReminder { wish: id, title, promised }));
            all
        }
        Timer::PromiseLate => {
            both(&|side| News::PromiseLate { wish: id, title: title.clone(), side })
        }
        // The helper has said what there is to say; now it is the poster's turn.
        Timer::GoodsLate if said_back(wish) => poster(News::GoodsBack { wish: id, title }),
        Timer::GoodsLate => both(&|side| News::GoodsLate { wish: id, title: title.clone(), side }),
        Timer::ConfirmReminder | Timer::ConfirmLate => {
            poster(News::ConfirmReminder { wish: id, title })
        }
        // Those are for the desk.
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[path = "news_tests.rs"]
mod tests;
