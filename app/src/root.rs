//! The app as a whole: contexts, the way from an address to its page, and what lies over pages.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    components::Router,
    hooks::{use_location, use_navigate},
};
use shared::{
    api::ListCommunities,
    community::{Community, CommunityKey},
    problem::{Kind, Problem},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    api::{self, Request},
    clock,
    components::load::{Load, loaded},
    english, me, mode, pages,
    place::{Page, Place},
    scene::Scene,
    text::{self, Language},
    travel,
    view::icon::{Icon, icon},
};

/// Takes the place of what the server drew, which stays until there is something else to read.
pub fn start() {
    match mode::language() {
        Language::Chinese => take_over(),
        Language::English => wasm_bindgen_futures::spawn_local(async {
            english::fetch().await;
            take_over();
        }),
    }
}

fn take_over() {
    let root = document().get_element_by_id("app").and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let Some(root) = root else { return };
    root.set_inner_html("");
    mount_to(root, App).forget();
}

/// Contexts around the router, and pages within.
#[component]
fn App() -> impl IntoView {
    mode::provide();
    me::provide();
    travel::provide();
    view! { <Router><Pages/></Router> }
}

#[component]
fn Pages() -> impl IntoView {
    travel::follow();
    fetch_ahead();
    let communities = Load::new(communities);
    let language = text::language();
    let ready = english::ready();
    // Another language draws everything anew, so that texts need no signals.
    let pages = move || {
        language.track();
        ready.get().then(|| loaded(communities, move |known| by_address(known, communities)))
    };
    view! { {offline_banner()} {pages} {travel::travel().live_region()} }
}

/// The communities; without a network, those of last time, with their telephones.
async fn communities() -> Result<Vec<Community>, Problem> {
    const KEPT: &str = "linyuan.communities";
    let answer = api::send(Request::new::<ListCommunities>(&(), &())?, None).await;
    match answer {
        Ok(answer) => {
            let known = api::parse(&answer)?;
            mode::keep(KEPT, Some(answer));
            Ok(known)
        }
        Err(problem) => {
            let kept = mode::storage().and_then(|kept| kept.get_item(KEPT).ok()?);
            let kept = kept.filter(|_| problem.kind == Kind::Offline).ok_or(problem)?;
            api::parse(&kept)
        }
    }
}

/// Whoever touches the page will soon want another one.
fn fetch_ahead() {
    let touched = window_event_listener(ev::pointerdown, |_| pages::further::fetch_ahead());
    on_cleanup(move || touched.remove());
}

/// The page at the address, drawn anew when the address changes.
fn by_address(known: &[Community], communities: Load<Vec<Community>>) -> AnyView {
    let known: Vec<Arc<Community>> = known.iter().cloned().map(Arc::new).collect();
    let path = use_location().pathname;
    (move || match (Place::of(&path.get()), known.as_slice()) {
        (_, []) => pages::nowhere::bare(),
        (Place::Root, [only]) => {
            let (navigate, home) = (use_navigate(), Page::Home.path(&only.key));
            let replace = NavigateOptions { replace: true, ..NavigateOptions::default() };
            request_animation_frame(move || navigate(&home, replace));
            ().into_any()
        }
        (Place::Root, several) => pages::communities::page(&scene(&several[0]), several),
        (Place::In(key, page), known) => match known.iter().find(|it| it.key == key) {
            Some(community) => in_community(&scene(community), page),
            None => unknown(known, communities),
        },
        (place, known) => pages::further::page(&scene(last_visited(known)), place),
    })
    .into_any()
}

/// The page may have brought its own community only: then the server knows the others.
fn unknown(known: &[Arc<Community>], communities: Load<Vec<Community>>) -> AnyView {
    let asked = use_context::<AskedAgain>().unwrap_or_else(|| {
        let asked = AskedAgain(StoredValue::new(false));
        provide_context(asked);
        asked
    });
    if !asked.0.get_value() {
        asked.0.set_value(true);
        communities.again();
    }
    pages::further::page(&scene(last_visited(known)), Place::Nowhere)
}

#[derive(Clone, Copy)]
struct AskedAgain(StoredValue<bool>);

fn in_community(scene: &Scene, page: Page) -> AnyView {
    mode::keep("linyuan.community", Some(scene.community.key.0.clone()));
    match page {
        Page::Home => pages::home::page(scene),
        Page::Wishes => pages::wishes::page(scene),
        Page::Wish(id) => pages::wish::page(scene, id),
        further => pages::further::page(scene, Place::In(scene.community.key.clone(), further)),
    }
}

/// Pages of no community show the telephone of the one last visited.
fn last_visited(known: &[Arc<Community>]) -> &Arc<Community> {
    let key = mode::storage().and_then(|kept| kept.get_item("linyuan.community").ok()?);
    let key = key.map(CommunityKey);
    known.iter().find(|it| Some(&it.key) == key.as_ref()).unwrap_or(&known[0])
}

fn scene(community: &Arc<Community>) -> Scene {
    let (me, key) = (me::me(), community.key.clone());
    Scene {
        t: text::now(),
        now: clock::now(),
        community: community.clone(),
        staff: Signal::derive(move || me.is_staff(&key)),
        unread: Signal::derive(move || me.unread()),
        care: care_button,
    }
}

/// On and off in one press, from every page.
fn care_button(scene: &Scene) -> AnyView {
    let t = scene.t;
    let care = mode::mode().care;
    view! {
        <button type="button" class="tool care" on:click=move |_| care.update(|on| *on = !*on)>
            {icon(Icon::Large)}
            <span>{move || if care.get() { t.common.care_off } else { t.common.care }}</span>
        </button>
    }
    .into_any()
}

/// Says that what is shown may be old.
fn offline_banner() -> AnyView {
    let online = RwSignal::new(window().navigator().on_line());
    let came = window_event_listener(ev::online, move |_| online.set(true));
    let went = window_event_listener(ev::offline, move |_| online.set(false));
    on_cleanup(move || {
        came.remove();
        went.remove();
    });
    let says = move || {
        (!online.get()).then(|| view! { <p class="banner">{text::now().common.offline}</p> })
    };
    view! { <div role="status">{says}</div> }.into_any()
}
