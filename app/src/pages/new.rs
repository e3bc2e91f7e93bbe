//! Making a wish: three short screens, each with one question. What is written stays on the phone
//! until it is sent.

use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use shared::{
    api::{PostWish, SetHome},
    grid::NewHome,
    id::NodeId,
    problem::{Kind, Problem},
    wish::{AgeBand, Beneficiary, Posted, WishKind},
};

use super::{
    new_whom::{guardian, proxy, rounds, similar},
    new_words::{seen, what},
    posted, show,
};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{ChoiceField, TextField, TickField},
        form::Form,
        node::NodeField,
    },
    draft::Draft,
    me,
    place::{self, Page},
    scene::Scene,
    travel,
    view::frame::{Frame, heading},
};

/// Which of the three screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Kind = 1,
    What,
    Whom,
}

/// What outlives the single screens.
#[derive(Clone, Copy)]
pub struct Making {
    pub draft: Draft,
    pub attempt: Attempt,
    /// The answer, with the title that was sent.
    sent: RwSignal<Option<(Posted, String)>>,
}

pub fn page(scene: &Scene) -> AnyView {
    let draft = Draft::open(&scene.community.key);
    let making = Making { draft, attempt: Attempt::new(), sent: RwSignal::new(None) };
    let (query, scene) = (use_query_map(), scene.clone());
    // Whoever came here from a market, makes the wish there.
    if let Some(at) = query.read_untracked().get("market") {
        draft.market.set(at.parse().ok());
    }
    let step = Memo::new(move |_| match query.read().get("step").as_deref() {
        Some("3") if draft.kind.read().is_some() && !draft.title.read().is_empty() => Step::Whom,
        Some("2" | "3") if draft.kind.read().is_some() => Step::What,
        _ => Step::Kind,
    });
    // A refusal is kept under its key; what comes next needs another. No answer, no other key.
    Effect::new(move |_| {
        let lost = [Kind::Offline, Kind::Busy];
        if making.attempt.problem().is_some_and(|problem| !lost.contains(&problem.kind)) {
            draft.is_answered();
        }
    });
    Effect::new(move |before: Option<Step>| {
        let step = step.get();
        if before.is_some_and(|before| before != step) {
            making.attempt.forgive();
            travel::travel().to_heading();
        }
        step
    });
    (move || match (making.sent.get(), step.get()) {
        (Some((posted, title)), _) => {
            let again = move || making.sent.set(None);
            posted::page(&scene, &posted, &title, again)
        }
        (None, Step::Kind) => kind(&scene, making),
        (None, Step::What) => what(&scene, making),
        (None, Step::Whom) => whom(&scene, making),
    })
    .into_any()
}

/// Where a screen is.
pub fn address(scene: &Scene, step: Step) -> String {
    format!("{}?step={}", scene.to(Page::New), step as usize)
}

/// The frame of a screen: back leads to the one before.
pub fn screen(scene: &Scene, step: Step, title: &'static str, page: AnyView) -> AnyView {
    let t = scene.t;
    let above = match step {
        Step::Kind => Frame::below(scene.to(Page::Home), t.common.home),
        Step::What => Frame::below(scene.to(Page::New), t.common.go_back),
        Step::Whom => Frame::below(address(scene, Step::What), t.common.go_back),
    };
    let page = view! {
        <div class="page">
            <div>
                <p class="quiet">{t.making.title} " · " {(t.making.step)(step as usize)}</p>
                {heading(title)}
            </div>
            {page}
        </div>
    };
    show(scene, above, title, page.into_any())
}

fn kind(scene: &Scene, making: Making) -> AnyView {
    let (t, names, Making { draft, attempt, .. }) = (&scene.t.making, &scene.t.names, making);
    let choices = WishKind::ALL.map(|kind| (kind, (names.kind)(kind), (names.kind_more)(kind)));
    let (navigate, next) = (use_navigate(), address(scene, Step::What));
    let submit = Box::new(move || match draft.kind.get_untracked() {
        Some(_) => navigate(&next, NavigateOptions::default()),
        None => attempt.refuse(Problem::fields([("kind", Kind::Required)])),
    });
    let (go_on, over) = (scene.t.common.go_on, start_over(scene, draft));
    let whom = [Beneficiary::Myself, Beneficiary::Another, Beneficiary::Minor];
    let whom = whom.map(|it| (it, (names.beneficiary)(it), ""));
    let more = move || match draft.beneficiary.get() {
        Some(Beneficiary::Another) => Some(t.beneficiary_hint),
        Some(Beneficiary::Minor) => Some(t.child),
        _ => None,
    };
    let more = move || more().map(|says| view! { <p class="notice plain">{says}</p> });
    let page = view! {
        <Form attempt button=go_on dock=true submit>
            <div class="compact">
                <ChoiceField attempt name="beneficiary" label=t.beneficiary value=draft.beneficiary
                    choices=whom.to_vec()/>
            </div>
            {more}
            <ChoiceField attempt name="kind" label=t.kind_more value=draft.kind choices=choices.to_vec()/>
            {over}
        </Form>
    };
    screen(scene, Step::Kind, t.kind, page.into_any())
}

/// What an earlier visit left can be thrown away.
fn start_over(scene: &Scene, draft: Draft) -> AnyView {
    let t = &scene.t.making;
    let begun = Memo::new(move |_| draft.is_begun());
    (move || {
        begun.get().then(|| {
            view! {
                <button type="button" class="button plain" on:click=move |_| draft.wipe()>{t.start_over}</button>
            }
        })
    })
    .into_any()
}

