//! What is filled in about a stall, by whoever offers it and by the organiser alike.

use leptos::prelude::*;
use shared::{
    market::{Needs, NewStall, Service, StallClass},
    problem::{Check, Problem},
};

use super::when;
use crate::{
    components::{
        attempt::Attempt,
        field::{ChoiceField, ManyField, TextField, TickField},
    },
    scene::Scene,
};

/// What a stall needs at the place.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    Power,
    Water,
    Screen,
}

/// The fields, which outlive every answer.
#[derive(Clone, Copy)]
pub struct StallTyping {
    pub attempt: Attempt,
    pub service: RwSignal<Option<Service>>,
    pub name: RwSignal<String>,
    class: RwSignal<Option<StallClass>>,
    /// So many serve at the same time, and each takes so long.
    hands: RwSignal<String>,
    minutes: RwSignal<String>,
    needs: RwSignal<Vec<Need>>,
    elders: RwSignal<bool>,
    paper: RwSignal<String>,
    until: RwSignal<String>,
    /// How long slots were and for how many, with hands and minutes as they were shown for that:
    /// what nobody touches stays as it is.
    before: StoredValue<(i64, i64, String, String)>,
}

impl StallTyping {
    /// As it stands; what one stall can do in so many minutes says how many hands it has.
    pub fn of(stall: &NewStall, minutes: i64, chosen: bool) -> Self {
        let each = (minutes / stall.minutes_per_service.max(1)).max(1);
        let needs = [
            (stall.needs.power, Need::Power),
            (stall.needs.water, Need::Water),
            (stall.needs.screen, Need::Screen),
        ];
        let needs = needs.into_iter().filter(|(needed, _)| *needed).map(|(_, need)| need).collect();
        let hands = (stall.capacity / each).max(1).to_string();
        let serves = stall.minutes_per_service.to_string();
        let before = (minutes, stall.capacity, hands.clone(), serves.clone());
        let typing = Self {
            attempt: Attempt::new(),
            service: RwSignal::new(chosen.then_some(stall.service)),
            name: RwSignal::new(stall.provider_name.clone()),
            class: RwSignal::new(Some(stall.class)),
            hands: RwSignal::new(hands),
            minutes: RwSignal::new(serves),
            needs: RwSignal::new(needs),
            elders: RwSignal::new(stall.elders),
            paper: RwSignal::new(stall.paper.clone()),
            until: RwSignal::new(stall.paper_until.map(when::day).unwrap_or_default()),
            before: StoredValue::new(before),
        };
        typing.follow_the_service();
        typing
    }

    /// An empty one.
    pub fn new() -> Self {
        Self::of(&NewStall { capacity: 1, ..NewStall::default() }, 1, false)
    }

    /// Another service usually takes another time.
    fn follow_the_service(self) {
        Effect::new(move |before: Option<Option<Service>>| {
            let service = self.service.get();
            if let (Some(before), Some(now)) = (before, service)
                && before != service
            {
                self.minutes.set(now.usual_minutes().to_string());
            }
            service
        });
    }

    /// For the next one: the service and its name are another's.
    pub fn next(self) {
        self.service.set(None);
        self.name.set(String::new());
        self.paper.set(String::new());
        self.until.set(String::new());
    }

    /// How many people a slot of so many minutes is for; follows what is typed.
    pub fn capacity(self, minutes: i64) -> i64 {
        let number = |typed: RwSignal<String>| when::number(&typed.read()).unwrap_or(1).max(1);
        let (length, capacity, hands, serves) = self.before.get_value();
        if (minutes, self.hands.get(), self.minutes.get()) == (length, hands, serves) {
            return capacity;
        }
        (number(self.hands) * (minutes / number(self.minutes)).max(1)).min(NewStall::MOST)
    }

    /// Whether a paper has to be named; follows what is chosen.
    fn needs_proof(self) -> bool {
        self.service.get().is_some_and(Service::needs_proof)
    }

