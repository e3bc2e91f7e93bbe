//! One round: what it is for, how far it has come, and what is said about it in the end.

use leptos::prelude::*;
use shared::{
    api::GetRound,
    id::RoundId,
    problem::Kind,
    report::About,
    round::{Phase, Round, RoundPage},
};

use super::hold_round::may_hold;
use crate::{
    api::call,
    components::load::{Load, loaded},
    place::Page,
    place_further::Further,
    scene::Scene,
    travel,
    view::{
        card::cards,
        frame::{Frame, Tab, dock, frame, heading},
        funnel::bar,
        icon::{Icon, icon},
    },
};

pub fn page(scene: &Scene, id: RoundId) -> AnyView {
    let key = scene.community.key.clone();
    let round = Load::new(move || {
        let asked = call(GetRound, (key.clone(), id), ());
        async move {
            match asked.await {
                Ok(page) => Ok(Some(page)),
                Err(problem) if problem.kind == Kind::NotFound => Ok(None),
                Err(problem) => Err(problem),
            }
        }
    });
    let (drawn, travel) = (scene.clone(), travel::travel());
    let page = loaded(round, move |page: &Option<RoundPage>| {
        let title = page.as_ref().map_or(drawn.t.rounds.gone, |page| &page.round.name);
        travel.arrived(drawn.title(title));
        page.as_ref().map_or_else(|| gone(&drawn), |page| one(&drawn, page))
    });
    let above =
        Frame::below_tab(scene.to(Further::Rounds.page()), scene.t.rounds.title, Tab::Wishes);
    frame(scene, above, page)
}

/// For who followed a wrong address.
pub fn gone(scene: &Scene) -> AnyView {
    let t = &scene.t.rounds;
    view! {
        <div class="page">
            {heading(t.gone)}
            <p>{t.gone_more}</p>
            <a class="button" href=scene.to(Further::Rounds.page())>{t.title}</a>
        </div>
    }
    .into_any()
}

/// Where it stands, as a small label.
pub fn mark(scene: &Scene, round: &Round) -> AnyView {
    let phase = round.phase(scene.now);
    let colour = match phase {
        Phase::Coming => "mark wait",
        Phase::Open => "mark open",
        Phase::Full => "mark busy",
        Phase::Closed => "mark over",
    };
    view! { <span class=colour>{(scene.t.rounds.phase)(phase)}</span> }.into_any()
}

/// The one day that matters now.
pub fn until(scene: &Scene, round: &Round) -> String {
    let (t, times) = (&scene.t.rounds, &scene.t.times);
    match round.phase(scene.now) {
        Phase::Coming => (t.opens)(&(times.coming)(scene.now, round.opens_at)),
        Phase::Open | Phase::Full => (t.left)(&(times.coming)(scene.now, round.closes_at)),
        Phase::Closed => (t.closed)(&(times.day)(round.closes_at)),
    }
}

fn one(scene: &Scene, page: &RoundPage) -> AnyView {
    let (t, round) = (&scene.t.rounds, &page.round);
    let phase = round.phase(scene.now);
    let manage = may_hold(scene);
    let manage = manage.then(|| {
        view! { <a class="button plain" href=scene.to(Further::HoldRound(round.id).page())>{t.manage}</a> }
    });
    let wish = (phase == Phase::Open).then(|| {
        let button = view! { <a class="button" href=scene.to(Page::New)>{icon(Icon::Pen)} {t.make_wish}</a> };
        dock(button.into_any())
    });
    view! {
        <article class="page">
            <p class="row">{mark(scene, round)} <small>{until(scene, round)}</small></p>
            {heading(round.name.clone())}
            <p class="story lead">{round.purpose.clone()}</p>
            {summary(scene, round, phase)}
            {progress(scene, page)}
            {facts(scene, round)}
            {wishes(scene, page)}
            {manage}
            <a class="more" href=scene.to(Page::Report(About::Round(round.id)))>{scene.t.wish.report}</a>
        </article>
        {wish}
    }
    .into_any()
}

fn facts(scene: &Scene, round: &Round) -> AnyView {
    let (t, day) = (&scene.t.rounds, scene.t.times.day);
    let place = scene.to(Page::Node(round.place));
    view! {
        <dl class="card facts">
            <div><dt>{t.place}</dt><dd><a href=place>{round.place_name.clone()}</a></dd></div>
            <div><dt>{t.when}</dt><dd>{(t.time)(&day(round.opens_at), &day(round.closes_at))}</dd></div>
            <div><dt>{t.how_many}</dt><dd>{(t.quota)(round.quota)}</dd></div>
        </dl>
    }
    .into_any()
}

/// What the organiser says, once it is over.
fn summary(scene: &Scene, round: &Round, phase: Phase) -> Option<AnyView> {
    let t = &scene.t.rounds;
    if phase != Phase::Closed {
        return None;
    }
    let says = match round.summed_at {
        None => view! { <p class="quiet">{t.no_summary}</p> }.into_any(),
        Some(at) => view! {
            <p class="story">{round.summary.clone()}</p>
            <p class="hint">{(t.said_on)(&(scene.t.times.day)(at))}</p>
        }
        .into_any(),
    };
    Some(
        view! { <section class="notice good"><h2 class="small">{t.summary}</h2>{says}</section> }
            .into_any(),
    )
}

/// Counted from the list below; what is not in it, only where that tells of nobody.
fn progress(scene: &Scene, page: &RoundPage) -> AnyView {
    let (t, figures) = (&scene.t.rounds, &page.figures);
    let whole = figures.posted.unwrap_or(figures.public);
    let row = |name: &'static str, count: i64| {
        let bar = (whole > 0).then(|| bar(count, whole, format!("{name} {count} / {whole}")));
        view! { <div><span>{name}</span> <b>{count}</b> {bar}</div> }.into_any()
    };
    let posted = figures.posted.map(|posted| row(t.posted, posted));
    let few = posted.is_none().then(|| view! { <p class="hint">{t.few_more}</p> });
    view! {
        <section class="card">
            <h2 class="small">{t.progress}</h2>
            <div class="rows">
                {posted}
                {row(t.approved, figures.public)}
                {row(t.claimed, figures.claimed)}
                {row(t.fulfilled, figures.fulfilled)}
            </div>
            {few}
            <a class="more" href=scene.to(Page::Figures)>{t.how_counted}</a>
        </section>
    }
    .into_any()
}

fn wishes(scene: &Scene, page: &RoundPage) -> AnyView {
    let t = &scene.t.rounds;
    match page.wishes.len() {
        0 => view! { <p class="quiet">{t.no_wishes}</p> }.into_any(),
        count => view! {
            <section class="group"><h2>{(t.wishes)(count)}</h2>{cards(scene, &page.wishes)}</section>
        }
        .into_any(),
    }
}
