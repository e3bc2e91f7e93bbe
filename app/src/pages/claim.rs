//! A wish as its helper sees it: whom to call, the confirmation word, or handing it back.

use leptos::prelude::*;
use shared::{
    api::{DeliverWish, GetMine, OpenContact, ReleaseWish},
    id::WishId,
    problem::Kind,
    wish::{Claim, Contact, Deliver, MinePage, Release, Status, Stepped},
};

use super::{my_wish::when, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        field::TextField,
        form::Form,
        load::{Load, loaded},
    },
    place::Page,
    scene::Scene,
    travel,
    view::{
        card::mark,
        frame::{Frame, Tab, frame, heading, tel},
        icon::{Icon, icon},
    },
};

/// What outlives a new answer about the claim.
#[derive(Clone, Copy)]
struct Helping {
    id: WishId,
    mine: Load<MinePage>,
    contact: RwSignal<Option<Contact>>,
    word: RwSignal<String>,
    note: RwSignal<String>,
    hand_over: RwSignal<String>,
    look: Attempt,
    with_word: Attempt,
    without: Attempt,
    release: Attempt,
    /// Whether the question about handing it back is on the screen.
    asks: RwSignal<bool>,
    released: RwSignal<bool>,
}

impl Helping {
    fn new(id: WishId, mine: Load<MinePage>) -> Self {
        let (word, note, hand_over) = Default::default();
        let (look, with_word, without, release) = Default::default();
        let (contact, asks, released) = Default::default();
        let helping = Self {
            id,
            mine,
            contact,
            word,
            note,
            hand_over,
            look,
            with_word,
            without,
            release,
            asks,
            released,
        };
        // A wrong word leaves fewer to try.
        Effect::new(move |_| {
            let wrong = [Kind::WrongWord, Kind::WordSpent, Kind::StepNotPossible];
            if with_word.problem().is_some_and(|problem| wrong.contains(&problem.kind)) {
                mine.again();
            }
        });
        helping
    }
}

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        let mine = Load::new(move || call(GetMine, key.clone(), ()));
        let helping = Helping::new(id, mine);
        loaded(mine, move |mine: &MinePage| {
            let claim = mine.claims.iter().find(|claim| claim.id == id);
            let title = claim.map_or(scene.t.claiming.title, |claim| &claim.title);
            travel.arrived(scene.title(title));
            claim.map_or_else(|| gone(&scene, helping), |claim| one(&scene, claim, helping))
        })
    });
    frame(scene, Frame::below_tab(scene.to(Page::Mine), scene.t.common.mine, Tab::Mine), page)
}

/// Handed back, or taken back by the resident.
fn gone(scene: &Scene, helping: Helping) -> AnyView {
    let t = &scene.t.claiming;
    let (title, more) = match helping.released.get() {
        true => (t.released, t.released_more),
        false => (t.gone, t.gone_more),
    };
    view! {
        <div class="page">
            {heading(title)}
            <p>{more}</p>
            <a class="button" href=scene.to(Page::Mine)>{scene.t.common.mine}</a>
            <a class="button plain" href=scene.to(Page::Wishes)>{scene.t.helping.look}</a>
        </div>
    }
    .into_any()
}

fn one(scene: &Scene, claim: &Claim, helping: Helping) -> AnyView {
    let t = &scene.t.claiming;
    let hand_over = (!claim.hand_over.is_empty()).then(|| {
        let words = claim.hand_over.clone();
        view! {
            <section class="notice plain"><h2 class="small">{t.hand_over}</h2><p class="story">{words}</p></section>
        }
    });
    let rest = match claim.status {
        Status::Claimed => view! {
            {hand_over}
            {contact(scene, helping)}
            {done(scene, claim, helping)}
            {release(scene, helping)}
        }
        .into_any(),
        Status::Delivered => view! {
            {outcome(t.delivered, t.delivered_more)}
            {contact(scene, helping)}
        }
        .into_any(),
        _ => outcome(t.fulfilled, t.fulfilled_more),
    };
    let text =
        |text: &String| (!text.is_empty()).then(|| view! { <p class="story">{text.clone()}</p> });
    view! {
        <article class="page">
            <p class="row">
                {mark(scene, claim.status, None)}
                <small>{(scene.t.names.kind)(claim.kind)} " · " {claim.place_name.clone()}</small>
            </p>
            <h1 tabindex="-1">{claim.title.clone()}</h1>
            {text(&claim.story)} {when(scene, &claim.when)}
            {rest}
        </article>
    }
    .into_any()
}