    /// What stands in the form, for slots of so many minutes.
    ///
    /// # Errors
    /// What does not fit, at its field.
    pub fn stall(self, minutes: i64) -> Result<NewStall, Problem> {
        untrack(|| {
            let mut check = Check::default();
            let service = self.service.get();
            check.demand("service", service.is_some(), shared::problem::Kind::Required);
            let each = check.take("minutes_per_service", when::number(&self.minutes.read()));
            check.take("hands", when::number(&self.hands.read()));
            let until = match self.needs_proof() {
                true => Some(check.take("paper_until", when::noon(&self.until.read()))),
                false => None,
            };
            let has = |need: Need| self.needs.read().contains(&need);
            let new = NewStall {
                provider_name: self.name.get(),
                class: self.class.get().unwrap_or(StallClass::PublicGood),
                service: service.unwrap_or(Service::Other),
                capacity: self.capacity(minutes),
                minutes_per_service: each,
                needs: Needs {
                    power: has(Need::Power),
                    water: has(Need::Water),
                    screen: has(Need::Screen),
                },
                elders: self.elders.get(),
                paper: if until.is_some() { self.paper.get() } else { String::new() },
                paper_until: until,
            };
            let checked = new.clone().check(crate::clock::now()).map(|_| new);
            match (check.done(), checked) {
                (Ok(()), checked) => checked,
                (Err(problem), Ok(_)) => Err(problem),
                (Err(mut problem), Err(other)) => {
                    let known = |name: &str| problem.fields.iter().any(|it| it.name == name);
                    let more: Vec<_> =
                        other.fields.into_iter().filter(|it| !known(&it.name)).collect();
                    problem.fields.extend(more);
                    Err(problem)
                }
            }
        })
    }
}

/// What is offered, as small buttons: twenty-five do not fit in a list.
pub fn service(scene: &Scene, typing: StallTyping) -> AnyView {
    let (t, attempt) = (&scene.t.stalls, typing.attempt);
    let all = Service::ALL.map(|it| (it, (scene.t.markets.service)(it), "")).to_vec();
    view! {
        <div class="compact">
            <ChoiceField attempt name="service" label=t.service value=typing.service choices=all/>
        </div>
    }
    .into_any()
}

/// Who, how many at a time, and what is needed.
pub fn fields(scene: &Scene, typing: StallTyping) -> AnyView {
    let (t, m, attempt) = (&scene.t.stalls, &scene.t.markets, typing.attempt);
    let classes = StallClass::ALL.map(|it| (it, (m.class)(it), "")).to_vec();
    view! {
        <TextField attempt name="provider_name" label=t.name hint=t.name_hint value=typing.name
            longest=NewStall::LONGEST_NAME/>
        {paper(scene, typing)}
        <div class="compact">
            <ChoiceField attempt name="class" label=t.class value=typing.class choices=classes/>
        </div>
        <div class="two">
            <TextField attempt name="hands" label=t.hands value=typing.hands inputmode="numeric"/>
            <TextField attempt name="minutes_per_service" label=t.minutes value=typing.minutes
                inputmode="numeric"/>
        </div>
    }
    .into_any()
}

/// What the organiser has to prepare.
pub fn needs(scene: &Scene, typing: StallTyping) -> AnyView {
    let (t, attempt) = (&scene.t.stalls, typing.attempt);
    let choices =
        vec![(Need::Power, t.power, ""), (Need::Water, t.water, ""), (Need::Screen, t.screen, "")];
    view! {
        <div class="compact">
            <ManyField attempt name="needs" label=t.needs value=typing.needs choices optional=true/>
        </div>
        <TickField attempt name="elders" label=t.elders value=typing.elders/>
    }
    .into_any()
}

/// Where the service needs one: which paper, and until when it holds.
fn paper(scene: &Scene, typing: StallTyping) -> AnyView {
    let (t, attempt) = (&scene.t.stalls, typing.attempt);
    let needed = Memo::new(move |_| typing.needs_proof());
    let fields = move || {
        needed.get().then(|| {
            view! {
                <section class="notice plain">
                    <p>{t.paper_more}</p>
                    <TextField attempt name="paper" label=t.paper hint=t.paper_hint value=typing.paper
                        longest=NewStall::LONGEST_PAPER/>
                    <TextField attempt name="paper_until" label=t.paper_until value=typing.until kind="date"/>
                </section>
            }
        })
    };
    fields.into_any()
}
