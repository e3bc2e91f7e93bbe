//! All pages but the first three, in a part of the app that is fetched when it is first needed.
//!
//! The first three are what most people open and share: home, the list, one wish.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use shared::{
    id::WishId,
    problem::{Kind, Problem},
    wish::PublicWish,
};

use super::{
    claim, communities, desk, enrol, figures, find, helper, helpers, invite, mine, my_wish, new,
    node, nowhere, privacy, promise, review, settings, sign_in, staff,
};
use crate::{
    components::load::{Load, loaded, loaded_part},
    place::{Page, Place},
    scene::Scene,
    view::frame::{Frame, frame},
};

/// What is in the part.
#[derive(Clone)]
enum Piece {
    Page(Place),
    Promise(WishId, Load<PublicWish>),
}

/// The page, once its part of the app is there.
pub fn page(scene: &Scene, place: Place) -> AnyView {
    let (part, scene) = (fetched(), scene.clone());
    (move || match part.with(|()| ()) {
        Some(()) => now(draw(Piece::Page(place.clone()), scene.clone())),
        None => frame(&scene, Frame { back: None, tab: None }, loaded(part, |()| ().into_any())),
    })
    .into_any()
}

/// What a helper finds below a wish, once it is there.
pub fn promise(scene: &Scene, id: WishId, wish: Load<PublicWish>) -> AnyView {
    let (part, scene) = (fetched(), scene.clone());
    (move || match part.with(|()| ()) {
        Some(()) => now(draw(Piece::Promise(id, wish), scene.clone())),
        None => loaded_part(part, |()| ().into_any()),
    })
    .into_any()
}

/// Fetches the part before it is needed.
pub fn fetch_ahead() {
    spawn_local(async {
        // If it does not come now, it is fetched again when it is needed.
        let _ = fetch().await;
    });
}

fn fetched() -> Load<()> {
    Load::new(|| async { fetch().await.map_err(|_| Problem::new(Kind::Offline)) })
}

/// The part is there, so that the answer is too; waiting for it would lose the contexts.
fn now(drawn: impl Future<Output = Result<AnyView, NotThere>>) -> AnyView {
    match pin!(drawn).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(NotThere)) | Poll::Pending => ().into_any(),
    }
}

/// The part could not be fetched.
struct NotThere;

impl From<SplitLoaderError> for NotThere {
    fn from(_: SplitLoaderError) -> Self {
        NotThere
    }
}

#[leptos::wasm_split::wasm_split(
    further,
    wasm_split_path = ::leptos::wasm_split,
    preload(fetch),
    fallible
)]
fn draw(piece: Piece, scene: Scene) -> Result<AnyView, NotThere> {
    Ok(match piece {
        Piece::Page(place) => page_of(&scene, place),
        Piece::Promise(id, wish) => promise::part(&scene, id, wish),
    })
}

fn page_of(scene: &Scene, place: Place) -> AnyView {
    match place {
        Place::SignIn => sign_in::page(scene),
        Place::Staff => staff::page(scene),
        Place::Enrol(token) => enrol::page(scene, token),
        Place::Root => communities::page(scene),
        Place::Nowhere => nowhere::page(scene),
        Place::In(_, page) => match page {
            Page::Node(id) => node::page(scene, id),
            Page::Find => find::page(scene),
            Page::New => new::page(scene),
            Page::Mine => mine::page(scene),
            Page::MyWish(id) => my_wish::page(scene, id),
            Page::Claim(id) => claim::page(scene, id),
            Page::Helper => helper::page(scene),
            Page::Desk => desk::page(scene),
            Page::Review(id) => review::page(scene, id),
            Page::Helpers => helpers::page(scene),
            Page::Invite => invite::page(scene),
            Page::Settings => settings::page(scene),
            Page::Privacy => privacy::page(scene),
            Page::Figures => figures::page(scene),
            Page::Home | Page::Wishes | Page::Wish(_) => nowhere::page(scene),
        },
    }
}
