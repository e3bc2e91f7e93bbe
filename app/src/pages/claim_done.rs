//! Bringing a wish in hand to its end: with the two words, with a note, or by handing it back.

use leptos::prelude::*;
use shared::{
    api::{DeliverWish, ReleaseWish},
    community::CommunityKey,
    problem::{Kind, Problem},
    wish::{Claim, Deliver, Release, ReleaseReason, Status, Stepped},
};

use super::claim::Helping;
use crate::{
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::{ChoiceField, TextField},
        form::Form,
    },
    draft::forget,
    scene::Scene,
    travel,
};

/// With the two words, or with a note that the resident confirms.
pub fn done(scene: &Scene, claim: &Claim, helping: Helping) -> AnyView {
    let t = &scene.t.claiming;
    let left = claim.words_left;
    let with_word = match left {
        0 => view! { <p>{t.words_spent}</p> }.into_any(),
        _ => with_word(scene, left, helping),
    };
    let first = claim.status == Status::InProgress;
    view! {
        <section class="card" class:aside=!first>
            <h2 class="small">{t.done}</h2>
            {with_word}
            <details class="aside" open=left == 0>
                <summary>{t.without}</summary>
                <p class="hint">{t.without_more}</p>
                {without(scene, helping)}
            </details>
        </section>
    }
    .into_any()
}

fn with_word(scene: &Scene, left: u8, helping: Helping) -> AnyView {
    let (t, key, attempt) = (&scene.t.claiming, scene.community.key.clone(), helping.with_word);
    let submit = Box::new(move || {
        let word = helping.word.get_untracked();
        if word.trim().is_empty() {
            return attempt.refuse(Problem::fields([("word", Kind::Required)]));
        }
        let input = Deliver { word, note: String::new() };
        deliver(attempt, key.clone(), helping, input);
    });
    view! {
        <Form attempt button=t.finish submit>
            <TextField attempt name="word" label=t.word hint=t.word_hint value=helping.word
                enterkeyhint="done"/>
            <p class="hint">{(t.words_left)(left)}</p>
        </Form>
    }
    .into_any()
}

fn without(scene: &Scene, helping: Helping) -> AnyView {
    let (t, key, attempt) = (&scene.t.claiming, scene.community.key.clone(), helping.without);
    let submit = Box::new(move || {
        let input = Deliver { word: String::new(), note: helping.note.get_untracked() };
        match input.check() {
            Ok(input) => deliver(attempt, key.clone(), helping, input),
            Err(problem) => attempt.refuse(problem),
        }
    });
    view! {
        <Form attempt button=t.deliver submit>
            <TextField attempt name="note" label=t.delivery hint=t.delivery_hint value=helping.note
                rows=3 longest=200/>
        </Form>
    }
    .into_any()
}

fn deliver(attempt: Attempt, key: CommunityKey, helping: Helping, input: Deliver) {
    let travel = travel::travel();
    attempt.run(DeliverWish, (key, helping.id), input, move |_: Claim| {
        forget(&helping.id.to_string());
        helping.mine.again();
        travel.to_heading();
    });
}

/// Handing it back in one go; a reason and a word for the next are welcome.
pub fn release(scene: &Scene, claim: &Claim, helping: Helping) -> AnyView {
    let (t, key, attempt) = (&scene.t.claiming, scene.community.key.clone(), helping.release);
    let (travel, why) = (travel::travel(), &scene.t.promising);
    let yes = move || {
        let input = Release {
            reason: helping.reason.get_untracked().unwrap_or_default(),
            hand_over: helping.hand_over.get_untracked(),
        };
        let input = match input.check() {
            Ok(input) => input,
            Err(problem) => return attempt.refuse(problem),
        };
        attempt.run(ReleaseWish, (key.clone(), helping.id), input, move |_: Stepped| {
            forget(&helping.id.to_string());
            helping.asks.set(false);
            helping.released.set(true);
            helping.mine.again();
            travel.say(t.released);
        });
    };
    let reasons: Vec<_> = ReleaseReason::ALL.map(|it| (it, (why.release)(it), "")).to_vec();
    let late = claim.promised.is_some_and(|at| at < scene.now);
    let says = if late { why.late_back } else { why.done_more };
    let free = (claim.status == Status::InProgress).then(|| view! { <p>{says}</p> });
    view! {
        <button type="button" class="button plain" on:click=move |_| helping.asks.set(true)>{t.release}</button>
        <Dialog open=helping.asks title=t.release_sure>
            <p>{t.release_more}</p>
            {free}
            {attempt.notice()}
            {attempt.button("button", t.release_yes, yes)}
            <div class="compact">
                <ChoiceField attempt name="reason" label=why.reason value=helping.reason
                    choices=reasons optional=true/>
            </div>
            <TextField attempt name="hand_over" label=t.release_note hint=t.release_hint
                value=helping.hand_over rows=2 longest=200 optional=true/>
        </Dialog>
    }
    .into_any()
}
