//! The plan of a market: what it is, when and where, and what has to be clear before it is
//! reviewed. What is typed stays on this phone until it is stored.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use shared::{
    api::{ChangeMarket, GetNode, GetStaffMarket, MakeMarket},
    grid::{NodeBoard, PublicNode},
    id::MarketId,
    market::{MarketChange, MarketKind, NewMarket, StaffMarket},
    problem::{Check, Kind, Problem},
    time::Millis,
};

use super::{desk::staff_only, show, when};
use crate::{
    api::call,
    clock,
    components::{
        attempt::Attempt,
        field::{ChoiceField, TextField, TickField},
        form::Form,
        load::Load,
        node::NodeField,
        step_up::loaded_for_staff,
    },
    draft::{self, is_kept, kept, kept_text},
    me,
    place_further::Further,
    scene::Scene,
    text::planning::Planning,
    travel,
    view::{
        frame::{Frame, frame, heading},
        market::hours,
    },
};

/// What is filled in.
#[derive(Clone, Copy)]
struct Typing {
    attempt: Attempt,
    /// Of what was looked at; nothing for a new one.
    version: RwSignal<Option<i64>>,
    kind: RwSignal<Option<MarketKind>>,
    title: RwSignal<String>,
    day: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    node: RwSignal<Option<PublicNode>>,
    spot: RwSignal<String>,
    words: RwSignal<String>,
    safety: RwSignal<String>,
    rain: RwSignal<String>,
    owner_agreed: RwSignal<bool>,
    reachable: RwSignal<bool>,
    /// What somebody else has stored meanwhile.
    theirs: RwSignal<Option<StaffMarket>>,
}

/// Under which name it stays on the phone.
fn name_of(id: Option<MarketId>) -> String {
    id.map_or_else(|| "market.new".to_owned(), |id| format!("market.{id}"))
}

impl Typing {
    /// As it stands, with what was typed here before on top.
    fn of(
        id: Option<MarketId>,
        version: Option<i64>,
        plan: &NewMarket,
        node: Option<PublicNode>,
    ) -> Self {
        let name = name_of(id);
        let text = |field: &str, before: &str| kept_text(&format!("{name}.{field}"), before);
        Self {
            attempt: Attempt::new(),
            version: RwSignal::new(version),
            kind: kept(&format!("{name}.kind"), Some(plan.kind)),
            title: text("title", &plan.title),
            day: text("day", &when::day(plan.starts_at)),
            from: text("from", &when::hour(plan.starts_at)),
            to: text("to", &when::hour(plan.ends_at)),
            node: kept(&format!("{name}.node"), node),
            spot: text("spot", &plan.spot),
            words: text("words", &plan.words),
            safety: text("safety", &plan.safety),
            rain: text("rain", &plan.rain),
            owner_agreed: kept(&format!("{name}.owner"), plan.owner_agreed),
            reachable: kept(&format!("{name}.reachable"), plan.reachable),
            theirs: RwSignal::new(None),
        }
    }

    /// What stands in the form, if it fits.
    fn market(self) -> Result<NewMarket, Problem> {
        let mut check = Check::default();
        let day = self.day.get_untracked();
        let starts_at = check.take("from", when::at(&day, &self.from.get_untracked()));
        let ends_at = check.take("to", when::at(&day, &self.to.get_untracked()));
        let new = NewMarket {
            kind: self.kind.get_untracked().unwrap_or(MarketKind::Market),
            title: self.title.get_untracked(),
            words: self.words.get_untracked(),
            node: self.node.get_untracked().map(|node| node.id),
            spot: self.spot.get_untracked(),
            starts_at,
            ends_at,
            safety: self.safety.get_untracked(),
            rain: self.rain.get_untracked(),
            owner_agreed: self.owner_agreed.get_untracked(),
            reachable: self.reachable.get_untracked(),
        };
        check.done()?;
        new.clone().check(clock::now()).map(|_| new).map_err(at_its_field)
    }
}

/// The fields of a form for two points in time are others than the server has.
fn at_its_field(mut problem: Problem) -> Problem {
    for field in &mut problem.fields {
        match field.name.as_str() {
            "starts_at" => field.name = "day".to_owned(),
            "ends_at" => field.name = "to".to_owned(),
            _ => {}
        }
    }
    problem
}