fn outcome(title: &'static str, more: &'static str) -> AnyView {
    view! {
        <div class="notice good" role="status"><p><strong>{title}</strong></p><p>{more}</p></div>
    }
    .into_any()
}

/// Whom to call: one tap, which the resident sees.
fn contact(scene: &Scene, helping: Helping) -> AnyView {
    let (t, key) = (&scene.t.claiming, scene.community.key.clone());
    let travel = travel::travel();
    let open = move || {
        helping.look.run(OpenContact, (key.clone(), helping.id), (), move |contact: Contact| {
            helping.contact.set(Some(contact));
            travel.say(t.opened);
        });
    };
    let button = helping.look.button("button", t.open, open);
    let drawn = scene.clone();
    let shown = move || helping.contact.get().map(|contact| opened(&drawn, &contact));
    view! {
        <section class="card">
            <h2 class="small">{t.contact}</h2>
            {helping.look.notice()}
            {shown}
            <p class="hint">{t.contact_more}</p>
            <div class="send" hidden=move || helping.contact.read().is_some()>{button}</div>
        </section>
    }
    .into_any()
}

fn opened(scene: &Scene, contact: &Contact) -> AnyView {
    let t = &scene.t.claiming;
    let address = match contact.address.is_empty() {
        true => t.no_address.to_owned(),
        false => contact.address.clone(),
    };
    let note = (!contact.note.is_empty()).then(|| {
        let note = contact.note.clone();
        view! { <div><dt>{t.note}</dt><dd>{note}</dd></div> }
    });
    let call = match contact.phone.is_empty() {
        true => {
            let phone = &scene.community.phone;
            let name = (scene.t.common.call_to)(phone);
            view! { <p>{t.no_phone}</p> <a class="button plain" href=tel(phone)>{name}</a> }
                .into_any()
        }
        false => view! {
            <a class="card row-link call-here" href=tel(&contact.phone)>
                <span class="kind">{icon(Icon::Phone)}</span>
                <strong>{contact.phone.clone()}</strong>
                <small>{contact.name.clone()}</small>
            </a>
        }
        .into_any(),
    };
    view! {
        {call}
        <dl class="facts">
            <div><dt>{t.address}</dt><dd>{address}</dd></div>
            {note}
        </dl>
        <p class="hint">{t.opened}</p>
    }
    .into_any()
}

/// With the two words, or with a note that the resident confirms.
fn done(scene: &Scene, claim: &Claim, helping: Helping) -> AnyView {
    let t = &scene.t.claiming;
    let left = claim.words_left;
    let with_word = match left {
        0 => view! { <p>{t.words_spent}</p> }.into_any(),
        _ => with_word(scene, left, helping),
    };
    view! {
        <section class="card">
            <h2 class="small">{t.done}</h2>
            {with_word}
            <details open=left == 0>
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
            return attempt.refuse(shared::problem::Problem::fields([("word", Kind::Required)]));
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

fn deliver(
    attempt: Attempt,
    key: shared::community::CommunityKey,
    helping: Helping,
    input: Deliver,
) {
    let travel = travel::travel();
    attempt.run(DeliverWish, (key, helping.id), input, move |_: Claim| {
        helping.mine.again();
        travel.to_heading();
    });
}

/// Handing it back in one go, with a word for the next.
fn release(scene: &Scene, helping: Helping) -> AnyView {
    let (t, key, attempt) = (&scene.t.claiming, scene.community.key.clone(), helping.release);
    let travel = travel::travel();
    let yes = move || {
        let hand_over = helping.hand_over.get_untracked();
        let input = Release { hand_over, ..Release::default() };
        attempt.run(ReleaseWish, (key.clone(), helping.id), input, move |_: Stepped| {
            helping.asks.set(false);
            helping.released.set(true);
            helping.mine.again();
            travel.say(t.released);
        });
    };
    view! {
        <button type="button" class="button plain" on:click=move |_| helping.asks.set(true)>{t.release}</button>
        <Dialog open=helping.asks title=t.release_sure>
            <p>{t.release_more}</p>
            {attempt.notice()}
            <TextField attempt name="hand_over" label=t.release_note hint=t.release_hint
                value=helping.hand_over rows=2 longest=200 optional=true/>
            {attempt.button("button", t.release_yes, yes)}
        </Dialog>
    }
    .into_any()
}
