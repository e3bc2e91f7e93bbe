//! The wish has arrived: the confirmation word, shown this once, and what happens next.

use leptos::prelude::*;
use shared::wish::Posted;

use super::show;
use crate::{
    clipboard,
    place::Page,
    scene::Scene,
    travel,
    view::frame::{Frame, Tab, heading},
};

/// `again` leads back to an empty first screen.
pub fn page(
    scene: &Scene,
    posted: &Posted,
    title: &str,
    again: impl Fn() + Send + 'static,
) -> AnyView {
    let t = &scene.t.posted;
    let steps = t.steps.iter().map(|step| view! { <li class="later">{*step}</li> });
    let href = scene.to(Page::New);
    let page = view! {
        <div class="page">
            <div class="screen-only">{heading(t.title)} <p>{t.more}</p></div>
            {slip(scene, posted, title)}
            {actions(scene, posted, title)}
            <section class="card screen-only">
                <h2 class="small">{t.next}</h2>
                <ol class="way">{steps.collect_view()}</ol>
            </section>
            <a class="button" href=scene.to(Page::MyWish(posted.wish))>{t.to_mine}</a>
            <a class="button plain" href=href on:click=move |_| again()>{t.another}</a>
        </div>
    };
    show(scene, Frame::tab(Tab::Mine), t.title, page.into_any())
}

/// A new word takes the place of the old one: shown this once, as the first was.
pub fn again(
    scene: &Scene,
    posted: &Posted,
    title: &str,
    close: impl Fn() + Send + 'static,
) -> AnyView {
    let t = &scene.t.my_steps;
    view! {
        <div class="page">
            <div class="screen-only">{heading(t.reopened)} <p>{t.reopened_more}</p></div>
            {slip(scene, posted, title)}
            {actions(scene, posted, title)}
            <button type="button" class="button screen-only" on:click=move |_| close()>
                {scene.t.posted.to_mine}
            </button>
        </div>
    }
    .into_any()
}

/// What stands on the screen and on paper.
pub fn slip(scene: &Scene, posted: &Posted, title: &str) -> AnyView {
    let (t, community) = (&scene.t.posted, &scene.community);
    view! {
        <section class="card slip" aria-label=t.word>
            <p class="print-only">{(t.slip)(&community.name)}</p>
            <h2 class="small">{t.word}</h2>
            <p class="word">{posted.word.clone()}</p>
            <p>{t.word_more}</p>
            <dl class="facts print-only">
                <div><dt>{t.slip_wish}</dt><dd>{title.to_owned()}</dd></div>
                <div><dt>{t.slip_day}</dt><dd>{(scene.t.times.day)(scene.now)}</dd></div>
            </dl>
            <p class="print-only">{(t.slip_call)(&community.phone)}</p>
            <p class="hint screen-only">{t.word_lost}</p>
        </section>
    }
    .into_any()
}

/// To keep it: on the clipboard, on paper.
pub fn actions(scene: &Scene, posted: &Posted, title: &str) -> AnyView {
    let (t, travel) = (&scene.t.posted, travel::travel());
    let (note, copied) = ((t.note)(&posted.word, title), RwSignal::new(false));
    let copy = move |_| {
        clipboard::copy(&note);
        copied.set(true);
        travel.say(t.copied);
    };
    let copy = clipboard::is_there().then(|| {
        view! { <button type="button" class="button plain" on:click=copy>{t.copy}</button> }
    });
    // A browser that cannot print does nothing.
    let print = move |_| drop(window().print());
    view! {
        <div class="pair-of-buttons screen-only">
            {copy}
            <button type="button" class="button plain" on:click=print>{t.print}</button>
        </div>
        <p class="hint">{move || copied.get().then_some(t.copied)}</p>
    }
    .into_any()
}
