//! Shared markets as everybody sees them.

use leptos::prelude::*;
use shared::{
    market::{
        Band, MarketCard, MarketList, MarketStatus, MarketYear, PublicFigures, PublicMarket,
        PublicSlot, PublicStall, PublicSummary, Service, SignUpView,
    },
    time::Millis,
};

use super::{
    frame::{empty, heading},
    icon::{Icon, icon},
};
use crate::{place::Page, place_further::Further, scene::Scene, text::times::Wall};

/// So many services are named in the list.
const NAMED: usize = 4;

/// All of them: what is to come first.
pub fn markets(scene: &Scene, list: &MarketList) -> AnyView {
    let t = &scene.t.markets;
    let nothing = list.ahead.is_empty().then(|| empty(t.none, t.none_more, ().into_any()));
    let ahead = (!list.ahead.is_empty()).then(|| cards(scene, t.ahead, &list.ahead));
    let over = (!list.over.is_empty()).then(|| cards(scene, t.over, &list.over));
    let feed = format!("/api/{}/markets.ics", scene.community.key);
    view! {
        <div class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            {nothing}
            {ahead}
            <a class="more" href=scene.to(Further::Tickets.page())>{t.my_tickets} {icon(Icon::Forward)}</a>
            {list.year.as_ref().map(|it| year(scene, it))}
            {over}
            <a class="more" href=feed rel="external">{t.calendar}</a>
        </div>
    }
    .into_any()
}

/// What the markets of the year were together.
fn year(scene: &Scene, it: &MarketYear) -> AnyView {
    let t = &scene.t.markets;
    let rows = [
        (t.held, it.markets),
        (t.person_times, it.person_times),
        (t.verified, it.verified),
        (t.walk_in, it.walk_in),
        (t.served, it.services),
    ];
    // Where no service was counted, there may have been some all the same.
    let rows = rows.into_iter().filter(|(name, count)| *name != t.served || *count > 0);
    let rows = rows.map(|(name, count)| view! { <div><dt>{name}</dt><dd>{count}</dd></div> });
    let few = (it.few > 0).then(|| view! { <p class="hint">{(t.year_few)(it.few)}</p> });
    view! {
        <section class="group">
            <h2>{(t.year)(it.year)}</h2>
            <dl class="card rows">{rows.collect_view()}</dl>
            <p class="hint">{t.year_more}</p>
            {few}
        </section>
    }
    .into_any()
}

fn cards(scene: &Scene, title: &'static str, all: &[MarketCard]) -> AnyView {
    let cards = all.iter().map(|it| card(scene, it)).collect_view();
    view! { <section class="group"><h2>{title}</h2><ul class="cards">{cards}</ul></section> }
        .into_any()
}

fn card(scene: &Scene, market: &MarketCard) -> AnyView {
    let t = &scene.t.markets;
    let names: Vec<&str> = market.services.iter().take(NAMED).map(|it| (t.service)(*it)).collect();
    let services = (!names.is_empty()).then(
        || view! { <small>{(t.services)(&names.join(t.comma), market.services.len())}</small> },
    );
    let came = market.person_times.map(|it| view! { <small>{(t.came)(it)}</small> });
    view! {
        <li>
            <a class="card wish market" href=scene.to(Further::Market(market.id).page())>
                {date(scene, market.starts_at)}
                <strong>{market.title.clone()}</strong>
                <small class="bits">
                    <span>{hours(scene, market.starts_at, market.ends_at)}</span>
                    <span>{market.place_name.clone()}</span>
                </small>
                {services}
                {came}
                {mark(scene, market.status)}
            </a>
        </li>
    }
    .into_any()
}

/// The day, as a leaf of a calendar.
pub fn date(scene: &Scene, at: Millis) -> AnyView {
    let day = Wall::of(at).map_or(0, |it| it.day);
    view! {
        <span class="date" aria-hidden="true">{(scene.t.times.month)(at)} <b>{day}</b></span>
        <span class="unseen">{(scene.t.times.day)(at)}</span>
    }
    .into_any()
}

/// From one hour to another.
pub fn hours(scene: &Scene, from: Millis, to: Millis) -> String {
    (scene.t.markets.hours)(&clock(from), &clock(to))
}

/// "09:40".
pub fn clock(at: Millis) -> String {
    Wall::of(at).map_or_else(String::new, Wall::clock)
}

pub fn mark(scene: &Scene, status: MarketStatus) -> AnyView {
    let colour = match status {
        MarketStatus::UnderWay => "mark busy",
        MarketStatus::Published | MarketStatus::Postponed => "mark open",
        MarketStatus::Summarised => "mark done",
        _ => "mark over",
    };
    view! { <span class=colour>{(scene.t.markets.status)(status)}</span> }.into_any()
}

