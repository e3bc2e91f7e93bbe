//! Opening and closing staff powers in this browser.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use shared::{
    api::CloseStaffPowers,
    person::{Me, Person},
};

use super::{show, signed_in};
use crate::{
    components::{attempt::Attempt, step_up::step_up},
    me,
    place::{self, Page},
    scene::Scene,
    travel,
    view::frame::{Frame, Tab, heading},
};

pub fn page(scene: &Scene) -> AnyView {
    let (drawn, me) = (scene.clone(), me::me());
    let next = use_query_map().read_untracked().get("next");
    let page = signed_in(move |_| {
        let (scene, next) = (drawn.clone(), next.clone());
        // Until when they last changes without the person changing.
        (move || me.person().map(|person| powers(&scene, &person, next.clone()))).into_any()
    });
    let above = Frame::below_tab(scene.to(Page::Home), scene.t.common.home, Tab::Desk);
    show(scene, above, scene.t.staff.title, page)
}

fn powers(scene: &Scene, person: &Person, next: Option<String>) -> AnyView {
    let t = &scene.t.staff;
    let body = match (person.staff_enrolled, me::me().is_stepped_up()) {
        (false, _) => view! {
            <p><strong>{t.not_enrolled}</strong></p>
            <p>{t.not_enrolled_more}</p>
        }
        .into_any(),
        (true, true) => open(scene, person, next),
        (true, false) => {
            let (navigate, to) = (use_navigate(), next);
            let done = move || {
                // Back to where powers were missing, if there was such a place.
                if to.is_some() {
                    let replace = NavigateOptions { replace: true, ..NavigateOptions::default() };
                    navigate(&place::next(to.clone()), replace);
                }
            };
            view! { <p>{t.more}</p> {step_up(done)} }.into_any()
        }
    };
    view! { <div class="page">{heading(t.title)} {body} {roles(scene, person)}</div> }.into_any()
}

fn open(scene: &Scene, person: &Person, next: Option<String>) -> AnyView {
    let (t, me, attempt, travel) = (&scene.t.staff, me::me(), Attempt::new(), travel::travel());
    let until = person.stepped_up_until.map(|until| (scene.t.times.minute)(until));
    let close = move || {
        attempt.run(CloseStaffPowers, (), (), move |who: Me| {
            me.set(who);
            travel.say(t.closed);
        });
    };
    let next = next.map_or_else(|| scene.to(Page::Desk), |next| place::next(Some(next)));
    view! {
        <p class="notice good" role="status">{(t.is_open)(&until.unwrap_or_default())}</p>
        <p>{t.is_open_more}</p>
        <a class="button" href=next>{scene.t.common.go_on}</a>
        {attempt.notice()}
        {attempt.button("button plain", t.close, close)}
    }
    .into_any()
}

fn roles(scene: &Scene, person: &Person) -> Option<AnyView> {
    let (t, names) = (&scene.t.staff, &scene.t.names);
    let roles = person.appointments.iter().map(|it| {
        view! { <li>{(t.role)((names.role)(it.role), &it.node)}</li> }
    });
    let roles = roles.collect_view();
    (!person.appointments.is_empty()).then(|| {
        view! {
            <section class="card"><h2 class="small">{t.roles}</h2><ul class="plain-list">{roles}</ul></section>
        }
        .into_any()
    })
}
