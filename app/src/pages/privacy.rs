//! The privacy notice.

use leptos::prelude::*;

use super::show;
use crate::{
    place::Page,
    scene::Scene,
    view::{
        self,
        frame::{Frame, Tab},
    },
};

pub fn page(scene: &Scene) -> AnyView {
    let above = Frame::below_tab(scene.to(Page::Home), scene.t.common.home, Tab::Settings);
    show(scene, above, scene.t.privacy.title, view::privacy::privacy(scene))
}
