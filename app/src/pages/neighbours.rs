//! Neighbour communities: who may help here, where we may help, and who is asked.

use std::sync::Arc;

use leptos::prelude::*;
use shared::{
    api::{ListCommunities, ListNeighbours, SetNeighbour},
    community::{Community, CommunityKey},
    neighbour::{Neighbour, Neighbours, NewNeighbour},
    policy::Role,
};

use super::{desk::staff_only, show};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::{Load, loaded_part},
        step_up::{acted, loaded_for_staff},
    },
    me,
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::frame::{Frame, Tab, heading},
};

/// Which community is being asked, or asked no longer.
#[derive(Clone, Copy)]
struct Asking {
    neighbours: Load<Neighbours>,
    communities: Load<Vec<Community>>,
    attempt: Attempt,
    may: bool,
    whom: RwSignal<Option<CommunityKey>>,
    said: RwSignal<String>,
}

pub fn page(scene: &Scene) -> AnyView {
    let page = staff_only(scene, move |scene, key| {
        let me = me::me();
        let may = me.roles(&key).contains(&Role::Administrator);
        let communities = Load::new(|| call(ListCommunities, (), ()));
        let neighbours = Load::new(move || call(ListNeighbours, key.clone(), ()));
        let (attempt, whom, said) = Default::default();
        let asking = Asking { neighbours, communities, attempt, may, whom, said };
        loaded_for_staff(neighbours, move |it: &Neighbours| view(&scene, it, asking))
    });
    let above = Frame::below_tab(scene.to(Page::Desk), scene.t.common.desk, Tab::Desk);
    show(scene, above, scene.t.neighbour_list.title, page)
}

fn view(scene: &Scene, it: &Neighbours, asking: Asking) -> AnyView {
    let t = &scene.t.neighbour_list;
    let said = move || {
        let said = asking.said.get();
        (!said.is_empty()).then(|| view! { <p class="notice good">{said}</p> })
    };
    let more = match asking.may {
        true => others(scene, it, asking),
        false => view! { <p class="hint">{t.read_only}</p> }.into_any(),
    };
    view! {
        <div class="page">
            {heading(t.title)}
            <p class="quiet">{t.more}</p>
            <div role="status">{said}</div>
            {wanted(scene, it)}
            {here(scene, it, asking)}
            {more}
            {there(scene, it)}
        </div>
    }
    .into_any()
}

/// Whether it is on, which a number of the community says.
fn wanted(scene: &Scene, it: &Neighbours) -> AnyView {
    let t = &scene.t.neighbour_list;
    let (class, says) = match it.wanted {
        true => ("notice good", (t.wanted)(it.after_days)),
        false => ("notice", t.not_wanted.to_owned()),
    };
    view! {
        <section class=class>
            <p>{says}</p>
            <a class="more" href=scene.to(Further::Rules.page())>{t.to_rules}</a>
        </section>
    }
    .into_any()
}

fn here(scene: &Scene, it: &Neighbours, asking: Asking) -> AnyView {
    let t = &scene.t.neighbour_list;
    let rows = it.here.iter().map(|neighbour| {
        let other = (neighbour.community.clone(), neighbour.name.clone());
        let act = asking.may.then(|| act(scene, other, false, asking));
        row(scene, neighbour, act)
    });
    section(t.here, None, rows.collect(), t.here_none)
}

