//! One wish as its poster sees it: the way it went, who looked, what can be done.

use leptos::prelude::*;
use shared::{
    api::{ConfirmWish, GetMyWish, StepAsPoster, WithdrawWish},
    community::CommunityKey,
    id::WishId,
    wish::{MyWish, PartView, Posted, PosterStep, Status, StepName, Stepped},
};

use super::{my_wish_end, my_wish_steps, my_wish_thanks, my_wish_way, parts, posted, signed_in};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        dialog::Dialog,
        load::{Load, loaded},
    },
    draft::forget,
    place::Page,
    place_further::Further,
    scene::Scene,
    travel::{self, Travel},
    view::{
        self,
        card::mark,
        frame::{Frame, frame},
    },
};

/// What outlives a new answer about the wish.
#[derive(Clone, Copy)]
pub struct Mine {
    id: WishId,
    wish: Load<MyWish>,
    pub attempt: Attempt,
    /// Which question is on the screen: taking it back, objecting, opening it again.
    pub asks: RwSignal<bool>,
    pub objects: RwSignal<bool>,
    pub reopens: RwSignal<bool>,
    pub appeals: RwSignal<bool>,
    /// What came of the last step.
    said: RwSignal<&'static str>,
    /// Thanking, or taking it back.
    pub thanking: Attempt,
    /// The new confirmation word, until it was read.
    word: RwSignal<Option<String>>,
    travel: Travel,
}

impl Mine {
    /// Takes a step, then shows how things stand.
    pub fn take(self, key: &CommunityKey, step: PosterStep, says: &'static str) {
        self.attempt.run(StepAsPoster, (key.clone(), self.id), step, self.done(says));
    }

    /// Something beside the steps is done.
    pub fn says(self, says: &'static str) {
        forget(&self.id.to_string());
        self.said.set(says);
        self.travel.say(says);
        travel::show(".outcome");
        self.wish.again();
    }

