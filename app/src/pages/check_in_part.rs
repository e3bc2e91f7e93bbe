//! Checking in is a part of the app of its own: only at a table it is needed, and its reader of codes
//! is large.

use std::{
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use leptos::{prelude::*, wasm_split::SplitLoaderError};
use shared::{
    id::{MarketId, SignUpId},
    problem::{Kind, Problem},
};

use super::{arrive, check_in};
use crate::{
    components::load::{Load, loaded},
    scene::Scene,
    view::frame::{Frame, frame},
};

/// What stands in it.
#[derive(Clone, Copy)]
enum Piece {
    Table(MarketId),
    /// Of who signed up, who scans the code at the table.
    Arrive(SignUpId),
}

/// The page of the table, once its part is there.
pub fn page(scene: &Scene, id: MarketId) -> AnyView {
    once_there(scene, Piece::Table(id))
}

/// The page of who comes to it.
pub fn arrive(scene: &Scene, id: SignUpId) -> AnyView {
    once_there(scene, Piece::Arrive(id))
}

fn once_there(scene: &Scene, piece: Piece) -> AnyView {
    let scene = scene.clone();
    let load =
        Load::new(|| async { fetch_check_in().await.map_err(|_| Problem::new(Kind::Offline)) });
    (move || match load.with(|()| ()) {
        Some(()) => drawn(scene.clone(), piece),
        None => frame(&scene, Frame { back: None, tab: None }, loaded(load, |()| ().into_any())),
    })
    .into_any()
}

/// The part is there, so that its answer is too; waiting for it would lose the contexts.
fn drawn(scene: Scene, piece: Piece) -> AnyView {
    let mut drawing: Pin<&mut _> = pin!(draw_check_in(scene, piece));
    match drawing.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
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
    check_in,
    wasm_split_path = ::leptos::wasm_split,
    preload(fetch_check_in),
    fallible
)]
fn draw_check_in(scene: Scene, piece: Piece) -> Result<AnyView, NotThere> {
    crate::text::learn_problems();
    Ok(match piece {
        Piece::Table(id) => check_in::page(&scene, id),
        Piece::Arrive(id) => arrive::page(&scene, id),
    })
}
