//! One market as those see it who hold or review it: what is missing, what comes next, its stalls.

use leptos::prelude::*;
use shared::{
    api::{ChangeMarket, CopyMarket, CountOnStalls, GetStaffMarket},
    id::MarketId,
    market::{
        MarketChange, MarketCopy, MarketStatus, NewMarket, StaffMarket, StaffStall, StallStatus,
        SureStalls,
    },
};

use super::{desk::staff_only, desk_market_stalls, desk_market_steps, desk_markets::may_hold};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place_further::Further,
    scene::Scene,
    text::{organising::Step, visiting},
    travel,
    view::{
        frame::{Frame, frame, heading},
        icon::{Icon, icon},
        market::{date, hours, mark},
    },
};

/// What outlives every answer.
#[derive(Clone, Copy)]
pub struct Holding {
    pub found: Load<StaffMarket>,
    pub attempt: Attempt,
    /// The step whose form is open.
    pub step: RwSignal<Option<Step>>,
    pub words: RwSignal<String>,
    said: RwSignal<&'static str>,
}

impl Holding {
    fn new(found: Load<StaffMarket>) -> Self {
        let (attempt, step, words, said) = Default::default();
        Self { found, attempt, step, words, said }
    }

    /// Shows how it stands after something was done.
    pub fn done(self, now: StaffMarket, says: &'static str) {
        self.step.set(None);
        self.words.set(String::new());
        self.said.set(says);
        self.found.set(now);
        travel::travel().say(says);
        travel::show(".said");
    }
}

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let found = Load::new(move || call(GetStaffMarket, (key.clone(), id), ()));
        let holding = Holding::new(found);
        loaded_for_staff(found, move |it: &StaffMarket| {
            travel.arrived(scene.title(&(scene.t.organising.one_of)(&it.plan.title)));
            one(&scene, it, holding)
        })
    });
    let t = &scene.t.organising;
    frame(scene, Frame::below(scene.to(Further::DeskMarkets.page()), t.title), page)
}

fn one(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    let t = &scene.t.organising;
    let said = move || {
        let says = holding.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good said" tabindex="-1">{says}</p> })
    };
    // A form that is open says it beside its button.
    let outcome = move || holding.step.get().is_none().then(|| acted(holding.attempt));
    let rehearsal = it.rehearsal.then(|| {
        view! { <p class="notice info">{icon(Icon::Eye)} {t.rehearsal_is}</p> }
    });
    view! {
        <article class="page">
            <div class="row-link">
                {date(scene, it.plan.starts_at)}
                {heading(it.plan.title.clone())}
                <small class="bits">
                    <span>{hours(scene, it.plan.starts_at, it.plan.ends_at)}</span>
                    <span>{it.place_name.clone()}</span>
                </small>
                {mark(scene, it.status)}
            </div>
            {rehearsal}
            {said}
            {outcome}
            {news(scene, it)}
            {missing(scene, it, holding)}
            {desk_market_steps::asked(scene, it, holding)}
            {plan(scene, it)}
            {guests(scene, it)}
            {desk_market_stalls::list(scene, it)}
            {desk_market_steps::others(scene, it, holding)}
            {links(scene, it, holding)}
            {desk_market_steps::main(scene, it, holding)}
        </article>
    }
    .into_any()
}

/// What has happened to it.
fn news(scene: &Scene, it: &StaffMarket) -> AnyView {
    let (t, times) = (&scene.t.organising, &scene.t.times);
    let mut all: Vec<String> = Vec::new();
    all.extend((!it.returned.is_empty()).then(|| (t.returned)(&it.returned)));
    all.extend(it.moved_from.map(|from| (t.moved)(&(times.day)(from))));
    all.extend(
        it.cancelled
            .as_ref()
            .map(|(reason, words)| format!("{} {words}", (scene.t.markets.cancelled)(*reason))),
    );
    let sure = |it: &StaffStall| it.status == StallStatus::Confirmed || it.expected;
    let unsure = it.status == MarketStatus::Submitted && !it.stalls.iter().any(sure);
    all.extend(unsure.then(|| t.no_sure_stall.to_owned()));
    let waits = matches!(it.status, MarketStatus::Draft | MarketStatus::Submitted);
    all.extend((waits && it.short_notice && !it.rehearsal).then(|| t.short_notice.to_owned()));
    all.into_iter().map(|it| view! { <p class="notice info">{it}</p> }).collect_view().into_any()
}

