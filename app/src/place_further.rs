//! Addresses that only further pages read: the first part of the app knows no more of them than
//! that they are there, see [`Page::Further`].

use shared::id::{MarketId, ReportId, RoundId, SignUpId, WishId};

use crate::place::Page;

/// A page behind [`Page::Further`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Further {
    DeskReport(ReportId),
    Helpers,
    Invite,
    /// The numbers of the community.
    Rules,
    Health,
    /// Who is appointed as staff.
    StaffList,
    /// Neighbour communities.
    Neighbours,
    /// A thank-you that is to be public.
    DeskThanks(WishId),
    Rounds,
    Round(RoundId),
    NewRound,
    /// Looking after a round.
    HoldRound(RoundId),
    Markets,
    Market(MarketId),
    /// The reader's own.
    Tickets,
    Ticket(SignUpId),
}

impl Further {
    /// The page at the rest of an address.
    pub fn of(rest: &str) -> Option<Further> {
        let parts: Vec<&str> = rest.split('/').collect();
        Some(match parts.as_slice() {
            ["desk", "reports", id] => Further::DeskReport(id.parse().ok()?),
            ["desk", "helpers"] => Further::Helpers,
            ["desk", "invite"] => Further::Invite,
            ["desk", "settings"] => Further::Rules,
            ["desk", "health"] => Further::Health,
            ["desk", "staff"] => Further::StaffList,
            ["desk", "neighbours"] => Further::Neighbours,
            ["rounds"] => Further::Rounds,
            ["rounds", id] => Further::Round(id.parse().ok()?),
            ["desk", "rounds"] => Further::NewRound,
            ["desk", "rounds", id] => Further::HoldRound(id.parse().ok()?),
            ["markets"] => Further::Markets,
            ["markets", id] => Further::Market(id.parse().ok()?),
            ["tickets"] => Further::Tickets,
            ["tickets", id] => Further::Ticket(id.parse().ok()?),
            ["desk", "thanks", id] => Further::DeskThanks(id.parse().ok()?),
            _ => return None,
        })
    }

    /// As it stands among all pages.
    pub fn page(self) -> Page {
        Page::Further(match self {
            Further::DeskThanks(id) => format!("desk/thanks/{id}"),
            Further::DeskReport(id) => format!("desk/reports/{id}"),
            Further::Helpers => "desk/helpers".to_owned(),
            Further::Invite => "desk/invite".to_owned(),
            Further::Rules => "desk/settings".to_owned(),
            Further::Health => "desk/health".to_owned(),
            Further::StaffList => "desk/staff".to_owned(),
            Further::Neighbours => "desk/neighbours".to_owned(),
            Further::Rounds => "rounds".to_owned(),
            Further::Round(id) => format!("rounds/{id}"),
            Further::NewRound => "desk/rounds".to_owned(),
            Further::HoldRound(id) => format!("desk/rounds/{id}"),
            Further::Markets => "markets".to_owned(),
            Further::Market(id) => format!("markets/{id}"),
            Further::Tickets => "tickets".to_owned(),
            Further::Ticket(id) => format!("tickets/{id}"),
        })
    }

    /// The address without what stands for somebody or something.
    pub fn route(self) -> &'static str {
        match self {
            Further::DeskThanks(_) => "/{community}/desk/thanks/{wish}",
            Further::DeskReport(_) => "/{community}/desk/reports/{report}",
            Further::Helpers => "/{community}/desk/helpers",
            Further::Invite => "/{community}/desk/invite",
            Further::Rules => "/{community}/desk/settings",
            Further::Health => "/{community}/desk/health",
            Further::StaffList => "/{community}/desk/staff",
            Further::Neighbours => "/{community}/desk/neighbours",
            Further::Rounds => "/{community}/rounds",
            Further::Round(_) => "/{community}/rounds/{round}",
            Further::NewRound => "/{community}/desk/rounds",
            Further::HoldRound(_) => "/{community}/desk/rounds/{round}",
            Further::Markets => "/{community}/markets",
            Further::Market(_) => "/{community}/markets/{market}",
            Further::Tickets => "/{community}/tickets",
            Further::Ticket(_) => "/{community}/tickets/{sign_up}",
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::community::CommunityKey;

    use super::*;
    use crate::place::Place;

    #[test]
    fn every_further_page_is_found_at_its_path() {
        let key = CommunityKey("hantangjiebei".into());
        let (wish, round) = (WishId::default(), RoundId::default());
        let all = [
            Further::DeskThanks(wish),
            Further::DeskReport(ReportId::default()),
            Further::Helpers,
            Further::Invite,
            Further::Rules,
            Further::Health,
            Further::StaffList,
            Further::Neighbours,
            Further::Rounds,
            Further::Round(round),
            Further::NewRound,
            Further::HoldRound(round),
            Further::Markets,
            Further::Market(MarketId::default()),
            Further::Tickets,
            Further::Ticket(SignUpId::default()),
        ];
        for further in all {
            let place = Place::of(&further.page().path(&key));
            let Place::In(_, Page::Further(rest)) = place else { panic!("{place:?}") };
            assert_eq!(Further::of(&rest), Some(further));
        }
        assert_eq!(Further::of("desk/thanks/none"), None);
    }
}
