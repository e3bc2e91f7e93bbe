//! Thanking the helper: a sentence between the two, with a tick for everybody.

use leptos::prelude::*;
use shared::{
    api::{TakeBackThanks, ThankHelper},
    wish::{MyWish, NewThanks, TakeBack, Thanks, ThanksStatus},
};

use super::{my_wish::Mine, new_words::warning};
use crate::{
    components::{
        dialog::Dialog,
        field::{TextField, TickField},
        form::Form,
    },
    draft::kept_text,
    scene::Scene,
};

/// Nothing, before it came true.
pub fn thanks(scene: &Scene, wish: &MyWish, mine: Mine) -> Option<AnyView> {
    match &wish.thanks.written {
        Some(written) => Some(said(scene, wish, written, mine)),
        None => wish.thanks.may_write.then(|| write(scene, wish, mine)),
    }
}

fn write(scene: &Scene, wish: &MyWish, mine: Mine) -> AnyView {
    let (t, key, id) = (&scene.t.thanks, scene.community.key.clone(), wish.id);
    let words = kept_text(&format!("thanks.{id}"), "");
    let (public, attempt) = (RwSignal::new(false), mine.thanking);
    let submit = Box::new(move || {
        let new = NewThanks { words: words.get_untracked(), public: public.get_untracked() };
        match new.check(Default::default()) {
            Err(problem) => attempt.refuse(problem),
            Ok(new) => attempt.run(ThankHelper, (key.clone(), id), new, move |_| mine.says(t.sent)),
        }
    });
    let ready = t.ready.iter().map(|ready| {
        // What somebody has written stays.
        let take = move |_| {
            words.update(|words| match words.is_empty() || t.ready.contains(&words.as_str()) {
                true => (*ready).clone_into(words),
                false => words.push_str(ready),
            });
        };
        view! { <button type="button" class="chip" on:click=take>{*ready}</button> }
    });
    let drawn = scene.clone();
    // Between the two, much may be said that others should not read.
    let warns = move || public.get().then(|| warning(&drawn, &words.read(), false));
    let tick = wish.thanks.may_be_public.then(|| {
        let more = || view! { <p class="hint">{t.public_more}</p> };
        view! { <TickField attempt name="public" label=t.public value=public more/> }
    });
    view! {
        <section class="card">
            <h2 class="small">{t.write}</h2>
            <p class="hint">{t.write_more}</p>
            <div class="chips ready">{ready.collect_view()}</div>
            <Form attempt button=t.send submit>
                <TextField attempt name="words" label=t.words hint=t.words_hint value=words rows=3
                    longest=NewThanks::LONGEST/>
                {tick}
                {warns}
            </Form>
        </section>
    }
    .into_any()
}

/// What was said, who reads it, and how to take it back.
fn said(scene: &Scene, wish: &MyWish, written: &Thanks, mine: Mine) -> AnyView {
    let (t, attempt, key) = (&scene.t.thanks, mine.thanking, scene.community.key.clone());
    let id = wish.id;
    let answer = (!written.answer.is_empty()).then(|| {
        let answer = written.answer.clone();
        view! { <p>{t.refused} " " {answer}</p> }
    });
    let back = move |only_from_public: bool, says: &'static str| {
        let input = TakeBack { only_from_public };
        attempt.run(TakeBackThanks, (key.clone(), id), input, move |_| mine.says(says));
    };
    let keep = matches!(written.status, ThanksStatus::Waiting | ThanksStatus::Public).then(|| {
        let back = back.clone();
        attempt.button("button plain", t.keep_private, move || back(true, t.kept_private))
    });
    let asks = RwSignal::new(false);
    view! {
        <section class="card">
            <h2 class="small">{t.written}</h2>
            <p class="story lead">{written.words.clone()}</p>
            <p class="hint">{(t.status)(written.status)}</p>
            {answer}
            {attempt.notice()}
            {keep}
            <button type="button" class="button plain" on:click=move |_| asks.set(true)>{t.take_back}</button>
            <Dialog open=asks title=t.take_back_sure>
                <p>{t.take_back_more}</p>
                {attempt.notice()}
                {attempt.button("button", t.take_back_yes, move || back(false, t.taken_back))}
            </Dialog>
        </section>
    }
    .into_any()
}