/// Stalls that were asked and have not answered.
fn unsure(it: &StaffMarket) -> Vec<&StaffStall> {
    let asked = |it: &&StaffStall| it.status == StallStatus::Accepted && !it.expected;
    it.stalls.iter().filter(asked).collect()
}

/// What a draft still needs, each with the way to it; said before anybody presses.
fn missing(scene: &Scene, it: &StaffMarket, holding: Holding) -> Option<AnyView> {
    if it.status != MarketStatus::Draft || !it.editable {
        return None;
    }
    let (t, plan) = (&scene.t.organising, &it.plan);
    let to_plan = |field: &str| scene.to(Further::MarketPlan(it.id).page()) + "#field-" + field;
    let link = |href: String, name: &'static str| {
        view! { <li><a class="pick" href=href>{name}</a></li> }.into_any()
    };
    let mut all = Vec::new();
    if !NewMarket::is_in_reach(plan.starts_at, scene.now) {
        all.push(link(to_plan("day"), t.needs_day));
    }
    if it.stalls.iter().all(|it| is_gone(it.status)) {
        all.push(link(scene.to(Further::NewStall(it.id).page()), t.needs_stalls));
    } else if !unsure(it).is_empty() {
        all.push(view! { <li>{sure(scene, it, holding)}</li> }.into_any());
    }
    if plan.safety.is_empty() {
        all.push(link(to_plan("safety"), t.needs_safety));
    }
    if plan.rain.is_empty() {
        all.push(link(to_plan("rain"), t.needs_rain));
    }
    if !plan.reachable {
        all.push(link(to_plan("reachable"), t.needs_contact));
    }
    if !plan.owner_agreed {
        all.push(view! { <li>{owner(scene, it, holding)}</li> }.into_any());
    }
    let complete = all.is_empty();
    let body = match complete {
        true => view! { <p class="notice good">{t.complete}</p> }.into_any(),
        false => view! {
            <section class="card" id="missing">
                <h2 class="small">{(t.missing)(all.len())}</h2>
                <ul class="picks">{all}</ul>
            </section>
        }
        .into_any(),
    };
    Some(body)
}

/// Whether it does not come any more.
pub fn is_gone(status: StallStatus) -> bool {
    matches!(status, StallStatus::Rejected | StallStatus::Withdrawn | StallStatus::Cancelled)
}

/// All that were asked come: one press for twenty.
fn sure(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    let t = &scene.t.organising;
    let stalls: Vec<_> = unsure(it).into_iter().map(|it| it.id).collect();
    let (at, says) = ((scene.community.key.clone(), it.id), (t.all_come)(stalls.len()));
    let press = move |_| {
        let sure = SureStalls { stalls: stalls.clone() };
        holding.attempt.run(CountOnStalls, at.clone(), sure, move |now| {
            holding.done(now, t.all_come_done);
        });
    };
    press_row(holding, says, t.all_come_more, press)
}

/// Whose place it is, has said yes: one press.
fn owner(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    let (t, at) = (&scene.t.organising, (scene.community.key.clone(), it.id));
    let market = NewMarket { owner_agreed: true, ..it.plan.clone() };
    let change = MarketChange { version: it.version, market };
    let press = move |_| {
        holding.attempt.run(ChangeMarket, at.clone(), change.clone(), move |now| {
            holding.done(now, t.owner_done);
        });
    };
    press_row(holding, t.needs_owner.to_owned(), t.needs_owner_more, press)
}

fn press_row(
    holding: Holding,
    says: String,
    more: &'static str,
    press: impl Fn(leptos::ev::MouseEvent) + Send + 'static,
) -> AnyView {
    let busy = move || holding.attempt.is_pending().then_some("true");
    view! {
        <button type="button" class="pick" aria-busy=busy on:click=press>
            <strong>{says}</strong> <small>{more}</small>
        </button>
    }
    .into_any()
}

