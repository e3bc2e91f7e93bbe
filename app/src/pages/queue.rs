//! One's own number at a stall: how many are ahead, and in large letters when it is one's turn.

use leptos::prelude::*;
use shared::{
    api::{GetMyQueue, LeaveQueue, ListMyQueues, TakeNumber},
    community::CommunityKey,
    id::{MemberId, PersonId, StallId},
    market::{Member, MyNumber, MyQueue, NewNumber, Nickname, NumberGone, QueueState},
    person::Person,
};

use super::{show, signed_in_or, stranger};
use crate::{
    api::call,
    components::{attempt::Attempt, dialog::Dialog, watch::Watch},
    kept_numbers, live, me,
    place_further::Further,
    scene::Scene,
    text::queue::Queue,
    travel,
    view::{
        frame::{Frame, Tab, heading},
        icon::{Icon, icon},
        market::clock as hour,
    },
};

/// What is shown, and what was tried.
#[derive(Clone, Copy)]
struct Mine {
    stall: StallId,
    watch: Watch<MyQueue>,
    attempt: Attempt,
}

pub fn page(scene: &Scene, stall: StallId) -> AnyView {
    let (drawn, again) = (scene.clone(), scene.clone());
    let own = move |person: &Person| numbers(&drawn, stall, Some(person.id));
    // Without a network nobody knows who this is; the number is on the phone all the same.
    let kept = move || match me::me().problem() {
        Some(_) => numbers(&again, stall, None),
        None => stranger(),
    };
    let page = signed_in_or(own, kept);
    let above =
        Frame::below_tab(scene.to(Further::Tickets.page()), scene.t.tickets.title, Tab::Mine);
    show(scene, above, scene.t.queue.title, page)
}

fn numbers(scene: &Scene, stall: StallId, who: Option<PersonId>) -> AnyView {
    let (scene, travel) = (scene.clone(), travel::travel());
    let key = scene.community.key.clone();
    let (asked, kept) = (key.clone(), key.clone());
    let watch = Watch::or_kept(
        move || call(GetMyQueue, (asked.clone(), stall), ()),
        move || kept_numbers::one(kept.clone(), who, stall),
    );
    if let Some(person) = who {
        let key = key.clone();
        watch.each(move |it, at| kept_numbers::keep_one(key.clone(), person, (it, at)));
    }
    follow(key, stall, watch);
    let mine = Mine { stall, watch, attempt: Attempt::new() };
    let draw = move || {
        travel.arrived(scene.title(scene.t.queue.title));
        one(&scene, mine)
    };
    view! { {watch.stale()} {watch.draw(draw)} }.into_any()
}

/// What happens at the stall is heard as it happens; then the own number is asked for, since
/// nobody else may hear of it.
fn follow(key: CommunityKey, stall: StallId, watch: Watch<MyQueue>) {
    let market = Memo::new(move |_| watch.with(|it| it.open.then_some(it.market)).flatten());
    Effect::new(move |_| {
        let Some(market) = market.get() else { return };
        live::follow(&key, market, move |word| match word.map(|it| it.queues) {
            Some(Some(queues)) => {
                let line = queues.stalls.iter().find(|it| it.stall == stall);
                let same = |it: &MyQueue| it.open == queues.open && line == Some(&it.line);
                match watch.look(same) {
                    Some(true) => watch.confirmed(),
                    _ => watch.changed(),
                }
            }
            Some(None) => {}
            None => watch.lost(),
        });
    });
}

/// The number that matters most now: who is called comes first, then who comes soonest; when
/// nobody waits, the last one.
pub fn first(it: &MyQueue) -> Option<&MyNumber> {
    let rank = |it: &&MyNumber| match it.state {
        QueueState::Called { .. } => (0, 0),
        QueueState::Waiting => (1, it.wait.map_or(0, |wait| wait.ahead)),
        QueueState::Serving { .. } => (2, 0),
        QueueState::Served { .. } | QueueState::Left { .. } => (3, -it.number),
    };
    it.numbers.iter().min_by_key(rank)
}

fn is_live(it: &MyNumber) -> bool {
    it.state.waits() || matches!(it.state, QueueState::Serving { .. })
}

/// How a number stands, in one sentence.
pub fn says(t: &Queue, it: &MyNumber) -> String {
    match (it.state, it.wait) {
        (QueueState::Called { .. }, _) => t.turn.to_owned(),
        (QueueState::Waiting, Some(wait)) => (t.ahead)(wait.ahead, wait.minutes),
        (QueueState::Serving { .. }, _) => t.serving.to_owned(),
        (QueueState::Served { .. }, _) => t.served.to_owned(),
        (QueueState::Left { .. } | QueueState::Waiting, _) => t.left.to_owned(),
    }
}