/// A new one: in a week, in the morning, where one lives.
pub fn new(scene: &Scene) -> AnyView {
    let page = staff_only(scene, |scene, key| {
        let day = shared::calendar::morning_of(clock::now().after_days(14));
        let starts_at = day.after(30 * Millis::MINUTE);
        let ends_at = starts_at.after(3 * Millis::HOUR);
        let plan = NewMarket { starts_at, ends_at, ..NewMarket::default() };
        let homes = me::me().person().map(|it| it.homes).unwrap_or_default();
        let home = homes.into_iter().find(|it| it.community == key).map(|it| it.node);
        let restored = is_kept(&name_of(None));
        form(&scene, None, Typing::of(None, None, &plan, home), restored)
    });
    let t = &scene.t.organising;
    let above = Frame::below(scene.to(Further::DeskMarkets.page()), t.title);
    show(scene, above, scene.t.planning.new, page)
}

/// One that is a draft.
pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let found = Load::new(move || {
            let key = key.clone();
            async move {
                let market = call(GetStaffMarket, (key.clone(), id), ()).await?;
                let board: NodeBoard = call(GetNode, (key, market.place), ()).await?;
                Ok((market, board.node))
            }
        });
        loaded_for_staff(found, move |(it, node): &(StaffMarket, PublicNode)| {
            travel.arrived(scene.title(scene.t.planning.title));
            to_the_field();
            let restored = is_kept(&name_of(Some(id)));
            let typing = Typing::of(Some(id), Some(it.version), &it.plan, Some(node.clone()));
            match it.editable {
                true => form(&scene, Some(id), typing, restored),
                false => settled(&scene, id),
            }
        })
    });
    let above = scene.to(Further::DeskMarket(id).page());
    frame(scene, Frame::below(above, scene.t.organising.one), page)
}

fn settled(scene: &Scene, id: MarketId) -> AnyView {
    let t = &scene.t.planning;
    view! {
        <div class="page">
            {heading(t.settled)}
            <p>{t.settled_more}</p>
            <a class="button" href=scene.to(Further::DeskMarket(id).page())>{scene.t.organising.one}</a>
        </div>
    }
    .into_any()
}

fn form(scene: &Scene, id: Option<MarketId>, typing: Typing, restored: bool) -> AnyView {
    let (t, attempt) = (&scene.t.planning, typing.attempt);
    let restored = restored.then(|| {
        view! { <div class="notice plain"><p>{t.restored}</p> {forget(t, id)}</div> }
    });
    if let Some(id) = id {
        look_at_theirs(scene, id, typing);
    }
    let drawn = scene.clone();
    let theirs = move || typing.theirs.get().map(|it| conflict(&drawn, id, &it));
    let (submit, fields) = (submit(scene, id, typing), what(scene, typing));
    let review = before_review(scene, typing);
    view! {
        <div class="page">
            {heading(if id.is_some() { t.title } else { t.new })}
            {restored}
            <Form attempt button=t.save submit dock=true>
                {theirs}
                {fields}
                {review}
                <p class="hint">{t.kept}</p>
            </Form>
        </div>
    }
    .into_any()
}

/// A link may mean one field: brought into sight, once the page has its own focus.
fn to_the_field() {
    request_animation_frame(|| {
        request_animation_frame(|| {
            let name = window().location().hash().unwrap_or_default();
            let field = document().get_element_by_id(name.trim_start_matches('#'));
            field.iter().for_each(|field| {
                field.scroll_into_view();
                travel::focus(field);
            });
        });
    });
}

/// What was typed here is not wanted any more.
fn forget(t: &'static Planning, id: Option<MarketId>) -> AnyView {
    let forget = move |_| {
        draft::forget(&name_of(id));
        let _ = window().location().reload();
    };
    view! { <button type="button" class="button plain small" on:click=forget>{t.forget}</button> }
        .into_any()
}

fn submit(scene: &Scene, id: Option<MarketId>, typing: Typing) -> Box<dyn Fn() + Send> {
    let (scene, navigate, attempt) = (scene.clone(), use_navigate(), typing.attempt);
    Box::new(move || {
        let market = match typing.market() {
            Ok(market) => market,
            Err(problem) => return attempt.refuse(problem),
        };
        let (key, name) = (scene.community.key.clone(), name_of(id));
        let (scene, navigate) = (scene.clone(), navigate.clone());
        let done = move |stored: StaffMarket| {
            draft::forget(&name);
            navigate(&scene.to(Further::DeskMarket(stored.id).page()), Default::default());
        };
        match (id, typing.version.get_untracked()) {
            (Some(id), Some(version)) => {
                let change = MarketChange { version, market };
                attempt.run(ChangeMarket, (key, id), change, done);
            }
            _ => attempt.run(MakeMarket, key, market, done),
        }
    })
}

