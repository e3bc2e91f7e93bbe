//! A stall of one's own at a market: offered, answered, said yes to.

use leptos::prelude::*;
use shared::{
    api::{ApplyForStall, GetMarket, GetMyMarket, StepMyStall},
    id::MarketId,
    market::{
        MarketStatus, MyMarket, MyStall, PublicMarket, StallAsk, StallStatus, StallStepInput,
        StallStepName as Name,
    },
    problem::Kind,
};

use super::{
    show, signed_in,
    stall_fields::{self, StallTyping},
};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        form::Form,
        load::{Load, loaded},
    },
    place_further::Further,
    scene::Scene,
    text::visiting,
    travel,
    view::{
        frame::{Frame, Tab, heading},
        market::{gone, hours},
    },
};

/// The market as everybody sees it, if anybody does, and what is the reader's own there.
type Found = (Option<PublicMarket>, Vec<MyStall>);

/// What outlives every answer.
#[derive(Clone, Copy)]
struct Offering {
    found: Load<Found>,
    typing: StallTyping,
    attempt: Attempt,
    said: RwSignal<&'static str>,
}

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (scene, key, travel) = (drawn.clone(), drawn.community.key.clone(), travel::travel());
        let found = Load::new(move || {
            let key = key.clone();
            async move {
                let market = match call(GetMarket, (key.clone(), id), ()).await {
                    Err(problem) if problem.kind == Kind::NotFound => None,
                    other => Some(other?),
                };
                // Who was invited answers while the market is still a draft.
                let own: MyMarket = call(GetMyMarket, (key, id), ()).await?;
                Ok((market, own.stalls))
            }
        });
        let (attempt, said) = Default::default();
        let offering = Offering { found, typing: StallTyping::new(), attempt, said };
        loaded(found, move |(market, stalls): &Found| {
            travel.arrived(scene.title(scene.t.offering.title));
            let market = market.as_ref();
            match (market, stalls.first()) {
                (Some(it), _) => one(&scene, it, stalls, offering),
                (None, Some(first)) => invited(&scene, first, stalls, offering),
                (None, None) => gone(&scene),
            }
        })
    });
    let above = scene.to(Further::Market(id).page());
    let above = Frame::below_tab(above, scene.t.offering.market, Tab::Home);
    show(scene, above, scene.t.offering.title, page)
}

/// Of a market that nobody else sees yet.
fn invited(scene: &Scene, first: &MyStall, stalls: &[MyStall], offering: Offering) -> AnyView {
    let when = (scene.t.times.day)(first.starts_at);
    let about = (first.market_title.clone(), when, String::new());
    all(scene, about, stalls, offering, ().into_any())
}

fn one(scene: &Scene, market: &PublicMarket, stalls: &[MyStall], offering: Offering) -> AnyView {
    let day = (scene.t.times.day)(market.starts_at);
    let when = format!("{day} {}", hours(scene, market.starts_at, market.ends_at));
    let ahead = matches!(market.status, MarketStatus::Published | MarketStatus::Postponed);
    let offer = match ahead && scene.now < market.starts_at {
        true => form(scene, market, offering, stalls.is_empty()),
        false => view! { <p class="quiet">{scene.t.offering.over}</p> }.into_any(),
    };
    all(scene, (market.title.clone(), when, market.place_name.clone()), stalls, offering, offer)
}

/// Which market, when and where; the reader's own stalls there, and what else can be done.
fn all(
    scene: &Scene,
    (title, when, place): (String, String, String),
    stalls: &[MyStall],
    offering: Offering,
    more: AnyView,
) -> AnyView {
    let said = move || {
        let says = offering.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good said" tabindex="-1">{says}</p> })
    };
    let own = stalls.iter().map(|it| own(scene, it, offering)).collect_view();
    view! {
        <div class="page">
            {heading(scene.t.offering.title)}
            <p><strong>{title}</strong></p>
            <p class="bits"><span>{when}</span> <span>{place}</span></p>
            {said}
            {offering.attempt.notice()}
            {own}
            {more}
        </div>
    }
    .into_any()
}

