//! Holding a round: opening one, changing when it ends and how many wishes it has, and what is
//! said about it in the end.

use leptos::prelude::*;
use shared::{
    api::{ChangeRound, GetRound, MakeRound, SumUpRound},
    grid::PublicNode,
    id::RoundId,
    policy::Role,
    problem::{Check, Kind, Problem},
    round::{NewRound, Phase, Round, RoundChange, RoundPage, RoundSummary},
    time::Millis,
};

use super::{round, show, signed_in};
use crate::{
    api::call,
    clock,
    components::{
        attempt::Attempt,
        field::TextField,
        form::Form,
        load::{Load, loaded, titled},
        node::NodeField,
        step_up::step_up,
    },
    draft::kept_text,
    me,
    place::Page,
    place_further::Further,
    scene::Scene,
    text::times::Wall,
    travel,
    view::frame::{Frame, frame, heading},
};

/// Opening one.
#[derive(Clone, Copy)]
struct Making {
    attempt: Attempt,
    name: RwSignal<String>,
    purpose: RwSignal<String>,
    node: RwSignal<Option<PublicNode>>,
    opens: RwSignal<String>,
    closes: RwSignal<String>,
    quota: RwSignal<String>,
    made: RwSignal<Option<RoundId>>,
}

/// Whether the person may hold rounds anywhere; the server knows where.
pub fn may_hold(scene: &Scene) -> bool {
    let roles = me::me().roles(&scene.community.key);
    roles.iter().any(|role| matches!(role, Role::Secretary | Role::Administrator))
}

/// The page, for whoever may; what others see instead.
fn held(scene: &Scene, page: impl Fn(&Scene) -> AnyView + Send + Sync + 'static) -> AnyView {
    let (drawn, page) = (scene.clone(), std::sync::Arc::new(page));
    signed_in(move |_| {
        let (scene, page, me) = (drawn.clone(), page.clone(), me::me());
        let key = scene.community.key.clone();
        let may = Memo::new(move |_| me.admitted(MakeRound, &key).map_err(|problem| problem.kind));
        (move || match (may.get(), may_hold(&scene)) {
            (Ok(()), true) => untrack(|| page(&scene)),
            (Err(Kind::StepUpFirst), true) => view! {
                {heading(scene.t.staff.title)}
                <p>{scene.t.staff.more}</p>
                {step_up(|| ())}
            }
            .into_any(),
            _ => not_yours(&scene),
        })
        .into_any()
    })
}

fn not_yours(scene: &Scene) -> AnyView {
    let t = &scene.t.holding_rounds;
    view! {
        <div class="page">
            {titled(t.not_yours)}
            <p>{t.not_yours_more}</p>
            <a class="button" href=scene.to(Further::Rounds.page())>{scene.t.rounds.title}</a>
        </div>
    }
    .into_any()
}

/// The page on which a round is opened.
pub fn new(scene: &Scene) -> AnyView {
    let page = held(scene, |scene| {
        let text = |name: &str| kept_text(&format!("round.{name}"), "");
        let making = Making {
            attempt: Attempt::new(),
            name: text("name"),
            purpose: text("purpose"),
            node: RwSignal::new(None),
            opens: RwSignal::new(day(clock::now())),
            closes: RwSignal::new(day(clock::now().after_days(30))),
            quota: RwSignal::new("30".to_owned()),
            made: RwSignal::new(None),
        };
        let scene = scene.clone();
        (move || match making.made.get() {
            Some(id) => made(&scene, id, making),
            None => form(&scene, making),
        })
        .into_any()
    });
    let above = Frame::below(scene.to(Page::Desk), scene.t.common.desk);
    show(scene, above, scene.t.holding_rounds.new, page)
}

/// As a field for days shows it.
fn day(at: Millis) -> String {
    let Some(at) = Wall::of(at) else { return String::new() };
    format!("{:04}-{:02}-{:02}", at.year, at.month, at.day)
}

