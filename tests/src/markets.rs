//! Markets that stories start from.

use shared::{
    api::*,
    calendar::morning_of,
    community::CommunityKey,
    id::{MarketId, StallId},
    inbox::{InboxNotice, InboxQuery},
    market::{
        MarketAsk, MarketCopy, MarketNews, MarketNotice, MarketStepInput, NewMarket, NewStall,
        PublicMarket, Service, SlotPlan, StaffMarket, StallAsk, StallStepInput,
    },
    notice::News,
    policy::Role,
    problem::Problem,
    time::Millis,
};

use crate::{Person, World, node_id};

/// Twenty services, none of which needs a paper.
pub const SERVICES: [Service; 20] = [
    Service::Haircut,
    Service::ApplianceRepair,
    Service::BicycleRepair,
    Service::ShoeRepair,
    Service::Sewing,
    Service::Sharpening,
    Service::PhoneHelp,
    Service::Glasses,
    Service::Massage,
    Service::Photos,
    Service::Calligraphy,
    Service::Books,
    Service::Food,
    Service::Children,
    Service::Policy,
    Service::Safety,
    Service::Recycling,
    Service::Jobs,
    Service::Cleaning,
    Service::WishDesk,
];

/// Who holds markets, and who decides what becomes public.
pub struct Holders {
    pub organiser: Person,
    pub reviewer: Person,
}

impl Holders {
    /// Both, for the whole community.
    pub async fn of(world: &World) -> Self {
        let organiser = world.appointed(Role::Organiser, &world.nodes[0].clone()).await;
        Self { organiser, reviewer: world.grid_worker().await }
    }

    /// Both open their staff powers again, as on another day.
    pub async fn again(&mut self, world: &World) {
        self.organiser = world.sign_in(self.organiser.id, true).await;
        self.reviewer = world.sign_in(self.reviewer.id, true).await;
    }
}

/// The plan of a market in six days, from the morning to noon; it can be handed in.
pub fn plan(world: &World) -> NewMarket {
    let starts_at = morning_of(world.app.clock.now().after_days(6));
    NewMarket {
        title: "便民集市".into(),
        words: "理发、修鞋、磨刀，一次办齐".into(),
        node: node_id(world.courtyard()),
        starts_at,
        ends_at: starts_at.after(3 * Millis::HOUR),
        safety: "留出通道".into(),
        rain: "搬进大厅".into(),
        owner_agreed: true,
        ..NewMarket::default()
    }
}

/// A stall that the organiser enters.
pub fn stall(service: Service) -> NewStall {
    NewStall { provider_name: "老贺铺子".into(), service, ..NewStall::default() }
}

/// A slot is half an hour.
pub fn half_hours() -> SlotPlan {
    SlotPlan { minutes: 30, ..SlotPlan::default() }
}

impl World {
    /// Where a market is found.
    pub fn at(&self, market: MarketId) -> (CommunityKey, MarketId) {
        (self.key.clone(), market)
    }

    /// Where a stall is found.
    pub fn stall_at(&self, stall: StallId) -> (CommunityKey, StallId) {
        (self.key.clone(), stall)
    }

    /// Takes a step of a market as it is now.
    pub async fn step(
        &self,
        by: &Person,
        market: MarketId,
        step: MarketAsk,
    ) -> Result<StaffMarket, Problem> {
        let version = by.call(GetStaffMarket, self.at(market), ()).await?.version;
        by.call(StepMarket, self.at(market), MarketStepInput { version, step, seen: None }).await
    }

    /// Takes a step of a stall as it is now.
    pub async fn step_stall(
        &self,
        by: &Person,
        (market, stall): (MarketId, StallId),
        step: StallAsk,
    ) -> Result<StaffMarket, Problem> {
        let seen = by.call(GetStaffMarket, self.at(market), ()).await?;
        let version = seen.stalls.iter().find(|it| it.id == stall).map(|it| it.version);
        let version = version.unwrap_or_default();
        by.call(StepStall, self.stall_at(stall), StallStepInput { version, step }).await
    }

    /// A draft with these stalls, each cut into half hours.
    pub async fn draft(&self, holders: &Holders, services: &[Service]) -> StaffMarket {
        let by = &holders.organiser;
        let made = by.call(MakeMarket, self.key.clone(), plan(self)).await.unwrap();
        let mut seen = made;
        for service in services {
            seen = by.call(AddStall, self.at(seen.id), stall(*service)).await.unwrap();
        }
        for stall in seen.stalls.clone() {
            seen = by.call(PlanSlots, self.stall_at(stall.id), half_hours()).await.unwrap();
        }
        seen
    }

    /// A public one with these stalls.
    pub async fn published(&self, holders: &Holders, services: &[Service]) -> StaffMarket {
        let draft = self.draft(holders, services).await;
        self.publish(holders, draft.id).await
    }

    /// Hands a draft in, and publishes it.
    pub async fn publish(&self, holders: &Holders, market: MarketId) -> StaffMarket {
        self.step(&holders.organiser, market, MarketAsk::Submit).await.unwrap();
        self.step(&holders.reviewer, market, MarketAsk::Publish).await.unwrap();
        holders.organiser.call(GetStaffMarket, self.at(market), ()).await.unwrap()
    }

    /// The next of a series.
    pub async fn copied(&self, by: &Person, market: MarketId, starts_at: Millis) -> StaffMarket {
        by.call(CopyMarket, self.at(market), MarketCopy::Next { starts_at }).await.unwrap()
    }

    /// As anyone reads it.
    pub async fn read(&self, market: MarketId) -> Result<PublicMarket, Problem> {
        self.anyone().call(GetMarket, self.at(market), ()).await
    }

    /// Puts the clock to a time, unless that is over.
    pub fn wait_until(&self, at: Millis) {
        let now = self.app.clock.now();
        self.app.clock.advance(at.0.saturating_sub(now.0).max(0));
    }
}

impl Person {
    /// What this person was told about markets, newest first: of which, and what.
    pub async fn market_news(&self, world: &World) -> Vec<MarketNotice> {
        let query = InboxQuery::default();
        let inbox = self.call(GetInbox, world.key.clone(), query).await.unwrap();
        let of_markets = |it: InboxNotice| match it.news {
            News::Market(news) => Some(news),
            _ => None,
        };
        inbox.notices.into_iter().filter_map(of_markets).collect()
    }

    /// The same by name.
    pub async fn market_news_names(&self, world: &World) -> Vec<MarketNews> {
        self.market_news(world).await.into_iter().map(|it| it.what).collect()
    }
}