    fn done(self, says: &'static str) -> impl FnOnce(Stepped) + 'static {
        move |it: Stepped| {
            for asks in [self.asks, self.objects, self.reopens, self.appeals] {
                asks.set(false);
            }
            forget(&self.id.to_string());
            self.said.set(says);
            self.travel.say(says);
            match it.word {
                Some(word) => {
                    self.word.set(Some(word));
                    self.travel.to_heading();
                }
                None => travel::show(".outcome"),
            }
            self.wish.again();
        }
    }

    /// The resident's yes.
    pub fn confirm(self, key: &CommunityKey, says: &'static str) {
        self.attempt.run(ConfirmWish, (key.clone(), self.id), (), self.done(says));
    }
}

pub fn page(scene: &Scene, id: WishId) -> AnyView {
    let drawn = scene.clone();
    let page = signed_in(move |_| {
        let (key, scene, travel) = (drawn.community.key.clone(), drawn.clone(), travel::travel());
        let wish = Load::new(move || call(GetMyWish, (key.clone(), id), ()));
        let (asks, objects, reopens, appeals) = Default::default();
        let (said, word) = (RwSignal::new(""), RwSignal::new(None));
        let (attempt, thanking) = (Attempt::new(), Attempt::new());
        let mine = Mine {
            id,
            wish,
            attempt,
            asks,
            objects,
            reopens,
            appeals,
            said,
            thanking,
            word,
            travel,
        };
        loaded(wish, move |it: &MyWish| {
            travel.arrived(scene.title(&it.title));
            let (scene, it) = (scene.clone(), it.clone());
            (move || match mine.word.get() {
                Some(word) => {
                    let posted = Posted { wish: id, word };
                    posted::again(&scene, &posted, &it.title, move || mine.word.set(None))
                }
                None => one(&scene, &it, mine),
            })
            .into_any()
        })
    });
    frame(scene, Frame::below(scene.to(Page::Mine), scene.t.common.mine), page)
}

fn one(scene: &Scene, wish: &MyWish, mine: Mine) -> AnyView {
    let t = &scene.t.my_wish;
    let text =
        |text: &String| (!text.is_empty()).then(|| view! { <p class="story">{text.clone()}</p> });
    let note = (!wish.delivery_note.is_empty()).then(|| {
        let note = wish.delivery_note.clone();
        view! { <section class="card"><h2 class="small">{t.note}</h2><p class="story">{note}</p></section> }
    });
    let public = wish.status.is_public().then(|| {
        view! { <a class="more" href=scene.to(Page::Wish(wish.id))>{t.to_public}</a> }
    });
    let said = move || {
        let says = mine.said.get();
        (!says.is_empty()).then(|| view! { <p class="notice good" role="status">{says}</p> })
    };
    view! {
        <article class="page">
            <p class="row">
                {mark(scene, wish.status, wish.class)}
                <small>{(scene.t.names.kind)(wish.kind)} " · " {wish.place_name.clone()}</small>
            </p>
            <h1 tabindex="-1">{wish.title.clone()}</h1>
            {text(&wish.story)} {when(scene, &wish.when)} {round(scene, wish)}
            <div class="outcome" tabindex="-1">{said} {mine.attempt.notice()}</div>
            {my_wish_end::outcome(scene, wish)}
            {my_wish_end::entitled(scene, wish)}
            {my_wish_end::how(scene, wish, mine)}
            {my_wish_thanks::thanks(scene, wish, mine)}
            {my_wish_steps::asked(scene, wish, mine)}
            {view::wish::to_whole(scene, wish.whole, Page::MyWish)}
            {in_parts(scene, wish)}
            {my_wish_way::way(scene, wish)}
            {my_wish_way::usual(scene, wish)}
            {note}
            {public}
            {contact(scene, wish)}
            {word(scene, wish)}
            {my_wish_steps::others(scene, wish, mine)}
            {withdraw(scene, wish, mine)}
        </article>
        {my_wish_steps::main(scene, wish, mine)}
    }
    .into_any()
}

/// Its parts, each of which is confirmed by itself.
fn in_parts(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let parts = wish.parts.as_ref()?;
    let line = |scene: &Scene, part: &PartView| parts::link(scene, part, Page::MyWish);
    Some(parts::list(scene, parts, scene.t.my_steps.parts_more, line))
}

/// The round that it is part of.
fn round(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let (id, name) = wish.round.clone()?;
    let (belongs, href) = (scene.t.rounds.belongs, scene.to(Further::Round(id).page()));
    Some(
        view! { <dl class="card facts"><div><dt>{belongs}</dt><dd><a href=href>{name}</a></dd></div></dl> }
            .into_any(),
    )
}

/// When it suits, if that was said.
pub fn when(scene: &Scene, when: &str) -> Option<AnyView> {
    let (name, when) = (scene.t.wish.when, when.to_owned());
    let says = |when: String| {
        view! { <dl class="card facts"><div><dt>{name}</dt><dd>{when}</dd></div></dl> }.into_any()
    };
    (!when.is_empty()).then(|| says(when))
}

/// What is kept, and who has seen it.
fn contact(scene: &Scene, wish: &MyWish) -> AnyView {
    let (t, it) = (&scene.t.my_wish, &wish.contact);
    let making = &scene.t.making;
    let fact = |name: &'static str, value: &String| {
        let value = value.clone();
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    let looks = wish.looks.iter().map(|look| {
        let says = (t.look)((scene.t.names.hand)(look.by), &(scene.t.times.minute)(look.at));
        let reason = look.reason.clone();
        let why = (!reason.is_empty()).then(|| view! { " " <q>{reason}</q> });
        view! { <li>{says} {why}</li> }
    });
    let none = wish.looks.is_empty().then(|| view! { <p class="quiet">{t.looks_none}</p> });
    view! {
        <section class="card">
            <h2 class="small">{t.contact}</h2>
            <dl class="facts">
                {fact(making.name, &it.name)} {fact(making.phone, &it.phone)}
                {fact(making.address, &it.address)} {fact(making.note, &it.note)}
            </dl>
            <p class="hint">{t.contact_more}</p>
            <h2 class="small">{t.looks}</h2>
            {none}
            <ul class="plain-list">{looks.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// What the confirmation word is for, while somebody is at it.
fn word(scene: &Scene, wish: &MyWish) -> Option<AnyView> {
    let helped = matches!(wish.status, Status::Claimed | Status::InProgress | Status::InParts);
    helped.then(|| view! { <p class="quiet">{scene.t.my_wish.word}</p> }.into_any())
}

/// Taking it back, which asks once.
fn withdraw(scene: &Scene, wish: &MyWish, mine: Mine) -> Option<AnyView> {
    let (t, key) = (&scene.t.my_wish, scene.community.key.clone());
    let helped = wish.status.is_in_hand();
    let yes = move || {
        mine.attempt.run(WithdrawWish, (key.clone(), mine.id), (), mine.done(t.withdraw_done));
    };
    let helped = helped.then(|| view! { <p>{t.withdraw_helped}</p> });
    let draw = || {
        view! {
            <button type="button" class="button plain" on:click=move |_| mine.asks.set(true)>{t.withdraw}</button>
            <Dialog open=mine.asks title=t.withdraw_sure>
                <p>{t.withdraw_more}</p>
                {helped}
                {mine.attempt.notice()}
                {mine.attempt.button("button", t.withdraw_yes, yes)}
            </Dialog>
        }
        .into_any()
    };
    wish.steps.contains(&StepName::Withdraw).then(draw)
}