/// How it stands, and what can be said about it.
fn own(scene: &Scene, it: &MyStall, offering: Offering) -> AnyView {
    let (t, s, m) = (&scene.t.offering, &scene.t.stalls, &scene.t.markets);
    let has = |step: Name| it.steps.contains(&step);
    let colour = match it.status {
        StallStatus::Accepted => "mark open",
        StallStatus::Confirmed if it.asked_again => "mark open",
        StallStatus::Confirmed => "mark done",
        StallStatus::Applied | StallStatus::ShortlistedYes | StallStatus::ShortlistedNo => {
            "mark wait"
        }
        _ => "mark over",
    };
    let next = match it.confirm_by {
        Some(by) => (t.say_by)(&(scene.t.times.due)(scene.now, by)),
        None if it.asked_again => t.asked_again.to_owned(),
        None => (t.next)(it.status).to_owned(),
    };
    let words =
        (!it.words.is_empty()).then(|| view! { <p class="notice plain">{it.words.clone()}</p> });
    let confirm = has(Name::Confirm)
        .then(|| step(scene, it, offering, "button", (t.confirm, t.confirmed, StallAsk::Confirm)));
    let withdraw = has(Name::Withdraw).then(|| withdraw(scene, it, offering));
    // Nobody else checks people in there.
    let waiting = it.pending.map(|count| {
        let v = visiting::of(scene.t);
        let (asks, day) = (Further::Approvals(it.market), Further::MarketDay(it.market));
        view! {
            <p class="hint">{v.approvals.alone}</p>
            <a class="button plain" href=scene.to(asks.page())>{(v.approvals.link)(count)}</a>
            <a class="button plain" href=scene.to(day.page())>{v.own_stalls.day}</a>
        }
    });
    view! {
        <section class="card">
            <h2 class="small">{(s.of)((m.service)(it.stall.service), &it.number)}</h2>
            <p class="row"><span class=colour>{(t.status)(it.status)}</span> {it.stall.provider_name.clone()}</p>
            <p>{next}</p>
            {words}
            {waiting}
            <div class="actions">{confirm} {withdraw}</div>
        </section>
    }
    .into_any()
}

fn step(
    scene: &Scene,
    it: &MyStall,
    offering: Offering,
    class: &'static str,
    (name, says, step): (&'static str, &'static str, StallAsk),
) -> AnyView {
    let (at, version) = ((scene.community.key.clone(), it.id), it.version);
    let travel = travel::travel();
    let press = move || {
        let input = StallStepInput { version, step: step.clone() };
        offering.attempt.run(StepMyStall, at.clone(), input, move |_| {
            offering.said.set(says);
            travel.say(says);
            offering.found.again();
        });
    };
    offering.attempt.button(class, name, press)
}

/// Asked once more: others count on it.
fn withdraw(scene: &Scene, it: &MyStall, offering: Offering) -> AnyView {
    let (t, open) = (&scene.t.offering, RwSignal::new(false));
    let yes = (t.withdraw_yes, t.withdrawn, StallAsk::Withdraw);
    let yes = step(scene, it, offering, "button", yes);
    view! {
        <button type="button" class="button plain" on:click=move |_| open.set(true)>{t.withdraw}</button>
        <Dialog open title=t.withdraw_sure>{yes}</Dialog>
    }
    .into_any()
}

fn form(scene: &Scene, market: &PublicMarket, offering: Offering, first: bool) -> AnyView {
    let (t, typing) = (&scene.t.offering, offering.typing);
    let (at, travel, attempt) =
        ((scene.community.key.clone(), market.id), travel::travel(), typing.attempt);
    let submit = Box::new(move || match typing.stall(30) {
        Err(problem) => attempt.refuse(problem),
        Ok(stall) => attempt.run(ApplyForStall, at.clone(), stall, move |_: MyStall| {
            typing.next();
            offering.said.set(t.sent);
            travel.say(t.sent);
            travel::show(".said");
            offering.found.again();
        }),
    });
    let service = stall_fields::service(scene, typing);
    let fields = stall_fields::fields(scene, typing);
    let needs = stall_fields::needs(scene, typing);
    let fields = view! {
        <p>{t.more}</p>
        <Form attempt button=t.send submit>
            {service}
            {fields}
            {needs}
        </Form>
    };
    match first {
        true => fields.into_any(),
        false => view! { <details><summary>{t.another}</summary>{fields}</details> }.into_any(),
    }
}
