//! What neighbours are told who said "me too", or whose own wish became part of another: how it
//! ended, that it goes on after all, and when they are so many that all talk about it.

use serde::{Deserialize, Serialize};

use super::{Confirmed, State, Status, Wish};
use crate::{
    codes::codes,
    id::WishId,
    settings::{Rules, Setting},
    time::Millis,
};

codes! {
    /// What became of a wish that neighbours joined.
    JoinedNews {
        Fulfilled = "fulfilled",
        Unconfirmed = "unconfirmed",
        Unmet = "unmet",
        Referred = "referred",
        Expired = "expired",
        Withdrawn = "withdrawn",
        Removed = "removed",
        /// It had ended, and goes on after all.
        Reopened = "reopened",
        /// So many need the same that all talk about it.
        Matter = "matter",
    }
}

/// How a wish goes on, for a neighbour who joined it; nothing that its public page did not say.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JoinedNotice {
    /// The wish that was joined.
    pub wish: WishId,
    /// The reader's own, where it became part of that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<WishId>,
    /// Of the reader's own, or as everybody could read it; empty, of what was taken down.
    pub title: String,
    pub what: JoinedNews,
    /// How many neighbours need it.
    pub joiners: i64,
}

impl JoinedNotice {
    /// For a neighbour, with the own wish that became part of it and its title, if there is one.
    pub fn of(wish: &Wish, what: JoinedNews, own: Option<(WishId, String)>) -> Self {
        let public = || match what {
            JoinedNews::Removed => String::new(),
            _ => wish.title.clone(),
        };
        let (own, title) = own.map_or_else(|| (None, public()), |(own, title)| (Some(own), title));
        Self { wish: wish.id, own, title, what, joiners: wish.joiners }
    }
}

/// What those are told who joined a wish, of a change from one state to another.
pub fn news_of_joined(before: &Wish, after: &Wish) -> Option<JoinedNews> {
    match (end(&before.state), end(&after.state)) {
        // They know the end already.
        (Some(_), Some(JoinedNews::Removed)) => None,
        (was, Some(is)) if was != Some(is) => Some(is),
        (Some(_), None) => Some(JoinedNews::Reopened),
        _ => None,
    }
}

/// How it ended, as far as those know who joined it: an objection is between poster and helper.
fn end(state: &State) -> Option<JoinedNews> {
    Some(match state.status() {
        Status::Disputed => return disputed(state),
        Status::Fulfilled => JoinedNews::Fulfilled,
        Status::Unconfirmed => JoinedNews::Unconfirmed,
        Status::Unmet => JoinedNews::Unmet,
        Status::Referred => JoinedNews::Referred,
        Status::Expired => JoinedNews::Expired,
        Status::Withdrawn => JoinedNews::Withdrawn,
        Status::Removed => JoinedNews::Removed,
        _ => return None,
    })
}

fn disputed(state: &State) -> Option<JoinedNews> {
    match state {
        State::Disputed(it) => it.confirmed.map(|confirmed| match confirmed {
            Confirmed::Unconfirmed => JoinedNews::Unconfirmed,
            _ => JoinedNews::Fulfilled,
        }),
        _ => None,
    }
}

impl Wish {
    /// The wish after a neighbour joined it; and whether by this they are so many that it is a
    /// matter for all, which is said once, however often somebody leaves and comes back.
    pub fn joined(&self, now: Millis, rules: &Rules) -> (Wish, bool) {
        let mut wish = self.clone();
        let many = wish.joiners >= rules.count(Setting::MatterJoiners);
        let past = wish.state.past_mut().filter(|past| many && past.matter_at.is_none());
        let is_matter = past.map(|past| past.matter_at = Some(now)).is_some();
        (wish, is_matter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        helper::HelperClass,
        wish::{
            DisputeReason, Finding, Open, Past, Step, UnmetReason,
            tests::{HELPER, NOW, states, wish},
        },
    };

    fn take(wish: &Wish, step: Step) -> Wish {
        wish.step(step, NOW, &Rules::default()).unwrap()
    }

    fn open() -> Wish {
        wish(State::Open(Open { past: Past { waits_since: NOW, ..Past::default() } }))
    }

    fn fulfilled() -> Wish {
        let claimed = take(&open(), Step::Claim { by: HELPER, class: HelperClass::default() });
        take(&claimed, Step::RightWord)
    }

    #[test]
    fn no_end_of_what_can_be_joined_is_kept_from_those_who_joined() {
        for (state, _) in states() {
            let after = wish(state);
            let status = after.state.status();
            // Nobody joins what never was public.
            let never = matches!(status, Status::Merged | Status::Declined);
            let told = news_of_joined(&open(), &after).is_some();
            assert_eq!(told, status.is_final() && !never, "{status:?}");
        }
    }

    #[test]
    fn an_objection_is_not_told_but_what_comes_of_it_is() {
        let (reason, words) = (DisputeReason::NotDone, String::new());
        let fulfilled = fulfilled();
        let by = fulfilled.poster;
        let disputed = take(&fulfilled, Step::Dispute { by, reason, words });
        let settle = |finding| take(&disputed, Step::Settle { finding, words: String::new() });
        let unmet = Finding::Unmet { reason: UnmetReason::NotAvailable };
        let told = |finding| news_of_joined(&disputed, &settle(finding));

        assert_eq!(news_of_joined(&fulfilled, &disputed), None);
        assert_eq!(told(Finding::CameTrue), None);
        assert_eq!(told(Finding::OpenAgain), Some(JoinedNews::Reopened));
        assert_eq!(told(unmet), Some(JoinedNews::Unmet));
    }

    #[test]
    fn what_was_taken_down_is_not_named_again() {
        let removed = JoinedNotice::of(&fulfilled(), JoinedNews::Removed, None);
        let own = (WishId(uuid::Uuid::max()), "我家的灯".to_owned());
        let merged = JoinedNotice::of(&fulfilled(), JoinedNews::Removed, Some(own.clone()));

        assert_eq!(removed.title, "");
        assert_eq!((merged.own, merged.title), (Some(own.0), own.1));
    }

    #[test]
    fn ten_are_a_matter_once() {
        let rules = Rules::default();
        let nine = Wish { joiners: 9, ..open() };
        assert!(!nine.joined(NOW, &rules).1);
        let (ten, first) = Wish { joiners: 10, ..open() }.joined(NOW, &rules);
        assert!(first);
        assert!(!ten.joined(NOW, &rules).1);
    }
}
