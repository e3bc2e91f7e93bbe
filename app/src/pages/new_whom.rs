//! On the third screen of making a wish: for somebody else, who agreed; and what neighbours wish already.

use leptos::prelude::*;
use shared::{
    api::{FindRounds, FindSimilar},
    id::RoundId,
    round::{Round, RoundQuery},
    wish::{Beneficiary, ConsentWay, GuardianRelation, Similar, SimilarQuery},
};

use super::new::Making;
use crate::{
    api::call,
    clock,
    components::{
        field::{ChoiceField, TextField, TickField, error_of, id_of},
        load::Load,
    },
    draft::Draft,
    me,
    scene::Scene,
    text::consents,
    view::card::cards,
};

/// How many wishes of others are shown.
const MOST: usize = 3;

/// The guardian's consent, where it is for a child.
pub fn guardian(scene: &Scene, making: Making) -> AnyView {
    let (draft, scene) = (making.draft, scene.clone());
    let minor = Memo::new(move |_| draft.is_minors());
    (move || minor.get().then(|| consent(&scene, making))).into_any()
}

/// For another adult, a tick of its own: this person agrees to it.
pub fn proxy(scene: &Scene, making: Making) -> AnyView {
    let (t, Making { draft, attempt, .. }) = (&consents::of(scene.t).proxy, making);
    let another = Memo::new(move |_| draft.beneficiary.get() == Some(Beneficiary::Another));
    let more = move || view! { <p class="hint">{t.more}</p> };
    (move || {
        another.get().then(|| {
            view! { <TickField attempt name="proxy_agreed" label=t.agreed value=draft.proxy more/> }
        })
    })
    .into_any()
}

fn consent(scene: &Scene, making: Making) -> AnyView {
    let (t, Making { draft, attempt, .. }) = (&scene.t.making, making);
    let relations: Vec<_> = GuardianRelation::ALL.map(|it| (it, (t.relations)(it), "")).to_vec();
    let ways: Vec<_> = ConsentWay::ALL.map(|it| (it, (t.consent_ways)(it), "")).to_vec();
    let who = vec![(true, t.by_guardian_yes, ""), (false, t.by_guardian_no, "")];
    let staff = scene.staff.get_untracked() && me::me().person().is_some();
    let who = staff.then(|| {
        view! {
            <ChoiceField attempt name="by_guardian" label=t.by_guardian value=draft.by_guardian choices=who/>
        }
    });
    let way = move || {
        let choices = ways.clone();
        (draft.by_guardian.get() == Some(false)).then(|| {
            view! {
                <ChoiceField attempt name="way" label=t.consent_way value=draft.way choices/>
            }
        })
    };
    view! {
        <section class="card private">
            <h2 class="small">{t.guardian}</h2>
            <p class="hint">{t.guardian_more}</p>
            {who}
            <TextField attempt name="guardian" label=t.guardian_name hint=t.guardian_name_hint
                value=draft.guardian enterkeyhint="next"/>
            <div class="compact">
                <ChoiceField attempt name="relation" label=t.relation value=draft.relation choices=relations/>
            </div>
            {way}
            <TickField attempt name="agreed" label=t.agreed value=draft.agreed/>
        </section>
    }
    .into_any()
}

/// Rounds that are open there, if any: a wish may be part of one, and need not.
pub fn rounds(scene: &Scene, making: Making) -> AnyView {
    let (draft, key, scene) = (making.draft, scene.community.key.clone(), scene.clone());
    making.attempt.label("round", scene.t.rounds.choose);
    let node = Memo::new(move |_| draft.node.get().map(|node| node.id));
    let found = Load::new(move || {
        let (key, node) = (key.clone(), node.get());
        async move {
            match node {
                Some(node) => call(FindRounds, key, RoundQuery { node }).await,
                None => Ok(Vec::new()),
            }
        }
    });
    let open = Memo::new(move |_| {
        let open = |it: &&Round| it.may_take(clock::now()).is_ok();
        found.with(|all| all.iter().filter(open).cloned().collect::<Vec<_>>())
    });
    // Another grid has other rounds.
    Effect::new(move |_| {
        let there = |id| open.get().is_none_or(|all| all.iter().any(|it| it.id == id));
        if draft.round.get_untracked().is_some_and(|id| !there(id)) {
            draft.round.set(None);
        }
    });
    (move || open.get().filter(|it| !it.is_empty()).map(|it| choose(&scene, making, it))).into_any()
}

fn choose(scene: &Scene, making: Making, open: Vec<Round>) -> AnyView {
    let (t, chosen) = (&scene.t.rounds, making.draft.round);
    let choice = |at: usize, id: Option<RoundId>, name: String, more: String| {
        let at = if at == 0 { id_of("round") } else { format!("{}-{at}", id_of("round")) };
        let more = (!more.is_empty()).then(|| view! { <small>{more}</small> });
        view! {
            <div class="choice">
                <input type="radio" id=at.clone() name="round" prop:checked=move || chosen.get() == id
                    on:change=move |_| chosen.set(id)/>
                <label for=at>{name} {more}</label>
            </div>
        }
        .into_any()
    };
    let none = choice(0, None, t.choose_none.to_owned(), String::new());
    let open = open.into_iter().enumerate();
    let open = open.map(|(at, it)| choice(at + 1, Some(it.id), it.name, it.purpose));
    view! {
        <fieldset class="field">
            <legend>{t.choose}</legend>
            <p class="hint">{t.choose_hint}</p>
            {error_of(making.attempt, "round")}
            <div class="choices">{none} {open.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// What is wished for nearby already, and how long such wishes take. If it cannot be asked, nothing
/// is said.
pub fn similar(scene: &Scene, draft: Draft) -> AnyView {
    let (key, scene) = (scene.community.key.clone(), scene.clone());
    let asked = Memo::new(move |_| draft.kind.get().zip(draft.node.get().map(|node| node.id)));
    let found = Load::new(move || {
        let (key, asked) = (key.clone(), asked.get());
        async move {
            match asked {
                Some((kind, node)) => call(FindSimilar, key, SimilarQuery { kind, node }).await,
                None => Ok(Similar::default()),
            }
        }
    });
    (move || found.with(|it| known(&scene, it))).into_any()
}

fn known(scene: &Scene, similar: &Similar) -> AnyView {
    let (t, steps) = (&scene.t.making, &scene.t.my_steps);
    let usual = similar.usual.map(|it| view! { <p class="hint">{(steps.usual)(it)}</p> });
    let wishes: Vec<_> = similar.wishes.iter().take(MOST).cloned().collect();
    let list = (!wishes.is_empty()).then(|| {
        view! {
            <section class="preview">
                <h2 class="small">{(t.similar)(wishes.len())}</h2>
                <p class="hint">{t.similar_more}</p>
                {cards(scene, &wishes)}
            </section>
        }
    });
    view! { {list} {usual} }.into_any()
}
