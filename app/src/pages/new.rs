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
    id::{NodeId, WishId},
    leak,
    problem::{Kind, Problem},
    wish::{AgeBand, Beneficiary, NewWish, Posted, PublicWish, Status, WishKind},
};

use super::{posted, show};
use crate::{
    api::call,
    components::{
        attempt::Attempt,
        field::{ChoiceField, TextField, TickField},
        form::Form,
        leaks,
        node::NodeField,
    },
    draft::Draft,
    me,
    place::{self, Page},
    scene::Scene,
    travel,
    view::{
        card::preview,
        frame::{Frame, heading, tel},
    },
};

/// Which of the three screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Kind = 1,
    What,
    Whom,
}

/// What outlives the single screens.
#[derive(Clone, Copy)]
struct Making {
    draft: Draft,
    attempt: Attempt,
    /// The answer, with the title that was sent.
    sent: RwSignal<Option<(Posted, String)>>,
}

pub fn page(scene: &Scene) -> AnyView {
    let draft = Draft::open(&scene.community.key);
    let making = Making { draft, attempt: Attempt::new(), sent: RwSignal::new(None) };
    let (query, scene) = (use_query_map(), scene.clone());
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

fn address(scene: &Scene, step: Step) -> String {
    format!("{}?step={}", scene.to(Page::New), step as usize)
}

/// The frame of a screen: back leads to the one before.
fn screen(scene: &Scene, step: Step, title: &'static str, page: AnyView) -> AnyView {
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
    let page = view! {
        <Form attempt button=go_on dock=true submit>
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

fn what(scene: &Scene, making: Making) -> AnyView {
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
        let (title, story, when) = (draft.title.read(), draft.story.read(), draft.when.read());
        leaks::kinds(&[&title, &story, &when])
    };
    let leaks = Memo::new(move |_| leaks());
    let button = Signal::derive(move || match leaks.read().0 {
        0 => common.go_on,
        _ if leaks.read().1.iter().any(|kind| kind.blocks()) => common.go_on,
        _ => t.clean,
    });
    let (warned, shown) = (scene.clone(), scene.clone());
    let page = view! {
        <Form attempt button dock=true submit>
            <TextField attempt name="title" label=t.wish hint=t.wish_hint value=draft.title rows=2
                longest=NewWish::LONGEST_TITLE/>
            <TextField attempt name="story" label=t.story hint=t.story_hint value=draft.story rows=4
                longest=NewWish::LONGEST_STORY optional=true/>
            <TextField attempt name="when" label=t.when hint=t.when_hint value=draft.when
                longest=NewWish::LONGEST_WHEN optional=true enterkeyhint="next"/>
            {move || warning(&warned, draft, &leaks.read())}
            {move || seen(&shown, draft)}
        </Form>
    };
    screen(scene, Step::What, t.what, page.into_any())
}

/// Takes out what others must not see; money stays, since it is refused with a reason.
fn clean(draft: Draft) {
    for text in [draft.title, draft.story, draft.when] {
        let found = leak::find(&text.read_untracked());
        if !found.is_empty() && !found.iter().any(|leak| leak.kind.blocks()) {
            text.update(|text| *text = leak::redact(text));
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

/// What others should not see, said while it is typed.
fn warning(
    scene: &Scene,
    draft: Draft,
    (count, kinds): &(usize, Vec<leak::LeakKind>),
) -> Option<AnyView> {
    let t = &scene.t.making;
    if *count == 0 {
        return None;
    }
    let texts = [draft.title, draft.story, draft.when].map(|text| text.get());
    let marked = texts.iter().filter(|text| !leak::find(text).is_empty());
    let marked = marked.map(|text| leaks::marked(text)).collect_view();
    let money = kinds.iter().any(|kind| kind.blocks());
    let phone = &scene.community.phone;
    let says = match money {
        true => view! {
            <p role="status"><strong>{t.money}</strong> " " {(t.money_more)(phone)}</p>
            <a class="button plain" href=tel(phone)>{(scene.t.common.call_to)(phone)}</a>
        }
        .into_any(),
        false => view! {
            <p role="status"><strong>{(t.found)(*count, &leaks::in_words(kinds))}</strong> " " {t.found_more}</p>
        }
        .into_any(),
    };
    Some(
        view! { <section class="notice">{says} <div class="marked">{marked}</div></section> }
            .into_any(),
    )
}

/// The card as neighbours will see it, once cleaned.
fn seen(scene: &Scene, draft: Draft) -> AnyView {
    let t = &scene.t.making;
    let wish = draft.wish();
    let title = leak::redact(wish.title.trim());
    let node = draft.node.get();
    let public = PublicWish {
        id: WishId::default(),
        kind: wish.kind,
        title: if title.is_empty() { t.your_words.to_owned() } else { title },
        story: leak::redact(wish.story.trim()),
        when: leak::redact(wish.when.trim()),
        age_band: wish.age_band,
        place: node.as_ref().map_or_else(NodeId::default, |node| node.id),
        place_name: node.map_or_else(|| t.your_grid.to_owned(), |node| node.name),
        status: Status::Open,
        class: None,
        opened_at: scene.now,
        fulfilled_at: None,
        confirmed: None,
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

fn whom(scene: &Scene, making: Making) -> AnyView {
    let (t, Making { draft, attempt, .. }) = (&scene.t.making, making);
    remember_home(scene, draft);
    let me = me::me();
    // Offline nobody can say who is calling; the server is asked again when it is there.
    let came = window_event_listener(ev::online, move |_| me.ask());
    on_cleanup(move || came.remove());
    let button = Signal::derive(move || match me.is_known() && me.person().is_none() {
        true => t.sign_in_and_send,
        false => t.send,
    });
    let (sending, shown, field) = (scene.clone(), scene.clone(), scene.clone());
    let navigate = use_navigate();
    let submit = Box::new(move || {
        if window().navigator().on_line() && me.is_known() && me.person().is_none() {
            let here = address(&sending, Step::Whom);
            return navigate(&place::sign_in(&here), NavigateOptions::default());
        }
        send(&sending, making);
    });
    let (contact, about, sensitive) =
        (contact(scene, making), about(scene, making), sensitive(scene, making));
    let page = view! {
        <Form attempt button dock=true submit>
            <NodeField attempt scene=field label=t.node hint=t.node_hint value=draft.node/>
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

/// For whom it is.
fn about(scene: &Scene, making: Making) -> AnyView {
    let (t, names, Making { draft, attempt, .. }) = (&scene.t.making, &scene.t.names, making);
    let whom =
        [Beneficiary::Myself, Beneficiary::Another].map(|it| (it, (names.beneficiary)(it), ""));
    let none = [(None, t.band_none, "")].into_iter();
    let bands = none.chain(AgeBand::ALL.map(|band| (Some(band), (names.band)(band), "")));
    view! {
        <ChoiceField attempt name="beneficiary" label=t.beneficiary hint=t.beneficiary_hint
            value=draft.beneficiary choices=whom.to_vec()/>
        <div class="compact">
            <ChoiceField attempt name="age_band" label=t.band hint=t.band_hint value=draft.band
                choices=bands.collect()/>
        </div>
    }
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
