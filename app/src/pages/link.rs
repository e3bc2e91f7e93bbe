//! What a link of a message does: one thing, for whoever has the message, by one large button.
//! Opening the page changes nothing.

use leptos::prelude::*;
use shared::{
    api::{GetLink, UseLink},
    market::{LinkPage, LinkPurpose, LinkStanding, LinkToken},
    problem::Kind,
};

use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::{Load, loaded},
    },
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        frame::{Frame, Tab, frame, heading},
        market::{clock, hours},
    },
};

pub fn page(scene: &Scene, token: LinkToken) -> AnyView {
    let key = scene.community.key.clone();
    let found = Load::new(move || {
        let asked = call(GetLink, (key.clone(), token), ());
        async move {
            match asked.await {
                Ok(page) => Ok(Some(page)),
                Err(problem) if problem.kind == Kind::NotFound => Ok(None),
                Err(problem) => Err(problem),
            }
        }
    });
    let (attempt, travel, drawn) = (Attempt::new(), travel::travel(), scene.clone());
    let page = loaded(found, move |it: &Option<LinkPage>| {
        let t = &drawn.t.links;
        travel.arrived(drawn.title(it.as_ref().map_or(t.none, |it| says(&drawn, it))));
        match it {
            Some(it) => one(&drawn, it, (token, found), attempt),
            None => view! {
                <div class="page">
                    {heading(t.none)}
                    <p>{t.none_more}</p>
                    {tickets(&drawn)}
                </div>
            }
            .into_any(),
        }
    });
    frame(scene, Frame::tab(Tab::Home), page)
}

/// The heading: what is asked, or how it stands.
fn says(scene: &Scene, it: &LinkPage) -> &'static str {
    let t = &scene.t.links;
    match it.standing {
        LinkStanding::Ready => (t.asks)(first(it)),
        LinkStanding::Done => (t.done)(it.purpose),
        LinkStanding::Over => t.over,
    }
}

/// Whoever is reminded is first asked whether they come.
fn first(it: &LinkPage) -> LinkPurpose {
    match &it.other {
        Some(other) if it.purpose == LinkPurpose::Cancel => other.purpose,
        _ => it.purpose,
    }
}

fn one(
    scene: &Scene,
    it: &LinkPage,
    link: (LinkToken, Load<Option<LinkPage>>),
    attempt: Attempt,
) -> AnyView {
    let t = &scene.t.links;
    let below = match it.standing {
        LinkStanding::Ready => ready(scene, it, link, attempt),
        LinkStanding::Done => {
            let gives_back = matches!(it.purpose, LinkPurpose::Cancel | LinkPurpose::Decline);
            let next = if gives_back { market(scene, it) } else { tickets(scene) };
            view! { <p>{(t.done_more)(it.purpose)}</p> {next} }.into_any()
        }
        LinkStanding::Over => view! { <p>{t.over_more}</p> {tickets(scene)} }.into_any(),
    };
    view! { <article class="page">{heading(says(scene, it))} {facts(scene, it)} {below}</article> }
        .into_any()
}

/// What it is about, so that nobody gives back another place than was meant.
fn facts(scene: &Scene, it: &LinkPage) -> AnyView {
    let (t, m) = (&scene.t.links, &scene.t.markets);
    let when =
        format!("{} {}", (scene.t.times.day)(it.starts_at), hours(scene, it.starts_at, it.ends_at));
    let name = it.about.as_ref().map_or(t.confidential, |it| (m.service)(it.service));
    let kind = (m.kind)(it.kind);
    let more = it.about.as_ref().map(|it| {
        let (title, place) = (it.title.clone(), it.place_name.clone());
        view! {
            <div><dt>{kind}</dt><dd>{title}</dd></div>
            <div><dt>{m.place}</dt><dd>{place}</dd></div>
        }
    });
    view! {
        <section class="card">
            <h2 class="small">{name} " " {clock(it.starts_at)}</h2>
            <dl class="facts"><div><dt>{m.when}</dt><dd>{when}</dd></div> {more}</dl>
        </section>
    }
    .into_any()
}

/// The button, and another one for who means the opposite; or what to do for who does not mean it.
fn ready(
    scene: &Scene,
    it: &LinkPage,
    (token, load): (LinkToken, Load<Option<LinkPage>>),
    attempt: Attempt,
) -> AnyView {
    let (t, key, travel) = (&scene.t.links, scene.community.key.clone(), travel::travel());
    let of = scene.t;
    let button = |class: &'static str, purpose: LinkPurpose, token: LinkToken| {
        let key = key.clone();
        let press = move || {
            attempt.run(UseLink, (key.clone(), token), (), move |now: LinkPage| {
                let done = now.standing == LinkStanding::Done;
                travel.say(if done { (of.links.done)(purpose) } else { of.links.over }.to_owned());
                load.set(Some(now));
                travel.to_heading();
            });
        };
        attempt.button(class, (of.links.button)(purpose), press)
    };
    let mut ways = vec![(it.purpose, token)];
    ways.extend(it.other.iter().map(|it| (it.purpose, it.token)));
    // The one that is asked about comes first.
    ways.sort_by_key(|(purpose, _)| *purpose != first(it));
    let classes = ["button", "button plain"];
    let buttons = classes.into_iter().zip(ways);
    let buttons = buttons.map(|(class, (purpose, token))| button(class, purpose, token));
    // A place that is given back can be so until the start; others wait for an answer.
    let until = (it.purpose == LinkPurpose::Accept).then(|| {
        let minute = (scene.t.times.minute)(it.until);
        view! { <p class="notice info">{(t.until)(&minute)}</p> }
    });
    let otherwise = it.other.is_none().then(|| (t.otherwise)(it.purpose));
    view! {
        <p>{(t.does)(first(it))}</p>
        {until}
        {attempt.notice()}
        <div class="actions">{buttons.collect_view()}</div>
        {otherwise.map(|it| view! { <p class="hint">{it}</p> })}
    }
    .into_any()
}

fn market(scene: &Scene, it: &LinkPage) -> AnyView {
    let href = scene.to(Further::Market(it.market).page());
    view! { <a class="button plain" href=href>{scene.t.links.market}</a> }.into_any()
}

fn tickets(scene: &Scene) -> AnyView {
    let href = scene.to(Further::Tickets.page());
    view! { <a class="button plain" href=href>{scene.t.links.tickets}</a> }.into_any()
}