/// Somebody was faster: what they stored is fetched, so that one sees it beside the own words.
fn look_at_theirs(scene: &Scene, id: MarketId, typing: Typing) {
    let key = scene.community.key.clone();
    Effect::new(move |_| {
        let lost = typing.attempt.problem().is_some_and(|it| it.kind == Kind::SomeoneWasFaster);
        let asked = lost.then(|| call(GetStaffMarket, (key.clone(), id), ()));
        spawn_local(async move {
            let Some(asked) = asked else { return };
            if let Ok(theirs) = asked.await {
                let _ = typing.version.try_set(Some(theirs.version));
                let _ = typing.theirs.try_set(Some(theirs));
            }
        });
    });
}

fn conflict(scene: &Scene, id: Option<MarketId>, theirs: &StaffMarket) -> AnyView {
    let (t, plan) = (&scene.t.planning, &theirs.plan);
    let day = (scene.t.times.day)(plan.starts_at);
    let when = format!("{day} {}", hours(scene, plan.starts_at, plan.ends_at));
    view! {
        <section class="notice" role="alert">
            <p>{t.conflict}</p>
            <ul class="plain-list">
                <li>{plan.title.clone()}</li>
                <li>{when}</li>
                <li>{theirs.place_name.clone()}</li>
            </ul>
            <p>{t.conflict_more}</p>
            {forget(t, id)}
        </section>
    }
    .into_any()
}

fn what(scene: &Scene, typing: Typing) -> AnyView {
    let (t, attempt, field) = (&scene.t.planning, typing.attempt, scene.clone());
    let kinds = MarketKind::ALL.map(|it| (it, (scene.t.markets.kind)(it), "")).to_vec();
    view! {
        <TextField attempt name="title" label=t.name hint=t.name_hint value=typing.title
            longest=NewMarket::LONGEST_TITLE/>
        <div class="compact">
            <ChoiceField attempt name="kind" label=t.kind value=typing.kind choices=kinds/>
        </div>
        <TextField attempt name="day" label=t.day value=typing.day kind="date"/>
        <div class="two">
            <TextField attempt name="from" label=t.from value=typing.from kind="time"/>
            <TextField attempt name="to" label=t.to value=typing.to kind="time"/>
        </div>
        <NodeField attempt scene=field label=t.place hint=t.place_hint value=typing.node/>
        <TextField attempt name="spot" label=t.spot hint=t.spot_hint value=typing.spot optional=true
            longest=NewMarket::LONGEST_SPOT/>
        <TextField attempt name="words" label=t.words hint=t.words_hint value=typing.words optional=true
            rows=3 longest=NewMarket::LONGEST_WORDS/>
    }
    .into_any()
}

/// What may be missing in a draft, and must not when it is handed in.
fn before_review(scene: &Scene, typing: Typing) -> AnyView {
    let (t, attempt) = (&scene.t.planning, typing.attempt);
    let open = move || {
        let said = |words: RwSignal<String>| !words.read().trim().is_empty();
        let ticks = [typing.owner_agreed.get(), typing.reachable.get()];
        let there = [said(typing.safety), said(typing.rain), ticks[0], ticks[1]];
        there.into_iter().filter(|it| !it).count()
    };
    let says = move || match open() {
        0 => view! { <p class="mark done">{t.complete}</p> }.into_any(),
        open => view! { <p class="mark wait">{(t.open)(open)}</p> }.into_any(),
    };
    view! {
        <section class="card">
            <h2 class="small">{t.before_review}</h2>
            <div role="status">{says}</div>
            {ready(t.safety_ready, typing.safety)}
            <TextField attempt name="safety" label=t.safety hint=t.safety_hint value=typing.safety
                rows=2 longest=NewMarket::LONGEST_NOTE/>
            {ready(t.rain_ready, typing.rain)}
            <TextField attempt name="rain" label=t.rain hint=t.rain_hint value=typing.rain rows=2
                longest=NewMarket::LONGEST_NOTE/>
            <TickField attempt name="owner_agreed" label=t.owner value=typing.owner_agreed/>
            <TickField attempt name="reachable" label=t.reachable value=typing.reachable/>
        </section>
    }
    .into_any()
}

/// Words to be taken over with one press.
fn ready(all: &'static [&'static str], into: RwSignal<String>) -> AnyView {
    let chips = all.iter().map(|words| {
        let take = move |_| into.set((*words).to_owned());
        view! { <button type="button" class="chip" on:click=take>{*words}</button> }
    });
    view! { <div class="chips ready">{chips.collect_view()}</div> }.into_any()
}
