//! Checking somebody in by the QR code of the ticket, through the camera.

use leptos::{html, prelude::*, task::spawn_local};
use shared::{market::Shown, time::Millis};

use super::check_in_said::Table;
use crate::{
    camera::{Camera, NoCamera},
    clock, js,
    text::check_in::CheckIn as Words,
};

/// Between two looks, in milliseconds.
const PAUSE: i32 = 120;
/// A code that is still in the picture is the same one; so long after it went, it is shown anew.
const GONE: i64 = 3 * Millis::SECOND;

#[derive(Clone, Copy, PartialEq)]
enum View {
    Closed,
    Opening,
    Open,
    Without(NoCamera),
}

pub fn part(table: Table) -> AnyView {
    finder(table.t, table.t.ways.aim, move |text| table.show(Shown::Qr { text }))
}

/// A picture of what the camera sees, once it may; each code is told once.
pub fn finder(
    t: &'static Words,
    aim: &'static str,
    told: impl Fn(String) + Clone + 'static,
) -> AnyView {
    let t = &t.ways;
    let told = StoredValue::new_local(told);
    let (view, video) = (RwSignal::new(View::Closed), NodeRef::<html::Video>::new());
    let open = move |_| {
        view.set(View::Opening);
        spawn_local(look(move |text| told.try_with_value(|told| told(text)), view, video));
    };
    let button = move |name: &'static str| {
        view! { <button type="button" class="button" on:click=open>{name}</button> }.into_any()
    };
    let says = move || match view.get() {
        View::Closed => button(t.start),
        View::Opening => view! { <p role="status">{t.opening}</p> }.into_any(),
        View::Open => view! { <p class="hint">{aim}</p> }.into_any(),
        View::Without(why) => {
            let why = if why == NoCamera::Refused { t.camera_refused } else { t.no_camera };
            view! { <p class="notice" role="alert">{why}</p> {button(t.again)} }.into_any()
        }
    };
    let dark = move || !matches!(view.get(), View::Open | View::Opening);
    view! {
        <div class="finder">
            <video node_ref=video hidden=dark muted playsinline aria-label=t.picture></video>
            {says}
        </div>
    }
    .into_any()
}

/// Looks until the page is left.
async fn look(
    told: impl Fn(String) -> Option<()>,
    view: RwSignal<View>,
    video: NodeRef<html::Video>,
) {
    let Some(Some(element)) = video.try_get_untracked() else { return };
    let mut camera = match Camera::open(&element).await {
        Ok(camera) => camera,
        Err(why) => {
            // A page that was left has nobody to tell.
            view.try_set(View::Without(why));
            return;
        }
    };
    view.try_set(View::Open);
    let (mut last, mut seen) = (String::new(), Millis::default());
    while view.try_get_untracked() == Some(View::Open) {
        if let Some(text) = camera.look().await {
            let now = clock::now();
            let again = text == last && now < seen.after(GONE);
            seen = now;
            if !again && view.try_get_untracked().is_some() {
                last.clone_from(&text);
                told(text);
            }
        }
        js::pause(PAUSE).await;
    }
}
