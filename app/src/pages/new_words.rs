//! The second screen of making a wish: what others must not see is marked while it is typed, and
//! the card is shown as neighbours will see it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{
    entitlement::Entitlement,
    id::NodeId,
    problem::{Kind, Problem},
    wish::{NewWish, PublicWish, WishKind},
};

use super::new::{Making, Step, address, screen};
use crate::{
    components::{field::TextField, form::Form, leaks},
    draft::Draft,
    scene::Scene,
    view::{card::preview, frame::tel},
};

/// The second screen: the wish in plain words.
pub fn what(scene: &Scene, making: Making) -> AnyView {
    let (t, common, Making { draft, attempt, .. }) = (&scene.t.making, &scene.t.common, making);
    let (navigate, next) = (use_navigate(), address(scene, Step::Whom));
    let submit = Box::new(move || {
        clean(draft);
        match check(draft) {
            Err(problem) => attempt.refuse(problem),
            Ok(()) => navigate(&next, NavigateOptions::default()),
        }
    });
    let leaks = move || {
        let (title, when) = (draft.title.read(), draft.when.read());
        let story = if draft.is_minors() { String::new() } else { draft.story.get() };
        leaks::kinds_of(&[&title, &story, &when], draft.is_minors())
    };
    let leaks = Memo::new(move |_| leaks());
    let button = Signal::derive(move || match leaks.read().0 {
        0 => common.go_on,
        _ if leaks.read().1.iter().any(|kind| kind.blocks()) => common.go_on,
        _ => t.clean,
    });
    let warn = |text: RwSignal<String>| {
        let scene = scene.clone();
        move || warning(&scene, &text.read(), draft.is_minors())
    };
    let (title, story, when) = (warn(draft.title), warn(draft.story), warn(draft.when));
    let right = owed(scene, draft);
    let shown = scene.clone();
    // Of a child there is no more than one sentence.
    let story = move || match draft.is_minors() {
        true => view! { <p class="notice plain">{t.child_words}</p> }.into_any(),
        false => view! {
            <TextField attempt name="story" label=t.story hint=t.story_hint value=draft.story rows=4
                longest=NewWish::LONGEST_STORY optional=true/>
            {story.clone()}
        }
        .into_any(),
    };
    let page = view! {
        <Form attempt button dock=true submit>
            <TextField attempt name="title" label=t.wish hint=t.wish_hint value=draft.title rows=2
                longest=NewWish::LONGEST_TITLE/>
            {title}
            {story}
            <TextField attempt name="when" label=t.when hint=t.when_hint value=draft.when
                longest=NewWish::LONGEST_WHEN optional=true enterkeyhint="next"/>
            {when}
            {right}
            {move || seen(&shown, draft)}
        </Form>
    };
    screen(scene, Step::What, t.what, page.into_any())
}

/// That an office may owe it: said, and left to whoever wishes.
fn owed(scene: &Scene, draft: Draft) -> impl Fn() -> AnyView + use<> {
    let (scene, right) = (
        scene.clone(),
        Memo::new(move |_| Entitlement::of(&[&draft.title.read(), &draft.story.read()])),
    );
    move || {
        let Some(right) = right.get() else { return ().into_any() };
        let (t, phone) = (&scene.t.entitlement, &scene.community.phone);
        let errand = move || match draft.kind.get() == Some(WishKind::Errand) {
            true => view! { <p>{t.is_errand}</p> }.into_any(),
            false => {
                let press = move |_| draft.kind.set(Some(WishKind::Errand));
                view! { <button type="button" class="button plain" on:click=press>{t.errand}</button> }
                    .into_any()
            }
        };
        view! {
            <section class="notice plain" role="status">
                <p><strong>{t.title}</strong></p>
                <p>{(t.says)(right)} {t.more}</p>
                <a class="button plain" href=tel(phone)>{(scene.t.common.call_to)(phone)}</a>
                {errand}
            </section>
        }
        .into_any()
    }
}

/// Takes out what others must not see; money stays, since it is refused with a reason.
fn clean(draft: Draft) {
    for text in [draft.title, draft.story, draft.when] {
        let of_child = untrack(|| draft.is_minors());
        let found = leaks::find(&text.read_untracked(), of_child);
        if !found.is_empty() && !found.iter().any(|leak| leak.kind.blocks()) {
            text.update(|text| *text = leaks::redact(text, of_child));
        }
    }
}

/// Whether the public part may go on as it is.
fn check(draft: Draft) -> Result<(), Problem> {
    let Err(problem) = untrack(|| draft.wish()).check() else { return Ok(()) };
    let ours = |name: &str| ["title", "story", "when"].contains(&name);
    let fields: Vec<_> = problem.fields.into_iter().filter(|field| ours(&field.name)).collect();
    if fields.is_empty() { Ok(()) } else { Err(Problem { fields, ..Kind::Invalid.into() }) }
}

/// What others should not see in a text, right below where it is typed.
pub fn warning(scene: &Scene, text: &str, of_child: bool) -> Option<AnyView> {
    let t = &scene.t.making;
    let (count, kinds) = leaks::kinds_of(&[text], of_child);
    if count == 0 {
        return None;
    }
    let phone = &scene.community.phone;
    let says = match kinds.iter().any(|kind| kind.blocks()) {
        true => view! {
            <p role="status"><strong>{t.money}</strong> " " {(t.money_more)(phone)}</p>
            <a class="button plain" href=tel(phone)>{(scene.t.common.call_to)(phone)}</a>
        }
        .into_any(),
        false => view! {
            <p role="status"><strong>{(t.found)(count, &leaks::in_words(&kinds))}</strong> " " {t.found_more}</p>
        }
        .into_any(),
    };
    let marked = leaks::marked(text, of_child);
    Some(
        view! { <section class="notice">{says} <div class="marked">{marked}</div></section> }
            .into_any(),
    )
}

/// The card as neighbours will see it, once cleaned.
pub fn seen(scene: &Scene, draft: Draft) -> AnyView {
    let t = &scene.t.making;
    let (wish, of_child) = (draft.wish(), draft.is_minors());
    let title = leaks::redact(wish.title.trim(), of_child);
    let node = draft.node.get();
    let public = PublicWish {
        kind: wish.kind,
        title: if title.is_empty() { t.your_words.to_owned() } else { title },
        story: leaks::redact(wish.story.trim(), of_child),
        when: leaks::redact(wish.when.trim(), of_child),
        age_band: wish.age_band,
        place: node.as_ref().map_or_else(NodeId::default, |node| node.id),
        place_name: node.map_or_else(|| t.your_grid.to_owned(), |node| node.name),
        ..PublicWish::blank(scene.now)
    };
    let more = [public.story.clone(), public.when.clone()];
    let more = more.into_iter().filter(|text| !text.is_empty());
    let more = more.map(|text| view! { <p class="story quiet">{text}</p> }).collect_view();
    view! {
        <section class="preview" aria-label=t.preview>
            <h2 class="small">{t.preview}</h2>
            {preview(scene, &public)}
            {more}
            <p class="hint">{t.preview_more}</p>
        </section>
    }
    .into_any()
}
