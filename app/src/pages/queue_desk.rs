//! Where the numbers of a stall are called: one large button, and those who are there.

use leptos::prelude::*;
use shared::{
    api::{GetStallQueue, StepQueue},
    id::StallId,
    market::{DeskNumber, QueueState, QueueStep, StallQueue},
    problem::Kind,
};

use super::{show, signed_in};
use crate::{
    api::call,
    components::{attempt::Attempt, dialog::Dialog, step_up::acted, watch::Watch},
    place_further::Further,
    scene::Scene,
    text::market_day,
    travel,
    view::{
        frame::{Frame, Tab, heading},
        icon::{Icon, icon},
    },
};

/// What is shown, and what was tried.
#[derive(Clone, Copy)]
struct Desk {
    stall: StallId,
    watch: Watch<StallQueue>,
    attempt: Attempt,
    /// The number that was taken last for somebody without a phone.
    given: RwSignal<Option<i64>>,
    /// Who is to be put away, while it is asked for sure. It stands apart from the rows, which are
    /// drawn anew while somebody reads.
    absent: RwSignal<Option<i64>>,
    asking: RwSignal<bool>,
    /// Who waits or has gone, and is looked after out of turn.
    picked: RwSignal<Option<i64>>,
}

pub fn page(scene: &Scene, stall: StallId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene) = (drawn.community.key.clone(), drawn.clone());
        let watch = Watch::new(move || call(GetStallQueue, (key.clone(), stall), ()));
        let (attempt, given, absent, asking, picked) = Default::default();
        let desk = Desk { stall, watch, attempt, given, absent, asking, picked };
        // What was refused was so because of what is not shown yet.
        let refused = Memo::new(move |_| {
            attempt.problem().filter(|it| ![Kind::Offline, Kind::Busy].contains(&it.kind))
        });
        Effect::new(move |_| {
            if refused.get().is_some() {
                watch.again();
            }
        });
        let travel = travel::travel();
        let draw = move || {
            travel.arrived(scene.title(scene.t.queue_desk.title));
            one(&scene, desk)
        };
        view! { {watch.stale()} {watch.draw(draw)} {others(watch)} }.into_any()
    });
    let markets = scene.to(Further::Markets.page());
    show(
        scene,
        Frame::below_tab(markets, scene.t.markets.title, Tab::Home),
        scene.t.queue_desk.title,
        page,
    )
}

/// For who does not call here: whom it is left to.
fn others(watch: Watch<StallQueue>) -> AnyView {
    let t = crate::text::now();
    let refused = move || watch.problem().is_some_and(|it| it.kind == Kind::NotAllowed);
    (move || refused().then(|| view! { <p>{t.queue_desk.other}</p> })).into_any()
}

impl Desk {
    fn step(
        self,
        scene: &Scene,
        step: QueueStep,
    ) -> impl Fn() + Clone + Send + Sync + 'static + use<> {
        let steps = self.steps(scene);
        move || steps(step)
    }

    fn steps(self, scene: &Scene) -> impl Fn(QueueStep) + Clone + Send + Sync + 'static + use<> {
        let (key, travel, t) = (scene.community.key.clone(), travel::travel(), &scene.t.queue_desk);
        move |step| {
            let at = (key.clone(), self.stall);
            self.attempt.run(StepQueue, at, step, move |now: StallQueue| {
                let last = now.last.unwrap_or_default();
                self.given.set((step == QueueStep::Take).then_some(last));
                match step {
                    QueueStep::Take => travel.say((t.given)(last)),
                    QueueStep::Call { .. } => travel.say((t.said)(last)),
                    _ => travel.say((t.counts)(now.line.waiting, now.served)),
                }
                self.watch.set(now);
                travel.rescue();
            });
        }
    }
}