/// The number by its own name, and by whose it is.
pub fn name(t: &Queue, it: &MyNumber) -> String {
    match &it.nickname {
        Some(nickname) => (t.number_of)(it.number, nickname.reveal()),
        None => (t.number)(it.number),
    }
}

fn one(scene: &Scene, mine: Mine) -> AnyView {
    let (t, m) = (&scene.t.queue, &scene.t.markets);
    let about = mine.watch.look(|it| (it.market, it.market_title.clone(), it.line.clone()));
    let Some((market, title, line)) = about else { return ().into_any() };
    let others = scene.clone();
    view! {
        <article class="page">
            {heading(format!("{} · {}", (m.service)(line.service), t.title))}
            {panel(scene, mine)}
            {move || mine.watch.with(|it| rest(&others, it))}
            {mine.attempt.notice()}
            {acts(scene, mine)}
            <a class="more" href=scene.to(Further::Market(market).page())>{t.market} " " {title}</a>
        </article>
    }
    .into_any()
}

/// What a screen reader hears when it changes: the number, how it stands, and where to go.
fn panel(scene: &Scene, mine: Mine) -> AnyView {
    let t = &scene.t.queue;
    let called = move |it: &MyQueue| {
        first(it).is_some_and(|it| matches!(it.state, QueueState::Called { .. }))
    };
    let turn = Memo::new(move |_| mine.watch.with(called).unwrap_or_default());
    let words = move |it: &MyQueue| match first(it) {
        Some(first) => (name(t, first), says(t, first), more(t, it, first)),
        None => (String::new(), t.none.to_owned(), vec![t.none_more.to_owned()]),
    };
    let words = Memo::new(move |_| mine.watch.with(words).unwrap_or_default());
    let lines = move || {
        let (number, says, more) = words.get();
        let number = (!number.is_empty()).then(|| view! { <p class="queue-number">{number}</p> });
        let more = more.into_iter().map(|it| view! { <p>{it}</p> }).collect_view();
        view! { {number} <p class="queue-says">{says}</p> {more} }
    };
    view! {
        <section class="queue-mine" class:turn=move || turn.get() role="status" aria-atomic="true">
            {lines}
        </section>
    }
    .into_any()
}

fn more(t: &Queue, queue: &MyQueue, it: &MyNumber) -> Vec<String> {
    match it.state {
        QueueState::Called { .. } => {
            let place = (t.turn_where)(&queue.line.provider_name, &queue.line.stall_number);
            let by = it.come_by.map(|at| (t.come_by)(&hour(at)));
            [Some(place), by].into_iter().flatten().collect()
        }
        QueueState::Waiting if it.missed => vec![t.missed.to_owned()],
        QueueState::Waiting => vec![t.shade.to_owned()],
        QueueState::Left { .. } if queue.open => vec![t.left_more.to_owned()],
        _ => Vec::new(),
    }
}

/// The other live numbers of the household.
fn rest(scene: &Scene, it: &MyQueue) -> AnyView {
    let t = &scene.t.queue;
    let shown = first(it).map(|it| it.number);
    let others = it.numbers.iter().filter(|it| is_live(it) && Some(it.number) != shown);
    let others = others.map(|it| {
        view! { <li class="card"><strong>{name(t, it)}</strong><p>{says(t, it)}</p></li> }
    });
    let others: Vec<_> = others.collect();
    (!others.is_empty()).then(|| view! { <ul class="cards">{others}</ul> }).into_any()
}

/// What can be done now. It is drawn anew only when that changes, not with every minute.
#[derive(Clone, Debug, Default, PartialEq)]
struct Acts {
    open: bool,
    holds: bool,
    /// A number for oneself: the first, or another.
    take: Option<&'static str>,
    /// Of the household, who has none.
    members: Vec<Member>,
    leave: Vec<(i64, Option<Nickname>)>,
    nobody: bool,
}

impl Acts {
    fn of(t: &'static Queue, it: &MyQueue) -> Self {
        let has = |member: Option<MemberId>| {
            it.numbers.iter().any(|number| is_live(number) && number.member == member)
        };
        let first = if it.numbers.is_empty() { t.take } else { t.again };
        let members = it.members.iter().filter(|member| it.open && !has(Some(member.id)));
        let live = it.numbers.iter().filter(|it| it.state.waits());
        Self {
            open: it.open,
            holds: it.holds,
            take: (it.open && !has(None)).then_some(first),
            members: members.cloned().collect(),
            leave: live.map(|it| (it.number, it.nickname.clone())).collect(),
            nobody: it.numbers.iter().all(|it| !is_live(it)),
        }
    }
}

