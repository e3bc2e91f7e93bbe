//! What the poster can do about the own wish. The one thing to do stands in the dock.

use leptos::prelude::*;
use shared::wish::{DisputeReason, MyWish, PosterStep, PublicWish, Status, StepName};

use super::{my_wish::Mine, new_words::warning};
use crate::{
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::{ChoiceField, TextField},
        form::Form,
    },
    draft::kept_text,
    scene::Scene,
    text::my_steps::Telling,
    view::{card::card, frame::dock},
};

/// What somebody asks the poster: the reviewer, or the helper.
pub fn asked(scene: &Scene, wish: &MyWish, mine: Mine) -> AnyView {
    view! { {question(scene, wish, mine)} {merge(scene, wish)} {longer(scene, wish, mine)} {sent(scene, wish)} }.into_any()
}

/// The reviewer's question, with the form as it was sent.
fn question(scene: &Scene, wish: &MyWish, mine: Mine) -> Option<AnyView> {
    let (t, making) = (&scene.t.my_steps, &scene.t.making);
    let asked = wish.question.clone()?;
    let attempt = Attempt::new();
    let field = |name: &str, before: &str| kept_text(&format!("answer.{}.{name}", wish.id), before);
    let (title, story) = (field("title", &wish.title), field("story", &wish.story));
    let when = field("when", &wish.when);
    let (key, of_child) = (scene.community.key.clone(), wish.of_child);
    let submit = Box::new(move || {
        let [title, story, when] = [title, story, when].map(|it| it.get_untracked());
        match (PosterStep::Answer { title, story, when }).check(of_child) {
            Ok(step) => mine.take(&key, step, t.answered),
            Err(problem) => attempt.refuse(problem),
        }
    });
    // The server may know better.
    Effect::new(move |_| {
        if let Some(problem) = mine.attempt.problem().filter(|it| !it.fields.is_empty()) {
            attempt.refuse(problem);
        }
    });
    let warn = |text: RwSignal<String>| {
        let scene = scene.clone();
        move || warning(&scene, &text.read(), of_child)
    };
    let (of_title, of_story, of_when) = (warn(title), warn(story), warn(when));
    let story = (!of_child).then(|| {
        view! {
            <TextField attempt name="story" label=making.story hint=making.story_hint value=story rows=4
                longest=shared::wish::NewWish::LONGEST_STORY optional=true/>
            {of_story}
        }
    });
    let by = (t.question_by)(&(scene.t.times.day)(asked.answer_by));
    Some(
        view! {
            <section class="notice">
                <h2 class="small">{t.question}</h2>
                <p class="lead">{asked.words}</p>
                <p>{(t.question_about)(asked.reason)} " " {by}</p>
            </section>
            <Form attempt button=t.answer dock=true submit>
                <TextField attempt name="title" label=making.wish value=title rows=2
                    longest=shared::wish::NewWish::LONGEST_TITLE/>
                {of_title}
                {story}
                <TextField attempt name="when" label=making.when hint=making.when_hint value=when
                    longest=shared::wish::NewWish::LONGEST_WHEN optional=true/>
                {of_when}
            </Form>
        }
        .into_any(),
    )
}

/// The wish that the reviewer takes for the same.
fn merge(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let (t, other): (_, &PublicWish) = (&scene.t.my_steps, wish.merge.as_ref()?);
    Some(
        view! {
            <section class="notice">
                <h2 class="small">{t.merge}</h2>
                <p>{t.merge_more}</p>
            </section>
            <ul class="cards">{card(scene, other)}</ul>
        }
        .into_any(),
    )
}

/// A later day that the helper asks for.
fn longer(scene: &Scene, wish: &MyWish, mine: Mine) -> Option<AnyView> {
    let (t, asked) = (&scene.t.my_steps, wish.extension.clone()?);
    let title = (t.longer)(&(scene.t.times.coming)(scene.now, asked.until));
    let has = |step| wish.steps.contains(&step);
    // In reach of the thumb is whether it has arrived.
    let answers =
        (has(StepName::Receive) && has(StepName::AgreeLonger)).then(|| more_days(scene, mine));
    Some(
        view! {
            <section class="notice">
                <h2 class="small">{title}</h2>
                <p class="story">{asked.words}</p>
                {answers}
            </section>
        }
        .into_any(),
    )
}