fn one(scene: &Scene, desk: Desk) -> AnyView {
    let (t, m) = (&scene.t.queue_desk, &scene.t.markets);
    let about = desk.watch.look(|it| (it.market, it.line.clone()));
    let Some((market, line)) = about else { return ().into_any() };
    let counts = move || desk.watch.with(|it| (t.counts)(it.line.waiting, it.served));
    let open = Memo::new(move |_| desk.watch.with(|it| it.open).unwrap_or_default());
    let shut = move || {
        (!open.get()).then(|| {
            view! {
                <section class="notice info">
                    <h2 class="small">{t.shut}</h2>
                    <p>{t.shut_more}</p>
                </section>
            }
        })
    };
    let numbers = scene.clone();
    let (board, page) = (Further::QueueBoard(market).page(), Further::Market(market).page());
    let link = |page, name: &'static str| {
        view! { <a class="more" href=scene.to(page)>{name} {icon(Icon::Forward)}</a> }
    };
    view! {
        <article class="page">
            {heading(format!("{} {}", t.title, (m.service)(line.service)))}
            <p class="lead">{line.provider_name}</p>
            <p>{counts}</p>
            {shut}
            {now_called(scene, desk)}
            {acted(desk.attempt)}
            {move || desk.watch.with(|it| groups(&numbers, desk, it))}
            {question(scene, desk)}
            {walk_in(scene, desk, open)}
            {link(board, t.board)}
            {link(page, t.to_market)}
        </article>
    }
    .into_any()
}

/// The one thing to do, in the same place whatever happens.
fn now_called(scene: &Scene, desk: Desk) -> AnyView {
    let t = &scene.t.queue_desk;
    let next = Memo::new(move |_| desk.watch.with(|it| it.next.filter(|_| it.open)).flatten());
    let name = move || next.get().map_or_else(|| t.nobody.to_owned(), t.call);
    let (call, attempt) = (desk.steps(scene), desk.attempt);
    let busy = move || attempt.is_pending().then_some("true");
    // Whom the button names is called, or nobody: another phone may have been quicker.
    let press = move |_| {
        if let Some(number) = next.get_untracked() {
            call(QueueStep::Call { number });
        }
    };
    view! {
        <button type="button" class="button queue-call" aria-busy=busy
            disabled=move || next.get().is_none() on:click=press>{name}</button>
    }
    .into_any()
}

/// Those who are called, those who are served, and those who wait.
fn groups(scene: &Scene, desk: Desk, it: &StallQueue) -> AnyView {
    let t = &scene.t.queue_desk;
    let with = |wanted: fn(&QueueState) -> bool| {
        it.numbers.iter().filter(move |it| wanted(&it.state)).collect::<Vec<&DeskNumber>>()
    };
    let group = |title: &'static str, all: Vec<&DeskNumber>| {
        (!all.is_empty()).then(|| {
            let rows = all.into_iter().map(|it| row(scene, desk, *it)).collect_view();
            view! { <section class="group"><h2>{title}</h2><ul class="cards">{rows}</ul></section> }
        })
    };
    view! {
        {group(t.called, with(|it| matches!(it, QueueState::Called { .. })))}
        {group(t.serving, with(|it| matches!(it, QueueState::Serving { .. })))}
        {line(scene, desk, (t.line, t.line_more), &with(|it| *it == QueueState::Waiting))}
        {line(scene, desk, (t.gone, t.gone_more), &with(|it| matches!(it, QueueState::Left { .. })))}
    }
    .into_any()
}

