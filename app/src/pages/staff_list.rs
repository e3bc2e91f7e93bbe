//! Who is appointed as staff, and signing one of them out everywhere.

use leptos::prelude::*;
use shared::{
    api::{EndStaffSessions, ListStaff},
    id::AppointmentId,
    person::SignedOut,
    policy::{Role, knows_staff},
    staff::StaffMember,
};

use super::{desk::staff_only, show};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::Load,
        step_up::{acted, loaded_for_staff},
    },
    me,
    place::Page,
    scene::Scene,
    travel,
    view::frame::{Frame, Tab, heading},
};

/// Who is being signed out, and what came of it.
#[derive(Clone, Copy)]
struct Ending {
    staff: Load<Vec<StaffMember>>,
    attempt: Attempt,
    may: bool,
    whose: RwSignal<Option<AppointmentId>>,
    ended: RwSignal<Option<i64>>,
}

/// Whether the person may see it; of which nodes, the server knows.
pub fn may_see(scene: &Scene) -> bool {
    me::me().roles(&scene.community.key).into_iter().any(knows_staff)
}

pub fn page(scene: &Scene) -> AnyView {
    let page = staff_only(scene, |scene, key| {
        if !may_see(&scene) {
            return not_yours(&scene);
        }
        let may = me::me().roles(&key).contains(&Role::Administrator);
        let staff = Load::new(move || call(ListStaff, key.clone(), ()));
        let (attempt, whose, ended) = Default::default();
        let ending = Ending { staff, attempt, may, whose, ended };
        loaded_for_staff(staff, move |all: &Vec<StaffMember>| list(&scene, all, ending))
    });
    let above = Frame::below_tab(scene.to(Page::Desk), scene.t.common.desk, Tab::Desk);
    show(scene, above, scene.t.staff_list.title, page)
}

fn not_yours(scene: &Scene) -> AnyView {
    let t = &scene.t.staff_list;
    view! {
        <div class="page">
            {heading(t.not_yours)}
            <p>{t.not_yours_more}</p>
            <a class="button" href=scene.to(Page::Desk)>{scene.t.common.desk}</a>
        </div>
    }
    .into_any()
}

fn list(scene: &Scene, all: &[StaffMember], ending: Ending) -> AnyView {
    let t = &scene.t.staff_list;
    let cards = all.iter().map(|member| card(scene, member, ending)).collect_view();
    let only = all.iter().all(|it| it.own).then(|| view! { <p class="hint">{t.only_you}</p> });
    let ended = move || {
        let says = (t.ended)(ending.ended.get()?);
        Some(view! { <p class="notice good">{says}</p> })
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <p class="quiet">{t.more}</p>
            <div role="status">{ended}</div>
            <ul class="cards">{cards}</ul>
            {only}
        </div>
    }
    .into_any()
}

fn card(scene: &Scene, member: &StaffMember, ending: Ending) -> AnyView {
    let (t, times) = (&scene.t.staff_list, &scene.t.times);
    let until = member.until.map(times.day);
    let serves = (t.serves)(&(times.day)(member.from), until.as_deref());
    let last = member.last_used.map(|at| (t.last)(&(times.ago)(scene.now, at)));
    let own = member.own.then(|| view! { " " <span class="mark done">{t.own}</span> });
    let act = match (member.own, ending.may && member.sessions > 0) {
        (true, _) => view! {
            <p><small>{t.own_more}</small></p>
            <a class="button plain small" href=scene.to(Page::Settings)>{scene.t.settings.title}</a>
        }
        .into_any(),
        (false, true) => sign_out(scene, member, ending),
        (false, false) => ().into_any(),
    };
    view! {
        <li class="card">
            <h2 class="small">{(scene.t.names.role)(member.role)} " · " {member.node.clone()} {own}</h2>
            <p><small>{member.phone.clone()} " · " {serves}</small></p>
            <p><small>{(t.signed_in)(member.sessions, member.powers)} " " {last}</small></p>
            {act}
        </li>
    }
    .into_any()
}

/// The button, and the question before it happens.
fn sign_out(scene: &Scene, member: &StaffMember, ending: Ending) -> AnyView {
    let (t, id, drawn) = (&scene.t.staff_list, member.appointment, scene.clone());
    let asked = move || ending.whose.get() == Some(id);
    let ask = move |_| {
        ending.attempt.forgive();
        ending.ended.set(None);
        ending.whose.set(Some(id));
    };
    let role = (scene.t.names.role)(member.role);
    let (name, whom) = ((t.end_that)(role, &member.phone), (t.end_sure)(role, &member.phone));
    let question = move || asked().then(|| question(&drawn, id, whom.clone(), ending));
    view! {
        <button type="button" class="button plain small" aria-label=name hidden=asked on:click=ask>{t.end}</button>
        {question}
    }
    .into_any()
}

fn question(scene: &Scene, id: AppointmentId, whom: String, ending: Ending) -> AnyView {
    let (t, attempt, key) = (&scene.t.staff_list, ending.attempt, scene.community.key.clone());
    let travel = travel::travel();
    let end = move || {
        attempt.run(EndStaffSessions, (key.clone(), id), (), move |out: SignedOut| {
            ending.whose.set(None);
            ending.ended.set(Some(out.sessions));
            ending.staff.again();
            travel.to_heading();
        });
    };
    view! {
        <p><strong>{whom}</strong> " " {t.end_more}</p>
        {acted(attempt)}
        <div class="pair-of-buttons">
            <button type="button" class="button plain" on:click=move |_| ending.whose.set(None)>
                {scene.t.common.cancel}
            </button>
            {attempt.button("button", t.end_yes, end)}
        </div>
    }
    .into_any()
}
