//! One shared market: what there is, and a place with one tap.

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use shared::{
    api::{GetMarket, GetMyMarket, SignUpForSlot},
    id::{MarketId, SlotId},
    market::{
        MyMarket, MySignUp, NewSignUp, Paused, PublicMarket, PublicSlot, PublicStall, SignUpStatus,
        SignUpView, Wants,
    },
    problem::Kind,
    report::About,
    time::Millis,
};

use super::{
    market_filter::{Filter, chips, wants},
    market_live::Told,
    market_members::{Household, chooser, members},
    market_newcomer::{Newcomer, newcomer},
    market_queues::queues,
    market_reminder::reminder,
    ticket,
};
use crate::{
    api::call,
    clock,
    components::{
        attempt::Attempt,
        load::{Load, failed, loaded},
        notice::notice,
    },
    kept_tickets, me,
    place::{self, Page},
    place_further::Further,
    scene::Scene,
    text::{markets::Tickets, visiting},
    travel,
    view::{
        frame::{Frame, Tab, frame},
        market::{clock as hour, gone, left, market, plain_slot},
    },
};

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let key = scene.community.key.clone();
    let found = Load::new(move || {
        let asked = call(GetMarket, (key.clone(), id), ());
        async move {
            match asked.await {
                Ok(market) => Ok(Some(market)),
                Err(problem) if problem.kind == Kind::NotFound => Ok(None),
                Err(problem) => Err(problem),
            }
        }
    });
    let visit = Visit::new(scene, id, found);
    let (drawn, travel) = (scene.clone(), travel::travel());
    let page = loaded(found, move |found: &Option<PublicMarket>| {
        let title = found.as_ref().map_or(drawn.t.markets.gone, |it| &it.title);
        travel.arrived(drawn.title(title));
        found.as_ref().map_or_else(|| gone(&drawn), |it| one(&drawn, it, visit))
    });
    let above =
        Frame::below_tab(scene.to(Further::Markets.page()), scene.t.markets.title, Tab::Home);
    let drawn = scene.clone();
    let asks = newcomer(scene, visit.newcomer, move |slot| visit.sign_up(&drawn, slot));
    let page = view! { {page} {asks} {members(scene, visit.household)} };
    frame(scene, above, page.into_any())
}

/// What the reader has here, and does.
#[derive(Clone, Copy)]
struct Visit {
    id: MarketId,
    found: Load<Option<PublicMarket>>,
    /// Everything of the reader's own at this market.
    own: RwSignal<Vec<MySignUp>>,
    household: Household,
    paused: RwSignal<Option<Paused>>,
    /// Whether the reader is told when one can sign up.
    reminder: RwSignal<bool>,
    newcomer: Newcomer,
    me: me::WhoAmI,
    travel: travel::Travel,
    t: &'static Tickets,
    /// The slot that was pressed last, and what came of it.
    pressed: RwSignal<Option<SlotId>>,
    last: RwSignal<Option<MySignUp>>,
    attempt: Attempt,
    filter: Filter,
    /// What to do when a place becomes free later.
    wants: RwSignal<Wants>,
    /// What changes while the page is looked at.
    told: Told,
    /// As far as slots follow the clock: sign-up opens and closes while the page is looked at.
    now: RwSignal<Millis>,
}

impl Visit {
    fn new(scene: &Scene, id: MarketId, found: Load<Option<PublicMarket>>) -> Self {
        let visit = Self {
            id,
            found,
            own: RwSignal::default(),
            household: Household::new(),
            paused: RwSignal::new(None),
            reminder: RwSignal::new(false),
            newcomer: Newcomer::new(),
            me: me::me(),
            travel: travel::travel(),
            t: &scene.t.tickets,
            pressed: RwSignal::new(None),
            last: RwSignal::new(None),
            attempt: Attempt::new(),
            filter: Filter::new(),
            wants: RwSignal::new(Wants::Auto),
            told: Told::new(scene, id, found),
            now: RwSignal::new(scene.now),
        };
        visit.follow_the_clock();
        visit.told.read_out(scene, move || visit.chosen());
        let moved_up = visit.told.moves_up(move || visit.waits());
        let (me, key) = (me::me(), scene.community.key.clone());
        let who = Memo::new(move |_| me.person().map(|it| it.id));
        // What was refused, may be so because of what the page does not show yet.
        let refused = Memo::new(move |_| {
            let lost = [Kind::Offline, Kind::Busy];
            visit.attempt.problem().filter(|it| !lost.contains(&it.kind)).is_some()
        });
        Effect::new(move |_| {
            let asked = who.get().map(|_| call(GetMyMarket, (key.clone(), id), ()));
            if refused.get() {
                visit.found.again();
            }
            moved_up.track();
            spawn_local(async move {
                let own: MyMarket = match asked {
                    // Without it, a tap is answered that the place is there already.
                    Some(asked) => asked.await.unwrap_or_default(),
                    None => MyMarket::default(),
                };
                visit.knows(own);
            });
        });
        visit
    }