fn whom(scene: &Scene, making: Making) -> AnyView {
    let (t, Making { draft, attempt, .. }) = (&scene.t.making, making);
    remember_home(scene, draft);
    let me = me::me();
    // Offline nobody can say who is calling; the server is asked again when it is there.
    let came = window_event_listener(ev::online, move |_| me.ask());
    on_cleanup(move || came.remove());
    let button = Signal::derive(move || match me.is_stranger() {
        true => t.sign_in_and_send,
        false => t.send,
    });
    let (sending, shown, field) = (scene.clone(), scene.clone(), scene.clone());
    let navigate = use_navigate();
    let submit = Box::new(move || {
        if window().navigator().on_line() && me.is_stranger() {
            let here = address(&sending, Step::Whom);
            return navigate(&place::sign_in(&here), NavigateOptions::default());
        }
        send(&sending, making);
    });
    let node =
        view! { <NodeField attempt scene=field label=t.node hint=t.node_hint value=draft.node/> };
    let (contact, about, sensitive) =
        (contact(scene, making), about(scene, making), sensitive(scene, making));
    let (similar, guardian) = (similar(scene, draft), guardian(scene, making));
    let proxy = proxy(scene, making);
    let rounds = rounds(scene, making);
    let page = view! {
        <Form attempt button dock=true submit>
            {node}
            {rounds}
            {similar}
            {guardian}
            {proxy}
            {contact}
            {about}
            {move || seen(&shown, draft)}
            {sensitive}
            <p>{t.agree}</p>
            <p class="hint">{t.kept}</p>
        </Form>
    };
    screen(scene, Step::Whom, t.whom, page.into_any())
}

/// Where this person lives, if the server knows and nothing else was chosen.
fn remember_home(scene: &Scene, draft: Draft) {
    let (me, key) = (me::me(), scene.community.key.clone());
    Effect::new(move |_| {
        let homes = me.person().map(|person| person.homes).unwrap_or_default();
        let home = homes.into_iter().find(|home| home.community == key);
        if let Some(home) = home
            && draft.node.read_untracked().is_none()
        {
            draft.node.set(Some(home.node));
        }
    });
}

/// Whom to call, for the one who comes.
fn contact(scene: &Scene, making: Making) -> AnyView {
    let (t, Making { draft, attempt, .. }) = (&scene.t.making, making);
    view! {
        <section class="card private">
            <p class="hint">{t.private}</p>
            <TextField attempt name="name" label=t.name hint=t.name_hint value=draft.name
                autocomplete="name" enterkeyhint="next"/>
            <TextField attempt name="phone" label=t.phone value=draft.phone kind="tel"
                inputmode="tel" autocomplete="tel" enterkeyhint="next"/>
            <TextField attempt name="address" label=t.address hint=t.address_hint value=draft.address
                autocomplete="off" enterkeyhint="next" optional=true/>
            <TextField attempt name="note" label=t.note hint=t.note_hint value=draft.note optional=true/>
        </section>
    }
    .into_any()
}

/// How old the one it is for is, if that may be known; of a child it is not asked.
fn about(scene: &Scene, making: Making) -> AnyView {
    let (t, names, Making { draft, attempt, .. }) = (&scene.t.making, &scene.t.names, making);
    let none = [(None, t.band_none, "")].into_iter();
    let bands = none.chain(AgeBand::ADULTS.map(|band| (Some(band), (names.band)(band), "")));
    let bands: Vec<_> = bands.collect();
    (move || {
        let choices = bands.clone();
        (!draft.is_minors()).then(|| {
            view! {
                <div class="compact">
                    <ChoiceField attempt name="age_band" label=t.band hint=t.band_hint
                        value=draft.band choices/>
                </div>
            }
        })
    })
    .into_any()
}

/// A tick of its own, where the wish tells of illness or hardship.
fn sensitive(scene: &Scene, making: Making) -> AnyView {
    let (t, Making { draft, attempt, .. }) = (&scene.t.making, making);
    let asks = Memo::new(move |_| draft.wish().is_sensitive());
    let more = move || view! { <p class="hint">{t.sensitive_more}</p> };
    (move || {
        asks.get().then(|| {
            view! {
                <TickField attempt name="sensitive_agreed" label=t.sensitive value=draft.sensitive more/>
            }
        })
    })
    .into_any()
}

fn send(scene: &Scene, making: Making) {
    let Making { draft, attempt, sent } = making;
    let wish = match untrack(|| draft.wish()).check() {
        Ok((wish, _)) => wish,
        Err(problem) => return attempt.refuse(problem),
    };
    let (key, title, travel) = (scene.community.key.clone(), wish.title.clone(), travel::travel());
    let home = wish.node.filter(|_| wish.beneficiary == Beneficiary::Myself);
    let (again, community) = (scene.clone(), key.clone());
    attempt.run_as(PostWish, draft.key(), key, wish, move |posted: Posted| {
        draft.wipe();
        sent.set(Some((posted, title)));
        travel.to_heading();
        home.into_iter().for_each(|node| set_home(&again, community.clone(), node));
    });
}

/// Next time nobody has to look for the grid again. If it fails, nothing is lost.
fn set_home(scene: &Scene, community: shared::community::CommunityKey, node: NodeId) {
    let me = me::me();
    let homes = me.person().map(|person| person.homes).unwrap_or_default();
    if homes.iter().any(|home| home.community == scene.community.key && home.node.id == node) {
        return;
    }
    leptos::task::spawn_local(async move {
        if let Ok(who) = call(SetHome, community, NewHome { node }).await {
            me.set(who);
        }
    });
}
