//! Becoming a helper: the application, and where it stands.

use leptos::prelude::*;
use shared::{
    api::{ApplyAsHelper, GetMine},
    grid::PublicNode,
    helper::{Application, ApplicationStatus, HelperClass, NewApplication, Paper},
    policy::Role,
    wish::{MinePage, WishKind},
};

use super::{show, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{ChoiceField, ManyField, TextField},
        form::Form,
        load::{Load, loaded},
        node::NodeField,
    },
    me,
    place::Page,
    scene::Scene,
    travel,
    view::frame::{Frame, Tab, heading},
};

/// What is filled in.
#[derive(Clone, Copy)]
struct Applying {
    attempt: Attempt,
    class: RwSignal<Option<HelperClass>>,
    name: RwSignal<String>,
    organisation: RwSignal<String>,
    node: RwSignal<Option<PublicNode>>,
    skills: RwSignal<Vec<WishKind>>,
    note: RwSignal<String>,
    paper: RwSignal<String>,
    /// Where the newest application stands.
    application: RwSignal<Option<Application>>,
    /// Whether a declined one is being changed.
    again: RwSignal<bool>,
}

pub fn page(scene: &Scene) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |person| {
        let (key, scene) = (drawn.community.key.clone(), drawn.clone());
        let home = person.homes.iter().find(|home| home.community == key);
        let applying = Applying {
            attempt: Attempt::new(),
            class: RwSignal::new(Some(HelperClass::default())),
            name: RwSignal::default(),
            organisation: RwSignal::default(),
            node: RwSignal::new(home.map(|home| home.node.clone())),
            skills: RwSignal::default(),
            note: RwSignal::default(),
            paper: RwSignal::default(),
            application: RwSignal::new(None),
            again: RwSignal::new(false),
        };
        let mine = Load::new(move || call(GetMine, key.clone(), ()));
        loaded(mine, move |mine: &MinePage| {
            applying.application.set(mine.application.clone());
            let scene = scene.clone();
            (move || stand(&scene, applying)).into_any()
        })
    });
    let above = Frame::below_tab(scene.to(Page::Mine), scene.t.common.mine, Tab::Mine);
    show(scene, above, scene.t.helping.title, page)
}

/// The form, or where the application stands.
fn stand(scene: &Scene, applying: Applying) -> AnyView {
    let t = &scene.t.helping;
    let helper = me::me().roles(&scene.community.key).contains(&Role::Helper);
    let look = || view! { <a class="button" href=scene.to(Page::Wishes)>{t.look}</a> }.into_any();
    if helper {
        return says(t.approved, t.approved_more, look());
    }
    match applying.application.get().map(|it| (it.status, it)) {
        Some((ApplicationStatus::Waiting, it)) => {
            let day = (t.sent_on)(&(scene.t.times.ago)(scene.now, it.made_at));
            let facts = view! { {facts(scene, &it)} <p class="hint">{day}</p> };
            says(t.waiting, t.waiting_more, facts.into_any())
        }
        Some((ApplicationStatus::Declined, it)) if !applying.again.get() => {
            let change = move |_| applying.again.set(true);
            let next = view! {
                <p class="notice plain">{it.reason}</p>
                <button type="button" class="button" on:click=change>{t.again}</button>
            };
            says(t.declined, t.declined_more, next.into_any())
        }
        _ => form(scene, applying),
    }
}

fn says(title: &'static str, more: &'static str, next: AnyView) -> AnyView {
    view! { <div class="page">{heading(title)} <p>{more}</p> {next}</div> }.into_any()
}

fn facts(scene: &Scene, it: &Application) -> AnyView {
    let (t, names) = (&scene.t.desk, &scene.t.names);
    let skills: Vec<&str> = it.skills.iter().map(|kind| (names.kind)(*kind)).collect();
    view! {
        <dl class="card facts">
            <div><dt>{it.name.clone()}</dt><dd>{(names.class)(it.class)} " " {it.organisation.clone()}</dd></div>
            <div><dt>{t.node}</dt><dd>{it.node.clone()}</dd></div>
            <div><dt>{t.skills}</dt><dd>{skills.join(scene.t.making.comma)}</dd></div>
        </dl>
    }
    .into_any()
}

fn form(scene: &Scene, applying: Applying) -> AnyView {
    let (t, names, attempt) = (&scene.t.helping, &scene.t.names, applying.attempt);
    let classes = HelperClass::ALL.map(|it| (it, (names.class)(it), (names.class_more)(it)));
    let skills = WishKind::ALL.map(|it| (it, (names.kind)(it), (names.kind_more)(it)));
    let (key, field) = (scene.community.key.clone(), scene.clone());
    let submit = Box::new(move || send(&key, applying));
    let organisation = move || {
        let needed = matches!(applying.class.get(), Some(HelperClass::Shop | HelperClass::Team));
        view! {
            <TextField attempt name="organisation" label=t.organisation hint=t.organisation_hint
                value=applying.organisation autocomplete="organization" optional=!needed/>
        }
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <p>{t.more}</p>
            <Form attempt button=t.send submit>
                <ChoiceField attempt name="class" label=t.class value=applying.class choices=classes.to_vec()/>
                <TextField attempt name="name" label=t.name hint=t.name_hint value=applying.name
                    autocomplete="name" enterkeyhint="next"/>
                {organisation}
                <NodeField attempt scene=field label=t.node hint=t.node_hint value=applying.node/>
                <ManyField attempt name="skills" label=t.skills hint=t.skills_hint value=applying.skills
                    choices=skills.to_vec()/>
                <TextField attempt name="papers" label=t.paper hint=t.paper_hint value=applying.paper
                    longest=60 optional=true/>
                <TextField attempt name="note" label=t.note hint=t.note_hint value=applying.note rows=3
                    longest=200 optional=true/>
            </Form>
        </div>
    }
    .into_any()
}

/// One line for all that somebody has; the desk sees for which kinds it is good.
fn papers(applying: Applying) -> Vec<Paper> {
    let words = applying.paper.get_untracked();
    if words.trim().is_empty() {
        return Vec::new();
    }
    let of = |kind| Paper { kind, words: words.clone() };
    applying.skills.get_untracked().into_iter().map(of).collect()
}

fn send(key: &shared::community::CommunityKey, applying: Applying) {
    let input = NewApplication {
        class: applying.class.get_untracked().unwrap_or_default(),
        name: applying.name.get_untracked(),
        organisation: applying.organisation.get_untracked(),
        node: applying.node.get_untracked().map(|node| node.id),
        skills: applying.skills.get_untracked(),
        note: applying.note.get_untracked(),
        papers: papers(applying),
    };
    let input = match input.check() {
        Ok((input, _)) => input,
        Err(problem) => return applying.attempt.refuse(problem),
    };
    let travel = travel::travel();
    applying.attempt.run(ApplyAsHelper, key.clone(), input, move |it: Application| {
        applying.again.set(false);
        applying.application.set(Some(it));
        travel.to_heading();
    });
}