    /// The slot that was pressed last, as long as nobody of the house has a place there.
    fn chosen(self) -> Option<SlotId> {
        let id = self.pressed.get()?;
        self.own.read().iter().all(|it| it.slot != id || !is_live(it)).then_some(id)
    }

    /// Where somebody of the house waits for a place.
    fn waits(self) -> Vec<SlotId> {
        let waits = |it: &&MySignUp| it.status == SignUpStatus::Waitlisted;
        self.own.read().iter().filter(waits).map(|it| it.slot).collect()
    }

    /// What is the reader's own was told; a place that was given meanwhile may not be in it yet.
    fn knows(self, own: MyMarket) {
        if self.own.is_disposed() {
            return;
        }
        let mut sign_ups = own.sign_ups;
        self.says_who_moved_up(&sign_ups);
        let last = self.last.get_untracked();
        sign_ups.extend(last.filter(|last| sign_ups.iter().all(|it| it.id != last.id)));
        self.own.set(sign_ups);
        self.household.set(own.members);
        self.paused.set(own.paused);
        self.reminder.set(own.reminder);
    }

    /// A place that was waited for is worth a word.
    fn says_who_moved_up(self, now: &[MySignUp]) {
        use SignUpStatus as S;
        let before = self.own.read_untracked();
        let waited =
            |it: &MySignUp| before.iter().any(|was| was.id == it.id && was.status == S::Waitlisted);
        let up = now.iter().find(|it| matches!(it.status, S::Confirmed | S::Offered) && waited(it));
        up.iter().for_each(|it| self.travel.say(ticket::says(self.t, it)));
    }

    /// Draws anew when sign-up for a slot opens or closes, and at no other time.
    fn follow_the_clock(self) {
        let tick = move || {
            let (before, now) = (self.now.get_untracked(), clock::now());
            let passed = |at: Millis| before < at && at <= now;
            let turns = self.found.look(|found| {
                let slots = found.iter().flat_map(|it| &it.stalls).flat_map(|it| &it.slots);
                slots.into_iter().any(|it| passed(it.opens_at) || passed(it.closes_at))
            });
            if turns == Some(true) {
                self.now.set(now);
            }
        };
        let second = std::time::Duration::from_secs(1);
        let timer: Option<IntervalHandle> = set_interval_with_handle(tick, second).ok();
        on_cleanup(move || timer.iter().for_each(IntervalHandle::clear));
    }

    /// The live sign-up for a slot, of the reader or of whoever of the household is chosen.
    fn of(self, slot: &PublicSlot) -> Option<MySignUp> {
        let chosen = self.household.chosen.get().map(|it| it.nickname);
        let live = |it: &&MySignUp| it.slot == slot.id && it.nickname == chosen && is_live(it);
        self.own.read().iter().find(live).cloned()
    }

    fn sign_up(self, scene: &Scene, slot: &PublicSlot) {
        let (key, travel) = (scene.community.key.clone(), travel::travel());
        let at = (key.clone(), slot.id);
        let member = self.household.chosen.get_untracked().map(|it| it.id);
        let wants = self.wants.get_untracked();
        let (new, t) = (NewSignUp { member, wants }, scene.t);
        self.last.set(None);
        self.pressed.set(Some(slot.id));
        self.attempt.run(SignUpForSlot, at, new, move |got: MySignUp| {
            travel.say(ticket::says(&t.tickets, &got));
            // Who signed in here a moment ago is known by now, whatever became of the form.
            if let Some(person) = untrack(|| self.me.person()) {
                kept_tickets::keep_one(key, person.id, got.clone());
            }
            self.own.update(|all| all.push(got.clone()));
            self.last.set(Some(got));
            self.found.again();
        });
    }
}

fn is_live(it: &MySignUp) -> bool {
    it.status.is_live() && it.status != SignUpStatus::NoShow
}

fn one(scene: &Scene, it: &PublicMarket, visit: Visit) -> AnyView {
    let (t, me) = (&scene.t.markets, me::me());
    let here = place::sign_in(&scene.to(Further::Market(visit.id).page()));
    let (drawn, waited) = (scene.clone(), it.clone());
    let how = move || match me.person() {
        Some(_) => view! {
            {paused(&drawn, visit)}
            <p class="hint">{t.how}</p>
            {chooser(&drawn, visit.household)}
            {wants(&drawn, &waited, visit.wants)}
        }
        .into_any(),
        // Whoever could not be asked who it is may well be signed in.
        None => match me.problem() {
            Some(problem) => failed(&problem, true, move || me.again()),
            None => view! { <a class="button plain" href=here.clone()>{t.sign_in}</a> }.into_any(),
        },
    };
    let slots: Vec<PublicSlot> = it.stalls.iter().flat_map(|it| it.slots.clone()).collect();
    let any = Memo::new(move |_| {
        let now = visit.now.get();
        slots.iter().any(|it| matches!(it.view(now), SignUpView::Open | SignUpView::Full))
    });
    let alone = it.kind.is_confidential().then(|| {
        view! { <p class="notice info">{visiting::of(scene.t).choosing.alone}</p> }
    });
    let before = view! {
        {alone}
        {queues(scene, it, visit.told.queues)}
        {move || any.get().then(&how)}
        {reminder(scene, it, (visit.reminder, visit.now))}
        {chips(scene, it, visit.filter)}
    }
    .into_any();
    let drawn = scene.clone();
    let all = market(scene, it, before, &move |stall, slot| live_slot(&drawn, stall, slot, visit));
    // On the day somebody has to find the table who has no link to it.
    let about = it.starts_at.after(-Millis::DAY) < scene.now && scene.now < it.ends_at.after(ROUND);
    let table = about.then(|| {
        view! { <a class="more" href=scene.to(Further::CheckIn(it.id).page())>{t.check_in}</a> }
    });
    let all = visit.filter.around(all);
    let wrong = scene.to(Page::Report(About::Market(it.id)));
    view! { {all} {table} <a class="more" href=wrong>{scene.t.wish.report}</a> }.into_any()
}

