//! All shared markets.

use leptos::prelude::*;
use shared::{api::ListMarkets, market::MarketList};

use crate::{
    api::call,
    components::load::{Load, loaded},
    place::Page,
    scene::Scene,
    travel, view,
    view::frame::{Frame, Tab, frame},
};

pub fn page(scene: &Scene) -> AnyView {
    let key = scene.community.key.clone();
    let all = Load::new(move || call(ListMarkets, key.clone(), ()));
    let (drawn, travel) = (scene.clone(), travel::travel());
    let page = loaded(all, move |all: &MarketList| {
        travel.arrived(drawn.title(drawn.t.markets.title));
        view::market::markets(&drawn, all)
    });
    let above = Frame::below_tab(scene.to(Page::Home), scene.t.common.home, Tab::Home);
    frame(scene, above, page)
}
