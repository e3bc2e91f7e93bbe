//! Inviting staff: a link that works once, shown once.

use leptos::prelude::*;
use shared::{
    api::InviteStaff,
    grid::PublicNode,
    policy::Role,
    problem::{Check, Kind},
    staff::{Invitation, NewInvitation},
};

use super::{desk::not_staff, show, signed_in};
use crate::{
    clipboard,
    components::{
        attempt::Attempt,
        field::{ChoiceField, TextField},
        node::NodeField,
        step_up::{acted, step_up},
    },
    me,
    place::Page,
    scene::Scene,
    travel,
    view::frame::{Frame, Tab, heading},
};

/// What is filled in, and what came of it.
#[derive(Clone, Copy)]
struct Inviting {
    attempt: Attempt,
    role: RwSignal<Option<Role>>,
    node: RwSignal<Option<PublicNode>>,
    days: RwSignal<String>,
    link: RwSignal<Option<Invitation>>,
}

pub fn page(scene: &Scene) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (me, scene, key) = (me::me(), drawn.clone(), drawn.community.key.clone());
        let inviting = Inviting {
            attempt: Attempt::new(),
            role: RwSignal::new(None),
            node: RwSignal::new(None),
            days: RwSignal::default(),
            link: RwSignal::new(None),
        };
        let may =
            Memo::new(move |_| me.admitted(InviteStaff, &key).map_err(|problem| problem.kind));
        (move || match (may.get(), inviting.link.get()) {
            (_, Some(link)) => invited(&scene, &link, inviting),
            (Ok(()), None) => form(&scene, inviting),
            (Err(Kind::StepUpFirst), None) => view! {
                {heading(scene.t.staff.title)}
                <p>{scene.t.staff.more}</p>
                {step_up(|| ())}
            }
            .into_any(),
            (Err(_), None) => not_staff(&scene),
        })
        .into_any()
    });
    let above = Frame::below_tab(scene.to(Page::Desk), scene.t.common.desk, Tab::Desk);
    show(scene, above, scene.t.desk.invite, page)
}

fn form(scene: &Scene, inviting: Inviting) -> AnyView {
    let (t, names, attempt) = (&scene.t.desk, &scene.t.names, inviting.attempt);
    let roles = Role::ALL.into_iter().filter(|role| role.is_staff());
    let roles = roles.map(|role| (role, (names.role)(role), "")).collect();
    let (key, field, travel) = (scene.community.key.clone(), scene.clone(), travel::travel());
    let send = move || match check(inviting) {
        Err(problem) => attempt.refuse(problem),
        Ok(input) => attempt.run(InviteStaff, key.clone(), input, move |link: Invitation| {
            inviting.link.set(Some(link));
            travel.to_heading();
        }),
    };
    view! {
        <div class="page">
            {heading(t.invite)}
            <p>{t.invite_more}</p>
            {acted(attempt)}
            <ChoiceField attempt name="role" label=t.role value=inviting.role choices=roles/>
            <NodeField attempt scene=field label=t.where_at hint=t.where_hint value=inviting.node/>
            <TextField attempt name="days" label=t.days hint=t.days_hint value=inviting.days
                inputmode="numeric" optional=true/>
            {attempt.button("button", t.invite_send, send)}
        </div>
    }
    .into_any()
}

fn check(inviting: Inviting) -> Result<NewInvitation, shared::problem::Problem> {
    let mut check = Check::default();
    let role = inviting.role.get_untracked();
    check.demand("role", role.is_some(), Kind::Required);
    let node = inviting.node.get_untracked().map(|node| node.id);
    let node = check.take("node", node.ok_or(Kind::Required));
    let typed = inviting.days.get_untracked();
    let days = match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| Kind::Required),
    };
    let days = check.take("days", days);
    let role = role.unwrap_or(Role::GridWorker);
    check.done().map(|()| NewInvitation { role, node, days })
}

fn invited(scene: &Scene, link: &Invitation, inviting: Inviting) -> AnyView {
    let (t, travel) = (&scene.t.desk, travel::travel());
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}/staff/enrol/{}", link.token);
    let until = (scene.t.times.minute)(link.expires_at);
    let (shown, copied) = (address.clone(), RwSignal::new(false));
    let copy = move |_| {
        clipboard::copy(&address);
        copied.set(true);
        travel.say(t.copied);
    };
    let copy = clipboard::is_there().then(|| {
        view! { <button type="button" class="button" on:click=copy>{t.copy}</button> }
    });
    let another = move |_| {
        inviting.link.set(None);
        inviting.role.set(None);
        travel.to_heading();
    };
    view! {
        <div class="page">
            {heading(t.invited)}
            <p>{(t.invited_more)(&until)}</p>
            <p class="card secret" lang="en">{shown}</p>
            {copy}
            <p class="hint">{move || copied.get().then_some(t.copied)}</p>
            <button type="button" class="button plain" on:click=another>{t.another}</button>
        </div>
    }
    .into_any()
}
