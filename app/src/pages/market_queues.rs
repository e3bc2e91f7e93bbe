//! What a market that is under way says of its queues: how many wait at each stall, and a number
//! with one tap.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{GetMyMarket, GetQueues, ListMyQueues, TakeNumber},
    id::{MarketId, StallId},
    market::{
        MarketStatus, MyMarket, MyNumber, MyQueue, NewNumber, PublicMarket, QueueLine, Queues,
    },
    policy::Role,
};

use super::queue::{first, name, says};
use crate::{
    api::call,
    components::{attempt::Attempt, load::failed, notice::notice, watch::Watch},
    me, place,
    place_further::Further,
    scene::Scene,
    travel,
    view::icon::{Icon, icon},
};

/// What everybody sees, what the reader has, and what was tried.
#[derive(Clone, Copy)]
struct Here {
    market: MarketId,
    queues: Watch<Queues>,
    own: Watch<Vec<MyQueue>>,
    /// Where the reader calls the numbers.
    held: RwSignal<Vec<StallId>>,
    pressed: RwSignal<Option<StallId>>,
    attempt: Attempt,
}

/// The queues, as long as there are any.
///
/// `told` is what the server says of them by itself.
pub fn queues(scene: &Scene, market: &PublicMarket, told: RwSignal<Option<Queues>>) -> AnyView {
    if market.status != MarketStatus::UnderWay {
        return ().into_any();
    }
    let here = Here::new(scene, market.id);
    here.listen(told);
    let open = Memo::new(move |_| here.queues.with(|it| it.open).unwrap_or_default());
    let drawn = scene.clone();
    (move || open.get().then(|| untrack(|| all(&drawn, here)))).into_any()
}

impl Here {
    fn new(scene: &Scene, market: MarketId) -> Self {
        let (key, own_key) = (scene.community.key.clone(), scene.community.key.clone());
        let (me, held) = (me::me(), RwSignal::new(Vec::new()));
        let who = Memo::new(move |_| me.person().map(|it| it.id));
        let here = Self {
            market,
            queues: Watch::new(move || call(GetQueues, (key.clone(), market), ())),
            own: Watch::new(move || {
                let asked = who.get_untracked().map(|_| call(ListMyQueues, own_key.clone(), ()));
                async move {
                    match asked {
                        Some(asked) => asked.await,
                        None => Ok(Vec::new()),
                    }
                }
            }),
            held,
            pressed: RwSignal::new(None),
            attempt: Attempt::new(),
        };
        let key = scene.community.key.clone();
        Effect::new(move |before: Option<()>| {
            let asked = who.get().map(|_| call(GetMyMarket, (key.clone(), market), ()));
            if before.is_some() {
                here.own.again();
            }
            spawn_local(async move {
                // Without it, a provider comes to the desk by the address.
                let mine: MyMarket = match asked {
                    Some(asked) => asked.await.unwrap_or_default(),
                    None => MyMarket::default(),
                };
                let stalls = mine.stalls.iter().map(|it| it.id).collect();
                let _ = held.try_set(stalls);
            });
        });
        here
    }

    /// What is told is shown at once; and where the own number is, may have moved with it.
    fn listen(self, told: RwSignal<Option<Queues>>) {
        Effect::new(move |before: Option<()>| match told.get() {
            Some(queues) => {
                self.queues.told(queues);
                let waits = |it: &MyQueue| first(it).is_some_and(|it| it.state.waits());
                let waits = |all: &Vec<MyQueue>| all.iter().any(waits);
                if before.is_some() && self.own.look(waits) == Some(true) {
                    self.own.again();
                }
            }
            None => self.queues.lost(),
        });
    }

    /// The reader's own number at a stall that matters now.
    fn mine(self, stall: StallId) -> Option<MyNumber> {
        let here = |all: &Vec<MyQueue>| {
            let mine = all.iter().find(|it| it.line.stall == stall)?;
            first(mine).filter(|it| it.state.waits()).cloned()
        };
        self.own.with(here).flatten()
    }

    fn take(self, scene: &Scene, stall: StallId) {
        let (at, travel, t) =
            ((scene.community.key.clone(), stall), travel::travel(), &scene.t.queue);
        self.pressed.set(Some(stall));
        self.attempt.run(TakeNumber, at, NewNumber::default(), move |now: MyQueue| {
            let said = first(&now).map(|it| format!("{} {}", name(t, it), says(t, it)));
            travel.say(said.unwrap_or_default());
            let mut all = self.own.look(Clone::clone).unwrap_or_default();
            all.retain(|it| it.line.stall != stall);
            all.push(now);
            self.own.set(all);
            self.queues.again();
            travel.rescue();
        });
    }
}