fn acts(scene: &Scene, mine: Mine) -> AnyView {
    let (t, scene) = (&scene.t.queue, scene.clone());
    let acts = Memo::new(move |_| mine.watch.with(|it| Acts::of(t, it)).unwrap_or_default());
    let draw = move || {
        let it = acts.get();
        let own = it.take.map(|name| mine.attempt.button("button", name, take(&scene, mine, None)));
        let others = it.members.into_iter().map(|member| {
            let name = (t.take_for)(member.nickname.reveal());
            named(mine.attempt, name, take(&scene, mine, Some(member.id)))
        });
        let others: Vec<AnyView> = others.collect();
        let leave = it.leave.into_iter().map(|it| leave(&scene, mine, it)).collect::<Vec<_>>();
        let shut = (!it.open && it.nobody).then(|| view! { <p class="notice info">{t.shut}</p> });
        let desk = it.holds.then(|| {
            let href = scene.to(Further::QueueDesk(mine.stall).page());
            view! { <a class="button plain" href=href>{t.to_desk}</a> }
        });
        view! { {shut} <div class="actions">{own} {others} {leave} {desk}</div> }
    };
    draw.into_any()
}

/// A button whose name is put together.
fn named(attempt: Attempt, name: String, press: impl Fn() + Send + 'static) -> AnyView {
    let busy = move || attempt.is_pending().then_some("true");
    view! {
        <button type="button" class="button plain" aria-busy=busy on:click=move |_| press()>{name}</button>
    }
    .into_any()
}

fn take(
    scene: &Scene,
    mine: Mine,
    member: Option<MemberId>,
) -> impl Fn() + Send + Sync + 'static + use<> {
    let (key, travel) = (scene.community.key.clone(), travel::travel());
    move || {
        let (at, new) = ((key.clone(), mine.stall), NewNumber { member });
        mine.attempt.run(TakeNumber, at, new, move |now: MyQueue| {
            mine.watch.set(now);
            travel.rescue();
        });
    }
}

/// It goes to those behind, so that it is asked twice.
fn leave(scene: &Scene, mine: Mine, (number, whom): (i64, Option<Nickname>)) -> AnyView {
    let t = &scene.t.queue;
    let name = match whom {
        Some(nickname) => (t.leave_of)(nickname.reveal()),
        None => t.leave.to_owned(),
    };
    let (key, travel, open) = (scene.community.key.clone(), travel::travel(), RwSignal::new(false));
    let yes = move || {
        open.set(false);
        let at = (key.clone(), mine.stall);
        mine.attempt.run(LeaveQueue, at, NumberGone { number }, move |now: MyQueue| {
            mine.watch.set(now);
            travel.rescue();
        });
    };
    view! {
        <button type="button" class="button plain" on:click=move |_| open.set(true)>{name}</button>
        <Dialog open title=t.leave_sure>
            <p>{t.leave_more}</p>
            {mine.attempt.button("button", t.leave, yes)}
        </Dialog>
    }
    .into_any()
}

/// All of one's own numbers that still count, for the list of tickets.
pub fn own(scene: &Scene) -> AnyView {
    let (key, scene) = (scene.community.key.clone(), scene.clone());
    let who = untrack(|| me::me().person()).map(|it| it.id);
    let (asked, kept) = (key.clone(), key.clone());
    let watch = Watch::or_kept(
        move || call(ListMyQueues, asked.clone(), ()),
        move || kept_numbers::all(kept.clone(), who),
    );
    if let Some(person) = who {
        watch.each(move |all, at| kept_numbers::keep_all(key.clone(), person, (all, at)));
    }
    let rows = move |all: &Vec<MyQueue>| {
        let t = &scene.t.queue;
        let live = all.iter().filter_map(|it| Some((it, first(it).filter(|it| is_live(it))?)));
        let cards = live.map(|(it, number)| card(&scene, it, number)).collect::<Vec<_>>();
        (!cards.is_empty()).then(|| {
            view! {
                <section class="group">
                    <h2>{t.mine}</h2>
                    {watch.stale()}
                    <ul class="cards">{cards}</ul>
                </section>
            }
        })
    };
    (move || watch.with(&rows).flatten()).into_any()
}

fn card(scene: &Scene, it: &MyQueue, number: &MyNumber) -> AnyView {
    let t = &scene.t.queue;
    view! {
        <li>
            <a class="card row-link" href=scene.to(Further::MyQueue(it.line.stall).page())>
                <span class="kind">{icon(Icon::Clock)}</span>
                <strong>{(scene.t.markets.service)(it.line.service)} " " {name(t, number)}</strong>
                <small>{says(t, number)}</small>
            </a>
        </li>
    }
    .into_any()
}
