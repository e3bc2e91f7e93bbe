//! Two markets for the demo: one that is over and summed up, and one to come with sign-up open.

use shared::{
    calendar::morning_of,
    id::{CommunityId, MarketId, PersonId, SeriesId, SlotId, StallId},
    market::{
        Editorial, Market, MarketKind, Needs, Operational, Plan, Proof, Service, Signed, Stall,
        StallCase, StallClass, StallState, SummaryDraft, SummaryFigures, Terms, plan_slots,
    },
    problem::Problem,
    time::Millis,
};

use crate::{
    App,
    db::{
        Tx,
        markets::{self, Facts},
        nodes::Node,
        slot_plans, stalls,
    },
    demo_check_ins::{Day, WithSlots},
    random,
};

/// Who comes with which service; for how many people half an hour is, and how long one takes.
const STALLS: [(Service, &str, i64, i64); 20] = [
    (Service::Haircut, "巧手理发店", 6, 15),
    (Service::Clinic, "社区卫生服务站", 8, 10),
    (Service::Law, "汉唐法律服务所", 3, 20),
    (Service::Counselling, "解忧杂货铺", 2, 30),
    (Service::ApplianceRepair, "老马家电维修", 4, 15),
    (Service::BicycleRepair, "顺达修车铺", 5, 10),
    (Service::ShoeRepair, "街角修鞋摊", 5, 10),
    (Service::Sewing, "针线姐妹", 5, 10),
    (Service::Sharpening, "磨剪子戗菜刀小队", 10, 5),
    (Service::PhoneHelp, "青年志愿者手机课堂", 6, 15),
    (Service::Glasses, "明亮眼镜店", 5, 10),
    (Service::Massage, "康复理疗志愿队", 4, 15),
    (Service::Photos, "记忆照相馆", 6, 10),
    (Service::Calligraphy, "翰墨书法社", 6, 10),
    (Service::Books, "金丝雀书店", 20, 5),
    (Service::Children, "童享同乐工作室", 10, 15),
    (Service::Policy, "社区便民窗口", 6, 10),
    (Service::Safety, "消防宣传队", 20, 5),
    (Service::Recycling, "旧物回收站", 15, 5),
    (Service::WishDesk, "心愿登记台", 10, 5),
];

const TO_COME: [&str; 2] =
    ["共享集市 · 第十场", "二十项便民服务，一次办齐。直接来也可以，不用报名。"];
const OVER: [&str; 2] = ["共享集市 · 第九场", "二十项便民服务，一次办齐。"];
const SUMMARY: &str =
    "这一场来了一千多人次，理发和义诊排得最久，下一场各加一位师傅。谢谢每一位摆摊的邻居。";
const SAFETY: &str = "留出消防通道，入口有人引导";
const RAIN: &str = "下雨搬进活动室";
const PAPER: &str = "执业证";

/// How long a slot is, in minutes.
const SLOT: i64 = 30;

/// The people of the demo who hold and review markets.
#[derive(Clone, Copy)]
pub struct Holders {
    pub organiser: PersonId,
    pub reviewer: PersonId,
}

/// Puts both markets at a place.
///
/// # Errors
/// What the database says.
pub async fn hold(
    app: &App,
    community: CommunityId,
    place: &Node,
    holders: Holders,
) -> Result<(), Problem> {
    let (now, series) = (app.clock.now(), SeriesId(random::id(app.clock.now())));
    let over = market(now.after_days(-21), place, holders, (OVER, series));
    let day = Day::new(app)?;
    let of_over = stalls_of(&over, holders, now);
    let over = Market { operational: summed_up(&over, holders, day.figures(&of_over)), ..over };
    let to_come = market(now.after_days(6), place, holders, (TO_COME, series));
    let to_come = Market { copied_from: Some(over.id), ..to_come };
    let of_next = stalls_of(&to_come, holders, now);
    let hold = async move |tx: &mut Tx| {
        put(tx, community, &over, &of_over, now).await?;
        day.put(tx, community, &over, &of_over).await?;
        put(tx, community, &to_come, &of_next, now).await
    };
    app.db.write(hold).await
}

fn market(
    day: Millis,
    place: &Node,
    holders: Holders,
    (words, series): ([&str; 2], SeriesId),
) -> Market {
    let starts_at = morning_of(day).after(30 * Millis::MINUTE);
    let [title, words] = words.map(str::to_owned);
    Market {
        id: MarketId(random::id(day)),
        kind: MarketKind::Market,
        organiser: holders.organiser,
        place: place.id,
        path: place.path.clone(),
        place_name: place.name.clone(),
        title,
        words,
        starts_at,
        ends_at: starts_at.after(3 * Millis::HOUR),
        plan: Plan {
            contact: Some(holders.organiser),
            safety: SAFETY.into(),
            rain: RAIN.into(),
            owner_agreed: true,
            wanted: Vec::new(),
        },
        series: Some(series),
        copied_from: None,
        rehearsal: false,
        editorial: Editorial::Published { by: holders.reviewer, at: starts_at.after_days(-8) },
        operational: Operational::Scheduled,
        asked: None,
        sequence: 0,
    }
}

fn summed_up(market: &Market, holders: Holders, figures: SummaryFigures) -> Operational {
    let at = market.ends_at.after_days(2);
    let (by, words, reason) = (holders.organiser, SUMMARY.to_owned(), String::new());
    let draft = SummaryDraft { by, at, words, reason };
    let signed = Signed { draft, signed_by: holders.reviewer, at: at.after_days(1), figures };
    let closed_at = Some(market.ends_at);
    Operational::Summarised { versions: vec![signed], draft: None, closed_at }
}

async fn put(
    tx: &mut Tx,
    community: CommunityId,
    market: &Market,
    stalls: &[WithSlots],
    now: Millis,
) -> Result<(), Problem> {
    let terms = Terms::default();
    markets::insert(tx, community, market, &Facts::default().case(now, &terms)).await?;
    let case = StallCase::of(market, now, &terms);
    for (stall, slots) in stalls {
        stalls::insert(tx, community, stall, &case).await?;
        slot_plans::insert(tx, community, market.id, slots).await?;
    }
    tx.touch(community);
    Ok(())
}

fn stalls_of(market: &Market, holders: Holders, now: Millis) -> Vec<WithSlots> {
    let all = (1..).zip(STALLS).map(|of| stall(market, holders, of, now));
    let with_slots = |stall: Stall| {
        let new_id = || SlotId(random::id(now));
        let slots = plan_slots(market, &stall, SLOT, &Terms::default(), new_id);
        (stall, slots)
    };
    all.map(with_slots).collect()
}

fn stall(
    market: &Market,
    holders: Holders,
    (number, of): (i64, (Service, &str, i64, i64)),
    now: Millis,
) -> Stall {
    let (service, name, capacity, minutes_per_service) = of;
    let valid_until = now.after_days(365);
    let proof = Proof { paper: PAPER.into(), valid_until, seen_by: Some(holders.reviewer) };
    let at = market.starts_at.after_days(-9);
    Stall {
        id: StallId(random::id(at)),
        market: market.id,
        provider: holders.organiser,
        provider_name: name.into(),
        class: StallClass::PublicGood,
        service,
        number: number.to_string(),
        capacity,
        minutes_per_service,
        needs: Needs::default(),
        elders: matches!(service, Service::Haircut | Service::Clinic | Service::PhoneHelp),
        expected: false,
        proof: service.needs_proof().then_some(proof),
        applied_at: at.after(number),
        state: StallState::Confirmed { at, asked: None },
    }
}