fn all(scene: &Scene, here: Here) -> AnyView {
    let t = &scene.t.queue;
    let stalls = here.queues.look(|it| it.stalls.clone()).unwrap_or_default();
    let rows = stalls.iter().map(|it| row(scene, here, it)).collect_view();
    let board = scene.to(Further::QueueBoard(here.market).page());
    let (me, back) = (me::me(), place::sign_in(&scene.to(Further::Market(here.market).page())));
    let stranger = move || match me.problem() {
        // Whoever could not be asked who it is may well be signed in.
        Some(problem) => failed(&problem, true, move || me.again()),
        None => {
            let back = back.clone();
            me.is_stranger()
                .then(|| view! { <a class="button plain" href=back>{t.sign_in}</a> })
                .into_any()
        }
    };
    view! {
        <section class="group queues">
            <h2>{t.now}</h2>
            <p class="hint">{t.now_more}</p>
            {here.queues.stale()}
            {stranger}
            <ul class="cards">{rows}</ul>
            <a class="more" href=board>{t.to_board} {icon(Icon::Forward)}</a>
        </section>
    }
    .into_any()
}

fn row(scene: &Scene, here: Here, it: &QueueLine) -> AnyView {
    let (t, m, stall) = (&scene.t.queue, &scene.t.markets, it.stall);
    let service = (m.service)(it.service);
    let count = move |all: &Queues| {
        let found = all.stalls.iter().find(|it| it.stall == stall);
        found.map(|it| (t.waiting)(it.waiting, it.minutes))
    };
    let count = Memo::new(move |_| here.queues.with(count).flatten().unwrap_or_default());
    let refused = move || {
        let problem = here.attempt.problem().filter(|_| here.pressed.get() == Some(stall));
        problem.map(|it| notice(&it))
    };
    let number = (!it.stall_number.is_empty()).then(|| (scene.t.tickets.stall)(&it.stall_number));
    let about = [Some(it.provider_name.clone()), number].into_iter().flatten();
    let about = about.map(|it| view! { <span>{it}</span> }).collect_view();
    view! {
        <li class="card stall">
            <h3>{service}</h3>
            <small class="bits">{about}</small>
            <p>{move || count.get()}</p>
            {act(scene, here, stall, service)}
            {refused}
            {desk(scene, here, stall, service)}
        </li>
    }
    .into_any()
}

/// One's own number, or the tap by which one takes it.
fn act(scene: &Scene, here: Here, stall: StallId, service: &'static str) -> AnyView {
    let (t, me, drawn) = (&scene.t.queue, me::me(), scene.clone());
    let mine = Memo::new(move |_| here.mine(stall));
    (move || match (mine.get(), me.person().is_some()) {
        (Some(number), _) => {
            let href = drawn.to(Further::MyQueue(stall).page());
            let says = says(t, &number);
            view! {
                <a class="button plain" href=href><span><b>{name(t, &number)}</b> " " {says}</span></a>
            }
            .into_any()
        }
        (None, true) => {
            let (busy, pressed) = (here.attempt, drawn.clone());
            let busy = move || busy.is_pending().then_some("true");
            view! {
                <button type="button" class="button small" aria-label=(t.take_at)(service) aria-busy=busy
                    on:click=move |_| here.take(&pressed, stall)>{t.take}</button>
            }
            .into_any()
        }
        (None, false) => ().into_any(),
    })
    .into_any()
}

/// For those who call the numbers.
fn desk(scene: &Scene, here: Here, stall: StallId, service: &'static str) -> AnyView {
    let (t, me, drawn) = (&scene.t.queue, me::me(), scene.clone());
    let holds = move || {
        let organises = me.roles(&drawn.community.key).contains(&Role::Organiser);
        organises || here.held.with(|held| held.contains(&stall))
    };
    let drawn = scene.clone();
    (move || {
        holds().then(|| {
            let href = drawn.to(Further::QueueDesk(stall).page());
            view! {
                <a class="more" href=href aria-label=(t.to_desk_of)(service)>
                    {t.to_desk} {icon(Icon::Forward)}
                </a>
            }
        })
    })
    .into_any()
}
