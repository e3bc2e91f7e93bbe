//! A wish as its helper sees it: whom to call, the confirmation word, or handing it back.

use leptos::prelude::*;
use shared::{
    api::{GetMine, OpenContact},
    id::WishId,
    problem::Kind,
    wish::{Claim, Contact, MinePage, ReleaseReason, Status},
};

use super::{
    claim_done::{done, release},
    claim_goods::goods,
    claim_hand_over::{self, Handing},
    claim_promise::{self, Promising},
    my_wish::when,
    signed_in,
};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        load::{Load, loaded},
    },
    draft::kept_text,
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
pub struct Helping {
    pub id: WishId,
    pub mine: Load<MinePage>,
    pub contact: RwSignal<Option<Contact>>,
    pub word: RwSignal<String>,
    pub note: RwSignal<String>,
    pub reason: RwSignal<Option<ReleaseReason>>,
    pub hand_over: RwSignal<String>,
    look: Attempt,
    pub with_word: Attempt,
    pub without: Attempt,
    pub release: Attempt,
    pub promising: Promising,
    pub handing: Handing,
    /// Whether the question about handing it back is on the screen.
    pub asks: RwSignal<bool>,
    pub released: RwSignal<bool>,
}

impl Helping {
    fn new(id: WishId, mine: Load<MinePage>) -> Self {
        let (look, with_word, without, release) = Default::default();
        let (word, contact, reason, asks, released) = Default::default();
        let helping = Self {
            id,
            mine,
            contact,
            word,
            note: kept_text(&format!("note.{id}"), ""),
            reason,
            hand_over: kept_text(&format!("hand-over.{id}"), ""),
            look,
            with_word,
            without,
            release,
            promising: Promising::new(id),
            handing: Handing::new(),
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
    let refused = helping.promising.refused.get();
    let (title, more) = match helping.released.get() {
        true => (t.released, t.released_more),
        false if helping.handing.refused.get() => {
            (scene.t.teams.refused, scene.t.teams.refused_more)
        }
        false if refused => (scene.t.promising.refused, scene.t.promising.refused_more),
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
    let asks_me = claim.handing_over.as_ref().is_some_and(|it| it.asks_me);
    let rest = match claim.status {
        _ if asks_me => claim_hand_over::asked(scene, claim, helping),
        Status::Offered => claim_promise::offer(scene, claim, helping),
        Status::Claimed | Status::InProgress => view! {
            {claim_promise::due(scene, claim)}
            {claim_hand_over::waiting(scene, claim, helping)}
            {hand_over}
            {contact(scene, claim, helping)}
            {claim_promise::promise(scene, claim, helping)}
            {done(scene, claim, helping)}
            {goods(scene, claim, helping)}
            {claim_promise::longer(scene, claim, helping)}
            {claim_hand_over::ask(scene, claim, helping)}
            {claim.sent_at.is_none().then(|| release(scene, claim, helping))}
        }
        .into_any(),
        Status::Delivered => view! {
            {outcome(t.delivered, t.delivered_more)}
            {contact(scene, claim, helping)}
        }
        .into_any(),
        Status::Disputed => view! {
            {claim_promise::disputed(scene)}
            {contact(scene, claim, helping)}
        }
        .into_any(),
        Status::Unconfirmed => outcome((scene.t.names.status)(claim.status), scene.t.mine.thanks),
        _ => view! { {outcome(t.fulfilled, t.fulfilled_more)} {thanks(scene, claim)} }.into_any(),
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
            {claim_promise::said(helping)}
            {rest}
        </article>
    }
    .into_any()
}

/// What the one who wished has to say about it.
fn thanks(scene: &Scene, claim: &Claim) -> Option<AnyView> {
    let (t, words) = (&scene.t.thanks, claim.thanks.clone());
    let draw = || {
        view! {
            <section class="card">
                <h2 class="small">{t.to_you}</h2>
                <p class="story lead">{words}</p>
                <p class="hint">{t.to_you_more}</p>
            </section>
        }
        .into_any()
    };
    (!claim.thanks.is_empty()).then(draw)
}

fn outcome(title: &'static str, more: &'static str) -> AnyView {
    view! {
        <div class="notice good" role="status"><p><strong>{title}</strong></p><p>{more}</p></div>
    }
    .into_any()
}

/// Whom to call: one tap, which the resident sees.
fn contact(scene: &Scene, claim: &Claim, helping: Helping) -> AnyView {
    let (t, key) = (&scene.t.claiming, scene.community.key.clone());
    let travel = travel::travel();
    let open = move || {
        helping.look.run(OpenContact, (key.clone(), helping.id), (), move |contact: Contact| {
            helping.contact.set(Some(contact));
            travel.say(t.opened);
        });
    };
    // To call is the next thing to do, until a day is agreed on.
    let class = if claim.status == Status::Claimed { "button" } else { "button plain" };
    let button = helping.look.button(class, t.open, open);
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
