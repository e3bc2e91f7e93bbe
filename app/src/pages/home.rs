//! The page a resident sees first.

use leptos::prelude::*;
use shared::{api::GetHome, figures::HomePage};

use crate::{
    api::call,
    components::load::{Load, loaded},
    scene::Scene,
    travel,
    view::{
        self,
        frame::{Frame, Tab, frame},
    },
};

pub fn page(scene: &Scene) -> AnyView {
    let key = scene.community.key.clone();
    let home = Load::new(move || call(GetHome, key.clone(), ()));
    let (drawn, travel) = (scene.clone(), travel::travel());
    let page = loaded(home, move |page: &HomePage| {
        travel.arrived(drawn.title(drawn.t.home.title));
        view::home::home(&drawn, page)
    });
    frame(scene, Frame::tab(Tab::Home), page)
}