/// What was filled in, with the way to change it.
fn plan(scene: &Scene, it: &StaffMarket) -> AnyView {
    let (t, p, m, plan) = (&scene.t.organising, &scene.t.planning, &scene.t.markets, &it.plan);
    let yes = |it: bool| if it { t.yes } else { t.not_yet };
    let or_open =
        |words: &str| if words.is_empty() { t.not_yet.to_owned() } else { words.to_owned() };
    let change = it.editable.then(|| {
        let href = scene.to(Further::MarketPlan(it.id).page());
        view! { <a class="button plain" href=href>{icon(Icon::Pen)} {t.change_plan}</a> }
    });
    let day = (scene.t.times.day)(plan.starts_at);
    let rows = [
        (p.kind, (m.kind)(plan.kind).to_owned()),
        (m.when, format!("{day} {}", hours(scene, plan.starts_at, plan.ends_at))),
        (m.place, it.place_name.clone()),
        (p.words, or_open(&plan.words)),
        (p.safety, or_open(&plan.safety)),
        (p.rain, or_open(&plan.rain)),
        (p.owner, yes(plan.owner_agreed).to_owned()),
        (p.reachable, yes(plan.reachable).to_owned()),
    ];
    let rows = rows.map(|(name, says)| view! { <div><dt>{name}</dt><dd>{says}</dd></div> });
    view! {
        <section class="card">
            <h2 class="small">{t.plan}</h2>
            <dl class="facts">{rows.to_vec()}</dl>
            {change}
        </section>
    }
    .into_any()
}

/// The day, and whoever waits for the organiser's word, with how many they are.
fn guests(scene: &Scene, it: &StaffMarket) -> Option<AnyView> {
    use MarketStatus as S;
    let t = visiting::of(scene.t);
    let held = !matches!(it.status, S::Draft | S::Submitted | S::Cancelled | S::Archived);
    let confidential = it.plan.kind.is_confidential();
    if !held || confidential || !may_hold(scene) {
        return None;
    }
    let link = |further: Further, name: String| {
        view! { <a class="button plain" href=scene.to(further.page())>{name}</a> }.into_any()
    };
    let mut all = vec![link(Further::MarketDay(it.id), t.absent.day_link.to_owned())];
    if it.pending > 0 {
        all.push(link(Further::Approvals(it.id), (t.approvals.link)(it.pending)));
    }
    if it.objections > 0 {
        all.push(link(Further::Objections, (t.objections.link)(it.objections)));
    }
    Some(view! { <section class="group">{all}</section> }.into_any())
}

/// The public page, the poster, and a rehearsal.
fn links(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    use MarketStatus as S;
    let t = &scene.t.organising;
    let public = !it.rehearsal && !matches!(it.status, S::Draft | S::Submitted);
    let link = |further: Further, name: &'static str| {
        view! { <a class="button plain" href=scene.to(further.page())>{name}</a> }.into_any()
    };
    let mut all = Vec::new();
    if public {
        all.push(link(Further::Market(it.id), t.public_page));
        all.push(link(Further::Poster(it.id), t.poster));
    }
    if public && may_hold(scene) {
        all.push(link(Further::MarketCopy(it.id), t.copy_this));
    }
    let tries = it.own && !it.rehearsal && matches!(it.status, S::Draft | S::Published);
    let rehearse = tries.then(|| rehearse(scene, it, holding));
    view! { <section class="group">{all} {rehearse}</section> }.into_any()
}

fn rehearse(scene: &Scene, it: &StaffMarket, holding: Holding) -> AnyView {
    let (t, at) = (&scene.t.organising, (scene.community.key.clone(), it.id));
    let (navigate, drawn) = (leptos_router::hooks::use_navigate(), scene.clone());
    let press = move || {
        let (navigate, scene) = (navigate.clone(), drawn.clone());
        let made = move |new: StaffMarket| {
            navigate(&scene.to(Further::DeskMarket(new.id).page()), Default::default());
        };
        holding.attempt.run(CopyMarket, at.clone(), MarketCopy::Rehearsal, made);
    };
    view! {
        {holding.attempt.button("button plain", t.rehearse, press)}
        <p class="hint">{t.rehearse_more}</p>
    }
    .into_any()
}
