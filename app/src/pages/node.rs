//! The public page of a node of the grid.

use leptos::prelude::*;
use shared::{api::GetNode, grid::NodeBoard, id::NodeId};

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

pub fn page(scene: &Scene, id: NodeId) -> AnyView {
    let key = scene.community.key.clone();
    let board = Load::new(move || call(GetNode, (key.clone(), id), ()));
    let (drawn, travel) = (scene.clone(), travel::travel());
    let page = loaded(board, move |board: &NodeBoard| {
        travel.arrived(drawn.title(&board.node.name));
        view::node::node(&drawn, board)
    });
    frame(scene, Frame::below_tab(scene.to(Page::Find), scene.t.common.find, Tab::Home), page)
}