/// The noon of a day.
fn noon(typed: &str) -> Result<Millis, Kind> {
    let parts: Vec<i64> = typed.split('-').filter_map(|it| it.parse().ok()).collect();
    let [year, month, day] = parts.as_slice() else { return Err(Kind::Required) };
    shared::calendar::noon_of(*year, *month, *day).ok_or(Kind::OutOfRange)
}

fn number(typed: &str) -> Result<i64, Kind> {
    typed.trim().parse().map_err(|_| Kind::OutOfRange)
}

fn form(scene: &Scene, making: Making) -> AnyView {
    let (t, attempt) = (&scene.t.holding_rounds, making.attempt);
    let (key, field, travel) = (scene.community.key.clone(), scene.clone(), travel::travel());
    let submit = Box::new(move || match typed(making) {
        Err(problem) => attempt.refuse(problem),
        Ok(input) => attempt.run(MakeRound, key.clone(), input, move |round: Round| {
            for text in [making.name, making.purpose] {
                text.set(String::new());
            }
            making.made.set(Some(round.id));
            travel.to_heading();
        }),
    });
    view! {
        <div class="page">
            {heading(t.new)}
            <p>{t.new_more}</p>
            <Form attempt button=t.make submit>
                <TextField attempt name="name" label=t.name hint=t.name_hint value=making.name
                    longest=NewRound::LONGEST_NAME/>
                <TextField attempt name="purpose" label=t.purpose hint=t.purpose_hint value=making.purpose
                    rows=3 longest=NewRound::LONGEST_PURPOSE/>
                <NodeField attempt scene=field label=t.place hint=t.place_hint value=making.node/>
                <TextField attempt name="opens_at" label=t.opens hint=t.opens_hint value=making.opens kind="date"/>
                <TextField attempt name="closes_at" label=t.closes hint=t.closes_hint value=making.closes kind="date"/>
                <TextField attempt name="quota" label=t.quota hint=t.quota_hint value=making.quota
                    inputmode="numeric"/>
            </Form>
        </div>
    }
    .into_any()
}

/// What stands in the form, if it fits.
fn typed(making: Making) -> Result<NewRound, Problem> {
    let mut check = Check::default();
    let opens_at = check.take("opens_at", noon(&making.opens.get_untracked()));
    let closes_at = check.take("closes_at", noon(&making.closes.get_untracked()));
    let quota = check.take("quota", number(&making.quota.get_untracked()));
    let new = NewRound {
        name: making.name.get_untracked(),
        purpose: making.purpose.get_untracked(),
        node: making.node.get_untracked().map(|node| node.id),
        opens_at,
        closes_at,
        quota,
    };
    // What cannot be read is said along with what does not fit.
    let checked = new.clone().check(clock::now());
    match (check.done(), checked) {
        (Ok(()), Ok(_)) => Ok(new),
        (Ok(()), Err(problem)) | (Err(problem), Ok(_)) => Err(problem),
        (Err(mut problem), Err(other)) => {
            let known = |name: &str| problem.fields.iter().any(|it| it.name == name);
            let others: Vec<_> = other.fields.into_iter().filter(|it| !known(&it.name)).collect();
            problem.fields.extend(others);
            Err(problem)
        }
    }
}

fn made(scene: &Scene, id: RoundId, making: Making) -> AnyView {
    let t = &scene.t.holding_rounds;
    view! {
        <div class="page">
            {heading(t.made)}
            <p>{t.made_more}</p>
            <a class="button" href=scene.to(Further::Round(id).page())>{t.see}</a>
            <button type="button" class="button plain" on:click=move |_| making.made.set(None)>{t.another}</button>
        </div>
    }
    .into_any()
}

/// What outlives a new answer about the round.
#[derive(Clone, Copy)]
struct Holding {
    round: Load<RoundPage>,
    changing: Attempt,
    saying: Attempt,
    said: RwSignal<&'static str>,
}

