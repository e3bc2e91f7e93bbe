//! The helpers of one's nodes, and ending an appointment with a reason.

use leptos::prelude::*;
use shared::{
    api::{EndAppointmentNow, ListHelpers, NotePapers},
    helper::{EndAppointment, Helper, NotedPapers, Qualified},
    id::AppointmentId,
    problem::{Kind, Problem},
    wish::WishKind,
};

use super::{desk::staff_only, desk_application::papers_seen, show};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::TextField,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    place::Page,
    scene::Scene,
    travel,
    view::frame::{Frame, Tab, empty, heading},
};

/// Whose appointment is being ended, and why.
#[derive(Clone, Copy)]
struct Ending {
    helpers: Load<Vec<Helper>>,
    attempt: Attempt,
    whose: RwSignal<Option<Helper>>,
    reason: RwSignal<String>,
    /// Whose papers are being noted: for which kinds, and for how many years.
    noting: RwSignal<Option<AppointmentId>>,
    seen: RwSignal<Vec<WishKind>>,
    years: RwSignal<Option<i64>>,
}

pub fn page(scene: &Scene) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let helpers = Load::new(move || call(ListHelpers, key.clone(), ()));
        let (attempt, whose, reason) = (Attempt::new(), RwSignal::new(None), RwSignal::default());
        let (noting, seen) = (RwSignal::new(None), RwSignal::default());
        let years = RwSignal::new(Some(1));
        let ending = Ending { helpers, attempt, whose, reason, noting, seen, years };
        loaded_for_staff(helpers, move |list: &Vec<Helper>| all(&scene, list, ending))
    });
    let above = Frame::below_tab(scene.to(Page::Desk), scene.t.common.desk, Tab::Desk);
    show(scene, above, scene.t.desk.helpers, page)
}

fn all(scene: &Scene, list: &[Helper], ending: Ending) -> AnyView {
    let t = &scene.t.desk;
    let cards = list.iter().map(|helper| card(scene, helper, ending)).collect_view();
    let none = list.is_empty().then(|| empty(t.no_helpers, t.no_helpers_more, ().into_any()));
    view! {
        <div class="page">
            {heading(t.helpers)}
            <p class="quiet">{t.helpers_more}</p>
            {none}
            <ul class="cards">{cards}</ul>
        </div>
    }
    .into_any()
}

fn card(scene: &Scene, helper: &Helper, ending: Ending) -> AnyView {
    let (t, id, drawn) = (&scene.t.desk, helper.appointment, scene.clone());
    let until = match helper.until {
        Some(until) => (t.until)(&(scene.t.times.day)(until)),
        None => t.no_end.to_owned(),
    };
    let (whole, chosen) = (helper.clone(), move || {
        ending.whose.read().as_ref().is_some_and(|whose| whose.appointment == id)
    });
    let ask = move |_| {
        ending.attempt.forgive();
        ending.reason.set(String::new());
        ending.whose.set(Some(whole.clone()));
    };
    let asked = helper.clone();
    let question = move || chosen().then(|| question(&drawn, &asked, ending));
    view! {
        <li class="card">
            <h2 class="small">{helper.name.clone()} " · " {(scene.t.names.class)(helper.class)}</h2>
            <p><small>{helper.organisation.clone()} " " {helper.node.clone()}</small></p>
            <p><small>{until} " · " {(t.in_hand)(helper.claims)}</small></p>
            {papers(scene, helper, ending)}
            <button type="button" class="button plain small" hidden=chosen on:click=ask>{t.end}</button>
            {question}
        </li>
    }
    .into_any()
}

/// Which papers were seen, and the way to note others.
fn papers(scene: &Scene, helper: &Helper, ending: Ending) -> AnyView {
    let (t, id, drawn) = (&scene.t.desk, helper.appointment, scene.clone());
    let noted = helper.qualified.iter().map(|it| {
        let kind = (scene.t.names.kind)(it.kind);
        view! { <li>{t.papers} ": " {kind} " · " {(t.until)(&(scene.t.times.day)(it.until))}</li> }
    });
    let open = move || ending.noting.get() == Some(id);
    let (was, skills) = (helper.qualified.clone(), helper.skills.clone());
    let ask = move |_| {
        ending.attempt.forgive();
        ending.seen.set(was.iter().map(|it| it.kind).collect());
        ending.noting.set(Some(id));
    };
    let form = move || open().then(|| noting(&drawn, id, &skills, ending));
    view! {
        <ul class="plain-list">{noted.collect_view()}</ul>
        <button type="button" class="button plain small" hidden=open on:click=ask>{t.papers_note}</button>
        {form}
    }
    .into_any()
}

fn noting(scene: &Scene, id: AppointmentId, skills: &[WishKind], ending: Ending) -> AnyView {
    let (t, attempt, key) = (&scene.t.desk, ending.attempt, scene.community.key.clone());
    let (travel, now) = (travel::travel(), scene.now);
    let save = move || {
        let until = now.after_days(365 * ending.years.get_untracked().unwrap_or(1));
        let kinds = ending.seen.get_untracked().into_iter();
        let input =
            NotedPapers { qualified: kinds.map(|kind| Qualified { kind, until }).collect() };
        attempt.run(NotePapers, (key.clone(), id), input, move |all: Vec<Helper>| {
            ending.noting.set(None);
            ending.helpers.set(all);
            travel.say(t.papers_noted);
        });
    };
    view! {
        {acted(attempt)}
        {papers_seen(scene, skills, attempt, ending.seen, ending.years)}
        <div class="pair-of-buttons">
            <button type="button" class="button plain" on:click=move |_| ending.noting.set(None)>
                {scene.t.common.cancel}
            </button>
            {attempt.button("button", scene.t.common.save, save)}
        </div>
    }
    .into_any()
}

fn question(scene: &Scene, helper: &Helper, ending: Ending) -> AnyView {
    let (t, attempt, id) = (&scene.t.desk, ending.attempt, helper.appointment);
    let (key, travel) = (scene.community.key.clone(), travel::travel());
    let end = move || {
        let reason = ending.reason.get_untracked();
        if reason.trim().is_empty() {
            return attempt.refuse(Problem::fields([("reason", Kind::Required)]));
        }
        let input = EndAppointment { reason };
        attempt.run(EndAppointmentNow, (key.clone(), id), input, move |rest: Vec<Helper>| {
            ending.whose.set(None);
            ending.helpers.set(rest);
            travel.say(t.ended);
        });
    };
    view! {
        <p><strong>{(t.end_sure)(&helper.name)}</strong> " " {t.end_more}</p>
        {acted(attempt)}
        <TextField attempt name="reason" label=t.end_why value=ending.reason rows=2 longest=200/>
        <div class="pair-of-buttons">
            <button type="button" class="button plain" on:click=move |_| ending.whose.set(None)>
                {scene.t.common.cancel}
            </button>
            {attempt.button("button", t.end_yes, end)}
        </div>
    }
    .into_any()
}