/// Numbers that are not called: one that is picked is looked after out of turn.
fn line(
    scene: &Scene,
    desk: Desk,
    (title, more): (&'static str, &'static str),
    all: &[&DeskNumber],
) -> Option<AnyView> {
    let t = &scene.t.queue_desk;
    let chip = |it: &&DeskNumber| {
        let number = it.number;
        let picked = move || desk.picked.get() == Some(number);
        let press = move |_| desk.picked.set((!picked()).then_some(number));
        view! {
            <li><button type="button" class="chip" aria-label=(t.doing)(t.pick, number)
                aria-pressed=move || picked().to_string() on:click=press>{number}</button></li>
        }
    };
    let chips = all.iter().map(chip).collect_view();
    let (scene, numbers): (_, Vec<DeskNumber>) =
        (scene.clone(), all.iter().map(|it| **it).collect());
    let picked = move || {
        let found = numbers.iter().find(|it| desk.picked.get() == Some(it.number))?;
        Some(view! { <ul class="cards">{row(&scene, desk, *found)}</ul> })
    };
    let draw = || {
        view! {
            <section class="group">
                <h2>{title}</h2>
                <p class="hint">{more}</p>
                <ul class="chips">{chips}</ul>
                {picked}
            </section>
        }
        .into_any()
    };
    (!all.is_empty()).then(draw)
}

fn row(scene: &Scene, desk: Desk, it: DeskNumber) -> AnyView {
    let (t, number) = (&scene.t.queue_desk, it.number);
    let called = matches!(it.state, QueueState::Called { .. });
    let aloud = (called && it.aloud).then(|| view! { <p>{t.aloud}</p> });
    let missed = (called && it.missed).then(|| view! { <p>{t.missed}</p> });
    let button = |class: &'static str, name: &'static str, step: QueueStep| {
        let (press, busy) = (desk.step(scene, step), desk.attempt);
        let busy = move || busy.is_pending().then_some("true");
        view! {
            <button type="button" class=class aria-label=(t.doing)(name, number) aria-busy=busy
                on:click=move |_| press()>{name}</button>
        }
        .into_any()
    };
    let put_away = || {
        let ask = move |_| {
            desk.attempt.forgive();
            desk.absent.set(Some(number));
            desk.asking.set(true);
        };
        view! {
            <button type="button" class="button plain" aria-label=(t.doing)(t.put_away, number)
                on:click=ask>{t.put_away}</button>
        }
        .into_any()
    };
    let begin = |class| button(class, t.begin, QueueStep::Begin { number });
    let buttons = match it.state {
        QueueState::Called { .. } => vec![begin("button"), put_away()],
        QueueState::Waiting => vec![begin("button plain"), put_away()],
        QueueState::Left { .. } => vec![begin("button plain")],
        _ => vec![button("button", t.end, QueueStep::End { number })],
    };
    view! {
        <li class="card">
            <p class="queue-number">{(scene.t.queue.number)(number)}</p>
            {aloud} {missed}
            <div class="pair-of-buttons">{buttons}</div>
        </li>
    }
    .into_any()
}

/// Putting somebody away sends them home at once, so that it is asked twice.
fn question(scene: &Scene, desk: Desk) -> AnyView {
    let (t, asks) = (&scene.t.queue_desk, &market_day::of(scene.t).not_here);
    let (steps, number) = (desk.steps(scene), scene.t.queue.number);
    let yes = move || {
        desk.asking.set(false);
        if let Some(number) = desk.absent.get_untracked() {
            steps(QueueStep::PutAway { number });
        }
    };
    view! {
        <Dialog open=desk.asking title=asks.sure close_says=asks.wait>
            <p class="queue-number">{move || desk.absent.get().map(number)}</p>
            <p>{asks.more}</p>
            {desk.attempt.button("button", t.put_away, yes)}
        </Dialog>
    }
    .into_any()
}

/// For who has no phone: the stall takes a number, and says which.
fn walk_in(scene: &Scene, desk: Desk, open: Memo<bool>) -> AnyView {
    let t = &scene.t.queue_desk;
    let take = desk.step(scene, QueueStep::Take);
    let given = move || {
        let number = desk.given.get()?;
        Some(view! { <p class="notice good">{(t.given)(number)}</p> })
    };
    let button =
        move || open.get().then(|| desk.attempt.button("button plain", t.walk_in, take.clone()));
    view! { {given} {button} }.into_any()
}