/// How a slot of a stall is drawn.
type Draw<'a> = &'a dyn Fn(&PublicStall, &PublicSlot) -> AnyView;

/// One of them; `slot` draws a slot of a stall.
pub fn market(scene: &Scene, market: &PublicMarket, before: AnyView, slot: Draw<'_>) -> AnyView {
    let t = &scene.t.markets;
    let words = (!market.words.is_empty())
        .then(|| view! { <p class="story lead">{market.words.clone()}</p> });
    // What does not take place, or is over, asks nobody to come.
    let takes_place = matches!(
        market.status,
        MarketStatus::Published | MarketStatus::Postponed | MarketStatus::UnderWay
    );
    let stalls = market.stalls.iter();
    let stalls = stalls.map(|it| stall(scene, it, takes_place.then_some(slot))).collect_view();
    let count = match market.stalls.len() {
        0 => view! { <p class="quiet">{t.no_stalls}</p> }.into_any(),
        count => view! { <h2>{(t.stalls)(count)}</h2> }.into_any(),
    };
    view! {
        <article class="page">
            <div class="row-link">
                {date(scene, market.starts_at)}
                {heading(market.title.clone())}
                <small class="bits">
                    <span>{hours(scene, market.starts_at, market.ends_at)}</span>
                    <span>{market.place_name.clone()}</span>
                </small>
                {mark(scene, market.status)}
            </div>
            {news(scene, market)}
            {words}
            {market.summary.as_ref().map(|it| summary(scene, it))}
            {before}
            <section class="group">{count} {stalls}</section>
            {more(scene, market)}
        </article>
    }
    .into_any()
}

/// For who wants to offer something there, and for who hangs it up.
fn more(scene: &Scene, market: &PublicMarket) -> Option<AnyView> {
    let t = &scene.t.markets;
    let ahead = matches!(market.status, MarketStatus::Published | MarketStatus::Postponed);
    let link = |further: Further, name: &'static str| {
        view! { <a class="more" href=scene.to(further.page())>{name} {icon(Icon::Forward)}</a> }
    };
    if market.status == MarketStatus::UnderWay {
        let href = format!("{}?market={}", scene.to(Page::New), market.id);
        let wish =
            view! { <a class="button plain" href=href>{icon(Icon::Heart)} {t.make_wish}</a> };
        return Some(wish.into_any());
    }
    let draw = || {
        let (stall, poster) = (Further::OfferStall(market.id), Further::Poster(market.id));
        let names: Vec<&str> = market.wanted.iter().map(|it| (t.service)(*it)).collect();
        let looking = (!names.is_empty())
            .then(|| view! { <p class="hint">{(t.looking)(&names.join(t.comma))}</p> });
        view! { {looking} {link(stall, t.offer_stall)} {link(poster, t.poster)} }.into_any()
    };
    ahead.then(draw)
}

/// What differs from what was planned, and what comes next.
fn news(scene: &Scene, market: &PublicMarket) -> AnyView {
    let (t, times) = (&scene.t.markets, &scene.t.times);
    let mut all: Vec<String> = Vec::new();
    all.extend(market.cancelled.map(|reason| (t.cancelled)(reason).to_owned()));
    all.extend(market.moved_from.map(|from| (t.moved)(&(times.day)(from))));
    match (market.summary_due, market.summary_late) {
        (_, true) => all.push(t.ended_late.to_owned()),
        (Some(due), false) => all.push((t.ended)(&(times.day)(due))),
        (None, false) => {}
    }
    let ahead = matches!(market.status, MarketStatus::Published | MarketStatus::Postponed);
    if ahead && scene.now < market.opens_at {
        let day = (times.coming)(scene.now, market.opens_at);
        all.push((t.opens)(&day, &clock(market.opens_at)));
    }
    all.into_iter().map(|it| view! { <p class="notice info">{it}</p> }).collect_view().into_any()
}

fn stall(scene: &Scene, stall: &PublicStall, slot: Option<Draw<'_>>) -> AnyView {
    let t = &scene.t.markets;
    let mut about = vec![stall.provider_name.clone(), (t.class)(stall.class).to_owned()];
    if !stall.slots.is_empty() {
        about.push((t.minutes)(stall.minutes_per_service));
    }
    about.extend(stall.qualified.then(|| t.qualified.to_owned()));
    let about = about.into_iter().map(|it| view! { <span>{it}</span> }).collect_view();
    let slots = match (slot, stall.slots.is_empty()) {
        (None, _) => ().into_any(),
        (Some(_), true) => view! { <p class="hint">{t.just_come}</p> }.into_any(),
        (Some(slot), false) => {
            let all = stall.slots.iter().map(|it| view! { <li>{slot(stall, it)}</li> });
            view! { <ul class="slots">{all.collect_view()}</ul> }.into_any()
        }
    };
    let has_places = slot.is_some() && has_places(scene, stall);
    view! {
        <section class="card stall" data-group=group_of(stall.service).to_string()
            data-left=has_places.then_some("left")>
            <h3>{(t.service)(stall.service)}</h3>
            <small class="bits">{about}</small>
            {slots}
        </section>
    }
    .into_any()
}