/// What follows from places left empty: why, and until when.
fn paused(scene: &Scene, visit: Visit) -> AnyView {
    let t = scene.t;
    let says = move || {
        let paused = visit.paused.get()?;
        let missed: Vec<String> = paused.missed.iter().map(|at| (t.times.day)(*at)).collect();
        let until = (t.times.day)(paused.until);
        let says = (t.markets.paused)(&missed.join(t.markets.comma), &until);
        Some(view! { <p class="notice info">{says}</p> })
    };
    says.into_any()
}

/// So long after its end there is still somebody at the table.
const ROUND: i64 = 2 * Millis::HOUR;

/// A slot that is pressed, with what came of it below.
fn live_slot(scene: &Scene, stall: &PublicStall, slot: &PublicSlot, visit: Visit) -> AnyView {
    let (scene, slot, service) =
        (scene.clone(), slot.clone(), (scene.t.markets.service)(stall.service));
    let (shown, id) = (scene.clone(), slot.id);
    let below = move || {
        let last = visit.last.get().filter(|it| it.slot == id);
        let refused = visit.attempt.problem().filter(|_| visit.pressed.get() == Some(id));
        let refused = refused.map(|it| view! { <div class="refused">{notice(&it)}</div> });
        view! { {refused} {last.map(|it| ticket::card(&shown, &it))} }
    };
    let me = me::me();
    let now = Memo::new(move |_| visit.told.slot(&slot));
    let button = move || {
        let (scene, slot) = (Scene { now: visit.now.get(), ..scene.clone() }, now.get());
        match visit.of(&slot) {
            Some(mine) => own_slot(&scene, &slot, service, &mine),
            None if me.person().is_none() => stranger_slot(&scene, &slot, service, visit),
            None => free_slot(&scene, &slot, service, visit),
        }
    };
    view! { {button} {below} }.into_any()
}

/// The reader's own: to the ticket.
fn own_slot(scene: &Scene, slot: &PublicSlot, service: &'static str, mine: &MySignUp) -> AnyView {
    let (t, time) = (&scene.t.markets, hour(slot.starts_at));
    let label = (t.show)(&time, service);
    let says = if mine.status == SignUpStatus::Waitlisted { t.i_wait } else { t.mine };
    let href = scene.to(Further::Ticket(mine.id).page());
    view! {
        <a class="slot own" href=href aria-label=format!("{label} {says}")>
            <b>{time}</b> <small>{says}</small>
        </a>
    }
    .into_any()
}

/// Before signing in, a tap asks for the phone first.
fn stranger_slot(scene: &Scene, slot: &PublicSlot, service: &'static str, visit: Visit) -> AnyView {
    let asked = slot.clone();
    let press_it = move || match untrack(|| visit.me.problem()) {
        Some(_) => visit.me.again(),
        None => visit.newcomer.asks(&asked),
    };
    press(scene, slot, service, press_it, visit)
}

fn free_slot(scene: &Scene, slot: &PublicSlot, service: &'static str, visit: Visit) -> AnyView {
    let (wanted, drawn) = (slot.clone(), scene.clone());
    press(scene, slot, service, move || visit.sign_up(&drawn, &wanted), visit)
}

fn press(
    scene: &Scene,
    slot: &PublicSlot,
    service: &'static str,
    done: impl Fn() + Send + 'static,
    visit: Visit,
) -> AnyView {
    let Some(label) = label(scene, slot, service) else { return plain_slot(scene, slot) };
    let busy = move || visit.attempt.is_pending().then_some("true");
    view! {
        <button type="button" class="slot" aria-busy=busy on:click=move |_| done()
            aria-label=format!("{label} {}", left(scene, slot))>
            <b>{hour(slot.starts_at)}</b> <small>{left(scene, slot)}</small>
        </button>
    }
    .into_any()
}

/// What a tap does; nothing, where there is nothing to press.
fn label(scene: &Scene, slot: &PublicSlot, service: &'static str) -> Option<String> {
    let (t, time) = (&scene.t.markets, hour(slot.starts_at));
    match slot.view(scene.now) {
        SignUpView::Open => Some((t.sign_up)(&time, service)),
        SignUpView::Full => Some((t.wait)(&time, service)),
        SignUpView::NotYet | SignUpView::Closed => None,
    }
}
