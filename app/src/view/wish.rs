//! One wish as anyone sees it.

use leptos::prelude::*;
use shared::wish::{PublicWish, Status};

use super::{
    card::{bits, mark},
    frame::dock,
    icon::{Icon, icon},
};
use crate::{place::Page, scene::Scene};

/// The wish, its way so far, and what comes next.
pub fn wish(scene: &Scene, wish: &PublicWish) -> AnyView {
    let (t, names) = (&scene.t.wish, &scene.t.names);
    let story =
        (!wish.story.is_empty()).then(|| view! { <p class="story">{wish.story.clone()}</p> });
    view! {
        <article class="page">
            <p class="row">
                {mark(scene, wish.status, wish.class)}
                <small class="bits">{bits(vec![(names.kind)(wish.kind).into(), wish.place_name.clone()])}</small>
            </p>
            <h1 tabindex="-1">{wish.title.clone()}</h1>
            {story}
            {facts(scene, wish)}
            <section class="card">
                <h2 class="small">{t.way}</h2>
                {way(scene, wish)}
                <p class="next"><small>{next(scene, wish.status)}</small></p>
            </section>
        </article>
    }
    .into_any()
}

fn facts(scene: &Scene, wish: &PublicWish) -> AnyView {
    let (t, names) = (&scene.t.wish, &scene.t.names);
    let fact = |name: &'static str, value: AnyView| {
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
    };
    let when = (!wish.when.is_empty()).then(|| fact(t.when, wish.when.clone().into_any()));
    let band = wish.age_band.map(|band| fact(t.band, (names.band)(band).into_any()));
    let node = scene.to(Page::Node(wish.place));
    let place = view! { <a href=node>{wish.place_name.clone()}</a> }.into_any();
    view! { <dl class="card facts">{when} {band} {fact(t.place, place)}</dl> }.into_any()
}

/// What a helper presses. To strangers it is a way to sign in.
pub fn claim_link(scene: &Scene, href: String) -> AnyView {
    let button = view! { <a class="button" href=href>{icon(Icon::Heart)} {scene.t.wish.claim}</a> };
    dock(button.into_any())
}

/// Where a step of the way lies, seen from where the wish stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Past,
    Now,
    Later,
}

fn way(scene: &Scene, wish: &PublicWish) -> AnyView {
    let (t, times) = (&scene.t.wish, &scene.t.times);
    let at = [Status::Open, Status::Claimed, Status::Delivered, Status::Fulfilled]
        .iter()
        .position(|status| *status == wish.status)
        .unwrap_or(0);
    let when = |step: usize| match step.cmp(&(at + 1)) {
        std::cmp::Ordering::Less => When::Past,
        std::cmp::Ordering::Equal => When::Now,
        std::cmp::Ordering::Greater => When::Later,
    };
    let waits = (t.waits)(&(times.waited)(scene.now.days_since(wish.opened_at)));
    let fulfilled = wish.fulfilled_at.map(|at| (t.fulfilled)(&(times.ago)(scene.now, at)));
    let confirmed = wish.confirmed.map(|it| (scene.t.names.confirmed)(it));
    let mut steps = vec![
        step(scene, When::Past, (t.published)(&(times.ago)(scene.now, wish.opened_at))),
        match at {
            0 => step(scene, When::Now, waits),
            1 => step(scene, When::Now, t.claimed.into()),
            _ => step(scene, When::Past, t.claimed_later.into()),
        },
    ];
    if at == 0 {
        steps.push(step(scene, When::Later, t.claimed_later.into()));
    }
    steps.push(match when(3) {
        When::Now => step(scene, When::Now, t.delivered.into()),
        other => step(scene, other, t.delivered_later.into()),
    });
    steps.push(match fulfilled {
        Some(said) => step(
            scene,
            When::Past,
            [Some(said.as_str()), confirmed].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        ),
        None => step(scene, When::Later, t.fulfilled_later.into()),
    });
    view! { <ol class="way">{steps}</ol> }.into_any()
}

fn step(scene: &Scene, when: When, says: String) -> AnyView {
    let t = &scene.t.wish;
    let (class, hidden, current) = match when {
        When::Past => ("past", Some(t.past), None),
        When::Now => ("now", None, Some("step")),
        When::Later => ("later", Some(t.next), None),
    };
    let hidden = hidden.map(|words| view! { <span class="unseen">{words} " "</span> });
    view! { <li class=class aria-current=current>{hidden} {says}</li> }.into_any()
}

fn next(scene: &Scene, status: Status) -> &'static str {
    let t = &scene.t.wish;
    match status {
        Status::Claimed => t.next_claimed,
        Status::Delivered => t.next_delivered,
        Status::Fulfilled => t.next_fulfilled,
        _ => t.next_open,
    }
}