/// Yes or no to a later day.
fn more_days(scene: &Scene, mine: Mine) -> AnyView {
    let t = &scene.t.my_steps;
    pair(
        answer(scene, mine, t.longer_yes, PosterStep::AgreeLonger, t.longer_agreed),
        other(scene, mine, t.longer_no, PosterStep::RefuseLonger, t.longer_refused),
    )
}

/// Goods that are on their way.
fn sent(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let (t, at) = (&scene.t.my_steps, wish.sent_at?);
    let title = (t.sent)(&(scene.t.times.ago)(scene.now, at));
    let draw = || view! { <section class="notice"><h2 class="small">{title}</h2><p>{t.sent_more}</p></section> };
    Some(draw().into_any())
}

/// The main button in reach of the thumb, and the other answer beside it.
pub fn main(scene: &Scene, wish: &MyWish, mine: Mine) -> Option<AnyView> {
    let t = &scene.t.my_steps;
    let order = [
        StepName::AgreeMerge,
        StepName::Confirm,
        // What has arrived needs no more days.
        StepName::Receive,
        StepName::AgreeLonger,
        StepName::Renew,
    ];
    let step = order.into_iter().find(|step| wish.steps.contains(step))?;
    let actions = match step {
        StepName::AgreeMerge => pair(
            answer(scene, mine, t.merge_yes, PosterStep::AgreeMerge, t.merged),
            other(scene, mine, t.merge_no, PosterStep::RefuseMerge, t.merge_refused),
        ),
        StepName::AgreeLonger => more_days(scene, mine),
        StepName::Confirm => confirm(scene, mine),
        StepName::Receive => pair(
            answer(scene, mine, t.received, PosterStep::Receive, t.received_done),
            other(scene, mine, t.returned, PosterStep::Returned, t.returned_done),
        ),
        _ => view! {
            <p class="quiet">{t.renew_more}</p>
            {answer(scene, mine, t.renew, PosterStep::Renew, t.renewed)}
        }
        .into_any(),
    };
    Some(dock(actions))
}

fn pair(yes: AnyView, no: AnyView) -> AnyView {
    view! { {yes} {no} }.into_any()
}

fn answer(
    scene: &Scene,
    mine: Mine,
    name: &'static str,
    step: PosterStep,
    says: &'static str,
) -> AnyView {
    let key = scene.community.key.clone();
    mine.attempt.button("button", name, move || mine.take(&key, step.clone(), says))
}

fn other(
    scene: &Scene,
    mine: Mine,
    name: &'static str,
    step: PosterStep,
    says: &'static str,
) -> AnyView {
    let key = scene.community.key.clone();
    mine.attempt.button("button plain", name, move || mine.take(&key, step.clone(), says))
}

/// Done, or not.
fn confirm(scene: &Scene, mine: Mine) -> AnyView {
    let (t, key) = (&scene.t.my_wish, scene.community.key.clone());
    let yes = move || mine.confirm(&key, t.confirmed);
    view! {
        <p class="quiet">{t.confirm_more}</p>
        <div class="pair-of-buttons">
            {mine.attempt.button("button", t.confirm, yes)}
            <button type="button" class="button plain" on:click=move |_| mine.objects.set(true)>
                {scene.t.my_steps.not_done}
            </button>
        </div>
    }
    .into_any()
}

/// What is done seldom: objecting to what was called done or taken down, and
/// trying once more.
pub fn others(scene: &Scene, wish: &MyWish, mine: Mine) -> AnyView {
    let t = &scene.t.my_steps;
    let has = |step| wish.steps.contains(&step);
    let (disputes, reopens) = (has(StepName::Dispute), has(StepName::Reopen));
    // What can be renewed with one tap needs no second way.
    let reopens = reopens && !wish.steps.contains(&StepName::Renew);
    let object = (disputes && wish.status != Status::Delivered).then(|| {
        view! {
            <button type="button" class="button plain" on:click=move |_| mine.objects.set(true)>
                {t.not_done}
            </button>
        }
    });
    let again = reopens.then(|| {
        view! {
            <button type="button" class="button plain" on:click=move |_| mine.reopens.set(true)>
                {t.reopen}
            </button>
        }
    });
    let appeals = has(StepName::Appeal).then(|| {
        view! {
            <button type="button" class="button plain" on:click=move |_| mine.appeals.set(true)>
                {t.appeal}
            </button>
            {appeal(scene, wish, mine)}
        }
    });
    let dispute = disputes.then(|| dispute(scene, wish, mine));
    let reopen = reopens.then(|| reopen(scene, wish, mine));
    view! { {object} {again} {appeals} {dispute} {reopen} }.into_any()
}

