//! What a ticket says once its time has come: the way to check oneself in, that nobody came, how it
//! was.

use leptos::prelude::*;
use shared::{
    api::RateVisit,
    market::{HowWasIt, LeftEmpty, MySignUp, Objecting, Rating},
};

use crate::{
    components::{attempt::Attempt, load::Load},
    place_further::Further,
    scene::Scene,
    text::visiting::of,
    travel,
};

/// The way to the code at the table, around its time.
pub fn here(scene: &Scene, it: &MySignUp) -> Option<AnyView> {
    it.checks_in.then(|| {
        let href = scene.to(Further::Arrive(it.id).page());
        view! { <a class="button" href=href>{of(scene.t).here.link}</a> }.into_any()
    })
}

/// That nobody came: since when, what follows until when, and what can be said about it.
pub fn left_empty(scene: &Scene, it: &MySignUp) -> Option<AnyView> {
    let left: LeftEmpty = it.left_empty?;
    let (t, times) = (&of(scene.t).left, &scene.t.times);
    let follows = match left.paused_until {
        Some(until) => (t.paused)(&(times.day)(until)),
        None => t.nothing.to_owned(),
    };
    let open = matches!(left.said, Objecting::Open | Objecting::Refused);
    let says = match (open, left.object_until) {
        (true, None) => t.late.to_owned(),
        (true, Some(until)) => {
            [(t.said)(left.said), (t.until)(&(times.minute)(until)).as_str()].concat()
        }
        (false, _) => (t.said)(left.said).to_owned(),
    };
    Some(
        view! {
            <section class="notice info">
                <p>{(t.what)(&(times.minute)(left.noted_at))}</p>
                <p>{follows}</p>
                <p>{says}</p>
            </section>
        }
        .into_any(),
    )
}

/// How long one has helped, and whether it counts by now.
pub fn helped(scene: &Scene, it: &MySignUp) -> Option<AnyView> {
    let (t, helped) = (&of(scene.t).helped, it.helped?);
    let counts = if helped.confirmed { t.confirmed } else { t.waits };
    Some(
        view! {
            <section class="notice info">
                <p>{(t.long)(helped.minutes / 60, helped.minutes % 60)}</p>
                <p>{counts}</p>
            </section>
        }
        .into_any(),
    )
}

/// Three large answers, once.
pub fn how(
    scene: &Scene,
    it: &MySignUp,
    load: Load<MySignUp>,
    attempt: Attempt,
) -> Option<AnyView> {
    let (t, travel) = (&of(scene.t).how, travel::travel());
    if !it.asks_how {
        return None;
    }
    let at = (scene.community.key.clone(), it.id);
    let buttons = HowWasIt::ALL.into_iter().map(|how| {
        let at = at.clone();
        let press = move || {
            attempt.run(RateVisit, at.clone(), Rating { how }, move |now: MySignUp| {
                load.set(now);
                travel.say(t.thanks);
                travel.to_heading();
            });
        };
        attempt.button("button plain", (t.answer)(how), press)
    });
    Some(
        view! {
            <section class="card how">
                <h2 class="small">{t.ask}</h2>
                <p class="hint">{t.more}</p>
                <div class="answers">{buttons.collect_view()}</div>
            </section>
        }
        .into_any(),
    )
}