/// Into so many groups services are told apart.
pub const GROUPS: usize = 5;

/// The group of a service: health, repairs, daily life, advice, culture.
pub fn group_of(service: Service) -> usize {
    use Service as S;
    match service {
        S::Clinic | S::Counselling | S::Massage | S::Glasses => 0,
        S::ApplianceRepair | S::BicycleRepair | S::ShoeRepair | S::Sewing | S::Sharpening => 1,
        S::Haircut | S::Cleaning | S::Food | S::Recycling | S::Other => 2,
        S::Law | S::Policy | S::Safety | S::PhoneHelp | S::Jobs | S::WishDesk => 3,
        S::Photos | S::Calligraphy | S::Books | S::Children | S::Show => 4,
    }
}

/// Somebody who comes now finds a place: to sign up for, or without signing up.
pub fn has_places(scene: &Scene, stall: &PublicStall) -> bool {
    let open = |it: &PublicSlot| it.view(scene.now) == SignUpView::Open && it.left != Band::None;
    stall.slots.is_empty() || stall.slots.iter().any(open)
}

/// What a slot says below its time.
pub fn left(scene: &Scene, slot: &PublicSlot) -> String {
    let t = &scene.t.markets;
    match slot.view(scene.now) {
        SignUpView::NotYet => t.not_yet.to_owned(),
        SignUpView::Open => (t.left)(slot.left).to_owned(),
        SignUpView::Full => (t.waiting)(slot.waiting),
        SignUpView::Closed if scene.now >= slot.ends_at => t.slot_over.to_owned(),
        SignUpView::Closed if slot.by_sign_up => t.sign_up_over.to_owned(),
        SignUpView::Closed => t.closed.to_owned(),
    }
}

/// A slot that is only read.
pub fn plain_slot(scene: &Scene, slot: &PublicSlot) -> AnyView {
    view! {
        <span class="slot"><b>{clock(slot.starts_at)}</b> <small>{left(scene, slot)}</small></span>
    }
    .into_any()
}

/// How it went, as it was signed.
fn summary(scene: &Scene, summary: &PublicSummary) -> AnyView {
    let t = &scene.t.markets;
    let version = (summary.version > 1).then(|| {
        view! { <p class="hint">{(t.version)(summary.version, &summary.reason)}</p> }
    });
    view! {
        <section class="notice good">
            <h2 class="small">{t.summary}</h2>
            <p class="story">{summary.words.clone()}</p>
            <p class="hint">{(t.said_on)(&(scene.t.times.day)(summary.signed_at))}</p>
            {version}
        </section>
        {figures(scene, &summary.figures)}
    }
    .into_any()
}

pub fn figures(scene: &Scene, figures: &PublicFigures) -> AnyView {
    let t = &scene.t.markets;
    let satisfaction = figures.satisfaction.map(|tenths| {
        let stars = format!("{}.{}", tenths / 10, tenths % 10);
        view! { <div><dt>{t.satisfaction}</dt><dd>{stars}</dd></div> }
    });
    let rows = [
        (t.person_times, figures.person_times),
        (t.verified, figures.verified),
        (t.walk_in, figures.walk_in),
        (t.persons, figures.persons),
        (t.served, figures.services),
        (t.helpers, figures.helpers),
        (t.helper_hours, figures.helper_hours),
        (t.wishes, figures.wishes),
    ];
    // Where nobody was noted down at all, there is nothing to say.
    let noted = [(t.served, figures.services), (t.helpers, figures.helpers)];
    let helped = figures.helpers != Some(0);
    let unsaid =
        |name: &str| noted.contains(&(name, Some(0))) || (name == t.helper_hours && !helped);
    let rows = rows.into_iter().filter(|(name, _)| !unsaid(name)).map(|(name, count)| {
        let count = count.map_or_else(|| t.few.to_owned(), |it| it.to_string());
        view! { <div><dt>{name}</dt><dd>{count}</dd></div> }
    });
    view! { <dl class="card rows">{rows.collect_view()} {satisfaction}</dl> }.into_any()
}

/// For who followed a wrong address.
pub fn gone(scene: &Scene) -> AnyView {
    let t = &scene.t.markets;
    view! {
        <div class="page">
            {heading(t.gone)}
            <p>{t.gone_more}</p>
            <a class="button" href=scene.to(Further::Markets.page())>{t.title}</a>
        </div>
    }
    .into_any()
}