fn dispute(scene: &Scene, wish: &MyWish, mine: Mine) -> AnyView {
    let t = &scene.t.my_steps;
    let words = kept_text(&format!("dispute.{}", wish.id), "");
    let scene = scene.clone();
    let form = move || dispute_form(&scene, mine, words);
    dialog(mine, mine.objects, (t.dispute, t.dispute_more), form)
}

fn dialog(
    mine: Mine,
    open: RwSignal<bool>,
    (title, more): (&'static str, &'static str),
    form: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    // Only while it is asked: another question has fields of the same names.
    let form = move || open.get().then(&form);
    view! {
        <Dialog open title>
            <p>{more}</p>
            {mine.attempt.notice()}
            {form}
        </Dialog>
    }
    .into_any()
}

fn dispute_form(scene: &Scene, mine: Mine, words: RwSignal<String>) -> AnyView {
    let (t, key, attempt) = (&scene.t.my_steps, scene.community.key.clone(), Attempt::new());
    let reason = RwSignal::new(None::<DisputeReason>);
    let says = scene.t.promising.dispute;
    let reasons: Vec<_> = DisputeReason::ALL.map(|it| (it, says(it), "")).to_vec();
    let submit = Box::new(move || {
        let chosen = reason.get_untracked();
        let step = PosterStep::Dispute {
            reason: chosen.unwrap_or(DisputeReason::Other),
            words: words.get_untracked(),
        };
        match (chosen, step.check(false)) {
            (Some(_), Ok(step)) => mine.take(&key, step, t.disputed),
            (None, checked) => attempt.refuse(without_reason(checked.err())),
            (_, Err(problem)) => attempt.refuse(problem),
        }
    });
    view! {
        <Form attempt button=t.dispute_send submit>
            <ChoiceField attempt name="reason" label=t.dispute_reason value=reason choices=reasons/>
            <TextField attempt name="words" label=t.dispute_words hint=t.dispute_hint value=words
                rows=3 longest=200/>
        </Form>
    }
    .into_any()
}

/// That nothing was chosen, besides whatever else is wrong.
pub fn without_reason(other: Option<shared::problem::Problem>) -> shared::problem::Problem {
    use shared::problem::{Kind, Problem};
    let mut problem = Problem::fields([("reason", Kind::Required)]);
    problem.fields.extend(other.map(|it| it.fields).unwrap_or_default());
    problem
}

fn reopen(scene: &Scene, wish: &MyWish, mine: Mine) -> AnyView {
    let t = &scene.t.my_steps;
    let words = kept_text(&format!("reopen.{}", wish.id), "");
    let asks = (&t.reopen_form, (|words| PosterStep::Reopen { words }) as fn(_) -> _);
    let scene = scene.clone();
    let form = move || telling(&scene, mine, words, asks);
    dialog(mine, mine.reopens, (t.reopen_sure, t.reopen_more), form)
}

/// It should not have been taken down, rule 24.
fn appeal(scene: &Scene, wish: &MyWish, mine: Mine) -> AnyView {
    let t = &scene.t.my_steps;
    let words = kept_text(&format!("appeal.{}", wish.id), "");
    let asks = (&t.appeal_form, (|words| PosterStep::Appeal { words }) as fn(_) -> _);
    let scene = scene.clone();
    let form = move || telling(&scene, mine, words, asks);
    dialog(mine, mine.appeals, (t.appeal_sure, t.appeal_more), form)
}

/// A step that takes a sentence and nothing else.
fn telling(
    scene: &Scene,
    mine: Mine,
    words: RwSignal<String>,
    (t, step): (&'static Telling, fn(String) -> PosterStep),
) -> AnyView {
    let (key, attempt) = (scene.community.key.clone(), Attempt::new());
    let submit = Box::new(move || match step(words.get_untracked()).check(false) {
        Ok(step) => mine.take(&key, step, t.done),
        Err(problem) => attempt.refuse(problem),
    });
    view! {
        <Form attempt button=t.send submit>
            <TextField attempt name="words" label=t.words hint=t.hint value=words rows=3 longest=200/>
        </Form>
    }
    .into_any()
}
