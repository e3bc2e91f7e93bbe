//! Who signed up scans the code at the table, or types what stands below it.

use leptos::prelude::*;
use shared::{
    api::{CheckInHere, GetSignUp},
    id::SignUpId,
    market::{MySignUp, PlaceCode},
    person::Person,
    problem::{Kind, Problem},
    text::digits,
};

use super::{check_in_scan::finder, show, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::TextField,
        form::Form,
        load::{Load, loaded},
    },
    kept_tickets,
    place_further::Further,
    scene::Scene,
    text::{self, visiting::of},
    travel,
    view::frame::{Frame, Tab, heading},
};

pub fn page(scene: &Scene, id: SignUpId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |person: &Person| {
        let (key, scene, person) = (drawn.community.key.clone(), drawn.clone(), person.id);
        let travel = travel::travel();
        let found = Load::new(move || {
            let (asked, key) = (call(GetSignUp, (key.clone(), id), ()), key.clone());
            async move { kept_tickets::one_or_kept((key, person), id, asked.await).await }
        });
        let attempt = Attempt::new();
        loaded(found, move |it: &MySignUp| {
            travel.arrived(scene.title(of(scene.t).here.title));
            match it.status.came() {
                true => done(&scene, it),
                false => one(&scene, it, found, attempt),
            }
        })
    });
    let above = scene.to(Further::Ticket(id).page());
    let above = Frame::below_tab(above, scene.t.tickets.one, Tab::Mine);
    show(scene, above, of(scene.t).here.title, page)
}

fn done(scene: &Scene, it: &MySignUp) -> AnyView {
    let t = &of(scene.t).here;
    view! {
        <div class="page">
            {heading(t.done)}
            <p class="notice good">{(t.done_more)(&stall(scene, it))}</p>
            <a class="button" href=scene.to(Further::Ticket(it.id).page())>{scene.t.tickets.open}</a>
        </div>
    }
    .into_any()
}

/// Its service, and where it is.
fn stall(scene: &Scene, it: &MySignUp) -> String {
    let number = match it.stall_number.as_str() {
        "" => String::new(),
        number => (scene.t.tickets.stall)(number),
    };
    let words = [number.as_str(), it.provider_name.as_str(), (scene.t.markets.service)(it.service)];
    words.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

fn one(scene: &Scene, it: &MySignUp, found: Load<MySignUp>, attempt: Attempt) -> AnyView {
    let t = &of(scene.t).here;
    let (key, id, travel) = (scene.community.key.clone(), it.id, travel::travel());
    let typed = RwSignal::new(String::new());
    let send = move |code: String| {
        if code.trim().is_empty() {
            return attempt.refuse(Problem::fields([("code", Kind::Required)]));
        }
        let code = digits(&code);
        attempt.run(CheckInHere, (key.clone(), id), PlaceCode { code }, move |now: MySignUp| {
            found.set(now);
            travel.say(t.done);
            travel.to_heading();
        });
    };
    let scanned = send.clone();
    let submit = Box::new(move || send(typed.get_untracked()));
    let without = move || {
        let lost = attempt.problem().is_some_and(|it| it.kind == Kind::Offline);
        lost.then(|| view! { <p class="notice info">{t.no_network}</p> })
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            <p><strong>{stall(scene, it)}</strong></p>
            {without}
            {finder(text::check_in::of(scene.t), t.aim, scanned)}
            <Form attempt button=t.check submit>
                <TextField attempt name="code" label=t.code hint=t.code_hint value=typed
                    inputmode="numeric" enterkeyhint="done"/>
            </Form>
            <a class="more" href=scene.to(Further::Ticket(it.id).page())>{scene.t.tickets.open}</a>
        </div>
    }
    .into_any()
}