fn there(scene: &Scene, it: &Neighbours) -> AnyView {
    let t = &scene.t.neighbour_list;
    let rows = it.there.iter().map(|it| {
        let since = (t.since)(&(scene.t.times.day)(it.since));
        let says = if it.wanted { (t.there_wanted)(it.after_days) } else { t.there_closed.into() };
        view! {
            <li class="card">
                <p><strong>{it.name.clone()}</strong> <br/><small>{since}</small></p>
                <p>{says}</p>
            </li>
        }
        .into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    let more = (!rows.is_empty()).then_some(t.there_more);
    section(t.there, more, rows, t.there_none)
}

/// Those of this server that are none yet.
fn others(scene: &Scene, it: &Neighbours, asking: Asking) -> AnyView {
    let (t, scene) = (&scene.t.neighbour_list, scene.clone());
    let known: Arc<[CommunityKey]> = it.here.iter().map(|it| it.community.clone()).collect();
    loaded_part(asking.communities, move |all: &Vec<Community>| {
        let no_neighbour =
            |it: &&Community| it.key != scene.community.key && !known.contains(&it.key);
        let rows = all.iter().filter(no_neighbour).map(|other| {
            let act = act(&scene, (other.key.clone(), other.name.clone()), true, asking);
            view! {
                <li class="card">
                    <p><strong>{other.name.clone()}</strong> <br/><small>{other.district.clone()}</small></p>
                    {act}
                </li>
            }
            .into_any()
        });
        section(t.others, None, rows.collect(), t.others_none)
    })
}

fn section(
    title: &'static str,
    more: Option<&'static str>,
    rows: Vec<AnyView>,
    none: &'static str,
) -> AnyView {
    let more = more.map(|more| view! { <p class="hint">{more}</p> });
    let none = rows.is_empty().then(|| view! { <p class="quiet">{none}</p> });
    let rows = (!rows.is_empty()).then(|| view! { <ul class="cards">{rows}</ul> });
    view! { <section class="group"><h2>{title}</h2>{more}{none}{rows}</section> }.into_any()
}

fn row(scene: &Scene, neighbour: &Neighbour, act: Option<AnyView>) -> AnyView {
    let since = (scene.t.neighbour_list.since)(&(scene.t.times.day)(neighbour.since));
    view! {
        <li class="card">
            <p><strong>{neighbour.name.clone()}</strong> <br/><small>{since}</small></p>
            {act}
        </li>
    }
    .into_any()
}

/// The button, and what it means before it happens.
fn act(
    scene: &Scene,
    (other, name): (CommunityKey, String),
    allow: bool,
    asking: Asking,
) -> AnyView {
    let (t, drawn) = (&scene.t.neighbour_list, scene.clone());
    let (says, whole) = match allow {
        true => (t.allow, (t.allow_that)(&name)),
        false => (t.stop, (t.stop_that)(&name)),
    };
    let key = other.clone();
    let asked = Memo::new(move |_| asking.whom.read().as_ref() == Some(&key));
    let key = other.clone();
    let ask = move |_| {
        asking.attempt.forgive();
        asking.said.set(String::new());
        asking.whom.set(Some(key.clone()));
    };
    let question =
        move || asked.get().then(|| question(&drawn, (other.clone(), &name), allow, asking));
    view! {
        <button type="button" class="button plain small" aria-label=whole hidden=move || asked.get() on:click=ask>{says}</button>
        {question}
    }
    .into_any()
}

fn question(
    scene: &Scene,
    (other, name): (CommunityKey, &str),
    allow: bool,
    asking: Asking,
) -> AnyView {
    let (t, attempt, travel) = (&scene.t.neighbour_list, asking.attempt, travel::travel());
    let (sure, more, yes, done) = match allow {
        true => ((t.allow_sure)(name), t.allow_more, t.allow_yes, (t.allowed)(name)),
        false => ((t.stop_sure)(name), t.stop_more, t.stop_yes, (t.stopped)(name)),
    };
    let key = scene.community.key.clone();
    let set = move || {
        let (input, done) =
            (NewNeighbour { community: other.clone(), neighbour: allow }, done.clone());
        attempt.run(SetNeighbour, key.clone(), input, move |now: Neighbours| {
            asking.whom.set(None);
            asking.said.set(done);
            asking.neighbours.set(now);
            travel.to_heading();
        });
    };
    view! {
        <p><strong>{sure}</strong> " " {more}</p>
        {acted(attempt)}
        <div class="pair-of-buttons">
            <button type="button" class="button plain" on:click=move |_| asking.whom.set(None)>
                {scene.t.common.cancel}
            </button>
            {attempt.button("button", yes, set)}
        </div>
    }
    .into_any()
}
