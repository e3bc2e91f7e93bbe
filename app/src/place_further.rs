//! Addresses that only further pages read: the first part of the app knows no more of them than
//! that they are there, see [`Page::Further`].

use shared::{
    id::{MarketId, ReportId, RoundId, SignUpId, StallId, WishId},
    market::LinkToken,
};

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
    /// Where people are checked in.
    CheckIn(MarketId),
    /// For those who hold it.
    MarketDay(MarketId),
    /// Whom to call the day before.
    AtRisk(MarketId),
    /// The reader's own.
    Tickets,
    Ticket(SignUpId),
    /// Where its code at the table is scanned.
    Arrive(SignUpId),
    /// Who waits for a yes there.
    Approvals(MarketId),
    /// Who says to have been there.
    Objections,
    /// What a link of a message does, for whoever has the message.
    Link(LinkToken),
    /// To hang up at the door.
    Poster(MarketId),
    /// The wishes that wait, to hang up in the stairwell.
    Bulletin,
    /// The reader's own stall at a market.
    OfferStall(MarketId),
    /// What the reader holds or reviews.
    DeskMarkets,
    NewMarket,
    DeskMarket(MarketId),
    MarketPlan(MarketId),
    MarketCopy(MarketId),
    MarketSummary(MarketId),
    /// What residents wish for, and which stalls would help.
    Demand(MarketId),
    NewStall(MarketId),
    DeskStall(MarketId, StallId),
    /// The reader's own number at a stall.
    MyQueue(StallId),
    /// Where its numbers are called.
    QueueDesk(StallId),
    /// The big screen.
    QueueBoard(MarketId),
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
            ["markets", id, "check-in"] => Further::CheckIn(id.parse().ok()?),
            ["desk", "markets", id, "day"] => Further::MarketDay(id.parse().ok()?),
            ["desk", "markets", id, "at-risk"] => Further::AtRisk(id.parse().ok()?),
            ["tickets"] => Further::Tickets,
            ["tickets", id] => Further::Ticket(id.parse().ok()?),
            ["tickets", id, "here"] => Further::Arrive(id.parse().ok()?),
            ["markets", id, "approvals"] => Further::Approvals(id.parse().ok()?),
            ["desk", "objections"] => Further::Objections,
            ["l", token] => Further::Link(token.parse().ok()?),
            ["markets", id, "poster"] => Further::Poster(id.parse().ok()?),
            ["bulletin"] => Further::Bulletin,
            ["markets", id, "stall"] => Further::OfferStall(id.parse().ok()?),
            ["desk", "markets"] => Further::DeskMarkets,
            ["desk", "markets", "new"] => Further::NewMarket,
            ["desk", "markets", id] => Further::DeskMarket(id.parse().ok()?),
            ["desk", "markets", id, "plan"] => Further::MarketPlan(id.parse().ok()?),
            ["desk", "markets", id, "copy"] => Further::MarketCopy(id.parse().ok()?),
            ["desk", "markets", id, "summary"] => Further::MarketSummary(id.parse().ok()?),
            ["desk", "markets", id, "demand"] => Further::Demand(id.parse().ok()?),
            ["desk", "markets", id, "stalls"] => Further::NewStall(id.parse().ok()?),
            ["desk", "markets", id, "stalls", stall] => {
                Further::DeskStall(id.parse().ok()?, stall.parse().ok()?)
            }
            ["tickets", "queue", id] => Further::MyQueue(id.parse().ok()?),
            ["desk", "queues", id] => Further::QueueDesk(id.parse().ok()?),
            ["markets", id, "queues"] => Further::QueueBoard(id.parse().ok()?),
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
            Further::CheckIn(id) => format!("markets/{id}/check-in"),
            Further::MarketDay(id) => format!("desk/markets/{id}/day"),
            Further::AtRisk(id) => format!("desk/markets/{id}/at-risk"),
            Further::Tickets => "tickets".to_owned(),
            Further::Ticket(id) => format!("tickets/{id}"),
            Further::Arrive(id) => format!("tickets/{id}/here"),
            Further::Approvals(id) => format!("markets/{id}/approvals"),
            Further::Objections => "desk/objections".to_owned(),
            Further::Link(token) => format!("l/{token}"),
            Further::Poster(id) => format!("markets/{id}/poster"),
            Further::Bulletin => "bulletin".to_owned(),
            Further::OfferStall(id) => format!("markets/{id}/stall"),
            Further::DeskMarkets => "desk/markets".to_owned(),
            Further::NewMarket => "desk/markets/new".to_owned(),
            Further::DeskMarket(id) => format!("desk/markets/{id}"),
            Further::MarketPlan(id) => format!("desk/markets/{id}/plan"),
            Further::MarketCopy(id) => format!("desk/markets/{id}/copy"),
            Further::MarketSummary(id) => format!("desk/markets/{id}/summary"),
            Further::Demand(id) => format!("desk/markets/{id}/demand"),
            Further::NewStall(id) => format!("desk/markets/{id}/stalls"),
            Further::DeskStall(id, stall) => format!("desk/markets/{id}/stalls/{stall}"),
            Further::MyQueue(id) => format!("tickets/queue/{id}"),
            Further::QueueDesk(id) => format!("desk/queues/{id}"),
            Further::QueueBoard(id) => format!("markets/{id}/queues"),
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
            Further::CheckIn(_) => "/{community}/markets/{market}/check-in",
            Further::MarketDay(_) => "/{community}/desk/markets/{market}/day",
            Further::AtRisk(_) => "/{community}/desk/markets/{market}/at-risk",
            Further::Tickets => "/{community}/tickets",
            Further::Ticket(_) => "/{community}/tickets/{sign_up}",
            Further::Arrive(_) => "/{community}/tickets/{sign_up}/here",
            Further::Approvals(_) => "/{community}/markets/{market}/approvals",
            Further::Objections => "/{community}/desk/objections",
            Further::Link(_) => "/{community}/l/{link}",
            Further::Poster(_) => "/{community}/markets/{market}/poster",
            Further::Bulletin => "/{community}/bulletin",
            Further::OfferStall(_) => "/{community}/markets/{market}/stall",
            Further::DeskMarkets => "/{community}/desk/markets",
            Further::NewMarket => "/{community}/desk/markets/new",
            Further::DeskMarket(_) => "/{community}/desk/markets/{market}",
            Further::MarketPlan(_) => "/{community}/desk/markets/{market}/plan",
            Further::MarketCopy(_) => "/{community}/desk/markets/{market}/copy",
            Further::MarketSummary(_) => "/{community}/desk/markets/{market}/summary",
            Further::Demand(_) => "/{community}/desk/markets/{market}/demand",
            Further::NewStall(_) => "/{community}/desk/markets/{market}/stalls",
            Further::DeskStall(..) => "/{community}/desk/markets/{market}/stalls/{stall}",
            Further::MyQueue(_) => "/{community}/tickets/queue/{stall}",
            Further::QueueDesk(_) => "/{community}/desk/queues/{stall}",
            Further::QueueBoard(_) => "/{community}/markets/{market}/queues",
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
        let (wish, round, market) = Default::default();
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
            Further::Market(market),
            Further::CheckIn(market),
            Further::MarketDay(market),
            Further::AtRisk(market),
            Further::Tickets,
            Further::Ticket(SignUpId::default()),
            Further::Arrive(SignUpId::default()),
            Further::Approvals(market),
            Further::Objections,
            Further::Link("0123456789abcdef0123456789ABCDEF-_0123456789abcd".parse().unwrap()),
            Further::Poster(market),
            Further::Bulletin,
            Further::OfferStall(market),
            Further::DeskMarkets,
            Further::NewMarket,
            Further::DeskMarket(market),
            Further::MarketPlan(market),
            Further::MarketCopy(market),
            Further::MarketSummary(market),
            Further::Demand(market),
            Further::NewStall(market),
            Further::DeskStall(market, StallId::default()),
            Further::MyQueue(StallId::default()),
            Further::QueueDesk(StallId::default()),
            Further::QueueBoard(MarketId::default()),
        ];
        for further in all {
            let place = Place::of(&further.page().path(&key));
            let Place::In(_, Page::Further(rest)) = place else { panic!("{place:?}") };
            assert_eq!(Further::of(&rest), Some(further));
        }
        assert_eq!(Further::of("desk/thanks/none"), None);
    }
}
