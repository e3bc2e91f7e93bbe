//! What became of all wishes, with what each figure means.

use leptos::prelude::*;
use shared::{api::GetFigures, figures::Funnel};

use super::pace;
use crate::{
    api::call,
    components::load::{Load, loaded},
    place::Page,
    scene::Scene,
    travel,
    view::{
        self,
        frame::{Frame, Tab, frame},
    },
};

pub fn page(scene: &Scene) -> AnyView {
    let key = scene.community.key.clone();
    let figures = Load::new(move || call(GetFigures, key.clone(), ()));
    let (drawn, travel) = (scene.clone(), travel::travel());
    let page = loaded(figures, move |funnel: &Funnel| {
        travel.arrived(drawn.title(drawn.t.figures.title));
        view::figures::figures(&drawn, funnel)
    });
    let page = view! { {page} {pace::part(scene)} }.into_any();
    frame(scene, Frame::below_tab(scene.to(Page::Home), scene.t.common.home, Tab::Home), page)
}
