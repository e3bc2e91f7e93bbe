//! Splitting a wish: what each part is, in words that everybody reads.

use leptos::prelude::*;
use shared::wish::{Beneficiary, FEWEST_PARTS, MOST_PARTS, NewPart, NewWish, StaffWish, WishKind};

use super::{new_words::warning, staff_wish::Acting};
use crate::{
    components::field::{ChoiceField, TextField},
    scene::Scene,
};

/// A part as it is typed.
#[derive(Clone, Copy)]
pub struct NewPartDraft {
    kind: RwSignal<Option<WishKind>>,
    title: RwSignal<String>,
    story: RwSignal<String>,
}

const KINDS: [&str; MOST_PARTS] = ["kind_1", "kind_2", "kind_3", "kind_4", "kind_5", "kind_6"];

/// Two parts at first, and more as they are asked for.
pub fn fields(scene: &Scene, it: &StaffWish, acting: Acting) -> AnyView {
    let (f, kind) = (&scene.t.staff_wish.fields, it.wish.kind);
    let add = move || {
        let (title, story) = Default::default();
        let kind = RwSignal::new(Some(kind));
        acting.parts.update(|parts| parts.push(NewPartDraft { kind, title, story }));
    };
    while acting.parts.read_untracked().len() < FEWEST_PARTS {
        add();
    }
    let (drawn, minor) = (scene.clone(), it.wish.beneficiary == Beneficiary::Minor);
    let each = move |at: usize| {
        let draft = acting.parts.read_untracked().get(at).copied();
        draft.map(|draft| part(&drawn, at, draft, minor, acting))
    };
    let count = move || 0..acting.parts.read().len().min(MOST_PARTS);
    let full = move || acting.parts.read().len() >= MOST_PARTS;
    view! {
        <For each=count key=|at| *at children=each/>
        <button type="button" class="button plain" hidden=full on:click=move |_| add()>
            {f.part_more}
        </button>
    }
    .into_any()
}

fn part(scene: &Scene, at: usize, draft: NewPartDraft, minor: bool, acting: Acting) -> AnyView {
    let (f, names, attempt) = (&scene.t.staff_wish.fields, &scene.t.names, acting.attempt);
    let (title, story) = NewPart::FIELDS[at];
    let choices = WishKind::ALL.map(|kind| (kind, (names.kind)(kind), "")).to_vec();
    let warn = |text: RwSignal<String>| {
        let drawn = scene.clone();
        move || warning(&drawn, &text.read(), minor)
    };
    // Of a child there is no story.
    let more = (!minor).then(|| {
        view! {
            <TextField attempt name=story label=f.part_stories[at] value=draft.story rows=2
                longest=NewWish::LONGEST_STORY optional=true/>
            {warn(draft.story)}
        }
    });
    view! {
        <TextField attempt name=title label=f.parts[at] hint=f.part_hint value=draft.title rows=2
            longest=NewWish::LONGEST_TITLE/>
        {warn(draft.title)}
        {more}
        <div class="compact">
            <ChoiceField attempt name=KINDS[at] label=f.part_kinds[at] value=draft.kind choices/>
        </div>
    }
    .into_any()
}

/// What was typed, without what was left empty at the end.
pub fn parts(acting: Acting) -> Vec<NewPart> {
    let part = |draft: &NewPartDraft| NewPart {
        kind: draft.kind.get_untracked().unwrap_or_default(),
        title: draft.title.get_untracked(),
        story: draft.story.get_untracked(),
    };
    let mut parts: Vec<NewPart> = acting.parts.read_untracked().iter().map(part).collect();
    let is_empty = |it: &NewPart| it.title.trim().is_empty() && it.story.trim().is_empty();
    while parts.len() > FEWEST_PARTS && parts.last().is_some_and(is_empty) {
        parts.pop();
    }
    parts.truncate(MOST_PARTS);
    parts
}
