//! What residents wish for and nobody does, beside the plan of a market: each with the stalls that
//! would help, and one tap to have them in the plan.

use leptos::prelude::*;
use shared::{
    api::{AskStallAgain, GetDemand, WantStall},
    demand::{CameBefore, Demand, DemandBoard, DemandPlace, StallAgain, StallAnswer, WantedStall},
    id::MarketId,
};

use super::desk::staff_only;
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place_further::Further,
    scene::Scene,
    travel,
    view::frame::{Frame, empty, frame, heading},
};

/// What outlives every answer.
#[derive(Clone, Copy)]
struct Inviting {
    market: MarketId,
    found: Load<DemandBoard>,
    attempt: Attempt,
    said: RwSignal<String>,
}

impl Inviting {
    /// Shows how it stands after something was put into the plan.
    fn done(self, now: DemandBoard, says: String) {
        self.said.set(says.clone());
        self.found.set(now);
        let travel = travel::travel();
        travel.say(says);
        // The button that was pressed is gone.
        travel.rescue();
    }
}

pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let travel = travel::travel();
        let found = Load::new(move || call(GetDemand, (key.clone(), id), ()));
        let (attempt, said) = Default::default();
        let inviting = Inviting { market: id, found, attempt, said };
        loaded_for_staff(found, move |board: &DemandBoard| {
            travel.arrived(scene.title(scene.t.demand.title));
            all(&scene, board, inviting)
        })
    });
    let above = scene.to(Further::DeskMarket(id).page());
    frame(scene, Frame::below(above, scene.t.organising.one), page)
}

fn all(scene: &Scene, board: &DemandBoard, inviting: Inviting) -> AnyView {
    let t = &scene.t.demand;
    let said = move || {
        let says = inviting.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good">{says}</p> })
    };
    let nothing = board.kinds.is_empty().then(|| empty(t.none, t.none_more, ().into_any()));
    let about = (!board.kinds.is_empty()).then(|| {
        view! { <p>{(t.more)(&board.place_name)}</p> }
    });
    let hidden = (board.some_hidden && !board.kinds.is_empty())
        .then(|| view! { <p class="hint">{t.hidden}</p> });
    let only_read = (!board.may_invite && !board.kinds.is_empty())
        .then(|| view! { <p class="notice plain">{t.only_read}</p> });
    let kinds = board.kinds.iter().map(|it| kind(scene, board, it, inviting)).collect_view();
    view! {
        <div class="page">
            {heading(t.title)}
            {about}
            {said}
            {acted(inviting.attempt)}
            {only_read}
            {nothing}
            {kinds}
            {hidden}
        </div>
    }
    .into_any()
}

fn kind(scene: &Scene, board: &DemandBoard, it: &Demand, inviting: Inviting) -> AnyView {
    let (t, names) = (&scene.t.demand, &scene.t.names);
    let days = it.days.map(|days| view! { <span>{(t.days)(days)}</span> });
    let places = (!it.places.is_empty()).then(|| {
        let rows = it.places.iter().map(|it| place(scene, it)).collect_view();
        view! { <details><summary>{t.places}</summary><dl class="rows">{rows}</dl></details> }
    });
    let answers = it.answers.iter().map(|it| answer(scene, board.may_invite, it, inviting));
    let answers = answers.collect_view();
    view! {
        <section class="card">
            <h2>{(names.kind)(it.kind)}</h2>
            <p class="bits"><strong>{(t.households)(it.households)}</strong> {days}</p>
            {places}
            <h3 class="small">{t.answers}</h3>
            <ul class="people">{answers}</ul>
        </section>
    }
    .into_any()
}

fn place(scene: &Scene, it: &DemandPlace) -> AnyView {
    let t = &scene.t.demand;
    let count = it.households.map_or_else(|| t.few.to_owned(), |count| (t.households)(count));
    let days = it.days.map(|days| view! { <small>{(t.days)(days)}</small> });
    view! { <div><dt>{it.name.clone()}</dt><dd>{count} " " {days}</dd></div> }.into_any()
}

fn answer(scene: &Scene, may: bool, it: &StallAnswer, inviting: Inviting) -> AnyView {
    let (t, service) = (&scene.t.demand, (scene.t.markets.service)(it.service));
    let mark = match (it.here, it.wanted) {
        (true, _) => Some(view! { <span class="mark done">{t.here}</span> }.into_any()),
        (false, true) => Some(view! { <span class="mark wait">{t.looking}</span> }.into_any()),
        (false, false) => None,
    };
    let look = (may && !it.here).then(|| look(scene, it, service, inviting));
    let before = it.before.iter().map(|it| came(scene, may, it, inviting)).collect_view();
    view! {
        <li class="person"><p><strong>{service}</strong> {mark}</p> {look}</li>
        {before}
    }
    .into_any()
}

/// One tap, and the plan says that it is looked for; another one, and it does not.
fn look(scene: &Scene, it: &StallAnswer, service: &'static str, inviting: Inviting) -> AnyView {
    let (t, at) = (&scene.t.demand, (scene.community.key.clone(), inviting.market));
    let (name, label, says) = match it.wanted {
        false => (t.look, (t.look_for)(service), (t.look_done)(service)),
        true => (t.stop, (t.stop_for)(service), (t.stop_done)(service)),
    };
    let input = WantedStall { service: it.service, wanted: !it.wanted };
    button(inviting, name, label, move || {
        let says = says.clone();
        inviting.attempt.run(WantStall, at.clone(), input, move |now| inviting.done(now, says));
    })
}

/// Who came with it before.
fn came(scene: &Scene, may: bool, it: &CameBefore, inviting: Inviting) -> AnyView {
    let (t, at) = (&scene.t.demand, (scene.community.key.clone(), inviting.market));
    let input = StallAgain { stall: it.stall };
    let (label, says) = ((t.invite_whom)(&it.name), (t.invite_done)(&it.name));
    let act = match (it.invited, may) {
        (true, _) => Some(view! { <span class="mark done">{t.invited}</span> }.into_any()),
        (false, true) => Some(button(inviting, t.invite, label, move || {
            let says = says.clone();
            inviting.attempt.run(AskStallAgain, at.clone(), input, move |now| {
                inviting.done(now, says);
            });
        })),
        (false, false) => None,
    };
    let when = (t.came)(it.times, &(scene.t.times.day)(it.last));
    view! {
        <li class="person"><p>{it.name.clone()} <small>{when}</small></p> {act}</li>
    }
    .into_any()
}

fn button(
    inviting: Inviting,
    name: &'static str,
    label: String,
    press: impl Fn() + Send + 'static,
) -> AnyView {
    let busy = move || inviting.attempt.is_pending().then_some("true");
    view! {
        <button type="button" class="button plain small" aria-label=label aria-busy=busy
            on:click=move |_| press()>{name}</button>
    }
    .into_any()
}