/// The page on which one is looked after.
pub fn page(scene: &Scene, id: RoundId) -> AnyView {
    let page = held(scene, move |scene| {
        let (key, scene, travel) = (scene.community.key.clone(), scene.clone(), travel::travel());
        let round = Load::new(move || call(GetRound, (key.clone(), id), ()));
        let (changing, saying, said) = (Attempt::new(), Attempt::new(), RwSignal::new(""));
        let holding = Holding { round, changing, saying, said };
        loaded(round, move |page: &RoundPage| {
            travel.arrived(scene.title(scene.t.holding_rounds.title));
            one(&scene, &page.round, holding)
        })
    });
    let above = Frame::below(scene.to(Further::Round(id).page()), scene.t.common.go_back);
    frame(scene, above, page)
}

fn one(scene: &Scene, round: &Round, holding: Holding) -> AnyView {
    let t = &scene.t.holding_rounds;
    let said = move || {
        let says = holding.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good" role="status">{says}</p> })
    };
    let over = round.phase(scene.now) == Phase::Closed;
    let rest = match over {
        true => sum_up(scene, round, holding),
        false => view! {
            {change(scene, round, holding)}
            <p class="quiet">{t.sum_up_later}</p>
        }
        .into_any(),
    };
    view! {
        <article class="page">
            {heading(t.title)}
            <p class="row">{round::mark(scene, round)} <strong>{round.name.clone()}</strong></p>
            <div class="outcome" tabindex="-1">{said}</div>
            {rest}
            <a class="button plain" href=scene.to(Further::Round(round.id).page())>{t.see}</a>
        </article>
    }
    .into_any()
}

/// Shows how it stands after a change.
fn done(holding: Holding, says: &'static str) {
    holding.said.set(says);
    travel::travel().say(says);
    travel::show(".outcome");
    holding.round.again();
}

fn change(scene: &Scene, round: &Round, holding: Holding) -> AnyView {
    let (t, attempt, key) = (&scene.t.holding_rounds, holding.changing, &scene.community.key);
    let closes = RwSignal::new(day(round.closes_at));
    let quota = RwSignal::new(round.quota.to_string());
    let (at, round) = ((key.clone(), round.id), round.clone());
    let submit = Box::new(move || {
        let mut check = Check::default();
        let closes_at = check.take("closes_at", noon(&closes.get_untracked()));
        let quota = check.take("quota", number(&quota.get_untracked()));
        let change = RoundChange { version: round.version, closes_at, quota };
        let checked = check.done().and_then(|()| change.clone().check(&round, clock::now()));
        match checked {
            Err(problem) => attempt.refuse(problem),
            Ok(_) => attempt.run(ChangeRound, at.clone(), change, move |_| done(holding, t.saved)),
        }
    });
    view! {
        <section class="card">
            <h2 class="small">{t.change}</h2>
            <Form attempt button=t.save submit>
                <TextField attempt name="closes_at" label=t.closes hint=t.closes_hint value=closes kind="date"/>
                <TextField attempt name="quota" label=t.quota hint=t.quota_hint value=quota inputmode="numeric"/>
            </Form>
        </section>
    }
    .into_any()
}

fn sum_up(scene: &Scene, round: &Round, holding: Holding) -> AnyView {
    let (t, attempt, key) = (&scene.t.holding_rounds, holding.saying, &scene.community.key);
    let words = kept_text(&format!("round.{}", round.id), &round.summary);
    let (at, round) = ((key.clone(), round.id), round.clone());
    let submit = Box::new(move || {
        let summary = RoundSummary { version: round.version, words: words.get_untracked() };
        match summary.check(&round, clock::now()) {
            Err(problem) => attempt.refuse(problem),
            Ok(input) => {
                let says = move |_| done(holding, t.published);
                attempt.run(SumUpRound, at.clone(), input, says);
            }
        }
    });
    let ready = t.ready.iter().map(|ready| {
        let take = move |_| words.update(|words| words.push_str(ready));
        view! { <button type="button" class="chip" on:click=take>{*ready}</button> }
    });
    view! {
        <section class="card">
            <h2 class="small">{t.sum_up}</h2>
            <p class="hint">{t.sum_up_more}</p>
            <div class="chips ready">{ready.collect_view()}</div>
            <Form attempt button=t.publish submit>
                <TextField attempt name="words" label=t.words hint=t.words_hint value=words rows=5
                    longest=RoundSummary::LONGEST/>
            </Form>
        </section>
    }
    .into_any()
}
